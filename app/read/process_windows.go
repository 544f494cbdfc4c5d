package read

import (
	"os"
	"syscall"
	"time"
	"unsafe"

	"golang.org/x/sys/windows"
)

// runningFile says that the file of a running program has a name of its own.
const runningFile = false

// guardEvery is how often the memory of a child is looked at. The job object
// holds the limit in between.
const guardEvery = 100 * time.Millisecond

// guard is a job object: it caps the memory of the child and ends it when this
// process ends.
type guard struct {
	job   windows.Handle
	limit int64
}

func newGuard(p *os.Process, limit int64) (g guard, err error) {
	job, err := windows.CreateJobObject(nil, nil)
	if err != nil {
		return g, err
	}
	g = guard{job, limit}
	info := windows.JOBOBJECT_EXTENDED_LIMIT_INFORMATION{
		BasicLimitInformation: windows.JOBOBJECT_BASIC_LIMIT_INFORMATION{
			LimitFlags: windows.JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE |
				windows.JOB_OBJECT_LIMIT_PROCESS_MEMORY |
				windows.JOB_OBJECT_LIMIT_ACTIVE_PROCESS |
				windows.JOB_OBJECT_LIMIT_DIE_ON_UNHANDLED_EXCEPTION,
			ActiveProcessLimit: 1, // a reader starts nothing
		},
		// A little more, so that over sees it pass the limit.
		ProcessMemoryLimit: uintptr(limit + limit/8),
	}
	if _, err = windows.SetInformationJobObject(job, windows.JobObjectExtendedLimitInformation,
		uintptr(unsafe.Pointer(&info)), uint32(unsafe.Sizeof(info))); err == nil {
		// The child waits for its first frame, so it has read nothing yet.
		err = p.WithHandle(func(h uintptr) {
			if e := windows.AssignProcessToJobObject(job, windows.Handle(h)); e != nil {
				g.limit = -1
			}
		})
		if err == nil && g.limit < 0 {
			err = windows.ERROR_ACCESS_DENIED
		}
	}
	if err != nil {
		windows.CloseHandle(job)
		g.job = 0
	}
	return g, err
}

// over reports whether the child has held more than its limit.
func (g guard) over() bool {
	var info windows.JOBOBJECT_EXTENDED_LIMIT_INFORMATION
	err := windows.QueryInformationJobObject(g.job, windows.JobObjectExtendedLimitInformation,
		uintptr(unsafe.Pointer(&info)), uint32(unsafe.Sizeof(info)), nil)
	return err == nil && int64(info.PeakProcessMemoryUsed) > g.limit
}

func (g guard) close() {
	if g.job != 0 {
		windows.CloseHandle(g.job)
	}
}

func childAttributes() *syscall.SysProcAttr {
	return &syscall.SysProcAttr{HideWindow: true, CreationFlags: windows.CREATE_NO_WINDOW}
}
