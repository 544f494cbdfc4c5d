package part

import (
	"fmt"
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"leverarch/app/lang"
	"leverarch/screens/look"
)

// Thumbs is the pages of a document, small, one under another. Only those in sight
// are drawn, and only the pictures near them are held. The arrows, Page Up and
// Down, Home and End go from page to page.
type Thumbs struct {
	kin
	// OnWant is told when other pages come into sight: see Wants.
	OnWant func()

	pick     func(page int)
	count    int
	at       int
	pictures map[int]*canvas.Image
	noted    map[int]bool
	scroll   *container.Scroll
	sheet    *thumbSheet
	focused  bool
	back     box
	rim      box
}

// NewThumbs makes a row of no pages. Pick is told which page is pressed, from 1.
func NewThumbs(pick func(page int)) *Thumbs {
	t := &Thumbs{pick: pick, pictures: map[int]*canvas.Image{}, back: newBox(0), rim: newRing(0)}
	t.sheet = &thumbSheet{of: t}
	t.sheet.ExtendBaseWidget(t.sheet)
	t.scroll = container.NewVScroll(t.sheet)
	t.scroll.OnScrolled = func(fyne.Position) { t.moved() }
	t.ExtendBaseWidget(t)
	return t
}

// AccessibilityLabel names it for a screen reader.
func (t *Thumbs) AccessibilityLabel() string { return lang.T("Pages") }

// AccessibilityRole says what it is.
func (t *Thumbs) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleContainer }

// Set shows so many pages, and lets go of every picture.
func (t *Thumbs) Set(count int) {
	t.count = count
	clear(t.pictures)
	t.Refresh()
	t.scroll.Refresh()
}

// Noted says which pages have a note.
func (t *Thumbs) Noted(pages map[int]bool) {
	t.noted = pages
	t.Refresh()
}

// At says which page is shown large, and brings it into sight.
func (t *Thumbs) At(page int) {
	t.at = page
	h, view := t.cell(), t.scroll.Size().Height
	switch top := float32(page-1) * h; {
	case top < t.scroll.Offset.Y:
		t.to(top)
	case top+h > t.scroll.Offset.Y+view:
		t.to(top + h - view)
	}
	t.Refresh()
}

func (t *Thumbs) to(y float32) {
	t.scroll.ScrollToOffset(fyne.NewPos(0, max(0, min(y, t.cell()*float32(t.count)-t.scroll.Size().Height))))
	t.moved()
}

// Put shows a page's picture.
func (t *Thumbs) Put(page int, img image.Image) {
	// One object a page: each new one would be sent to the screen anew.
	c := canvas.NewImageFromImage(img)
	c.FillMode, c.ScaleMode = canvas.ImageFillStretch, canvas.ImageScaleFastest
	t.pictures[page] = c
	t.Refresh()
}

// Wide is how wide a picture is, at plain text size and one pixel a unit.
const thumbWide = 96

// Wants gives the first page in sight that has no picture yet, or 0, and how many
// pixels wide its picture is to be.
func (t *Thumbs) Wants() (page, width int) {
	from, to := t.seen()
	for n := from; n <= to; n++ {
		if t.pictures[n] == nil {
			scale := float32(1)
			if c := canvasOf(t); c != nil {
				scale = c.Scale()
			}
			return n, int(thumbWide * look.Scale() * scale)
		}
	}
	return 0, 0
}

// seen gives the first page and the last in sight.
func (t *Thumbs) seen() (from, to int) {
	h := t.cell()
	from = int(t.scroll.Offset.Y/h) + 1
	to = int((t.scroll.Offset.Y+t.scroll.Size().Height)/h) + 1
	return from, min(to, t.count)
}

// moved lets go of pictures that are far from what is seen.
func (t *Thumbs) moved() {
	from, to := t.seen()
	for n := range t.pictures {
		if n < from-8 || n > to+8 {
			delete(t.pictures, n)
		}
	}
	t.sheet.Refresh()
	if t.OnWant != nil {
		t.OnWant()
	}
}

// cell is how high a page is with what stands under it.
func (t *Thumbs) cell() float32 {
	return thumbWide*look.Scale()*1.42 + NewSmall("").pitch() + look.Gap(12)
}

// Focus gives it the keyboard.
func (t *Thumbs) Focus() { focusOn(t) }

// FocusGained is for Fyne.
func (t *Thumbs) FocusGained() {
	t.focused = true
	t.Refresh()
}

// FocusLost is for Fyne.
func (t *Thumbs) FocusLost() {
	t.focused = false
	t.Refresh()
}

// TypedRune is for Fyne.
func (t *Thumbs) TypedRune(rune) { OnUse() }

// TypedKey goes to another page.
func (t *Thumbs) TypedKey(key *fyne.KeyEvent) {
	OnUse()
	to := t.at
	from, last := t.seen()
	switch key.Name {
	case fyne.KeyDown, fyne.KeyRight:
		to++
	case fyne.KeyUp, fyne.KeyLeft:
		to--
	case fyne.KeyPageDown:
		to += max(1, last-from)
	case fyne.KeyPageUp:
		to -= max(1, last-from)
	case fyne.KeyHome:
		to = 1
	case fyne.KeyEnd:
		to = t.count
	default:
		pass(t, key)
		return
	}
	if to = max(1, min(to, t.count)); to != t.at {
		t.pick(to)
	}
}

// CreateRenderer is for Fyne.
func (t *Thumbs) CreateRenderer() fyne.WidgetRenderer { return face{t} }

func (t *Thumbs) shapes() []fyne.CanvasObject {
	return []fyne.CanvasObject{t.back.Rectangle, t.scroll, t.rim.Rectangle}
}

func (t *Thumbs) paint() {
	t.back.paint(look.Side, "", 0)
	t.sheet.Refresh()
}

func (t *Thumbs) lay(size fyne.Size) {
	t.back.Resize(size)
	t.scroll.Resize(size)
	t.rim.paint("", look.Ring, ringWide)
	t.rim.Resize(size)
	t.rim.Hidden = !t.focused
}

func (t *Thumbs) least() fyne.Size {
	return fyne.NewSize(thumbWide*look.Scale()+2*look.Gap(18), 120)
}

// thumbSheet is what scrolls.
type thumbSheet struct {
	kin
	of    *Thumbs
	shown []fyne.CanvasObject
}

// Tapped goes to the page that is pressed.
func (s *thumbSheet) Tapped(e *fyne.PointEvent) {
	s.of.Focus()
	if n := int(e.Position.Y/s.of.cell()) + 1; n >= 1 && n <= s.of.count {
		s.of.pick(n)
	}
}

// CreateRenderer is for Fyne.
func (s *thumbSheet) CreateRenderer() fyne.WidgetRenderer { return face{s} }

func (s *thumbSheet) shapes() []fyne.CanvasObject { return s.shown }

// paint draws the pages in sight.
func (s *thumbSheet) paint() {
	t := s.of
	s.shown = nil
	from, to := t.seen()
	wide, h := thumbWide*look.Scale(), t.cell()
	room := t.Size().Width
	for n := from; n <= to; n++ {
		x, y := (room-wide)/2, float32(n-1)*h+look.Gap(8)
		high := wide * 1.414
		img := t.pictures[n]
		if Covered() {
			img = nil // a name on it may be read, however small it is
		}
		if img != nil {
			b := img.Image.Bounds()
			high = min(wide*1.42, wide*float32(b.Dy())/float32(max(1, b.Dx())))
		}
		frame := newBox(3)
		frame.paint(look.Card, look.CardLine, 1)
		if n == t.at {
			frame.paint(look.Card, look.Teal, 3)
		}
		frame.Move(fyne.NewPos(x-3, y-3))
		frame.Resize(fyne.NewSize(wide+6, high+6))
		s.shown = append(s.shown, frame.Rectangle)
		if img != nil {
			img.Move(fyne.NewPos(x, y))
			img.Resize(fyne.NewSize(wide, high))
			s.shown = append(s.shown, img)
		}
		says := fmt.Sprint(n)
		if t.noted[n] {
			says = lang.T("%d · note", n)
		}
		label := canvas.NewText(says, look.Of(look.Ink))
		label.TextSize, label.TextStyle.Bold = look.Pt(look.Small), n == t.at
		label.Alignment = fyne.TextAlignCenter
		label.Move(fyne.NewPos(0, y+wide*1.42+look.Gap(2)))
		label.Resize(fyne.NewSize(room, label.MinSize().Height))
		s.shown = append(s.shown, label)
	}
}

func (s *thumbSheet) lay(fyne.Size) {}

func (s *thumbSheet) least() fyne.Size { return fyne.NewSize(0, s.of.cell()*float32(s.of.count)) }
