// Package lang gives what we say in the language that was chosen.
//
// The English sentence is its own key: [T] takes it with its placeholders, as fmt
// writes them, and gives the chosen language's sentence. Sentences of the law and
// of the guide have ids of their own, because they change with the law ([ByID]).
// A sentence that a language does not have is said in English, never left out.
//
// The languages are files of resources/languages; README.md there tells their form
// and how one is made. A language is offered once a speaker has read it. One more,
// [Pseudo], is never offered: it is English made strange and 40 per cent longer, and
// the pictures drawn in it show what would not fit and what cannot be translated.
//
// It knows nothing of what is said, nor of a window. It promises that a sentence
// given to it comes back whole with everything that was put in it, whatever a
// language's file says: a translation whose placeholders are other than the English
// one's is refused when the file is read.
package lang
