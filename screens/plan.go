package screens

import (
	"slices"

	"fyne.io/fyne/v2"

	"leverarch/app"
	"leverarch/app/guide"
	"leverarch/app/lang"
	"leverarch/app/record"
	"leverarch/screens/look"
	"leverarch/screens/part"
	"leverarch/screens/words"
)

// plan is what the file has of a child's plan: its papers in order, the dates about
// it, and its sections in plain words, each with the way to where it begins. It
// judges no wording.
type plan struct {
	shell *Shell
	page  *part.Page
	every bool // dates that are done are shown too

	redraw func()
	drawn  stamp
}

func newPlan(s *Shell) *plan { return &plan{shell: s} }

// Title names the screen.
func (p *plan) Title() string { return lang.T("Plan") }

// Content builds the page.
func (p *plan) Content() fyne.CanvasObject {
	p.page = part.NewPage(part.Wide)
	return p.page
}

// Show loads what there is of the plan, and draws it.
func (p *plan) Show() {
	s := p.shell
	child, now := s.Child(), s.stampNow()
	if now == p.drawn && (s.again || !p.every) {
		return
	}
	have, err := s.file.Plan(child.ID)
	if err != nil {
		s.Fail(err)
		return
	}
	if !s.again {
		p.every = false
	}
	p.drawn = now
	p.redraw = func() { p.draw(child, have) }
	p.redraw()
}

// planSections are the sections in plain words. The law names them in regulation
// 12(1) of the SEND Regulations 2014.
var planSections = []struct{ letter, holds string }{
	{"A", lang.N("What the child or young person and the parents think, and hope for")},
	{"B", lang.N("All special educational needs")},
	{"C", lang.N("Health needs that go with them")},
	{"D", lang.N("Social care needs that go with them, or with a disability")},
	{"E", lang.N("The outcomes: what should get better")},
	{"F", lang.N("The special educational help")},
	{"G", lang.N("The help from health")},
	{"H", lang.N("The help from social care, in two parts: H1 and H2")},
	{"I", lang.N("The school or college, and its type")},
	{"J", lang.N("What is bought with a direct payment")},
	{"K", lang.N("The advice and reports, added at the back")},
}

func (p *plan) draw(child record.Child, have app.Plan) {
	s := p.shell
	name := words.FirstName(child.Name)
	items := []fyne.CanvasObject{part.NewTitle(lang.T("Plan"))}
	if len(have.Papers) == 0 {
		items = append(items, part.NewEmpty(look.Folder, lang.T("No plan here yet"),
			lang.T("A draft or a plan for %s stands here once you bring it in, with each letter about it, in order.", name),
			part.NewPrimary(look.Folder, lang.T("Choose a file"), s.PickFiles)))
	} else {
		items = append(items, part.NewHeading(lang.T("The papers of the plan")))
		for _, d := range have.Papers {
			items = append(items, p.paper(d, have.Newest))
		}
	}
	items = append(items, p.dates(have.Dates)...)
	items = append(items, p.sections(have)...)
	items = append(items, part.NewSmall(lang.T("We show what is in your papers and what the law asks for. We do not judge the words of a plan. This is information, not legal advice.")))
	p.page.Stack.Set(items...)
}

// paper is one paper of the plan.
func (p *plan) paper(d record.Document, newest *record.Document) fyne.CanvasObject {
	s := p.shell
	var tail fyne.CanvasObject
	switch {
	case d.By != "":
		tail = part.NewPill(part.Neutral, lang.T("Replaced"))
	case !d.Looked:
		tail = part.NewPill(part.Waiting, lang.T("Not looked at yet"))
	case newest != nil && newest.ID == d.ID:
		tail = part.NewPill(part.Here, lang.T("Its sections stand below"))
	}
	about := d.Called()
	if d.From != "" {
		about = lang.T("From %s · %s", d.From, about)
	}
	return part.NewDoor(lang.T("Open %s", d.Called()), func() { s.Go(Place{Name: Letter, ID: d.ID}) },
		part.NewRow(part.NewBold(app.DocumentDay(d).Short()), 120, part.NewStack(part.NewBold(words.KindName(d.Kind)), part.NewSmall(about)).Close(2), tail))
}

// dates lists the dates about the plan: those that are open, and on request those
// that are done.
func (p *plan) dates(list []app.Dated) []fyne.CanvasObject {
	s := p.shell
	today := s.file.Today()
	items := []fyne.CanvasObject{part.NewHeading(lang.T("The dates about the plan"))}
	done := 0
	for _, d := range list {
		if d.State == app.Met {
			if done++; !p.every {
				continue
			}
		}
		items = append(items, s.dateRow(d, words.Sentence(d.Source), today))
	}
	if len(items) == 1 && done == 0 {
		items = append(items, part.NewText(lang.T("No dates yet. They follow from what has happened: a draft that came, a plan that was made, a review.")))
	}
	if done > 0 && !p.every {
		items = append(items, part.NewFlow(part.NewQuiet(look.Down, lang.T("Show %s", words.Count(done, "that is done", "that are done")), func() {
			p.every = true
			p.redraw()
		})))
	}
	return items
}

// dateRow is a date in a list, which opens to why it is that day.
func (s *Shell) dateRow(d app.Dated, small string, today record.Day) fyne.CanvasObject {
	return part.NewDoor(lang.T("Why %s: %s", d.Day.Short(), d.Says), func() { s.Why(d) },
		part.NewRow(part.NewBold(d.Day.Short()), 120, part.NewStack(
			part.NewFlow(sidePill(d), deadlinePill(d, today)), part.NewBold(d.Says), part.NewSmall(small)).Close(4), nil))
}

// sections lists A to K, each with where it begins and where to read about it.
func (p *plan) sections(have app.Plan) []fyne.CanvasObject {
	s := p.shell
	items := []fyne.CanvasObject{part.NewHeading(lang.T("The sections"))}
	switch {
	case have.Newest != nil:
		items = append(items, part.NewText(lang.T("A plan has sections from A to K. Each leads to where it begins in “%s”, of %s.", have.Newest.Called(), app.DocumentDay(*have.Newest).Written())))
	case slices.ContainsFunc(have.Papers, func(d record.Document) bool { return app.IsPlan(d.Kind) }):
		items = append(items, part.NewText(lang.T("A plan has sections from A to K. We cannot tell yet where they begin in your papers: bring in the plan itself, or a copy with words that can be read.")))
	default:
		items = append(items, part.NewText(lang.T("A plan has sections from A to K. This is what each must hold.")))
	}
	var missing []string
	for _, sec := range planSections {
		at := slices.IndexFunc(have.Sections, func(x app.Section) bool { return x.Letter == sec.letter })
		if at < 0 {
			missing = append(missing, sec.letter)
		}
		press := part.NewFlow()
		body := part.NewStack(part.NewBold(lang.Of(sec.holds))).Close(4)
		if at >= 0 {
			x, id := have.Sections[at], have.Newest.ID
			body.Add(part.NewSmall("“" + x.Words + "”"))
			press.Add(part.NewAction(look.Arrow, lang.T("See %s on page %d", sec.letter, x.Page), func() {
				s.Go(Place{Name: Letter, ID: id, Page: x.Page, Words: x.Words, Quote: true})
			}))
		}
		if g := s.Guide(); g != nil {
			if pages := g.ForSection(sec.letter); len(pages) > 0 {
				best := slices.MinFunc(pages, func(x, y *guide.Page) int { return len(x.Sections) - len(y.Sections) })
				press.Add(part.NewQuiet(look.Guide, lang.T("Read about %s", sec.letter), func() { s.Go(Place{Name: Guide, ID: record.ID(best.ID)}) }))
			}
		}
		body.Add(press)
		items = append(items, part.NewCard(part.NewRow(part.NewHeading(sec.letter), 32, body, nil)).Tight())
	}
	if have.Newest != nil && len(missing) > 0 {
		says := lang.T("Where %s begin in it we could not tell. That does not mean that they are missing: look through the plan.", words.Join(missing))
		if len(missing) == 1 {
			says = lang.T("Where %s begins in it we could not tell. That does not mean that it is missing: look through the plan.", missing[0])
		}
		items = append(items, part.NewSmall(says))
	}
	return items
}
