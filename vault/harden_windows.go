package vault

import (
	"fmt"

	"golang.org/x/sys/windows"
)

// Harden keeps this process's memory, with the keys in it, out of core dumps and
// crash reports, as far as the system allows. A program calls it once, before it
// opens a vault; an error means that a part of it was refused.
func Harden() error {
	const noHeap = 1 // WER_FAULT_REPORTING_FLAG_NOHEAP
	p := windows.NewLazySystemDLL("kernel32.dll").NewProc("WerSetFlags")
	if err := p.Find(); err != nil {
		return err
	}
	if r, _, _ := p.Call(noHeap); r != 0 {
		return fmt.Errorf("vault: WerSetFlags: %#x", r)
	}
	return nil
}
