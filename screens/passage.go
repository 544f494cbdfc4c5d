package screens

import (
	"slices"

	"leverarch/app"
	"leverarch/app/lang"
	"leverarch/screens/look"
	"leverarch/screens/part"
)

// makeFact asks what words of the letter say happened, and when, and puts that in
// the form: it counts when the parent says yes there.
func (l *letter) makeFact(quote string, page int) {
	if quote == "" {
		return
	}
	book := l.shell.file.Book
	names := l.events()
	for _, f := range l.form.facts {
		names = append(names, l.shell.file.EventName(f.Event))
	}
	what := part.NewChoice(lang.T("What happened?"), names, nil).Empty(lang.T("Choose what happened"))
	day := part.NewDate(lang.T("On which day?"), "", l.today)
	day.Set(app.DayIn(quote))
	missing := part.NewSmall("").In(look.Mend)
	missing.Hide()
	var m *part.Modal
	m = part.NewModal(lang.T("Make it a date"), []*part.Action{
		part.NewPrimary(look.Check, lang.T("Put it in the form"), func() {
			if what.Value() == "" {
				missing.Set(lang.T("Choose what happened first."))
				missing.Show()
				what.Focus()
				return
			}
			if !day.Check() {
				day.Focus()
				return
			}
			m.Close()
			for _, k := range book.Events() {
				if k.Name == what.Value() {
					l.putFact(app.Fact{Event: k.ID, Day: day.Day(), Quote: quote, Page: page})
					return
				}
			}
		}),
		part.NewAction("", lang.T("Leave it"), func() { m.Close() }),
	}, part.NewQuote("“"+quote+"”"), what, missing, day)
	m.Open(l.shell.Canvas())
}

// putFact puts a fact in the form that rests on words the parent chose, in the
// place of one of its kind.
func (l *letter) putFact(f app.Fact) {
	made := formFact{Fact: f, shown: f.Day, sure: true, own: true}
	i := slices.IndexFunc(l.form.facts, func(o formFact) bool { return o.Event == f.Event })
	if i < 0 {
		i = len(l.form.facts)
		l.form.facts = append(l.form.facts, made)
	} else {
		l.form.facts[i] = made
	}
	l.touched()
	if l.pages.isLarge {
		l.pages.enlarge(false)
	}
	l.pick(paneFound())
	l.drawFacts()
	l.facts[i].date.Focus()
}
