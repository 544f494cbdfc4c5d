package law

import (
	"cmp"
	"slices"
	"sort"
	"time"

	"leverarch/app/record"
)

// Start is the event a deadline is counted from.
type Start struct {
	Event string     `json:"event"`
	Day   record.Day `json:"day"`
	ID    record.ID  `json:"id,omitempty"`
	// Which says which of the letter's days it was counted from: Printed, Sent,
	// Came, Issued, Made, Posted; empty for the day confirmed for counting.
	Which string `json:"which,omitempty"`
}

// Before is something that has to be done before a deadline can be kept.
type Before struct {
	Rule   string     `json:"rule"`
	Says   string     `json:"says"`
	Day    record.Day `json:"day"`
	Why    string     `json:"why"`
	Source string     `json:"source"`
}

// Beside is another time limit for the same act: the earlier of the two counts.
type Beside struct {
	Rule string     `json:"rule"`
	Day  record.Day `json:"day"`
	// First is true where the other one is the earlier.
	First bool   `json:"first,omitempty"`
	Says  string `json:"says"`
}

// Also is another day that a reasonable reading of the law would give.
type Also struct {
	Day record.Day `json:"day"`
	Why string     `json:"why"`
}

// Deadline is a day by which somebody must or may act, and why it is that day.
// From.ID and Rule together name it for ever: a deadline whose day changes keeps
// its name.
type Deadline struct {
	Rule string     `json:"rule"`
	Who  string     `json:"who"`
	Day  record.Day `json:"day"`
	Says string     `json:"says"`
	From Start      `json:"from"`
	// With holds the other events a joined deadline was counted from.
	With []Start `json:"with,omitempty"`
	// Leg names the rule whose period governs a joined deadline.
	Leg      string `json:"leg,omitempty"`
	Count    string `json:"count"`
	Why      string `json:"why"`
	Note     string `json:"note,omitempty"`
	Source   string `json:"source"`
	Standing string `json:"standing"`
	// Check is true where the law's own words have not been read.
	Check bool `json:"check,omitempty"`
	// OverdueDays counts the days since the day passed: until today, or until
	// it was met.
	OverdueDays int `json:"overdue_days"`
	// Also is the other plausible reading. More holds any further ones.
	Also *Also  `json:"also,omitempty"`
	More []Also `json:"more,omitempty"`
	// Before lists steps that must come first, each with its last sensible day.
	Before []Before `json:"before,omitempty"`
	// Beside is the other limit for the same act, where there are two.
	Beside *Beside `json:"beside,omitempty"`
	// IfMissed says what can still be done, once the day has passed unmet.
	IfMissed string `json:"if_missed,omitempty"`
	// Young is true where the right is the young person's own.
	Young bool `json:"young,omitempty"`
	// AsAt is the day the rule was last checked: "law as at".
	AsAt record.Day `json:"law_as_at"`
	// Met is the event that shows it was done or is no longer due.
	Met *Start `json:"met,omitempty"`

	// MetBy names the kinds of event that would show it was done.
	MetBy []string `json:"-"`
	// Neutral is a title that gives nothing away.
	Neutral string `json:"-"`
}

// Deadlines works out every deadline that follows from the events, in order of
// day and then of rule. Events of a kind the book does not know, and days that
// are not in the calendar, give nothing.
func (b *Book) Deadlines(events []Event, today record.Day) []Deadline {
	given := make([]Event, 0, len(events))
	for _, e := range events {
		if e.Day.Valid() {
			given = append(given, e)
		}
	}
	slices.SortStableFunc(given, func(x, y Event) int {
		return cmp.Or(x.Day.Compare(y.Day), cmp.Compare(x.Kind, y.Kind), cmp.Compare(x.Round, y.Round), cmp.Compare(x.ID, y.ID))
	})
	story := newStory(given)

	var out []Deadline
	replaced := map[replacing]bool{}
	for _, r := range b.joined {
		for _, s := range b.sums(r, story) {
			out = append(out, b.deadline(r, s, story, today))
			if r.InsteadOf != "" {
				replaced[replacing{r.InsteadOf, s.first}] = b.outlives(r, s)
			}
		}
	}
	for _, e := range given {
		for _, r := range b.starts[e.Kind] {
			if r.InForce(e.Day) && !replaced[replacing{r.ID, e}] {
				out = append(out, b.deadline(r, b.single(r, e), story, today))
			}
		}
	}
	slices.SortStableFunc(out, func(x, y Deadline) int {
		return cmp.Or(x.Day.Compare(y.Day), cmp.Compare(x.Rule, y.Rule), x.From.Day.Compare(y.From.Day), cmp.Compare(x.From.ID, y.From.ID))
	})
	return out
}

type replacing struct {
	rule string
	from Event
}

// outlives reports whether the rule that r stands in for would fall on or after
// r's second event. A day that had passed before is still a day that passed.
func (b *Book) outlives(r *Rule, s sum) bool {
	other := b.byID[r.InsteadOf]
	return len(s.with) > 0 && !other.way.Count(s.first.Day, other.N).Before(s.anchor.Day)
}

// sum is one deadline worked out, before words are put to it.
type sum struct {
	anchor Event   // what the deadline belongs to
	first  Event   // the earlier of a joined pair
	with   []Event // the others it was counted from
	day    record.Day
	why    string
	leg    string
	also   *Also
}

func (b *Book) single(r *Rule, e Event) sum {
	if r.Count == "FIX" {
		d := day(e.Day.Year, time.Month(r.month), r.date)
		return sum{anchor: e, day: d, why: "Fixed by the law: " + d.Time().Format("2 January") + " in " + b.byKind[e.Kind].Phrase}
	}
	return sum{anchor: e, day: r.way.Count(e.Day, r.N), why: r.way.explain(b.byKind[e.Kind].Phrase, r.N, e.Day)}
}

// sums works out a joined rule: each event of the second kind is paired with one
// of the first.
func (b *Book) sums(r *Rule, s *story) []sum {
	inForce := func(kind string) []Event {
		return slices.DeleteFunc(slices.Clone(s.kinds[kind]), func(e Event) bool { return !r.InForce(e.Day) })
	}
	firsts, seconds := inForce(r.Legs[0].Start), inForce(r.Legs[1].Start)
	var out []sum
	partners := make([][]Event, len(firsts))
	for _, second := range seconds {
		i := partner(firsts, second)
		switch {
		case i < 0 && !r.Whole:
			out = append(out, b.oneLeg(r, 1, second))
		case i >= 0 && r.Whole:
			pair := b.twoLegs(r, firsts[i], second)
			pair.anchor, pair.with = second, []Event{firsts[i]}
			out = append(out, pair)
		case i >= 0:
			partners[i] = append(partners[i], second)
		}
	}
	if r.Whole {
		return out
	}
	for i, first := range firsts {
		if len(partners[i]) == 0 {
			out = append(out, b.oneLeg(r, 0, first))
			continue
		}
		out = append(out, b.choose(r, first, partners[i]))
	}
	return out
}

// partner finds the first event that a second belongs to: of its own round where
// there is one, the latest on or before it, else the earliest after it. It gives
// -1 where there is none. firsts are in order of day.
func partner(firsts []Event, second Event) int {
	for _, fits := range []func(Event) bool{
		func(e Event) bool { return e.Round == second.Round },
		func(e Event) bool { return e.Round == "" || second.Round == "" },
	} {
		best := -1
		for i, e := range firsts {
			if fits(e) && (best < 0 || !e.Day.After(second.Day)) {
				best = i
			}
		}
		if best >= 0 {
			return best
		}
	}
	return -1
}

// oneLeg is a joined rule of which only one event is known.
func (b *Book) oneLeg(r *Rule, i int, e Event) sum {
	leg, other := r.Legs[i], r.Legs[1-i]
	why := r.way.explain(b.byKind[e.Kind].Phrase, leg.N, e.Day)
	return sum{anchor: e, first: e, day: r.way.Count(e.Day, leg.N), why: sentences(why, other.Absent), leg: leg.Rule}
}

// twoLegs takes the later of two periods and then moves its end, once.
func (b *Book) twoLegs(r *Rule, first, second Event) sum {
	legs := [2]Event{first, second}
	var ends [2]record.Day
	var said [2]string
	for i, e := range legs {
		ends[i] = r.way.run(e.Day, r.Legs[i].N)
		said[i] = r.way.explainLeg(b.byKind[e.Kind].Phrase, r.Legs[i].N, e.Day)
	}
	governs := 0
	if ends[1].After(ends[0]) {
		governs = 1
	}
	later := "The later one counts"
	if ends[0] == ends[1] {
		later = ""
	}
	s := sum{anchor: first, first: first, with: []Event{second}, leg: r.Legs[governs].Rule}
	s.day = r.way.finish(ends[governs])
	s.why = sentences(said[0], said[1], later, r.way.movedOn(ends[governs]))
	return s
}

// choose settles a first event with several seconds: the earliest day for what a
// parent must do, the latest for what others must do. The other end is kept as
// another reading.
func (b *Book) choose(r *Rule, first Event, seconds []Event) sum {
	var all []sum
	for _, second := range seconds {
		all = append(all, b.twoLegs(r, first, second))
	}
	slices.SortStableFunc(all, func(x, y sum) int { return x.day.Compare(y.day) })
	chosen, other := all[0], all[len(all)-1]
	if r.Who != Parent {
		chosen, other = other, chosen
	}
	if chosen.day != other.day {
		chosen.also = &Also{other.day, other.why}
	}
	return chosen
}

func (b *Book) deadline(r *Rule, s sum, st *story, today record.Day) Deadline {
	d := Deadline{
		Rule: r.ID, Who: r.Who, Day: s.day, Says: r.Says, From: start(s.anchor),
		Leg: s.leg, Count: r.Count, Why: s.why, Note: r.Note, Source: r.Source,
		Standing: r.Standing, Check: r.Check(), Also: s.also, MetBy: r.MetBy, Neutral: r.Neutral(),
	}
	for _, e := range s.with {
		d.With = append(d.With, start(e))
	}
	if d.Also == nil && r.Also != nil {
		d.Also = &Also{s.day.AddDays(r.Also.Days), r.Also.Why}
	}
	until := today
	if met, ok := st.meets(r, s); ok {
		m := start(met)
		d.Met, until = &m, met.Day
	}
	if !until.IsZero() {
		d.OverdueDays = max(0, d.Day.DaysUntil(until))
	}
	return d
}

func start(e Event) Start { return Start{Event: e.Kind, Day: e.Day, ID: e.ID} }

// story is the events in order, ready for looking up what met a deadline.
type story struct {
	kinds map[string][]Event
}

func newStory(given []Event) *story {
	s := &story{kinds: map[string][]Event{}}
	for _, e := range given {
		s.kinds[e.Kind] = append(s.kinds[e.Kind], e)
	}
	return s
}

// meets finds the earliest event that shows the deadline was met. It must be of
// the same round and lie in the deadline's own stretch of time: from its event
// to the next of that kind, or, for a rule that counts backwards, from the one
// before. So a second request is never answered by the first one's decision.
func (s *story) meets(r *Rule, sum sum) (Event, bool) {
	e := sum.anchor
	after, before := e.Day, record.Day{Year: 9999, Month: time.December, Date: 31}
	switch {
	case r.Count == "FIX":
		after, before = day(sum.day.Year-1, sum.day.Month, sum.day.Date), day(e.Day.Year, time.December, 31)
	case r.way.Back:
		after, before = s.last(e), e.Day
	default:
		if next := s.next(e); !next.IsZero() {
			before = next.AddDays(-1)
		}
	}
	var found Event
	for _, kind := range r.MetBy {
		those := s.kinds[kind]
		for _, m := range those[firstFrom(those, after):] {
			if m.Day.After(before) || !found.Day.IsZero() && !m.Day.Before(found.Day) {
				break
			}
			if together(m, e) && m != e {
				found = m
				break
			}
		}
	}
	return found, !found.Day.IsZero()
}

// firstFrom gives the place of the first event on or after the day.
func firstFrom(events []Event, d record.Day) int {
	return sort.Search(len(events), func(i int) bool { return !events[i].Day.Before(d) })
}

// next gives the day of the first event of e's kind and round after e's day, or
// the zero Day; last gives the one before.
func (s *story) next(e Event) record.Day {
	those := s.kinds[e.Kind]
	for _, o := range those[firstFrom(those, e.Day.AddDays(1)):] {
		if o.Round == e.Round {
			return o.Day
		}
	}
	return record.Day{}
}

func (s *story) last(e Event) record.Day {
	those := s.kinds[e.Kind]
	for _, o := range slices.Backward(those[:firstFrom(those, e.Day)]) {
		if o.Round == e.Round {
			return o.Day
		}
	}
	return record.Day{}
}

func together(x, y Event) bool { return x.Round == y.Round || x.Round == "" || y.Round == "" }
