package screens

import (
	"context"

	"fyne.io/fyne/v2"

	"leverarch/app/lang"
	"leverarch/app/record"
	"leverarch/screens/part"
)

// keyNotify is where it is kept that the family wants to be told: yes or no, and
// nothing of what is due or when.
const keyNotify = "notify"

// Notifies reports whether the family wants to be told when something is due. At
// first it does not: others may look at the screen.
func Notifies() bool { return fyne.CurrentApp().Preferences().Bool(keyNotify) }

// SetNotifies changes it.
func SetNotifies(on bool) { fyne.CurrentApp().Preferences().SetBool(keyNotify, on) }

// telling knows of what the file was last asked, so that it is asked again only when
// the day or the file is another.
type telling struct {
	day  record.Day
	head string
}

// tellIfDue tells the family, once a day, that something is due. What is told has no
// name, no date and no school in it, whatever is due: it is shown over everything
// else on the screen, and the system may keep it in a list.
func (s *Shell) tellIfDue() {
	if s.file == nil || s.hands.Notify == nil || !Notifies() {
		return
	}
	file, notify := s.file, s.hands.Notify
	now := telling{file.Today(), file.Head()}
	if now == s.telling {
		return
	}
	s.telling = now
	says := lang.T("Something is due soon.")
	s.Work("", func(context.Context) error {
		due, err := file.ToTell()
		if err != nil || !due {
			return err
		}
		// First that it was told: rather once too few than each minute.
		if err := file.Told(); err != nil {
			return err
		}
		notify(WindowTitle, says)
		return nil
	}, func() {})
}

// setNotifies changes whether the family is told, from the next look at the clock on.
func (s *Shell) setNotifies(on bool) {
	SetNotifies(on)
	s.telling = telling{}
}

// notifyCard is the choice in the settings, or nothing where the system cannot tell.
func (s *Shell) notifyCard(tick *part.Tick) fyne.CanvasObject {
	if s.hands.Notify == nil {
		return part.NewSpace(0)
	}
	return part.NewCard(
		part.NewHeading(lang.T("When something is due")),
		tick,
		part.NewText(lang.T("Your computer then shows “%s” and “%s”, once a day at most, and nothing else: no name, no date and no school.", WindowTitle, lang.T("Something is due soon."))),
		part.NewSmall(lang.T("Anyone who can see this screen can see it, also while you use another program. Your computer may keep it in a list. It comes only while your file is open, so your phone or a sheet of dates is still good to have. It tells of what is yours to do in a week, tomorrow or today, and for a few days after.")),
	)
}
