package screens

import (
	"fyne.io/fyne/v2"

	"leverarch/app"
	"leverarch/app/record"
	"leverarch/screens/look"
	"leverarch/screens/part"
	"leverarch/screens/words"
)

// home answers one question: what is the one next thing? Then what is waiting
// for others and how late it is, then the letters nobody has looked at, then
// the doors.
type home struct {
	shell *Shell
	page  *part.Page
}

func newHome(s *Shell) *home { return &home{shell: s} }

func (h *home) Title() string { return "Home" }

func (h *home) Content() fyne.CanvasObject {
	h.page = part.NewPage(part.Wide)
	return h.page
}

// homeView is what home shows.
type homeView struct {
	child    record.Child
	children []record.Child
	next     app.Dated
	hasNext  bool
	waiting  []app.Dated
	tray     []record.Document
	today    record.Day
}

func (h *home) Show() {
	s := h.shell
	v := homeView{child: s.Child(), today: s.file.Today()}
	var err error
	if v.children, err = s.file.Children(); err != nil {
		s.Fail(err)
		return
	}
	if v.next, v.hasNext, err = s.file.Next(v.child.ID); err != nil {
		s.Fail(err)
		return
	}
	if v.waiting, err = s.file.Waiting(v.child.ID); err != nil {
		s.Fail(err)
		return
	}
	docs, err := s.file.Documents("")
	if err != nil {
		s.Fail(err)
		return
	}
	for _, d := range docs {
		if !d.Looked && (d.Child == v.child.ID || d.Child == "") {
			v.tray = append(v.tray, d)
		}
	}
	h.draw(v)
}

// mostWaiting is how many overdue duties home names before it points at the
// timeline.
const mostWaiting = 3

func (h *home) draw(v homeView) {
	s := h.shell
	if v.child.ID == "" {
		h.page.Stack.Set(part.NewTitle("Whose file is it?"), part.NewEmpty(look.People, "Nobody is in this file yet",
			"Add the child or young person it is about.", part.NewPrimary(look.Plus, "Add a name", func() { s.Go(Place{Name: Children}) })))
		return
	}
	items := []fyne.CanvasObject{part.NewTitle("What is next for " + words.FirstName(v.child.Name))}
	if len(v.children) > 1 {
		items = append(items, h.whose(v))
	}
	items = append(items, standingNotes(s, v.child)...)
	items = append(items, h.nextCard(v))
	if len(v.waiting) > 0 {
		items = append(items, part.NewHeading("Waiting for others"))
		for _, d := range v.waiting[:min(mostWaiting, len(v.waiting))] {
			items = append(items, h.waitingCard(d, v.today))
		}
		if more := len(v.waiting) - mostWaiting; more > 0 {
			items = append(items, part.NewFlow(part.NewQuiet(look.Timeline, "See "+words.Count(more, "more", "more"), func() { s.Go(Place{Name: Timeline}) })))
		}
	}
	if !v.hasNext && len(v.tray) > 0 {
		v.tray = v.tray[1:] // the first is the next thing
	}
	if len(v.tray) > 0 {
		items = append(items, part.NewHeading("Waiting for you to look at"))
		for _, d := range v.tray[:min(mostWaiting, len(v.tray))] {
			items = append(items, part.NewCard(part.NewRow(nil, 0,
				part.NewStack(part.NewBold(words.KindName(d.Kind)), part.NewSmall(d.Called())).Close(4),
				part.NewAction(look.Arrow, "Look at it", func() { s.Go(Place{Name: Letter, ID: d.ID}) }))).Tight())
		}
	}
	items = append(items, part.NewColumns(3, 250,
		door("Bring in a letter", "Drop a file anywhere on this window, or choose one. We look for dates and say what they mean.",
			part.NewAction(look.Folder, "Choose a file", s.PickFiles)),
		door("Write down a conversation", "Who you spoke to, what they said and what was agreed. Two minutes now can save a lot later.",
			part.NewAction(look.Pencil, "Write it down", func() { s.Go(Place{Name: Write}) })),
		door("Dates on your phone", "Put the dates in your phone's calendar. The titles tell nobody anything unless you choose so.",
			part.NewAction(look.Phone, "To my phone", func() { s.Go(Place{Name: Phone}) })),
	))
	backup := part.NewStack()
	backup.Hide()
	items = append(items, backup)
	s.lookAtBackup(func(b app.Backups, state app.BackupState, old bool) {
		if says := words.BackupNeeded(b, state, old); says != "" {
			backup.Set(part.NewCalm(part.NewRow(nil, 0, part.NewText(says),
				part.NewAction(look.Save, "Backups", func() { s.Go(Place{Name: Keep}) }))).Tight())
			backup.Show()
		}
	})
	if opened := s.openedBefore(); opened != "" {
		items = append(items, part.NewSmall(opened))
	}
	h.page.Stack.Set(items...)
	h.page.Top()
}

// whose lets a family with several children look at another's file.
func (h *home) whose(v homeView) *part.Segments {
	var names []string
	for _, c := range v.children {
		names = append(names, c.Name)
	}
	pick := part.NewSegments("Whose file", names, func(name string) {
		for _, c := range v.children {
			if c.Name == name && c.ID != v.child.ID {
				h.shell.SetChild(c.ID)
				h.Show()
				return
			}
		}
	})
	pick.Set(v.child.Name)
	return pick
}

func door(title, says string, press *part.Action) *part.Card {
	return part.NewCard(part.NewHeading(title), part.NewText(says), part.NewFlow(press))
}

func (h *home) nextCard(v homeView) fyne.CanvasObject {
	s := h.shell
	if !v.hasNext && len(v.tray) > 0 {
		d := v.tray[0]
		return part.NewCard(
			part.NewHeading("Look at the letter you brought in"),
			part.NewText(words.Upper(words.KindName(d.Kind))+". Say what is right, and the dates that follow from it will stand here."),
			part.NewFlow(part.NewPrimary(look.Documents, "Look at it", func() { s.Go(Place{Name: Letter, ID: d.ID}) })),
		)
	}
	if !v.hasNext {
		return part.NewCard(
			part.NewHeading("Nothing for you to do just now"),
			part.NewText("When a letter comes, bring it in, and the dates that follow from it will stand here."),
		)
	}
	d := v.next
	items := []fyne.CanvasObject{
		part.NewFlow(part.NewPill(part.Due, words.DaysLeft(v.today.DaysUntil(d.Day)))),
		part.NewHeading(d.Says),
		part.NewText("By " + d.Day.Written() + ". " + words.Sentence(d.Why)),
	}
	for _, b := range d.Before {
		items = append(items, part.NewText(b.Says+": "+b.Day.Written()+"."))
	}
	items = append(items, part.NewSmall("Law as at "+d.AsAt.Short()+"."))
	press := []fyne.CanvasObject{part.NewAction(look.Info, "Why this date?", func() { s.Why(d) })}
	if d.Event.Document != "" {
		press = append([]fyne.CanvasObject{part.NewPrimary(look.Documents, "See the letter", func() { s.Go(Place{Name: Letter, ID: d.Event.Document}) })}, press...)
	}
	press = append(press, part.NewAction(look.Phone, "To my phone", func() { s.Go(Place{Name: Phone}) }))
	return part.NewNotice(append(items, part.NewFlow(press...))...)
}

func (h *home) waitingCard(d app.Dated, today record.Day) fyne.CanvasObject {
	body := part.NewStack(
		part.NewFlow(sidePill(d), deadlinePill(d, today)),
		part.NewBold(d.Says),
		part.NewSmall("By "+d.Day.Written()),
	).Close(6)
	if d.IfMissed != "" {
		body.Add(part.NewFlow(part.NewQuiet(look.Arrow, "What can still be done", func() { h.shell.StillDone(d) })))
	}
	return part.NewCard(part.NewRow(nil, 0, body, part.NewAction(look.Info, "Why this date?", func() { h.shell.Why(d) }))).Tight()
}
