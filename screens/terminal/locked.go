package terminal

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"leverarch/app"
	"leverarch/app/record"
	"leverarch/screens/words"
)

// unlock opens the locked file in the folder that is the first word.
func (t *Terminal) unlock(o *options) (*app.App, error) {
	if !app.Exists(o.words[0]) {
		return nil, words.ErrNoFileThere
	}
	secret, err := t.secret("Passphrase: ")
	if err != nil {
		return nil, err
	}
	defer clear(secret)
	return t.Desk.Unlock(o.words[0], secret)
}

// withFile runs f on the locked file, and locks it again whatever happens.
func (t *Terminal) withFile(o *options, f func(*app.App) error) error {
	a, err := t.unlock(o)
	if err != nil {
		return err
	}
	return errors.Join(f(a), a.Close())
}

func (t *Terminal) vaultCreate(o *options) error {
	if err := o.need(1, 1, "the folder to make"); err != nil {
		return err
	}
	secret, err := t.secret("A passphrase of your own, four words or more: ")
	if err != nil {
		return err
	}
	defer clear(secret)
	if t.asked() {
		again, err := t.secret("The same once more: ")
		if err != nil {
			return err
		}
		defer clear(again)
		if string(again) != string(secret) {
			return words.ErrNotTheSame
		}
	}
	if len(secret) == 0 {
		return words.ErrNoPassphrase
	}
	a, key, err := t.Desk.Create(o.words[0], secret)
	if err != nil {
		return err
	}
	t.printf("recovery key: %s\n", key)
	if name := app.SyncedBy(o.words[0]); name != "" {
		fmt.Fprintln(t.Err, words.CopiedElsewhere(name))
	}
	fmt.Fprintln(t.Err, "Write this key down now and keep it somewhere else. It is shown only once. Without it and without the passphrase nobody can open the file, and nor can we.")
	return a.Close()
}

type storedJSON struct {
	ID         record.ID  `json:"id"`
	SHA256     string     `json:"sha256"`
	File       string     `json:"file"`
	Again      bool       `json:"again,omitempty"` // it was in the file already
	Kind       string     `json:"kind,omitempty"`
	LetterDate record.Day `json:"letter_date"`
	Problem    string     `json:"problem,omitempty"`
}

func (t *Terminal) vaultImport(o *options) error {
	if err := o.need(2, -1, "the folder of the locked file and at least one letter"); err != nil {
		return err
	}
	return t.withFile(o, func(a *app.App) error {
		child, err := childFor(a, o.child)
		if err != nil {
			return err
		}
		missed := false
		out := make([]storedJSON, 0, len(o.words)-1)
		for _, path := range app.FilesIn(o.words[1:]) {
			kept, err := keep(a, child, path)
			if err != nil {
				t.sorry(path, err)
				missed = true
				continue
			}
			out = append(out, storedJSON{ID: kept.ID, SHA256: kept.SHA256, File: path, Again: kept.Again})
			if !o.json {
				t.printf("stored %s %s %s\n", kept.ID, kept.SHA256, path)
			}
		}
		// The words are read when everything is safe, however long it takes.
		for i := range out {
			d, err := readOnce(a, out[i].ID)
			if err != nil {
				return err
			}
			out[i].Kind, out[i].LetterDate = d.Kind, d.Letter
			if err := app.ProblemError(d.Problem); err != nil {
				out[i].Problem = words.For(err).Sentence()
			}
		}
		if o.json {
			if err := t.printJSON(out); err != nil {
				return err
			}
		}
		if missed {
			return errSaid
		}
		return nil
	})
}

// childFor finds the child named, adding one not yet known. With no name it is
// the only child of a file that has one, else nobody yet.
func childFor(a *app.App, name string) (record.ID, error) {
	c, err := a.ChildNamed(name)
	switch {
	case errors.Is(err, app.ErrUnknownChild):
		c, err = a.AddChild(name, record.Day{})
	case errors.Is(err, app.ErrNoChild):
		return "", nil
	}
	return c.ID, err
}

func keep(a *app.App, child record.ID, path string) (app.Kept, error) {
	f, err := os.Open(path)
	if err != nil {
		return app.Kept{}, err
	}
	defer f.Close()
	if info, err := f.Stat(); err != nil {
		return app.Kept{}, err
	} else if !info.Mode().IsRegular() {
		return app.Kept{}, words.ErrNotAFile
	}
	return a.Keep(child, path, f)
}

// readOnce reads the words of a document that has not been read yet.
func readOnce(a *app.App, id record.ID) (record.Document, error) {
	d, err := a.Document(id)
	if err != nil || !app.Unread(d) {
		return d, err
	}
	return a.Read(context.Background(), id, "")
}

type documentJSON struct {
	ID         record.ID  `json:"id"`
	Name       string     `json:"name"`
	Kind       string     `json:"kind"`
	LetterDate record.Day `json:"letter_date"`
	Child      string     `json:"child"`
	Size       int64      `json:"size"`
	SHA256     string     `json:"sha256"`
	Added      time.Time  `json:"added"`
	Title      string     `json:"title,omitempty"` // the parent's own name for it
	Tags       []string   `json:"tags,omitempty"`
	By         record.ID  `json:"superseded_by,omitempty"`
}

func (t *Terminal) vaultList(o *options) error {
	if err := o.need(1, 1, "the folder of the locked file"); err != nil {
		return err
	}
	return t.withFile(o, func(a *app.App) error {
		list, err := a.Documents("")
		if err != nil {
			return err
		}
		names, err := childNames(a)
		if err != nil {
			return err
		}
		out := make([]documentJSON, 0, len(list))
		for _, d := range list {
			out = append(out, documentJSON{d.ID, d.Name, d.Kind, d.Letter, names[d.Child], d.Size, d.SHA256, d.Added, d.Title, d.Tags, d.By})
		}
		if o.json {
			return t.printJSON(out)
		}
		if len(out) == 0 {
			t.printf("There are no documents in this file yet.\n")
		}
		for _, d := range out {
			t.printf("%s  %-10s  %s  %s  (%s)\n", d.ID, d.LetterDate, words.KindName(d.Kind), cmp.Or(d.Title, d.Name), words.Size(d.Size))
		}
		return nil
	})
}

func childNames(a *app.App) (map[record.ID]string, error) {
	list, err := a.Children()
	names := map[record.ID]string{}
	for _, c := range list {
		names[c.ID] = c.Name
	}
	return names, err
}

func (t *Terminal) vaultGet(o *options) error {
	if err := o.need(2, 2, "the folder of the locked file and the id of a document"); err != nil {
		return err
	}
	if o.out == "" {
		return &usageError{"Say where to put the copy, with -o."}
	}
	return t.withFile(o, func(a *app.App) error {
		if err := a.TakeOut(record.ID(o.words[1]), o.out); err != nil {
			return err
		}
		t.printf("written %s\n", o.out)
		return nil
	})
}

func (t *Terminal) vaultLog(o *options) error {
	if err := o.need(1, 1, "the folder of the locked file"); err != nil {
		return err
	}
	return t.withFile(o, func(a *app.App) error {
		if t.asked() {
			fmt.Fprintln(t.Err, "Write lines of `child: …`, `with: name, role, organisation`, `how: phone`, `said: …`, `agreed: …`, then Ctrl+D.")
		}
		talk, child, err := t.talk(o)
		if err != nil {
			return err
		}
		if talk.Child, err = childFor(a, child); err != nil {
			return err
		}
		c, err := a.Log(talk)
		if err != nil {
			return err
		}
		t.printf("written %s\n", c.ID)
		return nil
	})
}

// talk reads `name: text` lines to the end of standard input. A line that
// starts with no known name goes on with the one before.
func (t *Terminal) talk(o *options) (app.Talk, string, error) {
	var talk app.Talk
	talk.On = o.on
	child, last := "", ""
	for {
		line, err := t.line()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return talk, child, err
		}
		name, text, ok := strings.Cut(line, ":")
		name, text = strings.ToLower(strings.TrimSpace(name)), strings.TrimSpace(text)
		more := !ok
		switch {
		case !ok:
		case name == "child":
			child = text
		case name == "with":
			talk.People = append(talk.People, person(text))
		case name == "how":
			talk.How = strings.ToLower(text)
		case name == "at":
			talk.At = text
		case name == "said":
			talk.Said = join(talk.Said, text)
		case name == "agreed":
			talk.Agree = append(talk.Agree, record.Agreed{What: text, By: o.by})
		case name == "who" && len(talk.Agree) > 0:
			talk.Agree[len(talk.Agree)-1].Who = text
		case name == "private":
			talk.Private = join(talk.Private, text)
		default:
			more = true
		}
		switch {
		case !more:
			last = name
		case strings.TrimSpace(line) == "":
		case last == "agreed":
			g := &talk.Agree[len(talk.Agree)-1]
			g.What = join(g.What, strings.TrimSpace(line))
		case last == "private":
			talk.Private = join(talk.Private, strings.TrimSpace(line))
		default:
			// Words with no name in front are what was said: nothing is dropped.
			talk.Said = join(talk.Said, strings.TrimSpace(line))
		}
	}
	return talk, child, nil
}

func join(a, b string) string {
	if a == "" {
		return b
	}
	return a + "\n" + b
}

// person reads a name with, after commas, a role and an organisation.
func person(s string) record.Person {
	part := strings.SplitN(s, ",", 3)
	for len(part) < 3 {
		part = append(part, "")
	}
	return record.Person{
		Name: strings.TrimSpace(part[0]), Role: strings.TrimSpace(part[1]), Organisation: strings.TrimSpace(part[2]),
	}
}

func (t *Terminal) vaultConfirm(o *options) error {
	if err := o.need(2, -1, "the folder of the locked file and the id of a document"); err != nil {
		return err
	}
	given, err := t.events(o.words[2:])
	if err != nil {
		return err
	}
	return t.withFile(o, func(a *app.App) error {
		id := record.ID(o.words[1])
		d, err := readOnce(a, id)
		if err != nil {
			return err
		}
		l, err := a.FirstLook(id)
		if err != nil {
			return err
		}
		if l.Child == "" {
			if l.Child, err = childOf(a, d); err != nil {
				return err
			}
		}
		for _, e := range given {
			l.Facts = app.WithFact(l.Facts, app.Fact{Event: e.Kind, Day: e.Day})
		}
		if err := a.Confirm(id, l); err != nil {
			return err
		}
		if len(l.Facts) == 0 {
			t.printf("written %s: nothing in it starts a date\n", id)
		}
		for _, f := range l.Facts {
			t.printf("written %s: %s %s\n", id, f.Event, f.Day)
		}
		return nil
	})
}

// childOf says whose a letter is that was brought in without a name: the child
// it names, else the only child, else one without a name yet.
func childOf(a *app.App, d record.Document) (record.ID, error) {
	name := ""
	if d.Guess != nil {
		name = d.Guess.Child
	}
	if list, err := a.Children(); err != nil {
		return "", err
	} else if name == "" && len(list) == 0 {
		name = words.NoName
	}
	id, err := childFor(a, name)
	if err == nil && id == "" {
		err = app.ErrNoChild
	}
	return id, err
}

func (t *Terminal) vaultHistory(o *options) error {
	if err := o.need(2, 2, "the folder of the locked file and the id of a record"); err != nil {
		return err
	}
	return t.withFile(o, func(a *app.App) error {
		id := record.ID(o.words[1])
		docs, err := a.DocumentHistory(id)
		if err == nil {
			return showHistory(t, o, docs)
		}
		if !errors.Is(err, app.ErrNotFound) {
			return err
		}
		talks, err := a.TalkHistory(id)
		if err != nil {
			return err
		}
		return showHistory(t, o, talks)
	})
}

type pastJSON[T any] struct {
	Written time.Time `json:"written"`
	Was     T         `json:"was"`
}

func showHistory[T any](t *Terminal, o *options, list []app.Past[T]) error {
	if o.json {
		out := make([]pastJSON[T], 0, len(list))
		for _, p := range list {
			out = append(out, pastJSON[T]{p.When, p.Was})
		}
		return t.printJSON(out)
	}
	for _, p := range list {
		t.printf("written %s\n", p.When.Local().Format("Monday 2 January 2006 15:04"))
		if err := t.printJSON(p.Was); err != nil {
			return err
		}
	}
	return nil
}

func (t *Terminal) vaultDates(o *options) error {
	if err := o.need(1, 1, "the folder of the locked file"); err != nil {
		return err
	}
	return t.withFile(o, func(a *app.App) error {
		list, err := a.Dates("")
		if err != nil {
			return err
		}
		out := make([]deadlineJSON, 0, len(list))
		for _, d := range list {
			out = append(out, deadlineJSON{d.Deadline, d.Child.Name, d.State})
		}
		if o.json {
			return t.datesJSON(out, a.Today())
		}
		t.lawAsAt(a.Today())
		t.printf("Today is %s.\n", a.Today().Written())
		if len(list) == 0 {
			t.printf("There are no dates in this file yet.\n")
		}
		for _, d := range list {
			t.printf("  %s  %s (%s): %s\n", d.Day.Written(), d.Says, d.Child.Name, words.State(d.State, a.Today().DaysUntil(d.Day)))
			t.showWhy(d.Deadline)
		}
		return nil
	})
}

func (t *Terminal) vaultCalendar(o *options) error {
	if err := o.need(1, 1, "the folder of the locked file"); err != nil {
		return err
	}
	if o.out == "" {
		return &usageError{"Say where to write the calendar, with -o."}
	}
	return t.withFile(o, func(a *app.App) error {
		changes, err := a.ToPhone(o.out, app.Phone{Titles: o.titles, Past: true})
		if err != nil {
			return err
		}
		if o.changes {
			if len(changes) == 0 {
				t.printf("nothing changed since the last calendar\n")
			}
			for _, c := range changes {
				t.printf("%s\n", words.Changed(c.What, c.Says, c.Was, c.Day))
				if c.Stale() {
					t.printf("    To delete by hand, where the calendar still shows it: %s.\n", words.ByHand(c.Before, c.Was, 1))
				}
			}
		}
		t.printf("written %s\n", o.out)
		return nil
	})
}
