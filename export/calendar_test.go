package export

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/emersion/go-ical"

	"leverarch/app/record"
)

var update = flag.Bool("update", false, "write the golden files again")

func must(t testing.TB, c Calendar) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := c.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// readBack parses a calendar as a phone does.
func readBack(t testing.TB, b []byte) *ical.Calendar {
	t.Helper()
	cal, err := ical.NewDecoder(bytes.NewReader(b)).Decode()
	if err != nil {
		t.Fatalf("cannot be read back: %v\n%s", err, b)
	}
	return cal
}

func textOf(t testing.TB, c *ical.Component, name string) string {
	t.Helper()
	s, err := c.Props.Text(name)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return s
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s differs; it is now\n%s", name, got)
	}
}

var stamp = time.Date(2026, 11, 9, 14, 30, 5, 999, time.UTC)

func fullCalendar() Calendar {
	return Calendar{Name: FullName(), Entries: []Entry{
		{
			UID: UID([]byte("salt"), "event-2", "final-plan-20w"), Sequence: 0, Stamp: stamp,
			Day:   record.NewDay(2026, 10, 19),
			Title: "Iqra: the council must have sent the final plan",
			Description: Description("20 weeks after the day the council received the request",
				"SEND Regulations 2014, reg 13(2)", record.NewDay(2026, 11, 22)),
			Alarms: []time.Duration{9 * time.Hour},
		},
		{
			UID: UID([]byte("salt"), "event-1", "draft-plan-comments-15d"), Sequence: 2, Stamp: stamp,
			Day:   record.NewDay(2026, 11, 17),
			Title: "Iqra: last day to send your views on the draft plan; ask for a meeting, or a school – or both",
			Description: Description("15 days, with the day the draft came as day 1",
				`SEND Regulations 2014, reg 13(1)(a)`, record.NewDay(2026, 11, 22)),
		},
		{
			UID: UID([]byte("salt"), "event-3", "review-report-2w"), Sequence: 1, Stamp: stamp,
			Day: record.NewDay(2026, 12, 15), Title: "Sam: the school's report of the review", Cancelled: true,
		},
	}}
}

func neutralCalendar() Calendar {
	return Calendar{Name: NeutralName(), Entries: []Entry{
		{UID: UID(nil, "draft-plan-comments-15d", "draft-plan-served", "2026-11-03"), Day: record.NewDay(2026, 11, 17),
			Title: Neutral("parent"), Description: NeutralDescription()},
		{UID: UID(nil, "final-plan-20w", "request-received", "2026-06-01"), Day: record.NewDay(2026, 10, 19),
			Title: Neutral("la"), Description: NeutralDescription()},
	}}
}

func TestCalendarGolden(t *testing.T) {
	golden(t, "full.ics", must(t, fullCalendar()))
	golden(t, "neutral.ics", must(t, neutralCalendar()))
}

func TestNeutralSaysNothing(t *testing.T) {
	c := neutralCalendar()
	day := record.NewDay(2026, 11, 17)
	for i, who := range []string{"parent", "la", "school", "health", "mediator", "tribunal", "professional", "organisation", "any", ""} {
		c.Entries = append(c.Entries, Entry{UID: UID(nil, who), Day: day, Title: Neutral(who), Description: NeutralDescription(), Cancelled: i%2 == 0})
	}
	// Of the program there is its name only, where the format asks for one.
	out := strings.NewReplacer("-//lever arch//lever arch//en", "", "@leverarch.invalid", "", "transp:transparent", "").Replace(strings.ToLower(string(must(t, c)) + NeutralFile))
	for _, word := range []string{
		"plan", "council", "school", "child", "ehc", "send", "law", "lever", "tribunal", "appeal", "review", "regulation", "draft",
		"health", "mediat", "parent", "mother", "day", "section",
	} {
		if strings.Contains(out, word) {
			t.Errorf("a neutral calendar says %q:\n%s", word, out)
		}
	}
}

func TestCalendarReadsBack(t *testing.T) {
	in := fullCalendar()
	cal := readBack(t, must(t, in))
	if got := textOf(t, cal.Component, "X-WR-CALNAME"); got != FullName() {
		t.Errorf("name is %q", got)
	}
	if cal.Props.Get(ical.PropMethod) != nil {
		t.Error("there is a METHOD")
	}
	events := cal.Events()
	if len(events) != len(in.Entries) {
		t.Fatalf("%d events", len(events))
	}
	for i, v := range events {
		e := in.Entries[i] // given in order of day
		if got := textOf(t, v.Component, ical.PropUID); got != e.UID {
			t.Errorf("UID %q, want %q", got, e.UID)
		}
		start, err := v.DateTimeStart(time.UTC)
		if err != nil || record.DayOf(start) != e.Day {
			t.Errorf("starts %v (%v), want %v", start, err, e.Day)
		}
		end, err := v.DateTimeEnd(time.UTC)
		if err != nil || record.DayOf(end) != e.Day.AddDays(1) {
			t.Errorf("ends %v (%v)", end, err)
		}
		if got := textOf(t, v.Component, ical.PropDescription); got != e.Description {
			t.Errorf("description %q, want %q", got, e.Description)
		}
		want, alarms := e.Title, len(e.Alarms)
		if e.Alarms == nil {
			alarms = 3
		}
		status, _ := v.Status()
		if e.Cancelled {
			want, alarms = "No longer needed: "+e.Title, 0
			if status != ical.EventCancelled {
				t.Errorf("status of a withdrawn date is %q", status)
			}
		} else if status != ical.EventConfirmed {
			t.Errorf("status %q", status)
		}
		if got := textOf(t, v.Component, ical.PropSummary); got != want {
			t.Errorf("title %q, want %q", got, want)
		}
		if len(v.Children) != alarms {
			t.Errorf("%q has %d alarms, want %d", want, len(v.Children), alarms)
		}
		for j, a := range v.Children {
			d, err := a.Props.Get(ical.PropTrigger).Duration()
			wanted := e.Alarms
			if wanted == nil {
				wanted = Reminders
			}
			if err != nil || d != wanted[j] {
				t.Errorf("alarm at %v (%v), want %v", d, err, wanted[j])
			}
		}
	}
}

func TestAlarmsRingAtNine(t *testing.T) {
	got := []string{}
	for _, d := range Reminders {
		got = append(got, duration(d))
		if nine := time.Duration(24*7)*time.Hour + d; nine%(24*time.Hour) != 9*time.Hour {
			t.Errorf("%v is not nine in the morning", d)
		}
	}
	if want := []string{"-P6DT15H", "-PT15H", "PT9H"}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	for d, want := range map[time.Duration]string{
		0: "PT0H", -24 * time.Hour: "-P1D", 90 * time.Minute: "PT1H30M", -5 * time.Minute: "-PT5M",
		-(24*time.Hour + time.Minute): "-P1DT1M",
	} {
		if got := duration(d); got != want {
			t.Errorf("duration(%v) = %s, want %s", d, got, want)
		}
	}
}

func TestSameInputSameBytes(t *testing.T) {
	c := fullCalendar()
	for range 40 { // more days the same, so that title and UID must decide
		c.Entries = append(c.Entries, Entry{UID: UID(nil, fmt.Sprint(len(c.Entries))), Day: record.NewDay(2026, 11, 17), Title: "Form due"})
	}
	want := must(t, c)
	r := rand.New(rand.NewPCG(1, 2))
	for range 20 {
		r.Shuffle(len(c.Entries), func(i, j int) { c.Entries[i], c.Entries[j] = c.Entries[j], c.Entries[i] })
		first := c.Entries[0].UID
		if !bytes.Equal(must(t, c), want) {
			t.Fatal("the order the entries are given in shows in the file")
		}
		if c.Entries[0].UID != first {
			t.Fatal("Write moved its caller's entries")
		}
	}
	// The zone a stamp was made in does not show either.
	c.Entries = []Entry{{UID: "a", Day: record.NewDay(2026, 7, 1), Stamp: stamp}}
	utc := must(t, c)
	c.Entries[0].Stamp = stamp.In(time.FixedZone("BST", 3600))
	if !bytes.Equal(utc, must(t, c)) {
		t.Error("the zone of a stamp shows in the file")
	}
}

func TestNoStampIsTheDayItself(t *testing.T) {
	out := string(must(t, neutralCalendar()))
	for _, want := range []string{"DTSTAMP:20261117T000000Z\r\n", "LAST-MODIFIED:20261117T000000Z\r\n", "DTSTAMP:20261019T000000Z\r\n"} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
}

// A whole day has no zone, so the days the clocks change are days like others.
func TestDaysTheClocksChange(t *testing.T) {
	for _, d := range []record.Day{
		record.NewDay(2026, 3, 29), record.NewDay(2026, 10, 25), record.NewDay(2027, 3, 28), record.NewDay(2027, 10, 31),
		record.NewDay(2026, 12, 31), record.NewDay(2028, 2, 28), record.NewDay(2028, 2, 29), record.NewDay(2027, 2, 28),
	} {
		out := string(must(t, Calendar{Entries: []Entry{{UID: "a", Day: d, Title: "Form due"}}}))
		for _, want := range []string{
			"DTSTART;VALUE=DATE:" + strings.ReplaceAll(d.String(), "-", "") + "\r\n",
			"DTEND;VALUE=DATE:" + strings.ReplaceAll(d.AddDays(1).String(), "-", "") + "\r\n",
		} {
			if !strings.Contains(out, want) {
				t.Errorf("%v: no %q in\n%s", d, want, out)
			}
		}
		if strings.Contains(out, "TZID") {
			t.Errorf("%v has a zone", d)
		}
	}
}

func TestNothingToWrite(t *testing.T) {
	var b bytes.Buffer
	if err := (Calendar{Name: "Dates"}).Write(&b); !errors.Is(err, ErrNothing) || b.Len() != 0 {
		t.Errorf("%v, %d bytes", err, b.Len())
	}
}

func TestBadEntries(t *testing.T) {
	day := record.NewDay(2026, 11, 17)
	for name, entries := range map[string][]Entry{
		"no day":     {{UID: "a"}},
		"31 June":    {{UID: "a", Day: record.Day{Year: 2026, Month: 6, Date: 31}}},
		"no UID":     {{Day: day}},
		"UID twice":  {{UID: "a", Day: day}, {UID: "a", Day: day.AddDays(1)}},
		"lines":      {{UID: "a\nb", Day: day}},
		"broken UID": {{UID: "a\xff", Day: day}},
	} {
		var bad *BadEntry
		var b bytes.Buffer
		if err := (Calendar{Entries: entries}).Write(&b); !errors.As(err, &bad) || b.Len() != 0 {
			t.Errorf("%s: %v, %d bytes", name, err, b.Len())
		}
	}
}

type full struct{}

func (full) Write([]byte) (int, error) { return 0, io.ErrShortWrite }

func TestWriterThatIsFull(t *testing.T) {
	if err := neutralCalendar().Write(full{}); !errors.Is(err, io.ErrShortWrite) {
		t.Errorf("%v", err)
	}
}

func TestUID(t *testing.T) {
	a := UID([]byte("salt"), "event", "rule")
	if a != UID([]byte("salt"), "event", "rule") {
		t.Error("not the same twice")
	}
	if !strings.HasSuffix(a, "@leverarch.invalid") || len("UID:"+a) > width {
		t.Errorf("%q", a)
	}
	for _, b := range []string{
		UID([]byte("pepper"), "event", "rule"), UID(nil, "event", "rule"), UID([]byte("salt"), "eventrule"),
		UID([]byte("salt"), "eventr", "ule"), UID([]byte("salt"), "event", "rule", ""), UID([]byte("salt"), "rule", "event"),
	} {
		if a == b {
			t.Errorf("%q twice", a)
		}
	}
	// Kept on phones for years: a change here would double every date there.
	if want := "3b471c4e211d17147f03744246ec1fbf@leverarch.invalid"; a != want {
		t.Errorf("%q, want %q", a, want)
	}
}

func TestWordsAreCleaned(t *testing.T) {
	for in, want := range map[string]string{
		"bell\a, null\x00 and delete\x7f": "bell, null and delete",
		"one\r\ntwo\rthree\u2028four":     "one\ntwo\nthree\nfour",
		"broken \xff\xfe utf-8":           "broken  utf-8",
		"tab\there":                       "tab here",
		"C1 \u009b and BOM \ufeff.":       "C1  and BOM .",
		"Zoë, Łukasz; 한국어 \\ 🙂":           "Zoë, Łukasz; 한국어 \\ 🙂",
		"  \n ":                           "",
	} {
		if got := paragraphs(in); got != want {
			t.Errorf("paragraphs(%q) = %q, want %q", in, got, want)
		}
		out := readBack(t, must(t, Calendar{Name: in, Entries: []Entry{{UID: "a", Day: record.NewDay(2026, 1, 1), Title: in, Description: in}}}))
		v := out.Events()[0]
		if got := textOf(t, v.Component, ical.PropDescription); got != want {
			t.Errorf("description of %q reads back as %q", in, got)
		}
		if got := textOf(t, v.Component, ical.PropSummary); got != line(want) || strings.Contains(got, "\n") {
			t.Errorf("title of %q reads back as %q", in, got)
		}
		if want == "" && (v.Props.Get(ical.PropSummary) != nil || out.Props.Get("X-WR-CALNAME") != nil) {
			t.Error("an empty property is written")
		}
	}
}

// lawful says what is wrong with the form of a calendar, or nothing.
func lawful(b []byte) error {
	s := string(b)
	if !strings.HasSuffix(s, "\r\n") {
		return errors.New("the last line does not end")
	}
	for i, l := range strings.Split(strings.TrimSuffix(s, "\r\n"), "\r\n") {
		switch {
		case len(l) > 75:
			return fmt.Errorf("line %d has %d octets: %q", i+1, len(l), l)
		case l == "" || l == " ":
			return fmt.Errorf("line %d is empty", i+1)
		case !utf8.ValidString(l):
			return fmt.Errorf("line %d is broken inside a character: %q", i+1, l)
		case strings.ContainsAny(l, "\r\n"):
			return fmt.Errorf("line %d has a bare CR or LF: %q", i+1, l)
		}
	}
	return nil
}

func TestFold(t *testing.T) {
	unfold := func(b []byte) string { return strings.ReplaceAll(string(b), "\r\n ", "") }
	for _, piece := range []string{"a", "é", "한", "🙂", " ", "ab🙂", "é "} {
		for n := range 320 / len(piece) {
			for pad := range 4 {
				in := "SUMMARY:" + strings.Repeat("x", pad) + strings.Repeat(piece, n) + "\r\n" + "END:VCALENDAR\r\n"
				out := fold([]byte(in))
				if err := lawful(out); err != nil {
					t.Fatalf("%d of %q: %v", n, piece, err)
				}
				if unfold(out) != in {
					t.Fatalf("%d of %q does not unfold", n, piece)
				}
				if len(in) <= 75 && !bytes.Equal(out, []byte(in)) {
					t.Fatalf("a short line is folded: %q", out)
				}
			}
		}
	}
	exact := strings.Repeat("x", 75) + "\r\n"
	if got := string(fold([]byte(exact))); got != exact {
		t.Errorf("75 octets are folded: %q", got)
	}
	if got, want := string(fold([]byte("y"+exact))), "y"+exact[:74]+"\r\n x\r\n"; got != want {
		t.Errorf("76 octets: %q, want %q", got, want)
	}
	// Not reached by Write, whose words are whole; it must end all the same.
	if got := unfold(fold(bytes.Repeat([]byte{0xbf}, 300))); len(got) != 302 {
		t.Errorf("broken bytes come out as %d", len(got))
	}
}

func FuzzWrite(f *testing.F) {
	f.Add("Form due", "See your file.", "Dates", "salt", false)
	f.Add("a;b,c\\d\ne:f\"g", strings.Repeat("🙂 ", 60), "\r\n", "", true)
	f.Add(strings.Repeat("é", 40), "\x00\xff\r", "BEGIN:VCALENDAR\r\nEND:VCALENDAR", "a\\", false)
	f.Fuzz(func(t *testing.T, title, description, name, part string, cancelled bool) {
		e := Entry{UID: UID(nil, part), Day: record.NewDay(2026, 11, 17), Title: title, Description: description, Cancelled: cancelled}
		out := must(t, Calendar{Name: name, Entries: []Entry{e}})
		if err := lawful(out); err != nil {
			t.Fatal(err)
		}
		cal := readBack(t, out)
		if len(cal.Events()) != 1 {
			t.Fatalf("%d events", len(cal.Events()))
		}
		v := cal.Events()[0]
		want := line(title)
		if cancelled {
			want = Withdrawn() + want
		}
		if got := textOf(t, v.Component, ical.PropSummary); got != want {
			t.Errorf("title %q, want %q", got, want)
		}
		if got := textOf(t, v.Component, ical.PropDescription); got != paragraphs(description) {
			t.Errorf("description %q, want %q", got, paragraphs(description))
		}
		if got := textOf(t, cal.Component, ical.PropName); got != line(name) {
			t.Errorf("name %q, want %q", got, line(name))
		}
	})
}

func thousand() Calendar {
	c := Calendar{Name: FullName()}
	for i := range 1000 {
		c.Entries = append(c.Entries, Entry{
			UID: UID([]byte("salt"), fmt.Sprint(i)), Sequence: i % 4, Stamp: stamp,
			Day:   record.NewDay(2026, 1, 1).AddDays(i),
			Title: "Iqra: last day to send your views on the draft plan – and to ask for a meeting",
			Description: Description("15 days, with the day the draft came as day 1",
				"SEND Regulations 2014, reg 13(1)(a)", record.NewDay(2026, 11, 22)),
		})
	}
	return c
}

// BenchmarkThousandEntries holds writing a thousand dates with their alarms
// against the tenth of a second it may take, and against plain JSON of the same.
// The quickest of all turns counts: the others measure what else is going on.
func BenchmarkThousandEntries(b *testing.B) {
	c := thousand()
	took := func(f func() error) time.Duration {
		start := time.Now()
		if err := f(); err != nil {
			b.Fatal(err)
		}
		return time.Since(start)
	}
	calendar, plain := time.Hour, time.Hour
	for b.Loop() {
		calendar = min(calendar, took(func() error { return c.Write(io.Discard) }))
		plain = min(plain, took(func() error { return json.NewEncoder(io.Discard).Encode(c) }))
	}
	b.ReportMetric(float64(calendar)/float64(plain), "of-json")
	b.ReportMetric(float64(calendar)/float64(100*time.Millisecond), "of-100ms")
	b.ReportMetric(0, "ns/op")
}
