//go:build unix

package read

import "golang.org/x/sys/unix"

// childCPU is how many seconds of work one question may cost. The parent's limits
// are shorter: this one is for a child whose parent has died under it.
const childCPU = 120

// holdChild holds this process from inside, beneath the parent's limits: no core
// file with a letter in it, and on Linux a hard end to its memory.
func holdChild() {
	unix.Setrlimit(unix.RLIMIT_CORE, &unix.Rlimit{})
	var data unix.Rlimit
	if !racing && unix.Getrlimit(unix.RLIMIT_DATA, &data) == nil {
		data.Cur = min(data.Cur, 1<<30)
		unix.Setrlimit(unix.RLIMIT_DATA, &data)
	}
	allowWork()
}

// allowWork gives this process time for one more question.
func allowWork() {
	var used unix.Rusage
	var cpu unix.Rlimit
	if unix.Getrusage(unix.RUSAGE_SELF, &used) != nil || unix.Getrlimit(unix.RLIMIT_CPU, &cpu) != nil {
		return
	}
	cpu.Cur = min(cpu.Max, uint64(used.Utime.Sec+used.Stime.Sec)+childCPU)
	unix.Setrlimit(unix.RLIMIT_CPU, &cpu)
}
