package law

import (
	"encoding/json"
	"fmt"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"leverarch/app/record"
)

var today = d("2026-11-22")

func one(t *testing.T, got []Deadline, rule string) Deadline {
	t.Helper()
	var found []Deadline
	for _, x := range got {
		if x.Rule == rule {
			found = append(found, x)
		}
	}
	if len(found) != 1 {
		t.Fatalf("%d deadlines of %s in %v", len(found), rule, list(got))
	}
	return found[0]
}

func list(got []Deadline) []string {
	var out []string
	for _, x := range got {
		out = append(out, x.Rule+" "+x.Day.String())
	}
	return out
}

// Every worked example of the research. What stands beside is a trap or a guide,
// and must never be given as a rule.
func TestEveryWorkedExample(t *testing.T) {
	data, err := os.ReadFile("testdata/examples.json")
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		Examples []struct {
			ID, Title string
			Events    map[string]record.Day
			Expect    []struct {
				Rule string
				Date record.Day
				Leg  string
			}
			Beside []struct {
				Rule string
				Date record.Day
			}
		}
	}
	if err := json.Unmarshal(data, &file); err != nil {
		t.Fatal(err)
	}
	if len(file.Examples) != 53 {
		t.Fatalf("%d examples", len(file.Examples))
	}
	b := book(t)
	for _, ex := range file.Examples {
		t.Run(ex.ID+" "+ex.Title, func(t *testing.T) {
			var events []Event
			for kind, day := range ex.Events {
				if !b.Starts(kind) {
					t.Fatalf("%s starts nothing", kind)
				}
				events = append(events, Event{Kind: kind, Day: day})
			}
			got := b.Deadlines(events, today)
			for _, want := range ex.Expect {
				dl := one(t, got, want.Rule)
				if dl.Day != want.Date {
					t.Errorf("%s is %s, want %s (%s)", want.Rule, dl.Day, want.Date, dl.Why)
				}
				if dl.Leg != want.Leg {
					t.Errorf("%s is governed by %q, want %q", want.Rule, dl.Leg, want.Leg)
				}
			}
			for _, no := range ex.Beside {
				for _, dl := range got {
					if dl.Rule == no.Rule {
						t.Errorf("%s is given as a rule", no.Rule)
					}
				}
			}
		})
	}
}

func TestThreeThatMustComeOut(t *testing.T) {
	b := book(t)
	for _, c := range []struct {
		kind, day string
		want      []string
	}{
		{"request-received", "2026-09-07", []string{"ehcna-decision-6w 2026-10-19", "no-plan-decision-16w 2026-12-28", "final-plan-20w 2027-01-25"}},
		{"draft-plan-served", "2026-11-03", []string{"draft-plan-comments-15d 2026-11-17", "draft-plan-meeting-15d 2026-11-17", "draft-plan-school-15d 2026-11-17"}},
		{"decision-sent", "2026-10-28", []string{"mediation-contact-2m 2026-12-28", "appeal 2027-01-04"}},
	} {
		if got := list(b.Deadlines([]Event{{Kind: c.kind, Day: d(c.day)}}, today)); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.kind, got, c.want)
		}
	}
}

func TestTheShapeOfADeadline(t *testing.T) {
	b := book(t)
	got := b.Deadlines([]Event{{Kind: "draft-plan-served", Day: d("2026-11-03")}}, d("2026-11-17"))[0]
	data, err := json.Marshal(got)
	if err != nil {
		t.Fatal(err)
	}
	want := `{"rule":"draft-plan-comments-15d","who":"parent","day":"2026-11-17",` +
		`"says":"Last day to send your views on the draft plan",` +
		`"from":{"event":"draft-plan-served","day":"2026-11-03"},` +
		`"count":"DB","why":"15 days, with the day the draft came as day 1","source":"SEND Regulations 2014, reg 13(1)(a)",` +
		`"standing":"statute","overdue_days":0,"law_as_at":"2026-11-22"}`
	if string(data) != want {
		t.Errorf("got  %s\nwant %s", data, want)
	}
}

func TestDaysLate(t *testing.T) {
	b := book(t)
	request := Event{Kind: "request-received", Day: d("2026-09-07")}
	for day, late := range map[string]int{"2026-10-01": 0, "2026-10-19": 0, "2026-10-20": 1, "2026-11-22": 34} {
		if got := one(t, b.Deadlines([]Event{request}, d(day)), "ehcna-decision-6w"); got.OverdueDays != late || got.Met != nil {
			t.Errorf("on %s it is %d days late", day, got.OverdueDays)
		}
	}
	// A decision that came ends the count where it came.
	met := one(t, b.Deadlines([]Event{request, {Kind: "decision-sent", Day: d("2026-10-29")}}, today), "ehcna-decision-6w")
	if met.Met == nil || met.Met.Day != d("2026-10-29") || met.OverdueDays != 10 {
		t.Errorf("met %v, %d days late", met.Met, met.OverdueDays)
	}
	inTime := one(t, b.Deadlines([]Event{request, {Kind: "assessment-decided", Day: d("2026-10-12")}}, today), "ehcna-decision-6w")
	if inTime.Met == nil || inTime.OverdueDays != 0 {
		t.Errorf("met %v, %d days late", inTime.Met, inTime.OverdueDays)
	}
}

func TestARequestIsNotAnsweredByTheLastOnesDecision(t *testing.T) {
	b := book(t)
	events := []Event{
		{Kind: "request-received", Day: d("2025-01-06"), ID: "first"},
		{Kind: "decision-sent", Day: d("2026-10-30")},
		{Kind: "request-received", Day: d("2026-09-07"), ID: "second"},
	}
	for _, dl := range b.Deadlines(events, today) {
		if dl.Rule != "ehcna-decision-6w" {
			continue
		}
		if met := dl.Met != nil; met != (dl.From.ID == "second") {
			t.Errorf("the %s request: met %v", dl.From.ID, dl.Met)
		}
	}
	events = []Event{
		{Kind: "request-received", Day: d("2026-09-07"), Round: "a"},
		{Kind: "decision-sent", Day: d("2026-10-12"), Round: "b"},
	}
	if dl := one(t, b.Deadlines(events, today), "ehcna-decision-6w"); dl.Met != nil {
		t.Error("met by a decision of another round")
	}
}

func TestWhatComesBeforeAMeetingIsMetBeforeIt(t *testing.T) {
	b := book(t)
	events := []Event{
		{Kind: "review-invited", Day: d("2025-10-20")},
		{Kind: "review-meeting", Day: d("2025-11-10"), ID: "last year"},
		{Kind: "review-meeting", Day: d("2026-11-10"), ID: "this year"},
	}
	for _, dl := range b.Deadlines(events, today) {
		if dl.Rule == "review-notice-2w" && (dl.Met != nil) != (dl.From.ID == "last year") {
			t.Errorf("%s: met %v", dl.From.ID, dl.Met)
		}
	}
	events = []Event{{Kind: "transfer-year", Day: d("2027-09-01")}, {Kind: "placement-named", Day: d("2027-02-10")}}
	if dl := one(t, b.Deadlines(events, d("2027-09-01")), "phase-transfer-school"); dl.Met == nil || dl.OverdueDays != 0 {
		t.Errorf("met %v, %d days late", dl.Met, dl.OverdueDays)
	}
}

func TestOneAppealFromDecisionAndCertificate(t *testing.T) {
	b := book(t)
	decision := Event{Kind: "decision-sent", Day: d("2026-10-01"), ID: "decision"}
	certificate := Event{Kind: "certificate-issued", Day: d("2026-11-29"), ID: "certificate"}
	both := b.Deadlines([]Event{decision, certificate}, today)
	appeal := one(t, both, "appeal")
	if appeal.Day != d("2027-01-04") || appeal.From.ID != "decision" || appeal.With[0].ID != "certificate" {
		t.Errorf("%+v", appeal)
	}
	want := "Two months after the day the letter was sent is Tuesday 1 December 2026. " +
		"One month after the day the certificate was issued is Tuesday 29 December 2026. " +
		"The later one counts. Tribunal days from 25 December to 1 January move on, so it is Monday 4 January 2027."
	if appeal.Why != want {
		t.Errorf("why: %s", appeal.Why)
	}
	for _, dl := range both {
		if dl.Rule == "appeal-2m" || dl.Rule == "appeal-1m-cert" {
			t.Errorf("%s is shown apart", dl.Rule)
		}
	}
	// Its name does not change when the certificate comes.
	before := one(t, b.Deadlines([]Event{decision}, today), "appeal")
	if before.From != appeal.From {
		t.Errorf("it was counted from %v and is now from %v", before.From, appeal.From)
	}
	alone := one(t, b.Deadlines([]Event{certificate}, today), "appeal")
	if alone.Day != d("2027-01-04") || !strings.Contains(alone.Why, "Two months after the decision letter was sent may be later.") {
		t.Errorf("%+v", alone)
	}
	// Joined before rule 12, not after: 30 July and 31 July both stay in July.
	if got := one(t, b.Deadlines([]Event{{Kind: "decision-sent", Day: d("2027-05-31")}, {Kind: "certificate-issued", Day: d("2027-06-30")}}, today), "appeal"); got.Day != d("2027-08-02") {
		t.Errorf("%s: %s", got.Day, got.Why)
	}
}

func TestEachAppealKeepsItsOwnCertificate(t *testing.T) {
	b := book(t)
	appeals := func(events ...Event) []string {
		var out []string
		for _, dl := range b.Deadlines(events, today) {
			if dl.Rule == "appeal" {
				out = append(out, fmt.Sprintf("%s %s+%d", dl.Day, dl.From.ID, len(dl.With)))
			}
		}
		return out
	}
	first := Event{Kind: "decision-sent", Day: d("2025-03-03"), ID: "first"}
	second := Event{Kind: "decision-sent", Day: d("2026-09-15"), ID: "second"}
	certificate := Event{Kind: "certificate-issued", Day: d("2026-10-31"), ID: "certificate"}
	if got, want := appeals(first, second, certificate), []string{"2025-05-06 first+0", "2026-11-30 second+1"}; !slices.Equal(got, want) {
		t.Errorf("by day: %v, want %v", got, want)
	}
	first.Round, second.Round, certificate.Round = "a", "b", "a"
	if got, want := appeals(first, second, certificate), []string{"2026-11-16 second+0", "2026-11-30 first+1"}; !slices.Equal(got, want) {
		t.Errorf("by round: %v, want %v", got, want)
	}
	certificate.Round = "c"
	if got, want := appeals(first, second, certificate), []string{"2025-05-06 first+0", "2026-11-16 second+0", "2026-11-30 certificate+0"}; !slices.Equal(got, want) {
		t.Errorf("a round of its own: %v, want %v", got, want)
	}
	// Two certificates: the earlier day for a parent, the later kept beside it.
	again := Event{Kind: "certificate-issued", Day: d("2026-11-20"), ID: "again"}
	certificate.Round, second.Round = "", ""
	got := one(t, b.Deadlines([]Event{second, certificate, again}, today), "appeal")
	if got.Day != d("2026-11-30") || got.Also == nil || got.Also.Day != d("2026-12-21") {
		t.Errorf("%s, also %v", got.Day, got.Also)
	}
}

func TestMovingArea(t *testing.T) {
	b := book(t)
	plan := Event{Kind: "plan-made", Day: d("2026-04-20"), ID: "plan"}
	moved := Event{Kind: "plan-transferred", Day: d("2027-03-19"), ID: "moved"}
	if got := one(t, b.Deadlines([]Event{plan}, today), "annual-review-12m"); got.Day != d("2027-04-19") {
		t.Errorf("a plan alone: %s", got.Day)
	}
	got := b.Deadlines([]Event{plan, moved}, today)
	if want := []string{"la-move-inform-6w 2027-04-30", "la-move-review 2027-06-18"}; !slices.Equal(list(got), want) {
		t.Errorf("%v, want %v", list(got), want)
	}
	review := one(t, got, "la-move-review")
	if review.From.ID != "moved" || review.With[0].ID != "plan" || review.Check {
		t.Errorf("%+v", review)
	}
	if want := "Twelve months, with the day the plan was made or last reviewed as day 1: Monday 19 April 2027. " +
		"Three months, with the day the plan was passed on as day 1: Friday 18 June 2027. The later one counts."; review.Why != want {
		t.Errorf("why: %s", review.Why)
	}
	// A transfer with no plan known says nothing of a review.
	for _, dl := range b.Deadlines([]Event{moved}, today) {
		if dl.Rule == "la-move-review" {
			t.Error("a review is counted from half of what it needs")
		}
	}
	// A review that was due before the move was still due.
	plan.Day = d("2025-04-20")
	if got := one(t, b.Deadlines([]Event{plan, moved}, today), "annual-review-12m"); got.Day != d("2026-04-19") {
		t.Errorf("due before the move: %s", got.Day)
	}
	// A plan made after the move has its own year.
	later := Event{Kind: "plan-made", Day: d("2027-05-10"), ID: "later"}
	if got := one(t, b.Deadlines([]Event{{Kind: "plan-made", Day: d("2026-04-20")}, moved, later}, today), "annual-review-12m"); got.From.ID != "later" {
		t.Errorf("%+v", got)
	}
}

func TestTheYearOfTransferTakesAnyDayInIt(t *testing.T) {
	b := book(t)
	for _, day := range []string{"2027-01-01", "2027-09-01", "2027-12-31"} {
		got := b.Deadlines([]Event{{Kind: "transfer-year", Day: d(day)}}, today)
		if want := []string{"phase-transfer-school 2027-02-15", "phase-transfer-post16 2027-03-31"}; !slices.Equal(list(got), want) {
			t.Errorf("%s: %v", day, list(got))
		}
		if got[0].Also.Day != d("2027-02-14") || got[1].Also.Day != d("2027-03-30") {
			t.Errorf("the other reading: %v, %v", got[0].Also, got[1].Also)
		}
	}
}

func TestARuleIsForItsOwnTime(t *testing.T) {
	b := book(t)
	if got := b.Deadlines([]Event{{Kind: "recommendation-sent", Day: d("2018-04-02")}}, today); len(got) != 0 {
		t.Errorf("before it was law: %v", list(got))
	}
	if got := b.Deadlines([]Event{{Kind: "recommendation-sent", Day: d("2018-04-03")}}, today); len(got) != 1 {
		t.Errorf("on its first day: %v", list(got))
	}
	r := Rule{From: d("2014-09-01"), Until: d("2020-01-01")}
	if r.InForce(d("2014-08-31")) || !r.InForce(d("2014-09-01")) || !r.InForce(d("2020-01-01")) || r.InForce(d("2020-01-02")) {
		t.Error("in force is not from and until, both included")
	}
}

func TestNothingFromNothing(t *testing.T) {
	b := book(t)
	for _, events := range [][]Event{nil, {{Kind: "no-such-event", Day: today}}, {{Kind: "decision-sent"}}, {{Kind: "decision-sent", Day: record.Day{Year: 2026, Month: 2, Date: 31}}}, {{Kind: "views-sent", Day: today}}} {
		if got := b.Deadlines(events, today); len(got) != 0 {
			t.Errorf("%v gives %v", events, list(got))
		}
	}
}

func TestTheOrderGivenDoesNotMatter(t *testing.T) {
	b := book(t)
	events := everything(b)
	want := b.Deadlines(events, today)
	if !slices.IsSortedFunc(want, func(x, y Deadline) int {
		if c := x.Day.Compare(y.Day); c != 0 {
			return c
		}
		return strings.Compare(x.Rule, y.Rule)
	}) {
		t.Error("not in order of day and rule")
	}
	slices.Reverse(events)
	if got := b.Deadlines(events, today); !reflect.DeepEqual(got, want) {
		t.Error("the same events in another order give other deadlines")
	}
}

// everything is one event of each kind that starts something.
func everything(b *Book) []Event {
	var out []Event
	for i, k := range b.Events() {
		if b.Starts(k.ID) {
			out = append(out, Event{Kind: k.ID, Day: d("2026-05-04").AddDays(11 * i), ID: record.ID(fmt.Sprint(i))})
		}
	}
	return out
}

func TestEveryCountedRuleGivesADeadlineThatExplainsItself(t *testing.T) {
	b := book(t)
	seen := map[string]bool{}
	// The plan without its transfer first, so that the year's review shows too.
	got := append(b.Deadlines(everything(b), today), b.Deadlines([]Event{{Kind: "plan-made", Day: today}}, today)...)
	for _, dl := range got {
		seen[dl.Rule] = true
		if dl.Why == "" || dl.Source == "" || dl.Standing == "" || dl.Says == "" || dl.Neutral == "" || len(dl.MetBy) == 0 {
			t.Errorf("%+v", dl)
		}
		if strings.Contains(dl.Why, "..") || strings.Contains(dl.Why, "  ") || strings.Count(dl.Why, ". ") > 0 && !strings.HasSuffix(dl.Why, ".") {
			t.Errorf("%s: %q", dl.Rule, dl.Why)
		}
	}
	for _, r := range b.Rules() {
		if r.Counted() && r.PartOf == "" && !seen[r.ID] {
			t.Errorf("%s gives no deadline", r.ID)
		}
		if !r.Counted() && r.Copies == "" && seen[r.ID] {
			t.Errorf("%s is not counted and gives a deadline", r.ID)
		}
	}
}

func BenchmarkDeadlines(b *testing.B) {
	bk := book(b)
	var kinds []string
	for _, k := range bk.Events() {
		kinds = append(kinds, k.ID)
	}
	var events []Event
	for i := range 1000 {
		events = append(events, Event{Kind: kinds[i%len(kinds)], Day: d("2016-01-04").AddDays(i * 4), ID: record.ID(fmt.Sprint(i)), Round: fmt.Sprint(i / 100)})
	}
	for b.Loop() {
		bk.Deadlines(events, today)
	}
}

func BenchmarkDeadlinesOfOneKind(b *testing.B) {
	bk := book(b)
	for _, kind := range []string{"request-received", "decision-sent", "appeal-received-by-la"} {
		b.Run(kind, func(b *testing.B) {
			var events []Event
			for i := range 1000 {
				events = append(events, Event{Kind: kind, Day: d("2016-01-04").AddDays(i * 4), ID: record.ID(fmt.Sprint(i))})
			}
			for b.Loop() {
				bk.Deadlines(events, today)
			}
		})
	}
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		book(b)
	}
}
