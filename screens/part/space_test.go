package part

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// TestNoSpaceIsLostWhereverTheLineBreaks types the same words at many widths, so
// that every space ends a row at some of them, and takes some back and types them
// again.
func TestNoSpaceIsLostWhereverTheLineBreaks(t *testing.T) {
	test.NewTempApp(t)
	const text = "The speech therapist has left. The group stopped in July. It starts again in January. And so on it goes, for a while yet, as these things do."
	win := test.NewTempWindow(t, nil)
	for width := float32(200); width < 900; width += 7 {
		n := NewNotes("What was said?", "", 4)
		win.SetContent(n)
		win.Resize(fyne.NewSize(width, 400))
		n.Focus()
		typed := win.Canvas().Focused()
		for _, r := range text {
			typed.TypedRune(r)
		}
		for range 40 {
			typed.TypedKey(&fyne.KeyEvent{Name: fyne.KeyBackspace})
		}
		for _, r := range text[len(text)-40:] {
			typed.TypedRune(r)
		}
		if n.Value() != text {
			t.Errorf("%.0f wide: %q", width, n.Value())
		}
	}
}
