// Package app is what a family can do with its file: the use cases.
//
// Each exported method is one thing a parent does, and one transaction of the
// vault. It works out dates by the rule book each time it is asked and keeps
// only facts: what happened, when, and which words show it.
//
// It knows no window and no terminal, and has no clock of its own: the time is
// handed in, so that a test or the sample family can live on any day. Its
// methods block, and may be called from any goroutine.
package app

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"time"

	"leverarch/app/lang"
	"leverarch/app/law"
	"leverarch/app/record"
	"leverarch/vault"
)

// The kinds of record in a family's file. The names are part of the storage
// format and never change.
var (
	children      = vault.Kind[record.Child]{Name: "child"}
	people        = vault.Kind[record.Person]{Name: "person"}
	conversations = vault.Kind[record.Conversation]{Name: "conversation"}
	documents     = vault.Kind[record.Document]{Name: "document"}
	events        = vault.Kind[record.Event]{Name: "event"}
	excuses       = vault.Kind[record.Excuse]{Name: "excuse"}
	exported      = vault.Kind[record.Exported]{Name: "exported"}
	phones        = vault.Kind[record.PhoneChoice]{Name: "phone"}
)

// What can stand in the way, beside what the vault and the reader say.
var (
	// ErrNoChild says that a child's name is needed and none was given.
	ErrNoChild = errors.New("app: no child named")
	// ErrUnknownChild says that the file has no child of that name.
	ErrUnknownChild = errors.New("app: no such child")
	// ErrNothingSaid says that a conversation has no words in it.
	ErrNothingSaid = errors.New("app: nothing said")
	// ErrNotFound says that the file has nothing under that name.
	ErrNotFound = errors.New("app: not in the file")
)

// UnknownEvent is the error for an event the rule book does not know.
type UnknownEvent struct{ Kind string }

func (e *UnknownEvent) Error() string { return fmt.Sprintf("app: unknown event %q", e.Kind) }

// Desk is what the program has before any file is open.
type Desk struct {
	Book *law.Book
	// english is the same book in English, once another language is spoken.
	english *law.Book
	Now     func() time.Time
	// Sample holds the sample family: sample.json and its letters.
	Sample fs.FS
	// Guide holds the pages, the glossary and the who's who.
	Guide fs.FS
	// Settings is a folder for what must be known before a file is unlocked,
	// none of it personal. Empty: nothing is kept there.
	Settings string
	// Copies is a folder of the program's own for copies that another program
	// opens, which is emptied. Empty: none are made.
	Copies string
}

// Speak gives the rule book in the language that was chosen. A file that is open
// goes on with the words it was opened with.
func (d *Desk) Speak() {
	if d.english == nil {
		d.english = d.Book
	}
	d.Book = d.english
	if lang.Chosen() != lang.English {
		d.Book = d.english.Speak(lang.ByID)
	}
}

// Today is the day on the computer's calendar.
func (d *Desk) Today() record.Day { return record.DayOf(d.Now()) }

// EventName says in words what kind of event this is: "The draft plan came".
func (d *Desk) EventName(kind string) string {
	k, ok := d.Book.Event(kind)
	if !ok {
		return kind
	}
	return k.Name
}

// DefaultDir is where a family's file is kept when nobody chose a place: the
// computer's own folder for program data, never a folder that is synchronised
// to other computers by default.
func DefaultDir() (string, error) {
	switch runtime.GOOS {
	case "windows":
		if dir := os.Getenv("LOCALAPPDATA"); dir != "" {
			return filepath.Join(dir, "Lever Arch", "File"), nil
		}
	case "darwin":
		if home, err := os.UserHomeDir(); err == nil {
			return filepath.Join(home, "Library", "Application Support", "Lever Arch", "File"), nil
		}
	default:
		if dir := os.Getenv("XDG_DATA_HOME"); filepath.IsAbs(dir) {
			return filepath.Join(dir, "lever-arch", "file"), nil
		}
		if home, err := os.UserHomeDir(); err == nil {
			return filepath.Join(home, ".local", "share", "lever-arch", "file"), nil
		}
	}
	return "", fmt.Errorf("app: no home folder on this computer")
}

// Create makes a new, empty file in dir. The recovery key is handed out here
// and cannot be asked for again.
func (d *Desk) Create(dir string, passphrase []byte) (*App, string, error) {
	v, key, err := d.options().Create(dir, passphrase)
	if err != nil {
		return nil, "", err
	}
	return d.open(v), key.String(), nil
}

// Unlock opens the file in dir with the passphrase or the recovery key.
func (d *Desk) Unlock(dir string, secret []byte) (*App, error) {
	v, err := d.options().Open(dir, secret)
	if err != nil {
		return nil, err
	}
	return d.open(v), nil
}

func (d *Desk) options() vault.Options {
	if d.Settings == "" {
		return vault.Options{}
	}
	return vault.Options{HeadFolder: filepath.Join(d.Settings, "heads")}
}

func (d *Desk) open(v *vault.Vault) *App {
	return &App{Desk: d, vault: v, now: d.Now}
}

// App is one family's file, open.
type App struct {
	*Desk
	vault *vault.Vault
	now   func() time.Time
	// sample marks the sample family, which is held in memory and never kept.
	sample bool
	finder finder
	undo   undoing
	worked worked
	copies []string // folders with copies for other programs
}

// Today is the day the file lives on: the computer's, or the sample's own.
func (a *App) Today() record.Day { return record.DayOf(a.now()) }

// IsSample reports whether this is the sample family.
func (a *App) IsSample() bool { return a.sample }

// Close locks the file: the index is put aside, and the keys are dropped.
func (a *App) Close() error {
	// An index that cannot be kept is made again; that is no reason to say anything.
	_ = a.saveIndex()
	return errors.Join(a.vault.Close(), a.tidyCopies())
}

// Dir is the folder the file is kept in, or nothing for one in memory.
func (a *App) Dir() string { return a.vault.Dir() }

// update is one change to the file, acknowledged only when it is on the disk.
func (a *App) update(f func(tx *vault.Tx) error) error {
	var was []vault.Was
	err := a.vault.Update(func(tx *vault.Tx) error {
		err := f(tx)
		if err == nil {
			was, _ = tx.Was() // what is hurt can be written over, and then not taken back
		}
		return err
	})
	if err == nil {
		a.undo.add(was)
	}
	return err
}

// all reads every record of a kind. A damaged one is left out, and named when
// the file is checked; anything else ends the transaction with its reason.
func all[T any](tx *vault.Tx, k vault.Kind[T]) ([]T, error) {
	list := make([]T, 0, k.Most(tx))
	for _, v := range k.All(tx) {
		list = append(list, v)
	}
	return list, nil
}

// ordered gives a list in order, those that are alike as they stood. It moves each
// once: records are large, and sorting them in place moves them many times.
func ordered[T any](list []T, compare func(x, y *T) int) []T {
	at := make([]*T, len(list))
	for i := range list {
		at[i] = &list[i]
	}
	slices.SortStableFunc(at, compare)
	out := make([]T, len(list))
	for i, p := range at {
		out[i] = *p
	}
	return out
}

// live reads every record of a kind that is not in the bin.
func live[T interface{ InBin() bool }](tx *vault.Tx, k vault.Kind[T]) ([]T, error) {
	list, err := all(tx, k)
	return slices.DeleteFunc(list, func(v T) bool { return v.InBin() }), err
}

// get reads one record, in the app's own error where there is none.
func get[T any](tx *vault.Tx, k vault.Kind[T], id record.ID) (T, error) {
	v, err := k.Get(tx, string(id))
	if errors.Is(err, vault.ErrNotFound) {
		return v, fmt.Errorf("%w: %s", ErrNotFound, k.Name)
	}
	return v, err
}

// view runs f over the file as it stands and hands back what it gives.
func view[T any](a *App, f func(tx *vault.Tx) (T, error)) (T, error) {
	var out T
	err := a.vault.View(func(tx *vault.Tx) (err error) {
		out, err = f(tx)
		return err
	})
	return out, err
}
