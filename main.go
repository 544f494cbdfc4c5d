// Lever Arch is the file that every parent of a child with special educational
// needs keeps: locked, on their own computer, and aware of the law.
//
// With no words after its name it opens its window; with words it does the same
// jobs in the terminal.
package main

import (
	"fmt"
	"os"
	"path/filepath"
	"time"

	"leverarch/app"
	"leverarch/app/law"
	"leverarch/app/read"
	"leverarch/resources"
	"leverarch/screens/terminal"
)

func main() {
	// Strangers' files are parsed in a child process, which is this program too.
	// It must be nothing else: no window, no settings, no keys.
	read.RunIfChild()
	os.Exit(run(os.Args[1:]))
}

func run(args []string) int {
	app.Harden()
	book, err := law.Load(resources.Law())
	if err != nil {
		// The rule book ships inside the program and every test loads it.
		fmt.Fprintln(os.Stderr, "The rule book in this program cannot be used, so it counts no dates. Nothing was changed. Please get a new copy of Lever Arch.")
		return 1
	}
	desk := &app.Desk{Book: book, Now: time.Now, Sample: resources.Sample(), Guide: resources.Guide()}
	if dir, err := os.UserConfigDir(); err == nil {
		desk.Settings = filepath.Join(dir, "lever-arch")
	}
	if dir, err := app.Elsewhere(); err == nil {
		desk.Copies = dir
	}
	t := &terminal.Terminal{Desk: desk, In: os.Stdin, Out: os.Stdout, Err: os.Stderr}
	if len(args) > 0 {
		return t.Run(args)
	}
	if !screenHere() {
		return t.NoScreen()
	}
	return openWindow(desk)
}
