package ocr

import (
	"image"
	"math"

	"golang.org/x/image/math/f64"
)

const (
	// usualDPI is how fine a page is read, in dots an inch: finer takes longer and
	// finds no more.
	usualDPI = 200
	// shortSide is how many pixels the short side of a sheet of A4 then has. A
	// picture that does not say how fine it is is taken for one.
	shortSide = 1654
	// longSide is the most pixels on a side of what is read.
	longSide = 5000
	// smallSide is the long side of the small picture in which lines are looked for.
	smallSide = 1200
	// mostEnlarged is how much larger a small picture is made.
	mostEnlarged = 2.0
)

// stand is how a page lies in its picture.
type stand struct {
	turn  int     // degrees clockwise that set it upright: 0, 90, 180 or 270
	skew  float64 // degrees by which its lines then go down to the right
	rise  float64 // how clear it is that it then stands on its feet
	sheet []point // the edge of the paper, where the picture shows it
}

// lie finds how a page lies.
func lie(g *image.Gray) stand {
	by := max(1, max(g.Rect.Dx(), g.Rect.Dy())/smallSide)
	small := greyOf(g, by)
	st := stand{sheet: outline(small)}
	flatten(small)
	clearOutside(small, still, st.sheet)
	w, h := small.Rect.Dx(), small.Rect.Dy()
	flat := spots(small)
	var clear float64
	st.skew, clear = skew(flat, w, h)
	side := turned(flat, h)
	if angle, c := skew(side, h, w); c > clear {
		st.turn, st.skew, flat = 90, angle, side
		w, h = h, w
	}
	if st.rise = rise(flat, w, h, st.skew); st.rise < 0 {
		st.turn, st.rise = st.turn+180, -st.rise
	}
	for i := range st.sheet {
		st.sheet[i] = point{st.sheet[i].x * float64(by), st.sheet[i].y * float64(by)}
	}
	return st
}

// still leaves everything where it is.
var still = f64.Aff3{1, 0, 0, 0, 1, 0}

// quarter gives the map that turns a picture of the given size clockwise by turn
// degrees.
func quarter(turn, w, h int) f64.Aff3 {
	fw, fh := float64(w), float64(h)
	switch turn {
	case 90:
		return f64.Aff3{0, -1, fh, 1, 0, 0}
	case 180:
		return f64.Aff3{-1, 0, fw, 0, -1, fh}
	case 270:
		return f64.Aff3{0, 1, 0, -1, 0, fw}
	}
	return still
}

// straightened gives the map that sets a page upright and straight, as large as it
// is best read, and the size it then has.
func straightened(st stand, w, h, dpi int) (m f64.Aff3, outW, outH int) {
	sin, cos := math.Sincos(-st.skew * math.Pi / 180)
	m = after(quarter(st.turn, w, h), f64.Aff3{cos, -sin, 0, sin, cos, 0})
	edge := st.sheet
	if edge == nil {
		fw, fh := float64(w), float64(h)
		edge = []point{{0, 0}, {fw, 0}, {fw, fh}, {0, fh}}
	}
	least, most := bounds(m, edge)
	wide, high := most.x-least.x, most.y-least.y
	scale := shortSide / min(wide, high)
	if dpi > 0 {
		scale = usualDPI / float64(dpi)
	}
	scale = min(scale, mostEnlarged, longSide/max(wide, high))
	if math.Abs(scale-1) < 0.1 {
		scale = 1 // drawn pixel on pixel nothing is lost
	}
	m = after(m, f64.Aff3{scale, 0, -least.x * scale, 0, scale, -least.y * scale})
	return m, max(1, int(math.Ceil(wide*scale))), max(1, int(math.Ceil(high*scale)))
}

// shrink gives the whole number by which a picture can be made smaller and still
// be no smaller than it is read.
func shrink(w, h, dpi int) int {
	if dpi > 0 {
		return max(1, dpi/usualDPI, max(w, h)/longSide)
	}
	return max(1, min(w, h)/shortSide, max(w, h)/longSide)
}

// prepare makes a picture ready to be read, and gives the map from it.
func prepare(g *image.Gray, st stand, dpi int) (*image.Gray, f64.Aff3) {
	m, w, h := straightened(st, g.Rect.Dx(), g.Rect.Dy(), dpi)
	ready := moved(g, m, w, h)
	flatten(ready)
	clearOutside(ready, m, st.sheet)
	return ready, m
}
