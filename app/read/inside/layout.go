package inside

import (
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// spaceGap is how far apart two letters stand, as a share of the height of the
// writing, before there is a space between them. Tightly set lines go down to
// 0.17; letters of one word stay under 0.1.
const spaceGap = 0.15

// noGap is what two letters may overlap or stand apart at most to be in one word
// although the engine saw a space: it was drawn and then drawn over.
const noGap = 0.04

// paragraph is what stands between two paragraphs; its first byte stands between
// two lines.
const paragraph = "\n\n"

// mark is one mark on a page as an engine gives it, in the engine's order.
type mark struct {
	text string
	// box is where it stands on the upright page.
	box Box
	// from and to are its ends along its line, base is where its line runs
	// (growing downwards), height the height of the writing. All are measured in
	// the direction of the writing, so that a sideways line reads like any other.
	from, to, base, height float64
	// turn is the direction of the writing in radians.
	turn float64
	// space says that the engine saw a space before it, newline a line's end.
	space, newline bool
}

// word is a run of marks without a space.
type word struct {
	text strings.Builder
	box  Box
	// from and to are its ends along its line.
	from, to float64
	cut      bool // ends in a hyphen that only says it goes on in the next line
	dash     bool // ends in a hyphen that may say so
}

// line is a run of words on one base line.
type line struct {
	words              []*word
	base, height, turn float64
}

// layout reads marks in the order the engine gives them into words, lines and
// paragraphs. Engines agree on letters and places; where words and lines end is
// judged here, so that every engine is judged alike.
func layout(marks []mark) (string, []Box) {
	var lines []*line
	for _, run := range runs(marks) {
		if l := readLine(run); len(l.words) > 0 {
			lines = append(lines, l)
		}
	}
	return compose(unweave(lines))
}

// runs cuts the marks into lines.
func runs(marks []mark) [][]mark {
	var out [][]mark
	start := 0
	for i := 1; i <= len(marks); i++ {
		if i == len(marks) || endsLine(marks[i-1], marks[i]) {
			out = append(out, marks[start:i])
			start = i
		}
	}
	return out
}

func endsLine(a, b mark) bool {
	h := max(a.height, b.height)
	drop, step := math.Abs(b.base-a.base), b.from-a.to
	if math.Abs(a.turn-b.turn) > 0.1 {
		return true
	}
	if b.newline && h == 0 {
		return true
	}
	if b.newline {
		// An engine may end a line where only the letters' size or style changes.
		return drop > 0.25*h || step < -0.3*h || step > 3*h
	}
	return drop > 0.6*h || b.to < a.from-h
}

// readLine puts spaces where the gaps are wider than the line's own spacing, so
// that a heading with its letters set apart stays in one piece.
func readLine(run []mark) *line {
	l := &line{base: run[0].base, turn: run[0].turn}
	var gaps, heights []float64
	for i, m := range run {
		heights = append(heights, m.height)
		if i > 0 && !m.space && m.height > 0 {
			gaps = append(gaps, (m.from-run[i-1].to)/m.height)
		}
	}
	l.height = median(heights)
	apart := spaceGap + tracking(gaps)
	upright := isUpright(l.turn)
	var w *word
	for i, m := range run {
		r, _ := utf8.DecodeLastRuneInString(m.text)
		gap, known := 0.0, i > 0 && upright && m.height > 0
		if known {
			gap = (m.from - run[i-1].to) / m.height
		}
		space := gap > apart || m.space && !(known && math.Abs(gap) < noGap)
		if w == nil || space {
			w = &word{box: m.box, from: m.from, to: m.to}
			l.words = append(l.words, w)
		}
		if isLineEndHyphen(r) {
			w.cut = true
			continue
		}
		if w.cut { // the word went on in this very line: it was a hyphen after all
			w.text.WriteByte('-')
			w.cut = false
		}
		w.to = max(w.to, m.to)
		w.dash = r == '-' && w.text.Len() > 0
		w.text.WriteString(m.text)
		w.box = union(w.box, m.box)
	}
	return l
}

// tracking is how far apart the letters of a line stand by themselves, as in a
// heading set wide. A few gaps are no evidence, and wide ones are columns.
func tracking(gaps []float64) float64 {
	if len(gaps) < 3 {
		return 0
	}
	slices.Sort(gaps)
	usual := gaps[len(gaps)/4]
	if usual > 1 {
		return 0
	}
	return max(0, usual)
}

// isUpright reports whether writing runs along an edge of the page, where its
// boxes tell its gaps. Along a slope they do not.
func isUpright(turn float64) bool {
	quarter := turn / (math.Pi / 2)
	return math.Abs(quarter-math.Round(quarter)) < 0.02
}

// piece is a word with what stands before it.
type piece struct {
	text   string
	box    Box
	before string
	cut    bool
	dash   bool
}

// compose writes the lines one after another, joins words that were cut at a
// line's end, and leaves an empty line where the lines stand further apart.
func compose(lines []*line) (string, []Box) {
	pitch := linePitch(lines)
	var pieces []piece
	for n, l := range lines {
		before := paragraph[:1]
		if n > 0 && newParagraph(lines[n-1], l, pitch) {
			before = paragraph
		}
		for _, w := range l.words {
			// What is cleaned away may leave a gap inside.
			texts := strings.Fields(clean(w.text.String()))
			for _, text := range texts {
				pieces = append(pieces, piece{text: text, box: w.box, before: before})
				before = " "
			}
			if len(texts) > 0 {
				last := &pieces[len(pieces)-1]
				last.cut, last.dash = w.cut, w.dash && !w.cut
			}
		}
	}
	var text strings.Builder
	var boxes []Box
	for i, p := range joinCut(pieces) {
		if i > 0 {
			text.WriteString(p.before)
		}
		text.WriteString(p.text)
		boxes = append(boxes, p.box)
	}
	return mendLigatures(text.String()), boxes
}

// joinCut makes one word of two halves in two lines. It stands where it begins,
// and the line ends after it.
func joinCut(pieces []piece) []piece {
	out := pieces[:0]
	moved := false // the line's end moves behind the joined word
	for _, p := range pieces {
		if moved {
			moved = false
			if p.before == " " {
				p.before = paragraph[:1]
			}
		}
		if len(out) > 0 {
			head := &out[len(out)-1]
			switch ended := p.before == paragraph[:1]; {
			case head.cut && ended:
				p.text, moved = joinHalves(head.text, p.text), true
			case head.cut:
				head.text += "-"
			case head.dash && ended && startsWord(p.text):
				p.text, moved = head.text+p.text, true
			}
			if head.cut = false; moved {
				head.text, head.cut, head.dash = p.text, p.cut, p.dash
				continue
			}
		}
		out = append(out, p)
	}
	if len(out) > 0 && out[len(out)-1].cut {
		out[len(out)-1].text += "-"
	}
	return out
}

// startsWord reports whether a word can be the second half of one with a hyphen.
func startsWord(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}

// joinHalves drops the hyphen between small letters only: in a name, a number or
// a date it belongs to the word.
func joinHalves(head, tail string) string {
	a, _ := utf8.DecodeLastRuneInString(head)
	b, _ := utf8.DecodeRuneInString(tail)
	if unicode.IsLower(a) && unicode.IsLower(b) {
		return head + tail
	}
	return head + "-" + tail
}

// linePitch is the usual step from one line to the next.
func linePitch(lines []*line) float64 {
	var steps []float64
	for i := 1; i < len(lines); i++ {
		step := lines[i].base - lines[i-1].base
		if step > 0 && step < 4*max(lines[i].height, lines[i-1].height) {
			steps = append(steps, step)
		}
	}
	return median(steps)
}

// newParagraph reports whether b stands apart from a: well below it, above it
// (the next column or cell), or turned another way.
func newParagraph(a, b *line, pitch float64) bool {
	step, h := b.base-a.base, max(a.height, b.height)
	return math.Abs(a.turn-b.turn) > 0.1 || step < -0.6*h || step > max(1.35*pitch, 1.2*h)
}

func median(v []float64) float64 {
	if len(v) == 0 {
		return 0
	}
	slices.Sort(v)
	return v[len(v)/2]
}

func union(a, b Box) Box {
	x, y := min(a.X, b.X), min(a.Y, b.Y)
	return Box{x, y, max(a.X+a.W, b.X+b.W) - x, max(a.Y+a.H, b.Y+b.H) - y}
}
