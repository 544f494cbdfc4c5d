package part

import (
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// Box is a place on a picture, as parts of its width and height from the top
// left: 0 to 1.
type Box struct{ X, Y, Width, Height float32 }

// Run is words in a row, the last included; none where To is before From.
type Run struct{ From, To int }

// PageWords is the words of a page.
type PageWords struct {
	Text string
	// At is where each word stands in the text, in reading order.
	At []Span
	// Boxes is where each stands on the picture. A word without a place has an
	// empty one.
	Boxes []Box
}

// spot is a place on the sheet, in its own measure.
type spot struct{ x, y, w, h float32 }

// spotOf gives where a word stands on the sheet.
func (p *Picture) spotOf(i int) (spot, bool) {
	x, y, w, h := p.sheet.inner()
	if p.text != nil {
		s, ok := p.text.spotOf(i)
		return spot{x + s.x, y + s.y, s.w, s.h}, ok
	}
	if p.source == nil || i < 0 || i >= len(p.said.Boxes) || p.said.Boxes[i].Width <= 0 {
		return spot{}, false
	}
	b := p.said.Boxes[i]
	return spot{x + b.X*w, y + b.Y*h, b.Width * w, b.Height * h}, true
}

// spots joins the places of words in a row, one for each line.
func (p *Picture) spots(r Run) []spot {
	var out []spot
	for i := max(0, r.From); i <= r.To && i < len(p.said.At); i++ {
		s, ok := p.spotOf(i)
		if !ok {
			continue
		}
		if n := len(out); n > 0 {
			if l := &out[n-1]; s.x >= l.x && s.y <= l.y+l.h && s.y+s.h >= l.y {
				right, foot := max(l.x+l.w, s.x+s.w), max(l.y+l.h, s.y+s.h)
				l.y = min(l.y, s.y)
				l.w, l.h = right-l.x, foot-l.y
				continue
			}
		}
		out = append(out, s)
	}
	return out
}

// Choose chooses words of the page.
func (p *Picture) Choose(r Run) {
	r.From, r.To = max(0, r.From), min(r.To, len(p.said.At)-1)
	some := r.To >= r.From
	if p.some == some && p.chosen == r {
		return
	}
	p.chosen, p.some = r, some
	p.sheet.Refresh()
	if p.OnChoose != nil {
		p.OnChoose()
	}
}

// Chosen gives the words that are chosen as they stand, or nothing.
func (p *Picture) Chosen() string {
	if !p.some {
		return ""
	}
	return p.said.Text[p.said.At[p.chosen.From].From:p.said.At[p.chosen.To].To]
}

// Copy puts what is chosen on the clipboard, and says whether there was something.
func (p *Picture) Copy() bool {
	if p.some {
		fyne.CurrentApp().Clipboard().SetContent(p.Chosen())
	}
	return p.some
}

// wordAt gives the word at a place of the sheet, or the one nearest to it; -1 where
// there is none. A line counts before a place in it.
func (p *Picture) wordAt(at fyne.Position) int {
	best, near := -1, float32(math.MaxFloat32)
	for i := range p.said.At {
		s, ok := p.spotOf(i)
		if !ok {
			continue
		}
		dx := max(s.x-at.X, at.X-s.x-s.w, 0)
		dy := max(s.y-at.Y, at.Y-s.y-s.h, 0)
		if d := dx + 8*dy; d < near {
			best, near = i, d
		}
	}
	return best
}

// MouseDown begins choosing words.
func (s *pictureSheet) MouseDown(e *desktop.MouseEvent) {
	OnUse()
	p := s.p
	p.Focus()
	if e.Button != desktop.MouseButtonPrimary {
		return
	}
	if e.Modifier&fyne.KeyModifierShift != 0 && p.some {
		s.reach(e.Position)
		return
	}
	p.anchor, p.pressed = p.wordAt(e.Position), true
}

// MouseUp is for Fyne.
func (s *pictureSheet) MouseUp(*desktop.MouseEvent) { s.p.pressed = false }

// Tapped lets go of what is chosen.
func (s *pictureSheet) Tapped(*fyne.PointEvent) { s.p.Choose(Run{0, -1}) }

// Dragged chooses the words from where the button went down to here, and moves the
// page where that is near its edge.
func (s *pictureSheet) Dragged(e *fyne.DragEvent) {
	OnUse()
	p := s.p
	if !p.pressed {
		p.anchor, p.pressed = p.wordAt(e.Position.Subtract(e.Dragged)), true
	}
	s.reach(e.Position)
	const edge, by = 24, 18
	at, view := p.scroll.Offset, p.scroll.Size()
	switch y := e.Position.Y - at.Y; {
	case y < edge:
		p.to(at.X, at.Y-by)
	case y > view.Height-edge:
		p.to(at.X, at.Y+by)
	}
}

func (s *pictureSheet) reach(at fyne.Position) {
	if to := s.p.wordAt(at); to >= 0 && s.p.anchor >= 0 {
		s.p.Choose(Run{min(s.p.anchor, to), max(s.p.anchor, to)})
	}
}

// DragEnd is for Fyne.
func (s *pictureSheet) DragEnd() { s.p.pressed = false }

// Cursor shows that words can be chosen.
func (s *pictureSheet) Cursor() desktop.Cursor {
	if len(s.p.said.At) > 0 {
		return desktop.TextCursor
	}
	return desktop.DefaultCursor
}

// extend chooses one word more or less, or a line, and says whether the key is one
// for that. It begins at what is marked, else at the first word in sight.
func (p *Picture) extend(key fyne.KeyName) bool {
	last := len(p.said.At) - 1
	if last < 0 {
		return false
	}
	if !p.some {
		switch key {
		case fyne.KeyRight, fyne.KeyLeft, fyne.KeyUp, fyne.KeyDown:
		default:
			return false
		}
		p.anchor = max(0, p.wordAt(p.scroll.Offset))
		if p.at < len(p.marks) {
			p.anchor = p.marks[p.at].From
		}
		p.Choose(Run{p.anchor, p.anchor})
		p.show(p.chosen)
		return true
	}
	end := p.chosen.To
	if p.anchor == p.chosen.To {
		end = p.chosen.From
	}
	switch key {
	case fyne.KeyRight:
		end++
	case fyne.KeyLeft:
		end--
	case fyne.KeyDown, fyne.KeyUp:
		s, ok := p.spotOf(end)
		if !ok {
			return true
		}
		y := s.y + s.h*2
		if key == fyne.KeyUp {
			y = s.y - s.h
		}
		end = p.wordAt(fyne.NewPos(s.x, y))
	case fyne.KeyHome:
		end = 0
	case fyne.KeyEnd:
		end = last
	default:
		return false
	}
	end = max(0, min(end, last))
	p.Choose(Run{min(p.anchor, end), max(p.anchor, end)})
	p.show(Run{end, end})
	return true
}
