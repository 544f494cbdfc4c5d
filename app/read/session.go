package read

import (
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"image"
	"io"
	"strings"
	"sync"
	"time"
)

// Session is one document held open in one child, which draws its pages one after
// another without being sent the document again. It is for one user at a time;
// calls wait for each other. After an error other than ErrNoPage, ErrNotReadable
// or ErrFormat it is over, and the document can be started again.
type Session struct {
	p        *process
	opt      Options
	document opened

	mu   sync.Mutex // one question at a time
	over bool
}

// Start opens a document in a child. Cancelling ctx ends the start; an open
// session lives until Close.
func Start(ctx context.Context, src io.Reader, size int64, opt Options) (*Session, error) {
	s, err := start(ctx, src, size, opt, nil)
	if err != nil {
		return nil, err
	}
	return s, nil
}

// start gives a session even where an error comes with it: it may know the format.
func start(ctx context.Context, src io.Reader, size int64, opt Options, copies io.Writer) (*Session, error) {
	s := &Session{opt: opt}
	if size > maxDocument {
		return s, ErrTooBig
	}
	if err := ctx.Err(); err != nil {
		return s, err
	}
	held := opt.held()
	p, err := spawn(held.memory)
	if err != nil {
		return s, err
	}
	if err := s.open(ctx, p, src, size, copies); err != nil {
		p.close()
		return s, err
	}
	s.p = p
	return s, nil
}

func (s *Session) open(ctx context.Context, p *process, src io.Reader, size int64, copies io.Writer) error {
	held := s.opt.held()
	// The source may be slow and is trusted; only ctx ends the sending.
	stop := p.within(ctx, 24*time.Hour)
	err := p.send(frameOpen, opening{Want: wantSession, Size: size, Password: s.opt.Password,
		Cache: cacheFolder(), Pages: held.pages, Words: held.words, Alone: s.opt.alone, Quick: s.opt.Quick})
	if err == nil {
		err = sendDocument(p, src, copies)
	}
	stop()
	if err != nil {
		return err
	}
	limit := held.start
	for {
		stop := p.within(ctx, limit)
		kind, b, err := p.next(64 << 10)
		stop()
		if err != nil {
			return err
		}
		switch kind {
		case frameReady:
			limit = held.open
		case frameFormat:
			if json.Unmarshal(b, &s.document.Format) != nil {
				return p.cause()
			}
		case frameOpened:
			if json.Unmarshal(b, &s.document) != nil || s.document.Pages < 0 {
				return p.cause()
			}
			return nil
		case frameEnd:
			return s.ended(p, b)
		default:
			return p.cause()
		}
	}
}

// ended reads the end of an answer.
func (s *Session) ended(p *process, b []byte) error {
	var e ended
	if json.Unmarshal(b, &e) != nil {
		return p.cause()
	}
	if e.Code == "" {
		return nil
	}
	if e.Format != "" {
		s.document.Format = e.Format
	}
	err, ok := codes[e.Code]
	if !ok {
		return p.cause()
	}
	if errors.Is(err, ErrPassword) && s.opt.Password != "" {
		return ErrWrongPassword
	}
	return err
}

// Pages is how many pages the document says it has.
func (s *Session) Pages() int { return s.document.Pages }

// Format is the format of the document.
func (s *Session) Format() string { return s.document.Format }

// Close ends the child, and with it a question that waits for its answer. It may
// be called more than once.
func (s *Session) Close() {
	s.p.end(ErrOver)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.close()
}

func (s *Session) close() {
	if !s.over {
		s.over = true
		s.p.close()
	}
}

// ask puts a question to the child and hands each frame of the answer to got.
// The child is gone after an error that is not the document's.
func (s *Session) ask(ctx context.Context, a ask, limit time.Duration, most int, got func(kind byte, b []byte) error) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.over {
		return ErrOver
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	patience := s.p.wait(ctx, limit)
	defer patience.stop()
	first := true
	err := func() error {
		if err := s.p.send(frameAsk, a); err != nil {
			return err
		}
		for {
			kind, b, err := s.p.next(most)
			if err != nil {
				return err
			}
			switch kind {
			case frameEnd:
				return s.ended(s.p, b)
			case frameLook:
				looked := s.opt.held().look
				if first {
					looked += s.opt.held().start // the engine may have to be compiled
				}
				first = false
				patience.aside(looked)
				continue
			}
			patience.back()
			if err := got(kind, b); err != nil {
				s.p.end(err)
				return s.p.cause()
			}
		}
	}()
	for _, ofDocument := range []error{nil, ErrNoPage, ErrNotReadable, ErrFormat} {
		if err == ofDocument {
			return err
		}
	}
	s.close()
	return err
}

// Words reads the words of the document with the first engine. What was read is
// given even where an error comes with it.
func (s *Session) Words(ctx context.Context) (Text, error) {
	held := s.opt.held()
	pages := make([]Page, 0, min(s.document.Pages, held.pages))
	limit := held.text + time.Duration(min(s.document.Pages, held.pages))*held.textPage
	if s.opt.Progress != nil {
		s.opt.Progress(0, min(s.document.Pages, held.pages))
	}
	came, words := 0, 0
	err := s.ask(ctx, ask{Want: wantWords}, limit, held.words, func(kind byte, b []byte) error {
		if came += len(b); came > held.words {
			return ErrTooBig
		}
		var n numbered
		if kind != framePage || json.Unmarshal(b, &n) != nil || n.Number != len(pages) || n.Number >= held.pages {
			return ErrCrashed
		}
		if words += len(n.Page.Words); words > maxWords {
			return ErrTooBig
		}
		pages = append(pages, n.Page)
		if s.opt.Progress != nil {
			s.opt.Progress(len(pages), min(s.document.Pages, held.pages))
		}
		return nil
	})
	return s.text(pages), err
}

// text puts pages together with what is known of the document.
func (s *Session) text(pages []Page) Text {
	t := Text{Pages: pages, Format: s.document.Format, Of: s.document.Pages, Parts: s.document.Parts, Sent: s.document.Sent, Version: Version}
	// Pages given up for not being there leave a tail that could not be read.
	if len(pages) > maxUnread && len(pages) < t.Of {
		for len(t.Pages) > 0 && t.Pages[len(t.Pages)-1].Unread {
			t.Pages = t.Pages[:len(t.Pages)-1]
		}
	}
	t.Cut = len(t.Pages) < t.Of || s.document.Cut
	worded := false
	for _, p := range pages {
		t.Scanned = t.Scanned || p.Picture
		worded = worded || p.Text != "" && (!p.Picture || p.Engine == ByEye)
	}
	t.Scanned = t.Scanned && !worded
	return t
}

// Picture draws a page, counted from 1, at most width pixels wide and 4000 high.
func (s *Session) Picture(ctx context.Context, page, width int) (image.Image, error) {
	width = max(1, min(width, maxSide))
	var img *image.RGBA
	err := s.ask(ctx, ask{Want: wantPicture, Page: page, Width: width}, s.opt.held().picture, 8+4*width*maxSide,
		func(kind byte, b []byte) error {
			if kind != frameImage || len(b) < 8 || img != nil {
				return ErrCrashed
			}
			w, h := int(binary.BigEndian.Uint32(b)), int(binary.BigEndian.Uint32(b[4:]))
			if w < 1 || h < 1 || w > maxSide || h > maxSide || len(b) != 8+4*w*h {
				return ErrCrashed
			}
			img = &image.RGBA{Pix: b[8:], Stride: 4 * w, Rect: image.Rect(0, 0, w, h)}
			return nil
		})
	if err != nil {
		return nil, err
	}
	if img == nil {
		return nil, ErrNotReadable
	}
	return img, nil
}

// place is a page in a part.
type place struct{ part, page int }

// second is a child in which the second engine reads the same document. Whatever
// happens to it costs the second reading and nothing else.
type second struct {
	p    *process
	held limits
	off  func() bool
	dead bool
	got  map[place]string
	done chan struct{}
}

func startSecond(ctx context.Context, size int64, opt Options) *second {
	held := opt.held()
	p, err := spawn(held.memory / 2)
	if err != nil {
		return nil
	}
	c := &second{p: p, held: held, got: map[place]string{}, done: make(chan struct{})}
	if p.send(frameOpen, opening{Want: wantSecond, Size: size, Password: opt.Password,
		Pages: held.pages, Words: held.words, Alone: opt.alone}) != nil {
		p.close()
		return nil
	}
	c.off = context.AfterFunc(ctx, func() { p.end(context.Cause(ctx)) })
	go c.collect()
	return c
}

func (c *second) collect() {
	defer close(c.done)
	for came := 0; ; {
		kind, b, err := c.p.next(c.held.words)
		var n numbered
		if came += len(b); err != nil || kind != framePage || came > c.held.words || json.Unmarshal(b, &n) != nil {
			return
		}
		c.got[place{n.Part, n.Number}] = n.Page.Second
	}
}

// Write takes bytes for the child and never minds when it is gone.
func (c *second) Write(b []byte) (int, error) {
	if !c.dead {
		_, err := c.p.in.Write(b)
		c.dead = err != nil
	}
	return len(b), nil
}

// finish waits a little for the second reading and puts it beside the first.
func (c *second) finish(t Text) {
	timer := time.AfterFunc(c.held.second, func() { c.p.end(ErrTooLong) })
	<-c.done
	timer.Stop()
	parts := t.Parts
	if parts == nil {
		parts = []Part{{Pages: len(t.Pages)}}
	}
	at := 0
	for i, part := range parts {
		for n := range part.Pages {
			if at >= len(t.Pages) {
				return
			}
			p := &t.Pages[at]
			at++
			p.Second = c.got[place{i, n}]
			if p.Text == "" && p.Second != "" { // better without places than not at all
				p.Text, p.Engine, p.Words = p.Second, "ledongthuc", nil
				for _, w := range strings.Fields(p.Text) {
					p.Words = append(p.Words, Word{Text: w})
				}
			}
		}
	}
}

func (c *second) stop() {
	c.off()
	c.p.close()
	<-c.done
}
