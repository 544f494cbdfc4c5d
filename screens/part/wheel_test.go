package part

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
)

// TestTheWheelGoesPastAField rolls the wheel with the pointer on a field, and on
// notes, in the middle of a page that is longer than the window.
func TestTheWheelGoesPastAField(t *testing.T) {
	test.NewTempApp(t)
	field, notes := NewField("Who with?", ""), NewNotes("What was said?", "", 4)
	page := NewPage(Reading, NewSpace(60), field, NewSpace(20), notes, NewSpace(2000))
	win := test.NewTempWindow(t, page)
	win.SetPadded(false)
	win.Resize(fyne.NewSize(700, 500))
	for name, e := range map[string]*entry{"field": field.entry, "notes": notes.entry} {
		page.to(0)
		at := fyne.CurrentApp().Driver().AbsolutePositionForObject(e).AddXY(20, 15)
		test.Scroll(win.Canvas(), at, 0, -40)
		if page.scroll.Offset.Y != 40 {
			t.Errorf("over the %s the page moved by %.0f", name, page.scroll.Offset.Y)
		}
	}
	// It must be nothing that a press or the pointer stops at.
	var over any = field.wheel
	if _, taps := over.(fyne.Tappable); taps {
		t.Error("the wheel takes presses")
	}
	if _, keys := over.(fyne.Focusable); keys {
		t.Error("the wheel takes the keyboard")
	}
	if _, mouse := over.(desktop.Mouseable); mouse {
		t.Error("the wheel takes the mouse")
	}
}
