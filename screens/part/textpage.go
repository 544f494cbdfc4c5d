package part

import (
	"sort"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"leverarch/screens/look"
)

// textPage lays out the words of a page that has no picture. Only the lines in
// sight are drawn: a plain text may have thousands.
type textPage struct {
	headed bool

	width, zoom, pt float32 // what it was laid out for
	height          float32
	rows            []textRow
	spots           []spot // of each word
	shown           []string
	turn            int
	lines           []*canvas.Text
}

// textRow is one line: words in a row.
type textRow struct {
	Run
	y    float32
	bold bool
}

func (t *textPage) pitch() float32 { return t.pt * 1.5 }

func (t *textPage) margin() float32 { return min(t.width*0.08, 56*look.Scale()) }

// flow lays the words out at a width.
func (t *textPage) flow(w *PageWords, width, zoom float32) {
	pt := look.Pt(look.Body) * zoom
	if t.width == width && t.zoom == zoom && t.pt == pt && t.turn == covered.turn {
		return
	}
	t.turn, t.shown = covered.turn, wordsShown(w)
	t.width, t.zoom, t.pt = width, zoom, pt
	t.rows, t.spots = nil, make([]spot, len(w.At))
	known := map[string]float32{}
	style := fyne.TextStyle{Bold: t.headed}
	measure := func(s string) float32 {
		key := s
		if style.Bold {
			key = "*" + s
		}
		m, ok := known[key]
		if !ok {
			m = fyne.MeasureText(s, pt, style).Width
			known[key] = m
		}
		return m
	}
	margin := t.margin()
	x, y, right := margin, margin, width-margin
	row := textRow{Run: Run{0, -1}, y: y, bold: style.Bold}
	end := func(next int) {
		if row.To >= row.From {
			t.rows = append(t.rows, row)
			y += t.pitch()
		}
		x = margin
		row = textRow{Run: Run{next, next - 1}, y: y, bold: style.Bold}
	}
	for i, at := range w.At {
		if i > 0 {
			if between := w.Text[w.At[i-1].To:at.From]; strings.Contains(between, "\n") {
				apart := strings.Count(between, "\n") > 1
				if apart {
					style.Bold = false
				}
				end(i)
				if apart {
					y += t.pitch() * 0.6
					row.y = y
				}
			}
		}
		word := t.shown[i]
		if word == "" { // a part of the name before
			row.To = i
			continue
		}
		wide, space := measure(word), measure(" ")
		if row.To >= row.From {
			x += space
			if x+wide > right {
				end(i)
			}
		}
		row.To = i
		t.spots[i] = spot{x, y + (t.pitch()-pt*1.3)/2, min(wide, right-margin), pt * 1.3}
		x += wide
	}
	end(len(w.At))
	t.height = max(y+margin, width/2)
}

func (t *textPage) spotOf(i int) (spot, bool) {
	if i < 0 || i >= len(t.spots) {
		return spot{}, false
	}
	return t.spots[i], true
}

// draw sets the lines between top and top+high, for a page whose corner is x, y.
func (t *textPage) draw(x, y, top, high float32) {
	first := sort.Search(len(t.rows), func(i int) bool { return y+t.rows[i].y+t.pitch() >= top })
	n := 0
	for _, r := range t.rows[first:] {
		if y+r.y > top+high {
			break
		}
		if n == len(t.lines) {
			t.lines = append(t.lines, canvas.NewText("", look.Of(look.Ink)))
		}
		l := t.lines[n]
		n++
		var words []string
		for i := r.From; i <= r.To; i++ {
			if t.shown[i] != "" {
				words = append(words, t.shown[i])
			}
		}
		l.Text, l.TextSize, l.TextStyle, l.Color = strings.Join(words, " "), t.pt, fyne.TextStyle{Bold: r.bold}, look.Of(look.Ink)
		least := l.MinSize()
		l.Move(fyne.NewPos(x+t.margin(), y+r.y+(t.pitch()-least.Height)/2))
		l.Resize(least)
	}
	clear(t.lines[n:])
	t.lines = t.lines[:n]
}
