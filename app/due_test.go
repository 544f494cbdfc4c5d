package app_test

import (
	"testing"

	"leverarch/app"
	"leverarch/app/record"
)

// TestOfWhatIsTheirsAFamilyIsToldOnceADay goes through the days round one that the
// parent gave themselves.
func TestOfWhatIsTheirsAFamilyIsToldOnceADay(t *testing.T) {
	now := at("2026-11-02 18:00")
	a, kid := file(t, now)
	tells := func() bool {
		t.Helper()
		due, err := a.ToTell()
		if err != nil {
			t.Fatal(err)
		}
		return due
	}
	for _, g := range []record.Agreed{
		{What: "theirs", Who: "Mrs Okafor", By: a.Today()},
		{What: "done", Who: "me", By: a.Today(), Done: a.Today()},
		{What: "no day", Who: "me"},
		{What: "in two days", Who: "me", By: a.Today().AddDays(2)},
		{What: "long past", Who: "me", By: a.Today().AddDays(-8)},
	} {
		if _, err := a.Log(app.Talk{Conversation: record.Conversation{Child: kid.ID, Said: "x", Agree: []record.Agreed{g}}}); err != nil {
			t.Fatal(err)
		}
		if tells() {
			t.Errorf("told of %s", g.What)
		}
	}
	for _, ahead := range []int{-7, 0, 1, 7} {
		c, err := a.Log(app.Talk{Conversation: record.Conversation{Child: kid.ID, Said: "x", Agree: []record.Agreed{{What: "ours", Who: "me", By: a.Today().AddDays(ahead)}}}})
		if err != nil {
			t.Fatal(err)
		}
		if !tells() {
			t.Errorf("not told %d days ahead", ahead)
		}
		if err := a.Delete(c.ID); err != nil {
			t.Fatal(err)
		}
		if tells() {
			t.Error("told of what is in the bin")
		}
	}
	if _, _, err := a.KeepFact(record.Event{Child: kid.ID, Kind: "draft-plan-served", Day: a.Today().AddDays(-7), Days: record.Days{Sent: a.Today().AddDays(-7), Came: a.Today().AddDays(-7)}}); err != nil {
		t.Fatal(err)
	}
	if !tells() {
		t.Error("not told of a date of the law")
	}
	if err := a.Told(); err != nil {
		t.Fatal(err)
	}
	if tells() {
		t.Error("told twice")
	}
}
