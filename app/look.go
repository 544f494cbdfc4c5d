package app

import (
	"cmp"
	"regexp"
	"slices"

	"leverarch/app/law"
	"leverarch/app/record"
	"leverarch/vault"
)

// Fact is an event the parent says is so.
type Fact struct {
	Event string
	Day   record.Day
	Quote string
	Page  int
}

// Look is what the parent says a document is, after looking at it.
type Look struct {
	Child record.ID
	Kind  string
	From  string
	// The days of the letter, each as what it is: printed on it, posted or
	// emailed, and when it came and how.
	Letter record.Day
	Sent   record.Day
	Came   record.Day
	CameBy string
	Answer record.Day // the day by which the letter asks for an answer
	Facts  []Fact
}

// FirstLook is what the parent is shown to begin with: what was confirmed
// before, or else what was found.
func (a *App) FirstLook(id record.ID) (Look, error) {
	return view(a, func(tx *vault.Tx) (Look, error) {
		d, err := get(tx, documents, id)
		if err != nil {
			return Look{}, err
		}
		l := Look{Child: d.Child, Kind: d.Kind, From: d.From, Letter: d.Letter, Sent: d.Sent, Came: d.Came, CameBy: d.CameBy, Answer: d.Answer}
		if !d.Looked {
			if d.Guess != nil {
				l.Came, l.CameBy = cmp.Or(l.Came, d.Guess.Came), cmp.Or(l.CameBy, d.Guess.CameBy)
				for _, f := range d.Guess.Events {
					l.Facts = append(l.Facts, Fact{f.Event, f.Day, f.Quote, f.Page})
				}
				l.Answer = answerBy(*d.Guess)
			}
			return l, nil
		}
		list, err := live(tx, events)
		for _, e := range list {
			if e.Document == id && !e.Withdrawn {
				l.Facts = append(l.Facts, Fact{e.Kind, e.Day, e.Quote, e.Page})
			}
		}
		slices.SortStableFunc(l.Facts, func(x, y Fact) int { return x.Day.Compare(y.Day) })
		return l, err
	})
}

// asksFor is how a letter asks for an answer by a day.
var asksFor = regexp.MustCompile(`(?i)\b(hear from you|your (views|comments|reply|response)|reply|respond|let us know|tell us|window closes|return (it|this|the form))\b`)

// answerBy gives the day by which a letter asks for an answer, where it names one
// such day and no other.
func answerBy(g record.Guess) record.Day {
	var day record.Day
	for _, f := range g.Stated {
		switch {
		case !asksFor.MatchString(f.Quote) || !f.Day.After(g.Letter.Day):
		case day.IsZero():
			day = f.Day
		case day != f.Day:
			return record.Day{}
		}
	}
	return day
}

// WouldFollow gives the dates that would follow from what the parent says of a
// document, counted together with what the child's file knows already. It keeps
// nothing. No document: the facts alone.
func (a *App) WouldFollow(document record.ID, l Look) ([]law.Deadline, error) {
	var facts []record.Event
	for _, f := range l.Facts {
		facts = append(facts, record.Event{Kind: f.Event, Day: f.Day, Days: a.daysOf(l, f)})
	}
	return view(a, func(tx *vault.Tx) ([]law.Deadline, error) { return a.wouldFollow(tx, l.Child, document, facts) })
}

// wouldFollow counts facts with everything the file knows but what a document
// shows, which they are to replace.
func (a *App) wouldFollow(tx *vault.Tx, child, document record.ID, facts []record.Event) ([]law.Deadline, error) {
	list, err := live(tx, events)
	if err != nil {
		return nil, err
	}
	var born record.Day
	if kid, err := get(tx, children, child); err == nil {
		born = kid.Born
	}
	replaced := func(e record.Event) bool {
		return slices.ContainsFunc(facts, func(f record.Event) bool { return f.ID == e.ID || f.Kind == e.Kind && f.Day == e.Day })
	}
	papers, err := letters(tx)
	if err != nil {
		return nil, err
	}
	papers = slices.DeleteFunc(papers, func(d record.Document) bool { return d.ID == document })
	given := a.shown(papers, child)
	for _, e := range list {
		if e.Child == child && !e.Withdrawn && (document == "" || e.Document != document) && !replaced(e) {
			given = append(given, lawEvent(e))
		}
	}
	ours := map[record.ID]bool{}
	for _, e := range facts {
		if e.Day.IsZero() {
			continue
		}
		if e.ID == "" {
			e.ID = record.NewID() // for this sum alone
		}
		ours[e.ID] = true
		given = append(given, lawEvent(e))
	}
	return slices.DeleteFunc(a.Book.DeadlinesOf(born, given, a.Today()), func(d law.Deadline) bool {
		return !ours[d.From.ID] && !slices.ContainsFunc(d.With, func(s law.Start) bool { return ours[s.ID] })
	}), nil
}

// WouldFollowFact gives the dates that would follow from one fact, new or changed,
// counted together with what the child's file knows already. It keeps nothing.
func (a *App) WouldFollowFact(e record.Event) ([]law.Deadline, error) {
	return a.WouldFollowFacts(e.Child, e)
}

// WouldFollowFacts does the same for several. One that is kept already is counted
// as it is given here.
func (a *App) WouldFollowFacts(child record.ID, facts ...record.Event) ([]law.Deadline, error) {
	return view(a, func(tx *vault.Tx) ([]law.Deadline, error) { return a.wouldFollow(tx, child, "", facts) })
}

// Confirm makes what the parent says of a document into facts, in one step. An
// event confirmed before keeps its identity and moves to the new day, so that
// what hangs on it moves too; one no longer named is withdrawn, and kept.
func (a *App) Confirm(id record.ID, l Look) error {
	_, err := a.ConfirmMoving(id, l)
	return err
}

// ConfirmMoving is Confirm, and says which dates moved, came or went by it.
func (a *App) ConfirmMoving(id record.ID, l Look) ([]law.Change, error) {
	for _, f := range l.Facts {
		if err := a.isFact(f.Event, f.Day); err != nil {
			return nil, err
		}
	}
	return a.moving(l.Child, func(tx *vault.Tx) error {
		d, err := get(tx, documents, id)
		if err != nil {
			return err
		}
		if l.Child == "" {
			return ErrNoChild
		}
		if _, err := get(tx, children, l.Child); err != nil {
			return err
		}
		d.Child, d.Kind, d.From = l.Child, l.Kind, l.From
		d.Letter, d.Sent, d.Came, d.CameBy, d.Answer = l.Letter, l.Sent, l.Came, l.CameBy, l.Answer
		d.Looked = true
		if err := documents.Put(tx, string(id), d); err != nil {
			return err
		}
		return a.settle(tx, d, l)
	})
}

// settle makes the events of a document those of the facts.
func (a *App) settle(tx *vault.Tx, d record.Document, l Look) error {
	list, err := all(tx, events)
	if err != nil {
		return err
	}
	had := map[string]record.Event{}
	for _, e := range list {
		if e.Document == d.ID {
			had[e.Kind] = e
		}
	}
	for _, f := range l.Facts {
		e, ok := had[f.Event]
		if !ok {
			e = record.Event{ID: record.NewID(), Kind: f.Event, Document: d.ID, Written: a.now()}
		}
		was := e
		e.Child, e.Day, e.Days, e.Quote, e.Page, e.Withdrawn = d.Child, f.Day, a.daysOf(l, f), f.Quote, f.Page, false
		e.Sent, e.Came = record.Day{}, record.Day{}
		delete(had, f.Event)
		if ok && e == was {
			continue
		}
		if err := events.Put(tx, string(e.ID), e); err != nil {
			return err
		}
	}
	for _, e := range had {
		if e.Withdrawn {
			continue
		}
		e.Withdrawn = true
		if err := events.Put(tx, string(e.ID), e); err != nil {
			return err
		}
	}
	return nil
}

// WithFact gives the facts with f among them, in the place of one of its kind.
func WithFact(facts []Fact, f Fact) []Fact {
	for i := range facts {
		if facts[i].Event == f.Event {
			if facts[i].Day != f.Day {
				facts[i] = f // the words it rested on showed another day
			}
			return facts
		}
	}
	return append(facts, f)
}

// UsualFact is what a letter of some kind shows.
type UsualFact struct {
	Event string
	// OnLetterDay is true where the day is the letter's own unless it says
	// another; else somebody must say when.
	OnLetterDay bool
	// Itself is true where the letter to the family is what happened, so that the
	// days it was sent and came are the event's. Else it only tells of it.
	Itself bool
}

var usual = map[string][]UsualFact{
	"request-acknowledged":            {{"request-received", true, false}},
	"agreement-to-assess":             {{"advice-requested", true, false}},
	"refusal-to-assess":               {{"decision-sent", true, true}},
	"advice-request":                  {{"advice-requested", true, false}},
	"refusal-to-issue":                {{"decision-sent", true, true}},
	"draft-plan":                      {{"draft-plan-served", true, true}},
	"draft-plan-document":             {{"draft-plan-served", true, true}},
	"school-consultation":             {{"school-consulted", true, false}},
	"final-plan":                      {{"decision-sent", true, true}, {"plan-made", true, false}},
	"final-plan-document":             {{"decision-sent", true, true}, {"plan-made", true, false}},
	"amended-final-plan":              {{"decision-sent", true, true}},
	"amendment-notice":                {{"amendment-notice-sent", true, true}, {"amendment-notice-served", true, true}},
	"annual-review-invitation":        {{"review-meeting", false, false}},
	"annual-review-decision-maintain": {{"decision-sent", true, true}},
	"annual-review-decision-amend":    {{"amendment-notice-sent", true, true}, {"amendment-notice-served", true, true}},
	"cease-to-maintain":               {{"decision-sent", true, true}},
	"mediation-certificate":           {{"certificate-issued", true, true}},
	"phase-transfer":                  {{"transfer-year", false, false}},
}

// Usual gives what a letter of that kind usually shows, first things first.
// Where the changes are not enclosed with a decision to amend, they have not come.
func Usual(kind string) []UsualFact {
	if kind == "annual-review-decision-amend" {
		return nil
	}
	return slices.Clone(usual[kind])
}

// UsualOf gives what a letter of that kind may show of an event, or false.
func UsualOf(kind, event string) (UsualFact, bool) {
	i := slices.IndexFunc(usual[kind], func(u UsualFact) bool { return u.Event == event })
	if i < 0 {
		return UsualFact{}, false
	}
	return usual[kind][i], true
}
