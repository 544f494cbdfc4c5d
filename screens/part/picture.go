package part

import (
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"golang.org/x/image/draw"

	"leverarch/screens/look"
)

// Box is a place on a picture, as parts of its width and height from the top
// left: 0 to 1.
type Box struct{ X, Y, Width, Height float32 }

// Picture shows a page: as wide as there is room, or nearer, with marks over
// words of it. Plus, minus and 0 change how near; the arrows move it.
type Picture struct {
	kin
	words   *Text
	page    *canvas.Image
	source  image.Image
	marks   []Box
	boxes   []*canvas.Rectangle
	zoom    float32
	scroll  *container.Scroll
	sheet   *pictureSheet
	focused bool
	rim     box
}

// NewPicture makes a picture with nothing on it yet.
func NewPicture() *Picture {
	p := &Picture{words: NewText("").Centred(), page: canvas.NewImageFromImage(nil), zoom: 1, rim: newRing(0)}
	p.page.FillMode = canvas.ImageFillStretch
	p.page.Hide()
	p.sheet = &pictureSheet{p: p}
	p.sheet.ExtendBaseWidget(p.sheet)
	p.scroll = container.NewScroll(p.sheet)
	p.ExtendBaseWidget(p)
	return p
}

// AccessibilityLabel names it for a screen reader.
func (p *Picture) AccessibilityLabel() string { return "Page" }

// AccessibilityRole says what holds the picture: Fyne has no role for one.
func (p *Picture) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleContainer }

// Wait shows words in the place of a picture.
func (p *Picture) Wait(words string) {
	p.source, p.page.Image = nil, nil
	p.page.Hide()
	p.marks = nil
	p.words.words = words
	p.words.Hidden = words == ""
	p.words.Refresh()
	p.draw()
}

// Put shows a page.
func (p *Picture) Put(page image.Image) {
	p.source, p.page.Image = page, nil
	p.words.Hidden = true
	p.page.Show()
	p.marks = nil
	p.draw()
	p.scroll.ScrollToTop()
}

// Mark puts a mark over places of the page and brings the first into view.
func (p *Picture) Mark(boxes ...Box) {
	p.marks = boxes
	p.draw()
	if len(boxes) > 0 {
		y := boxes[0].Y*p.sheet.size().Height - p.scroll.Size().Height/3
		p.to(p.scroll.Offset.X, y)
	}
}

// Marks says how many places are marked.
func (p *Picture) Marks() int { return len(p.marks) }

// Zoom shows the page so many times as large as fits, from 1 to 4.
func (p *Picture) Zoom(factor float32) {
	p.zoom = max(1, min(factor, 4))
	p.draw()
}

// Nearer and Further change the zoom by one step.
func (p *Picture) Nearer() { p.Zoom(p.zoom * 1.25) }

// Further shows the page smaller.
func (p *Picture) Further() { p.Zoom(p.zoom / 1.25) }

func (p *Picture) draw() {
	p.Refresh()
	p.scroll.Refresh()
}

func (p *Picture) to(x, y float32) {
	s, view := p.sheet.size(), p.scroll.Size()
	p.scroll.ScrollToOffset(fyne.NewPos(max(0, min(x, s.Width-view.Width)), max(0, min(y, s.Height-view.Height))))
}

// Tapped gives the picture the keyboard.
func (p *Picture) Tapped(*fyne.PointEvent) { p.Focus() }

// Focus gives the picture the keyboard.
func (p *Picture) Focus() { focusOn(p) }

// FocusGained is for Fyne.
func (p *Picture) FocusGained() {
	p.focused = true
	p.Refresh()
}

// FocusLost is for Fyne.
func (p *Picture) FocusLost() {
	p.focused = false
	p.Refresh()
}

// TypedRune changes how near the page is.
func (p *Picture) TypedRune(r rune) {
	switch r {
	case '+', '=':
		p.Nearer()
	case '-':
		p.Further()
	case '0':
		p.Zoom(1)
	}
}

// TypedKey moves the page.
func (p *Picture) TypedKey(key *fyne.KeyEvent) {
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
		p.to(at.X, at.Y+view.Height*0.9)
	case fyne.KeyPageUp:
		p.to(at.X, at.Y-view.Height*0.9)
	case fyne.KeyHome:
		p.to(0, 0)
	case fyne.KeyEnd:
		p.to(at.X, p.sheet.size().Height)
	default:
		pass(p, key)
	}
}

// CreateRenderer is for Fyne.
func (p *Picture) CreateRenderer() fyne.WidgetRenderer { return face{p} }

func (p *Picture) shapes() []fyne.CanvasObject {
	return []fyne.CanvasObject{p.scroll, p.words, p.rim.Rectangle}
}

func (p *Picture) paint() {
	clear(p.boxes)
	p.boxes = p.boxes[:0]
	for range p.marks {
		r := canvas.NewRectangle(look.Of(look.Mark))
		r.CornerRadius = 3
		r.StrokeColor, r.StrokeWidth = look.Of(look.Amber), 1
		p.boxes = append(p.boxes, r)
	}
}

func (p *Picture) lay(size fyne.Size) {
	pad := look.Gap(20)
	w := max(1, size.Width-2*pad)
	h := p.words.HeightFor(w)
	place(p.words, pad, max(0, (size.Height-h)/2), w, h)
	p.scroll.Resize(size)
	p.sheet.lay(p.sheet.size())
	p.rim.paint("", look.Ring, ringWide)
	p.rim.Resize(size)
	p.rim.Hidden = !p.focused
}

func (p *Picture) least() fyne.Size { return fyne.NewSize(160, 120) }

// pictureSheet is what scrolls: the page and the marks.
type pictureSheet struct {
	kin
	p *Picture
}

func (s *pictureSheet) size() fyne.Size {
	p := s.p
	if p.source == nil {
		return fyne.Size{}
	}
	b := p.source.Bounds()
	w := (p.Size().Width - 2*look.Gap(12)) * p.zoom
	if b.Dx() == 0 || w <= 0 {
		return fyne.Size{}
	}
	pad := 2 * look.Gap(12)
	return fyne.NewSize(w+pad, w*float32(b.Dy())/float32(b.Dx())+pad)
}

// CreateRenderer is for Fyne.
func (s *pictureSheet) CreateRenderer() fyne.WidgetRenderer { return face{s} }

func (s *pictureSheet) shapes() []fyne.CanvasObject {
	all := []fyne.CanvasObject{s.p.page}
	for _, b := range s.p.boxes {
		all = append(all, b)
	}
	return all
}

func (s *pictureSheet) paint() {}
func (s *pictureSheet) lay(fyne.Size) {
	p, size, pad := s.p, s.size(), look.Gap(12)
	if size.IsZero() {
		return
	}
	w, h := size.Width-2*pad, size.Height-2*pad
	p.page.Move(fyne.NewPos(pad, pad))
	p.sharpen(w, h)
	p.page.Resize(fyne.NewSize(w, h))
	for i, m := range p.marks[:min(len(p.marks), len(p.boxes))] {
		p.boxes[i].Move(fyne.NewPos(pad+m.X*w-2, pad+m.Y*h-2))
		p.boxes[i].Resize(fyne.NewSize(m.Width*w+4, m.Height*h+4))
	}
}

func (s *pictureSheet) least() fyne.Size { return s.size() }

// sharpen makes the page ready for the size it is shown at: a page drawn much
// larger than that comes out ragged when the screen makes it small.
func (p *Picture) sharpen(width, height float32) {
	scale := float32(1)
	if c := canvasOf(p); c != nil {
		scale = c.Scale()
	}
	w, h := int(width*scale), int(height*scale)
	if p.source.Bounds().Dx() < w*5/4 || w < 1 || h < 1 {
		if p.page.Image != p.source {
			p.page.Image = p.source
			p.page.Refresh()
		}
		return
	}
	if p.page.Image != nil && p.page.Image.Bounds().Dx() == w {
		return
	}
	small := image.NewRGBA(image.Rect(0, 0, w, h))
	draw.BiLinear.Scale(small, small.Bounds(), p.source, p.source.Bounds(), draw.Src, nil)
	p.page.Image = small
	p.page.Refresh()
}
