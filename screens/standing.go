package screens

import (
	"fyne.io/fyne/v2"

	"leverarch/app"
	"leverarch/app/lang"
	"leverarch/app/law"
	"leverarch/app/record"
	"leverarch/screens/look"
	"leverarch/screens/part"
	"leverarch/screens/words"
)

// standing shows where a child is in the process: the steps, what comes next,
// what is not known yet, and the school's own cycle, which is guidance.
type standing struct {
	shell *Shell
	every bool // every question is listed
}

// mostAsked is how many questions stand there before the rest is asked for.
const mostAsked = 2

// cards gives what stands above the dates.
func (st *standing) cards(path law.Path, again func()) []fyne.CanvasObject {
	var cards []fyne.CanvasObject
	if len(path.Steps) > 0 {
		items := append([]fyne.CanvasObject{part.NewHeading(lang.T("Where things stand"))}, st.steps(path)...)
		cards = append(cards, part.NewCard(append(items, st.questions(path, again)...)...))
	}
	if c := st.support(path); c != nil {
		cards = append(cards, c)
	}
	return cards
}

// steps is the strip: each step by a word and a shape, and what happens now.
func (st *standing) steps(path law.Path) []fyne.CanvasObject {
	strip := part.NewFlow()
	items := []fyne.CanvasObject{strip}
	for _, s := range path.Steps {
		strip.Add(stepPill(s))
		if s.State == law.StepHere {
			line := words.Sentence(s.Says)
			if !s.Since.IsZero() {
				line += lang.T(" Since %s.", s.Since.Short())
			}
			items = append(items, part.NewText(line))
		}
	}
	if len(items) == 1 {
		items = append(items, part.NewText(lang.T("We do not know yet where things stand. Bring in a letter, or say what has happened so far.")))
	}
	return items
}

// stepPill says a step, and where it stands, in words as well as by its shape.
func stepPill(s law.Step) *part.Pill {
	switch s.State {
	case law.StepDone:
		return part.NewPill(part.Done, s.Title)
	case law.StepHere:
		return part.NewPill(part.Here, lang.T("Here: %s", s.Title))
	case law.StepNext:
		return part.NewPill(part.Ahead, lang.T("Next: %s", s.Title))
	}
	return part.NewPill(part.NotYet, s.Title)
}

// questions asks what is not known yet. One press opens the form for the answer.
func (st *standing) questions(path law.Path, again func()) []fyne.CanvasObject {
	if len(path.Questions) == 0 {
		return nil
	}
	s := st.shell
	items := []fyne.CanvasObject{part.NewLine(), part.NewBold(lang.T("What we do not know yet"))}
	for i, q := range path.Questions {
		if i == mostAsked && !st.every {
			more := len(path.Questions) - i
			items = append(items, part.NewFlow(part.NewQuiet(look.Down, lang.T("Ask %s", words.Count(more, "more", "more")), func() {
				st.every = true
				again()
			})))
			break
		}
		asks := q.Asks
		if q.Guidance {
			asks += lang.T(" (From guidance, not law.)")
		}
		items = append(items, part.NewRow(nil, 0, part.NewText(asks),
			part.NewQuiet(look.Pencil, lang.T("Say when"), func() { s.Go(Place{Name: Happened, ID: record.ID(q.Answer)}) })))
	}
	return []fyne.CanvasObject{part.NewStack(items...).Close(4)}
}

// support is the thread of SEN support, once something of it is known or nothing
// else is.
func (st *standing) support(path law.Path) fyne.CanvasObject {
	sup, s := path.Support, st.shell
	known := sup.Met > 0
	strip := part.NewFlow()
	for _, p := range sup.Parts {
		known = known || p.State == law.StepHere || p.State == law.StepDone
		strip.Add(stepPill(p))
	}
	if len(sup.Parts) == 0 || !known && path.Here != "" {
		return nil
	}
	items := []fyne.CanvasObject{
		part.NewHeading(lang.T("SEN support in school")),
		part.NewSmall(lang.T("This is guidance, not law: %s.", sup.Source)),
		strip,
	}
	if sup.Says != "" {
		items = append(items, part.NewText(words.Sentence(sup.Says)))
	}
	items = append(items, part.NewFlow(
		part.NewAction(look.Plus, lang.T("Add a meeting with the school"), func() { s.Go(Place{Name: Happened, ID: "support-meeting"}) }),
		part.NewQuiet(look.Plus, lang.T("Add another part of it"), func() { s.Go(Place{Name: Happened, ID: record.ID(nextPart(sup))}) })))
	return part.NewCard(items...)
}

// nextPart gives the kind of event that would bring the school's cycle on.
func nextPart(sup law.Support) string {
	for _, p := range sup.Parts {
		if p.State == law.StepNext {
			if kind, ok := partEvents[p.ID]; ok {
				return kind
			}
		}
	}
	return partEvents["assess"]
}

var partEvents = map[string]string{"assess": "support-assessed", "plan": "support-planned", "do": "support-started", "review": "support-reviewed"}

// sidePill says whose a date is: by the word, and by a round shape for the
// family's and a square one for everybody else's. What is guidance says so.
func sidePill(d app.Dated) *part.Pill {
	who := lang.T("For %s", whose(d))
	if isGuidance(d.Standing) {
		who = lang.T("For %s · guidance", whose(d))
	}
	if d.Who == law.Parent {
		return part.NewPill(part.Yours, who)
	}
	return part.NewPill(part.Theirs, who)
}

// standingNotes says what holds for every date: that the rules have grown old,
// and whose right it is.
func standingNotes(s *Shell, child record.Child) []fyne.CanvasObject {
	var notes []fyne.CanvasObject
	today := s.file.Today()
	if says, old := s.file.Book.Old(today); old {
		notes = append(notes, part.NewNotice(part.NewHeading(lang.T("The rules in this program are old")), part.NewText(says)))
	}
	if name := words.FirstName(child.Name); !child.Born.IsZero() {
		from := law.YoungFrom(child.Born)
		switch {
		case law.Young(child.Born, today):
			notes = append(notes, part.NewCalm(part.NewText(words.TheirRights(name))).Tight())
		case today.DaysUntil(from) > 0 && today.DaysUntil(from) <= youngSoon:
			notes = append(notes, part.NewCalm(part.NewText(words.TheirRightsSoon(name, from))).Tight())
		}
	}
	return notes
}

// youngSoon is how many days before it a family is told that the right passes to
// the young person: a school year.
const youngSoon = 365
