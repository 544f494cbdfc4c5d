// Package law works out time limits in English special educational needs law.
//
// It is three things. The rule book is data: one table a rule in TOML files,
// read and checked by [Load]. The ways of counting are a closed set of small
// functions, [Ways], one for each form of words that statutes use: "within six
// weeks of", "15 days beginning with the day", and the Tribunal's own calendar.
// And [Book.Deadlines] puts the two together: events in, deadlines out, each
// with a sentence that says why it falls on that day and the law it rests on.
//
// Around that stand the questions a family asks of a day: the two readings where
// a letter carries more than one day ([Days]); a letter's own day beside the
// law's ([Book.Reply]); whose right it is ([YoungFrom], [Book.DeadlinesOf]);
// whether a reason for being late can apply ([Book.WhatIf]); what moved
// ([Changes]); and where the child is in the process and what is not known yet
// ([Book.Path]).
//
// The package is pure. It knows no clock (today is always handed in), no disk
// (Load is handed a file system), no letters and no screens. It does not know
// what a letter says, whether a date printed in one is right, nor what a parent
// ought to do.
//
// It promises that a book which loads is whole: every rule has a source, a day
// it was checked, words for a parent, and, where it is counted, worked examples
// that came out when the book was read. The same events always give the same
// deadlines in the same order.
package law
