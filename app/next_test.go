package app_test

import (
	"testing"

	"leverarch/app"
	"leverarch/app/record"
)

func TestTheOneNextThing(t *testing.T) {
	a, kid := file(t, at("2026-11-02 18:00"))
	next := func() app.ToDo {
		t.Helper()
		n, err := a.NextToDo(kid.ID)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	if n := next(); !n.None() {
		t.Fatalf("an empty file has something to do: %+v", n)
	}
	today := a.Today()
	log := func(g record.Agreed) record.Conversation {
		c, err := a.Log(app.Talk{Conversation: record.Conversation{Child: kid.ID, Said: "x", Agree: []record.Agreed{g}}})
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	log(record.Agreed{What: "theirs", Who: "Mrs Okafor", By: today})
	if n := next(); !n.None() {
		t.Errorf("what somebody else is to do is the parent's: %+v", n)
	}
	past := log(record.Agreed{What: "past", Who: "me", By: today.AddDays(-3)})
	if n := next(); n.Promise == nil || n.Promise.What != "past" {
		t.Errorf("what they said they would do is not next: %+v", n)
	}
	if _, _, err := a.KeepFact(record.Event{Child: kid.ID, Kind: "draft-plan-served", Day: today, Days: record.Days{Sent: today, Came: today}}); err != nil {
		t.Fatal(err)
	}
	if n := next(); n.Date == nil {
		t.Errorf("a date of the law gives way to one that has passed: %+v", n)
	}
	log(record.Agreed{What: "soon", Who: "me", By: today.AddDays(2)})
	if n := next(); n.Promise == nil || n.Promise.What != "soon" {
		t.Errorf("what comes before the law's day is not next: %+v", n)
	}
	if err := a.Delete(past.ID); err != nil {
		t.Fatal(err)
	}
}

func TestListsAreNarrowedAndRemembered(t *testing.T) {
	a, kid := file(t, at("2026-11-02 18:00"))
	for i, x := range []struct{ with, said string }{{"Mrs Okafor", "About reading"}, {"Theo", "About the taxi"}} {
		_, err := a.Log(app.Talk{Conversation: record.Conversation{Child: kid.ID, Said: x.said, On: a.Today().AddDays(-i)}, People: []record.Person{{Name: x.with}}})
		if err != nil {
			t.Fatal(err)
		}
	}
	list, err := a.Talks(kid.ID)
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range []struct {
		shown app.Shown
		words string
		want  string
	}{{app.Shown{}, "TAXI about", "About the taxi"}, {app.Shown{}, "okafor", "About reading"}, {app.Shown{Who: list[1].With[0]}, "", "About the taxi"}, {app.Shown{Only: app.OnlyOpen}, "", ""}} {
		got := ""
		for _, c := range app.SomeTalks(list, x.shown, x.words) {
			got += c.Said
		}
		if got != x.want {
			t.Errorf("%+v %q gives %q", x.shown, x.words, got)
		}
	}
	want := app.Shown{Order: app.ByOldest, Who: list[0].With[0]}
	if err := a.ShowAs(app.ListConversations, want); err != nil {
		t.Fatal(err)
	}
	if got, err := a.ShownAs(app.ListConversations); err != nil || got != want {
		t.Errorf("remembered %+v, %v", got, err)
	}
	if got, err := a.Shown(); err != nil || got.Order != app.ByNewest {
		t.Errorf("another list took it up: %+v, %v", got, err)
	}
}
