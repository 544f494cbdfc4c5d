package app

import (
	"cmp"
	"slices"
	"sync"

	"leverarch/app/law"
	"leverarch/app/record"
	"leverarch/vault"
)

// How a deadline stands.
const (
	ToCome    = "to come"
	Due       = "due"
	Late      = "late"
	Met       = "met"
	Withdrawn = "withdrawn"
)

// Dated is a deadline of one child, with how it stands today.
type Dated struct {
	law.Deadline
	Child record.Child
	Event record.Event // the fact it rests on
	State string
	// Possible holds the reasons the parent keeps for which it may be passed.
	Possible []Possible
}

// Dates works out every deadline of a child from the confirmed events; with no
// child, of all children. Nothing computed is stored, so a mended rule reaches
// old files.
func (a *App) Dates(child record.ID) ([]Dated, error) {
	return view(a, func(tx *vault.Tx) ([]Dated, error) { return a.dates(tx, child) })
}

// worked keeps the dates as they were last worked out: a screen asks for them in
// several ways, and they stay the same until the file, the day or the language does.
type worked struct {
	mu    sync.Mutex
	head  vault.Head
	today record.Day
	book  *law.Book
	list  []Dated
}

func (a *App) dates(tx *vault.Tx, child record.ID) ([]Dated, error) {
	of := func(all []Dated) []Dated {
		if child == "" {
			return slices.Clone(all)
		}
		var out []Dated
		for _, d := range all {
			if d.Child.ID == child {
				out = append(out, d)
			}
		}
		return out
	}
	head, reads := tx.Reads()
	w := &a.worked
	w.mu.Lock()
	defer w.mu.Unlock()
	if reads && w.book == a.Book && w.head == head && w.today == a.Today() {
		return of(w.list), nil
	}
	list, err := a.workOutAll(tx)
	if err == nil && reads {
		w.head, w.today, w.book, w.list = head, a.Today(), a.Book, list
	}
	return of(list), err
}

// workOutAll works out every child's dates, in the order of their days.
func (a *App) workOutAll(tx *vault.Tx) ([]Dated, error) {
	kids, err := live(tx, children)
	if err != nil {
		return nil, err
	}
	list, err := live(tx, events)
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(list, func(x, y record.Event) int { return x.Written.Compare(y.Written) })
	papers, err := letters(tx)
	if err != nil {
		return nil, err
	}
	var out []Dated
	for _, kid := range kids {
		out = append(out, a.datesOf(kid, list, a.shown(papers, kid.ID))...)
	}
	slices.SortStableFunc(out, func(x, y Dated) int {
		return cmp.Or(x.Day.Compare(y.Day), cmp.Compare(x.Rule, y.Rule))
	})
	return out, a.possible(tx, out)
}

// datesOf works out one child's deadlines. Two letters that show the same event
// on the same day are one fact: the first written down stands for both, with what
// only the other knows.
func (a *App) datesOf(kid record.Child, list []record.Event, shown []law.Event) []Dated {
	var facts, gone []record.Event
	for _, e := range list {
		if e.Child != kid.ID {
			continue
		}
		same := func(o record.Event) bool { return o.Kind == e.Kind && o.Day == e.Day }
		i := slices.IndexFunc(facts, same)
		switch {
		case e.Withdrawn:
			gone = append(gone, e)
		case i < 0:
			facts = append(facts, e)
		default:
			facts[i].Days = joined(facts[i].Known(), e.Known())
		}
	}
	today := a.Today()
	out := a.workOut(kid, facts, shown, today)
	for i := range out {
		out[i].State = stateOf(out[i].Deadline, today)
	}
	for _, e := range gone {
		for _, d := range a.workOut(kid, []record.Event{e}, nil, today) {
			d.State = Withdrawn
			d.OverdueDays = 0
			out = append(out, d)
		}
	}
	return out
}

// joined gives the days of two that show one event, the first's before the
// other's.
func joined(d, o record.Days) record.Days {
	return record.Days{
		Printed: cmp.Or(d.Printed, o.Printed), Sent: cmp.Or(d.Sent, o.Sent), Came: cmp.Or(d.Came, o.Came),
		Issued: cmp.Or(d.Issued, o.Issued), Made: cmp.Or(d.Made, o.Made), How: cmp.Or(d.How, o.How),
	}
}

func (a *App) workOut(kid record.Child, facts []record.Event, shown []law.Event, today record.Day) []Dated {
	given := slices.Clone(shown)
	for _, e := range facts {
		given = append(given, lawEvent(e))
	}
	var out []Dated
	for _, d := range a.Book.DeadlinesOf(kid.Born, given, today) {
		i := slices.IndexFunc(facts, func(e record.Event) bool { return e.ID == d.From.ID })
		if i < 0 {
			continue // a deadline that rests on no event of this child cannot be explained
		}
		out = append(out, Dated{Deadline: d, Child: kid, Event: facts[i]})
	}
	return out
}

// stateOf says how a deadline stands today.
func stateOf(d law.Deadline, today record.Day) string {
	switch {
	case d.Met != nil:
		return Met
	case d.Day == today:
		return Due
	case d.Day.Before(today):
		return Late
	}
	return ToCome
}

// Next is the one next thing for the parent: the first of their own dates that
// is not met and has not passed. A child with nothing to do has none.
func (a *App) Next(child record.ID) (Dated, bool, error) {
	list, err := a.Dates(child)
	i := slices.IndexFunc(list, func(d Dated) bool {
		return d.Who == law.Parent && (d.State == ToCome || d.State == Due)
	})
	if err != nil || i < 0 {
		return Dated{}, false, err
	}
	return list[i], true, nil
}

// Waiting lists what others have not done by the day the law gives, the longest
// overdue first.
func (a *App) Waiting(child record.ID) ([]Dated, error) {
	list, err := a.Dates(child)
	return slices.DeleteFunc(list, func(d Dated) bool {
		return d.Who == law.Parent || d.State != Late
	}), err
}
