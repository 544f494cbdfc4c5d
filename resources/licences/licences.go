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
	"tetratelabs-wazero":         "keeps PDFium in a box of its own",
	"BurntSushi-toml":            "reads the rule book",
	"ncruces-zenity":             "asks for files with the system's own window",
	"atkinson-hyperlegible-next": "the letters on the screen",
	"codeberg.org-go-pdf-fpdf":   "makes pages to print",
	"rsc.io-qr":                  "makes square codes",
	"go":                         "the language and its library",
}

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
		switch {
		case l.For != "":
			first = append(first, l)
		case strings.HasPrefix(name, "pdfium-"):
			l.For = "part of PDFium"
			rest = append(rest, l)
		default:
			l.For = "used by one of the above"
			rest = append(rest, l)
		}
	}
	return append(first, rest...)
}
