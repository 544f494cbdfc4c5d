package screens

import (
	"fyne.io/fyne/v2"

	"leverarch/screens/part"
)

// hideKey is the one key that locks the file, clears the screen and shows something
// dull. Escape, or the same key once more, leads from there to the lock.
const hideKey = fyne.KeyF9

// WindowTitle names the window, and says nothing of whose file it is; dullTitle
// stands in its place while something dull is shown.
const (
	WindowTitle = "Lever Arch"
	dullTitle   = "Units"
)

// Hide clears the screen at once and locks the file behind it.
func (s *Shell) Hide() {
	if s.hidden {
		return
	}
	s.hidden = true
	s.clearOver()
	s.win.SetTitle(dullTitle)
	s.fill(newDull())
	// Locking may take a moment: the screen is cleared before it.
	s.hands.Run(func() {}, s.Lock)
}

// unhide leads from the dull page to the lock.
func (s *Shell) unhide() {
	s.hidden = false
	s.win.SetTitle(WindowTitle)
	s.showGate()
}

// clearOver takes away what lies over the window: nothing of a family's stays
// there, no question, no menu, and the keys belong to the window again.
func (s *Shell) clearOver() {
	c := s.win.Canvas()
	for over := c.Overlays(); over.Top() != nil; {
		c.Unfocus() // a field in it stops blinking
		over.Remove(over.Top())
	}
	c.Unfocus()
	c.SetOnTypedKey(s.typed)
}

// typed takes the keys that nothing shown has a use for.
func (s *Shell) typed(k *fyne.KeyEvent) {
	switch {
	case s.hidden:
		if k.Name == hideKey || k.Name == fyne.KeyEscape {
			s.unhide()
		}
	case s.alone[k.Name] != nil:
		s.alone[k.Name]()
	case s.pages() != nil:
		s.pages().key(k)
	default:
		s.key(k)
	}
}

// newDull makes the dull page: a list of measures, as anybody may have open.
func newDull() fyne.CanvasObject {
	items := []fyne.CanvasObject{part.NewTitle("Units")}
	for _, group := range []struct {
		name  string
		lines [][2]string
	}{
		{"Length", [][2]string{{"1 inch", "2.54 centimetres"}, {"1 foot", "30.48 centimetres"}, {"1 yard", "0.9144 metres"}, {"1 mile", "1.609 kilometres"}}},
		{"Weight", [][2]string{{"1 ounce", "28.35 grams"}, {"1 pound", "453.6 grams"}, {"1 stone", "6.35 kilograms"}}},
		{"Volume", [][2]string{{"1 teaspoon", "5 millilitres"}, {"1 tablespoon", "15 millilitres"}, {"1 pint", "568 millilitres"}, {"1 gallon", "4.546 litres"}}},
		{"Oven", [][2]string{{"Gas mark 4", "180 °C"}, {"Gas mark 6", "200 °C"}, {"Gas mark 8", "230 °C"}}},
	} {
		list := part.NewStack(part.NewHeading(group.name)).Close(6)
		for _, l := range group.lines {
			list.Add(part.NewRow(part.NewText(l[0]), 140, part.NewText(l[1]), nil))
		}
		items = append(items, list)
	}
	return part.NewPage(part.Reading, items...)
}
