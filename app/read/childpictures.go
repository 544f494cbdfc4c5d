package read

import (
	"context"
	"errors"
	"image"
	"path/filepath"
	"strings"

	"golang.org/x/image/draw"

	"leverarch/app/read/inside"
	"leverarch/app/read/inside/ocr"
	"leverarch/app/read/inside/picture"
)

const (
	// lookDots is how many dots an inch a page is drawn with to read the words in
	// its picture. More takes longer and finds no more.
	lookDots = 200
	// cellGap is how far apart words of one line stand in different cells or columns,
	// in heights of a word.
	cellGap = 2
	// paperSide is the longer side of a photographed page in points: A4.
	paperSide = 842
)

// photo is a file of pictures: photographs, or a scan.
type photo struct {
	in    *document
	bytes []byte
	at    int // the page that was opened last, from 1
	open  image.Image
}

// page opens page n as it stands upright.
func (p *photo) page(n int) (image.Image, error) {
	if p.at != n+1 {
		img, err := picture.Decode(p.bytes, n, p.in.cache("heic"))
		if err != nil {
			return nil, ofPicture(err)
		}
		if last := p.in.photo; last != nil && last != p {
			last.at, last.open = 0, nil // one at a time, they are large
		}
		p.at, p.open, p.in.photo = n+1, img, p
	}
	return p.open, nil
}

func ofPicture(err error) error {
	switch {
	case errors.Is(err, picture.ErrTooBig):
		return ErrTooBig
	case errors.Is(err, picture.ErrNoPage):
		return ErrNoPage
	}
	return ErrNotReadable
}

func (p *photo) words(n int) (inside.Page, string, error) {
	img, err := p.page(n)
	if err != nil {
		return inside.Page{}, "", err
	}
	w, h := float32(img.Bounds().Dx()), float32(img.Bounds().Dy())
	scale := paperSide / max(w, h)
	return inside.Page{Picture: true, Width: w * scale, Height: h * scale}, "", nil
}

func (p *photo) picture(n, width int, show func(*image.RGBA) error) error {
	img, err := p.page(n)
	if err != nil {
		return err
	}
	size := img.Bounds().Size()
	width = max(1, min(width, maxSide, size.X))
	height := max(1, size.Y*width/size.X)
	if height > maxSide {
		width, height = max(1, size.X*maxSide/size.Y), maxSide
	}
	out := image.NewRGBA(image.Rect(0, 0, width, height))
	draw.ApproxBiLinear.Scale(out, out.Rect, img, img.Bounds(), draw.Src, nil)
	return show(out)
}

func (p *photo) look(n int, _ float32, see func(img image.Image, dots int) error) error {
	img, err := p.page(n)
	if err != nil {
		return err
	}
	return see(img, 0)
}

func (p *pdfFile) look(n int, width float32, see func(img image.Image, dots int) error) error {
	doc, err := p.open()
	if err != nil {
		return err
	}
	return doc.Picture(n, int(width*lookDots/72), func(img *image.RGBA) error { return see(img, lookDots) })
}

// album is a Word or OpenDocument file that is nothing but pictures.
type album []*photo

// albumOf gives the pictures of a file without words.
func (d *document) albumOf(r raw, pages []inside.Page) (a album) {
	if len(pages) > 0 || r.format != inside.DOCX && r.format != inside.ODT {
		return nil
	}
	for _, b := range inside.Pictures(r.bytes) {
		a = append(a, &photo{in: d, bytes: b})
	}
	return a
}

func (a album) words(n int) (inside.Page, string, error) { return a[n].words(0) }

func (a album) picture(n, width int, show func(*image.RGBA) error) error {
	return a[n].picture(0, width, show)
}

func (a album) look(n int, width float32, see func(img image.Image, dots int) error) error {
	return a[n].look(0, width, see)
}

// looker is a piece whose pages can be looked at, to read the words in a picture.
type looker interface {
	look(n int, width float32, see func(img image.Image, dots int) error) error
}

// needsLook reports whether the words of a page are in its picture, or come out of
// the file as no words.
func needsLook(page inside.Page) bool { return page.Picture || !inside.Good(page.Text) }

// look reads the words in the picture of page n, and gives the page with them where
// they are better than what was there.
func (d *document) look(p looker, at, n int, page inside.Page) (inside.Page, string, int, error) {
	allowWork()
	if err := send(d.out, frameLook, at); err != nil {
		return page, "", 0, err
	}
	if d.eyes == nil {
		eyes, err := ocr.New(context.Background(), d.cache("ocr"))
		if err != nil {
			return page, "", 0, ErrNoReader
		}
		d.eyes = eyes
	}
	var got ocr.Page
	var size image.Point
	err := p.look(n, page.Width, func(img image.Image, dots int) (err error) {
		size = img.Bounds().Size()
		got, err = d.eyes.Page(context.Background(), img, dots)
		return err
	})
	if err != nil {
		return page, "", 0, err
	}
	seen := seenPage(got, size, page)
	if seen.Text == "" || !inside.Good(seen.Text) && page.Text != "" {
		return page, "", got.Upright, nil
	}
	return seen, "ocr", got.Upright, nil
}

// seenPage makes a page of the words in its picture.
func seenPage(got ocr.Page, size image.Point, page inside.Page) inside.Page {
	out := inside.Page{Width: page.Width, Height: page.Height, Picture: true}
	scale := page.Width / float32(max(1, size.X))
	var text strings.Builder
	var last ocr.Word
	for _, w := range got.Words {
		words := strings.Fields(inside.Clean(w.Text))
		if len(words) == 0 {
			continue
		}
		switch {
		case text.Len() == 0:
		case w.Paragraph != last.Paragraph:
			text.WriteString("\n\n")
		case w.Line != last.Line:
			text.WriteByte('\n')
		case w.Box.Min.X-last.Box.Max.X > cellGap*w.Box.Dy():
			text.WriteByte('\t')
		default:
			text.WriteByte(' ')
		}
		last = w
		text.WriteString(strings.Join(words, " "))
		box := inside.Box{X: float32(w.Box.Min.X) * scale, Y: float32(w.Box.Min.Y) * scale,
			W: float32(w.Box.Dx()) * scale, H: float32(w.Box.Dy()) * scale}
		for range words {
			out.Boxes = append(out.Boxes, box)
		}
	}
	out.Text = text.String()
	return out
}

// cache is where an engine is kept compiled.
func (d *document) cache(engine string) string {
	if d.how.Cache == "" {
		return ""
	}
	return filepath.Join(d.how.Cache, engine)
}

// warm has the engines compiled.
func (d *document) warm() error {
	_, words := inside.Start(d.cache("pdfium"))
	eyes, err := ocr.New(context.Background(), d.cache("ocr"))
	if err == nil {
		eyes.Close()
	}
	return errors.Join(words, err)
}
