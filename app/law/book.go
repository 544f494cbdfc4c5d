package law

import (
	"slices"

	"leverarch/app/lang"
	"leverarch/app/record"
)

// Who must act, or may.
const (
	Parent       = "parent"
	Council      = "la"
	School       = "school"
	Health       = "health"
	Mediator     = "mediator"
	Tribunal     = "tribunal"
	Professional = "professional"
	Organisation = "organisation"
)

// What a rule rests on. Guidance and practice are not law, and are shown apart.
const (
	Statute      = "statute"
	TribunalRule = "tribunal rule"
	CaseLaw      = "case law"
	Guidance     = "guidance"
	Practice     = "practice"
)

// How sure we are of a rule.
const (
	Read      = "read"      // the law's own words were read
	Secondary = "secondary" // somebody else's account of them was read
	Memory    = "memory"    // neither: it should be checked
)

var (
	whos      = []string{Parent, Council, School, Health, Mediator, Tribunal, Professional, Organisation}
	standings = []string{Statute, TribunalRule, CaseLaw, Guidance, Practice}
	sures     = []string{Read, Secondary, Memory}
)

// Book is the rule book. It does not change once loaded, and may be read from
// many goroutines.
type Book struct {
	stages []Stage
	rules  []*Rule
	byID   map[string]*Rule
	kinds  []Kind
	byKind map[string]Kind
	starts map[string][]*Rule // single rules by the event they start from
	joined []*Rule
	copied map[string]*Rule // by the event whose day they copy
	beside []*Rule          // those that name another limit for the same act
	path   pathFile
	asAt   record.Day
}

// Stage is one part of the process: asking, mediation, review.
type Stage struct {
	ID    string `json:"id"`
	Title string `json:"title"`
}

// Kind is a kind of event: something that can happen.
type Kind struct {
	ID string `toml:"id" json:"id"`
	// Name says it as a line to choose: "The draft plan came".
	Name string `toml:"name" json:"name"`
	// Phrase names the day inside a sentence: "the day the draft came". Only
	// events that start something have one.
	Phrase string `toml:"phrase" json:"phrase,omitempty"`
	// Moment is which day of a letter the law counts from: Sent, Came, Issued or
	// Made; empty where there is no letter.
	Moment string `toml:"moment" json:"moment,omitempty"`
	// Year is true where any day in a year stands for that year.
	Year bool `toml:"year" json:"year,omitempty"`
}

// Rule is one rule of the book: somebody must or may do something, by a day
// that can be counted, or is fixed, or is printed in a letter, or has no number.
type Rule struct {
	ID    string `toml:"id" json:"id"`
	Stage string `toml:"-" json:"stage"`
	// Starts names the events the rule is counted from. None: it is not counted.
	Starts []string `toml:"starts" json:"starts,omitempty"`
	Count  string   `toml:"count" json:"count,omitempty"`
	N      int      `toml:"n" json:"n,omitempty"`
	// On is the day of the year of a rule with a fixed day: 02-15.
	On string `toml:"on" json:"on,omitempty"`
	// Limit says the time in words, for a rule that is not counted.
	Limit string `toml:"limit" json:"limit,omitempty"`
	Who   string `toml:"who" json:"who"`
	// Says is the title a parent reads.
	Says string `toml:"says" json:"says"`
	// Note stands beside the day wherever it is shown.
	Note string `toml:"note" json:"note,omitempty"`
	// Also is another reading that a reasonable person might hold.
	Also       *AlsoRule `toml:"also" json:"also,omitempty"`
	Source     string    `toml:"source" json:"source"`
	URL        string    `toml:"url" json:"url,omitempty"`
	Standing   string    `toml:"standing" json:"standing"`
	Exceptions string    `toml:"exceptions" json:"exceptions,omitempty"`
	IfMissed   string    `toml:"if_missed" json:"if_missed,omitempty"`
	// MetBy names the events that show it was done or is no longer due.
	MetBy []string `toml:"met_by" json:"met_by,omitempty"`
	// From and Until bound the days of events the rule is for. Until may be empty.
	From  record.Day `toml:"from" json:"from"`
	Until record.Day `toml:"until" json:"until,omitzero"`
	// Checked is the day somebody last held the rule against its source.
	Checked record.Day `toml:"checked" json:"checked"`
	Sure    string     `toml:"sure" json:"sure"`

	// Legs, for a joined rule: two periods, the first event's first. The later
	// end counts, and is then moved once as Count says.
	Legs []Leg `toml:"legs" json:"legs,omitempty"`
	// Whole is true where both legs must be known, and the deadline belongs to
	// the second event. Otherwise one leg is enough and it belongs to the first.
	Whole bool `toml:"whole" json:"whole,omitempty"`
	// InsteadOf names a rule that a joined deadline takes the place of.
	InsteadOf string `toml:"instead_of" json:"instead_of,omitempty"`
	// PartOf names the joined rule this rule is a leg of. It gives no deadline
	// of its own.
	PartOf string `toml:"part_of" json:"part_of,omitempty"`

	// SaysYoung is the title where the right is the young person's own.
	SaysYoung string `toml:"says_young" json:"says_young,omitempty"`
	// AtLeast is true where the period is the least that must be given: a letter
	// may give more time, never less.
	AtLeast bool `toml:"at_least" json:"at_least,omitempty"`
	// Excuses are the reasons for which the law lets the day be passed.
	Excuses []Excuse `toml:"excuse" json:"excuses,omitempty"`
	// Copies names an event whose day is the deadline itself: a day printed in the
	// Tribunal's letter. It is copied, never counted or moved, and a counted day of
	// the same rule gives way to it (Tribunal Rules (HESC) 2008, r 12(4)).
	Copies string `toml:"copies" json:"copies,omitempty"`
	// Beside names another rule about the same act; the earlier of the two counts.
	Beside string `toml:"beside" json:"beside,omitempty"`
	// Before lists what must be done first, while nothing shows it was.
	Before []BeforeRule `toml:"before" json:"before,omitempty"`

	Examples []Example `toml:"example" json:"-"`

	way   Way
	month int // of On
	date  int
}

// Leg is one of the two periods of a joined rule.
type Leg struct {
	Start string `toml:"start" json:"start"`
	N     int    `toml:"n" json:"n"`
	// Rule names the rule of the book that says this leg, where there is one.
	Rule string `toml:"rule" json:"rule,omitempty"`
	// Absent is said where this leg's event is not known.
	Absent string `toml:"absent" json:"absent,omitempty"`
}

// BeforeRule is a step that must come before a deadline: the rule that gives the
// step its own day, and the rule whose working days others have to answer it.
type BeforeRule struct {
	Rule string `toml:"rule" json:"rule"`
	Wait string `toml:"wait" json:"wait"`
	Says string `toml:"says" json:"says"`
	Why  string `toml:"why" json:"why"`
}

// AlsoRule says how far another reading lies from the day given, and why.
type AlsoRule struct {
	Days int    `toml:"days" json:"days"`
	Why  string `toml:"why" json:"why"`
}

// Example is a sum worked by hand. Loading works it again.
type Example struct {
	About  string                `toml:"about"`
	Events map[string]record.Day `toml:"events"`
	Day    record.Day            `toml:"day"`
}

// Counted reports whether the rule gives deadlines, or is a leg of one that does.
func (r *Rule) Counted() bool { return len(r.Starts) > 0 }

// InForce reports whether the rule is for an event on that day.
func (r *Rule) InForce(d record.Day) bool {
	return !d.Before(r.From) && (r.Until.IsZero() || !d.After(r.Until))
}

// Check reports whether the rule should be checked before anyone relies on it.
func (r *Rule) Check() bool { return r.Sure == Memory }

// Neutral gives a title for a calendar that others may see. It names no child,
// council, school, plan or law.
func (r *Rule) Neutral() string {
	if r.Who == Parent {
		return lang.T("Form due")
	}
	return lang.T("Reply expected")
}

// Rules gives every rule, in the order of the process.
func (b *Book) Rules() []*Rule { return slices.Clone(b.rules) }

// Rule gives the rule with that id.
func (b *Book) Rule(id string) (*Rule, bool) {
	r, ok := b.byID[id]
	return r, ok
}

// Stages gives the parts of the process in order.
func (b *Book) Stages() []Stage { return slices.Clone(b.stages) }

// Events gives every kind of event the book knows.
func (b *Book) Events() []Kind { return slices.Clone(b.kinds) }

// Event gives the kind of event with that name.
func (b *Book) Event(kind string) (Kind, bool) {
	k, ok := b.byKind[kind]
	return k, ok
}

// Starts reports whether an event of that kind starts any time limit.
func (b *Book) Starts(kind string) bool { return b.byKind[kind].Phrase != "" }

// stale is after how many months rules that nobody checked again are old.
const stale = 6

// Old says, six months after the rules were last checked, that they are old and
// where to look; before that it gives false. It asks no network.
func (b *Book) Old(today record.Day) (string, bool) {
	if !today.After(monthsAfter(b.asAt, stale)) {
		return "", false
	}
	return lang.T("These rules were last checked on %s, more than six months ago. The law may have changed since. You can look at legislation.gov.uk for the law, and on gov.uk for the SEND Code of Practice. A newer version of this program may have newer rules.", b.asAt.Long()), true
}

// AsAt gives the newest day on which a rule was checked: "law as at".
func (b *Book) AsAt() record.Day { return b.asAt }
