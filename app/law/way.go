package law

import (
	"fmt"
	"strings"
	"time"

	"leverarch/app/lang"
	"leverarch/app/record"
)

// Way is one way of counting: a form of words that statutes use, and what it
// does to a day. The set is closed: [Ways] is all of them.
type Way struct {
	// Code names it in the rule book: "W+".
	Code string `json:"code"`
	// Words says it plainly.
	Words string `json:"words"`
	// Unit is what is counted: week, day, month, working day; empty where
	// nothing is counted.
	Unit string `json:"unit,omitempty"`
	// Back is true where the count runs backwards from the event.
	Back bool `json:"back,omitempty"`
	// Tribunal is true where days in August and from 25 December to 1 January
	// are special. Only the Tribunals' rules do that; regulations do not.
	Tribunal bool `json:"tribunal,omitempty"`

	// run does the counting. end, where there is one, then moves a last day
	// that may not be a last day; where two periods are joined it runs once,
	// on the later.
	run func(from record.Day, n int) record.Day
	end func(record.Day) record.Day
	say func(w Way, phrase string, n int, from record.Day) string
}

// Computes reports whether the way gives a day from another day and a number.
func (w Way) Computes() bool { return w.run != nil }

// Count gives the last day of n units counted from the day in this way. It
// gives the zero Day for a way that does not count.
func (w Way) Count(from record.Day, n int) record.Day {
	if w.run == nil {
		return record.Day{}
	}
	return w.finish(w.run(from, n))
}

func (w Way) finish(d record.Day) record.Day {
	if w.end == nil {
		return d
	}
	return w.end(d)
}

// FindWay gives the way of counting with that code.
func FindWay(code string) (Way, bool) {
	for _, w := range Ways {
		if w.Code == code {
			return w, true
		}
	}
	return Way{}, false
}

// Ways is every way of counting the rule book may use.
var Ways = []Way{
	{Code: "W+", Unit: "week", run: weeksAfter, say: sayAfter,
		Words: "Whole weeks after the day. The day itself is not counted. Weekends, bank holidays and school holidays change nothing."},
	{Code: "W-", Unit: "week", Back: true, run: weeksBefore, say: sayBefore,
		Words: "Whole weeks before the day."},
	{Code: "D+", Unit: "day", run: daysAfter, say: sayAfter,
		Words: "Days after the day, every day of the week. The day itself is not counted."},
	{Code: "DB", Unit: "day", run: daysBeginningWith, say: sayBeginning,
		Words: "Days beginning with the day: it is day 1."},
	{Code: "M+", Unit: "month", run: monthsAfter, say: sayAfter,
		Words: "Months after the day: the same date in a later month, or that month's last day where it has no such date."},
	{Code: "M-", Unit: "month", Back: true, run: monthsBefore, say: sayBefore,
		Words: "Months before the day: the same date in an earlier month, or that month's last day where it has no such date."},
	{Code: "MB", Unit: "month", run: monthsBeginningWith, say: sayBeginning,
		Words: "Months beginning with the day: they end the day before the same date, or on the month's last day where it has no such date."},
	{Code: "M+H", Unit: "month", Tribunal: true, run: monthsAfter, end: rule12, say: sayAfter,
		Words: "Months after the day, then the Tribunal's rule 12: an end in August moves to the first working day after 31 August, an end from 25 December to 1 January to the first working day after 1 January, any other to the next working day."},
	{Code: "M+R", Unit: "month", run: monthsAfter, end: nextWorkingDay, say: sayAfter,
		Words: "Months after the day, then the next working day where that is a weekend or a bank holiday."},
	{Code: "WD+", Unit: "working day", run: workingDaysAfter, say: sayAfter,
		Words: "Working days after the day. Saturdays, Sundays and bank holidays in England and Wales are not counted."},
	{Code: "WD-", Unit: "working day", Back: true, run: workingDaysBefore, say: sayBefore,
		Words: "Working days before the day. Saturdays, Sundays and bank holidays in England and Wales are not counted."},
	{Code: "WDB", Unit: "working day", run: workingDaysBeginningWith, say: sayBeginning,
		Words: "Working days beginning with the day: it is day 1 where it is a working day."},
	{Code: "WDT", Unit: "working day", Tribunal: true, run: tribunalWorkingDaysAfter, say: sayAfter,
		Words: "Working days after the day. Weekends, bank holidays, August and 25 December to 1 January are not counted."},
	{Code: "DT", Unit: "day", Tribunal: true, run: tribunalDaysAfter, end: nextWorkingDay, say: sayAfter,
		Words: "Days after the day. August and 25 December to 1 January are not counted. Where it ends on a weekend or bank holiday, the next working day."},
	{Code: "WDUK+", Unit: "working day", run: workingDaysAnywhereAfter, say: sayAfter,
		Words: "Working days after the day. Saturdays, Sundays and bank holidays in any part of the United Kingdom are not counted."},
	{Code: "FIX", Words: "A fixed day of the year."},
	{Code: "DIRECTION", Words: "The day printed in the Tribunal's letter. It is copied, never counted."},
	{Code: "NONE", Words: "The law gives no number."},
}

// weeksAfter is "within n weeks of": plain sevens of days.
func weeksAfter(d record.Day, n int) record.Day { return d.AddDays(7 * n) }

// weeksBefore is "at least n weeks before".
func weeksBefore(d record.Day, n int) record.Day { return d.AddDays(-7 * n) }

// daysAfter is "within n days of": the day itself is not counted.
func daysAfter(d record.Day, n int) record.Day { return d.AddDays(n) }

// daysBeginningWith is "n days beginning with the day on which".
func daysBeginningWith(d record.Day, n int) record.Day { return d.AddDays(n - 1) }

// monthsAfter follows Dodds v Walker [1981] 1 WLR 1027: the corresponding date,
// or the last day of a month that has none.
func monthsAfter(d record.Day, n int) record.Day {
	month := d.Year*12 + int(d.Month) - 1 + n
	y, m := month/12, time.Month(month%12+1)
	return day(y, m, min(d.Date, daysIn(y, m)))
}

func monthsBefore(d record.Day, n int) record.Day { return monthsAfter(d, -n) }

// monthsBeginningWith is "a period of n months beginning with": one day less,
// except where the corresponding date does not exist and nothing is taken off.
func monthsBeginningWith(d record.Day, n int) record.Day {
	end := monthsAfter(d, n)
	if end.Date < d.Date {
		return end
	}
	return end.AddDays(-1)
}

// rule12 moves the end of a period under rule 12(2) and (3)(a) of the Tribunal
// Procedure (HESC) Rules 2008. It moves it once: Saturday 31 July goes to Monday
// 2 August and stays there, which is the shorter reading.
func rule12(d record.Day) record.Day {
	switch {
	case d.Month == time.August:
		d = day(d.Year, time.September, 1)
	case d.Month == time.December && d.Date >= 25:
		d = day(d.Year+1, time.January, 2)
	case d.Month == time.January && d.Date == 1:
		d = day(d.Year, time.January, 2)
	}
	return nextWorkingDay(d)
}

// nextWorkingDay gives the day itself where it is a working day.
func nextWorkingDay(d record.Day) record.Day {
	for !working(d) {
		d = d.AddDays(1)
	}
	return d
}

func workingDaysAfter(d record.Day, n int) record.Day { return steps(d, n, 1, working) }

func workingDaysBefore(d record.Day, n int) record.Day { return steps(d, n, -1, working) }

func workingDaysBeginningWith(d record.Day, n int) record.Day {
	return steps(d.AddDays(-1), n, 1, working)
}

func tribunalWorkingDaysAfter(d record.Day, n int) record.Day {
	return steps(d, n, 1, func(d record.Day) bool { return working(d) && !shutDay(d) })
}

func tribunalDaysAfter(d record.Day, n int) record.Day {
	return steps(d, n, 1, func(d record.Day) bool { return !shutDay(d) })
}

func workingDaysAnywhereAfter(d record.Day, n int) record.Day {
	return steps(d, n, 1, workingAnywhere)
}

// steps walks n days that count.
func steps(d record.Day, n, step int, counts func(record.Day) bool) record.Day {
	for n > 0 {
		if to := d.Date + step; to >= 1 && to <= 28 {
			d.Date = to // within any month: no calendar needed
		} else {
			d = d.AddDays(step)
		}
		if counts(d) {
			n--
		}
	}
	return d
}

// shutDay reports a day that rule 12(3)(b) leaves out: one in August or from
// 25 December to 1 January.
func shutDay(d record.Day) bool {
	switch d.Month {
	case time.August:
		return true
	case time.December:
		return d.Date >= 25
	case time.January:
		return d.Date == 1
	}
	return false
}

func daysIn(y int, m time.Month) int {
	return time.Date(y, m+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

// The sentences. A plain sum is one phrase without a full stop; where something
// moved, or did not where a reader would expect it, whole sentences follow.

// explain says why counting n from the day ends where it does. phrase names the
// day: "the day the draft came".
func (w Way) explain(phrase string, n int, from record.Day) string {
	plain := w.run(from, n)
	sum := w.say(w, phrase, n, from)
	notes := []string{w.clamped(from, plain), w.leftOut(n, from, plain)}
	if move := w.movedOn(plain); move != "" {
		return sentences(w.ending(sum, plain), notes[0], notes[1], move)
	}
	stays := ""
	if w.end == nil && !w.Back && !working(plain) {
		stays = lang.T("That is %s, and this date does not move", restDay(plain))
	}
	return sentences(sum, notes[0], notes[1], stays)
}

// explainLeg says one of two periods, before its end is moved.
func (w Way) explainLeg(phrase string, n int, from record.Day) string {
	plain := w.run(from, n)
	return sentences(w.ending(w.say(w, phrase, n, from), plain), w.clamped(from, plain))
}

func sayAfter(w Way, phrase string, n int, _ record.Day) string {
	return lang.T("%s after %s", amount(n, w.Unit), phrase)
}

func sayBefore(w Way, phrase string, n int, _ record.Day) string {
	return lang.T("%s before %s", amount(n, w.Unit), phrase)
}

func sayBeginning(w Way, phrase string, n int, from record.Day) string {
	if w.Unit == "working day" && !working(from) {
		phrase = lang.T("the first working day after %s", phrase)
	}
	return lang.T("%s, with %s as day 1", amount(n, w.Unit), phrase)
}

// ending puts the day to a sum.
func (w Way) ending(sum string, end record.Day) string {
	if strings.HasSuffix(sum, " as day 1") {
		return sum + ": " + end.Written()
	}
	return lang.T("%s is %s", sum, end.Written())
}

// movedOn says where the end went and why, or nothing where it stayed.
func (w Way) movedOn(plain record.Day) string {
	end := w.finish(plain)
	switch {
	case end == plain:
		return ""
	case w.Code == "M+H" && plain.Month == time.August:
		return lang.T("Tribunal days in August move on, so it is %s", end.Written())
	case w.Code == "M+H" && shutDay(plain):
		return lang.T("Tribunal days from 25 December to 1 January move on, so it is %s", end.Written())
	}
	return lang.T("That is not a working day, so it is the next one, %s", end.Written())
}

// leftOut says which days the count passed over.
func (w Way) leftOut(n int, from, plain record.Day) string {
	switch w.Code {
	case "WD+", "WD-", "WDB":
		return lang.T("Weekends and bank holidays are not counted")
	case "WDT":
		return lang.T("Weekends, bank holidays, August and 25 December to 1 January are not counted")
	case "WDUK+":
		return lang.T("Weekends and bank holidays anywhere in the UK are not counted")
	case "DT":
		if plain != from.AddDays(n) {
			return lang.T("Days in August and from 25 December to 1 January are not counted")
		}
	}
	return ""
}

// clamped explains a month that has no such date.
func (w Way) clamped(from, end record.Day) string {
	if w.Unit != "month" || daysIn(end.Year, end.Month) >= from.Date {
		return ""
	}
	return lang.T("%s %d has no %s, so it is the last day of that month", lang.Of(end.Month.String()), end.Year, ordinal(from.Date))
}

var small = []string{lang.N("No"), lang.N("One"), lang.N("Two"), lang.N("Three"), lang.N("Four"), lang.N("Five"), lang.N("Six"), lang.N("Seven"), lang.N("Eight"), lang.N("Nine"), lang.N("Ten"), lang.N("Eleven"), lang.N("Twelve")}

func amount(n int, unit string) string {
	if n < len(small) {
		return lang.T("%[1]s %[2]s", lang.Of(small[n]), units(n, unit))
	}
	return fmt.Sprintf("%d %s", n, units(n, unit))
}

// units names what is counted, one or many.
func units(n int, unit string) string {
	switch unit {
	case "day":
		return lang.Plural(n, "day", "days")
	case "working day":
		return lang.Plural(n, "working day", "working days")
	case "week":
		return lang.Plural(n, "week", "weeks")
	case "month":
		return lang.Plural(n, "month", "months")
	case "meeting":
		return lang.Plural(n, "meeting", "meetings")
	case "time":
		return lang.Plural(n, "time", "times")
	}
	return lang.Plural(n, unit, unit+"s") // of a rule book newer than these words
}

// ordinal is for the dates a month can lack: 29 to 31.
func ordinal(n int) string {
	if n == 31 {
		return "31st"
	}
	return fmt.Sprintf("%dth", n)
}

func restDay(d record.Day) string {
	if weekend(d) {
		return lang.T("a %s", lang.Of(d.Weekday().String()))
	}
	return lang.T("a bank holiday")
}

// sentences leaves one phrase as it is and makes more than one into sentences.
func sentences(parts ...string) string {
	var said []string
	for _, p := range parts {
		if p != "" {
			said = append(said, p)
		}
	}
	if len(said) == 1 {
		return said[0]
	}
	for i, p := range said {
		said[i] = strings.TrimSuffix(p, ".")
	}
	return strings.Join(said, ". ") + "."
}
