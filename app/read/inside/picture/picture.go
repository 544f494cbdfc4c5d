// Package picture opens the photographs and scans that families are sent: JPG,
// PNG, TIFF with one or many pages, and HEIC, the format of iPhones.
//
// It runs in the reader's child process and nowhere else, for the reasons package
// inside gives. It knows bytes and pictures: no words, no vault, no disk beyond
// the compile cache it is handed, and no network.
//
// It promises that a picture stands as the camera was held, on white paper where
// it is see-through; that a picture too large for the child's memory is refused
// before memory is taken for it; and that what it cannot open is an error, never a
// panic it can catch.
package picture

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"image/png"
	"strings"
)

// What can be the matter with a picture.
var (
	ErrNotReadable = errors.New("picture: damaged")
	ErrTooBig      = errors.New("picture: too large")
	ErrNoPage      = errors.New("picture: no such page")
)

const (
	// maxPixels is the largest picture that is opened: 60 million.
	maxPixels = 60_000_000
	// maxBytes is how much memory its pixels may take. Few have more than four
	// bytes a pixel.
	maxBytes = 256 << 20
)

// The formats, as Sniff names them.
const (
	JPEG    = "jpeg"
	PNG     = "png"
	TIFF    = "tiff"
	HEIC    = "heic"
	Unknown = ""
)

// Sniff tells the format of a picture by its first bytes.
func Sniff(data []byte) string {
	starts := func(with string) bool { return bytes.HasPrefix(data, []byte(with)) }
	switch {
	case starts("\xff\xd8\xff"):
		return JPEG
	case starts("\x89PNG\r\n\x1a\n"):
		return PNG
	case starts("II*\x00"), starts("MM\x00*"):
		return TIFF
	case len(data) >= 12 && string(data[4:8]) == "ftyp" &&
		strings.Contains(" heic heix hevc heim heis mif1 msf1 ", " "+string(data[8:12])+" "):
		return HEIC
	}
	return Unknown
}

// Count says how many pages a picture has: 1 for all but TIFF.
func Count(data []byte) (int, error) {
	switch Sniff(data) {
	case Unknown:
		return 0, ErrNotReadable
	case TIFF:
		pages, err := tiffPages(data)
		return len(pages), err
	}
	return 1, nil
}

// Decode opens page n of a picture, counted from 0. The engine for HEIC is kept
// compiled in the folder cache where that is given.
func Decode(data []byte, n int, cache string) (img image.Image, err error) {
	defer func() {
		if x := recover(); x != nil {
			img, err = nil, fmt.Errorf("%w: %v", ErrNotReadable, x)
		}
	}()
	format := Sniff(data)
	if format != TIFF && n != 0 {
		return nil, ErrNoPage
	}
	stands := upright
	switch format {
	case JPEG:
		stands = jpegStands(data)
		img, err = decoded(data, jpeg.DecodeConfig, jpeg.Decode)
	case PNG:
		stands = pngStands(data)
		img, err = decoded(data, png.DecodeConfig, png.Decode)
	case TIFF:
		img, stands, err = decodeTIFF(data, n)
	case HEIC:
		img, err = decodeHEIC(data, cache) // its engine turns it
	default:
		err = ErrNotReadable
	}
	if err != nil {
		if !errors.Is(err, ErrTooBig) && !errors.Is(err, ErrNoPage) && !errors.Is(err, ErrNotReadable) {
			err = fmt.Errorf("%w: %w", ErrNotReadable, err)
		}
		return nil, err
	}
	return set(onWhite(img), stands), nil
}

// fits refuses a picture that would take too much memory, by what it says of
// itself.
func fits(c image.Config) error {
	if c.Width <= 0 || c.Height <= 0 {
		return ErrNotReadable
	}
	each := 4
	switch c.ColorModel {
	case color.RGBA64Model, color.NRGBA64Model:
		each = 8
	}
	if c.Width > maxPixels || c.Height > maxPixels/c.Width || c.Width*c.Height > maxBytes/each {
		return fmt.Errorf("%w: %d by %d", ErrTooBig, c.Width, c.Height)
	}
	return nil
}

// onWhite lays a picture one can see through on white paper.
func onWhite(img image.Image) image.Image {
	if o, ok := img.(interface{ Opaque() bool }); !ok || o.Opaque() {
		return img
	}
	out := image.NewRGBA(img.Bounds())
	draw.Draw(out, out.Rect, image.White, image.Point{}, draw.Src)
	draw.Draw(out, out.Rect, img, img.Bounds().Min, draw.Over)
	return out
}
