package screens

import (
	"context"
	"errors"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"leverarch/app"
	"leverarch/app/lang"
	"leverarch/screens/look"
	"leverarch/screens/part"
)

// lookRound opens the invented family, which is held in memory only. Its letters are
// read as anybody's are, in a program of their own, which takes a second or two: that
// is said meanwhile, and can be stopped. It is opened once, however often it is asked.
func (s *Shell) lookRound() {
	if s.file != nil || s.rounds {
		return
	}
	s.rounds = true
	says := lang.T("Opening the sample family")
	ctx, cancel := context.WithCancel(context.Background())
	going := part.NewProgress(says, cancel)
	s.fill(container.New(middle{}, part.NewPage(part.Reading,
		part.NewSpace(40),
		part.NewTitle(lang.T("One moment")),
		part.NewText(lang.T("The letters of an invented family are read now, just as yours would be. Nothing is written on this computer.")),
		part.NewCard(going),
	)))
	var far distance
	var file *app.App
	var err error
	s.hands.Run(func() {
		file, err = s.desk.OpenSampleTelling(ctx, func(done, of int) { _ = far.tick(ctx).count(done, of) })
	}, func() {
		stopped := ctx.Err() != nil
		cancel()
		s.rounds = false
		if err == nil && s.file == nil && !stopped && !s.hidden {
			s.Open(file)
			return
		}
		if err == nil {
			_ = file.Close()
		}
		if s.file != nil { // another was unlocked meanwhile
			return
		}
		s.showGate()
		if err != nil && !errors.Is(err, context.Canceled) {
			s.Fail(err)
		}
	})
	s.draws(&far, going, says, func() bool { return s.rounds })
}

// outOfSample gives the ways out of the sample: to where it was opened from, and,
// where there is no file yet, straight on to making one.
func (s *Shell) outOfSample() fyne.CanvasObject {
	ways := part.NewFlow()
	if !s.hasFile() {
		ways.Add(part.NewQuiet(look.Lock, lang.T("Make my own file"), func() {
			s.Lock()
			s.first.choose()
		}))
	}
	ways.Add(part.NewQuiet(look.Close, lang.T("Leave the sample"), s.Lock))
	return ways
}

// inSample says on a screen that writes something what it would be: the invented
// family's. It is hidden in a file of one's own.
func (s *Shell) inSample(says string) fyne.CanvasObject {
	note := part.NewNotice(part.NewText(says))
	showIf(note, s.file.IsSample())
	return note
}
