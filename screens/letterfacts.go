package screens

import (
	"slices"

	"fyne.io/fyne/v2"

	"leverarch/app"
	"leverarch/app/lang"
	"leverarch/app/law"
	"leverarch/app/record"
	"leverarch/screens/look"
	"leverarch/screens/part"
)

// factRow is one event as it is drawn.
type factRow struct {
	date *part.Date
	note *part.Text
}

func (l *letter) has(event string) bool {
	return slices.ContainsFunc(l.form.facts, func(f formFact) bool { return f.Event == event })
}

// newFact begins a line of the form: with what the letter says of the event
// where something was found, else with the letter's day where that is usual.
func (l *letter) newFact(event string) formFact {
	f := formFact{Fact: app.Fact{Event: event}}
	if g := l.doc.Guess; g != nil {
		if i := slices.IndexFunc(g.Events, func(e record.Found) bool { return e.Event == event }); i >= 0 {
			e := g.Events[i]
			f.Day, f.shown, f.Quote, f.Page = e.Day, e.Day, e.Quote, e.Page
		}
	}
	u, _ := app.UsualOf(l.form.look.Kind, event)
	if u.OnLetterDay && f.Day.IsZero() {
		f.Day = l.form.look.Letter
	}
	f.follows = u.OnLetterDay && f.Day == l.form.look.Letter
	return f
}

// addFact puts a line in the form that the parent chose.
func (l *letter) addFact(name string) {
	l.add.Set("")
	for _, k := range l.shell.file.Book.Events() {
		if k.Name == name && !l.has(k.ID) {
			f := l.newFact(k.ID)
			f.sure = true
			l.form.facts = append(l.form.facts, f)
			l.touched()
			l.drawFacts()
			l.facts[len(l.facts)-1].date.Focus()
			return
		}
	}
}

func (l *letter) dropFact(i int) {
	l.form.facts = slices.Delete(l.form.facts, i, i+1)
	l.touched()
	l.drawFacts()
	l.add.Focus()
}

// drawFacts lists what happened, each with the words it rests on.
func (l *letter) drawFacts() {
	file := l.shell.file
	l.facts = nil
	var rows []fyne.CanvasObject
	for i, f := range l.form.facts {
		r := &factRow{date: part.NewDate(file.EventName(f.Event), "", l.today), note: part.NewSmall("")}
		r.date.Set(f.Day)
		r.date.OnDay = func(day record.Day) { l.factDated(i, day) }
		l.facts = append(l.facts, r)
		items := append([]fyne.CanvasObject{r.date, r.note},
			l.quote(f.Quote, f.Page, part.NewQuiet(look.Bin, lang.T("Take this out"), func() { l.dropFact(i) }))...)
		if i > 0 {
			rows = append(rows, part.NewLine())
		}
		rows = append(rows, part.NewStack(items...).Close(6))
		l.drawFactNote(i)
	}
	l.factList.Set(rows...)
	showIf(l.factList, len(rows) > 0)
	showIf(l.noFacts, len(rows) == 0)
	l.add.SetOptions(l.events())
	l.drawDue()
	l.drawAlso()
}

// events lists what can still be added: what this kind of letter usually shows
// first, then everything a time limit runs from, then what only shows that
// something was done.
func (l *letter) events() []string {
	book := l.shell.file.Book
	var first, starts, shows []string
	for _, k := range book.Events() {
		if l.has(k.ID) {
			continue
		}
		if _, ok := app.UsualOf(l.form.look.Kind, k.ID); ok {
			first = append(first, k.Name)
		} else if book.Starts(k.ID) {
			starts = append(starts, k.Name)
		} else {
			shows = append(shows, k.Name)
		}
	}
	return slices.Concat(first, starts, shows)
}

func (l *letter) factDated(i int, day record.Day) {
	f := &l.form.facts[i]
	f.Day = day
	if !l.filling {
		f.follows, f.sure = false, true
		l.touched()
	}
	l.drawFactNote(i)
	l.drawDue()
}

// drawFactNote says where a day is no longer the one the words show.
func (l *letter) drawFactNote(i int) {
	f, note := l.form.facts[i], l.facts[i].note
	differs := f.Quote != "" && !f.own && !f.Day.IsZero() && !f.shown.IsZero() && f.Day != f.shown
	if differs {
		note.Set(lang.T("We read %s in the words below.", f.shown.Written()))
	}
	showIf(note, differs)
}

// given gives the facts of the form. A day the words do not show takes no quote
// with it.
func (l *letter) given() []app.Fact {
	var list []app.Fact
	for _, f := range l.form.facts {
		if f.Day != f.shown && !f.own {
			f.Quote, f.Page = "", 0
		}
		list = append(list, f.Fact)
	}
	return list
}

// wouldFollow works the form's facts out together with what the file knows.
func (l *letter) wouldFollow() []law.Deadline {
	look := l.form.look
	look.Facts = l.given()
	list, err := l.shell.file.WouldFollow(l.doc.ID, look)
	if err != nil {
		l.shell.Fail(err)
	}
	return list
}

// drawDue works out what would follow from the form as it stands.
func (l *letter) drawDue() {
	l.keep.SetLabel(lang.T("Yes, keep this letter"))
	if len(l.form.facts) > 0 {
		l.keep.SetLabel(lang.T("Yes, keep these dates"))
	}
	rows := dueRows(l.shell, l.wouldFollow(), l.form.look.Answer)
	if len(rows) == 0 {
		rows = append(rows, part.NewText(noDue(l.form.facts)))
	}
	l.due.Set(rows...)
}

func noDue(facts []formFact) string {
	if slices.ContainsFunc(facts, func(f formFact) bool { return f.Day.IsZero() }) {
		return lang.T("Give the day above, and the dates stand here.")
	}
	return lang.T("None so far. Dates stand here when you say above what happened.")
}

// mostAlso is how many other days are listed before the rest is asked for.
const mostAlso = 6

// drawAlso lists the other days the letter names.
func (l *letter) drawAlso() {
	var list []record.Found
	if g := l.doc.Guess; g != nil {
		for _, s := range g.Stated {
			same := func(f formFact) bool { return f.shown == s.Day }
			if s.Day != g.Letter.Day && !slices.ContainsFunc(l.form.facts, same) {
				list = append(list, s)
			}
		}
	}
	showIf(l.also, len(list) > 0)
	var rows []fyne.CanvasObject
	for i, s := range list {
		if i == mostAlso && !l.every {
			rows = append(rows, part.NewFlow(part.NewAction(look.Down, lang.T("Show %d more", len(list)-i), func() {
				l.every = true
				l.drawAlso()
			})))
			break
		}
		rows = append(rows, part.NewStack(append([]fyne.CanvasObject{part.NewBold(s.Day.Written())}, l.quote(s.Quote, s.Page)...)...).Close(2))
	}
	l.alsoList.Set(rows...)
}
