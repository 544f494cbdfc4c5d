package export

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"
)

// paragraphs makes words safe to send: every line end is \n, and what no reader
// can show (control characters, broken UTF-8) is gone.
func paragraphs(s string) string {
	s = strings.ToValidUTF8(s, "")
	s = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u0085", "\n", "\u2028", "\n", "\u2029", "\n", "\t", " ").Replace(s)
	s = strings.Map(func(r rune) rune {
		if r != '\n' && (unicode.IsControl(r) || r == '\ufeff') {
			return -1
		}
		return r
	}, s)
	return strings.TrimSpace(s)
}

// line does the same for words that must stay on one line.
func line(s string) string {
	return strings.Join(strings.Fields(paragraphs(s)), " ")
}

// width is the longest a line of a calendar may be, in octets, without its CRLF.
const width = 75

// fold breaks every line of an encoded calendar that is too long, which go-ical
// leaves to its caller. A break never falls inside a character: RFC 5545 lets
// it, and then readers that unfold after decoding show rubbish.
func fold(encoded []byte) []byte {
	var out bytes.Buffer
	out.Grow(len(encoded) + len(encoded)/32)
	for l := range bytes.SplitSeq(bytes.TrimSuffix(encoded, []byte("\r\n")), []byte("\r\n")) {
		room := width
		for len(l) > room {
			cut := room
			for cut > room-utf8.UTFMax && !utf8.RuneStart(l[cut]) {
				cut--
			}
			out.Write(l[:cut])
			out.WriteString("\r\n ")
			l, room = l[cut:], width-1
		}
		out.Write(l)
		out.WriteString("\r\n")
	}
	return out.Bytes()
}
