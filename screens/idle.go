package screens

import (
	"slices"
	"time"

	"fyne.io/fyne/v2"

	"leverarch/screens/part"
)

// The file locks itself when nobody has used the window for a while, and when the
// computer was asleep meanwhile.
const (
	// watchEvery is how often the window looks at the clock.
	watchEvery = 15 * time.Second
	// asleep is how much longer than that a look may take to come before the
	// computer must have slept. A busy one is seconds late, not a minute.
	asleep = time.Minute
)

// keyIdle is where the wait is kept, in minutes.
const keyIdle = "lock.minutes"

// idleWaits are the waits offered, in minutes; the second is the usual one.
var idleWaits = []int{5, 10, 20, 60}

// IdleWait is how long nobody may be there before the file locks itself: always
// one of those that are offered, so that the settings show what holds.
func IdleWait() time.Duration {
	minutes := fyne.CurrentApp().Preferences().IntWithFallback(keyIdle, idleWaits[1])
	if !slices.Contains(idleWaits, minutes) {
		minutes = idleWaits[1]
	}
	return time.Duration(minutes) * time.Minute
}

// SetIdleWait changes it.
func SetIdleWait(minutes int) { fyne.CurrentApp().Preferences().SetInt(keyIdle, minutes) }

// idle knows when somebody was last there and when the clock was last looked at.
// Both are times of the wall: a computer that sleeps stops every other clock.
type idle struct{ used, looked time.Time }

// watchIdle begins to watch for an open file.
func (s *Shell) watchIdle() {
	now := s.hands.Now().Round(0)
	s.idle = idle{now, now}
	part.OnUse = func() { s.idle.used = s.hands.Now().Round(0) }
	if s.hands.Every == nil {
		return
	}
	file := s.file
	s.hands.Every(watchEvery, func() bool {
		if s.file != file {
			return false
		}
		s.lookIdle()
		if s.file != file {
			return false
		}
		s.backupIfDue("")
		s.tellIfDue()
		return true
	})
}

// lookIdle locks the file where nobody is there, or the computer slept.
func (s *Shell) lookIdle() {
	now := s.hands.Now().Round(0)
	slept := now.Sub(s.idle.looked) > watchEvery+asleep || now.Before(s.idle.looked)
	s.idle.looked = now
	if slept || now.Sub(s.idle.used) >= IdleWait() {
		s.Lock()
	}
}
