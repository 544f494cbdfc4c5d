package recognise

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"leverarch/app/record"
)

// Date is one day as it is written in a text.
type Date struct {
	Day record.Day
	// NoYear says the text gives only a day and a month; Day.Year is then 0.
	NoYear bool
	// OtherWeekday says the day of the week written beside it is not that day's.
	OtherWeekday bool
	Words        string // as written, folded
	Start, End   int    // bytes of the text given
}

// found is a Date with its place in the plain page.
type found struct {
	Date
	page *page
	from int // in page.low
	to   int
	week int  // the day of the week written beside it, or -1
	span bool // one of several that share a month or a year
	prev int  // where the date before ends in page.low
}

// Dates finds every day of the calendar written in the text, in the order they
// stand there. Figures are read day first, always. A day that is in no calendar
// (31 June) is left out. Days that are wanted and days that are not (a birth, a
// leaflet's revision) are both here: Document tells them apart.
func Dates(text string) []Date {
	list := datesOf(plain(text, 1))
	out := make([]Date, len(list))
	for i, f := range list {
		out[i] = f.Date
	}
	return out
}

const (
	// digits as they come from OCR: 2O26, l2
	figure = `[0-9oil|]`
	weeks  = `(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}`
)

var (
	// a day of the week, a number, and a word that may be a month
	dayFirst = regexp.MustCompile(`(?:(` + weeks + `)[.,]?\s?,?(?:the\s)?)?(` + figure + `{1,2})\s?((?:st|nd|rd|th)\b|(?:st|nd|rd|th))?[\s.,/-]{0,2}(?:day\s)?(?:of\s)?([a-z0][a-z01]{2,8})`)
	// September 7, 2026
	// the day behind its month, with no year: only as an ordinal, for "May 15" is also a name and a number
	monthOrdinal = regexp.MustCompile(`\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)([a-z]{0,6})\.?\s?([0-9]{1,2})(?:st|nd|rd|th)\b`)
	monthFirst   = regexp.MustCompile(`\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)([a-z]{0,6})\.?\s?([0-9]{1,2})(?:st|nd|rd|th)?,?\s([0-9]{4})\b`)
	inFigures    = regexp.MustCompile(`(?:(` + weeks + `)[.,]?\s?)?(` + figure + `{1,2})(\s?[/.-]\s?)(` + figure + `{1,2})(\s?[/.-]\s?)([0-9oilszb|]{4}|` + figure + `{2})`)
	yearFirst    = regexp.MustCompile(`([0-9]{4})[-/]([0-9]{2})[-/]([0-9]{2})`)
	// "24 to", "5th and": a day before a whole date that shares its month
	sharing = regexp.MustCompile(`([0-9]{1,2})(?:st|nd|rd|th)?\s?(?:to|and|or|until|till|&|-)\s?(?:the\s|` + weeks + `\s)?$`)
	joining = regexp.MustCompile(`^\s?(?:to|and|or|until|till|&|-|through)\s?(?:including\s)?$`)
	// a year cannot be told from a count or a time of day by its looks
	counting = regexp.MustCompile(`^\s?(?:[:.][0-9]|am\b|a\.m|pm\b|p\.m|noon|o'|days?|weeks?|months?|working|school|minutes|hours|%|[a-z])`)
	loneYear = regexp.MustCompile(`(?:^|\s{2,}|\t)(20[0-9]{2})(?:\s{2,}|\t|$)`)
)

var monthNames = []string{"january", "february", "march", "april", "may", "june",
	"july", "august", "september", "october", "november", "december"}

// monthOf reads the word as a month and says how many letters of it are the
// month's name. sure is false where the word is only near to one.
func monthOf(word string) (month time.Month, used int, sure bool) {
	for i, name := range monthNames {
		if strings.HasPrefix(word, name) {
			return time.Month(i + 1), len(name), true
		}
	}
	if strings.HasPrefix(word, "sept") && (len(word) == 4 || !isLetter(word[4])) {
		return time.September, 4, true
	}
	if len(word) >= 3 && (len(word) == 3 || !isLetter(word[3])) {
		for i, name := range monthNames {
			if word[:3] == name[:3] {
				return time.Month(i + 1), 3, true
			}
		}
	}
	for i, name := range monthNames {
		if len(name) > 3 && abs(len(name)-len(word)) <= 1 && near(word, name) {
			return time.Month(i + 1), len(word), false
		}
		if name == "may" && len(word) == 3 && word[:2] == "ma" {
			return time.May, 3, false
		}
	}
	return 0, 0, false
}

func abs(n int) int { return max(n, -n) }

// near reports whether one letter put in, left out or changed makes a into b.
func near(a, b string) bool {
	i := 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	j := 0
	for j < len(a)-i && j < len(b)-i && a[len(a)-1-j] == b[len(b)-1-j] {
		j++
	}
	return max(len(a), len(b))-i-j <= 1
}

// number reads figures in which letters may stand for digits, and says how many
// were digits.
func number(s string) (n, digits int) {
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch c {
		case 'o', 'q':
			c = '0'
		case 'l', 'i', '|':
			c = '1'
		case 'z':
			c = '2'
		case 's':
			c = '5'
		case 'b':
			c = '8'
		default:
			digits++
		}
		n = n*10 + int(c-'0')
	}
	return n, digits
}

// century puts a two-figure year into this century, or the last one where that
// would be far ahead: letters are about children.
func century(yy int) int {
	if yy >= 60 {
		return 1900 + yy
	}
	return 2000 + yy
}

// datesOf finds the days of a page in order, none overlapping another.
func datesOf(p *page) []found {
	var list []found
	list = append(list, figuresOf(p)...)
	list = append(list, wordsOf(p)...)
	slices.SortStableFunc(list, func(a, b found) int {
		if a.from != b.from {
			return a.from - b.from
		}
		return b.to - a.to
	})
	kept := list[:0]
	end := -1
	for _, f := range list {
		if f.from >= end {
			kept = append(kept, f)
			end = f.to
		}
	}
	list = shared(p, kept)
	for i := range list {
		f := &list[i]
		f.Words = p.quote(f.from, f.to)
		if i > 0 {
			f.prev = list[i-1].to
		}
		f.Start, f.End = int(p.at[f.from]), int(p.end[f.to-1])
		if f.week >= 0 && !f.NoYear {
			f.OtherWeekday = f.Day.Weekday() != time.Weekday(f.week)
		}
	}
	return list
}

func weekday(word string) int {
	if len(word) < 3 {
		return -1
	}
	for d := time.Sunday; d <= time.Saturday; d++ {
		if strings.EqualFold(word[:3], d.String()[:3]) {
			full := strings.ToLower(d.String())
			if len(word) <= 5 || near(word, full) {
				return int(d)
			}
		}
	}
	return -1
}

// figuresOf finds 07/09/2026, 7.9.26 and 2026-09-07.
func figuresOf(p *page) []found {
	var list []found
	low := p.low
	for _, m := range inFigures.FindAllStringSubmatchIndex(low, -1) {
		from, to, week := m[4], m[1], -1
		if m[2] >= 0 {
			if week = weekday(low[m[2]:m[3]]); week >= 0 && (m[2] == 0 || !isLetter(low[m[2]-1])) {
				from = m[2]
			} else {
				week = -1
			}
		}
		sep1, sep2 := strings.TrimSpace(low[m[6]:m[7]]), strings.TrimSpace(low[m[10]:m[11]])
		if sep1 != sep2 || (m[7]-m[6] > 1) != (m[11]-m[10] > 1) || touches(low, m[4], to) {
			continue
		}
		d, dn := number(low[m[4]:m[5]])
		mo, mn := number(low[m[8]:m[9]])
		y, yn := number(low[m[12]:m[13]])
		if (dn+mn+yn)*3 < (to-m[4]-2)*2 { // mostly letters: not a date
			continue
		}
		if m[13]-m[12] == 2 {
			y = century(y)
		}
		if day := record.NewDay(y, time.Month(mo), d); plausible(day) {
			list = append(list, found{Date: Date{Day: day}, page: p, from: from, to: to, week: week})
		}
	}
	for _, m := range yearFirst.FindAllStringSubmatchIndex(low, -1) {
		if touches(low, m[0], m[1]) {
			continue
		}
		y, _ := number(low[m[2]:m[3]])
		mo, _ := number(low[m[4]:m[5]])
		d, _ := number(low[m[6]:m[7]])
		if day := record.NewDay(y, time.Month(mo), d); plausible(day) {
			list = append(list, found{Date: Date{Day: day}, page: p, from: m[0], to: m[1], week: -1})
		}
	}
	return list
}

func plausible(d record.Day) bool { return !d.IsZero() && d.Year >= 1920 && d.Year < 2100 }

// touches reports whether figures run on into others, as in a reference number,
// a telephone number or a sum of money.
func touches(low string, from, to int) bool {
	if from > 0 {
		c := low[from-1]
		if isDigit(c) || strings.IndexByte("/-.:#_", c) >= 0 && from > 1 && !isGap(low[from-2]) && c != ':' && c != '-' && c != '.' ||
			c == '/' || c == '#' || c == '_' || strings.HasSuffix(low[:from], "£") || c == '$' {
			return true
		}
		if c == '-' || c == '.' || isLetter(c) {
			// "on07/09/2026" has lost a space; "ab07/09/26" and "1.07.09.26" are numbers
			if from > 1 && (isDigit(low[from-2]) || c == '-' && !isGap(low[from-2])) {
				return true
			}
			if isLetter(c) && !lostSpace(low[:from]) {
				return true
			}
		}
	}
	if to < len(low) {
		c := low[to]
		if isDigit(c) || c == '_' || c == '%' {
			return true
		}
		if (c == '/' || c == '-' || c == '.') && to+1 < len(low) && (isDigit(low[to+1]) || c != '.' && isLetter(low[to+1]) && c == '/') {
			return true
		}
	}
	return false
}

var spaceLost = regexp.MustCompile(`(?:^|[^a-z])(?:on|by|of|from|to|until|before|dated?|received|issued|and)$`)

// lostSpace reports whether the word that runs into the figures is one that
// stands before a date.
func lostSpace(before string) bool {
	return spaceLost.MatchString(before[max(0, len(before)-10):])
}

// wordsOf finds 7 September 2026 in its many spellings.
func wordsOf(p *page) []found {
	var list []found
	low := p.low
	for at := 0; at < len(low); {
		m := dayFirst.FindStringSubmatchIndex(low[at:])
		if m == nil {
			break
		}
		for i := range m {
			if m[i] >= 0 {
				m[i] += at
			}
		}
		f, ok := dayMonth(p, m)
		if ok {
			list = append(list, f)
			at = f.to
			continue
		}
		// Go on behind the number, for the word may hold the next date.
		at = m[5]
	}
	for _, m := range monthFirst.FindAllStringSubmatchIndex(low, -1) {
		month, used, sure := monthOf(low[m[2]:m[5]])
		if !sure || used != m[5]-m[2] {
			continue
		}
		if m[0] > 1 && isGap(low[m[0]-1]) && isDigit(low[m[0]-2]) {
			continue // 5 May 15 2026 is the other way about
		}
		d, _ := number(low[m[6]:m[7]])
		y, _ := number(low[m[8]:m[9]])
		if day := record.NewDay(y, month, d); plausible(day) {
			list = append(list, found{Date: Date{Day: day}, page: p, from: m[0], to: m[1], week: -1})
		}
	}
	for _, m := range monthOrdinal.FindAllStringSubmatchIndex(low, -1) {
		month, used, sure := monthOf(low[m[2]:m[5]])
		if !sure || used != m[5]-m[2] || slices.ContainsFunc(list, func(f found) bool { return f.from < m[1] && m[0] < f.to }) {
			continue
		}
		if m[0] > 1 && isGap(low[m[0]-1]) && isDigit(low[m[0]-2]) {
			continue
		}
		if d, _ := number(low[m[6]:m[7]]); d >= 1 && d <= 31 {
			list = append(list, found{Date: Date{Day: record.Day{Month: month, Date: d}, NoYear: true}, page: p, from: m[0], to: m[1], week: -1})
		}
	}
	return list
}

func dayMonth(p *page, m []int) (found, bool) {
	low := p.low
	word := low[m[8]:m[9]]
	if word[0] == '0' {
		word = "o" + word[1:]
	}
	month, used, sure := monthOf(word)
	if month == 0 {
		return found{}, false
	}
	from, week := m[4], -1
	if m[2] >= 0 {
		if week = weekday(low[m[2]:m[3]]); week >= 0 && (m[2] == 0 || !isLetter(low[m[2]-1])) {
			from = m[2]
		} else {
			week = -1
		}
	}
	d, digits := number(low[m[4]:m[5]])
	ordinal := m[6] >= 0
	if week < 0 && from > 0 {
		c := low[from-1]
		if isDigit(c) || strings.IndexByte("/:#_$", c) >= 0 && c != ':' {
			return found{}, false
		}
		if isLetter(c) && (digits < m[5]-m[4] || !lostSpace(low[:from]) && !isDigit(low[m[4]])) {
			return found{}, false
		}
		if (c == '.' || c == ',') && from > 1 && isDigit(low[from-2]) {
			return found{}, false
		}
	}
	monthEnd := m[8] + used
	y, yearEnd, ok := yearAfter(low, monthEnd)
	if !ok {
		y, yearEnd, ok = yearBelow(p, m[4], monthEnd)
	}
	if digits == 0 && (!ordinal || !ok) {
		return found{}, false
	}
	if ok {
		day := record.NewDay(y, month, d)
		if !plausible(day) {
			return found{}, false
		}
		return found{Date: Date{Day: day}, page: p, from: from, to: yearEnd, week: week}, true
	}
	if !sure || d < 1 || d > 31 || record.NewDay(2024, month, d).IsZero() {
		return found{}, false
	}
	if monthEnd < len(low) && (isDigit(low[monthEnd]) || isLetter(low[monthEnd])) {
		return found{}, false
	}
	// "Year 6 may", "section 5 may": the verb has no capital and no ordinal.
	if c := p.show[m[8]]; (month == time.May || month == time.March) && !('A' <= c && c <= 'Z') {
		return found{}, false
	}
	return found{Date: Date{Day: record.Day{Month: month, Date: d}, NoYear: true}, page: p, from: from, to: monthEnd, week: week}, true
}

// yearAfter reads the year that follows a month.
func yearAfter(low string, i int) (year, end int, ok bool) {
	broken, marked := false, false
	for n := 0; n < 3 && i < len(low); n++ {
		c := low[i]
		if isGap(c) {
			broken = broken || c != gapWord
		} else if c == '-' || c == '/' || c == '\'' || c == '.' {
			marked = true
		} else if c != ',' {
			break
		}
		i++
	}
	if i+4 <= len(low) {
		if y, digits := yearFigures(low[i : i+4]); y >= 1920 && y < 2100 {
			rest := low[i+4:]
			run := rest != "" && (isDigit(rest[0]) || digits < 4 && isLetter(rest[0]) || rest[0] == '/' && len(rest) > 1 && isDigit(rest[1]))
			if !run {
				return y, i + 4, true
			}
		}
	}
	if i+2 <= len(low) && isDigit(low[i]) && isDigit(low[i+1]) && !broken {
		y, _ := number(low[i : i+2])
		rest := low[i+2:]
		if rest != "" && (isDigit(rest[0]) || isLetter(rest[0])) {
			return 0, 0, false
		}
		if rest != "" && (rest[0] == '/' || rest[0] == ':' || rest[0] == '.') && len(rest) > 1 && isDigit(rest[1]) {
			return 0, 0, false
		}
		// A bare "26" after a space is a year only where nothing is counted by it.
		if !marked && (y < 10 || y > 60 || len(rest) > 1 && rest[0] == gapWord && counting.MatchString(rest[:min(len(rest), 12)]) && !follows.MatchString(rest[:min(len(rest), 12)])) {
			return 0, 0, false
		}
		return century(y), i + 2, true
	}
	return 0, 0, false
}

// follows is what may come after a two-figure year in a sentence.
var follows = regexp.MustCompile(`^\s(?:and|at|or|to|in|on|for|from|the|we|you|by|is|was|that|this|which|as|if|please|after|when|so|until|with|your|our|then)\b`)

func yearFigures(s string) (year, digits int) {
	for i := 0; i < len(s); i++ {
		if !isDigit(s[i]) && strings.IndexByte("oilszb|", s[i]) < 0 {
			return 0, 0
		}
	}
	year, digits = number(s)
	if digits < 2 || s[0] != '2' && s[0] != '1' && s[0] != 'z' {
		return 0, 0
	}
	return year, digits
}

// yearBelow finds the year of a date broken inside a table cell, where the line
// goes on with the next column and the year stands under the day.
func yearBelow(p *page, from, to int) (year, end int, ok bool) {
	if to < len(p.low) && !isGap(p.low[to]) {
		return 0, 0, false
	}
	const reach = 240 // bytes of a line worth looking at
	start, stop := int(p.at[from]), int(p.end[to-1])
	o := p.orig
	lineStart := strings.LastIndexByte(o[max(0, start-reach):start], '\n')
	if lineStart < 0 {
		if start > reach {
			return 0, 0, false
		}
		lineStart = 0
	} else {
		lineStart += max(0, start-reach) + 1
	}
	left, right := runes(o[lineStart:start]), runes(o[lineStart:stop])
	rest := o[stop:min(len(o), stop+3*reach)]
	nl := strings.IndexByte(rest, '\n')
	if nl < 0 || strings.TrimSpace(rest[:nl]) != "" && !strings.HasPrefix(rest, "  ") && !strings.HasPrefix(rest, "\t") {
		return 0, 0, false
	}
	at := stop + nl + 1
	for n := 0; n < 3 && at < len(o); n++ {
		line := o[at:min(len(o), at+reach)]
		next := strings.IndexByte(line, '\n')
		if next >= 0 {
			line = line[:next]
		}
		for _, m := range loneYear.FindAllStringSubmatchIndex(strings.TrimRight(line, "\r "), -1) {
			col := runes(line[:m[2]])
			alone := strings.TrimSpace(line) == line[m[2]:m[3]]
			if alone || col >= left-14 && col <= right+6 {
				y, _ := number(line[m[2]:m[3]])
				// The place in plain text of the year's last byte.
				i, found := slices.BinarySearch(p.at, int32(at+m[3]-1))
				if found {
					return y, i + 1, true
				}
			}
		}
		if next < 0 {
			break
		}
		at += next + 1
	}
	return 0, 0, false
}

func runes(s string) int {
	n := 0
	for _, r := range s {
		if r == '\t' {
			n += 7
		}
		n++
	}
	return n
}

// shared adds the days that share the month or the year of the date behind them:
// "24 and 25 May 2026", "24 December to 2 January 2026".
func shared(p *page, list []found) []found {
	var out []found
	for i, f := range list {
		if f.NoYear && i+1 < len(list) {
			next := list[i+1]
			if !next.NoYear && next.from-f.to < 24 && joining.MatchString(p.low[f.to:next.from]) {
				y := next.Day.Year
				if f.Day.Month > next.Day.Month {
					y--
				}
				if day := record.NewDay(y, f.Day.Month, f.Day.Date); !day.IsZero() {
					f.Day, f.NoYear, f.span = day, false, true
				}
			}
		}
		if !f.NoYear && isDigit(p.low[f.from]) || f.week >= 0 {
			start := max(0, f.from-32)
			if i > 0 {
				start = max(start, list[i-1].to)
			}
			if m := sharing.FindStringSubmatchIndex(p.low[start:f.from]); m != nil {
				from := start + m[2]
				d, _ := number(p.low[from : start+m[3]])
				day := record.NewDay(f.Day.Year, f.Day.Month, d)
				before := byte(gapWord)
				if from > 0 {
					before = p.low[from-1]
				}
				if !f.NoYear && !day.IsZero() && day.Before(f.Day) && (isGap(before) || before == '(') && !numbered.MatchString(p.low[max(0, from-12):from]) && inWords(p, f) {
					out = append(out, found{Date: Date{Day: day}, page: p, from: from, to: f.to, week: -1, span: true})
				}
			}
		}
		out = append(out, f)
	}
	return out
}

var numbered = regexp.MustCompile(`(?:years?|pages?|sections?|weeks?|annex|items?|stages?|parts?|regulations?|numbers?|ages?|aged)\s$`)

// inWords reports whether the month of the date is written as a word.
func inWords(p *page, f found) bool {
	for i := f.from; i < f.to; i++ {
		if c := p.low[i]; c >= 'a' && c <= 'z' {
			return true
		}
	}
	return false
}
