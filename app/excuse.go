package app

import (
	"slices"

	"leverarch/app/law"
	"leverarch/app/record"
	"leverarch/vault"
)

// Possible is a reason the parent knows of for which a date may be passed, kept
// beside the date, and what the rules say of it. It changes no date.
type Possible struct {
	Excuse record.Excuse
	law.Exception
}

// lawFacts gives what is known of a reason as the law asks for it.
func lawFacts(e record.Excuse) law.Facts {
	return law.Facts{Reason: e.Reason, Closed: e.Closed, Reopens: e.Reopens, Asked: e.Asked, From: e.From, To: e.To}
}

// WhatIf tests a reason against a date, and keeps nothing.
func (a *App) WhatIf(d Dated, e record.Excuse) law.Exception {
	return a.Book.WhatIf(d.Deadline, lawFacts(e))
}

// KeepExcuse keeps what the parent knows of a reason beside a date. One kept
// before with the same ID is changed.
func (a *App) KeepExcuse(d Dated, e record.Excuse) (record.Excuse, error) {
	e.Child, e.Event, e.Rule = d.Child.ID, d.From.ID, d.Rule
	return e, a.update(func(tx *vault.Tx) error {
		if _, err := get(tx, events, e.Event); err != nil {
			return err
		}
		if e.ID == "" {
			e.ID = record.NewID()
		}
		e.Written = a.now()
		return excuses.Put(tx, string(e.ID), e)
	})
}

// DropExcuse takes a reason away from its date. It stays in the history.
func (a *App) DropExcuse(id record.ID) error {
	return a.update(func(tx *vault.Tx) error {
		e, err := get(tx, excuses, id)
		if err != nil {
			return err
		}
		e.Binned = a.now()
		return excuses.Put(tx, string(id), e)
	})
}

// possible puts the reasons that are kept beside the dates they are about.
func (a *App) possible(tx *vault.Tx, list []Dated) error {
	kept, err := live(tx, excuses)
	if err != nil || len(kept) == 0 {
		return err
	}
	slices.SortStableFunc(kept, func(x, y record.Excuse) int { return x.Written.Compare(y.Written) })
	for i := range list {
		d := &list[i]
		for _, e := range kept {
			if e.Event == d.From.ID && e.Rule == d.Rule && d.State != Withdrawn {
				d.Possible = append(d.Possible, Possible{e, a.WhatIf(*d, e)})
			}
		}
	}
	return nil
}
