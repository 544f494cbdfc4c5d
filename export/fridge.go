package export

import (
	"io"
	"time"

	"codeberg.org/go-pdf/fpdf"

	"leverarch/app/record"
	"leverarch/resources/fonts"
)

// Fridge is a page of dates to print in large letters and hang up where the family
// sees it, and whoever visits.
type Fridge struct {
	Title string // nothing that tells of anybody, unless the family chose so
	Lines []FridgeLine
	Foot  string
}

// FridgeLine is one date of it.
type FridgeLine struct {
	Day  record.Day
	Says string
}

// Write writes the page, or as many as the dates need, as a PDF of A4. One with no
// dates is ErrNothing. The same dates give the same bytes.
func (f Fridge) Write(w io.Writer) error {
	if len(f.Lines) == 0 {
		return ErrNothing
	}
	p := fpdf.New("P", "mm", "A4", "")
	p.SetCreationDate(time.Unix(0, 0).UTC())
	p.SetModificationDate(time.Unix(0, 0).UTC())
	p.SetProducer("", false)
	p.SetCatalogSort(true)
	p.SetMargins(22, 24, 22)
	p.SetAutoPageBreak(true, 24)
	// Names have letters that a PDF's own typefaces lack.
	p.AddUTF8FontFromBytes("page", "", fonts.Regular)
	p.AddUTF8FontFromBytes("page", "B", fonts.Bold)
	p.AddPage()
	p.SetFont("page", "B", 30)
	p.MultiCell(0, 14, line(f.Title), "", "L", false)
	p.Ln(6)
	for _, l := range f.Lines {
		const day, says, room = 11, 9, 7 // heights, in millimetres
		p.SetFont("page", "", 17)
		rows := len(p.SplitText(line(l.Says), 166))
		if _, high := p.GetPageSize(); p.GetY()+day+says*float64(rows) > high-24 {
			p.AddPage() // a date is not parted from its day
		}
		p.SetFont("page", "B", 21)
		p.MultiCell(0, day, l.Day.Written(), "", "L", false)
		p.SetFont("page", "", 17)
		p.MultiCell(0, says, line(l.Says), "", "L", false)
		p.Ln(room)
	}
	if f.Foot != "" {
		p.SetFont("page", "", 11)
		p.MultiCell(0, 6, line(f.Foot), "", "L", false)
	}
	return p.Output(w)
}
