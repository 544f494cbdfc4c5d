package screens

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"

	"leverarch/app"
	"leverarch/app/lang"
	"leverarch/app/law"
	"leverarch/screens/look"
	"leverarch/screens/part"
	"leverarch/screens/words"
)

// isMove reports whether a date that stood before is not where it was.
func isMove(c law.Change) bool { return !c.Was.IsZero() }

// TellMoved says that something was kept, and lists the dates that moved by it.
// undo takes it back; nil where nothing can.
func (s *Shell) TellMoved(says string, moved []law.Change, undo func()) {
	s.TellUndo(says, undo)
	if len(moved) == 0 {
		return
	}
	var m *part.Modal
	actions := []*part.Action{
		part.NewPrimary(look.Check, lang.T("Close"), func() { m.Close() }),
		part.NewAction(look.Phone, lang.T("To my phone"), func() {
			m.Close()
			s.Go(Place{Name: Phone})
		}),
	}
	if undo != nil {
		actions = append(actions, part.NewQuiet(look.Back, lang.T("Undo"), func() {
			m.Close()
			s.Undo()
		}))
	}
	m = part.NewModal(lang.T("Dates have moved"), actions, append([]fyne.CanvasObject{part.NewText(lang.T("%s What follows from it has changed, too. What it was before is kept.", says))}, movedRows(moved)...)...)
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

// keepFact changes a fact, goes to the timeline and says what moved, with a way to
// take it back. after is told when it is over, however it went.
func (s *Shell) keepFact(says string, do func(*app.App) ([]law.Change, error), after func()) {
	file := s.file
	var moved []law.Change
	var undo func() error
	var err error
	s.Work("", func(context.Context) error {
		undo, err = file.Undoing(func() (err error) {
			moved, err = do(file)
			return err
		})
		return nil
	}, func() {
		if after != nil {
			after()
		}
		if err != nil {
			s.Fail(err)
			return
		}
		s.Go(Place{Name: Timeline})
		back := s.backwards(undo, nil)
		switch {
		case slices.ContainsFunc(moved, isMove):
			s.TellMoved(says, moved, back)
		case len(moved) == 0:
			s.TellUndo(says, back)
		default:
			s.TellUndo(lang.T("%s %s on the timeline.", says, words.Count(len(moved), "date follows from it and is", "dates follow from it and are")), back)
		}
	})
}
