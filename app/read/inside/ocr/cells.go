package ocr

import (
	"cmp"
	"image"
	"slices"
)

const (
	// ruleLength is how long a stroke is that can be a wall of a cell, in pixels of
	// the prepared picture: longer than any in a letter.
	ruleLength = 50
	// wallSlack is how far two words may see one wall apart, since it may lie a
	// little askew.
	wallSlack = 16
)

// inOrder gives the words in reading order. Tesseract goes through a table line by
// line, so that a date that goes on in a cell's next line is torn: where there are
// rules, a cell is read to its end before the next.
func inOrder(words []placed, g *image.Gray) []placed {
	cells := cellsOf(words, rulesOf(g))
	tables := tablesOf(cells)
	var out []placed
	done := map[int]bool{}
	emit := func(i, cell int) {
		w := words[i]
		w.cell = cell
		if n := len(out); n > 0 {
			before := out[n-1]
			w.Line = before.Line
			if w.cell != before.cell || w.line != before.line {
				w.Line++
			}
		}
		out = append(out, w)
	}
	for i := range words {
		table := tables[cells.of[i]]
		if table == 0 {
			emit(i, 0)
			continue
		}
		if done[table] {
			continue
		}
		done[table] = true
		for _, cell := range cells.inRows(tables, table) {
			for j := range words {
				if cells.of[j] == cell {
					emit(j, cell)
				}
			}
		}
	}
	paragraphs(out)
	return out
}

// paragraphs numbers the paragraphs: a new one begins where the next line is further
// away than lines here are, in another column, or in another cell. What Tesseract
// takes for paragraphs are often lines.
func paragraphs(words []placed) {
	type line struct {
		at    image.Rectangle
		first int // of its words
	}
	var lines []line
	for i, w := range words {
		if i == 0 || w.Line != words[i-1].Line {
			lines = append(lines, line{w.Box, i})
			continue
		}
		at := &lines[len(lines)-1].at
		*at = at.Union(w.Box)
	}
	apart := func(i int) int { return lines[i].at.Min.Y - lines[i-1].at.Max.Y }
	var gaps []int
	for i := 1; i < len(lines); i++ {
		if g := apart(i); g >= 0 {
			gaps = append(gaps, g)
		}
	}
	usual := 0
	if len(gaps) > 0 {
		slices.Sort(gaps)
		usual = gaps[len(gaps)/4] // the gap within paragraphs
	}
	n := 0
	for i, l := range lines {
		if i > 0 {
			height := min(l.at.Dy(), lines[i-1].at.Dy())
			if g := apart(i); g < -height/2 || 10*g > max(8*height, 15*usual) || words[l.first].cell != words[l.first-1].cell {
				n++
			}
		}
		for k := l.first; k < len(words) && words[k].Line == words[l.first].Line; k++ {
			words[k].Paragraph = n
		}
	}
}

// rules are the places of a picture that are part of a long straight stroke, or of
// a dark field.
type rules struct {
	w, h         int
	across, down []bool
	dark         []bool
}

func rulesOf(g *image.Gray) rules {
	w, h := g.Rect.Dx(), g.Rect.Dy()
	r := rules{w, h, make([]bool, w*h), make([]bool, w*h), make([]bool, w*h)}
	for y := range h {
		for x, v := range g.Pix[y*g.Stride : y*g.Stride+w] {
			r.dark[y*w+x] = v < paper-ink
		}
	}
	mark := func(into []bool, from, count, step int) {
		run := 0
		for i := range count + 1 {
			if i < count && r.dark[from+i*step] {
				run++
				continue
			}
			for k := 1; run >= ruleLength && k <= run; k++ {
				into[from+(i-k)*step] = true
			}
			run = 0
		}
	}
	for y := range h {
		mark(r.across, y*w, w, 1)
	}
	for x := range w {
		mark(r.down, x, h, w)
	}
	return r
}

// walls gives the cell a word stands in, where it has a wall on each side.
func (r rules) walls(b image.Rectangle) (cell image.Rectangle, ok bool) {
	if b = b.Intersect(image.Rect(0, 0, r.w, r.h)); b.Empty() || r.inDark(b) {
		return cell, false
	}
	// find looks along a line, and beside it, as far as it goes.
	find := func(on []bool, from, step, count, beside int) int {
		for i := range count {
			for _, s := range [3]int{0, -beside, beside} {
				if at := from + i*step + s; at >= 0 && at < len(on) && on[at] {
					return i
				}
			}
		}
		return -1
	}
	x, y := (b.Min.X+b.Max.X)/2, (b.Min.Y+b.Max.Y)/2
	top := find(r.across, b.Min.Y*r.w+x, -r.w, b.Min.Y+1, b.Dx()/4)
	bottom := find(r.across, (b.Max.Y-1)*r.w+x, r.w, r.h-b.Max.Y+1, b.Dx()/4)
	left := find(r.down, y*r.w+b.Min.X, -1, b.Min.X+1, b.Dy()/4*r.w)
	right := find(r.down, y*r.w+b.Max.X-1, 1, r.w-b.Max.X+1, b.Dy()/4*r.w)
	if top < 0 || bottom < 0 || left < 0 || right < 0 {
		return cell, false
	}
	return image.Rect(b.Min.X-left, b.Min.Y-top, b.Max.X+right, b.Max.Y+bottom), true
}

// inDark reports whether a word is light on dark: then what is about it is no wall.
func (r rules) inDark(b image.Rectangle) bool {
	b = b.Inset(-2).Intersect(image.Rect(0, 0, r.w, r.h))
	dark, n := 0, 0
	for x := b.Min.X; x < b.Max.X; x++ {
		for _, y := range [2]int{b.Min.Y, b.Max.Y - 1} {
			if n++; r.dark[y*r.w+x] {
				dark++
			}
		}
	}
	return 2*dark > n
}

// cells are the cells that words stand in, counted from 1; of names each word's.
type cells struct {
	at []image.Rectangle
	of []int
}

func cellsOf(words []placed, r rules) cells {
	c := cells{at: make([]image.Rectangle, 1), of: make([]int, len(words))}
	near := func(a, b int) bool { return max(a-b, b-a) <= wallSlack }
	for i, w := range words {
		at, ok := r.walls(w.Box)
		if !ok {
			continue
		}
		for n, a := range c.at[1:] {
			if near(a.Min.X, at.Min.X) && near(a.Min.Y, at.Min.Y) && near(a.Max.X, at.Max.X) && near(a.Max.Y, at.Max.Y) {
				c.of[i] = n + 1
			}
		}
		if c.of[i] == 0 {
			c.at = append(c.at, at)
			c.of[i] = len(c.at) - 1
		}
	}
	return c
}

// tablesOf numbers the tables: cells that touch belong to one. A cell alone is a
// frame about some words and no table, and has the number 0.
func tablesOf(c cells) []int {
	tables := make([]int, len(c.at))
	n := 0
	for i := 1; i < len(c.at); i++ {
		if tables[i] != 0 {
			continue
		}
		n++
		tables[i] = n
		open := []int{i}
		for k := 0; k < len(open); k++ {
			for j := 1; j < len(c.at); j++ {
				if tables[j] == 0 && c.at[open[k]].Inset(-wallSlack).Overlaps(c.at[j]) {
					tables[j] = n
					open = append(open, j)
				}
			}
		}
		if len(open) == 1 {
			tables[i] = -1
		}
	}
	for i := range tables {
		tables[i] = max(0, tables[i])
	}
	return tables
}

// inRows gives the cells of a table row by row.
func (c cells) inRows(tables []int, table int) []int {
	var in []int
	for i, t := range tables {
		if t == table {
			in = append(in, i)
		}
	}
	slices.SortFunc(in, func(a, b int) int { return cmp.Compare(c.at[a].Min.Y, c.at[b].Min.Y) })
	for from := 0; from < len(in); {
		to := from + 1
		for to < len(in) && c.at[in[to]].Min.Y-c.at[in[from]].Min.Y <= wallSlack {
			to++
		}
		slices.SortFunc(in[from:to], func(a, b int) int { return cmp.Compare(c.at[a].Min.X, c.at[b].Min.X) })
		from = to
	}
	return in
}
