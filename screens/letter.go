package screens

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"leverarch/app"
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
	came         *part.Date
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

// letterForm is what the form says of a document.
type letterForm struct {
	look    app.Look // but for its facts
	facts   []formFact
	changed bool
}

// formFact is one event in the form.
type formFact struct {
	app.Fact
	// shown is the day the words show; another day does not rest on them.
	shown record.Day
	// follows is true while the day is the letter's own.
	follows bool
	// sure is true where the parent said it, so that it does not go with the kind.
	sure bool
	// own is true where the parent chose the words: they stay whatever the day.
	own bool
}

// factRow is one event as it is drawn.
type factRow struct {
	date *part.Date
	note *part.Text
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

// usualEvent is what a document of some kind shows.
type usualEvent struct {
	event     string
	letterDay bool // on the letter's own day; else the parent says when
}

// usual puts the right line in the form where the kind is chosen by hand.
var usual = map[string][]usualEvent{
	"request-acknowledged":            {{"request-received", true}},
	"agreement-to-assess":             {{"advice-requested", true}},
	"refusal-to-assess":               {{"decision-sent", true}},
	"advice-request":                  {{"advice-requested", true}},
	"refusal-to-issue":                {{"decision-sent", true}},
	"draft-plan":                      {{"draft-plan-served", true}},
	"draft-plan-document":             {{"draft-plan-served", true}},
	"school-consultation":             {{"school-consulted", true}},
	"final-plan":                      {{"decision-sent", true}, {"plan-made", true}},
	"final-plan-document":             {{"decision-sent", true}, {"plan-made", true}},
	"amended-final-plan":              {{"decision-sent", true}},
	"amendment-notice":                {{"amendment-notice-sent", true}, {"amendment-notice-served", true}},
	"annual-review-invitation":        {{"review-meeting", false}},
	"annual-review-decision-maintain": {{"decision-sent", true}},
	"cease-to-maintain":               {{"decision-sent", true}},
	"mediation-certificate":           {{"certificate-issued", true}},
	"phase-transfer":                  {{"transfer-year", false}},
}

func isUsual(kind, event string) (usualEvent, bool) {
	i := slices.IndexFunc(usual[kind], func(u usualEvent) bool { return u.event == event })
	if i < 0 {
		return usualEvent{}, false
	}
	return usual[kind][i], true
}

// cameWays lists how a letter comes, as it is kept.
var cameWays = []string{"post", "email", "portal", "by hand"}

func cameName(way string) string {
	return map[string]string{"post": "By post", "email": "By email", "portal": "On a website", "by hand": "By hand"}[way]
}

// What the panes and the last line of the list of children are called.
const (
	paneLetter = "The letter"
	paneFound  = "What we found"
	addChild   = "Add a child"
)

// Title names the screen.
func (l *letter) Title() string { return "Letter" }

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
	l.buildAbout()
	l.buildFacts()
	l.page = part.NewPage(part.Reading,
		part.NewQuiet(look.Back, "All documents", func() { l.shell.Go(Place{Name: Documents}) }),
		part.NewStack(l.title, l.intro).Close(8),
		l.copyCard, l.trouble, l.know,
		part.NewCard(
			part.NewStack(l.kind, l.kindSays, l.kindWhy).Close(6),
			part.NewStack(l.date, l.dateWhy).Close(6),
		),
		part.NewCard(part.NewHeading("What happened"), l.noFacts, l.factList, l.add),
		part.NewNotice(part.NewHeading("The dates that would follow"), l.due),
		l.also,
		part.NewCard(
			part.NewStack(l.child, l.childSays).Close(6),
			l.from, l.came, l.cameBy,
		),
		l.paper.card,
		part.NewCard(
			part.NewText("You can save a copy, to print it or to send it. The copy is not locked."),
			part.NewFlow(part.NewAction(look.Save, "Save a copy", l.takeOut), part.NewAction(look.Documents, "Open in another program", l.elsewhere), part.NewQuiet(look.Bin, "Put it in the bin", func() { l.shell.delete(l.doc.ID, Place{Name: Documents}) })),
		),
	)
	l.keep = part.NewPrimary(look.Check, "", l.keepIt)
	found := newBarred(l.page, part.NewFlow(l.keep, part.NewAction("", "Not now", l.notNow)), atFoot)
	l.panes = part.NewSideBySide(paneLetter, l.pages.content, paneFound, found)

	s := l.shell // and nothing else of this file: by then it may be locked
	for key, by := range map[fyne.KeyName]int{fyne.KeyPageDown: 1, fyne.KeyPageUp: -1} {
		s.Canvas().AddShortcut(&desktop.CustomShortcut{KeyName: key, Modifier: fyne.KeyModifierControl}, func(fyne.Shortcut) { s.turnPage(by) })
	}
	return l.panes
}

// takeOut saves a copy of the document outside the file, where the parent says.
func (l *letter) takeOut() {
	s, doc := l.shell, l.doc
	// The file may be locked while the parent chooses a place.
	file := s.file
	saved := false
	s.Work("Saving a copy", func(context.Context) error {
		path, err := s.hands.SaveAs(doc.Name)
		if err != nil || path == "" {
			return err
		}
		saved = true
		return file.TakeOut(doc.ID, path)
	}, func() {
		if saved {
			s.Tell("A copy is saved. It is not locked.")
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
		part.NewAction(look.Check, "Keep it", func() {
			delete(l.outside, l.doc.ID)
			l.drawCopy()
		}),
		part.NewAction(look.Bin, "Delete it", func() { l.shell.deleteCopies(l.drawCopy, l.doc.ID) }),
	)).Tight()
	l.troubleIs = part.NewText("")
	l.secret = part.NewSecret("Password of this letter", "It often comes in an email of its own. It is not your passphrase.")
	l.secret.OnSubmit = func(string) { l.unlock() }
	l.openIt = part.NewAction(look.Lock, "Open the letter", l.unlock)
	l.readIt = part.NewAction(look.Search, "Read it now", func() { l.shell.readLetter(l.doc.ID, l.passwords[l.doc.ID]) })
	l.troubleDo = part.NewFlow(l.openIt, l.readIt)
	l.trouble = part.NewCalm(l.troubleIs, l.secret, l.troubleDo).Tight()
	l.knowList = part.NewStack().Close(8)
	l.know = part.NewCalm(part.NewBold("Good to know"), l.knowList).Tight()
}

// buildAbout builds the fields about the document as a whole.
func (l *letter) buildAbout() {
	var names []string
	for _, k := range kindsInOrder {
		names = append(names, words.KindName(k))
	}
	l.kind = part.NewChoice("What it looks like", names, l.pickedKind)
	l.kindSays, l.kindWhy = part.NewSmall(""), part.NewStack().Close(2)
	l.child = part.NewChoice("Whose letter is it?", nil, l.pickedChild)
	l.childSays = part.NewSmall("")
	l.from = part.NewField("Who is it from?", "")
	l.from.OnChange = func(text string) {
		l.form.look.From = strings.TrimSpace(text)
		l.touched()
	}
	l.date = part.NewDate("The date on the letter", "", l.today)
	l.date.OnDay = l.dated
	l.dateWhy = part.NewStack()
	l.came = part.NewDate("When did it come to you?", "If you know.", l.today)
	l.came.OnDay = func(d record.Day) {
		l.form.look.Came = d
		l.touched()
		l.notYet(l.came)
	}
	l.cameBy = part.NewSegments("How did it come?", cameWays, func(way string) {
		l.form.look.CameBy = way
		l.touched()
	}).Named(cameName)
}

// buildFacts builds the list of what happened, and what would follow.
func (l *letter) buildFacts() {
	l.factList = part.NewStack().Close(16)
	l.noFacts = part.NewText("Nothing here yet. If the letter says that something happened, add it.")
	l.add = part.NewChoice("Add something that happened", nil, l.addFact).Empty("Choose what happened")
	l.due = part.NewStack().Close(16)
	l.alsoList = part.NewStack().Close(14)
	l.also = part.NewCard(part.NewHeading("Also in this letter"),
		part.NewSmall("Other days it names. Nothing is counted from these."), l.alsoList)
}

func (l *letter) today() record.Day { return l.shell.file.Today() }

// notYet asks about a day that has not come: a letter seldom bears one.
func (l *letter) notYet(d *part.Date) {
	if d.Day().After(l.today()) {
		d.Say(d.Day().Written() + " has not come yet. Is that the day?")
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
	l.pick(paneFound)
	l.pages.show(l.doc, l.passwords[id], 1)
}

// Leave holds what was not finished, and closes the pages.
func (l *letter) Leave() {
	if l.form != nil && l.form.changed {
		l.unfinished[l.doc.ID] = l.form
	}
	l.pages.enlarge(false)
	l.pages.close()
	l.secret.Clear()
	l.shown = ""
}

// load reads the document, and fills the form where nothing unfinished is held.
func (l *letter) load(id record.ID) error {
	file := l.shell.file
	doc, err := file.Document(id)
	if err != nil {
		return err
	}
	if l.kids, err = file.Children(); err != nil {
		return err
	}
	if l.shown == id && l.doc.ID == id && l.form.changed {
		l.doc = doc
		return nil
	}
	form := l.unfinished[id]
	if form == nil {
		first, err := file.FirstLook(id)
		if err != nil {
			return err
		}
		if !doc.Looked && doc.Guess != nil && doc.Guess.Child != "" {
			if c, err := file.ChildNamed(doc.Guess.Child); err == nil {
				first.Child = c.ID
			}
		}
		form = formOf(first, doc.Looked)
	}
	l.doc, l.form = doc, form
	return nil
}

// formOf fills a form from what was confirmed before, or else found.
func formOf(first app.Look, looked bool) *letterForm {
	f := &letterForm{look: first}
	for _, fact := range first.Facts {
		u, _ := isUsual(first.Kind, fact.Event)
		f.facts = append(f.facts, formFact{Fact: fact, shown: fact.Day, sure: looked, follows: u.letterDay && fact.Day == first.Letter})
	}
	f.look.Facts = nil
	return f
}

// draw shows the form as it stands.
func (l *letter) draw() {
	l.filling = true
	defer func() { l.filling = false }()
	l.drawIntro()
	l.keep.Enable()
	l.drawCopy()
	l.drawTrouble()
	l.drawKnow()
	f := l.form
	l.drawKind()
	l.drawChild()
	l.from.Set(f.look.From)
	l.date.Set(f.look.Letter)
	l.came.Set(f.look.Came)
	l.cameBy.Set(f.look.CameBy)
	l.drawDateWords()
	l.drawFacts()
	l.paper.draw()
}

// drawIntro says where this stands: found, kept, or to be filled in.
func (l *letter) drawIntro() {
	title, intro := paneFound, "Look it over and change what is not right. Nothing counts until you say yes."
	switch {
	case l.reading[l.doc.ID] && !l.doc.Looked:
		intro = "We are reading it now. It is safe in your file already."
	case l.doc.Looked && l.form.changed:
		title, intro = "What you kept", "You have changed something. It counts when you say yes again."
	case l.doc.Looked:
		title, intro = "What you kept", "You said yes to this. You can still change it."
	case l.doc.Guess == nil || l.doc.Problem != "":
		title, intro = "Fill it in yourself", "Put in what you know and leave the rest. Nothing counts until you say yes."
	}
	l.title.Set(title)
	l.intro.Set(intro)
}

// drawCopy says where a copy that is not locked is left.
func (l *letter) drawCopy() {
	path, left := l.outside[l.doc.ID]
	if left {
		l.copySays.Set("A copy that is not locked is still in " + folderName(path) + ". Keep it or delete it?")
	}
	showIf(l.copyCard, left)
}

// folderName names the folder of a file as people do: by its last name.
func folderName(path string) string {
	name := filepath.Base(filepath.Dir(path))
	if name == "." || strings.ContainsAny(name, `/\`) {
		return "the folder it came from"
	}
	return name
}

// drawTrouble says why the words could not be read, and what can be done.
func (l *letter) drawTrouble() {
	err := app.ProblemError(l.doc.Problem)
	unread := app.Unread(l.doc)
	password := l.locked || l.doc.Problem == record.ProblemPassword
	switch {
	case password:
		l.troubleIs.Set(words.For(app.ProblemError(record.ProblemPassword)).Sentence())
	case err != nil:
		l.troubleIs.Set(words.For(err).Sentence())
	default:
		l.troubleIs.Set("We have not read this letter yet. It is safe in your file.")
	}
	again := !password && (unread || againHelps(l.doc.Problem))
	showIf(l.secret, password)
	showIf(l.openIt, password)
	showIf(l.readIt, again)
	showIf(l.troubleDo, password || again)
	showIf(l.trouble, !l.reading[l.doc.ID] && (password || err != nil || unread))
}

// againHelps reports whether reading once more may give another answer.
func againHelps(problem string) bool {
	return problem == record.ProblemTime || problem == record.ProblemStopped
}

// drawKnow lists what the reader noticed.
func (l *letter) drawKnow() {
	var notes []fyne.CanvasObject
	if l.doc.Guess != nil {
		for _, n := range l.doc.Guess.Notes {
			notes = append(notes, part.NewText(words.Sentence(n)))
		}
	}
	l.knowList.Set(notes...)
	showIf(l.know, len(notes) > 0)
}

// drawKind shows the kind, and the words it rests on.
func (l *letter) drawKind() {
	g, kind := l.doc.Guess, l.form.look.Kind
	name, says := words.KindName(kind), ""
	var why []fyne.CanvasObject
	switch {
	case l.reading[l.doc.ID]:
	case kind == "" || kind == unsureKind:
		says = "We are not sure what this is. Choose what comes nearest, or leave it."
		if !l.doc.Looked && !l.form.changed {
			name = ""
		}
	case g != nil && kind == g.Kind && len(g.Why) > 0:
		why = l.quote(g.Why[0].Words, g.Why[0].Page)
	}
	l.kind.Set(name)
	l.kindSays.Set(says)
	showIf(l.kindSays, says != "")
	l.kindWhy.Set(why...)
	showIf(l.kindWhy, len(why) > 0)
}

// quote shows words of the letter, with a way to the page they stand on and
// what else there is to press.
func (l *letter) quote(said string, page int, press ...fyne.CanvasObject) []fyne.CanvasObject {
	var items []fyne.CanvasObject
	if said != "" {
		items = append(items, part.NewQuote("“"+said+"”"))
	}
	if said != "" && page > 0 {
		press = append([]fyne.CanvasObject{part.NewQuiet(look.Search, fmt.Sprintf("See page %d", page), func() { l.see(page, said) })}, press...)
	}
	if len(press) > 0 {
		items = append(items, part.NewFlow(press...))
	}
	return items
}

// see shows a page with the words marked, and the letter's pane where only one is
// shown.
func (l *letter) see(page int, said string) {
	l.pick(paneLetter)
	l.pages.turnTo(page, func(_ *app.Pages, w app.PageWords) []app.Run { return w.Quote(said) })
	l.pages.picture.Focus()
}

// seek opens the letter at what was searched for.
func (l *letter) seek(p Place) {
	l.pick(paneLetter)
	where := func(pages *app.Pages, w app.PageWords) []app.Run { return pages.Found(p.Words, w) }
	l.pages.picture.Focus()
	if l.pages.open == nil || l.pages.doc.ID != p.ID {
		l.pages.showTo(l.doc, l.passwords[p.ID], p.Page, where)
		return
	}
	l.pages.turnTo(p.Page, where)
}

// pick shows one pane where there is room for one only.
func (l *letter) pick(pane string) {
	l.panes.Pick(pane)
}

// drawChild lists the children to choose from.
func (l *letter) drawChild() {
	names := childNames(l.kids)
	l.child.SetOptions(append(names, addChild))
	chosen, says := "", ""
	for i, c := range l.kids {
		if c.ID == l.form.look.Child {
			chosen = names[i]
		}
	}
	l.child.Set(chosen)
	if g := l.doc.Guess; g != nil && g.Child != "" && !strings.EqualFold(words.FirstName(g.Child), words.FirstName(chosen)) {
		says = "The letter names " + g.Child + "."
	}
	l.childSays.Set(says)
	showIf(l.childSays, says != "")
}

// childNames gives each child a line of its own, two of one name included.
func childNames(kids []record.Child) []string {
	var names []string
	for _, c := range kids {
		names = append(names, numbered(append([]string{addChild}, names...), c.Name))
	}
	return names
}

// numbered gives a name, with a number where another has it already.
func numbered(names []string, name string) string {
	made := name
	for n := 2; slices.Contains(names, made); n++ {
		made = fmt.Sprintf("%s (%d)", name, n)
	}
	return made
}

func (l *letter) pickedChild(name string) {
	i := slices.Index(childNames(l.kids), name)
	if i < 0 {
		l.drawChild() // what is chosen stays until there is another child
		l.shell.Go(Place{Name: Children})
		return
	}
	l.form.look.Child = l.kids[i].ID
	l.touched()
	l.drawChild()
}

// drawDateWords shows the words that the letter's date rests on.
func (l *letter) drawDateWords() {
	var why []fyne.CanvasObject
	if g := l.doc.Guess; g != nil {
		why = l.quote(g.Letter.Quote, g.Letter.Page)
	}
	l.dateWhy.Set(part.NewStack(why...).Close(0))
	showIf(l.dateWhy, len(why) > 0)
}

// dated takes a new date of the letter; what rests on that date goes with it.
func (l *letter) dated(day record.Day) {
	if l.filling {
		return
	}
	l.form.look.Letter = day
	l.touched()
	l.notYet(l.date)
	if day.IsZero() {
		return
	}
	l.filling = true
	for i := range l.form.facts {
		if f := &l.form.facts[i]; f.follows {
			f.Day = day
			l.facts[i].date.Set(day)
			l.drawFactNote(i)
		}
	}
	l.filling = false
	l.drawDue()
}

// pickedKind takes another kind. What the old kind showed goes with it, unless
// the parent said it, and what the new one shows comes.
func (l *letter) pickedKind(name string) {
	i := slices.IndexFunc(kindsInOrder, func(k string) bool { return words.KindName(k) == name })
	if i < 0 {
		return
	}
	old, kind := l.form.look.Kind, kindsInOrder[i]
	l.form.look.Kind = kind
	l.form.facts = slices.DeleteFunc(l.form.facts, func(f formFact) bool {
		_, was := isUsual(old, f.Event)
		_, is := isUsual(kind, f.Event)
		return was && !is && !f.sure
	})
	for _, u := range usual[kind] {
		if !l.has(u.event) {
			l.form.facts = append(l.form.facts, l.newFact(u.event))
		}
	}
	l.touched()
	l.drawKind()
	l.drawFacts()
}

func (l *letter) has(event string) bool {
	return slices.ContainsFunc(l.form.facts, func(f formFact) bool { return f.Event == event })
}

// newFact begins a line of the form: with what the letter says of the event
// where something was found, else with the letter's day where that is usual.
func (l *letter) newFact(event string) formFact {
	f := formFact{Fact: app.Fact{Event: event}}
	if g := l.doc.Guess; g != nil {
		if i := slices.IndexFunc(g.Events, func(e record.Found) bool { return e.Event == event }); i >= 0 {
			e := g.Events[i]
			f.Day, f.shown, f.Quote, f.Page = e.Day, e.Day, e.Quote, e.Page
		}
	}
	u, _ := isUsual(l.form.look.Kind, event)
	if u.letterDay && f.Day.IsZero() {
		f.Day = l.form.look.Letter
	}
	f.follows = u.letterDay && f.Day == l.form.look.Letter
	return f
}

// addFact puts a line in the form that the parent chose.
func (l *letter) addFact(name string) {
	l.add.Set("")
	for _, k := range l.shell.file.Book.Events() {
		if k.Name == name && !l.has(k.ID) {
			f := l.newFact(k.ID)
			f.sure = true
			l.form.facts = append(l.form.facts, f)
			l.touched()
			l.drawFacts()
			l.facts[len(l.facts)-1].date.Focus()
			return
		}
	}
}

func (l *letter) dropFact(i int) {
	l.form.facts = slices.Delete(l.form.facts, i, i+1)
	l.touched()
	l.drawFacts()
	l.add.Focus()
}

// drawFacts lists what happened, each with the words it rests on.
func (l *letter) drawFacts() {
	file := l.shell.file
	l.facts = nil
	var rows []fyne.CanvasObject
	for i, f := range l.form.facts {
		r := &factRow{date: part.NewDate(file.EventName(f.Event), "", l.today), note: part.NewSmall("")}
		r.date.Set(f.Day)
		r.date.OnDay = func(day record.Day) { l.factDated(i, day) }
		l.facts = append(l.facts, r)
		items := append([]fyne.CanvasObject{r.date, r.note},
			l.quote(f.Quote, f.Page, part.NewQuiet(look.Bin, "Take this out", func() { l.dropFact(i) }))...)
		if i > 0 {
			rows = append(rows, part.NewLine())
		}
		rows = append(rows, part.NewStack(items...).Close(6))
		l.drawFactNote(i)
	}
	l.factList.Set(rows...)
	showIf(l.factList, len(rows) > 0)
	showIf(l.noFacts, len(rows) == 0)
	l.add.SetOptions(l.events())
	l.drawDue()
	l.drawAlso()
}

// events lists what can still be added: what this kind of letter usually shows
// first, then everything a time limit runs from, then what only shows that
// something was done.
func (l *letter) events() []string {
	book := l.shell.file.Book
	var first, starts, shows []string
	for _, k := range book.Events() {
		if l.has(k.ID) {
			continue
		}
		if _, ok := isUsual(l.form.look.Kind, k.ID); ok {
			first = append(first, k.Name)
		} else if book.Starts(k.ID) {
			starts = append(starts, k.Name)
		} else {
			shows = append(shows, k.Name)
		}
	}
	return slices.Concat(first, starts, shows)
}

func (l *letter) factDated(i int, day record.Day) {
	f := &l.form.facts[i]
	f.Day = day
	if !l.filling {
		f.follows, f.sure = false, true
		l.touched()
	}
	l.drawFactNote(i)
	l.drawDue()
}

// drawFactNote says where a day is no longer the one the words show.
func (l *letter) drawFactNote(i int) {
	f, note := l.form.facts[i], l.facts[i].note
	differs := f.Quote != "" && !f.own && !f.Day.IsZero() && !f.shown.IsZero() && f.Day != f.shown
	if differs {
		note.Set("We read " + f.shown.Written() + " in the words below.")
	}
	showIf(note, differs)
}

// given gives the facts of the form. A day the words do not show takes no quote
// with it.
func (l *letter) given() []app.Fact {
	var list []app.Fact
	for _, f := range l.form.facts {
		if f.Day != f.shown && !f.own {
			f.Quote, f.Page = "", 0
		}
		list = append(list, f.Fact)
	}
	return list
}

// wouldFollow works the form's facts out together with what the file knows.
func (l *letter) wouldFollow() []law.Deadline {
	list, err := l.shell.file.WouldFollow(l.form.look.Child, l.doc.ID, l.given())
	if err != nil {
		l.shell.Fail(err)
	}
	return list
}

// drawDue works out what would follow from the form as it stands.
func (l *letter) drawDue() {
	file, today := l.shell.file, l.today()
	l.keep.SetLabel("Yes, keep this letter")
	if len(l.form.facts) > 0 {
		l.keep.SetLabel("Yes, keep these dates")
	}
	var rows []fyne.CanvasObject
	for _, d := range l.wouldFollow() {
		dated := app.Dated{Deadline: d, State: app.ToCome}
		switch {
		case d.Met != nil:
			dated.State = app.Met
		case d.Day.Before(today):
			dated.State = app.Late
		}
		items := []fyne.CanvasObject{
			part.NewFlow(deadlinePill(dated, today)),
			part.NewStack(part.NewBold(d.Day.Written()), part.NewText(d.Says)).Close(0),
		}
		if d.Check {
			items = append(items, part.NewBold(words.PleaseCheck).In(look.Amber))
		}
		small := []string{"Who must act: " + words.WhoName(d.Who) + ". " + words.Sentence(d.Why), words.Sentence(d.Note)}
		if d.Also != nil {
			small = append(small, "Another way to read it gives "+d.Also.Day.Written()+". "+words.Sentence(d.Also.Why))
		}
		small = append(small, words.Sentence(d.Source))
		for _, s := range small {
			if s != "" {
				items = append(items, part.NewSmall(s))
			}
		}
		if len(rows) > 0 {
			rows = append(rows, part.NewLine())
		}
		rows = append(rows, part.NewStack(items...).Close(4))
	}
	if len(rows) == 0 {
		rows = append(rows, part.NewText(noDue(l.form.facts)))
	} else {
		rows = append(rows, part.NewSmall("Law as at "+file.Book.AsAt().Short()+". This is information, not legal advice."))
	}
	l.due.Set(rows...)
}

func noDue(facts []formFact) string {
	if slices.ContainsFunc(facts, func(f formFact) bool { return f.Day.IsZero() }) {
		return "Give the day above, and the dates stand here."
	}
	return "None so far. Dates stand here when you say above what happened."
}

// mostAlso is how many other days are listed before the rest is asked for.
const mostAlso = 6

// drawAlso lists the other days the letter names.
func (l *letter) drawAlso() {
	var list []record.Found
	if g := l.doc.Guess; g != nil {
		for _, s := range g.Stated {
			same := func(f formFact) bool { return f.shown == s.Day }
			if s.Day != g.Letter.Day && !slices.ContainsFunc(l.form.facts, same) {
				list = append(list, s)
			}
		}
	}
	showIf(l.also, len(list) > 0)
	var rows []fyne.CanvasObject
	for i, s := range list {
		if i == mostAlso && !l.every {
			rows = append(rows, part.NewFlow(part.NewAction(look.Down, fmt.Sprintf("Show %d more", len(list)-i), func() {
				l.every = true
				l.drawAlso()
			})))
			break
		}
		rows = append(rows, part.NewStack(append([]fyne.CanvasObject{part.NewBold(s.Day.Written())}, l.quote(s.Quote, s.Page)...)...).Close(2))
	}
	l.alsoList.Set(rows...)
}

// keepIt makes what the form says into facts. It is the only way they come.
func (l *letter) keepIt() {
	if l.keep.Disabled() || !l.whole() {
		return
	}
	s, id, given := l.shell, l.doc.ID, l.form.look
	given.Facts = l.given()
	file, follow := s.file, len(l.wouldFollow())
	l.keep.Disable()
	var err error
	s.Work("", func(context.Context) error {
		err = file.Confirm(id, given)
		return nil
	}, func() {
		l.keep.Enable()
		if err != nil {
			s.Fail(err)
			return
		}
		delete(l.unfinished, id)
		l.form.changed = false
		if given.Child != s.child {
			s.SetChild(given.Child)
		}
		s.Go(Place{Name: Timeline})
		switch follow {
		case 0:
			s.Tell("Kept. The letter is on the timeline.")
		default:
			s.Tell("Kept. " + words.Count(follow, "date follows from it and is", "dates follow from it and are") + " on the timeline.")
		}
	})
}

// whole reports whether the form can be kept, and else says what to mend and
// goes there.
func (l *letter) whole() bool {
	if l.form.look.Child == "" {
		l.childSays.Set("Say whose letter this is first.")
		l.childSays.Show()
		l.child.Focus()
		return false
	}
	for _, d := range []*part.Date{l.date, l.came} {
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
		l.secret.Say("Type the password first.")
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
	if s.at != (Place{Name: Letter, ID: id}) {
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
		l.secret.Say("That password does not open it. Try it as it was sent to you: capital letters matter.")
		l.secret.Focus()
	default:
		l.secret.Clear()
		l.pages.show(doc, password, 1)
	}
}
