// Package read gives the words in a file somebody sent, with their places, and
// pictures of its pages.
//
// A stranger's bytes are never parsed in this process. They go to a child: the
// program itself, started again ([RunIfChild]), with nothing but the bytes. The
// child has a time limit, a memory limit and a limit on what it may say; one that
// breaks them is ended, and costs one message. What it read until then is kept.
//
// Words to be known by: a Page holds words; a Word has a place; a Session is one
// document held open in one child, for page after page of pictures.
//
// The package knows no vault, no law, no family and no screen. It writes nothing
// to disk but the compiled engine, in the user's cache folder, and puts nothing of
// a document into a file, an argument, the environment or a log.
package read

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"image"
	"io"
	"math"
	"slices"
	"strings"
	"time"
)

// Version names how words are read. Words kept with another version may be read
// again to advantage.
const Version = "pdfium-1.20.0-2"

// What can be the matter with a file. Where a Text comes with an error, it holds
// what could be read until then.
var (
	// ErrEmpty is for a file with nothing in it.
	ErrEmpty = errors.New("read: empty")
	// ErrFormat is for a kind of file that is not read; Text.Format says which,
	// where it is known.
	ErrFormat = errors.New("read: kind of file not read")
	// ErrNotReadable is for a file that is damaged.
	ErrNotReadable = errors.New("read: damaged")
	// ErrPassword is for a file that needs a password to open it.
	ErrPassword = errors.New("read: needs a password")
	// ErrWrongPassword is for a file that another password opens.
	ErrWrongPassword = errors.New("read: another password")
	// ErrTooLong is for a file that took more than the time it is given.
	ErrTooLong = errors.New("read: took too long")
	// ErrTooBig is for a file that needs more memory, or holds more words, than
	// it is given.
	ErrTooBig = errors.New("read: too big")
	// ErrCrashed is for a file that ended the process reading it.
	ErrCrashed = errors.New("read: reader ended")
	// ErrNoPage is for a page the document does not have.
	ErrNoPage = errors.New("read: no such page")
	// ErrNoReader is for a computer that would not start the reader.
	ErrNoReader = errors.New("read: reader not started")
	// ErrOver is for a session that has been closed or whose child has ended.
	ErrOver = errors.New("read: session over")
)

// Formats that are read.
const (
	PDF       = "pdf"
	PlainText = "text"
	HTML      = "html"
	RTF       = "rtf"
	DOCX      = "docx"
	ODT       = "odt"
	DOC       = "doc"
	Email     = "email"
	MSG       = "msg" // a message as Outlook saves it
)

// Formats of pictures, whose words are read too.
const (
	JPEG = "jpeg"
	PNG  = "png"
	TIFF = "tiff"
	HEIC = "heic"
)

// ByEye is the engine of words that were read in a picture of the page.
const ByEye = "ocr"

// Locked is the format of an Office file under a password, which only Office opens.
const Locked = "locked"

// Part is one file of a message: the message itself, or one that came with it.
type Part struct {
	// Name is the name the message gives the file; the message itself has none.
	Name   string `json:"name,omitempty"`
	Format string `json:"format,omitempty"`
	// Pages is how many of the document's pages are the part's.
	Pages int `json:"pages"`
	// Problem says in one word why the part was not read; Err makes an error of it.
	Problem string `json:"problem,omitempty"`
}

// Err is why the part was not read, or nil.
func (p Part) Err() error { return codes[p.Problem] }

// Word is one word and its place in points from the top left corner of the page
// as it is shown. A word broken across two lines is one word, placed where it
// begins. A word of a plain text has no place.
type Word struct {
	Text       string
	X, Y, W, H float32
}

// Placed reports whether it is known where the word stands.
func (w Word) Placed() bool { return w.W > 0 && w.H > 0 }

// Page is what was read on one page.
type Page struct {
	// Text is the page in reading order. A line ends in one line feed, a
	// paragraph in two; a word cut by a line's end is whole. A tab may stand
	// between the cells of a table.
	Text string
	// Words are the words of Text in its order, one for each of
	// strings.Fields(Text).
	Words []Word
	// Second is the page as the second engine reads it, or nothing. Its order and
	// spacing may differ; it is there to compare dates with.
	Second string
	// Width and Height are in points.
	Width, Height float32
	// Engine says who found the words: ByEye for those in a picture, which are
	// less sure than others.
	Engine string
	// Picture is set for a page that shows a picture and next to no letters: a
	// scan, whose words are in the picture.
	Picture bool
	// Upright is by how many degrees the page is to be turned, clockwise, to stand
	// upright, where it was found to lie on its side or its head.
	Upright int
	// Unread is set for a page that could not be read.
	Unread bool
}

// Text is what was read in a document.
type Text struct {
	Pages  []Page `json:"pages"`
	Format string `json:"format"`
	// Of is how many pages the document says it has.
	Of int `json:"of"`
	// Cut is set where the document says it has more pages than are here.
	Cut bool `json:"cut,omitempty"`
	// Parts are the files of a message in the order of their pages.
	Parts []Part `json:"parts,omitempty"`
	// Sent is when a message was sent, by the clock of whoever sent it.
	Sent time.Time `json:"sent,omitzero"`
	// Scanned is set where there are pictures of pages and no words.
	Scanned bool   `json:"scanned,omitempty"`
	Version string `json:"version"`
}

// All gives the words of all pages with an empty line between pages.
func (t Text) All() string {
	var pages []string
	for _, p := range t.Pages {
		pages = append(pages, p.Text)
	}
	return strings.Join(pages, "\n\n")
}

// ByEye reports whether some of the words were read in pictures of pages, so that
// a date among them wants looking at.
func (t Text) ByEye() bool {
	return slices.ContainsFunc(t.Pages, func(p Page) bool { return p.Engine == ByEye })
}

// pageJSON is a page as it is kept and as the child sends it: the words stand in
// the text once, and their places beside it in tenths of a point.
type pageJSON struct {
	Text    string  `json:"text"`
	Places  []int32 `json:"places,omitempty"` // x, y, w, h of each word
	Second  string  `json:"second,omitempty"`
	Width   float32 `json:"width,omitempty"`
	Height  float32 `json:"height,omitempty"`
	Engine  string  `json:"engine,omitempty"`
	Picture bool    `json:"picture,omitempty"`
	Upright int     `json:"upright,omitempty"`
	Unread  bool    `json:"unread,omitempty"`
}

// MarshalJSON writes a page in little room.
func (p Page) MarshalJSON() ([]byte, error) {
	j := pageJSON{Text: p.Text, Second: p.Second, Width: p.Width, Height: p.Height,
		Engine: p.Engine, Picture: p.Picture, Upright: p.Upright, Unread: p.Unread}
	placed := false
	for _, w := range p.Words {
		placed = placed || w.Placed()
		j.Places = append(j.Places, tenths(w.X), tenths(w.Y), tenths(w.W), tenths(w.H))
	}
	if !placed {
		j.Places = nil
	}
	return json.Marshal(j)
}

// UnmarshalJSON reads what MarshalJSON writes.
func (p *Page) UnmarshalJSON(b []byte) error {
	var j pageJSON
	if err := json.Unmarshal(b, &j); err != nil {
		return err
	}
	words := strings.Fields(j.Text)
	if len(j.Places) != 0 && len(j.Places) != 4*len(words) {
		return errPlaces
	}
	*p = Page{Text: j.Text, Second: j.Second, Width: j.Width, Height: j.Height,
		Engine: j.Engine, Picture: j.Picture, Upright: j.Upright, Unread: j.Unread, Words: make([]Word, len(words))}
	for i, w := range words {
		p.Words[i].Text = w
		if at := 4 * i; len(j.Places) > 0 {
			q := j.Places[at : at+4]
			p.Words[i] = Word{w, float32(q[0]) / 10, float32(q[1]) / 10, float32(q[2]) / 10, float32(q[3]) / 10}
		}
	}
	return nil
}

var errPlaces = errors.New("read: words and places differ in number")

func tenths(v float32) int32 { return int32(math.Round(float64(v) * 10)) }

// Options say how to open a document.
type Options struct {
	// Password opens a document that needs one.
	Password string

	// Progress, where it is set, is told how many pages are done, and of how many.
	// It is called from another goroutine, one call at a time.
	// A page whose words are in a picture takes seconds; for the others it comes
	// quickly.
	Progress func(done, of int)

	// Quick leaves the words in pictures of pages unread, which take seconds a page.
	Quick bool

	alone  bool    // leave closed what came with a message
	limits *limits // nil for the usual ones; tests set their own
}

// Words reads all the words of a document, those of a PDF with both engines. What
// was read is given even where an error comes with it. Of a message that cannot be
// read with what came with it, its own words are read, if src is an io.Seeker.
func Words(ctx context.Context, src io.Reader, size int64, opt Options) (Text, error) {
	t, err := wordsOnce(ctx, src, size, opt)
	isMail := t.Format == Email || t.Format == MSG
	for _, limit := range []error{ErrTooBig, ErrTooLong, ErrCrashed} {
		if again, ok := src.(io.Seeker); ok && errors.Is(err, limit) && isMail && len(t.Pages) == 0 && ctx.Err() == nil {
			if _, err := again.Seek(0, io.SeekStart); err != nil {
				return t, err
			}
			opt.alone = true
			return wordsOnce(ctx, src, size, opt)
		}
	}
	return t, err
}

func wordsOnce(ctx context.Context, src io.Reader, size int64, opt Options) (Text, error) {
	var second *second
	var copies io.Writer
	if size <= maxSecond {
		if second = startSecond(ctx, size, opt); second != nil {
			copies = second
			defer second.stop()
		}
	}
	s, err := start(ctx, src, size, opt, copies)
	if err != nil {
		return s.text(nil), err
	}
	defer s.Close()
	t, err := s.Words(ctx)
	if second != nil && err == nil && hasPDF(t) && ctx.Err() == nil {
		second.finish(t)
	}
	return t, err
}

// hasPDF reports whether there is anything for the second engine to read.
func hasPDF(t Text) bool {
	return t.Format == PDF || slices.ContainsFunc(t.Parts, func(p Part) bool { return p.Format == PDF })
}

// Picture draws one page of a document, counted from 1, at most width pixels wide.
func Picture(ctx context.Context, src io.Reader, size int64, page, width int, opt Options) (image.Image, error) {
	s, err := Start(ctx, src, size, opt)
	if err != nil {
		return nil, err
	}
	defer s.Close()
	return s.Picture(ctx, page, width)
}

// WordsOf is Words for bytes in memory.
func WordsOf(ctx context.Context, b []byte, opt Options) (Text, error) {
	return Words(ctx, bytes.NewReader(b), int64(len(b)), opt)
}
