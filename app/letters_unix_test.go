//go:build unix

package app_test

import (
	"os"
	"runtime"
	"syscall"
)

// peakMemory is how many bytes a process that has ended held at most.
func peakMemory(p *os.ProcessState) int64 {
	used, ok := p.SysUsage().(*syscall.Rusage)
	if !ok {
		return 0
	}
	return peak(used)
}

// peakOfChildren is how many bytes the largest child held that has ended so far.
func peakOfChildren() int64 {
	var used syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_CHILDREN, &used) != nil {
		return 0
	}
	return peak(&used)
}

func peak(used *syscall.Rusage) int64 {
	if runtime.GOOS == "darwin" {
		return used.Maxrss
	}
	return used.Maxrss << 10
}
