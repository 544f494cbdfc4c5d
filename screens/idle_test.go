package screens

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
)

func TestTheFileLocksItselfWhenNobodyIsThere(t *testing.T) {
	s := newStory(t, "Iqra Halloran")
	look := func(later time.Duration) {
		for end := s.now.Add(later); s.now.Before(end); {
			s.now = s.now.Add(watchEvery)
			if s.shell.file != nil {
				s.shell.lookIdle()
			}
		}
	}
	s.Tap("Write it down").Type("What was said?", "half a th")
	look(9 * time.Minute)
	s.See("What was said?")
	// Somebody types: the wait begins again.
	s.win.Canvas().Focused().TypedRune('o')
	look(9*time.Minute + 30*time.Second)
	s.See("What was said?")
	look(time.Minute)
	s.See("Your file is locked").NotSee("Iqra", "half a th")
	s.Type("Passphrase", storySecret).Press(fyne.KeyReturn).Tap("Write it down")
	if got := s.Value("What was said?"); got != "half a tho" {
		t.Errorf("the half-typed note came back as %q", got)
	}
}

func TestTheFileLocksItselfWhenTheComputerSlept(t *testing.T) {
	s := newStory(t, "Iqra Halloran")
	s.now = s.now.Add(watchEvery + 5*time.Second) // busy, not asleep
	s.shell.lookIdle()
	s.See("What is next for Iqra")
	s.now = s.now.Add(5 * time.Minute)
	s.shell.lookIdle()
	s.See("Your file is locked").NotSee("Iqra")
}

func TestTheSettingsShowTheWaitThatHolds(t *testing.T) {
	s := newStory(t, "Iqra Halloran")
	fyne.CurrentApp().Preferences().SetInt(keyIdle, 7) // by hand, in the file of the settings
	s.Tap("Settings")
	if got := s.Value("Lock it when nobody is here for"); got != "10 minutes" || IdleWait() != 10*time.Minute {
		t.Errorf("the settings say %q, and it locks after %s", got, IdleWait())
	}
	s.Choose("Lock it when nobody is here for", "5 minutes").Tap("Home").Tap("Settings")
	if got := s.Value("Lock it when nobody is here for"); got != "5 minutes" || IdleWait() != 5*time.Minute {
		t.Errorf("the settings say %q, and it locks after %s", got, IdleWait())
	}
}
