package part

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// OnUse is told of every sign that somebody is at the window: a key, a press, the
// pointer moving. The toolkit has no one place to ask, and there is one window.
var OnUse = func() {}

// presence lies behind everything and notices the pointer where nothing else does.
type presence struct{ widget.BaseWidget }

func newPresence() *presence {
	p := &presence{}
	p.ExtendBaseWidget(p)
	return p
}

// MouseIn is for Fyne.
func (p *presence) MouseIn(*desktop.MouseEvent) { OnUse() }

// MouseMoved notices the pointer.
func (p *presence) MouseMoved(*desktop.MouseEvent) { OnUse() }

// MouseOut is for Fyne.
func (p *presence) MouseOut() {}

// CreateRenderer draws nothing.
func (p *presence) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(&fyne.Container{})
}
