package part

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"leverarch/app/record"
)

// 22 November 2026 is a Sunday.
var sunday = record.NewDay(2026, 11, 22)

func TestDaysAsPeopleTypeThem(t *testing.T) {
	for words, want := range map[string]string{
		"3/11":                      "2026-11-03",
		"3/11/26":                   "2026-11-03",
		"03/11/2026":                "2026-11-03",
		"3.11.26":                   "2026-11-03",
		"3-11-2026":                 "2026-11-03",
		"3 11 2026":                 "2026-11-03",
		"2026-11-03":                "2026-11-03",
		"2026/11/3":                 "2026-11-03",
		"3 Nov":                     "2026-11-03",
		"3nov":                      "2026-11-03",
		"3rd November":              "2026-11-03",
		"the 3rd of November 2026":  "2026-11-03",
		"Tuesday 3 November 2026":   "2026-11-03",
		"Tues, 3rd Nov '26":         "2026-11-03",
		"Nov 3":                     "2026-11-03",
		"November 3, 2026":          "2026-11-03",
		"1 sept 2026":               "2026-09-01",
		"22 august":                 "2026-08-22",
		" 3  NOVEMBER  2026 ":       "2026-11-03",
		"3\u00a0November\u00a02026": "2026-11-03",

		// The day comes before the month, always.
		"11/3": "2027-03-11",
		"4/5":  "2027-05-04",
		// The year that puts the day nearest today.
		"25/12": "2026-12-25",
		"2 Jan": "2027-01-02",
		"22/5":  "2027-05-22",
		"24/5":  "2026-05-24",
		"29/2":  "2028-02-29",
		// A weekday chooses the year: 3 November is a Monday in 2025.
		"Monday 3 November": "2025-11-03",
		"Tue 3 Nov":         "2026-11-03",
		// Two figures of a year.
		"3/11/99": "1999-11-03",
		"3/11/30": "2030-11-03",

		"today":                "2026-11-22",
		"Yesterday":            "2026-11-21",
		"tomorrow":             "2026-11-23",
		"day before yesterday": "2026-11-20",
		"3 days ago":           "2026-11-19",
		"2 weeks ago":          "2026-11-08",
		"last week":            "2026-11-15",
		"a fortnight ago":      "2026-11-08",
		"two fortnights ago":   "2026-10-25",
		"three months ago":     "2026-08-22",
		"a year ago":           "2025-11-22",
		"in 10 days":           "2026-12-02",
		"In two weeks":         "2026-12-06",
		"in a week's time":     "2026-11-29",
		"in two weeks’ time":   "2026-12-06",
		"in a fortnight":       "2026-12-06",
		"in 3 months":          "2027-02-22",
		"in a year":            "2027-11-22",
		"ten days from now":    "2026-12-02",
		"6 weeks from today":   "2027-01-03",
		"day after tomorrow":   "2026-11-24",
		"next tuesday":         "2026-11-24",
		"monday":               "2026-11-16",
		"on Monday":            "2026-11-16",
		"last monday":          "2026-11-16",
		"sunday":               "2026-11-22",
		"last sunday":          "2026-11-15",
		"next sunday":          "2026-11-29",
		"next fri":             "2026-11-27",
	} {
		got, ok := ParseTyped(words, sunday)
		if !ok || got.String() != want {
			t.Errorf("%q is %s (%v), wanted %s", words, got, ok, want)
		}
	}
}

func TestWordsThatAreNoDay(t *testing.T) {
	for _, words := range []string{
		"", " ", "3", "november", "31/6", "31 June 2026", "29/2/2026", "0/11", "32/1", "3/13", "11/31/2026",
		"Monday 3 November 2026", "3 Nov 26 12", "2026", "2026-13-01", "20261103", "3/11/226", "3/11/20266", "next week maybe",
		"3 nov 1800", "3 nov 2300", "soon", "a3", "3 novem", "1e3/11", "3/11/+6", "-3/11/2026x", "３/11", "3:11", "99999 days ago", "3 days",
		"end of term", "in term", "in days", "in", "ago", "two ago", "in two", "in 1001 days", "in 101 years", "in some weeks", "2 weeks", "next week",
		"in 3 days ago", "two weeks from", "from now", "in two weeks time soon", "in time", "in s time", "in-2x days", "weeks from now", "next month", "half term",
		"of the", "st", "monday monday", strings.Repeat("3", 61),
	} {
		if got, ok := ParseTyped(words, sunday); ok || !got.IsZero() {
			t.Errorf("%q is taken for %s", words, got)
		}
	}
}

// TestWrittenDaysComeBack types every day of several years in every way we show
// a day.
func TestWrittenDaysComeBack(t *testing.T) {
	for d := record.NewDay(2023, 1, 1); d.Year < 2030; d = d.AddDays(1) {
		for _, format := range []string{"Monday 2 January 2006", "2 Jan 2006", "2006-01-02", "02/01/2006", "2/1/06", "2.1.2006", "2 January 2006"} {
			words := d.Time().Format(format)
			if got, ok := ParseTyped(words, sunday); !ok || got != d {
				t.Fatalf("%q is %s, wanted %s", words, got, d)
			}
		}
		// Without a year the day and month stay, within half a year of today
		// (but 29 February, which is not in every year).
		if d.Month == time.February && d.Date == 29 {
			continue
		}
		got, ok := ParseTyped(d.Time().Format("2/1"), sunday)
		away := max(got.DaysUntil(sunday), sunday.DaysUntil(got))
		if !ok || got.Date != d.Date || got.Month != d.Month || away > 183 {
			t.Fatalf("%s without a year is %s", d, got)
		}
	}
}

// TestSoLongAgoAndSoLongAheadMeet holds, for every number and every day of some years,
// that going ahead and coming back ends where it began, and where months are counted,
// in the same month and on the same date or the month's last day.
func TestSoLongAgoAndSoLongAheadMeet(t *testing.T) {
	get := func(words string, today record.Day) record.Day {
		d, ok := ParseTyped(words, today)
		if !ok {
			t.Fatalf("%q is no day", words)
		}
		return d
	}
	for today := record.NewDay(2023, 12, 20); today.Year < 2026; today = today.AddDays(1) {
		for _, n := range []int{0, 1, 2, 11, 25, 364} {
			for unit, days := range map[string]int{"days": 1, "weeks": 7, "fortnights": 14} {
				on := get(fmt.Sprintf("in %d %s", n, unit), today)
				if today.DaysUntil(on) != n*days || get(fmt.Sprintf("%d %s ago", n, unit), on) != today {
					t.Fatalf("in %d %s from %s is %s", n, unit, today, on)
				}
			}
		}
		for n := range 30 {
			on, ago := get(fmt.Sprintf("in %d months", n), today), get(fmt.Sprintf("%d months ago", n), today)
			for _, x := range []struct {
				day record.Day
				n   int
			}{{on, n}, {ago, -n}} {
				months := (x.day.Year-today.Year)*12 + int(x.day.Month) - int(today.Month)
				lastOfMonth := x.day.AddDays(1).Month != x.day.Month
				if months != x.n || x.day.Date > today.Date || x.day.Date < today.Date && !lastOfMonth {
					t.Fatalf("%d months from %s is %s", x.n, today, x.day)
				}
			}
		}
		if get("in 12 months", today) != get("in a year", today) || get("in two weeks", today) != get("in a fortnight", today) {
			t.Fatalf("two ways of saying the same differ from %s", today)
		}
	}
}

// TestADayFarFromTodayIsAskedAbout types days that are near and far: a question stands
// under those that are further than the field is about, and never keeps a day out.
func TestADayFarFromTodayIsAskedAbout(t *testing.T) {
	plain := NewDate("When?", "", func() record.Day { return sunday })
	born := NewDate("Date of birth", "", func() record.Day { return sunday }).Usual(26, 0)
	for _, x := range []struct {
		field *Date
		typed string
		asks  string
	}{
		{plain, "today", ""}, {plain, "23 November 2024", ""}, {plain, "in 2 years", ""},
		{plain, "21 November 2024", "Thursday 21 November 2024 is more than 2 years ago. Is that the day?"},
		{plain, "23 November 2028", "Thursday 23 November 2028 is more than 2 years away. Is that the day?"},
		{born, "14/2/2017", ""}, {born, "22/11/2000", ""}, {born, "today", ""},
		{born, "3/5/1984", "Thursday 3 May 1984 is more than 26 years ago. Is that the day?"},
		{born, "tomorrow", "Monday 23 November 2026 has not come yet. Is that the day?"},
	} {
		x.field.SetTyped(x.typed)
		if asks := strings.Contains(x.field.Said(), "Is that the day?"); asks != (x.asks != "") || asks && x.field.Said() != x.asks {
			t.Errorf("%q is answered %q", x.typed, x.field.Said())
		}
		if x.field.Day().IsZero() || !x.field.Check() {
			t.Errorf("%q is kept out", x.typed)
		}
	}
	plain.Set(record.NewDay(2019, 9, 1))
	if strings.Contains(plain.Said(), "?") {
		t.Errorf("a day that is in the file already is asked about: %q", plain.Said())
	}
}

func FuzzParseTyped(f *testing.F) {
	for _, s := range []string{"3/11", "Tuesday 3rd November 2026", "2026-11-03", "3 days ago", "last monday", "é/ı", "K 3"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got, ok := ParseTyped(s, sunday)
		if ok != !got.IsZero() || ok && !got.Valid() {
			t.Fatalf("%q: %v %v", s, got, ok)
		}
		if ok {
			if again, _ := ParseTyped(got.Written(), sunday); again != got {
				t.Fatalf("%q is %s, which written out is %s", s, got, again)
			}
		}
	})
}

func TestTimesAsPeopleTypeThem(t *testing.T) {
	for words, want := range map[string]string{
		"14:30": "14:30", "14.30": "14:30", "1430": "14:30", "2.30pm": "14:30", "2:30 PM": "14:30", "2pm": "14:00", "2 p.m.": "14:00",
		"9am": "09:00", "9:05": "09:05", "12pm": "12:00", "12am": "00:00", "noon": "12:00", "0:00": "00:00", "23:59": "23:59", "11.15 am": "11:15",
	} {
		if got, ok := ParseTime(words); !ok || got != want {
			t.Errorf("%q is %q (%v), wanted %s", words, got, ok, want)
		}
	}
	for _, words := range []string{"", "2", "25:00", "14:60", "13pm", "0am", "half past", "14:3", "1:2:3", "am", "-1:30", "+1:30", "14h30", ":30"} {
		if got, ok := ParseTime(words); ok || got != "" {
			t.Errorf("%q is taken for %s", words, got)
		}
	}
}

func FuzzParseTime(f *testing.F) {
	for _, s := range []string{"14:30", "2.30pm", "1430", "noon", "１:30"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got, ok := ParseTime(s)
		if !ok {
			return
		}
		if _, err := time.Parse("15:04", got); err != nil {
			t.Fatalf("%q gives %q", s, got)
		}
		if again, _ := ParseTime(got); again != got {
			t.Fatalf("%q gives %q, which gives %q", s, got, again)
		}
	})
}

func TestHowHardToGuess(t *testing.T) {
	for secret, want := range map[string]int{
		"":                                    0,
		"password":                            0,
		"Arsenal1":                            0,
		"qwertyuiop":                          0,
		"aaaaaaaaaaaaaaaaaaaaaaaa":            0,
		"01/02/1985":                          0,
		"Iqra2015":                            0,
		"purple kettle":                       1,
		"correct horse battery staple":        3,
		"v9#Qm2!xL7^tB4&z":                    4,
		"purple kettle ladder monday thunder": 4,
	} {
		if got := Strength(secret, "Iqra Khan"); got.Level != want {
			t.Errorf("%q: level %d (%s), wanted %d", secret, got.Level, got.Words, want)
		}
	}
	if Strength("zamphonique").Level <= Strength("zamphonique", "Zamphonique Smith").Level {
		t.Error("a name somebody near would try counts in full")
	}
	if Strength("a b c d e f g h").Level > Strength("abcdefgh").Level {
		t.Error("spaces count")
	}
	if s := Strength(strings.Repeat("é long and odd ", 40)); s.Level < 3 {
		t.Errorf("a long passphrase: %+v", s)
	}
	if Strength("purple kettle").Enough || !Strength("correct horse battery staple").Enough {
		t.Error("what is enough")
	}
}
