package terminal

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"leverarch/app"
	"leverarch/app/law"
	"leverarch/resources"
)

// run does a command on the real rule book, on a day.
func run(t *testing.T, today string, args ...string) string {
	t.Helper()
	book, err := law.Load(resources.Law())
	if err != nil {
		t.Fatal(err)
	}
	now, err := time.Parse(time.DateOnly, today)
	if err != nil {
		t.Fatal(err)
	}
	var out, wrong bytes.Buffer
	term := &Terminal{Desk: &app.Desk{Book: book, Now: func() time.Time { return now }}, In: strings.NewReader(""), Out: &out, Err: &wrong}
	if status := term.Run(args); status != done || wrong.Len() > 0 {
		t.Fatalf("%q ends with %d: %s", args, status, wrong.String())
	}
	return out.String()
}

func into(t *testing.T, s string, v any) {
	t.Helper()
	if err := json.Unmarshal([]byte(s), v); err != nil {
		t.Fatalf("%v in %s", err, s)
	}
}

func TestLawListsEveryRuleWithAllThatIsSaidOfIt(t *testing.T) {
	book, err := law.Load(resources.Law())
	if err != nil {
		t.Fatal(err)
	}
	var rules []map[string]any
	into(t, run(t, "2026-11-22", "law", "--json"), &rules)
	if len(rules) != len(book.Rules()) || len(rules) < 106 {
		t.Fatalf("%d rules of %d", len(rules), len(book.Rules()))
	}
	for i, r := range book.Rules() {
		got := rules[i]
		if got["id"] != r.ID || got["who"] != r.Who || got["says"] != r.Says || got["source"] != r.Source || got["from"] != r.From.String() || got["until"] != r.Until.String() {
			t.Errorf("%v", got)
		}
		for _, key := range []string{"starts", "count", "n", "standing", "if_missed", "checked", "sure", "stage"} {
			if _, ok := got[key]; !ok {
				t.Errorf("%s has no %s", r.ID, key)
			}
		}
		if (got["starts"] == "") == (got["limit"] == nil) {
			t.Errorf("%s is neither counted nor says its time: %v", r.ID, got)
		}
	}
	plain := run(t, "2026-11-22", "law")
	for _, r := range book.Rules() {
		if !strings.Contains(plain, "\n"+r.ID+"\n") || !strings.Contains(plain, r.Source) {
			t.Errorf("%s is not printed", r.ID)
		}
	}
	if strings.Count(plain, "we have not read the law’s own words") != 1 {
		t.Error("what was not read does not say so")
	}
}

func TestDatesTakesEveryEventThatStartsSomething(t *testing.T) {
	book, err := law.Load(resources.Law())
	if err != nil {
		t.Fatal(err)
	}
	for _, k := range book.Events() {
		var got struct {
			Today     string
			LawAsAt   string `json:"law_as_at"`
			Old       string
			Deadlines []struct {
				Rule, Who, Day, Says, Count, Why, Source string
				From                                     struct{ Event, Day string }
				Overdue                                  *int `json:"overdue_days"`
			}
		}
		into(t, run(t, "2026-11-22", "dates", "--json", k.ID+"=2026-11-03"), &got)
		if got.LawAsAt != "2026-11-22" || got.Today != "2026-11-22" || got.Old != "" {
			t.Errorf("%s: %+v", k.ID, got)
		}
		// A plan that was passed on gives its review only with the plan's own day.
		if starts := book.Starts(k.ID); starts != (len(got.Deadlines) > 0) {
			t.Errorf("%s starts something: %v, and gives %d dates", k.ID, starts, len(got.Deadlines))
		}
		for _, d := range got.Deadlines {
			if d.Rule == "" || d.Who == "" || d.Day == "" || d.Says == "" || d.Count == "" || d.Why == "" || d.Source == "" || d.From.Event != k.ID || d.From.Day != "2026-11-03" || d.Overdue == nil {
				t.Errorf("%+v", d)
			}
		}
	}
}

func TestDatesSaysWhatStandsBesideADay(t *testing.T) {
	plain := run(t, "2026-11-22", "dates", "decision-sent=2026-10-19") +
		run(t, "2027-03-20", "dates", "decision-sent=2026-10-19", "review-meeting=2026-11-10", "amendment-notice-sent=2027-01-15")
	for _, want := range []string{
		"Law as at 22 Nov 2026.",
		"Before that: Wednesday 16 December 2026  Last sensible day to contact a mediation adviser",
		"Twelve weeks after the day of the review meeting is Tuesday 2 February 2027. That is earlier, and the earlier one counts.",
		"The Tribunal can still be asked to take an appeal that comes after this day.",
	} {
		if !strings.Contains(plain, want) {
			t.Errorf("%q is not in\n%s", want, plain)
		}
	}
	if strings.Contains(plain, "last checked on") {
		t.Error("rules four months old are called old")
	}
	for _, args := range [][]string{{"dates", "decision-sent=2027-05-24"}, {"law"}} {
		if old := run(t, "2027-05-24", args...); !strings.Contains(old, "last checked on 22 November 2026") || !strings.Contains(old, "legislation.gov.uk") {
			t.Errorf("%v does not say that the rules are old:\n%.300s", args, old)
		}
	}
}
