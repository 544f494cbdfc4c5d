package part

import (
	"cmp"

	"fyne.io/fyne/v2"

	"leverarch/app/lang"
	"leverarch/app/record"
)

// Date is a field for a day, typed as people type days and shown written out.
type Date struct {
	Field
	// OnDay is told of every change of the day.
	OnDay func(record.Day)

	today  func() record.Day
	day    record.Day
	before int // how many years ago, and ahead, a day needs no question
	after  int
	known  bool // what is put in now is no typing
}

// NewDate makes a field for a day. Today is asked for each time.
func NewDate(label, hint string, today func() record.Day) *Date {
	d := &Date{today: today, before: 2, after: 2}
	d.make(d, label, hint)
	d.entry.OnChanged = func(text string) { d.typed(text) }
	d.OnLeave = func() {
		if d.Value() != "" && d.day.IsZero() {
			d.Say(notADay())
		}
	}
	return d
}

// Usual says how many years ago and how many ahead a day is not asked about. Further
// ones are taken as well: it is only a question. A new field has two of each.
func (d *Date) Usual(before, after int) *Date {
	d.before, d.after = before, after
	return d
}

// asks gives the question about a day that is far from what the field is about, or
// nothing.
func (d *Date) asks(day record.Day) string {
	today := d.today()
	switch {
	case day.Before(monthsOn(today, -12*d.before)):
		return lang.T("%s is more than %d years ago. Is that the day?", day.Written(), d.before)
	case !day.After(monthsOn(today, 12*d.after)):
		return ""
	case d.after == 0:
		return lang.T("%s has not come yet. Is that the day?", day.Written())
	}
	return lang.T("%s is more than %d years away. Is that the day?", day.Written(), d.after)
}

func notADay() string {
	return lang.T("We cannot tell which day this is. Try 3 November 2026, or 3/11.")
}

func noDay() string { return lang.T("Please give a day. 3/11 or yesterday will do.") }

func (d *Date) typed(text string) {
	day, ok := ParseTyped(text, d.today())
	if asks := ""; ok && !d.known {
		asks = d.asks(day)
		d.say(cmp.Or(asks, day.Written()), asks == "")
	} else if ok {
		d.say(day.Written(), true)
	} else {
		d.say("", false)
	}
	moved := day != d.day
	d.day = day
	if d.OnChange != nil {
		d.OnChange(text)
	}
	if moved && d.OnDay != nil {
		d.OnDay(day)
	}
}

// Day gives the day, or the zero Day where there is none.
func (d *Date) Day() record.Day { return d.day }

// Set puts a day in the field.
func (d *Date) Set(day record.Day) {
	if day == d.day && (!day.IsZero() || d.Value() == "") {
		return
	}
	d.known = true
	defer func() { d.known = false }()
	if day.IsZero() {
		d.put("")
		return
	}
	d.put(day.Time().Format("2 January 2006"))
}

// SetTyped puts words in the field as if they had been typed.
func (d *Date) SetTyped(words string) { d.put(words) }

// Check says under the field what to mend, and reports whether a day is there.
func (d *Date) Check() bool {
	switch {
	case !d.day.IsZero():
		return true
	case d.Value() == "":
		d.Say(noDay())
	default:
		d.Say(notADay())
	}
	return false
}

// CreateRenderer is for Fyne.
func (d *Date) CreateRenderer() fyne.WidgetRenderer { return face{d} }

// Time is a field for a time of day.
type Time struct{ Field }

// NewTime makes a field for a time of day.
func NewTime(label, hint string) *Time {
	t := &Time{}
	t.make(t, label, hint)
	t.OnLeave = func() { t.Check() }
	return t
}

// Value gives the time as 14:30, or nothing where there is none.
func (t *Time) Value() string {
	v, _ := ParseTime(t.entry.Text)
	return v
}

// Check says under the field what to mend, and reports whether the field is
// empty or holds a time.
func (t *Time) Check() bool {
	_, ok := ParseTime(t.entry.Text)
	if ok || t.Field.Value() == "" {
		t.Say("")
		return true
	}
	t.Say(lang.T("We cannot tell which time this is. Try 14:30, or 2.30pm."))
	return false
}

// CreateRenderer is for Fyne.
func (t *Time) CreateRenderer() fyne.WidgetRenderer { return face{t} }
