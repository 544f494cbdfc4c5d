package law

import (
	"cmp"
	"slices"

	"leverarch/app/lang"
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
//
// Where an event carries more than one day, what a parent must do is counted
// from the earliest and what others must do from the latest; the other reading
// is kept beside.
func (b *Book) Deadlines(events []Event, today record.Day) []Deadline {
	s := b.newStory(events)
	out := make([]*worked, 0, b.expect(s))
	slab := make([]worked, 0, cap(out)) // in one piece: a file may hold thousands
	add := func(r *Rule, pairs []pair) {
		if len(slab) == cap(slab) {
			slab = make([]worked, 0, 64)
		}
		slab = append(slab, worked{anchor: pairs[0].anchor})
		w := &slab[len(slab)-1]
		b.deadline(&w.Deadline, r, pairs, s, today)
		out = append(out, w)
	}
	replaced := map[replacing]bool{}
	for _, r := range b.joined {
		for _, pairs := range b.pairs(r, s) {
			add(r, pairs)
			if r.InsteadOf != "" {
				first := pairs[0].legs[0]
				replaced[replacing{r.InsteadOf, key(first)}] = b.outlives(r, first, pairs[0].anchor)
			}
		}
	}
	for _, e := range s.given {
		for _, r := range b.starts[e.Kind] {
			if r.InForce(e.Day) && (len(replaced) == 0 || !replaced[replacing{r.ID, key(e)}]) && !s.printed(r, e) {
				add(r, []pair{{anchor: e}})
			}
		}
		if r := b.copied[e.Kind]; r != nil && r.InForce(e.Day) {
			add(r, []pair{{anchor: e, copied: true}})
		}
	}
	b.putBeside(out, s)
	slices.SortStableFunc(out, func(x, y *worked) int {
		return cmp.Or(x.Day.Compare(y.Day), cmp.Compare(x.Rule, y.Rule), x.From.Day.Compare(y.From.Day), cmp.Compare(x.From.ID, y.From.ID))
	})
	if len(out) == 0 {
		return nil
	}
	list := make([]Deadline, len(out))
	for i, w := range out {
		list[i] = w.Deadline
	}
	return list
}

// expect counts the deadlines there will be at most, but for a few.
func (b *Book) expect(s *story) int {
	n := 0
	for _, e := range s.given {
		n += len(b.starts[e.Kind]) + 1
	}
	for _, r := range b.joined {
		n += len(s.kind(r.Starts[0]).all)
	}
	return n
}

// worked is a deadline with the event it belongs to.
type worked struct {
	Deadline
	anchor *Event
}

type replacing struct {
	rule string
	from eventKey
}

// outlives reports whether the rule that r stands in for would fall on or after
// r's second event. A day that had passed before is still a day that passed.
func (b *Book) outlives(r *Rule, first, second *Event) bool {
	other := b.byID[r.InsteadOf]
	return !other.way.Count(first.Day, other.N).Before(second.Day)
}

// pair is what one deadline is counted from: the event it belongs to, and for a
// joined rule an event for each leg, or for the one leg that is known.
type pair struct {
	anchor *Event
	legs   []*Event // empty for a rule that is not joined
	only   int      // which leg, where one is known
	copied bool     // the event's own day is the deadline
}

// pairs sorts the events of a joined rule into its deadlines: each event of the
// second kind goes with one of the first. A deadline with several pairs has
// several second events, and its day is chosen among them.
func (b *Book) pairs(r *Rule, s *story) [][]pair {
	firsts := s.inForce(r, r.Legs[0].Start)
	var out [][]pair
	partners := make([][]pair, len(firsts.all))
	for _, second := range s.inForce(r, r.Legs[1].Start).all {
		i := firsts.partner(second)
		switch {
		case i < 0 && !r.Whole:
			out = append(out, []pair{{anchor: second, legs: []*Event{second}, only: 1}})
		case i >= 0 && r.Whole:
			out = append(out, []pair{{anchor: second, legs: []*Event{firsts.all[i], second}}})
		case i >= 0:
			partners[i] = append(partners[i], pair{anchor: firsts.all[i], legs: []*Event{firsts.all[i], second}})
		}
	}
	if r.Whole {
		return out
	}
	for i, first := range firsts.all {
		if partners[i] == nil {
			partners[i] = []pair{{anchor: first, legs: []*Event{first}}}
		}
		out = append(out, partners[i])
	}
	return out
}

func (b *Book) deadline(d *Deadline, r *Rule, pairs []pair, s *story, today record.Day) {
	shown, i := b.extreme(r, pairs, r.Who == Parent)
	p := pairs[i]
	*d = Deadline{
		Rule: r.ID, Who: r.Who, Day: shown.day, Says: r.Says, From: shown.from, With: shown.with,
		Leg: shown.leg, Count: r.Count, Why: shown.why, Note: r.Note, Source: r.Source,
		Standing: r.Standing, Check: r.Check(), AsAt: r.Checked, MetBy: r.MetBy, Neutral: r.Neutral(),
	}
	b.readings(d, r, pairs)
	until := today
	if p.copied {
		d.Count = "DIRECTION"
	}
	if met := s.meets(r, p, shown.day); met != nil {
		// Early readings for both sides: nobody is later than they need be.
		at := met.earliest(b.byKind[met.Kind].Moment)
		d.Met, until = &Start{met.Kind, at.day, met.ID, at.which}, at.day
	}
	if !until.IsZero() {
		d.OverdueDays = max(0, d.Day.DaysUntil(until))
	}
	if d.Met == nil && d.OverdueDays > 0 {
		d.IfMissed = r.IfMissed
	}
	if d.Met == nil && d.OverdueDays == 0 && len(p.legs) < 2 && p.only == 0 {
		b.putBefore(d, r, p.anchor, s, today)
	}
}

// extreme works out each pair and gives the earliest day among them, or the
// latest, and which pair it is of.
func (b *Book) extreme(r *Rule, pairs []pair, early bool) (sum, int) {
	best, at := b.work(r, pairs[0], early), 0
	for i, p := range pairs[1:] {
		if s := b.work(r, p, early); early == s.day.Before(best.day) && s.day != best.day {
			best, at = s, i+1
		}
	}
	return best, at
}

// readings puts the other plausible readings to a deadline: the other end where
// the events leave one open, and the rule's own.
func (b *Book) readings(d *Deadline, r *Rule, pairs []pair) {
	var all []Also
	if open := slices.ContainsFunc(pairs, pair.open); open || len(pairs) > 1 {
		if other, _ := b.extreme(r, pairs, r.Who != Parent); other.day != d.Day {
			all = append(all, Also{other.day, sentences(other.why, other.standing)})
			if open {
				d.Why = sentences(d.Why, aim(r))
			}
		}
	}
	if r.Also != nil && !pairs[0].copied {
		all = append(all, Also{d.Day.AddDays(r.Also.Days), r.Also.Why})
	}
	if len(all) > 0 {
		d.Also, d.More = &all[0], all[1:]
	}
	if len(d.More) == 0 {
		d.More = nil
	}
}

// aim says which way a reading leans.
func aim(r *Rule) string {
	if r.Who == Parent {
		return lang.T("This is the earliest it could be, to be safe")
	}
	return lang.T("This is the latest it could be, to be fair")
}

// open reports whether any event of the pair leaves its day open.
func (p pair) open() bool {
	return p.anchor.Days != (Days{}) || slices.ContainsFunc(p.legs, func(e *Event) bool { return e.Days != (Days{}) })
}

// putBefore adds what must be done before the deadline: the last day to do it
// that still leaves others the working days the book gives them.
func (b *Book) putBefore(d *Deadline, r *Rule, e *Event, s *story, today record.Day) {
	for _, step := range r.Before {
		own, wait := b.byID[step.Rule], b.byID[step.Wait]
		if own == nil || !slices.Contains(own.Starts, e.Kind) {
			continue
		}
		last := b.work(own, pair{anchor: e}, true).day
		if s.meets(own, pair{anchor: e}, last) != nil {
			continue
		}
		by := workingDaysBefore(d.Day, wait.N)
		for last = earlier(last, by); !working(last); {
			last = last.AddDays(-1)
		}
		still := ""
		if today.After(last) {
			still = own.IfMissed
		}
		why := sentences(step.Why, lang.T("That leaves %s before %s", leaves(wait), d.Day.Written()), still)
		d.Before = append(d.Before, Before{own.ID, step.Says, last, why, wait.Source})
	}
}

func leaves(wait *Rule) string { return lower(amount(wait.N, wait.way.Unit)) }

func earlier(x, y record.Day) record.Day {
	if y.Before(x) {
		return y
	}
	return x
}

// putBeside says of two limits for the same act which one ends first. They stay
// two deadlines, because they are two duties with two sources; the earlier one
// is the one that counts.
func (b *Book) putBeside(out []*worked, s *story) {
	for _, r := range b.beside {
		other := b.byID[r.Beside]
		byEvent := map[eventKey]*worked{}
		for _, d := range out {
			if d.Rule == other.ID {
				byEvent[key(d.anchor)] = d
			}
		}
		firsts := s.inForce(other, other.Starts[0])
		for _, d := range out {
			if d.Rule != r.ID || len(byEvent) == 0 {
				continue
			}
			i := firsts.partner(d.anchor)
			if i < 0 || firsts.all[i].Day.After(d.anchor.Day) {
				continue
			}
			o := byEvent[key(firsts.all[i])]
			if o == nil || o.Met != nil && o.Met.Day.Before(d.anchor.Day) {
				continue // of a review that was over before
			}
			d.Beside, o.Beside = b.compare(&d.Deadline, &o.Deadline), b.compare(&o.Deadline, &d.Deadline)
		}
	}
}

// compare says of another limit for the same act where it stands to d.
func (b *Book) compare(d, other *Deadline) *Beside {
	r := b.byID[other.Rule]
	words := r.way.say(r.way, b.byKind[other.From.Event].Phrase, r.N, other.From.Day)
	says := lang.T("%s is %s", words, other.Day.Written())
	switch {
	case other.Day.Before(d.Day):
		says = sentences(says, lang.T("That is earlier, and the earlier one counts"))
	case d.Day.Before(other.Day):
		says = sentences(says, lang.T("The earlier one counts, which is %s", d.Day.Written()))
	default:
		says = sentences(says, lang.T("It is the same day"))
	}
	return &Beside{other.Rule, other.Day, other.Day.Before(d.Day), says}
}
