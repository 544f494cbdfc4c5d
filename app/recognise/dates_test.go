package recognise

import (
	"strings"
	"testing"
)

func TestDates(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"7 September 2026", "2026-09-07"},
		{"7th September 2026", "2026-09-07"},
		{"Monday 7 September 2026", "2026-09-07"},
		{"Monday, 26th January 2026", "2026-01-26"},
		{"Mon. 26 Jan. 2026", "2026-01-26"},
		{"7 Sept 26", "2026-09-07"},
		{"7 Sept '26", "2026-09-07"},
		{"7-Sep-26", "2026-09-07"},
		{"18-Jul-2025", "2025-07-18"},
		{"15th of March 2026", "2026-03-15"},
		{"the 15th day of March 2026", "2026-03-15"},
		{"07/09/2026", "2026-09-07"},
		{"7/9/26", "2026-09-07"},
		{"07.09.26", "2026-09-07"},
		{"07-09-2026", "2026-09-07"},
		{"07 / 09 / 2026", "2026-09-07"},
		{"2026-09-07", "2026-09-07"},
		{"September 7, 2026", "2026-09-07"},
		{"Monday 26 January\n2026", "2026-01-26"},
		{"Monday\n26\nJanuary\n2026", "2026-01-26"},
		{"7\u00a0September\u00a02026", "2026-09-07"},
		{"7ᵗʰ September 2026", "2026-09-07"},
		{"7 th September 2026", "2026-09-07"},
		{"7September2026", "2026-09-07"},
		{"by 7September 2026.", "2026-09-07"},
		{"received on7 September 2026", "2026-09-07"},
		{"7 Sep\u00adtem\u00adber 2026", "2026-09-07"},
		{"7 Septem-\nber 2026", "2026-09-07"},
		{"7  September,  2026", "2026-09-07"},
		{"l2 January 2O26", "2026-01-12"},
		{"O5 May 2026", "2026-05-05"},
		{"lst September 2026", "2026-09-01"},
		{"0l/O9/2026", "2026-09-01"},
		{"7 Septernber 2026 and 7 Septembor 2026", "2026-09-07"},
		{"24 December 2025 to 2 January 2026", "2025-12-24 2026-01-02"},
		{"24 December to 2 January 2026", "2025-12-24 2026-01-02"},
		{"24 to 28 December 2026", "2026-12-24 2026-12-28"},
		{"24-28 December 2026", "2026-12-24 2026-12-28"},
		{"on 5th and 12th May 2026", "2026-05-05 2026-05-12"},
		{"by 5 May", "0000-05-05"},
		{"by 5 May at 10.30am", "0000-05-05"},
		{"12 noon on 8 June 2026", "2026-06-08"},
		{"29 February 2028", "2028-02-29"},
		// none of the calendar's days
		{"31 June 2026", ""},
		{"29 February 2026", ""},
		{"31/02/2026", ""},
		{"03/15/2026", ""},
		// no dates
		{"Our ref: DP/141119/25", ""},
		{"SLM/020413/AR3 and EHC/NM/20931", ""},
		{"EH999/26/00042", ""},
		{"01632 960101, 020 7946 0310, 0113 496 0450", ""},
		{"section 36(5), regulation 10.4.2, paragraph 9.77", ""},
		{"open 9.00-5.30, 24/7, in 2026/27", ""},
		{"in Year 6 may be offered", ""},
		{"Children and Families Act 2014", ""},
		{"By July 2027 he will", ""},
		{"which I may appeal", ""},
		{"TH2 3ZZ", ""},
		{"£1,240.00 a year, 0.6th percentile", ""},
		{"2 Marsh Lane", ""},
		{"15 days", ""},
		// not a year
		{"by 5 May 15 Larkspur Close", "0000-05-05"},
		{"by 5 May 10 am", "0000-05-05"},
	} {
		var got []string
		for _, d := range Dates(c.text) {
			got = append(got, d.Day.String())
			if Fold(c.text[d.Start:d.End]) != d.Words {
				t.Errorf("%q: place gives %q, words are %q", c.text, c.text[d.Start:d.End], d.Words)
			}
			if d.NoYear != (d.Day.Year == 0) {
				t.Errorf("%q: NoYear %v beside %v", c.text, d.NoYear, d.Day)
			}
		}
		// the same day in a list counts once here
		seen := strings.Join(got, " ")
		if c.want != seen && !(len(got) == 2 && got[0] == got[1] && got[0] == c.want) {
			t.Errorf("%q: %s, want %s", c.text, seen, c.want)
		}
	}
}

func TestYearUnderTheDay(t *testing.T) {
	text := " Request            Your request reached us                Monday 26 January\n" +
		" received                                                  2026\n"
	d := Dates(text)
	if len(d) != 1 || d[0].Day.String() != "2026-01-26" {
		t.Fatalf("found %v", d)
	}
	if !strings.Contains(Fold(text), d[0].Words) {
		t.Errorf("words %q", d[0].Words)
	}
}

func TestOtherWeekday(t *testing.T) {
	d := Dates("Friday 5 May 2026 and Tuesday 5 May 2026")
	if len(d) != 2 || !d[0].OtherWeekday || d[1].OtherWeekday {
		t.Errorf("found %+v", d)
	}
	g := Document([]Page{{Text: "1 May 2026\n\nDear Ms Ash\n\nDraft EHC plan for Ivy Ash\n\nPlease find enclosed the draft EHC plan. Send comments by Friday 19 May 2026.\n\nYours sincerely"}})
	if !strings.Contains(strings.Join(g.Notes, " "), "is a Tuesday") || len(g.Stated) != 1 {
		t.Errorf("notes %q stated %v", g.Notes, g.Stated)
	}
}

func TestDayWithoutYear(t *testing.T) {
	for _, c := range []struct{ letter, words, want string }{
		{"20 April 2026", "by 5 May", "2026-05-05"},
		{"20 December 2026", "by Monday 4 January", "2027-01-04"},
		{"20 December 2026", "by 4 January", "2027-01-04"},
		{"20 December 2026", "by 4 August", ""}, // not sure which year
	} {
		g := Document([]Page{{Text: c.letter + "\n\nDear Ms Ash\n\nDraft EHC plan for Ivy Ash\n\nPlease find enclosed the draft EHC plan. Send your comments " + c.words + ".\n\nYours sincerely"}})
		got := ""
		for _, s := range g.Stated {
			got = s.Day.String()
		}
		if got != c.want {
			t.Errorf("letter of %s, %q: %s, want %s", c.letter, c.words, got, c.want)
		}
	}
}

func TestTwoReadings(t *testing.T) {
	text := "20 April 2026\n\nDear Ms Ash\n\nDraft EHC plan for Ivy Ash, DOB 3 May 2017\n\nPlease find enclosed the draft EHC plan. Send your comments by 5 May 2026.\n\nYours sincerely"
	other := strings.Replace(strings.Replace(text, "5 May 2026", "6 May 2026", 1), "3 May 2017", "8 May 2017", 1)
	g := Document([]Page{{Text: text, Second: other}})
	want := "One reading says 5 May 2026, another 6 May 2026. Please look at page 1."
	n := 0
	for _, note := range g.Notes {
		if strings.Contains(note, "reading") {
			n++
			if note != want {
				t.Errorf("note %q", note)
			}
		}
	}
	if n != 1 {
		t.Errorf("notes %q", g.Notes)
	}
	if g := Document([]Page{{Text: text, Second: strings.ReplaceAll(text, " ", "  ")}}); strings.Contains(strings.Join(g.Notes, " "), "reading") {
		t.Errorf("two readings that agree: %q", g.Notes)
	}
}
