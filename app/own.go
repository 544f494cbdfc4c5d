package app

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"leverarch/app/record"
	"leverarch/vault"
)

// A young person's own file is a backup with a passphrase and keys of its own, so that
// "Bring back a backup" opens it on their computer. What goes into it is chosen field
// by field, and only as it stands now: a field that nobody thought of stays behind.
// What a parent wrote for themselves stays: private notes, notes on pages, names and
// tags for letters, reasons in their own words, drafts, the bin, and what anything
// said before.

// OwnFile is what would go into a young person's own file, and what would not.
type OwnFile struct {
	Child   record.Child
	Letters int // letters, reports and plans
	Talks   int
	People  int
	Facts   int // what happened, from which the dates follow
	Private int // private notes that stay behind
	// Stays names the letters that stay behind, because the bytes they are in may hold
	// other papers too.
	Stays []string

	documents []record.Document // in the order they are written: what others show first
	talks     []record.Conversation
	people    []record.Person
	facts     []record.Event
	reasons   []record.Excuse
}

// LookAtOwnFile says what would go into a child's own file. Nothing is made.
func (a *App) LookAtOwnFile(child record.ID) (OwnFile, error) {
	return view(a, func(tx *vault.Tx) (OwnFile, error) { return ownFile(tx, child) })
}

// MakeOwnFile writes a child's own file as a backup under path, which the passphrase
// opens, and gives its recovery key. It is read back whole before it takes its name.
// Progress is told how many letters are done; an error it gives ends the work, and
// nothing half done stays. This file is not changed.
//
// It is made in a locked folder of its own beside path, which is taken away again; only
// a crash leaves it.
func (a *App) MakeOwnFile(ctx context.Context, child record.ID, path string, passphrase []byte, progress func(done, of int64) error) (recovery string, err error) {
	own, err := a.LookAtOwnFile(child)
	if err != nil {
		return "", err
	}
	dir, err := os.MkdirTemp(filepath.Dir(path), "own-file-unfinished-")
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	v, key, err := vault.Create(dir, slices.Clone(passphrase))
	if err != nil {
		return "", err
	}
	// Nobody needs to know where another computer last kept what.
	to := &App{Desk: &Desk{Book: a.Book, Now: a.Now}, vault: v, now: a.now}
	defer func() { err = errors.Join(err, v.Close()) }()
	for i, d := range own.documents {
		if err := errors.Join(ctx.Err(), progress(int64(i), int64(len(own.documents)))); err != nil {
			return "", err
		}
		if d.Whole() {
			if err := a.copyDocument(v, d); err != nil {
				return "", err
			}
		}
	}
	if err := v.Update(func(tx *vault.Tx) error { return own.write(tx) }); err != nil {
		return "", err
	}
	err = to.Backup(path, slices.Clone(passphrase), func(done, of int64) error { return errors.Join(ctx.Err(), progress(done, of)) })
	return key.String(), err
}

// copyDocument copies the bytes of one document, under an own note of what it is, and
// the words that were found in it.
func (a *App) copyDocument(to *vault.Vault, d record.Document) error {
	src, err := a.vault.Document(string(d.ID))
	if err != nil {
		return fmt.Errorf("%s: %w", d.ID, err)
	}
	defer src.Close()
	about, err := json.Marshal(d)
	if err != nil {
		return err
	}
	if _, err := to.StoreWithID(string(d.ID), about, src); err != nil {
		return err
	}
	words, version, err := a.vault.Words(string(d.ID))
	if errors.Is(err, vault.ErrNotFound) || errors.Is(err, vault.ErrDamaged) {
		return nil // they are found again
	}
	if err != nil {
		return err
	}
	return to.PutWords(string(d.ID), version, words)
}

func (o OwnFile) write(tx *vault.Tx) error {
	return errors.Join(
		putAll(tx, children, []record.Child{o.Child}, func(x record.Child) record.ID { return x.ID }),
		putAll(tx, people, o.people, func(x record.Person) record.ID { return x.ID }),
		putAll(tx, documents, o.documents, func(x record.Document) record.ID { return x.ID }),
		putAll(tx, conversations, o.talks, func(x record.Conversation) record.ID { return x.ID }),
		putAll(tx, events, o.facts, func(x record.Event) record.ID { return x.ID }),
		putAll(tx, excuses, o.reasons, func(x record.Excuse) record.ID { return x.ID }),
	)
}

func putAll[T any](tx *vault.Tx, k vault.Kind[T], list []T, id func(T) record.ID) error {
	for _, x := range list {
		if err := k.Put(tx, string(id(x)), x); err != nil {
			return err
		}
	}
	return nil
}

// ownFile chooses what goes along.
func ownFile(tx *vault.Tx, child record.ID) (o OwnFile, err error) {
	c, err := get(tx, children, child)
	if err != nil {
		return o, err
	}
	if err := o.chooseDocuments(tx, child); err != nil {
		return o, err
	}
	goes := map[record.ID]bool{}
	for _, d := range o.documents {
		goes[d.ID] = true
	}
	along := func(id record.ID) record.ID {
		if goes[id] {
			return id
		}
		return ""
	}
	for i, d := range o.documents {
		o.documents[i].By, o.documents[i].With = along(d.By), along(d.With)
		if !d.Behind {
			o.Letters++
		}
	}
	said, err := live(tx, conversations)
	if err != nil {
		return o, err
	}
	folk, err := everybody(tx)
	if err != nil {
		return o, err
	}
	met := map[record.ID]bool{c.Officer: true, c.SENCO: true}
	for _, t := range said {
		if t.Child != child || t.Draft {
			continue
		}
		if t.Private != "" {
			o.Private++
		}
		var with []record.ID
		for _, id := range t.With {
			if p, ok := folk[id]; ok && !p.InBin() {
				with, met[id] = append(with, id), true
			}
		}
		o.talks = append(o.talks, record.Conversation{ID: t.ID, Child: t.Child, How: t.How, On: t.On, At: t.At,
			With: with, Said: t.Said, Agree: t.Agree, Written: t.Written, Changed: t.Changed})
	}
	for id, p := range folk {
		if met[id] && !p.InBin() {
			o.people = append(o.people, record.Person{ID: p.ID, Name: p.Name, Role: p.Role, Organisation: p.Organisation,
				Reach: p.Reach, Since: p.Since, Until: p.Until, Added: p.Added})
			goes[id] = true
		}
	}
	facts, err := live(tx, events)
	if err != nil {
		return o, err
	}
	for _, e := range facts {
		if e.Child != child {
			continue
		}
		x := record.Event{ID: e.ID, Child: e.Child, Kind: e.Kind, Round: e.Round, Day: e.Day, Sent: e.Sent, Came: e.Came,
			Days: e.Days, Withdrawn: e.Withdrawn, Written: e.Written}
		if goes[e.Document] {
			x.Document, x.Quote, x.Page = e.Document, e.Quote, e.Page
		}
		o.facts, goes[e.ID] = append(o.facts, x), true
	}
	reasons, err := live(tx, excuses)
	if err != nil {
		return o, err
	}
	for _, e := range reasons {
		if e.Child == child && goes[e.Event] {
			o.reasons = append(o.reasons, record.Excuse{ID: e.ID, Child: e.Child, Event: e.Event, Rule: e.Rule, Reason: e.Reason,
				Closed: e.Closed, Reopens: e.Reopens, Asked: e.Asked, From: e.From, To: e.To, Written: e.Written})
		}
	}
	o.Child = record.Child{ID: c.ID, Name: c.Name, Born: c.Born, Added: c.Added, Officer: along(c.Officer), SENCO: along(c.SENCO)}
	o.Talks, o.People, o.Facts = len(o.talks), len(o.people), len(o.facts)
	return o, nil
}

// chooseDocuments takes a child's letters, and the photos they are shown through. What
// stays is what may hold somebody else's papers in its bytes, or what the bin has: an
// email holds what came with it, a scan that letters were cut from the pages of no
// letter, and a photo may show another child's letter as well.
func (o *OwnFile) chooseDocuments(tx *vault.Tx, child record.ID) error {
	every, err := all(tx, documents)
	if err != nil {
		return err
	}
	ours := func(d record.Document) bool { return d.Child == child && !d.InBin() }
	by := map[record.ID]record.Document{}
	holds := map[record.ID]bool{}  // messages that something came with
	others := map[record.ID]bool{} // photos of letters that are not ours
	for _, d := range every {
		by[d.ID], holds[d.With] = d, true
		if !ours(d) {
			for _, id := range d.Pictures {
				others[id] = true
			}
		}
	}
	take := func(d record.Document) {
		o.documents = append(o.documents, record.Document{ID: d.ID, Child: d.Child, Name: d.Name, Kind: d.Kind, From: d.From, Letter: d.Letter,
			Sent: d.Sent, Came: d.Came, CameBy: d.CameBy, Answer: d.Answer, Size: d.Size, SHA256: d.SHA256, Pages: d.Pages, Problem: d.Problem,
			Guess: d.Guess, Looked: d.Looked, Added: d.Added, By: d.By, Password: d.Password, Pictures: d.Pictures, Behind: d.Behind, With: d.With})
	}
	taken := map[record.ID]bool{} // photos: two letters may be shown through one
	for _, d := range every {
		switch {
		case !ours(d) || d.Behind:
		case d.Within != "", holds[d.ID], d.Guess != nil && len(d.Guess.With) > 0,
			slices.ContainsFunc(d.Pictures, func(id record.ID) bool { return others[id] || !ours(by[id]) }):
			o.Stays = append(o.Stays, d.Called())
		default:
			for _, id := range d.Pictures {
				if !taken[id] {
					taken[id] = true
					take(by[id])
				}
			}
			take(d)
		}
	}
	return nil
}
