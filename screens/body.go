package screens

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"leverarch/screens/look"
	"leverarch/screens/part"
)

// body is the window beside the sidebar: above, what is going on; below it the
// screen that is shown.
type body struct {
	content *fyne.Container
	above   *part.Stack
	banner  fyne.CanvasObject
	working []*part.Progress
	told    fyne.CanvasObject
	screen  fyne.CanvasObject
}

func newBody(s *Shell) *body {
	b := &body{above: part.NewStack().Close(0)}
	b.content = container.New(b)
	if s.file.IsSample() {
		b.banner = part.NewCalm(part.NewRow(nil, 0,
			part.NewSmall("This is an invented family, as if today were "+s.file.Today().Written()+". Nothing here is kept."),
			part.NewQuiet(look.Close, "Leave the sample", s.Lock))).Tight()
	}
	b.set()
	return b
}

// set puts what there is to say above the screen, in the order of the keyboard.
func (b *body) set() {
	var items []fyne.CanvasObject
	for _, o := range []fyne.CanvasObject{b.banner, b.told} {
		if o != nil {
			items = append(items, o)
		}
	}
	for _, p := range b.working {
		items = append(items, part.NewCalm(p).Tight())
	}
	b.above.Set(items...)
	b.content.Objects = []fyne.CanvasObject{b.above}
	if b.screen != nil {
		b.content.Objects = append(b.content.Objects, b.screen)
	}
	b.content.Refresh()
}

// Layout gives what is above the height its words need, and the screen the rest.
func (b *body) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	high := float32(0)
	if len(b.above.Children()) > 0 {
		high = b.above.HeightFor(size.Width)
	}
	b.above.Move(fyne.NewPos(0, 0))
	b.above.Resize(fyne.NewSize(size.Width, high))
	if b.screen != nil {
		b.screen.Move(fyne.NewPos(0, high))
		b.screen.Resize(fyne.NewSize(size.Width, max(0, size.Height-high)))
	}
}

// MinSize is small: every screen scrolls.
func (b *body) MinSize([]fyne.CanvasObject) fyne.Size {
	if b.screen == nil {
		return fyne.NewSize(0, 0)
	}
	return b.screen.MinSize()
}

func (b *body) show(o fyne.CanvasObject) {
	b.screen, b.told = o, nil
	b.set()
}

// busy says what is going on, with a way to cancel it where there is one.
func (b *body) busy(says string, cancel func()) *part.Progress {
	p := part.NewProgress(says, cancel)
	b.working = append(b.working, p)
	b.set()
	return p
}

// done takes away what is no longer going on.
func (b *body) done(p *part.Progress) {
	b.working = slices.DeleteFunc(b.working, func(x *part.Progress) bool { return x == p })
	b.set()
}

// tell shows a short line until the next screen.
func (b *body) tell(says string) {
	b.told = part.NewCalm(part.NewBold(says)).Tight()
	b.set()
}
