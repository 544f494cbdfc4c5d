package read

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"time"
)

// process is a child and the pipes to it. It ends by itself when its input
// closes, and is ended when it breaks a limit.
type process struct {
	cmd   *exec.Cmd
	in    *os.File
	pipe  *os.File
	out   *bufio.Reader
	guard guard
	gone  chan struct{}

	mu  sync.Mutex
	why error // why we ended it
}

// spawn starts the program again as a reader that may hold memory bytes. It tells
// the child nothing but that: no argument, no environment, no folder.
func spawn(memory int64) (*process, error) {
	if !canBeChild.Load() {
		return nil, ErrNoReader
	}
	exe, err := executable()
	if err != nil {
		return nil, errors.Join(ErrNoReader, err)
	}
	cmd := exec.Command(exe, childArgument)
	cmd.Env = []string{} // Windows gets its SystemRoot from the standard library
	cmd.Dir = filepath.VolumeName(exe) + string(filepath.Separator)
	cmd.SysProcAttr = childAttributes()
	inRead, in, err := os.Pipe()
	if err != nil {
		return nil, errors.Join(ErrNoReader, err)
	}
	pipe, outWrite, err := os.Pipe()
	if err != nil {
		inRead.Close()
		in.Close()
		return nil, errors.Join(ErrNoReader, err)
	}
	cmd.Stdin, cmd.Stdout = inRead, outWrite
	err = cmd.Start()
	inRead.Close()
	outWrite.Close()
	if err != nil {
		in.Close()
		pipe.Close()
		return nil, errors.Join(ErrNoReader, err)
	}
	p := &process{cmd: cmd, in: in, pipe: pipe, out: bufio.NewReaderSize(pipe, dataChunk), gone: make(chan struct{})}
	go func() {
		cmd.Wait()
		close(p.gone)
	}()
	if racing {
		memory *= 8
	}
	if p.guard, err = newGuard(cmd.Process, memory); err != nil {
		p.close()
		return nil, errors.Join(ErrNoReader, err)
	}
	go p.watch()
	return p, nil
}

// executable is the program itself, even where another version has been put in
// its place since it was started.
func executable() (string, error) {
	if self := "/proc/self/exe"; runningFile {
		if _, err := os.Stat(self); err == nil {
			return self, nil
		}
	}
	return os.Executable()
}

// watch ends the child when it holds too much memory.
func (p *process) watch() {
	tick := time.NewTicker(guardEvery)
	defer tick.Stop()
	for {
		select {
		case <-p.gone:
			return
		case <-tick.C:
			if p.guard.over() {
				p.end(ErrTooBig)
				return
			}
		}
	}
}

// end ends the child and remembers why.
func (p *process) end(why error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.why == nil {
		p.why = why
	}
	p.cmd.Process.Kill()
}

// close ends the child and gives back what it took.
func (p *process) close() {
	p.end(ErrOver)
	p.in.Close()
	<-p.gone
	p.pipe.Close()
	p.guard.close()
}

// within ends the child when ctx is done or the time is up, until stop is called.
func (p *process) within(ctx context.Context, limit time.Duration) (stop func()) {
	return p.wait(ctx, limit).stop
}

// patience is how long a child is waited for. Time that is given aside, for one
// thing that takes long, does not count.
type patience struct {
	timer *time.Timer
	off   func() bool
	left  time.Duration
	from  time.Time
	other bool
}

func (p *process) wait(ctx context.Context, limit time.Duration) *patience {
	return &patience{timer: time.AfterFunc(limit, func() { p.end(ErrTooLong) }),
		off: context.AfterFunc(ctx, func() { p.end(context.Cause(ctx)) }), left: limit, from: time.Now()}
}

// aside gives time for one thing; back goes on where aside was called.
func (w *patience) aside(limit time.Duration) {
	if !w.other {
		w.left -= time.Since(w.from)
	}
	w.other = true
	w.timer.Reset(limit)
}

func (w *patience) back() {
	if w.other {
		w.other, w.from = false, time.Now()
		w.timer.Reset(w.left)
	}
}

func (w *patience) stop() {
	w.timer.Stop()
	w.off()
}

// cause says why the child is gone.
func (p *process) cause() error {
	p.cmd.Process.Kill() // it said something it may not, or nothing more
	<-p.gone
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.why == nil {
		p.why = ErrCrashed
		if p.guard.over() {
			p.why = ErrTooBig
		}
	}
	return p.why
}

// next reads the child's next frame.
func (p *process) next(most int) (byte, []byte, error) {
	kind, b, err := readFrame(p.out, most)
	if errors.Is(err, ErrTooBig) {
		p.end(ErrTooBig)
	}
	if err != nil {
		return 0, nil, p.cause()
	}
	return kind, b, nil
}

// send writes a frame of JSON to the child.
func (p *process) send(kind byte, v any) error {
	b, err := json.Marshal(v)
	if err != nil {
		return err
	}
	if writeFrame(p.in, kind, b) != nil {
		return p.cause()
	}
	return nil
}

// cacheFolder is where the compiled engine is kept, or nothing where there is no
// such place. It holds code and no document, and only what this version needs.
var cacheFolder = sync.OnceValue(func() string {
	base, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	all := filepath.Join(base, "leverarch", "reader")
	dir := filepath.Join(all, Version)
	if os.MkdirAll(dir, 0o700) != nil || os.Chmod(all, 0o700) != nil {
		return ""
	}
	if old, err := os.ReadDir(all); err == nil {
		for _, e := range old {
			if e.Name() != Version {
				os.RemoveAll(filepath.Join(all, e.Name()))
			}
		}
	}
	return dir
})

// Warm compiles the engine ahead of its first use, which takes some seconds once
// on a computer and a tenth of a second from then on. It is called in the
// background when the program starts.
func Warm(ctx context.Context) error {
	p, err := spawn(usual.memory)
	if err != nil {
		return err
	}
	defer p.close()
	defer p.within(ctx, usual.start)()
	if err := p.send(frameOpen, opening{Want: wantWarm, Cache: cacheFolder()}); err != nil {
		return err
	}
	if kind, _, err := p.next(0); err != nil || kind != frameReady {
		return errors.Join(ErrNoReader, err)
	}
	return nil
}

// sendDocument copies a document to the child, and to the second where there is
// one. It gives an error of src as it is.
func sendDocument(p *process, src io.Reader, copies io.Writer) error {
	buf := make([]byte, dataChunk)
	total := 0
	for {
		n, err := io.ReadFull(src, buf)
		if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
			return err
		}
		if total += n; total > maxDocument {
			return ErrTooBig
		}
		// The last frame is empty, and says that it is the last.
		if copies != nil {
			writeFrame(copies, frameData, buf[:n])
		}
		if writeFrame(p.in, frameData, buf[:n]) != nil {
			return p.cause()
		}
		if n == 0 {
			return nil
		}
	}
}
