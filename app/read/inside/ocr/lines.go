package ocr

import (
	"image"
	"math"
)

const (
	// mostSkew is how far a page may lie askew, in degrees.
	mostSkew = 6.0
	// ink is how much darker than paper ink is.
	ink = 70
	// longest is how long a word may be whose letters touch, in pixels of the small
	// picture.
	longest = 100
)

// spot is a place with ink, and how much.
type spot struct {
	x, y   float64
	weight float64
}

// spots gives the ink of a small flattened picture that may be letters. What hangs
// together over a longer way than a word is none: a table's rules, a photograph,
// the edge of the paper.
func spots(g *image.Gray) []spot {
	w, h := g.Rect.Dx(), g.Rect.Dy()
	left := make([]bool, w*h) // ink that has not been looked at
	for y := range h {
		for x, v := range g.Pix[y*g.Stride : y*g.Stride+w] {
			left[y*w+x] = v < paper-ink
		}
	}
	var out []spot
	var blob []image.Point
	for start := range left {
		if !left[start] {
			continue
		}
		left[start] = false
		blob = append(blob[:0], image.Pt(start%w, start/w))
		around := image.Rectangle{blob[0], blob[0]}
		for i := 0; i < len(blob); i++ {
			p := blob[i]
			around.Min = image.Pt(min(around.Min.X, p.X), min(around.Min.Y, p.Y))
			around.Max = image.Pt(max(around.Max.X, p.X), max(around.Max.Y, p.Y))
			for y := max(0, p.Y-1); y <= min(h-1, p.Y+1); y++ {
				for x := max(0, p.X-1); x <= min(w-1, p.X+1); x++ {
					if left[y*w+x] {
						left[y*w+x] = false
						blob = append(blob, image.Pt(x, y))
					}
				}
			}
		}
		if max(around.Dx(), around.Dy()) > longest {
			continue
		}
		for _, p := range blob {
			v := g.Pix[p.Y*g.Stride+p.X]
			out = append(out, spot{float64(p.X), float64(p.Y), float64(paper-v) / paper})
		}
	}
	return out
}

// turned gives the spots of a picture of the given height turned by a quarter,
// clockwise.
func turned(s []spot, h int) []spot {
	out := make([]spot, len(s))
	for i, p := range s {
		out[i] = spot{float64(h-1) - p.y, p.x, p.weight}
	}
	return out
}

// profile gives how much ink there is in each row, where rows go down to the right
// by angle, in degrees.
func profile(s []spot, angle float64, into []float64) []float64 {
	sin, cos := math.Sincos(angle * math.Pi / 180)
	clear(into)
	off := float64(len(into)) / 2
	for _, p := range s {
		if i := int(p.y*cos - p.x*sin + off); i >= 0 && i < len(into) {
			into[i] += p.weight
		}
	}
	return into
}

// sharpness is how clearly rows of ink and rows of paper take turns.
func sharpness(rows []float64) float64 {
	sum := 0.0
	for i := 1; i < len(rows); i++ {
		d := rows[i] - rows[i-1]
		sum += d * d
	}
	return sum
}

// skew finds by how many degrees the lines of text go down to the right, and how
// clear that is.
func skew(s []spot, w, h int) (angle, clear float64) {
	rows := make([]float64, 2*(w+h))
	best := func(from, to, step float64) {
		for a := from; a <= to+step/2; a += step {
			if v := sharpness(profile(s, a, rows)); v > clear {
				angle, clear = a, v
			}
		}
	}
	best(-mostSkew, mostSkew, 0.5)
	middle := angle
	best(middle-0.4, middle+0.4, 0.1)
	middle = angle
	best(middle-0.075, middle+0.075, 0.025)
	return angle, clear
}

// stripWidth is how wide the strips are in which lines are told apart: lines of two
// columns, or of a sheet seen from the side, do not meet in one strip.
const stripWidth = 120

// rise tells text that stands from text that hangs: more letters rise above the
// small ones than go below the line. It is above 0 where the text stands.
func rise(s []spot, w, h int, angle float64) float64 {
	sin, cos := math.Sincos(angle * math.Pi / 180)
	far := w + h
	rows := make([][]float64, far/stripWidth*2+2)
	for _, p := range s {
		i := (int(p.x*cos+p.y*sin) + far) / stripWidth
		if i >= len(rows) {
			continue
		}
		if rows[i] == nil {
			rows[i] = make([]float64, 2*far)
		}
		if y := int(p.y*cos-p.x*sin) + far; y >= 0 && y < len(rows[i]) {
			rows[i][y] += p.weight
		}
	}
	above, below := 0.0, 0.0
	for _, strip := range rows {
		a, b := overhang(strip)
		above, below = above+a, below+b
	}
	if above+below == 0 {
		return 0
	}
	return (above - below) / (above + below)
}

// overhang gives how much ink stands above the small letters of some lines, and
// how much hangs below them.
func overhang(rows []float64) (above, below float64) {
	const empty, lowest, highest = 0.6, 6, 40
	for i := 0; i < len(rows); i++ {
		from := i
		for i < len(rows) && rows[i] > empty {
			i++
		}
		if n := i - from; n < lowest || n > highest {
			continue
		}
		line := rows[from:i]
		top, bottom, up, down := 0, 0, 0.0, 0.0
		for j := range len(line) + 1 {
			before, at := 0.0, 0.0
			if j > 0 {
				before = line[j-1]
			}
			if j < len(line) {
				at = line[j]
			}
			if d := at - before; d > up {
				top, up = j, d
			}
			if d := before - at; d > down {
				bottom, down = j, d
			}
		}
		if top >= bottom {
			continue
		}
		for _, v := range line[:top] {
			above += v
		}
		for _, v := range line[bottom:] {
			below += v
		}
	}
	return above, below
}
