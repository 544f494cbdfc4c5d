package law

import (
	"cmp"
	"slices"

	"leverarch/app/record"
)

// How a letter reached somebody.
const (
	ByPost   = "post"
	ByEmail  = "email"
	ByPortal = "portal"
	ByHand   = "by hand"
)

// Which moment of a letter a time limit is counted from. They are different
// events: a letter is made, issued, printed with a date, sent and, later,
// comes; and where it was posted the law may deem the day it came.
const (
	Sent    = "sent"
	Came    = "came" // received, or served
	Issued  = "issued"
	Made    = "made"
	Printed = "printed" // never what the law counts from: only known of a letter
	Posted  = "post"    // worked out: sent, and the ordinary course of post
	Opened  = "opened"  // worked out: sent by email, and the next working day
)

// moments are those a kind of event may name; empty: no letter, the day itself.
var moments = []string{"", Sent, Came, Issued, Made}

// Event is something that happened, or will, on a day the law counts from.
type Event struct {
	Kind string
	// Day is the day to count from where nothing more exact is known. It may be
	// left out where Days holds any day.
	Day record.Day
	ID  record.ID
	// Round ties events together: this request, this review. Events of one
	// round are paired with each other and not with those of another.
	Round string
	// Days keeps each other day known of the same letter as what it is.
	Days Days

	ordered bool // Day was worked out from Days, to put it in its place
}

// own gives the day confirmed for counting, where there is one.
func (e *Event) own() record.Day {
	if e.ordered {
		return record.Day{}
	}
	return e.Day
}

// Days are the days one letter, notice or certificate may carry. Any may be
// unknown. None replaces another: the law counts some limits from the day a
// letter was sent and others from the day it came.
type Days struct {
	Printed record.Day `json:"printed,omitzero"` // the date at its head
	Sent    record.Day `json:"sent,omitzero"`    // posted, emailed or put on a portal
	Came    record.Day `json:"came,omitzero"`    // the day it reached whom it was for
	Issued  record.Day `json:"issued,omitzero"`  // of a certificate
	Made    record.Day `json:"made,omitzero"`    // of an order
	How     string     `json:"how,omitempty"`    // ByPost, ByEmail, ByPortal, ByHand; empty: not known
}

// known gives each day that is known, with which it is.
func (d Days) known() []dated {
	all := []dated{{d.Made, Made}, {d.Issued, Issued}, {d.Printed, Printed}, {d.Sent, Sent}, {d.Came, Came}}
	return slices.DeleteFunc(all, func(x dated) bool { return !x.day.Valid() })
}

// dated is a day with which day of a letter it is; empty: the day confirmed for
// counting.
type dated struct {
	day   record.Day
	which string
}

// earliest gives the earliest day that could be the moment the law counts from.
// What a parent must do is counted from it, so that nobody is late by our doing.
func (e *Event) earliest(moment string) dated {
	first := dated{e.own(), ""}
	for _, k := range e.Days.known() {
		if first.day.IsZero() || k.day.Before(first.day) || k.day == first.day && (first.which == "" || k.which == moment) {
			first = k
		}
	}
	return first
}

// latest gives the latest day that could be the moment the law counts from. What
// others must do is counted from it, so that nobody is said to be late a day
// early. The moment itself, where it is known, ends the question; before it is
// known a letter cannot have been sent after it came.
func (e *Event) latest(moment string, post int) dated {
	last := dated{e.own(), ""}
	later := func(k dated) {
		if k.day.Valid() && (k.day.After(last.day) || k.day == last.day && (last.which == "" || k.which == moment)) {
			last = k
		}
	}
	d := e.Days
	switch moment {
	case Sent:
		later(dated{d.Sent, Sent})
		if !d.Sent.Valid() {
			later(dated{d.Printed, Printed})
			later(dated{d.Came, Came})
		}
	case Came:
		later(dated{d.Came, Came})
		if !d.Came.Valid() {
			later(dated{d.Printed, Printed})
			later(dated{d.Sent, Sent})
			// A day of its own that was confirmed is the day it came.
			if own := e.own(); own.IsZero() || own == d.Sent || own == d.Printed {
				later(d.delivered(cmp.Or(d.Sent, last.day), post))
			}
		}
	case Issued:
		later(dated{d.Issued, Issued})
	case Made:
		// The regulation counts from the order, the Tribunal's own guidance from
		// the day it was sent out. The later comes before any word of lateness.
		later(dated{d.Made, Made})
		later(dated{d.Sent, Sent})
	}
	if last.day.IsZero() {
		return e.earliest(moment)
	}
	return last
}

// delivered gives the day a letter sent on a day is taken to have come, so many
// working days on by post. Nobody opens an email before a working day; and where
// nobody knows how it was sent, others are given the time of the post.
func (d Days) delivered(sent record.Day, post int) dated {
	switch {
	case !sent.Valid():
		return dated{}
	case d.How == ByPost || d.How == "" && post == postToOthers:
		return dated{workingDaysAfter(sent, post), Posted}
	case (d.How == ByEmail || d.How == ByPortal) && post == postToOthers:
		return dated{nextWorkingDay(sent), Opened}
	}
	return dated{}
}

// How many working days a letter is taken to be on its way where nobody knows
// when it came. Interpretation Act 1978, s 7 deems service "in the ordinary
// course of post" unless the contrary is proved, and gives no number. Families
// are told the next working day, which is the shorter; Practice Direction [1985]
// 1 All ER 889 says the second, for first class, which is the longer.
const (
	postToParent = 1
	postToOthers = 2
)

// post gives the working days a posted letter is on its way, for this rule.
func (r *Rule) post() int {
	if r.Who == Parent {
		return postToParent
	}
	return postToOthers
}
