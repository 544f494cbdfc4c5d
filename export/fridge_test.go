package export

import (
	"bytes"
	"errors"
	"os/exec"
	"strings"
	"testing"

	"leverarch/app/record"
)

func TestTheFridgeSheetHasEachDateInTheLettersOfItsName(t *testing.T) {
	f := Fridge{Title: "Dates for Szczepańska", Foot: "Law as at 22 November 2026."}
	for i := range 30 {
		f.Lines = append(f.Lines, FridgeLine{record.NewDay(2026, 12, 1).AddDays(i), "Last day to send your views on the draft plan, which is a long line and goes on over the edge of the page (Žofie)"})
	}
	var one, two bytes.Buffer
	for _, b := range []*bytes.Buffer{&one, &two} {
		if err := f.Write(b); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(one.Bytes(), two.Bytes()) {
		t.Error("the same sheet twice is not the same")
	}
	if err := (Fridge{Title: "Dates"}).Write(&two); !errors.Is(err, ErrNothing) {
		t.Errorf("no dates: %v", err)
	}
	if _, err := exec.LookPath("pdftotext"); err != nil {
		t.Skip("pdftotext is not on this computer, so nothing can read the page")
	}
	read := exec.Command("pdftotext", "-layout", "-", "-")
	read.Stdin = &one
	out, err := read.Output()
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range f.Lines {
		if !strings.Contains(string(out), l.Day.Written()) {
			t.Errorf("%s is not on the page", l.Day.Written())
		}
	}
	if got := strings.Count(string(out), "Žofie"); got != len(f.Lines) || !strings.Contains(string(out), "Szczepańska") {
		t.Errorf("%d names on the page:\n%s", got, out)
	}
}
