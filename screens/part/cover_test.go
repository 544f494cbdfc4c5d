package part

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"leverarch/screens/cover"
	"leverarch/screens/look"
)

func hides(t *testing.T, names ...string) {
	t.Helper()
	var list []cover.Name
	for _, n := range names {
		list = append(list, cover.Name{Words: n, Kind: cover.Person})
	}
	Cover(cover.New(list))
	t.Cleanup(func() { Cover(nil) })
}

// TestAFieldLiesCoveredUnlessSomebodyTypesInIt looks at what is drawn, not only at
// what the field says of itself.
func TestAFieldLiesCoveredUnlessSomebodyTypesInIt(t *testing.T) {
	for _, many := range []bool{false, true} {
		f := NewField("Name", "")
		var o fyne.CanvasObject = f
		if many {
			n := NewNotes("Name", "", 3)
			f, o = &n.Field, n
		}
		w := shown(t, look.Light, 1, fyne.NewSize(400, 300), func() fyne.CanvasObject { return o })
		hides(t, "Theo Brandreth")
		f.Set(strings.Repeat("Theo is here. ", 40))
		c := f.cover
		if c.Hidden || c.Position() != f.entry.Position() || c.Size() != f.entry.Size() || c.back.Size() != c.Size() {
			t.Fatalf("hidden %t at %v, %v, over an entry at %v, %v", c.Hidden, c.Position(), c.Size(), f.entry.Position(), f.entry.Size())
		}
		if _, _, _, a := c.back.FillColor.RGBA(); a != 0xffff {
			t.Error("what lies under it shines through")
		}
		under := false
		for _, o := range f.shapes() {
			under = under || o == fyne.CanvasObject(f.entry)
			if o == fyne.CanvasObject(c) && !under {
				t.Error("it lies under the entry")
			}
		}
		foot := float32(0)
		for _, l := range c.words.lines {
			if strings.Contains(l.Text, "Theo") {
				t.Errorf("drawn: %q", l.Text)
			}
			foot = max(foot, c.words.Position().Y+l.Position().Y+l.Size().Height)
		}
		if len(c.words.lines) == 0 || foot > c.Size().Height {
			t.Errorf("%d lines that reach to %.0f of %.0f", len(c.words.lines), foot, c.Size().Height)
		}
		w.Canvas().Focus(f.Input())
		if !c.Hidden {
			t.Error("somebody types and cannot see it")
		}
		w.Canvas().Unfocus()
		if c.Hidden || !strings.HasPrefix(f.Text(), "Theo is here.") {
			t.Errorf("left: %q", f.Text())
		}
		f.Set("nobody")
		if !c.Hidden {
			t.Error("words without a name are covered")
		}
		s := NewSecret("Passphrase", "")
		s.entry.SetText("Theo Brandreth")
		s.lay(fyne.NewSize(300, 100))
		if !s.cover.Hidden {
			t.Error("a passphrase is spelled out")
		}
	}
}

// TestWordsAreLaidOutAnewWhenNamesAreHidden draws text, a pill and prose before and
// after.
func TestWordsAreLaidOutAnewWhenNamesAreHidden(t *testing.T) {
	text, pill, prose := NewText("Theo Brandreth rang."), NewPill(Due, "Theo"), NewProse(Piece{Words: "Ask "}, Piece{Words: "Theo", Press: func() {}}, Piece{Words: ", please."})
	text.Mark([]Span{{16, 20}}) // rang
	w := shown(t, look.Light, 1, fyne.NewSize(500, 300), func() fyne.CanvasObject { return NewStack(text, pill, prose) })
	drawn := func() string {
		w.Content().Refresh()
		for _, o := range []fyne.CanvasObject{text, pill, prose} {
			o.Refresh()
		}
		out := text.lines[0].Text + "|" + pill.words.lines[0].Text
		for _, o := range prose.Children() {
			out += "|" + o.(*inline).text.Text
		}
		return out
	}
	if got := drawn(); got != "Theo Brandreth rang.|Theo|Theo" {
		t.Error(got)
	}
	at := text.ground[0].Position().X
	hides(t, "Theo Brandreth")
	if got := drawn(); got != "Person 1 rang.|Person 1|Person 1" {
		t.Error(got)
	}
	if got := text.ground[0].Position().X; got >= at {
		t.Errorf("the mark stands at %.0f, and stood at %.0f", got, at)
	}
	if got := prose.Words(); got != "Ask Person 1, please." {
		t.Error(got)
	}
	Cover(nil)
	if got := drawn(); got != "Theo Brandreth rang.|Theo|Theo" {
		t.Error(got)
	}
}

// TestAPageOfWordsIsShownWithoutNames keeps each word where marks and choosing find
// it.
func TestAPageOfWordsIsShownWithoutNames(t *testing.T) {
	hides(t, "Theo Brandreth", "Jo")
	w := PageWords{Text: "From Theo Brandreth, (Theo’s)"}
	for at := 0; at < len(w.Text); {
		n := strings.IndexByte(w.Text[at:]+" ", ' ')
		w.At = append(w.At, Span{at, at + n})
		at += n + 1
	}
	got := wordsShown(&w)
	if strings.Join(got, "|") != "From|Person 1||(Person 1’s)" && strings.Join(got, "|") != "From|Person 1|,|(Person 1’s)" {
		t.Errorf("%q", got)
	}
	p := NewPicture()
	p.PutWords(w, false)
	if got := p.Words(); got != "From Person 1, (Person 1’s)" {
		t.Errorf("%q", got)
	}
	p.Choose(Run{1, 2})
	if got := p.Chosen(); got != "Theo Brandreth," {
		t.Errorf("chosen: %q", got)
	}
}
