package app_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"leverarch/app"
	"leverarch/app/record"
)

func TestTheBinKeepsAndThenDeletesForGood(t *testing.T) {
	c := at("2026-11-09 09:00")
	a, child := file(t, c)
	d := keepDraft(t, a, child)
	confirm(t, a, d.ID, "draft-plan-served", day(t, "2026-11-03"))
	if err := a.Delete(d.ID); err != nil {
		t.Fatal(err)
	}
	if list, _ := a.Documents(""); len(list) != 0 {
		t.Errorf("%d documents are still listed", len(list))
	}
	if list, _ := a.Dates(child.ID); len(list) != 0 {
		t.Errorf("%d dates still rest on it", len(list))
	}
	in, err := a.Bin()
	if err != nil || len(in) != 1 || in[0].What != "document" || in[0].Name != "letter.pdf" {
		t.Fatalf("in the bin: %+v (%v)", in, err)
	}
	if err := a.PutBack(d.ID); err != nil {
		t.Fatal(err)
	}
	if got := deadline(t, a, child, "draft-plan-comments-15d"); got.Day != day(t, "2026-11-17") {
		t.Errorf("put back, it is due %s", got.Day)
	}

	if err := a.Delete(d.ID); err != nil {
		t.Fatal(err)
	}
	// Brought in again while it is in the bin, it comes out of the bin.
	again, err := a.Keep(child.ID, "letter.pdf", bytes.NewReader(draftLetter(t, a)))
	if err != nil || !again.Again || again.ID != d.ID {
		t.Fatalf("brought in again: %+v (%v)", again, err)
	}
	if list, _ := a.Documents(""); len(list) != 1 {
		t.Errorf("%d documents after it came again", len(list))
	}

	if err := a.Delete(d.ID); err != nil {
		t.Fatal(err)
	}
	c.Time = c.Add(10 * 24 * time.Hour)
	if n, err := a.EmptyBin(c.Add(-app.BinKeeps)); err != nil || n != 0 {
		t.Errorf("emptied %d after ten days (%v)", n, err)
	}
	c.Time = c.Add(21 * 24 * time.Hour)
	if n, err := a.EmptyBin(c.Add(-app.BinKeeps)); err != nil || n != 1 {
		t.Errorf("emptied %d after a month (%v)", n, err)
	}
	if _, err := a.Original(d.ID); !errors.Is(err, app.ErrNotFound) {
		t.Errorf("its bytes: %v", err)
	}
	if h, err := a.Check(nil); err != nil || !h.OK() || len(h.Strays) != 0 {
		t.Errorf("after deleting for good: %+v (%v)", h, err)
	}
	if _, err := a.DocumentHistory(d.ID); !errors.Is(err, app.ErrNotFound) {
		t.Errorf("its history: %v", err)
	}
}

func TestAChildIsDeletedWithEverythingAboutIt(t *testing.T) {
	c := at("2026-11-09 09:00")
	a, child := file(t, c)
	d := keepDraft(t, a, child)
	confirm(t, a, d.ID, "draft-plan-served", day(t, "2026-11-03"))
	said, err := a.Log(app.Talk{Conversation: record.Conversation{Child: child.ID, Said: "a grobblewick meeting"}, People: []record.Person{{Name: "Mrs Okafor"}}})
	if err != nil {
		t.Fatal(err)
	}
	if err := a.Delete(child.ID); err != nil {
		t.Fatal(err)
	}
	if n, err := a.EmptyBin(c.Add(time.Second)); err != nil || n != 1 {
		t.Fatalf("emptied %d (%v)", n, err)
	}
	if _, err := a.Talk(said.ID); !errors.Is(err, app.ErrNotFound) {
		t.Errorf("the conversation: %v", err)
	}
	if _, err := a.Original(d.ID); !errors.Is(err, app.ErrNotFound) {
		t.Errorf("the letter: %v", err)
	}
	dir := a.Dir()
	a.Close()
	filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if b, _ := os.ReadFile(path); bytes.Contains(b, []byte("grobblewick")) {
			t.Errorf("%s still says it", path)
		}
		return nil
	})
}

func TestEverythingComesOutInOpenFormats(t *testing.T) {
	a, child := file(t, at("2026-11-09 09:00"))
	d := keepDraft(t, a, child)
	confirm(t, a, d.ID, "draft-plan-served", day(t, "2026-11-03"))
	if _, err := a.Log(app.Talk{Conversation: record.Conversation{Child: child.ID, Said: "They said <yes> & no.", Private: "only for me"}}); err != nil {
		t.Fatal(err)
	}
	// Two letters of one name, and a name that no system can have.
	for _, name := range []string{"letter.pdf", `a/b:c?"<>|*.txt`} {
		if _, err := a.Keep(child.ID, name, strings.NewReader("words of "+name)); err != nil {
			t.Fatal(err)
		}
	}
	out := filepath.Join(t.TempDir(), "out")
	n, err := a.TakeOutEverything(out, nil)
	if err != nil || n != 5 {
		t.Fatalf("%d files (%v)", n, err)
	}
	got, err := os.ReadFile(filepath.Join(out, "Iqra Halloran", "2026-11-03 letter.pdf"))
	if err != nil || !bytes.Equal(got, draftLetter(t, a)) {
		t.Errorf("the letter came out changed (%v)", err)
	}
	b, err := os.ReadFile(filepath.Join(out, "records.json"))
	if err != nil || !json.Valid(b) || !bytes.Contains(b, []byte("only for me")) {
		t.Errorf("records.json: %s (%v)", b, err)
	}
	page, err := os.ReadFile(filepath.Join(out, "timeline.html"))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"Iqra Halloran", "They said &lt;yes&gt; &amp; no.", "Tuesday 17 November 2026", `href="Iqra%20Halloran/2026-11-03%20letter.pdf"`, a.Head()} {
		if !bytes.Contains(page, []byte(want)) {
			t.Errorf("the timeline does not say %q:\n%s", want, page)
		}
	}
	if bytes.Contains(page, []byte("only for me")) {
		t.Error("the timeline has the private note in it")
	}
	if _, err := a.TakeOutEverything(out, nil); err == nil {
		t.Error("written over what was there")
	}
}
