// Package recognise says what a document is and which days it gives, each with
// the words that prove it.
//
// It is a pure function from the words of the pages to a record.Guess: it opens
// nothing, asks nobody and has no clock. It does not know the law: it names
// events and copies days that stand in the text; what follows from them is
// counted elsewhere. The few numbers it holds, to notice where a letter states
// a limit differently from the law, stand in notes.go with their source.
//
// The kind is told twice over: by phrases (kinds.go), which say why, and by the
// words a letter holds (words.go, learnt from the letters of testdata), which
// settle what the phrases leave close. The second never decides against a clear
// phrase; it may lift a letter the phrases do not know, or hold one back.
//
// It promises that every quote stands in the text of its page once Fold has
// been put over both, that work grows in step with the length of the text, that
// no input makes it panic, and that below a certainty of Threshold it answers
// "unsure". A day of birth, a leaflet's revision, an office closure or a
// reference number never becomes an event: events come only from the letter's
// own date and from days said in so many words to be the one wanted. A letter
// found to say that its decision is yet to come, or to come from a writer whose
// decision it is not, is never taken for the decision: it is "unsure".
package recognise
