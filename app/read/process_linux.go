package read

import (
	"bytes"
	"os"
	"strconv"
	"syscall"
	"time"
)

// runningFile says that the file of a running program has a name of its own.
const runningFile = true

// guardEvery is how often the memory of a child is looked at.
const guardEvery = 20 * time.Millisecond

// guard watches the memory of a child from outside.
type guard struct {
	statm string
	limit int64
}

func newGuard(p *os.Process, limit int64) (guard, error) {
	return guard{"/proc/" + strconv.Itoa(p.Pid) + "/statm", limit}, nil
}

// over reports whether the child holds more than its limit.
func (g guard) over() bool {
	b, err := os.ReadFile(g.statm)
	if err != nil {
		return false // it is gone
	}
	fields := bytes.Fields(b)
	if len(fields) < 2 {
		return false
	}
	resident, err := strconv.ParseInt(string(fields[1]), 10, 64)
	return err == nil && resident*int64(os.Getpagesize()) > g.limit
}

func (guard) close() {}

func childAttributes() *syscall.SysProcAttr { return nil }
