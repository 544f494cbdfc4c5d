package app

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"image"
	"slices"
	"strings"
	"sync"
	"unicode"

	"leverarch/app/read"
	"leverarch/app/recognise"
	"leverarch/app/record"
	"leverarch/app/search"
	"leverarch/vault"
)

// Pages is a document open for looking at, in a reader of its own. It holds the
// document's words once they are asked for, and no picture.
type Pages struct {
	a        *App
	doc      record.Document
	password string
	pages    []onePage // of a letter that is not one file

	turning sync.Mutex // one page at a time is looked for
	opening sync.Mutex
	at      record.ID     // the document that is open
	session *read.Session // nil for a document that has no pictures of its pages
	closed  bool

	mu     sync.Mutex
	loaded bool
	words  keptWords
}

// keptWords is the words of a document as they are kept.
type keptWords struct {
	Pages  []read.Page `json:"pages"`
	Format string      `json:"format"`
	Parts  []Part      `json:"parts"`
}

// Part is one file of a message: the message itself, which has no name, or a file
// that came with it.
type Part struct {
	Name  string `json:"name"`
	Pages int    `json:"pages"` // how many of the document's pages are its own
}

// Pages opens a document for looking at. Close it when the screen is left.
func (a *App) Pages(ctx context.Context, id record.ID, password string) (*Pages, error) {
	d, err := a.Document(id)
	if err != nil {
		return nil, err
	}
	p := &Pages{a: a, doc: d, password: password}
	if d.Whole() {
		_, err := p.open(ctx, d)
		if errors.Is(err, read.ErrFormat) && p.load() == nil {
			return p, nil // its words can be shown
		}
		if err != nil {
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

// open opens a document with bytes of its own, in the place of another.
func (p *Pages) open(ctx context.Context, d record.Document) (*read.Session, error) {
	p.opening.Lock()
	s, at, closed := p.session, p.at, p.closed
	p.opening.Unlock()
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
		p.opening.Lock()
		p.session, p.at = nil, ""
		p.opening.Unlock()
		return nil, err
	}
	p.opening.Lock()
	p.session, p.at, closed = s, d.ID, p.closed
	p.opening.Unlock()
	if closed {
		s.Close()
		return nil, read.ErrOver
	}
	return s, nil
}

// Close ends the reader.
func (p *Pages) Close() {
	p.opening.Lock()
	defer p.opening.Unlock()
	p.closed = true
	if p.session != nil {
		p.session.Close()
	}
}

// load reads the words that are kept, once there are some.
func (p *Pages) load() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.loaded {
		return nil
	}
	var err error
	if p.pages != nil {
		p.words.Pages, err = p.a.readPages(p.doc)
		p.loaded = err == nil
		return err
	}
	b, _, err := p.a.vault.Words(string(p.doc.ID))
	if err == nil {
		err = json.Unmarshal(b, &p.words)
	}
	p.loaded = err == nil
	return err
}

// Count says how many pages there are.
func (p *Pages) Count() int {
	if p.pages != nil {
		return len(p.pages)
	}
	if p.session != nil {
		return p.session.Pages()
	}
	return len(p.words.Pages)
}

// Parts gives the files of a message in the order of their pages; nothing for any
// other document.
func (p *Pages) Parts() []Part {
	if p.load() != nil {
		return nil
	}
	return p.words.Parts
}

// Mail reports whether the document is a message.
func (p *Pages) Mail() bool {
	return p.load() == nil && (p.words.Format == "email" || p.words.Format == "msg")
}

// Picture draws one page (from 1) at most so many pixels wide. It gives nothing for
// a page that is words alone: of a plain text, of an email.
func (p *Pages) Picture(ctx context.Context, page, width int) (image.Image, error) {
	var session *read.Session
	if p.pages == nil {
		session = p.session // never another, from its opening to its end
	} else {
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
	if session == nil {
		return nil, nil
	}
	img, err := session.Picture(ctx, page, width)
	if errors.Is(err, read.ErrFormat) {
		return nil, nil
	}
	return img, err
}

// OnlyThisPage reports whether the others can still be drawn where one could not.
func OnlyThisPage(err error) bool {
	return errors.Is(err, read.ErrNoPage) || errors.Is(err, read.ErrNotReadable)
}

// Words gives the words of one page, from 1. A page that was not read has none.
func (p *Pages) Words(page int) (PageWords, error) {
	err := p.load()
	if errors.Is(err, vault.ErrNotFound) {
		return PageWords{}, nil
	}
	if err != nil {
		return PageWords{}, err
	}
	if page < 1 || page > len(p.words.Pages) {
		return PageWords{}, nil
	}
	return wordsOf(p.words.Pages[page-1]), nil
}

// Spot is a place on the picture of a page, as parts of its width and height from
// the top left: 0 to 1.
type Spot struct{ X, Y, Width, Height float32 }

// Run is words that stand in a row, the last included.
type Run struct{ From, To int }

// PageWords is the words of one page and where they stand.
type PageWords struct {
	Text string
	// At is where each word stands in the text.
	At []search.Span
	// Spots is where it stands on the picture: nothing for a page without places,
	// and an empty Spot for a word without one.
	Spots []Spot
}

func wordsOf(p read.Page) PageWords {
	w := PageWords{Text: p.Text, At: fieldsAt(p.Text)}
	if p.Width <= 0 || p.Height <= 0 || len(p.Words) != len(w.At) {
		return w
	}
	w.Spots = make([]Spot, len(p.Words))
	for i, x := range p.Words {
		if x.Placed() {
			w.Spots[i] = Spot{x.X / p.Width, x.Y / p.Height, x.W / p.Width, x.H / p.Height}
		}
	}
	return w
}

// Quote finds words on the page, whatever spaces and line ends are between them.
func (w PageWords) Quote(quote string) []Run {
	return w.each(bare(quote), 1, func(s string) string { return s })
}

// literal finds every place where the words stand, capitals or not.
func (w PageWords) literal(words string) []Run {
	return w.each(strings.ToLower(bare(words)), -1, strings.ToLower)
}

// each finds words without spaces in the page without spaces.
func (w PageWords) each(want string, most int, as func(string) string) []Run {
	if want == "" {
		return nil
	}
	var text strings.Builder
	var of []int // which word each byte is of
	for i, at := range w.At {
		b := as(bare(w.Text[at.From:at.To]))
		text.WriteString(b)
		of = append(of, slices.Repeat([]int{i}, len(b))...)
	}
	var out []Run
	for from, all := 0, text.String(); len(out) != most; {
		at := strings.Index(all[from:], want)
		if at < 0 {
			break
		}
		at += from
		from = at + len(want)
		r := Run{of[at], of[from-1]}
		if n := len(out); n > 0 && out[n-1].To >= r.From {
			continue // twice in one word
		}
		out = append(out, r)
	}
	return out
}

// On turns spans of the text into words of the page.
func (w PageWords) On(spans []search.Span) []Run {
	var out []Run
	for _, m := range spans {
		from, _ := slices.BinarySearchFunc(w.At, m.From, func(s search.Span, at int) int {
			if s.To <= at {
				return -1
			}
			return 1
		})
		to := from
		for to < len(w.At) && w.At[to].From < m.To {
			to++
		}
		if to > from {
			out = append(out, Run{from, to - 1})
		}
	}
	return out
}

// Part gives the words of a run as they stand, line ends and all.
func (w PageWords) Part(r Run) string {
	if r.From < 0 || r.To >= len(w.At) || r.From > r.To {
		return ""
	}
	return w.Text[w.At[r.From].From:w.At[r.To].To]
}

// Found finds on a page what was searched for in the whole file.
func (p *Pages) Found(words string, on PageWords) []Run { return on.On(p.a.MarksOn(words, on.Text)) }

// DayIn gives the first whole day that is written in the words, or the zero Day.
func DayIn(words string) record.Day {
	for _, d := range recognise.Dates(words) {
		if !d.NoYear && d.Day.Valid() {
			return d.Day
		}
	}
	return record.Day{}
}

// Hit is a place in a document where something stands.
type Hit struct {
	Page int
	Run
}

// Search gives every place in the document where the words stand; where they stand
// nowhere just so, every place where the search of the whole file would mark them.
func (p *Pages) Search(words string) ([]Hit, error) {
	if strings.TrimSpace(words) == "" {
		return nil, nil
	}
	err := p.load()
	if errors.Is(err, vault.ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	hits := func(on func(PageWords) []Run) (out []Hit) {
		for i, page := range p.words.Pages {
			for _, r := range on(wordsOf(page)) {
				out = append(out, Hit{i + 1, r})
			}
		}
		return out
	}
	if out := hits(func(w PageWords) []Run { return w.literal(words) }); len(out) > 0 {
		return out, nil
	}
	if err := p.a.WarmFinder(); err != nil {
		return nil, err
	}
	return hits(func(w PageWords) []Run { return w.On(p.a.MarksOn(words, w.Text)) }), nil
}

// fieldsAt gives where each of strings.Fields(text) stands.
func fieldsAt(text string) []search.Span {
	var out []search.Span
	from := -1
	for i, r := range text + " " {
		if unicode.IsSpace(r) {
			if from >= 0 {
				out = append(out, search.Span{From: from, To: i})
			}
			from = -1
		} else if from < 0 {
			from = i
		}
	}
	return out
}

func bare(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.IsControl(r) {
			return -1
		}
		return r
	}, s)
}
