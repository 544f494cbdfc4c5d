package part

import (
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"

	"leverarch/screens/look"
)

// TestTheSquareOnTheScreenIsRead scans the window as a phone would, in every
// colour and at every size of text.
func TestTheSquareOnTheScreenIsRead(t *testing.T) {
	if _, err := exec.LookPath("zbarimg"); err != nil {
		t.Skip("zbarimg is not on this computer, so nothing can scan the screen")
	}
	const key = "8PXK-KPGR-REWQ-0TXJ-FBHF-TDCP-9F88-Z381"
	s := NewScan("The recovery key as a square code", key)
	_, w := on(t, NewCard(NewText("Above"), s, NewText("Below")))
	for _, kind := range look.Kinds {
		for _, scale := range []float32{1, 1.25, 2} {
			test.ApplyTheme(t, look.New(kind, scale))
			path := filepath.Join(t.TempDir(), "screen.png")
			f, err := os.Create(path)
			if err != nil {
				t.Fatal(err)
			}
			if err := png.Encode(f, w.Canvas().Capture()); err != nil {
				t.Fatal(err)
			}
			f.Close()
			out, err := exec.Command("zbarimg", "-q", "--raw", path).Output()
			if err != nil || strings.TrimSpace(string(out)) != key {
				t.Errorf("%s at %v: scanned %q (%v)", kind, scale, out, err)
			}
		}
	}
	if strings.Contains(s.AccessibilityLabel(), "8PXK") {
		t.Error("the label says the words aloud")
	}
}
