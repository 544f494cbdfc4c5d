//go:build linux && !race

package screens

import (
	"runtime"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// mostBlocked is how long a screen may keep the window's goroutine to itself.
const mostBlocked = 100 * time.Millisecond

// watchdog measures what is done on the window's own goroutine, and only that: work
// that is handed away runs on another.
type watchdog struct {
	t       testing.TB
	waiting []handed
}

// handed is work that was handed away.
type handed struct {
	done chan struct{}
	then func()
}

func (d *watchdog) hands() Hands {
	h := inline()
	h.Run = func(work, then func()) {
		done := make(chan struct{})
		go func() { defer close(done); work() }()
		d.waiting = append(d.waiting, handed{done, then})
	}
	return h
}

// burnt is the processor time this thread has had.
func burnt(t testing.TB) time.Duration {
	var u unix.Rusage
	if err := unix.Getrusage(unix.RUSAGE_THREAD, &u); err != nil {
		t.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// held is how long one piece of work held the goroutine: by the processor, which other
// programs hardly change, and how long it waited besides.
type held struct{ burnt, waited time.Duration }

func (d *watchdog) watch(f func()) held {
	at, cpu := time.Now(), burnt(d.t)
	f()
	cpu = burnt(d.t) - cpu
	return held{cpu, max(0, time.Since(at)-cpu)}
}

// longest does something and what follows from it, and gives the longest that any part
// of it held the goroutine.
func (d *watchdog) longest(f func()) held {
	most := d.watch(f)
	for len(d.waiting) > 0 {
		next := d.waiting[0]
		d.waiting = d.waiting[1:]
		<-next.done
		h := d.watch(next.then)
		most = held{max(most.burnt, h.burnt), max(most.waited, h.waited)}
	}
	return most
}

// bites says what is wrong with something that was done several times, or nothing.
// The least of all tries counts: another program can make one slow, never all.
func (d *watchdog) bites(tries int, f func()) string {
	least := held{time.Hour, time.Hour}
	for range tries {
		h := d.longest(f)
		least = held{min(least.burnt, h.burnt), min(least.waited, h.waited)}
	}
	switch {
	case least.burnt > mostBlocked:
		return "works for " + least.burnt.String()
	case least.waited > mostBlocked:
		return "waits for " + least.waited.String()
	}
	return ""
}

// TestNoScreenFreezesTheWindowTheFirstTime unlocks a file of a thousand letters, a
// thousand conversations and five hundred people before each screen, so that nothing of
// it was read for another screen before.
func TestNoScreenFreezesTheWindowTheFirstTime(t *testing.T) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	d := &watchdog{t: t}
	s, _ := bigShell(t, 1000, d.hands())
	dir := s.file.Dir()
	for _, p := range bigPlaces(t, s) {
		least := held{time.Hour, time.Hour}
		for range 3 {
			s.Lock()
			file, err := s.desk.Unlock(dir, []byte(bigSecret))
			if err != nil {
				t.Fatal(err)
			}
			s.Open(file)
			d.longest(func() {}) // what opening handed away
			h := d.longest(func() { s.Go(p) })
			least = held{min(least.burnt, h.burnt), min(least.waited, h.waited)}
		}
		if least.burnt > mostBlocked || least.waited > mostBlocked {
			t.Errorf("%s works for %v and waits for %v on the window's goroutine", p.Name, least.burnt, least.waited)
		}
	}
}

// TestNoScreenFreezesTheWindow opens a file of two thousand letters, two thousand
// conversations and a thousand people, and goes to every screen again and again: none
// may keep the window to itself for longer than a person notices.
func TestNoScreenFreezesTheWindow(t *testing.T) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	d := &watchdog{t: t}
	s, _ := bigShell(t, 2000, d.hands())
	d.longest(func() {})
	goes := func(how string, places []Place) {
		for _, p := range places {
			says := d.bites(5, func() {
				s.Go(Place{Name: Safe})
				delete(s.built, p.Name)
				s.screens[p.Name] = s.newScreen(p.Name)
				s.Go(p)
			})
			if says != "" {
				t.Errorf("%s%s %s on the window's goroutine, more than %v", p.Name, how, says, mostBlocked)
			}
		}
	}
	goes("", bigPlaces(t, s))
	// Names are looked for in every word that is shown.
	if says := d.bites(5, s.flipPublic); says != "" {
		t.Errorf("hiding the names %s, more than %v", says, mostBlocked)
	}
	if !s.public {
		t.Fatal("names are not hidden")
	}
	goes(" without names", []Place{{Name: Timeline}, {Name: Documents}, {Name: Talks}, {Name: People}, {Name: Guide, ID: "after-an-appeal-starts"}})
}

// TestTheWatchdogBites holds that the watchdog finds what it is for.
func TestTheWatchdogBites(t *testing.T) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	d := &watchdog{t: t}
	if says := d.bites(3, func() { time.Sleep(2 * mostBlocked) }); !strings.HasPrefix(says, "waits for") {
		t.Errorf("a wait: %q", says)
	}
	if says := d.bites(3, func() {
		for at := burnt(t); burnt(t) < at+2*mostBlocked; {
		}
	}); !strings.HasPrefix(says, "works for") {
		t.Errorf("work: %q", says)
	}
	run := d.hands().Run
	if says := d.bites(3, func() { run(func() { time.Sleep(2 * mostBlocked) }, func() {}) }); says != "" {
		t.Errorf("what is handed away %s", says)
	}
	if says := d.bites(3, func() { run(func() {}, func() { time.Sleep(2 * mostBlocked) }) }); says == "" {
		t.Error("what follows on the window's goroutine was not seen")
	}
}
