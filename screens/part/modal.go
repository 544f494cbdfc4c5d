package part

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"leverarch/screens/look"
)

// Modal is a small form or a question over the page. The first field has the
// keyboard, Enter presses the first action, Escape cancels, Tab stays inside,
// and when it closes the keyboard goes back to where it was.
type Modal struct {
	kin
	// OnCancel is told when Escape closes it.
	OnCancel func()

	title   *Text
	stack   *Stack // what rolls where it is higher than the window
	foot    *Flow  // the actions, which stay in sight
	actions []*Action
	scrim   *canvas.Rectangle
	back    box
	scroll  *container.Scroll
	sheet   *modalSheet

	on     fyne.Canvas
	before fyne.Focusable
	keys   func(*fyne.KeyEvent)
}

// NewModal makes a modal with actions under the pieces. Actions do not close it
// by themselves.
func NewModal(title string, actions []*Action, items ...fyne.CanvasObject) *Modal {
	m := &Modal{title: NewHeading(title), scrim: canvas.NewRectangle(color.Transparent), back: newBox(14), foot: NewFlow()}
	m.stack = NewStack(append([]fyne.CanvasObject{m.title}, items...)...)
	m.stack.Gap = 16
	m.act(actions...)
	m.sheet = &modalSheet{m: m}
	m.sheet.ExtendBaseWidget(m.sheet)
	m.scroll = container.NewVScroll(m.sheet)
	m.ExtendBaseWidget(m)
	adopt(m, []fyne.CanvasObject{m.stack, m.foot})
	m.paint()
	return m
}

// act gives the modal its actions, the first of which Enter presses.
func (m *Modal) act(actions ...*Action) {
	m.actions = actions
	for _, a := range actions {
		m.foot.Add(a)
	}
}

// Ask asks a question with two answers.
func Ask(c fyne.Canvas, title, words, yes, no string, onYes func()) *Modal {
	m := NewModal(title, nil, NewText(words))
	m.act(NewPrimary("", yes, func() {
		m.Close()
		onYes()
	}), NewAction("", no, m.cancel))
	m.Open(c)
	return m
}

// Open shows the modal.
func (m *Modal) Open(c fyne.Canvas) {
	if m.on != nil {
		return
	}
	m.on, m.before, m.keys = c, c.Focused(), c.OnTypedKey()
	c.SetOnTypedKey(m.key) // for when nothing in it has the keyboard
	c.Overlays().Add(m)
	m.Resize(c.Size())
	m.Refresh()
	if first := firstFocusable(m); first != nil {
		c.Focus(first)
	}
}

// Close takes the modal away.
func (m *Modal) Close() {
	c := m.on
	if c == nil {
		return
	}
	m.on = nil
	c.Unfocus() // a field in it stops blinking
	c.Overlays().Remove(m)
	c.SetOnTypedKey(m.keys)
	if m.before != nil {
		c.Focus(m.before)
	}
	m.before, m.keys = nil, nil
}

// IsOpen reports whether the modal is shown.
func (m *Modal) IsOpen() bool { return m.on != nil }

func (m *Modal) cancel() {
	m.Close()
	if m.OnCancel != nil {
		m.OnCancel()
	}
}

// roll moves a long modal by the mouse's wheel.
func (m *Modal) roll(e *fyne.ScrollEvent) { m.scroll.Scrolled(e) }

func (m *Modal) key(key *fyne.KeyEvent) {
	switch {
	case key.Name == fyne.KeyEscape:
		m.cancel()
	case enter(key) && len(m.actions) > 0:
		m.actions[0].Press()
	case isFunction(key.Name) && m.keys != nil:
		m.keys(key) // the window's own keys hold here too
	}
}

// Tapped keeps presses beside the modal from what is under it.
func (m *Modal) Tapped(*fyne.PointEvent) {}

// firstFocusable finds where the keyboard goes first: a field before a button.
func firstFocusable(o fyne.CanvasObject) fyne.Focusable {
	var button fyne.Focusable
	var look func(o fyne.CanvasObject) fyne.Focusable
	look = func(o fyne.CanvasObject) fyne.Focusable {
		if o == nil || !o.Visible() {
			return nil
		}
		if d, ok := o.(fyne.Disableable); ok && d.Disabled() {
			return nil
		}
		if f, ok := o.(fyne.Focusable); ok {
			if _, isButton := o.(*Action); !isButton {
				return f
			}
			if button == nil {
				button = f
			}
			return nil
		}
		var children []fyne.CanvasObject
		switch o := o.(type) {
		case Holder:
			children = o.Children()
		case *fyne.Container:
			children = o.Objects
		}
		for _, c := range children {
			if f := look(c); f != nil {
				return f
			}
		}
		return nil
	}
	if f := look(o); f != nil {
		return f
	}
	return button
}

// Children gives what stands in the modal.
func (m *Modal) Children() []fyne.CanvasObject { return []fyne.CanvasObject{m.stack, m.foot} }

func (m *Modal) arrange() {
	m.lay(m.Size())
	m.scroll.Refresh()
}

// CreateRenderer is for Fyne.
func (m *Modal) CreateRenderer() fyne.WidgetRenderer { return face{m} }

func (m *Modal) shapes() []fyne.CanvasObject {
	return []fyne.CanvasObject{m.scrim, m.back.Rectangle, m.scroll, m.foot}
}

func (m *Modal) paint() {
	m.scrim.FillColor = look.Of(look.Scrim)
	line := look.Colour("")
	if look.InContrast() {
		line = look.CardLine
	}
	m.back.paint(look.Card, line, 2)
}

func (m *Modal) lay(size fyne.Size) {
	m.scrim.Resize(size)
	room := look.Gap(16)
	w := min(size.Width-2*room, 520*look.Scale())
	if w <= 0 {
		return
	}
	pad, gap := m.sheet.pad(), look.Gap(20)
	foot := m.foot.HeightFor(w - 2*pad)
	h := min(m.sheet.high(w)+gap+foot+pad, size.Height-2*room)
	at := fyne.NewPos((size.Width-w)/2, max(room, (size.Height-h)/2-look.Gap(20)))
	m.back.Move(at)
	m.back.Resize(fyne.NewSize(w, h))
	m.sheet.width = w
	m.scroll.Move(at)
	m.scroll.Resize(fyne.NewSize(w, h-gap-foot-pad))
	m.sheet.lay(fyne.NewSize(w, h))
	place(m.foot, at.X+pad, at.Y+h-pad-foot, w-2*pad, foot)
}

func (m *Modal) least() fyne.Size { return fyne.NewSize(160, 120) }

// modalSheet is what scrolls in a modal that is higher than the window.
type modalSheet struct {
	kin
	m     *Modal
	width float32
}

func (s *modalSheet) pad() float32 { return look.Gap(24) }

func (s *modalSheet) high(width float32) float32 {
	return s.m.stack.HeightFor(width-2*s.pad()) + s.pad()
}

// CreateRenderer is for Fyne.
func (s *modalSheet) CreateRenderer() fyne.WidgetRenderer { return face{s} }

func (s *modalSheet) shapes() []fyne.CanvasObject { return []fyne.CanvasObject{s.m.stack} }
func (s *modalSheet) paint()                      {}
func (s *modalSheet) lay(fyne.Size) {
	if s.width > 0 {
		w := s.width - 2*s.pad()
		place(s.m.stack, s.pad(), s.pad(), w, s.m.stack.HeightFor(w))
	}
}

func (s *modalSheet) least() fyne.Size {
	if s.width == 0 {
		return fyne.Size{}
	}
	return fyne.NewSize(0, s.high(s.width))
}

// Tell says something with one answer.
func Tell(c fyne.Canvas, title, words, answer string) *Modal {
	m := NewModal(title, nil, NewText(words))
	m.act(NewPrimary("", answer, m.Close))
	m.Open(c)
	return m
}
