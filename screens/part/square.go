package part

import (
	"image"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"rsc.io/qr"

	"leverarch/app/lang"
)

// Square is a square code for a phone's camera: black on white in every look, with
// the white edge that cameras need.
type Square struct {
	kin
	picture *canvas.Image
	squares int // across, the white edge included
}

// The code's measures: how many squares of white stand round it, and how large
// one square is at plain text size. Under four, an old camera cannot tell them
// apart.
const (
	codeEdge   = 4
	codeSquare = 5
)

// NewSquare makes one. Words that are too many for one give an error.
func NewSquare(words string) (*Square, error) {
	c := &Square{picture: canvas.NewImageFromImage(nil)}
	c.picture.ScaleMode = canvas.ImageScalePixels
	c.ExtendBaseWidget(c)
	return c, c.Set(words)
}

// Set shows other words.
func (c *Square) Set(words string) error {
	code, err := qr.Encode(words, qr.M)
	if err != nil {
		return err
	}
	c.squares = code.Size + 2*codeEdge
	img := image.NewGray(image.Rect(0, 0, c.squares*codeSquare, c.squares*codeSquare))
	for y := range img.Rect.Dy() {
		for x := range img.Rect.Dx() {
			shade := color.Gray{255}
			if code.Black(x/codeSquare-codeEdge, y/codeSquare-codeEdge) {
				shade = color.Gray{0}
			}
			img.SetGray(x, y, shade)
		}
	}
	c.picture.Image = img
	c.picture.Refresh()
	c.Refresh()
	c.grown()
	return nil
}

// AccessibilityLabel says what it is.
func (c *Square) AccessibilityLabel() string { return lang.T("Square code for a phone’s camera") }

// AccessibilityRole says that it is a picture among words.
func (c *Square) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleContainer }

// CreateRenderer is for Fyne.
func (c *Square) CreateRenderer() fyne.WidgetRenderer { return face{c} }

// edge is how long a side is. It does not grow with the text, which would make it
// larger than the window; it is large enough for a camera as it is.
func (c *Square) edge() float32 { return float32(c.squares * codeSquare) }

func (c *Square) natural() float32            { return c.edge() }
func (c *Square) shapes() []fyne.CanvasObject { return []fyne.CanvasObject{c.picture} }
func (c *Square) paint()                      {}
func (c *Square) lay(size fyne.Size) {
	edge := min(size.Width, c.edge())
	c.picture.Move(fyne.NewPos(0, 0))
	c.picture.Resize(fyne.NewSquareSize(edge))
}

func (c *Square) least() fyne.Size { return fyne.NewSquareSize(c.edge()) }
