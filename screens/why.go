package screens

import (
	"fyne.io/fyne/v2"

	"leverarch/app"
	"leverarch/screens/look"
	"leverarch/screens/part"
	"leverarch/screens/words"
)

// Why says how a date came about: the event and its day, the sum in words, the
// law it rests on, and what can be done where it was missed.
func (s *Shell) Why(d app.Dated) {
	var m *part.Modal
	items := []fyne.CanvasObject{
		part.NewBold(d.Says),
		part.NewText(d.Day.Written() + " (" + words.DaysLeft(s.file.Today().DaysUntil(d.Day)) + ")"),
		part.NewText(words.Sentence(d.Why)),
		part.NewText("It is counted from: " + s.file.EventName(d.From.Event) + ", " + d.From.Day.Written() + "."),
	}
	if d.Event.Quote != "" {
		items = append(items, part.NewQuote("“"+d.Event.Quote+"”"))
	}
	items = append(items, part.NewText("Who must act: "+words.WhoName(d.Who)+"."),
		part.NewText("The law: "+d.Source+"."))
	if d.Also != nil {
		items = append(items, part.NewText("Another way to read it gives "+d.Also.Day.Written()+". "+words.Sentence(d.Also.Why)))
	}
	r, _ := s.file.Book.Rule(d.Rule)
	if r.Exceptions != "" {
		items = append(items, part.NewText("When it can be different: "+words.Sentence(r.Exceptions)))
	}
	if d.State == app.Late && r.IfMissed != "" {
		items = append(items, part.NewText("What can still be done: "+words.Sentence(r.IfMissed)))
	}
	if d.Check {
		items = append(items, part.NewText(words.PleaseCheck))
	}
	items = append(items, part.NewSmall("Law as at "+s.file.Book.AsAt().Short()+". This is information, not legal advice."))
	actions := []*part.Action{part.NewPrimary(look.Check, "Close", func() { m.Close() })}
	if d.Event.Document != "" {
		actions = append(actions, part.NewAction(look.Documents, "See the letter", func() {
			m.Close()
			s.Go(Place{Name: Letter, ID: d.Event.Document})
		}))
	}
	if g := s.Guide(); g != nil {
		if read := s.readAbout(g.ForRule(d.Rule), func() { m.Close() }); read != nil {
			actions = append(actions, read)
		}
	}
	m = part.NewModal("Why this date", actions, items...)
	m.Open(s.Canvas())
}
