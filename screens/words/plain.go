package words

import (
	"errors"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"leverarch/app/lang"
	"leverarch/app/law"
	"leverarch/app/record"
)

// What the window and the terminal themselves can find in the way.
var (
	// ErrNoPassphrase says that a passphrase is needed and none was given.
	ErrNoPassphrase = errors.New("words: no passphrase given")
	// ErrNotTheSame says that a passphrase typed twice was not the same.
	ErrNotTheSame = errors.New("words: typed twice, not the same")
	// ErrNotAFile says that something is a folder or a device.
	ErrNotAFile = errors.New("words: not a file")
	// ErrNoFileThere says that no locked file is in the folder named.
	ErrNoFileThere = errors.New("words: no locked file there")
	// ErrNoGuidePage says that the guide has no page of that name.
	ErrNoGuidePage = errors.New("words: no such page of the guide")
	// ErrNoVoice says that the system's voice could not be used.
	ErrNoVoice = errors.New("words: no voice")
	// ErrNoProgram says that no program of this computer opens a link.
	ErrNoProgram = errors.New("words: no program for a link")
	// ErrLocked says that something was dropped on a window that is locked.
	ErrLocked = errors.New("words: locked")
)

// NoName stands for a child whose name is not known yet.
var NoName = lang.N("My child")

// PleaseCheck stands beside a date whose rule we have not read in the law's own
// words.
func PleaseCheck() string {
	return lang.T("Please check this one with somebody who knows: we have not read the law’s own words for it.")
}

// Count gives a number and what is counted: 1 day, 3 days.
func Count(n int, one, many string) string { return lang.Count(n, one, many) }

// Past says how long ago a day was, blaming nobody.
func Past(days int) string {
	switch {
	case days <= 0:
		return lang.T("The day is today")
	case days == 1:
		return lang.T("The day was yesterday")
	}
	return lang.T("The day was %d days ago", days)
}

// Ago says the same in the fewest words: 6 days ago.
func Ago(days int) string {
	switch {
	case days <= 0:
		return lang.T("today")
	case days == 1:
		return lang.T("yesterday")
	}
	return lang.T("%d days ago", days)
}

// MetWords says that a thing was done, and how many days after its day.
func MetWords(after int) string {
	if after <= 0 {
		return lang.T("done")
	}
	return lang.T("done %s after", Count(after, "day", "days"))
}

// State says how a deadline stands; left is how many days are left.
func State(state string, left int) string {
	switch state {
	case "met":
		return lang.T("done")
	case "withdrawn":
		return lang.T("no longer needed")
	case "late":
		return Lower(Past(-left))
	}
	return DaysLeft(left)
}

// Changed says what became of a date in the phone's calendar.
func Changed(what, says string, was, day record.Day) string {
	switch what {
	case "moved":
		return lang.T("Moved: %s, from %s to %s.", says, was.Short(), day.Short())
	case "no longer needed":
		return lang.T("No longer needed: %s, %s.", says, was.Short())
	case "renamed":
		return lang.T("Other words: %s, %s.", says, day.Short())
	}
	return lang.T("New: %s, %s.", says, day.Short())
}

// Moment gives a day and a time of it: Tuesday 3 November 2026 at 14:30.
func Moment(t time.Time) string {
	t = t.Local()
	return lang.T("%[1]s at %[2]s", record.DayOf(t).Written(), t.Format("15:04"))
}

// WasBefore says that a day was another one until the parent changed it.
func WasBefore(was, changed record.Day) string {
	return lang.T("It was %s. You changed it on %s.", was.Written(), changed.Written())
}

// WhichDay says which of a letter's days a time limit was counted from, to end a
// sentence; nothing where it is the day that was given.
func WhichDay(which string) string {
	switch which {
	case law.Printed:
		return lang.T(", the day printed on the letter")
	case law.Sent:
		return lang.T(", the day it was sent")
	case law.Came:
		return lang.T(", the day it came")
	case law.Issued:
		return lang.T(", the day it was issued")
	case law.Made:
		return lang.T(", the day it was made")
	case law.Opened:
		return lang.T(", the working day on which an email would be opened")
	case law.Posted:
		return lang.T(", the day the post would have brought it")
	}
	return ""
}

// TheirRights says whose the rights are once somebody is over compulsory school
// age.
func TheirRights(name string) string {
	return lang.T("%s is over compulsory school age. Requests and appeals are %s’s own right now. %s can ask you to help and to speak. Where somebody cannot decide this for themselves, the law has other steps.", name, name, name)
}

// TheirRightsSoon says the same of a day to come.
func TheirRightsSoon(name string, from record.Day) string {
	return lang.T("From %s %s is over compulsory school age. Requests and appeals are then %s’s own right, and you can help.", from.Written(), name, name)
}

// ReasonName says for which reason a time limit may be passed.
func ReasonName(reason string) string {
	switch reason {
	case law.SchoolClosed:
		return lang.T("The school was closed")
	case law.NurseryClosed:
		return lang.T("The nursery was closed")
	case law.Exceptional:
		return lang.T("Something exceptional happened")
	case law.Away:
		return lang.T("You were away from the area")
	case law.Missed:
		return lang.T("An appointment was missed")
	}
	return lang.T("Something else")
}

// ByHand says which entry of a calendar has to be deleted where the calendar does
// not follow changes by itself: the one called so on that day, and how many.
func ByHand(title string, day record.Day, times int) string {
	s := lang.T("“%s” on %s", title, day.Written())
	if times > 1 {
		s += lang.T(", %d times", times)
	}
	return s
}

// Ordinal says which: first, second, … eighth.
func Ordinal(n int) string {
	names := []string{lang.T("first"), lang.T("second"), lang.T("third"), lang.T("fourth"), lang.T("fifth"), lang.T("sixth"), lang.T("seventh"), lang.T("eighth")}
	if n >= 1 && n <= len(names) {
		return names[n-1]
	}
	return lang.T("%dth", n)
}

// Sentence gives words a capital to begin and a stop to end.
func Sentence(s string) string {
	s = strings.TrimSpace(s)
	if s == "" {
		return ""
	}
	first, n := utf8.DecodeRuneInString(s)
	s = string(unicode.ToUpper(first)) + s[n:]
	if last, _ := utf8.DecodeLastRuneInString(s); !strings.ContainsRune(".!?…”\"", last) {
		s += "."
	}
	return s
}

// FirstName gives the name a child is called by.
func FirstName(name string) string {
	if f := strings.Fields(name); name != NoName && len(f) > 0 {
		return f[0]
	}
	return lang.Of(NoName)
}

// lineMost is how much of a note stands in a list.
const lineMost = 140

// FirstLine gives the beginning of what was said, on one line.
func FirstLine(s string) string {
	line, rest, _ := strings.Cut(strings.TrimSpace(s), "\n")
	line = strings.Join(strings.Fields(line), " ")
	if utf8.RuneCountInString(line) > lineMost {
		line = string([]rune(line)[:lineMost])
		if i := strings.LastIndexByte(line, ' '); i > lineMost/2 {
			line = line[:i]
		}
		rest = "more"
	}
	if strings.TrimSpace(rest) != "" {
		line = strings.TrimRight(line, " ,;:.") + " …"
	}
	return line
}

// HowName says how a conversation was had.
func HowName(how string) string {
	switch how {
	case record.Meeting:
		return lang.T("Meeting")
	case record.Phone:
		return lang.T("Phone")
	case record.Email:
		return lang.T("Email")
	case record.Text:
		return lang.T("Text")
	case record.InPerson:
		return lang.T("In person")
	}
	return lang.T("Conversation")
}

// TalkTitle heads a conversation: Phone call with Mrs Okafor.
func TalkTitle(how string, with []string) string {
	title := lang.T("Conversation")
	switch how {
	case record.Meeting, record.Email:
		title = HowName(how)
	case record.Phone:
		title = lang.T("Phone call")
	case record.Text:
		title = lang.T("Text messages")
	}
	if len(with) > 0 {
		title += lang.T(" with %s", Join(with))
	}
	return title
}

// BinnedName says what a thing in the bin is.
func BinnedName(what string) string {
	switch what {
	case "conversation":
		return lang.T("Conversation")
	case "person":
		return lang.T("Person")
	case "child":
		return lang.T("A child’s file")
	}
	return lang.T("Letter")
}
