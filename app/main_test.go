package app_test

import (
	"os"
	"testing"

	"leverarch/app/read"
)

// TestMain makes the test program its own reader, as the program itself is.
func TestMain(m *testing.M) {
	read.RunIfChild()
	os.Exit(m.Run())
}
