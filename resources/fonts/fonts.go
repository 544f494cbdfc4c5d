// Package fonts holds the typefaces the program is set in, as bytes.
//
// It knows nothing of the window; screens/look hands the bytes to it. Each
// family stands in its own folder with its licence and where it came from.
package fonts

import _ "embed" // for the typefaces below

// Atkinson Hyperlegible Next, drawn so that letters are hard to mix up.
var (
	//go:embed atkinson-hyperlegible-next/AtkinsonHyperlegibleNext_400Regular.ttf
	Regular []byte
	//go:embed atkinson-hyperlegible-next/AtkinsonHyperlegibleNext_700Bold.ttf
	Bold []byte
	//go:embed atkinson-hyperlegible-next/AtkinsonHyperlegibleNext_400Regular_Italic.ttf
	Italic []byte
	//go:embed atkinson-hyperlegible-next/AtkinsonHyperlegibleNext_700Bold_Italic.ttf
	BoldItalic []byte
)

// Lexend, with wide letters and much room between them. It has no italic.
var (
	//go:embed lexend/Lexend_400Regular.ttf
	LexendRegular []byte
	//go:embed lexend/Lexend_700Bold.ttf
	LexendBold []byte
)

// OpenDyslexic, whose letters are heavier at the foot.
var (
	//go:embed opendyslexic/OpenDyslexic-Regular.otf
	DyslexicRegular []byte
	//go:embed opendyslexic/OpenDyslexic-Bold.otf
	DyslexicBold []byte
	//go:embed opendyslexic/OpenDyslexic-Italic.otf
	DyslexicItalic []byte
	//go:embed opendyslexic/OpenDyslexic-BoldItalic.otf
	DyslexicBoldItalic []byte
)
