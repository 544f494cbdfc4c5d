package screens

import (
	"cmp"
	"context"
	"slices"
	"time"

	"fyne.io/fyne/v2"

	"leverarch/app"
	"leverarch/app/lang"
	"leverarch/app/record"
	"leverarch/screens/look"
	"leverarch/screens/part"
	"leverarch/screens/words"
)

// find is one box over everything in the file. It answers while a parent types.
type find struct {
	shell *Shell
	page  *part.Page
	box   *part.Field
	whose *part.Segments
	found *part.Stack
	asked int // how often it was asked: only the last answer is drawn
}

func newFind(s *Shell) *find { return &find{shell: s} }

// Title names the screen.
func (f *find) Title() string { return lang.T("Find") }

// What the search can be narrowed to.
var (
	thisChild = lang.N("This child")
	allOfThem = lang.N("Everyone")
)

// Content builds the page.
func (f *find) Content() fyne.CanvasObject {
	f.box = part.NewField(lang.T("Find anything"), lang.T("Any words you remember: “twice a week”, “EP report”, “March 2026”. Small slips do not matter."))
	f.box.OnChange = func(string) { f.soon() }
	f.box.OnSubmit = func(string) { f.ask() }
	f.whose = part.NewSegments(lang.T("Look through"), []string{thisChild, allOfThem}, func(whose string) {
		f.ask()
		file := f.shell.file
		f.shell.Work("", func(context.Context) error { return file.ShowAs(app.ListFound, app.Shown{Only: whose}) }, func() {})
	}).Named(lang.Of)
	f.found = part.NewStack()
	f.page = part.NewPage(part.Wide, part.NewTitle(lang.T("Find")), f.box, f.whose, f.found)
	return f.page
}

// Show puts the keyboard in the box and asks again: the file may have changed.
func (f *find) Show() {
	kids, err := f.shell.file.Children()
	if err != nil {
		f.shell.Fail(err)
		return
	}
	shown, err := f.shell.file.ShownAs(app.ListFound)
	if err != nil {
		f.shell.Fail(err)
		return
	}
	f.whose.Set(cmp.Or(shown.Only, thisChild))
	showIf(f.whose, len(kids) > 1)
	f.box.Focus()
	f.ask()
}

// lookFor looks for other words.
func (f *find) lookFor(words string) {
	f.box.Set(words)
	f.ask()
}

// pause is how long the hands rest before an answer is worth making.
const pause = 120 * time.Millisecond

func (f *find) soon() {
	f.asked++
	mine := f.asked
	f.shell.Later(pause, func() {
		if mine == f.asked {
			f.ask()
		}
	})
}

// mostFound is how many things are looked for, and foundStep how many of a kind
// are drawn at first.
const (
	mostFound = 60
	foundStep = 6
)

func (f *find) ask() {
	f.asked++
	mine, typed, file := f.asked, f.box.Text(), f.shell.file
	child := f.shell.child
	if f.whose.Value() == allOfThem {
		child = ""
	}
	if f.box.Value() == "" {
		f.found.Set()
		return
	}
	var list []app.Found
	f.shell.Work("", func(context.Context) (err error) {
		list, err = file.Find(typed, child, mostFound)
		return err
	}, func() {
		if mine == f.asked {
			f.draw(list)
		}
	})
}

// draw shows what was found, the kind with the best hit first.
func (f *find) draw(list []app.Found) {
	if len(list) == 0 {
		f.found.Set(part.NewEmpty(look.Search, lang.T("Nothing has these words"),
			lang.T("Try fewer words, or another name for it. Letters that are only pictures have no words to find."), nil))
		return
	}
	var order []string
	of := map[string][]app.Found{}
	for _, x := range list {
		if of[x.Kind] == nil {
			order = append(order, x.Kind)
		}
		of[x.Kind] = append(of[x.Kind], x)
	}
	last := map[string]int{app.FoundGuide: 1} // the family's own papers stand before the guide
	slices.SortStableFunc(order, func(a, b string) int {
		return cmp.Compare(last[a], last[b])
	})
	var items []fyne.CanvasObject
	for _, kind := range order {
		group := of[kind]
		items = append(items, part.NewHeading(words.FoundNames(kind)))
		shown := group[:min(foundStep, len(group))]
		for _, x := range shown {
			items = append(items, f.row(x))
		}
		if rest := group[len(shown):]; len(rest) > 0 {
			more := part.NewStack()
			more.Add(part.NewFlow(part.NewAction(look.Down, words.Count(len(rest), "more", "more"), func() {
				var rows []fyne.CanvasObject
				for _, x := range rest {
					rows = append(rows, f.row(x))
				}
				more.Set(rows...)
			})))
			items = append(items, more)
		}
	}
	f.found.Set(items...)
}

func (f *find) row(x app.Found) fyne.CanvasObject {
	title := x.Title
	if x.Page > 0 {
		title += lang.T(", page %d", x.Page)
	}
	line := part.NewText(x.Line)
	var marks []part.Span
	for _, m := range x.Marks {
		marks = append(marks, part.Span{From: m.From, To: m.To})
	}
	line.Mark(marks)
	body := part.NewStack(part.NewBold(title), line).Close(4)
	if x.Day.IsZero() {
		return part.NewDoor(lang.T("Open %s", title), func() { f.open(x) }, body)
	}
	return part.NewDoor(lang.T("Open %s", title), func() { f.open(x) }, part.NewRow(part.NewBold(x.Day.Short()), 120, body, nil))
}

// open goes to what was found, with its words marked there.
func (f *find) open(x app.Found) {
	s := f.shell
	if x.Child != "" && x.Child != s.child {
		s.SetChild(x.Child)
	}
	switch x.Kind {
	case app.FoundDocument:
		s.Go(Place{Name: Letter, ID: x.ID, Page: x.Page, Words: f.box.Value()})
	case app.FoundConversation, app.FoundPromise:
		s.Go(Place{Name: Said, ID: x.ID, Words: f.box.Value()})
	case app.FoundDeadline:
		f.why(x)
	case app.FoundGuide:
		s.Go(Place{Name: Guide, ID: x.ID})
	case app.FoundPerson:
		s.Go(Place{Name: People, ID: x.ID})
	}
}

// why shows a deadline that was found.
func (f *find) why(x app.Found) {
	list, err := f.shell.file.Dates(record.ID(x.Child))
	if err != nil {
		f.shell.Fail(err)
		return
	}
	for _, d := range list {
		if d.Rule == x.Rule && d.From.ID == x.ID {
			f.shell.Why(d)
			return
		}
	}
}
