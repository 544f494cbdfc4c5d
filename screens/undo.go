package screens

import (
	"context"
	"slices"

	"leverarch/app"
	"leverarch/app/lang"
	"leverarch/app/record"
)

// deed is something done to the file that can be taken back.
type deed struct {
	// says is the line at the foot when it is done. Nothing is said without it.
	says string
	do   func(*app.App) error
	// done draws what changed, and undone what changed back; without them the place
	// shown is drawn once more.
	done, undone func()
	// tell says that it is done where one line is not enough.
	tell func(undo func())
	// failed is told instead of the usual words where it could not be done.
	failed func(error)
}

// Act does something to the file, says so at the foot, and offers to take it back.
func (s *Shell) Act(d deed) {
	file := s.file
	var undo func() error
	var err error
	s.Work("", func(context.Context) error {
		undo, err = file.Undoing(func() error { return d.do(file) })
		return nil
	}, func() {
		switch {
		case err != nil && d.failed != nil:
			d.failed(err)
			return
		case err != nil:
			s.Fail(err)
			return
		case d.done != nil:
			d.done()
		default:
			s.Again()
		}
		back := s.backwards(undo, d.undone)
		switch {
		case d.tell != nil:
			d.tell(back)
		case d.says != "":
			s.TellUndo(d.says, back)
		}
	})
}

// backwards makes a way back for the line at the foot, or nil where there is none.
func (s *Shell) backwards(undo func() error, undone func()) func() {
	if undo == nil {
		return nil
	}
	return func() {
		s.Firm("", undo, func() {
			if undone != nil {
				undone()
			} else {
				s.Again()
			}
			s.Tell(lang.T("Undone."))
		})
	}
}

// TellUndo shows a short line that something is done, with a way to take it back.
func (s *Shell) TellUndo(says string, undo func()) {
	if s.body != nil {
		s.body.tell(says, undo)
	}
}

// Undo takes back what the line at the foot says was done.
func (s *Shell) Undo() {
	if s.body != nil {
		s.body.takeBack()
	}
}

// delete puts something in the bin and goes on to a place without it. It can be
// taken back, so nothing is asked.
func (s *Shell) delete(id record.ID, then Place) {
	from := s.here()
	s.Act(deed{
		says: lang.T("It is in the bin for 30 days."),
		do:   func(file *app.App) error { return file.Delete(id) },
		done: func() {
			s.Go(then)
			s.forget(id)
		},
		undone: func() { s.Go(from.Place) },
	})
}

// forget takes something that is gone out of the way back.
func (s *Shell) forget(id record.ID) {
	about := func(v visit) bool { return v.ID == id }
	s.past, s.ahead = slices.DeleteFunc(s.past, about), slices.DeleteFunc(s.ahead, about)
	s.drawHead()
}
