package inside

import (
	"strings"
	"unicode"
)

// Good reports whether a text reads as words: letters, digits and the usual marks,
// in words of a usual length. What a font without its table of letters, or a poor
// reading of a scan, leaves behind does not. Few letters are no evidence.
func Good(s string) bool {
	all, usual, latin, words, signs, long := 0, 0, 0, 0, 0, 0
	for w := range strings.FieldsSeq(s) {
		n := 0
		for _, r := range w {
			all++
			if isUsual(r) {
				usual++
			}
			if unicode.Is(unicode.Latin, r) {
				latin++
			}
			if unicode.IsLetter(r) || unicode.IsDigit(r) {
				n++
			}
		}
		if n > 0 {
			words, signs = words+1, signs+n
		}
		if n > longWord && !strings.ContainsAny(w, "@/.-–_:") { // an address is long
			long++
		}
	}
	switch {
	case all < 2*scanLetters:
		return true
	case 2*latin < letters(s): // in another script, of which nothing is known here
		return true
	case words == 0:
		return false
	}
	mean := float64(signs) / float64(words)
	return usual*100 >= all*97 && mean >= 1.5 && mean <= 10 && long*100 <= words*3
}

// longWord is how many letters a word has that may be several run together.
const longWord = 22

// isUsual reports whether a rune is one that letters in the alphabets of Europe use.
func isUsual(r rune) bool {
	switch {
	case r < 0x80:
		return true
	case unicode.IsLetter(r):
		return unicode.In(r, unicode.Latin, unicode.Greek, unicode.Cyrillic)
	}
	return unicode.IsDigit(r) || strings.ContainsRune("£€¢©®°·•●▪◦–—‘’“”„…†‡§¶×÷±½¼¾¹²³™✓✔✗☐☑☒→←≥≤", r) || unicode.IsMark(r)
}
