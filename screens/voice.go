package screens

import (
	"context"
	"os/exec"
	"runtime"
	"strconv"
	"strings"
)

// Speed is how fast something is read aloud.
type Speed int

// The speeds, the usual one in the middle.
const (
	Slowly Speed = iota
	Usually
	Quickly
)

// voice is a program of the system that reads aloud. What it reads goes to its
// standard input and never into an argument, which others can see.
type voice struct {
	program string
	args    func(Speed) []string
	// stop is what ends the sound where ending the program does not.
	stop []string
}

func wordsAMinute(flag string, rest ...string) func(Speed) []string {
	return func(s Speed) []string {
		return append([]string{flag, strconv.Itoa(130 + 40*int(s))}, rest...)
	}
}

// voices are those we know, by system, the best first.
func voices(system string) []voice {
	switch system {
	case "darwin":
		return []voice{{program: "say", args: wordsAMinute("-r", "-f", "-")}}
	case "windows":
		return []voice{{program: "powershell", args: func(s Speed) []string {
			return []string{"-NoProfile", "-NonInteractive", "-Command",
				"[Console]::InputEncoding = [Text.Encoding]::UTF8; Add-Type -AssemblyName System.Speech; " +
					"$v = New-Object System.Speech.Synthesis.SpeechSynthesizer; $v.Rate = " + strconv.Itoa(3*(int(s)-1)) +
					"; $v.Speak([Console]::In.ReadToEnd())"}
		}}}
	}
	return []voice{
		{program: "spd-say", stop: []string{"--cancel"}, args: func(s Speed) []string {
			return []string{"--wait", "--pipe-mode", "--rate", strconv.Itoa(30 * (int(s) - 1))}
		}},
		{program: "espeak-ng", args: wordsAMinute("-s", "--stdin")},
		{program: "espeak", args: wordsAMinute("-s", "--stdin")},
	}
}

// Speaker gives a way to read aloud with the system's own voice, or nil where
// there is none. It reads until it is done or told to stop.
func Speaker() func(ctx context.Context, text string, speed Speed) error {
	for _, v := range voices(runtime.GOOS) {
		if path, err := exec.LookPath(v.program); err == nil {
			return v.speak(path)
		}
	}
	return nil
}

func (v voice) speak(path string) func(context.Context, string, Speed) error {
	return func(ctx context.Context, text string, speed Speed) error {
		c := exec.CommandContext(ctx, path, v.args(speed)...)
		c.Stdin = strings.NewReader(text)
		err := c.Run()
		if ctx.Err() == nil {
			return err
		}
		if v.stop != nil {
			_ = exec.Command(path, v.stop...).Run() // nothing more can be done
		}
		return ctx.Err()
	}
}
