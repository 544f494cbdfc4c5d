package law

import (
	"time"

	"leverarch/app/lang"
	"leverarch/app/record"
)

// LeavingDay gives the last day of compulsory school age of somebody born on
// that day: the school leaving date, the last Friday in June, of the school year
// in which they become 16 (Education Act 1996, s 8(3); Education (School Leaving
// Date) Order 1997, SI 1997/1970). Somebody who becomes 16 after the last Friday
// in June and before the next school year has left already by then (s 8(3)(a)).
// School years are taken to begin on 1 September, as everybody counts them; in
// law one begins with its first term. It gives the zero Day for the zero Day.
func LeavingDay(born record.Day) record.Day {
	if !born.Valid() {
		return record.Day{}
	}
	year := born.Year + 16
	if born.Month >= time.September {
		year++
	}
	last := day(year, time.June, 30)
	return last.AddDays(-((int(last.Weekday()) - int(time.Friday) + 7) % 7))
}

// YoungFrom gives the first day on which somebody born on that day is a "young
// person": over compulsory school age and under 25 (Children and Families Act
// 2014, s 83(2)). Compulsory school age ceases at the end of the leaving day, so
// it is the day after. From then requests and appeals are theirs. It gives the
// zero Day for the zero Day.
func YoungFrom(born record.Day) record.Day {
	if !born.Valid() {
		return record.Day{}
	}
	return LeavingDay(born).AddDays(1)
}

// Young reports whether somebody born on that day is a young person on the day:
// until they become 25. Nobody is one whose day of birth is not known.
func Young(born, on record.Day) bool {
	return born.Valid() && on.Valid() && !on.Before(YoungFrom(born)) && on.Before(monthsAfter(born, 25*12))
}

// DeadlinesOf works out the deadlines of a child born on the day, as Deadlines
// does. Where the right is the young person's own the words say so; where it
// will be before the deadline falls, a note does. The right goes by who may act
// today, or on the deadline's own day where that has passed.
func (b *Book) DeadlinesOf(born record.Day, events []Event, today record.Day) []Deadline {
	list := b.Deadlines(events, today)
	if !born.Valid() {
		return list
	}
	from := YoungFrom(born)
	for i := range list {
		d := &list[i]
		r := b.byID[d.Rule]
		if r.SaysYoung == "" {
			continue
		}
		acts := d.Day
		if today.Valid() {
			acts = earlier(d.Day, today)
		}
		switch {
		case Young(born, acts):
			d.Young, d.Says, d.Note = true, r.SaysYoung, sentences(d.Note, lang.Of(theirs), lang.Of(can))
		case acts.Before(from) && !d.Day.Before(from):
			d.Note = sentences(d.Note, lang.T("From %s this is the young person’s own right", from.Written()), lang.Of(can))
		}
	}
	return list
}

// What stands beside a right that is a young person's own (Children and Families
// Act 2014, s 83(2); SEND Regulations 2014, reg 64 for who acts where they
// cannot decide for themselves).
var (
	theirs = lang.N("This is the young person’s own right now: compulsory school age is over")
	can    = lang.N("You can help them with it. Where they cannot decide this for themselves, see the page about deciding")
)
