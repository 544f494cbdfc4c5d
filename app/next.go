package app

import (
	"slices"

	"leverarch/app/record"
	"leverarch/vault"
)

// ToDo is the one next thing for the parent. Exactly one of the three is set, or
// none where there is nothing to do.
type ToDo struct {
	Date    *Dated           // a date of theirs, by the law
	Promise *Promise         // something they said they would do
	Letter  *record.Document // a letter nobody has looked at
}

// None reports whether there is nothing to do.
func (t ToDo) None() bool { return t.Date == nil && t.Promise == nil && t.Letter == nil }

// NextToDo gives the one next thing about a child: the first of the parent's own
// days that has not passed, whether the law gives it or they do; then a letter
// that waits for a look, because dates may follow from it; then what they said
// they would do by no day, or by one that has passed.
func (a *App) NextToDo(child record.ID) (ToDo, error) {
	date, dated, err := a.Next(child)
	if err != nil {
		return ToDo{}, err
	}
	agreed, err := a.Promises(child)
	if err != nil {
		return ToDo{}, err
	}
	own := slices.DeleteFunc(agreed, func(p Promise) bool { return !p.Own() || p.State == PromiseDone })
	today := a.Today()
	var first, rest *Promise
	for i, p := range own {
		switch {
		case p.By.IsZero() || p.By.Before(today):
			if rest == nil {
				rest = &own[i]
			}
		case first == nil || p.By.Before(first.By):
			first = &own[i]
		}
	}
	switch {
	case first != nil && (!dated || first.By.Before(date.Day)):
		return ToDo{Promise: first}, nil
	case dated:
		return ToDo{Date: &date}, nil
	}
	tray, err := a.Tray(child)
	if err != nil {
		return ToDo{}, err
	}
	if len(tray) > 0 {
		return ToDo{Letter: &tray[0]}, nil
	}
	return ToDo{Promise: rest}, nil
}

// Tray lists the letters about a child, and those that are nobody's yet, that
// nobody has looked at: the newest first.
func (a *App) Tray(child record.ID) ([]record.Document, error) {
	return view(a, func(tx *vault.Tx) ([]record.Document, error) {
		return documentsThat(tx, func(d record.Document) bool {
			return !d.Looked && (child == "" || d.Child == child || d.Child == "")
		})
	})
}
