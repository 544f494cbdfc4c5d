//go:build !headless

package main

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"runtime"
	"runtime/debug"
	"time"

	"fyne.io/fyne/v2"
	driver "fyne.io/fyne/v2/app"

	"leverarch/app"
	"leverarch/app/read"
	"leverarch/screens"
	"leverarch/screens/look"
)

// screenHere reports whether there is a screen to open a window on.
func screenHere() bool {
	switch runtime.GOOS {
	case "windows", "darwin":
		return true
	}
	return os.Getenv("DISPLAY") != "" || os.Getenv("WAYLAND_DISPLAY") != ""
}

// openWindow shows the window and stays until it is closed.
func openWindow(desk *app.Desk) int {
	dir, err := app.DefaultDir()
	if err != nil {
		fmt.Fprintln(os.Stderr, "This computer has no home folder to keep your file in. Nothing was changed. `leverarch help` shows how to name a folder yourself.")
		return 1
	}
	// Pages come and go as pictures of several megabytes each: what is let go of is
	// cleared away sooner than usual.
	debug.SetGCPercent(50)
	a := driver.NewWithID("org.leverarch.LeverArch")
	if runtime.GOOS != "darwin" { // where the toolkit insists on settings of its own
		fyne.SetCurrentApp(still{a})
	}
	a.SetIcon(look.AppIcon())
	a.Settings().SetTheme(look.As(screens.Look()))
	// The title says nothing of whose file it is: a taskbar is seen by others.
	w := a.NewWindow(screens.WindowTitle)
	w.Resize(fyne.NewSize(1200, 800))
	shell := screens.New(w, desk, dir, screens.Hands{
		Run: screens.Background, Sleep: time.Sleep, Now: time.Now, Every: screens.Every,
		Pick: screens.PickFiles(w), SaveAs: screens.SaveAs(w), Folder: screens.PickFolder(w),
		Speak:   screens.Speaker(),
		Notify:  notifier(a),
		OpenURL: func(u *url.URL) error { return a.OpenURL(u) },
	})
	a.Lifecycle().SetOnStarted(func() {
		shell.Start()
		// The first letter should not wait for the reader to be made ready.
		screens.Background(func() { read.Warm(context.Background()) }, func() {})
	})
	w.ShowAndRun()
	return 0
}

// notifier gives the system's way to tell somebody something, or nil where there is
// none. On Linux and the like that is the session's message bus, a socket of this
// computer. Where there is none the toolkit would start one, and a bus that stands
// elsewhere would have to be reached over a network: both are left alone.
func notifier(a fyne.App) func(title, text string) {
	switch runtime.GOOS {
	case "windows", "darwin":
	default:
		if !localBus(os.Getenv("DBUS_SESSION_BUS_ADDRESS"), fmt.Sprintf("/run/user/%d/bus", os.Getuid())) {
			return nil
		}
	}
	return func(title, text string) { a.SendNotification(fyne.NewNotification(title, text)) }
}

// still is the app with nothing in it moving by itself. A cursor that fades in and
// out has the whole window drawn a dozen times a second, which on a computer
// without a graphics card is a tenth of a processor for nothing; and some people
// cannot read beside something that moves.
type still struct{ fyne.App }

// Settings gives the settings, with no animations.
func (s still) Settings() fyne.Settings { return stillSettings{s.App.Settings()} }

type stillSettings struct{ fyne.Settings }

// ShowAnimations says no.
func (stillSettings) ShowAnimations() bool { return false }
