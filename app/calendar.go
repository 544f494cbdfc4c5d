package app

import (
	"cmp"
	"errors"
	"io"
	"slices"
	"strconv"
	"time"

	"leverarch/app/lang"
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

// Whether reminders are entries of their own, for calendars that drop the alarms
// of a file.
const (
	RemindersAsBefore = ""
	RemindersOwn      = "own"
	RemindersInside   = "inside"
)

// Phone says which dates go to a calendar, and how.
type Phone struct {
	Child  record.ID // none: every child
	Titles string    // NeutralTitles or FullTitles
	// Reminders is one of the constants above: a week before and the day before.
	Reminders string
	// Past takes dates that have passed, too. Dates sent before always go again,
	// so that a phone can be put right from the newest file alone.
	Past bool
}

// Change is one difference between what a calendar was last given and now.
type Change struct {
	What string // "new", "moved", "no longer needed", "renamed"
	// Says is what the date is, and Title what the calendar is to call it.
	Says, Title string
	// Before and Was are what the calendar called it until now, and its day
	// then; nothing where it never had it.
	Before string
	Was    record.Day
	Day    record.Day
	Ahead  int // a reminder, so many days before
}

// Stale reports whether a calendar that does not follow changes still shows an
// entry that must be deleted by hand: the one called Before, on the day Was.
func (c Change) Stale() bool { return c.Before != "" }

// PhoneBefore gives how the dates were last sent: at first with neutral titles,
// and reminders inside the dates.
func (a *App) PhoneBefore() (Phone, error) {
	return view(a, func(tx *vault.Tx) (Phone, error) {
		last, err := lastPhone(tx)
		p := Phone{Titles: last.Titles, Reminders: RemindersInside}
		if last.Reminders {
			p.Reminders = RemindersOwn
		}
		return p, err
	})
}

// phoneID is the one place for the choice.
const phoneID = "phone"

func lastPhone(tx *vault.Tx) (record.PhoneChoice, error) {
	p, err := phones.Get(tx, phoneID)
	if errors.Is(err, vault.ErrNotFound) {
		return record.PhoneChoice{Titles: NeutralTitles}, nil
	}
	return p, err
}

// ToPhone writes the calendar file and remembers what it holds: each date keeps
// its identity for ever, its number rises when it changes, and one that is no
// longer needed goes out as cancelled. With nothing changed the file is the
// same to the byte, and so it carries the head as it was at the last change.
func (a *App) ToPhone(path string, p Phone) ([]Change, error) {
	var changes []Change
	head := a.Head()
	err := a.vault.Update(func(tx *vault.Tx) error {
		s, err := a.sheet(tx, p)
		if err != nil {
			return err
		}
		changes = s.changes
		chosen := record.PhoneChoice{Titles: s.Titles, Reminders: s.Reminders == RemindersOwn, Head: s.last.Head}
		for _, row := range s.next {
			if slices.Contains(s.rows, row) {
				continue
			}
			chosen.Head = head
			if err := exported.Put(tx, row.UID, row); err != nil {
				return err
			}
		}
		if chosen != s.last {
			s.last = chosen
			if err := phones.Put(tx, phoneID, chosen); err != nil {
				return err
			}
		}
		// The file is complete and safe before the rows are: where the rows are
		// lost the next file says the same again, which a calendar passes over.
		return export.File(path, func(w io.Writer) error { return s.calendar().Write(w) })
	})
	return changes, err
}

// PhoneChanges says what the next calendar file would change.
func (a *App) PhoneChanges(p Phone) ([]Change, error) {
	return view(a, func(tx *vault.Tx) ([]Change, error) {
		s, err := a.sheet(tx, p)
		if err != nil {
			return nil, err
		}
		return s.changes, nil
	})
}

// FridgeSheet writes the dates to come as a page to print in large letters, under
// the titles a calendar would have. It gives export.ErrNothing where none is to come.
func (a *App) FridgeSheet(path string, p Phone) error {
	due, err := a.Dates(p.Child)
	if err != nil {
		return err
	}
	sheet := export.Fridge{Title: export.NeutralName()}
	for _, d := range due {
		if d.State != ToCome && d.State != Due {
			continue
		}
		row := a.row("", d, p.Titles, a.Book.AsAt())
		sheet.Lines = append(sheet.Lines, export.FridgeLine{Day: row.Day, Says: row.Title})
	}
	slices.SortStableFunc(sheet.Lines, func(x, y export.FridgeLine) int { return x.Day.Compare(y.Day) })
	// Under titles that say nothing, two things due on one day are one line.
	sheet.Lines = slices.Compact(sheet.Lines)
	if p.Titles == FullTitles {
		sheet.Foot = lang.T("Law as at %s. Printed on %s: look again when something changes.", a.Book.AsAt().Written(), a.Today().Written())
	}
	return export.File(path, func(w io.Writer) error { return sheet.Write(w) })
}

// Code gives the words of a square code that puts one date on a phone, in the
// form of the standard or, wrapped, in the other form that some phones want
// instead. What it puts there is not remembered: a code is a copy, and does not
// follow changes.
func (a *App) Code(d Dated, p Phone, wrapped bool) (string, error) {
	row := a.row(export.UID(a.CalendarSalt(), string(d.From.ID), d.Rule), d, p.Titles, a.Book.AsAt())
	return export.Code(export.Entry{UID: row.UID, Day: row.Day, Title: row.Title}, wrapped)
}

// CalendarSalt goes into the names dates have in calendars, so that nobody can
// tell from a name what it stands for.
func (a *App) CalendarSalt() []byte { return a.vault.Salt("calendar") }

// remindDays are how many days before a date its own reminders stand.
var remindDays = []int{7, 1}

// sheet is what a calendar was given, what it should be given now, and how the
// two differ.
type sheet struct {
	*App
	Phone
	last    record.PhoneChoice
	rows    []record.Exported
	next    []record.Exported
	changes []Change
}

func (a *App) sheet(tx *vault.Tx, p Phone) (*sheet, error) {
	s := &sheet{App: a, Phone: p}
	var err error
	if s.last, err = lastPhone(tx); err != nil {
		return nil, err
	}
	s.Titles = cmp.Or(p.Titles, s.last.Titles)
	if p.Reminders == RemindersAsBefore {
		s.Reminders = RemindersInside
		if s.last.Reminders {
			s.Reminders = RemindersOwn
		}
	}
	if s.rows, err = all(tx, exported); err != nil {
		return nil, err
	}
	due, err := a.dates(tx, p.Child)
	if err != nil {
		return nil, err
	}
	s.fill(due)
	return s, nil
}

// wanted is one entry that a calendar should have: a date, or a reminder of it.
type wanted struct {
	Dated
	ahead int
}

func (w wanted) day() record.Day { return w.Day.AddDays(-w.ahead) }

// fill works out the rows as they should now be.
func (s *sheet) fill(due []Dated) {
	salt := s.CalendarSalt()
	live := map[string]wanted{}
	for _, d := range due {
		if d.State != ToCome && d.State != Due && d.State != Late {
			continue
		}
		live[export.UID(salt, string(d.From.ID), d.Rule)] = wanted{d, 0}
		if s.Reminders == RemindersOwn {
			for _, n := range remindDays {
				live[export.UID(salt, string(d.From.ID), d.Rule, "ahead", strconv.Itoa(n))] = wanted{d, n}
			}
		}
	}
	today := s.Today()
	for _, row := range s.rows {
		if s.Child != "" && row.Child != s.Child {
			continue
		}
		d, still := live[row.UID]
		delete(live, row.UID)
		now := row
		now.Gone = true
		if still {
			// Under the law as it stood when the date was last sent: a new rule
			// book that changes no date sends nothing again.
			now = s.entry(row.UID, d, row.LawAsAt)
			now.Sequence, now.Stamp, now.Quiet = row.Sequence, row.Stamp, row.Quiet
		}
		if now != row {
			if still {
				now = s.entry(row.UID, d, s.Book.AsAt())
				now.Quiet = now.Quiet || d.day().Before(today)
			}
			now.Sequence, now.Stamp = row.Sequence+1, s.stamp()
			if c := s.difference(row, now); c.What != "" {
				s.changes = append(s.changes, c)
			}
		}
		s.next = append(s.next, now)
	}
	for uid, d := range live {
		passed := d.day().Before(today)
		if passed && (d.ahead > 0 || !s.Past) {
			continue
		}
		row := s.entry(uid, d, s.Book.AsAt())
		row.Stamp, row.Quiet = s.stamp(), row.Quiet || passed
		s.next = append(s.next, row)
		s.changes = append(s.changes, Change{What: "new", Says: d.Says, Title: row.Title, Day: row.Day, Ahead: d.ahead})
	}
	slices.SortFunc(s.changes, func(x, y Change) int {
		return cmp.Or(x.Day.Compare(y.Day), cmp.Compare(x.Says, y.Says), cmp.Compare(x.Title, y.Title), x.Was.Compare(y.Was), cmp.Compare(x.Before, y.Before))
	})
}

// entry gives the row of a date or of a reminder. A reminder of its own rings in
// no calendar, since the date itself does where alarms are kept.
func (s *sheet) entry(uid string, w wanted, asAt record.Day) record.Exported {
	r := s.row(uid, w.Dated, s.Titles, asAt)
	if w.ahead > 0 {
		r.Ahead, r.Day, r.Quiet = w.ahead, w.day(), true
		r.Title = export.Ahead(r.Title, w.ahead)
	}
	return r
}

func (a *App) row(uid string, d Dated, titles string, asAt record.Day) record.Exported {
	r := record.Exported{
		UID: uid, Event: d.Event.ID, Rule: d.Rule, Child: d.Child.ID, Day: d.Day,
		Titles: NeutralTitles, Title: export.Neutral(d.Who), Note: export.NeutralDescription(), LawAsAt: asAt,
	}
	if titles == FullTitles {
		r.Titles, r.Title = FullTitles, d.Says+" ("+d.Child.Name+")"
		r.Note = export.Description(d.Why, d.Source, asAt)
	}
	return r
}

// stamp is now, to the second, as a calendar keeps it.
func (a *App) stamp() time.Time { return a.now().UTC().Truncate(time.Second) }

func (s *sheet) difference(was, now record.Exported) Change {
	c := Change{Says: now.Title, Title: now.Title, Before: was.Title, Was: was.Day, Day: now.Day, Ahead: was.Ahead}
	if r, ok := s.Book.Rule(now.Rule); ok {
		c.Says = r.Says
	}
	if was.Gone {
		c.Before = export.Withdrawn() + was.Title
	}
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

func (s *sheet) calendar() export.Calendar {
	c := export.Calendar{Name: export.NeutralName(), Head: s.last.Head}
	if s.Titles == FullTitles {
		c.Name = export.FullName()
	}
	for _, r := range s.next {
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
