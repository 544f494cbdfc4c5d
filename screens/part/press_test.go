package part

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"leverarch/screens/look"
)

// TestNothingInsideWhatIsPressedTakesThePress holds what the real window's driver
// needs: it gives a press to the innermost thing that takes one of any kind.
func TestNothingInsideWhatIsPressedTakesThePress(t *testing.T) {
	test.NewTempApp(t)
	none := func() {}
	for name, o := range map[string]fyne.Widget{
		"action": NewPrimary(look.Check, "Save", none),
		"quiet":  NewQuiet(look.Back, "Back", none),
		"nav":    NewNavItem(look.Home, "Home", none),
		"door":   NewDoor("Letter", none, NewRow(NewBold("3 Nov"), 100, NewText("Draft plan"), NewPill(Due, "8 days left"))),
		"tick":   NewTick("Past dates too", func(bool) {}),
	} {
		var visit func(fyne.CanvasObject)
		visit = func(c fyne.CanvasObject) {
			if c != fyne.CanvasObject(o) {
				_, taps := c.(fyne.Tappable)
				_, second := c.(fyne.SecondaryTappable)
				_, double := c.(fyne.DoubleTappable)
				_, mouse := c.(desktop.Mouseable)
				_, keys := c.(fyne.Focusable)
				if taps || second || double || mouse || keys {
					t.Errorf("in %s, a %T takes the press", name, c)
				}
			}
			switch c := c.(type) {
			case *fyne.Container:
				for _, x := range c.Objects {
					visit(x)
				}
			case fyne.Widget:
				for _, x := range test.WidgetRenderer(c).Objects() {
					visit(x)
				}
			}
		}
		visit(o)
	}
}
