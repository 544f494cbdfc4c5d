package screens

import (
	"os"
	"testing"

	"leverarch/app/read"
	"leverarch/vault"
)

// TestMain lets the test binary be the reader's child, as the program itself is.
func TestMain(m *testing.M) {
	read.RunIfChild()
	vault.TestOnlyWatchShared(true)
	os.Exit(m.Run())
}

// slow leaves out, where races are watched for, a test that draws for long and in which
// nothing runs beside anything.
func slow(t *testing.T) {
	t.Helper()
	if racing {
		t.Skip("it draws for long, and nothing runs beside it")
	}
}
