package ocr

import (
	"image"
	"slices"
)

const (
	// patch is the side of the squares in which the light of the paper is measured,
	// in pixels: larger than a letter and smaller than a shadow.
	patch = 24
	// reach is how many patches a dark field may be wide and still be seen to be one.
	reach = 6
	// paper is what paper comes to be, in a picture where 255 is white.
	paper = 245
	// In shadow paper loses at most so much of its light, and unprinted paper at
	// least keeps so much of it.
	shadow, unprinted = 0.4, 0.85
)

// grid holds one number for each patch of a picture.
type grid struct {
	w, h int
	v    []float64
}

func (g grid) at(x, y int) float64 {
	return g.v[min(max(y, 0), g.h-1)*g.w+min(max(x, 0), g.w-1)]
}

// each makes a grid by asking for each place.
func (g grid) each(f func(x, y int) float64) grid {
	out := grid{g.w, g.h, make([]float64, len(g.v))}
	for y := range g.h {
		for x := range g.w {
			out.v[y*g.w+x] = f(x, y)
		}
	}
	return out
}

// lightOf measures the paper in each patch: at least a fifth of a patch of text is
// paper.
func lightOf(g *image.Gray, patch int) grid {
	w, h := g.Rect.Dx(), g.Rect.Dy()
	out := grid{(w + patch - 1) / patch, (h + patch - 1) / patch, nil}
	out.v = make([]float64, out.w*out.h)
	var levels []uint8
	return out.each(func(px, py int) float64 {
		levels = levels[:0]
		for y := py * patch; y < min(h, py*patch+patch); y += 2 {
			line := g.Pix[y*g.Stride:]
			for x := px * patch; x < min(w, px*patch+patch); x += 2 {
				levels = append(levels, line[x])
			}
		}
		slices.Sort(levels)
		return max(1, float64(levels[len(levels)*8/10]))
	})
}

// spread gives each place the largest number within reach of it, by columns and
// then by rows; with less it is the smallest.
func spread(g grid, pick func(a, b float64) float64) grid {
	for _, step := range [2][2]int{{1, 0}, {0, 1}} {
		g = g.each(func(x, y int) float64 {
			v := g.at(x, y)
			for i := -reach; i <= reach; i++ {
				v = pick(v, g.at(x+i*step[0], y+i*step[1]))
			}
			return v
		})
	}
	return g
}

// paperOf gives the light the paper has at each patch, also under what is printed
// in one colour: a dark bar with a heading in it must stay as it is.
func paperOf(light grid) grid {
	// What the paper about a dark field would be.
	around := spread(spread(light, maxOf), minOf)
	share := func(x, y int) float64 { return light.at(x, y) / around.at(x, y) }
	// A fold or a shadow comes in from the edge; a field with a colour does not.
	shade := make([]bool, len(light.v))
	var open []image.Point
	visit := func(x, y int) {
		if x < 0 || y < 0 || x >= light.w || y >= light.h || shade[y*light.w+x] {
			return
		}
		if s := share(x, y); s >= shadow && s < unprinted {
			shade[y*light.w+x] = true
			open = append(open, image.Pt(x, y))
		}
	}
	for x := range light.w {
		visit(x, 0)
		visit(x, light.h-1)
	}
	for y := range light.h {
		visit(0, y)
		visit(light.w-1, y)
	}
	for len(open) > 0 {
		p := open[len(open)-1]
		open = open[:len(open)-1]
		for _, d := range [4]image.Point{{X: 1}, {X: -1}, {Y: 1}, {Y: -1}} {
			visit(p.X+d.X, p.Y+d.Y)
		}
	}
	under := light.each(func(x, y int) float64 {
		if !shade[y*light.w+x] && share(x, y) < unprinted {
			return around.at(x, y)
		}
		return light.at(x, y)
	})
	// The middle of nine, so that one odd patch does not show.
	var near []float64
	return under.each(func(x, y int) float64 {
		near = near[:0]
		for i := -1; i <= 1; i++ {
			near = append(near, under.at(x-1, y+i), under.at(x, y+i), under.at(x+1, y+i))
		}
		slices.Sort(near)
		return near[4]
	})
}

func maxOf(a, b float64) float64 { return max(a, b) }
func minOf(a, b float64) float64 { return min(a, b) }

// flatten takes shadows, folds and yellowed paper out of a picture: each place is
// measured against the paper about it.
func flatten(g *image.Gray) {
	w, h := g.Rect.Dx(), g.Rect.Dy()
	under := paperOf(lightOf(g, patch))
	// Between the middles of four patches the light goes over evenly.
	type between struct {
		at int
		of float64
	}
	columns := make([]between, w)
	for x := range columns {
		t := (float64(x)+0.5)/patch - 0.5
		at := int(t+1) - 1
		columns[x] = between{at, t - float64(at)}
	}
	rows := make([]float64, under.w+2)
	for y := range h {
		t := (float64(y)+0.5)/patch - 0.5
		at := int(t+1) - 1
		of := t - float64(at)
		for x := range rows {
			rows[x] = under.at(x-1, at)*(1-of) + under.at(x-1, at+1)*of
		}
		line := g.Pix[y*g.Stride : y*g.Stride+w]
		for x, v := range line {
			c := columns[x]
			here := rows[c.at+1]*(1-c.of) + rows[c.at+2]*c.of
			line[x] = uint8(min(255, float64(v)*paper/here))
		}
	}
}
