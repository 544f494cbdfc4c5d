// Package robot drives a window by its visible words, as a person does, for
// story tests.
//
// It finds a thing only where a person could: shown, in something shown, and
// under no modal. It knows no screen; what it cannot find it reports as a
// failed test together with what it does see.
package robot

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"
)

// Robot drives one window.
type Robot struct {
	t testing.TB
	w fyne.Window
}

// On makes a robot for a window.
func On(t testing.TB, w fyne.Window) *Robot { return &Robot{t, w} }

// root is what can be reached: the topmost overlay, else the content.
func (r *Robot) root() fyne.CanvasObject {
	if top := r.w.Canvas().Overlays().Top(); top != nil {
		return top
	}
	return r.w.Content()
}

// walk visits everything shown under o, what holds before what is held. A visit
// that returns false goes no deeper.
func walk(o fyne.CanvasObject, visit func(fyne.CanvasObject) bool) {
	if o == nil || !o.Visible() || !visit(o) {
		return
	}
	for _, c := range children(o) {
		walk(c, visit)
	}
}

func children(o fyne.CanvasObject) []fyne.CanvasObject {
	switch o := o.(type) {
	case *fyne.Container:
		return o.Objects
	case fyne.Widget:
		return test.WidgetRenderer(o).Objects()
	}
	return nil
}

// worded is a piece that knows its words whole, however they are broken into lines.
type worded interface{ Words() string }

// words gives what a person reads on one object, or nothing.
func words(o fyne.CanvasObject) string {
	switch o := o.(type) {
	case worded:
		return o.Words()
	case *widget.Label:
		return o.Text
	case *canvas.Text:
		return o.Text
	case interface{ SelectedText() string }: // an entry: what is typed in it
		if e, ok := entryOf(o.(fyne.CanvasObject)); ok {
			if e.Password {
				return ""
			}
			return e.Text
		}
	}
	return ""
}

// entryOf finds Fyne's entry in what is built on it.
func entryOf(o fyne.CanvasObject) (*widget.Entry, bool) {
	switch o := o.(type) {
	case *widget.Entry:
		return o, true
	case interface{ Base() *widget.Entry }:
		return o.Base(), true
	}
	return nil, false
}

// Words gives everything a person can read, one piece a line.
func (r *Robot) Words() string {
	var lines []string
	walk(r.root(), func(o fyne.CanvasObject) bool {
		w := words(o)
		if w == "" {
			return true
		}
		lines = append(lines, strings.Join(strings.Fields(w), " "))
		return false
	})
	return strings.Join(lines, "\n")
}

// Sees reports whether the words can be read.
func (r *Robot) Sees(words string) bool {
	for _, line := range strings.Split(r.Words(), "\n") {
		if strings.Contains(line, words) {
			return true
		}
	}
	return false
}

// See wants each of the words to be readable.
func (r *Robot) See(words ...string) *Robot {
	r.t.Helper()
	for _, w := range words {
		if !r.Sees(w) {
			r.t.Fatalf("cannot see %q. What there is:\n%s", w, r.Words())
		}
	}
	return r
}

// NotSee wants none of the words to be readable.
func (r *Robot) NotSee(words ...string) *Robot {
	r.t.Helper()
	for _, w := range words {
		if r.Sees(w) {
			r.t.Fatalf("can see %q. What there is:\n%s", w, r.Words())
		}
	}
	return r
}

// labelled is a piece with a label of its own: a field, a choice, a tick.
type labelled interface {
	fyne.CanvasObject
	Label() string
}

// says gives the words by which a person would name a thing to press.
func says(o fyne.CanvasObject) []string {
	var all []string
	if l, ok := o.(labelled); ok {
		all = append(all, l.Label())
	}
	if b, ok := o.(*widget.Button); ok {
		all = append(all, b.Text)
	}
	if l, ok := o.(interface{ AccessibilityLabel() string }); ok {
		all = append(all, l.AccessibilityLabel())
	}
	walk(o, func(c fyne.CanvasObject) bool {
		w := words(c)
		if w != "" {
			all = append(all, w)
		}
		return w == ""
	})
	return all
}

// find gives what can be pressed under that name: exactly so called before
// beginning so, small before large.
func (r *Robot) find(name string) fyne.Tappable {
	var exact, near fyne.Tappable
	walk(r.root(), func(o fyne.CanvasObject) bool {
		tap, ok := o.(fyne.Tappable)
		if _, isField := o.(interface{ Input() fyne.Focusable }); !ok || isField {
			return true
		}
		if o == r.root() {
			return true
		}
		for _, s := range says(o) {
			switch {
			case s == name:
				exact = tap // what is held is visited later, and is smaller
			case strings.Contains(s, name) && near == nil:
				near = tap
			}
		}
		return true
	})
	if exact != nil {
		return exact
	}
	return near
}

// Tap presses what has these words on it.
func (r *Robot) Tap(name string) *Robot {
	r.t.Helper()
	tap := r.find(name)
	if tap == nil {
		r.t.Fatalf("nothing to press called %q. What there is:\n%s", name, r.Words())
	}
	if d, ok := tap.(fyne.Disableable); ok && d.Disabled() {
		r.t.Fatalf("%q cannot be pressed now", name)
	}
	test.Tap(tap)
	return r
}

// CanTap reports whether there is something to press with these words that can
// be pressed now.
func (r *Robot) CanTap(name string) bool {
	tap := r.find(name)
	if tap == nil {
		return false
	}
	d, ok := tap.(fyne.Disableable)
	return !ok || !d.Disabled()
}

// field finds what has that label.
func (r *Robot) field(label string) labelled {
	r.t.Helper()
	var exact, near labelled
	walk(r.root(), func(o fyne.CanvasObject) bool {
		l, ok := o.(labelled)
		if !ok {
			return true
		}
		_, takesKeys := o.(interface{ Input() fyne.Focusable })
		_, picks := o.(interface{ Pick(string) })
		if !takesKeys && !picks {
			return true
		}
		switch {
		case l.Label() == label && exact == nil:
			exact = l
		case strings.Contains(l.Label(), label) && near == nil:
			near = l
		}
		return true
	})
	if exact == nil {
		exact = near
	}
	if exact == nil {
		r.t.Fatalf("no field called %q. What there is:\n%s", label, r.Words())
	}
	return exact
}

// Type empties the field and types text into it.
func (r *Robot) Type(label, text string) *Robot {
	r.t.Helper()
	in, ok := r.field(label).(interface{ Input() fyne.Focusable })
	if !ok {
		r.t.Fatalf("%q cannot be typed in", label)
	}
	r.w.Canvas().Focus(in.Input())
	if e, ok := entryOf(in.Input().(fyne.CanvasObject)); ok {
		if e.Disabled() {
			r.t.Fatalf("%q cannot be typed in now", label)
		}
		e.SetText("")
		e.CursorRow, e.CursorColumn = 0, 0
	}
	for _, c := range text {
		if c == '\n' {
			in.Input().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
			continue
		}
		in.Input().TypedRune(c)
	}
	return r
}

// Value gives what is in a field or chosen.
func (r *Robot) Value(label string) string {
	r.t.Helper()
	f := r.field(label)
	if in, ok := f.(interface{ Input() fyne.Focusable }); ok {
		if e, ok := entryOf(in.Input().(fyne.CanvasObject)); ok {
			return e.Text
		}
	}
	if v, ok := f.(interface{ Value() string }); ok {
		return v.Value()
	}
	return ""
}

// Choose chooses an option, by the words shown for it.
func (r *Robot) Choose(label, option string) *Robot {
	r.t.Helper()
	switch f := r.field(label).(type) {
	case interface {
		Options() (values, shown []string)
		Pick(string)
	}:
		values, shown := f.Options()
		if i := slices.Index(shown, option); i >= 0 {
			f.Pick(values[i])
			return r
		}
		r.t.Fatalf("%q has no option %q, only %q", label, option, shown)
	case interface {
		Options() []string
		Pick(string)
	}:
		if !slices.Contains(f.Options(), option) {
			r.t.Fatalf("%q has no option %q, only %q", label, option, f.Options())
		}
		f.Pick(option)
	default:
		r.t.Fatalf("%q is not a choice", label)
	}
	return r
}

// Press presses keys, as the window would deliver them: to what has the
// keyboard, else to the canvas. Tab moves the keyboard on.
func (r *Robot) Press(keys ...fyne.KeyName) *Robot {
	c := r.w.Canvas()
	for _, k := range keys {
		f := c.Focused()
		if tab, ok := f.(fyne.Tabbable); k == fyne.KeyTab && (!ok || !tab.AcceptsTab()) {
			c.FocusNext()
			continue
		}
		ev := &fyne.KeyEvent{Name: k}
		switch {
		case f != nil:
			f.TypedKey(ev)
			if k == fyne.KeySpace {
				f.TypedRune(' ')
			}
		case c.OnTypedKey() != nil:
			c.OnTypedKey()(ev)
		}
	}
	return r
}

// Back moves the keyboard back, as Shift and Tab do.
func (r *Robot) Back() *Robot {
	r.w.Canvas().FocusPrevious()
	return r
}

// Focused gives the name of what has the keyboard, or nothing.
func (r *Robot) Focused() string {
	f := r.w.Canvas().Focused()
	if f == nil {
		return ""
	}
	name := ""
	walk(r.root(), func(o fyne.CanvasObject) bool {
		if in, ok := o.(interface{ Input() fyne.Focusable }); ok && in.Input() == f {
			name = o.(labelled).Label()
		}
		return true
	})
	if name == "" {
		if all := says(f.(fyne.CanvasObject)); len(all) > 0 {
			name = all[0]
		}
	}
	return name
}

// Order gives the names of everything Tab stops at, in order.
func (r *Robot) Order() []string {
	c := r.w.Canvas()
	c.Unfocus()
	var names []string
	c.FocusNext()
	for first := c.Focused(); c.Focused() != nil; {
		names = append(names, r.Focused())
		c.FocusNext()
		if c.Focused() == first || len(names) > 500 {
			break
		}
	}
	c.Unfocus()
	return names
}
