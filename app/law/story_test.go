package law

import (
	"slices"
	"strings"
	"testing"
)

// a is one child's deadlines on a day, by rule.
func onDay(t *testing.T, b *Book, events []Event, day string) map[string]Deadline {
	t.Helper()
	out := map[string]Deadline{}
	for _, dl := range b.Deadlines(events, d(day)) {
		if _, twice := out[dl.Rule]; twice {
			t.Fatalf("%s twice on %s", dl.Rule, day)
		}
		out[dl.Rule] = dl
	}
	return out
}

func stands(t *testing.T, all map[string]Deadline, rule, day string) Deadline {
	t.Helper()
	dl, ok := all[rule]
	if !ok || dl.Day != d(day) {
		t.Errorf("%s is %q, want %s", rule, dl.Day, day)
	}
	return dl
}

func TestARefusalToAssessIsAppealedOverChristmas(t *testing.T) {
	b := book(t)
	// Asked by email on 7 September; the answer is dated 28 October, nine days
	// after its day, and comes by post on Friday.
	events := []Event{
		{Kind: "request-received", Day: d("2026-09-07"), ID: "request"},
	}
	all := onDay(t, b, events, "2026-10-21")
	late := stands(t, all, "ehcna-decision-6w", "2026-10-19")
	if late.OverdueDays != 2 || late.IfMissed == "" || late.Met != nil {
		t.Errorf("%+v", late)
	}
	events = append(events, Event{Kind: "decision-sent", ID: "no", Days: Days{Printed: d("2026-10-28"), Came: d("2026-10-30"), How: ByPost}})
	all = onDay(t, b, events, "2026-11-02")
	if got := stands(t, all, "ehcna-decision-6w", "2026-10-19"); got.Met == nil || got.OverdueDays != 9 || got.IfMissed != "" {
		t.Errorf("%+v", got)
	}
	if all["final-plan-20w"].Met == nil {
		t.Error("a plan is still waited for after the refusal")
	}
	// Two months end on 28 December: the adviser's day stays, the Tribunal's moves.
	stands(t, all, "mediation-contact-2m", "2026-12-28")
	appeal := stands(t, all, "appeal", "2027-01-04")
	if !strings.Contains(appeal.Why, "Tribunal days from 25 December to 1 January move on") {
		t.Errorf("why: %s", appeal.Why)
	}
	// The step before it falls before the holidays.
	if len(appeal.Before) != 1 || appeal.Before[0].Day != d("2026-12-24") {
		t.Errorf("before it: %+v", appeal.Before)
	}
	if got := b.Path(events, d("2026-11-02")); got.Here != "disagreement" || got.Questions[0].Answer != "mediation-contacted" {
		t.Errorf("%+v", got)
	}
	// The certificate comes of 4 December: a month on is the same day.
	events = append(events, Event{Kind: "mediation-contacted", Day: d("2026-12-01")}, Event{Kind: "mediation-declined", Day: d("2026-12-01")}, Event{Kind: "certificate-issued", Day: d("2026-12-04"), ID: "certificate"})
	all = onDay(t, b, events, "2026-12-07")
	appeal = stands(t, all, "appeal", "2027-01-04")
	if len(appeal.Before) != 0 || appeal.With[0].ID != "certificate" || appeal.From.ID != "no" {
		t.Errorf("%+v", appeal)
	}
	if got := stands(t, all, "mediation-cert-decline-3wd", "2026-12-04"); got.OverdueDays != 0 || got.Met == nil {
		t.Errorf("%+v", got)
	}
	// Not sent: the day after, it says what can still be done, and is kind.
	if got := stands(t, onDay(t, b, events, "2027-01-05"), "appeal", "2027-01-04"); got.OverdueDays != 1 || !strings.Contains(got.IfMissed, "can still be asked") {
		t.Errorf("%+v", got)
	}
	events = append(events, Event{Kind: "appeal-lodged", Day: d("2027-01-04")}, Event{Kind: "appeal-received-by-la", Day: d("2027-01-12")})
	all = onDay(t, b, events, "2027-01-15")
	if stands(t, all, "appeal", "2027-01-04").Met == nil {
		t.Error("the appeal was sent and is not met")
	}
	stands(t, all, "la-response-30wd", "2027-02-23")
	if got := b.Path(events, d("2027-01-15")); got.Here != "tribunal" {
		t.Errorf("at %q", got.Here)
	}
}

func TestALatePlanGoesToTheOmbudsman(t *testing.T) {
	b := book(t)
	events := []Event{
		{Kind: "request-received", Day: d("2026-01-12"), ID: "request"},
		{Kind: "assessment-agreed", Day: d("2026-02-20")},
		{Kind: "advice-requested", Day: d("2026-02-20"), ID: "advice"},
	}
	all := onDay(t, b, events, "2026-07-01")
	if got := stands(t, all, "ehcna-decision-6w", "2026-02-23"); got.OverdueDays != 0 || got.Met == nil {
		t.Errorf("%+v", got)
	}
	plan := stands(t, all, "final-plan-20w", "2026-06-01")
	if plan.OverdueDays != 30 || !strings.Contains(plan.IfMissed, "Ombudsman") || plan.Also.Day != d("2026-05-31") {
		t.Errorf("%+v", plan)
	}
	// Half-term is no reason.
	if got := b.WhatIf(plan, Facts{Reason: SchoolClosed, Closed: d("2026-05-23"), Reopens: d("2026-06-01"), Asked: d("2026-05-18")}); got.Outcome != CannotBe {
		t.Errorf("%+v", got)
	}
	// The year to complain begins with the day they knew.
	events = append(events, Event{Kind: "first-knew", Day: d("2026-06-02")})
	if got := stands(t, onDay(t, b, events, "2026-07-01"), "lgsco-12m", "2027-06-01"); got.Who != Parent {
		t.Errorf("%+v", got)
	}
	// The plan comes in September, and the count of days late ends there.
	events = append(events, Event{Kind: "draft-plan-served", Day: d("2026-08-20")}, Event{Kind: "plan-made", Day: d("2026-09-18")}, Event{Kind: "decision-sent", Day: d("2026-09-18")})
	all = onDay(t, b, events, "2027-03-01")
	if got := stands(t, all, "final-plan-20w", "2026-06-01"); got.OverdueDays != 109 || got.Met == nil || got.IfMissed != "" {
		t.Errorf("%+v", got)
	}
	if got := b.Path(events, d("2026-10-01")); got.Here != "final" {
		t.Errorf("at %q", got.Here)
	}
	events = append(events, Event{Kind: "ombudsman-asked", Day: d("2027-05-20")})
	if got := stands(t, onDay(t, b, events, "2027-07-01"), "lgsco-12m", "2027-06-01"); got.Met == nil || got.OverdueDays != 0 {
		t.Errorf("%+v", got)
	}
}

func TestAnAnnualReviewWithALateNotice(t *testing.T) {
	b := book(t)
	meeting := Event{Kind: "review-meeting", Day: d("2026-11-10"), ID: "meeting"}
	late := Event{Kind: "amendment-notice-sent", Day: d("2027-01-15"), ID: "notice"}
	all := onDay(t, b, []Event{meeting}, "2026-12-20")
	if got := stands(t, all, "review-decision-4w", "2026-12-08"); got.OverdueDays != 12 {
		t.Errorf("%+v", got)
	}
	if stands(t, all, "amended-plan-12w", "2027-02-02").Beside != nil {
		t.Error("a limit with no notice stands beside another")
	}
	all = onDay(t, b, []Event{meeting, late, {Kind: "amendment-notice-served", Day: d("2027-01-15")}}, "2027-02-10")
	stands(t, all, "amendment-comments-15d", "2027-01-29")
	eight, twelve := stands(t, all, "amended-plan-8w", "2027-03-12"), stands(t, all, "amended-plan-12w", "2027-02-02")
	// The notice has not moved the twelve weeks, and they are the ones that count.
	if twelve.OverdueDays != 8 || eight.OverdueDays != 0 {
		t.Errorf("%d and %d days late", twelve.OverdueDays, eight.OverdueDays)
	}
	if eight.Beside == nil || !eight.Beside.First || eight.Beside.Day != twelve.Day || eight.Beside.Rule != "amended-plan-12w" ||
		eight.Beside.Says != "Twelve weeks after the day of the review meeting is Tuesday 2 February 2027. That is earlier, and the earlier one counts." {
		t.Errorf("%+v", eight.Beside)
	}
	if twelve.Beside == nil || twelve.Beside.First || !strings.Contains(twelve.Note, "comes late does not move them") {
		t.Errorf("%+v, note %s", twelve.Beside, twelve.Note)
	}
	// In time, the eight weeks end first.
	all = onDay(t, b, []Event{meeting, {Kind: "amendment-notice-sent", Day: d("2026-12-01")}}, "2026-12-20")
	eight, twelve = stands(t, all, "amended-plan-8w", "2027-01-26"), stands(t, all, "amended-plan-12w", "2027-02-02")
	if eight.Beside.First || !twelve.Beside.First || twelve.Beside.Day != eight.Day {
		t.Errorf("%+v, %+v", eight.Beside, twelve.Beside)
	}
	// A notice outside a review, after that review was over, stands alone.
	alone := []Event{meeting, {Kind: "decision-sent", Day: d("2026-12-01")}, {Kind: "amendment-notice-sent", Day: d("2027-05-03")}}
	if got := stands(t, onDay(t, b, alone, "2027-05-10"), "amended-plan-8w", "2027-06-28"); got.Beside != nil {
		t.Errorf("%+v", got.Beside)
	}
	// Each review has its own: by round, and by day.
	events := []Event{
		{Kind: "review-meeting", Day: d("2026-11-10"), Round: "a"}, {Kind: "review-meeting", Day: d("2026-11-12"), Round: "b"},
		{Kind: "amendment-notice-sent", Day: d("2026-12-01"), Round: "a"},
	}
	for _, dl := range b.Deadlines(events, today) {
		if dl.Rule == "amended-plan-12w" && (dl.Beside != nil) != (dl.From.Day == d("2026-11-10")) {
			t.Errorf("from %s: %+v", dl.From.Day, dl.Beside)
		}
	}
}

func TestTheMoveToYear7(t *testing.T) {
	b := book(t)
	events := []Event{{Kind: "plan-made", Day: d("2026-02-02")}, {Kind: "transfer-year", Day: d("2027-09-01"), ID: "move"}}
	all := onDay(t, b, events, "2026-11-20")
	move := stands(t, all, "phase-transfer-school", "2027-02-15")
	if move.Also.Day != d("2027-02-14") || move.OverdueDays != 0 {
		t.Errorf("%+v", move)
	}
	if got := b.Path(events, d("2026-11-20")); !slices.Contains(got.states(StepHere), "transfer") || !slices.Contains(got.asks(), "next-place") {
		t.Errorf("here %v, asks %v", got.states(StepHere), got.asks())
	}
	// The review's own steps run to it.
	events = append(events, Event{Kind: "review-meeting", Day: d("2026-11-23")})
	all = onDay(t, b, events, "2026-11-24")
	if got := stands(t, all, "amended-plan-12w", "2027-02-15"); got.Day != move.Day {
		t.Errorf("the last meeting day that leaves twelve weeks gives %s", got.Day)
	}
	// Sixteen days late, with what can be done; then it is appealed.
	if got := stands(t, onDay(t, b, events, "2027-03-03"), "phase-transfer-school", "2027-02-15"); got.OverdueDays != 16 || !strings.Contains(got.IfMissed, "court") {
		t.Errorf("%+v", got)
	}
	events = append(events, Event{Kind: "placement-named", Day: d("2027-03-04")}, Event{Kind: "decision-sent", Day: d("2027-03-04"), ID: "plan"})
	all = onDay(t, b, events, "2027-03-10")
	if got := stands(t, all, "phase-transfer-school", "2027-02-15"); got.Met == nil || got.OverdueDays != 17 {
		t.Errorf("%+v", got)
	}
	if got := stands(t, all, "appeal", "2027-05-04"); !strings.Contains(got.Before[0].Why, "unless it is only about the school in section I") {
		t.Errorf("%+v", got.Before)
	}
}

func TestMovingToAnotherAreaMovesTheReview(t *testing.T) {
	b := book(t)
	plan := Event{Kind: "plan-made", Day: d("2026-04-20"), ID: "plan"}
	known := Event{Kind: "move-known", Day: d("2027-03-01"), ID: "known"}
	all := onDay(t, b, []Event{plan, known}, "2027-03-05")
	stands(t, all, "la-move-transfer", "2027-03-19")
	stands(t, all, "annual-review-12m", "2027-04-19")
	before := b.Deadlines([]Event{plan, known}, d("2027-03-22"))
	moved := Event{Kind: "plan-transferred", Day: d("2027-03-19"), ID: "moved"}
	after := b.Deadlines([]Event{plan, known, moved}, d("2027-03-22"))
	all = onDay(t, b, []Event{plan, known, moved}, "2027-03-22")
	stands(t, all, "la-move-inform-6w", "2027-04-30")
	if got := stands(t, all, "la-move-review", "2027-06-18"); got.Also != nil || got.Check {
		t.Errorf("%+v", got)
	}
	if all["la-move-transfer"].Met == nil {
		t.Error("the plan was passed on in time, and that is not seen")
	}
	var said []string
	for _, c := range Changes(before, after) {
		said = append(said, c.Says)
	}
	if want := []string{
		"Your new council must tell you what it will do with the plan: Friday 30 April 2027. This is new.",
		"Your new council must have reviewed the plan: Friday 18 June 2027. This is new.",
		"The council must have finished the review, decision included: it was Monday 19 April 2027. It no longer follows from what is written down.",
	}; !slices.Equal(said, want) {
		t.Errorf("%q", said)
	}
}

func TestADayThatChangesMovesEverythingAfterIt(t *testing.T) {
	b := book(t)
	request := Event{Kind: "request-received", Day: d("2026-09-07"), ID: "request"}
	draft := Event{Kind: "draft-plan-served", Day: d("2026-12-14"), ID: "draft"}
	before := b.Deadlines([]Event{request, draft}, today)
	if got := Changes(before, before); len(got) != 0 {
		t.Errorf("nothing changed: %v", got)
	}
	request.Day = d("2026-09-09")
	after := b.Deadlines([]Event{request, draft}, today)
	got := Changes(before, after)
	if len(got) != 3 {
		t.Fatalf("%v", got)
	}
	for _, c := range got {
		if c.From != "request" || c.Was.AddDays(2) != c.Now || !strings.Contains(c.Says, "it was "+c.Was.Written()+" and is now "+c.Now.Written()) {
			t.Errorf("%+v", c)
		}
	}
	if got := Changes(before, nil); len(got) != len(before) {
		t.Errorf("%d are gone of %d", len(got), len(before))
	}
	if got := Changes(nil, after); len(got) != len(after) || !got[0].Was.IsZero() {
		t.Errorf("%d are new of %d", len(got), len(after))
	}
}
