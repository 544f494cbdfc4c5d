package screens

import (
	"context"
	"slices"
	"strconv"

	"fyne.io/fyne/v2"

	"leverarch/app"
	"leverarch/app/law"
	"leverarch/app/record"
	"leverarch/screens/look"
	"leverarch/screens/part"
	"leverarch/screens/words"
)

// phone writes the dates to a calendar file. Titles say nothing about anybody
// unless the parent chooses so, having seen what it would tell.
type phone struct {
	shell *Shell
	page  *part.Page

	empty     *part.Card
	all       *part.Stack
	childSlot *part.Stack
	child     *part.Segments // nil while there is only one
	kids      []record.Child
	of        record.ID // whose file was looked at when the choice was made
	titles    *part.Segments
	tells     *part.Text
	example   *part.Stack
	past      *part.Tick
	changes   *part.Card
	list      *part.Stack
	save      *part.Action
	after     *part.Stack
	kind      *part.Segments
	steps     *part.Stack

	asked int // how often the dates were asked for: an older answer is let go
}

func newPhone(s *Shell) *phone { return &phone{shell: s} }

// Title names the screen.
func (p *phone) Title() string { return "To my phone" }

// fileName is the name the file is offered under. It says nothing.
const fileName = "dates.ics"

// What the choice of titles is called.
var titleNames = map[string]string{app.NeutralTitles: "Plain titles", app.FullTitles: "Full titles"}

// The phones there are steps for.
const (
	iPhone  = "iPhone"
	android = "Android or Google"
	outlook = "Outlook"
)

// steps say how the file gets into a calendar.
var steps = map[string][]string{
	iPhone: {
		"Email the file to yourself.",
		"Open that email on the phone, in Apple’s own Mail. In WhatsApp the file can be looked at, but not added.",
		"Tap the file, then Add All.",
		"Choose a calendar of its own for these dates, so that you can delete them all at once and start again.",
	},
	android: {
		"Do this on a computer: most phones with Android cannot add a file by themselves.",
		"Open Google Calendar in the browser. Under Other calendars make a new calendar for these dates.",
		"In Settings choose Import, then the file, then the new calendar. The dates come to your phone by themselves.",
		"Google may leave the reminders out. Turn them on in the settings of the new calendar.",
		"When dates change: delete the new calendar, make it again, and import the newest file.",
	},
	outlook: {
		"Email the file to yourself and open it, or open it from where you saved it.",
		"In Outlook on the web choose Add calendar, then Upload from file.",
		"Choose a calendar of its own for these dates, so that you can delete them all at once and start again.",
	},
}

// Content builds the page.
func (p *phone) Content() fyne.CanvasObject {
	s := p.shell
	p.empty = part.NewEmpty(look.Calendar, "No dates yet",
		"When you bring in a letter and say that its dates are right, they can go to your phone from here.",
		part.NewPrimary(look.Folder, "Choose a file", s.PickFiles))
	p.childSlot = part.NewStack()
	p.titles = part.NewSegments("What your phone will show", []string{app.NeutralTitles, app.FullTitles}, func(string) { p.Show() }).
		Named(func(v string) string { return titleNames[v] })
	p.titles.Set(app.NeutralTitles)
	p.tells = part.NewText("")
	p.example = part.NewStack()
	p.past = part.NewTick("Also dates that have passed", func(bool) { p.Show() })
	p.changes = part.NewCalm()
	p.list = part.NewStack()
	p.save = part.NewPrimary(look.Save, "Save the calendar file", p.saveFile)
	p.kind = part.NewSegments("Which one do you use?", []string{iPhone, android, outlook}, func(string) { p.drawSteps() })
	p.kind.Set(iPhone)
	p.steps = part.NewStack().Close(8)
	p.after = part.NewStack(part.NewCard(
		part.NewHeading("Now to your phone"),
		p.kind, p.steps,
		part.NewSmall("Do not lean on the phone alone. What is next stands on your home screen here, too."),
	))
	p.after.Hide()
	p.all = part.NewStack(
		part.NewText("This makes a small file with your dates in it. Your phone or email can put them in its calendar."),
		part.NewCard(p.titles, p.tells, p.example,
			part.NewSmall("A calendar is seen by everyone who sees your phone.")),
		p.changes,
		part.NewHeading("What will be in it"),
		p.list,
		p.past,
		part.NewFlow(p.save),
		p.after,
	).Close(16)
	p.page = part.NewPage(part.Reading, part.NewTitle("To my phone"), p.childSlot, p.empty, p.all)
	p.empty.Hide()
	p.all.Hide()
	return p.page
}

// wish is what the parent chose.
func (p *phone) wish() app.Phone {
	w := app.Phone{Child: p.shell.Child().ID, Titles: p.titles.Value(), Past: p.past.On()}
	if p.child != nil {
		w.Child = record.ID(p.child.Value())
	}
	return w
}

// Show works out what would be in the file.
func (p *phone) Show() {
	kids, err := p.shell.File().Children()
	if err != nil {
		p.shell.Fail(err)
		return
	}
	p.setChildren(kids)
	p.asked++
	n, file, wish := p.asked, p.shell.File(), p.wish()
	var dates []app.Dated
	var changes []app.Change
	p.shell.Work("", func(context.Context) (err error) {
		if dates, err = file.Dates(wish.Child); err != nil {
			return err
		}
		changes, err = file.PhoneChanges(wish)
		return err
	}, func() {
		if n == p.asked {
			p.draw(wish, dates, changes)
		}
	})
}

// setChildren offers whose dates go, where there is a choice: at first those of
// the child whose file is looked at.
func (p *phone) setChildren(kids []record.Child) {
	of := p.shell.Child().ID
	if slices.Equal(kids, p.kids) && of == p.of {
		return
	}
	p.kids, p.of = kids, of
	p.child = childSegments("Whose dates?", kids, "Everybody’s", func(string) { p.Show() })
	if p.child == nil {
		p.childSlot.Set()
	} else {
		p.child.Set(string(of))
		p.childSlot.Set(p.child)
	}
	showIf(p.childSlot, p.child != nil)
}

func (p *phone) draw(wish app.Phone, dates []app.Dated, changes []app.Change) {
	today := p.shell.File().Today()
	var in []app.Dated
	passed := 0
	for _, d := range dates {
		switch d.State {
		case app.ToCome, app.Due:
			in = append(in, d)
		case app.Late:
			passed++
			if wish.Past {
				in = append(in, d)
			}
		}
	}
	nothing := len(in) == 0 && len(changes) == 0
	showIf(p.empty, nothing && passed == 0)
	showIf(p.all, !nothing || passed > 0)
	showIf(p.past, passed > 0)
	p.drawTitles(wish, in)
	p.drawChanges(changes, len(in))
	var rows []fyne.CanvasObject
	for _, d := range in {
		rows = append(rows, part.NewCard(part.NewRow(part.NewBold(d.Day.Short()), 120,
			part.NewStack(part.NewText(d.Says), part.NewSmall("Your phone: "+phoneTitle(wish, d))).Close(2),
			deadlinePill(d, today))).Tight())
	}
	if len(in) == 0 {
		rows = append(rows, part.NewText("No date is to come just now."))
	}
	p.list.Set(rows...)
	if nothing {
		p.save.Disable()
	} else {
		p.save.Enable()
	}
	p.drawSteps()
}

// phoneTitle is what the calendar will call a date.
func phoneTitle(wish app.Phone, d app.Dated) string {
	switch {
	case wish.Titles == app.FullTitles:
		return d.Says + " (" + d.Child.Name + ")"
	case d.Who == law.Parent:
		return "Form due"
	}
	return "Reply due"
}

// drawTitles shows what the choice of titles tells, with a date of their own.
func (p *phone) drawTitles(wish app.Phone, in []app.Dated) {
	if wish.Titles == app.FullTitles {
		p.tells.Set("Full titles say what each date is, which law it rests on, and your child’s name. Anyone who sees your phone can read them, and so can the company that keeps your calendar.")
	} else {
		p.tells.Set("Plain titles say that something is due and no more. There is no name in them, no school and no council.")
	}
	day, title := "17 November", "Form due"
	if len(in) > 0 {
		day, title = in[0].Day.Time().Format("2 January"), phoneTitle(wish, in[0])
	} else if wish.Titles == app.FullTitles {
		p.example.Hide()
		return
	}
	p.example.Set(part.NewText("On " + day + " it will say: “" + title + "”"))
	p.example.Show()
}

// drawChanges says what is different from the file that was saved last.
func (p *phone) drawChanges(changes []app.Change, in int) {
	var lines []fyne.CanvasObject
	byHand, renamed := false, 0
	for _, c := range changes {
		switch c.What {
		case "renamed":
			renamed++ // one line for all: each has the same new title, or its own below
		case "moved", "no longer needed":
			byHand = true
			fallthrough
		default:
			lines = append(lines, part.NewText(words.Changed(c.What, c.Says, c.Was, c.Day)))
		}
	}
	if renamed > 0 {
		lines = append(lines, part.NewText(words.Count(renamed, "date gets", "dates get")+" another title."))
	}
	onlyNew := !slices.ContainsFunc(changes, func(c app.Change) bool { return c.What != "new" })
	switch {
	case len(changes) == 0 && in > 0:
		p.changes.Stack.Set(part.NewText("Nothing has changed since the last file you saved."))
	case onlyNew && len(changes) >= in:
		p.changes.Hide() // the first file: the list below says it all
		return
	case len(changes) > 0:
		items := append([]fyne.CanvasObject{part.NewBold("What has changed since the last file")}, lines...)
		if byHand {
			items = append(items, part.NewSmall("Your calendar may show both: delete the old one by hand."))
		}
		p.changes.Stack.Set(items...)
	}
	showIf(p.changes, len(changes) > 0 || in > 0)
}

func (p *phone) drawSteps() {
	var rows []fyne.CanvasObject
	for i, says := range steps[p.kind.Value()] {
		rows = append(rows, part.NewRow(part.NewBold(strconv.Itoa(i+1)+"."), 24, part.NewText(says), nil))
	}
	p.steps.Set(rows...)
}

// saveFile asks where to, and writes the file.
func (p *phone) saveFile() {
	if p.save.Disabled() {
		return
	}
	p.save.Disable()
	file, wish, saveAs := p.shell.File(), p.wish(), p.shell.hands.SaveAs
	var path string
	var err error
	p.shell.Work("", func(context.Context) error {
		if path, err = saveAs(fileName); err == nil && path != "" {
			_, err = file.ToPhone(path, wish)
		}
		return nil
	}, func() {
		p.save.Enable()
		switch {
		case err != nil:
			p.shell.Fail(err)
		case path != "":
			p.after.Show()
			p.Show()
			p.shell.Tell("Saved. Here is how it gets to your phone.")
			p.kind.Focus()
		}
	})
}
