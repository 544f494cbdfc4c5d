package law

import (
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"leverarch/app/record"
)

// The worked example of a posted draft: dated Monday, posted Tuesday, taken to
// come on Wednesday.
func TestAPostedDraftHasTwoReadings(t *testing.T) {
	b := book(t)
	draft := Event{Kind: "draft-plan-served", Day: d("2026-11-02"), Days: Days{Printed: d("2026-11-02"), Sent: d("2026-11-03"), How: ByPost}}
	got := one(t, b.Deadlines([]Event{draft}, d("2026-11-10")), "draft-plan-comments-15d")
	if got.Day != d("2026-11-16") || got.From.Which != Printed || got.From.Day != d("2026-11-02") {
		t.Errorf("the safe day is %s from %+v", got.Day, got.From)
	}
	if got.Also == nil || got.Also.Day != d("2026-11-18") || !strings.Contains(got.Also.Why, "Interpretation Act 1978, section 7") {
		t.Errorf("the day in law is %+v", got.Also)
	}
	if want := "15 days, with the date on the letter (Monday 2 November 2026) as day 1. This is the earliest it could be, to be safe."; got.Why != want {
		t.Errorf("why: %s", got.Why)
	}
	// The day it is known to have come stands before any day it is taken to.
	draft.Days.Came = d("2026-11-06")
	got = one(t, b.Deadlines([]Event{draft}, d("2026-11-10")), "draft-plan-comments-15d")
	if got.Day != d("2026-11-16") || got.Also.Day != d("2026-11-20") || strings.Contains(got.Also.Why, "ordinary course") {
		t.Errorf("%s, also %+v", got.Day, got.Also)
	}
	// By email it comes the day it is sent.
	draft.Days = Days{Printed: d("2026-11-02"), Sent: d("2026-11-03"), How: ByEmail}
	got = one(t, b.Deadlines([]Event{draft}, d("2026-11-10")), "draft-plan-comments-15d")
	if got.Day != d("2026-11-16") || got.Also.Day != d("2026-11-17") {
		t.Errorf("%s, also %+v", got.Day, got.Also)
	}
}

func TestNobodyIsLateADayEarly(t *testing.T) {
	b := book(t)
	// Posted on a Friday, and nobody knows when it came: two working days on.
	request := Event{Kind: "request-received", Days: Days{Sent: d("2026-09-04"), How: ByPost}}
	got := one(t, b.Deadlines([]Event{request}, d("2026-10-20")), "ehcna-decision-6w")
	if got.Day != d("2026-10-20") || got.OverdueDays != 0 || got.Also.Day != d("2026-10-16") || got.From.Which != Posted {
		t.Errorf("%s from %+v, also %+v, %d days late", got.Day, got.From, got.Also, got.OverdueDays)
	}
	// By email on a Saturday: not before Monday. How is not known: as by post.
	for how, day := range map[string]string{ByEmail: "2026-10-19", ByPortal: "2026-10-19", ByHand: "2026-10-17", "": "2026-10-20"} {
		saturday := Event{Kind: "request-received", Days: Days{Sent: d("2026-09-05"), How: how}}
		if got := one(t, b.Deadlines([]Event{saturday}, today), "ehcna-decision-6w"); got.Day != d(day) {
			t.Errorf("%q: %s (%s)", how, got.Day, got.Why)
		}
	}
	// The day the council says it came stands before any of these.
	said := Event{Kind: "request-received", Day: d("2026-09-07"), Days: Days{Sent: d("2026-09-04"), How: ByPost}}
	if got := one(t, b.Deadlines([]Event{said}, today), "ehcna-decision-6w"); got.Day != d("2026-10-19") || got.From.Which != "" {
		t.Errorf("%s (%s)", got.Day, got.Why)
	}
	// The answer counts from the first of its days: printed on the last day and
	// come after it is in time.
	answer := Event{Kind: "decision-sent", Day: d("2026-10-22"), Days: Days{Printed: d("2026-10-20"), Came: d("2026-10-22")}}
	got = one(t, b.Deadlines([]Event{request, answer}, d("2026-11-20")), "ehcna-decision-6w")
	if got.Met == nil || got.Met.Day != d("2026-10-20") || got.OverdueDays != 0 || got.IfMissed != "" {
		t.Errorf("met %+v, %d days late", got.Met, got.OverdueDays)
	}
	// An order counts from the later of made and sent out.
	order := Event{Kind: "order-to-amend", Days: Days{Made: d("2027-07-20"), Sent: d("2027-07-28")}}
	got = one(t, b.Deadlines([]Event{order}, d("2027-08-30")), "order-amend-5w")
	if got.Day != d("2027-09-01") || got.Also.Day != d("2027-08-24") || got.OverdueDays != 0 {
		t.Errorf("%s, also %+v", got.Day, got.Also)
	}
}

func TestALetterIsSentNoLaterThanItComes(t *testing.T) {
	b := book(t)
	// For the parent's appeal the printed day; the day it came is the other end.
	decision := Event{Kind: "decision-sent", Days: Days{Printed: d("2026-10-19"), Came: d("2026-10-23")}}
	appeal := one(t, b.Deadlines([]Event{decision}, d("2026-11-01")), "appeal")
	if appeal.Day != d("2026-12-21") || appeal.From.Which != Printed || appeal.Also.Day != d("2026-12-23") {
		t.Errorf("%s from %+v, also %+v", appeal.Day, appeal.From, appeal.Also)
	}
	// A postmark is the day in law, and is said so.
	decision.Days.Sent = d("2026-10-22")
	appeal = one(t, b.Deadlines([]Event{decision}, d("2026-11-01")), "appeal")
	if appeal.Day != d("2026-12-21") || appeal.Also.Day != d("2026-12-22") || !strings.Contains(appeal.Also.Why, "the day the letter was sent (Thursday 22 October 2026). These are the words the law counts from.") {
		t.Errorf("%s, also %+v", appeal.Day, appeal.Also)
	}
	// For the council's answer to a notice of changes, the day it was sent.
	notice := Event{Kind: "amendment-notice-sent", Days: Days{Printed: d("2026-12-01"), Sent: d("2026-12-03"), Came: d("2026-12-05")}}
	if got := one(t, b.Deadlines([]Event{notice}, d("2026-12-10")), "amended-plan-8w"); got.Day != d("2027-01-28") || got.From.Which != Sent || got.Also.Day != d("2027-01-26") {
		t.Errorf("%s, also %+v", got.Day, got.Also)
	}
}

func TestAMeetingIsOnItsDayWhateverLetterToldOfIt(t *testing.T) {
	b := book(t)
	meeting := Event{Kind: "review-meeting", Day: d("2026-11-10"), Days: Days{Printed: d("2026-10-20"), Came: d("2026-10-22")}}
	plain := Event{Kind: "review-meeting", Day: d("2026-11-10")}
	if got, want := b.Deadlines([]Event{meeting}, today), b.Deadlines([]Event{plain}, today); !reflect.DeepEqual(got, want) {
		t.Errorf("%v, and without its letter %v", list(got), list(want))
	}
}

func TestACertificateHasItsOwnDay(t *testing.T) {
	b := book(t)
	events := []Event{
		{Kind: "decision-sent", Day: d("2026-09-15"), ID: "decision"},
		{Kind: "certificate-issued", Day: d("2026-11-03"), ID: "certificate", Days: Days{Issued: d("2026-10-31"), Came: d("2026-11-03")}},
	}
	got := one(t, b.Deadlines(events, d("2026-11-05")), "appeal")
	if got.Day != d("2026-11-30") || got.From.ID != "decision" || got.With[0].Which != Issued || got.Also == nil || got.Also.Day != d("2026-12-03") {
		t.Errorf("%s with %+v, also %+v", got.Day, got.With, got.Also)
	}
}

func TestOneDayHasOneReading(t *testing.T) {
	b := book(t)
	for _, e := range everything(b) {
		plain := b.Deadlines([]Event{e}, today)
		e.Days = Days{Sent: e.Day, Came: e.Day, Issued: e.Day, Made: e.Day}
		same := b.Deadlines([]Event{e}, today)
		for i := range plain {
			if plain[i].Day != same[i].Day || plain[i].Rule != same[i].Rule || !reflect.DeepEqual(plain[i].More, same[i].More) {
				t.Errorf("%s is %s and then %s", plain[i].Rule, plain[i].Day, same[i].Day)
			}
			if (plain[i].Also == nil) != (same[i].Also == nil) {
				t.Errorf("%s: another reading of one day: %+v", plain[i].Rule, same[i].Also)
			}
		}
	}
}

// For what a parent must do no other reading is earlier; for what others must do
// none that comes of the letter's days is later.
func TestTheReadingShownIsTheSafeOne(t *testing.T) {
	b := book(t)
	random := rand.New(rand.NewPCG(4, 2026))
	kinds := everything(b)
	hows := []string{"", ByPost, ByEmail, ByPortal, ByHand}
	some := func(from record.Day) record.Day {
		if random.IntN(3) == 0 {
			return record.Day{}
		}
		return from.AddDays(random.IntN(9))
	}
	for range 3000 {
		e := kinds[random.IntN(len(kinds))]
		from := d("2025-01-01").AddDays(random.IntN(1500))
		e.Day = some(from)
		e.Days = Days{some(from), some(from), some(from), some(from), some(from), hows[random.IntN(len(hows))]}
		first, last := from.AddDays(20), record.Day{}
		for _, at := range []record.Day{e.Day, e.Days.Printed, e.Days.Sent, e.Days.Came, e.Days.Issued, e.Days.Made} {
			if !at.IsZero() {
				first, last = earlier(first, at), later(last, at)
			}
		}
		if k, _ := b.Event(e.Kind); k.Moment == "" && !e.Day.IsZero() {
			first, last = e.Day, e.Day // no letter: its own day
		}
		if last.IsZero() {
			if got := b.Deadlines([]Event{e}, today); len(got) != 0 {
				t.Fatalf("%+v has no day and gives %v", e, list(got))
			}
			continue
		}
		for _, dl := range b.Deadlines([]Event{e}, today) {
			var others []Also
			if r, _ := b.Rule(dl.Rule); dl.Also != nil && (r.Also == nil || len(dl.More) > 0) {
				others = []Also{*dl.Also}
			}
			for _, o := range others {
				if dl.Who == Parent && o.Day.Before(dl.Day) {
					t.Fatalf("%s: %s is shown to a parent, and %s is earlier (%+v)", dl.Rule, dl.Day, o.Day, e.Days)
				}
			}
			if dl.Who == Parent && dl.Count != "FIX" && dl.From.Day != first {
				t.Fatalf("%s is counted from %s, and %s is earlier", dl.Rule, dl.From.Day, first)
			}
			if dl.Who != Parent && dl.From.Day.Before(first) || dl.From.Day.After(last.AddDays(8)) {
				t.Fatalf("%s is counted from %s; the days are %s to %s", dl.Rule, dl.From.Day, first, last)
			}
			if strings.Contains(dl.Why, "..") || dl.Also != nil && strings.Contains(dl.Also.Why, "..") {
				t.Fatalf("%s: %s", dl.Rule, dl.Why)
			}
		}
	}
}

func TestTheLettersOwnDay(t *testing.T) {
	b := book(t)
	draft := one(t, b.Deadlines([]Event{{Kind: "draft-plan-served", Day: d("2026-11-03")}}, today), "draft-plan-comments-15d")
	posted := one(t, b.Deadlines([]Event{{Kind: "draft-plan-served", Days: Days{Printed: d("2026-11-02"), Came: d("2026-11-05")}}}, today), "draft-plan-comments-15d")
	appeal := one(t, b.Deadlines([]Event{{Kind: "decision-sent", Day: d("2026-10-19")}}, today), "appeal")
	for _, c := range []struct {
		of         Deadline
		stated     string
		how, wants string
	}{
		{draft, "2026-11-13", Shorter, "The letter asks by Friday 13 November 2026. The law gives until Tuesday 17 November 2026 at least."},
		{draft, "2026-11-16", Shorter, "The letter asks by Monday 16 November 2026. The law gives until Tuesday 17 November 2026 at least."},
		{draft, "2026-11-17", Same, "The letter asks by Tuesday 17 November 2026. That is the day the law gives."},
		{draft, "2026-11-24", Longer, "The letter gives until Tuesday 24 November 2026. The law gives until Tuesday 17 November 2026 at least, and the council may give longer."},
		// By the date on the letter it is long enough, by the day it came it is not.
		{posted, "2026-11-17", Between, "The letter asks by Tuesday 17 November 2026. The law gives until Monday 16 November 2026 at least, and by another reading until Thursday 19 November 2026."},
		{posted, "2026-11-19", Longer, "The letter gives until Thursday 19 November 2026. The law gives until Monday 16 November 2026 at least, and the council may give longer."},
		{posted, "2026-11-13", Shorter, "The letter asks by Friday 13 November 2026. The law gives until Monday 16 November 2026 at least."},
		{appeal, "2026-12-18", Shorter, "The letter asks by Friday 18 December 2026. The law gives until Monday 21 December 2026."},
		{appeal, "2026-12-31", Longer, "The letter gives until Thursday 31 December 2026. The law counts until Monday 21 December 2026. A letter does not change that, so the earlier day is the safe one."},
	} {
		got, ok := b.Reply(c.of, d(c.stated))
		if !ok || got.How != c.how || got.Says != c.wants || got.Source != c.of.Source || got.Law != c.of.Day {
			t.Errorf("%s: %+v", c.stated, got)
		}
	}
	council := one(t, b.Deadlines([]Event{{Kind: "request-received", Day: d("2026-09-07")}}, today), "ehcna-decision-6w")
	if got, ok := b.Reply(council, d("2026-10-01")); ok {
		t.Errorf("of what the council must do: %+v", got)
	}
	if _, ok := b.Reply(draft, record.Day{}); ok {
		t.Error("of no day")
	}
	if _, ok := b.Reply(Deadline{Rule: "no-such-rule", Who: Parent, Day: d("2026-11-17")}, d("2026-11-13")); ok {
		t.Error("of no rule")
	}
}

func TestALongerPeriodIsTheLettersOwnOnlyWhereTheLawSaysAtLeast(t *testing.T) {
	for _, r := range book(t).Rules() {
		least := strings.Contains(r.Exceptions, "may give you longer, never less")
		if r.AtLeast != least {
			t.Errorf("%s: at least %v, and its exceptions say %q", r.ID, r.AtLeast, r.Exceptions)
		}
	}
}
