// Package licences holds the licence of everything the program is made of, word
// for word, so that it can be read in the program itself.
//
// It knows nothing of what those things do. It promises that each module the
// program is built from has its licence here: a test compares the list with
// go.mod.
package licences

import (
	"embed"
	"io/fs"
	"strings"
)

//go:embed *.txt
var files embed.FS

// Licence is one licence text and what it covers.
type Licence struct {
	Name string // of the module or the thing
	For  string // what the program uses it for, where that needs saying
	Text string
}

// uses says what the larger parts are for. What is not named here is carried by
// one of these.
var uses = map[string]string{
	"fyne.io-fyne":               "draws the window",
	"dgraph-io-badger":           "the working store of the locked file",
	"ProtonMail-go-crypto":       "locks backups so that other programs open them",
	"emersion-go-ical":           "writes the calendar",
	"ledongthuc-pdf":             "reads the words of a PDF a second time",
	"klippa-app-go-pdfium":       "reads and draws PDFs",
	"pdfium":                     "reads and draws PDFs",
	"tesseract":                  "reads the words in scans and photos",
	"libheif":                    "opens the photos of iPhones",
	"tetratelabs-wazero":         "keeps PDFium, Tesseract and libheif in boxes of their own",
	"BurntSushi-toml":            "reads the rule book",
	"ncruces-zenity":             "asks for files with the system's own window",
	"atkinson-hyperlegible-next": "the letters on the screen",
	"lexend":                     "letters you can choose",
	"opendyslexic":               "letters you can choose, by Abelardo Gonzalez",
	"codeberg.org-go-pdf-fpdf":   "makes pages to print",
	"rsc.io-qr":                  "makes square codes",
	"go":                         "the language and its library",
}

// parts says what the texts whose names begin so are part of.
var parts = map[string]string{"pdfium": "PDFium", "tesseract": "Tesseract", "libheif": "libheif"}

// All lists every licence, those with a use of their own first.
func All() []Licence {
	names, err := fs.Glob(files, "*.txt")
	if err != nil {
		panic(err) // the pattern is the one above
	}
	var first, rest []Licence
	for _, n := range names {
		b, err := files.ReadFile(n)
		if err != nil {
			panic(err)
		}
		name := strings.TrimSuffix(n, ".txt")
		l := Licence{Name: name, For: uses[name], Text: string(b)}
		if l.For != "" {
			first = append(first, l)
			continue
		}
		l.For = "used by one of the above"
		of, _, _ := strings.Cut(name, "-")
		if whole := parts[of]; whole != "" {
			l.For = "part of " + whole
		}
		rest = append(rest, l)
	}
	return append(first, rest...)
}
