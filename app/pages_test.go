package app

import (
	"strings"
	"testing"
	"testing/fstest"

	"time"

	"leverarch/app/law"
	"leverarch/app/record"
	"leverarch/resources"
	"leverarch/vault"
)

// TestAMessageIsShownWithWhatCameWithIt holds what the words of a message say of its
// parts, as they are kept.
func TestAMessageIsShownWithWhatCameWithIt(t *testing.T) {
	vault.TestOnlyCheapKeys(t)
	book, err := law.Load(resources.Law())
	if err != nil {
		t.Fatal(err)
	}
	d := &Desk{Book: book, Now: time.Now, Sample: fstest.MapFS{}}
	a, _, err := d.Create(t.TempDir()+"/file", []byte("otter maple lantern seven"))
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	k, err := a.Keep("", "message.eml", strings.NewReader("MIME-Version: 1.0\nMessage-ID: <1@tarnside.example>\nFrom: a@tarnside.example\n\nHello.\n"))
	if err != nil {
		t.Fatal(err)
	}
	const kept = `{"format":"email","pages":[{"text":"From: Ms Abara\nTo: you\n\nThe draft plan is attached."},{"text":"Draft plan"},{"text":"Section F"}],
		"parts":[{"pages":1,"format":"email"},{"name":"plan.pdf","pages":2,"format":"pdf"},{"name":"odd.bin","pages":0,"problem":"format"}]}`
	if err := a.vault.PutWords(string(k.ID), "1", []byte(kept)); err != nil {
		t.Fatal(err)
	}
	p := &Pages{a: a, doc: record.Document{ID: k.ID}}
	if !p.Mail() || len(p.Parts()) != 3 || p.Parts()[1] != (Part{"plan.pdf", 2}) || p.Count() != 3 {
		t.Errorf("mail %t, parts %+v, %d pages", p.Mail(), p.Parts(), p.Count())
	}
	w, err := p.Words(1)
	if err != nil || len(w.Spots) != 0 || len(w.At) != 10 {
		t.Errorf("%d words, %d places (%v)", len(w.At), len(w.Spots), err)
	}
	if img, err := p.Picture(t.Context(), 1, 100); img != nil || err != nil {
		t.Errorf("%v, %v", img, err)
	}
	if w, err := p.Words(9); err != nil || len(w.At) != 0 {
		t.Errorf("page 9: %+v (%v)", w, err)
	}
	if hits, err := p.Search("section f"); err != nil || len(hits) != 1 || hits[0].Page != 3 {
		t.Errorf("%+v (%v)", hits, err)
	}
}

func TestTheDayInAPassage(t *testing.T) {
	for words, want := range map[string]record.Day{
		"reached us on 7 September 2026": record.NewDay(2026, 9, 7), "by 20/11/26, or else": record.NewDay(2026, 11, 20),
		"on the 7th of September": {}, "twice a week": {}, "": {},
	} {
		if got := DayIn(words); got != want {
			t.Errorf("%q gives %s", words, got)
		}
	}
}
