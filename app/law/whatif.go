package law

import (
	"fmt"

	"leverarch/app/lang"
	"leverarch/app/record"
)

// The reasons for which the law lets a time limit be passed.
const (
	SchoolClosed  = "school-closed"      // reg 10(4)(a) and its like
	NurseryClosed = "nursery-closed"     // reg 10(4)(b)
	Exceptional   = "exceptional"        // reg 10(4)(c)
	Away          = "away"               // reg 10(4)(d)
	Missed        = "missed-appointment" // reg 8(2)(c): advice only
)

// Reasons lists them in the order they are offered.
var Reasons = []string{SchoolClosed, NurseryClosed, Exceptional, Away, Missed}

// Excuse is one reason a rule of the book allows, with its paragraph.
type Excuse struct {
	Reason string `toml:"reason" json:"reason"`
	// Weeks is how long a closure or an absence must last without a break.
	Weeks  int    `toml:"weeks" json:"weeks,omitempty"`
	Source string `toml:"source" json:"source"`
}

// Facts are what the parent enters about one reason. Days not known are left out.
type Facts struct {
	Reason string
	// Closed is the first day the school or nursery was shut, Reopens the day it
	// opened again, Asked the day the council asked it for advice.
	Closed, Reopens, Asked record.Day
	// From and To are the first and last day away from the council's area; of a
	// missed appointment, From is its day; of something exceptional, when it began
	// and ended.
	From, To record.Day
}

// What becomes of a reason.
const (
	CanApply  = "can apply"
	CannotBe  = "does not apply"
	NotKnown  = "not known yet"
	NotOfRule = "not a reason for this time limit"
)

// Exception says whether a reason could let a time limit be passed. It judges
// only what can be counted: whether keeping the limit was impractical because of
// the reason is always for people to say.
type Exception struct {
	Rule    string `json:"rule"`
	Reason  string `json:"reason"`
	Outcome string `json:"outcome"` // CanApply, CannotBe, NotKnown, NotOfRule
	// Says is the answer in sentences; Ask lists what is not known yet.
	Says   string   `json:"says"`
	Ask    []string `json:"ask,omitempty"`
	Source string   `json:"source,omitempty"`
	// Day is the law's day without the exception; Without is the day that comes
	// out if each day of the reason is left out of the count. The law gives no
	// such day: it is for asking with, and the words say so.
	Day     record.Day `json:"day"`
	Without record.Day `json:"without,omitzero"`
	// Window is when the advice must have been asked for, both days included.
	Window []record.Day `json:"window,omitempty"`
}

// WhatIf tests one reason against one deadline.
func (b *Book) WhatIf(d Deadline, f Facts) Exception {
	x := &exception{Exception: Exception{Rule: d.Rule, Reason: f.Reason, Day: d.Day, Outcome: NotOfRule}, d: d, f: f}
	if r := b.byID[d.Rule]; r != nil {
		for _, e := range r.Excuses {
			if e.Reason == f.Reason {
				x.excuse, x.Source, x.Outcome = e, e.Source, NotKnown
			}
		}
	}
	switch {
	case x.Outcome == NotOfRule:
		x.Says = lang.T("The law does not give this as a reason to be later with this time limit.")
	case f.Reason == SchoolClosed || f.Reason == NurseryClosed:
		x.closed()
	case f.Reason == Away:
		x.away()
	case f.Reason == Exceptional:
		x.exceptional()
	case f.Reason == Missed:
		x.missed()
	}
	return x.Exception
}

// exception is one being worked out.
type exception struct {
	Exception
	excuse Excuse
	d      Deadline
	f      Facts
}

func (x *exception) ask(known record.Day, question string) {
	if !known.Valid() {
		x.Ask = append(x.Ask, question)
	}
}

// unknown ends with the questions, where there are any.
func (x *exception) unknown() bool {
	if len(x.Ask) == 0 {
		return false
	}
	x.Says = lang.T("We need to know a little more to say.")
	return true
}

func (x *exception) not(says ...string) {
	x.Outcome = CannotBe
	x.Says = sentences(append(says, lang.T("So this reason does not fit, and the day stays %s", x.d.Day.Written()))...)
}

// can ends with both days: the law's own, and the one that comes out where the
// days from one to another are left out.
func (x *exception) can(from, to record.Day, says ...string) {
	x.Outcome = CanApply
	says = append(says, lang.T("So this reason can apply, but only where it made keeping the day impractical"), lang.T("You can ask how it did"))
	if from.Valid() && to.Valid() {
		if without := leaveOut(x.d.From.Day, x.d.Day, from, to); without != x.d.Day {
			x.Without = without
			says = append(says, lang.T("The day in law is %s", x.d.Day.Written()), lang.T("The law names no other day. If those days are left out of the count it would be %s", without.Written()))
			x.Says = sentences(says...)
			return
		}
	}
	x.Says = sentences(append(says, lang.T("The day in law is %s, and the law names no other day", x.d.Day.Written()))...)
}

// leaveOut counts from start as many days as there are to end, passing over the
// days from one to another, both included.
func leaveOut(start, end, from, to record.Day) record.Day {
	d := start
	for left := start.DaysUntil(end); left > 0; {
		d = d.AddDays(1)
		if d.Before(from) || d.After(to) {
			left--
		}
	}
	return d
}

// long is the longest reason that is believed: a slip of the pen is asked about.
const long = 2 * 366

func (x *exception) inOrder(from, to record.Day) bool {
	if from.Valid() && to.Valid() && (to.Before(from) || from.DaysUntil(to) > long) {
		x.Ask = append(x.Ask, lang.T("Please look at the two days again: the second comes before the first, or is years after it."))
		return false
	}
	return true
}

// closed is regulation 10(4)(a) and (b): the advice must have been asked for from
// one week before the closing day to one week before the opening day, and the
// closure must have lasted four weeks without a break.
func (x *exception) closed() {
	place := lang.T("school")
	if x.f.Reason == NurseryClosed {
		place = lang.T("nursery")
	}
	f := x.f
	x.ask(f.Closed, lang.T("What was the first day the %s was closed?", place))
	x.ask(f.Reopens, lang.T("On which day did the %s open again?", place))
	x.inOrder(f.Closed, f.Reopens)
	if f.Closed.Valid() && f.Reopens.Valid() && len(x.Ask) == 0 {
		days := f.Closed.DaysUntil(f.Reopens)
		lasted := lang.T("The %s was closed for %s", place, count(days, "day"))
		if days < 7*x.excuse.Weeks {
			x.not(lasted, lang.T("The law asks for at least %s without a break. Half-term, Christmas and Easter are too short", lower(amount(x.excuse.Weeks, "week"))))
			return
		}
		x.Window = []record.Day{f.Closed.AddDays(-7), f.Reopens.AddDays(-7)}
	}
	x.ask(f.Asked, lang.T("On which day did the council ask the %s for advice?", place))
	if x.unknown() {
		return
	}
	window := lang.T("The law looks at advice asked for from %s to %s", x.Window[0].Written(), x.Window[1].Written())
	asked := lang.T("The council asked on %s", f.Asked.Written())
	switch {
	case f.Asked.Before(x.Window[0]):
		x.not(window, lang.T("%s, which is before that", asked))
	case f.Asked.After(x.Window[1]):
		x.not(window, lang.T("%s, which is after that", asked))
	case f.Asked.After(x.d.Day):
		x.not(lang.T("%s, which is after the day itself", asked))
	default:
		x.can(f.Closed, f.Reopens.AddDays(-1), lang.T("The %s was closed for %s, which is long enough", place, count(f.Closed.DaysUntil(f.Reopens), "day")), window, lang.T("%s, which is inside that", asked))
	}
}

// away is regulation 10(4)(d): so many weeks without a break.
func (x *exception) away() {
	f := x.f
	x.ask(f.From, lang.T("What was the first day you or your child were away from the area?"))
	x.ask(f.To, lang.T("What was the last day away?"))
	x.inOrder(f.From, f.To)
	if x.unknown() {
		return
	}
	days := f.From.DaysUntil(f.To) + 1
	lasted := lang.T("You were away for %s", count(days, "day"))
	switch {
	case days < 7*x.excuse.Weeks:
		x.not(lasted, lang.T("The law asks for at least %s without a break", lower(amount(x.excuse.Weeks, "week"))))
	case f.To.Before(x.d.From.Day) || f.From.After(x.d.Day):
		x.not(lasted, lang.T("That was not in the time this limit runs"))
	default:
		inside := later(f.From, x.d.From.Day).DaysUntil(earlier(f.To, x.d.Day)) + 1
		says := []string{lang.T("%s, which is long enough", lasted)}
		if inside < 7*x.excuse.Weeks {
			says = append(says, lang.T("Only %s of it fall in the time this limit runs. You can ask about that", count(inside, "day")))
		}
		x.can(f.From, f.To, says...)
	}
}

// exceptional is regulation 10(4)(c). What is exceptional nobody can count.
func (x *exception) exceptional() {
	f := x.f
	x.ask(f.From, lang.T("When did it happen, or begin?"))
	x.inOrder(f.From, f.To)
	if x.unknown() {
		return
	}
	to := f.To
	if !to.Valid() {
		to = f.From
	}
	if to.Before(x.d.From.Day) || f.From.After(x.d.Day) {
		x.not(lang.T("It was not in the time this limit runs"))
		return
	}
	x.can(record.Day{}, record.Day{}, lang.T("It was in the time this limit runs"), lang.T("The law speaks of something exceptional that happened to you or your child. It does not say what counts"))
}

// missed is regulation 8(2)(c): an appointment for an examination or test, made
// by the body that was asked, in its six weeks.
func (x *exception) missed() {
	x.ask(x.f.From, lang.T("What was the day of the appointment?"))
	if x.unknown() {
		return
	}
	if x.f.From.Before(x.d.From.Day) || x.f.From.After(x.d.Day) {
		x.not(lang.T("The appointment was not in the time this limit runs"))
		return
	}
	x.can(record.Day{}, record.Day{}, lang.T("The appointment was in the time this limit runs"), lang.T("It has to be one for an examination or test, made by those who were asked for advice"))
}

func later(x, y record.Day) record.Day {
	if y.After(x) {
		return y
	}
	return x
}

func count(n int, unit string) string {
	return fmt.Sprintf("%d %s", n, units(n, unit))
}
