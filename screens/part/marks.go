package part

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"leverarch/screens/look"
)

// Span is a run of bytes of a text.
type Span struct{ From, To int }

// Mark marks runs of the words, by colour and by a line under them. The words must
// have single spaces and one paragraph.
func (t *Text) Mark(spans []Span) *Text {
	t.marks = spans
	t.Refresh()
	return t
}

// MarkedRuns says how many runs are marked as the words stand now: a mark over two
// rows is two.
func (t *Text) MarkedRuns() int { return len(t.ground) / 2 }

// marked lays a ground and a line under each marked run of the rows.
func (t *Text) marked(rows []string) []fyne.CanvasObject {
	if len(t.marks) == 0 {
		return nil
	}
	var out []fyne.CanvasObject
	pt, pitch := look.Pt(t.size), t.pitch()
	measure := func(s string) float32 { return fyne.MeasureText(s, pt, t.style).Width }
	at, words := 0, t.says()
	for i, row := range rows {
		n := strings.Index(words[at:], row)
		if n < 0 {
			break
		}
		from := at + n
		at = from + len(row)
		for _, m := range t.marks {
			m = t.moved(m)
			a, b := max(m.From, from)-from, min(m.To, at)-from
			if a >= b {
				continue
			}
			x, w := measure(row[:a]), measure(row[a:b])
			high := pt * 1.3
			y := float32(i)*pitch + (pitch-high)/2
			ground := canvas.NewRectangle(look.Of(look.Mark))
			ground.Move(fyne.NewPos(x, y))
			ground.Resize(fyne.NewSize(w, high))
			line := canvas.NewRectangle(look.Of(look.InputLine))
			line.Move(fyne.NewPos(x, y+high-2))
			line.Resize(fyne.NewSize(w, 2))
			out = append(out, ground, line)
		}
	}
	return out
}
