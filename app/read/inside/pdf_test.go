package inside

import (
	"os"
	"path/filepath"
	"sync"
	"testing"
)

// engine is one pdfium for all tests here: compiling it takes seconds.
var engine = sync.OnceValues(func() (*Engine, error) {
	return Start(filepath.Join(os.TempDir(), "leverarch-test-pdfium"))
})

// FuzzPDF opens anything as a PDF and reads its first pages: words or an error,
// one box for each word, and a sandbox that is whole enough to read the next.
func FuzzPDF(f *testing.F) {
	e, err := engine()
	if err != nil {
		f.Fatal(err)
	}
	const page = "<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj 3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Rotate 90/Resources<</Font<</F 4 0 R>>>>/Contents 5 0 R>>endobj 4 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj "
	f.Add([]byte("%PDF-1.4\n1 0 obj" + page + "5 0 obj<</Length 60>>stream\nBT /F 12 Tf 72 742 Td (Dear parent, by 3 May 2026) Tj ET\nendstream endobj trailer<</Root 1 0 R>>"))
	f.Add([]byte("%PDF-1.7\n1 0 obj" + page + "5 0 obj<</Length 40/Filter/ASCIIHexDecode>>stream\n4254202f4620313220546620284129 Tj>\nendstream endobj trailer<</Root 1 0 R/Encrypt<</Filter/Standard/V 1/R 2/O(x)/U(y)/P -1>>/ID[(a)(b)]>>"))
	f.Fuzz(func(t *testing.T, b []byte) {
		d, err := e.Open(b, "")
		if err != nil {
			return
		}
		defer d.Close()
		for n := range min(d.Pages(), 2) {
			p, err := d.Words(n)
			if err != nil {
				continue
			}
			written(t, p.Text)
		}
	})
}
