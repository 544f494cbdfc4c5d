package part

import (
	"fmt"
	"image"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"leverarch/screens/look"
)

// oneWord is a page with one word in that place.
func oneWord(b Box) PageWords {
	return PageWords{Text: "word", At: []Span{{0, 4}}, Boxes: []Box{b}}
}

// twoLines is a page with four words on two lines, and one that has no place.
func twoLines() PageWords {
	return PageWords{Text: "twice a\nweek then lost", At: []Span{{0, 5}, {6, 7}, {8, 12}, {13, 17}, {18, 22}},
		Boxes: []Box{{0.1, 0.1, 0.2, 0.05}, {0.35, 0.1, 0.05, 0.05}, {0.1, 0.2, 0.2, 0.05}, {0.4, 0.2, 0.1, 0.05}, {}}}
}

func picture(t *testing.T) *Picture {
	t.Helper()
	w := shown(t, look.Light, 1, fyne.NewSize(600, 900), func() fyne.CanvasObject { return NewPicture() })
	p := w.Content().(*Picture)
	p.Put(image.NewRGBA(image.Rect(0, 0, 300, 424)))
	p.Say(twoLines())
	return p
}

func TestWordsAreChosenByDraggingOverThem(t *testing.T) {
	p := picture(t)
	told := 0
	p.OnChoose = func() { told++ }
	from, _ := p.spotOf(1)
	to, _ := p.spotOf(2)
	p.sheet.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(from.x+2, from.y+2)}, Button: desktop.MouseButtonPrimary})
	p.sheet.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(to.x+to.w-2, to.y+4)}})
	p.sheet.DragEnd()
	if got := p.Chosen(); got != "a\nweek" || told == 0 {
		t.Errorf("chosen %q, told %d times", got, told)
	}
	if len(p.boxes) != 2 {
		t.Errorf("%d boxes for words on two lines", len(p.boxes))
	}
	p.TypedShortcut(&fyne.ShortcutCopy{})
	if got := fyne.CurrentApp().Clipboard().Content(); got != "a\nweek" {
		t.Errorf("copied %q", got)
	}
	// And backwards, from beside the words.
	p.sheet.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(to.x+400, to.y+4)}, Button: desktop.MouseButtonPrimary})
	p.sheet.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(to.x+1, to.y+4)}})
	if got := p.Chosen(); got != "week then" {
		t.Errorf("chosen %q", got)
	}
	p.sheet.Tapped(nil)
	if p.Chosen() != "" {
		t.Errorf("still chosen: %q", p.Chosen())
	}
}

func TestWordsAreChosenByKeyboardAlone(t *testing.T) {
	p := picture(t)
	p.Focus()
	press := func(keys ...fyne.KeyName) {
		for _, k := range keys {
			p.TypedKey(&fyne.KeyEvent{Name: k})
		}
	}
	p.Mark(0, Run{2, 2})
	p.KeyDown(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
	press(fyne.KeyRight)
	if p.Chosen() != "week" {
		t.Errorf("begins with %q", p.Chosen())
	}
	press(fyne.KeyRight)
	if p.Chosen() != "week then" {
		t.Errorf("one more: %q", p.Chosen())
	}
	press(fyne.KeyLeft, fyne.KeyUp)
	if p.Chosen() != "twice a\nweek" {
		t.Errorf("a line up: %q", p.Chosen())
	}
	p.KeyUp(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
	press(fyne.KeyEscape)
	if p.Chosen() != "" {
		t.Errorf("Escape leaves %q", p.Chosen())
	}
	p.TypedShortcut(&fyne.ShortcutSelectAll{})
	if p.Chosen() != twoLines().Text {
		t.Errorf("all: %q", p.Chosen())
	}
}

func TestKeysTurnThePage(t *testing.T) {
	p := picture(t)
	var asked []string
	p.OnTurn = func(by int) { asked = append(asked, fmt.Sprint("turn ", by)) }
	p.OnEnds = func(by int) { asked = append(asked, fmt.Sprint("end ", by)) }
	for _, k := range []fyne.KeyName{fyne.KeyPageDown, fyne.KeyPageUp, fyne.KeyEnd, fyne.KeyHome} {
		p.TypedKey(&fyne.KeyEvent{Name: k})
	}
	if got := strings.Join(asked, ", "); got != "turn 1, turn -1, end 1, end -1" {
		t.Error(got)
	}
	// A page larger than the window is first seen to its end.
	p.Zoom(3)
	p.to(0, 0)
	p.TypedKey(&fyne.KeyEvent{Name: fyne.KeyPageDown})
	if len(asked) != 4 || p.scroll.Offset.Y == 0 {
		t.Errorf("%v, at %v", asked, p.scroll.Offset)
	}
}

func TestAPictureSaysHowLargeItMustBeToBeSharp(t *testing.T) {
	w := shown(t, look.Light, 1, fyne.NewSize(600, 900), func() fyne.CanvasObject { return NewPicture() })
	p := w.Content().(*Picture)
	wants := 0
	p.OnWant = func() { wants++ }
	p.Put(image.NewRGBA(image.Rect(0, 0, 300, 424)))
	plain := p.Wants()
	if plain < 500 || plain > 600 {
		t.Fatalf("wants %d", plain)
	}
	p.Zoom(2)
	if got := p.Wants(); got < 2*plain-2 || got > 2*plain+2 || wants == 0 {
		t.Errorf("nearer it wants %d, told %d times", got, wants)
	}
	w.Canvas().(interface{ SetScale(float32) }).SetScale(2)
	if got := p.Wants(); got < 4*plain-4 {
		t.Errorf("on a fine screen it wants %d", got)
	}
}

func TestAPageOfWordsIsLaidOutMarkedAndChosen(t *testing.T) {
	w := shown(t, look.Light, 1, fyne.NewSize(400, 300), func() fyne.CanvasObject { return NewPicture() })
	p := w.Content().(*Picture)
	var text strings.Builder
	var at []Span
	for i := range 4000 {
		switch {
		case i == 4:
			text.WriteString("\n\n")
		case i > 0:
			text.WriteString(" ")
		}
		from := text.Len()
		fmt.Fprintf(&text, "word%d", i)
		at = append(at, Span{from, text.Len()})
	}
	p.PutWords(PageWords{Text: text.String(), At: at}, true)
	if n := len(p.text.lines); n == 0 || n > 30 {
		t.Errorf("%d lines are drawn of %d", n, len(p.text.rows))
	}
	if !p.text.rows[0].bold || p.text.rows[len(p.text.rows)-1].bold {
		t.Error("the head does not stand out, or all does")
	}
	p.Mark(0, Run{3000, 3001})
	if p.scroll.Offset.Y == 0 {
		t.Error("what is marked is not brought into view")
	}
	s, _ := p.spotOf(3000)
	if s.y < p.scroll.Offset.Y || s.y > p.scroll.Offset.Y+300 {
		t.Errorf("the mark is at %v, seen from %v", s.y, p.scroll.Offset.Y)
	}
	if got := p.text.lines[0].Text; got == "word0" {
		t.Errorf("the first line drawn is %q", got)
	}
	for i := range at {
		if s, ok := p.spotOf(i); !ok || s.x+s.w > 400 {
			t.Fatalf("word %d stands at %+v", i, s)
		}
	}
	before := p.text.height
	p.Zoom(2)
	if p.text.height < 2*before {
		t.Errorf("nearer it is %v high, %v before", p.text.height, before)
	}
}

func TestSmallPagesHoldOnlyWhatIsNear(t *testing.T) {
	picked := 0
	w := shown(t, look.Light, 1, fyne.NewSize(150, 600), func() fyne.CanvasObject { return NewThumbs(func(n int) { picked = n }) })
	th := w.Content().(*Thumbs)
	th.Set(300)
	fill := func() {
		for {
			n, wide := th.Wants()
			if n == 0 {
				return
			}
			if wide < 90 {
				t.Fatalf("page %d is wanted %d wide", n, wide)
			}
			th.Put(n, image.NewRGBA(image.Rect(0, 0, 10, 14)))
		}
	}
	for page := 1; page <= 300; page += 7 {
		th.At(page)
		fill()
		if th.pictures[page] == nil {
			t.Fatalf("page %d is not shown", page)
		}
	}
	if n := len(th.pictures); n > 40 {
		t.Errorf("%d pictures are held", n)
	}
	th.At(150)
	for k, want := range map[fyne.KeyName]int{fyne.KeyDown: 151, fyne.KeyUp: 149, fyne.KeyHome: 1, fyne.KeyEnd: 300} {
		picked = 0
		th.TypedKey(&fyne.KeyEvent{Name: k})
		if picked != want {
			t.Errorf("%s goes to %d", k, picked)
		}
	}
	th.to(0)
	th.sheet.Tapped(&fyne.PointEvent{Position: fyne.NewPos(50, th.cell()*2.5)})
	if picked != 3 {
		t.Errorf("pressed: %d", picked)
	}
}
