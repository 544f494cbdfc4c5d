package screens

import (
	"context"
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"leverarch/app"
	"leverarch/app/lang"
	"leverarch/app/law"
	"leverarch/app/record"
	"leverarch/resources"
	"leverarch/screens/look"
	"leverarch/vault"
)

// inline does everything at once: under a test a goroutine of its own would
// race with the window.
func inline() Hands {
	return Hands{
		Run:   func(work, then func()) { work(); then() },
		Sleep: func(time.Duration) {},
		Now:   time.Now,
		Pick:  func(string) ([]string, error) { return nil, nil },
	}
}

// sampleShell opens the sample family in a window.
func sampleShell(t *testing.T, kind look.Kind, scale float32, size fyne.Size) (*Shell, fyne.Window) {
	t.Helper()
	vault.TestOnlyCheapKeys(t)
	a := test.NewTempApp(t)
	a.Settings().SetTheme(look.New(kind, scale))
	book, err := law.Load(resources.Law())
	if err != nil {
		t.Fatal(err)
	}
	desk := &app.Desk{Book: book, Now: time.Now, Sample: resources.Sample(), Guide: resources.Guide()}
	w := test.NewTempWindow(t, nil)
	w.Resize(size)
	s := New(w, desk, filepath.Join(t.TempDir(), "file"), inline())
	file, err := desk.OpenSample(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Lock)
	s.Open(file)
	w.Resize(size)
	return s, w
}

// places lists every screen with something on it.
func places(t *testing.T, s *Shell) []Place {
	t.Helper()
	docs, err := s.file.Documents("")
	if err != nil || len(docs) == 0 {
		t.Fatalf("%d documents (%v)", len(docs), err)
	}
	letter := docs[0].ID
	for _, d := range docs {
		if d.Kind == "draft-plan" {
			letter = d.ID
		}
	}
	talks, err := s.file.Talks(s.Child().ID)
	if err != nil || len(talks) == 0 {
		t.Fatalf("%d conversations (%v)", len(talks), err)
	}
	dates, err := s.file.Dates(s.Child().ID)
	if err != nil {
		t.Fatal(err)
	}
	var ours, late app.Dated
	for _, d := range dates {
		switch {
		case d.Rule == "final-plan-20w":
			late = d
		case d.Rule == "draft-plan-comments-15d":
			ours = d
		}
	}
	return []Place{
		{Name: Where}, {Name: Happened}, {Name: Happened, ID: "decision-sent"}, {Name: Happened, ID: ours.From.ID}, {Name: WhatIf}, {Name: WhatIf, ID: whatIfID(late)},
		{Name: Home}, {Name: Timeline}, {Name: Documents}, {Name: InTray}, {Name: Letter, ID: letter}, {Name: Write},
		{Name: Said, ID: talks[0].ID}, {Name: Phone}, {Name: Children}, {Name: Settings}, {Name: Keep}, {Name: Safe},
		{Name: People}, {Name: People, ID: talks[0].With[0]}, {Name: Find},
		{Name: Talks}, {Name: Plan}, {Name: Family},
	}
}

// TestEveryScreenFitsAnOrdinaryWindow holds the least width of every screen, at
// each text size, and draws it. With PICTURES set to a folder the pictures are
// kept there, for people to look at.
func TestEveryScreenFitsAnOrdinaryWindow(t *testing.T) {
	slow(t)
	keep := os.Getenv("PICTURES")
	type choice struct {
		look.Choice
		tongue string
	}
	var choices []choice
	for _, scale := range []float32{1, 1.5, 2} {
		for _, kind := range look.Kinds {
			if kind == look.Light || keep != "" {
				choices = append(choices, choice{look.Choice{Kind: kind, Scale: scale, Face: look.Hyperlegible}, lang.English})
			}
		}
	}
	for _, scale := range []float32{1, 2} {
		// The widest letters with the most room between them.
		choices = append(choices, choice{look.Choice{Kind: look.Light, Scale: scale, Face: look.Dyslexic, Roomy: true}, lang.English})
		// Words that are 40 per cent longer, as those of another language may be.
		choices = append(choices, choice{look.Choice{Kind: look.Light, Scale: scale, Face: look.Hyperlegible}, lang.Pseudo})
		if keep != "" {
			choices = append(choices, choice{look.Choice{Kind: look.Light, Scale: scale, Face: look.Lexend}, lang.English})
		}
	}
	for _, c := range choices {
		name := fmt.Sprintf("%s-%.0f", c.Kind, c.Scale*100)
		if c.Face != look.Hyperlegible {
			name += "-" + string(c.Face)
		}
		if c.tongue != lang.English {
			name += "-" + c.tongue
		}
		t.Run(name, func(t *testing.T) {
			size, most := fyne.NewSize(1200, 800), float32(960)
			if c.Scale == 2 {
				size, most = fyne.NewSize(1366, 768), 1366
			}
			s, w := sampleShell(t, c.Kind, c.Scale, size)
			SetLook(c.Choice)
			if c.tongue != lang.English {
				t.Cleanup(func() { lang.Choose(lang.English) })
				s.speak(c.tongue)
				s.lookRound()
			}
			scenes(t, s, func(scene string) {
				if least := w.Content().MinSize(); least.Width > most {
					t.Errorf("%s needs %.0f across", scene, least.Width)
				}
				w.Resize(size)
				if keep == "" {
					return
				}
				f, err := os.Create(filepath.Join(keep, strings.ReplaceAll(scene+"-"+name+".png", " ", "-")))
				if err != nil {
					t.Fatal(err)
				}
				if err := png.Encode(f, w.Canvas().Capture()); err != nil {
					t.Fatal(err)
				}
				f.Close()
			})
		})
	}
}

// shortID tells pictures of one screen apart.
func shortID(id record.ID) string {
	if id == "" {
		return ""
	}
	return "-" + string(id[:min(8, len(id))])
}
