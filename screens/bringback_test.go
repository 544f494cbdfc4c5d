package screens

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// beside names everything next to the family's file.
func (s *story) beside() []string {
	s.t.Helper()
	var names []string
	list, err := os.ReadDir(filepath.Dir(s.dir))
	if err != nil {
		s.t.Fatal(err)
	}
	for _, e := range list {
		names = append(names, e.Name())
	}
	return names
}

func TestBringingABackupBackCanBeStoppedAndLeavesNothing(t *testing.T) {
	for _, where := range []string{"the lock", "the first run"} {
		t.Run(where, func(t *testing.T) {
			s := newStory(t, "Iqra Halloran")
			_, backup := s.backed()
			key, err := s.shell.File().RecoveryKey()
			if err != nil {
				t.Fatal(err)
			}
			s.shell.hands.Pick = func(string) ([]string, error) { return []string{backup}, nil }
			s.Tap("Lock now")
			if where == "the first run" {
				if err := os.RemoveAll(s.dir); err != nil {
					t.Fatal(err)
				}
				s.shell.showGate()
			}
			before := s.beside()
			s.Tap("Bring back a backup").Tap("Bring it back").See("Type the passphrase or the recovery key first.")
			s.Type("Its passphrase or recovery key", key)
			s.held = true
			s.Tap("Bring it back").See("Bringing it back, and checking every byte")
			if s.CanTap("Bring it back") || s.CanTap("Back") {
				t.Error("it can be begun again, or left, while it is going on")
			}
			s.Tap("Cancel").See("Stopping now.")
			s.next()
			s.See("It was stopped, and nothing was changed.").NotSee("Stopping now.")
			if got := s.beside(); !slices.Equal(got, before) {
				t.Errorf("stopping left %v", got)
			}

			// The window waits until nothing half done is left.
			closed := false
			s.Tap("Bring it back")
			s.shell.back.stop(func() { closed = true })
			if closed {
				t.Error("the window closed over work that was going on")
			}
			s.next()
			if got := s.beside(); !closed || !slices.Equal(got, before) {
				t.Errorf("closed %v, and left %v", closed, got)
			}
		})
	}
}

func TestABackupComesBackOverAFileThatIsSetAside(t *testing.T) {
	s := newStory(t, "Iqra Halloran")
	_, backup := s.backed()
	key, err := s.shell.File().RecoveryKey()
	if err != nil {
		t.Fatal(err)
	}
	s.Tap("Lock now")
	// Both copies of the part that holds the locks are gone.
	for _, name := range []string{"vault.json", "vault.json.2"} {
		if err := os.WriteFile(filepath.Join(s.dir, name), []byte("{"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	s.Type("Passphrase", storySecret).Tap("Open my file").See("holds its locks cannot be read", "Bring the file back from a backup")
	s.shell.hands.Pick = func(string) ([]string, error) { return []string{backup}, nil }
	// How far it is, is drawn while it goes on.
	var ticks []func() bool
	var drawn string
	s.shell.hands.Every = func(_ time.Duration, f func() bool) { ticks = append(ticks, f) }
	s.held = true
	s.shell.hands.Run = func(work, then func()) {
		s.waits = append(s.waits, func() {
			work()
			for _, f := range ticks {
				f()
			}
			drawn = s.Words()
			then()
		})
	}
	s.Tap("Bring back a backup")
	s.next()
	s.See("The file on this computer now is not deleted").Type("Its passphrase or recovery key", key).Tap("Bring it back")
	s.next()
	s.See("Your file is back. What was here before is in the folder "+s.dir+" before 2026-11-06 160501.", "Your file is locked")
	if want := "Bringing it back, and checking every byte: 100 %"; !strings.Contains(drawn, want) {
		t.Errorf("while it went on there was to be seen:\n%s", drawn)
	}
	for _, f := range ticks {
		if f() {
			t.Error("the progress is drawn although it is over")
		}
	}
	ticks = nil
	s.shell.hands.Every = nil
	s.shell.hands.Run, s.held = s.run, false
	s.Type("Passphrase", storySecret).Tap("Open my file").See("What is next for Iqra")
	if got := s.beside(); len(got) != 2 {
		t.Errorf("beside it: %v", got)
	}
}
