package part

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// wheel lies over a field and takes nothing but the mouse's wheel, for the page
// the field stands in. Fyne's entry swallows it, and a page could not be
// scrolled past a field that comes under the pointer.
type wheel struct {
	widget.BaseWidget
	field *Field
}

func newWheel(f *Field) *wheel {
	w := &wheel{field: f}
	w.ExtendBaseWidget(w)
	return w
}

// rolls is what stands round a field and scrolls.
type rolls interface{ roll(*fyne.ScrollEvent) }

// Scrolled hands the wheel on.
func (w *wheel) Scrolled(e *fyne.ScrollEvent) {
	OnUse()
	for h := w.field.in; h != nil; h = h.holder() {
		if r, ok := h.(rolls); ok {
			r.roll(e)
			return
		}
	}
}

// CreateRenderer draws nothing.
func (w *wheel) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(&fyne.Container{})
}

// over puts the wheel over the entry. Notes that are being written in keep it:
// there it moves through the words.
func (w *wheel) over(entry *entry, focused bool) {
	w.Move(entry.Position())
	w.Resize(entry.Size())
	w.Hidden = entry.MultiLine && focused
}
