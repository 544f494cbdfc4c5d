package app_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// may says which packages of ours each package may import, besides those below
// it in the same list. Everything else is refused.
var may = map[string][]string{
	"leverarch":                         {"app", "app/law", "app/read", "resources", "screens", "screens/look", "screens/terminal"},
	"leverarch/app":                     {"app/guide", "app/lang", "app/law", "app/read", "app/recognise", "app/record", "app/search", "export", "vault"},
	"leverarch/app/lang":                {"resources"},
	"leverarch/app/record":              {"app/lang"},
	"leverarch/app/law":                 {"app/lang", "app/record"},
	"leverarch/app/guide":               {"app/law", "app/recognise", "app/record"},
	"leverarch/app/search":              {"app/record"},
	"leverarch/app/read":                {"app/read/inside", "app/read/inside/ocr", "app/read/inside/picture"},
	"leverarch/app/read/inside":         {"app/read/inside/ocr", "app/read/inside/picture", "app/read/inside/sandbox"},
	"leverarch/app/read/inside/ocr":     {"app/read/inside/sandbox", "resources/ocr"},
	"leverarch/app/read/inside/picture": {"app/read/inside/sandbox", "resources/heic"},
	"leverarch/app/read/inside/sandbox": {},
	"leverarch/app/recognise":           {"app/record"},
	"leverarch/vault/unseal":            {},
	"leverarch/vault":                   {},
	"leverarch/export":                  {"app/lang", "app/record", "resources/fonts"},
	"leverarch/resources":               {},
	"leverarch/resources/fonts":         {},
	"leverarch/resources/icons":         {},
	"leverarch/resources/licences":      {},
	"leverarch/resources/heic":          {},
	"leverarch/resources/ocr":           {},
	"leverarch/screens":                 {"app", "app/guide", "app/lang", "app/law", "app/record", "screens/cover", "screens/look", "screens/part", "screens/words", "resources/licences"},
	"leverarch/screens/part":            {"app/lang", "app/record", "screens/cover", "screens/look", "screens/words", "resources/icons"},
	"leverarch/screens/part/robot":      {},
	"leverarch/screens/look":            {"resources/fonts", "resources/icons"},
	"leverarch/screens/cover":           {"app/lang"},
	"leverarch/screens/words":           {"app", "app/guide", "app/lang", "app/law", "app/read", "app/record", "export", "vault"},
	"leverarch/screens/terminal":        {"app", "app/guide", "app/law", "app/read", "app/record", "export", "screens/words"},
}

// outside names imports that only some packages may have.
var outside = []struct {
	prefix string
	only   []string
}{
	{"fyne.io/fyne/v2/app", []string{"leverarch"}},
	{"fyne.io/", []string{"leverarch", "leverarch/screens", "leverarch/screens/look", "leverarch/screens/part", "leverarch/screens/part/robot"}},
	{"github.com/dgraph-io/badger", []string{"leverarch/vault"}},
	{"github.com/ProtonMail/go-crypto", []string{"leverarch/vault"}},
	{"github.com/emersion/go-ical", []string{"leverarch/export"}},
	{"codeberg.org/go-pdf/fpdf", []string{"leverarch/export"}},
	{"rsc.io/qr", []string{"leverarch/export", "leverarch/screens/part"}},
	{"github.com/ledongthuc/pdf", []string{"leverarch/app/read/inside"}},
	{"github.com/klippa-app/go-pdfium", []string{"leverarch/app/read/inside"}},
	{"github.com/kljensen/snowball", []string{"leverarch/app/search"}},
	{"github.com/emersion/go-message", []string{"leverarch/app/read/inside"}},
	{"github.com/richardlehane/mscfb", []string{"leverarch/app/read/inside"}},
	{"golang.org/x/net/html", []string{"leverarch/app/read/inside"}},
	{"github.com/tetratelabs/wazero", []string{"leverarch/app/read/inside", "leverarch/app/read/inside/ocr", "leverarch/app/read/inside/picture", "leverarch/app/read/inside/sandbox"}},
	{"github.com/nicksnyder/go-i18n", []string{"leverarch/app/lang"}},
	{"golang.org/x/image/tiff", []string{"leverarch/app/read/inside/picture"}},
	{"net/http", nil},
}

// TestLayers holds the direction of the imports: main, then the screens and the
// terminal, then app and its parts, then the vault, which knows nothing of us.
func TestLayers(t *testing.T) {
	root := ".."
	seen := map[string]bool{}
	err := filepath.WalkDir(root, func(file string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if e.IsDir() && (e.Name() == "testdata" || strings.HasPrefix(e.Name(), ".") && e.Name() != "..") {
			return fs.SkipDir
		}
		if !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go") {
			return nil
		}
		rel, err := filepath.Rel(root, filepath.Dir(file))
		if err != nil {
			return err
		}
		pkg := path.Join("leverarch", filepath.ToSlash(rel))
		allowed, known := may[pkg]
		if !known {
			t.Errorf("%s is not in the layout: put it there, with what it may import", pkg)
			return nil
		}
		seen[pkg] = true
		f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, imp := range f.Imports {
			p, err := strconv.Unquote(imp.Path.Value)
			if err != nil {
				return err
			}
			if ours, ok := strings.CutPrefix(p, "leverarch/"); ok && !contains(allowed, ours) {
				t.Errorf("%s imports %s, which points the wrong way", file, p)
			}
			for _, o := range outside {
				if p == "net" {
					t.Errorf("%s imports net: no code of ours uses the network", file)
				}
				if (p == o.prefix || strings.HasSuffix(o.prefix, "/") && strings.HasPrefix(p, o.prefix) || strings.HasPrefix(p, o.prefix+"/")) && !contains(o.only, pkg) {
					t.Errorf("%s imports %s, which only %v may", file, p, o.only)
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for pkg := range may {
		if !seen[pkg] {
			t.Errorf("%s stands in the layout and nowhere else", pkg)
		}
	}
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}
