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
