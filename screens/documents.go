package screens

import (
	"context"
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

// documents lists the papers of a child, and those that are nobody's yet, as the
// parent wants them: in order, in groups, or only some.
type documents struct {
	shell *Shell
	page  *part.Page

	title    *part.Row
	empty    *part.Card
	copies   *part.Card
	copySays *part.Text
	how      *part.Row // how the list is shown, and the way to change that
	howSays  *part.Text
	choose   *part.Card
	order    *part.Choice
	group    *part.Choice
	only     *part.Choice
	with     *part.Field
	rows     map[record.ID]*documentRow
	list     []app.Paper
	shown    app.Shown
	most     map[string]int // how many of a group are drawn
	drawn    stamp
}

func newDocuments(s *Shell) *documents {
	return &documents{shell: s, rows: map[record.ID]*documentRow{}, most: map[string]int{}}
}

// Title names the screen.
func (d *documents) Title() string { return lang.T("Documents") }

// documentStep is how many documents of a list are drawn at a time.
const documentStep = 40

// Content builds the page.
func (d *documents) Content() fyne.CanvasObject {
	d.title = part.NewRow(nil, 0, part.NewTitle(lang.T("Documents")), part.NewPrimary(look.Folder, lang.T("Choose a file"), d.shell.PickFiles))
	d.empty = part.NewEmpty(look.Documents, lang.T("Nothing here yet"),
		lang.T("Letters, plans and reports stand here once you bring them in. Choose a file, or drop it on this window."), nil)
	d.copySays = part.NewText("")
	d.copies = part.NewCalm(d.copySays, part.NewFlow(
		part.NewAction(look.Check, lang.T("Keep them"), func() {
			clear(d.shell.letter().outside)
			d.drawCopies()
		}),
		part.NewAction(look.Bin, lang.T("Delete them"), func() {
			var ids []record.ID
			for id := range d.shell.letter().outside {
				ids = append(ids, id)
			}
			d.shell.deleteCopies(d.drawCopies, ids...)
		}),
	)).Tight()
	d.howSays = part.NewSmall("")
	d.how = part.NewRow(nil, 0, d.howSays, part.NewQuiet(look.Settings, lang.T("Sort and filter"), func() {
		showIf(d.choose, !d.choose.Visible())
		if d.choose.Visible() {
			d.order.Focus()
		}
	}))
	pick := func(label string, names []named, take func(value string)) *part.Choice {
		return part.NewChoice(label, shownNames(names), func(name string) {
			take(valueOf(names, name))
			d.remember()
		})
	}
	d.order = pick(lang.T("In which order?"), orders, func(v string) { d.shown.Order = v })
	d.group = pick(lang.T("In which groups?"), groups, func(v string) { d.shown.Group = v })
	d.only = pick(lang.T("Which ones?"), onlys, func(v string) { d.shown.Only = v })
	d.with = part.NewField(lang.T("Only those with these words"), lang.T("In their name, sender or tags."))
	d.with.OnChange = func(string) { d.draw() }
	d.choose = part.NewCard(part.NewColumns(3, 200, d.order, d.group, d.only), d.with)
	d.choose.Hide()
	d.page = part.NewPage(part.Wide)
	return d.page
}

// named is a value that is kept and the words for it.
type named struct{ value, name string }

// How the list can be shown.
var (
	orders = []named{{app.ByNewest, lang.N("Newest letter first")}, {app.ByOldest, lang.N("Oldest letter first")}, {app.ByReceived, lang.N("Last to come first")},
		{app.ByFrom, lang.N("Who it is from")}, {app.ByKind, lang.N("What it is")}, {app.ByName, lang.N("Name")}}
	groups = []named{{app.InLooked, lang.N("What waits, and the rest")}, {app.InStages, lang.N("Where it belongs on the way")}, {app.InFrom, lang.N("Who it is from")}, {app.InOne, lang.N("All in one")}}
	onlys  = []named{{app.OnlyAll, lang.N("All of them")}, {app.OnlyWaiting, lang.N("Waiting for a look")}, {app.OnlyDates, lang.N("Those that started a date")},
		{app.OnlyTagged, lang.N("With a tag or a note")}, {app.OnlyNewest, lang.N("Without those replaced")}}
)

func shownNames(list []named) []string {
	var out []string
	for _, n := range list {
		out = append(out, lang.Of(n.name))
	}
	return out
}

func valueOf(list []named, name string) string {
	return list[max(0, slices.IndexFunc(list, func(n named) bool { return lang.Of(n.name) == name }))].value
}

func nameOf(list []named, value string) string {
	return lang.Of(list[max(0, slices.IndexFunc(list, func(n named) bool { return n.value == value }))].name)
}

// remember keeps how the list is shown, in the locked file.
func (d *documents) remember() {
	d.draw()
	file, shown := d.shell.file, d.shown
	d.shell.Work("", func(context.Context) error { return file.Show(shown) }, func() {})
}

// Show lists the documents.
func (d *documents) Show() {
	now := d.shell.stampNow()
	if now == d.drawn {
		d.drawCopies()
		return
	}
	list, err := d.shell.file.Papers(d.shell.Child().ID)
	if err == nil {
		d.shown, err = d.shell.file.Shown()
	}
	if err != nil {
		d.shell.Fail(err)
		return
	}
	d.list, d.drawn = list, now
	d.draw()
}

func (d *documents) draw() {
	d.order.Set(nameOf(orders, d.shown.Order))
	d.group.Set(nameOf(groups, d.shown.Group))
	d.only.Set(nameOf(onlys, d.shown.Only))
	items := []fyne.CanvasObject{d.title, d.copies}
	d.drawCopies()
	if len(d.list) == 0 {
		d.page.Stack.Set(append(items, d.empty)...)
		return
	}
	items = append(items, part.NewSmall(lang.T("To bring in more, choose a file or drop it anywhere on this window.")))
	groups := app.Grouped(d.list, d.shown, d.with.Value())
	count := 0
	for _, g := range groups {
		count += len(g.Papers)
	}
	d.drawHow(count)
	if len(d.list) > 1 {
		items = append(items, d.how, d.choose)
	}
	if count == 0 {
		items = append(items, part.NewEmpty(look.Search, lang.T("None of them is like that"), lang.T("Change what is asked for above to see more of them."),
			part.NewAction(look.Documents, lang.T("Show all of them"), func() {
				d.with.Set("")
				d.shown.Only = app.OnlyAll
				d.remember()
			})))
	}
	for _, g := range groups {
		heading := groupName(d.shown.Group, g.Name)
		if heading != "" && (len(groups) > 1 || d.shown.Group != app.InLooked || g.Name == app.OnlyWaiting) {
			items = append(items, part.NewHeading(heading))
		}
		most := max(documentStep, d.most[g.Name])
		for _, p := range g.Papers[:min(most, len(g.Papers))] {
			items = append(items, d.row(p))
		}
		if more := len(g.Papers) - most; more > 0 {
			items = append(items, part.NewFlow(part.NewAction(look.Down, lang.T("Show %d more", min(more, documentStep)), func() {
				d.most[g.Name] = most + documentStep
				d.draw()
			})))
		}
	}
	d.page.Stack.Set(items...)
}

// drawHow says how the list is shown, where it is not all of it as usual.
func (d *documents) drawHow(count int) {
	says := words.Count(count, "letter", "letters") + " · " + nameOf(orders, d.shown.Order)
	if count < len(d.list) {
		says = lang.T("%d of %s · %s", count, words.Count(len(d.list), "letter", "letters"), nameOf(orders, d.shown.Order))
	}
	if d.shown.Only != app.OnlyAll {
		says += " · " + nameOf(onlys, d.shown.Only)
	}
	if typed := d.with.Value(); typed != "" {
		says += lang.T(" · with “%s”", typed)
	}
	d.howSays.Set(says)
}

// groupName heads a group of documents.
func groupName(group, name string) string {
	switch {
	case group == app.InLooked && name == app.OnlyWaiting:
		return lang.T("Waiting for a look")
	case group == app.InLooked:
		return lang.T("Looked at")
	case group == app.InStages:
		return words.StageName(name)
	case group == app.InFrom && name == "":
		return lang.T("Nobody named")
	}
	return name
}

// drawCopies says what is left outside that is not locked.
func (d *documents) drawCopies() {
	left := d.shell.letter().outside
	if len(left) == 1 {
		d.copySays.Set(lang.T("A copy that is not locked is still in %s. Keep it or delete it?", copiesIn(left)))
	} else if len(left) > 1 {
		d.copySays.Set(lang.T("%d copies that are not locked are still in %s. Keep them or delete them?", len(left), copiesIn(left)))
	}
	showIf(d.copies, len(left) > 0)
}

// documentRow is one document in the list. It is built once and used again.
type documentRow struct {
	door                    *part.Door
	day, kind, about, tells *part.Text
	pill                    *part.Pill
}

func (d *documents) row(doc app.Paper) fyne.CanvasObject {
	r := d.rows[doc.ID]
	if r == nil {
		r = &documentRow{day: part.NewBold(""), kind: part.NewBold(""), about: part.NewSmall(""), tells: part.NewSmall(""), pill: part.NewPill(part.Neutral, "")}
		id := doc.ID
		r.door = part.NewDoor("", func() { d.shell.Go(Place{Name: Letter, ID: id}) },
			part.NewRow(r.day, 120, part.NewStack(r.kind, r.about, r.tells).Close(2), r.pill))
		d.rows[doc.ID] = r
	}
	r.door.SetLabel(lang.T("Open %s", doc.Called()))
	r.day.Set(app.DocumentDay(doc.Document).Short())
	r.kind.Set(words.KindName(doc.Kind))
	about := doc.Called()
	if doc.From != "" {
		about = lang.T("From %s · %s", doc.From, about)
	}
	r.about.Set(about)
	tells := paperTells(doc)
	r.tells.Set(tells)
	showIf(r.tells, tells != "")
	kind, says := part.Waiting, ""
	switch {
	case doc.By != nil:
		kind, says = part.Neutral, lang.T("Replaced")
	case doc.Looked:
	case app.Unread(doc.Document):
		says = lang.T("Not read yet")
	case doc.Problem != "":
		says = lang.T("To fill in by hand")
	default:
		says = lang.T("Not looked at yet")
	}
	if says != r.pill.Words() { // each change lays the whole list out again
		r.pill.Set(kind, says)
	}
	showIf(r.pill, says != "")
	return r.door
}

// paperTells says on one line what else there is to know of a document: how it
// came, how long it is, what came of it, and its tags.
func paperTells(p app.Paper) string {
	var list []string
	if !p.Came.IsZero() {
		came := lang.T("Came %s", p.Came.Short())
		if p.CameBy != "" {
			came += lang.T(", by %s", strings.ToLower(cameName(p.CameBy)))
		}
		list = append(list, came)
	}
	if p.Pages > 0 {
		list = append(list, words.Count(p.Pages, "page", "pages"))
	}
	if n := len(p.Dates); n > 0 {
		list = append(list, lang.T("%s of it", words.Count(n, "date came", "dates came")))
	} else if n := len(p.Events); n > 0 {
		list = append(list, lang.T("%s that happened", words.Count(n, "thing", "things")))
	}
	tags := slices.Clone(p.Tags)
	for _, n := range p.Notes {
		tags = append(tags, n.Tags...)
	}
	if tags = app.Tags(strings.Join(tags, ",")); len(tags) > 0 {
		list = append(list, lang.T("Tags: %s", strings.Join(tags, ", ")))
	}
	return strings.Join(list, " · ")
}
