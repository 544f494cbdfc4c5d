package terminal

import (
	"fmt"
	"strings"

	"leverarch/app/law"
	"leverarch/app/record"
	"leverarch/screens/words"
)

// deadlineJSON is a deadline in the contract's shape: the rule book's own, and
// with a locked file whose it is and how it stands.
type deadlineJSON struct {
	law.Deadline
	Child string `json:"child,omitempty"`
	State string `json:"state,omitempty"`
}

func deadlinesOut(list []law.Deadline) []deadlineJSON {
	out := make([]deadlineJSON, 0, len(list))
	for _, d := range list {
		out = append(out, deadlineJSON{Deadline: d})
	}
	return out
}

func (t *Terminal) showDeadlines(due []law.Deadline) {
	for _, d := range due {
		t.printf("  %s  %s\n", d.Day.Written(), d.Says)
		t.showWhy(d)
	}
}

// showWhy says why a deadline is on its day, and all that stands beside it.
func (t *Terminal) showWhy(d law.Deadline) {
	t.printf("      Who: %s. %s\n", words.WhoName(d.Who), words.Sentence(d.Why))
	t.printf("      From: %s.\n", d.Source)
	if d.Note != "" {
		t.printf("      %s\n", words.Sentence(d.Note))
	}
	for _, step := range d.Before {
		t.printf("      Before that: %s  %s\n      %s From: %s.\n", step.Day.Written(), step.Says, words.Sentence(step.Why), step.Source)
	}
	if d.Beside != nil {
		t.printf("      %s\n", words.Sentence(d.Beside.Says))
	}
	if d.OverdueDays > 0 {
		t.printf("      %s.\n", words.Past(d.OverdueDays))
	}
	if d.IfMissed != "" {
		t.printf("      %s\n", words.Sentence(d.IfMissed))
	}
	for _, other := range readings(d) {
		t.printf("      Another reading: %s. %s\n", other.Day.Written(), words.Sentence(other.Why))
	}
	if d.Check {
		t.printf("      %s\n", words.PleaseCheck())
	}
}

// readings gives every other reading of a deadline, the nearest first.
func readings(d law.Deadline) []law.Also {
	if d.Also == nil {
		return nil
	}
	return append([]law.Also{*d.Also}, d.More...)
}

// events reads EVENT=DAY words.
func (t *Terminal) events(list []string) ([]law.Event, error) {
	var out []law.Event
	for _, w := range list {
		kind, day, ok := strings.Cut(w, "=")
		if !ok {
			return nil, &usageError{fmt.Sprintf("%q is not an event and its day. Write it like draft-plan-served=2026-11-03.", w)}
		}
		if _, known := t.Desk.Book.Event(kind); !known {
			return nil, &usageError{fmt.Sprintf("There is no event %q in the rule book. `leverarch law` lists them.", kind)}
		}
		d, err := record.ParseDay(day)
		if err != nil {
			return nil, &usageError{fmt.Sprintf("%q is not a day. Write it like 2026-11-03.", day)}
		}
		out = append(out, law.Event{Kind: kind, Day: d})
	}
	return out, nil
}

func (t *Terminal) dates(o *options) error {
	if err := o.need(1, -1, "at least one event and its day, like draft-plan-served=2026-11-03"); err != nil {
		return err
	}
	list, err := t.events(o.words)
	if err != nil {
		return err
	}
	due := t.Desk.Book.Deadlines(list, t.day(o))
	if o.json {
		return t.datesJSON(deadlinesOut(due), t.day(o))
	}
	t.lawAsAt(t.day(o))
	t.printf("Today is %s.\n", t.day(o).Written())
	t.showDeadlines(due)
	return nil
}

// lawAsAt says of when the rules are, and that they are old once they are.
func (t *Terminal) lawAsAt(today record.Day) {
	t.printf("Law as at %s.\n", t.Desk.Book.AsAt().Short())
	if old, is := t.Desk.Book.Old(today); is {
		t.printf("%s\n", old)
	}
}

func (t *Terminal) datesJSON(list []deadlineJSON, today record.Day) error {
	old, _ := t.Desk.Book.Old(today)
	return t.printJSON(datesJSON{t.Desk.Book.AsAt(), today, list, old})
}

type datesJSON struct {
	LawAsAt   record.Day     `json:"law_as_at"`
	Today     record.Day     `json:"today"`
	Deadlines []deadlineJSON `json:"deadlines"`
	// Old says that the rules are old, once they are.
	Old string `json:"old,omitempty"`
}

// ruleJSON is a rule in the contract's shape, and then all the book says of it.
type ruleJSON struct {
	ID     string     `json:"id"`
	Starts string     `json:"starts"`
	Count  string     `json:"count"`
	N      int        `json:"n"`
	Who    string     `json:"who"`
	Says   string     `json:"says"`
	Source string     `json:"source"`
	From   record.Day `json:"from"`
	Until  record.Day `json:"until"`

	Stage      string        `json:"stage"`
	Counted    string        `json:"counted,omitempty"` // the way of counting, in words
	On         string        `json:"on,omitempty"`
	Limit      string        `json:"limit,omitempty"`
	Legs       []law.Leg     `json:"legs,omitempty"`
	PartOf     string        `json:"part_of,omitempty"`
	Beside     string        `json:"beside,omitempty"`
	Copies     string        `json:"copies,omitempty"`
	AtLeast    bool          `json:"at_least,omitempty"`
	SaysYoung  string        `json:"says_young,omitempty"`
	Note       string        `json:"note,omitempty"`
	Also       *law.AlsoRule `json:"also,omitempty"`
	URL        string        `json:"url,omitempty"`
	Standing   string        `json:"standing"`
	Exceptions string        `json:"exceptions,omitempty"`
	Excuses    []law.Excuse  `json:"excuses,omitempty"`
	IfMissed   string        `json:"if_missed"`
	MetBy      []string      `json:"met_by,omitempty"`
	Checked    record.Day    `json:"checked"`
	Sure       string        `json:"sure"`
}

func ruleOut(r *law.Rule) ruleJSON {
	way, _ := law.FindWay(r.Count)
	return ruleJSON{
		r.ID, strings.Join(r.Starts, " and "), r.Count, r.N, r.Who, r.Says, r.Source, r.From, r.Until,
		r.Stage, way.Words, r.On, r.Limit, r.Legs, r.PartOf, r.Beside, r.Copies, r.AtLeast, r.SaysYoung, r.Note, r.Also, r.URL,
		r.Standing, r.Exceptions, r.Excuses, r.IfMissed, r.MetBy, r.Checked, r.Sure,
	}
}

func (t *Terminal) law(o *options) error {
	if err := o.need(0, 0, "no more words"); err != nil {
		return err
	}
	rules := t.Desk.Book.Rules()
	if o.json {
		out := make([]ruleJSON, 0, len(rules))
		for _, r := range rules {
			out = append(out, ruleOut(r))
		}
		return t.printJSON(out)
	}
	t.lawAsAt(t.day(o))
	for _, r := range rules {
		t.printf("\n%s\n  %s (%s)\n", r.ID, r.Says, words.WhoName(r.Who))
		if len(r.Starts) > 0 {
			t.printf("  Counted from: %s.\n", strings.Join(r.Starts, ", "))
		}
		if r.Limit != "" {
			t.printf("  Time: %s.\n", r.Limit)
		}
		t.printf("  Source: %s (%s), checked %s.\n", r.Source, r.Standing, r.Checked.Short())
		if r.Exceptions != "" {
			t.printf("  %s\n", words.Sentence(r.Exceptions))
		}
		t.printf("  When it is missed: %s\n", words.Sentence(r.IfMissed))
		if r.Check() {
			t.printf("  %s\n", words.PleaseCheck())
		}
	}
	return nil
}
