package look

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// Colour is the name of a colour.
type Colour = fyne.ThemeColorName

// The colours, by what they are for.
const (
	Paper       Colour = "paper"        // the page
	Card        Colour = "card"         // a card on the page
	Side        Colour = "side"         // the sidebar
	Picked      Colour = "picked"       // the chosen place in the sidebar
	CardLine    Colour = "card-line"    // round a card, between things
	Ink         Colour = "ink"          // words
	Quiet       Colour = "quiet"        // words that matter less
	Teal        Colour = "teal"         // the one thing to press; words that say all is well
	OnTeal      Colour = "on-teal"      // words on teal
	TealPaper   Colour = "teal-paper"   // behind teal words
	Plain       Colour = "plain"        // a button that is not the one thing to press
	PlainHover  Colour = "plain-hover"  // the same under the pointer
	TealHover   Colour = "teal-hover"   // the one thing to press under the pointer
	Amber       Colour = "amber"        // deadlines, and nothing else
	OnAmber     Colour = "on-amber"     // words on amber
	AmberPaper  Colour = "amber-paper"  // behind words about a deadline
	AmberLine   Colour = "amber-line"   // round a card about a deadline
	Mend        Colour = "mend"         // words about something to look at again
	Ring        Colour = "ring"         // round what has the keyboard
	InputLine   Colour = "input-line"   // round a field
	Input       Colour = "input"        // inside a field
	Unused      Colour = "unused"       // words on a button that cannot be pressed now
	UnusedPaper Colour = "unused-paper" // such a button
	Scrim       Colour = "scrim"        // over the page behind a modal
	Mark        Colour = "mark"         // over words of a letter
	Chosen      Colour = "chosen"       // over words that are chosen
)

// Texts names every pair of words and what they may stand on. Each pair has a
// contrast of at least 7 to 1 in every kind.
var Texts = []struct{ Words, On Colour }{
	{Ink, Paper}, {Ink, Card}, {Ink, Side}, {Ink, Picked}, {Ink, AmberPaper}, {Ink, TealPaper},
	{Ink, Plain}, {Ink, PlainHover}, {Ink, Input},
	{Quiet, Paper}, {Quiet, Card}, {Quiet, Side}, {Quiet, AmberPaper}, {Quiet, Input}, {Quiet, TealPaper},
	{Teal, Paper}, {Teal, Card}, {Teal, TealPaper}, {Teal, AmberPaper}, {Teal, Picked},
	{OnTeal, Teal}, {OnTeal, TealHover},
	{Amber, AmberPaper}, {Amber, Card}, {Amber, Paper}, {OnAmber, Amber},
	{Mend, Paper}, {Mend, Card}, {Mend, AmberPaper},
}

// Edges names what must be told apart by an edge alone: at least 3 to 1.
var Edges = []struct{ Edge, On Colour }{
	{Ring, Paper}, {Ring, Card}, {Ring, Side}, {Ring, AmberPaper},
	{InputLine, Paper}, {InputLine, Card}, {InputLine, Input}, {InputLine, AmberPaper},
	{Teal, Paper}, {Teal, Card}, {Teal, Picked},
	{Unused, UnusedPaper},
}

func hex(v uint32) color.NRGBA {
	return color.NRGBA{R: uint8(v >> 16), G: uint8(v >> 8), B: uint8(v), A: 255}
}

var palettes = map[Kind]map[Colour]color.NRGBA{
	Light: {
		Paper: hex(0xF7F5F0), Card: hex(0xFFFFFF), Side: hex(0xE9EFED), Picked: hex(0xFFFFFF), CardLine: hex(0xD9D5CB),
		Ink: hex(0x1B2A33), Quiet: hex(0x435058),
		Teal: hex(0x0F5A53), OnTeal: hex(0xFFFFFF), TealPaper: hex(0xE6F2EF), TealHover: hex(0x0B4841),
		Plain: hex(0xE9E8E2), PlainHover: hex(0xDEDDD5),
		Amber: hex(0x784000), OnAmber: hex(0xFFFFFF), AmberPaper: hex(0xFDF1DC), AmberLine: hex(0xE9CF9E),
		Mend: hex(0x8A1C14), Ring: hex(0xB86E00), InputLine: hex(0x6E7A80), Input: hex(0xFFFFFF),
		Unused: hex(0x71787C), UnusedPaper: hex(0xEFEEE9),
		Scrim: {R: 20, G: 30, B: 34, A: 140}, Mark: {R: 0xFF, G: 0xC2, B: 0x3D, A: 90}, Chosen: {R: 0x14, G: 0x66, B: 0xC8, A: 70},
	},
	Tinted: {
		Paper: hex(0xF9E9D2), Card: hex(0xFFF6E8), Side: hex(0xF1DFC3), Picked: hex(0xFFF6E8), CardLine: hex(0xD9C29E),
		Ink: hex(0x241C12), Quiet: hex(0x463A29),
		Teal: hex(0x0A4A44), OnTeal: hex(0xFFFFFF), TealPaper: hex(0xE9EDDC), TealHover: hex(0x083B36),
		Plain: hex(0xEDDCBF), PlainHover: hex(0xE3CFAC),
		Amber: hex(0x673500), OnAmber: hex(0xFFFFFF), AmberPaper: hex(0xFFE7BC), AmberLine: hex(0xCFA35B),
		Mend: hex(0x7A160F), Ring: hex(0x9A5A00), InputLine: hex(0x6B5F4C), Input: hex(0xFFFAF1),
		Unused: hex(0x6E6350), UnusedPaper: hex(0xF1E4CD),
		Scrim: {R: 40, G: 30, B: 20, A: 140}, Mark: {R: 0xFF, G: 0xB0, B: 0x20, A: 90}, Chosen: {R: 0x14, G: 0x66, B: 0xC8, A: 70},
	},
	Dark: {
		Paper: hex(0x161C20), Card: hex(0x1F272C), Side: hex(0x1B2226), Picked: hex(0x2B363C), CardLine: hex(0x3A464D),
		Ink: hex(0xF1F4F2), Quiet: hex(0xC3CDD1),
		Teal: hex(0x84D5C6), OnTeal: hex(0x06231F), TealPaper: hex(0x17352F), TealHover: hex(0x9FE3D6),
		Plain: hex(0x303B42), PlainHover: hex(0x3B4850),
		Amber: hex(0xFFC773), OnAmber: hex(0x2A1800), AmberPaper: hex(0x3B2C12), AmberLine: hex(0x6B5225),
		Mend: hex(0xFFB9AE), Ring: hex(0xFFB84D), InputLine: hex(0x8FA0A8), Input: hex(0x12181B),
		Unused: hex(0x8E999E), UnusedPaper: hex(0x252E33),
		Scrim: {A: 160}, Mark: {R: 0xFF, G: 0xC2, B: 0x3D, A: 90}, Chosen: {R: 0x14, G: 0x66, B: 0xC8, A: 70},
	},
	Contrast: {
		Paper: hex(0x000000), Card: hex(0x000000), Side: hex(0x000000), Picked: hex(0x000000), CardLine: hex(0xFFFFFF),
		Ink: hex(0xFFFFFF), Quiet: hex(0xFFFFFF),
		Teal: hex(0xFFE34D), OnTeal: hex(0x000000), TealPaper: hex(0x000000), TealHover: hex(0xFFF3A8),
		Plain: hex(0x000000), PlainHover: hex(0x333333),
		Amber: hex(0xFFC46B), OnAmber: hex(0x000000), AmberPaper: hex(0x000000), AmberLine: hex(0xFFC46B),
		Mend: hex(0xFFB9AE), Ring: hex(0x5CE1FF), InputLine: hex(0xFFFFFF), Input: hex(0x000000),
		Unused: hex(0xBBBBBB), UnusedPaper: hex(0x000000),
		Scrim: {R: 60, G: 60, B: 60, A: 200}, Mark: {R: 0xFF, G: 0xC2, B: 0x3D, A: 110}, Chosen: {R: 0x14, G: 0x66, B: 0xC8, A: 110},
	},
}

// fynes says which of ours stands for each of Fyne's, for its own widgets.
var fynes = map[fyne.ThemeColorName]Colour{
	theme.ColorNameBackground:          Paper,
	theme.ColorNameForeground:          Ink,
	theme.ColorNamePrimary:             Teal,
	theme.ColorNameForegroundOnPrimary: OnTeal,
	theme.ColorNameHyperlink:           Teal,
	theme.ColorNameButton:              Plain,
	theme.ColorNameDisabledButton:      UnusedPaper,
	theme.ColorNameDisabled:            Unused,
	theme.ColorNamePlaceHolder:         Quiet,
	theme.ColorNameInputBackground:     Input,
	theme.ColorNameInputBorder:         InputLine,
	theme.ColorNameMenuBackground:      Card,
	theme.ColorNameOverlayBackground:   Card,
	theme.ColorNameHeaderBackground:    Side,
	theme.ColorNameSeparator:           CardLine,
	theme.ColorNameScrollBar:           InputLine,
	theme.ColorNameError:               Mend,
	theme.ColorNameForegroundOnError:   Card,
	theme.ColorNameSuccess:             Teal,
	theme.ColorNameForegroundOnSuccess: OnTeal,
	theme.ColorNameWarning:             Amber,
	theme.ColorNameForegroundOnWarning: OnAmber,
}
