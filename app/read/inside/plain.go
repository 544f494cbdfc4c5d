package inside

import (
	"encoding/binary"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// ReadPlain reads a file of plain words in UTF-8, UTF-16 with its mark, or the
// Windows alphabet. A form feed begins a new page.
func ReadPlain(b []byte) []Page {
	var s string
	switch {
	case isUTF16(b):
		order := binary.ByteOrder(binary.LittleEndian)
		if b[0] == 0xfe {
			order = binary.BigEndian
		}
		units := make([]uint16, 0, len(b)/2)
		for b = b[2:]; len(b) >= 2; b = b[2:] {
			units = append(units, order.Uint16(b))
		}
		s = string(utf16.Decode(units))
	case utf8.Valid(b):
		s = string(b)
	default:
		s, _ = charmap.Windows1252.NewDecoder().String(string(b)) // it maps every byte
	}
	var pages []Page
	for page := range strings.SplitSeq(s, "\f") {
		pages = append(pages, Page{Text: plainLines(page)})
	}
	return pages
}

// plainLines cleans each line as words of a page are cleaned and keeps an empty
// line between paragraphs.
func plainLines(s string) string {
	s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	var out strings.Builder
	empty := 0
	for line := range strings.SplitSeq(s, "\n") {
		line = strings.Join(strings.Fields(clean(line)), " ")
		if line == "" {
			empty++
			continue
		}
		if out.Len() > 0 {
			out.WriteString(paragraph[:1+min(empty, 1)])
		}
		out.WriteString(line)
		empty = 0
	}
	return out.String()
}
