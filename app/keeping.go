package app

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"strings"
	"time"

	"leverarch/app/record"
	"leverarch/export"
	"leverarch/vault"
)

// Harden keeps what the program holds out of what a crash writes down, where the
// system allows it. Where it does not there is nothing more to do.
func Harden() { _ = vault.Harden() }

// Hurt is one thing that a check found damaged or gone.
type Hurt struct {
	What string // as the vault names it: "document", "record", …
	ID   string
	Name string // of the document or record, where it is known
	Err  error
	// Mended is set where a second copy put it right.
	Mended bool
}

// Health is what a check of the whole file found.
type Health struct {
	Records   int
	Documents int
	Hurt      []Hurt
	// Strays are documents that nothing speaks of: they are kept, and can be
	// taken out.
	Strays []record.ID
}

// OK reports whether nothing is damaged that was not put right.
func (h Health) OK() bool {
	for _, x := range h.Hurt {
		if !x.Mended {
			return false
		}
	}
	return true
}

// Check reads every byte of the file back and proves the chain of what was
// written. It takes as long as reading all of it does.
func (a *App) Check(progress func(done, of int) error) (Health, error) {
	report, err := a.vault.Check(progress)
	h := Health{Records: report.Records, Documents: report.Documents}
	for _, id := range report.Found {
		h.Strays = append(h.Strays, record.ID(id))
	}
	names := a.namesOf()
	for _, d := range report.Damaged {
		h.Hurt = append(h.Hurt, Hurt{What: string(d.What), ID: d.ID, Name: names[d.ID], Err: d, Mended: d.Mended})
	}
	return h, err
}

// namesOf names what can still be named, for saying what is damaged.
func (a *App) namesOf() map[string]string {
	names := map[string]string{}
	a.vault.View(func(tx *vault.Tx) error {
		docs, _ := all(tx, documents)
		for _, d := range docs {
			names[string(d.ID)] = d.Name
		}
		kids, _ := all(tx, children)
		for _, c := range kids {
			names[string(c.ID)] = c.Name
		}
		folk, _ := all(tx, people)
		for _, p := range folk {
			names[string(p.ID)] = p.Name
		}
		return nil
	})
	return names
}

// Older reports whether the folder is an older copy than this computer last saw;
// AcceptOlder takes it as it is.
func (a *App) Older() bool { return a.vault.Older() }

// AcceptOlder takes an older copy of the folder for the right one from now on.
func (a *App) AcceptOlder() { a.vault.AcceptOlder() }

// Head is the last entry of the file's journal, as it is printed on what goes out.
func (a *App) Head() string { return a.vault.Head().String() }

// HadHead reports whether a number that was printed on something was once the
// last entry of this file. Then nothing written until then was changed since. It
// may have been typed in capitals, or with spaces in it.
func (a *App) HadHead(number string) bool {
	b, err := hex.DecodeString(strings.ToLower(strings.Join(strings.Fields(number), "")))
	if err != nil || len(b) != sha256.Size {
		return false
	}
	h := a.vault.Head()
	for hash := [sha256.Size]byte(b); h.Sequence > 0; h.Sequence-- {
		if a.vault.Contains(vault.Head{Sequence: h.Sequence, Hash: hash}) {
			return true
		}
	}
	return false
}

// RecoveryKey gives the recovery key once more, to be printed again.
func (a *App) RecoveryKey() (string, error) {
	k, err := a.vault.RecoveryKey()
	return k.String(), err
}

// FirstCarer is the label of whoever made the file, who never chose one.
const FirstCarer = "first"

// Carer is somebody with a passphrase of their own for the same file.
type Carer struct {
	Label string
	Added time.Time
}

// Carers lists who else can open the file.
func (a *App) Carers() []Carer {
	var list []Carer
	for _, c := range a.vault.Carers() {
		list = append(list, Carer{c.Label, c.Added})
	}
	return list
}

// LastOpened says when the file was last opened before this time, and with whose
// passphrase; nothing for the first.
func (a *App) LastOpened() (at time.Time, label string, ok bool) { return a.vault.LastOpened() }

// ChangePassphrase changes the passphrase of whoever opened the file. Nothing is
// sealed again; old copies of the file still open with the old one.
func (a *App) ChangePassphrase(old, new []byte) error { return a.vault.ChangePassphrase(old, new) }

// AddCarer gives somebody a passphrase of their own. They see everything, private
// notes too, can copy it, and can take everybody else out.
func (a *App) AddCarer(own []byte, label string, theirs []byte) error {
	return a.vault.AddCarer(own, label, theirs)
}

// RemoveCarer takes somebody out: everything is sealed again under new keys, and
// there is a new recovery key. Copies and backups they hold still open for them.
func (a *App) RemoveCarer(own []byte, label string, progress func(done, of int) error) (string, error) {
	return a.renew(func() (vault.RecoveryKey, error) { return a.vault.RemoveCarer(own, label, progress) })
}

// NewKeys seals everything again under new keys, as after a copy was stolen. It
// gives the new recovery key.
func (a *App) NewKeys(own []byte, progress func(done, of int) error) (string, error) {
	return a.renew(func() (vault.RecoveryKey, error) { return a.vault.NewKeys(own, progress) })
}

// renew makes new keys. A recovery key may come with an error: then the new keys
// hold all the same, and the key must be shown.
func (a *App) renew(do func() (vault.RecoveryKey, error)) (string, error) {
	// Before anything else the file knows which key is on paper: whatever comes
	// between, the next opening shows the new one.
	if _, is := a.UnwrittenKey(); !is {
		if err := a.KeyWritten(); err != nil {
			return "", err
		}
	}
	k, err := do()
	if k == (vault.RecoveryKey{}) {
		return "", err
	}
	return k.String(), errors.Join(err, a.changeBackups(func(b *Backups) { b.OldKey = !b.Last.IsZero() }))
}

// onPaper says which recovery key the family has written down. It is kept from
// the first time that new keys are made; until then it is the one that was shown
// when the file was made.
type onPaper struct {
	Sum string `json:"sum"` // of the key as it is printed: SHA-256, in hexadecimal
}

func paperOf(key string) onPaper {
	sum := sha256.Sum256([]byte(key))
	return onPaper{hex.EncodeToString(sum[:])}
}

var papers = vault.Kind[onPaper]{Name: settingKind}

const settingPaper = "recovery"

// UnwrittenKey gives the recovery key where it is another than the family has on
// paper: new keys were made, and then nobody said that it was written down.
func (a *App) UnwrittenKey() (key string, is bool) {
	key, err := a.RecoveryKey()
	if err != nil {
		return "", false
	}
	paper, err := view(a, func(tx *vault.Tx) (onPaper, error) { return papers.Get(tx, settingPaper) })
	if err != nil || paper == paperOf(key) {
		return "", false
	}
	return key, true
}

// KeyWritten says that the recovery key is on paper now.
func (a *App) KeyWritten() error {
	key, err := a.RecoveryKey()
	if err != nil {
		return err
	}
	return a.vault.Update(func(tx *vault.Tx) error {
		return papers.Put(tx, settingPaper, paperOf(key))
	})
}

// SaveRecoverySheet writes the recovery key as a page to print. The page is not
// locked.
func (a *App) SaveRecoverySheet(path string) error {
	key, err := a.RecoveryKey()
	if err != nil {
		return err
	}
	return export.File(path, func(w io.Writer) error { return export.RecoverySheet(w, key) })
}
