package picture

import (
	"image"
	"image/draw"
)

// stance is how a picture lies in its file, in the numbers cameras write: 1 is
// upright, and the others say how its rows and columns are to be read.
type stance int

const upright stance = 1

// from gives where the pixel that belongs at x, y of the upright picture lies in
// the file, in a picture that is w by h there.
func (s stance) from(x, y, w, h int) (int, int) {
	switch s {
	case 2:
		return w - 1 - x, y
	case 3:
		return w - 1 - x, h - 1 - y
	case 4:
		return x, h - 1 - y
	case 5:
		return y, x
	case 6:
		return y, h - 1 - x
	case 7:
		return w - 1 - y, h - 1 - x
	case 8:
		return w - 1 - y, x
	}
	return x, y
}

// lies reports whether rows and columns change places.
func (s stance) lies() bool { return s >= 5 && s <= 8 }

// set gives a picture upright.
func set(img image.Image, s stance) image.Image {
	if s <= upright || s > 8 {
		return img
	}
	b := img.Bounds()
	w, h := b.Dx(), b.Dy()
	size := image.Rect(0, 0, w, h)
	if s.lies() {
		size = image.Rect(0, 0, h, w)
	}
	switch img := img.(type) {
	case *image.Gray:
		out := image.NewGray(size)
		plane(out.Pix, out.Stride, size, img.Pix[img.PixOffset(b.Min.X, b.Min.Y):], img.Stride, w, h, s)
		return out
	case *image.YCbCr:
		if r := img.SubsampleRatio; b.Min == (image.Point{}) && (r == image.YCbCrSubsampleRatio444 || r == image.YCbCrSubsampleRatio420) {
			out := image.NewYCbCr(size, r)
			plane(out.Y, out.YStride, size, img.Y, img.YStride, w, h, s)
			if r == image.YCbCrSubsampleRatio420 {
				w, h = (w+1)/2, (h+1)/2
				size = image.Rect(0, 0, (size.Dx()+1)/2, (size.Dy()+1)/2)
			}
			plane(out.Cb, out.CStride, size, img.Cb, img.CStride, w, h, s)
			plane(out.Cr, out.CStride, size, img.Cr, img.CStride, w, h, s)
			return out
		}
	}
	in, ok := img.(*image.RGBA)
	if !ok {
		in = image.NewRGBA(image.Rect(0, 0, w, h))
		draw.Draw(in, in.Rect, img, b.Min, draw.Src)
	}
	out := image.NewRGBA(size)
	at := in.PixOffset(in.Rect.Min.X, in.Rect.Min.Y)
	for y := range size.Dy() {
		for x := range size.Dx() {
			fx, fy := s.from(x, y, w, h)
			from := at + fy*in.Stride + 4*fx
			copy(out.Pix[y*out.Stride+4*x:][:4], in.Pix[from:from+4])
		}
	}
	return out
}

// plane turns one plane of a picture with one byte for each place.
func plane(out []byte, outStride int, size image.Rectangle, in []byte, inStride, w, h int, s stance) {
	for y := range size.Dy() {
		for x := range size.Dx() {
			fx, fy := s.from(x, y, w, h)
			out[y*outStride+x] = in[fy*inStride+fx]
		}
	}
}
