// Package cover puts something that tells nothing in the place of every name of a
// person, a school and a council, for a screen that strangers can see.
//
// What stands there can still be told apart: Child 1, Person 3, the council, school
// 2. It is the same for as long as the names are given in the same order.
//
// A name is hidden whole and in parts: a person's first name alone, their surname
// alone, a school without the word school. Names are whole words (Sam is not in
// same, but it is in sam-report.pdf), in letters of any size, with and without
// accents, and the longest that fits goes first. A few things a name shares with
// ordinary words are settled so:
//
//   - A first name that is a word as well (Will, May, Rose) is hidden where it begins
//     with a capital letter and the rest are small, even at the head of a sentence:
//     rather a strange sentence than a name. May and the like stay where they are a
//     month: beside a number, and after in, since, until, during, this, next or last.
//   - A surname that is a word as well (Page, Head, Day) is hidden with its first name
//     or after Mr, Mrs, Miss, Ms, Dr; a place that is one (Reading, Bath) only where
//     it has a capital letter inside a sentence. A school's name is hidden whole.
//   - A name of two letters (Jo, Al) is hidden where it is written with a capital
//     first. A single letter is no name: it tells nothing as it stands.
//   - "Head teacher" or "Mum" in the place of a name stays: that is a part people have.
//
// Anybody else with Mr, Mrs or the like before their name, or who signed a letter
// with Yours sincerely, is "somebody", and an email address with a name in it is "an
// email address". Any other name that was never given cannot be known.
//
// It knows no file and no window. It promises that nothing but a name is touched and
// that the words given to it are never changed, only what is shown of them.
package cover
