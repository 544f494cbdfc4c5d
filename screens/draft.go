package screens

import (
	"context"
	"maps"
	"time"
)

// draft keeps what is typed in a form, locked in the file, a second after the last
// change and when the form is left or the file locked. A form has one, tells it of every
// change, and takes back from it what was typed.
type draft struct {
	shell *Shell

	form        string // what it is about; empty while no form is open
	read        func() map[string]string
	base        map[string]string // what the form was filled with
	typed, kept int               // changes made, and those the file has
	held        bool              // the file has something of it
	waiting     bool
	complained  bool
	keeper      keeper
}

// begin is told that a form was filled with what the file has, and gives what was
// typed in it before and not saved, or nil.
func (d *draft) begin(form string, read func() map[string]string) map[string]string {
	d.form, d.read, d.base, d.kept = form, read, read(), d.typed
	was, err := d.shell.file.Half(form)
	if err != nil {
		d.shell.Fail(err)
		return nil
	}
	d.held = was != nil
	return was
}

// changed is told of every change a person makes.
func (d *draft) changed() {
	if d.form != "" {
		d.typed++
		d.soon()
	}
}

// soon keeps the form a second after the last change. One wait at most is under way.
func (d *draft) soon() {
	if d.waiting {
		return
	}
	d.waiting = true
	then := d.typed
	d.shell.Later(time.Second, func() {
		d.waiting = false
		switch {
		case d.form == "" || d.typed == d.kept:
		case d.typed != then:
			d.soon()
		default:
			n, do := d.typed, d.keeping()
			var err error
			d.shell.Work("", func(context.Context) error {
				err = d.keeper.do(n, do)
				return nil
			}, func() { d.took(n, err) })
		}
	})
}

// keeping gives the work that keeps the form as it stands, or forgets it where it
// holds no more than the file has.
func (d *draft) keeping() func() error {
	file, form, now := d.shell.file, d.form, d.read()
	if maps.Equal(now, d.base) {
		if !d.held {
			return func() error { return nil }
		}
		d.held = false
		return func() error { return file.DropHalf(form) }
	}
	d.held = true
	return func() error { return file.KeepHalf(form, now) }
}

func (d *draft) took(n int, err error) {
	switch {
	case err == nil:
		d.kept, d.complained = max(d.kept, n), false
	case !d.complained: // once: each second would leave nobody able to type
		d.complained = true
		d.shell.Fail(err)
	}
}

// leave keeps what is typed before the form goes.
func (d *draft) leave() {
	if d.form == "" || d.typed == d.kept {
		return
	}
	n := d.typed
	d.took(n, d.keeper.do(n, d.keeping()))
}

// drop gives the work that forgets what was typed, whatever is still on its way to the
// file: the form was saved, or put away.
func (d *draft) drop() func() error {
	d.typed++
	n, file, form := d.typed, d.shell.file, d.form
	d.kept, d.held = n, false
	return func() error { return d.keeper.do(n, func() error { return file.DropHalf(form) }) }
}
