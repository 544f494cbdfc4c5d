package part

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode"

	"leverarch/app/record"
)

// ParseTyped reads a day as people in England type one: 3/11, 3.11.26, 3 Nov,
// Tuesday 3rd November 2026, Nov 3, 2026-11-03, today, yesterday, tomorrow,
// Monday, last Monday, next Monday, 3 days ago, a fortnight ago, in two weeks, in 3
// months' time. The day always comes before the
// month. Where no year is given it is the one that puts the day nearest today;
// where only a weekday is given it is the last one, because people write down
// what has happened. A month on is the same date of that month, or its last day
// where it is shorter. It reports false where the words name no one day (the end of
// term is another day in each school), or a day more than a hundred years away.
func ParseTyped(words string, today record.Day) (record.Day, bool) {
	if len(words) > 60 {
		return record.Day{}, false
	}
	d := typed(split(words), today)
	if !d.Valid() || d.Year < today.Year-100 || d.Year > today.Year+100 {
		return record.Day{}, false
	}
	return d, true
}

// split gives the numbers and the words, in small letters.
func split(s string) []string {
	var out []string
	last := 0 // 1 digit, 2 letter
	for _, r := range strings.ToLower(s) {
		kind := 0
		switch {
		case r >= '0' && r <= '9':
			kind = 1
		case unicode.IsLetter(r):
			kind = 2
		case r == ' ', r == '/', r == '.', r == '-', r == ',', r == '\t', r == '\u00a0', r == '\u2013', r == '\'', r == '\u2019':
		default:
			return nil
		}
		switch {
		case kind == 0:
		case kind == last:
			out[len(out)-1] += string(r)
		default:
			out = append(out, string(r))
		}
		last = kind
	}
	return out
}

func typed(w []string, today record.Day) record.Day {
	if d, ok := spoken(w, today); ok {
		return d
	}
	// A weekday before a date and the small words round it say nothing more.
	var rest []string
	var weekday *time.Weekday
	for i, s := range w {
		if day, ok := weekdays[s]; ok && i == 0 {
			weekday = &day
			continue
		}
		switch s {
		case "the", "of", "on":
			continue
		case "st", "nd", "rd", "th":
			if i > 0 && isNumber(w[i-1]) {
				continue
			}
		}
		rest = append(rest, s)
	}
	d := dated(rest, today, weekday)
	if weekday != nil && d.Valid() && d.Weekday() != *weekday {
		return record.Day{} // Monday 3 November in a year when it is a Tuesday
	}
	return d
}

// spoken reads days that are named from today.
func spoken(w []string, today record.Day) (record.Day, bool) {
	switch strings.Join(w, " ") {
	case "today", "now":
		return today, true
	case "yesterday":
		return today.AddDays(-1), true
	case "tomorrow":
		return today.AddDays(1), true
	case "day before yesterday", "the day before yesterday":
		return today.AddDays(-2), true
	case "a week ago", "last week", "week ago":
		return today.AddDays(-7), true
	case "day after tomorrow", "the day after tomorrow":
		return today.AddDays(2), true
	}
	if d, ok := away(w, today); ok {
		return d, true
	}
	lead := ""
	if len(w) == 2 {
		lead, w = w[0], w[1:]
	}
	if len(w) != 1 {
		return record.Day{}, false
	}
	day, ok := weekdays[w[0]]
	if !ok {
		return record.Day{}, false
	}
	back := (int(today.Weekday()) - int(day) + 7) % 7
	switch lead {
	case "", "on", "this": // today where it is that day
		return today.AddDays(-back), true
	case "last":
		if back == 0 {
			back = 7
		}
		return today.AddDays(-back), true
	case "next":
		return today.AddDays(7 - back), true
	}
	return record.Day{}, false
}

// away reads a day that is so long ago, or so long ahead: "3 days ago", "in a
// fortnight", "in two weeks' time", "10 days from now".
func away(w []string, today record.Day) (record.Day, bool) {
	sign := 0
	switch n := len(w); {
	case n < 2:
		return record.Day{}, false
	case w[n-1] == "ago":
		sign, w = -1, w[:n-1]
	case w[0] == "in":
		sign, w = 1, w[1:]
		if w[len(w)-1] == "time" {
			if w = w[:len(w)-1]; len(w) > 0 && w[len(w)-1] == "s" { // a week's time
				w = w[:len(w)-1]
			}
		}
	case n > 3 && w[n-2] == "from" && (w[n-1] == "now" || w[n-1] == "today"):
		sign, w = 1, w[:n-2]
	}
	if sign == 0 || len(w) != 2 {
		return record.Day{}, false
	}
	n, ok := counts[w[0]]
	if !ok {
		var err error
		if n, err = strconv.Atoi(w[0]); err != nil || !isNumber(w[0]) || n > 1000 {
			return record.Day{}, false
		}
	}
	n *= sign
	switch strings.TrimSuffix(w[1], "s") {
	case "day":
		return today.AddDays(n), true
	case "week":
		return today.AddDays(7 * n), true
	case "fortnight":
		return today.AddDays(14 * n), true
	case "month":
		return monthsOn(today, n), true
	case "year":
		return monthsOn(today, 12*n), true
	}
	return record.Day{}, false
}

// counts are the numbers that people write out.
var counts = map[string]int{"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6,
	"seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12}

// monthsOn is the same date so many months on, or the last day of that month where it
// is shorter.
func monthsOn(d record.Day, n int) record.Day {
	first := record.DayOf(time.Date(d.Year, d.Month+time.Month(n), 1, 12, 0, 0, 0, time.UTC))
	last := record.DayOf(time.Date(first.Year, first.Month+1, 0, 12, 0, 0, 0, time.UTC))
	return record.NewDay(first.Year, first.Month, min(d.Date, last.Date))
}

func dated(w []string, today record.Day, weekday *time.Weekday) record.Day {
	var date, month, year string
	switch {
	case len(w) == 3 && len(w[0]) == 4 && isNumber(w[0]): // 2026-11-03
		year, month, date = w[0], w[1], w[2]
	case len(w) == 3:
		date, month, year = w[0], w[1], w[2]
	case len(w) == 2:
		date, month = w[0], w[1]
	default:
		return record.Day{}
	}
	if _, named := months[date]; named { // Nov 3
		date, month = month, date
	}
	d, err := strconv.Atoi(date)
	if err != nil || len(date) > 2 {
		return record.Day{}
	}
	m, ok := months[month]
	if !ok {
		n, err := strconv.Atoi(month)
		if err != nil || len(month) > 2 || n < 1 || n > 12 {
			return record.Day{}
		}
		m = time.Month(n)
	}
	if year == "" {
		return nearest(d, m, today, weekday)
	}
	y, err := strconv.Atoi(year)
	switch {
	case err != nil:
		return record.Day{}
	case len(year) == 4:
	case len(year) == 2:
		y += 2000
		if y > today.Year+20 { // 87 is when somebody was born
			y -= 100
		}
	default:
		return record.Day{}
	}
	return record.NewDay(y, m, d)
}

// nearest gives the day in the year that puts it nearest today, of those on
// which it stands in the calendar and falls on the weekday where one is given.
func nearest(date int, month time.Month, today record.Day, weekday *time.Weekday) record.Day {
	best, away := record.Day{}, 0
	for y := today.Year - 4; y <= today.Year+4; y++ {
		d := record.NewDay(y, month, date)
		if d.IsZero() || weekday != nil && d.Weekday() != *weekday {
			continue
		}
		n := max(d.DaysUntil(today), today.DaysUntil(d))
		// In a tie the day that has been: people write down what has happened.
		if best.IsZero() || n < away {
			best, away = d, n
		}
	}
	return best
}

func isNumber(s string) bool { return s != "" && s[0] >= '0' && s[0] <= '9' }

var weekdays = map[string]time.Weekday{}

var months = map[string]time.Month{"sept": time.September}

func init() {
	for d := time.Sunday; d <= time.Saturday; d++ {
		name := strings.ToLower(d.String())
		weekdays[name], weekdays[name[:3]] = d, d
	}
	weekdays["tues"], weekdays["weds"], weekdays["thur"], weekdays["thurs"] = time.Tuesday, time.Wednesday, time.Thursday, time.Thursday
	for m := time.January; m <= time.December; m++ {
		name := strings.ToLower(m.String())
		months[name], months[name[:3]] = m, m
	}
}

// ParseTime reads a time of day as people type one: 14:30, 14.30, 1430, 2.30pm,
// 2 pm, noon. It gives it as 14:30.
func ParseTime(words string) (string, bool) {
	s := strings.ToLower(strings.Join(strings.Fields(words), ""))
	switch s {
	case "noon", "midday":
		return "12:00", true
	}
	half := ""
	for _, suffix := range []string{"a.m.", "p.m.", "am", "pm"} {
		if rest, ok := strings.CutSuffix(s, suffix); ok {
			s, half = rest, suffix[:1]
			break
		}
	}
	hour, minute := s, "0"
	if i := strings.IndexAny(s, ":."); i >= 0 {
		hour, minute = s[:i], s[i+1:]
		if len(minute) != 2 {
			return "", false
		}
	} else if len(s) == 4 {
		hour, minute = s[:2], s[2:]
	} else if half == "" {
		return "", false // a bare 2 may be anything
	}
	if !digits(hour) || !digits(minute) || len(hour) > 2 {
		return "", false
	}
	h, _ := strconv.Atoi(hour) // digits: it is a number
	m, _ := strconv.Atoi(minute)
	if half != "" {
		if h < 1 || h > 12 {
			return "", false
		}
		h %= 12
		if half == "p" {
			h += 12
		}
	}
	if h > 23 || m > 59 {
		return "", false
	}
	return fmt.Sprintf("%02d:%02d", h, m), true
}

func digits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}
