package look

import (
	"bytes"
	"fmt"
	"image/color"

	"fyne.io/fyne/v2"

	"leverarch/resources/icons"
)

// Icon is the name of a line drawing. The empty Icon is none.
type Icon string

// The drawings.
const (
	Home      Icon = "home"
	Timeline  Icon = "timeline"
	Documents Icon = "documents"
	Pencil    Icon = "pencil"
	Guide     Icon = "guide"
	Lock      Icon = "lock"
	Settings  Icon = "settings"
	Plus      Icon = "plus"
	Minus     Icon = "minus"
	Arrow     Icon = "arrow"
	Back      Icon = "back"
	Down      Icon = "down"
	Phone     Icon = "phone" // the thing in a pocket
	Call      Icon = "call"  // talking on it
	Calendar  Icon = "calendar"
	Clock     Icon = "clock"
	Warning   Icon = "warning"
	Info      Icon = "info"
	Check     Icon = "check"
	Folder    Icon = "folder"
	Search    Icon = "search"
	Eye       Icon = "eye"
	EyeOff    Icon = "eye-off"
	People    Icon = "people"
	Mail      Icon = "mail"
	Speech    Icon = "text"
	Close     Icon = "close"
	Copy      Icon = "copy"
	Bin       Icon = "bin"
	Save      Icon = "save"
	Print     Icon = "print"
	Safe      Icon = "safe"
)

// In gives the drawing in a colour of the look in use. Ask again after a change.
func (i Icon) In(c Colour) fyne.Resource {
	n := color.NRGBAModel.Convert(Of(c)).(color.NRGBA)
	shade, wide := fmt.Sprintf("%02x%02x%02x", n.R, n.G, n.B), fmt.Sprintf("%.1f", 2*Scale()*pixels())
	svg := bytes.ReplaceAll(icons.SVG(string(i)), []byte("currentColor"), []byte("#"+shade))
	// Lines are drawn as wide as they are written however large the drawing is.
	svg = bytes.ReplaceAll(svg, []byte(`stroke-width="2"`), []byte(`stroke-width="`+wide+`"`))
	return fyne.NewStaticResource(string(i)+"-"+shade+"-"+wide+".svg", svg)
}

// pixels is how many pixels of the screen make one of ours.
func pixels() float32 {
	p := float32(1)
	if app := fyne.CurrentApp(); app != nil {
		for _, w := range app.Driver().AllWindows() {
			p = max(p, w.Canvas().Scale())
		}
	}
	return p
}

// AppIcon gives the mark of the program for its window.
func AppIcon() fyne.Resource { return fyne.NewStaticResource("app.png", icons.App) }
