package part

import (
	"image"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"rsc.io/qr"

	"leverarch/screens/look"
)

// Scan is words as a square code, for a phone to read from the screen. It is
// black on white whatever the colours of the window are: a phone reads no other.
type Scan struct {
	kin
	label   string
	picture *canvas.Image
}

// scanDot is how large one dot of the code is, at plain text size. A whole number
// keeps the dots equal.
const scanDot = 5

// scanEdge is the white edge round a code, in dots, that readers need.
const scanEdge = 4

// NewScan makes a square code of the words. The label says to a screen reader what
// it is, and never the words themselves. Nothing is shown for words too long for
// a code.
func NewScan(label, words string) *Scan {
	s := &Scan{label: label, picture: canvas.NewImageFromImage(scanOf(words))}
	s.picture.ScaleMode = canvas.ImageScalePixels
	s.picture.FillMode = canvas.ImageFillStretch
	s.ExtendBaseWidget(s)
	return s
}

// scanOf draws a code, one point a dot.
func scanOf(words string) image.Image {
	code, err := qr.Encode(words, qr.M)
	if err != nil {
		return image.NewPaletted(image.Rectangle{}, color.Palette{color.White})
	}
	side := code.Size + 2*scanEdge
	m := image.NewPaletted(image.Rect(0, 0, side, side), color.Palette{color.White, color.Black})
	for y := range code.Size {
		for x := range code.Size {
			if code.Black(x, y) {
				m.SetColorIndex(x+scanEdge, y+scanEdge, 1)
			}
		}
	}
	return m
}

// AccessibilityLabel says what the code is.
func (s *Scan) AccessibilityLabel() string { return seen(s.label) }

// AccessibilityRole says what holds the picture: Fyne has no role for one.
func (s *Scan) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleContainer }

// CreateRenderer is for Fyne.
func (s *Scan) CreateRenderer() fyne.WidgetRenderer { return face{s} }

func (s *Scan) natural() float32            { return s.least().Width }
func (s *Scan) shapes() []fyne.CanvasObject { return []fyne.CanvasObject{s.picture} }
func (s *Scan) paint()                      {}
func (s *Scan) lay(fyne.Size)               { s.picture.Resize(s.least()) }

func (s *Scan) least() fyne.Size {
	dot := float32(int(scanDot * look.Scale()))
	return fyne.NewSquareSize(dot * float32(s.picture.Image.Bounds().Dx()))
}
