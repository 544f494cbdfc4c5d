package law

import (
	"time"
	"unicode"
	"unicode/utf8"

	"leverarch/app/lang"
	"leverarch/app/record"
)

// sum is one deadline worked out.
type sum struct {
	day  record.Day
	why  string
	leg  string
	from Start
	with []Start
	// standing says why a reading that is not the one shown may still be right.
	standing string
}

// work counts one pair of a rule from the early or the late reading of its
// events.
func (b *Book) work(r *Rule, p pair, early bool) sum {
	switch {
	case p.copied:
		return sum{day: p.anchor.Day, from: start(p.anchor), why: sentences(lang.T("Copied from %s", b.byKind[p.anchor.Kind].Phrase), lang.T("A day that the Tribunal sets is never counted, and August and Christmas do not move it"))}
	case r.Count == "FIX":
		d := day(p.anchor.Day.Year, time.Month(r.month), r.date)
		return sum{day: d, from: start(p.anchor), why: lang.T("Fixed by the law: %s in %s", d.OfYear(), b.byKind[p.anchor.Kind].Phrase)}
	case len(p.legs) == 0:
		at, phrase, standing := b.from(r, p.anchor, early)
		return sum{day: r.way.Count(at.day, r.N), why: r.way.explain(phrase, r.N, at.day), from: startAt(p.anchor, at), standing: standing}
	case len(p.legs) == 1:
		leg, other := r.Legs[p.only], r.Legs[1-p.only]
		at, phrase, standing := b.from(r, p.legs[0], early)
		return sum{
			day: r.way.Count(at.day, leg.N), why: sentences(r.way.explain(phrase, leg.N, at.day), other.Absent),
			leg: leg.Rule, from: startAt(p.anchor, at), standing: standing,
		}
	}
	return b.twoLegs(r, p, early)
}

// twoLegs takes the later of two periods and then moves its end, once.
func (b *Book) twoLegs(r *Rule, p pair, early bool) sum {
	var ends [2]record.Day
	var said [2]string
	var at [2]dated
	for i, e := range p.legs {
		var phrase string
		at[i], phrase, _ = b.from(r, e, early)
		ends[i] = r.way.run(at[i].day, r.Legs[i].N)
		said[i] = r.way.explainLeg(phrase, r.Legs[i].N, at[i].day)
	}
	governs := 0
	if ends[1].After(ends[0]) {
		governs = 1
	}
	later := lang.T("The later one counts")
	if ends[0] == ends[1] {
		later = ""
	}
	belongs, other := 0, 1
	if r.Whole {
		belongs, other = 1, 0
	}
	return sum{
		day:  r.way.finish(ends[governs]),
		why:  sentences(said[0], said[1], later, r.way.movedOn(ends[governs])),
		leg:  r.Legs[governs].Rule,
		from: startAt(p.legs[belongs], at[belongs]), with: []Start{startAt(p.legs[other], at[other])},
	}
}

// which names a day of a letter that is not the one the law's words name.
var which = map[string]string{
	Printed: lang.N("the date on the letter"),
	Sent:    lang.N("the day it was sent"),
	Came:    lang.N("the day it came"),
	Issued:  lang.N("the day it was issued"),
	Made:    lang.N("the day it was made"),
	Posted:  lang.N("the day the post would bring it"),
	Opened:  lang.N("the working day on which it would be opened"),
}

// from gives the day an event is counted from, its words, and what stands behind
// it. Where the event has one day only the words are the kind's own.
func (b *Book) from(r *Rule, e *Event, early bool) (at dated, phrase, standing string) {
	kind := b.byKind[e.Kind]
	if e.Days == (Days{}) {
		return dated{e.Day, ""}, kind.Phrase, ""
	}
	moment := kind.Moment
	if early {
		at = e.earliest(moment)
	} else {
		at = e.latest(moment, r.post())
	}
	phrase = kind.Phrase
	if at.which != "" && at.which != moment {
		phrase = lang.Of(which[at.which])
	}
	switch {
	case at.which == Posted:
		standing = lang.T("A posted letter is taken to come in the ordinary course of post, unless it can be shown that it came on another day (Interpretation Act 1978, section 7)")
	case at.which == moment && moment != "":
		standing = lang.T("These are the words the law counts from")
	}
	return at, phrase + " (" + at.day.Written() + ")", standing
}

func start(e *Event) Start { return Start{Event: e.Kind, Day: e.Day, ID: e.ID} }

func startAt(e *Event, at dated) Start { return Start{e.Kind, at.day, e.ID, at.which} }

func lower(s string) string {
	first, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToLower(first)) + s[n:]
}
