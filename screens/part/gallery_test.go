package part

import (
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"leverarch/app/record"
	"leverarch/screens/look"
)

var nov22 = func() record.Day { return record.NewDay(2026, 11, 22) }

// The screens below are made of every piece, so that the pieces can be looked
// at and measured together.
var gallery = map[string]func() fyne.CanvasObject{
	"home":  home,
	"modal": home,
	"list": func() fyne.CanvasObject {
		c := NewChoice("What is it?", []string{"Draft plan (the letter)", "Final plan (the letter)", "Report", "Not sure what this is"}, nil)
		c.Set("Report")
		return NewPage(Reading, c)
	},
	"log":    logForm,
	"pieces": pieces,
	"letter": letterBeside,
}

func sidebar(picked int) *Sidebar {
	items := []*NavItem{
		NewNavItem(look.Home, "Home", nil), NewNavItem(look.Timeline, "Timeline", nil), NewNavItem(look.Documents, "Documents", nil),
		NewNavItem(look.Pencil, "Write it down", nil), NewNavItem(look.People, "People", nil), NewNavItem(look.Guide, "Your rights", nil), NewNavItem(look.Search, "Search", nil),
	}
	s := NewSidebar("Amira’s file", items, []*NavItem{NewNavItem(look.Settings, "Settings", nil), NewNavItem(look.Lock, "Lock now", nil)})
	if picked >= 0 {
		s.Pick(items[picked])
	}
	return s
}

func home() fyne.CanvasObject {
	return NewFrame(sidebar(0), NewPage(Wide,
		NewTitle("Good morning"),
		NewText("Here is what matters now. Nothing leaves this computer unless you choose to send it."),
		NewNotice(
			NewPill(Due, "8 days left"),
			NewHeading("Send your views on the draft plan"),
			NewText("The draft came on 3 November. You have until Tuesday 17 November to say what you think and to name a school. You can ask for a meeting too."),
			NewFlow(NewPrimary(look.Pencil, "Write my views", nil), NewAction(look.Documents, "See the letter", nil), NewQuiet(look.Phone, "To my phone", nil)),
		),
		NewColumns(3, 230,
			NewCard(NewHeading("Bring in a letter"), NewText("Drop a PDF or a photo anywhere on this window. We look for dates and tell you what they mean."), NewAction(look.Folder, "Choose a file", nil)),
			NewCard(NewHeading("Write down a call"), NewText("Who you spoke to and what they said. Two minutes now can save you a lot later."), NewAction(look.Pencil, "Write it down", nil)),
			NewCard(NewHeading("Know your rights"), NewText("What happens next, in plain words, with the law it comes from."), NewAction(look.Guide, "Open the guide", nil)),
		),
		NewHeading("Coming up"),
		NewDoor("17 Nov", nil, NewRow(NewBold("17 Nov 2026"), 120, NewText("Last day for your views on the draft plan"), NewPill(Due, "8 days left"))).lit(),
		NewDoor("2 Dec", nil, NewRow(NewBold("2 Dec 2026"), 120, NewText("Meeting with Mrs Okafor, SENCO"), NewPill(Waiting, "23 days left"))),
		NewDoor("28 Dec", nil, NewRow(NewBold("28 Oct 2026"), 120, NewStack(NewBold("The council was due to answer"), NewSmall("Six weeks from your request of 16 September. SEND Regulations 2014, reg 5(1)")).Close(2), NewPill(Late, "12 days late"))),
	))
}

func (d *Door) lit() *Door {
	d.focused = true
	return d
}

func logForm() fyne.CanvasObject {
	date := NewDate("When?", "", nov22)
	date.SetTyped("3/11")
	at := NewTime("What time? (if you like)", "")
	at.Set("half past")
	at.Check()
	how := NewSegments("How?", record.Hows, nil).Named(func(v string) string {
		return map[string]string{record.Meeting: "Meeting", record.Phone: "Phone", record.Email: "Email", record.Text: "Text", record.InPerson: "In person"}[v]
	})
	how.Set(record.Phone)
	said := NewNotes("What was said?", "Write what you remember. Exact words help if you can.", 5)
	said.Set("She said the therapist’s report would be with the council by Friday. She agreed Amira should keep her one-to-one in the mornings.")
	said.focused = true
	who := NewField("Who did you speak to?", "")
	who.Example("For example, Mrs Okafor, SENCO")
	child := NewChoice("Whose file?", []string{"Amira", "Iqra"}, nil)
	child.Set("Amira")
	return NewFrame(sidebar(3), NewPage(Reading,
		NewTitle("Write it down"),
		NewText("Do this soon after you speak. It is kept in your locked file."),
		NewCard(
			NewColumns(2, 220, child, who),
			how,
			NewColumns(2, 220, date, at),
			said,
			NewTick("Remind me on Friday 14 November", nil),
			NewFlow(NewPrimary(look.Check, "Save", nil), NewAction("", "Not now", nil)),
		),
	))
}

func pieces() fyne.CanvasObject {
	secret := NewSecret("Choose a passphrase", "Four words that do not belong together are easy to remember and hard to guess.").Meter("Amira")
	secret.Set("purple kettle ladder")
	off := NewAction(look.Bin, "Take it out", nil)
	off.Disable()
	on := NewTick("Keep the copy that is still in Downloads. It is not locked, and somebody else could read it.", nil)
	on.Set(true)
	p := NewProgress("", func() {})
	p.Set(0.4, "Reading page 4 of 10")
	return NewFrame(sidebar(2), NewPage(Reading,
		NewTitle("Pieces"),
		NewFlow(NewPill(Due, "8 days left"), NewPill(Late, "3 days late"), NewPill(Waiting, "the council has 12 days"), NewPill(Done, "done"), NewPill(Neutral, "letter")),
		secret,
		on,
		NewFlow(NewPrimary(look.Plus, "Add", nil), NewAction(look.Save, "Keep a copy", nil), NewQuiet(look.Copy, "Copy the words", nil), off),
		p,
		NewCalm(NewBold("It is safely stored"), NewText("The letter is locked in your file. Nobody can read it without your passphrase.")),
		NewQuote("“You have at least 15 days from the day this draft is served on you to make representations.”"),
		NewCode("K7QM-2F9X-TB4W-8HRN"),
		NewLine(),
		NewEmpty(look.Documents, "No letters yet", "Bring in the last letter you had from the council. We will tell you what it is and what dates follow from it.", NewPrimary(look.Folder, "Choose a file", nil)),
	))
}

func letterBeside() fyne.CanvasObject {
	page := image.NewRGBA(image.Rect(0, 0, 1240, 1754))
	draw.Draw(page, page.Bounds(), image.White, image.Point{}, draw.Src)
	for y := 160; y < 1400; y += 44 {
		for x := 140; x < 1040-(y*7)%300; x += 90 {
			draw.Draw(page, image.Rect(x, y, x+70, y+16), image.NewUniform(color.Gray{90}), image.Point{}, draw.Src)
		}
	}
	pic := NewPicture()
	pic.Put(page)
	pic.Say(oneWord(Box{0.11, 0.24, 0.4, 0.014}))
	pic.Mark(0, Run{0, 0})
	kind := NewChoice("It looks like", []string{"Draft plan (the letter)"}, nil)
	kind.Set("Draft plan (the letter)")
	came := NewDate("When did it come?", "The day it reached you counts.", nov22)
	came.SetTyped("3 Nov")
	return NewFrame(sidebar(2), NewSideBySide("The letter", pic, "What we found", NewPage(Reading,
		NewHeading("What we found"),
		kind, came,
		NewNotice(NewPill(Due, "8 days left"), NewBold("Last day to send your views on the draft plan"), NewText("Tuesday 17 November 2026"), NewSmall("15 days, with the day the draft came as day 1. SEND Regulations 2014, reg 13(1)(a)")),
		NewFlow(NewPrimary(look.Check, "Yes, this is right", nil), NewAction("", "Not sure", nil)),
	)))
}

// shown puts a screen in a window of that size in a look.
func shown(t *testing.T, kind look.Kind, scale float32, size fyne.Size, build func() fyne.CanvasObject) fyne.Window {
	t.Helper()
	test.NewTempApp(t)
	fyne.CurrentApp().Settings().SetTheme(look.New(kind, scale))
	w := test.NewTempWindow(t, build())
	w.SetPadded(false)
	w.Resize(size)
	return w
}

// TestGallery draws every screen in every look, into the folder named by
// LEVERARCH_PICTURES where there is one, and measures each.
func TestGallery(t *testing.T) {
	dir := os.Getenv("LEVERARCH_PICTURES")
	for name, build := range gallery {
		for _, kind := range look.Kinds {
			for _, scale := range []float32{1, 1.5, 2} {
				size := fyne.NewSize(1200, 800)
				if scale == 2 {
					size = fyne.NewSize(1366, 768)
				}
				w := shown(t, kind, scale, size, build)
				if got := w.Canvas().Size(); got != size {
					t.Errorf("%s %s %v: the window was pushed to %v", name, kind, scale, got)
				}
				if m := w.Content().MinSize(); scale == 1 && m.Width > 960 {
					t.Errorf("%s %s: needs %v of width", name, kind, m.Width)
				}
				if name == "modal" {
					m := NewModal("Who is this?", []*Action{NewPrimary(look.Check, "Keep", nil), NewAction("", "Not now", nil)},
						NewText("We will remember them, so that you need not type it again."), NewField("Name", ""), NewChoice("What do they do?", []string{"SENCO", "Case worker"}, nil))
					m.Open(w.Canvas())
				}
				if name == "list" {
					c := w.Content().(*Page).Stack.Children()[0].(*Choice)
					c.Focus()
					c.Input().TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
				}
				if dir != "" {
					f, err := os.Create(filepath.Join(dir, fmt.Sprintf("%s-%s-%v.png", name, kind, scale)))
					if err != nil {
						t.Fatal(err)
					}
					if err := png.Encode(f, w.Canvas().Capture()); err != nil {
						t.Error(err)
					}
					f.Close()
				}
			}
		}
	}
}
