package ocr

import (
	"image"
	"image/color"
	"image/draw"
	"math"
	"strings"
	"testing"

	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/f64"

	"leverarch/resources/fonts"
)

// letterText is a letter nobody wrote, of a council there is not.
const letterText = `Tarnside Council
Special educational needs team

Our reference: TC/4471/AB
Date: 12 January 2026

Dear Mr and Mrs Okafor

Request for an assessment of your child

Thank you for your letter, which we received on 9 January 2026.
We will tell you by 20 February 2026 whether we will carry out
an education, health and care needs assessment.

If you would like to send us anything that would help us to decide,
please do so before Monday 26 January 2026. You can ring the team
on any weekday between nine and five.

Yours sincerely

Priya Halloway
Assessment officer`

// drawn is a page with what was drawn on it.
type drawn struct {
	*image.Gray
	words []Word
}

// sheet draws lines of text on white paper, as at 150 dots an inch.
func sheet(t testing.TB, w, h int, text string) drawn {
	t.Helper()
	d := drawn{Gray: image.NewGray(image.Rect(0, 0, w, h))}
	draw.Draw(d.Gray, d.Rect, image.White, image.Point{}, draw.Src)
	d.write(t, image.Pt(w/10, h/10), text, color.Black)
	return d
}

const (
	textSize = 23.0 // 11 points
	lineStep = 32
)

func (d *drawn) write(t testing.TB, at image.Point, text string, ink color.Color) {
	t.Helper()
	f, err := opentype.Parse(fonts.Regular)
	if err != nil {
		t.Fatal(err)
	}
	face, err := opentype.NewFace(f, &opentype.FaceOptions{Size: textSize, DPI: 72})
	if err != nil {
		t.Fatal(err)
	}
	pen := font.Drawer{Dst: d.Gray, Src: image.NewUniform(ink), Face: face}
	for i, line := range strings.Split(text, "\n") {
		pen.Dot.X, pen.Dot.Y = fix(at.X), fix(at.Y+i*lineStep)
		for _, word := range strings.Fields(line) {
			from := pen.Dot.X
			pen.DrawString(word)
			y := at.Y + i*lineStep
			d.words = append(d.words, Word{Text: word, Box: image.Rect(from.Floor(), y-lineStep*2/3, pen.Dot.X.Ceil(), y+lineStep/5)})
			pen.DrawString(" ")
		}
	}
}

// put gives a page as it lies in a picture: turned clockwise by turn, and then its
// lines going down to the right by skew degrees.
func (d drawn) put(turn int, skew float64) (drawn, f64.Aff3) {
	w, h := d.Rect.Dx(), d.Rect.Dy()
	m := quarter(turn, w, h)
	sin, cos := math.Sincos(skew * math.Pi / 180)
	m = after(m, f64.Aff3{cos, -sin, 0, sin, cos, 0})
	fw, fh := float64(w), float64(h)
	least, most := bounds(m, []point{{0, 0}, {fw, 0}, {fw, fh}, {0, fh}})
	m = after(m, f64.Aff3{1, 0, -least.x, 0, 1, -least.y})
	out := drawn{Gray: moved(d.Gray, m, int(most.x-least.x), int(most.y-least.y))}
	for _, word := range d.words {
		word.Box = box(m, word.Box)
		out.words = append(out.words, word)
	}
	return out, m
}
