package app

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"image"
	"slices"
	"sync"

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

// Pages opens a document for looking at. Close it when the screen is left.
func (a *App) Pages(ctx context.Context, id record.ID, password string) (*Pages, error) {
	d, err := a.Document(id)
	if err != nil {
		return nil, err
	}
	p := &Pages{a: a, password: password}
	if d.Whole() {
		if _, err := p.open(ctx, d); err != nil {
			return nil, err
		}
		return p, nil
	}
	p.pages, err = view(a, func(tx *vault.Tx) ([]onePage, error) {
		return pagesOf(tx, d, func(d record.Document) ([]onePage, error) {
			var out []onePage
			for i := range max(1, d.Pages) {
				out = append(out, onePage{d, i + 1})
			}
			return out, nil
		})
	})
	if err != nil {
		return nil, err
	}
	return p, nil
}

// Pages is a document open for looking at, in a reader of its own.
type Pages struct {
	a        *App
	password string
	pages    []onePage // of a letter that is not one file

	turning sync.Mutex // one page at a time is looked for
	mu      sync.Mutex
	at      record.ID // the document that is open
	session *read.Session
	closed  bool
}

// open opens a document with bytes of its own, in the place of another.
func (p *Pages) open(ctx context.Context, d record.Document) (*read.Session, error) {
	p.mu.Lock()
	s, at, closed := p.session, p.at, p.closed
	p.mu.Unlock()
	if closed {
		return nil, read.ErrOver
	}
	if at == d.ID {
		return s, nil
	}
	if s != nil {
		s.Close()
	}
	src, err := p.a.vault.Document(string(d.ID))
	if err != nil {
		return nil, err
	}
	defer src.Close()
	if s, err = read.Start(ctx, src, d.Size, read.Options{Password: cmp.Or(p.password, d.Password)}); err != nil {
		p.mu.Lock()
		p.session, p.at = nil, ""
		p.mu.Unlock()
		return nil, err
	}
	p.mu.Lock()
	p.session, p.at, closed = s, d.ID, p.closed
	p.mu.Unlock()
	if closed {
		s.Close()
		return nil, read.ErrOver
	}
	return s, nil
}

// ErrNoPicture stands for a page of words that has no look of its own: of an
// email, or a Word file.
var ErrNoPicture = errors.New("app: words without a picture of the page")

// Picture draws one page (from 1) so many pixels wide.
func (p *Pages) Picture(ctx context.Context, page, width int) (image.Image, error) {
	session := p.session
	if p.pages != nil {
		if page < 1 || page > len(p.pages) {
			return nil, read.ErrNoPage
		}
		p.turning.Lock()
		defer p.turning.Unlock()
		one := p.pages[page-1]
		s, err := p.open(ctx, one.of)
		if err != nil {
			return nil, err
		}
		session, page = s, one.page
	}
	img, err := session.Picture(ctx, page, width)
	if errors.Is(err, read.ErrFormat) {
		err = ErrNoPicture
	}
	return img, err
}

// Count says how many pages there are.
func (p *Pages) Count() int {
	if p.pages != nil {
		return len(p.pages)
	}
	return p.session.Pages()
}

// Close ends the reader.
func (p *Pages) Close() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.closed = true
	if p.session != nil {
		p.session.Close()
	}
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
