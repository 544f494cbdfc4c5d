package app

import (
	"context"
	"encoding/json"
	"errors"
	"slices"

	"leverarch/app/read"
	"leverarch/app/record"
	"leverarch/vault"
)

// A letter need not be one file. It may be several photos, one a page, or some
// pages of a scan that holds more letters. Its record then names the documents
// whose pages it shows, and those stay as they came.

// letters gives the documents that stand for themselves and are not in the bin.
func letters(tx *vault.Tx) ([]record.Document, error) {
	list, err := live(tx, documents)
	return slices.DeleteFunc(list, func(d record.Document) bool { return d.Behind }), err
}

// shows reports whether a letter shows the pages of a document.
func shows(d record.Document, id record.ID) bool {
	return d.Within == id || slices.Contains(d.Pictures, id)
}

// pagesOf gives something for each page of a letter, where of gives it for the
// pages of a document with bytes of its own.
func pagesOf[P any](tx *vault.Tx, d record.Document, of func(record.Document) ([]P, error)) ([]P, error) {
	switch {
	case d.Within != "":
		in, err := get(tx, documents, d.Within)
		if err != nil {
			return nil, err
		}
		pages, err := pagesOf(tx, in, of)
		last := min(d.Last, len(pages))
		return pages[min(max(d.First-1, 0), last):last], err
	case len(d.Pictures) > 0:
		var out []P
		for _, id := range d.Pictures {
			photo, err := get(tx, documents, id)
			if err != nil {
				return nil, err
			}
			// One without words keeps its place among the pages.
			pages, err := of(photo)
			if err != nil && !errors.Is(err, vault.ErrNotFound) {
				return nil, err
			}
			for i := range max(1, photo.Pages) {
				var page P
				if i < len(pages) {
					page = pages[i]
				}
				out = append(out, page)
			}
		}
		return out, nil
	}
	return of(d)
}

// readPages gives the pages of a letter as they were read.
func (a *App) readPages(d record.Document) ([]read.Page, error) {
	return view(a, func(tx *vault.Tx) ([]read.Page, error) {
		return pagesOf(tx, d, func(d record.Document) ([]read.Page, error) {
			b, _, err := a.vault.Words(string(d.ID))
			if err != nil {
				return nil, err
			}
			var t read.Text
			err = json.Unmarshal(b, &t)
			return t.Pages, err
		})
	})
}

// readWithin reads a letter that stands in another document.
func (a *App) readWithin(ctx context.Context, d record.Document, password string, progress func(done, of int)) (read.Text, string, error) {
	in, err := a.Document(d.Within)
	if err == nil && (Unread(in) || password != "" || in.Problem != "") {
		in, err = a.ReadTelling(ctx, in.ID, password, progress)
	}
	if err != nil || in.Guess == nil {
		return read.Text{}, in.Problem, err
	}
	pages, err := a.readPages(d)
	return read.Text{Pages: pages}, in.Problem, err
}

// readPictures reads the photos of a letter that were not read yet. One that
// cannot be read costs its own page only.
func (a *App) readPictures(ctx context.Context, d record.Document, progress func(done, of int)) (read.Text, string, error) {
	problem, worst := "", 0
	for i, id := range d.Pictures {
		photo, err := a.Document(id)
		if err == nil && Unread(photo) {
			photo, err = a.ReadTelling(ctx, id, "", nil)
		}
		if err != nil {
			return read.Text{}, "", err
		}
		if photo.Problem != "" {
			problem, worst = photo.Problem, worst+1
		}
		if progress != nil {
			progress(i+1, len(d.Pictures))
		}
	}
	if worst < len(d.Pictures) {
		problem = ""
	}
	pages, err := a.readPages(d)
	return read.Text{Pages: pages}, problem, err
}

// onePage is a page of a letter: which page, from 1, of which document.
type onePage struct {
	of   record.Document
	page int
}

// Bind makes one letter of photos that were kept, a page each, in this order. The
// photos stay as they came.
func (a *App) Bind(ids []record.ID) (record.Document, error) {
	d := record.Document{ID: record.NewID(), Pictures: slices.Clone(ids), Added: a.now()}
	return d, a.update(func(tx *vault.Tx) error {
		d.Size, d.Pages = 0, 0
		for i, id := range ids {
			photo, err := get(tx, documents, id)
			if err != nil {
				return err
			}
			if photo.Behind || photo.Looked || photo.InBin() || !photo.Whole() {
				return ErrNotFound
			}
			if i == 0 {
				d.Child, d.Name = photo.Child, photo.Name
			}
			d.Size, d.Pages = d.Size+photo.Size, d.Pages+max(1, photo.Pages)
			photo.Behind = true
			if err := documents.Put(tx, string(id), photo); err != nil {
				return err
			}
		}
		if len(ids) == 0 {
			return ErrNotFound
		}
		return documents.Put(tx, string(d.ID), d)
	})
}

// Split says that a new letter begins on a page of a document, from 2. Each of the
// two is a letter of its own from then on, and what they came in stays as it is.
// What the parent said of it goes with the first.
func (a *App) Split(id record.ID, page int) (first, second record.Document, err error) {
	d, err := a.Document(id)
	if err != nil {
		return first, second, err
	}
	if page < 2 || page > d.Pages || d.InBin() || d.Behind {
		return first, second, read.ErrNoPage
	}
	pages, err := a.readPages(d)
	if err != nil && !errors.Is(err, vault.ErrNotFound) {
		return first, second, err
	}
	first, second = d, record.Document{Child: d.Child, Name: d.Name, Came: d.Came, Sent: d.Sent, CameBy: d.CameBy, Added: a.now(), With: d.With}
	if d.Within == "" {
		first = record.Document{ID: record.NewID(), Child: d.Child, Name: d.Name, Kind: d.Kind, From: d.From, Letter: d.Letter,
			Sent: d.Sent, Came: d.Came, CameBy: d.CameBy, Answer: d.Answer, Looked: d.Looked, Added: d.Added,
			Within: d.ID, First: 1, Last: d.Pages, With: d.With}
	}
	second.ID, second.Within, second.First, second.Last = record.NewID(), first.Within, first.First+page-1, first.Last
	first.Last = second.First - 1
	for part, from := range map[*record.Document][]read.Page{&first: pages[:min(page-1, len(pages))], &second: pages[min(page-1, len(pages)):]} {
		part.Pages, part.Problem = part.Last-part.First+1, d.Problem
		if len(pages) == 0 {
			continue
		}
		g := Recognise(read.Text{Pages: from})
		if part.Guess = &g; !part.Looked {
			part.Kind, part.From, part.Letter = g.Kind, g.From, g.Letter.Day
		}
	}
	return first, second, a.update(func(tx *vault.Tx) error {
		if d.Within == "" {
			in, err := get(tx, documents, id)
			if err != nil {
				return err
			}
			in.Behind = true
			if err := documents.Put(tx, string(id), in); err != nil {
				return err
			}
			facts, err := all(tx, events)
			if err != nil {
				return err
			}
			for _, e := range facts {
				if e.Document != id {
					continue
				}
				e.Document = first.ID
				if err := events.Put(tx, string(e.ID), e); err != nil {
					return err
				}
			}
		}
		if err := documents.Put(tx, string(first.ID), first); err != nil {
			return err
		}
		return documents.Put(tx, string(second.ID), second)
	})
}
