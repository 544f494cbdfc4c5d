package part

import (
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"

	"leverarch/app/lang"
	"leverarch/screens/look"
)

// Picture shows a page: as wide as there is room, or nearer, with marks over words
// of it. A page without a picture is shown as its words. Words are chosen with the
// mouse, or with Shift and the arrows, and copied.
//
// Plus, minus and 0 change how near; the arrows and Page Up and Down move it, and
// at its end turn the page; Home and End go to its ends, and from there to the first
// page and the last.
type Picture struct {
	kin
	// OnTurn is asked for the page before (-1) or after (1), OnEnds for the first
	// (-1) or the last (1).
	OnTurn, OnEnds func(by int)
	// OnChoose is told when other words are chosen, or none.
	OnChoose func()
	// OnWant is told when the page is shown so large that another picture of it
	// would be sharper: see Wants.
	OnWant func()
	// OnZoom is told when the page is shown nearer or further.
	OnZoom func()

	words   *Text
	veil    *Stack // over a page while names are hidden
	bare    int    // which time of hiding names it was asked for all the same
	page    *canvas.Image
	source  image.Image
	said    PageWords
	text    *textPage // where the words are shown in place of a picture
	marks   []Run
	at      int // the mark that stands out
	chosen  Run
	anchor  int // the word that choosing began at
	some    bool
	pressed bool
	shift   bool
	boxes   []*canvas.Rectangle
	zoom    float32
	whole   bool // the whole page is seen at once
	wanted  int
	scroll  *container.Scroll
	sheet   *pictureSheet
	focused bool
	rim     box
}

// NewPicture makes a picture with nothing on it yet.
func NewPicture() *Picture {
	p := &Picture{words: NewText("").Centred(), page: canvas.NewImageFromImage(nil), zoom: 1, rim: newRing(0)}
	p.page.FillMode = canvas.ImageFillStretch
	// It is drawn for the size it is shown at. Scaled in software, a large page would
	// take a hundred megabytes while that lasts.
	p.page.ScaleMode = canvas.ImageScaleFastest
	p.page.Hide()
	p.sheet = &pictureSheet{p: p, paper: newBox(4)}
	p.sheet.ExtendBaseWidget(p.sheet)
	p.scroll = container.NewScroll(p.sheet)
	p.scroll.OnScrolled = func(fyne.Position) {
		if p.text != nil {
			p.sheet.Refresh() // only the lines in sight are drawn
		}
	}
	p.veil = NewStack(
		NewText(lang.T("This page is covered, because names are hidden. A letter may have names on it that we do not know.")),
		NewFlow(NewAction(look.Eye, lang.T("Show this page"), p.unveil)),
	)
	p.veil.Hidden = true
	p.ExtendBaseWidget(p)
	return p
}

// Veiled reports whether the page is covered because names are hidden. One that is
// shown as its words is not: there the names alone are hidden.
func (p *Picture) Veiled() bool {
	return Covered() && p.source != nil && p.bare != covered.times
}

// unveil shows the page all the same, until another is turned to.
func (p *Picture) unveil() {
	p.bare = covered.times
	p.draw()
	p.Focus()
}

// AccessibilityLabel names it for a screen reader.
func (p *Picture) AccessibilityLabel() string { return lang.T("Page") }

// AccessibilityRole says what holds the picture: Fyne has no role for one.
func (p *Picture) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleContainer }

// Wait shows words in the place of a picture, and holds nothing of the page before.
func (p *Picture) Wait(words string) {
	p.empty()
	p.page.Hide()
	p.words.words = words
	p.words.Hidden = words == ""
	p.words.Refresh()
	p.draw()
}

func (p *Picture) empty() {
	p.source, p.page.Image, p.text = nil, nil, nil
	p.said, p.marks, p.at = PageWords{}, nil, 0
	p.Choose(Run{0, -1})
}

// Put shows a page, from its top.
func (p *Picture) Put(page image.Image) {
	p.empty()
	p.source, p.page.Image, p.bare = page, page, 0
	p.page.Refresh()
	p.words.Hidden = true
	p.page.Show()
	p.draw()
	p.scroll.ScrollToTop()
}

// Sharpen puts another picture of the same page in the place of the one shown.
func (p *Picture) Sharpen(page image.Image) {
	if p.source != nil {
		p.source, p.page.Image = page, page
		p.page.Refresh()
		p.draw()
	}
}

// PutWords shows the words of a page that has no picture, from its top. The first
// lines up to an empty one stand out where headed is set: the head of an email.
func (p *Picture) PutWords(w PageWords, headed bool) {
	p.empty()
	p.page.Hide()
	p.words.Hidden = true
	p.said = w
	p.text = &textPage{headed: headed}
	p.draw()
	p.scroll.ScrollToTop()
}

// Say gives the words of the page shown, so that they can be marked and chosen.
func (p *Picture) Say(w PageWords) { p.said = w }

// Mark puts marks over words of the page. The one at that place among them stands
// out and is brought into view.
func (p *Picture) Mark(at int, runs ...Run) {
	p.marks, p.at = runs, at
	p.draw()
	if at < len(runs) {
		p.show(runs[at])
	}
}

// show brings words into view.
func (p *Picture) show(r Run) {
	spots := p.spots(r)
	if len(spots) == 0 {
		return
	}
	first, last, view := spots[0], spots[len(spots)-1], p.scroll.Size()
	x, y := p.scroll.Offset.X, p.scroll.Offset.Y
	if first.y < y+look.Gap(8) || last.y+last.h > y+view.Height-look.Gap(8) {
		y = first.y - view.Height/3
	}
	if first.x < x || first.x+first.w > x+view.Width {
		x = first.x - view.Width/3
	}
	p.to(x, y)
}

// Marks says how many places are marked.
func (p *Picture) Marks() int { return len(p.marks) }

// Empty reports whether no page is shown.
func (p *Picture) Empty() bool { return p.source == nil && p.text == nil }

// Words gives what the page says where it is shown as its words.
func (p *Picture) Words() string {
	if p.text != nil {
		return seen(p.said.Text)
	}
	return ""
}

// Zoom shows the page so many times as large as fits, from 1 to 4.
func (p *Picture) Zoom(factor float32) {
	before := p.sheet.size()
	p.zoom, p.whole = max(1, min(factor, 4)), false
	p.rezoomed(before)
}

// rezoomed keeps the middle of what is seen in the middle.
func (p *Picture) rezoomed(before fyne.Size) {
	view, at := p.scroll.Size(), p.scroll.Offset
	p.draw()
	if p.OnZoom != nil {
		p.OnZoom()
	}
	if after := p.sheet.size(); before.Height > 0 && before.Width > 0 {
		p.to((at.X+view.Width/2)*after.Width/before.Width-view.Width/2, (at.Y+view.Height/2)*after.Height/before.Height-view.Height/2)
	}
}

// Whole shows the whole page at once, or as wide as there is room.
func (p *Picture) Whole(on bool) {
	before := p.sheet.size()
	p.zoom, p.whole = 1, on
	p.rezoomed(before)
}

// Zoomed gives how many times as large as fits the page is shown.
func (p *Picture) Zoomed() float32 { return p.zoom }

// AtWidth reports whether the page is just as wide as there is room.
func (p *Picture) AtWidth() bool { return p.zoom == 1 && !p.whole }

// Nearer and Further change the zoom by one step.
func (p *Picture) Nearer() { p.Zoom(p.zoom * 1.25) }

// Further shows the page smaller.
func (p *Picture) Further() { p.Zoom(p.zoom / 1.25) }

// Wants gives how many pixels wide a picture of the page must be to be sharp as it
// is shown; 0 while that is not known.
func (p *Picture) Wants() int {
	w := p.pageWidth()
	if w <= 0 {
		return 0
	}
	return int(w*p.pixels() + 0.5)
}

func (p *Picture) pixels() float32 {
	if c := canvasOf(p); c != nil {
		return c.Scale()
	}
	return 1
}

// pageWidth is how wide the page is shown.
func (p *Picture) pageWidth() float32 {
	room, pad := p.Size(), look.Gap(12)
	w := (room.Width - 2*pad) * p.zoom
	if p.text != nil { // its letters grow, and its lines break where there is room
		return max(0, min(room.Width-2*pad, (Reading+80)*look.Scale()*p.zoom))
	}
	if p.whole && p.source != nil {
		if b := p.source.Bounds(); b.Dy() > 0 {
			w = min(w, (room.Height-2*pad)*float32(b.Dx())/float32(b.Dy()))
		}
	}
	return max(0, w)
}

func (p *Picture) draw() {
	p.Refresh()
	p.scroll.Refresh()
}

func (p *Picture) to(x, y float32) {
	s, view := p.sheet.size(), p.scroll.Size()
	p.scroll.ScrollToOffset(fyne.NewPos(max(0, min(x, s.Width-view.Width)), max(0, min(y, s.Height-view.Height))))
	if p.text != nil {
		p.sheet.Refresh()
	}
}

// Focus gives the picture the keyboard.
func (p *Picture) Focus() { focusOn(p) }

// FocusGained is for Fyne.
func (p *Picture) FocusGained() {
	p.focused, p.shift = true, false
	p.Refresh()
}

// FocusLost is for Fyne.
func (p *Picture) FocusLost() {
	p.focused = false
	p.Refresh()
}

// KeyDown is for Fyne: it says when Shift is held.
func (p *Picture) KeyDown(key *fyne.KeyEvent) { p.shifted(key, true) }

// KeyUp is for Fyne.
func (p *Picture) KeyUp(key *fyne.KeyEvent) { p.shifted(key, false) }

func (p *Picture) shifted(key *fyne.KeyEvent, on bool) {
	if key.Name == desktop.KeyShiftLeft || key.Name == desktop.KeyShiftRight {
		p.shift = on
	}
}

// TypedRune changes how near the page is.
func (p *Picture) TypedRune(r rune) {
	OnUse()
	switch r {
	case '+', '=':
		p.Nearer()
	case '-':
		p.Further()
	case '0':
		p.Whole(false)
	}
}

// TypedShortcut copies what is chosen, or chooses the whole page; the window has
// the rest.
func (p *Picture) TypedShortcut(s fyne.Shortcut) {
	switch s.(type) {
	case *fyne.ShortcutCopy:
		p.Copy()
	case *fyne.ShortcutSelectAll:
		p.Choose(Run{0, len(p.said.At) - 1})
	default:
		if c, ok := canvasOf(p).(fyne.Shortcutable); ok {
			c.TypedShortcut(s)
		}
	}
}

// TypedKey moves the page, or chooses words while Shift is held.
func (p *Picture) TypedKey(key *fyne.KeyEvent) {
	OnUse()
	if p.shift && p.extend(key.Name) {
		return
	}
	at, view := p.scroll.Offset, p.scroll.Size()
	switch key.Name {
	case fyne.KeyDown:
		p.to(at.X, at.Y+60)
	case fyne.KeyUp:
		p.to(at.X, at.Y-60)
	case fyne.KeyRight:
		p.to(at.X+60, at.Y)
	case fyne.KeyLeft:
		p.to(at.X-60, at.Y)
	case fyne.KeyPageDown, fyne.KeySpace:
		p.step(1, view.Height*0.9, p.OnTurn)
	case fyne.KeyPageUp:
		p.step(-1, view.Height*0.9, p.OnTurn)
	case fyne.KeyHome:
		p.step(-1, p.sheet.size().Height, p.OnEnds)
	case fyne.KeyEnd:
		p.step(1, p.sheet.size().Height, p.OnEnds)
	case fyne.KeyEscape:
		if p.some {
			p.Choose(Run{0, -1})
			return
		}
		pass(p, key)
	default:
		pass(p, key)
	}
}

// step moves so far; where there is no more of the page it turns to another.
func (p *Picture) step(by int, far float32, turn func(int)) {
	end := p.sheet.size().Height - p.scroll.Size().Height
	if by > 0 && p.scroll.Offset.Y >= end-1 || by < 0 && p.scroll.Offset.Y <= 1 {
		if turn != nil {
			turn(by)
		}
		return
	}
	p.to(p.scroll.Offset.X, p.scroll.Offset.Y+float32(by)*far)
}

// Foot shows the end of the page.
func (p *Picture) Foot() { p.to(p.scroll.Offset.X, p.sheet.size().Height) }

// CreateRenderer is for Fyne.
func (p *Picture) CreateRenderer() fyne.WidgetRenderer { return face{p} }

func (p *Picture) shapes() []fyne.CanvasObject {
	return []fyne.CanvasObject{p.scroll, p.veil, p.words, p.rim.Rectangle}
}

func (p *Picture) paint() {}

func (p *Picture) lay(size fyne.Size) {
	pad := look.Gap(20)
	w := max(1, size.Width-2*pad)
	h := p.words.HeightFor(w)
	place(p.words, pad, max(0, (size.Height-h)/2), w, h)
	p.veil.Hidden = !p.Veiled()
	if p.scroll.Visible() == p.Veiled() {
		show(p.scroll, !p.Veiled())
	}
	if p.Veiled() {
		w := min(w, Reading*look.Scale())
		h := p.veil.HeightFor(w)
		place(p.veil, (size.Width-w)/2, max(0, (size.Height-h)/2), w, h)
	}
	p.scroll.Resize(size)
	p.sheet.lay(p.sheet.size())
	p.rim.paint("", look.Ring, ringWide)
	p.rim.Resize(size)
	p.rim.Hidden = !p.focused
	if w := p.Wants(); w > 0 && w != p.wanted {
		p.wanted = w
		if p.OnWant != nil {
			p.OnWant()
		}
	}
}

func (p *Picture) least() fyne.Size { return fyne.NewSize(160, 120) }

// pictureSheet is what scrolls: the page, the marks, and what is chosen.
type pictureSheet struct {
	kin
	p     *Picture
	paper box
}

// size is how large the sheet is, with the room round the page.
func (s *pictureSheet) size() fyne.Size {
	p, pad := s.p, 2*look.Gap(12)
	w := p.pageWidth()
	if w <= 0 {
		return fyne.Size{}
	}
	switch {
	case p.text != nil:
		p.text.flow(&p.said, w, p.zoom)
		return fyne.NewSize(w+pad, p.text.height+pad)
	case p.source != nil && p.source.Bounds().Dx() > 0:
		b := p.source.Bounds()
		return fyne.NewSize(w+pad, w*float32(b.Dy())/float32(b.Dx())+pad)
	}
	return fyne.Size{}
}

// inner gives where the page stands on the sheet.
func (s *pictureSheet) inner() (x, y, w, h float32) {
	size, pad := s.size(), look.Gap(12)
	x = pad + max(0, (s.p.Size().Width-size.Width)/2) // in the middle where it is narrow
	return x, pad, max(0, size.Width-2*pad), max(0, size.Height-2*pad)
}

// CreateRenderer is for Fyne.
func (s *pictureSheet) CreateRenderer() fyne.WidgetRenderer { return face{s} }

func (s *pictureSheet) shapes() []fyne.CanvasObject {
	p := s.p
	all := []fyne.CanvasObject{s.paper.Rectangle, p.page}
	for _, b := range p.boxes {
		all = append(all, b)
	}
	if p.text != nil {
		for _, l := range p.text.lines {
			all = append(all, l)
		}
	}
	return all
}

func (s *pictureSheet) paint() { s.lay(s.Size()) }

func (s *pictureSheet) lay(fyne.Size) {
	p := s.p
	x, y, w, h := s.inner()
	s.paper.Hidden = p.text == nil
	s.paper.paint(look.Card, look.CardLine, 1)
	s.paper.Move(fyne.NewPos(x, y))
	s.paper.Resize(fyne.NewSize(w, h))
	if p.source != nil && w > 0 {
		p.page.Move(fyne.NewPos(x, y))
		p.page.Resize(fyne.NewSize(w, h))
	}
	if p.text != nil {
		p.text.draw(x, y, p.scroll.Offset.Y, p.scroll.Size().Height)
	}
	s.layMarks()
}

// layMarks lays a box over each line of what is marked and what is chosen.
func (s *pictureSheet) layMarks() {
	p, n := s.p, 0
	put := func(r Run, fill look.Colour, line look.Colour, wide float32) {
		for _, b := range p.spots(r) {
			if n == len(p.boxes) {
				box := canvas.NewRectangle(look.Of(look.Mark))
				box.CornerRadius = 3
				p.boxes = append(p.boxes, box)
			}
			box := p.boxes[n]
			n++
			box.FillColor, box.StrokeColor, box.StrokeWidth = look.Of(fill), look.Of(line), wide
			box.Move(fyne.NewPos(b.x-2, b.y-2))
			box.Resize(fyne.NewSize(b.w+4, b.h+4))
		}
	}
	for i, r := range p.marks {
		wide := float32(1)
		if i == p.at && len(p.marks) > 1 {
			wide = 3
		}
		put(r, look.Mark, look.Amber, wide)
	}
	if p.some {
		put(p.chosen, look.Chosen, look.Teal, 0)
	}
	clear(p.boxes[n:])
	p.boxes = p.boxes[:n]
}

func (s *pictureSheet) least() fyne.Size { return s.size() }
