package app_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"leverarch/app"
	"leverarch/app/law"
	"leverarch/app/record"
	"leverarch/resources"
	"leverarch/vault"
)

// talk writes down a conversation.
func talk(t *testing.T, a *app.App, child record.Child, said string, agreed ...record.Agreed) record.Conversation {
	t.Helper()
	c, err := a.Log(app.Talk{
		Conversation: record.Conversation{Child: child.ID, How: record.Phone, Said: said, Agree: agreed, Private: "I was so tired of zugzwang"},
		People:       []record.Person{{Name: "Mrs Abara", Role: "SENCO", Organisation: "Oakfield School"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func find(t *testing.T, a *app.App, words string) []app.Found {
	t.Helper()
	list, err := a.Find(words, "", 20)
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func kinds(list []app.Found) string {
	var out []string
	for _, f := range list {
		out = append(out, f.Kind)
	}
	return strings.Join(out, " ")
}

func TestAnythingWrittenDownIsFound(t *testing.T) {
	a, child := file(t, at("2026-11-02 18:00"))
	c := talk(t, a, child, "The swimming pool is closed.", record.Agreed{What: "ring about hydrotherapy", Who: "Mrs Abara", By: day(t, "2026-11-20")})
	for words, want := range map[string]string{
		"swimming": "conversation", "swiming": "conversation", "hydrotherapy": "promise conversation",
		"senco abara": "person conversation promise", "zugzwang": "conversation", "November 2026 hydro": "promise conversation", "Kestrel": "",
	} {
		list := find(t, a, words)
		got := kinds(list)
		if got != want && !(want == "promise conversation" && got == "conversation promise") {
			t.Errorf("%q finds %q, not %q", words, got, want)
		}
		for _, f := range list {
			if f.Kind != app.FoundPerson && f.ID != c.ID {
				t.Errorf("%q finds %+v", words, f)
			}
			if len(f.Marks) == 0 {
				t.Errorf("%q marks nothing in %q", words, f.Line)
			}
		}
	}
}

func TestALetterIsFoundByTheWordsOnItsPage(t *testing.T) {
	a, child := file(t, at("2026-11-02 18:00"))
	kept, err := a.Keep(child.ID, "letter.pdf", strings.NewReader(string(draftLetter(t, a))))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := a.Read(t.Context(), kept.ID, ""); err != nil {
		t.Fatal(err)
	}
	list := find(t, a, "draft plan comments")
	if len(list) == 0 || list[0].ID != kept.ID || list[0].Page != 1 || len(list[0].Marks) == 0 {
		t.Fatalf("found %+v", list)
	}
}

func TestWhatIsDeletedIsNeverFound(t *testing.T) {
	a, child := file(t, at("2026-11-02 18:00"))
	c := talk(t, a, child, "The swimming pool is closed.")
	if len(find(t, a, "swimming")) != 1 {
		t.Fatal("not found while it is there")
	}
	if err := a.Delete(c.ID); err != nil {
		t.Fatal(err)
	}
	if list := find(t, a, "swimming"); len(list) != 0 {
		t.Errorf("in the bin, and found: %+v", list)
	}
	if err := a.PutBack(c.ID); err != nil {
		t.Fatal(err)
	}
	if len(find(t, a, "swimming")) != 1 {
		t.Error("put back, and not found")
	}
	if err := a.Delete(c.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := a.EmptyBin(time.Now().AddDate(9, 0, 0)); err != nil {
		t.Fatal(err)
	}
	if list := find(t, a, "swimming"); len(list) != 0 {
		t.Errorf("deleted for good, and found: %+v", list)
	}
}

func TestTheIndexIsPutAsideSealedAndMadeAgainWhereItIsGone(t *testing.T) {
	d := desk(t, at("2026-11-02 18:00"))
	dir := filepath.Join(t.TempDir(), "file")
	a, _, err := d.Create(dir, passphrase)
	if err != nil {
		t.Fatal(err)
	}
	child, err := a.AddChild("Iqra Halloran", record.Day{})
	if err != nil {
		t.Fatal(err)
	}
	talk(t, a, child, "The swimming pool is closed.")
	find(t, a, "swimming")
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	aside, err := filepath.Glob(filepath.Join(dir, "aside", "*", "*"))
	if err != nil || len(aside) != 1 {
		t.Fatal(aside, err)
	}
	hurt := []func() error{
		func() error { return nil },
		func() error { return os.Truncate(aside[0], 100) },
		func() error { return os.Remove(aside[0]) },
		func() error { return os.WriteFile(aside[0], []byte(strings.Repeat("x", 5000)), 0o600) },
	}
	for i, h := range hurt {
		if err := h(); err != nil {
			t.Fatal(err)
		}
		a, err := d.Unlock(dir, passphrase)
		if err != nil {
			t.Fatal(i, err)
		}
		if got := kinds(find(t, a, "swimming")); got != "conversation" {
			t.Errorf("%d: found %q", i, got)
		}
		if h, err := a.Check(nil); err != nil || !h.OK() {
			t.Errorf("%d: check: %+v, %v", i, h, err)
		}
		// something changes, so that the index is put aside anew
		talk(t, a, child, fmt.Sprintf("Call number %d.", i))
		find(t, a, "call")
		if err := a.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// benchFile makes a new file.
func benchFile(b *testing.B) *app.App {
	b.Helper()
	book, err := law.Load(resources.Law())
	if err != nil {
		b.Fatal(err)
	}
	d := &app.Desk{Book: book, Now: time.Now, Sample: resources.Sample()}
	a, _, err := d.Create(filepath.Join(b.TempDir(), "file"), passphrase)
	if err != nil {
		b.Fatal(err)
	}
	return a
}

// BenchmarkFind is the search over the app: 5,000 conversations, asked after
// nothing changed and after one was written.
func BenchmarkFind(b *testing.B) {
	vault.TestOnlyCheapKeys(b)
	a := benchFile(b)
	defer a.Close()
	child, err := a.AddChild("Iqra Halloran", record.Day{})
	if err != nil {
		b.Fatal(err)
	}
	for i := range 5000 {
		if _, err := a.Log(app.Talk{Conversation: record.Conversation{Child: child.ID, Said: fmt.Sprintf("Call %d about the taxi, the hours and word%d.", i, i%700)}}); err != nil {
			b.Fatal(err)
		}
	}
	start := time.Now()
	if err := a.WarmFinder(); err != nil {
		b.Fatal(err)
	}
	first := time.Since(start)
	for b.Loop() {
		if _, err := a.Find("taxi word42", "", 20); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(first.Seconds(), "first-s")
	if _, err := a.Log(app.Talk{Conversation: record.Conversation{Child: child.ID, Said: "one more"}}); err != nil {
		b.Fatal(err)
	}
	start = time.Now()
	if _, err := a.Find("one more", "", 20); err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(float64(time.Since(start).Microseconds())/1e3, "after-change-ms")
}

func TestTheGuideIsFoundBesideTheLetters(t *testing.T) {
	d := desk(t, at("2026-11-02 18:00"))
	d.Guide = resources.Guide()
	a, _, err := d.Create(filepath.Join(t.TempDir(), "file"), passphrase)
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	for words, want := range map[string]record.ID{"fifteen days draft plan working days": "myth-15-working-days", "6000 myth": "myth-6000", "mediation certificate": "mediation-certificate"} {
		list := find(t, a, words)
		ids := map[record.ID]bool{}
		for _, f := range list[:min(5, len(list))] {
			if f.Kind == app.FoundGuide {
				ids[f.ID] = true
			}
		}
		if !ids[want] {
			t.Errorf("%q finds %v", words, ids)
		}
	}
}
