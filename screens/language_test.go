package screens

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"fyne.io/fyne/v2"

	"leverarch/app/lang"
	"leverarch/resources/licences"
	"leverarch/screens/look"
	"leverarch/screens/part/robot"
)

// TestTheLanguageIsChosenInTheProgram chooses one on the first page, goes round in it,
// and comes back to English in the settings.
func TestTheLanguageIsChosenInTheProgram(t *testing.T) {
	t.Cleanup(func() { lang.TestOnlyLanguage(t, nil); lang.Choose(lang.English) })
	err := lang.TestOnlyLanguage(t, []byte(`{"name":"Cymraeg","tag":"cy","read_by":"nobody: it is invented","messages":[
		{"english":"Home","is":{"other":"Hafan"}},
		{"english":"Leave the sample","is":{"other":"Gadael y sampl"}},
		{"english":"Look round with a sample family","is":{"other":"Gweld teulu sampl"}},
		{"english":"Settings","is":{"other":"Gosodiadau"}},
		{"english":"By %s. %s","is":{"other":"Erbyn %s. %s"}},
		{"id":"law/draft-plan-comments-15d/says","english":"x","is":{"other":"Dweud eich barn"}}]}`))
	if err != nil {
		t.Fatal(err)
	}
	s, r := firstWindow(t, inline())
	r.See("Look round with a sample family", "Cymraeg").Tap("Cymraeg").See("Gweld teulu sampl").NotSee("Look round")
	if lang.Chosen() != "cy" {
		t.Fatal(lang.Chosen())
	}
	r.Tap("Gweld teulu sampl").See("Hafan", "Erbyn ", "Dweud eich barn", "Documents").NotSee("Home")
	r.Tap("Gosodiadau").See("Choosing another one locks your file.").Tap("English").See("Look round with a sample family")
	if s.file != nil {
		t.Error("the sample is open still")
	}
	r.Tap("Look round with a sample family").See("Home").NotSee("Hafan", "Dweud")
	if got := fyne.CurrentApp().Preferences().String(keyLanguage); got != lang.English {
		t.Errorf("remembered: %q", got)
	}
	// One that a later program no longer has gives way to English.
	fyne.CurrentApp().Preferences().SetString(keyLanguage, "xx")
	s.speakChosen()
	if lang.Chosen() != lang.English {
		t.Error(lang.Chosen())
	}
}

// data are the words on a screen that are a family's own, or somebody else's: they
// are in no language of ours.
func data(t *testing.T, s *Shell) string {
	var all []string
	file := s.file
	docs, err := file.Documents("")
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range docs {
		look, err := file.FirstLook(d.ID)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, fmt.Sprintf("%+v", look))
	}
	source, err := filepath.Glob("../resources/sample/source/*")
	if err != nil || len(source) == 0 {
		t.Fatal(err, source)
	}
	for _, f := range append(source, "../resources/sample/sample.json") {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, string(b))
	}
	for _, l := range licences.All() {
		all = append(all, l.Name, l.For, l.Text)
	}
	book, err := json.Marshal(file.Book.Rules())
	if err != nil {
		t.Fatal(err)
	}
	pages, err := filepath.Glob("../resources/guide/*/*.md")
	if err != nil || len(pages) < 100 {
		t.Fatal(err, len(pages))
	}
	for _, p := range pages {
		b, err := os.ReadFile(p)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, string(b))
	}
	return plainWords(strings.Join(append(all, string(book)), "\n"))
}

// plainWords are the bare words, so that line breaks, quotation marks and the dots
// where something is cut short make no difference.
func plainWords(s string) string {
	return strings.ToLower(strings.Join(strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }), " "))
}

// TestEveryScreenCanBeTranslated draws every screen in the strange language. What is
// there in plain English is a family's own words, or a sentence that no language could
// say.
func TestEveryScreenCanBeTranslated(t *testing.T) {
	slow(t)
	t.Cleanup(func() { lang.Choose(lang.English) })
	if err := lang.Choose(lang.Pseudo); err != nil {
		t.Fatal(err)
	}
	s, w := sampleShell(t, look.Light, 1, fyne.NewSize(1200, 800))
	fyne.CurrentApp().Preferences().SetString(keyLanguage, lang.Pseudo)
	s.speakChosen()
	file, err := s.desk.OpenSample(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	s.Lock()
	s.Open(file)
	of := data(t, s)
	r := robot.On(t, w)
	seen, strange := map[string]bool{}, 0
	for _, p := range places(t, s) {
		s.Go(p)
		if s.win.Canvas().Overlays().Top() != nil {
			t.Fatalf("%s: %s", p.Name, r.Words())
		}
		for _, line := range strings.Split(r.Words(), "\n") {
			switch {
			case lang.IsStrange(line):
				strange++
			case seen[line] || !regexp.MustCompile(`[A-Za-z]{2}`).MatchString(line):
			default:
				for _, piece := range strings.Split(line, ", ") {
					if !strings.Contains(of, plainWords(piece)) && !slices.Contains(notOurs, piece) && !number.MatchString(piece) {
						t.Errorf("%s: %q is in no language", p.Name, line)
					}
				}
			}
			seen[line] = true
		}
	}
	if strange < 300 {
		t.Errorf("only %d strange lines", strange)
	}
}

// number is the SHA-256 of a letter.
var number = regexp.MustCompile(`^[0-9a-f]{64}$`)

// notOurs are names, and what the law and a program call themselves.
var notOurs = []string{"Atkinson Hyperlegible", "Lexend", "OpenDyslexic", "iPhone", "Google", "Samsung", "Outlook"}
