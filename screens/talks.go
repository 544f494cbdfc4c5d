package screens

import (
	"fmt"
	"slices"

	"fyne.io/fyne/v2"

	"leverarch/app"
	"leverarch/app/lang"
	"leverarch/app/record"
	"leverarch/screens/look"
	"leverarch/screens/part"
	"leverarch/screens/words"
)

// talks lists a child's conversations, newest first, or only those with somebody,
// with some words, or with something that is not done yet.
type talks struct {
	shell *Shell
	page  *part.Page
	title *part.Row
	sort  *sorter
	who   *part.Choice
	folk  []record.Person
	list  []app.Talk
	most  int
	drawn stamp
}

func newTalks(s *Shell) *talks { return &talks{shell: s} }

// Title names the screen.
func (t *talks) Title() string { return lang.T("Conversations") }

// How the list can be shown.
var (
	talkOrders = []named{{app.ByNewest, lang.N("Newest first")}, {app.ByOldest, lang.N("Oldest first")}, {app.ByFrom, lang.N("Who it was with")}}
	talkOnlys  = []named{{app.OnlyAll, lang.N("All of them")}, {app.OnlyOpen, lang.N("Something is not done yet")}, {app.OnlyAgreed, lang.N("Something was agreed")}, {app.OnlyPrivate, lang.N("With a private note")}}
)

// anybody is the first line of the list of people.
func anybody() string { return lang.T("Anybody") }

// Content builds the page.
func (t *talks) Content() fyne.CanvasObject {
	t.title = part.NewRow(nil, 0, part.NewTitle(lang.T("Conversations")),
		part.NewPrimary(look.Pencil, lang.T("Write it down"), func() { t.shell.Go(Place{Name: Write}) }))
	t.sort = newSorter(t.shell, app.ListConversations, talkOrders, talkOnlys, lang.T("In what was said or agreed, or in who it was with."), t.draw)
	t.who = part.NewChoice(lang.T("With whom?"), nil, func(name string) {
		t.sort.shown.Who = ""
		if i := slices.Index(personNames(t.folk), name); i >= 0 {
			t.sort.shown.Who = t.folk[i].ID
		}
		t.sort.remember()
	})
	t.sort.columns.Add(t.who)
	t.page = part.NewPage(part.Wide)
	return t.page
}

// personNames gives everybody a line of their own.
func personNames(folk []record.Person) []string {
	var list []string
	taken := map[string]bool{anybody(): true}
	for _, p := range folk {
		name := p.Name
		for n := 2; taken[name]; n++ {
			name = fmt.Sprintf("%s (%d)", p.Name, n)
		}
		taken[name] = true
		list = append(list, name)
	}
	return list
}

// Show lists the conversations.
func (t *talks) Show() {
	s := t.shell
	now := s.stampNow()
	if now == t.drawn && (s.again || t.most == documentStep) {
		return
	}
	list, err := s.file.Talks(s.child)
	if err == nil {
		err = t.sort.load()
	}
	if err != nil {
		s.Fail(err)
		return
	}
	t.list, t.folk = list, nil
	seen := map[record.ID]bool{}
	for _, x := range list {
		for _, p := range x.People {
			if !seen[p.ID] {
				seen[p.ID] = true
				t.folk = append(t.folk, p)
			}
		}
	}
	slices.SortFunc(t.folk, byName)
	if !s.again {
		t.most = documentStep
	}
	t.drawn = now
	t.draw()
}

func (t *talks) draw() {
	s := t.shell
	items := []fyne.CanvasObject{t.title}
	if draft, there, err := s.file.Draft(); err == nil && there && (draft.Child == s.child || draft.Child == "") {
		items = append(items, part.NewCalm(part.NewRow(nil, 0,
			part.NewStack(part.NewBold(lang.T("You have begun one")), part.NewText(words.FirstLine(draft.Said))).Close(2),
			part.NewAction(look.Arrow, lang.T("Go on with it"), func() { s.Go(Place{Name: Write}) }))).Tight())
	}
	if len(t.list) == 0 {
		t.page.Stack.Set(append(items, part.NewEmpty(look.Speech, lang.T("Nothing here yet"),
			lang.T("After a call or a meeting, write down who it was, what they said and what was agreed. It takes two minutes, and what was agreed is kept in sight until it is done."), nil))...)
		return
	}
	names := personNames(t.folk)
	t.who.SetOptions(append([]string{anybody()}, names...))
	t.who.Set(anybody())
	t.sort.also = ""
	known := false
	for i, p := range t.folk {
		if p.ID == t.sort.shown.Who {
			t.who.Set(names[i])
			t.sort.also = lang.T("with %s", p.Name)
			known = true
		}
	}
	shown := t.sort.shown
	if !known {
		shown.Who = "" // somebody of another child's
	}
	some := app.SomeTalks(t.list, shown, t.sort.words())
	if len(t.list) > 1 {
		items = append(items, t.sort.over(len(some), len(t.list), "conversation", "conversations")...)
	}
	if len(some) == 0 {
		items = append(items, t.sort.none(look.Speech))
	}
	for _, x := range some[:min(t.most, len(some))] {
		items = append(items, s.talkRow(x))
	}
	if more := len(some) - t.most; more > 0 {
		items = append(items, part.NewFlow(part.NewAction(look.Down, lang.T("Show %d more", min(more, documentStep)), func() {
			t.most += documentStep
			t.draw()
		})))
	}
	t.page.Stack.Set(items...)
}

// talkRow is a conversation in a list: when, with whom, what was said, and what of
// it is not done yet.
func (s *Shell) talkRow(x app.Talk) fyne.CanvasObject {
	title := words.TalkTitle(x.How, names(x.People))
	body := part.NewStack(part.NewBold(title), part.NewSmall(words.FirstLine(x.Said))).Close(2)
	var tail fyne.CanvasObject
	if n := x.Open(); n > 0 {
		tail = part.NewPill(part.Waiting, lang.T("%s not done yet", words.Count(n, "thing", "things")))
	}
	return part.NewDoor(lang.T("Open %s", title), func() { s.Go(Place{Name: Said, ID: x.ID}) },
		part.NewRow(part.NewBold(x.On.Short()), 120, body, tail))
}
