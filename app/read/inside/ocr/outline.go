package ocr

import (
	"cmp"
	"image"
	"slices"

	"golang.org/x/image/math/f64"
)

// outlinePatch is how finely the edge of the paper is looked for, in pixels of the
// small picture.
const outlinePatch = 6

// point is a place in a picture.
type point struct{ x, y float64 }

// outline finds the edge of a sheet that was photographed on something darker. It
// gives nothing where the picture is all paper.
func outline(small *image.Gray) []point {
	light := lightOf(small, outlinePatch)
	level, ok := split(light.v)
	if !ok || !surrounded(light, level) {
		return nil
	}
	sheet := largest(light, level)
	if len(sheet) < len(light.v)/4 {
		return nil
	}
	var middle point
	hull := convex(sheet)
	for _, p := range hull {
		middle.x += p.x / float64(len(hull))
		middle.y += p.y / float64(len(hull))
	}
	const inward = 0.992 // the edge itself is dark
	for i, p := range hull {
		hull[i] = point{
			(middle.x + (p.x-middle.x)*inward) * outlinePatch,
			(middle.y + (p.y-middle.y)*inward) * outlinePatch,
		}
	}
	return hull
}

// split finds the level that best parts dark from light (Otsu's), and whether the
// two are far enough apart to be two things.
func split(v []float64) (level float64, ok bool) {
	var counts [256]float64
	total := 0.0
	for _, x := range v {
		counts[int(min(x, 255))]++
		total += x
	}
	n, sum, best := 0.0, 0.0, 0.0
	for i, c := range counts {
		n += c
		sum += c * float64(i)
		rest := float64(len(v)) - n
		if n == 0 || rest == 0 {
			continue
		}
		dark, light := sum/n, (total-sum)/rest
		if d := n * rest * (light - dark) * (light - dark); d > best {
			best, level = d, float64(i)+0.5
			ok = light > 1.5*dark && light-dark > 40
		}
	}
	return level, ok
}

// surrounded reports whether at least three sides of a picture are mostly dark.
func surrounded(g grid, level float64) bool {
	sides := 0
	side := func(n int, at func(i int) float64) {
		dark := 0
		for i := range n {
			if at(i) < level {
				dark++
			}
		}
		if dark*2 > n {
			sides++
		}
	}
	side(g.w, func(i int) float64 { return g.at(i, 0) })
	side(g.w, func(i int) float64 { return g.at(i, g.h-1) })
	side(g.h, func(i int) float64 { return g.at(0, i) })
	side(g.h, func(i int) float64 { return g.at(g.w-1, i) })
	return sides >= 3
}

// largest gives the corners of the patches of the largest light field.
func largest(g grid, level float64) []point {
	seen := make([]bool, len(g.v))
	var best, field []image.Point
	for start := range g.v {
		field = field[:0]
		visit := func(x, y int) {
			if x >= 0 && y >= 0 && x < g.w && y < g.h && !seen[y*g.w+x] && g.at(x, y) >= level {
				seen[y*g.w+x] = true
				field = append(field, image.Pt(x, y))
			}
		}
		visit(start%g.w, start/g.w)
		for i := 0; i < len(field); i++ {
			p := field[i]
			visit(p.X+1, p.Y)
			visit(p.X-1, p.Y)
			visit(p.X, p.Y+1)
			visit(p.X, p.Y-1)
		}
		if len(field) > len(best) {
			best = slices.Clone(field)
		}
	}
	var out []point
	for _, p := range best {
		out = append(out, point{float64(p.X), float64(p.Y)}, point{float64(p.X + 1), float64(p.Y + 1)},
			point{float64(p.X + 1), float64(p.Y)}, point{float64(p.X), float64(p.Y + 1)})
	}
	return out
}

// convex gives the corners of the smallest field without dents about some points.
func convex(p []point) []point {
	slices.SortFunc(p, func(a, b point) int { return cmp.Or(cmp.Compare(a.x, b.x), cmp.Compare(a.y, b.y)) })
	half := func(out []point, q point) []point {
		for n := len(out); n >= 2; n = len(out) {
			a, b := out[n-2], out[n-1]
			if (b.x-a.x)*(q.y-a.y)-(b.y-a.y)*(q.x-a.x) > 0 {
				break
			}
			out = out[:n-1]
		}
		return append(out, q)
	}
	var low, high []point
	for i := range p {
		low = half(low, p[i])
		high = half(high, p[len(p)-1-i])
	}
	return append(low[:len(low)-1], high[:len(high)-1]...)
}

// bounds gives the smallest upright rectangle about where m takes some points.
func bounds(m f64.Aff3, p []point) (least, most point) {
	for i, q := range p {
		x, y := apply(m, q.x, q.y)
		if i == 0 {
			least, most = point{x, y}, point{x, y}
		}
		least, most = point{min(least.x, x), min(least.y, y)}, point{max(most.x, x), max(most.y, y)}
	}
	return least, most
}

// clearOutside makes all paper that is outside the sheet, which m takes to g.
func clearOutside(g *image.Gray, m f64.Aff3, sheet []point) {
	if len(sheet) == 0 {
		return
	}
	w := g.Rect.Dx()
	for y := range g.Rect.Dy() {
		from, to := w, 0
		for i := range sheet {
			ax, ay := apply(m, sheet[i].x, sheet[i].y)
			next := sheet[(i+1)%len(sheet)]
			bx, by := apply(m, next.x, next.y)
			if t := float64(y) + 0.5; (ay <= t) != (by <= t) {
				x := int(ax + (bx-ax)*(t-ay)/(by-ay))
				from, to = min(from, max(0, x)), max(to, min(w, x))
			}
		}
		line := g.Pix[y*g.Stride : y*g.Stride+w]
		for x := range line {
			if x < from || x >= to {
				line[x] = paper
			}
		}
	}
}
