package screens

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync/atomic"
	"time"

	"leverarch/screens/part"
)

// Work does something that may be slow, away from the window, and then the rest
// on the window's own goroutine. Where says is not empty it is shown meanwhile,
// with a way to cancel. What goes wrong is shown; then is only called when
// nothing did, and never after the file was locked. Do must use the file as it was
// when it was asked, never the shell's: the lock may fall meanwhile.
func (s *Shell) Work(says string, do func(context.Context) error, then func()) {
	s.work(says, true, do, then)
}

// Firm is Work that is soon over and is not cancelled half way: it shows no way to.
func (s *Shell) Firm(says string, do func() error, then func()) {
	s.work(says, false, func(context.Context) error { return do() }, then)
}

func (s *Shell) work(says string, cancels bool, do func(context.Context) error, then func()) *part.Progress {
	life := s.life
	if life == nil {
		life = context.Background()
	}
	ctx, cancel := context.WithCancel(life)
	file, body := s.file, s.body
	var shown *part.Progress
	if says != "" && body != nil {
		stop := cancel
		if !cancels {
			stop = nil
		}
		shown = body.busy(says, stop)
	}
	var err error
	s.hands.Run(func() { err = do(ctx) }, func() {
		cancelled := ctx.Err() != nil
		cancel()
		if s.file != file {
			return // locked meanwhile: whose words these are is no longer on screen
		}
		if shown != nil {
			body.done(shown)
		}
		switch {
		case err != nil && cancelled && errors.Is(err, context.Canceled):
		case err != nil:
			s.Fail(err)
		default:
			if s.coverNames(); s.file == file {
				then()
			}
		}
	})
	return shown
}

// tick is told how far long work is, and gives the error of work that must stop.
type tick func(done, of int64) error

// count is a tick for what counts in things and not in bytes.
func (t tick) count(done, of int) error { return t(int64(done), int64(of)) }

// LongWork is Work that can say how far it is.
func (s *Shell) LongWork(says string, do func(ctx context.Context, far tick) error, then func()) {
	var far distance
	body := s.body
	shown := s.work(says, true, func(ctx context.Context) error { return do(ctx, far.tick(ctx)) }, then)
	if shown == nil {
		return
	}
	s.draws(&far, shown, says, func() bool { return s.body == body && slices.Contains(body.working, shown) })
}

// distance is how far long work is, said by the goroutine that does it and drawn
// by the window's.
type distance struct{ done, of atomic.Int64 }

func (d *distance) tick(ctx context.Context) tick {
	return func(done, of int64) error {
		d.done.Store(done)
		d.of.Store(of)
		return ctx.Err()
	}
}

// showEvery is how often the progress of long work is drawn.
const showEvery = 300 * time.Millisecond

// draws shows how far work is for as long as it is still on.
func (s *Shell) draws(far *distance, on *part.Progress, says string, still func() bool) {
	if s.hands.Every == nil {
		return
	}
	s.hands.Every(showEvery, func() bool {
		if !still() {
			return false
		}
		if of := far.of.Load(); of > 0 {
			share := min(1, float32(far.done.Load())/float32(of))
			on.Set(share, fmt.Sprintf("%s: %d %%", says, int(share*100)))
		}
		return true
	})
}
