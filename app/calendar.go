package app

import (
	"io"
	"slices"
	"time"

	"leverarch/app/record"
	"leverarch/export"
	"leverarch/vault"
)

// How much a calendar says.
const (
	// NeutralTitles name no child, council, school, plan or law.
	NeutralTitles = "neutral"
	// FullTitles say what each date is.
	FullTitles = "full"
)

// Phone says which dates go to a calendar, and how.
type Phone struct {
	Child  record.ID // none: every child
	Titles string    // NeutralTitles or FullTitles
	// Past takes dates that have passed, too. Dates sent before always go again,
	// so that a phone can be put right from the newest file alone.
	Past bool
}

// Change is one difference between what a calendar was last given and now.
type Change struct {
	What string // "new", "moved", "no longer needed", "renamed"
	Says string
	Was  record.Day
	Day  record.Day
}

// ToPhone writes the calendar file and remembers what it holds: each date keeps
// its identity for ever, its number rises when it changes, and one that is no
// longer needed goes out as cancelled. With nothing changed the file is the
// same to the byte.
func (a *App) ToPhone(path string, p Phone) ([]Change, error) {
	var changes []Change
	err := a.vault.Update(func(tx *vault.Tx) error {
		rows, err := all(tx, exported)
		if err != nil {
			return err
		}
		next, changed, err := a.sheet(tx, rows, p)
		if err != nil {
			return err
		}
		changes = changed
		for _, row := range next {
			if slices.Contains(rows, row) {
				continue
			}
			if err := exported.Put(tx, row.UID, row); err != nil {
				return err
			}
		}
		// The file is complete and safe before the rows are: where the rows are
		// lost the next file says the same again, which a calendar passes over.
		return export.File(path, func(w io.Writer) error { return a.calendar(next, p).Write(w) })
	})
	return changes, err
}

// PhoneChanges says what the next calendar file would change.
func (a *App) PhoneChanges(p Phone) ([]Change, error) {
	return view(a, func(tx *vault.Tx) ([]Change, error) {
		rows, err := all(tx, exported)
		if err != nil {
			return nil, err
		}
		_, changes, err := a.sheet(tx, rows, p)
		return changes, err
	})
}

// CalendarSalt goes into the names dates have in calendars, so that nobody can
// tell from a name what it stands for.
func (a *App) CalendarSalt() []byte { return a.vault.Salt("calendar") }

// sheet gives the rows as they should now be, and how they differ from before.
func (a *App) sheet(tx *vault.Tx, rows []record.Exported, p Phone) ([]record.Exported, []Change, error) {
	due, err := a.dates(tx, p.Child)
	if err != nil {
		return nil, nil, err
	}
	salt := a.CalendarSalt()
	live := map[string]Dated{}
	for _, d := range due {
		if d.State == ToCome || d.State == Due || d.State == Late {
			live[export.UID(salt, string(d.From.ID), d.Rule)] = d
		}
	}
	var next []record.Exported
	var changes []Change
	for _, row := range rows {
		if p.Child != "" && row.Child != p.Child {
			continue
		}
		d, wanted := live[row.UID]
		delete(live, row.UID)
		now := row
		switch {
		case wanted:
			// Under the law as it stood when the date was last sent: a new rule
			// book that changes no date sends nothing again.
			now = a.row(row.UID, d, p, row.LawAsAt)
		default:
			now.Gone = true
		}
		now.Sequence, now.Stamp, now.Quiet = row.Sequence, row.Stamp, row.Quiet
		if now != row {
			now.Sequence, now.Stamp = row.Sequence+1, a.stamp()
			if wanted {
				now = a.row(row.UID, d, p, a.Book.AsAt())
				now.Sequence, now.Stamp = row.Sequence+1, a.stamp()
				now.Quiet = d.Day.Before(a.Today())
			}
			if c := difference(row, now); c.What != "" {
				changes = append(changes, c)
			}
		}
		next = append(next, now)
	}
	for uid, d := range live {
		late := d.Day.Before(a.Today())
		if late && !p.Past {
			continue
		}
		row := a.row(uid, d, p, a.Book.AsAt())
		row.Stamp, row.Quiet = a.stamp(), late
		next = append(next, row)
		changes = append(changes, Change{What: "new", Says: d.Says, Day: d.Day})
	}
	slices.SortFunc(changes, func(x, y Change) int { return x.Day.Compare(y.Day) })
	return next, changes, nil
}

func (a *App) row(uid string, d Dated, p Phone, asAt record.Day) record.Exported {
	r := record.Exported{
		UID: uid, Event: d.Event.ID, Rule: d.Rule, Child: d.Child.ID, Day: d.Day,
		Titles: NeutralTitles, Title: export.Neutral(d.Who), Note: export.NeutralDescription, LawAsAt: asAt,
	}
	if p.Titles == FullTitles {
		r.Titles, r.Title = FullTitles, d.Says+" ("+d.Child.Name+")"
		r.Note = export.Description(d.Why, d.Source, asAt)
	}
	return r
}

// stamp is now, to the second, as a calendar keeps it.
func (a *App) stamp() time.Time { return a.now().UTC().Truncate(time.Second) }

func difference(was, now record.Exported) Change {
	c := Change{Says: now.Title, Was: was.Day, Day: now.Day}
	switch {
	case now.Gone && !was.Gone:
		c.What = "no longer needed"
	case was.Gone && !now.Gone:
		c.What = "new"
	case was.Day != now.Day:
		c.What = "moved"
	case was.Title != now.Title || was.Note != now.Note:
		c.What = "renamed"
	}
	return c
}

func (a *App) calendar(rows []record.Exported, p Phone) export.Calendar {
	c := export.Calendar{Name: export.NeutralName}
	if p.Titles == FullTitles {
		c.Name = export.FullName
	}
	for _, r := range rows {
		e := export.Entry{
			UID: r.UID, Sequence: r.Sequence, Day: r.Day, Title: r.Title, Description: r.Note,
			Cancelled: r.Gone, Stamp: r.Stamp,
		}
		if r.Quiet {
			e.Alarms = []time.Duration{}
		}
		c.Entries = append(c.Entries, e)
	}
	return c
}
