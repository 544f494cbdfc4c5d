package part

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"leverarch/app/lang"
	"leverarch/screens/look"
)

// Status is what a pill says, beside its words.
type Status int

// The things a pill can say. None is said by colour alone: each has a drawing.
const (
	Neutral Status = iota
	Due            // a deadline to come
	Late           // a deadline that has gone by
	Waiting        // somebody else has something to do
	Done           // it is done
	Yours          // whose it is: the family's, in a round pill
	Theirs         // whose it is: somebody else's, in one with corners
	Here           // a step of the way: here now
	Ahead          // the next step
	NotYet         // a step that has not come
)

// Pill is a word or two with a colour and a drawing: "8 days left".
type Pill struct {
	kin
	status  Status
	words   *Text
	back    box
	picture *canvas.Image
}

// NewPill makes a pill.
func NewPill(status Status, words string) *Pill {
	p := &Pill{status: status, words: newText(words, look.Small, fyne.TextStyle{Bold: true}, look.Ink).OneLine(), back: newBox(0), picture: canvas.NewImageFromResource(nil)}
	p.ExtendBaseWidget(p)
	p.paint()
	return p
}

// Set changes what the pill says.
func (p *Pill) Set(status Status, words string) {
	if p.status == status && p.words.words == words {
		return
	}
	p.status = status
	p.words.words = words
	p.Refresh()
	p.grown()
}

// Words gives the words as they are shown.
func (p *Pill) Words() string { return p.words.says() }

func (p *Pill) colours() (icon look.Icon, fill, line, ink look.Colour) {
	switch p.status {
	case Due:
		return look.Clock, look.Amber, look.Amber, look.OnAmber
	case Late:
		return look.Warning, look.AmberPaper, look.Amber, look.Amber
	case Waiting:
		return look.Clock, look.TealPaper, look.TealPaper, look.Teal
	case Done:
		return look.Check, look.TealPaper, look.Teal, look.Teal
	case Yours:
		return look.People, look.Card, look.Teal, look.Teal
	case Theirs:
		return look.Documents, look.Card, look.Ink, look.Ink
	case Here:
		return look.Arrow, look.Teal, look.Teal, look.OnTeal
	case Ahead:
		return "", look.Card, look.Teal, look.Teal
	case NotYet:
		return "", look.Card, look.CardLine, look.Quiet
	}
	return "", look.Plain, look.Plain, look.Ink
}

func (p *Pill) natural() float32 { return p.least().Width }

// CreateRenderer is for Fyne.
func (p *Pill) CreateRenderer() fyne.WidgetRenderer { return face{p} }

func (p *Pill) shapes() []fyne.CanvasObject {
	return []fyne.CanvasObject{p.back.Rectangle, p.picture, p.words}
}

func (p *Pill) paint() {
	icon, fill, line, ink := p.colours()
	if look.InContrast() {
		line = ink
	}
	p.back.paint(fill, line, 1)
	p.words.colour = ink
	p.words.Refresh()
	p.picture.Hidden = icon == ""
	if icon != "" {
		p.picture.Resource = icon.In(ink)
		p.picture.Refresh()
	}
}

func (p *Pill) lay(size fyne.Size) {
	p.back.CornerRadius = size.Height / 2
	if p.status == Theirs {
		p.back.CornerRadius = 3
	}
	p.back.Resize(size)
	x := look.Gap(11)
	if !p.picture.Hidden {
		edge := 15 * look.Scale()
		p.picture.Resize(fyne.NewSquareSize(edge))
		p.picture.Move(fyne.NewPos(x-look.Gap(2), (size.Height-edge)/2))
		x += edge + look.Gap(3)
	}
	place(p.words, x, (size.Height-p.words.pitch())/2, max(0, size.Width-x-look.Gap(6)), p.words.pitch())
}

func (p *Pill) least() fyne.Size {
	w := p.words.least().Width + 2*look.Gap(11)
	if icon, _, _, _ := p.colours(); icon != "" {
		w += 15*look.Scale() + look.Gap(3)
	}
	return fyne.NewSize(w, p.words.pitch()+look.Gap(5))
}

// Picture beside words, for empty lists.
type glyph struct {
	kin
	icon    look.Icon
	colour  look.Colour
	edge    float32
	picture *canvas.Image
}

func newGlyph(icon look.Icon, colour look.Colour, edge float32) *glyph {
	g := &glyph{icon: icon, colour: colour, edge: edge, picture: canvas.NewImageFromResource(nil)}
	g.ExtendBaseWidget(g)
	g.paint()
	return g
}

// CreateRenderer is for Fyne.
func (g *glyph) CreateRenderer() fyne.WidgetRenderer { return face{g} }

func (g *glyph) natural() float32            { return g.edge * look.Scale() }
func (g *glyph) shapes() []fyne.CanvasObject { return []fyne.CanvasObject{g.picture} }
func (g *glyph) paint() {
	g.picture.Resource = g.icon.In(g.colour)
	g.picture.Refresh()
}

func (g *glyph) lay(size fyne.Size) {
	g.picture.Resize(fyne.NewSquareSize(g.edge * look.Scale()))
}
func (g *glyph) least() fyne.Size { return fyne.NewSquareSize(g.edge * look.Scale()) }

// NewDrawing makes a drawing that stands alone, 24 high at plain text size.
func NewDrawing(icon look.Icon, colour look.Colour) fyne.CanvasObject {
	return newGlyph(icon, colour, 24)
}

// NewEmpty says something useful where a list has nothing in it. The action may
// be nil.
func NewEmpty(icon look.Icon, heading, words string, action *Action) *Card {
	items := []fyne.CanvasObject{newGlyph(icon, look.Teal, 32), NewHeading(heading), NewText(words)}
	if action != nil {
		items = append(items, action)
	}
	return NewCard(items...)
}

// Progress says what is happening, how far it is, and lets it be stopped.
type Progress struct {
	kin
	words      *Text
	stop       *Action
	share      float32
	stopping   bool
	track, bar box
}

// NewProgress makes one. Without onCancel there is no button.
func NewProgress(words string, onCancel func()) *Progress {
	p := &Progress{words: NewText(words), share: -1, track: newBox(5), bar: newBox(5)}
	p.stop = NewAction(look.Close, lang.T("Cancel"), func() {
		p.stopping = true
		p.stop.Disable()
		p.words.Set(lang.T("Stopping now."))
		onCancel()
	})
	p.stop.Hidden = onCancel == nil
	p.ExtendBaseWidget(p)
	adopt(p, p.Children())
	p.paint()
	return p
}

// Set changes how far it is, from 0 to 1 or below 0 where that is not known, and
// what is happening. Once it was told to stop it says that until it has.
func (p *Progress) Set(share float32, words string) {
	was := p.share
	p.share = min(share, 1)
	if !p.stopping {
		p.words.Set(words)
	}
	p.Refresh()
	if was < 0 != (p.share < 0) {
		p.grown() // the bar takes room of its own
	}
}

// Children gives the words and the button.
func (p *Progress) Children() []fyne.CanvasObject { return []fyne.CanvasObject{p.words, p.stop} }
func (p *Progress) arrange()                      { p.lay(p.Size()) }

// HeightFor says how high it is at a width.
func (p *Progress) HeightFor(width float32) float32 { return p.run(width, nil) }

func (p *Progress) run(width float32, put func(o fyne.CanvasObject, y, width, height float32)) float32 {
	if put == nil {
		put = func(fyne.CanvasObject, float32, float32, float32) {}
	}
	y := p.words.HeightFor(width)
	put(p.words, 0, width, y)
	y += look.Gap(8)
	if p.share >= 0 {
		put(p.track, y, width, 10)
		put(p.bar, y, width*p.share, 10)
		y += 10 + look.Gap(12)
	}
	if p.stop.Visible() {
		h := p.stop.least()
		put(p.stop, y, min(width, h.Width), h.Height)
		y += h.Height
	}
	return y
}

// CreateRenderer is for Fyne.
func (p *Progress) CreateRenderer() fyne.WidgetRenderer { return face{p} }

func (p *Progress) shapes() []fyne.CanvasObject {
	return []fyne.CanvasObject{p.words, p.track.Rectangle, p.bar.Rectangle, p.stop}
}

func (p *Progress) paint() {
	p.track.paint(look.Plain, look.InputLine, 1)
	p.bar.paint(look.Teal, "", 0)
	p.track.Hidden, p.bar.Hidden = p.share < 0, p.share < 0
}

func (p *Progress) lay(size fyne.Size) {
	if size.Width > 0 {
		p.run(size.Width, func(o fyne.CanvasObject, y, w, h float32) { place(o, 0, y, w, h) })
	}
}

func (p *Progress) least() fyne.Size {
	w := p.Size().Width
	if w <= 0 {
		w = unlaid()
	}
	return fyne.NewSize(p.stop.least().Width, p.HeightFor(w))
}
