package screens

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"leverarch/app"
	"leverarch/app/lang"
	"leverarch/app/record"
	"leverarch/screens/look"
	"leverarch/screens/part"
	"leverarch/screens/words"
)

// people is everybody the family has spoken to, one of them with all there is of
// them, and what was agreed and still waits.
type people struct {
	shell *Shell
	page  *part.Page
	who   record.ID // whose page it is, or nothing for the list
	form  *part.Stack
	sort  *sorter

	folk   []record.Person
	agreed []app.Promise
	last   map[record.ID]record.Day
	most   int // how many people are drawn, and how many of what was agreed
	open   int
	over   int
	drawn  stamp
	draft  draft // of the person being changed
}

// How the list can be shown.
var (
	peopleOrders = []named{{app.ByName, lang.N("By name")}, {app.ByLast, lang.N("Spoken to last, first")}, {app.ByWorkplace, lang.N("Where they work")}}
	peopleOnlys  = []named{{app.OnlyAll, lang.N("All of them")}, {app.OnlyHere, lang.N("Without those who have left")}}
)

func newPeople(s *Shell) *people { return &people{shell: s, draft: draft{shell: s}} }

// Leave keeps what is half typed of a person.
func (p *people) Leave() { p.draft.leave() }

// Title names the screen.
func (p *people) Title() string { return lang.T("People") }

// Content builds the page.
func (p *people) Content() fyne.CanvasObject {
	p.form = part.NewStack()
	p.sort = newSorter(p.shell, app.ListPeople, peopleOrders, peopleOnlys, lang.T("In their name, what they do, where, or how to reach them."), p.drawAll)
	p.page = part.NewPage(part.Wide)
	return p.page
}

// Show lists everybody, or shows the one whose place this is.
func (p *people) Show() {
	p.draft.leave()
	p.draft.form = ""
	p.form.Set()
	defer p.resume()
	now := p.shell.stampNow()
	if now == p.drawn && (p.shell.again || p.most == documentStep && p.open == agreedStep && p.over == agreedStep) {
		return
	}
	if !p.shell.again {
		p.most, p.open, p.over = documentStep, agreedStep, agreedStep
	}
	if p.who = p.shell.ID(); p.who != "" {
		k, err := p.shell.file.Person(p.who)
		if err != nil {
			p.page.Stack.Set()
			p.shell.Fail(err)
			return
		}
		p.drawn = now
		p.drawOne(k)
		return
	}
	file := p.shell.file
	folk, err := file.People()
	if err == nil {
		p.agreed, err = file.Promises(p.shell.child)
	}
	if err == nil {
		p.last, err = file.LastSpoken()
	}
	if err == nil {
		err = p.sort.load()
	}
	if err != nil {
		p.shell.Fail(err)
		return
	}
	p.folk, p.drawn = folk, now
	p.drawAll()
}

// drawAll shows what waits first, then everybody.
func (p *people) drawAll() {
	folk, agreed := p.folk, p.agreed
	items := []fyne.CanvasObject{part.NewTitle(lang.T("People"))}
	if len(folk) == 0 {
		p.page.Stack.Set(append(items, part.NewEmpty(look.People, lang.T("Nobody yet"),
			lang.T("When you write down a conversation, the people in it stand here, with all that was said and agreed."),
			part.NewPrimary(look.Pencil, lang.T("Write down a conversation"), func() { p.shell.Go(Place{Name: Write}) })))...)
		return
	}
	var waiting, done []app.Promise
	for _, g := range agreed {
		if g.State == app.PromiseDone {
			done = append(done, g)
		} else {
			waiting = append(waiting, g)
		}
	}
	items = append(items, p.atHand()...)
	if len(waiting) > 0 {
		items = append(items, part.NewHeading(lang.T("Agreed, and not done yet")))
		items = append(items, p.promises(waiting, &p.open)...)
	}
	items = append(items, part.NewHeading(lang.T("Everybody")))
	some := app.SomePeople(folk, p.sort.shown, p.sort.words(), p.last, p.shell.file.Today())
	if len(folk) > 1 {
		items = append(items, p.sort.over(len(some), len(folk), "person", "people")...)
	}
	if len(some) == 0 {
		items = append(items, p.sort.none(look.People))
	}
	for _, x := range some[:min(p.most, len(some))] {
		items = append(items, p.row(x))
	}
	if more := len(some) - p.most; more > 0 {
		items = append(items, part.NewFlow(part.NewAction(look.Down, lang.T("Show %d more", min(more, documentStep)), func() {
			p.most += documentStep
			p.drawAll()
		})))
	}
	if len(done) > 0 {
		items = append(items, part.NewHeading(lang.T("Agreed, and done")))
		items = append(items, p.promises(done, &p.over)...)
	}
	p.page.Stack.Set(items...)
}

// agreedStep is how much of what was agreed is drawn at a time.
const agreedStep = 20

// promises are things that were agreed, as many as most, and the way to more.
func (p *people) promises(list []app.Promise, most *int) []fyne.CanvasObject {
	var items []fyne.CanvasObject
	for _, g := range list[:min(*most, len(list))] {
		items = append(items, p.promise(g))
	}
	if more := len(list) - *most; more > 0 {
		items = append(items, part.NewFlow(part.NewAction(look.Down, lang.T("Show %d more that was agreed", min(more, agreedStep)), func() {
			*most += agreedStep
			p.drawAll()
		})))
	}
	return items
}

// row is one person in the list.
func (p *people) row(x record.Person) fyne.CanvasObject {
	about := strings.Join(notEmpty(x.Role, x.Organisation), ", ")
	if !x.Until.IsZero() {
		about = strings.Join(notEmpty(about, lang.T("until %s", x.Until.Short())), ", ")
	}
	body := part.NewStack(part.NewBold(x.Name)).Close(2)
	if about != "" {
		body.Add(part.NewSmall(about))
	}
	var tail fyne.CanvasObject
	if day := p.last[x.ID]; !day.IsZero() {
		tail = part.NewSmall(lang.T("Last spoken to %s", day.Short())).OneLine()
	}
	return part.NewDoor(lang.T("Open %s", x.Name), func() { p.shell.Go(Place{Name: People, ID: x.ID}) }, part.NewRow(nil, 0, body, tail))
}

// roles are the two people asked for most, in the words for them.
var roles = []struct{ as, name string }{{app.Officer, lang.N("The council’s officer")}, {app.SENCO, lang.N("The school’s SENCO")}}

// atHand shows the two people asked for most, with how to reach them.
func (p *people) atHand() []fyne.CanvasObject {
	s := p.shell
	if s.child == "" {
		return nil
	}
	h, err := s.file.AtHand(s.child)
	if err != nil {
		s.Fail(err)
		return nil
	}
	var cards []fyne.CanvasObject
	for i, x := range []record.Person{h.Officer, h.SENCO} {
		if x.ID == "" {
			continue
		}
		reach := part.NewQuiet(look.Copy, lang.T("Copy"), func() {
			s.Copy(x.Reach)
			s.Tell(lang.T("Copied."))
		})
		showIf(reach, x.Reach != "")
		cards = append(cards, part.NewCard(part.NewSmall(lang.Of(roles[i].name)), part.NewBold(x.Name),
			part.NewText(strings.Join(notEmpty(x.Organisation, x.Reach), " · ")),
			part.NewFlow(part.NewQuiet(look.Arrow, lang.T("See %s", x.Name), func() { s.Go(Place{Name: People, ID: x.ID}) }), reach)).Tight())
	}
	if len(cards) == 0 {
		return []fyne.CanvasObject{part.NewSmall(lang.T("Open somebody below to say that they are the council’s officer, or the school’s SENCO. They then stand here first."))}
	}
	return []fyne.CanvasObject{part.NewHeading(lang.T("At hand")), part.NewColumns(2, 300, cards...)}
}

// isRole asks whether a person is one of those two for the child whose file is
// looked at.
func (p *people) isRole(x record.Person) []fyne.CanvasObject {
	s := p.shell
	child := s.Child()
	h, err := s.file.AtHand(child.ID)
	if err != nil {
		return nil // there is no child yet
	}
	var ticks []fyne.CanvasObject
	for i, now := range []record.Person{h.Officer, h.SENCO} {
		tick := part.NewTick(lang.T("%s for %s", lang.Of(roles[i].name), words.FirstName(child.Name)), func(on bool) {
			who := x.ID
			if !on {
				who = ""
			}
			s.Act(deed{says: lang.T("Kept."), do: func(file *app.App) error { return file.SetAtHand(child.ID, roles[i].as, who) }, done: func() {}})
		})
		tick.Set(now.ID == x.ID)
		ticks = append(ticks, tick)
	}
	return ticks
}

// byName puts people in the order of their names.
func byName(x, y record.Person) int {
	return strings.Compare(strings.ToLower(x.Name), strings.ToLower(y.Name))
}

func notEmpty(list ...string) []string {
	var out []string
	for _, s := range list {
		if s != "" {
			out = append(out, s)
		}
	}
	return out
}

// promise is one thing that was agreed, with where it came from.
func (p *people) promise(g app.Promise) fyne.CanvasObject {
	s := p.shell
	var pill *part.Pill
	press := part.NewAction(look.Check, lang.T("It is done"), func() { s.setDone(g, s.file.Today()) })
	switch {
	case g.Own() && g.State != app.PromiseDone:
		pill = part.NewPill(part.Neutral, lang.T("Yours to do")) // nobody is told here that they are late
	case g.State == app.PromiseLate:
		pill = part.NewPill(part.Late, words.DaysLeft(-g.Days))
	case g.State == app.PromiseQuiet:
		pill = part.NewPill(part.Waiting, lang.T("Quiet for %s", words.Count(g.Days, "day", "days")))
	case g.State == app.PromiseDone:
		pill = part.NewPill(part.Done, lang.T("Done on %s", g.Done.Short()))
		press = part.NewQuiet(look.Back, lang.T("Not done after all"), func() { s.setDone(g, record.Day{}) })
	default:
		pill = part.NewPill(part.Neutral, lang.T("Not done yet"))
		if !g.By.IsZero() {
			pill = part.NewPill(part.Waiting, words.DaysLeft(s.file.Today().DaysUntil(g.By)))
		}
	}
	about := strings.Join(notEmpty(agreedWords(g.Agreed), lang.T("from %s on %s", words.TalkTitle(g.Talk.How, names(g.Talk.People)), g.Talk.On.Short())), " · ")
	id := g.Talk.ID
	return part.NewCard(
		part.NewRow(nil, 0, part.NewStack(part.NewBold(words.Upper(g.What)), part.NewSmall(about)).Close(2), pill),
		part.NewFlow(press, part.NewQuiet(look.Arrow, lang.T("See the conversation"), func() { s.Go(Place{Name: Said, ID: id}) })),
	).Tight()
}

// setDone keeps on which day something that was agreed was done, or that it was not.
func (s *Shell) setDone(g app.Promise, day record.Day) {
	says := lang.T("Marked as done.")
	if day.IsZero() {
		says = lang.T("Marked as not done.")
	}
	s.Act(deed{says: says, do: func(file *app.App) error { return file.SetDone(g.Talk.ID, g.Index, day) }})
}

// drawOne shows one person.
func (p *people) drawOne(k app.Known) {
	s := p.shell
	lines := part.NewStack().Close(2)
	if about := strings.Join(notEmpty(k.Role, k.Organisation), ", "); about != "" {
		lines.Add(part.NewText(about))
	}
	if k.Reach != "" {
		lines.Add(part.NewText(k.Reach))
	}
	if !k.Since.IsZero() {
		lines.Add(part.NewSmall(lang.T("Since %s", k.Since.Written())))
	}
	if !k.Until.IsZero() {
		lines.Add(part.NewSmall(lang.T("Until %s", k.Until.Written())))
	}
	reach := part.NewAction(look.Copy, lang.T("Copy how to reach them"), func() {
		s.Copy(k.Reach)
		s.Tell(lang.T("Copied."))
	})
	showIf(reach, k.Reach != "")
	items := []fyne.CanvasObject{
		part.NewQuiet(look.Back, lang.T("Everybody"), func() { s.Go(Place{Name: People}) }),
		part.NewTitle(k.Name), lines,
		part.NewFlow(part.NewAction(look.Pencil, lang.T("Change"), func() { p.edit(k.Person) }), reach,
			part.NewQuiet(look.Bin, lang.T("Put in the bin"), func() { s.delete(k.ID, Place{Name: People}) })),
		part.NewStack(p.isRole(k.Person)...).Close(4),
		p.form,
	}
	again := func() { p.drawOne(k) }
	section := func(heading string, rows []fyne.CanvasObject, more int) {
		if len(rows) > 0 {
			items = append(items, part.NewHeading(heading))
			items = append(items, rows...)
		}
		if more > 0 {
			items = append(items, part.NewFlow(part.NewAction(look.Down, lang.T("Show %d more", min(more, documentStep)), func() {
				p.most += documentStep
				again()
			})))
		}
	}
	var agreed, talks, letters []fyne.CanvasObject
	for _, g := range k.Promises[:min(p.most, len(k.Promises))] {
		agreed = append(agreed, p.promise(g))
	}
	for _, t := range k.Talks[:min(p.most, len(k.Talks))] {
		talks = append(talks, part.NewDoor(lang.T("Open %s", words.TalkTitle(t.How, names(t.People))), func() { s.Go(Place{Name: Said, ID: t.ID}) },
			part.NewRow(part.NewBold(t.On.Short()), 120, part.NewStack(part.NewBold(words.TalkTitle(t.How, names(t.People))), part.NewSmall(words.FirstLine(t.Said))).Close(2), nil)))
	}
	for _, f := range k.Letters {
		letters = append(letters, part.NewDoor(lang.T("Open %s", f.Title), func() { s.Go(Place{Name: Letter, ID: f.ID, Page: f.Page, Words: k.Name}) },
			part.NewRow(part.NewBold(f.Day.Short()), 120, part.NewStack(part.NewBold(f.Title), part.NewSmall(f.Line)).Close(2), nil)))
	}
	section(lang.T("What was agreed"), agreed, len(k.Promises)-p.most)
	section(lang.T("Conversations"), talks, len(k.Talks)-p.most)
	section(lang.T("Letters that name them"), letters, 0) // forty at the most are looked for
	p.page.Stack.Set(items...)
}

// resume opens the form again where something was typed in it and not saved.
func (p *people) resume() {
	if p.who == "" {
		return
	}
	was, err := p.shell.file.Half(personForm(p.who))
	if err != nil || was == nil {
		return // what hurts the file has been said by then
	}
	if k, err := p.shell.file.Person(p.who); err == nil {
		p.edit(k.Person)
	}
}

// personForm names the form of a person.
func personForm(id record.ID) string { return "person/" + string(id) }

// edit opens the form for what is known of a person.
func (p *people) edit(x record.Person) {
	today := func() record.Day { return p.shell.file.Today() }
	name := part.NewField(lang.T("Name"), "")
	role := part.NewField(lang.T("What they do"), lang.T("SENCO, case officer, teacher …"))
	organisation := part.NewField(lang.T("Where"), lang.T("The school, the council …"))
	reach := part.NewField(lang.T("How to reach them"), lang.T("A telephone number or an email address."))
	since := part.NewDate(lang.T("Since"), lang.T("You can leave this empty."), today).Usual(30, 2)
	until := part.NewDate(lang.T("Until"), lang.T("The day they left, if they did."), today).Usual(30, 2)
	for f, v := range map[*part.Field]string{name: x.Name, role: x.Role, organisation: x.Organisation, reach: x.Reach} {
		f.Set(v)
	}
	since.Set(x.Since)
	until.Set(x.Until)
	save := part.NewPrimary(look.Check, lang.T("Keep this"), func() {
		for _, d := range []*part.Date{since, until} {
			if d.Value() != "" && !d.Check() {
				d.Focus()
				return
			}
		}
		if name.Value() == "" {
			name.Say(lang.T("Type a name first."))
			name.Focus()
			return
		}
		x.Name, x.Role, x.Organisation, x.Reach = name.Value(), role.Value(), organisation.Value(), reach.Value()
		x.Since, x.Until = since.Day(), until.Day()
		forget := p.draft.drop()
		p.shell.Act(deed{
			says: lang.T("Kept."),
			do: func(file *app.App) error {
				if err := file.KeepPerson(x); err != nil {
					return err
				}
				return forget()
			},
			failed: func(err error) {
				p.draft.changed() // it is on the screen still, and kept again
				p.shell.Fail(err)
			},
		})
	})
	putAway := func(then func()) {
		forget := p.draft.drop()
		p.draft.form = ""
		p.form.Set()
		p.shell.Work("", func(context.Context) error { return forget() }, then)
	}
	texts := map[string]*part.Field{"name": name, "role": role, "organisation": organisation, "reach": reach}
	days := map[string]*part.Date{"since": since, "until": until}
	notice := part.NewCalm(part.NewText(lang.T("We kept what you had typed.")), part.NewFlow(
		part.NewAction("", lang.T("Start again"), func() { putAway(func() { p.edit(x) }) }))).Tight()
	was := p.draft.begin(personForm(x.ID), func() map[string]string {
		typed := map[string]string{}
		for k, f := range texts {
			typed[k] = f.Value()
		}
		for k, d := range days {
			typed[k] = d.Value()
		}
		return typed
	})
	showIf(notice, was != nil)
	for k, f := range texts {
		if was != nil {
			f.Set(was[k])
		}
		f.OnChange = func(string) {
			f.Say("")
			p.draft.changed()
		}
	}
	for k, d := range days {
		if was != nil {
			d.SetTyped(was[k])
		}
		d.OnChange = func(string) { p.draft.changed() }
	}
	p.form.Set(part.NewCard(notice, name, part.NewColumns(2, 220, role, organisation), reach, part.NewColumns(2, 220, since, until),
		part.NewFlow(save, part.NewQuiet(look.Close, lang.T("Leave it as it was"), func() { putAway(func() {}) }))))
	name.Focus()
}
