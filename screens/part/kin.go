package part

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"leverarch/screens/look"
)

// Tall is a piece whose height depends on the width it is given.
type Tall interface {
	fyne.CanvasObject
	// HeightFor says how high the piece must be where it is width wide.
	HeightFor(width float32) float32
}

// Holder is a piece that other pieces stand in.
type Holder interface {
	fyne.CanvasObject
	// Children gives what stands in it, in reading order.
	Children() []fyne.CanvasObject
	// arrange lays its children out again.
	arrange()
	holder() Holder
}

// kin is what every piece has: a widget that knows what it stands in, because
// Fyne does not, so that words that grow can ask for room.
type kin struct {
	widget.BaseWidget
	in Holder
}

func (k *kin) setHolder(h Holder) { k.in = h }
func (k *kin) holder() Holder     { return k.in }

// Show shows the piece and makes room for it.
func (k *kin) Show() {
	was := k.Visible()
	k.BaseWidget.Show()
	if !was {
		k.grown()
	}
}

// Hide hides the piece and closes the room it took.
func (k *kin) Hide() {
	was := k.Visible()
	k.BaseWidget.Hide()
	if was {
		k.grown()
	}
}

// grown lays out everything the piece stands in, from the inside out.
func (k *kin) grown() {
	for h := k.in; h != nil; h = h.holder() {
		h.arrange()
	}
}

// adopt tells pieces what they stand in, through Fyne's own containers too.
func adopt(h Holder, items []fyne.CanvasObject) {
	for _, o := range items {
		switch o := o.(type) {
		case interface{ setHolder(Holder) }:
			o.setHolder(h)
		case *fyne.Container:
			adopt(h, o.Objects)
		}
	}
}

// heightFor asks any object how high it must be at a width.
func heightFor(o fyne.CanvasObject, width float32) float32 {
	if t, ok := o.(Tall); ok {
		return t.HeightFor(width)
	}
	return o.MinSize().Height
}

// place moves and sizes an object. An object that already has the size is laid
// out all the same: what stands in it may have changed.
func place(o fyne.CanvasObject, x, y, width, height float32) {
	o.Move(fyne.NewPos(x, y))
	size := fyne.NewSize(width, height)
	if o.Size() != size {
		o.Resize(size)
		return
	}
	switch o := o.(type) {
	case Holder:
		o.arrange()
	case *fyne.Container:
		if o.Layout != nil {
			o.Layout.Layout(o.Objects, size)
		}
	}
}

// drawn is how a piece draws itself; face makes a Fyne renderer of it.
type drawn interface {
	fyne.Widget
	shapes() []fyne.CanvasObject
	lay(size fyne.Size)
	least() fyne.Size
	paint()
}

type face struct{ drawn }

func (f face) Layout(s fyne.Size)           { f.lay(s) }
func (f face) MinSize() fyne.Size           { return f.least() }
func (f face) Objects() []fyne.CanvasObject { return f.shapes() }
func (f face) Destroy()                     {}
func (f face) Refresh() {
	f.paint()
	f.lay(f.Size())
	canvas.Refresh(f.drawn)
}

// box is a rounded rectangle whose colours are asked for by name.
type box struct{ *canvas.Rectangle }

func newBox(radius float32) box {
	r := canvas.NewRectangle(color.Transparent)
	r.CornerRadius = radius
	return box{r}
}

func (b box) paint(fill, line look.Colour, width float32) {
	b.FillColor, b.StrokeColor, b.StrokeWidth = color.Transparent, color.Transparent, width
	if fill != "" {
		b.FillColor = look.Of(fill)
	}
	if line != "" && width > 0 {
		b.StrokeColor = look.Of(line)
	}
}

// The ring round what has the keyboard stands outside it, so that nothing moves
// when it comes.
const (
	ringWide  = 3
	ringAway  = 2
	ringReach = ringWide + ringAway
)

func newRing(radius float32) box {
	r := newBox(radius + ringReach)
	r.Hide()
	return r
}

func (b box) ring(on bool, x, y, width, height float32) {
	b.paint("", look.Ring, ringWide)
	b.Move(fyne.NewPos(x-ringReach, y-ringReach))
	b.Resize(fyne.NewSize(width+2*ringReach, height+2*ringReach))
	b.Hidden = !on
}

// canvasOf gives the canvas a piece is shown on, or nil.
func canvasOf(o fyne.CanvasObject) fyne.Canvas {
	app := fyne.CurrentApp()
	if app == nil {
		return nil
	}
	if c := app.Driver().CanvasForObject(o); c != nil {
		return c
	}
	// The driver knows an object's canvas only once it has been drawn. There is
	// one window, so it can be no other's.
	if w := app.Driver().AllWindows(); len(w) == 1 {
		return w[0].Canvas()
	}
	return nil
}

func focusOn(o fyne.Focusable) {
	if c := canvasOf(o.(fyne.CanvasObject)); c != nil {
		c.Focus(o)
	}
}

// pass hands on a key that the piece with the keyboard does not use.
func pass(o fyne.CanvasObject, key *fyne.KeyEvent) {
	if h, ok := o.(interface{ holder() Holder }); ok {
		for p := h.holder(); p != nil; p = p.holder() {
			if m, ok := p.(*Modal); ok {
				m.key(key)
				return
			}
			if p, ok := p.(*Page); ok && p.key(key) {
				return
			}
		}
	}
	if c := canvasOf(o); c != nil {
		if f := c.OnTypedKey(); f != nil {
			f(key)
		}
	}
}

// reveal scrolls the pages, or the sidebar, a piece stands in until it can be seen.
func reveal(o fyne.CanvasObject) {
	h, ok := o.(interface{ holder() Holder })
	if !ok {
		return
	}
	for p := h.holder(); p != nil; p = p.holder() {
		switch p := p.(type) {
		case *Page:
			p.reveal(o)
		case *Sidebar:
			p.reveal(o)
		}
	}
}

func enter(key *fyne.KeyEvent) bool {
	return key.Name == fyne.KeyReturn || key.Name == fyne.KeyEnter
}
