package screens

import (
	"context"
	"slices"
	"strings"
	"sync"
	"time"

	"fyne.io/fyne/v2"

	"leverarch/app"
	"leverarch/app/lang"
	"leverarch/app/record"
	"leverarch/screens/look"
	"leverarch/screens/part"
	"leverarch/screens/words"
)

// write is the form for a conversation, new or to be changed. Only what was
// said is asked for; what is typed is kept in the locked file a second after the
// last change, so that closing the program loses nothing.
type write struct {
	shell *Shell
	page  *part.Page

	title      *part.Text
	keepsOld   *part.Text
	notice     *part.Card
	noticeSays *part.Text
	noticeDo   *part.Action
	empty      *part.Card
	form       *part.Stack
	childSlot  *part.Stack
	child      *part.Segments // nil while there is only one
	kids       []record.Child
	said       *part.Notes
	how        *part.Segments
	on         *part.Date
	at         *part.Time
	who        *whoWith
	agreed     *agreedList
	private    *part.Notes
	save       *part.Action

	place       Place    // what the form was filled for
	base        app.Talk // what it was filled with
	undo        bool     // the notice offers to bring back what was put away
	filling     bool     // the form changes its own fields
	waiting     bool     // a draft will be kept in a moment
	complained  bool     // it was said that the draft could not be kept
	saving      bool
	drafted     bool // the file holds a draft
	typed, kept int  // changes made, and those the file has
	keeper      keeper
}

// keeper lets what is typed reach the file in the order it was typed, whichever
// goroutine gets there first.
type keeper struct {
	mu   sync.Mutex
	done int
}

// do runs f unless something newer than n has been done.
func (k *keeper) do(n int, f func() error) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	if n <= k.done {
		return nil
	}
	err := f()
	if err == nil {
		k.done = n
	}
	return err
}

func newWrite(s *Shell) *write {
	return &write{shell: s}
}

// saveHere saves what is being written down, where it is.
func (s *Shell) saveHere() {
	if w, ok := s.screens[Write].(*write); ok {
		w.keepHere()
	}
}

// keepHere saves where this form is what is shown: the window hands on the keys
// whatever it shows.
func (w *write) keepHere() {
	if w.shell.file != nil && w.shell.screens[Write] == Screen(w) && w.shell.at.Name == Write && w.form.Visible() {
		w.keepIt()
	}
}

// Title names the screen.
func (w *write) Title() string { return lang.T("Write it down") }

// Content builds the form.
func (w *write) Content() fyne.CanvasObject {
	w.title = part.NewTitle("")
	w.keepsOld = part.NewText(lang.T("What it said before is kept."))
	w.noticeSays = part.NewText("")
	w.noticeDo = part.NewAction("", "", nil)
	w.notice = part.NewCalm(w.noticeSays, part.NewFlow(w.noticeDo)).Tight()
	w.empty = part.NewEmpty(look.People, lang.T("Whose file is this?"), lang.T("Add your child first. Then you can write down what was said."),
		part.NewPrimary(look.Plus, lang.T("Add a child"), func() { w.shell.Go(Place{Name: Children}) }))

	w.childSlot = part.NewStack()
	w.said = part.NewNotes(lang.T("What was said?"),
		lang.T("Write what you remember. Their own words are best. For other children, initials are enough."), 6)
	w.said.OnChange = func(string) {
		w.said.Say("")
		w.changed()
	}
	w.how = part.NewSegments(lang.T("How did you speak?"), record.Hows, func(string) { w.changed() }).Named(words.HowName)
	w.on = part.NewDate(lang.T("When?"), lang.T("3/11 or yesterday will do."), w.today)
	w.on.OnChange = func(typed string) {
		if d, _ := part.ParseTyped(typed, w.today()); d.After(w.today()) {
			w.on.Say(lang.T("%s has not come yet. Is that the day?", d.Written()))
		}
	}
	w.on.OnDay = func(record.Day) { w.changed() }
	w.at = part.NewTime(lang.T("What time?"), lang.T("If you know it."))
	w.at.OnChange = func(string) { w.changed() }
	w.who = newWhoWith(w.changed)
	w.agreed = newAgreedList(w.today, w.changed)
	w.private = part.NewNotes(lang.T("Private note"), lang.T("Only you see this. It goes into no email, calendar or pack."), 3)
	w.private.OnChange = func(string) { w.changed() }
	w.save = part.NewPrimary(look.Save, lang.T("Save"), w.keepIt)

	w.form = part.NewStack(
		w.childSlot,
		part.NewCard(w.said),
		part.NewCard(w.how, part.NewColumns(2, 200, w.on, w.at), w.who.content),
		part.NewCard(w.agreed.content),
		part.NewCard(w.private),
		part.NewFlow(w.save),
		part.NewSmall(lang.T("Ctrl and S saves it, too. You can stop at any time: what you have typed is kept, locked, until you come back.")),
	).Close(16)
	w.page = part.NewPage(part.Reading, w.title, w.keepsOld, w.notice, w.empty, w.form)
	return w.page
}

func (w *write) today() record.Day { return w.shell.File().Today() }

// Show fills the form: with what was typed and not saved, else with the
// conversation to change, else with nothing.
func (w *write) Show() {
	here := Place{Name: Write, ID: w.shell.ID()}
	if w.typed != w.kept {
		w.Leave()
		if w.typed != w.kept && w.place == here {
			return // it could not be kept: then at least it stays on the screen
		}
	}
	w.place = here
	kids, err := w.shell.File().Children()
	if err != nil {
		w.shell.Fail(err)
		return
	}
	w.setChildren(kids)
	showIf(w.empty, len(kids) == 0)
	showIf(w.form, len(kids) > 0)
	known, err := w.shell.File().People()
	if err != nil {
		w.shell.Fail(err)
		return
	}
	w.who.known = known
	draft, found, err := w.shell.File().Draft()
	if err != nil {
		w.shell.Fail(err)
		return
	}
	w.drafted = found
	if !found {
		w.fresh()
		w.ready()
		return
	}
	if w.base, err = w.saved(draft.ID); err != nil {
		w.shell.Fail(err)
		return
	}
	w.fill(draft)
	says := lang.T("We kept what you had typed.")
	if draft.ID != w.place.ID {
		says = lang.T("You had not finished this note, and we kept what you had typed. Save it first, or start again.")
	}
	w.say(says, lang.T("Start again"), w.startAgain)
	w.ready()
}

// fresh fills the form with what the file has.
func (w *write) fresh() {
	base, err := w.saved(w.place.ID)
	if err != nil {
		w.shell.Fail(err)
		return
	}
	w.base = base
	w.fill(base)
	w.notice.Hide()
}

// ready heads the form and puts the keyboard where the typing starts.
func (w *write) ready() {
	w.title.Set(lang.T("Write it down"))
	if w.base.ID != "" {
		w.title.Set(lang.T("Change what you wrote"))
	}
	showIf(w.keepsOld, w.base.ID != "")
	if w.form.Visible() {
		w.page.Top()
		w.said.Focus()
		w.quote()
	}
}

// quote puts words of a letter under what was said, where the form is opened for
// them.
func (w *write) quote() {
	quote := w.shell.at.Words
	w.shell.at.Words = "" // once
	if quote != "" {
		w.said.Set(strings.TrimSpace(w.said.Value() + "\n\n" + quote))
		w.changed()
	}
}

// saved gives the conversation to change, or an empty one about the child whose
// file is looked at.
func (w *write) saved(id record.ID) (app.Talk, error) {
	if id != "" {
		return w.shell.File().Talk(id)
	}
	return app.Talk{Conversation: record.Conversation{Child: w.shell.Child().ID, On: w.today()}}, nil
}

// setChildren asks which child it is about, where there is a choice.
func (w *write) setChildren(kids []record.Child) {
	if slices.Equal(kids, w.kids) {
		return
	}
	w.kids = kids
	w.child = childSegments(lang.T("Which child is it about?"), kids, "", func(string) { w.changed() })
	if w.child == nil {
		w.childSlot.Set()
	} else {
		w.childSlot.Set(w.child)
	}
	showIf(w.childSlot, w.child != nil)
}

// childSegments is a choice of one child, or of all where all has words for it;
// nil where there is nothing to choose. First names do, unless two are the same.
func childSegments(label string, kids []record.Child, all string, onChange func(string)) *part.Segments {
	if len(kids) < 2 {
		return nil
	}
	names, count := map[string]string{"": all}, map[string]int{}
	var ids []string
	for _, k := range kids {
		count[words.FirstName(k.Name)]++
	}
	for _, k := range kids {
		ids = append(ids, string(k.ID))
		names[string(k.ID)] = words.FirstName(k.Name)
		if count[words.FirstName(k.Name)] > 1 {
			names[string(k.ID)] = k.Name
		}
	}
	if all != "" {
		ids = append(ids, "")
	}
	return part.NewSegments(label, ids, onChange).Named(func(id string) string { return names[id] })
}

// fill puts a conversation into the form.
func (w *write) fill(t app.Talk) {
	w.filling = true
	defer func() { w.filling = false }()
	if w.child != nil {
		w.child.Set(string(t.Child))
	}
	w.said.Set(t.Said)
	w.said.Say("")
	w.how.Set(t.How)
	w.on.Set(t.On)
	w.at.Set(t.At)
	w.at.Say("")
	w.who.set(t.People)
	w.agreed.set(t.Agree)
	w.private.Set(t.Private)
	w.kept = w.typed
}

// talk gives what the form holds.
func (w *write) talk() app.Talk {
	t := w.base
	if w.child != nil {
		t.Child = record.ID(w.child.Value())
	}
	t.Said, t.Private = w.said.Value(), w.private.Value()
	t.How, t.On, t.At = w.how.Value(), w.on.Day(), w.at.Value()
	t.People = w.who.people()
	t.Agree = w.agreed.list()
	return t
}

// worthKeeping reports whether losing the form would lose anything.
func (w *write) worthKeeping(t app.Talk) bool {
	if t.ID != "" {
		return !sameTalk(t, w.base)
	}
	return t.Said != "" || t.Private != "" || t.At != "" || len(t.People) > 0 || len(t.Agree) > 0
}

func sameTalk(a, b app.Talk) bool {
	same := func(p, q record.Person) bool {
		return p.Name == q.Name && p.Role == q.Role && p.Organisation == q.Organisation
	}
	return a.Child == b.Child && a.Said == strings.TrimSpace(b.Said) && a.Private == strings.TrimSpace(b.Private) &&
		a.How == b.How && a.On == b.On && a.At == b.At &&
		slices.EqualFunc(a.People, b.People, same) && slices.Equal(a.Agree, b.Agree)
}

// changed is told of every change a person makes.
func (w *write) changed() {
	if w.filling {
		return
	}
	w.typed++
	if w.undo {
		w.undo = false
		w.notice.Hide()
	}
	w.keepSoon()
}

// keepSoon keeps the draft one second after the last change. One wait at most
// is under way, however fast somebody types.
func (w *write) keepSoon() {
	if w.waiting || w.saving {
		return
	}
	w.waiting = true
	then := w.typed
	w.shell.Later(time.Second, func() {
		w.waiting = false
		switch {
		case w.typed == w.kept || w.saving:
		case w.typed != then:
			w.keepSoon()
		default:
			w.keepDraft()
		}
	})
}

func (w *write) keepDraft() {
	n, do := w.typed, w.drafting()
	var err error
	w.shell.Work("", func(context.Context) error {
		err = w.keeper.do(n, do)
		return nil
	}, func() { w.took(n, err) })
}

// drafting gives the work that keeps the form as it stands, or forgets it where
// there is nothing in it to lose.
func (w *write) drafting() func() error {
	file, t := w.shell.File(), w.talk()
	if w.worthKeeping(t) {
		w.drafted = true
		return func() error { return file.KeepDraft(t) }
	}
	if w.drafted {
		w.drafted = false
		return file.DropDraft
	}
	return func() error { return nil }
}

// took takes note that changes up to n are in the file, or says once that
// they are not: saying it again each second would leave nobody able to type.
func (w *write) took(n int, err error) {
	if err == nil {
		w.kept = max(w.kept, n)
		w.complained = false
		return
	}
	if !w.complained {
		w.complained = true
		w.shell.Fail(err)
	}
}

// Leave keeps what is typed before another screen is shown or the file is
// locked.
func (w *write) Leave() {
	if w.typed == w.kept {
		return
	}
	n := w.typed
	w.took(n, w.keeper.do(n, w.drafting()))
}

// startAgain puts away what was typed, and offers to bring it back.
func (w *write) startAgain() {
	was := w.talk()
	w.typed++
	n, file := w.typed, w.shell.File()
	w.shell.Work("", func(context.Context) error { return w.keeper.do(n, file.DropDraft) }, func() {
		w.drafted = false
		w.fresh()
		w.ready()
		w.undo = true
		w.say(lang.T("We put away what you had typed."), lang.T("Bring it back"), func() {
			base, err := w.saved(was.ID)
			if err != nil {
				w.shell.Fail(err)
				return
			}
			w.base = base
			w.fill(was)
			w.undo = false
			w.notice.Hide()
			w.ready()
			w.changed()
		})
	})
}

// say shows a line at the head of the form, with one thing to do about it.
func (w *write) say(says, label string, do func()) {
	w.noticeSays.Set(says)
	w.noticeDo.SetLabel(label)
	w.noticeDo.OnTap(do)
	w.notice.Show()
}

// keepIt saves the conversation and shows it.
func (w *write) keepIt() {
	if w.saving {
		return
	}
	switch {
	case w.said.Value() == "":
		w.said.Say(lang.T("Write a few words here. The rest can stay empty."))
		w.said.Focus()
		return
	case w.on.Value() != "" && !w.on.Check():
		w.on.Focus()
		return
	case !w.at.Check():
		w.at.Focus()
		return
	case !w.agreed.check():
		return
	}
	t := w.talk()
	if t.ID != "" && sameTalk(t, w.base) && !w.drafted {
		w.shell.Go(Place{Name: Said, ID: t.ID}) // nothing to keep: no new version of the same words
		return
	}
	w.saving = true
	w.save.Disable()
	w.typed++
	n, file := w.typed, w.shell.File()
	var kept record.Conversation
	var undo func() error
	var err error
	w.shell.Work("", func(context.Context) error {
		err = w.keeper.do(n, func() (err error) {
			undo, err = file.Undoing(func() (err error) {
				kept, err = file.Log(t)
				return err
			})
			return err
		})
		return nil
	}, func() {
		w.saving = false
		w.save.Enable()
		if err != nil {
			w.shell.Fail(err)
			w.keepSoon()
			return
		}
		w.kept, w.drafted = w.typed, false
		if w.shell.at == w.place {
			w.shell.Go(Place{Name: Said, ID: kept.ID})
			w.shell.TellUndo(lang.T("Kept."), w.shell.backwards(undo, func() { w.backTo(t, kept.ID) }))
		}
	})
}

// backTo puts words that are kept no more in the form again.
func (w *write) backTo(t app.Talk, kept record.ID) {
	s := w.shell
	file := s.file
	s.Work("", func(context.Context) error { return file.KeepDraft(t) }, func() {
		s.Go(Place{Name: Write, ID: t.ID})
		if t.ID == "" {
			s.forget(kept)
		}
		s.Tell(lang.T("Undone."))
	})
}

// showIf shows or hides.
func showIf(o fyne.CanvasObject, on bool) {
	if on {
		o.Show()
	} else {
		o.Hide()
	}
}

// whoWith asks who it was with. Everybody written about before is offered; a
// new name is asked what they do, once.
type whoWith struct {
	content     *part.Stack
	chosen      []record.Person
	known       []record.Person
	changed     func()
	rows        *part.Stack
	name        *part.Field
	offer       *part.Flow
	role, works *part.Field
	about       *part.Columns
	add         *part.Action
	addRow      *part.Flow
	offers      []*part.Action // kept and used again, as typing changes them often
}

// offersMost is how many people are offered at once: more is a list to search.
const offersMost = 5

func newWhoWith(changed func()) *whoWith {
	w := &whoWith{changed: changed}
	w.rows = part.NewStack().Close(6)
	w.name = part.NewField(lang.T("Who with?"), "")
	w.name.Example(lang.T("For example, Mrs Okafor"))
	w.name.OnChange = func(string) {
		w.draw()
		changed()
	}
	w.name.OnSubmit = func(string) {
		if p, ok := w.typed(); ok && p.ID == "" && w.role.Value() == "" {
			w.role.Focus()
		} else {
			w.addTyped()
		}
	}
	for range offersMost {
		w.offers = append(w.offers, part.NewAction(look.Plus, "", nil))
	}
	w.offer = part.NewFlow()
	w.role = part.NewField(lang.T("What do they do?"), "")
	w.role.Example(lang.T("For example, SENCO"))
	w.works = part.NewField(lang.T("Where do they work?"), "")
	w.works.Example(lang.T("A school, council or clinic"))
	for _, f := range []*part.Field{w.role, w.works} {
		f.OnChange = func(string) { changed() }
	}
	w.role.OnSubmit = func(string) { w.works.Focus() }
	w.works.OnSubmit = func(string) { w.addTyped() }
	w.about = part.NewColumns(2, 200, w.role, w.works)
	w.add = part.NewQuiet(look.Plus, lang.T("Add somebody else"), w.addTyped)
	w.addRow = part.NewFlow(w.add)
	w.content = part.NewStack(w.rows, w.name, w.offer, w.about, w.addRow)
	return w
}

// typed gives the person whose name stands in the field: one who is known, or
// somebody new.
func (w *whoWith) typed() (record.Person, bool) {
	name := w.name.Value()
	if name == "" {
		return record.Person{}, false
	}
	for _, p := range w.known {
		if strings.EqualFold(p.Name, name) {
			return p, true
		}
	}
	return record.Person{Name: name, Role: w.role.Value(), Organisation: w.works.Value()}, true
}

// people gives everybody chosen, and whoever stands in the field.
func (w *whoWith) people() []record.Person {
	list := slices.Clone(w.chosen)
	if p, ok := w.typed(); ok && !w.has(p) {
		list = append(list, p)
	}
	return list
}

func (w *whoWith) has(p record.Person) bool {
	return slices.ContainsFunc(w.chosen, func(c record.Person) bool { return strings.EqualFold(c.Name, p.Name) })
}

// set shows these people. Somebody new at the end goes back into the field, as
// they may only be half typed.
func (w *whoWith) set(people []record.Person) {
	w.chosen = slices.Clone(people)
	w.clear()
	if n := len(people); n > 0 && people[n-1].ID == "" {
		p := people[n-1]
		w.chosen = w.chosen[:n-1]
		w.name.Set(p.Name)
		w.role.Set(p.Role)
		w.works.Set(p.Organisation)
	}
	w.drawChosen()
}

func (w *whoWith) clear() {
	w.name.Set("")
	w.role.Set("")
	w.works.Set("")
}

// addTyped takes whoever stands in the field and makes room for the next.
func (w *whoWith) addTyped() {
	if p, ok := w.typed(); ok {
		w.take(p)
	}
}

func (w *whoWith) take(p record.Person) {
	if !w.has(p) {
		w.chosen = append(w.chosen, p)
	}
	w.clear()
	w.drawChosen()
	w.changed()
	w.name.Focus()
}

func (w *whoWith) drop(p record.Person) {
	w.chosen = slices.DeleteFunc(w.chosen, func(c record.Person) bool { return c.Name == p.Name })
	w.drawChosen()
	w.changed()
	w.name.Focus()
}

// drawChosen shows who is chosen, each with a way to take them out.
func (w *whoWith) drawChosen() {
	var rows []fyne.CanvasObject
	for _, p := range w.chosen {
		rows = append(rows, part.NewRow(nil, 0, part.NewText(personWords(p)),
			part.NewQuiet(look.Close, lang.T("Take out %s", p.Name), func() { w.drop(p) })))
	}
	w.rows.Set(rows...)
	showIf(w.rows, len(rows) > 0)
	label := lang.T("Who with?")
	if len(rows) > 0 {
		label = lang.T("Who else?")
	}
	w.name.SetLabel(label)
	w.draw()
}

// draw shows who may be meant by what is typed, and what is asked of a new name.
func (w *whoWith) draw() {
	p, named := w.typed()
	isNew := named && p.ID == ""
	var offers []fyne.CanvasObject
	for _, k := range w.known {
		if len(offers) == offersMost || w.has(k) || !fitsName(k, w.name.Value()) {
			continue
		}
		o := w.offers[len(offers)]
		o.SetLabel(personWords(k))
		o.OnTap(func() { w.take(k) })
		offers = append(offers, o)
	}
	w.offer.Set(offers...)
	showIf(w.offer, len(offers) > 0)
	showIf(w.about, isNew)
	showIf(w.addRow, named)
}

// fitsName reports whether somebody may be meant by what is typed: a word of
// their name, their role or where they work begins with it.
func fitsName(p record.Person, typed string) bool {
	typed = strings.ToLower(typed)
	about := strings.ToLower(p.Name + " " + p.Role + " " + p.Organisation)
	return strings.HasPrefix(about, typed) || strings.Contains(about, " "+typed)
}

// personWords says who somebody is: Mrs Okafor, SENCO, Tarnside Primary.
func personWords(p record.Person) string {
	var about []string
	for _, s := range []string{p.Name, p.Role, p.Organisation} {
		if s != "" {
			about = append(about, s)
		}
	}
	return strings.Join(about, ", ")
}

// agreedList asks what was agreed, who does it and by when, as often as there
// is something.
type agreedList struct {
	content *part.Stack
	stack   *part.Stack
	rows    []*agreedRow
	today   func() record.Day
	changed func()
}

type agreedRow struct {
	content   *part.Stack
	what, who *part.Field
	by        *part.Date
	done      record.Day // not changed here
	drop      *part.Flow
}

func newAgreedList(today func() record.Day, changed func()) *agreedList {
	a := &agreedList{today: today, changed: changed, stack: part.NewStack()}
	a.content = part.NewStack(
		part.NewHeading(lang.T("What was agreed")),
		part.NewSmall(lang.T("Leave this empty if nothing was agreed.")),
		a.stack,
		part.NewFlow(part.NewQuiet(look.Plus, lang.T("Add another"), func() {
			a.rows = append(a.rows, a.newRow(record.Agreed{}))
			a.draw()
			a.rows[len(a.rows)-1].what.Focus()
		})))
	return a
}

func (a *agreedList) newRow(g record.Agreed) *agreedRow {
	r := &agreedRow{
		what: part.NewField(lang.T("What will be done?"), ""),
		who:  part.NewField(lang.T("Who does it?"), ""),
		by:   part.NewDate(lang.T("By when?"), "", a.today),
		done: g.Done,
	}
	r.what.Set(g.What)
	r.who.Set(g.Who)
	r.by.Set(g.By)
	for _, f := range []*part.Field{r.what, r.who} {
		f.OnChange = func(string) {
			f.Say("")
			a.changed()
		}
	}
	r.by.OnDay = func(record.Day) { a.changed() }
	r.drop = part.NewFlow(part.NewQuiet(look.Close, lang.T("Take this out"), func() {
		a.rows = slices.DeleteFunc(a.rows, func(o *agreedRow) bool { return o == r })
		a.draw()
		a.changed()
		a.rows[0].what.Focus()
	}))
	r.content = part.NewStack(r.what, part.NewColumns(2, 200, r.who, r.by), r.drop)
	return r
}

// set shows these, and always room for one.
func (a *agreedList) set(list []record.Agreed) {
	a.rows = nil
	for _, g := range list {
		a.rows = append(a.rows, a.newRow(g))
	}
	if len(a.rows) == 0 {
		a.rows = append(a.rows, a.newRow(record.Agreed{}))
	}
	a.draw()
}

func (a *agreedList) draw() {
	var rows []fyne.CanvasObject
	for i, r := range a.rows {
		if i > 0 {
			rows = append(rows, part.NewLine())
		}
		showIf(r.drop, len(a.rows) > 1)
		rows = append(rows, r.content)
	}
	a.stack.Set(rows...)
}

// list gives what is filled in.
func (a *agreedList) list() []record.Agreed {
	var list []record.Agreed
	for _, r := range a.rows {
		g := record.Agreed{What: r.what.Value(), Who: r.who.Value(), By: r.by.Day(), Done: r.done}
		if g != (record.Agreed{}) {
			list = append(list, g)
		}
	}
	return list
}

// check says what to mend, and reports whether there is nothing.
func (a *agreedList) check() bool {
	for _, r := range a.rows {
		if r.by.Value() != "" && !r.by.Check() {
			r.by.Focus()
			return false
		}
		if r.what.Value() == "" && (r.who.Value() != "" || r.by.Value() != "") {
			r.what.Say(lang.T("Write what will be done."))
			r.what.Focus()
			return false
		}
	}
	return true
}
