package screens

import (
	"errors"
	"os"
	"path/filepath"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/storage"
	"github.com/ncruces/zenity"

	"leverarch/app/lang"
)

// Background does work on a goroutine of its own and then the rest on the
// window's. It is the only place where either happens.
func Background(work, then func()) {
	go func() {
		work()
		fyne.Do(then)
	}()
}

// Every does f on the window's goroutine each time so long has passed, until it
// says no.
func Every(wait time.Duration, f func() bool) {
	Background(func() { time.Sleep(wait) }, func() {
		if f() {
			Every(wait, f)
		}
	})
}

// PickFiles asks for files with the system's own window, the one people know;
// where there is none, with the toolkit's. It blocks, so it runs inside Work.
func PickFiles(w fyne.Window) func(title string) ([]string, error) {
	return func(title string) ([]string, error) {
		list, err := zenity.SelectFileMultiple(zenity.Title(title))
		switch {
		case err == nil:
			return list, nil
		case errors.Is(err, zenity.ErrCanceled):
			return nil, nil
		}
		path, err := ours(func(done func(string, error)) {
			d := dialog.NewFileOpen(func(f fyne.URIReadCloser, err error) {
				if err != nil || f == nil {
					done("", err)
					return
				}
				defer f.Close()
				done(f.URI().Path(), nil)
			}, w)
			large(d, w)
		})
		if path == "" || err != nil {
			return nil, err
		}
		return []string{path}, nil
	}
}

// SaveAs asks where to put a file, in the same way.
func SaveAs(w fyne.Window) func(name string) (string, error) {
	return func(name string) (string, error) {
		path, err := zenity.SelectFileSave(zenity.Title(lang.T("Where to save it")), zenity.Filename(name), zenity.ConfirmOverwrite())
		switch {
		case err == nil:
			return path, nil
		case errors.Is(err, zenity.ErrCanceled):
			return "", nil
		}
		return ours(func(done func(string, error)) {
			d := dialog.NewFileSave(func(f fyne.URIWriteCloser, err error) {
				if err != nil || f == nil {
					done("", err)
					return
				}
				defer f.Close()
				done(f.URI().Path(), nil)
			}, w)
			d.SetFileName(name)
			large(d, w)
		})
	}
}

// PickFolder asks for a folder, in the same way.
func PickFolder(w fyne.Window) func() (string, error) {
	return func() (string, error) {
		path, err := zenity.SelectFile(zenity.Title(lang.T("Choose a folder")), zenity.Directory())
		switch {
		case err == nil:
			return path, nil
		case errors.Is(err, zenity.ErrCanceled):
			return "", nil
		}
		return ours(func(done func(string, error)) {
			d := dialog.NewFolderOpen(func(f fyne.ListableURI, err error) {
				if err != nil || f == nil {
					done("", err)
					return
				}
				done(f.Path(), nil)
			}, w)
			large(d, w)
		})
	}
}

// large shows the toolkit's dialog as large as the window, at the folder letters
// come in by.
func large(d *dialog.FileDialog, w fyne.Window) {
	if _, is := fyne.CurrentApp().(keepsNoWords); !is {
		fyne.SetCurrentApp(keepsNoWords{fyne.CurrentApp()})
	}
	if home, err := os.UserHomeDir(); err == nil {
		if dir, err := storage.ListerForURI(storage.NewFileURI(filepath.Join(home, "Downloads"))); err == nil {
			d.SetLocation(dir)
		}
	}
	d.Show()
	// Only now: in Fyne 2.8.1 a dialog that is not shown has no size to change, and
	// ends the program.
	size := w.Canvas().Size()
	d.Resize(fyne.NewSize(size.Width*0.9, size.Height*0.9))
}

// keepsNoWords is the app with preferences that take none of the toolkit's words:
// its dialog would write down, in plain sight, which folder was looked at last.
type keepsNoWords struct{ fyne.App }

// Preferences gives the preferences, which take our own words only.
func (k keepsNoWords) Preferences() fyne.Preferences { return ownWords{k.App.Preferences()} }

type ownWords struct{ fyne.Preferences }

// SetString keeps the name of the look, and nothing else.
func (p ownWords) SetString(key, value string) {
	if key == keyKind || key == keyFace {
		p.Preferences.SetString(key, value)
	}
}

// ours shows a dialog of the toolkit's and waits for its answer.
func ours(show func(done func(string, error))) (string, error) {
	type answer struct {
		path string
		err  error
	}
	c := make(chan answer, 1)
	fyne.DoAndWait(func() { show(func(path string, err error) { c <- answer{path, err} }) })
	a := <-c
	return a.path, a.err
}
