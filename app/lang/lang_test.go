package lang

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
	"testing/fstest"
)

// speak chooses a language for one test.
func speak(t *testing.T, tag string) {
	t.Helper()
	if err := Choose(tag); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { Choose(English) })
}

// speakFile speaks a language's file that is not among those that are offered.
func speakFile(t *testing.T, name string) {
	t.Helper()
	b, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	f, err := parse(b)
	if err != nil {
		t.Fatal(err)
	}
	to, err := f.tongue()
	if err != nil {
		t.Fatal(err)
	}
	spoken.Store(to)
	t.Cleanup(func() { Choose(English) })
}

func is(t *testing.T, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestEnglishIsSaidAsItIsWritten(t *testing.T) {
	is(t, T("Show %d more", 3), "Show 3 more")
	is(t, T("100 %%"), "100 %")
	is(t, Of("100 %"), "100 %")
	is(t, ByID("law/appeal/says", "Appeal by this day"), "Appeal by this day")
	is(t, Count(1, "day", "days"), "1 day")
	is(t, Count(0, "day", "days"), "0 days")
	is(t, Plural(2, "day", "days"), "days")
}

// TestALanguageIsSpoken speaks invented Welsh: five plural forms, words in another
// order, and English for what it does not have.
func TestALanguageIsSpoken(t *testing.T) {
	speakFile(t, "welsh.json")
	is(t, Chosen(), "cy")
	is(t, T("Home"), "Hafan")
	is(t, T("%[1]s at %[2]s", "dydd Mawrth", "14:30"), "am 14:30 ar dydd Mawrth")
	is(t, Count(1, "day", "days"), "1 diwrnod")
	is(t, Count(2, "day", "days"), "2 ddiwrnod")
	is(t, Count(3, "day", "days"), "3 diwrnod ")
	is(t, Count(10, "day", "days"), "10 o ddyddiau")
	is(t, ByID("law/appeal/says", "Appeal by this day"), "Apelio erbyn hyn")
	is(t, T("Nobody translated this for %s", "Sam"), "Nobody translated this for Sam")
	is(t, Count(2, "letter", "letters"), "2 letters")
}

// TestALanguageNobodyReadIsNotOffered holds that a language ships when a speaker has
// read it, and that those that ship can be chosen.
func TestALanguageNobodyReadIsNotOffered(t *testing.T) {
	t.Cleanup(func() { Choose(English) })
	all := All()
	if len(all) == 0 || all[0].Tag != English {
		t.Fatalf("offered: %v", all)
	}
	for _, l := range all {
		if err := Choose(l.Tag); err != nil {
			t.Errorf("%s: %v", l.Tag, err)
		}
		if l.Tag == Pseudo {
			t.Error("the strange language is offered")
		}
	}
	Choose(English)
	if err := Choose("xx"); !errors.Is(err, ErrUnknown) || Chosen() != English {
		t.Errorf("an unknown language: %v, %s", err, Chosen())
	}
}

func TestATranslationThatLosesAPlaceholderIsRefused(t *testing.T) {
	head := `{"name":"Cymraeg","tag":"cy","messages":[{"english":"From %s on %d","is":{"other":"`
	for says, good := range map[string]bool{
		"O %s ar %d": true, "Ar %[2]d o %[1]s": true,
		"O %s": false, "O %s ar %s": false, "O %s ar %d %d": false, "O %[3]s ar %d": false, "": false,
	} {
		_, err := parse([]byte(head + says + `"}}]}`))
		if good != (err == nil) || err != nil && !errors.Is(err, ErrForm) {
			t.Errorf("%q: %v", says, err)
		}
	}
	for _, bad := range []string{``, `[]`, `{"name":"","tag":"cy"}`, `{"name":"C","tag":"!"}`, head + `x","most":"y"}}]}`} {
		if _, err := parse([]byte(bad)); !errors.Is(err, ErrForm) {
			t.Errorf("%q: %v", bad, err)
		}
	}
	if _, err := readAll(fstest.MapFS{"cy.json": {Data: []byte("{")}}); !errors.Is(err, ErrForm) {
		t.Errorf("a broken file among the others: %v", err)
	}
}

func TestStrangeEnglishIsLongerAndKeepsWhatIsPutIn(t *testing.T) {
	speak(t, Pseudo)
	for _, english := range []string{"OK", "Nothing is lost.", "By %s. %s", "%d of %s · %s", " at %s", "100 %%", "%[2]s and %[1]d"} {
		says := Of(english)
		if bare := strings.TrimSpace(english); float64(len([]rune(strings.TrimSpace(says)))) < 1.4*float64(len([]rune(bare))) {
			t.Errorf("%q became %q, which is not 40 per cent longer", english, says)
		}
		if fmt.Sprint(Placeholders(says)) != fmt.Sprint(Placeholders(english)) || !IsStrange(says) {
			t.Errorf("%q became %q", english, says)
		}
		is(t, Of(says), says)
	}
	is(t, Of(""), "")
	is(t, Of(" "), " ")
	if s := T("By %s. %s", "Monday", "50 % of it"); !strings.Contains(s, "Monday") || !strings.Contains(s, "50 % of it") {
		t.Errorf("lost what was put in: %q", s)
	}
}

// FuzzLanguage reads a language's file of any bytes: it is refused with ErrForm, or
// every sentence of it can be said without losing what is put in.
func FuzzLanguage(f *testing.F) {
	good, err := os.ReadFile("testdata/welsh.json")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(good)
	f.Add([]byte(`{"name":"x","tag":"cy","messages":[{"english":"{{.A}} %s","is":{"other":"{{ %s","few":"}} %s"}}]}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		l, err := parse(b)
		if err != nil {
			if !errors.Is(err, ErrForm) {
				t.Fatal(err)
			}
			return
		}
		to, err := l.tongue()
		if err != nil {
			return // refused by the library: it is not spoken
		}
		for _, m := range l.Messages {
			if says := to.say(m.English); m.ID == "" && m.Many == "" && fmt.Sprint(Placeholders(says)) != fmt.Sprint(Placeholders(m.English)) {
				t.Fatalf("%q is said as %q", m.English, says)
			}
		}
	})
}
