package ocr

import (
	"image"
	"image/draw"
	"math"

	"golang.org/x/image/math/f64"
)

// greyOf gives the light of a picture on white paper, made smaller by a whole
// number so that the result is no larger than it must be.
func greyOf(img image.Image, by int) *image.Gray {
	b := img.Bounds()
	out := image.NewGray(image.Rect(0, 0, b.Dx()/by, b.Dy()/by))
	row := image.NewGray(image.Rect(0, 0, b.Dx(), by))
	colour := image.NewRGBA(row.Rect)
	sums := make([]uint32, out.Rect.Dx())
	for y := range out.Rect.Dy() {
		light(row, colour, img, image.Pt(b.Min.X, b.Min.Y+y*by))
		clear(sums)
		for dy := range by {
			line := row.Pix[dy*row.Stride:]
			for x := range sums {
				for dx := range by {
					sums[x] += uint32(line[x*by+dx])
				}
			}
		}
		for x, s := range sums {
			out.Pix[y*out.Stride+x] = uint8(s / uint32(by*by))
		}
	}
	return out
}

// light puts the light of a few rows of a picture into row.
func light(row *image.Gray, colour *image.RGBA, img image.Image, from image.Point) {
	switch img := img.(type) {
	case *image.Gray:
		for y := range row.Rect.Dy() {
			copy(row.Pix[y*row.Stride:], img.Pix[img.PixOffset(from.X, from.Y+y):][:row.Rect.Dx()])
		}
	case *image.YCbCr:
		for y := range row.Rect.Dy() {
			copy(row.Pix[y*row.Stride:], img.Y[img.YOffset(from.X, from.Y+y):][:row.Rect.Dx()])
		}
	default:
		draw.Draw(colour, colour.Rect, image.White, image.Point{}, draw.Src)
		draw.Draw(colour, colour.Rect, img, from, draw.Over)
		for i := range row.Pix {
			p := colour.Pix[4*i:]
			row.Pix[i] = uint8((299*uint32(p[0]) + 587*uint32(p[1]) + 114*uint32(p[2]) + 500) / 1000)
		}
	}
}

// after gives the affine map that does first and then second.
func after(first, second f64.Aff3) f64.Aff3 {
	a, b := second, first
	return f64.Aff3{
		a[0]*b[0] + a[1]*b[3], a[0]*b[1] + a[1]*b[4], a[0]*b[2] + a[1]*b[5] + a[2],
		a[3]*b[0] + a[4]*b[3], a[3]*b[1] + a[4]*b[4], a[3]*b[2] + a[4]*b[5] + a[5],
	}
}

// back gives the affine map that undoes m.
func back(m f64.Aff3) f64.Aff3 {
	d := m[0]*m[4] - m[1]*m[3]
	a, b, c, e := m[4]/d, -m[1]/d, -m[3]/d, m[0]/d
	return f64.Aff3{a, b, -a*m[2] - b*m[5], c, e, -c*m[2] - e*m[5]}
}

func apply(m f64.Aff3, x, y float64) (float64, float64) {
	return m[0]*x + m[1]*y + m[2], m[3]*x + m[4]*y + m[5]
}

// box gives the smallest upright box about where m takes r.
func box(m f64.Aff3, r image.Rectangle) image.Rectangle {
	x0, y0, x1, y1 := math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	for _, p := range [4]image.Point{r.Min, {X: r.Max.X, Y: r.Min.Y}, {X: r.Min.X, Y: r.Max.Y}, r.Max} {
		x, y := apply(m, float64(p.X), float64(p.Y))
		x0, y0, x1, y1 = min(x0, x), min(y0, y), max(x1, x), max(y1, y)
	}
	return image.Rect(int(math.Floor(x0+0.01)), int(math.Floor(y0+0.01)), int(math.Ceil(x1-0.01)), int(math.Ceil(y1-0.01)))
}

// moved draws src where m takes it, onto paper of the given size. What lies
// outside src is as light as the nearest of its edge.
func moved(src *image.Gray, m f64.Aff3, w, h int) *image.Gray {
	out := image.NewGray(image.Rect(0, 0, w, h))
	inv := back(m)
	sw, sh := src.Rect.Dx(), src.Rect.Dy()
	maxX, maxY := float64(sw-1), float64(sh-1)
	for y := range h {
		line := out.Pix[y*out.Stride : y*out.Stride+w]
		// The middle of a pixel is half a pixel in.
		sx, sy := apply(inv, 0.5, float64(y)+0.5)
		sx, sy = sx-0.5, sy-0.5
		for x := range line {
			fx, fy := min(max(sx, 0), maxX), min(max(sy, 0), maxY)
			sx, sy = sx+inv[0], sy+inv[3]
			x0, y0 := int(fx), int(fy)
			wx, wy := uint32((fx-float64(x0))*256), uint32((fy-float64(y0))*256)
			at := y0*src.Stride + x0
			right, down := 1, src.Stride
			if x0+1 >= sw {
				right = 0
			}
			if y0+1 >= sh {
				down = 0
			}
			p := src.Pix[at:]
			top := uint32(p[0])*(256-wx) + uint32(p[right])*wx
			low := uint32(p[down])*(256-wx) + uint32(p[down+right])*wx
			line[x] = uint8((top*(256-wy) + low*wy + 1<<15) >> 16)
		}
	}
	return out
}
