package screens

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"leverarch/app"
	"leverarch/app/guide"
	"leverarch/app/lang"
	"leverarch/app/record"
	"leverarch/screens/look"
	"leverarch/screens/part"
	"leverarch/screens/words"
)

// rights is the guide: its contents, a part of it, the glossary, or a page.
type rights struct {
	shell *Shell
	page  *part.Page
	aloud *part.Action
	speed *part.Segments
	sort  *sorter
	seek  *part.Field // narrows the lists of words and of people
	most  int         // how many pages of a long list are drawn
	said  map[*guide.Entry]fyne.CanvasObject
	list  func()             // draws the list that is shown once more
	hush  context.CancelFunc // ends what is being read aloud; nil where nothing is
}

func newRights(s *Shell) *rights {
	return &rights{shell: s, said: map[*guide.Entry]fyne.CanvasObject{}}
}

// Title names the screen.
func (g *rights) Title() string { return lang.T("Know your rights") }

// guideOrders are the orders of the guide's contents.
var guideOrders = []named{{"parts", lang.N("By part")}, {app.ByName, lang.N("Every page by its title")}}

// The places in the guide that are no page of it. Pages have plain ids.
const (
	guideStage = "part:"
	guideWords = "list:words"
	guideWho   = "list:who"
)

// Content builds the page.
func (g *rights) Content() fyne.CanvasObject {
	g.page = part.NewPage(part.Reading)
	g.list = func() {}
	g.sort = newSorter(g.shell, app.ListGuide, guideOrders, nil, lang.T("In the title of a page, or anywhere in it."), func() { g.list() })
	g.seek = part.NewField(lang.T("Only those with these words"), "")
	g.seek.OnChange = func(string) { g.list() }
	g.aloud = part.NewAction(look.Speech, readAloud(), nil)
	g.speed = part.NewSegments(lang.T("How fast?"), []string{slowly, usually, quickly}, nil).Named(lang.Of)
	g.speed.Set(usually)
	return g.page
}

// What reading aloud is called.
func readAloud() string { return lang.T("Read it to me") }
func stopAloud() string { return lang.T("Stop reading") }

// How fast it is read.
var (
	slowly  = lang.N("Slowly")
	usually = lang.N("As people speak")
	quickly = lang.N("Quickly")
)

// Leave stops what is being read aloud.
func (g *rights) Leave() {
	if g.hush != nil {
		g.hush()
	}
}

// speak reads a page aloud, or stops.
func (g *rights) speak(p *guide.Page) {
	if g.hush != nil {
		g.hush()
		return
	}
	s := g.shell
	say, speed := s.hands.Speak, map[string]Speed{slowly: Slowly, usually: Usually, quickly: Quickly}[g.speed.Value()]
	ctx, hush := context.WithCancel(s.life)
	g.hush = hush
	g.aloud.SetLabel(stopAloud())
	var err error
	s.Work("", func(context.Context) error {
		err = say(ctx, p.Text(), speed)
		return nil
	}, func() {
		stopped := ctx.Err() != nil
		hush()
		g.hush = nil
		g.aloud.SetLabel(readAloud())
		if err != nil && !stopped {
			s.Fail(words.ErrNoVoice)
		}
	})
}

// Guide gives the guide, read once.
func (s *Shell) Guide() *guide.Guide {
	if s.guide == nil {
		book, err := s.desk.ReadGuide()
		if err != nil {
			s.Fail(err) // no release holds a guide that is not whole: a test reads it
			return nil
		}
		s.guide = book
	}
	return s.guide
}

// Show draws the place in the guide.
func (g *rights) Show() {
	all := g.shell.Guide()
	if all == nil {
		return
	}
	if err := g.sort.load(); err != nil {
		g.shell.Fail(err)
		return
	}
	if !g.shell.again {
		g.seek.Set("")
		g.most = documentStep
	}
	id := string(g.shell.ID())
	stage, isStage := strings.CutPrefix(id, guideStage)
	switch {
	case isStage:
		g.drawStage(all, stage)
	case id == guideWords:
		g.list = func() { g.drawList(lang.T("Words and what they mean"), all.Terms()) }
		g.list()
	case id == guideWho:
		g.list = func() { g.drawList(lang.T("Who does what"), all.Roles()) }
		g.list()
	case id != "":
		p, ok := all.Page(id)
		if !ok {
			g.shell.Fail(app.ErrNotFound)
			return
		}
		due, err := g.shell.file.Dates(g.shell.child)
		if err != nil {
			g.shell.Fail(err)
			return
		}
		g.drawPage(all, p, due)
	default:
		due, err := g.shell.file.Dates(g.shell.child)
		if err != nil {
			g.shell.Fail(err)
			return
		}
		g.list = func() { g.drawContents(all, due) }
		g.list()
	}
	g.page.Top()
}

// door opens a place in the guide.
func (g *rights) door(id, title, about string) fyne.CanvasObject {
	body := part.NewStack(part.NewBold(title)).Close(2)
	if about != "" {
		body.Add(part.NewSmall(about))
	}
	return part.NewDoor(lang.T("Read: %s", title), func() { g.shell.Go(Place{Name: Guide, ID: record.ID(id)}) }, body)
}

// mostNow is how many pages stand first because of where the child is.
const mostNow = 4

// drawContents lists the parts of the guide, and first what fits the child's own
// dates.
func (g *rights) drawContents(all *guide.Guide, due []app.Dated) {
	s := g.shell
	items := []fyne.CanvasObject{
		part.NewTitle(lang.T("Know your rights")),
		part.NewText(lang.T("Plain answers, with the law they come from. It is all here: nothing is looked up on the internet.")),
		part.NewFlow(part.NewAction(look.Search, lang.T("Find a word or a question"), func() { s.Go(Place{Name: Find}) })),
	}
	pages := all.Pages()
	if typed := g.sort.words(); typed != "" || g.sort.shown.Order == app.ByName {
		some := slices.DeleteFunc(slices.Clone(pages), func(p *guide.Page) bool { return !app.HasWords(p.Title+"\n"+p.Text(), typed) })
		if g.sort.shown.Order == app.ByName {
			slices.SortFunc(some, func(x, y *guide.Page) int { return strings.Compare(strings.ToLower(x.Title), strings.ToLower(y.Title)) })
		}
		items = append(items, g.sort.over(len(some), len(pages), "page", "pages")...)
		if len(some) == 0 {
			items = append(items, g.sort.none(look.Guide))
		}
		for _, p := range some[:min(g.most, len(some))] {
			items = append(items, g.door(p.ID, p.Title, stageTitle(p.Stage)))
		}
		if more := len(some) - g.most; more > 0 {
			items = append(items, part.NewFlow(part.NewAction(look.Down, lang.T("Show %d more", min(more, documentStep)), func() {
				g.most += documentStep
				g.list()
			})))
		}
		g.page.Stack.Set(items...)
		return
	}
	items = append(items, g.sort.over(len(pages), len(pages), "page", "pages")...)
	seen := map[string]bool{}
	var now []fyne.CanvasObject
	for _, d := range due {
		if d.State != app.ToCome && d.State != app.Due && d.State != app.Late {
			continue
		}
		for _, p := range all.ForRule(d.Rule)[:min(1, len(all.ForRule(d.Rule)))] {
			if !seen[p.ID] && len(now) < mostNow {
				seen[p.ID] = true
				now = append(now, g.door(p.ID, p.Title, ""))
			}
		}
	}
	if len(now) > 0 {
		items = append(items, part.NewHeading(lang.T("For where you are now")))
		items = append(items, now...)
		items = append(items, part.NewHeading(lang.T("Everything")))
	}
	for _, st := range guide.Stages {
		pages := all.ByStage(st.ID)
		if len(pages) > 0 {
			items = append(items, g.door(guideStage+st.ID, st.Title, words.Count(len(pages), "page", "pages")))
		}
	}
	items = append(items,
		g.door(guideWords, lang.T("Words and what they mean"), words.Count(len(all.Terms()), "word", "words")),
		g.door(guideWho, lang.T("Who does what"), words.Count(len(all.Roles()), "person or body", "people and bodies")),
		part.NewSmall(lang.T("This is information about the law in England. It is not legal advice.")))
	g.page.Stack.Set(items...)
}

// stageTitle names a part of the guide.
func stageTitle(id string) string {
	for _, st := range guide.Stages {
		if st.ID == id {
			return st.Title
		}
	}
	return ""
}

func (g *rights) back(id, label string) fyne.CanvasObject {
	return part.NewQuiet(look.Back, label, func() { g.shell.Go(Place{Name: Guide, ID: record.ID(id)}) })
}

func (g *rights) drawStage(all *guide.Guide, stage string) {
	title := ""
	for _, st := range guide.Stages {
		if st.ID == stage {
			title = st.Title
		}
	}
	items := []fyne.CanvasObject{g.back("", lang.T("Know your rights")), part.NewTitle(title)}
	for _, p := range all.ByStage(stage) {
		items = append(items, g.door(p.ID, p.Title, ""))
	}
	g.page.Stack.Set(items...)
}

func (g *rights) drawList(title string, list []*guide.Entry) {
	items := []fyne.CanvasObject{g.back("", lang.T("Know your rights")), part.NewTitle(title), g.seek}
	some := slices.DeleteFunc(slices.Clone(list), func(e *guide.Entry) bool {
		return !app.HasWords(strings.Join([]string{e.Word, e.Letters, guide.Words(e.Says)}, "\n"), g.seek.Value())
	})
	if len(some) == 0 {
		items = append(items, part.NewEmpty(look.Search, lang.T("None of them is like that"), lang.T("Try fewer words, or another name for it."), nil))
	}
	for _, e := range some {
		items = append(items, g.entry(e))
	}
	g.page.Stack.Set(items...)
}

// entry is one of the list of words or of people, built once.
func (g *rights) entry(e *guide.Entry) fyne.CanvasObject {
	if g.said[e] == nil {
		head := e.Word
		if e.Letters != "" {
			head += " (" + e.Letters + ")"
		}
		entry := part.NewStack(part.NewBold(head), part.NewProse(g.pieces(e.Says)...)).Close(2)
		if e.Source != "" {
			entry.Add(part.NewSmall(lang.T("From: %s", e.Source)))
		}
		g.said[e] = entry
	}
	return g.said[e]
}

// voiceOf names the three kinds of section, told apart by sign and by word.
var voiceOf = map[guide.Voice]struct {
	status part.Status
	says   string
}{
	guide.Law:      {part.Done, lang.N("The law")},
	guide.Guidance: {part.Waiting, lang.N("Guidance, not law")},
	guide.People:   {part.Neutral, lang.N("What families do")},
}

func (g *rights) drawPage(all *guide.Guide, p *guide.Page, due []app.Dated) {
	s := g.shell
	title := ""
	for _, st := range guide.Stages {
		if st.ID == p.Stage {
			title = st.Title
		}
	}
	items := []fyne.CanvasObject{g.back(guideStage+p.Stage, title), part.NewTitle(p.Title)}
	var group []fyne.CanvasObject
	var now guide.Voice
	flush := func() {
		if len(group) == 0 {
			return
		}
		if v, ok := voiceOf[now]; ok {
			items = append(items, part.NewCard(append([]fyne.CanvasObject{part.NewFlow(part.NewPill(v.status, lang.Of(v.says)))}, group...)...))
		} else {
			items = append(items, group...)
		}
		group = nil
	}
	for _, b := range p.Blocks {
		if b.Voice != now {
			flush()
			now = b.Voice
		}
		group = append(group, g.block(b)...)
	}
	flush()
	items = append(items, g.dates(p, due)...)
	if s.hands.Speak != nil {
		g.aloud.OnTap(func() { g.speak(p) })
		items = append(items, part.NewFlow(g.aloud), g.speed)
	}
	items = append(items, part.NewFlow(
		part.NewAction(look.Save, lang.T("Save this page, to print or send"), func() { g.save(p) }),
		part.NewAction(look.Copy, lang.T("Copy the words"), func() {
			s.Copy(p.Text())
			s.Tell(lang.T("Copied."))
		}),
	))
	if len(p.Next) > 0 {
		items = append(items, part.NewHeading(lang.T("Read next")))
		for _, id := range p.Next {
			if n, ok := all.Page(id); ok {
				items = append(items, g.door(n.ID, n.Title, ""))
			}
		}
	}
	items = append(items, g.sources(p))
	foot := part.NewFlow()
	for _, safe := range all.ByStage(guide.Safe) {
		if safe.ID != p.ID {
			foot.Add(part.NewQuiet(look.Warning, safe.Title, func() { s.Go(Place{Name: Guide, ID: record.ID(safe.ID)}) }))
		}
	}
	items = append(items, part.NewLine(), foot,
		part.NewSmall(lang.T("Checked on %s. This is information about the law in England. It is not legal advice.", p.Checked.Written())))
	g.page.Stack.Set(items...)
}

// block draws one block of a page.
func (g *rights) block(b guide.Block) []fyne.CanvasObject {
	switch b.Shape {
	case guide.Heading:
		return []fyne.CanvasObject{part.NewHeading(guide.Words(b.Runs))}
	case guide.List, guide.Numbered:
		list := part.NewStack().Close(6)
		for i, point := range b.Points {
			mark := "•"
			if b.Shape == guide.Numbered {
				mark = fmt.Sprintf("%d.", i+1)
			}
			list.Add(part.NewRow(part.NewText(mark), 26, part.NewProse(g.pieces(point)...), nil))
		}
		return []fyne.CanvasObject{list}
	case guide.Quote:
		return []fyne.CanvasObject{part.NewCalm(part.NewQuote("“"+guide.Words(b.Runs)+"”"), part.NewSmall(b.Source)).Tight()}
	case guide.Copy:
		text := guide.Words(b.Runs)
		return []fyne.CanvasObject{part.NewCalm(part.NewText(text), part.NewFlow(part.NewAction(look.Copy, lang.T("Copy these words"), func() {
			g.shell.Copy(text)
			g.shell.Tell(lang.T("Copied. Paste it into a letter or an email."))
		}))).Tight()}
	case guide.Sample:
		return []fyne.CanvasObject{part.NewCalm(part.NewSmall(lang.T("An example")), part.NewText(guide.Words(b.Runs))).Tight()}
	}
	return []fyne.CanvasObject{part.NewProse(g.pieces(b.Runs)...)}
}

// pieces makes words of the guide pressable where they lead somewhere.
func (g *rights) pieces(runs []guide.Run) []part.Piece {
	s := g.shell
	var out []part.Piece
	for _, r := range runs {
		p := part.Piece{Words: r.Text}
		switch r.Mark {
		case guide.Term:
			p.Press = func() { g.explain(r.Target) }
		case guide.Link:
			p.Press = func() { s.Go(Place{Name: Guide, ID: record.ID(r.Target)}) }
		case guide.Outside:
			p.Press = func() { g.outside(r.Target) }
		case guide.Time:
			p.Bold = true
		}
		out = append(out, p)
	}
	return out
}

// explain shows a word of the glossary where it stands.
func (g *rights) explain(id string) {
	s := g.shell
	e, ok := s.Guide().Entry(id)
	if !ok {
		return
	}
	var m *part.Modal
	actions := []*part.Action{part.NewPrimary(look.Check, lang.T("Close"), func() { m.Close() })}
	if e.Page != "" {
		actions = append(actions, part.NewAction(look.Guide, lang.T("Read more"), func() {
			m.Close()
			s.Go(Place{Name: Guide, ID: record.ID(e.Page)})
		}))
	}
	head := e.Word
	if e.Letters != "" {
		head += " (" + e.Letters + ")"
	}
	m = part.NewModal(head, actions, part.NewText(guide.Words(e.Says)))
	m.Open(s.Canvas())
}

// outside asks before a page on the internet is opened.
func (g *rights) outside(address string) {
	s := g.shell
	var m *part.Modal
	m = part.NewModal(lang.T("A page on the internet"), []*part.Action{
		part.NewPrimary(look.Copy, lang.T("Copy the address"), func() {
			m.Close()
			s.Copy(address)
			s.Tell(lang.T("Copied."))
		}),
		part.NewAction(look.Arrow, lang.T("Open it in my browser"), func() {
			m.Close()
			s.OpenURL(address)
		}),
		part.NewQuiet(look.Close, lang.T("Close"), func() { m.Close() }),
	}, part.NewText(address), part.NewSmall(lang.T("Your browser keeps a note of the pages you look at.")))
	m.Open(s.Canvas())
}

// dates gives the child's own days for what the page is about.
func (g *rights) dates(p *guide.Page, due []app.Dated) []fyne.CanvasObject {
	s := g.shell
	card := []fyne.CanvasObject{part.NewHeading(lang.T("In your file"))}
	for _, d := range due {
		if !slices.Contains(p.Rules, d.Rule) || d.State == app.Withdrawn {
			continue
		}
		card = append(card, part.NewRow(part.NewBold(d.Day.Short()), 130,
			part.NewStack(part.NewText(d.Says), part.NewFlow(deadlinePill(d, s.file.Today()))).Close(4),
			part.NewAction(look.Info, lang.T("Why this date?"), func() { s.Why(d) })))
	}
	if len(card) == 1 {
		return nil
	}
	return []fyne.CanvasObject{part.NewNotice(card...)}
}

// sources lists what the page rests on.
func (g *rights) sources(p *guide.Page) fyne.CanvasObject {
	list := part.NewStack(part.NewHeading(lang.T("Where this comes from"))).Close(6)
	for _, src := range p.Sources {
		list.Add(part.NewProse(part.Piece{Words: src.Name, Press: func() { g.outside(src.URL) }}))
	}
	return list
}

// save writes the page as a file for a browser, which prints it too.
func (g *rights) save(p *guide.Page) {
	s := g.shell
	all := s.Guide()
	saved := false
	s.Work("", func(context.Context) error {
		path, err := s.hands.SaveAs(p.ID + ".html")
		if err != nil || path == "" {
			return err
		}
		saved = true
		return app.SaveGuidePage(all, p, path)
	}, func() {
		if saved {
			s.Tell(lang.T("The page is saved. Open it in your browser to print it."))
		}
	})
}

// readAbout gives a way to the guide's page about a rule, or nothing.
func (s *Shell) readAbout(pages []*guide.Page, before func()) *part.Action {
	if len(pages) == 0 {
		return nil
	}
	return part.NewAction(look.Guide, lang.T("Read about this"), func() {
		if before != nil {
			before()
		}
		s.Go(Place{Name: Guide, ID: record.ID(pages[0].ID)})
	})
}
