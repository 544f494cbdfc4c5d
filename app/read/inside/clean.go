package inside

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// lineEndHyphen is what pdfium gives for a hyphen that ends a line.
const lineEndHyphen = '\u0002'

// isLineEndHyphen reports a mark that only says a word goes on in the next line.
func isLineEndHyphen(r rune) bool {
	return r == lineEndHyphen || r == '\ufffe' || r == '\u00ad'
}

// Clean makes words of another engine's fit to stand in a text, as clean does.
func Clean(s string) string { return clean(s) }

// clean takes out what is no part of a word and would lie about it (control
// characters, marks that turn the direction of writing, marks without width),
// writes ligatures as their letters, and composes accents.
func clean(s string) string {
	plain := true
	for i := 0; i < len(s); i++ {
		if s[i] < ' ' || s[i] >= 0x7f {
			plain = false
			break
		}
	}
	if plain {
		return s
	}
	var out strings.Builder
	for _, r := range s {
		switch {
		case unicode.IsSpace(r):
			out.WriteByte(' ')
		case r >= 0xfb00 && r <= 0xfb06:
			out.WriteString([...]string{"ff", "fi", "fl", "ffi", "ffl", "st", "st"}[r-0xfb00])
		case r == 0xf0b7 || r == 0xf0a7: // the bullets of Word's symbol fonts
			out.WriteRune('•')
		case !unicode.IsGraphic(r) || r == unicode.ReplacementChar: // also Cc, Cf, unassigned and private
		case r == 0x034f, r >= 0x115f && r <= 0x1160, r == 0x3164, r == 0xffa0,
			unicode.Is(unicode.Variation_Selector, r): // drawn as nothing
		default:
			out.WriteRune(r)
		}
	}
	return norm.NFC.String(out.String())
}

// mendLigatures undoes a fault of Ghostscript 10 with some fonts, which writes
// the letters of ligatures with their two bytes swapped: "meeting" comes out as
// "mee琀椀ng". Only text that is otherwise Latin is touched.
func mendLigatures(s string) string {
	swapped, latin, other := 0, 0, 0
	for _, r := range s {
		switch {
		case swappedLetter(r) != 0:
			swapped++
		case unicode.Is(unicode.Latin, r):
			latin++
		case unicode.IsLetter(r):
			other++
		}
	}
	if swapped == 0 || latin < 4*(swapped+other) {
		return s
	}
	// Of "ffi" only the first letter comes through; what follows is always this.
	s = strings.ReplaceAll(s, "昀케", "ffi")
	return strings.Map(func(r rune) rune {
		if l := swappedLetter(r); l != 0 {
			return l
		}
		return r
	}, s)
}

func swappedLetter(r rune) rune {
	if l := r >> 8; r&0xff == 0 && (l >= 'a' && l <= 'z' || l >= 'A' && l <= 'Z') {
		return l
	}
	return 0
}
