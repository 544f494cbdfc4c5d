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
		return errors.Join((&document{how: o}).warm(), writeFrame(out, frameReady))
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
	if o.Want == wantFiles {
		return end(out, sendFiles(doc, out))
	}
	d := &document{how: o, out: out}
	if err := d.open(doc); err != nil {
		return send(out, frameEnd, ended{Code: codeOf(err), Format: d.what.Format})
	}
	if err := send(out, frameOpened, d.what); err != nil {
		return err
	}
	for a := range asks {
		allowWork()
		var err error
		switch a.Want {
		case wantWords:
			err = d.sendWords()
		case wantPicture:
			err = d.sendPicture(a.Page-1, a.Width)
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

// serveSecond reads every PDF in the document with the second engine.
func serveSecond(doc []byte, o opening, out io.Writer) error {
	sent := 0
	for i, r := range unpack(doc, o.Alone) {
		if r.format != inside.PDF {
			continue
		}
		err := inside.Second(r.bytes, o.Password, o.Pages, func(n int, text string) error {
			if sent += len(text); sent > o.Words {
				return ErrTooBig
			}
			return send(out, framePage, numbered{Number: n, Part: i, Page: Page{Second: text}})
		})
		if errors.Is(err, ErrTooBig) {
			return err
		}
	}
	return nil
}
