package law

import (
	"leverarch/app/lang"
	"leverarch/app/record"
)

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
// or of a rule the book does not hold, or for a day that is none.
//
// A letter is said to ask too soon only where it does by every reading of the
// law. Where the law's period is the least that must be given, a longer one is
// the letter's to give; where it is not, as for an appeal, it is not.
func (b *Book) Reply(d Deadline, stated record.Day) (Reply, bool) {
	r := b.byID[d.Rule]
	if r == nil || d.Who != Parent || !stated.Valid() || !d.Day.Valid() {
		return Reply{}, false
	}
	latest := d.Day
	if d.Also != nil && d.Also.Day.After(latest) {
		latest = d.Also.Day
	}
	law, asks := d.Day.Written(), lang.T("The letter asks by %s", stated.Written())
	least := ""
	if r.AtLeast {
		least = lang.T(" at least")
	}
	out := Reply{Rule: d.Rule, Stated: stated, Law: d.Day, Source: d.Source}
	switch {
	case stated.Before(d.Day):
		out.How, out.Says = Shorter, sentences(asks, lang.T("The law gives until %s%s", law, least))
	case stated == d.Day:
		out.How, out.Says = Same, sentences(asks, lang.T("That is the day the law gives"))
	case stated.Before(latest):
		out.How, out.Says = Between, sentences(asks, lang.T("The law gives until %s%s, and by another reading until %s", law, least, latest.Written()))
	case r.AtLeast:
		out.How, out.Says = Longer, sentences(lang.T("The letter gives until %s", stated.Written()), lang.T("The law gives until %s at least, and the council may give longer", law))
	default:
		out.How, out.Says = Longer, sentences(lang.T("The letter gives until %s", stated.Written()), lang.T("The law counts until %s", law), lang.T("A letter does not change that, so the earlier day is the safe one"))
	}
	return out, true
}
