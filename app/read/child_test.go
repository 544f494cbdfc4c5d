package read

import (
	"image"
	"testing"

	"leverarch/app/read/inside"
	"leverarch/app/read/inside/ocr"
)

func TestWhatIsSeenKeepsItsLinesCellsAndPlaces(t *testing.T) {
	word := func(s string, x, y, line, paragraph int) ocr.Word {
		return ocr.Word{Text: s, Box: image.Rect(x, y, x+40, y+20), Line: line, Paragraph: paragraph}
	}
	p := seenPage(ocr.Page{Words: []ocr.Word{
		word("Flat", 0, 0, 0, 0), word("2", 50, 0, 0, 0), word("Issued:", 300, 0, 0, 0), word("Wexcombe", 0, 30, 1, 0),
		word("\u200b", 50, 30, 1, 0), word("Dear\x07", 0, 90, 2, 1),
	}}, image.Pt(1000, 1000), inside.Page{Width: 500, Height: 500})
	if p.Text != "Flat 2\tIssued:\nWexcombe\n\nDear" || len(p.Boxes) != 5 || p.Boxes[2] != (inside.Box{X: 150, W: 20, H: 10}) || !p.Picture {
		t.Errorf("%+v", p)
	}
}
