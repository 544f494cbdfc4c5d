package export

import (
	"io"
	"strings"
	"time"

	"codeberg.org/go-pdf/fpdf"
	"rsc.io/qr"
)

// RecoverySheet writes the recovery key as one page of A4 to print: in groups to
// read, and as a square code to scan. The page says neither whose it is nor what
// it opens, so that a stranger who finds it has found nothing.
func RecoverySheet(w io.Writer, key string) error {
	code, err := qr.Encode(key, qr.M)
	if err != nil {
		return err
	}
	p := fpdf.New("P", "mm", "A4", "")
	// A page that was made twice is the same twice, and says no day.
	p.SetCreationDate(time.Unix(0, 0).UTC())
	p.SetModificationDate(time.Unix(0, 0).UTC())
	p.SetProducer("", false)
	p.SetCatalogSort(true)
	p.SetCompression(false)
	p.SetMargins(25, 30, 25)
	p.AddPage()
	p.SetFont("Helvetica", "B", 20)
	p.MultiCell(0, 10, "Keep this paper safe", "", "L", false)
	p.Ln(4)
	p.SetFont("Helvetica", "", 12)
	p.MultiCell(0, 6, "Put it somewhere away from your computer, where you would look for it in two years.", "", "L", false)
	p.Ln(8)
	p.SetFont("Courier", "B", 22)
	groups := strings.Split(key, "-")
	for i := 0; i < len(groups); i += 4 {
		p.MultiCell(0, 12, strings.Join(groups[i:min(i+4, len(groups))], " - "), "", "C", false)
	}
	p.Ln(8)
	const side = 60.0
	drawCode(p, code, (210-side)/2, p.GetY(), side)
	p.SetY(p.GetY() + side + 10)
	p.SetFont("Helvetica", "", 11)
	p.MultiCell(0, 6, "It has eight groups of letters and numbers. There is no O, no I, no L and no U in it, so a round sign is always a nought and an upright one always a one.", "", "L", false)
	return p.Output(w)
}

// drawCode draws the squares of a code, with the white edge that scanners need.
func drawCode(p *fpdf.Fpdf, code *qr.Code, x, y, side float64) {
	const edge = 4
	one := side / float64(code.Size+2*edge)
	p.SetFillColor(0, 0, 0)
	for row := range code.Size {
		for column := range code.Size {
			if code.Black(column, row) {
				p.Rect(x+float64(column+edge)*one, y+float64(row+edge)*one, one, one, "F")
			}
		}
	}
}
