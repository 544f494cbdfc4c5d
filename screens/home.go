package screens

import (
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

// home answers one question: what is the one next thing? Then what others have
// not done and how late it is, then the letters nobody has looked at, then three
// doors. Nothing else stands here.
type home struct {
	shell  *Shell
	page   *part.Page
	backup *part.Stack
	drawn  stamp
}

func newHome(s *Shell) *home { return &home{shell: s} }

// Title names the screen.
func (h *home) Title() string { return lang.T("Home") }

// Content builds the page.
func (h *home) Content() fyne.CanvasObject {
	h.page, h.backup = part.NewPage(part.Wide), part.NewStack()
	return h.page
}

// homeView is what home shows.
type homeView struct {
	child   record.Child
	next    app.ToDo
	waiting []app.Dated
	tray    []record.Document
	today   record.Day
}

// Show loads what there is to do, and draws it.
func (h *home) Show() {
	h.lookAtBackup()
	now := h.shell.stampNow()
	if now == h.drawn {
		return
	}
	v, err := h.load()
	if err != nil {
		h.shell.Fail(err)
		return
	}
	h.drawn = now
	h.draw(v)
}

func (h *home) load() (v homeView, err error) {
	file := h.shell.file
	v.child, v.today = h.shell.Child(), file.Today()
	if v.child.ID == "" {
		return v, nil
	}
	if v.next, err = file.NextToDo(v.child.ID); err != nil {
		return v, err
	}
	if v.waiting, err = file.Waiting(v.child.ID); err != nil {
		return v, err
	}
	if v.tray, err = file.Tray(v.child.ID); err != nil {
		return v, err
	}
	if v.next.Letter != nil {
		v.tray = v.tray[1:] // the first is the next thing
	}
	return v, nil
}

// mostWaiting is how many overdue duties, and how many letters, home names before
// it points at where the rest stand.
const mostWaiting = 3

func (h *home) draw(v homeView) {
	s := h.shell
	if v.child.ID == "" {
		h.page.Stack.Set(part.NewTitle(lang.T("Whose file is it?")), part.NewEmpty(look.People, lang.T("Nobody is in this file yet"),
			lang.T("Add the child or young person it is about."), part.NewPrimary(look.Plus, lang.T("Add a name"), func() { s.Go(Place{Name: Children}) })))
		return
	}
	items := []fyne.CanvasObject{part.NewTitle(lang.T("What is next for %s", words.FirstName(v.child.Name)))}
	items = append(items, standingNotes(s, v.child)...)
	items = append(items, s.nextCard(v.next, v.today))
	items = append(items, h.late(v)...)
	items = append(items, h.inTray(v.tray)...)
	items = append(items, part.NewColumns(3, 250,
		door(lang.T("Bring in a letter"), lang.T("Drop a file anywhere on this window, or choose one. We look for dates and say what they mean."),
			part.NewAction(look.Folder, lang.T("Choose a file"), s.PickFiles)),
		door(lang.T("Write down a conversation"), lang.T("Who you spoke to, what they said and what was agreed. Two minutes now can save a lot later."),
			part.NewAction(look.Pencil, lang.T("Write it down"), func() { s.Go(Place{Name: Write}) })),
		door(lang.T("Know your rights"), lang.T("What should happen, and what families do when it does not. Plain words, with the law they come from."),
			part.NewAction(look.Guide, lang.T("Open the guide"), func() { s.Go(Place{Name: Guide}) })),
	))
	h.page.Stack.Set(append(items, h.small()...)...)
}

// late lists what others have not done by the day the law gives.
func (h *home) late(v homeView) []fyne.CanvasObject {
	if len(v.waiting) == 0 {
		return nil
	}
	s := h.shell
	heading := lang.T("Waiting for the council")
	if slices.ContainsFunc(v.waiting, func(d app.Dated) bool { return d.Who != law.Council }) {
		heading = lang.T("Waiting for others")
	}
	items := []fyne.CanvasObject{part.NewHeading(heading)}
	for _, d := range v.waiting[:min(mostWaiting, len(v.waiting))] {
		items = append(items, s.waitingCard(d, v.today))
	}
	if more := len(v.waiting) - mostWaiting; more > 0 {
		items = append(items, part.NewFlow(part.NewQuiet(look.Timeline, lang.T("See %s", words.Count(more, "more", "more")), func() { s.Go(Place{Name: Timeline}) })))
	}
	return items
}

// inTray lists the letters nobody has looked at.
func (h *home) inTray(tray []record.Document) []fyne.CanvasObject {
	if len(tray) == 0 {
		return nil
	}
	s := h.shell
	items := []fyne.CanvasObject{part.NewHeading(lang.T("In tray"))}
	for _, d := range tray[:min(mostWaiting, len(tray))] {
		items = append(items, part.NewCard(part.NewRow(nil, 0,
			part.NewStack(part.NewBold(words.KindName(d.Kind)), part.NewSmall(d.Called())).Close(4),
			part.NewAction(look.Arrow, lang.T("Look at it"), func() { s.Go(Place{Name: Letter, ID: d.ID}) }))).Tight())
	}
	if more := len(tray) - mostWaiting; more > 0 {
		items = append(items, part.NewFlow(part.NewQuiet(look.Documents, lang.T("See %s", words.Count(more, "more in the in tray", "more in the in tray")), func() { s.Go(Place{Name: InTray}) })))
	}
	return items
}

// lookAtBackup says in small words where a backup is wanted.
func (h *home) lookAtBackup() {
	s := h.shell
	s.lookAtBackup(func(b app.Backups, state app.BackupState, old bool) {
		says := words.BackupNeeded(b, state, old)
		if says == "" {
			h.backup.Hide()
			return
		}
		h.backup.Set(part.NewRow(nil, 0, part.NewSmall(says), part.NewQuiet(look.Save, lang.T("Backups"), func() { s.Go(Place{Name: Keep}) })))
		h.backup.Show()
	})
}

// small is what stands at the foot in small words: a backup that is wanted, and
// when the file was last opened.
func (h *home) small() []fyne.CanvasObject {
	items := []fyne.CanvasObject{h.backup}
	if opened := h.shell.openedBefore(); opened != "" {
		items = append(items, part.NewSmall(opened))
	}
	return items
}

func door(title, says string, press *part.Action) *part.Card {
	return part.NewCard(part.NewHeading(title), part.NewText(says), part.NewFlow(press))
}

// nextCard is the one next thing: why, by when, and the button that does it.
func (s *Shell) nextCard(next app.ToDo, today record.Day) fyne.CanvasObject {
	switch {
	case next.Date != nil:
		return s.dateCard(*next.Date, today)
	case next.Promise != nil:
		return s.promiseCard(*next.Promise, today)
	case next.Letter != nil:
		d := *next.Letter
		return part.NewCard(
			part.NewHeading(lang.T("Look at the letter you brought in")),
			part.NewText(lang.T("%s. Say what is right, and the dates that follow from it will stand here.", words.Upper(words.KindName(d.Kind)))),
			part.NewFlow(part.NewPrimary(look.Documents, lang.T("Look at it"), func() { s.Go(Place{Name: Letter, ID: d.ID}) })),
		)
	}
	return part.NewCard(
		part.NewHeading(lang.T("Nothing for you to do just now")),
		part.NewText(lang.T("When a letter comes, bring it in, and the dates that follow from it will stand here.")),
		part.NewFlow(part.NewAction(look.Timeline, lang.T("Say where you are now"), func() { s.Go(Place{Name: Where}) })),
	)
}

// dateCard is a date of the parent's own. Its button leads to where the thing is
// begun: the letter it is about, or else the page that says how.
func (s *Shell) dateCard(d app.Dated, today record.Day) fyne.CanvasObject {
	items := []fyne.CanvasObject{
		part.NewFlow(part.NewPill(part.Due, words.DaysLeft(today.DaysUntil(d.Day)))),
		part.NewHeading(d.Says),
		part.NewText(lang.T("By %s. %s", d.Day.Written(), words.Sentence(d.Why))),
	}
	for _, b := range d.Before {
		items = append(items, part.NewText(b.Says+": "+b.Day.Written()+"."))
	}
	var press []fyne.CanvasObject
	if d.Event.Document != "" {
		press = append(press, part.NewPrimary(look.Documents, lang.T("See the letter"), func() { s.Go(restsOn(d.Event)) }))
	} else if g := s.Guide(); g != nil {
		if pages := g.ForRule(d.Rule); len(pages) > 0 {
			press = append(press, part.NewPrimary(look.Guide, lang.T("Read how"), func() { s.Go(Place{Name: Guide, ID: record.ID(pages[0].ID)}) }))
		}
	}
	press = append(press, part.NewQuiet(look.Info, lang.T("Why this date?"), func() { s.Why(d) }))
	if kind := doneBy(s.file, d); kind != "" {
		press = append(press, part.NewQuiet(look.Check, lang.T("It is done"), func() { s.Go(Place{Name: Happened, ID: record.ID(kind)}) }))
	}
	return part.NewNotice(append(items, part.NewFlow(press...), part.NewSmall(lang.T("Law as at %s.", d.AsAt.Short())))...)
}

// doneBy gives the kind of event that says a thing is done, where one alone does.
func doneBy(file *app.App, d app.Dated) string {
	if len(d.MetBy) != 1 {
		return ""
	}
	if _, ok := file.Book.Event(d.MetBy[0]); !ok {
		return ""
	}
	return d.MetBy[0]
}

// restsOn is where the words stand that a fact rests on: the page of the letter,
// with the words marked.
func restsOn(e record.Event) Place {
	p := Place{Name: Letter, ID: e.Document, Page: e.Page}
	if e.Quote != "" {
		p.Page, p.Words, p.Quote = max(1, e.Page), e.Quote, true
	}
	return p
}

// promiseCard is something the parent said they would do.
func (s *Shell) promiseCard(p app.Promise, today record.Day) fyne.CanvasObject {
	said := lang.T("You said so on %s: %s.", p.Talk.On.Written(), words.TalkTitle(p.Talk.How, names(p.Talk.People)))
	var items []fyne.CanvasObject
	if !p.By.IsZero() {
		if left := today.DaysUntil(p.By); left >= 0 {
			items = append(items, part.NewFlow(part.NewPill(part.Due, words.DaysLeft(left))))
		}
		said = lang.T("By %s. %s", p.By.Written(), said)
	}
	items = append(items, part.NewHeading(words.Upper(p.What)), part.NewText(said),
		part.NewFlow(
			part.NewPrimary(look.Check, lang.T("It is done"), func() { s.setDone(p, today) }),
			part.NewQuiet(look.Arrow, lang.T("See the conversation"), func() { s.Go(Place{Name: Said, ID: p.Talk.ID}) }),
		))
	return part.NewNotice(items...)
}

// waitingCard is something others have not done by its day.
func (s *Shell) waitingCard(d app.Dated, today record.Day) fyne.CanvasObject {
	body := part.NewStack(
		part.NewFlow(sidePill(d), deadlinePill(d, today)),
		part.NewBold(d.Says),
		part.NewSmall(lang.T("By %s", d.Day.Written())),
	).Close(6)
	if d.IfMissed != "" {
		body.Add(part.NewFlow(part.NewQuiet(look.Arrow, lang.T("What can still be done"), func() { s.StillDone(d) })))
	}
	return part.NewCard(part.NewRow(nil, 0, body, part.NewAction(look.Info, lang.T("Why this date?"), func() { s.Why(d) }))).Tight()
}
