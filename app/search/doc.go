// Package search finds things in a family's file by their words.
//
// It is an index held in memory: words cut to their stems, where they stand, and
// the days that are written among them. It forgives typing errors, knows the
// field's abbreviations and the other names of things (words.toml), and finds what
// begins with a word that is still being typed. It holds no text: whoever asks
// hands the text in again to see the words marked.
//
// It does not know where its entries come from, opens no file, asks nobody and has
// no clock. It promises that an entry taken out is never found again, that what it
// finds holds what it was found by, and that an index that was written down and
// read back finds the same things in the same order.
package search
