package screens

import (
	"fmt"
	"strings"
	"testing"

	"leverarch/app"
	"leverarch/app/record"
)

// keeps puts documents in the file without reading them.
func (s *story) keeps(child record.ID, from, to int) (ids []record.ID) {
	s.t.Helper()
	for i := from; i < to; i++ {
		k, err := s.shell.File().Keep(child, fmt.Sprintf("paper-%03d.pdf", i), strings.NewReader(fmt.Sprint("paper ", i)))
		if err != nil {
			s.t.Fatal(err)
		}
		ids = append(ids, k.ID)
	}
	return ids
}

func TestDocumentsThatWaitStandFirst(t *testing.T) {
	s := newStory(t, "Iqra Halloran", "Sam Halloran")
	kids, err := s.shell.File().Children()
	if err != nil {
		t.Fatal(err)
	}
	s.Tap("Documents").See("Nothing here yet", "Choose a file, or drop it on this window.")
	looked := s.keeps(kids[0].ID, 0, 1)[0]
	s.keeps("", 1, 2)
	s.keeps(kids[1].ID, 2, 3)
	if err := s.shell.File().Confirm(looked, app.Look{Child: kids[0].ID, Kind: "report", From: "Dr Osei", Letter: record.NewDay(2026, 10, 1)}); err != nil {
		t.Fatal(err)
	}
	s.Tap("Home").Tap("Documents")
	s.See("Waiting for a look", "paper-001.pdf", "Not read yet", "Looked at", "Report", "1 Oct 2026", "From Dr Osei · paper-000.pdf")
	s.NotSee("paper-002.pdf", "Nothing here yet")
	if all := s.Words(); strings.Index(all, "paper-001.pdf") > strings.Index(all, "paper-000.pdf") {
		t.Error("what waits does not stand first")
	}
	s.Tap("paper-000.pdf").See("What you kept")
}

func TestALongListIsDrawnAPieceAtATime(t *testing.T) {
	s := newStory(t, "Iqra Halloran")
	kid := s.shell.Child().ID
	s.keeps(kid, 0, 2*documentStep+5)
	s.Tap("Documents")
	rows := func() int { return strings.Count(s.Words(), "paper-") }
	if n := rows(); n != documentStep {
		t.Errorf("%d rows drawn at first", n)
	}
	s.Tap("Show 40 more")
	if n := rows(); n != 2*documentStep {
		t.Errorf("%d rows drawn after one press", n)
	}
	s.Tap("Show 5 more")
	if n := rows(); n != 2*documentStep+5 {
		t.Errorf("%d rows drawn after two", n)
	}
	if s.CanTap("more") {
		t.Error("more is offered where there is none")
	}
}
