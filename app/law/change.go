package law

import (
	"leverarch/app/lang"
	"leverarch/app/record"
)

// Change is a deadline whose day is not what it was.
type Change struct {
	Rule string     `json:"rule"`
	From record.ID  `json:"id,omitempty"` // the event it belongs to
	Was  record.Day `json:"was,omitzero"` // zero: it is new
	Now  record.Day `json:"now,omitzero"` // zero: it is gone
	Says string     `json:"says"`
}

// Changes says what is not as it was between two lists of deadlines, in the
// order of the new one and then those that are gone. A deadline is the same one
// where its rule and its event's ID are.
func Changes(before, after []Deadline) []Change {
	type name struct {
		rule string
		id   record.ID
	}
	was := map[name][]Deadline{}
	for _, d := range before {
		n := name{d.Rule, d.From.ID}
		was[n] = append(was[n], d)
	}
	var out []Change
	for _, d := range after {
		n := name{d.Rule, d.From.ID}
		if len(was[n]) == 0 {
			out = append(out, Change{d.Rule, d.From.ID, record.Day{}, d.Day, lang.T("%s: %s. This is new.", d.Says, d.Day.Written())})
			continue
		}
		old := was[n][0]
		was[n] = was[n][1:]
		if old.Day != d.Day {
			out = append(out, Change{d.Rule, d.From.ID, old.Day, d.Day, lang.T("%s: it was %s and is now %s.", d.Says, old.Day.Written(), d.Day.Written())})
		}
	}
	for _, d := range before {
		n := name{d.Rule, d.From.ID}
		if len(was[n]) > 0 && was[n][0].Day == d.Day {
			was[n] = was[n][1:]
			out = append(out, Change{d.Rule, d.From.ID, d.Day, record.Day{}, lang.T("%s: it was %s. It no longer follows from what is written down.", d.Says, d.Day.Written())})
		}
	}
	return out
}
