package screens

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"leverarch/app/lang"
	"leverarch/screens/look"
	"leverarch/screens/part"
)

// body is the window beside the sidebar: above, what is going on; below it the
// screen that is shown; at the foot, what was just done and the way to undo it.
type body struct {
	shell   *Shell
	content *fyne.Container
	above   *part.Stack
	below   *part.Stack
	banner  fyne.CanvasObject
	working []*part.Progress
	screen  fyne.CanvasObject
	undo    func() // takes back what the foot says was done; nil where nothing can be
}

func newBody(s *Shell) *body {
	b := &body{shell: s, above: part.NewStack().Close(0), below: part.NewStack().Close(0)}
	b.content = container.New(b)
	if s.file.IsSample() {
		b.banner = part.NewCalm(part.NewStack(
			part.NewSmall(lang.T("Sample family, on %s. Nothing here is kept.", s.file.Today().Written())),
			s.outOfSample()).Close(0)).Tight()
	}
	b.set()
	return b
}

// set puts what there is to say above and under the screen, in the order of the
// keyboard.
func (b *body) set() {
	var items []fyne.CanvasObject
	if b.banner != nil {
		items = append(items, b.banner)
	}
	if b.shell.public {
		items = append(items, b.shell.publicLine())
	}
	for _, p := range b.working {
		items = append(items, part.NewCalm(p).Tight())
	}
	b.above.Set(items...)
	b.content.Objects = []fyne.CanvasObject{b.above}
	if b.screen != nil {
		b.content.Objects = append(b.content.Objects, b.screen)
	}
	b.content.Objects = append(b.content.Objects, b.below)
	b.content.Refresh()
}

// Layout gives what is above and under it the height its words need, and the
// screen the rest.
func (b *body) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	high, foot := float32(0), float32(0)
	if len(b.above.Children()) > 0 {
		high = b.above.HeightFor(size.Width)
	}
	if len(b.below.Children()) > 0 {
		foot = b.below.HeightFor(size.Width)
	}
	b.above.Move(fyne.NewPos(0, 0))
	b.above.Resize(fyne.NewSize(size.Width, high))
	if b.screen != nil {
		b.screen.Move(fyne.NewPos(0, high))
		b.screen.Resize(fyne.NewSize(size.Width, max(0, size.Height-high-foot)))
	}
	b.below.Move(fyne.NewPos(0, size.Height-foot))
	b.below.Resize(fyne.NewSize(size.Width, foot))
}

// MinSize is small: every screen scrolls.
func (b *body) MinSize([]fyne.CanvasObject) fyne.Size {
	if b.screen == nil {
		return fyne.NewSize(0, 0)
	}
	return b.screen.MinSize()
}

func (b *body) show(o fyne.CanvasObject) {
	b.screen, b.undo = o, nil
	b.below.Set()
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

// tell shows a short line until the next screen, with a way to take back what it
// says was done where there is one.
func (b *body) tell(says string, undo func()) {
	b.undo = undo
	var press fyne.CanvasObject
	if undo != nil {
		press = part.NewAction(look.Back, lang.T("Undo"), b.takeBack)
	}
	b.below.Set(part.NewCalm(part.NewRow(nil, 0, part.NewBold(says), press)).Tight())
	b.set()
}

// takeBack takes back what was done, once.
func (b *body) takeBack() {
	undo := b.undo
	b.undo = nil
	if undo != nil {
		undo()
	}
}
