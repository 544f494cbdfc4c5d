package lang

import "strings"

// Pseudo is the tag of the language that shows what cannot be translated and what
// would not fit. It is for tests and pictures.
const Pseudo = "en-XA"

// The marks around a strange sentence. A sentence cut short has lost its last.
const (
	strangeFrom = '⟦'
	strangeTo   = '⟧'
)

var strangeLetters = strings.NewReplacer(
	"a", "á", "e", "é", "i", "í", "o", "ó", "u", "ú", "y", "ý", "n", "ñ", "c", "ç", "s", "š", "z", "ž",
	"A", "Á", "E", "É", "I", "Í", "O", "Ó", "U", "Ú", "N", "Ñ", "C", "Ç", "S", "Š",
)

// strange makes a sentence 40 per cent longer, with every placeholder as it was.
func strange(english string) string {
	if english == "" || strings.ContainsRune(english, strangeFrom) {
		return english
	}
	// The space around a part of a sentence stays around it.
	bare := strings.TrimSpace(english)
	if bare == "" {
		return english
	}
	from := strings.Index(english, bare)
	var b strings.Builder
	b.WriteString(english[:from])
	b.WriteRune(strangeFrom)
	last := 0
	for _, at := range placeholder.FindAllStringIndex(bare, -1) {
		b.WriteString(strangeLetters.Replace(bare[last:at[0]]))
		b.WriteString(bare[at[0]:at[1]])
		last = at[1]
	}
	b.WriteString(strangeLetters.Replace(bare[last:]))
	more := max(0, (len([]rune(bare))*4+9)/10-2) // the marks are two of it
	for i := range more {
		// Words of filling, so that a line can be broken in it.
		if i%6 == 0 {
			b.WriteByte(' ')
		} else {
			b.WriteByte('~')
		}
	}
	b.WriteRune(strangeTo)
	b.WriteString(english[from+len(bare):])
	return b.String()
}

// IsStrange reports whether what is shown came through this package while Pseudo was
// chosen.
func IsStrange(shown string) bool { return strings.ContainsRune(shown, strangeFrom) }
