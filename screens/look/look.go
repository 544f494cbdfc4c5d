// Package look is how the window looks: colours, type, sizes and drawings.
//
// A Look is a fyne.Theme. Every colour and size on the screens is asked for by
// name (Of, Pt, Gap) while drawing, never kept, so that a change of theme or of
// text size is seen at once everywhere. Words can be read in every kind: their
// contrast with everything they may stand on is at least 7 to 1, and a test
// computes it.
//
// It knows no words, no screens and nothing of what a family keeps.
package look

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"leverarch/resources/fonts"
)

// Kind is one of the palettes.
type Kind string

// The palettes a person can choose.
const (
	Light    Kind = "light"
	Dark     Kind = "dark"
	Contrast Kind = "contrast"
	Tinted   Kind = "tinted" // a coloured page, which some find quieter to read on
)

// Kinds lists the palettes in the order they are offered.
var Kinds = []Kind{Light, Tinted, Dark, Contrast}

// Scales lists the text sizes that are offered, 1 being 16 pixels.
var Scales = []float32{1, 1.25, 1.5, 1.75, 2}

// Face is one of the typefaces.
type Face string

// The typefaces a person can choose.
const (
	Hyperlegible Face = "hyperlegible" // Atkinson Hyperlegible Next
	Lexend       Face = "lexend"
	Dyslexic     Face = "opendyslexic"
)

// Faces lists the typefaces in the order they are offered.
var Faces = []Face{Hyperlegible, Lexend, Dyslexic}

// Choice is how somebody wants everything to look.
type Choice struct {
	Kind  Kind
	Scale float32 // of the text, 1 to 2
	Face  Face
	Roomy bool // more room between lines and between things
}

// Look is a theme: one choice, drawn.
type Look struct{ Choice }

// New gives the theme of that kind with text scaled by scale (1 to 2), in the
// first typeface. A kind that is not known is Light.
func New(kind Kind, scale float32) *Look { return As(Choice{Kind: kind, Scale: scale}) }

// As gives the theme that was chosen. What is not known in it is as at first.
func As(c Choice) *Look {
	if palettes[c.Kind] == nil {
		c.Kind = Light
	}
	if faces[c.Face] == nil {
		c.Face = Hyperlegible
	}
	c.Scale = min(max(c.Scale, 1), 2)
	return &Look{c}
}

// Color gives a colour of ours, or the one of ours that stands for Fyne's.
func (l *Look) Color(name fyne.ThemeColorName, variant fyne.ThemeVariant) color.Color {
	p := palettes[l.Kind]
	if c, ok := p[name]; ok {
		return c
	}
	if ours, ok := fynes[name]; ok {
		return p[ours]
	}
	switch name {
	case theme.ColorNameHover, theme.ColorNamePressed:
		return faint(p[Ink], 24)
	case theme.ColorNameSelection:
		return faint(p[Teal], 80)
	case theme.ColorNameFocus:
		return faint(p[Teal], 60) // behind the chosen line of a menu
	case theme.ColorNameShadow:
		return color.NRGBA{A: 40}
	}
	return theme.DefaultTheme().Color(name, variant)
}

func faint(c color.NRGBA, alpha uint8) color.Color {
	c.A = alpha
	return c
}

// Font gives the typeface.
func (l *Look) Font(style fyne.TextStyle) fyne.Resource {
	if style.Monospace || style.Symbol {
		return theme.DefaultTheme().Font(style)
	}
	n := 0
	if style.Bold {
		n |= 1
	}
	if style.Italic {
		n |= 2
	}
	return faces[l.Face][n]
}

// faces are the typefaces: regular, bold, italic, and both.
var faces = map[Face][]fyne.Resource{
	Hyperlegible: {typeface("atkinson", fonts.Regular), typeface("atkinson-bold", fonts.Bold), typeface("atkinson-italic", fonts.Italic), typeface("atkinson-bold-italic", fonts.BoldItalic)},
	Lexend:       {typeface("lexend", fonts.LexendRegular), typeface("lexend-bold", fonts.LexendBold), typeface("lexend", fonts.LexendRegular), typeface("lexend-bold", fonts.LexendBold)},
	Dyslexic:     {typeface("dyslexic", fonts.DyslexicRegular), typeface("dyslexic-bold", fonts.DyslexicBold), typeface("dyslexic-italic", fonts.DyslexicItalic), typeface("dyslexic-bold-italic", fonts.DyslexicBoldItalic)},
}

func typeface(name string, b []byte) fyne.Resource { return fyne.NewStaticResource(name, b) }

// Icon gives Fyne's own drawings, which its own widgets ask for.
func (l *Look) Icon(name fyne.ThemeIconName) fyne.Resource {
	return theme.DefaultTheme().Icon(name)
}

// Size gives a size: text and drawings grow with the text size, spaces less.
func (l *Look) Size(name fyne.ThemeSizeName) float32 {
	switch name {
	case theme.SizeNameText:
		return l.pt(Body)
	case theme.SizeNameCaptionText:
		return l.pt(Small)
	case theme.SizeNameSubHeadingText:
		return l.pt(Heading)
	case theme.SizeNameHeadingText:
		return l.pt(Title)
	case theme.SizeNameInlineIcon:
		return 20 * l.Scale
	case theme.SizeNamePadding:
		return l.gap(6)
	case theme.SizeNameInnerPadding:
		return l.gap(10)
	case theme.SizeNameLineSpacing:
		if l.Roomy {
			return 12 * l.Scale
		}
		return 6 * l.Scale
	case theme.SizeNameInputBorder:
		return 2
	case theme.SizeNameInputRadius, theme.SizeNameButtonRadius, theme.SizeNameMenuRadius, theme.SizeNamePopupRadius:
		return 8
	case theme.SizeNameCardRadius, theme.SizeNameDialogRadius:
		return 12
	case theme.SizeNameScrollBar:
		return 14
	case theme.SizeNameScrollBarSmall:
		return 5
	case theme.SizeNameModalBlurRadius:
		return 0
	}
	return theme.DefaultTheme().Size(name)
}

// Type is a size of type.
type Type int

// The four sizes of type.
const (
	Body Type = iota
	Small
	Heading
	Title
)

func (l *Look) pt(t Type) float32 {
	return map[Type]float32{Body: 16, Small: 14, Heading: 20, Title: 28}[t] * l.Scale
}

// gap grows by a third of what the text grows by: at double text a page has
// little enough room for words.
func (l *Look) gap(px float32) float32 {
	if l.Roomy {
		px *= 1.3
	}
	return px * (1 + (l.Scale-1)/3)
}

// now is the look in use, or the plain one where a test has none.
func now() *Look {
	if app := fyne.CurrentApp(); app != nil {
		if l, ok := app.Settings().Theme().(*Look); ok {
			return l
		}
	}
	return plain
}

var plain = New(Light, 1)

// Of gives a colour as the look in use has it.
func Of(c Colour) color.Color { return now().Color(c, theme.VariantLight) }

// Pt gives the height of type in the look in use.
func Pt(t Type) float32 { return now().pt(t) }

// Gap gives a space of px at plain size in the look in use.
func Gap(px float32) float32 { return now().gap(px) }

// Scale gives how much larger than plain the text in use is.
func Scale() float32 { return now().Scale }

// Pitch gives the distance from line to line, as a multiple of the height of the
// type, where it is 1.5 or 1.3 in a look without more room.
func Pitch(plain float32) float32 {
	if now().Roomy {
		return plain * 1.25
	}
	return plain
}

// InUse gives the choice in use.
func InUse() Choice { return now().Choice }

// InContrast reports whether high contrast is in use: edges are then drawn round
// everything that can be pressed.
func InContrast() bool { return now().Kind == Contrast }
