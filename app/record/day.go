package record

import (
	"fmt"
	"time"

	"leverarch/app/lang"
)

// Day is a day of the calendar with no time and no zone: the day printed on a
// letter, the day a plan came, the day a duty falls due. The zero Day means
// "not known". Days compare with == and order with Compare.
type Day struct {
	Year  int
	Month time.Month
	Date  int
}

// NewDay gives the day, or the zero Day where there is no such day (31 June).
func NewDay(year int, month time.Month, date int) Day {
	d := Day{year, month, date}
	if !d.Valid() {
		return Day{}
	}
	return d
}

// DayOf gives the calendar day of t as a clock in t's own zone shows it.
func DayOf(t time.Time) Day {
	y, m, d := t.Date()
	return Day{y, m, d}
}

// ParseDay reads YYYY-MM-DD and nothing else.
func ParseDay(s string) (Day, error) {
	if len(s) != len("2006-01-02") {
		return Day{}, &NotADay{s}
	}
	t, err := time.Parse("2006-01-02", s)
	if err != nil {
		return Day{}, &NotADay{s}
	}
	return DayOf(t), nil
}

// NotADay is the error for words that are not a day of the calendar.
type NotADay struct{ Given string }

func (e *NotADay) Error() string { return fmt.Sprintf("not a day: %q", e.Given) }

// Valid reports whether the day stands in the calendar.
func (d Day) Valid() bool { return !d.IsZero() && DayOf(d.midnight()) == d }

// IsZero reports whether the day is not known.
func (d Day) IsZero() bool { return d == Day{} }

// midnight is in UTC, so that adding days never meets a clock change.
func (d Day) midnight() time.Time {
	return time.Date(d.Year, d.Month, d.Date, 0, 0, 0, 0, time.UTC)
}

// Time gives midnight UTC at the start of the day, for formats that need one.
func (d Day) Time() time.Time { return d.midnight() }

// AddDays gives the day n days on; n may be negative.
func (d Day) AddDays(n int) Day {
	return DayOf(time.Date(d.Year, d.Month, d.Date+n, 0, 0, 0, 0, time.UTC))
}

// DaysUntil counts the days from d to later; negative where later is earlier.
func (d Day) DaysUntil(later Day) int {
	return int(later.midnight().Sub(d.midnight()) / (24 * time.Hour))
}

// Weekday gives the day of the week.
func (d Day) Weekday() time.Weekday { return d.midnight().Weekday() }

// Compare orders days: -1, 0 or 1. A day not known comes first.
func (d Day) Compare(o Day) int {
	switch {
	case d == o:
		return 0
	case d.Year != o.Year:
		return sign(d.Year - o.Year)
	case d.Month != o.Month:
		return sign(int(d.Month - o.Month))
	}
	return sign(d.Date - o.Date)
}

func sign(n int) int {
	if n < 0 {
		return -1
	}
	return 1
}

// Before reports whether d comes before o.
func (d Day) Before(o Day) bool { return d.Compare(o) < 0 }

// After reports whether d comes after o.
func (d Day) After(o Day) bool { return d.Compare(o) > 0 }

// String gives YYYY-MM-DD, or nothing for a day not known.
func (d Day) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, int(d.Month), d.Date)
}

// Written gives the day in full, as a person reads it, in the language chosen:
// Tuesday 17 November 2026.
func (d Day) Written() string {
	if d.IsZero() {
		return ""
	}
	if lang.Chosen() == lang.English {
		return d.English() // thousands of days are written where a file is long
	}
	return lang.T("%[1]s %[2]d %[3]s %[4]d", lang.Of(d.midnight().Weekday().String()), d.Date, lang.Of(d.Month.String()), d.Year)
}

// Long gives the day without its day of the week: 17 November 2026.
func (d Day) Long() string {
	if d.IsZero() {
		return ""
	}
	return lang.T("%[1]d %[2]s %[3]d", d.Date, lang.Of(d.Month.String()), d.Year)
}

// Short gives the day in few words: 17 Nov 2026.
func (d Day) Short() string {
	if d.IsZero() {
		return ""
	}
	return lang.T("%[1]d %[2]s %[3]d", d.Date, lang.Of(d.Month.String()[:3]), d.Year)
}

// OfYear gives the day without its year: 17 November.
func (d Day) OfYear() string {
	if d.IsZero() {
		return ""
	}
	return lang.T("%[1]d %[2]s", d.Date, lang.Of(d.Month.String()))
}

// English gives the day as Written does, in English: for what is sent to a council.
func (d Day) English() string {
	if d.IsZero() {
		return ""
	}
	return d.midnight().Format("Monday 2 January 2006")
}

// Words of a day, so that every language knows them.
var _ = []string{
	lang.N("Monday"), lang.N("Tuesday"), lang.N("Wednesday"), lang.N("Thursday"), lang.N("Friday"), lang.N("Saturday"), lang.N("Sunday"),
	lang.N("January"), lang.N("February"), lang.N("March"), lang.N("April"), lang.N("May"), lang.N("June"),
	lang.N("July"), lang.N("August"), lang.N("September"), lang.N("October"), lang.N("November"), lang.N("December"),
	lang.N("Jan"), lang.N("Feb"), lang.N("Mar"), lang.N("Apr"), lang.N("Jun"), lang.N("Jul"), lang.N("Aug"), lang.N("Sep"), lang.N("Oct"), lang.N("Nov"), lang.N("Dec"),
}

// MarshalText writes YYYY-MM-DD, so a Day is a plain string in JSON and TOML.
func (d Day) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what MarshalText writes.
func (d *Day) UnmarshalText(b []byte) error {
	if len(b) == 0 {
		*d = Day{}
		return nil
	}
	v, err := ParseDay(string(b))
	if err == nil {
		*d = v
	}
	return err
}
