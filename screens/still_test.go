package screens

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"leverarch/screens/part"
)

// keyed notices whether it has the keyboard.
type keyed struct {
	widget.BaseWidget
	has bool
}

func newKeyed() *keyed {
	k := &keyed{}
	k.ExtendBaseWidget(k)
	return k
}

func (k *keyed) FocusGained()            { k.has = true }
func (k *keyed) FocusLost()              { k.has = false }
func (k *keyed) TypedRune(rune)          {}
func (k *keyed) TypedKey(*fyne.KeyEvent) {}
func (k *keyed) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(canvas.NewRectangle(nil))
}

// TestWhatGivesWayIsToldThatTheKeyboardLeft holds that nothing blinks on unseen,
// which has the whole window drawn again and again.
func TestWhatGivesWayIsToldThatTheKeyboardLeft(t *testing.T) {
	s := newStory(t, "Iqra Halloran")
	c := s.win.Canvas()
	give := map[string]func(){
		"the window is filled with something else": func() { s.shell.fill(widget.NewLabel("")) },
		"the window is hidden":                     s.shell.Hide,
	}
	for when, do := range give {
		k := newKeyed()
		s.shell.fill(container.NewStack(k))
		c.Focus(k)
		if !k.has {
			t.Fatal("the keyboard never came")
		}
		if do(); k.has {
			t.Errorf("when %s, what gave way is not told", when)
		}
	}
	k := newKeyed()
	m := part.NewModal("A question", nil, container.NewStack(k))
	m.Open(c)
	c.Focus(k)
	if !k.has {
		t.Fatal("the keyboard never came to the question")
	}
	if m.Close(); k.has {
		t.Error("what stood in a question is not told that it was closed")
	}
}
