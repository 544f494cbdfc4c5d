package read

import (
	"context"
	"encoding/json"
	"io"
	"time"
)

// File is a file that came with a message, as it came.
type File struct {
	Name string // as the message has it; it is no path
	// SHA256 is what the child says the bytes come to. It is for finding a file
	// that is there already, and nothing rests on it.
	SHA256 string
	io.Reader
}

// Files hands the files that came with a message to each, one after another. One
// that is not read to its end is left there. A message inside the message is one
// file. It gives ErrFormat for what is no message, and each's own error.
func Files(ctx context.Context, src io.Reader, size int64, each func(File) error) error {
	if size > maxDocument {
		return ErrTooBig
	}
	p, err := spawn(usual.memory)
	if err != nil {
		return err
	}
	defer p.close()
	// The source and each may be slow, and are trusted.
	defer p.within(ctx, time.Hour)()
	if err := p.send(frameOpen, opening{Want: wantFiles, Size: size}); err != nil {
		return err
	}
	if err := sendDocument(p, src, nil); err != nil {
		return err
	}
	left := int64(maxDocument)
	for {
		stop := p.within(ctx, usual.open)
		kind, b, err := p.next(64 << 10)
		stop()
		if err != nil {
			return err
		}
		var e enclosed
		switch {
		case kind == frameEnd:
			return (&Session{}).ended(p, b)
		case kind != frameFile || json.Unmarshal(b, &e) != nil:
			return p.cause()
		}
		bytes := &fileBytes{p: p, ctx: ctx, left: &left}
		if err := each(File{e.Name, e.SHA256, bytes}); err != nil {
			return err
		}
		if _, err := io.Copy(io.Discard, bytes); err != nil {
			return err
		}
	}
}

// fileBytes reads the frames of one file.
type fileBytes struct {
	p    *process
	ctx  context.Context
	b    []byte
	left *int64 // of what the child may send
	err  error
}

func (f *fileBytes) Read(b []byte) (int, error) {
	if len(f.b) == 0 && f.err == nil {
		f.err = f.more()
	}
	if len(f.b) == 0 {
		return 0, f.err
	}
	n := copy(b, f.b)
	f.b = f.b[n:]
	return n, nil
}

func (f *fileBytes) more() error {
	defer f.p.within(f.ctx, usual.open)()
	kind, b, err := f.p.next(dataChunk)
	switch {
	case err != nil:
		return err
	case kind != frameData:
		return f.p.cause()
	case len(b) == 0:
		return io.EOF
	}
	if *f.left -= int64(len(b)); *f.left < 0 {
		return ErrTooBig
	}
	f.b = b
	return nil
}
