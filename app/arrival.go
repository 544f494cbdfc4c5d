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
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"leverarch/app/law"
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
	if d, ok, err := a.letterWithSum(hex.EncodeToString(sum.Sum(nil))); err != nil || ok {
		return Kept{d, true}, err
	}
	d, err := a.store(record.Document{Child: child, Name: filepath.Base(name)}, src)
	return Kept{d, false}, err
}

// store puts new bytes in the file, and then the record of them.
func (a *App) store(d record.Document, src io.Reader) (record.Document, error) {
	d.Added = a.now()
	about, err := json.Marshal(d)
	if err != nil {
		return d, err
	}
	stored, err := a.vault.Store(about, src)
	if err != nil {
		return d, err
	}
	d.ID, d.Size, d.SHA256 = record.ID(stored.ID), stored.Size, stored.SHA256
	return d, a.update(func(tx *vault.Tx) error {
		if d.Child != "" {
			if _, err := get(tx, children, d.Child); err != nil {
				return err
			}
		}
		return documents.Put(tx, string(d.ID), d)
	})
}

// letterWithSum finds the letter that shows these bytes, and takes it out of the
// bin where it is there.
func (a *App) letterWithSum(sum string) (record.Document, bool, error) {
	list, err := view(a, func(tx *vault.Tx) ([]record.Document, error) { return all(tx, documents) })
	i := slices.IndexFunc(list, func(d record.Document) bool { return d.SHA256 == sum && d.Whole() })
	if err != nil || i < 0 {
		return record.Document{}, false, err
	}
	d := list[i]
	for d.Behind {
		j := slices.IndexFunc(list, func(by record.Document) bool { return shows(by, d.ID) && by.First <= 1 })
		if j < 0 {
			j = slices.IndexFunc(list, func(by record.Document) bool { return shows(by, d.ID) })
		}
		if j < 0 {
			return record.Document{}, false, nil
		}
		d = list[j]
	}
	if d.InBin() {
		err = a.PutBack(d.ID)
		d.Bin = record.Bin{}
	}
	return d, true, err
}

// Documents lists a child's documents, newest letter first; with no child, all.
func (a *App) Documents(child record.ID) ([]record.Document, error) {
	return view(a, func(tx *vault.Tx) ([]record.Document, error) { return documentsOf(tx, child) })
}

func documentsOf(tx *vault.Tx, child record.ID) ([]record.Document, error) {
	return documentsThat(tx, func(d record.Document) bool { return child == "" || d.Child == child })
}

// documentsThat are those that keep wants, the newest letter first.
func documentsThat(tx *vault.Tx, keep func(record.Document) bool) ([]record.Document, error) {
	list, err := letters(tx)
	list = slices.DeleteFunc(list, func(d record.Document) bool { return !keep(d) })
	return ordered(list, func(x, y *record.Document) int {
		if c := DocumentDay(*y).Compare(DocumentDay(*x)); c != 0 {
			return c
		}
		return y.Added.Compare(x.Added)
	}), err
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
// A letter that stands in a scan comes out with all of the scan; the photos of a
// letter are written beside each other, with a number behind the name each.
func (a *App) TakeOut(id record.ID, path string) error {
	d, err := a.Document(id)
	for err == nil && d.Within != "" {
		id = d.Within
		d, err = a.Document(id)
	}
	if err != nil && !errors.Is(err, ErrNotFound) { // one that no record speaks of comes out, too
		return err
	}
	stem := strings.TrimSuffix(path, filepath.Ext(path))
	for i, photo := range d.Pictures {
		p, err := a.Document(photo)
		if err != nil {
			return err
		}
		name := fmt.Sprintf("%s %d%s", stem, i+1, filepath.Ext(p.Name))
		if _, err := os.Lstat(name); err == nil {
			return fs.ErrExist
		}
		if err := a.takeOut(photo, name); err != nil {
			return err
		}
	}
	if len(d.Pictures) > 0 {
		return nil
	}
	return a.takeOut(id, path)
}

func (a *App) takeOut(id record.ID, path string) error {
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
// reason; that is not an error here, it is an answer. A password that opens it is
// kept with it; without one the one kept is used. The errors are those of the
// file, and of ctx.
func (a *App) Read(ctx context.Context, id record.ID, password string) (record.Document, error) {
	return a.ReadTelling(ctx, id, password, nil)
}

// ReadTelling is Read, and tells how many pages are done, and of how many.
// Progress is called from another goroutine.
func (a *App) ReadTelling(ctx context.Context, id record.ID, password string, progress func(done, of int)) (record.Document, error) {
	d, err := a.Document(id)
	if err != nil {
		return d, err
	}
	var text read.Text
	switch {
	case d.Within != "":
		text, d.Problem, err = a.readWithin(ctx, d, password, progress)
	case len(d.Pictures) > 0:
		text, d.Problem, err = a.readPictures(ctx, d, progress)
	default:
		text, d.Problem, err = a.readBytes(ctx, d, password, progress)
	}
	if err != nil {
		return d, err
	}
	if len(text.Pages) > 0 || d.Problem == "" {
		d.Pages = len(text.Pages)
		guess := Recognise(text)
		d.Guess = &guess
	}
	// Not the parent's doing, and so nothing to undo.
	return d, a.vault.Update(func(tx *vault.Tx) error {
		now, err := get(tx, documents, id) // it may have changed while we read
		if err != nil {
			return err
		}
		now.Pages, now.Problem, now.Guess = d.Pages, d.Problem, d.Guess
		if password != "" && d.Whole() && d.Problem != record.ProblemPassword {
			now.Password = password
		}
		if !now.Looked && d.Guess != nil {
			now.Kind, now.From, now.Letter = d.Guess.Kind, d.Guess.From, d.Guess.Letter.Day
		}
		d = now
		return documents.Put(tx, string(id), now)
	})
}

// sampleWords are the words of the sample family's own letters, once they were read in
// this run of the program, by their SHA-256.
var sampleWords sync.Map

// readBytes reads a document's own bytes, and keeps the words. What is the matter
// with them is the second answer.
func (a *App) readBytes(ctx context.Context, d record.Document, password string, progress func(done, of int)) (read.Text, string, error) {
	if a.sample {
		// The sample family is opened again and again; its letters are the same.
		if held, ok := sampleWords.Load(d.SHA256); ok {
			words := held.([]byte)
			var text read.Text
			return text, "", errors.Join(json.Unmarshal(words, &text), a.vault.PutWords(string(d.ID), read.Version, words))
		}
	}
	src, err := a.vault.Document(string(d.ID))
	if err != nil {
		return read.Text{}, "", err
	}
	defer src.Close()
	text, err := read.Words(ctx, src, d.Size, read.Options{Password: cmp.Or(password, d.Password), Progress: progress})
	if ctx.Err() != nil {
		return read.Text{}, "", ctx.Err()
	}
	if problem := problemOf(err); err != nil {
		if problem == "" {
			return read.Text{}, "", err
		}
		return read.Text{}, problem, nil
	}
	words, err := json.Marshal(text)
	if err != nil {
		return text, "", err
	}
	problem := ""
	if text.Scanned {
		problem = record.ProblemScanned
	}
	return text, problem, a.vault.PutWords(string(d.ID), read.Version, words)
}

// Recognise says what a letter is from its words.
func Recognise(text read.Text) record.Guess {
	pages := make([]recognise.Page, len(text.Pages))
	for i, p := range text.Pages {
		pages[i] = recognise.Page{Text: p.Text, Second: p.Second}
	}
	g := recognise.Document(pages)
	g.Reader = read.Version
	for i, p := range text.Pages {
		if p.Engine == read.ByEye {
			g.ByEye = append(g.ByEye, i+1)
		}
	}
	if text.Format == read.Email || text.Format == read.MSG {
		g.CameBy = law.ByEmail
		if !text.Sent.IsZero() {
			g.Came = record.DayOf(text.Sent)
		}
		for i, p := range text.Parts {
			if i > 0 {
				g.With = append(g.With, p.Name)
			}
		}
	}
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
