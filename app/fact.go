package app

import (
	"cmp"
	"errors"
	"slices"
	"time"

	"leverarch/app/law"
	"leverarch/app/record"
	"leverarch/vault"
)

// lawEvent gives an event as the law counts it, with each day known of it.
func lawEvent(e record.Event) law.Event {
	return law.Event{Kind: e.Kind, Day: e.Day, ID: e.ID, Round: e.Round, Days: law.Days(e.Known())}
}

// daysOf gives the days of a fact that a letter shows: those of the letter where
// the letter is what happened. Where the parent gave another day than the
// letter's, they know the moment the law counts from, and the days before it on
// the letter are no other reading of it.
func (a *App) daysOf(l Look, f Fact) record.Days {
	var d record.Days
	if u, ok := UsualOf(l.Kind, f.Event); ok && u.Itself {
		d = record.Days{Printed: l.Letter, Sent: l.Sent, Came: l.Came, How: l.CameBy}
	}
	kind, _ := a.Book.Event(f.Event)
	switch own := f.Day != l.Letter; {
	case kind.Moment == law.Issued:
		d.Issued = f.Day
	case kind.Moment == law.Made:
		d.Made = f.Day
	case own && kind.Moment == law.Sent:
		d.Printed, d.Sent = record.Day{}, cmp.Or(d.Sent, f.Day)
	case own && kind.Moment == law.Came:
		d.Printed, d.Sent, d.Came = record.Day{}, record.Day{}, cmp.Or(d.Came, f.Day)
	}
	return d
}

// isFact reports what stands in the way of something being a fact.
func (a *App) isFact(kind string, d record.Day) error {
	if _, known := a.Book.Event(kind); !known {
		return &UnknownEvent{kind}
	}
	if !d.Valid() {
		return &record.NotADay{Given: d.String()}
	}
	return nil
}

// proof says of which event a letter of some kind is the proof. It starts no time
// limit, and only shows that something was done.
var proof = map[string]string{
	"request-acknowledged":            "request-acknowledged",
	"agreement-to-assess":             "assessment-agreed",
	"refusal-to-assess":               "assessment-decided",
	"annual-review-invitation":        "review-invited",
	"annual-review-decision-maintain": "review-decided",
	"annual-review-decision-amend":    "review-decided",
	"amended-final-plan":              "amended-plan-sent",
}

// shown gives what a child's letters show to have been done, once the parent has
// looked at them. The ID of each is the letter's.
func (a *App) shown(papers []record.Document, child record.ID) []law.Event {
	var list []law.Event
	for _, d := range papers {
		kind := proof[d.Kind]
		day := cmp.Or(d.Letter, d.Sent, d.Came)
		if d.Child != child || !d.Looked || kind == "" || day.IsZero() || a.Book.Starts(kind) {
			continue
		}
		list = append(list, law.Event{Kind: kind, Day: day, ID: d.ID, Days: law.Days{Printed: d.Letter, Sent: d.Sent, Came: d.Came, How: d.CameBy}})
	}
	return list
}

// moving changes a child's facts, and says which dates moved, came or went by it.
func (a *App) moving(child record.ID, change func(tx *vault.Tx) error) ([]law.Change, error) {
	var moved []law.Change
	err := a.update(func(tx *vault.Tx) error {
		before, err := a.dates(tx, child)
		if err != nil {
			return err
		}
		if err := change(tx); err != nil {
			return err
		}
		after, err := a.dates(tx, child)
		moved = law.Changes(standing(before), standing(after))
		return err
	})
	return moved, err
}

// standing gives the deadlines that are not withdrawn.
func standing(list []Dated) []law.Deadline {
	var out []law.Deadline
	for _, d := range list {
		if d.State != Withdrawn {
			out = append(out, d.Deadline)
		}
	}
	return out
}

// Fact gives one fact of the file.
func (a *App) Fact(id record.ID) (record.Event, error) {
	return view(a, func(tx *vault.Tx) (record.Event, error) { return get(tx, events, id) })
}

// CountDay gives the day a fact is put at, where the days known of it are these:
// the moment the law counts from, else the best day known.
func (a *App) CountDay(kind string, d record.Days) record.Day {
	k, _ := a.Book.Event(kind)
	var moment record.Day
	switch k.Moment {
	case law.Sent:
		moment = cmp.Or(d.Sent, d.Printed)
	case law.Came:
		moment = d.Came
	case law.Issued:
		moment = d.Issued
	case law.Made:
		moment = d.Made
	}
	return cmp.Or(moment, d.Issued, d.Made, d.Came, d.Sent, d.Printed)
}

// KeepFact keeps something the parent says happened, new or changed, and says
// which dates moved, came or went by it. A new one has no ID; one that rests on a
// letter is changed with its letter. A fact without a Day takes it from its Days.
// Another of the same kind on the same day is the same fact.
func (a *App) KeepFact(e record.Event) (record.Event, []law.Change, error) {
	if e.Day.IsZero() {
		e.Day = a.CountDay(e.Kind, e.Days)
	}
	if err := a.isFact(e.Kind, e.Day); err != nil {
		return e, nil, err
	}
	moved, err := a.moving(e.Child, func(tx *vault.Tx) error {
		if _, err := get(tx, children, e.Child); err != nil {
			return err
		}
		if e.ID == "" {
			e.ID, e.Written = record.NewID(), a.now()
			return events.Put(tx, string(e.ID), e)
		}
		was, err := get(tx, events, e.ID)
		if err != nil {
			return err
		}
		e.Written, e.Document, e.Bin, e.Kind = was.Written, was.Document, was.Bin, was.Kind
		if e == was {
			return nil
		}
		return events.Put(tx, string(e.ID), e)
	})
	return e, moved, err
}

// TakeBack says that something kept as a fact is not so. It stays in the history.
func (a *App) TakeBack(id record.ID) ([]law.Change, error) {
	e, err := a.Fact(id)
	if err != nil {
		return nil, err
	}
	return a.moving(e.Child, func(tx *vault.Tx) error {
		e, err := get(tx, events, id)
		if err != nil || e.Withdrawn {
			return err
		}
		e.Withdrawn = true
		return events.Put(tx, string(id), e)
	})
}

// Mended is one change of a fact's day, with what moved by it.
type Mended struct {
	When  time.Time
	Was   record.Event
	Moved []law.Change // as the rules count now
}

// FactHistory gives each change there ever was to the days of a fact, oldest
// first. What moved is counted with everything else as it stands now.
func (a *App) FactHistory(id record.ID) ([]Mended, error) {
	return view(a, func(tx *vault.Tx) ([]Mended, error) { return a.mended(tx, id) })
}

func (a *App) mended(tx *vault.Tx, id record.ID) ([]Mended, error) {
	versions, err := events.History(tx, string(id))
	if err != nil {
		if errors.Is(err, vault.ErrNotFound) {
			err = ErrNotFound
		}
		return nil, err
	}
	now, err := get(tx, events, id)
	if err != nil {
		return nil, err
	}
	kid, err := get(tx, children, now.Child)
	if err != nil {
		return nil, err
	}
	list, err := live(tx, events)
	if err != nil {
		return nil, err
	}
	papers, err := letters(tx)
	if err != nil {
		return nil, err
	}
	shown := a.shown(papers, kid.ID)
	others := slices.DeleteFunc(list, func(e record.Event) bool { return e.ID == id })
	count := func(e record.Event) []law.Deadline {
		return standing(a.datesOf(kid, append(slices.Clone(others), e), shown))
	}
	var out []Mended
	var was record.Event
	for _, v := range versions {
		if v.Deleted || v.Erased {
			continue
		}
		e := v.Value
		if was.ID != "" && (was.Day != e.Day || was.Known() != e.Known() || was.Withdrawn != e.Withdrawn) {
			out = append(out, Mended{When: v.Time, Was: was, Moved: law.Changes(count(was), count(e))})
		}
		was = e
	}
	return out, nil
}

// Pairs lists the facts of the same child that a fact may belong with, where the
// law counts the two together. Which it is matters where there are several.
func (a *App) Pairs(id record.ID) ([]record.Event, error) {
	return view(a, func(tx *vault.Tx) ([]record.Event, error) {
		e, err := get(tx, events, id)
		if err != nil {
			return nil, err
		}
		var kinds []string
		for _, r := range a.Book.Rules() {
			if i := slices.Index(r.Starts, e.Kind); i > 0 && len(r.Legs) == len(r.Starts) {
				kinds = append(kinds, r.Starts[:i]...)
			}
		}
		list, err := live(tx, events)
		list = slices.DeleteFunc(list, func(o record.Event) bool {
			return o.Child != e.Child || o.Withdrawn || !slices.Contains(kinds, o.Kind)
		})
		slices.SortStableFunc(list, func(x, y record.Event) int { return x.Day.Compare(y.Day) })
		return list, err
	})
}

// Join says that two facts belong together: this certificate and that decision.
// It says which dates moved, came or went by it.
func (a *App) Join(id, with record.ID) ([]law.Change, error) {
	e, err := a.Fact(id)
	if err != nil {
		return nil, err
	}
	return a.moving(e.Child, func(tx *vault.Tx) error {
		first, err := get(tx, events, with)
		if err != nil {
			return err
		}
		if first.Round == "" {
			first.Round = string(first.ID)
			if err := events.Put(tx, string(first.ID), first); err != nil {
				return err
			}
		}
		if e, err = get(tx, events, id); err != nil || e.Round == first.Round {
			return err
		}
		e.Round = first.Round
		return events.Put(tx, string(id), e)
	})
}
