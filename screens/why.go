package screens

import (
	"fyne.io/fyne/v2"

	"leverarch/app"
	"leverarch/app/lang"
	"leverarch/app/law"
	"leverarch/app/record"
	"leverarch/screens/look"
	"leverarch/screens/part"
	"leverarch/screens/words"
)

// Why says how a date came about: the event and its days, the sum in words, the
// other readings, the law it rests on and when that was checked, and what can be
// done where it was missed.
func (s *Shell) Why(d app.Dated) {
	var m *part.Modal
	items := []fyne.CanvasObject{
		part.NewStack(
			part.NewFlow(sidePill(d), deadlinePill(d, s.file.Today())),
			part.NewBold(d.Says),
			part.NewHeading(d.Day.Written()),
			part.NewText(words.Sentence(d.Why)),
			part.NewText(lang.T("It is counted from: %s, %s%s.", s.file.EventName(d.From.Event), d.From.Day.Written(), words.WhichDay(d.From.Which))),
		).Close(6),
	}
	if d.Event.Quote != "" {
		items = append(items, part.NewQuote("“"+d.Event.Quote+"”"))
	}
	for _, says := range s.moves(d) {
		items = append(items, part.NewText(says))
	}
	if d.Met != nil {
		items = append(items, part.NewText(lang.T("It is done: %s, %s.", s.file.EventName(d.Met.Event), d.Met.Day.Written())))
	}
	if other := otherReadings(d.Deadline); len(other) > 0 {
		card := part.NewCard(part.NewBold(lang.T("It can be read in another way")))
		for _, says := range other {
			card.Stack.Add(part.NewText(says))
		}
		items = append(items, card.Tight())
	}
	for _, b := range d.Before {
		items = append(items, part.NewText(b.Says+": "+b.Day.Written()+". "+words.Sentence(b.Why)))
	}
	if d.Beside != nil {
		items = append(items, part.NewText(words.Sentence(d.Beside.Says)))
	}
	items = append(items, s.lawOf(d)...)
	for _, p := range d.Possible {
		items = append(items, part.NewText(words.ReasonName(p.Excuse.Reason)+": "+words.Sentence(p.Says)))
	}
	if d.State == app.Late && d.IfMissed != "" {
		items = append(items, part.NewCalm(part.NewBold(lang.T("What can still be done")), part.NewText(words.Sentence(d.IfMissed))).Tight())
	}
	items = append(items, part.NewSmall(lang.T("Law as at %s. This is information, not legal advice.", d.AsAt.Short())))
	actions := []*part.Action{part.NewPrimary(look.Check, lang.T("Close"), func() { m.Close() })}
	if d.Event.Document != "" {
		actions = append(actions, part.NewAction(look.Documents, lang.T("See the letter"), func() {
			m.Close()
			s.Go(restsOn(d.Event))
		}))
	} else if d.Event.ID != "" {
		actions = append(actions, part.NewAction(look.Pencil, lang.T("Change the day"), func() {
			m.Close()
			s.Go(Place{Name: Happened, ID: d.Event.ID})
		}))
	}
	if r, ok := s.file.Book.Rule(d.Rule); ok && len(r.Excuses) > 0 && d.State != app.Met {
		actions = append(actions, part.NewAction(look.Info, lang.T("What if …?"), func() {
			m.Close()
			s.Go(Place{Name: WhatIf, ID: whatIfID(d)})
		}))
	}
	if g := s.Guide(); g != nil {
		if read := s.readAbout(g.ForRule(d.Rule), func() { m.Close() }); read != nil {
			actions = append(actions, read)
		}
	}
	m = part.NewModal(lang.T("Why this date"), actions, items...)
	m.Open(s.Canvas())
}

// StillDone says what a missed day still allows. It judges nobody.
func (s *Shell) StillDone(d app.Dated) {
	var m *part.Modal
	says := d.IfMissed
	if r, ok := s.file.Book.Rule(d.Rule); ok && says == "" {
		says = r.IfMissed
	}
	actions := []*part.Action{
		part.NewPrimary(look.Check, lang.T("Close"), func() { m.Close() }),
		part.NewAction(look.Info, lang.T("Why this date?"), func() {
			m.Close()
			s.Why(d)
		}),
	}
	if g := s.Guide(); g != nil {
		if read := s.readAbout(g.ForRule(d.Rule), func() { m.Close() }); read != nil {
			actions = append(actions, read)
		}
	}
	m = part.NewModal(lang.T("What can still be done"), actions,
		part.NewStack(part.NewFlow(sidePill(d), deadlinePill(d, s.file.Today())), part.NewBold(d.Says), part.NewText(lang.T("The day was %s.", d.Day.Written()))).Close(6),
		part.NewText(words.Sentence(says)),
		part.NewSmall(lang.T("%s Law as at %s. This is information, not legal advice.", words.Sentence(d.Source), d.AsAt.Short())),
	)
	m.Open(s.Canvas())
}

// lawOf says who must act, what the date rests on and how sure we are of it.
func (s *Shell) lawOf(d app.Dated) []fyne.CanvasObject {
	items := []fyne.CanvasObject{part.NewText(lang.T("Who must act: %s.", whose(d))), part.NewText(lang.T("The law: %s.", d.Source))}
	if isGuidance(d.Standing) {
		items[1] = part.NewText(lang.T("This is guidance, not law: %s.", d.Source))
	}
	if d.Note != "" {
		items = append(items, part.NewText(words.Sentence(d.Note)))
	}
	if r, ok := s.file.Book.Rule(d.Rule); ok && r.Exceptions != "" {
		items = append(items, part.NewText(lang.T("When it can be different: %s", words.Sentence(r.Exceptions))))
	}
	if d.Check {
		items = append(items, part.NewText(words.PleaseCheck()))
	}
	return items
}

// whose says who must act. What is a young person's own is not called the
// reader's.
func whose(d app.Dated) string {
	if d.Young && d.Who == law.Parent {
		return words.FirstName(d.Child.Name)
	}
	return words.WhoName(d.Who)
}

func isGuidance(standing string) bool { return standing == law.Guidance || standing == law.Practice }

// otherReadings says which other days a deadline can be read to fall on, and why.
func otherReadings(d law.Deadline) []string {
	var list []law.Also
	if d.Also != nil {
		list = append(list, *d.Also)
	}
	var says []string
	for _, a := range append(list, d.More...) {
		says = append(says, lang.T("Another way to read it gives %s. %s", a.Day.Written(), words.Sentence(a.Why)))
	}
	return says
}

// moves says where a date was before the parent changed the fact it rests on.
func (s *Shell) moves(d app.Dated) []string {
	if d.Event.ID == "" {
		return nil
	}
	past, err := s.file.FactHistory(d.Event.ID)
	if err != nil {
		return nil // a fact that was never kept has no past
	}
	var says []string
	for _, p := range past {
		for _, c := range p.Moved {
			if c.Rule == d.Rule && c.From == d.From.ID && isMove(c) {
				says = append(says, words.WasBefore(c.Was, record.DayOf(p.When.Local())))
			}
		}
	}
	return says
}
