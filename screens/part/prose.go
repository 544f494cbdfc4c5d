package part

import (
	"slices"
	"strings"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"leverarch/screens/look"
)

// Piece is a stretch of prose. One with something to do can be pressed.
type Piece struct {
	Words string
	Bold  bool
	Press func()
}

// Prose is words that wrap, some of which can be pressed where they stand.
type Prose struct {
	kin
	pieces []Piece
	atoms  []atom // of the pieces as they are shown
	colour look.Colour

	laid struct {
		pt, width float32
		turn      int
	}
	drawn []fyne.CanvasObject
}

// atom is what no row breaks: words, or parts of pieces with no space between.
type atom struct {
	parts []Piece // Words without spaces
	of    []int   // the piece each is of
}

// NewProse makes prose of pieces. Spaces belong to the words they stand in.
func NewProse(pieces ...Piece) *Prose {
	p := &Prose{pieces: pieces, colour: look.Ink}
	p.split()
	p.ExtendBaseWidget(p)
	return p
}

// split breaks the pieces where a row may break, as they are shown.
func (p *Prose) split() {
	if p.atoms != nil && p.laid.turn == covered.turn {
		return
	}
	p.atoms, p.laid.turn, p.laid.width = atomsOf(p.shown()), covered.turn, 0
}

// shown gives the pieces with what is shown of their words.
func (p *Prose) shown() []Piece {
	if !Covered() {
		return p.pieces
	}
	out := slices.Clone(p.pieces)
	for i := range out {
		out[i].Words = seen(out[i].Words)
	}
	return out
}

func atomsOf(pieces []Piece) []atom {
	var out []atom
	open := false
	for i, p := range pieces {
		for len(p.Words) > 0 {
			n := strings.IndexFunc(p.Words, unicode.IsSpace)
			if n == 0 {
				open = false
				p.Words = strings.TrimLeftFunc(p.Words, unicode.IsSpace)
				continue
			}
			if n < 0 {
				n = len(p.Words)
			}
			if !open {
				out = append(out, atom{})
			}
			a := &out[len(out)-1]
			a.parts, a.of = append(a.parts, Piece{p.Words[:n], p.Bold, p.Press}), append(a.of, i)
			open = true
			p.Words = p.Words[n:]
		}
	}
	return out
}

// Words gives the words as they are shown.
func (p *Prose) Words() string {
	var b strings.Builder
	for _, x := range p.shown() {
		b.WriteString(x.Words)
	}
	return b.String()
}

// AccessibilityLabel gives the words to a screen reader.
func (p *Prose) AccessibilityLabel() string { return p.Words() }

// AccessibilityRole says that these are words.
func (p *Prose) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

func (p *Prose) pitch() float32 { return look.Pt(look.Body) * look.Pitch(1.5) }

// HeightFor says how high the words are at a width.
func (p *Prose) HeightFor(width float32) float32 {
	rows := 1
	p.set(width, func(row int, _, _ float32, _ Piece, _ int) { rows = row + 1 })
	return float32(rows) * p.pitch()
}

func (p *Prose) style(x Piece) fyne.TextStyle {
	return fyne.TextStyle{Bold: x.Bold, Underline: x.Press != nil}
}

// set wraps the words and tells where each run of one piece stands in its row.
func (p *Prose) set(width float32, put func(row int, x, w float32, run Piece, of int)) {
	p.split()
	pt := look.Pt(look.Body)
	measure := func(s string, x Piece) float32 { return fyne.MeasureText(s, pt, p.style(x)).Width }
	space := measure(" ", Piece{})
	row, taken := 0, float32(0)
	var run Piece
	var at float32
	of := -1
	flush := func() {
		if of >= 0 && run.Words != "" {
			put(row, at, measure(run.Words, run), run, of)
		}
		of = -1
	}
	for _, a := range p.atoms {
		w := float32(0)
		for _, x := range a.parts {
			w += measure(x.Words, x)
		}
		if taken > 0 && taken+space+w > width {
			flush()
			row, taken = row+1, 0
		}
		for i, x := range a.parts {
			gap := i == 0 && taken > 0
			if of == a.of[i] {
				if gap {
					run.Words += " "
				}
				run.Words += x.Words
			} else {
				flush()
				if gap {
					taken += space
				}
				run, of, at = x, a.of[i], taken
			}
			taken = at + measure(run.Words, run)
		}
	}
	flush()
}

// CreateRenderer is for Fyne.
func (p *Prose) CreateRenderer() fyne.WidgetRenderer { return face{p} }

func (p *Prose) shapes() []fyne.CanvasObject { return p.drawn }

func (p *Prose) paint() { p.laid.width = 0 }

func (p *Prose) lay(size fyne.Size) {
	width := size.Width
	if width <= 0 {
		width = unlaid()
	}
	p.split()
	pt := look.Pt(look.Body)
	if p.laid.width == width && p.laid.pt == pt {
		return
	}
	p.laid.width, p.laid.pt = width, pt
	p.drawn = nil
	pitch := p.pitch()
	first := map[int]bool{}
	p.set(width, func(row int, x, w float32, run Piece, of int) {
		t := canvas.NewText(run.Words, look.Of(p.colour))
		t.TextSize, t.TextStyle = pt, p.style(run)
		high := t.MinSize().Height
		pos := fyne.NewPos(x, float32(row)*pitch+(pitch-high)/2)
		var o fyne.CanvasObject = t
		if run.Press != nil {
			t.Color = look.Of(look.Teal)
			if first[of] {
				o = newRest(run.Press, t)
			} else {
				o = newInline(p, p.pieces[of].Words, run.Press, t)
				first[of] = true
			}
		}
		o.Move(pos)
		o.Resize(fyne.NewSize(w, high))
		p.drawn = append(p.drawn, o)
	})
}

func (p *Prose) least() fyne.Size {
	w := p.Size().Width
	if w <= 0 {
		w = unlaid()
	}
	return fyne.NewSize(look.Pt(look.Body)*4, p.HeightFor(w))
}

// Children gives what can be pressed, in order.
func (p *Prose) Children() []fyne.CanvasObject {
	if p.drawn == nil {
		p.lay(p.Size())
	}
	var out []fyne.CanvasObject
	for _, o := range p.drawn {
		if l, ok := o.(*inline); ok {
			out = append(out, l)
		}
	}
	return out
}

func (p *Prose) arrange() { p.lay(p.Size()) }

// inline is a word of prose that can be pressed, with the mouse and the keyboard.
type inline struct {
	kin
	press
	label string
	text  *canvas.Text
	rim   box
}

func newInline(in *Prose, label string, onTap func(), t *canvas.Text) *inline {
	l := &inline{label: strings.TrimSpace(label), text: t, rim: newRing(4)}
	l.press = press{self: l, onTap: onTap}
	l.ExtendBaseWidget(l)
	l.in = in
	return l
}

// AccessibilityLabel says what it opens.
func (l *inline) AccessibilityLabel() string { return seen(l.label) }

// AccessibilityRole says that it is a link.
func (l *inline) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleLink }

// CreateRenderer is for Fyne.
func (l *inline) CreateRenderer() fyne.WidgetRenderer { return face{l} }

func (l *inline) shapes() []fyne.CanvasObject { return []fyne.CanvasObject{l.text, l.rim.Rectangle} }
func (l *inline) paint()                      {}
func (l *inline) least() fyne.Size            { return l.text.MinSize() }
func (l *inline) lay(size fyne.Size) {
	l.text.Resize(size)
	l.rim.ring(l.focused, 0, 0, size.Width, size.Height)
}

// rest is what of such a word stands in a later row: the mouse finds it, and the
// keyboard has the first part.
type rest struct {
	widget.BaseWidget
	onTap func()
	text  *canvas.Text
}

func newRest(onTap func(), t *canvas.Text) *rest {
	r := &rest{onTap: onTap, text: t}
	r.ExtendBaseWidget(r)
	return r
}

// Tapped presses it.
func (r *rest) Tapped(*fyne.PointEvent) {
	OnUse()
	r.onTap()
}

// Cursor shows that it can be pressed.
func (r *rest) Cursor() desktop.Cursor { return desktop.PointerCursor }

// CreateRenderer is for Fyne.
func (r *rest) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(r.text) }
