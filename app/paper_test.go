package app_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"codeberg.org/go-pdf/fpdf"

	"leverarch/app"
	"leverarch/app/record"
	"leverarch/vault"
)

// paper puts a document that nothing reads in the file.
func paper(t *testing.T, a *app.App, name string, l app.Look) record.ID {
	t.Helper()
	k, err := a.Keep(l.Child, name, strings.NewReader("what stands in "+name))
	if err == nil && l.Child != "" {
		err = a.Confirm(k.ID, l)
	}
	if err != nil {
		t.Fatal(err)
	}
	return k.ID
}

func TestANameATagAndANoteAreFoundAndGoWithTheDocument(t *testing.T) {
	a, child := file(t, at("2026-11-02 18:00"))
	id := paper(t, a, "scan0001.pdf", app.Look{Child: child.ID, Kind: "report"})
	for _, err := range []error{a.Rename(id, "  Hearing  test "), a.Tag(id, []string{"zugzwang", " Zugzwang ", ""}), a.NotePage(id, 4, []string{"kestrel"}, "ask about hydrotherapy")} {
		if err != nil {
			t.Fatal(err)
		}
	}
	for words, page := range map[string]int{"hearing test": 1, "scan0001": 1, "zugzwang": 1, "kestrel": 4, "hydroterapy": 4} {
		list := find(t, a, words)
		if len(list) == 0 || list[0].ID != id || list[0].Page != page || list[0].Title != "Hearing test" {
			t.Errorf("%q finds %+v", words, list)
		}
	}
	if tags, err := a.AllTags(); err != nil || !slices.Equal(tags, []string{"kestrel", "zugzwang"}) {
		t.Errorf("tags: %v (%v)", tags, err)
	}
	out := t.TempDir()
	if _, err := a.TakeOutEverything(out, nil); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(filepath.Join(out, "records.json"))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"Hearing test", "scan0001.pdf", "zugzwang", "kestrel", "hydrotherapy"} {
		if !bytes.Contains(b, []byte(want)) {
			t.Errorf("everything does not hold %q", want)
		}
	}

	if err := a.Delete(id); err != nil {
		t.Fatal(err)
	}
	gone := func(when string) {
		t.Helper()
		for _, words := range []string{"hearing", "zugzwang", "kestrel", "hydrotherapy"} {
			if list := find(t, a, words); len(list) != 0 {
				t.Errorf("%s %q finds %+v", when, words, list)
			}
		}
		if tags, err := a.AllTags(); err != nil || len(tags) != 0 {
			t.Errorf("%s there are tags: %v (%v)", when, tags, err)
		}
	}
	gone("in the bin")
	if _, err := a.EmptyBin(time.Now().AddDate(9, 0, 0)); err != nil {
		t.Fatal(err)
	}
	gone("deleted for good")
}

func TestWhatADocumentBroughtAboutStandsBesideIt(t *testing.T) {
	a, child := file(t, at("2026-11-06 18:00"))
	letter := record.NewDay(2026, 11, 3)
	draft := app.Look{Child: child.ID, Kind: "draft-plan", Letter: letter, Facts: []app.Fact{{Event: "draft-plan-served", Day: letter}}}
	one, two := paper(t, a, "letter.pdf", draft), paper(t, a, "plan.pdf", draft)
	for _, id := range []record.ID{one, two} {
		p, err := a.Paper(id)
		if err != nil || len(p.Events) != 1 || len(p.Dates) == 0 {
			t.Fatalf("%+v (%v)", p, err)
		}
		if d := p.Dates[0]; d.Rule != "draft-plan-comments-15d" || d.Day != day(t, "2026-11-17") {
			t.Errorf("came of it: %s on %s", d.Rule, d.Day)
		}
	}
	if err := a.Supersede(one, two); err != nil {
		t.Fatal(err)
	}
	p, err := a.Paper(one)
	q, err2 := a.Paper(two)
	if err != nil || err2 != nil || p.By == nil || p.By.ID != two || len(q.For) != 1 || q.For[0].ID != one {
		t.Errorf("%+v, %+v (%v, %v)", p.By, q.For, err, err2)
	}
	if err := a.Supersede(two, one); !errors.Is(err, app.ErrRound) {
		t.Errorf("each takes the other's place: %v", err)
	}
	if err := a.Supersede(one, ""); err != nil {
		t.Fatal(err)
	}
	if p, err := a.Paper(one); err != nil || p.By != nil {
		t.Errorf("taken back, and there: %+v (%v)", p.By, err)
	}
}

func TestADocumentMovesWithWhatItShowed(t *testing.T) {
	a, child := file(t, at("2026-11-06 18:00"))
	other, err := a.AddChild("Sam Halloran", record.Day{})
	if err != nil {
		t.Fatal(err)
	}
	letter := record.NewDay(2026, 11, 3)
	id := paper(t, a, "letter.pdf", app.Look{Child: child.ID, Letter: letter, Facts: []app.Fact{{Event: "draft-plan-served", Day: letter}}})
	if err := a.Move(id, other.ID); err != nil {
		t.Fatal(err)
	}
	for kid, want := range map[record.ID]bool{child.ID: false, other.ID: true} {
		list, err := a.Dates(kid)
		if err != nil || len(list) > 0 != want {
			t.Errorf("%d dates (%v)", len(list), err)
		}
		docs, err := a.Documents(kid)
		if err != nil || len(docs) > 0 != want {
			t.Errorf("%d documents (%v)", len(docs), err)
		}
	}
	if err := a.Move(id, "nobody"); !errors.Is(err, app.ErrNotFound) {
		t.Errorf("moved to nobody: %v", err)
	}
}

func TestPapersAreOrderedNarrowedAndGrouped(t *testing.T) {
	doc := func(name, kind, from string, letter, came int, looked bool) app.Paper {
		d := record.Document{ID: record.ID(name), Name: name, Kind: kind, From: from, Letter: record.NewDay(2026, 10, letter), Looked: looked}
		if came > 0 {
			d.Came = record.NewDay(2026, 11, came)
		}
		return app.Paper{Document: d}
	}
	list := []app.Paper{doc("a", "report", "", 1, 9, true), doc("b", "draft-plan", "Tarnside Council", 3, 4, true),
		doc("c", "refusal-to-assess", "tarnside council", 2, 0, false)}
	list[0].Tags = []string{"Speech"}
	by := list[2].Document
	list[1].By = &by
	for _, c := range []struct {
		shown app.Shown
		words string
		want  string
	}{
		{app.Shown{Order: app.ByNewest, Group: app.InOne}, "", ": b c a"},
		{app.Shown{Order: app.ByOldest, Group: app.InOne}, "", ": a c b"},
		{app.Shown{Order: app.ByReceived, Group: app.InOne}, "", ": a b c"},
		{app.Shown{Order: app.ByName, Group: app.InLooked}, "", "waiting: c|looked: a b"},
		{app.Shown{Order: app.ByNewest, Group: app.InStages}, "", "asking: c|plan: b|report: a"},
		{app.Shown{Order: app.ByNewest, Group: app.InFrom}, "", "Tarnside Council: b c|: a"},
		{app.Shown{Order: app.ByNewest, Group: app.InOne, Only: app.OnlyWaiting}, "", ": c"},
		{app.Shown{Order: app.ByNewest, Group: app.InOne, Only: app.OnlyTagged}, "", ": a"},
		{app.Shown{Order: app.ByNewest, Group: app.InOne, Only: app.OnlyNewest}, "", ": c a"},
		{app.Shown{Order: app.ByNewest, Group: app.InOne, Only: app.OnlyDates}, "", ""},
		{app.Shown{Order: app.ByNewest, Group: app.InOne}, "speech 2026", ": a"},
	} {
		var groups []string
		for _, g := range app.Grouped(list, c.shown, c.words) {
			s := g.Name + ":"
			for _, p := range g.Papers {
				s += " " + p.Name
			}
			groups = append(groups, s)
		}
		if got := strings.Join(groups, "|"); strings.TrimSpace(got) != strings.TrimSpace(c.want) && got != c.want {
			t.Errorf("%+v %q gives %q, not %q", c.shown, c.words, got, c.want)
		}
	}
}

func TestHowTheListIsShownIsRemembered(t *testing.T) {
	d := desk(t, at("2026-11-02 18:00"))
	dir := filepath.Join(t.TempDir(), "file")
	a, _, err := d.Create(dir, passphrase)
	if err != nil {
		t.Fatal(err)
	}
	if s, err := a.Shown(); err != nil || s.Order != app.ByNewest {
		t.Errorf("at first: %+v (%v)", s, err)
	}
	want := app.Shown{Order: app.ByFrom, Group: app.InStages, Only: app.OnlyDates}
	if err := a.Show(want); err != nil {
		t.Fatal(err)
	}
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	if a, err = d.Unlock(dir, passphrase); err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	if s, err := a.Shown(); err != nil || s != want {
		t.Errorf("remembered: %+v (%v)", s, err)
	}
}

// pagesPDF is a PDF with these words on a page each.
func pagesPDF(t testing.TB, pages ...string) []byte {
	t.Helper()
	p := fpdf.New("P", "mm", "A4", "")
	p.SetFont("Helvetica", "", 11)
	for _, words := range pages {
		p.AddPage()
		p.MultiCell(0, 6, words, "", "L", false)
	}
	var b bytes.Buffer
	if err := p.Output(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestWordsAreFoundInADocumentWithTheirPlaces(t *testing.T) {
	a, child := file(t, at("2026-11-02 18:00"))
	open := func(name string, b []byte) *app.Pages {
		t.Helper()
		k, err := a.Keep(child.ID, name, bytes.NewReader(b))
		if err == nil {
			_, err = a.Read(t.Context(), k.ID, "")
		}
		if err != nil {
			t.Fatal(err)
		}
		p, err := a.Pages(t.Context(), k.ID, "")
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(p.Close)
		return p
	}
	p := open("report.pdf", pagesPDF(t, "Nothing here.", "Speech therapy TWICE\na week is what he needs. Twice a week!"))
	hits, err := p.Search("twice a week")
	if err != nil || len(hits) != 2 || hits[0].Page != 2 {
		t.Fatalf("%+v (%v)", hits, err)
	}
	w, err := p.Words(2)
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(strings.Fields(w.Part(hits[0].Run)), " "); got != "TWICE a week" {
		t.Errorf("found %q", got)
	}
	for i := hits[0].From; i <= hits[0].To; i++ {
		if s := w.Spots[i]; s.Width <= 0 || s.Y <= 0 || s.Y > 0.3 {
			t.Errorf("word %d stands at %+v", i, s)
		}
	}
	// Where it stands nowhere just so, as the search of the whole file would find it.
	if hits, err := p.Search("theraphy"); err != nil || len(hits) != 1 {
		t.Errorf("a slip: %+v (%v)", hits, err)
	}
	if img, err := p.Picture(t.Context(), 2, 400); err != nil || img == nil || img.Bounds().Dx() != 400 {
		t.Errorf("the picture: %v (%v)", img, err)
	}

	p = open("notes.txt", []byte("First page.\fSecond page, twice a week."))
	if img, err := p.Picture(t.Context(), 1, 400); err != nil || img != nil || p.Count() != 2 {
		t.Errorf("a plain text has a picture: %v, %d pages (%v)", img, p.Count(), err)
	}
	if hits, err := p.Search("twice"); err != nil || len(hits) != 1 || hits[0].Page != 2 {
		t.Errorf("%+v (%v)", hits, err)
	}
}

func TestACopyForAnotherProgramSaysNothingAndIsDeleted(t *testing.T) {
	d := desk(t, at("2026-11-02 18:00"))
	d.Copies = filepath.Join(t.TempDir(), "open")
	a, _, err := d.Create(filepath.Join(t.TempDir(), "file"), passphrase)
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{"Iqra's plan.PDF": "letter.pdf", "no ending": "letter", "odd.p d f!": "letter"} {
		path, err := a.OpenElsewhere(paper(t, a, name, app.Look{}))
		if err != nil {
			t.Fatal(err)
		}
		if got := filepath.Base(path); got != want {
			t.Errorf("%q is called %q outside", name, got)
		}
		if info, err := os.Stat(filepath.Dir(path)); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o700 {
			t.Errorf("others can look into it: %v (%v)", info.Mode(), err)
		}
	}
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	if left, _ := filepath.Glob(filepath.Join(d.Copies, "*", "*")); len(left) > 0 {
		t.Errorf("left: %q", left)
	}
}

// BenchmarkFirstPage opens a PDF of 300 pages and one of a single page, and gives
// how many times as long the first page of the long one takes, and what memory the
// program and its reader came to hold after going through it.
func BenchmarkFirstPage(b *testing.B) {
	vault.TestOnlyCheapKeys(b)
	a := benchFile(b)
	defer a.Close()
	line := "What was seen in the class room on that day, and what the teacher said of it when she was asked."
	var pages []string
	for i := range 300 {
		pages = append(pages, fmt.Sprintf("Page %d\n\n", i+1)+strings.Repeat(line+"\n", 30))
	}
	keep := func(name string, pdf []byte) record.ID {
		k, err := a.Keep("", name, bytes.NewReader(pdf))
		if err != nil {
			b.Fatal(err)
		}
		if _, err := a.Read(b.Context(), k.ID, ""); err != nil {
			b.Fatal(err)
		}
		return k.ID
	}
	long, short := keep("long.pdf", pagesPDF(b, pages...)), keep("short.pdf", pagesPDF(b, pages[0]))
	first := func(id record.ID) (time.Duration, *app.Pages) {
		start := time.Now()
		p, err := a.Pages(b.Context(), id, "")
		if err == nil {
			_, err = p.Picture(b.Context(), 1, 1000)
		}
		if err != nil {
			b.Fatal(err)
		}
		return time.Since(start), p
	}
	var ofLong, ofShort time.Duration
	for b.Loop() {
		took, p := first(short)
		p.Close()
		ofShort += took
		took, p = first(long)
		ofLong += took
		p.Close()
	}
	_, p := first(long)
	defer p.Close()
	if _, err := p.Words(1); err != nil {
		b.Fatal(err)
	}
	for n := 1; n <= 300; n += 10 {
		if _, err := p.Picture(b.Context(), n, 1000); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(ofLong)/float64(ofShort), "times-one-page")
	b.ReportMetric(ofLong.Seconds()/float64(b.N), "first-page-s")
	b.ReportMetric(resident(b)/1e6, "MB-held")
}

// resident is how much memory this program and what it started hold, where the
// system says so.
func resident(b *testing.B) float64 {
	sum := 0.0
	all, _ := filepath.Glob("/proc/[0-9]*/status")
	for _, f := range all {
		text, err := os.ReadFile(f)
		if err != nil {
			continue
		}
		field := func(name string) int {
			_, rest, _ := strings.Cut(string(text), "\n"+name+":")
			words := strings.Fields(rest)
			if len(words) == 0 {
				return 0
			}
			n, _ := strconv.Atoi(words[0])
			return n
		}
		if field("Pid") == os.Getpid() || field("PPid") == os.Getpid() {
			sum += float64(field("VmRSS")) * 1024
		}
	}
	if sum == 0 {
		b.Skip("this system does not say how much memory is held")
	}
	return sum
}
