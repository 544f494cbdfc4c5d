package law

import "leverarch/app/record"

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
func (b *Book) WhatIf(d Deadline, f Facts) Exception { return Exception{} }

// Change is a deadline whose day is not what it was.
type Change struct {
	Rule string     `json:"rule"`
	From record.ID  `json:"id,omitempty"` // the event it belongs to
	Was  record.Day `json:"was,omitzero"` // zero: it is new
	Now  record.Day `json:"now,omitzero"` // zero: it is gone
	Says string     `json:"says"`
}

// Changes says what is not as it was between two lists of deadlines, in the
// order of the new one and then those that are gone. A deadline is the same one
// where its rule and its event's ID are.
func Changes(before, after []Deadline) []Change { return nil }
