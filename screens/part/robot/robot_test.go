package robot

import (
	"fmt"
	"strings"
	"testing"

	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"
)

// watcher stands for a test that a robot reports to.
type watcher struct {
	testing.TB
	said string
}

func (w *watcher) Helper() {}
func (w *watcher) Fatalf(format string, args ...any) {
	w.said = fmt.Sprintf(format, args...)
	panic(w)
}

// reports gives what a robot has to say against what it is asked to do.
func reports(t *testing.T, r *Robot, do func(*Robot)) (said string) {
	t.Helper()
	w := &watcher{TB: t}
	defer func() {
		if p := recover(); p != nil && p != any(w) {
			panic(p)
		}
		said = w.said
	}()
	do(&Robot{w, r.w})
	return
}

func TestARobotFindsOnlyWhatIsShown(t *testing.T) {
	test.NewTempApp(t)
	pressed := 0
	hidden := container.NewVBox(widget.NewLabel("secret"), widget.NewButton("Press secret", func() { pressed++ }))
	off := widget.NewButton("Not now", nil)
	off.Disable()
	w := test.NewTempWindow(t, container.NewVBox(widget.NewLabel("shown"), widget.NewButton("Press me", func() { pressed++ }), off, hidden))
	hidden.Hide()
	r := On(t, w)
	r.See("shown").NotSee("secret").Tap("Press me")
	if pressed != 1 {
		t.Error("nothing was pressed")
	}
	for name, do := range map[string]func(*Robot){
		"cannot see \"secret\"":                func(r *Robot) { r.See("secret") },
		"can see \"shown\"":                    func(r *Robot) { r.NotSee("shown") },
		"nothing to press called \"Press sec":  func(r *Robot) { r.Tap("Press secret") },
		"nothing to press called \"shown\"":    func(r *Robot) { r.Tap("shown") },
		"\"Not now\" cannot be pressed now":    func(r *Robot) { r.Tap("Not now") },
		"no field called \"Name\"":             func(r *Robot) { r.Type("Name", "x") },
		"no field called \"How\"":              func(r *Robot) { r.Choose("How", "x") },
		"What there is:\nshown\nPress me\nNot": func(r *Robot) { r.See("other") },
	} {
		if said := reports(t, r, do); !strings.Contains(said, name) {
			t.Errorf("%q is not in %q", name, said)
		}
	}
	if pressed != 1 {
		t.Error("something hidden was pressed")
	}
	over := container.NewVBox(widget.NewLabel("on top"))
	w.Canvas().Overlays().Add(over)
	r.See("on top").NotSee("shown")
	w.Canvas().Overlays().Remove(over)
	r.See("shown")
}
