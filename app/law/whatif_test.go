package law

import (
	"strings"
	"testing"

	"leverarch/app/record"
)

func limits(t *testing.T, b *Book, day string) map[string]Deadline {
	t.Helper()
	out := map[string]Deadline{}
	for _, dl := range b.Deadlines([]Event{{Kind: "request-received", Day: d(day)}}, today) {
		out[dl.Rule] = dl
	}
	return out
}

func TestAClosedSchool(t *testing.T) {
	b := book(t)
	for _, c := range []struct {
		name, request, closed, reopens, asked string
		outcome                               string
		says                                  string
	}{
		{"the summer, asked in time", "2026-07-17", "2026-07-22", "2026-09-02", "2026-07-20", CanApply, "42 days"},
		{"asked on the window's first day", "2026-07-10", "2026-07-22", "2026-09-02", "2026-07-15", CanApply, "inside"},
		{"asked on its last day", "2026-07-17", "2026-07-22", "2026-09-02", "2026-08-26", CanApply, "inside"},
		{"asked too early", "2026-06-29", "2026-07-22", "2026-09-02", "2026-07-10", CannotBe, "before that"},
		{"asked the day before the window", "2026-06-29", "2026-07-22", "2026-09-02", "2026-07-14", CannotBe, "before that"},
		{"asked the day after it", "2026-07-17", "2026-07-22", "2026-09-02", "2026-08-27", CannotBe, "after that"},
		{"Christmas", "2026-12-07", "2026-12-19", "2027-01-04", "2026-12-16", CannotBe, "too short"},
		{"a day short of four weeks", "2026-07-17", "2026-07-22", "2026-08-18", "2026-07-20", CannotBe, "27 days"},
		{"four weeks to the day", "2026-07-17", "2026-07-22", "2026-08-19", "2026-07-20", CanApply, "28 days"},
		{"the summer of another year", "2026-03-02", "2026-07-22", "2026-09-02", "2026-07-20", CannotBe, "after the day itself"},
		{"when it was asked is not known", "2026-07-17", "2026-07-22", "2026-09-02", "", NotKnown, "a little more"},
		{"nothing is known", "2026-07-17", "", "", "", NotKnown, "a little more"},
		{"opened before it closed", "2026-07-17", "2026-09-02", "2026-07-22", "2026-07-20", NotKnown, "a little more"},
	} {
		t.Run(c.name, func(t *testing.T) {
			day := func(s string) record.Day {
				if s == "" {
					return record.Day{}
				}
				return d(s)
			}
			dl := limits(t, b, c.request)["ehcna-decision-6w"]
			for _, reason := range []string{SchoolClosed, NurseryClosed} {
				got := b.WhatIf(dl, Facts{Reason: reason, Closed: day(c.closed), Reopens: day(c.reopens), Asked: day(c.asked)})
				if got.Outcome != c.outcome || !strings.Contains(got.Says, c.says) {
					t.Fatalf("%+v", got)
				}
				if got.Day != dl.Day {
					t.Errorf("the day in law has moved to %s", got.Day)
				}
				if (got.Outcome == NotKnown) != (len(got.Ask) > 0) {
					t.Errorf("asks %v", got.Ask)
				}
				if got.Outcome == CanApply && (len(got.Window) != 2 || !strings.Contains(got.Says, "only where it made keeping the day impractical")) {
					t.Errorf("%+v", got)
				}
				if !strings.HasPrefix(got.Source, "SEND Regulations 2014, reg 5(4)") {
					t.Errorf("source %s", got.Source)
				}
			}
		})
	}
}

// The window and both dates of the worked example.
func TestTheSummerHasBothDates(t *testing.T) {
	b := book(t)
	all := limits(t, b, "2026-07-17")
	facts := Facts{Reason: SchoolClosed, Closed: d("2026-07-22"), Reopens: d("2026-09-02"), Asked: d("2026-07-20")}
	for rule, want := range map[string][2]string{
		"ehcna-decision-6w":    {"2026-08-28", "2026-10-09"},
		"no-plan-decision-16w": {"2026-11-06", "2026-12-18"},
		"final-plan-20w":       {"2026-12-04", "2027-01-15"},
	} {
		got := b.WhatIf(all[rule], facts)
		if got.Day != d(want[0]) || got.Without != d(want[1]) || got.Window[0] != d("2026-07-15") || got.Window[1] != d("2026-08-26") {
			t.Errorf("%s: %+v", rule, got)
		}
		if !strings.Contains(got.Says, "The law names no other day") {
			t.Errorf("%s: %s", rule, got.Says)
		}
	}
}

func TestAFamilyAway(t *testing.T) {
	b := book(t)
	all := limits(t, b, "2027-02-01")
	four := Facts{Reason: Away, From: d("2027-03-01"), To: d("2027-03-28")}
	if got := b.WhatIf(all["no-plan-decision-16w"], four); got.Outcome != CanApply || got.Source != "SEND Regulations 2014, reg 10(4)(d)" || got.Without != d("2027-06-21") {
		t.Errorf("%+v", got)
	}
	short := four
	short.To = d("2027-03-27")
	if got := b.WhatIf(all["no-plan-decision-16w"], short); got.Outcome != CannotBe || !strings.Contains(got.Says, "27 days") {
		t.Errorf("%+v", got)
	}
	// Four weeks, but most of them after the six weeks were up: it is said.
	if got := b.WhatIf(all["ehcna-decision-6w"], four); got.Outcome != CanApply || !strings.Contains(got.Says, "Only 15 days") {
		t.Errorf("%+v", got)
	}
	after := Facts{Reason: Away, From: d("2027-09-01"), To: d("2027-10-15")}
	if got := b.WhatIf(all["final-plan-20w"], after); got.Outcome != CannotBe {
		t.Errorf("%+v", got)
	}
	// After an order of the Tribunal two weeks are enough.
	order := one(t, b.Deadlines([]Event{{Kind: "order-to-make-plan", Day: d("2027-07-20")}}, today), "order-make-draft-5w")
	if got := b.WhatIf(order, Facts{Reason: Away, From: d("2027-08-02"), To: d("2027-08-15")}); got.Outcome != CanApply {
		t.Errorf("%+v", got)
	}
	if got := b.WhatIf(all["final-plan-20w"], Facts{Reason: Away}); got.Outcome != NotKnown || len(got.Ask) != 2 {
		t.Errorf("%+v", got)
	}
}

func TestSomethingExceptionalAndAMissedAppointment(t *testing.T) {
	b := book(t)
	all := limits(t, b, "2027-02-01")
	if got := b.WhatIf(all["ehcna-decision-6w"], Facts{Reason: Exceptional, From: d("2027-02-20")}); got.Outcome != CanApply || !got.Without.IsZero() {
		t.Errorf("%+v", got)
	}
	if got := b.WhatIf(all["ehcna-decision-6w"], Facts{Reason: Exceptional, From: d("2027-05-20")}); got.Outcome != CannotBe {
		t.Errorf("%+v", got)
	}
	if got := b.WhatIf(all["ehcna-decision-6w"], Facts{Reason: Missed, From: d("2027-02-20")}); got.Outcome != NotOfRule || got.Source != "" {
		t.Errorf("a missed appointment is a reason for advice only: %+v", got)
	}
	advice := one(t, b.Deadlines([]Event{{Kind: "advice-requested", Day: d("2027-02-15")}}, today), "ehcna-advice-6w")
	if got := b.WhatIf(advice, Facts{Reason: Missed, From: d("2027-03-01")}); got.Outcome != CanApply || got.Source != "SEND Regulations 2014, reg 8(2)" {
		t.Errorf("%+v", got)
	}
	if got := b.WhatIf(advice, Facts{Reason: Missed, From: d("2027-06-01")}); got.Outcome != CannotBe {
		t.Errorf("%+v", got)
	}
	if got := b.WhatIf(advice, Facts{Reason: SchoolClosed}); got.Outcome != NotOfRule {
		t.Errorf("%+v", got)
	}
	// Rules with no such reason: the review, and all that the parent must do.
	for _, dl := range b.Deadlines([]Event{{Kind: "review-meeting", Day: d("2026-11-10")}, {Kind: "draft-plan-served", Day: d("2026-11-03")}}, today) {
		for _, reason := range append(Reasons, "rain") {
			if got := b.WhatIf(dl, Facts{Reason: reason}); got.Outcome != NotOfRule || got.Day != dl.Day {
				t.Errorf("%s, %s: %+v", dl.Rule, reason, got)
			}
		}
	}
}

func TestEachReasonIsNamedInTheExceptionsOfItsRule(t *testing.T) {
	words := map[string]string{SchoolClosed: "clos", NurseryClosed: "clos", Exceptional: "exceptional", Away: "away", Missed: "appointment"}
	for _, r := range book(t).Rules() {
		for _, e := range r.Excuses {
			// The rules after an order point to regulation 13(3) for the closures.
			if !strings.Contains(r.Exceptions, words[e.Reason]) && !strings.Contains(r.Exceptions, "13(3)") {
				t.Errorf("%s: %s is not in %q", r.ID, e.Reason, r.Exceptions)
			}
			if e.Reason == Away && e.Weeks == 0 || e.Reason == SchoolClosed && e.Weeks != 4 {
				t.Errorf("%s: %s has %d weeks", r.ID, e.Reason, e.Weeks)
			}
		}
	}
}

func FuzzWhatIf(f *testing.F) {
	f.Add(0, 5, 47, 3, 10, 60)
	f.Fuzz(func(t *testing.T, reason, closed, reopens, asked, from, to int) {
		b := theBook(t)
		at := func(n int) record.Day { return d("2026-07-17").AddDays(n % 4000) }
		facts := Facts{Reasons[uint(reason)%uint(len(Reasons))], at(closed), at(reopens), at(asked), at(from), at(to)}
		for _, dl := range b.Deadlines([]Event{{Kind: "request-received", Day: d("2026-07-17")}}, today) {
			got := b.WhatIf(dl, facts)
			if got.Says == "" || got.Day != dl.Day || !got.Without.IsZero() && !got.Without.After(dl.Day) {
				t.Fatalf("%+v gives %+v", facts, got)
			}
			if got.Outcome == CanApply && facts.Reason == SchoolClosed && (facts.Asked.Before(facts.Closed.AddDays(-7)) || facts.Closed.DaysUntil(facts.Reopens) < 28) {
				t.Fatalf("%+v gives %+v", facts, got)
			}
		}
	})
}
