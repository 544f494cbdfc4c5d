package inside

import (
	"math"
	"unicode"
	"unicode/utf8"
)

const (
	// gutterGap is how wide the gap between two columns is at least, as a share of
	// the height of the writing.
	gutterGap = 1.0
	// gutterRows is how many rows a gutter goes through at least.
	gutterRows = 3
	// gutterMost is how many rows a page has at most that a gutter goes through.
	gutterMost = 400
)

// row is what stands side by side: lines an engine gave one after the other on one
// base line, or one line cut where its gaps are wide.
type row struct {
	parts []*line
}

func (l *line) from() float64 { return l.words[0].from }
func (l *line) to() float64   { return l.words[len(l.words)-1].to }

// unweave takes apart two columns that an engine gave row by row: it would set half
// a sentence beside half of another. Where an engine gave column by column, or where
// what stands side by side belongs together as in a table, nothing is changed.
func unweave(lines []*line) []*line {
	var rows []row
	for _, l := range lines {
		if n := len(rows); n > 0 {
			above := rows[n-1].parts
			last := above[len(above)-1]
			if isBeside(last, l) {
				rows[n-1].parts = append(above, l)
				continue
			}
		}
		rows = append(rows, row{[]*line{l}})
	}
	var out []*line
	for len(rows) > 0 {
		n, gutter := band(rows)
		if n == 0 {
			out = append(out, rows[0].parts...)
			rows = rows[1:]
			continue
		}
		var left, right []*line
		for _, r := range rows[:n] {
			for _, l := range r.parts {
				a, b := l.cutAt(gutter)
				if a != nil {
					left = append(left, a)
				}
				if b != nil {
					right = append(right, b)
				}
			}
		}
		out, rows = append(append(out, left...), right...), rows[n:]
	}
	return out
}

// isBeside reports whether b goes on to the right on the base line of a.
func isBeside(a, b *line) bool {
	h := max(a.height, b.height)
	return a.turn == 0 && b.turn == 0 && h > 0 && math.Abs(a.base-b.base) < 0.3*h && b.from() > a.to()+gutterGap*h
}

// cutAt gives what stands left and right of a gutter.
func (l *line) cutAt(gutter float64) (left, right *line) {
	n := 0
	for n < len(l.words) && l.words[n].to <= gutter {
		n++
	}
	part := func(words []*word) *line {
		if len(words) == 0 {
			return nil
		}
		return &line{words: words, base: l.base, height: l.height, turn: l.turn}
	}
	return part(l.words[:n]), part(l.words[n:])
}

// widest gives the widest gap in a row.
func (r row) widest() (from, to float64) {
	var last *word
	for _, l := range r.parts {
		for _, w := range l.words {
			if last != nil && w.from-last.to > to-from {
				from, to = last.to, w.from
			}
			last = w
		}
	}
	return from, to
}

// band gives how many of the rows, from the first on, stand in two columns that want
// reading one after the other, and where the gutter is.
func band(rows []row) (n int, gutter float64) {
	from, to := rows[0].widest()
	first := rows[0].parts[0]
	if first.turn != 0 || first.height <= 0 || to-from < gutterGap*first.height {
		return 0, 0
	}
	pitch := 0.0
	twoSided := 0
	for n < min(len(rows), gutterMost) {
		r := rows[n]
		l := r.parts[0]
		if l.turn != 0 {
			break
		}
		if n > 0 {
			step := l.base - rows[n-1].parts[0].base
			if step <= 0 || pitch > 0 && step > 1.35*pitch || step > 3*l.height {
				break // the next row of a table, or something else
			}
			if pitch == 0 {
				pitch = step
			}
		}
		a, b, two := r.gapNear(from, to)
		if b-a < gutterGap*l.height/2 {
			break
		}
		if from, to = a, b; two {
			twoSided++
		}
		n++
	}
	gutter = (from + to) / 2
	if twoSided < gutterRows || !isProse(rows[:n], gutter) {
		return 0, 0
	}
	return n, gutter
}

// gapNear gives what is left free of a gutter by a row, and whether the row stands
// on both sides of it.
func (r row) gapNear(from, to float64) (a, b float64, two bool) {
	a, b = from, to
	left, right := false, false
	for _, l := range r.parts {
		for _, w := range l.words {
			switch {
			case (w.from+w.to)/2 < (from+to)/2:
				a, left = max(a, w.to), true
			default:
				b, right = min(b, w.from), true
			}
		}
	}
	return a, b, left && right
}

// isProse reports whether the words go on down each side of a gutter rather than
// across it: a line goes on below where the next begins with a small letter.
func isProse(rows []row, gutter float64) bool {
	down, steps, words, lines := 0, 0, 0, 0
	for _, right := range []bool{false, true} {
		began := false
		for _, r := range rows {
			var first *word
			n := 0
			for _, l := range r.parts {
				a, b := l.cutAt(gutter)
				if right {
					a = b
				}
				if a != nil {
					if first == nil {
						first = a.words[0]
					}
					n += len(a.words)
				}
			}
			if first == nil {
				continue
			}
			words, lines = words+n, lines+1
			if began {
				steps++
				if c, _ := utf8.DecodeRuneInString(first.text.String()); unicode.IsLower(c) {
					down++
				}
			}
			began = true
		}
	}
	return steps > 0 && 2*down >= steps && words >= 3*lines
}
