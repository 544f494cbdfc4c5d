package recognise

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"leverarch/app/record"
)

// row is one line of a manifest of letters.
type row struct {
	file, kind, child, scanned, council, truth string
	letter                                     record.Day
	stated, decoys                             []record.Day
}

func manifest(t *testing.T) (string, []row) {
	dir := os.Getenv("LEVERARCH_LETTERS")
	if dir == "" {
		t.Skip("LEVERARCH_LETTERS names no folder of letters to try")
	}
	b, err := os.ReadFile(filepath.Join(dir, "manifest.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	var rows []row
	for i, line := range strings.Split(strings.TrimSpace(string(b)), "\n") {
		c := strings.Split(line, "\t")
		if i == 0 || len(c) < 9 {
			continue
		}
		for len(c) < 12 {
			c = append(c, "")
		}
		r := row{file: c[0], kind: c[1], child: c[3], scanned: c[5], council: c[6], truth: c[8]}
		r.letter, _ = record.ParseDay(c[2])
		for _, s := range strings.Split(c[4], ";") {
			if d, err := record.ParseDay(strings.SplitN(s, ":", 2)[0]); err == nil {
				r.stated = append(r.stated, d)
			}
		}
		for _, s := range strings.Split(c[10], ";") {
			if d, err := record.ParseDay(s); err == nil {
				r.decoys = append(r.decoys, d)
			}
		}
		rows = append(rows, r)
	}
	return dir, rows
}

func pagesOf(text string) []Page {
	var pages []Page
	for _, s := range strings.Split(strings.TrimSuffix(text, "\f"), "\f") {
		pages = append(pages, Page{Text: s})
	}
	return pages
}

// lawful are letters whose manifest names the nearest kind of a shorter list: a
// proposal to cease that no decision has followed is a proposal.
var lawful = map[string]string{"letters/s10-cease-to-maintain.txt": CeaseProposal}

type tally struct{ n, kind, date, want, got, extra, decoy, child, from int }

func (c *tally) try(t *testing.T, label string, r row, g record.Guess) {
	c.n++
	want := r.kind
	if k := lawful[r.truth]; k != "" {
		want = k
	}
	if g.Kind == want {
		c.kind++
	} else {
		t.Logf("%s: kind %s (%.2f), want %s; why %v", label, g.Kind, g.Sure, want, g.Why)
	}
	if g.Letter.Day == r.letter {
		c.date++
	} else {
		t.Logf("%s: letter date %s, want %s", label, g.Letter.Day, r.letter)
	}
	has := map[record.Day]bool{}
	for _, s := range g.Stated {
		has[s.Day] = true
	}
	wanted := map[record.Day]bool{}
	for _, d := range r.stated {
		if wanted[d] {
			continue
		}
		wanted[d] = true
		c.want++
		if has[d] {
			c.got++
		} else {
			t.Logf("%s: stated %s not found", label, d)
		}
	}
	for _, s := range g.Stated {
		if !wanted[s.Day] {
			c.extra++
			t.Logf("%s: also stated %s %q", label, s.Day, s.Quote)
		}
	}
	for _, e := range g.Events {
		for _, d := range r.decoys {
			if e.Day == d {
				c.decoy++
				t.Errorf("%s: decoy %s became %s", label, d, e.Event)
			}
		}
	}
	if g.Child == r.child {
		c.child++
	} else if testing.Verbose() {
		t.Logf("%s: child %q, want %q", label, g.Child, r.child)
	}
	if g.From == r.council {
		c.from++
	} else if testing.Verbose() {
		t.Logf("%s: from %q, want %q", label, g.From, r.council)
	}
}

func (c tally) check(t *testing.T) {
	t.Logf("%d documents: kind %d, date %d, stated %d of %d (%d more), decoys %d, child %d, council %d",
		c.n, c.kind, c.date, c.got, c.want, c.extra, c.decoy, c.child, c.from)
	if c.kind*100 < c.n*97 || c.date*100 < c.n*99 || c.got*100 < c.want*98 {
		t.Error("below what is asked: kind 97 %, letter date 99 %, stated 98 %")
	}
}

func TestSharedTruths(t *testing.T) {
	dir, rows := manifest(t)
	seen := map[string]bool{}
	var c tally
	for _, r := range rows {
		if seen[r.truth] {
			continue
		}
		seen[r.truth] = true
		b, err := os.ReadFile(filepath.Join(dir, r.truth))
		if err != nil {
			t.Fatal(err)
		}
		g := Document(pagesOf(string(b)))
		c.try(t, r.truth, r, g)
		quotesStand(t, pagesOf(string(b)), g)
		if testing.Verbose() {
			t.Log(summary(g))
		}
	}
	c.check(t)
}

// TestSharedReadingOrders reads the PDFs in the three orders pdftotext knows.
func TestSharedReadingOrders(t *testing.T) {
	dir, rows := manifest(t)
	if _, err := exec.LookPath("pdftotext"); err != nil {
		t.Skip("pdftotext is not installed")
	}
	for _, order := range []string{"-raw", "", "-layout"} {
		t.Run("order"+order, func(t *testing.T) {
			var c tally
			for _, r := range rows {
				if r.scanned != "no" && r.scanned != "scan+ocr-layer" || !strings.HasSuffix(r.file, ".pdf") {
					continue
				}
				var args []string
				if order != "" {
					args = append(args, order)
				}
				if strings.Contains(r.file, "pw256") {
					args = append(args, "-upw", "maple-otter-29")
				}
				out, err := exec.Command("pdftotext", append(args, filepath.Join(dir, r.file), "-")...).Output()
				if err != nil {
					t.Fatal(r.file, err)
				}
				g := Document(pagesOf(string(out)))
				c.try(t, r.file+order, r, g)
				quotesStand(t, pagesOf(string(out)), g)
			}
			c.check(t)
		})
	}
}

func summary(g record.Guess) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %.2f, %s %q, %s, %s\n", g.Kind, g.Sure, g.Letter.Day, g.Letter.Quote, g.Child, g.From)
	for _, w := range g.Why {
		fmt.Fprintf(&b, "   why %q\n", w.Words)
	}
	for _, s := range g.Stated {
		fmt.Fprintf(&b, "   stated %s p%d %q\n", s.Day, s.Page, s.Quote)
	}
	for _, e := range g.Events {
		fmt.Fprintf(&b, "   event %s %s p%d %q\n", e.Event, e.Day, e.Page, e.Quote)
	}
	for _, n := range g.Notes {
		fmt.Fprintf(&b, "   note %s\n", n)
	}
	return b.String()
}

// quotesStand checks that every quote is in the text of its page.
func quotesStand(t testing.TB, pages []Page, g record.Guess) {
	t.Helper()
	stands := func(what, words string, page int) {
		if words == "" || page < 1 || page > len(pages) || !strings.Contains(Fold(pages[page-1].Text), words) {
			t.Errorf("%s: %q is not on page %d", what, words, page)
		}
	}
	for _, w := range g.Why {
		stands("why", w.Words, w.Page)
	}
	if !g.Letter.Day.IsZero() {
		stands("letter date", g.Letter.Quote, g.Letter.Page)
	}
	for _, s := range g.Stated {
		stands("stated", s.Quote, s.Page)
	}
	for _, e := range g.Events {
		stands(e.Event, e.Quote, e.Page)
	}
}
