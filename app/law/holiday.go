package law

import (
	"sync"
	"time"

	"leverarch/app/record"
)

// moved lists the years in which a yearly bank holiday was put on another day.
// The key is the day it would have been.
var moved = map[record.Day]record.Day{
	{Year: 1995, Month: time.May, Date: 1}:  {Year: 1995, Month: time.May, Date: 8},
	{Year: 2002, Month: time.May, Date: 27}: {Year: 2002, Month: time.June, Date: 4},
	{Year: 2012, Month: time.May, Date: 28}: {Year: 2012, Month: time.June, Date: 4},
	{Year: 2020, Month: time.May, Date: 4}:  {Year: 2020, Month: time.May, Date: 8},
	{Year: 2022, Month: time.May, Date: 30}: {Year: 2022, Month: time.June, Date: 2},
}

// once lists the days that were a bank holiday one time only, in every part of
// the United Kingdom.
var once = map[record.Day]string{
	{Year: 1999, Month: time.December, Date: 31}:  "the millennium",
	{Year: 2002, Month: time.June, Date: 3}:       "Golden Jubilee",
	{Year: 2011, Month: time.April, Date: 29}:     "royal wedding",
	{Year: 2012, Month: time.June, Date: 5}:       "Diamond Jubilee",
	{Year: 2022, Month: time.June, Date: 3}:       "Platinum Jubilee",
	{Year: 2022, Month: time.September, Date: 19}: "State Funeral of Queen Elizabeth II",
	{Year: 2023, Month: time.May, Date: 8}:        "Coronation of King Charles III",
}

// onceElsewhere lists one-off bank holidays of Scotland or Northern Ireland only.
var onceElsewhere = map[record.Day]string{
	{Year: 2026, Month: time.June, Date: 15}: "World Cup, Scotland",
}

// BankHoliday reports whether the day is a bank holiday in England and Wales.
// It is computed for any year; only the one-off days come from a table.
func BankHoliday(d record.Day) bool {
	switch d.Month {
	case time.January:
		return d == onWeekday(day(d.Year, time.January, 1))
	case time.April, time.March:
		e := easter(d.Year)
		return d == e.AddDays(-2) || d == e.AddDays(1) || once[d] != ""
	case time.August:
		return d == lastMonday(d.Year, time.August)
	case time.December:
		first, second := christmas(d.Year)
		return d == first || d == second || once[d] != ""
	case time.May, time.June:
		return d == placed(firstMonday(d.Year, time.May)) || d == placed(lastMonday(d.Year, time.May)) || once[d] != ""
	}
	return once[d] != ""
}

// BankHolidayAnywhere reports whether the day is a bank holiday in any part of
// the United Kingdom, which is what freedom of information law leaves out.
func BankHolidayAnywhere(d record.Day) bool {
	if BankHoliday(d) || onceElsewhere[d] != "" {
		return true
	}
	switch d.Month {
	case time.January: // Scotland: 2 January too
		return d == secondOfJanuary(d.Year)
	case time.March: // Northern Ireland: St Patrick
		return d == onWeekday(day(d.Year, time.March, 17))
	case time.July: // Northern Ireland: Battle of the Boyne
		return d == onWeekday(day(d.Year, time.July, 12))
	case time.August: // Scotland: summer
		return d == firstMonday(d.Year, time.August)
	case time.November, time.December: // Scotland: St Andrew
		return d == onWeekday(day(d.Year, time.November, 30))
	}
	return false
}

// WorkingDay reports whether the day is none of Saturday, Sunday and a bank
// holiday in England and Wales.
func WorkingDay(d record.Day) bool { return d.Valid() && working(d) }

// working is WorkingDay for a day known to stand in the calendar.
func working(d record.Day) bool { return !restOf(d.Year).here[place(d)] }

func workingAnywhere(d record.Day) bool { return !restOf(d.Year).anywhere[place(d)] }

// rest is the days of one year on which nobody works, by their place in a grid
// of twelve months of 31. Walking working days asks for each of them many times.
type rest struct{ here, anywhere [12 * 31]bool }

func place(d record.Day) int { return (int(d.Month)-1)*31 + d.Date - 1 }

var rests sync.Map // by year

func restOf(year int) *rest {
	if r, ok := rests.Load(year); ok {
		return r.(*rest)
	}
	r := &rest{}
	for d := day(year, time.January, 1); d.Year == year; d = d.AddDays(1) {
		w := weekend(d)
		r.here[place(d)] = w || BankHoliday(d)
		r.anywhere[place(d)] = w || BankHolidayAnywhere(d)
	}
	kept, _ := rests.LoadOrStore(year, r)
	return kept.(*rest)
}

func weekend(d record.Day) bool {
	w := d.Weekday()
	return w == time.Saturday || w == time.Sunday
}

func day(y int, m time.Month, d int) record.Day { return record.Day{Year: y, Month: m, Date: d} }

func placed(d record.Day) record.Day {
	if to, ok := moved[d]; ok {
		return to
	}
	return d
}

// onWeekday gives the day, or the Monday after where it falls on a weekend.
func onWeekday(d record.Day) record.Day {
	for weekend(d) {
		d = d.AddDays(1)
	}
	return d
}

// christmas gives the two days off at Christmas. The second moves on where the
// first has been put on its day: Saturday 25 December gives Monday and Tuesday.
// (By name it is Christmas Day that moves past a Monday Boxing Day; the two days
// are the same.)
func christmas(year int) (first, second record.Day) {
	first = onWeekday(day(year, time.December, 25))
	second = onWeekday(day(year, time.December, 26))
	if second == first {
		second = onWeekday(second.AddDays(1))
	}
	return first, second
}

func secondOfJanuary(year int) record.Day {
	first := onWeekday(day(year, time.January, 1))
	second := onWeekday(day(year, time.January, 2))
	if second == first {
		second = onWeekday(second.AddDays(1))
	}
	return second
}

func firstMonday(y int, m time.Month) record.Day {
	d := day(y, m, 1)
	return d.AddDays((int(time.Monday) - int(d.Weekday()) + 7) % 7)
}

func lastMonday(y int, m time.Month) record.Day {
	d := day(y, m, daysIn(y, m))
	return d.AddDays(-((int(d.Weekday()) - int(time.Monday) + 7) % 7))
}

// easter gives Easter Sunday by the Gregorian computus (Meeus, Jones, Butcher).
func easter(year int) record.Day {
	a, b, c := year%19, year/100, year%100
	d, e := b/4, b%4
	f := (b + 8) / 25
	g := (b - f + 1) / 3
	h := (19*a + b - d - g + 15) % 30
	i, k := c/4, c%4
	l := (32 + 2*e + 2*i - h - k) % 7
	m := (a + 11*h + 22*l) / 451
	n := h + l - 7*m + 114
	return day(year, time.Month(n/31), n%31+1)
}
