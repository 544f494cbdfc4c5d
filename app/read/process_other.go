//go:build !linux && !windows

package read

import (
	"bytes"
	"os"
	"os/exec"
	"strconv"
	"syscall"
	"time"
)

// runningFile says that the file of a running program has a name of its own.
const runningFile = false

// guardEvery is how often the memory of a child is looked at. Asking starts ps,
// so it is not often; the child's own limit on its heap and pdfium's on its
// memory hold in between.
const guardEvery = 500 * time.Millisecond

// guard watches the memory of a child from outside.
type guard struct {
	pid   string
	limit int64
}

func newGuard(p *os.Process, limit int64) (guard, error) {
	return guard{strconv.Itoa(p.Pid), limit}, nil
}

// over reports whether the child holds more than its limit.
func (g guard) over() bool {
	out, err := exec.Command("/bin/ps", "-o", "rss=", "-p", g.pid).Output()
	if err != nil {
		return false // it is gone
	}
	kib, err := strconv.ParseInt(string(bytes.TrimSpace(out)), 10, 64)
	return err == nil && kib<<10 > g.limit
}

func (guard) close() {}

func childAttributes() *syscall.SysProcAttr { return nil }
