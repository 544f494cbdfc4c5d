package look_test

import (
	"image/color"
	"math"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"

	"leverarch/resources/icons"
	"leverarch/screens/look"
)

// luminance and contrast are those of WCAG 2.
func luminance(c color.Color) float64 {
	n := color.NRGBAModel.Convert(c).(color.NRGBA)
	one := func(v uint8) float64 {
		s := float64(v) / 255
		if s <= 0.04045 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	return 0.2126*one(n.R) + 0.7152*one(n.G) + 0.0722*one(n.B)
}

func contrast(a, b color.Color) float64 {
	la, lb := luminance(a), luminance(b)
	return (max(la, lb) + 0.05) / (min(la, lb) + 0.05)
}

func TestWordsCanBeReadOnEverythingTheyStandOn(t *testing.T) {
	for _, kind := range look.Kinds {
		l := look.New(kind, 1)
		for _, p := range look.Texts {
			if c := contrast(l.Color(p.Words, 0), l.Color(p.On, 0)); c < 7 {
				t.Errorf("%s: %s on %s: %.2f to 1, wanted 7", kind, p.Words, p.On, c)
			}
		}
		for _, p := range look.Edges {
			if c := contrast(l.Color(p.Edge, 0), l.Color(p.On, 0)); c < 3 {
				t.Errorf("%s: edge %s on %s: %.2f to 1, wanted 3", kind, p.Edge, p.On, c)
			}
		}
		for _, p := range [][2]fyne.ThemeColorName{
			{theme.ColorNameForeground, theme.ColorNameBackground},
			{theme.ColorNameForeground, theme.ColorNameInputBackground},
			{theme.ColorNameForeground, theme.ColorNameMenuBackground},
			{theme.ColorNamePlaceHolder, theme.ColorNameInputBackground},
			{theme.ColorNameForegroundOnPrimary, theme.ColorNamePrimary},
			{theme.ColorNameHyperlink, theme.ColorNameBackground},
		} {
			if c := contrast(l.Color(p[0], 0), l.Color(p[1], 0)); c < 7 {
				t.Errorf("%s: Fyne's %s on %s: %.2f to 1, wanted 7", kind, p[0], p[1], c)
			}
		}
	}
}

func TestEveryKindHasEveryColour(t *testing.T) {
	all := map[look.Colour]bool{}
	for _, p := range look.Texts {
		all[p.Words], all[p.On] = true, true
	}
	for _, c := range []look.Colour{look.CardLine, look.AmberLine, look.Ring, look.InputLine, look.Unused, look.UnusedPaper, look.Scrim, look.Mark, look.Chosen} {
		all[c] = true
	}
	for _, kind := range look.Kinds {
		l := look.New(kind, 1)
		for c := range all {
			if _, _, _, a := l.Color(c, 0).RGBA(); a == 0 {
				t.Errorf("%s has no %s", kind, c)
			}
		}
	}
}

func TestTextGrowsAtOnce(t *testing.T) {
	test.NewTempApp(t)
	for _, scale := range look.Scales {
		fyne.CurrentApp().Settings().SetTheme(look.New(look.Light, scale))
		if got := look.Pt(look.Body); got != 16*scale {
			t.Errorf("at %v body type is %v", scale, got)
		}
		if got := theme.TextSize(); got != 16*scale {
			t.Errorf("at %v Fyne's text is %v", scale, got)
		}
		if g := look.Gap(12); g < 12 || g > 12*scale {
			t.Errorf("at %v a gap of 12 is %v", scale, g)
		}
	}
	if look.New(look.Light, 9).Scale != 2 || look.New("no such", 0).Kind != look.Light || look.New(look.Dark, 0).Scale != 1 {
		t.Error("a scale or kind out of range was kept")
	}
}

func TestDrawingsTakeTheColourOfWords(t *testing.T) {
	test.NewTempApp(t)
	for _, name := range icons.Names() {
		var seen []string
		for _, kind := range look.Kinds {
			fyne.CurrentApp().Settings().SetTheme(look.New(kind, 1))
			r := look.Icon(name).In(look.Teal)
			seen = append(seen, r.Name())
			if len(r.Content()) == 0 {
				t.Errorf("%s is empty", name)
			}
		}
		if seen[0] == seen[1] || seen[1] == seen[2] {
			t.Errorf("%s does not follow the look: %v", name, seen)
		}
	}
}

func TestEachTypefaceIsItsOwnAndMoreRoomIsMore(t *testing.T) {
	test.NewTempApp(t)
	wide := map[float32]look.Face{}
	for _, face := range look.Faces {
		fyne.CurrentApp().Settings().SetTheme(look.As(look.Choice{Kind: look.Light, Scale: 1, Face: face}))
		w := fyne.MeasureText("Illegible 1Il0O", look.Pt(look.Body), fyne.TextStyle{}).Width
		if other, ok := wide[w]; ok {
			t.Errorf("%s is as wide as %s: the typeface did not change at once", face, other)
		}
		wide[w] = face
		for _, style := range []fyne.TextStyle{{}, {Bold: true}, {Italic: true}, {Bold: true, Italic: true}} {
			if len(look.As(look.Choice{Face: face}).Font(style).Content()) < 10_000 {
				t.Errorf("%s has no letters for %+v", face, style)
			}
		}
	}
	gap, pitch := look.Gap(12), look.Pitch(1.5)
	fyne.CurrentApp().Settings().SetTheme(look.As(look.Choice{Roomy: true}))
	if look.Gap(12) <= gap || look.Pitch(1.5) <= pitch {
		t.Errorf("more room: %v after %v, %v after %v", look.Gap(12), gap, look.Pitch(1.5), pitch)
	}
	if got := look.As(look.Choice{Kind: "no such", Face: "no such"}).Choice; got != (look.Choice{Kind: look.Light, Scale: 1, Face: look.Hyperlegible}) {
		t.Errorf("an unknown choice became %+v", got)
	}
}
