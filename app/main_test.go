package app_test

import (
	"os"
	"testing"

	"leverarch/app/read"
	"leverarch/vault"
)

// TestMain makes the test program its own reader, as the program itself is.
func TestMain(m *testing.M) {
	read.RunIfChild()
	vault.TestOnlyWatchShared(true)
	os.Exit(m.Run())
}
