package screens

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"leverarch/app/record"
)

// told is a family's file in a window whose clock goes round by the test's hand, and
// what the system was asked to show.
type toldStory struct {
	*story
	tick func() bool
	told []string
}

func newTold(t *testing.T) *toldStory {
	s := &toldStory{story: newStory(t, "Iqra Halloran")}
	s.shell.hands.Every = func(_ time.Duration, f func() bool) { s.tick = f }
	s.shell.hands.Notify = func(title, text string) { s.told = append(s.told, title+": "+text) }
	s.again()
	return s
}

// days lets so many days go by, with somebody at the window now and then.
func (s *toldStory) days(n int) *toldStory {
	for range n {
		s.now = s.now.AddDate(0, 0, 1)
		s.again()
		for range 5 {
			s.now = s.now.Add(watchEvery)
			s.tick()
		}
	}
	return s
}

// wants wants the system to have shown so many lines, each the neutral one.
func (s *toldStory) wants(n int) *toldStory {
	s.t.Helper()
	if len(s.told) != n {
		s.t.Fatalf("told %d times, not %d: %q", len(s.told), n, s.told)
	}
	for _, line := range s.told {
		if line != "Lever Arch: Something is due soon." {
			s.t.Errorf("told: %q", line)
		}
	}
	return s
}

func TestNobodyIsToldOfWhatIsDueUnlessTheyWantIt(t *testing.T) {
	s := newTold(t)
	s.writes(record.NewDay(2026, 11, 6), "Mrs Okafor", "We spoke.", record.Agreed{What: "Send the report", Who: "me", By: record.NewDay(2026, 11, 7)})
	s.days(1).wants(0)
	s.Tap("Settings").See("no name, no date and no school").Tap("Tell me on this computer when something is due")
	s.tick()
	s.wants(1)
	if got := fmt.Sprint(fyne.CurrentApp().Preferences().Bool("notify")); got != "true" {
		t.Error("the choice is forgotten")
	}
	// Once a day, also when the file is locked and opened again, and when it changes.
	for range 10 {
		s.now = s.now.Add(watchEvery)
		s.tick()
	}
	s.writes(record.NewDay(2026, 11, 7), "Theo Brandreth", "Once more.")
	s.tick()
	s.again()
	s.tick()
	s.wants(1)
	s.Tap("Settings").Tap("Tell me on this computer when something is due")
	s.days(1).wants(1)
}

func TestWhatIsDueIsToldAWeekBeforeTheDayBeforeOnTheDayAndForAWeekAfter(t *testing.T) {
	s := newTold(t)
	SetNotifies(true)
	s.writes(record.NewDay(2026, 11, 6), "Mrs Okafor", "We spoke.",
		record.Agreed{What: "Send the report", Who: "me", By: record.NewDay(2026, 11, 16)},
		record.Agreed{What: "Ring us", Who: "Mrs Okafor", By: record.NewDay(2026, 11, 20)})
	on := map[int]int{9: 1, 15: 2, 16: 3, 17: 4, 23: 10, 24: 10, 30: 10}
	for day := 7; day <= 30; day++ {
		s.days(1)
		if want, ok := on[day]; ok {
			if len(s.told) != want {
				t.Fatalf("by %s: told %d times, not %d", s.now.Format("2 January"), len(s.told), want)
			}
		}
	}
	s.wants(10)
	// What others must do is not told, nor what is done.
	s.told = nil
	s.writes(record.NewDay(2026, 11, 30), "Mrs Okafor", "Again.",
		record.Agreed{What: "Ring us", Who: "Mrs Okafor", By: record.NewDay(2026, 12, 1)},
		record.Agreed{What: "Send it", Who: "me", By: record.NewDay(2026, 12, 1), Done: record.NewDay(2026, 11, 30)})
	s.days(4).wants(0)
}

func TestADateOfTheLawIsToldOf(t *testing.T) {
	s := newTold(t)
	SetNotifies(true)
	s.drops(draftLetter, sampleLetter(t, draftLetter))
	s.Tap("Yes, keep these dates") // views on the draft plan: by Tuesday 17 November
	s.days(3).wants(0).days(1).wants(1).days(5).wants(1).days(1).wants(2)
	for _, secret := range []string{"Iqra", "plan", "17", "Tarnside"} {
		if strings.Contains(strings.Join(s.told, ""), secret) {
			t.Errorf("told: %q", s.told)
		}
	}
}

func TestNothingIsToldWhileTheFileIsLockedOrWhereNothingIsDue(t *testing.T) {
	s := newTold(t)
	SetNotifies(true)
	s.days(3).wants(0)
	s.writes(record.NewDay(2026, 11, 8), "Mrs Okafor", "We spoke.", record.Agreed{What: "Send the report", Who: "me", By: record.NewDay(2026, 11, 10)})
	s.shell.Lock()
	s.now = s.now.AddDate(0, 0, 1)
	if s.tick() {
		t.Error("the clock of a file that is locked goes on")
	}
	s.shell.tellIfDue()
	s.wants(0)
	// Nor of the sample family, whose dates are invented.
	s.Tap("Look round with a sample family").See("Sample family")
	s.shell.tellIfDue()
	s.wants(0)
}

func TestTheSettingsOfferToTellOnlyWhereTheSystemCan(t *testing.T) {
	s := newStory(t, "Iqra Halloran")
	s.Tap("Settings").NotSee("Tell me on this computer")
	SetNotifies(true) // chosen where it could
	s.shell.tellIfDue()
}
