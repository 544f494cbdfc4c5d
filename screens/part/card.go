package part

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"leverarch/screens/look"
)

// Card is a rounded card with pieces one under another in it.
type Card struct {
	kin
	// Stack is what stands in the card.
	Stack      *Stack
	fill, line look.Colour
	pad        float32
	back       box
}

// NewCard makes a plain card.
func NewCard(items ...fyne.CanvasObject) *Card { return newCard(look.Card, look.CardLine, items) }

// NewNotice makes an amber card, for deadlines and nothing else.
func NewNotice(items ...fyne.CanvasObject) *Card {
	return newCard(look.AmberPaper, look.AmberLine, items)
}

// NewCalm makes a card in pale teal, for what is well or good to know.
func NewCalm(items ...fyne.CanvasObject) *Card { return newCard(look.TealPaper, look.CardLine, items) }

func newCard(fill, line look.Colour, items []fyne.CanvasObject) *Card {
	c := &Card{}
	c.ExtendBaseWidget(c)
	c.make(c, fill, line, items)
	return c
}

func (c *Card) make(as Holder, fill, line look.Colour, items []fyne.CanvasObject) {
	c.Stack = NewStack(items...)
	c.fill, c.line, c.pad, c.back = fill, line, 20, newBox(12)
	adopt(as, []fyne.CanvasObject{c.Stack})
	c.paint()
}

// Tight gives the card less room inside, for rows of a list.
func (c *Card) Tight() *Card {
	c.pad = 14
	return c
}

// Children gives the stack in the card.
func (c *Card) Children() []fyne.CanvasObject { return []fyne.CanvasObject{c.Stack} }
func (c *Card) arrange()                      { c.lay(c.Size()) }

// HeightFor says how high the card is at a width.
func (c *Card) HeightFor(width float32) float32 {
	pad := look.Gap(c.pad)
	return c.Stack.HeightFor(width-2*pad) + 2*pad
}

// CreateRenderer is for Fyne.
func (c *Card) CreateRenderer() fyne.WidgetRenderer { return face{c} }

func (c *Card) shapes() []fyne.CanvasObject { return []fyne.CanvasObject{c.back.Rectangle, c.Stack} }
func (c *Card) paint()                      { c.back.paint(c.fill, c.line, 1) }
func (c *Card) lay(size fyne.Size) {
	if size.Width <= 0 {
		return
	}
	pad := look.Gap(c.pad)
	c.back.Resize(size)
	place(c.Stack, pad, pad, size.Width-2*pad, size.Height-2*pad)
}

func (c *Card) least() fyne.Size {
	w := c.Size().Width
	if w <= 0 {
		w = unlaid()
	}
	return fyne.NewSize(c.Stack.least().Width+2*look.Gap(c.pad), c.HeightFor(w))
}

// Door is a card that can be pressed as a whole: a row of a list that opens.
type Door struct {
	Card
	press
	label string
	rim   box
}

// NewDoor makes a card that opens something. The label says what, to a screen
// reader and to the tests.
func NewDoor(label string, onTap func(), items ...fyne.CanvasObject) *Door {
	d := &Door{label: label}
	d.press = press{self: d, onTap: onTap}
	d.ExtendBaseWidget(d)
	d.rim = newRing(12)
	d.make(d, look.Card, look.CardLine, items)
	d.pad = 14
	return d
}

// SetLabel changes what it is called.
func (d *Door) SetLabel(label string) { d.label = label }

// AccessibilityLabel says what the door opens.
func (d *Door) AccessibilityLabel() string { return seen(d.label) }

// AccessibilityRole says that it can be pressed.
func (d *Door) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

func (d *Door) arrange() { d.lay(d.Size()) }

// CreateRenderer is for Fyne.
func (d *Door) CreateRenderer() fyne.WidgetRenderer { return face{d} }

func (d *Door) shapes() []fyne.CanvasObject {
	return []fyne.CanvasObject{d.back.Rectangle, d.rim.Rectangle, d.Stack}
}
func (d *Door) paint() {
	line := look.CardLine
	if d.hovered {
		line = look.Teal
	}
	d.back.paint(d.fill, line, 1)
}

func (d *Door) lay(size fyne.Size) {
	d.Card.lay(size)
	d.rim.ring(d.focused, 0, 0, size.Width, size.Height)
}

// press is what everything that is pressed has in common: the mouse, Enter,
// Return and Space, the ring and the pointer over it.
type press struct {
	self interface {
		fyne.Widget
		fyne.Focusable
	}
	onTap                      func()
	focused, hovered, disabled bool
}

// Tapped presses it with the mouse.
func (p *press) Tapped(*fyne.PointEvent) { p.Press() }

// Press presses it.
func (p *press) Press() {
	OnUse()
	if !p.disabled && p.onTap != nil {
		p.onTap()
	}
}

// Focus gives it the keyboard.
func (p *press) Focus() { focusOn(p.self) }

// FocusGained is for Fyne.
func (p *press) FocusGained() {
	p.focused = true
	p.self.Refresh()
	reveal(p.self)
}

// FocusLost is for Fyne.
func (p *press) FocusLost() {
	p.focused = false
	p.self.Refresh()
}

// TypedRune is for Fyne.
func (p *press) TypedRune(rune) { OnUse() }

// TypedKey presses it on Enter, Return and Space.
func (p *press) TypedKey(key *fyne.KeyEvent) {
	OnUse()
	if enter(key) || key.Name == fyne.KeySpace {
		p.Press()
		return
	}
	pass(p.self, key)
}

// MouseIn is for Fyne.
func (p *press) MouseIn(*desktop.MouseEvent) {
	p.hovered = true
	p.self.Refresh()
}

// MouseMoved is for Fyne.
func (p *press) MouseMoved(*desktop.MouseEvent) { OnUse() }

// MouseOut is for Fyne.
func (p *press) MouseOut() {
	p.hovered = false
	p.self.Refresh()
}

// Cursor shows a hand.
func (p *press) Cursor() desktop.Cursor {
	if p.disabled {
		return desktop.DefaultCursor
	}
	return desktop.PointerCursor
}

// Disabled reports whether it cannot be pressed now.
func (p *press) Disabled() bool { return p.disabled }

// Disable makes it so that it cannot be pressed.
func (p *press) Disable() {
	p.disabled = true
	p.self.Refresh()
}

// Enable makes it so that it can be pressed again.
func (p *press) Enable() {
	p.disabled = false
	p.self.Refresh()
}
