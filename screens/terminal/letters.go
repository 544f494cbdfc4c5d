package terminal

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"strings"

	"leverarch/app"
	"leverarch/app/law"
	"leverarch/app/read"
	"leverarch/app/record"
	"leverarch/export"
	"leverarch/screens/words"
)

type foundJSON struct {
	Event string     `json:"event,omitempty"`
	Day   record.Day `json:"day"`
	Quote string     `json:"quote"`
	Page  int        `json:"page"`
}

func foundOut(list []record.Found) []foundJSON {
	out := make([]foundJSON, 0, len(list))
	for _, f := range list {
		out = append(out, foundJSON{f.Event, f.Day, f.Quote, f.Page})
	}
	return out
}

// readJSON is what is known of one file that was read.
type readJSON struct {
	File       string         `json:"file"`
	Kind       string         `json:"kind"`
	Sure       float64        `json:"sure"`
	LetterDate record.Day     `json:"letter_date"`
	Scanned    bool           `json:"scanned"`
	Pages      int            `json:"pages"`
	Child      string         `json:"child"`
	From       string         `json:"from"`
	Stated     []foundJSON    `json:"stated"`
	Events     []foundJSON    `json:"events"`
	Deadlines  []deadlineJSON `json:"deadlines"`
	Notes      []string       `json:"notes"`
}

type problemJSON struct {
	File    string `json:"file"`
	Problem string `json:"problem"`
	Scanned bool   `json:"scanned,omitempty"`
	Pages   int    `json:"pages,omitempty"`
}

// letter reads one file on the disk. A file with pictures and no words is a
// problem, too, and comes with its text.
func letter(path string) (record.Guess, read.Text, error) {
	f, err := os.Open(path)
	if err != nil {
		return record.Guess{}, read.Text{}, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return record.Guess{}, read.Text{}, err
	}
	if !info.Mode().IsRegular() {
		return record.Guess{}, read.Text{}, words.ErrNotAFile
	}
	return letterIn(f, info.Size())
}

func letterIn(src io.Reader, size int64) (record.Guess, read.Text, error) {
	text, err := read.Words(context.Background(), src, size, read.Options{})
	if err != nil {
		return record.Guess{}, text, err
	}
	if text.Scanned {
		return record.Guess{}, text, app.ErrScanned
	}
	return app.Recognise(text), text, nil
}

// outside says why a file was not read, where nothing of it was kept.
func outside(err error) string {
	said := words.For(err)
	said.Lost = "Nothing was changed."
	if app.IsProblem(err) {
		said.Now = "Read it yourself, and give `leverarch dates` the days it shows."
	}
	return said.Sentence()
}

func eventsOf(g record.Guess) []law.Event {
	var list []law.Event
	for _, f := range g.Events {
		list = append(list, law.Event{Kind: f.Event, Day: f.Day})
	}
	return list
}

func (t *Terminal) read(o *options) error {
	if err := o.need(1, -1, "the name of at least one file"); err != nil {
		return err
	}
	all := make([]any, 0, len(o.words))
	for _, path := range o.words {
		g, text, err := letter(path)
		if err != nil {
			p := problemJSON{path, outside(err), text.Scanned, len(text.Pages)}
			all = append(all, p)
			if !o.json {
				t.printf("%s\n  %s\n\n", path, p.Problem)
			}
			continue
		}
		due := t.Desk.Book.Deadlines(eventsOf(g), t.day(o))
		if !o.json {
			t.showLetter(path, g, due)
			continue
		}
		all = append(all, readJSON{
			File: path, Kind: g.Kind, Sure: g.Sure, LetterDate: g.Letter.Day, Scanned: text.Scanned || text.ByEye(),
			Pages: len(text.Pages), Child: g.Child, From: g.From, Stated: foundOut(g.Stated),
			Events: foundOut(g.Events), Deadlines: deadlinesOut(due), Notes: append([]string{}, g.Notes...),
		})
	}
	if o.json {
		return t.printJSON(all)
	}
	return nil
}

func (t *Terminal) showLetter(path string, g record.Guess, due []law.Deadline) {
	t.printf("%s\n", path)
	t.printf("  Looks like: %s.\n", words.KindName(g.Kind))
	if !g.Letter.Day.IsZero() {
		t.printf("  Dated: %s.\n", g.Letter.Day.Written())
	}
	if g.From != "" {
		t.printf("  From: %s.\n", g.From)
	}
	if g.Child != "" {
		t.printf("  About: %s.\n", g.Child)
	}
	for _, f := range g.Events {
		t.printf("  %s: %s, because page %d says “%s”.\n", t.Desk.EventName(f.Event), f.Day.Written(), f.Page, f.Quote)
	}
	if len(g.ByEye) > 0 {
		t.printf("  Read from a picture: please look twice at each date.\n")
	}
	for _, n := range g.Notes {
		t.printf("  Note: %s\n", n)
	}
	t.showDeadlines(due)
	t.printf("\n")
}

func (t *Terminal) calendar(o *options) error {
	if err := o.need(1, -1, "a file, or an event and its day"); err != nil {
		return err
	}
	if o.out == "" {
		return &usageError{"Say where to write the calendar, with -o."}
	}
	var list []law.Event
	unread := false
	for _, w := range o.words {
		kind, _, isEvent := strings.Cut(w, "=")
		if _, known := t.Desk.Book.Event(kind); isEvent && known {
			found, err := t.events([]string{w})
			if err != nil {
				return err
			}
			list = append(list, found...)
			continue
		}
		if _, err := os.Stat(w); err != nil && isEvent {
			_, err := t.events([]string{w})
			return err
		}
		g, _, err := letter(w)
		if err != nil {
			fmt.Fprintf(t.Err, "%s: %s\n", w, outside(err))
			unread = true
			continue
		}
		list = append(list, eventsOf(g)...)
	}
	if err := t.writeCalendar(o.out, o.titles, list, t.day(o)); err != nil {
		return err
	}
	if unread {
		return errSaid
	}
	return nil
}

// writeCalendar writes the dates that follow from events, in a file that is the
// same to the byte each time.
func (t *Terminal) writeCalendar(path, titles string, list []law.Event, today record.Day) error {
	c := export.Calendar{Name: export.NeutralName()}
	if titles == app.FullTitles {
		c.Name = export.FullName()
	}
	seen := map[string]bool{}
	for _, d := range t.Desk.Book.Deadlines(list, today) {
		e := export.Entry{
			UID: export.UID(nil, d.Rule, d.From.Event, d.From.Day.String()), Day: d.Day,
			Title: export.Neutral(d.Who), Description: export.NeutralDescription(), Stamp: d.From.Day.Time(),
		}
		if seen[e.UID] {
			continue // two letters that show the same event
		}
		seen[e.UID] = true
		if titles == app.FullTitles {
			e.Title = d.Says
			e.Description = export.Description(d.Why, d.Source, t.Desk.Book.AsAt())
		}
		c.Entries = append(c.Entries, e)
	}
	if err := export.File(path, c.Write); err != nil {
		return err
	}
	t.printf("written %s: %s\n", path, words.Count(len(c.Entries), "date", "dates"))
	return nil
}

func (t *Terminal) text(o *options) error {
	if err := o.need(1, 1, "the name of one file"); err != nil {
		return err
	}
	_, text, err := letter(o.words[0])
	if err != nil {
		return err
	}
	for i, p := range text.Pages {
		if i > 0 {
			t.printf("\f")
		}
		if _, err := io.WriteString(t.Out, strings.TrimRight(p.Text, "\n")+"\n"); err != nil {
			return err
		}
	}
	return nil
}

// sample does the main job on the letters of the sample family: says what each
// is and which dates follow, and writes them for a phone.
func (t *Terminal) sample(o *options) error {
	if err := o.need(0, 0, "no more words"); err != nil {
		return err
	}
	if o.out == "" {
		o.out = "sample-dates.ics"
	}
	names, err := t.Desk.SampleLetters()
	if err != nil {
		return err
	}
	today := t.Desk.SampleToday()
	t.printf("These are the letters of an invented family, as if today were %s.\n\n", today.Written())
	var list []law.Event
	for _, name := range names {
		b, err := t.Desk.SampleLetter(name)
		if err != nil {
			return err
		}
		g, _, err := letterIn(bytes.NewReader(b), int64(len(b)))
		if err != nil {
			fmt.Fprintf(t.Err, "%s: %s\n", name, outside(err))
			continue
		}
		t.showLetter(name, g, t.Desk.Book.Deadlines(eventsOf(g), today))
		list = append(list, eventsOf(g)...)
	}
	return t.writeCalendar(o.out, app.FullTitles, list, today)
}

// NoScreen is what the program does where there is no screen for its window.
func (t *Terminal) NoScreen() int {
	fmt.Fprint(t.Out, "There is no screen here to open a window on, so this is the main job done in the terminal; `leverarch help` lists the rest.\n\n")
	return t.Run([]string{"sample"})
}
