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

// suppose shows what would follow if something came to be, before it does: a
// late notice of changes, a move to another area. What has come to be can be kept
// from here.
type suppose struct {
	shell   *Shell
	content *part.Stack
	what    *part.Choice
	says    *part.Text
	source  *part.Text
	fields  *part.Card
	due     *part.Stack
	dueCard *part.Card
	keep    *part.Action
	flow    *part.Flow

	facts []*record.Event
}

// supposition is one thing that may come to be: the events it is made of.
type supposition struct {
	name, says string
	rule       string // that says so
	asks       []supposed
}

type supposed struct {
	kind, label, hint string
	// known is true where the day may be in the file already, and is taken from
	// there.
	known bool
}

var suppositions = []supposition{
	{
		lang.N("The notice of changes comes late"),
		lang.N("After a review the changes have to come with the council’s decision. A late notice does not move the last day for the changed plan."),
		"amended-plan-12w",
		[]supposed{
			{"review-meeting", lang.N("The review meeting"), "", true},
			{"amendment-notice-sent", lang.N("The council sends the notice on"), "", false},
		},
	},
	{
		lang.N("We move to another council’s area"),
		lang.N("The plan goes with you. The old council has to pass it on, and the new one has to tell you what it will do with it."),
		"la-move-transfer",
		[]supposed{
			{"move-known", lang.N("Your old council knows of the move from"), "", false},
			{"plan-transferred", lang.N("The plan passes to the new council on"), lang.N("Often the day of the move."), false},
			{"plan-made", lang.N("The plan was made, or last reviewed, on"), lang.N("If you know."), true},
		},
	},
}

func newSuppose(s *Shell) *suppose {
	p := &suppose{shell: s}
	var names []string
	for _, x := range suppositions {
		names = append(names, lang.Of(x.name))
	}
	p.what = part.NewChoice(lang.T("What if …"), names, p.picked).Empty(lang.T("Choose what may happen"))
	p.says, p.source = part.NewText(""), part.NewSmall("")
	p.fields, p.due = part.NewCard(), part.NewStack().Close(16)
	p.dueCard = part.NewNotice(part.NewHeading(lang.T("The dates that would follow")), p.due)
	p.keep = part.NewPrimary(look.Check, lang.T("This has happened: keep it"), p.keepIt)
	p.flow = part.NewFlow(p.keep, part.NewAction("", lang.T("Not now"), s.Back))
	p.content = part.NewStack(
		part.NewText(lang.T("See what would follow if something came to be. Nothing is kept, and no date moves, unless you say so.")),
		p.what, part.NewStack(p.says, p.source).Close(4), p.fields, p.dueCard, p.flow,
		part.NewSmall(lang.T("To see whether the council’s reason for being late can fit, press “Why this date?” beside that date, then “What if …?”.")),
	).Close(16)
	return p
}

func (p *suppose) show() {
	p.what.Set("")
	p.facts = nil
	p.draw(nil)
}

func (p *suppose) picked(name string) {
	for i := range suppositions {
		if lang.Of(suppositions[i].name) == name {
			p.draw(&suppositions[i])
		}
	}
}

func (p *suppose) draw(x *supposition) {
	for _, o := range []fyne.CanvasObject{p.says, p.source, p.fields, p.dueCard, p.keep} {
		showIf(o, x != nil)
	}
	p.facts = nil
	if x == nil {
		return
	}
	s := p.shell
	p.says.Set(lang.Of(x.says))
	if r, ok := s.file.Book.Rule(x.rule); ok {
		p.source.Set(lang.T("The law: %s", words.Sentence(r.Source)))
	}
	list, err := s.file.Timeline(s.Child().ID)
	if err != nil {
		s.Fail(err)
		return
	}
	var items []fyne.CanvasObject
	for _, ask := range x.asks {
		e := &record.Event{Child: s.Child().ID, Kind: ask.kind}
		for _, t := range list { // the latest that is known
			if ask.known && t.Event != nil && t.Event.Kind == ask.kind {
				*e = *t.Event
			}
		}
		d := part.NewDate(lang.Of(ask.label), lang.Of(ask.hint), s.file.Today)
		d.Set(e.Day)
		d.OnDay = func(day record.Day) {
			if day != e.Day {
				// Another day than the one in the file is another event, supposed.
				*e = record.Event{Child: e.Child, Kind: e.Kind, Day: day}
			}
			p.drawDue()
		}
		p.facts = append(p.facts, e)
		items = append(items, d)
	}
	p.fields.Stack.Set(items...)
	p.drawDue()
}

// given gives what has a day.
func (p *suppose) given() []record.Event {
	var list []record.Event
	for _, e := range p.facts {
		if !e.Day.IsZero() {
			list = append(list, *e)
		}
	}
	return list
}

func (p *suppose) drawDue() {
	s := p.shell
	given := p.given()
	list, err := s.file.WouldFollowFacts(s.Child().ID, given...)
	if err != nil {
		s.Fail(err)
		return
	}
	rows := dueRows(s, list, record.Day{})
	if len(rows) == 0 {
		rows = append(rows, part.NewText(lang.T("Give the day above, and the dates stand here.")))
	}
	p.due.Set(rows...)
	able(p.keep, len(p.fresh()) > 0)
}

// fresh gives what is not in the file yet and has come to be.
func (p *suppose) fresh() []record.Event {
	var list []record.Event
	for _, e := range p.given() {
		if e.ID == "" && !e.Day.After(p.shell.file.Today()) {
			list = append(list, e)
		}
	}
	return list
}

// keepIt keeps as facts what has come to be.
func (p *suppose) keepIt() {
	if p.keep.Disabled() {
		return
	}
	fresh := p.fresh()
	p.keep.Disable()
	p.shell.keepFact(lang.T("Kept."), func(file *app.App) (moved []law.Change, err error) {
		for _, e := range fresh {
			_, m, err := file.KeepFact(e)
			if err != nil {
				return moved, err
			}
			moved = append(moved, m...)
		}
		return moved, nil
	}, p.keep.Enable)
}
