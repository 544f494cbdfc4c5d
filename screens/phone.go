package screens

import (
	"context"
	"slices"
	"time"

	"fyne.io/fyne/v2"

	"leverarch/app"
	"leverarch/app/lang"
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
	own       *part.Tick
	changes   *part.Card
	list      *part.Stack
	save      *part.Action
	print     *part.Action
	after     *part.Stack
	kind      *part.Segments
	steps     *part.Stack
	byHand    *part.Stack

	filled *app.App     // whose choices stand in the form
	wrote  []app.Change // what the file that was just saved changed
	asked  int          // how often the dates were asked for: an older answer is let go
}

func newPhone(s *Shell) *phone { return &phone{shell: s} }

// Title names the screen.
func (p *phone) Title() string { return lang.T("To my phone") }

// fileName is the name the file is offered under. It says nothing.
const fileName = "dates.ics"

// What the choice of titles is called.
var titleNames = map[string]string{app.NeutralTitles: lang.N("Plain titles"), app.FullTitles: lang.N("Full titles")}

// Content builds the page.
func (p *phone) Content() fyne.CanvasObject {
	s := p.shell
	p.empty = part.NewEmpty(look.Calendar, lang.T("No dates yet"),
		lang.T("When you bring in a letter and say that its dates are right, they can go to your phone from here."),
		part.NewPrimary(look.Folder, lang.T("Choose a file"), s.PickFiles))
	p.childSlot = part.NewStack()
	p.titles = part.NewSegments(lang.T("What your phone will show"), []string{app.NeutralTitles, app.FullTitles}, func(string) { p.Show() }).
		Named(func(v string) string { return lang.Of(titleNames[v]) })
	p.titles.Set(app.NeutralTitles)
	p.tells = part.NewText("")
	p.example = part.NewStack()
	p.past = part.NewTick(lang.T("Also dates that have passed"), func(bool) { p.Show() })
	p.own = part.NewTick(lang.T("Reminders as dates of their own"), func(bool) { p.Show() })
	p.changes = part.NewCalm()
	p.list = part.NewStack()
	p.save = part.NewPrimary(look.Save, lang.T("Save the calendar file"), p.saveFile)
	p.print = part.NewAction(look.Print, lang.T("A sheet for the fridge"), p.saveSheet)
	p.kind = part.NewSegments(lang.T("Which one do you use?"), phoneKinds, func(string) { p.drawSteps() })
	p.kind.Set(iPhone)
	p.steps = part.NewStack().Close(8)
	p.byHand = part.NewStack().Close(6)
	p.after = part.NewStack(part.NewCard(
		part.NewHeading(lang.T("Now to your phone")),
		p.kind, p.steps, p.byHand,
		part.NewSmall(lang.T("Do not lean on the phone alone. What is next stands on your home screen here, too.")),
	))
	p.after.Hide()
	p.all = part.NewStack(
		part.NewText(lang.T("This makes a small file with your dates in it. Your phone or email can put them in its calendar.")),
		part.NewCard(p.titles, p.tells, p.example,
			part.NewSmall(lang.T("A calendar is seen by everyone who sees your phone.")),
			part.NewLine(),
			part.NewStack(p.own, part.NewSmall(lang.T("Each date rings a week before, the day before and on the day, at nine. Some calendars leave the ringing out: Google does, and some Samsung phones. For those, tick this: the week before and the day before then stand in the calendar, too."))).Close(4)),
		p.changes,
		part.NewHeading(lang.T("What will be in it")),
		p.list,
		p.past,
		part.NewFlow(p.save, p.print),
		p.after,
	).Close(16)
	p.page = part.NewPage(part.Reading, part.NewTitle(lang.T("To my phone")), s.inSample(lang.T("This is the sample family. The dates here are invented, so do not put them in a calendar that you use.")), p.childSlot, p.empty, p.all)
	p.empty.Hide()
	p.all.Hide()
	return p.page
}

// wish is what the parent chose.
func (p *phone) wish() app.Phone {
	w := app.Phone{Child: p.shell.Child().ID, Titles: p.titles.Value(), Reminders: app.RemindersInside, Past: p.past.On()}
	if p.own.On() {
		w.Reminders = app.RemindersOwn
	}
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
	file := p.shell.File()
	if p.filled != file {
		last, err := file.PhoneBefore()
		if err != nil {
			p.shell.Fail(err)
			return
		}
		p.titles.Set(last.Titles)
		p.own.Set(last.Reminders == app.RemindersOwn)
		p.filled = file
	}
	p.asked++
	n, wish := p.asked, p.wish()
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
	p.child = childSegments(lang.T("Whose dates?"), kids, lang.T("Everybody’s"), func(string) { p.Show() })
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
			part.NewStack(part.NewText(d.Says), part.NewSmall(lang.T("Your phone: %s", phoneTitle(wish, d))),
				part.NewFlow(part.NewQuiet(look.Phone, lang.T("Show as a code"), func() { p.showCode(wish, d) }))).Close(2),
			deadlinePill(d, today))).Tight())
	}
	if len(in) == 0 {
		rows = append(rows, part.NewText(lang.T("No date is to come just now.")))
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
		return lang.T("Form due")
	}
	return lang.T("Reply due")
}

// drawTitles shows what the choice of titles tells, with a date of their own.
func (p *phone) drawTitles(wish app.Phone, in []app.Dated) {
	if wish.Titles == app.FullTitles {
		p.tells.Set(lang.T("Full titles say what each date is, which law it rests on, and your child’s name. Anyone who sees your phone can read them, and so can the company that keeps your calendar."))
	} else {
		p.tells.Set(lang.T("Plain titles say that something is due and no more. There is no name in them, no school and no council."))
	}
	day, title := record.Day{Year: 2026, Month: time.November, Date: 17}.OfYear(), lang.T("Form due")
	if len(in) > 0 {
		day, title = in[0].Day.OfYear(), phoneTitle(wish, in[0])
	} else if wish.Titles == app.FullTitles {
		p.example.Hide()
		return
	}
	p.example.Set(part.NewText(lang.T("On %s it will say: “%s”", day, title)))
	p.example.Show()
}

// drawChanges says what is different from the file that was saved last.
func (p *phone) drawChanges(changes []app.Change, in int) {
	var lines []fyne.CanvasObject
	renamed, reminders := 0, 0
	for _, c := range changes {
		switch {
		case c.What == "renamed":
			renamed++ // one line for all: each has the same new title, or its own below
		case c.Ahead > 0:
			reminders++
		default:
			lines = append(lines, part.NewText(words.Changed(c.What, c.Says, c.Was, c.Day)))
		}
	}
	if renamed > 0 {
		lines = append(lines, part.NewText(lang.T("%s another title.", words.Count(renamed, "date gets", "dates get"))))
	}
	if reminders > 0 {
		lines = append(lines, part.NewText(words.Count(reminders, "reminder comes, moves or goes.", "reminders come, move or go.")))
	}
	fresh := !slices.ContainsFunc(changes, func(c app.Change) bool { return c.What != "new" || c.Ahead > 0 || c.Stale() })
	switch {
	case len(changes) == 0 && in > 0:
		p.changes.Stack.Set(part.NewText(lang.T("Nothing has changed since the last file you saved.")))
	case fresh && len(changes) >= in:
		p.changes.Hide() // the first file: the list below says it all
		return
	case len(changes) > 0:
		items := append([]fyne.CanvasObject{part.NewBold(lang.T("What has changed since the last file"))}, lines...)
		p.changes.Stack.Set(append(items, staleWords(changes)...)...)
	}
	showIf(p.changes, len(changes) > 0 || in > 0)
}

// staleWords lists what has to be deleted by hand from a calendar that does not
// follow changes, each as the calendar shows it.
func staleWords(changes []app.Change) []fyne.CanvasObject {
	type entry struct {
		title string
		day   record.Day
	}
	var order []entry
	times := map[entry]int{}
	for _, c := range changes {
		if e := (entry{c.Before, c.Was}); c.Stale() {
			if times[e] == 0 {
				order = append(order, e)
			}
			times[e]++
		}
	}
	if len(order) == 0 {
		return nil
	}
	items := []fyne.CanvasObject{part.NewBold(lang.T("To delete by hand")),
		part.NewSmall(lang.T("Some calendars do not follow changes. Look there for these, and delete them if they still stand."))}
	for _, e := range order {
		items = append(items, part.NewText(words.ByHand(e.title, e.day, times[e])))
	}
	return items
}

// drawSteps shows the way to the phone that was chosen.
func (p *phone) drawSteps() {
	p.steps.Set(numbered(steps[p.kind.Value()])...)
	p.byHand.Set(staleWords(p.wrote)...)
	showIf(p.byHand, len(p.byHand.Children()) > 0)
}

// saveFile asks where to, and writes the file.
func (p *phone) saveFile() {
	if p.save.Disabled() {
		return
	}
	p.save.Disable()
	file, wish, saveAs := p.shell.File(), p.wish(), p.shell.hands.SaveAs
	var path string
	var changes []app.Change
	var err error
	p.shell.Work("", func(context.Context) error {
		if path, err = saveAs(fileName); err == nil && path != "" {
			changes, err = file.ToPhone(path, wish)
		}
		return nil
	}, func() {
		p.save.Enable()
		switch {
		case err != nil:
			p.shell.Fail(err)
		case path != "":
			if len(changes) > 0 {
				p.wrote = changes // the same file once more changes nothing, and takes no list away
			}
			p.after.Show()
			p.Show()
			p.shell.Tell(lang.T("Saved. Here is how it gets to your phone."))
			p.kind.Focus()
		}
	})
}

// sheetName is the name the page to print is offered under. It says nothing.
const sheetName = "dates.pdf"

// saveSheet saves the dates to come as a page to print and hang up, under the titles
// that were chosen above.
func (p *phone) saveSheet() { p.shell.fridgeSheet(p.wish()) }

// fridgeSheet asks where to, and saves the page.
func (s *Shell) fridgeSheet(wish app.Phone) {
	file, saveAs := s.File(), s.hands.SaveAs
	var path string
	var err error
	s.Work("", func(context.Context) error {
		if path, err = saveAs(sheetName); err == nil && path != "" {
			err = file.FridgeSheet(path, wish)
		}
		return nil
	}, func() {
		switch {
		case err != nil:
			s.Fail(err)
		case path != "":
			s.Tell(lang.T("Saved as a page to print. It is not locked, and everybody who comes by can read it."))
		}
	})
}
