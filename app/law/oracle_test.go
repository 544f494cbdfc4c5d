package law

import (
	"math/rand/v2"
	"testing"
	"time"

	"leverarch/app/record"
)

// A second implementation of every way of counting, written apart from the
// first: it works on time.Time, lists each year's holidays outright, and walks
// day by day where the first one computes.

type oracle struct {
	ew, uk map[time.Time]bool
	year   map[int]bool
}

func newOracle() *oracle {
	return &oracle{map[time.Time]bool{}, map[time.Time]bool{}, map[int]bool{}}
}

func date(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, time.UTC) }

// gaussEaster is Gauss's method with the corrections for the Gregorian calendar,
// not the one the package uses.
func gaussEaster(y int) time.Time {
	a, b, c := y%19, y%4, y%7
	k := y / 100
	p := (13 + 8*k) / 25
	q := k / 4
	m := (15 - p + k - q) % 30
	n := (4 + k - q) % 7
	d := (19*a + m) % 30
	e := (2*b + 4*c + 6*d + n) % 7
	day := 22 + d + e
	switch {
	case d == 29 && e == 6:
		return date(y, time.April, 19)
	case d == 28 && e == 6 && (11*m+11)%30 < 19:
		return date(y, time.April, 18)
	}
	return date(y, time.March, day)
}

func (o *oracle) fill(y int) {
	if o.year[y] {
		return
	}
	o.year[y] = true
	put := func(t time.Time) { o.ew[t], o.uk[t] = true, true }
	// Substitutes: the next day that is neither a weekend nor taken.
	take := func(set map[time.Time]bool, t time.Time) {
		for t.Weekday() == time.Saturday || t.Weekday() == time.Sunday || set[t] {
			t = t.AddDate(0, 0, 1)
		}
		set[t] = true
	}
	for _, t := range []time.Time{date(y, 1, 1), date(y, 12, 25), date(y, 12, 26)} {
		take(o.ew, t)
		take(o.uk, t)
	}
	take(o.uk, date(y, 1, 2))
	for _, t := range []time.Time{date(y, 3, 17), date(y, 7, 12), date(y, 11, 30)} {
		for t.Weekday() == time.Saturday || t.Weekday() == time.Sunday {
			t = t.AddDate(0, 0, 1)
		}
		o.uk[t] = true
	}
	e := gaussEaster(y)
	put(e.AddDate(0, 0, -2))
	put(e.AddDate(0, 0, 1))
	special := map[int]map[string][]time.Time{
		2011: {"extra": {date(2011, 4, 29)}},
		2012: {"spring": {date(2012, 6, 4)}, "extra": {date(2012, 6, 5)}},
		2020: {"early": {date(2020, 5, 8)}},
		2022: {"spring": {date(2022, 6, 2)}, "extra": {date(2022, 6, 3), date(2022, 9, 19)}},
		2023: {"extra": {date(2023, 5, 8)}},
	}[y]
	monday := func(m time.Month, nth int) time.Time {
		var all []time.Time
		for t := date(y, m, 1); t.Month() == m; t = t.AddDate(0, 0, 1) {
			if t.Weekday() == time.Monday {
				all = append(all, t)
			}
		}
		if nth < 0 {
			return all[len(all)-1]
		}
		return all[nth]
	}
	for name, t := range map[string]time.Time{"early": monday(5, 0), "spring": monday(5, -1), "summer": monday(8, -1)} {
		if days := special[name]; days != nil {
			t = days[0]
		}
		put(t)
	}
	for _, t := range special["extra"] {
		put(t)
	}
	o.uk[monday(8, 0)] = true
	if y == 2026 {
		o.uk[date(2026, 6, 15)] = true
	}
}

func (o *oracle) rest(t time.Time) bool {
	o.fill(t.Year())
	return t.Weekday() == time.Saturday || t.Weekday() == time.Sunday || o.ew[t]
}

func (o *oracle) restAnywhere(t time.Time) bool {
	o.fill(t.Year())
	return t.Weekday() == time.Saturday || t.Weekday() == time.Sunday || o.uk[t]
}

func shut(t time.Time) bool {
	md := t.Format("01-02")
	return md[:2] == "08" || md >= "12-25" || md == "01-01"
}

// sameDate finds the corresponding date by walking months and then backing off
// until the month is right.
func sameDate(t time.Time, n int) (end time.Time, short bool) {
	first := date(t.Year(), t.Month(), 1).AddDate(0, n, 0)
	end = first.AddDate(0, 0, t.Day()-1)
	for end.Month() != first.Month() {
		end = end.AddDate(0, 0, -1)
		short = true
	}
	return end, short
}

func (o *oracle) count(code string, t time.Time, n int) time.Time {
	walk := func(t time.Time, n, by int, skip func(time.Time) bool) time.Time {
		for done := 0; done < n; {
			t = t.AddDate(0, 0, by)
			if !skip(t) {
				done++
			}
		}
		return t
	}
	roll := func(t time.Time) time.Time {
		for o.rest(t) {
			t = t.AddDate(0, 0, 1)
		}
		return t
	}
	switch code {
	case "W+":
		return t.AddDate(0, 0, 7*n)
	case "W-":
		return t.AddDate(0, 0, -7*n)
	case "D+":
		return t.AddDate(0, 0, n)
	case "DB":
		return t.AddDate(0, 0, n-1)
	case "M+":
		end, _ := sameDate(t, n)
		return end
	case "M-":
		end, _ := sameDate(t, -n)
		return end
	case "MB":
		end, short := sameDate(t, n)
		if short {
			return end
		}
		return end.AddDate(0, 0, -1)
	case "M+H":
		end, _ := sameDate(t, n)
		if shut(end) {
			for shut(end) {
				end = end.AddDate(0, 0, 1)
			}
		}
		return roll(end)
	case "M+R":
		end, _ := sameDate(t, n)
		return roll(end)
	case "WD+":
		return walk(t, n, 1, o.rest)
	case "WD-":
		return walk(t, n, -1, o.rest)
	case "WDB":
		if o.rest(t) {
			return walk(t, n, 1, o.rest)
		}
		return walk(t, n-1, 1, o.rest)
	case "WDT":
		return walk(t, n, 1, func(t time.Time) bool { return o.rest(t) || shut(t) })
	case "DT":
		return roll(walk(t, n, 1, shut))
	case "WDUK+":
		return walk(t, n, 1, o.restAnywhere)
	}
	panic("no second implementation of " + code)
}

func TestAgreesWithASecondImplementation(t *testing.T) {
	o := newOracle()
	random := rand.New(rand.NewPCG(2026, 11))
	var ways []Way
	for _, w := range Ways {
		if w.Computes() {
			ways = append(ways, w)
		}
	}
	most := map[string]int{"week": 30, "day": 60, "month": 24, "working day": 60}
	for range 20_000 {
		from := date(2008, 1, 1).AddDate(0, 0, random.IntN(365*40))
		w := ways[random.IntN(len(ways))]
		n := 1 + random.IntN(most[w.Unit])
		got, want := w.Count(record.DayOf(from), n), record.DayOf(o.count(w.Code, from, n))
		if got != want {
			t.Fatalf("%s %d from %s: %s, the second implementation says %s", w.Code, n, record.DayOf(from), got, want)
		}
	}
}

func TestEveryHolidayAgreesWithASecondImplementation(t *testing.T) {
	o := newOracle()
	for at := date(2003, 1, 1); at.Year() < 2100; at = at.AddDate(0, 0, 1) {
		o.fill(at.Year())
		d := record.DayOf(at)
		if BankHoliday(d) != o.ew[at] || BankHolidayAnywhere(d) != o.uk[at] {
			t.Fatalf("%s: England and Wales %v, anywhere %v; the second implementation says %v, %v", d, BankHoliday(d), BankHolidayAnywhere(d), o.ew[at], o.uk[at])
		}
	}
}
