package app_test

import (
	"slices"
	"testing"

	"leverarch/app"
	"leverarch/app/record"
)

// TestEveryNameInTheFileIsKnown gathers names from every place that has one.
func TestEveryNameInTheFileIsKnown(t *testing.T) {
	a, kid := file(t, at("2026-11-02 18:00"))
	was := kid.Name
	if _, err := a.MendChild(kid.ID, "Iqra Ashby", record.Day{}); err != nil {
		t.Fatal(err)
	}
	c, err := a.Log(app.Talk{
		Conversation: record.Conversation{Child: kid.ID, Said: "x", Agree: []record.Agreed{{What: "ring", Who: "Lindsay Marrow"}}},
		People:       []record.Person{{Name: "Mrs Okafor", Organisation: "Fellgate Primary"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := a.KeepDraft(app.Talk{Conversation: record.Conversation{Child: kid.ID, Said: "y"}, People: []record.Person{{Name: "Theo Brandreth"}}}); err != nil {
		t.Fatal(err)
	}
	p, err := a.Person(c.With[0])
	if err != nil {
		t.Fatal(err)
	}
	p.Person.Name = "Mrs Obi"
	if err := a.KeepPerson(p.Person); err != nil {
		t.Fatal(err)
	}
	if err := a.Delete(c.With[0]); err != nil { // the bin can be seen
		t.Fatal(err)
	}
	n, err := a.Names()
	if err != nil {
		t.Fatal(err)
	}
	if len(n.Children) != 1 || n.Children[0].Name != "Iqra Ashby" || !slices.Contains(n.Children[0].Before, was) {
		t.Errorf("children: %+v", n.Children)
	}
	if len(n.People) != 2 || n.People[0].Name != "Mrs Obi" || !slices.Contains(n.People[0].Before, "Mrs Okafor") || n.People[1].Name != "Theo Brandreth" {
		t.Errorf("people: %+v", n.People)
	}
	if !slices.Contains(n.Bodies, "Fellgate Primary") || !slices.Contains(n.Others, "Lindsay Marrow") {
		t.Errorf("others: %q, %q", n.Bodies, n.Others)
	}
}
