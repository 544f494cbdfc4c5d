package inside

import (
	"encoding/binary"
	"io"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// charsets are the alphabets of one byte a letter that letters in English, Welsh
// and the languages of Europe come in. The East's are left to UTF-8.
var charsets = map[string]*charmap.Charmap{
	"iso-8859-1": charmap.Windows1252, "latin1": charmap.Windows1252, "us-ascii": charmap.Windows1252,
	"ascii": charmap.Windows1252, "windows-1252": charmap.Windows1252, "cp1252": charmap.Windows1252,
	"iso-8859-15": charmap.ISO8859_15, "iso-8859-2": charmap.ISO8859_2, "iso-8859-5": charmap.ISO8859_5,
	"iso-8859-7": charmap.ISO8859_7, "iso-8859-9": charmap.Windows1254, "iso-8859-14": charmap.ISO8859_14,
	"windows-1250": charmap.Windows1250, "windows-1251": charmap.Windows1251, "windows-1253": charmap.Windows1253,
	"windows-1254": charmap.Windows1254, "windows-1255": charmap.Windows1255, "windows-1256": charmap.Windows1256,
	"windows-1257": charmap.Windows1257, "windows-1258": charmap.Windows1258, "windows-874": charmap.Windows874,
	"macintosh": charmap.Macintosh, "koi8-r": charmap.KOI8R, "ibm437": charmap.CodePage437, "ibm850": charmap.CodePage850,
}

// decode gives text from bytes: by their mark, by the label where it names an
// alphabet we know, else as UTF-8, and as the Windows alphabet where it is not.
func decode(b []byte, label string) string {
	label = strings.ToLower(strings.TrimSpace(label))
	switch {
	case isUTF16(b):
		order := binary.ByteOrder(binary.LittleEndian)
		if b[0] == 0xfe {
			order = binary.BigEndian
		}
		return fromUTF16(b[2:], order)
	case strings.HasPrefix(string(b[:min(3, len(b))]), "\ufeff"):
		return valid(string(b[3:]))
	case label == "utf-16" || label == "utf-16le":
		return fromUTF16(b, binary.LittleEndian)
	case label == "utf-16be":
		return fromUTF16(b, binary.BigEndian)
	}
	if c := charsets[label]; c != nil {
		s, _ := c.NewDecoder().String(string(b))
		return s
	}
	if utf8.Valid(b) {
		return string(b)
	}
	s, _ := charmap.Windows1252.NewDecoder().String(string(b)) // it maps every byte
	return s
}

func fromUTF16(b []byte, order binary.ByteOrder) string {
	units := make([]uint16, 0, len(b)/2)
	for ; len(b) >= 2; b = b[2:] {
		units = append(units, order.Uint16(b))
	}
	return string(utf16.Decode(units))
}

// charsetReader is decode for a stream of at most maxPart bytes.
func charsetReader(label string, r io.Reader) (io.Reader, error) {
	b, err := io.ReadAll(io.LimitReader(r, maxPart))
	return strings.NewReader(decode(b, label)), err
}
