package law

import "leverarch/app/record"

// How a letter's own day stands to the day the law gives.
const (
	Shorter = "shorter" // it asks for an answer before the time in law is up
	Same    = "same"
	Longer  = "longer"
	Between = "between" // shorter by one reading of the law and not by the other
)

// Reply is a letter's own day for an answer, beside the day the law gives.
type Reply struct {
	Rule   string     `json:"rule"`
	Stated record.Day `json:"stated"` // the letter's
	Law    record.Day `json:"law"`    // the law's, by the reading that is shown
	How    string     `json:"how"`    // Shorter, Same, Longer, Between
	Says   string     `json:"says"`
	Source string     `json:"source"`
}

// Reply weighs the day a letter gives the parent for an answer against a
// deadline of theirs. It gives nothing for a deadline that is not the parent's,
// or of a rule the book does not hold.
func (b *Book) Reply(d Deadline, stated record.Day) (Reply, bool) { return Reply{}, false }
