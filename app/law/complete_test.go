package law

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

// Each rule says all that a parent needs of it.
func TestEachRuleIsComplete(t *testing.T) {
	b := book(t)
	paragraph := regexp.MustCompile(`\b(s|ss|r|reg|regs|art|para|Sch|EWHC|SI)\b|guidance|Guidance|Code|Safeguard|Practice|IPSEA|Tribunal’s|Tribunal's|Parliamentary`)
	for _, r := range b.Rules() {
		if !paragraph.MatchString(r.Source) {
			t.Errorf("%s: its source names no paragraph: %s", r.ID, r.Source)
		}
		if (r.Standing == Statute || r.Standing == TribunalRule || r.Standing == CaseLaw) && r.URL == "" && !slices.Contains([]string{"final-evidence", "sar-1m", "jr-3m"}, r.ID) {
			t.Errorf("%s is law, and says nowhere to read it", r.ID)
		}
		if r.Counted() && r.Limit != "" || !r.Counted() && r.Limit == "" {
			t.Errorf("%s: limit %q", r.ID, r.Limit)
		}
		if len(r.Excuses) > 0 && r.Exceptions == "" {
			t.Errorf("%s has reasons and no words for them", r.ID)
		}
		if r.Also != nil && (r.Also.Days == 0 || !strings.HasSuffix(r.Also.Why, ".")) {
			t.Errorf("%s: %+v", r.ID, r.Also)
		}
	}
}

// Words that shut a door. A missed day is shown with what can still be done.
var shutDoor = regexp.MustCompile(`(?i)too late|out of time|time.?barred|lost your right|no longer (able|possible)|nothing (can|you can|more)|cannot (now )?(appeal|complain|be appealed any)|missed your chance|your fault|must have|should have|unfortunately|expired|forfeit|you failed|you missed`)

func TestAMissedDayIsNeverAShutDoor(t *testing.T) {
	b := book(t)
	open := regexp.MustCompile(`(?i)you can|can still|can be asked|may still|may let|some families|ask |people |can say what|can ask|can be appealed|must give you a certificate|can say whether`)
	for _, r := range b.Rules() {
		if bad := shutDoor.FindString(r.IfMissed + " " + r.Note); bad != "" {
			t.Errorf("%s says %q: %s", r.ID, bad, r.IfMissed)
		}
		if !open.MatchString(r.IfMissed) {
			t.Errorf("%s opens no door: %s", r.ID, r.IfMissed)
		}
		if !strings.HasSuffix(r.IfMissed, ".") {
			t.Errorf("%s: %s", r.ID, r.IfMissed)
		}
	}
	// And it stands on each deadline that has passed unmet, and on no other.
	for _, dl := range b.Deadlines(everything(b), d("2031-01-01")) {
		if (dl.IfMissed != "") != (dl.Met == nil && dl.OverdueDays > 0) {
			t.Errorf("%s: %d days late, met %v: %q", dl.Rule, dl.OverdueDays, dl.Met, dl.IfMissed)
		}
	}
	for _, dl := range b.Deadlines(everything(b), d("2020-01-01")) {
		if dl.IfMissed != "" {
			t.Errorf("%s is still to come: %q", dl.Rule, dl.IfMissed)
		}
	}
}

func TestADayInTheTribunalsLetterIsCopied(t *testing.T) {
	b := book(t)
	// A Sunday in August, and Christmas Day: nothing moves them.
	for _, day := range []string{"2027-08-15", "2026-12-25"} {
		got := one(t, b.Deadlines([]Event{{Kind: "direction-evidence", Day: d(day)}}, d("2026-11-22")), "final-evidence")
		if got.Day != d(day) || got.Who != Parent || got.Count != "DIRECTION" || got.Also != nil || !strings.Contains(got.Why, "Copied from the Tribunal’s letter") {
			t.Errorf("%+v", got)
		}
	}
	// A counted day gives way to the letter's own.
	appeal := Event{Kind: "appeal-received-by-la", Day: d("2026-12-01"), Round: "a"}
	letter := Event{Kind: "direction-response", Day: d("2027-01-08"), Round: "a"}
	hearing := Event{Kind: "hearing", Day: d("2027-05-10"), Round: "a"}
	papers := Event{Kind: "direction-bundle", Day: d("2027-04-12"), Round: "a"}
	if got := list(b.Deadlines([]Event{appeal, hearing}, today)); !slices.Equal(got, []string{"la-response-30wd 2027-01-20", "bundle-10wd 2027-04-23"}) {
		t.Errorf("counted: %v", got)
	}
	all := []Event{appeal, letter, hearing, papers}
	if got := list(b.Deadlines(all, today)); !slices.Equal(got, []string{"la-response-30wd 2027-01-08", "bundle-10wd 2027-04-12"}) {
		t.Errorf("copied: %v", got)
	}
	// Of another round it says nothing of this one.
	letter.Round = "b"
	if got := list(b.Deadlines([]Event{appeal, letter}, today)); !slices.Equal(got, []string{"la-response-30wd 2027-01-08", "la-response-30wd 2027-01-20"}) {
		t.Errorf("by round: %v", got)
	}
	letter.Round = "a"
	// Two days in one letter: each is met by what is sent since the last.
	days := []Event{{Kind: "direction-evidence", Day: d("2027-02-01")}, {Kind: "direction-evidence", Day: d("2027-03-01")}, {Kind: "evidence-sent", Day: d("2027-01-28")}}
	got := b.Deadlines(days, d("2027-03-05"))
	if len(got) != 2 || got[0].Met == nil || got[1].Met != nil || got[1].OverdueDays != 4 || got[1].IfMissed == "" {
		t.Errorf("%+v", got)
	}
	before := Event{Kind: "council-response-came", Day: d("2026-03-11")} // to an earlier appeal
	if got := one(t, b.Deadlines(append(slices.Clone(all), before), d("2027-02-01")), "la-response-30wd"); got.Met != nil {
		t.Errorf("%+v", got)
	}
	answered := append(all, Event{Kind: "council-response-came", Day: d("2027-01-11"), Round: "a"})
	if got := one(t, b.Deadlines(answered, d("2027-02-01")), "la-response-30wd"); got.Met == nil || got.OverdueDays != 3 {
		t.Errorf("%+v", got)
	}
}

func TestWeNeverTellAnyoneToAppealOrComplain(t *testing.T) {
	advice := regexp.MustCompile(`(?i)you (should|must|ought to|need to) (appeal|complain|sue|write)|we (advise|recommend)|breach|unlawful|illegal`)
	for _, r := range book(t).Rules() {
		for _, text := range []string{r.Says, r.SaysYoung, r.Note, r.Exceptions, r.IfMissed} {
			if bad := advice.FindString(text); bad != "" {
				t.Errorf("%s says %q: %s", r.ID, bad, text)
			}
		}
	}
}

// Twenty said aloud. Each is the whole of what stands under "why this date".
func TestWhyReadsAloud(t *testing.T) {
	b := book(t)
	for _, c := range []struct{ rule, kind, day, why string }{
		{"ehcna-decision-6w", "request-received", "2026-09-07", "Six weeks after the day the council got the request"},
		{"no-plan-decision-16w", "request-received", "2026-09-07", "16 weeks after the day the council got the request. That is a bank holiday, and this date does not move."},
		{"final-plan-20w", "request-received", "2026-09-07", "20 weeks after the day the council got the request"},
		{"ehcna-advice-6w", "advice-requested", "2026-10-22", "Six weeks after the day the advice was asked for"},
		{"draft-plan-comments-15d", "draft-plan-served", "2026-11-03", "15 days, with the day the draft came as day 1"},
		{"draft-plan-meeting-15d", "draft-plan-served", "2026-12-20", "15 days, with the day the draft came as day 1. That is a Sunday, and this date does not move."},
		{"school-consultation-15d", "school-consulted", "2026-11-18", "15 days after the day the school was asked"},
		{"mediation-contact-2m", "decision-sent", "2026-10-19", "Two months after the day the letter was sent. That is a Saturday, and this date does not move."},
		{"appeal", "decision-sent", "2026-10-19", "Two months after the day the letter was sent is Saturday 19 December 2026. That is not a working day, so it is the next one, Monday 21 December 2026."},
		{"appeal", "decision-sent", "2027-06-10", "Two months after the day the letter was sent is Tuesday 10 August 2027. Tribunal days in August move on, so it is Wednesday 1 September 2027."},
		{"mediation-cert-decline-3wd", "mediation-declined", "2026-12-23", "Three working days after the day you said no to mediation. Weekends and bank holidays are not counted."},
		{"la-response-30wd", "appeal-received-by-la", "2027-07-15", "30 working days after the day the council got the appeal. Weekends, bank holidays, August and 25 December to 1 January are not counted."},
		{"order-amend-5w", "order-to-amend", "2027-07-20", "Five weeks after the day of the order"},
		{"review-notice-2w", "review-meeting", "2026-11-10", "Two weeks before the day of the review meeting"},
		{"review-decision-4w", "review-meeting", "2026-11-10", "Four weeks after the day of the review meeting"},
		{"amended-plan-8w", "amendment-notice-sent", "2026-12-01", "Eight weeks after the day the notice was sent"},
		{"annual-review-12m", "plan-made", "2024-02-29", "Twelve months, with the day the plan was made or last reviewed as day 1. February 2025 has no 29th, so it is the last day of that month."},
		{"phase-transfer-school", "transfer-year", "2027-09-01", "Fixed by the law: 15 February in the year of the move"},
		{"la-move-transfer", "move-known", "2027-03-01", "15 working days, with the day the old council knew as day 1. Weekends and bank holidays are not counted."},
		{"lgsco-12m", "first-knew", "2025-11-14", "Twelve months, with the day you first knew as day 1"},
		{"post16-move-5m", "post16-transfer", "2027-07-31", "Five months before the day of the move. February 2027 has no 31st, so it is the last day of that month."},
	} {
		got := one(t, b.Deadlines([]Event{{Kind: c.kind, Day: d(c.day)}}, today), c.rule)
		if got.Why != c.why {
			t.Errorf("%s:\n got %s\nwant %s", c.rule, got.Why, c.why)
		}
		if got.Source == "" {
			t.Errorf("%s names no source", c.rule)
		}
	}
}

// Where two events leave a day open, the sum is said with the days it rests on.
func TestWhySaysWhichOfTheLettersDaysItUsed(t *testing.T) {
	b := book(t)
	for _, k := range b.Events() {
		if !b.Starts(k.ID) || k.Moment == "" {
			continue
		}
		e := Event{Kind: k.ID, Day: d("2026-09-08"), Days: Days{Printed: d("2026-09-07"), Came: d("2026-09-11")}}
		for _, dl := range b.Deadlines([]Event{e}, today) {
			if dl.Count == "FIX" {
				continue
			}
			if !strings.Contains(dl.Why, "("+dl.From.Day.Written()+")") {
				t.Errorf("%s counts from %s and says %s", dl.Rule, dl.From.Day, dl.Why)
			}
			for _, o := range append(slices.Clone(dl.More), Also{dl.Day, dl.Why}) {
				if strings.Contains(o.Why, "  ") || strings.Contains(o.Why, "..") || strings.Contains(o.Why, "the the") {
					t.Errorf("%s: %s", dl.Rule, o.Why)
				}
			}
		}
	}
}

// BenchmarkThousandEvents gives what a thousand events of every kind cost beside
// a year of working days walked one by one, and how the cost grows: events of one
// kind four times as many should cost little more than four times as much.
func BenchmarkThousandEvents(b *testing.B) {
	bk := theBook(b)
	var kinds []string
	for _, k := range bk.Events() {
		kinds = append(kinds, k.ID)
	}
	mixed := func(n int) (out []Event) {
		for i := range n {
			out = append(out, Event{Kind: kinds[i%len(kinds)], Day: d("2016-01-04").AddDays(i * 4)})
		}
		return out
	}
	alike := func(n int) (out []Event) {
		for i := range n {
			kind := "decision-sent"
			if i%2 == 1 {
				kind = "certificate-issued"
			}
			out = append(out, Event{Kind: kind, Day: d("2016-01-04").AddDays(i * 2)})
		}
		return out
	}
	spent := func(n int, f func()) time.Duration {
		f() // once to fill what is kept
		from := time.Now()
		for range n {
			f()
		}
		return time.Since(from) / time.Duration(n)
	}
	thousand, four, paired := mixed(1000), alike(4000), alike(1000)
	var cost, year, one, quad time.Duration
	for b.Loop() {
		cost += spent(3, func() { bk.Deadlines(thousand, today) })
		year += spent(3, func() {
			for at, n := d("2027-01-01"), 0; n < 365; at, n = at.AddDays(1), n+1 {
				WorkingDay(at)
			}
		})
		one += spent(3, func() { bk.Deadlines(paired, today) })
		quad += spent(3, func() { bk.Deadlines(four, today) })
	}
	b.ReportMetric(float64(cost)/float64(year), "years-walked/1000-events")
	b.ReportMetric(float64(quad)/float64(one), "cost-of-4000/1000")
	b.ReportMetric(float64(cost)/float64(b.N)/1e6, "ms/1000-events")
}
