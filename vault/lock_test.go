package vault

import (
	"os"
	"os/exec"
	"sync"
	"testing"
)

// TestAClosedVaultOpensAgainWhileChildrenStart closes and opens while another
// goroutine starts programs: between its start and its own program a child holds
// every file of ours, and the lock's among them.
func TestAClosedVaultOpensAgainWhileChildrenStart(t *testing.T) {
	program, err := exec.LookPath("true")
	if err != nil {
		t.Skip("this computer has no program that does nothing")
	}
	var starting sync.WaitGroup
	done := make(chan struct{})
	for range 2 {
		starting.Go(func() {
			for {
				select {
				case <-done:
					return
				default:
					exec.Command(program).Run()
				}
			}
		})
	}
	dir := t.TempDir()
	ok(t, os.Chmod(dir, 0o700))
	for i := range 3000 {
		l, _, err := takeLock(dir)
		if err != nil {
			t.Errorf("round %d: %v", i, err)
			break
		}
		l.release()
	}
	close(done)
	starting.Wait()
}
