package law

import (
	"cmp"
	"slices"
	"sort"
	"strings"
	"time"

	"leverarch/app/record"
)

// story is the events in order, ready for looking up which belong together and
// what met a deadline.
type story struct {
	given []*Event
	kinds map[string]*series
}

// eventKey names an event of a story.
type eventKey struct {
	kind, round string
	day         record.Day
	id          record.ID
}

func key(e *Event) eventKey { return eventKey{e.Kind, e.Round, e.Day, e.ID} }

// series is events of one kind in order of day, and again by round.
type series struct {
	all    []*Event
	rounds map[string][]int // places in all
}

func newSeries(events []*Event) *series {
	s := &series{all: events, rounds: map[string][]int{}}
	for i, e := range events {
		s.rounds[e.Round] = append(s.rounds[e.Round], i)
	}
	return s
}

func (b *Book) newStory(events []Event) *story {
	s := &story{given: make([]*Event, 0, len(events)), kinds: map[string]*series{}}
	own := slices.Clone(events) // the caller's stay as they are
	for i := range own {
		e := &own[i]
		moment := b.byKind[e.Kind].Moment
		switch {
		case e.Day.IsZero():
			e.Day, e.ordered = e.latest(moment, postToOthers).day, true
		case moment == "":
			e.Days = Days{} // a meeting is on its day, whatever letter told of it
		}
		if e.Day.Valid() {
			s.given = append(s.given, e)
		}
	}
	slices.SortStableFunc(s.given, func(x, y *Event) int {
		return cmp.Or(x.Day.Compare(y.Day), strings.Compare(x.Kind, y.Kind), strings.Compare(x.Round, y.Round), strings.Compare(string(x.ID), string(y.ID)))
	})
	byKind := map[string][]*Event{}
	for _, e := range s.given {
		byKind[e.Kind] = append(byKind[e.Kind], e)
	}
	for kind, list := range byKind {
		s.kinds[kind] = newSeries(list)
	}
	return s
}

var none = &series{}

func (s *story) kind(kind string) *series {
	if those := s.kinds[kind]; those != nil {
		return those
	}
	return none
}

// inForce gives the events of a kind that the rule is for.
func (s *story) inForce(r *Rule, kind string) *series {
	those := s.kind(kind)
	if !slices.ContainsFunc(those.all, func(e *Event) bool { return !r.InForce(e.Day) }) {
		return those
	}
	return newSeries(slices.DeleteFunc(slices.Clone(those.all), func(e *Event) bool { return !r.InForce(e.Day) }))
}

// partner finds the event a second one belongs to: of its own round where there
// is one, the latest on or before it, else the earliest after it. It gives -1
// where there is none.
func (s *series) partner(second *Event) int {
	if i := latest(s.all, s.rounds[second.Round], second.Day); i >= 0 {
		return i
	}
	if second.Round != "" {
		return latest(s.all, s.rounds[""], second.Day)
	}
	if len(s.all) == 0 {
		return -1
	}
	return max(0, firstFrom(s.all, second.Day.AddDays(1))-1)
}

// latest gives the last of those places whose event is on or before the day,
// else the first of them, or -1 where there is none.
func latest(all []*Event, places []int, d record.Day) int {
	if len(places) == 0 {
		return -1
	}
	n := sort.Search(len(places), func(i int) bool { return all[places[i]].Day.After(d) })
	return places[max(0, n-1)]
}

// firstFrom gives the place of the first event on or after the day.
func firstFrom(events []*Event, d record.Day) int {
	return sort.Search(len(events), func(i int) bool { return !events[i].Day.Before(d) })
}

// printed reports whether the Tribunal's letter gives the day that a rule would
// count from the event.
func (s *story) printed(r *Rule, e *Event) bool {
	if r.Copies == "" || s.kinds[r.Copies] == nil {
		return false
	}
	after, before := s.stretch(r, pair{anchor: e}, e.Day)
	return s.within(r.Copies, after, before, e) != nil
}

// stretch gives the deadline's own time: from its event to the next of that
// kind, or, for a rule that counts backwards, from the one before. So a second
// request is never answered by the first one's decision. What a copied day asks
// for may be done at any time since the last such day.
func (s *story) stretch(r *Rule, p pair, end record.Day) (after, before record.Day) {
	e := p.anchor
	after, before = e.Day, record.Day{Year: 9999, Month: time.December, Date: 31}
	switch {
	case p.copied:
		after = monthsAfter(e.Day, -12) // of this appeal, not of one before
		if last := s.last(e); last.After(after) {
			after = last.AddDays(1)
		}
		for _, kind := range r.Starts {
			if i := s.kind(kind).partner(e); i >= 0 && !r.way.Back {
				after = later(after, earlier(s.kind(kind).all[i].Day, e.Day))
			}
		}
		if next := s.next(e); !next.IsZero() {
			before = next.AddDays(-1)
		}
	case r.Count == "FIX":
		after, before = day(end.Year-1, end.Month, end.Date), day(e.Day.Year, time.December, 31)
	case r.way.Back:
		after, before = s.last(e), e.Day
	default:
		if next := s.next(e); !next.IsZero() {
			before = next.AddDays(-1)
		}
	}
	return after, before
}

// meets finds the earliest event that shows the deadline was met. It must be of
// the same round and lie in the deadline's own stretch of time.
func (s *story) meets(r *Rule, p pair, end record.Day) *Event {
	after, before := s.stretch(r, p, end)
	var found *Event
	for _, kind := range r.MetBy {
		found = sooner(found, s.within(kind, after, before, p.anchor))
	}
	return found
}

// within gives the first event of a kind from one day to another that belongs
// with e and is not e itself.
func (s *story) within(kind string, after, before record.Day, e *Event) *Event {
	those := s.kind(kind)
	if e.Round == "" { // any round will do
		return those.first(nil, after, before, e)
	}
	var found *Event
	for _, round := range []string{e.Round, ""} {
		if places := those.rounds[round]; len(places) > 0 {
			found = sooner(found, those.first(places, after, before, e))
		}
	}
	return found
}

// first gives the first event from one day to another that is not e itself:
// among those at some places, or among all where places is nil.
func (s *series) first(places []int, after, before record.Day, e *Event) *Event {
	n, at := len(s.all), func(i int) *Event { return s.all[i] }
	if places != nil {
		n, at = len(places), func(i int) *Event { return s.all[places[i]] }
	}
	for i := sort.Search(n, func(i int) bool { return !at(i).Day.Before(after) }); i < n && !at(i).Day.After(before); i++ {
		if *at(i) != *e {
			return at(i)
		}
	}
	return nil
}

func sooner(x, y *Event) *Event {
	if x == nil || y != nil && y.Day.Before(x.Day) {
		return y
	}
	return x
}

// next gives the day of the first event of e's kind and round after e's day, or
// the zero Day; last gives the one before.
func (s *story) next(e *Event) record.Day {
	those := s.kind(e.Kind)
	places := those.rounds[e.Round]
	n := sort.Search(len(places), func(i int) bool { return those.all[places[i]].Day.After(e.Day) })
	if n == len(places) {
		return record.Day{}
	}
	return those.all[places[n]].Day
}

func (s *story) last(e *Event) record.Day {
	those := s.kind(e.Kind)
	places := those.rounds[e.Round]
	n := sort.Search(len(places), func(i int) bool { return !those.all[places[i]].Day.Before(e.Day) })
	if n == 0 {
		return record.Day{}
	}
	return those.all[places[n-1]].Day
}
