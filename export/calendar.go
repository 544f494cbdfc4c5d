package export

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/emersion/go-ical"

	"leverarch/app/lang"
	"leverarch/app/record"
)

// ErrNothing is returned for a calendar with no entries: such a file is not
// valid, and phones say only that they cannot open it.
var ErrNothing = errors.New("export: no dates to write")

// BadEntry is returned for an entry a calendar cannot hold: one without a day
// or a UID, or with the UID of another entry.
type BadEntry struct{ UID string }

func (e *BadEntry) Error() string {
	return fmt.Sprintf("export: entry %q has no day, or no UID of its own", e.UID)
}

// Calendar is the set of dates written to one file.
type Calendar struct {
	Name string // shown by a phone as the name of the calendar
	// Head is the file's last entry when one of these dates last changed, or
	// nothing. It names nobody, and phones pass over it.
	Head    string
	Entries []Entry
}

// Entry is one date: something that lasts the whole day and leaves the family
// free.
type Entry struct {
	// UID names the date for ever; see the function UID. A phone that has met
	// it before moves that date instead of adding one.
	UID string
	// Sequence rises by one each time the date moves, is withdrawn or returns.
	Sequence    int
	Day         record.Day
	Title       string
	Description string
	// Cancelled sends the date out as withdrawn. It is still written, since a
	// date that is only left out stays on the phone.
	Cancelled bool
	// Stamp is when the entry last changed, and never the time of writing,
	// which would make every export differ. Where it is zero the entry's own
	// day at 00:00 UTC stands.
	Stamp time.Time
	// Alarms are counted from midnight at the start of the day. Nil means
	// Reminders; an empty slice means none.
	Alarms []time.Duration
}

// Reminders are the alarms an entry has unless it is given others: nine in the
// morning a week before, the day before, and on the day.
var Reminders = []time.Duration{-(6*24 + 15) * time.Hour, -15 * time.Hour, 9 * time.Hour}

// Withdrawn stands before the title of a date that is no longer needed, because
// many phones show a cancelled entry like any other.
func Withdrawn() string { return lang.T("No longer needed: ") }

// PropHead is the property that carries a calendar's Head.
const PropHead = "X-LEVERARCH-HEAD"

// UID makes the name of a date from what the date is. The parts cannot be read
// back from it where the salt is secret, and parts that are divided differently
// give different names.
func UID(salt []byte, parts ...string) string {
	h := hmac.New(sha256.New, salt)
	for _, p := range parts {
		var n [8]byte
		binary.BigEndian.PutUint64(n[:], uint64(len(p)))
		h.Write(n[:])
		io.WriteString(h, p)
	}
	// Half the hash is ample for a family's dates, and keeps the line unfolded.
	return hex.EncodeToString(h.Sum(nil)[:16]) + "@leverarch.invalid"
}

// Write writes the calendar as one iCalendar file (RFC 5545). Entries come out
// by day, title and UID, whatever order they were given in.
//
// There is no METHOD: with PUBLISH a file must name an organiser, and some
// phones then take it for an invitation to answer.
func (c Calendar) Write(w io.Writer) error {
	if len(c.Entries) == 0 {
		return ErrNothing
	}
	seen := make(map[string]bool, len(c.Entries))
	for _, e := range c.Entries {
		if e.UID == "" || e.UID != line(e.UID) || seen[e.UID] || !e.Day.Valid() {
			return &BadEntry{e.UID}
		}
		seen[e.UID] = true
	}

	cal := ical.NewCalendar()
	raw(cal.Component, ical.PropVersion, "2.0")
	raw(cal.Component, ical.PropProductID, "-//Lever Arch//Lever Arch//EN")
	raw(cal.Component, ical.PropCalendarScale, "GREGORIAN")
	// The first is the standard's name for it, the second is what phones read.
	text(cal.Component, ical.PropName, line(c.Name))
	text(cal.Component, "X-WR-CALNAME", line(c.Name))
	if c.Head != "" {
		raw(cal.Component, PropHead, c.Head)
	}
	for _, e := range slices.SortedFunc(slices.Values(c.Entries), before) {
		cal.Children = append(cal.Children, e.event())
	}

	var b bytes.Buffer
	if err := ical.NewEncoder(&b).Encode(cal); err != nil {
		return err
	}
	_, err := w.Write(fold(b.Bytes()))
	return err
}

func before(a, b Entry) int {
	if n := a.Day.Compare(b.Day); n != 0 {
		return n
	}
	if n := strings.Compare(a.Title, b.Title); n != 0 {
		return n
	}
	return strings.Compare(a.UID, b.UID)
}

func (e Entry) event() *ical.Component {
	title := line(e.Title)
	if e.Cancelled {
		title = Withdrawn() + title
	}
	stamp := e.Stamp.UTC()
	if e.Stamp.IsZero() {
		stamp = e.Day.Time()
	}

	v := ical.NewComponent(ical.CompEvent)
	text(v, ical.PropUID, e.UID)
	raw(v, ical.PropSequence, strconv.Itoa(e.Sequence))
	raw(v, ical.PropDateTimeStamp, stamp.Format("20060102T150405Z"))
	raw(v, ical.PropLastModified, stamp.Format("20060102T150405Z"))
	day(v, ical.PropDateTimeStart, e.Day)
	// The end of a whole day is the day after, which is not part of it.
	day(v, ical.PropDateTimeEnd, e.Day.AddDays(1))
	text(v, ical.PropSummary, title)
	text(v, ical.PropDescription, paragraphs(e.Description))
	raw(v, ical.PropTransparency, "TRANSPARENT")
	raw(v, "X-MICROSOFT-CDO-BUSYSTATUS", "FREE")
	if e.Cancelled {
		raw(v, ical.PropStatus, "CANCELLED")
		return v
	}
	// Said, so that a date which comes back stops being cancelled.
	raw(v, ical.PropStatus, "CONFIRMED")

	alarms := e.Alarms
	if alarms == nil {
		alarms = Reminders
	}
	for _, before := range alarms {
		a := ical.NewComponent(ical.CompAlarm)
		raw(a, ical.PropAction, "DISPLAY")
		text(a, ical.PropDescription, title)
		raw(a, ical.PropTrigger, duration(before))
		v.Children = append(v.Children, a)
	}
	return v
}

// raw sets a value that needs no escaping.
func raw(c *ical.Component, name, value string) {
	p := ical.NewProp(name)
	p.Value = value
	c.Props.Set(p)
}

// text sets words, or nothing where there are none: an empty property is a
// fault to some readers.
func text(c *ical.Component, name, words string) {
	if words == "" {
		return
	}
	p := ical.NewProp(name)
	p.SetText(words)
	p.Params.Del(ical.ParamValue) // go-ical adds VALUE=TEXT to X- names, which phones then do not read
	c.Props.Set(p)
}

func day(c *ical.Component, name string, d record.Day) {
	p := ical.NewProp(name)
	p.SetDate(d.Time())
	c.Props.Set(p)
}

// duration writes days apart from hours, because a reader adds days by the
// calendar and hours by the clock; to the minute.
func duration(d time.Duration) string {
	sign := ""
	if d < 0 {
		sign, d = "-", -d
	}
	minutes := int(d / time.Minute)
	days, hours, minutes := minutes/(24*60), minutes/60%24, minutes%60
	s := sign + "P"
	if days > 0 {
		s += strconv.Itoa(days) + "D"
	}
	if days == 0 || hours > 0 || minutes > 0 {
		s += "T"
		if hours > 0 || minutes == 0 {
			s += strconv.Itoa(hours) + "H"
		}
		if minutes > 0 {
			s += strconv.Itoa(minutes) + "M"
		}
	}
	return s
}
