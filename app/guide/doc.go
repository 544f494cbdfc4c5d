// Package guide reads the guide to a family's rights: pages, a glossary and a
// who's who, written in the small markdown that resources/guide/README.md tells
// exactly.
//
// A page answers one question. Load turns each into blocks and runs that can be
// drawn, read aloud or searched, and fills in every time limit from the rule
// book, so that the guide and the timeline can never disagree.
//
// The package is pure. It knows no clock, no window, no child and no network,
// and it does not know whether what a page says is true: each page names its
// sources and the day somebody held it against them.
//
// It promises that a guide which loads is whole: every link leads to a page,
// every term is explained, every time comes from a rule of the book, and every
// page has a source and the day it was checked. The same guide always gives the
// same pages in the same order, and the same bytes of HTML.
package guide
