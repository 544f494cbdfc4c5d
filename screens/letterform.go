package screens

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"leverarch/app"
	"leverarch/app/lang"
	"leverarch/app/record"
	"leverarch/screens/look"
	"leverarch/screens/part"
	"leverarch/screens/words"
)

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
		u, _ := app.UsualOf(first.Kind, fact.Event)
		f.facts = append(f.facts, formFact{Fact: fact, shown: fact.Day, sure: looked, follows: u.OnLetterDay && fact.Day == first.Letter})
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
	l.parts.draw(l.doc)
	f := l.form
	l.drawKind()
	l.drawChild()
	l.from.Set(f.look.From)
	l.date.Set(f.look.Letter)
	l.came.Set(f.look.Came)
	l.sent.Set(f.look.Sent)
	l.answer.Set(f.look.Answer)
	l.cameBy.Set(f.look.CameBy)
	l.drawDateWords()
	l.drawFacts()
	l.paper.draw()
}

// drawIntro says where this stands: found, kept, or to be filled in.
func (l *letter) drawIntro() {
	title, intro := paneFound(), lang.T("Look it over and change what is not right. Nothing counts until you say yes.")
	switch {
	case l.reading[l.doc.ID] && !l.doc.Looked:
		intro = lang.T("We are reading it now. It is safe in your file already.")
	case l.doc.Looked && l.form.changed:
		title, intro = lang.T("What you kept"), lang.T("You have changed something. It counts when you say yes again.")
	case l.doc.Looked:
		title, intro = lang.T("What you kept"), lang.T("You said yes to this. You can still change it.")
	case l.doc.Guess == nil || l.doc.Problem != "":
		title, intro = lang.T("Fill it in yourself"), lang.T("Put in what you know and leave the rest. Nothing counts until you say yes.")
	}
	l.title.Set(title)
	l.intro.Set(intro)
}

// drawCopy says where a copy that is not locked is left.
func (l *letter) drawCopy() {
	path, left := l.outside[l.doc.ID]
	if left {
		l.copySays.Set(lang.T("A copy that is not locked is still in %s. Keep it or delete it?", folderName(path)))
	}
	showIf(l.copyCard, left)
}

// folderName names the folder of a file as people do: by its last name.
func folderName(path string) string {
	name := filepath.Base(filepath.Dir(path))
	if name == "." || strings.ContainsAny(name, `/\`) {
		return lang.T("the folder it came from")
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
		l.troubleIs.Set(lang.T("We have not read this letter yet. It is safe in your file."))
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
		says = lang.T("We are not sure what this is. Choose what comes nearest, or leave it.")
		if !l.doc.Looked && !l.form.changed {
			name = ""
		}
	case g != nil && kind == g.Kind && len(g.Why) > 0:
		why = l.quote(g.Why[0].Words, g.Why[0].Page)
	}
	if book := l.shell.Guide(); book != nil && kind != "" && kind != unsureKind {
		if read := l.shell.readAbout(book.ForKind(kind), nil); read != nil {
			why = append(why, part.NewFlow(read))
		}
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
		press = append([]fyne.CanvasObject{part.NewQuiet(look.Search, lang.T("See page %d", page), func() { l.see(page, said) })}, press...)
	}
	if said != "" && l.doc.Guess != nil && slices.Contains(l.doc.Guess.ByEye, page) {
		items = append(items, part.NewSmall(lang.T("Read from a picture: please look twice.")))
	}
	if len(press) > 0 {
		items = append(items, part.NewFlow(press...))
	}
	return items
}

// see shows a page with the words marked, and the letter's pane where only one is
// shown.
func (l *letter) see(page int, said string) {
	l.pick(paneLetter())
	l.pages.turnTo(page, func(_ *app.Pages, w app.PageWords) []app.Run { return w.Quote(said) })
	l.pages.picture.Focus()
}

// seek opens the letter at what was searched for.
func (l *letter) seek(p Place) {
	l.pick(paneLetter())
	where := func(pages *app.Pages, w app.PageWords) []app.Run {
		if p.Quote {
			if runs := w.Quote(p.Words); len(runs) > 0 {
				return runs
			}
		}
		return pages.Found(p.Words, w)
	}
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
	l.child.SetOptions(append(names, addChild()))
	chosen, says := "", ""
	for i, c := range l.kids {
		if c.ID == l.form.look.Child {
			chosen = names[i]
		}
	}
	l.child.Set(chosen)
	if g := l.doc.Guess; g != nil && g.Child != "" && !strings.EqualFold(words.FirstName(g.Child), words.FirstName(chosen)) {
		says = lang.T("The letter names %s.", g.Child)
	}
	l.childSays.Set(says)
	showIf(l.childSays, says != "")
}

// childNames gives each child a line of its own, two of one name included.
func childNames(kids []record.Child) []string {
	var names []string
	for _, c := range kids {
		names = append(names, numberedName(append([]string{addChild()}, names...), c.Name))
	}
	return names
}

// numberedName gives a name, with a number where another has it already.
func numberedName(names []string, name string) string {
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
		_, was := app.UsualOf(old, f.Event)
		_, is := app.UsualOf(kind, f.Event)
		return was && !is && !f.sure
	})
	for _, u := range app.Usual(kind) {
		if !l.has(u.Event) {
			l.form.facts = append(l.form.facts, l.newFact(u.Event))
		}
	}
	l.touched()
	l.drawKind()
	l.drawFacts()
}
