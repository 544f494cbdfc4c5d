package part

import (
	"image"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"leverarch/app/record"
	"leverarch/screens/look"
	"leverarch/screens/part/robot"
)

// on shows pieces on a page in a window.
func on(t *testing.T, items ...fyne.CanvasObject) (*robot.Robot, fyne.Window) {
	t.Helper()
	w := shown(t, look.Light, 1, fyne.NewSize(900, 700), func() fyne.CanvasObject { return NewPage(Reading, items...) })
	return robot.On(t, w), w
}

func TestAButtonTakesEnterReturnSpaceAndTheMouse(t *testing.T) {
	pressed := 0
	a := NewPrimary(look.Plus, "Add", func() { pressed++ })
	r, _ := on(t, a)
	r.Press(fyne.KeyTab, fyne.KeyEnter, fyne.KeyReturn, fyne.KeySpace).Tap("Add")
	if pressed != 4 {
		t.Errorf("pressed %d times, wanted 4", pressed)
	}
	a.Disable()
	if r.CanTap("Add") {
		t.Error("it can be pressed when it cannot")
	}
	a.Press()
	a.Tapped(nil)
	if pressed != 4 {
		t.Error("it worked all the same")
	}
	a.Enable()
	r.Tap("Add")
	if pressed != 5 {
		t.Error("it does not work again")
	}
}

func TestKeysThatAreNotUsedGoToTheWindow(t *testing.T) {
	f, a := NewField("Name", ""), NewAction("", "Go", nil)
	n := NewNotes("Notes", "", 3)
	c := NewChoice("Which", []string{"one", "two"}, nil)
	r, w := on(t, f, a, n, c)
	var got []fyne.KeyName
	w.Canvas().SetOnTypedKey(func(k *fyne.KeyEvent) { got = append(got, k.Name) })
	for _, o := range []fyne.Focusable{f.Input(), a, n.Input(), c.Input()} {
		w.Canvas().Focus(o)
		r.Press(fyne.KeyEscape, fyne.KeyF1)
	}
	if len(got) != 8 {
		t.Errorf("the window heard %v", got)
	}
}

func TestNotesLetTabGoOn(t *testing.T) {
	n := NewNotes("What was said?", "", 4)
	r, _ := on(t, NewField("Before", ""), n, NewAction("", "Save", nil))
	if got := r.Order(); !slices.Equal(got, []string{"Before", "What was said?", "Save"}) {
		t.Fatalf("Tab goes to %q", got)
	}
	n.Focus()
	r.Press(fyne.KeyTab)
	if got := r.Focused(); got != "Save" {
		t.Errorf("Tab went to %q", got)
	}
	r.Back()
	if got := r.Focused(); got != "What was said?" {
		t.Errorf("back went to %q", got)
	}
	r.Type("What was said?", "one\ntwo")
	if n.Value() != "one\ntwo" {
		t.Errorf("%q", n.Value())
	}
}

func TestNotesAreFullKindly(t *testing.T) {
	n := NewNotes("Notes", "", 4)
	var heard string
	n.OnChange = func(s string) { heard = s }
	r, w := on(t, n)
	n.Set(strings.Repeat("é", NotesMost-1))
	w.Canvas().Focus(n.Input())
	n.Input().TypedRune('x')
	n.Input().TypedRune('y')
	if got := []rune(n.Value()); len(got) != NotesMost || got[len(got)-1] == 'y' {
		t.Errorf("%d letters", len(got))
	}
	r.See("This note is full")
	if heard != n.Value() {
		t.Error("the change was not told")
	}
	n.Set("short")
	fyne.CurrentApp().Clipboard().SetContent(strings.Repeat("z", NotesMost+50))
	n.entry.TypedShortcut(&fyne.ShortcutPaste{Clipboard: fyne.CurrentApp().Clipboard()})
	if len(n.Value()) != NotesMost || heard != n.Value() {
		t.Errorf("pasted, it holds %d letters and told of %d", len(n.Value()), len(heard))
	}
}

func TestADateIsShownWrittenOut(t *testing.T) {
	d := NewDate("When?", "", func() record.Day { return sunday })
	var heard []record.Day
	d.OnDay = func(day record.Day) { heard = append(heard, day) }
	r, w := on(t, d, NewAction("", "Next", nil))
	r.Type("When?", "3/11").See("Tuesday 3 November 2026")
	if d.Day() != record.NewDay(2026, 11, 3) || !d.Check() {
		t.Error(d.Day())
	}
	r.Type("When?", "31/6").NotSee("We cannot tell") // not while it is being typed
	r.Press(fyne.KeyTab).See("We cannot tell which day this is")
	if !d.Day().IsZero() || d.Check() {
		t.Error("31 June is a day")
	}
	d.Set(record.Day{})
	if d.Check() {
		t.Error("no day is a day")
	}
	r.See("Please give a day")
	d.Set(record.NewDay(2026, 9, 7))
	r.See("Monday 7 September 2026").NotSee("Please give a day")
	if got := heard[len(heard)-1]; got != record.NewDay(2026, 9, 7) {
		t.Error(heard)
	}
	w.Canvas().Unfocus()
}

func TestAFieldSubmitsOnEnterAndSaysWhatToMend(t *testing.T) {
	f := NewField("Name", "as you say it")
	below := NewText("below")
	r, _ := on(t, f, below)
	sent := ""
	f.OnSubmit = func(s string) { sent = s }
	r.See("as you say it").Type("Name", "Amira").Press(fyne.KeyReturn)
	if sent != "Amira" {
		t.Errorf("%q", sent)
	}
	was := below.Position().Y
	f.Say("Please give a name.")
	r.See("Please give a name.")
	if below.Position().Y <= was {
		t.Error("what stands below was not moved down")
	}
	f.Say("")
	if below.Position().Y != was {
		t.Error("what stands below did not come back")
	}
}

func TestTheRingIsWhereTheKeyboardIs(t *testing.T) {
	a, f := NewAction("", "Go", nil), NewField("Name", "")
	s, c, k := NewSegments("How?", []string{"a", "b"}, nil), NewChoice("Which", []string{"x"}, nil), NewTick("Keep", nil)
	d, n := NewDoor("Open it", nil, NewText("inside")), NewNavItem(look.Home, "Home", nil)
	_, w := on(t, a, f, s, c, k, d, n)
	rings := map[fyne.Focusable]*box{a: &a.rim, f.Input(): &f.rim, s: &s.rim, c.Input(): &c.rim, k: &k.rim, d: &d.rim, n: &n.rim}
	for o := range rings {
		w.Canvas().Focus(o)
		for other, ring := range rings {
			if ring.Visible() != (o == other) {
				t.Errorf("with the keyboard at %T the ring of %T shows: %v", o, other, ring.Visible())
			}
		}
		ring := rings[o]
		if ring.StrokeWidth != 3 || ring.StrokeColor != look.Of(look.Ring) || ring.Size().Width < 20 {
			t.Errorf("the ring of %T is %v wide and %v large", o, ring.StrokeWidth, ring.Size())
		}
	}
}

func TestSegmentsByKeyboardAndMouse(t *testing.T) {
	var heard []string
	s := NewSegments("How?", record.Hows, func(v string) { heard = append(heard, v) }).Named(strings.ToUpper)
	r, _ := on(t, s)
	s.Focus()
	r.Press(fyne.KeySpace, fyne.KeyRight, fyne.KeyLeft, fyne.KeyLeft).Tap("PHONE").Choose("How?", "TEXT")
	if want := []string{"meeting", "phone", "meeting", "in person", "phone", "text"}; !slices.Equal(heard, want) {
		t.Errorf("%q, wanted %q", heard, want)
	}
	if got := r.Order(); len(got) != 1 {
		t.Errorf("Tab stops at %q", got)
	}
}

func TestAChoiceByKeyboardAndMouse(t *testing.T) {
	var heard []string
	c := NewChoice("Whose?", []string{"Amira", "Iqra", "Idris"}, func(v string) { heard = append(heard, v) })
	r, w := on(t, c)
	r.See("Choose")
	c.Focus()
	r.Press(fyne.KeyEnter)
	if w.Canvas().Overlays().Top() == nil {
		t.Fatal("Enter opens no list")
	}
	r.Press(fyne.KeyDown, fyne.KeyEnter)
	if c.Value() != "Iqra" || w.Canvas().Overlays().Top() != nil {
		t.Errorf("%q chosen", c.Value())
	}
	c.Input().TypedRune('i')
	r.Press(fyne.KeyLeft).Press(fyne.KeyLeft).Choose("Whose?", "Idris").See("Idris")
	if want := []string{"Iqra", "Idris", "Iqra", "Amira", "Idris"}; !slices.Equal(heard, want) {
		t.Errorf("%q, wanted %q", heard, want)
	}
	c.SetOptions(nil)
	r.Press(fyne.KeySpace, fyne.KeyRight, fyne.KeyLeft)
}

func TestATickIsTicked(t *testing.T) {
	var heard []bool
	k := NewTick("Keep it", func(on bool) { heard = append(heard, on) })
	r, _ := on(t, k)
	r.Tap("Keep it").Press(fyne.KeyTab, fyne.KeySpace)
	if !slices.Equal(heard, []bool{true, false}) || k.On() {
		t.Error(heard)
	}
}

func TestAModalKeepsTheKeyboardAndGivesItBack(t *testing.T) {
	saved, cancelled, typed := 0, 0, ""
	field := NewField("New name", "")
	m := NewModal("Another name", []*Action{NewPrimary("", "Save", func() { saved++; typed = field.Value() }), NewAction("", "Cancel", nil)}, field)
	m.OnCancel = func() { cancelled++ }
	opener := NewAction("", "Change the name", nil)
	r, w := on(t, opener, NewField("Behind", ""))
	outer := 0
	w.Canvas().SetOnTypedKey(func(*fyne.KeyEvent) { outer++ })
	opener.onTap = func() { m.Open(w.Canvas()) }

	opener.Focus()
	r.Press(fyne.KeyEnter).See("Another name").NotSee("Behind")
	if got := r.Focused(); got != "New name" {
		t.Errorf("the keyboard is at %q", got)
	}
	if got := r.Order(); !slices.Equal(got, []string{"New name", "Save", "Cancel"}) {
		t.Errorf("Tab goes to %q", got)
	}
	r.Type("New name", "Iqra").Press(fyne.KeyReturn)
	if saved != 1 || typed != "Iqra" {
		t.Errorf("saved %d %q", saved, typed)
	}
	r.Press(fyne.KeyEscape).See("Behind").NotSee("Another name")
	if got := r.Focused(); got != "Change the name" || cancelled != 1 || m.IsOpen() {
		t.Errorf("the keyboard is at %q, cancelled %d", got, cancelled)
	}
	// With nothing focused in it the modal still hears Escape, not the window.
	r.Tap("Change the name")
	w.Canvas().Unfocus()
	r.Press(fyne.KeyEscape)
	if m.IsOpen() || outer != 0 {
		t.Errorf("open %v, the window heard %d", m.IsOpen(), outer)
	}
	r.Press(fyne.KeyEscape) // now it is the window's or the button's again
	if outer != 1 {
		t.Errorf("the window heard %d", outer)
	}
	m.Close() // twice does no harm
}

func TestAskingAndTelling(t *testing.T) {
	yes := 0
	r, w := on(t, NewAction("", "Behind", nil))
	ask := func() {
		Ask(w.Canvas(), "Take it out?", "It goes to the bin.", "Take it out", "Keep it", func() { yes++ })
	}
	ask()
	r.See("It goes to the bin.").Press(fyne.KeyReturn).NotSee("It goes to the bin.")
	ask()
	r.Tap("Keep it").NotSee("It goes to the bin.")
	ask()
	r.Press(fyne.KeyEscape)
	if yes != 1 || w.Canvas().Overlays().Top() != nil {
		t.Errorf("yes %d times", yes)
	}
	Tell(w.Canvas(), "It is stored", "Nobody else can read it.", "Good")
	r.See("Nobody else").Press(fyne.KeyReturn).NotSee("Nobody else").Tap("Behind")
}

func TestASecretIsHiddenUntilShown(t *testing.T) {
	s := NewSecret("Passphrase", "").Meter("Amira")
	r, _ := on(t, s)
	r.Type("Passphrase", "amira2015 ").NotSee("amira2015").See("Very easy to guess")
	if s.Value() != "amira2015 " {
		t.Errorf("%q", s.Value())
	}
	r.Tap("Show").See("amira2015").Tap("Hide").NotSee("amira2015")
	r.Type("Passphrase", "v9#Qm2!xL7^tB4&z").See("Strong.")
	r.Tap("Show")
	s.Clear()
	r.NotSee("Strong.", "Hide")
	if got := r.Order(); !slices.Equal(got, []string{"Passphrase", "Show"}) {
		t.Errorf("Tab goes to %q", got)
	}
}

func TestWordsTakeTheHeightTheyNeed(t *testing.T) {
	long := strings.Repeat("The council must send you the draft. ", 12)
	text, after := NewText(long), NewText("after")
	_, w := on(t, NewCard(text, after), NewColumns(2, 200, NewCard(NewText(long)), NewCard(NewText("short"))))
	check := func(when string) {
		t.Helper()
		if got, want := text.Size().Height, text.HeightFor(text.Size().Width); got != want {
			t.Errorf("%s: %v high, wanted %v", when, got, want)
		}
		if gap := after.Position().Y - text.Position().Y - text.Size().Height; gap < 8 || gap > 24 {
			t.Errorf("%s: what follows stands %v under it", when, gap)
		}
		for _, l := range text.lines {
			if m := l.MinSize().Width; m > text.Size().Width+1 {
				t.Errorf("%s: a line %v wide in %v", when, m, text.Size().Width)
			}
		}
	}
	check("at first")
	high := text.Size().Height
	w.Resize(fyne.NewSize(500, 700))
	check("in a narrow window")
	if text.Size().Height <= high {
		t.Error("narrow words are no higher")
	}
	fyne.CurrentApp().Settings().SetTheme(look.New(look.Light, 2))
	check("at double size")
	fyne.CurrentApp().Settings().SetTheme(look.New(look.Dark, 1))
	w.Resize(fyne.NewSize(900, 700))
	check("back again")
	if text.Size().Height != high {
		t.Errorf("%v high, it was %v", text.Size().Height, high)
	}
	text.Set("Short now.")
	check("with fewer words")
	text.Hide()
	if y := after.Position().Y; y != 0 {
		t.Errorf("hidden words leave %v", y)
	}
	text.Show()
	check("shown again")
}

func TestLongWordsAndLinesAreBroken(t *testing.T) {
	measure := func(s string) float32 { return float32(len([]rune(s))) }
	for _, c := range []struct {
		words string
		width float32
		want  []string
	}{
		{"one two three", 7, []string{"one two", "three"}},
		{"one two three", 6, []string{"one", "two", "three"}},
		{"abcdefghij", 4, []string{"abcd", "efgh", "ij"}},
		{"a bcdefgh i", 4, []string{"a", "bcde", "fgh", "i"}},
		{"a\n\nb", 9, []string{"a", "", "b"}},
		{"", 9, []string{""}},
		{"éééé", 2, []string{"éé", "éé"}},
		{"ab", 0, []string{"a", "b"}},
		{"\xff\xffab", 1, []string{"\xff", "\xff", "a", "b"}},
	} {
		if got := wrap(c.words, c.width, measure); !slices.Equal(got, c.want) {
			t.Errorf("%q in %v: %q, wanted %q", c.words, c.width, got, c.want)
		}
	}
	if got := shortened("abcdef", 4, measure); got != "abc…" {
		t.Errorf("%q", got)
	}
}

func TestWhatHasTheKeyboardIsBroughtIntoView(t *testing.T) {
	var items []fyne.CanvasObject
	for range 30 {
		items = append(items, NewText("words"))
	}
	last := NewField("Last", "")
	items = append(items, NewCard(last))
	_, w := on(t, items...)
	page := w.Content().(*Page)
	last.Focus()
	d := fyne.CurrentApp().Driver()
	y := d.AbsolutePositionForObject(last.entry).Y
	if y < 0 || y+last.entry.Size().Height > 700 {
		t.Errorf("the field stands at %v", y)
	}
	page.Top()
	if !page.Key(&fyne.KeyEvent{Name: fyne.KeyPageDown}) || page.scroll.Offset.Y == 0 {
		t.Error("Page Down does nothing")
	}
}

func TestColumnsBecomeOneWhereTheyAreNarrow(t *testing.T) {
	a, b, c := NewCard(NewText("a")), NewCard(NewText(strings.Repeat("b ", 300))), NewCard(NewText("c"))
	_, w := on(t, NewColumns(3, 180, a, b, c))
	if a.Position().Y != c.Position().Y || a.Size() != b.Size() {
		t.Errorf("not beside each other: %v %v, %v %v", a.Position(), c.Position(), a.Size(), b.Size())
	}
	fyne.CurrentApp().Settings().SetTheme(look.New(look.Light, 2))
	if b.Position().Y <= a.Position().Y || a.Position().X != c.Position().X {
		t.Error("still beside each other at double size")
	}
	b.Hide()
	if got := c.Position().Y - a.Position().Y; got > a.Size().Height+40 {
		t.Errorf("what is hidden leaves %v", got)
	}
	w.Resize(fyne.NewSize(900, 700))
}

func TestSideBySideHasASwitchWhereItIsNarrow(t *testing.T) {
	w := shown(t, look.Light, 1, fyne.NewSize(1200, 700), func() fyne.CanvasObject {
		return NewSideBySide("The letter", NewPage(Reading, NewText("as it came")), "What we found", NewPage(Reading, NewText("a draft plan")))
	})
	r := robot.On(t, w)
	r.See("as it came", "a draft plan").NotSee("What we found")
	w.Resize(fyne.NewSize(600, 700))
	r.See("as it came", "What we found").NotSee("a draft plan").Tap("What we found").See("a draft plan").NotSee("as it came")
}

func TestTheSidebarComesFirstAndShowsThePlace(t *testing.T) {
	home := NewNavItem(look.Home, "Home", nil)
	docs := NewNavItem(look.Documents, "Documents", nil)
	side := NewSidebar("Amira", []*NavItem{home, docs}, []*NavItem{NewNavItem(look.Lock, "Lock now", nil)})
	w := shown(t, look.Light, 1, fyne.NewSize(960, 600), func() fyne.CanvasObject {
		return NewFrame(side, NewPage(Wide, NewAction("", "First", nil)))
	})
	r := robot.On(t, w)
	if got := r.Order(); !slices.Equal(got, []string{"Home", "Documents", "Lock now", "First"}) {
		t.Errorf("Tab goes to %q", got)
	}
	docs.onTap = func() {
		side.Pick(docs)
		w.Content().(*Frame).Put(NewPage(Wide, NewTitle("All documents")))
	}
	r.Tap("Documents").See("All documents").NotSee("First")
	if !docs.Picked() || home.Picked() || docs.label.style.Bold != true || !docs.bar.Visible() {
		t.Error("the place is not shown")
	}
	w.Resize(fyne.NewSize(960, 200)) // low: it scrolls
	r.Tap("Lock now")
}

func TestAPictureIsShownMarkedAndZoomed(t *testing.T) {
	w := shown(t, look.Light, 1, fyne.NewSize(600, 500), func() fyne.CanvasObject { return NewPicture() })
	p, r := w.Content().(*Picture), robot.On(t, w)
	p.Wait("One moment: we are drawing the page.")
	r.See("One moment")
	p.Put(image.NewRGBA(image.Rect(0, 0, 2000, 3000)))
	r.NotSee("One moment")
	if p.page.Size().Width > 600 || p.page.Size().Height < 800 {
		t.Error(p.page.Size())
	}
	fits := p.page.Size().Width
	p.Focus()
	p.TypedRune('+')
	if got := p.page.Size().Width; got <= fits {
		t.Errorf("%v wide, it was %v", got, fits)
	}
	p.TypedRune('0')
	p.Say(oneWord(Box{0.1, 0.9, 0.5, 0.02}))
	p.Mark(0, Run{0, 0})
	if p.scroll.Offset.Y == 0 || len(p.boxes) != 1 || p.boxes[0].Position().Y < 700 {
		t.Errorf("the mark is not brought into view: %v", p.scroll.Offset)
	}
	r.Press(fyne.KeyHome)
	if p.scroll.Offset.Y != 0 {
		t.Error("Home does not go to the top")
	}
	r.Press(fyne.KeyDown, fyne.KeyPageDown, fyne.KeyPageUp, fyne.KeyRight, fyne.KeyLeft, fyne.KeyEnd, fyne.KeyUp)
	p.Wait("")
}

func TestPiecesInFynesOwnContainersStillFindTheirPlace(t *testing.T) {
	b := NewField("Inside", "")
	text := NewText("words")
	_, w := on(t, container.NewVBox(text, b))
	heard := 0
	w.Canvas().SetOnTypedKey(func(*fyne.KeyEvent) { heard++ })
	b.Focus()
	b.Input().TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if heard != 1 || b.holder() == nil {
		t.Error("the window heard", heard)
	}
	w.Resize(fyne.NewSize(400, 500))
	text.Set(strings.Repeat("many words ", 50))
	if text.Size().Height < text.HeightFor(text.Size().Width) {
		t.Errorf("%v high, wanted %v", text.Size().Height, text.HeightFor(text.Size().Width))
	}
}

func TestProgressAndEmptyAndPills(t *testing.T) {
	stopped, done := 0, 0
	p := NewProgress("Reading", func() { stopped++ })
	pill := NewPill(Due, "8 days left")
	r, _ := on(t, p, pill, NewEmpty(look.Documents, "No letters yet", "Bring one in.", NewPrimary("", "Choose a file", func() { done++ })))
	r.See("Reading", "8 days left", "No letters yet").Tap("Choose a file")
	p.Set(0.5, "Reading page 2 of 4")
	pill.Set(Late, "3 days late")
	r.See("page 2 of 4", "3 days late").NotSee("8 days left")
	r.Tap("Cancel").See("Stopping now.")
	p.Set(0.5, "Reading page 3 of 4")
	r.NotSee("page 3 of 4")
	if r.CanTap("Cancel") {
		t.Error("what is being stopped can be stopped again")
	}
	if stopped != 1 || done != 1 || p.bar.Size().Width*2 != p.track.Size().Width {
		t.Error(stopped, done, p.bar.Size(), p.track.Size())
	}
}

func TestDoorsOpenAnywhere(t *testing.T) {
	opened := 0
	d := NewDoor("Draft plan", func() { opened++ }, NewRow(NewBold("3 Nov"), 80, NewText("Draft plan"), nil))
	r, w := on(t, d)
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(d)
	test.TapCanvas(w.Canvas(), at.AddXY(d.Size().Width-5, 5))
	r.Press(fyne.KeyTab, fyne.KeySpace)
	if opened != 2 {
		t.Errorf("opened %d times", opened)
	}
}

func TestColoursFollowTheLookAtOnce(t *testing.T) {
	a, text, tick, f := NewPrimary(look.Plus, "Add", nil), NewText("words"), NewTick("Keep", nil), NewField("Name", "")
	card := NewCard(a, text, tick, f)
	_, _ = on(t, card)
	for _, kind := range []look.Kind{look.Dark, look.Contrast, look.Light} {
		fyne.CurrentApp().Settings().SetTheme(look.New(kind, 1))
		for name, got := range map[string][2]any{
			"button":         {a.back.FillColor, look.Of(look.Teal)},
			"button's words": {a.label.lines[0].Color, look.Of(look.OnTeal)},
			"words":          {text.lines[0].Color, look.Of(look.Ink)},
			"card":           {card.back.FillColor, look.Of(look.Card)},
			"tick":           {tick.back.StrokeColor, look.Of(look.InputLine)},
			"label":          {f.label.lines[0].Color, look.Of(look.Ink)},
		} {
			if got[0] != got[1] {
				t.Errorf("%s: the %s is %v, wanted %v", kind, name, got[0], got[1])
			}
		}
		if !strings.Contains(a.picture.Resource.Name(), strings.TrimSuffix(strings.Split(look.Plus.In(look.OnTeal).Name(), "-")[1], ".svg")) {
			t.Errorf("%s: the drawing is %s", kind, a.picture.Resource.Name())
		}
	}
}

func TestPlainButtonsHaveAnEdgeInHighContrast(t *testing.T) {
	a := NewAction("", "Go", nil)
	_, _ = on(t, a)
	fyne.CurrentApp().Settings().SetTheme(look.New(look.Contrast, 1))
	if a.back.StrokeWidth < 1 || a.back.StrokeColor != look.Of(look.Ink) {
		t.Error("no edge")
	}
}
