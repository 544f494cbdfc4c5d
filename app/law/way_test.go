package law

import (
	"testing"
	"time"

	"leverarch/app/record"
)

func d(s string) record.Day {
	v, err := record.ParseDay(s)
	if err != nil {
		panic(err)
	}
	return v
}

func everyDay(from, to int, yield func(record.Day)) {
	for at := day(from, time.January, 1); at.Year < to; at = at.AddDays(1) {
		yield(at)
	}
}

func way(t *testing.T, code string) Way {
	t.Helper()
	w, ok := FindWay(code)
	if !ok {
		t.Fatalf("no way %s", code)
	}
	return w
}

func TestALaterStartNeverGivesAnEarlierEnd(t *testing.T) {
	for _, w := range Ways {
		if !w.Computes() {
			continue
		}
		for _, n := range []int{1, 2, 3, 6, 12, 15, 28} {
			var last record.Day
			everyDay(2023, 2030, func(at record.Day) {
				end := w.Count(at, n)
				if end.Before(last) {
					t.Fatalf("%s %d: from %s it ends %s, but a day earlier it ended %s", w.Code, n, at, end, last)
				}
				last = end
			})
		}
	}
}

func TestWeeksNeverMove(t *testing.T) {
	after, before := way(t, "W+"), way(t, "W-")
	everyDay(2023, 2030, func(at record.Day) {
		for _, n := range []int{2, 6, 16, 20} {
			if got := after.Count(at, n); at.DaysUntil(got) != 7*n || got.Weekday() != at.Weekday() {
				t.Fatalf("W+ %d from %s is %s", n, at, got)
			}
			if got := before.Count(at, n); got.DaysUntil(at) != 7*n {
				t.Fatalf("W- %d from %s is %s", n, at, got)
			}
		}
	})
}

func TestMonthsKeepTheDateOrTheMonthsEnd(t *testing.T) {
	after, beginning := way(t, "M+"), way(t, "MB")
	everyDay(2023, 2030, func(at record.Day) {
		for n := 1; n <= 12; n++ {
			end := after.Count(at, n)
			months := (end.Year-at.Year)*12 + int(end.Month) - int(at.Month)
			exists := end.Date == at.Date
			if months != n || !exists && end.AddDays(1).Date != 1 {
				t.Fatalf("M+ %d from %s is %s", n, at, end)
			}
			want := end
			if exists {
				want = end.AddDays(-1)
			}
			if got := beginning.Count(at, n); got != want {
				t.Fatalf("MB %d from %s is %s, want %s", n, at, got, want)
			}
		}
	})
}

func TestBeginningWithDiffersByADay(t *testing.T) {
	plain, beginning := way(t, "D+"), way(t, "DB")
	everyDay(2026, 2028, func(at record.Day) {
		if plain.Count(at, 15) != beginning.Count(at, 15).AddDays(1) {
			t.Fatalf("15 days from %s", at)
		}
	})
}

func TestAugustAndChristmasAreSpecialOnlyToTheTribunal(t *testing.T) {
	august := func(e record.Day) bool { return e.Month == time.August }
	between := func(e record.Day) bool { return e.Month == time.December && e.Date > 28 && WorkingDay(e) }
	for _, w := range Ways {
		if !w.Computes() {
			continue
		}
		inAugust, atChristmas := 0, 0
		everyDay(2023, 2033, func(at record.Day) {
			end := w.Count(at, 3)
			if august(end) {
				inAugust++
			}
			if between(end) {
				atChristmas++
			}
			if !w.Tribunal || !shutDay(end) {
				return
			}
			// The one way in: the last day before was not a working day, and
			// rule 12(2) carries it over.
			raw := w.run(at, 3)
			if shutDay(raw) || WorkingDay(raw) {
				t.Fatalf("%s from %s ends %s", w.Code, at, end)
			}
		})
		if !w.Tribunal && (inAugust < 100 || atChristmas == 0) {
			t.Errorf("%s keeps out of August (%d) or Christmas (%d)", w.Code, inAugust, atChristmas)
		}
	}
}

func TestRule12MovesOnce(t *testing.T) {
	w := way(t, "M+H")
	for _, c := range []struct{ from, end string }{
		{"2027-05-31", "2027-08-02"}, // ends Saturday 31 July
		{"2027-06-10", "2027-09-01"},
		{"2026-06-30", "2026-09-01"},
		{"2027-07-01", "2027-09-01"},
		{"2026-10-28", "2027-01-04"},
		{"2026-10-24", "2026-12-24"},
		{"2027-11-01", "2028-01-04"}, // Monday 3 January 2028 is a substitute
		{"2028-10-24", "2028-12-27"}, // ends Sunday 24 December
	} {
		if got := w.Count(d(c.from), 2); got != d(c.end) {
			t.Errorf("two months from %s: %s, want %s", c.from, got, c.end)
		}
	}
}

// The lists published for England and Wales.
var published = map[int][]string{
	2024: {"01-01", "03-29", "04-01", "05-06", "05-27", "08-26", "12-25", "12-26"},
	2025: {"01-01", "04-18", "04-21", "05-05", "05-26", "08-25", "12-25", "12-26"},
	2026: {"01-01", "04-03", "04-06", "05-04", "05-25", "08-31", "12-25", "12-28"},
	2027: {"01-01", "03-26", "03-29", "05-03", "05-31", "08-30", "12-27", "12-28"},
	2028: {"01-03", "04-14", "04-17", "05-01", "05-29", "08-28", "12-25", "12-26"},
	2020: {"01-01", "04-10", "04-13", "05-08", "05-25", "08-31", "12-25", "12-28"},
	2022: {"01-03", "04-15", "04-18", "05-02", "06-02", "06-03", "08-29", "09-19", "12-26", "12-27"},
	2023: {"01-02", "04-07", "04-10", "05-01", "05-08", "05-29", "08-28", "12-25", "12-26"},
	2012: {"01-02", "04-06", "04-09", "05-07", "06-04", "06-05", "08-27", "12-25", "12-26"},
	2011: {"01-03", "04-22", "04-25", "04-29", "05-02", "05-30", "08-29", "12-26", "12-27"},
}

func TestBankHolidaysAreThePublishedOnes(t *testing.T) {
	for year, days := range published {
		want := map[string]bool{}
		for _, md := range days {
			want[md] = true
		}
		everyDay(year, year+1, func(at record.Day) {
			if BankHoliday(at) != want[at.String()[5:]] {
				t.Errorf("%s: bank holiday %v", at, BankHoliday(at))
			}
		})
	}
}

func TestBankHolidaysElsewhereInTheKingdom(t *testing.T) {
	for _, s := range []string{"2026-01-02", "2026-03-17", "2026-06-15", "2026-07-13", "2026-08-03", "2026-11-30", "2027-01-04", "2027-07-12", "2028-01-04", "2022-01-04", "2023-01-03", "2024-12-02"} {
		if !BankHolidayAnywhere(d(s)) || BankHoliday(d(s)) {
			t.Errorf("%s should be a holiday outside England and Wales only", s)
		}
	}
	for _, s := range []string{"2026-12-25", "2023-05-08", "2026-08-31"} {
		if !BankHolidayAnywhere(d(s)) {
			t.Errorf("%s should be a holiday", s)
		}
	}
}

func TestWhyReadsAsASentence(t *testing.T) {
	for _, c := range []struct {
		code string
		n    int
		from string
		want string
	}{
		{"DB", 15, "2026-11-03", "15 days, with the day it came as day 1"},
		{"DB", 15, "2026-12-20", "15 days, with the day it came as day 1. That is a Sunday, and this date does not move."},
		{"W+", 6, "2026-09-07", "Six weeks after the day it came"},
		{"W+", 16, "2026-09-07", "16 weeks after the day it came. That is a bank holiday, and this date does not move."},
		{"W-", 2, "2026-11-10", "Two weeks before the day it came"},
		{"M+H", 2, "2026-10-28", "Two months after the day it came is Monday 28 December 2026. Tribunal days from 25 December to 1 January move on, so it is Monday 4 January 2027."},
		{"M+H", 2, "2027-06-10", "Two months after the day it came is Tuesday 10 August 2027. Tribunal days in August move on, so it is Wednesday 1 September 2027."},
		{"M+H", 2, "2026-10-19", "Two months after the day it came is Saturday 19 December 2026. That is not a working day, so it is the next one, Monday 21 December 2026."},
		{"M+H", 2, "2027-02-28", "Two months after the day it came"},
		{"M+", 2, "2026-12-31", "Two months after the day it came. February 2027 has no 31st, so it is the last day of that month. That is a Sunday, and this date does not move."},
		{"MB", 12, "2024-02-29", "Twelve months, with the day it came as day 1. February 2025 has no 29th, so it is the last day of that month."},
		{"MB", 12, "2026-09-01", "Twelve months, with the day it came as day 1"},
		{"M+R", 1, "2026-09-03", "One month after the day it came is Saturday 3 October 2026. That is not a working day, so it is the next one, Monday 5 October 2026."},
		{"WD+", 3, "2026-12-23", "Three working days after the day it came. Weekends and bank holidays are not counted."},
		{"WDB", 15, "2027-03-06", "15 working days, with the first working day after the day it came as day 1. Weekends and bank holidays are not counted."},
		{"DT", 28, "2027-02-02", "28 days after the day it came"},
		{"DT", 28, "2027-07-20", "28 days after the day it came. Days in August and from 25 December to 1 January are not counted."},
	} {
		if got := way(t, c.code).explain("the day it came", c.n, d(c.from)); got != c.want {
			t.Errorf("%s %d from %s:\n got %s\nwant %s", c.code, c.n, c.from, got, c.want)
		}
	}
}
