package vault

import (
	"os"
	"os/exec"
	"testing"

	"golang.org/x/sys/unix"
)

func TestHarden(t *testing.T) {
	if os.Getenv("VAULT_TEST_HARDEN") == "" {
		// Another process, so that this one can still be looked into.
		cmd := exec.Command(os.Args[0], "-test.run=^TestHarden$")
		cmd.Env = append(os.Environ(), "VAULT_TEST_HARDEN=1")
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		return
	}
	ok(t, Harden())
	var limit unix.Rlimit
	ok(t, unix.Getrlimit(unix.RLIMIT_CORE, &limit))
	dumpable, err := unix.PrctlRetInt(unix.PR_GET_DUMPABLE, 0, 0, 0, 0)
	if limit.Cur != 0 || limit.Max != 0 || dumpable != 0 || err != nil {
		t.Errorf("core %+v, dumpable %d, %v", limit, dumpable, err)
	}
}
