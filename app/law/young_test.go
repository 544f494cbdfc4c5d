package law

import (
	"strings"
	"testing"

	"leverarch/app/record"
)

func TestTheLawsYoungPersonBeginsAfterTheLastFridayInJune(t *testing.T) {
	for _, c := range []struct{ born, leaves string }{
		{"2007-09-23", "2024-06-28"}, // the example advisers give
		{"2010-08-31", "2026-06-26"}, // the youngest of the year: 15 on the day
		{"2010-09-01", "2027-06-25"}, // the oldest of the next
		{"2011-06-25", "2027-06-25"}, // 16 on the leaving day itself
		{"2011-06-26", "2027-06-25"}, // the day after: s 8(3)(a)
		{"2010-01-01", "2026-06-26"},
		{"2009-12-31", "2026-06-26"},
		{"2012-02-29", "2028-06-30"}, // the last Friday is the last day of June
		{"2007-03-10", "2023-06-30"},
		{"2008-03-10", "2024-06-28"},
	} {
		if got := LeavingDay(d(c.born)); got != d(c.leaves) {
			t.Errorf("born %s, compulsory school age ends %s, want %s", c.born, got, c.leaves)
		}
		if got := YoungFrom(d(c.born)); got != d(c.leaves).AddDays(1) {
			t.Errorf("born %s, a young person from %s", c.born, got)
		}
	}
	everyDay(1999, 2024, func(born record.Day) {
		leaves := LeavingDay(born)
		if leaves.Weekday().String() != "Friday" || leaves.Month.String() != "June" || leaves.AddDays(7).Month.String() != "July" {
			t.Fatalf("born %s: %s is not the last Friday in June", born, leaves)
		}
		sixteen := monthsAfter(born, 16*12)
		if end := day(leaves.Year, 8, 31); sixteen.After(end) || !sixteen.After(day(leaves.Year-1, 8, 31)) {
			t.Fatalf("born %s: 16 on %s, in another school year than %s", born, sixteen, leaves)
		}
	})
	born := d("2010-11-05")
	for on, young := range map[string]bool{"2026-11-05": false, "2027-06-25": false, "2027-06-26": true, "2035-11-04": true, "2035-11-05": false} {
		if Young(born, d(on)) != young {
			t.Errorf("on %s a young person: %v", on, !young)
		}
	}
	if !LeavingDay(record.Day{}).IsZero() || !YoungFrom(record.Day{}).IsZero() || Young(record.Day{}, today) || Young(born, record.Day{}) {
		t.Error("a day that is not known gives an answer")
	}
}

func TestWhoseRightItIs(t *testing.T) {
	b := book(t)
	born := d("2011-03-10") // a young person from Saturday 26 June 2027
	decision := []Event{{Kind: "decision-sent", Day: d("2027-05-10")}}
	appeal := func(today string) Deadline { return one(t, b.DeadlinesOf(born, decision, d(today)), "appeal") }

	before := appeal("2027-06-01")
	if before.Young || before.Says != "Last day for the Tribunal to get your appeal, by 5 pm" || !strings.Contains(before.Note, "From Saturday 26 June 2027 this is the young person’s own right") {
		t.Errorf("before: %+v", before)
	}
	after := appeal("2027-06-26")
	if !after.Young || after.Says != "Last day for the Tribunal to get your young person’s appeal, by 5 pm" || !strings.Contains(after.Note, "deciding") {
		t.Errorf("after: %+v", after)
	}
	if before.Day != after.Day || before.From != after.From {
		t.Error("whose right it is has moved the day")
	}
	// One that fell before the change stays the parent's.
	old := one(t, b.DeadlinesOf(born, []Event{{Kind: "decision-sent", Day: d("2026-03-10")}}, d("2027-09-01")), "appeal")
	if old.Young || old.Note != "" {
		t.Errorf("%+v", old)
	}
	// With no day of birth nothing changes.
	if got := one(t, b.DeadlinesOf(record.Day{}, decision, d("2027-07-01")), "appeal"); got.Young || got.Note != "" {
		t.Errorf("%+v", got)
	}
	// What the council must do is said as before.
	for _, dl := range b.DeadlinesOf(born, []Event{{Kind: "request-received", Day: d("2027-09-06")}}, d("2027-09-10")) {
		if dl.Young {
			t.Errorf("%s is the young person's to do", dl.Rule)
		}
	}
}

func TestEachRightOfTheParentSaysItForTheYoungPersonToo(t *testing.T) {
	b := book(t)
	// The Act gives these to "the child's parent or the young person".
	for _, id := range []string{"ehcna-request", "draft-plan-comments-15d", "draft-plan-meeting-15d", "draft-plan-school-15d",
		"personal-budget-request", "mediation-contact-2m", "appeal", "appeal-2m", "appeal-1m-cert", "appeal-5pm", "amendment-comments-15d"} {
		if r, _ := b.Rule(id); r.SaysYoung == "" || !strings.Contains(r.SaysYoung, "oung person") {
			t.Errorf("%s says %q", id, r.SaysYoung)
		}
	}
	for _, r := range b.Rules() {
		if r.SaysYoung != "" && r.Who != Parent {
			t.Errorf("%s is not the parent's", r.ID)
		}
	}
}

func TestTheAppealDayStandsWithTheMediationStepBeforeIt(t *testing.T) {
	b := book(t)
	for _, c := range []struct{ sent, appeal, contact string }{
		{"2026-10-19", "2026-12-21", "2026-12-16"}, // three working days back from Monday
		{"2026-10-28", "2027-01-04", "2026-12-24"}, // the two months end on a bank holiday, 28 December: the working day before
		{"2027-06-10", "2027-09-01", "2027-08-10"}, // the adviser's two months are not moved by August
		{"2027-07-01", "2027-09-01", "2027-08-26"}, // a bank holiday among the three
	} {
		got := one(t, b.Deadlines([]Event{{Kind: "decision-sent", Day: d(c.sent)}}, today), "appeal")
		if got.Day != d(c.appeal) || len(got.Before) != 1 || got.Before[0].Day != d(c.contact) {
			t.Errorf("sent %s: appeal %s, before it %+v", c.sent, got.Day, got.Before)
			continue
		}
		step := got.Before[0]
		if step.Rule != "mediation-contact-2m" || !strings.Contains(step.Why, "three working days") || step.Source == "" {
			t.Errorf("%+v", step)
		}
		if workingDaysAfter(step.Day, 3).After(got.Day) {
			t.Errorf("sent %s: the certificate would come after %s", c.sent, got.Day)
		}
	}
	// After its day it says what can still be done; after the appeal's own, nothing.
	late := one(t, b.Deadlines([]Event{{Kind: "decision-sent", Day: d("2026-10-19")}}, d("2026-12-18")), "appeal")
	if len(late.Before) != 1 || !strings.Contains(late.Before[0].Why, "You can still contact the adviser") {
		t.Errorf("%+v", late.Before)
	}
	if over := one(t, b.Deadlines([]Event{{Kind: "decision-sent", Day: d("2026-10-19")}}, d("2026-12-22")), "appeal"); len(over.Before) != 0 {
		t.Errorf("%+v", over.Before)
	}
	// Once the adviser was asked, or the certificate is here, there is no step.
	for _, kind := range []string{"mediation-contacted", "certificate-issued"} {
		got := one(t, b.Deadlines([]Event{{Kind: "decision-sent", Day: d("2026-10-19")}, {Kind: kind, Day: d("2026-11-02")}}, today), "appeal")
		if len(got.Before) != 0 {
			t.Errorf("after %s: %+v", kind, got.Before)
		}
	}
	everyDay(2025, 2029, func(at record.Day) {
		got := one(t, b.Deadlines([]Event{{Kind: "decision-sent", Day: at}}, at), "appeal")
		step := got.Before[0].Day
		if !WorkingDay(step) || workingDaysAfter(step, 3).After(got.Day) || step.After(monthsAfter(at, 2)) || !step.After(at) {
			t.Fatalf("sent %s: contact by %s, appeal by %s", at, step, got.Day)
		}
	})
	if got := one(t, b.Deadlines([]Event{{Kind: "decision-sent", Day: d("2026-10-19")}}, today), "appeal"); !strings.Contains(got.Says, "by 5 pm") {
		t.Errorf("%s", got.Says)
	}
}

func TestRulesGrowOld(t *testing.T) {
	b := book(t)
	for _, on := range []string{"2026-11-22", "2027-05-22"} {
		if says, old := b.Old(d(on)); old {
			t.Errorf("on %s: %s", on, says)
		}
	}
	says, old := b.Old(d("2027-05-23"))
	if !old || !strings.Contains(says, "22 November 2026") || !strings.Contains(says, "legislation.gov.uk") || !strings.Contains(says, "Code of Practice") {
		t.Errorf("%v: %s", old, says)
	}
	for _, dl := range b.Deadlines(everything(b), today) {
		if dl.AsAt.IsZero() || dl.AsAt.After(b.AsAt()) {
			t.Errorf("%s is law as at %s", dl.Rule, dl.AsAt)
		}
	}
}

func TestWhatIsOnlyProposedIsNoRule(t *testing.T) {
	for _, r := range book(t).Rules() {
		if r.From.Year >= 2027 {
			t.Errorf("%s is not law before %s", r.ID, r.From)
		}
		for _, text := range []string{r.Says, r.Note, r.Limit, r.Source} {
			for _, word := range []string{"2029", "2030", "White Paper", "Bill", "ISP", "proposed"} {
				if strings.Contains(text, word) {
					t.Errorf("%s speaks of what is proposed: %s", r.ID, text)
				}
			}
		}
	}
}
