package law

import "slices"

// Speak gives the same rules with every sentence said by say, which is given the
// sentence's id and its English. No number, day or source is changed: a source is
// looked up by the name it has.
func (b *Book) Speak(say func(id, english string) string) *Book {
	spoken := *b
	again := map[*Rule]*Rule{}
	part := func(r *Rule, field string, s *string) {
		if *s != "" {
			*s = say("law/"+r.ID+"/"+field, *s)
		}
	}
	rule := func(r *Rule) *Rule {
		if r == nil || again[r] != nil {
			return again[r]
		}
		x := *r
		part(r, "limit", &x.Limit)
		part(r, "says", &x.Says)
		part(r, "says-young", &x.SaysYoung)
		part(r, "note", &x.Note)
		part(r, "exceptions", &x.Exceptions)
		part(r, "if-missed", &x.IfMissed)
		if r.Also != nil {
			also := *r.Also
			part(r, "also", &also.Why)
			x.Also = &also
		}
		x.Legs = slices.Clone(r.Legs)
		for i := range x.Legs {
			part(r, "absent-"+x.Legs[i].Start, &x.Legs[i].Absent)
		}
		x.Before = slices.Clone(r.Before)
		for i := range x.Before {
			part(r, "before-"+x.Before[i].Rule, &x.Before[i].Says)
			part(r, "before-"+x.Before[i].Rule+"-why", &x.Before[i].Why)
		}
		again[r] = &x
		return &x
	}
	rules := func(list []*Rule) []*Rule {
		out := make([]*Rule, len(list))
		for i, r := range list {
			out[i] = rule(r)
		}
		return out
	}
	spoken.rules, spoken.joined, spoken.beside = rules(b.rules), rules(b.joined), rules(b.beside)
	spoken.byID, spoken.copied, spoken.starts = map[string]*Rule{}, map[string]*Rule{}, map[string][]*Rule{}
	for id, r := range b.byID {
		spoken.byID[id] = rule(r)
	}
	for kind, r := range b.copied {
		spoken.copied[kind] = rule(r)
	}
	for kind, list := range b.starts {
		spoken.starts[kind] = rules(list)
	}
	spoken.stages = slices.Clone(b.stages)
	for i, s := range spoken.stages {
		spoken.stages[i].Title = say("law/stage/"+s.ID, s.Title)
	}
	spoken.kinds, spoken.byKind = slices.Clone(b.kinds), map[string]Kind{}
	for i := range spoken.kinds {
		k := &spoken.kinds[i]
		k.Name = say("law/event/"+k.ID, k.Name)
		if k.Phrase != "" {
			k.Phrase = say("law/event/"+k.ID+"/day", k.Phrase)
		}
		spoken.byKind[k.ID] = *k
	}
	spoken.path = b.path.speak(say)
	return &spoken
}

func (p pathFile) speak(say func(id, english string) string) pathFile {
	steps := func(list []stepFile) []stepFile {
		out := slices.Clone(list)
		for i, s := range out {
			out[i].Title = say("law/step/"+s.ID+"/title", s.Title)
			if s.Says != "" {
				out[i].Says = say("law/step/"+s.ID+"/says", s.Says)
			}
		}
		return out
	}
	p.Steps, p.Support.Parts = steps(p.Steps), steps(p.Support.Parts)
	p.Questions = slices.Clone(p.Questions)
	for i, q := range p.Questions {
		p.Questions[i].Asks = say("law/question/"+q.ID, q.Asks)
	}
	return p
}
