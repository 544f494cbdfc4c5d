package vault

import (
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"
)

const lockFile = "lock"

// holder is what the lock file says.
type holder struct {
	Program string    `json:"program"`
	Process int       `json:"process"`
	Since   time.Time `json:"since"`
}

// lock holds a vault's folder for this process. The operating system lets go of
// it when the process ends, however it ends.
type lock struct{ f *os.File }

// takeLock gives *InUse where another holds it. readOnly is true where the
// folder cannot be written to; there the lock is held if the file is there.
func takeLock(dir string) (l *lock, readOnly bool, err error) {
	path := filepath.Join(dir, lockFile)
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil && unwritable(err) {
		readOnly = true
		f, err = os.Open(path)
		if errors.Is(err, fs.ErrNotExist) {
			return &lock{}, true, nil
		}
	}
	if err != nil {
		return nil, false, full(err)
	}
	if err := tryLock(f); err != nil {
		defer f.Close()
		if !errors.Is(err, ErrInUse) {
			return nil, false, err
		}
		var h holder
		b, _ := io.ReadAll(io.LimitReader(f, 4096))
		if json.Unmarshal(b, &h) != nil {
			h = holder{}
		}
		return nil, false, &InUse{Program: h.Program, Since: h.Since}
	}
	if !readOnly {
		program, _ := os.Executable()
		b, _ := json.Marshal(holder{
			Program: strings.TrimSuffix(filepath.Base(program), ".exe"),
			Process: os.Getpid(),
			Since:   time.Now().Truncate(time.Second),
		})
		// What the file says is a courtesy; the lock holds without it.
		if f.Truncate(0) == nil {
			f.WriteAt(append(b, '\n'), 0)
		}
	}
	return &lock{f}, readOnly, nil
}

func (l *lock) release() {
	if l == nil || l.f == nil {
		return
	}
	l.f.Truncate(0) // refused where the folder is read-only, and then there is nothing to clear
	// Closing alone would not do: a child process of ours that was started a
	// moment ago holds the same open file until it runs its own program, and
	// with it the lock.
	unlock(l.f)
	l.f.Close()
}
