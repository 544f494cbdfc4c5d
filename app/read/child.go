package read

import (
	"bufio"
	"encoding/binary"
	"encoding/json"
	"errors"
	"image"
	"io"
	"os"
	"runtime/debug"
	"strings"
	"sync/atomic"

	"leverarch/app/read/inside"
)

// childArgument is the one argument that makes the program a reader.
const childArgument = "reader"

// RunIfChild makes this process a reader, and ends it, if it was started as one.
// It is the first call in main, and in TestMain of every test that reads: under
// go test the child is the test binary itself.
func RunIfChild() {
	canBeChild.Store(true)
	if len(os.Args) == 2 && os.Args[1] == childArgument {
		out := os.Stdout
		os.Stdout = os.Stderr // so that nothing but frames goes out
		os.Exit(child(os.Stdin, out))
	}
}

// canBeChild is set once RunIfChild has been called. A program that never calls it
// would not become a reader but run itself again, and again.
var canBeChild atomic.Bool

// child serves one document from in to out and gives the exit code.
func child(in io.Reader, out io.Writer) int {
	holdChild()
	// A runaway recursion ends the process; it should do so before it fills the
	// memory. The heap is kept small for the same reason.
	debug.SetMaxStack(64 << 20)
	debug.SetMemoryLimit(400 << 20)
	if err := serve(bufio.NewReader(in), out); err != nil {
		return 1
	}
	return 0
}

func serve(in io.Reader, out io.Writer) error {
	kind, b, err := readFrame(in, 1<<20)
	if err != nil {
		return err
	}
	var o opening
	if kind != frameOpen || json.Unmarshal(b, &o) != nil {
		return errFrame
	}
	if o.Want == wantWarm {
		_, err := inside.Start(o.Cache)
		return errors.Join(err, writeFrame(out, frameReady))
	}
	doc, err := receive(in, o.Size)
	if err != nil {
		return err
	}
	asks := make(chan ask)
	go func() {
		// When the other side is gone there is nobody to read for.
		for {
			kind, b, err := readFrame(in, 1<<20)
			var a ask
			if err != nil || kind != frameAsk || json.Unmarshal(b, &a) != nil {
				os.Exit(0)
			}
			asks <- a
		}
	}()
	if o.Want == wantSecond {
		return errors.Join(serveSecond(doc, o, out), end(out, nil))
	}
	pages, pictures, format, err := open(doc, o, out)
	if err != nil {
		return send(out, frameEnd, ended{Code: codeOf(err), Format: format})
	}
	if err := send(out, frameOpened, opened{Format: format, Pages: pages.count}); err != nil {
		return err
	}
	for a := range asks {
		allowWork()
		var err error
		switch a.Want {
		case wantWords:
			err = sendWords(pages, o, out)
		case wantPicture:
			err = pictures(a.Page-1, a.Width)
		default:
			return errFrame
		}
		if err := end(out, err); err != nil {
			return err
		}
	}
	return nil
}

func send(out io.Writer, kind byte, v any) error {
	b, err := json.Marshal(v)
	if err != nil {
		return err
	}
	return writeFrame(out, kind, b)
}

func end(out io.Writer, err error) error {
	if err == nil {
		return send(out, frameEnd, ended{})
	}
	return send(out, frameEnd, ended{Code: codeOf(err)})
}

// receive reads the document into memory.
func receive(in io.Reader, size int64) ([]byte, error) {
	doc := make([]byte, 0, max(0, min(size, maxDocument)))
	for {
		kind, b, err := readFrame(in, dataChunk)
		if err != nil {
			return nil, err
		}
		if kind != frameData || len(doc)+len(b) > maxDocument {
			return nil, errFrame
		}
		if len(b) == 0 {
			return doc, nil
		}
		doc = append(doc, b...)
	}
}

// pagesOf is a document as the child holds it, whatever its format.
type pagesOf struct {
	count  int
	engine string
	words  func(n int) (inside.Page, error)
}

// open finds the format and opens the document.
func open(doc []byte, o opening, out io.Writer) (p pagesOf, picture func(n, width int) error, format string, err error) {
	if len(doc) == 0 {
		return p, nil, "", ErrEmpty
	}
	switch format = inside.Sniff(doc); format {
	case inside.PlainText:
		read := inside.ReadPlain(doc)
		p = pagesOf{len(read), "text", func(n int) (inside.Page, error) { return read[n], nil }}
		return p, func(int, int) error { return ErrFormat }, format, writeFrame(out, frameReady)
	case inside.PDF:
	default:
		return p, nil, format, ErrFormat
	}
	engine, err := inside.Start(o.Cache)
	if err != nil {
		return p, nil, format, ErrNoReader
	}
	if err := writeFrame(out, frameReady); err != nil {
		return p, nil, format, err
	}
	d, err := engine.Open(doc, o.Password)
	if errors.Is(err, inside.ErrPassword) {
		return p, nil, format, ErrPassword
	}
	if err != nil {
		return p, nil, format, ErrNotReadable
	}
	p = pagesOf{d.Pages(), "pdfium", d.Words}
	return p, func(n, width int) error {
		err := d.Picture(n, width, func(img *image.RGBA) error { return sendImage(out, img) })
		if errors.Is(err, inside.ErrNoPage) {
			return ErrNoPage
		}
		return err
	}, format, nil
}

func sendImage(out io.Writer, img *image.RGBA) error {
	size := make([]byte, 8)
	w, h := img.Rect.Dx(), img.Rect.Dy()
	binary.BigEndian.PutUint32(size, uint32(w))
	binary.BigEndian.PutUint32(size[4:], uint32(h))
	if img.Stride != 4*w {
		return errFrame
	}
	return writeFrame(out, frameImage, size, img.Pix[:4*w*h])
}

// sendWords sends page after page, so that what was read is there even where a
// later page ends the process.
func sendWords(p pagesOf, o opening, out io.Writer) error {
	sent, unread, read := 0, 0, 0
	for n := range min(p.count, o.Pages) {
		in, err := p.words(n)
		if unread++; err == nil {
			unread, read = 0, read+1
		}
		if unread > maxUnread {
			break // there are fewer pages than the document says
		}
		page := Page{Text: in.Text, Width: in.Width, Height: in.Height, Engine: p.engine,
			Picture: in.Picture, Unread: err != nil}
		for i, w := range strings.Fields(in.Text) {
			word := Word{Text: w}
			if i < len(in.Boxes) {
				b := in.Boxes[i]
				word.X, word.Y, word.W, word.H = b.X, b.Y, b.W, b.H
			}
			page.Words = append(page.Words, word)
		}
		b, err := json.Marshal(numbered{n, page})
		if err != nil {
			return err
		}
		if sent += len(b); sent > o.Words {
			return ErrTooBig
		}
		if err := writeFrame(out, framePage, b); err != nil {
			return err
		}
	}
	if read == 0 {
		return ErrNotReadable
	}
	return nil
}

func serveSecond(doc []byte, o opening, out io.Writer) error {
	if inside.Sniff(doc) != inside.PDF {
		return nil
	}
	sent := 0
	return inside.Second(doc, o.Password, o.Pages, func(n int, text string) error {
		if sent += len(text); sent > o.Words {
			return ErrTooBig
		}
		return send(out, framePage, numbered{n, Page{Second: text}})
	})
}
