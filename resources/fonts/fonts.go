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
