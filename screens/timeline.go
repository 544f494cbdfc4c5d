package screens

import (
	"cmp"
	"slices"

	"fyne.io/fyne/v2"

	"leverarch/app"
	"leverarch/app/lang"
	"leverarch/app/law"
	"leverarch/app/record"
	"leverarch/screens/look"
	"leverarch/screens/part"
	"leverarch/screens/words"
)

// timeline is everything about a child in the order it happened or falls due:
// what is to come first, soonest at the top, then what has been, newest first.
type timeline struct {
	shell *Shell
	page  *part.Page
	only  *part.Segments
	sort  *sorter
	most  int // how much of the past is drawn
	stand standing

	redraw func()
	drawn  stamp
}

// How the timeline can be ordered.
var timelineOrders = []named{{app.ByNewest, lang.N("What comes next first")}, {app.ByOldest, lang.N("From the first day to the last")}}

func newTimeline(s *Shell) *timeline { return &timeline{shell: s, stand: standing{shell: s}} }

func (t *timeline) Title() string { return lang.T("Timeline") }

// What the timeline can be narrowed to.
var (
	everything = lang.N("Everything")
	onlyDates  = lang.N("Dates")
	onlyPapers = lang.N("Letters")
	onlyTalks  = lang.N("Conversations")
)

func (t *timeline) Content() fyne.CanvasObject {
	t.only = part.NewSegments(lang.T("Show"), []string{everything, onlyDates, onlyPapers, onlyTalks}, func(v string) {
		t.sort.shown.Only = v
		t.sort.remember()
	}).Named(lang.Of)
	t.sort = newSorter(t.shell, app.ListTimeline, timelineOrders, nil, lang.T("In a date, a letter or a conversation."), func() { t.redraw() })
	t.page = part.NewPage(part.Wide)
	return t.page
}

// pastStep is how much of the past is drawn at a time.
const pastStep = 40

func (t *timeline) Show() {
	child, now := t.shell.Child(), t.shell.stampNow()
	if now == t.drawn && (t.shell.again || t.most == pastStep && !t.stand.every) {
		return
	}
	list, err := t.shell.file.Timeline(child.ID)
	if err != nil {
		t.shell.Fail(err)
		return
	}
	path, err := t.shell.file.Path(child.ID)
	if err != nil {
		t.shell.Fail(err)
		return
	}
	if err := t.sort.load(); err != nil {
		t.shell.Fail(err)
		return
	}
	if !t.shell.again {
		t.most = pastStep
		t.stand.every = false
	}
	t.drawn = now
	t.redraw = func() { t.draw(child, list, path, t.shell.file.Today()) }
	t.redraw()
}

func (t *timeline) draw(child record.Child, list []app.Entry, path law.Path, today record.Day) {
	t.only.Set(cmp.Or(t.sort.shown.Only, everything))
	var late, advised, ahead, past []app.Entry
	var some []app.Entry
	typed := t.sort.words()
	for _, e := range list {
		if !t.wanted(e) || !t.shell.file.Has(e, typed) {
			continue
		}
		some = append(some, e)
		switch {
		case e.Deadline != nil && e.Deadline.State == app.Late && e.Deadline.Who != law.Parent && isGuidance(e.Deadline.Standing):
			advised = append(advised, e)
		case e.Deadline != nil && e.Deadline.State == app.Late && e.Deadline.Who != law.Parent:
			late = append(late, e)
		case e.Day.Before(today) || e.Deadline == nil && e.Day == today || e.Deadline != nil && e.Deadline.State == app.Met:
			past = append(past, e)
		default:
			ahead = append(ahead, e)
		}
	}
	slices.Reverse(past)
	items := []fyne.CanvasObject{
		part.NewTitle(lang.T("Timeline")),
		t.only,
	}
	items = append(items, standingNotes(t.shell, child)...)
	if v := t.only.Value(); child.ID != "" && len(list) > 0 && (v == everything || v == onlyDates) {
		items = append(items, t.stand.cards(path, func() { t.draw(child, list, path, today) })...)
	}
	if child.ID != "" {
		items = append(items, part.NewFlow(
			part.NewAction(look.Plus, lang.T("Something happened"), func() { t.shell.Go(Place{Name: Happened}) }),
			part.NewAction(look.Info, lang.T("What if …?"), func() { t.shell.Go(Place{Name: WhatIf}) }),
			part.NewAction(look.Phone, lang.T("To my phone"), func() { t.shell.Go(Place{Name: Phone}) }),
			// Plain titles: whoever wants more on it chooses that where the phone is.
			part.NewAction(look.Print, lang.T("A sheet for the fridge"), func() { t.shell.fridgeSheet(app.Phone{Child: child.ID, Titles: app.NeutralTitles}) })))
	}
	if len(list) == 0 {
		items = append(items, part.NewEmpty(look.Timeline, lang.T("Nothing here yet"),
			lang.T("Bring in a letter or write down a conversation, and it will stand here by its day."),
			part.NewPrimary(look.Folder, lang.T("Choose a file"), t.shell.PickFiles)))
	}
	if len(list) > 1 {
		items = append(items, t.sort.over(len(some), len(list), "thing", "things")...)
	}
	if len(list) > 0 && len(some) == 0 {
		items = append(items, t.sort.none(look.Timeline))
	}
	section := func(heading string, entries []app.Entry) {
		if len(entries) == 0 {
			return
		}
		items = append(items, part.NewHeading(heading))
		for _, e := range entries {
			items = append(items, t.row(e, today))
		}
	}
	if t.sort.shown.Order == app.ByOldest {
		late, advised, ahead, past = nil, nil, nil, nil
		section(lang.T("From the first day to the last"), some[:min(t.most, len(some))])
		if len(some) > t.most {
			items = append(items, part.NewFlow(part.NewAction(look.Down, lang.T("Show later"), func() {
				t.most += pastStep
				t.redraw()
			})))
		}
	}
	section(lang.T("Not done by the day the law gives"), late)
	section(lang.T("Not done by the day that guidance gives"), advised)
	section(lang.T("To come"), ahead)
	section(lang.T("What has been"), past[:min(t.most, len(past))])
	if len(past) > t.most {
		items = append(items, part.NewFlow(part.NewAction(look.Down, lang.T("Show earlier"), func() {
			t.most += pastStep
			t.redraw()
		})))
	}
	items = append(items, part.NewSmall(lang.T("Law as at %s. Dates are counted for England. This is information, not legal advice.", t.shell.file.Book.AsAt().Short())))
	t.page.Stack.Set(items...)
}

func (t *timeline) wanted(e app.Entry) bool {
	switch t.only.Value() {
	case onlyDates:
		return e.Deadline != nil || e.Event != nil
	case onlyPapers:
		return e.Document != nil
	case onlyTalks:
		return e.Talk != nil
	}
	return true
}

// dayWide is the column the day stands in.
const dayWide = 150

func (t *timeline) row(e app.Entry, today record.Day) fyne.CanvasObject {
	s := t.shell
	var pill *part.Pill
	title, line := "", ""
	var press *part.Action
	switch {
	case e.Document != nil:
		d := *e.Document
		pill = part.NewPill(part.Neutral, lang.T("Letter"))
		title, line = words.KindName(d.Kind), d.Called()
		if d.From != "" {
			line = lang.T("From %s · %s", d.From, d.Called())
		}
		if !d.Looked {
			pill = part.NewPill(part.Waiting, lang.T("Not looked at yet"))
		}
		press = part.NewAction(look.Arrow, lang.T("Open"), func() { s.Go(Place{Name: Letter, ID: d.ID}) })
	case e.Talk != nil:
		c := *e.Talk
		pill = part.NewPill(part.Neutral, words.HowName(c.How))
		title, line = words.TalkTitle(c.How, names(c.People)), words.FirstLine(c.Said)
		press = part.NewAction(look.Arrow, lang.T("Open"), func() { s.Go(Place{Name: Said, ID: c.ID}) })
	case e.Event != nil:
		v := *e.Event
		pill = part.NewPill(part.Neutral, lang.T("Happened"))
		if v.Day.After(today) {
			pill = part.NewPill(part.Waiting, words.DaysLeft(today.DaysUntil(v.Day)))
		}
		title = s.file.EventName(v.Kind)
		if v.Quote != "" {
			line = "“" + v.Quote + "”"
		}
		press = part.NewAction(look.Arrow, lang.T("Open"), func() { s.Go(Place{Name: Happened, ID: v.ID}) })
	default:
		return t.deadline(*e.Deadline, today)
	}
	body := part.NewStack(part.NewBold(title)).Close(4)
	if line != "" {
		body.Add(part.NewSmall(line))
	}
	lead := part.NewStack(part.NewBold(e.Day.Short()), part.NewFlow(pill)).Close(6)
	if press == nil {
		return part.NewCard(part.NewRow(lead, dayWide, body, nil)).Tight()
	}
	return part.NewCard(part.NewRow(lead, dayWide, body, press)).Tight()
}

// deadline is a row for a date: whose it is, how it stands, and what it rests on.
func (t *timeline) deadline(d app.Dated, today record.Day) fyne.CanvasObject {
	s := t.shell
	body := part.NewStack(part.NewFlow(sidePill(d)), part.NewBold(d.Says), part.NewSmall(d.Source)).Close(4)
	if d.Also != nil && d.Who == law.Parent && (d.State == app.ToCome || d.State == app.Due) {
		body.Add(part.NewSmall(lang.T("Another way to read it gives %s.", d.Also.Day.Written())))
	}
	for _, p := range d.Possible {
		line := words.ReasonName(p.Excuse.Reason) + ": " + outcomes[p.Outcome] + "."
		if !p.Without.IsZero() {
			line += lang.T(" With those days left out it would be %s.", p.Without.Written())
		}
		body.Add(part.NewSmall(line))
	}
	if d.State == app.Late && d.IfMissed != "" {
		body.Add(part.NewFlow(part.NewQuiet(look.Arrow, lang.T("What can still be done"), func() { s.StillDone(d) })))
	}
	lead := part.NewStack(part.NewBold(d.Day.Short()), part.NewFlow(deadlinePill(d, today))).Close(6)
	return part.NewCard(part.NewRow(lead, dayWide, body, part.NewAction(look.Info, lang.T("Why this date?"), func() { s.Why(d) }))).Tight()
}

// deadlinePill says how a deadline stands, in words as well as in colour. A day
// the parent let pass is shown as passed, never as late, and so is one that only
// guidance gives.
func deadlinePill(d app.Dated, today record.Day) *part.Pill {
	left := today.DaysUntil(d.Day)
	switch {
	case d.State == app.Met:
		return part.NewPill(part.Done, words.MetWords(d.Day.DaysUntil(d.Met.Day)))
	case d.State == app.Late && (d.Who == law.Parent || isGuidance(d.Standing)):
		return part.NewPill(part.Neutral, words.Ago(-left))
	case d.State == app.Late:
		return part.NewPill(part.Late, words.DaysLeft(left))
	case d.Who == law.Parent:
		return part.NewPill(part.Due, words.DaysLeft(left))
	}
	return part.NewPill(part.Waiting, words.DaysLeft(left))
}

func names(people []record.Person) []string {
	var list []string
	for _, p := range people {
		list = append(list, p.Name)
	}
	return list
}
