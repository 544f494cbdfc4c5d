package app

import (
	"cmp"
	"errors"
	"slices"
	"time"

	"leverarch/app/law"
	"leverarch/app/record"
	"leverarch/export"
	"leverarch/vault"
)

// BinKeeps is how long the bin keeps what is put in it.
const BinKeeps = 30 * 24 * time.Hour

// Binned is something in the bin.
type Binned struct {
	ID   record.ID
	What string // "document", "conversation", "person", "child"
	Name string // as a list shows it
	When time.Time
}

// bins are the kinds of record that can be put in the bin, each with how to mark
// one and how to name it. The first that has the ID is meant.
var bins = []interface {
	mark(tx *vault.Tx, id record.ID, when time.Time) (bool, error)
	list(tx *vault.Tx) ([]Binned, error)
}{
	bin[record.Document]{documents, func(d *record.Document) *record.Bin { return &d.Bin },
		func(d record.Document) (record.ID, string) { return d.ID, d.Called() }},
	bin[record.Conversation]{conversations, func(c *record.Conversation) *record.Bin { return &c.Bin },
		func(c record.Conversation) (record.ID, string) { return c.ID, c.Said }},
	bin[record.Person]{people, func(p *record.Person) *record.Bin { return &p.Bin },
		func(p record.Person) (record.ID, string) { return p.ID, p.Name }},
	bin[record.Child]{children, func(c *record.Child) *record.Bin { return &c.Bin },
		func(c record.Child) (record.ID, string) { return c.ID, c.Name }},
}

type bin[T interface{ InBin() bool }] struct {
	kind vault.Kind[T]
	of   func(*T) *record.Bin
	name func(T) (record.ID, string)
}

func (b bin[T]) mark(tx *vault.Tx, id record.ID, when time.Time) (bool, error) {
	list, err := all(tx, b.kind)
	if err != nil {
		return false, err
	}
	for _, v := range list {
		if own, _ := b.name(v); own == id {
			b.of(&v).Binned = when
			return true, b.kind.Put(tx, string(id), v)
		}
	}
	return false, nil
}

func (b bin[T]) list(tx *vault.Tx) ([]Binned, error) {
	list, err := all(tx, b.kind)
	var out []Binned
	for _, v := range list {
		if v.InBin() {
			id, name := b.name(v)
			out = append(out, Binned{id, b.kind.Name, name, b.of(&v).Binned})
		}
	}
	return out, err
}

// Delete puts a document, a conversation, a person or a child in the bin. What
// rests on a document goes with it. Nothing is gone yet.
func (a *App) Delete(id record.ID) error { return a.mark(id, a.now()) }

// PutBack takes something out of the bin again.
func (a *App) PutBack(id record.ID) error { return a.mark(id, time.Time{}) }

func (a *App) mark(id record.ID, when time.Time) error {
	return a.update(func(tx *vault.Tx) error {
		found := false
		for _, b := range bins {
			ok, err := b.mark(tx, id, when)
			if err != nil {
				return err
			}
			found = found || ok
		}
		if !found {
			return ErrNotFound
		}
		list, err := all(tx, events)
		if err != nil {
			return err
		}
		for _, e := range list {
			if e.Document != id || e.Binned.Equal(when) {
				continue
			}
			e.Binned = when
			if err := events.Put(tx, string(e.ID), e); err != nil {
				return err
			}
		}
		return nil
	})
}

// Bin lists what is in the bin, newest first.
func (a *App) Bin() ([]Binned, error) {
	return view(a, func(tx *vault.Tx) ([]Binned, error) {
		var out []Binned
		for _, b := range bins {
			list, err := b.list(tx)
			if err != nil {
				return nil, err
			}
			out = append(out, list...)
		}
		slices.SortStableFunc(out, func(x, y Binned) int {
			return cmp.Or(-x.When.Compare(y.When), cmp.Compare(x.ID, y.ID))
		})
		return out, nil
	})
}

// EmptyBin deletes for good what has been in the bin since before then: out of
// the file, its history and its store. A child goes with everything about it. It
// says how many things are gone. Old backups still have them.
func (a *App) EmptyBin(before time.Time) (int, error) {
	list, err := a.Bin()
	if err != nil {
		return 0, err
	}
	var due []Binned
	for _, b := range list {
		if b.When.Before(before) {
			due = append(due, b)
		}
	}
	if len(due) == 0 {
		return 0, nil
	}
	// In one step: each erasing makes the store again.
	return len(due), a.update(func(tx *vault.Tx) error {
		for _, b := range due {
			if err := a.erase(tx, b); err != nil {
				return err
			}
		}
		return nil
	})
}

// erase takes one thing out of the file for good, with what hangs on it.
func (a *App) erase(tx *vault.Tx, b Binned) error {
	docs, err := all(tx, documents)
	if err != nil {
		return err
	}
	var bytes []record.ID
	for _, d := range docs {
		if d.ID == b.ID || b.What == children.Name && d.Child == b.ID && !d.Behind {
			bytes = append(bytes, d.ID)
		}
	}
	bytes = withBehind(docs, bytes)
	switch b.What {
	case conversations.Name:
		return conversations.Erase(tx, string(b.ID))
	case people.Name:
		return people.Erase(tx, string(b.ID))
	case children.Name:
		if err := children.Erase(tx, string(b.ID)); err != nil {
			return err
		}
	}
	for _, id := range bytes {
		if err := tx.EraseDocument(string(id)); err != nil && !errors.Is(err, vault.ErrNotFound) {
			return err
		}
	}
	return a.eraseAbout(tx, b.ID, bytes)
}

// eraseAbout erases what hangs on a document or a child that is gone.
func (a *App) eraseAbout(tx *vault.Tx, id record.ID, docs []record.ID) error {
	facts, err := all(tx, events)
	if err != nil {
		return err
	}
	for _, e := range facts {
		if e.Child == id || slices.Contains(docs, e.Document) {
			if err := events.Erase(tx, string(e.ID)); err != nil {
				return err
			}
		}
	}
	reasons, err := all(tx, excuses)
	if err != nil {
		return err
	}
	for _, e := range reasons {
		gone := func(f record.Event) bool {
			return f.ID == e.Event && (f.Child == id || slices.Contains(docs, f.Document))
		}
		if e.Child == id || slices.ContainsFunc(facts, gone) {
			if err := excuses.Erase(tx, string(e.ID)); err != nil {
				return err
			}
		}
	}
	sent, err := all(tx, exported)
	if err != nil {
		return err
	}
	for _, row := range sent {
		if row.Child != id && !slices.ContainsFunc(facts, func(f record.Event) bool { return f.ID == row.Event && slices.Contains(docs, f.Document) }) {
			continue
		}
		// What a date was called may name the child. Its name in the calendar stays,
		// so that the next file can still withdraw it.
		if err := exported.Erase(tx, row.UID); err != nil {
			return err
		}
		row.Child, row.Event, row.Rule = "", "", ""
		row.Titles, row.Title, row.Note = NeutralTitles, export.Neutral(law.Parent), export.NeutralDescription()
		if !row.Gone {
			row.Gone, row.Sequence, row.Stamp = true, row.Sequence+1, a.stamp()
		}
		if err := exported.Put(tx, row.UID, row); err != nil {
			return err
		}
	}
	said, err := all(tx, conversations)
	if err != nil {
		return err
	}
	for _, c := range said {
		if c.Child == id {
			if err := conversations.Erase(tx, string(c.ID)); err != nil {
				return err
			}
		}
	}
	for _, d := range docs {
		if err := documents.Erase(tx, string(d)); err != nil {
			return err
		}
	}
	return nil
}

// withBehind gives documents and what nothing but they show: the photos of a
// letter, and a scan when the last letter in it goes.
func withBehind(docs []record.Document, gone []record.ID) []record.ID {
	for more := true; more; {
		more = false
		for _, d := range docs {
			shown := slices.ContainsFunc(docs, func(by record.Document) bool { return shows(by, d.ID) && !slices.Contains(gone, by.ID) })
			if d.Behind && !shown && !slices.Contains(gone, d.ID) {
				gone, more = append(gone, d.ID), true
			}
		}
	}
	return gone
}
