package screens

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"leverarch/app"
	"leverarch/app/lang"
	"leverarch/app/law"
	"leverarch/app/record"
	"leverarch/screens/look"
	"leverarch/screens/part"
	"leverarch/screens/words"
)

// letter is a document beside what was found in it and what would follow from
// it. What the parent changes is held here, and becomes fact only when they say
// so.
type letter struct {
	shell *Shell

	panes *part.SideBySide
	pages *pageView
	page  *part.Page

	title, intro *part.Text
	copyCard     *part.Card
	copySays     *part.Text
	trouble      *part.Card
	troubleIs    *part.Text
	secret       *part.Secret
	troubleDo    *part.Flow
	openIt       *part.Action
	readIt       *part.Action
	know         *part.Card
	knowList     *part.Stack
	kind         *part.Choice
	kindSays     *part.Text
	kindWhy      *part.Stack
	child        *part.Choice
	childSays    *part.Text
	from         *part.Field
	date         *part.Date
	dateWhy      *part.Stack
	came, sent   *part.Date
	answer       *part.Date
	cameBy       *part.Segments
	noFacts      *part.Text
	factList     *part.Stack
	facts        []*factRow
	add          *part.Choice
	due          *part.Stack
	also         *part.Card
	alsoList     *part.Stack
	keep         *part.Action
	paper        *paperCard
	parts        *letterParts

	doc     record.Document
	kids    []record.Child
	form    *letterForm
	shown   record.ID // whose pages are open
	locked  bool      // the pages ask for a password
	every   bool      // every other day in the letter is listed
	filling bool      // the form changes its own fields

	// unfinished holds what was changed and not said yes to, until the lock.
	unfinished map[record.ID]*letterForm
	// reading holds what is being read now.
	reading map[record.ID]bool
	// outside holds where a copy that is not locked was left.
	outside map[record.ID]string
	// passwords holds what opened a document, until the lock.
	passwords map[record.ID]string
}

func newLetter(s *Shell) *letter {
	return &letter{shell: s, unfinished: map[record.ID]*letterForm{}, reading: map[record.ID]bool{},
		outside: map[record.ID]string{}, passwords: map[record.ID]string{}}
}

// letter gives the screen, which holds what is known of copies left outside.
func (s *Shell) letter() *letter { return s.screens[Letter].(*letter) }

const unsureKind = "unsure"

// kindsInOrder lists what a document can be in the order a family meets them.
var kindsInOrder = []string{
	"request-acknowledged", "agreement-to-assess", "refusal-to-assess", "advice-request", "refusal-to-issue",
	"draft-plan", "draft-plan-document", "school-consultation", "final-plan", "final-plan-document",
	"annual-review-invitation", "annual-review-decision-maintain", "annual-review-decision-amend", "amendment-notice", "amended-final-plan",
	"phase-transfer", "cease-proposal", "cease-to-maintain", "mediation-certificate", "tribunal-directions",
	"personal-budget-decision", "transport-decision", "complaint-response", "report", unsureKind,
}

// cameWays lists how a letter comes, as it is kept.
var cameWays = []string{law.ByPost, law.ByEmail, law.ByPortal, law.ByHand}

func cameName(way string) string {
	return map[string]string{law.ByPost: lang.T("Post"), law.ByEmail: lang.T("Email"), law.ByPortal: lang.T("Website"), law.ByHand: lang.T("Hand")}[way]
}

// What the panes and the last line of the list of children are called.
func paneLetter() string { return lang.T("The letter") }
func paneFound() string  { return lang.T("What we found") }
func addChild() string   { return lang.T("Add a child") }

// Title names the screen.
func (l *letter) Title() string { return lang.T("Letter") }

// Content builds both panes.
func (l *letter) Content() fyne.CanvasObject {
	l.pages = newPageView(l.shell, func() {
		l.locked = true
		l.drawTrouble()
	})
	l.pages.onFact, l.pages.onLarge = l.makeFact, func(on bool) {
		showIf(l.shell.side, !on)
		l.panes.Alone(on)
	}
	l.title, l.intro = part.NewTitle(""), part.NewText("")
	l.paper = newPaperCard(l)
	l.buildNotes()
	l.parts = newLetterParts(l.shell)
	l.buildAbout()
	l.buildFacts()
	l.page = part.NewPage(part.Reading,
		part.NewQuiet(look.Back, lang.T("All documents"), func() { l.shell.Go(Place{Name: Documents}) }),
		part.NewStack(l.title, l.intro).Close(8),
		l.copyCard, l.trouble, l.parts.card, l.know,
		part.NewCard(
			part.NewStack(l.kind, l.kindSays, l.kindWhy).Close(6),
			part.NewStack(l.date, l.dateWhy).Close(6),
			part.NewColumns(2, 200, l.came, l.sent),
			l.cameBy,
			part.NewSmall(lang.T("Each of these days is kept as what it is. The law counts some time limits from the day a letter was sent, and others from the day it came.")),
			l.answer,
		),
		part.NewCard(part.NewHeading(lang.T("What happened")), l.noFacts, l.factList, l.add),
		part.NewNotice(part.NewHeading(lang.T("The dates that would follow")), l.due),
		l.also,
		part.NewCard(
			part.NewStack(l.child, l.childSays).Close(6),
			l.from,
		),
		l.paper.card,
		part.NewCard(
			part.NewText(lang.T("You can save a copy, to print it or to send it. The copy is not locked.")),
			part.NewFlow(part.NewAction(look.Save, lang.T("Save a copy"), l.takeOut), part.NewAction(look.Documents, lang.T("Open in another program"), l.elsewhere), part.NewQuiet(look.Bin, lang.T("Put it in the bin"), func() { l.shell.delete(l.doc.ID, Place{Name: Documents}) })),
		),
	)
	l.keep = part.NewPrimary(look.Check, "", l.keepIt)
	found := newBarred(l.page, part.NewFlow(l.keep, part.NewAction("", lang.T("Not now"), l.notNow)), atFoot)
	l.panes = part.NewSideBySide(paneLetter(), l.pages.content, paneFound(), found)

	return l.panes
}

// takeOut saves a copy of the document outside the file, where the parent says.
func (l *letter) takeOut() {
	s, doc := l.shell, l.doc
	// The file may be locked while the parent chooses a place.
	file := s.file
	saved := false
	s.Firm(lang.T("Saving a copy"), func() error {
		path, err := s.hands.SaveAs(doc.Name)
		if err != nil || path == "" {
			return err
		}
		saved = true
		return file.TakeOut(doc.ID, path)
	}, func() {
		if saved {
			s.Tell(lang.T("A copy is saved. It is not locked."))
		}
	})
}

// turnPage turns on from the page shown, where a letter is shown.
func (s *Shell) turnPage(by int) {
	if p := s.pages(); p != nil {
		p.turn(p.page + by)
	}
}

// pages gives the pages of the letter that is shown, or nil.
func (s *Shell) pages() *pageView {
	if s.file == nil || s.at.Name != Letter {
		return nil
	}
	return s.letter().pages
}

// buildNotes builds what stands above the form: the copy left outside, what is
// in the way, and what is good to know.
func (l *letter) buildNotes() {
	l.copySays = part.NewText("")
	l.copyCard = part.NewCalm(l.copySays, part.NewFlow(
		part.NewAction(look.Check, lang.T("Keep it"), func() {
			delete(l.outside, l.doc.ID)
			l.drawCopy()
		}),
		part.NewAction(look.Bin, lang.T("Delete it"), func() { l.shell.deleteCopies(l.drawCopy, l.doc.ID) }),
	)).Tight()
	l.troubleIs = part.NewText("")
	l.secret = part.NewSecret(lang.T("Password of this letter"), lang.T("It often comes in an email of its own. It is not your passphrase."))
	l.secret.OnSubmit = func(string) { l.unlock() }
	l.openIt = part.NewAction(look.Lock, lang.T("Open the letter"), l.unlock)
	l.readIt = part.NewAction(look.Search, lang.T("Read it now"), func() { l.shell.readLetter(l.doc.ID, l.passwords[l.doc.ID]) })
	l.troubleDo = part.NewFlow(l.openIt, l.readIt)
	l.trouble = part.NewCalm(l.troubleIs, l.secret, l.troubleDo).Tight()
	l.knowList = part.NewStack().Close(8)
	l.know = part.NewCalm(part.NewBold(lang.T("Good to know")), l.knowList).Tight()
}

// buildAbout builds the fields about the document as a whole.
func (l *letter) buildAbout() {
	var names []string
	for _, k := range kindsInOrder {
		names = append(names, words.KindName(k))
	}
	l.kind = part.NewChoice(lang.T("What it looks like"), names, l.pickedKind)
	l.kindSays, l.kindWhy = part.NewSmall(""), part.NewStack().Close(2)
	l.child = part.NewChoice(lang.T("Whose letter is it?"), nil, l.pickedChild)
	l.childSays = part.NewSmall("")
	l.from = part.NewField(lang.T("Who is it from?"), "")
	l.from.OnChange = func(text string) {
		l.form.look.From = strings.TrimSpace(text)
		l.touched()
	}
	l.date = part.NewDate(lang.T("The letter says"), lang.T("The date printed on it."), l.today)
	l.date.OnDay = l.dated
	l.dateWhy = part.NewStack()
	day := func(label, hint string, to func(*app.Look) *record.Day) *part.Date {
		d := part.NewDate(label, hint, l.today)
		d.OnDay = func(day record.Day) {
			*to(&l.form.look) = day
			if l.filling {
				return
			}
			l.touched()
			l.drawDue()
		}
		return d
	}
	l.came = day(lang.T("It came on"), lang.T("If you know."), func(a *app.Look) *record.Day { return &a.Came })
	l.sent = day(lang.T("It was sent on"), lang.T("By the postmark or the email."), func(a *app.Look) *record.Day { return &a.Sent })
	for _, d := range []*part.Date{l.came, l.sent} {
		keep := d.OnDay
		d.OnDay = func(day record.Day) {
			keep(day)
			l.notYet(d)
		}
	}
	l.answer = day(lang.T("It asks you to answer by"), lang.T("If it gives a day."), func(a *app.Look) *record.Day { return &a.Answer })
	l.cameBy = part.NewSegments(lang.T("It came by"), cameWays, func(way string) {
		l.form.look.CameBy = way
		l.touched()
		l.drawDue()
	}).Named(cameName)
}

// buildFacts builds the list of what happened, and what would follow.
func (l *letter) buildFacts() {
	l.factList = part.NewStack().Close(16)
	l.noFacts = part.NewText(lang.T("Nothing here yet. If the letter says that something happened, add it."))
	l.add = part.NewChoice(lang.T("Add something that happened"), nil, l.addFact).Empty(lang.T("Choose what happened"))
	l.due = part.NewStack().Close(16)
	l.alsoList = part.NewStack().Close(14)
	l.also = part.NewCard(part.NewHeading(lang.T("Also in this letter")),
		part.NewSmall(lang.T("Other days it names. Nothing is counted from these.")), l.alsoList)
}

func (l *letter) today() record.Day { return l.shell.file.Today() }

// notYet asks about a day that has not come: a letter seldom bears one.
func (l *letter) notYet(d *part.Date) {
	if d.Day().After(l.today()) {
		d.Say(lang.T("%s has not come yet. Is that the day?", d.Day().Written()))
	}
}

// touched marks the form as changed by the parent.
func (l *letter) touched() {
	if !l.filling && !l.form.changed {
		l.form.changed = true
		l.drawIntro()
	}
}

// Show loads the document and draws it.
func (l *letter) Show() {
	id := l.shell.ID()
	if err := l.load(id); err != nil {
		l.panes.Hide()
		l.shell.Fail(err)
		return
	}
	l.panes.Show()
	at := l.shell.at
	if l.shown == id {
		l.draw()
		if at.Page > 0 {
			l.seek(at)
		}
		return
	}
	l.shown, l.locked, l.every = id, false, false
	l.draw()
	l.page.Top()
	if at.Page > 0 {
		l.seek(at)
		return
	}
	l.pick(paneFound())
	l.pages.show(l.doc, l.passwords[id], 1)
}

// Where gives the page that is seen, so that coming back leads to it.
func (l *letter) Where(p Place) Place {
	if l.shown == p.ID && l.pages.page > 0 && l.pages.page != max(1, p.Page) {
		p.Page, p.Words, p.Quote = l.pages.page, "", false
	}
	return p
}

// Leave holds what was not finished, and closes the pages.
func (l *letter) Leave() {
	l.pages.half.leave()
	if l.form != nil && l.form.changed {
		l.unfinished[l.doc.ID] = l.form
	}
	l.pages.enlarge(false)
	l.pages.close()
	l.secret.Clear()
	l.shown = ""
}

// keepIt makes what the form says into facts. It is the only way they come.
func (l *letter) keepIt() {
	if l.keep.Disabled() || !l.whole() {
		return
	}
	s, id, given, form := l.shell, l.doc.ID, l.form.look, l.form
	given.Facts = l.given()
	follow, child := len(l.wouldFollow()), s.child
	l.keep.Disable()
	var moved []law.Change
	s.Act(deed{
		do: func(file *app.App) (err error) {
			moved, err = file.ConfirmMoving(id, given)
			return err
		},
		done: func() {
			l.keep.Enable()
			delete(l.unfinished, id)
			form.changed = false
			if given.Child != s.child {
				s.SetChild(given.Child)
			}
			s.Go(Place{Name: Timeline})
		},
		failed: func(err error) {
			l.keep.Enable()
			s.Fail(err)
		},
		tell: func(undo func()) {
			switch {
			case slices.ContainsFunc(moved, isMove):
				s.TellMoved(lang.T("Kept."), moved, undo)
			case follow == 0:
				s.TellUndo(lang.T("Kept. The letter is on the timeline."), undo)
			default:
				s.TellUndo(lang.T("Kept. %s on the timeline.", words.Count(follow, "date follows from it and is", "dates follow from it and are")), undo)
			}
		},
		undone: func() { // back to the letter, with the form as it was filled in
			form.changed = true
			l.unfinished[id] = form
			if child != s.child {
				s.SetChild(child)
			}
			s.Go(Place{Name: Letter, ID: id})
		},
	})
}

// whole reports whether the form can be kept, and else says what to mend and
// goes there.
func (l *letter) whole() bool {
	if l.form.look.Child == "" {
		l.childSays.Set(lang.T("Say whose letter this is first."))
		l.childSays.Show()
		l.child.Focus()
		return false
	}
	for _, d := range []*part.Date{l.date, l.came, l.sent, l.answer} {
		if d.Value() != "" && !d.Check() {
			d.Focus()
			return false
		}
	}
	for _, r := range l.facts {
		if !r.date.Check() {
			r.date.Focus()
			return false
		}
	}
	return true
}

// notNow leaves the letter waiting.
func (l *letter) notNow() {
	if len(l.shell.past) > 0 {
		l.shell.Back()
		return
	}
	l.shell.Go(Place{Name: Documents})
}

// unlock reads the letter with the password typed.
func (l *letter) unlock() {
	if l.secret.Value() == "" {
		l.secret.Say(lang.T("Type the password first."))
		l.secret.Focus()
		return
	}
	l.secret.Say("")
	l.shell.readLetter(l.doc.ID, l.secret.Value())
}

// hasRead takes up what reading found.
func (l *letter) hasRead(id record.ID, password string) {
	s := l.shell
	doc, err := s.file.Document(id)
	if err != nil {
		s.Fail(err)
		return
	}
	still := doc.Problem == record.ProblemPassword
	if password != "" && !still {
		l.passwords[id] = password
	}
	if !s.isAt(Letter, id) {
		s.showNews()
		return
	}
	if err := l.load(id); err != nil {
		s.Fail(err)
		return
	}
	if password != "" {
		l.locked = still
	}
	l.draw()
	switch {
	case password == "":
		l.pages.hasRead(doc)
	case still:
		l.secret.Say(lang.T("That password does not open it. Try it as it was sent to you: capital letters matter."))
		l.secret.Focus()
	default:
		l.secret.Clear()
		l.pages.show(doc, password, 1)
	}
}
