package screens

import (
	"fmt"

	"fyne.io/fyne/v2"

	"leverarch/app"
	"leverarch/app/record"
	"leverarch/screens/look"
	"leverarch/screens/part"
	"leverarch/screens/words"
)

// documents lists the papers of a child, and those that are nobody's yet: what
// waits to be looked at first, then the rest, newest letter first.
type documents struct {
	shell *Shell
	page  *part.Page

	title     *part.Row
	empty     *part.Card
	copies    *part.Card
	copySays  *part.Text
	rows      map[record.ID]*documentRow
	most      int // how many of the rest are drawn
	mostFresh int // how many of those that wait are drawn
}

func newDocuments(s *Shell) *documents {
	return &documents{shell: s, rows: map[record.ID]*documentRow{}}
}

// Title names the screen.
func (d *documents) Title() string { return "Documents" }

// documentStep is how many documents of a list are drawn at a time.
const documentStep = 40

// Content builds the page.
func (d *documents) Content() fyne.CanvasObject {
	d.title = part.NewRow(nil, 0, part.NewTitle("Documents"), part.NewPrimary(look.Folder, "Choose a file", d.shell.PickFiles))
	d.empty = part.NewEmpty(look.Documents, "Nothing here yet",
		"Letters, plans and reports stand here once you bring them in. Choose a file, or drop it on this window.", nil)
	d.copySays = part.NewText("")
	d.copies = part.NewCalm(d.copySays, part.NewFlow(
		part.NewAction(look.Check, "Keep them", func() {
			clear(d.shell.letter().outside)
			d.drawCopies()
		}),
		part.NewAction(look.Bin, "Delete them", func() {
			var ids []record.ID
			for id := range d.shell.letter().outside {
				ids = append(ids, id)
			}
			d.shell.deleteCopies(d.drawCopies, ids...)
		}),
	)).Tight()
	d.page = part.NewPage(part.Wide)
	d.most, d.mostFresh = documentStep, documentStep
	return d.page
}

// Show lists the documents.
func (d *documents) Show() {
	child := d.shell.Child()
	list, err := d.shell.file.Documents("")
	if err != nil {
		d.shell.Fail(err)
		return
	}
	d.draw(child, list)
}

func (d *documents) draw(child record.Child, list []record.Document) {
	var fresh, rest []record.Document
	for _, doc := range list {
		switch {
		case doc.Child != child.ID && doc.Child != "":
		case doc.Looked:
			rest = append(rest, doc)
		default:
			fresh = append(fresh, doc)
		}
	}
	items := []fyne.CanvasObject{d.title, d.copies}
	d.drawCopies()
	if len(fresh)+len(rest) == 0 {
		items = append(items, d.empty)
	} else {
		items = append(items, part.NewSmall("To bring in more, choose a file or drop it anywhere on this window."))
	}
	section := func(heading string, docs []record.Document, most *int) {
		if len(docs) == 0 {
			return
		}
		if len(fresh) > 0 {
			items = append(items, part.NewHeading(heading))
		}
		for _, doc := range docs[:min(*most, len(docs))] {
			items = append(items, d.row(doc))
		}
		if more := len(docs) - *most; more > 0 {
			items = append(items, part.NewFlow(part.NewAction(look.Down, fmt.Sprintf("Show %d more", min(more, documentStep)), func() {
				*most += documentStep
				d.draw(child, list)
			})))
		}
	}
	section("Waiting for a look", fresh, &d.mostFresh)
	section("Looked at", rest, &d.most)
	d.page.Stack.Set(items...)
}

// drawCopies says what is left outside that is not locked.
func (d *documents) drawCopies() {
	left := d.shell.letter().outside
	if len(left) == 1 {
		d.copySays.Set("A copy that is not locked is still in " + copiesIn(left) + ". Keep it or delete it?")
	} else if len(left) > 1 {
		d.copySays.Set(fmt.Sprintf("%d copies that are not locked are still in %s. Keep them or delete them?", len(left), copiesIn(left)))
	}
	showIf(d.copies, len(left) > 0)
}

// documentRow is one document in the list. It is built once and used again.
type documentRow struct {
	door             *part.Door
	day, kind, about *part.Text
	pill             *part.Pill
}

func (d *documents) row(doc record.Document) fyne.CanvasObject {
	r := d.rows[doc.ID]
	if r == nil {
		r = &documentRow{day: part.NewBold(""), kind: part.NewBold(""), about: part.NewSmall(""), pill: part.NewPill(part.Neutral, "")}
		id := doc.ID
		r.door = part.NewDoor("Open "+doc.Name, func() { d.shell.Go(Place{Name: Letter, ID: id}) },
			part.NewRow(r.day, 120, part.NewStack(r.kind, r.about).Close(2), r.pill))
		d.rows[doc.ID] = r
	}
	r.day.Set(app.DocumentDay(doc).Short())
	r.kind.Set(words.KindName(doc.Kind))
	about := doc.Name
	if doc.From != "" {
		about = "From " + doc.From + " · " + doc.Name
	}
	r.about.Set(about)
	says := ""
	switch {
	case doc.Looked:
	case app.Unread(doc):
		says = "Not read yet"
	case doc.Problem != "":
		says = "To fill in by hand"
	default:
		says = "Not looked at yet"
	}
	if says != r.pill.Words() { // each change lays the whole list out again
		r.pill.Set(part.Waiting, says)
	}
	showIf(r.pill, says != "")
	return r.door
}
