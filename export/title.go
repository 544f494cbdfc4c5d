package export

import (
	"fmt"

	"leverarch/app/record"
)

// The neutral choice: words that tell somebody who sees the phone nothing.
const (
	NeutralName        = "Dates"          // of the calendar
	NeutralFile        = "dates.ics"      // of the file
	NeutralDescription = "See your file." // of every entry
)

// FullName is the name of a calendar with full titles.
const FullName = "SEND dates"

// Neutral gives the title of a date where titles say nothing: whether it is for
// the parent to act, or for somebody else.
func Neutral(who string) string {
	if who == "parent" {
		return "Form due"
	}
	return "Reply due"
}

// Ahead gives the title of a reminder that stands so many days before a date.
func Ahead(title string, days int) string {
	if days == 1 {
		return "Tomorrow: " + title
	}
	return fmt.Sprintf("In %d days: %s", days, title)
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
	add("Why this day: ", why)
	add("The law: ", source)
	if !lawAsAt.IsZero() {
		add("Law as at ", lawAsAt.Short())
	}
	return s
}
