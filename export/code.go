package export

import (
	"errors"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// CodeMost is the most bytes a square code may hold: with more its squares get
// too small for an old phone's camera.
const CodeMost = 300

// ErrLong is returned for a date that does not fit in a square code.
var ErrLong = errors.New("export: too long for a square code")

// Code gives the words of a square code for one date: an event of the iCalendar
// standard, bare or, wrapped, in a calendar of its own. Phones differ in which
// of the two they take, and they read but one event from a code. There are no
// alarms in it, since most phones leave them out; the title is in plain letters.
func Code(e Entry, wrapped bool) (string, error) {
	if e.UID == "" || e.UID != line(e.UID) || !e.Day.Valid() {
		return "", &BadEntry{e.UID}
	}
	compact := func(s string) string { return strings.ReplaceAll(s, "-", "") }
	build := func(title string) string {
		lines := []string{
			"BEGIN:VEVENT",
			"UID:" + e.UID,
			"DTSTAMP:" + compact(e.Day.String()) + "T000000Z",
			"DTSTART;VALUE=DATE:" + compact(e.Day.String()),
			"DTEND;VALUE=DATE:" + compact(e.Day.AddDays(1).String()),
			"SUMMARY:" + title,
			"END:VEVENT",
		}
		if wrapped {
			lines = append([]string{"BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Lever Arch//EN"}, append(lines, "END:VCALENDAR")...)
		}
		return strings.Join(lines, "\r\n") + "\r\n"
	}
	title := plain(line(e.Title))
	room := min(CodeMost-len(build("")), width-len("SUMMARY:"))
	if room <= 0 {
		return "", ErrLong
	}
	return build(escaped(title, room)), nil
}

// plain gives words in the letters every scanner reads: Zoë becomes Zoe.
func plain(s string) string {
	s = strings.NewReplacer("’", "'", "‘", "'", "“", "'", "”", "'", "–", "-", "—", "-", "…", "...").Replace(s)
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.Is(unicode.Mn, r):
			return -1
		case r > unicode.MaxASCII:
			return '?'
		}
		return r
	}, norm.NFD.String(s))
}

// escaped writes a value as a calendar does, cut at a word where it is longer
// than there is room for.
func escaped(s string, room int) string {
	esc := func(s string) string { return strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`).Replace(s) }
	if e := esc(s); len(e) <= room {
		return e
	}
	for s != "" && len(esc(s))+3 > room {
		cut := strings.LastIndexByte(s, ' ')
		if cut < 0 {
			cut = len(s) - 1
		}
		s = strings.TrimRight(s[:cut], " ,;:.")
	}
	return esc(s) + "..."
}
