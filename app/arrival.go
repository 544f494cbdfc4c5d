package app

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"

	"leverarch/app/read"
	"leverarch/app/recognise"
	"leverarch/app/record"
	"leverarch/export"
	"leverarch/vault"
)

// Kept is a document that is safely in the file.
type Kept struct {
	record.Document
	// Again is set where the same bytes were in the file already: nothing was
	// stored twice, and this is the document that was there.
	Again bool
}

// Keep puts a document in the file, exactly as it came. It returns only when
// the bytes and the record are on the disk; nothing has read them yet.
func (a *App) Keep(child record.ID, name string, src io.ReadSeeker) (Kept, error) {
	sum := sha256.New()
	if _, err := io.Copy(sum, src); err != nil {
		return Kept{}, err
	}
	if _, err := src.Seek(0, io.SeekStart); err != nil {
		return Kept{}, err
	}
	if d, ok, err := a.documentWithSum(hex.EncodeToString(sum.Sum(nil))); err != nil || ok {
		if ok && d.InBin() {
			err = a.PutBack(d.ID)
		}
		return Kept{d, true}, err
	}
	d := record.Document{Child: child, Name: filepath.Base(name), Added: a.now()}
	about, err := json.Marshal(d)
	if err != nil {
		return Kept{}, err
	}
	stored, err := a.vault.Store(about, src)
	if err != nil {
		return Kept{}, err
	}
	d.ID, d.Size, d.SHA256 = record.ID(stored.ID), stored.Size, stored.SHA256
	err = a.update(func(tx *vault.Tx) error {
		if child != "" {
			if _, err := get(tx, children, child); err != nil {
				return err
			}
		}
		return documents.Put(tx, string(d.ID), d)
	})
	return Kept{d, false}, err
}

func (a *App) documentWithSum(sum string) (record.Document, bool, error) {
	list, err := view(a, func(tx *vault.Tx) ([]record.Document, error) { return all(tx, documents) })
	i := slices.IndexFunc(list, func(d record.Document) bool { return d.SHA256 == sum })
	if err != nil || i < 0 {
		return record.Document{}, false, err
	}
	return list[i], true, nil
}

// Documents lists a child's documents, newest letter first; with no child, all.
func (a *App) Documents(child record.ID) ([]record.Document, error) {
	return view(a, func(tx *vault.Tx) ([]record.Document, error) { return documentsOf(tx, child) })
}

func documentsOf(tx *vault.Tx, child record.ID) ([]record.Document, error) {
	list, err := live(tx, documents)
	if child != "" {
		list = slices.DeleteFunc(list, func(d record.Document) bool { return d.Child != child })
	}
	slices.SortStableFunc(list, func(x, y record.Document) int {
		return cmp.Or(-DocumentDay(x).Compare(DocumentDay(y)), -x.Added.Compare(y.Added))
	})
	return list, err
}

// DocumentDay is the day a document stands at on the timeline: the day printed
// on it, else the day it came, else the day it was brought in.
func DocumentDay(d record.Document) record.Day {
	if d.Letter.IsZero() && d.Came.IsZero() {
		return record.DayOf(d.Added.Local())
	}
	return cmp.Or(d.Letter, d.Came)
}

// Document gives one document's record.
func (a *App) Document(id record.ID) (record.Document, error) {
	return view(a, func(tx *vault.Tx) (record.Document, error) { return get(tx, documents, id) })
}

// Original opens a document's bytes as they came, also those of one that no
// record speaks of.
func (a *App) Original(id record.ID) (io.ReadSeekCloser, error) {
	src, err := a.vault.Document(string(id))
	if errors.Is(err, vault.ErrNotFound) || errors.Is(err, vault.ErrName) {
		return nil, fmt.Errorf("%w: document", ErrNotFound)
	}
	return src, err
}

// TakeOut writes a copy of a document outside the file, byte for byte as it came.
func (a *App) TakeOut(id record.ID, path string) error {
	src, err := a.Original(id)
	if err != nil {
		return err
	}
	defer src.Close()
	return export.File(path, func(w io.Writer) error {
		_, err := io.Copy(w, src)
		return err
	})
}

// Read finds the words of a document and what they show, and keeps both. A
// document whose words cannot be read keeps its place in the file with the
// reason; that is not an error here, it is an answer. The errors are those of
// the file, and of ctx.
func (a *App) Read(ctx context.Context, id record.ID, password string) (record.Document, error) {
	d, err := a.Document(id)
	if err != nil {
		return d, err
	}
	src, err := a.vault.Document(string(id))
	if err != nil {
		return d, err
	}
	defer src.Close()
	text, err := read.Words(ctx, src, d.Size, read.Options{Password: password})
	if ctx.Err() != nil {
		return d, ctx.Err()
	}
	d.Problem = problemOf(err)
	if err != nil && d.Problem == "" {
		return d, err
	}
	if err == nil {
		d.Pages = len(text.Pages)
		if text.Scanned {
			d.Problem = record.ProblemScanned
		}
		guess := Recognise(text)
		d.Guess = &guess
		words, err := json.Marshal(text)
		if err != nil {
			return d, err
		}
		if err := a.vault.PutWords(string(id), read.Version, words); err != nil {
			return d, err
		}
	}
	return d, a.update(func(tx *vault.Tx) error {
		now, err := get(tx, documents, id) // it may have changed while we read
		if err != nil {
			return err
		}
		now.Pages, now.Problem, now.Guess = d.Pages, d.Problem, d.Guess
		if !now.Looked && d.Guess != nil {
			now.Kind, now.From, now.Letter = d.Guess.Kind, d.Guess.From, d.Guess.Letter.Day
		}
		d = now
		return documents.Put(tx, string(id), now)
	})
}

// Recognise says what a letter is from its words.
func Recognise(text read.Text) record.Guess {
	pages := make([]recognise.Page, len(text.Pages))
	for i, p := range text.Pages {
		pages[i] = recognise.Page{Text: p.Text, Second: p.Second}
	}
	g := recognise.Document(pages)
	g.Reader = read.Version
	return g
}

// problems pairs what the reader says with the word kept for it.
var problems = []struct {
	err  error
	word string
}{
	{read.ErrEmpty, record.ProblemEmpty},
	{read.ErrNotReadable, record.ProblemDamaged},
	{read.ErrPassword, record.ProblemPassword},
	{read.ErrWrongPassword, record.ProblemPassword},
	{read.ErrFormat, record.ProblemFormat},
	{read.ErrTooLong, record.ProblemTime},
	{read.ErrTooBig, record.ProblemSize},
	{read.ErrCrashed, record.ProblemStopped},
}

func problemOf(err error) string {
	for _, p := range problems {
		if errors.Is(err, p.err) {
			return p.word
		}
	}
	return ""
}

// IsProblem reports whether err is about the file that was read, and not about
// the family's own file or the computer.
func IsProblem(err error) bool { return problemOf(err) != "" || errors.Is(err, ErrScanned) }

// ErrScanned stands for a document that is pictures of pages: kept, shown, and
// filled in by hand.
var ErrScanned = errors.New("app: pictures of pages, no words")

// ProblemError gives the reader's error for the word kept in a document, so
// that one table of sentences serves for both; nil for no problem.
func ProblemError(word string) error {
	if word == record.ProblemScanned {
		return ErrScanned
	}
	for _, p := range problems {
		if p.word == word {
			return p.err
		}
	}
	return nil
}

// DocumentHistory gives every version of a document's record, oldest first.
func (a *App) DocumentHistory(id record.ID) ([]Past[record.Document], error) {
	return view(a, func(tx *vault.Tx) ([]Past[record.Document], error) {
		versions, err := documents.History(tx, string(id))
		if err != nil && !errors.Is(err, vault.ErrNotFound) {
			return nil, err
		}
		var out []Past[record.Document]
		for _, v := range versions {
			if !v.Deleted && !v.Erased {
				out = append(out, Past[record.Document]{v.Time, v.Value})
			}
		}
		if len(out) == 0 {
			return nil, fmt.Errorf("%w: document", ErrNotFound)
		}
		return out, nil
	})
}

// Unread reports whether nothing has tried to read a document's words yet.
func Unread(d record.Document) bool { return d.Guess == nil && d.Problem == "" }
