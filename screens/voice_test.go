package screens

import (
	"context"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// TestWhatIsReadAloudIsInNoArgument hands the words to a stand-in for each
// system's voice, and looks at what it was given.
func TestWhatIsReadAloudIsInNoArgument(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the stand-in is a shell script")
	}
	dir := t.TempDir()
	heard, told := filepath.Join(dir, "heard"), filepath.Join(dir, "told")
	program := filepath.Join(dir, "voice")
	if err := os.WriteFile(program, []byte("#!/bin/sh\nprintf '%s\\n' \"$@\" >'"+told+"'\ncat >'"+heard+"'\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	const text = "Iqra’s plan — the council’s “draft”"
	for _, system := range []string{"linux", "darwin", "windows"} {
		for _, v := range voices(system) {
			for _, speed := range []Speed{Slowly, Usually, Quickly} {
				if err := v.speak(program)(context.Background(), text, speed); err != nil {
					t.Fatal(v.program, err)
				}
				got, _ := os.ReadFile(heard)
				args, _ := os.ReadFile(told)
				if string(got) != text {
					t.Errorf("%s heard %q", v.program, got)
				}
				if strings.Contains(string(args), "Iqra") || len(args) < 2 {
					t.Errorf("%s was told %q", v.program, args)
				}
			}
		}
	}
}

// TestAPageIsReadAloudUntilItIsStopped presses the button, and again to stop.
func TestAPageIsReadAloudUntilItIsStopped(t *testing.T) {
	s := newStory(t, "Amira Khan")
	s.Tap("Know your rights").Tap("Read: The plan")
	if s.CanTap("Read it to me") {
		t.Error("reading aloud is offered where there is no voice")
	}
	var heard string
	var speed Speed
	s.shell.hands.Speak = func(_ context.Context, text string, how Speed) error {
		heard, speed = text, how
		return nil
	}
	p := s.shell.Guide().ByStage("plan")[0]
	s.Tap("Read: " + p.Title).Tap("Slowly").Tap("Read it to me")
	if !strings.HasPrefix(heard, p.Title) || speed != Slowly {
		t.Errorf("heard %.60q at %v", heard, speed)
	}
	s.See("Read it to me") // it is done

	// Where it goes on, the button stops it.
	stopped := false
	s.shell.hands.Speak = func(ctx context.Context, _ string, _ Speed) error {
		s.Tap("Stop reading")
		stopped = ctx.Err() != nil
		return ctx.Err()
	}
	s.Tap("Read it to me")
	if !stopped {
		t.Error("it reads on")
	}
}
