package app_test

import (
	"encoding/json"
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"leverarch/app"
	"leverarch/app/law"
	"leverarch/app/record"
)

// letterOf brings in a letter and says what it is.
func letterOf(t *testing.T, a *app.App, child record.Child, name string, l app.Look) record.ID {
	t.Helper()
	kept, err := a.Keep(child.ID, name+".txt", strings.NewReader(name))
	if err != nil {
		t.Fatal(err)
	}
	l.Child = child.ID
	if err := a.Confirm(kept.ID, l); err != nil {
		t.Fatal(err)
	}
	return kept.ID
}

func factOf(t *testing.T, a *app.App, child record.Child, kind string) record.Event {
	t.Helper()
	list, err := a.Timeline(child.ID)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range list {
		if e.Event != nil && e.Event.Kind == kind {
			return *e.Event
		}
	}
	t.Fatalf("no fact %s", kind)
	return record.Event{}
}

func TestTheDaysOfALetterGiveBothReadings(t *testing.T) {
	a, child := file(t, at("2026-11-09 09:00"))
	letterOf(t, a, child, "draft", app.Look{
		Kind: "draft-plan", Letter: day(t, "2026-11-03"), Sent: day(t, "2026-11-04"), Came: day(t, "2026-11-06"), CameBy: law.ByPost,
		Facts: []app.Fact{{Event: "draft-plan-served", Day: day(t, "2026-11-03")}},
	})
	// What the parent must do: the earliest, with the later one beside it.
	d := deadline(t, a, child, "draft-plan-comments-15d")
	if d.Day != day(t, "2026-11-17") || d.From.Which != law.Printed || d.Also == nil || d.Also.Day != day(t, "2026-11-20") {
		t.Errorf("by %s from %q, also %+v", d.Day, d.From.Which, d.Also)
	}
	f := factOf(t, a, child, "draft-plan-served")
	if want := (record.Days{Printed: day(t, "2026-11-03"), Sent: day(t, "2026-11-04"), Came: day(t, "2026-11-06"), How: law.ByPost}); f.Known() != want {
		t.Errorf("kept as %+v", f.Known())
	}

	// What the council must do: the latest.
	letterOf(t, a, child, "notice", app.Look{
		Kind: "amendment-notice", Letter: day(t, "2026-11-02"), Came: day(t, "2026-11-05"),
		Facts: []app.Fact{{Event: "amendment-notice-sent", Day: day(t, "2026-11-02")}},
	})
	if d := deadline(t, a, child, "amended-plan-8w"); d.Day != day(t, "2026-12-31") || d.Also == nil || d.Also.Day != day(t, "2026-12-28") {
		t.Errorf("the council has until %s, also %+v", d.Day, d.Also)
	}
}

func TestADayTheParentGaveStandsBeforeTheLetters(t *testing.T) {
	a, child := file(t, at("2026-11-09 09:00"))
	letterOf(t, a, child, "draft", app.Look{
		Kind: "draft-plan", Letter: day(t, "2026-11-03"),
		Facts: []app.Fact{{Event: "draft-plan-served", Day: day(t, "2026-11-05")}},
	})
	if d := deadline(t, a, child, "draft-plan-comments-15d"); d.Day != day(t, "2026-11-19") || d.Also != nil {
		t.Errorf("by %s, also %+v", d.Day, d.Also)
	}
	if f := factOf(t, a, child, "draft-plan-served"); f.Known().Came != day(t, "2026-11-05") || !f.Known().Printed.IsZero() {
		t.Errorf("kept as %+v", f.Known())
	}
}

// TestALetterThatOnlyTellsOfADayLendsItNone: the day the council got the request
// is not the day its acknowledgement was written or came.
func TestALetterThatOnlyTellsOfADayLendsItNone(t *testing.T) {
	a, child := file(t, at("2026-11-09 09:00"))
	letterOf(t, a, child, "thanks", app.Look{
		Kind: "request-acknowledged", Letter: day(t, "2026-06-04"), Came: day(t, "2026-06-06"), CameBy: law.ByPost,
		Facts: []app.Fact{{Event: "request-received", Day: day(t, "2026-06-01")}},
	})
	if d := deadline(t, a, child, "final-plan-20w"); d.Day != day(t, "2026-10-19") {
		t.Errorf("the final plan is due %s", d.Day)
	}
}

func TestAFileFromBeforeTheDaysWereToldApartCountsAsItDid(t *testing.T) {
	for name, c := range map[string]struct {
		json string
		want record.Days
	}{
		"the letter itself": {`{"kind":"draft-plan-served","day":"2026-11-03","sent":"2026-11-03","came":"2026-11-05"}`,
			record.Days{Printed: day(t, "2026-11-03"), Came: day(t, "2026-11-05")}},
		"a letter that tells of it": {`{"kind":"request-received","day":"2026-06-01","sent":"2026-06-04","came":"2026-06-06"}`, record.Days{}},
		"no letter":                 {`{"kind":"request-received","day":"2026-06-01"}`, record.Days{}},
		"told apart":                {`{"kind":"draft-plan-served","day":"2026-11-03","days":{"came":"2026-11-05","how":"post"}}`, record.Days{Came: day(t, "2026-11-05"), How: "post"}},
	} {
		var e record.Event
		if err := json.Unmarshal([]byte(c.json), &e); err != nil {
			t.Fatal(err)
		}
		if e.Known() != c.want {
			t.Errorf("%s: %+v", name, e.Known())
		}
		b, err := json.Marshal(e)
		if err != nil {
			t.Fatal(err)
		}
		var back record.Event
		if err := json.Unmarshal(b, &back); err != nil || back != e {
			t.Errorf("%s: came back as %+v (%v)", name, back, err)
		}
	}
}

func TestTwoLettersThatShowOneDayLendEachOtherWhatTheyKnow(t *testing.T) {
	a, child := file(t, at("2026-11-09 09:00"))
	fact := []app.Fact{{Event: "draft-plan-served", Day: day(t, "2026-11-03")}}
	letterOf(t, a, child, "plan", app.Look{Kind: "draft-plan-document", Letter: day(t, "2026-11-03"), Facts: fact})
	letterOf(t, a, child, "letter", app.Look{Kind: "draft-plan", Letter: day(t, "2026-11-03"), Came: day(t, "2026-11-05"), CameBy: law.ByEmail, Facts: fact})
	d := deadline(t, a, child, "draft-plan-comments-15d")
	if d.Day != day(t, "2026-11-17") || d.Also == nil || d.Also.Day != day(t, "2026-11-19") {
		t.Errorf("by %s, also %+v", d.Day, d.Also)
	}
}

func TestAFactWithoutALetterIsKeptMendedAndTakenBack(t *testing.T) {
	c := at("2026-11-06 09:00")
	a, child := file(t, c)
	e := record.Event{Child: child.ID, Kind: "request-received", Days: record.Days{Sent: day(t, "2026-11-02"), Came: day(t, "2026-11-03")}}
	e, moved, err := a.KeepFact(e)
	if err != nil || e.ID == "" || e.Day != day(t, "2026-11-03") {
		t.Fatalf("kept %+v (%v)", e, err)
	}
	if len(moved) == 0 || !moved[0].Was.IsZero() {
		t.Errorf("what came: %+v", moved)
	}
	if past, err := a.FactHistory(e.ID); err != nil || len(past) != 0 {
		t.Errorf("a past before anything changed: %+v (%v)", past, err)
	}

	// Nothing changed: no version of it is made.
	if _, moved, err := a.KeepFact(e); err != nil || len(moved) != 0 {
		t.Errorf("the same again: %+v (%v)", moved, err)
	}
	c.Time = c.Add(72 * time.Hour)
	e.Day, e.Days.Came = record.Day{}, day(t, "2026-11-05")
	e, moved, err = a.KeepFact(e)
	if err != nil || e.Day != day(t, "2026-11-05") {
		t.Fatalf("mended %+v (%v)", e, err)
	}
	plan := slices.IndexFunc(moved, func(m law.Change) bool { return m.Rule == "final-plan-20w" })
	if plan < 0 || moved[plan].Was != day(t, "2027-03-23") || moved[plan].Now != day(t, "2027-03-25") {
		t.Errorf("moved: %+v", moved)
	}
	past, err := a.FactHistory(e.ID)
	if err != nil || len(past) != 1 || past[0].Was.Day != day(t, "2026-11-03") || !slices.ContainsFunc(past[0].Moved, func(m law.Change) bool { return m.Rule == "final-plan-20w" }) {
		t.Errorf("history: %+v (%v)", past, err)
	}

	gone, err := a.TakeBack(e.ID)
	if err != nil || !slices.ContainsFunc(gone, func(m law.Change) bool { return m.Rule == "final-plan-20w" && m.Now.IsZero() }) {
		t.Errorf("gone: %+v (%v)", gone, err)
	}
	if again, err := a.TakeBack(e.ID); err != nil || len(again) != 0 {
		t.Errorf("twice: %+v (%v)", again, err)
	}
	if past, _ := a.FactHistory(e.ID); len(past) != 2 {
		t.Errorf("history: %+v", past)
	}
	if path, err := a.Path(child.ID); err != nil || path.Here != "" {
		t.Errorf("still at %q (%v)", path.Here, err)
	}
}

func TestWhatCannotBeAFactIsRefused(t *testing.T) {
	a, child := file(t, at("2026-11-06 09:00"))
	var unknown *app.UnknownEvent
	var notADay *record.NotADay
	if _, _, err := a.KeepFact(record.Event{Child: child.ID, Kind: "full-moon", Day: day(t, "2026-11-03")}); !errors.As(err, &unknown) {
		t.Errorf("an unknown kind: %v", err)
	}
	if _, _, err := a.KeepFact(record.Event{Child: child.ID, Kind: "request-received"}); !errors.As(err, &notADay) {
		t.Errorf("no day: %v", err)
	}
	for _, e := range []record.Event{
		{Child: "nobody", Kind: "request-received", Day: day(t, "2026-11-03")},
		{Child: child.ID, ID: "nothing", Kind: "request-received", Day: day(t, "2026-11-03")},
	} {
		if _, _, err := a.KeepFact(e); !errors.Is(err, app.ErrNotFound) {
			t.Errorf("%+v: %v", e, err)
		}
	}
	if _, err := a.TakeBack("nothing"); !errors.Is(err, app.ErrNotFound) {
		t.Errorf("taking back nothing: %v", err)
	}
	if _, err := a.FactHistory("nothing"); !errors.Is(err, app.ErrNotFound) {
		t.Errorf("the history of nothing: %v", err)
	}
	if list, err := a.Dates(child.ID); err != nil || len(list) != 0 {
		t.Errorf("%d dates (%v)", len(list), err)
	}
}

func TestAReasonStandsBesideItsDateAndMovesNothing(t *testing.T) {
	c := at("2026-11-09 09:00")
	d := desk(t, c)
	dir := filepath.Join(t.TempDir(), "file")
	a, _, err := d.Create(dir, passphrase)
	if err != nil {
		t.Fatal(err)
	}
	child, err := a.AddChild("Iqra Halloran", record.Day{})
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := a.KeepFact(record.Event{Child: child.ID, Kind: "request-received", Day: day(t, "2026-06-01")}); err != nil {
		t.Fatal(err)
	}
	plan := deadline(t, a, child, "final-plan-20w")
	reason := record.Excuse{Reason: law.Away, From: day(t, "2026-07-20"), To: day(t, "2026-08-23"), Note: "At my sister's."}
	if x := a.WhatIf(plan, reason); x.Outcome != law.CanApply || x.Without.IsZero() {
		t.Fatalf("what if: %+v", x)
	}
	kept, err := a.KeepExcuse(plan, reason)
	if err != nil {
		t.Fatal(err)
	}
	a.Close()
	if a, err = d.Unlock(dir, passphrase); err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	now := deadline(t, a, child, "final-plan-20w")
	if now.Day != plan.Day || now.State != app.Late || len(now.Possible) != 1 || now.Possible[0].Excuse.Note != "At my sister's." || now.Possible[0].Without.IsZero() {
		t.Errorf("kept: %s %s %+v", now.Day, now.State, now.Possible)
	}
	if other := deadline(t, a, child, "ehcna-decision-6w"); len(other.Possible) != 0 {
		t.Errorf("another date has it, too: %+v", other.Possible)
	}
	if err := a.DropExcuse(kept.ID); err != nil {
		t.Fatal(err)
	}
	if now := deadline(t, a, child, "final-plan-20w"); len(now.Possible) != 0 {
		t.Errorf("taken out: %+v", now.Possible)
	}
	if err := a.DropExcuse("nothing"); !errors.Is(err, app.ErrNotFound) {
		t.Errorf("dropping nothing: %v", err)
	}
}

func TestABirthdayMayComeLaterAndGo(t *testing.T) {
	a, child := file(t, at("2026-11-09 09:00"))
	if _, _, err := a.KeepFact(record.Event{Child: child.ID, Kind: "decision-sent", Day: day(t, "2026-11-02")}); err != nil {
		t.Fatal(err)
	}
	if d := deadline(t, a, child, "appeal"); d.Young {
		t.Error("young without a birthday")
	}
	if _, err := a.MendChild(child.ID, "Iqra H", day(t, "2009-05-23")); err != nil {
		t.Fatal(err)
	}
	if d := deadline(t, a, child, "appeal"); !d.Young || d.Child.Name != "Iqra H" {
		t.Errorf("not their own right: %+v", d.Deadline)
	}
	if _, err := a.MendChild(child.ID, " ", record.Day{}); !errors.Is(err, app.ErrNoChild) {
		t.Errorf("a child with no name: %v", err)
	}
	if _, err := a.MendChild("nobody", "x", record.Day{}); !errors.Is(err, app.ErrNotFound) {
		t.Errorf("nobody: %v", err)
	}
}

func TestADayToAnswerByIsTakenOnlyWhereTheLetterIsClear(t *testing.T) {
	for name, c := range map[string]struct {
		stated []record.Found
		want   string
	}{
		"one":            {[]record.Found{{Day: day(t, "2026-11-17"), Quote: "We need to hear from you by Tuesday 17 November"}, {Day: day(t, "2026-10-14"), Quote: "her advice reached us on 14 October"}}, "2026-11-17"},
		"the same twice": {[]record.Found{{Day: day(t, "2026-11-17"), Quote: "the window closes at 5pm on 17/11"}, {Day: day(t, "2026-11-17"), Quote: "Please reply by 17 November"}}, "2026-11-17"},
		"two":            {[]record.Found{{Day: day(t, "2026-11-17"), Quote: "Please reply by 17 November"}, {Day: day(t, "2026-11-20"), Quote: "your views by 20 November"}}, ""},
		"before":         {[]record.Found{{Day: day(t, "2026-10-17"), Quote: "You were to reply by 17 October"}}, ""},
		"none":           {[]record.Found{{Day: day(t, "2026-12-17"), Quote: "The office is closed on 17 December"}}, ""},
	} {
		g := record.Guess{Letter: record.Found{Day: day(t, "2026-11-03")}, Stated: c.stated}
		if got := app.AnswerBy(g).String(); got != c.want {
			t.Errorf("%s: %q", name, got)
		}
	}
}

func TestALetterShowsThatADutyWasMet(t *testing.T) {
	a, child := file(t, at("2026-11-24 09:00"))
	if _, _, err := a.KeepFact(record.Event{Child: child.ID, Kind: "review-meeting", Day: day(t, "2026-12-01")}); err != nil {
		t.Fatal(err)
	}
	if d := deadline(t, a, child, "review-notice-2w"); d.State != app.Late {
		t.Fatalf("before the letter: %s", d.State)
	}
	kept, err := a.Keep(child.ID, "invitation.txt", strings.NewReader("invitation"))
	if err != nil {
		t.Fatal(err)
	}
	if d := deadline(t, a, child, "review-notice-2w"); d.State != app.Late {
		t.Error("a letter nobody looked at shows something")
	}
	l := app.Look{Child: child.ID, Kind: "annual-review-invitation", Letter: day(t, "2026-11-05"), Came: day(t, "2026-11-06")}
	moved, err := a.ConfirmMoving(kept.ID, l)
	if err != nil || len(moved) != 0 {
		t.Errorf("moved: %+v (%v)", moved, err)
	}
	if d := deadline(t, a, child, "review-notice-2w"); d.State != app.Met || d.Met.ID != kept.ID {
		t.Errorf("after it: %s %+v", d.State, d.Met)
	}
	if err := a.Delete(kept.ID); err != nil {
		t.Fatal(err)
	}
	if d := deadline(t, a, child, "review-notice-2w"); d.State != app.Late {
		t.Errorf("in the bin it shows nothing: %s", d.State)
	}
}

func TestACertificateBelongsToTheDecisionTheParentSays(t *testing.T) {
	a, child := file(t, at("2026-11-24 09:00"))
	keep := func(kind, on string) record.Event {
		t.Helper()
		e, _, err := a.KeepFact(record.Event{Child: child.ID, Kind: kind, Day: day(t, on)})
		if err != nil {
			t.Fatal(err)
		}
		return e
	}
	first, second, certificate := keep("decision-sent", "2026-09-01"), keep("decision-sent", "2026-10-01"), keep("certificate-issued", "2026-11-20")
	appeals := func() map[record.ID]record.Day {
		list, err := a.Dates(child.ID)
		if err != nil {
			t.Fatal(err)
		}
		got := map[record.ID]record.Day{}
		for _, d := range list {
			if d.Rule == "appeal" {
				got[d.From.ID] = d.Day
			}
		}
		return got
	}
	if got := appeals(); got[second.ID] != day(t, "2026-12-21") || got[first.ID] != day(t, "2026-11-02") {
		t.Errorf("by itself: %v", got)
	}
	pairs, err := a.Pairs(certificate.ID)
	if err != nil || len(pairs) != 2 || pairs[0].ID != first.ID {
		t.Fatalf("pairs: %+v (%v)", pairs, err)
	}
	moved, err := a.Join(certificate.ID, first.ID)
	if err != nil || len(moved) != 2 {
		t.Errorf("moved: %+v (%v)", moved, err)
	}
	if got := appeals(); got[first.ID] != day(t, "2026-12-21") || got[second.ID] != day(t, "2026-12-01") {
		t.Errorf("joined: %v", got)
	}
	if again, err := a.Join(certificate.ID, first.ID); err != nil || len(again) != 0 {
		t.Errorf("twice: %+v (%v)", again, err)
	}
	if pairs, err := a.Pairs(first.ID); err != nil || len(pairs) != 0 {
		t.Errorf("a decision goes with %+v (%v)", pairs, err)
	}
}
