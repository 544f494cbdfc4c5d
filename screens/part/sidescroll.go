package part

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"leverarch/screens/look"
)

// sideScroll lets the places scroll where the window is low or the text large. The
// feet of the sidebar stand under it and are always seen.
type sideScroll struct {
	kin
	bar    *Sidebar
	scroll *container.Scroll
}

func newSideScroll(bar *Sidebar) *sideScroll {
	s := &sideScroll{bar: bar}
	s.ExtendBaseWidget(s)
	s.scroll = container.NewVScroll(s)
	return s
}

// CreateRenderer is for Fyne.
func (s *sideScroll) CreateRenderer() fyne.WidgetRenderer { return face{s} }

func (s *sideScroll) shapes() []fyne.CanvasObject { return s.bar.Children()[:1+len(s.bar.items)] }
func (s *sideScroll) paint()                      {}

func (s *sideScroll) run(width float32, put func(o fyne.CanvasObject, y, width, height float32)) float32 {
	y := look.Gap(22)
	h := s.bar.head.HeightFor(width - look.Gap(14))
	put(s.bar.head, y, width, h)
	return stacked(s.bar.items, y+h+look.Gap(18), width, put) + look.Gap(6)
}

// stacked puts items one under another from y on, and gives where they end.
func stacked(items []*NavItem, y, width float32, put func(o fyne.CanvasObject, y, width, height float32)) float32 {
	for _, n := range items {
		if n.Visible() {
			h := n.MinSize().Height
			put(n, y, width, h)
			y += h + look.Gap(4)
		}
	}
	return y
}

func (s *sideScroll) lay(size fyne.Size) {
	pad := look.Gap(14)
	s.run(size.Width-2*pad, func(o fyne.CanvasObject, y, w, h float32) {
		x := pad
		if o == fyne.CanvasObject(s.bar.head) {
			x, w = pad+look.Gap(10), w-look.Gap(14)
		}
		place(o, x, y, w, h)
	})
}

func (s *sideScroll) least() fyne.Size {
	w := s.bar.Size().Width
	return fyne.NewSize(0, s.run(w-2*look.Gap(14), func(fyne.CanvasObject, float32, float32, float32) {}))
}
