package read

import (
	"encoding/json"
	"errors"
	"image"
	"io"
	"strings"
	"time"

	"leverarch/app/read/inside"
	"leverarch/app/read/inside/ocr"
	"leverarch/app/read/inside/picture"
)

const (
	// maxParts is how many files of a message are read, those of messages in it
	// included, and maxMails how many messages may stand inside each other.
	maxParts = 100
	maxMails = 5
)

// raw is one file before it is opened: the document itself, or one that came with
// a message. A message's own words are there already.
type raw struct {
	name, format string
	bytes        []byte
	pages        []inside.Page
	sent         time.Time
	err          error
}

// unpack gives a document and, of a message, what came with it, in the same order
// each time. With alone, what came with it is left closed.
func unpack(doc []byte, alone bool) []raw {
	return unpackInto(nil, raw{bytes: doc, format: inside.Sniff(doc)}, 0, alone)
}

func unpackInto(list []raw, r raw, depth int, alone bool) []raw {
	if len(list) >= maxParts {
		return list
	}
	if r.format != inside.Email && r.format != inside.MSG {
		return append(list, r)
	}
	if depth >= maxMails || depth > 0 && alone {
		r.err = inside.ErrLimit
		return append(list, r)
	}
	var m inside.Mail
	m, r.err = inside.Message(r.format, r.bytes)
	r.pages, r.sent, r.bytes = m.Pages, m.Sent, nil
	list = append(list, r)
	for _, f := range m.Files {
		in := raw{name: f.Name, format: inside.Sniff(f.Bytes), bytes: f.Bytes}
		if alone {
			in.err = inside.ErrLimit
			list = append(list, in)
			continue
		}
		list = unpackInto(list, in, depth+1, alone)
	}
	return list
}

// document is what the child holds open, of whatever formats.
type document struct {
	how    opening
	what   opened
	out    io.Writer
	pieces []piece
	engine *inside.Engine
	pdf    *pdfFile // the one that is open in the engine
	photo  *photo   // the one that is open
	eyes   *ocr.Engine
	ready  bool
}

// piece is one file in the document.
type piece interface {
	// words reads page n, counted from 0, and names the engine.
	words(n int) (inside.Page, string, error)
	// picture draws page n.
	picture(n, width int, show func(*image.RGBA) error) error
}

// open finds the formats and opens all there is.
func (d *document) open(doc []byte) error {
	if len(doc) == 0 {
		return ErrEmpty
	}
	// Which format it is goes ahead, so that it is known where opening it ends
	// the process.
	d.what.Format = inside.Sniff(doc)
	if err := send(d.out, frameFormat, d.what.Format); err != nil {
		return err
	}
	list := unpack(doc, d.how.Alone)
	for _, r := range list {
		if r.format == inside.PDF && r.err == nil && !d.ready {
			if err := d.start(); err != nil {
				return err
			}
		}
	}
	if !d.ready {
		d.ready = true
		if err := writeFrame(d.out, frameReady); err != nil {
			return err
		}
	}
	d.what.Sent = list[0].sent
	var first error
	for i, r := range list {
		p, pages, err := d.openPiece(r)
		err = ours(err)
		if i == 0 {
			first = err
		}
		d.pieces = append(d.pieces, p)
		d.what.Pages += pages
		d.what.Parts = append(d.what.Parts, Part{Name: r.name, Format: r.format, Pages: pages, Problem: problem(err)})
	}
	if len(list) == 1 {
		d.what.Parts = nil
		switch {
		case first != nil && d.what.Pages > 0 && errors.Is(first, ErrNotReadable):
			d.what.Cut = true // what was read before the damage counts
		case first == nil && d.what.Pages == 0:
			return ErrEmpty
		default:
			return first
		}
	}
	if d.what.Pages == 0 {
		if first == nil {
			first = ErrEmpty
		}
		return first
	}
	return nil
}

// start makes the engine for PDFs.
func (d *document) start() (err error) {
	d.ready = true
	if d.engine, err = inside.Start(d.cache("pdfium")); err != nil {
		return ErrNoReader
	}
	return writeFrame(d.out, frameReady)
}

// openPiece gives what was opened, even where an error comes with it.
func (d *document) openPiece(r raw) (piece, int, error) {
	if r.err != nil || r.pages != nil {
		return flowed(r.pages), len(r.pages), r.err
	}
	if r.format == inside.PDF {
		p := &pdfFile{in: d, bytes: r.bytes}
		doc, err := p.open()
		if err != nil {
			return flowed(nil), 0, err
		}
		return p, doc.Pages(), nil
	}
	if pages, err := picture.Count(r.bytes); err == nil && pages > 0 {
		return &photo{in: d, bytes: r.bytes}, pages, nil
	} else if err != nil && picture.Sniff(r.bytes) != picture.Unknown {
		return flowed(nil), 0, ofPicture(err)
	}
	pages, err := inside.Words(r.format, r.bytes)
	if album := d.albumOf(r, pages); err == nil && len(album) > 0 {
		return album, len(album), nil
	}
	return flowed(pages), len(pages), err
}

// ours turns an error of the parsers into one of this package.
func ours(err error) error {
	for in, out := range map[error]error{inside.ErrPassword: ErrPassword, inside.ErrLimit: ErrTooBig,
		inside.ErrNoPage: ErrNoPage, inside.ErrFormat: ErrFormat, inside.ErrLocked: ErrFormat} {
		if errors.Is(err, in) {
			return out
		}
	}
	if err != nil && problem(err) == "" {
		return ErrNotReadable
	}
	return err
}

// flowed are pages without places.
type flowed []inside.Page

func (f flowed) words(n int) (inside.Page, string, error)          { return f[n], "text", nil }
func (f flowed) picture(_, _ int, _ func(*image.RGBA) error) error { return ErrFormat }

// pdfFile is a PDF. The engine holds one open at a time.
type pdfFile struct {
	in    *document
	bytes []byte
	doc   *inside.Document
}

func (p *pdfFile) open() (*inside.Document, error) {
	d := p.in
	if d.pdf == p {
		return p.doc, nil
	}
	if d.pdf != nil {
		d.pdf.doc.Close()
		d.pdf = nil
	}
	doc, err := d.engine.Open(p.bytes, d.how.Password)
	if err != nil {
		return nil, err
	}
	p.doc, d.pdf = doc, p
	return doc, nil
}

func (p *pdfFile) words(n int) (inside.Page, string, error) {
	doc, err := p.open()
	if err != nil {
		return inside.Page{}, "", err
	}
	page, err := doc.Words(n)
	return page, "pdfium", err
}

func (p *pdfFile) picture(n, width int, show func(*image.RGBA) error) error {
	doc, err := p.open()
	if err != nil {
		return err
	}
	return doc.Picture(n, width, show)
}

// sendWords sends page after page, so that what was read is there even where a
// later page ends the process.
func (d *document) sendWords() error {
	at, sent, held, read := 0, 0, 0, 0
	var worst error
	for i, p := range d.pieces {
		pages := d.pagesIn(i)
		unread := 0
		for n := range pages {
			if at >= d.how.Pages {
				return nil
			}
			var in inside.Page
			var engine string
			err := ErrNotReadable
			if unread <= maxUnread {
				in, engine, err = p.words(n)
				err = ours(err)
			} else if len(d.pieces) == 1 {
				break // there are fewer pages than the document says
			}
			if unread++; err == nil {
				unread, read = 0, read+1
			} else if worst == nil || errors.Is(err, ErrTooBig) {
				worst = err
			}
			upright := 0
			if l, ok := p.(looker); ok && err == nil && !d.how.Quick && needsLook(in) {
				var by string
				var wrong error
				if in, by, upright, wrong = d.look(l, at, n, in); wrong != nil {
					in.Picture = true // it is there to be looked at
				} else if by != "" {
					engine = by
				}
			}
			page := pageOf(in, engine)
			page.Unread, page.Upright = err != nil, upright
			if held += len(page.Words); held > maxWords {
				if read > 1 {
					return nil // the pages before it are a whole document's worth
				}
				return ErrTooBig
			}
			b, err := json.Marshal(numbered{Number: at, Part: i, Page: page})
			if err != nil {
				return err
			}
			if sent += len(b); sent > d.how.Words {
				return ErrTooBig
			}
			if err := writeFrame(d.out, framePage, b); err != nil {
				return err
			}
			at++
		}
	}
	if read == 0 && worst != nil {
		return worst
	}
	return nil
}

// pagesIn is how many pages a piece has.
func (d *document) pagesIn(i int) int {
	if d.what.Parts == nil {
		return d.what.Pages
	}
	return d.what.Parts[i].Pages
}

// pageOf puts the words of a page to their places.
func pageOf(in inside.Page, engine string) Page {
	page := Page{Text: in.Text, Width: in.Width, Height: in.Height, Engine: engine, Picture: in.Picture}
	for i, w := range strings.Fields(in.Text) {
		word := Word{Text: w}
		if i < len(in.Boxes) {
			b := in.Boxes[i]
			word.X, word.Y, word.W, word.H = b.X, b.Y, b.W, b.H
		}
		page.Words = append(page.Words, word)
	}
	return page
}

// sendPicture draws a page, counted from 0 through all the pieces.
func (d *document) sendPicture(n, width int) error {
	if n < 0 {
		return ErrNoPage
	}
	for i, p := range d.pieces {
		pages := d.pagesIn(i)
		if n < pages {
			return ours(p.picture(n, width, func(img *image.RGBA) error { return sendImage(d.out, img) }))
		}
		n -= pages
	}
	return ErrNoPage
}
