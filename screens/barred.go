package screens

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"leverarch/screens/look"
	"leverarch/screens/part"
)

// stripped lays the small pages beside the large one.
type stripped struct{}

func (stripped) Layout(o []fyne.CanvasObject, size fyne.Size) {
	x := float32(0)
	if o[0].Visible() {
		x = o[0].MinSize().Width
		o[0].Move(fyne.NewPos(0, 0))
		o[0].Resize(fyne.NewSize(x, size.Height))
	}
	o[1].Move(fyne.NewPos(x, 0))
	o[1].Resize(fyne.NewSize(max(0, size.Width-x), size.Height))
}

func (stripped) MinSize(o []fyne.CanvasObject) fyne.Size { return o[1].MinSize() }

// barred lays out a piece that fills, with a bar at its top or foot.
type barred struct {
	rest fyne.CanvasObject
	bar  part.Tall
	line *part.Line
	foot bool
}

// Where the bar stands.
const (
	atTop  = false
	atFoot = true
)

func newBarred(rest fyne.CanvasObject, bar part.Tall, foot bool) *fyne.Container {
	b := &barred{rest: rest, bar: bar, line: part.NewLine(), foot: foot}
	if foot {
		return container.New(b, rest, b.line, bar)
	}
	return container.New(b, bar, b.line, rest)
}

// Layout gives the bar the height it needs, and the rest to what fills.
func (b *barred) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	x, y := look.Gap(16), look.Gap(10)
	if b.foot {
		x, y = look.Gap(28), look.Gap(12)
	}
	w := max(1, size.Width-2*x)
	h := b.bar.HeightFor(w)
	bar := h + 2*y
	if h == 0 {
		bar = 0 // nothing stands in it
	}
	b.line.Hidden = h == 0
	top, from := float32(0), bar
	if b.foot {
		top, from = size.Height-bar, 0
	}
	b.bar.Move(fyne.NewPos(x, top+y))
	b.bar.Resize(fyne.NewSize(w, h))
	edge := bar
	if b.foot {
		edge = top
	}
	b.line.Move(fyne.NewPos(0, edge))
	b.line.Resize(fyne.NewSize(size.Width, 1))
	b.rest.Move(fyne.NewPos(0, from))
	b.rest.Resize(fyne.NewSize(size.Width, max(0, size.Height-bar)))
}

// MinSize is small: what fills scrolls.
func (b *barred) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(b.rest.MinSize().Width, 160)
}
