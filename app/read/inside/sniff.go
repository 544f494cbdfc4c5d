package inside

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"github.com/richardlehane/mscfb"
)

// The formats Sniff tells apart.
const (
	PDF       = "pdf"
	PlainText = "text"
	HTML      = "html"
	RTF       = "rtf"
	DOCX      = "docx"
	ODT       = "odt"
	DOC       = "doc"
	Email     = "email"
	MSG       = "msg"
	Locked    = "locked" // an Office file under a password
	Zip       = "zip"    // one that holds no letter
	OLE       = "ole"    // an old Office file that is no letter
	JPEG      = "jpeg"
	PNG       = "png"
	GIF       = "gif"
	TIFF      = "tiff"
	HEIC      = "heic"
	Unknown   = ""
)

// sniffed is how much of a file is looked at to tell its format.
const sniffed = 64 << 10

// Sniff tells the format of a file by its bytes, never by its name.
func Sniff(b []byte) string {
	if len(b) == 0 {
		return Unknown
	}
	// Readers accept a PDF whose header is a little way in: mail software and web
	// servers put lines before it.
	if bytes.Contains(b[:min(len(b), 1024+len("%PDF-"))], []byte("%PDF-")) {
		return PDF
	}
	switch {
	case bytes.HasPrefix(b, []byte("PK\x03\x04")), bytes.HasPrefix(b, []byte("PK\x05\x06")):
		return sniffZip(b)
	case bytes.HasPrefix(b, []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")):
		return sniffOLE(b)
	}
	for _, m := range []struct{ start, format string }{
		{"\xFF\xD8\xFF", JPEG}, {"\x89PNG\r\n\x1a\n", PNG}, {"GIF8", GIF},
		{"II*\x00", TIFF}, {"MM\x00*", TIFF},
		{`{\rtf`, RTF},
	} {
		if bytes.HasPrefix(b, []byte(m.start)) {
			return m.format
		}
	}
	if len(b) >= 12 && string(b[4:8]) == "ftyp" {
		switch string(b[8:12]) {
		case "heic", "heix", "hevc", "heim", "heis", "mif1", "msf1":
			return HEIC
		}
		return Unknown
	}
	head := b[:min(len(b), sniffed)]
	if !looksWritten(head, len(head) < len(b)) {
		return Unknown
	}
	lower := strings.ToLower(strings.TrimLeft(strings.TrimPrefix(string(head[:min(len(head), 2048)]), "\ufeff"), " \t\r\n"))
	for _, tag := range []string{"<!doctype html", "<html", "<head", "<body", "<?xml"} {
		if strings.HasPrefix(lower, tag) {
			return HTML
		}
	}
	if looksMailed(lower) {
		return Email
	}
	return PlainText
}

// looksWritten reports whether the bytes are words in UTF-8, UTF-16 with its
// mark, or the Windows alphabet. Where cut is set, head may end inside a rune.
func looksWritten(head []byte, cut bool) bool {
	if isUTF16(head) {
		return true
	}
	for _, c := range head {
		if c < ' ' && c != '\t' && c != '\n' && c != '\r' && c != '\f' || c == 0x7f {
			return false
		}
	}
	if cut {
		for i := 0; i < utf8.UTFMax && len(head) > 0 && !utf8.Valid(head); i++ {
			if utf8.Valid(head[:len(head)-i]) {
				return true
			}
		}
	}
	if utf8.Valid(head) {
		return true
	}
	// In the Windows alphabet English is nearly all ASCII, and five codes mean
	// nothing.
	high := 0
	for _, c := range head {
		switch c {
		case 0x81, 0x8d, 0x8f, 0x90, 0x9d:
			return false
		}
		if c >= 0x80 {
			high++
		}
	}
	return high*10 <= len(head)
}

func isUTF16(b []byte) bool {
	return bytes.HasPrefix(b, []byte("\xff\xfe")) || bytes.HasPrefix(b, []byte("\xfe\xff"))
}

// looksMailed reports whether lower-cased text begins with the headers that only
// mail software writes. A note that begins "From:" and "To:" is a note.
func looksMailed(lower string) bool {
	headers, certain := 0, false
	for line := range strings.Lines(lower) {
		name, _, ok := strings.Cut(line, ":")
		switch {
		case strings.TrimSpace(line) == "":
			return certain && headers >= 2
		case line[0] == ' ' || line[0] == '\t': // a header goes on
			continue
		case !ok || strings.ContainsAny(name, " \t"):
			return false
		}
		headers++
		switch name {
		case "mime-version", "received", "message-id", "return-path", "dkim-signature":
			certain = true
		}
	}
	return certain && headers >= 2
}

// sniffZip tells what a zip file holds by what stands in it.
func sniffZip(b []byte) string {
	p, err := openParcel(b)
	if err != nil {
		return Zip
	}
	if kind, _ := p.part("mimetype"); bytes.HasPrefix(kind, []byte("application/vnd.oasis.opendocument.text")) {
		return ODT
	}
	if p.has("word/document.xml") {
		return DOCX
	}
	if parts, err := wordParts(p); err == nil && len(parts["document"]) > 0 {
		return DOCX
	}
	return Zip
}

// sniffOLE tells what an old Office file holds by the names of its streams.
func sniffOLE(b []byte) (format string) {
	defer func() {
		if recover() != nil {
			format = OLE
		}
	}()
	r, err := mscfb.New(bytes.NewReader(b))
	if err != nil {
		return OLE
	}
	for range maxEntries {
		e, err := r.Next()
		if err != nil {
			break
		}
		switch {
		case len(e.Path) > 0:
		case e.Name == "WordDocument":
			return DOC
		case e.Name == "EncryptedPackage":
			return Locked
		case strings.HasPrefix(e.Name, "__properties_version1") || strings.HasPrefix(e.Name, "__substg1.0_"):
			return MSG
		}
	}
	return OLE
}

// isPicture reports whether a format is that of a picture.
func isPicture(format string) bool {
	return format == JPEG || format == PNG || format == GIF || format == TIFF || format == HEIC
}
