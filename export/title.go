package export

import (
	"leverarch/app/lang"
	"leverarch/app/record"
)

// The neutral choice: words that tell somebody who sees the phone nothing.

// NeutralName is the name of the calendar.
func NeutralName() string { return lang.T("Dates") }

// NeutralDescription stands in every entry.
func NeutralDescription() string { return lang.T("See your file.") }

// NeutralFile is the name of the file.
const NeutralFile = "dates.ics"

// FullName is the name of a calendar with full titles.
func FullName() string { return lang.T("SEND dates") }

// Neutral gives the title of a date where titles say nothing: whether it is for
// the parent to act, or for somebody else.
func Neutral(who string) string {
	if who == "parent" {
		return lang.T("Form due")
	}
	return lang.T("Reply due")
}

// Ahead gives the title of a reminder that stands so many days before a date.
func Ahead(title string, days int) string {
	if days == 1 {
		return lang.T("Tomorrow: %s", title)
	}
	return lang.T("In %d days: %s", days, title)
}

// Description gives the words below a full title: why this day, the law it
// rests on, and when that law was last checked. What is not known is left out.
func Description(why, source string, lawAsAt record.Day) string {
	s := ""
	add := func(before, words string) {
		if words = line(words); words == "" {
			return
		}
		if s != "" {
			s += "\n"
		}
		s += before + words
	}
	add(lang.T("Why this day: "), why)
	add(lang.T("The law: "), source)
	if !lawAsAt.IsZero() {
		add(lang.T("Law as at "), lawAsAt.Short())
	}
	return s
}
