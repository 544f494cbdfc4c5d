package screens

import (
	"slices"

	"fyne.io/fyne/v2"

	"leverarch/app/law"
	"leverarch/screens/look"
	"leverarch/screens/part"
	"leverarch/screens/words"
)

// isMove reports whether a date that stood before is not where it was.
func isMove(c law.Change) bool { return !c.Was.IsZero() }

// TellMoved says that something was kept, and lists the dates that moved by it.
func (s *Shell) TellMoved(says string, moved []law.Change) {
	if len(moved) == 0 {
		s.Tell(says)
		return
	}
	var m *part.Modal
	m = part.NewModal("Dates have moved", []*part.Action{
		part.NewPrimary(look.Check, "Close", func() { m.Close() }),
		part.NewAction(look.Phone, "To my phone", func() {
			m.Close()
			s.Go(Place{Name: Phone})
		}),
	}, append([]fyne.CanvasObject{part.NewText(says + " What follows from it has changed, too. What it was before is kept.")}, movedRows(moved)...)...)
	m.Open(s.Canvas())
}

// movedRows lists what moved, came or went, one line each.
func movedRows(moved []law.Change) []fyne.CanvasObject {
	var rows []fyne.CanvasObject
	for _, c := range moved {
		rows = append(rows, part.NewText(c.Says))
	}
	return rows
}

// kept goes to the timeline after a fact was kept or taken out, and says what
// moved.
func (s *Shell) kept(says string, moved []law.Change, err error) {
	if err != nil {
		s.Fail(err)
		return
	}
	s.Go(Place{Name: Timeline})
	switch {
	case slices.ContainsFunc(moved, isMove):
		s.TellMoved(says, moved)
	case len(moved) == 0:
		s.Tell(says)
	default:
		s.Tell(says + " " + words.Count(len(moved), "date follows from it and is", "dates follow from it and are") + " on the timeline.")
	}
}
