package screens

import (
	"net/url"
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

// paperCard is what is known of a document beside what it says: its names, its
// tags, what takes its place, what came of it, and the proof that it is as it came.
type paperCard struct {
	letter *letter
	card   *part.Card

	name, tags *part.Field
	by         *part.Choice
	whose      *part.Choice // whose file it is in, to move it
	places     *part.Stack
	came       *part.Stack
	facts, sum *part.Text

	paper  app.Paper
	others []record.Document
}

// nothingNewer() is the first line of the list of what may take a document's place.
func nothingNewer() string { return lang.T("Nothing newer") }

func newPaperCard(l *letter) *paperCard {
	c := &paperCard{letter: l, places: part.NewStack().Close(4), came: part.NewStack().Close(4), facts: part.NewSmall(""), sum: part.NewSmall("")}
	c.name = part.NewField(lang.T("Your name for it"), "")
	c.tags = part.NewField(lang.T("Tags"), lang.T("Words to find it by, with commas between them."))
	c.tags.Example(lang.T("speech, ask about this"))
	c.by = part.NewChoice(lang.T("Has a newer one taken its place?"), nil, func(string) { c.keep() })
	c.whose = part.NewChoice(lang.T("Move it to another file?"), nil, c.move)
	for _, f := range []*part.Field{c.name, c.tags} {
		f.OnSubmit = func(string) { c.keep() }
		f.OnLeave = c.keep
	}
	c.card = part.NewCard(part.NewHeading(lang.T("About this letter")), c.name, c.tags, c.by, c.whose, c.places, c.came, c.facts,
		part.NewText(lang.T("The letter is kept just as it came. This number (SHA-256) shows it: if anything in the file changed, the number would change too.")),
		c.sum,
		part.NewFlow(part.NewAction(look.Copy, lang.T("Copy the number"), func() {
			l.shell.Copy(c.paper.SHA256)
			l.shell.Tell(lang.T("Copied."))
		})))
	return c
}

// draw shows the document that is open. What is being typed stays.
func (c *paperCard) draw() {
	s := c.letter.shell
	p, err := s.file.Paper(c.letter.doc.ID)
	if err != nil {
		c.card.Hide() // in the bin: the letter itself can still be looked at
		return
	}
	c.card.Show()
	same := c.paper.ID == p.ID && c.paper.Title == p.Title && strings.Join(c.paper.Tags, ",") == strings.Join(p.Tags, ",")
	c.paper = p
	if !same {
		c.name.Set(p.Called())
		c.tags.Set(strings.Join(p.Tags, ", "))
	}
	c.drawBy()
	c.drawWhose()
	var items []fyne.CanvasObject
	for _, e := range p.Events {
		items = append(items, part.NewText(s.file.EventName(e.Kind)+": "+e.Day.Written()))
	}
	for _, d := range p.Dates {
		items = append(items, part.NewQuiet(look.Calendar, d.Day.Short()+": "+d.Says, func() { s.Why(d) }))
	}
	if len(items) > 0 {
		items = append([]fyne.CanvasObject{part.NewBold(lang.T("What came of it"))}, items...)
	}
	c.came.Set(items...)
	showIf(c.came, len(items) > 0)
	facts := []string{lang.T("The file came as “%s”, %s.", p.Name, words.Size(p.Size))}
	if p.Pages > 0 {
		facts = append(facts, words.Count(p.Pages, "page", "pages")+".")
	}
	facts = append(facts, lang.T("Brought in on %s.", words.Moment(p.Added)))
	if !p.Came.IsZero() {
		came := lang.T("It came to you on %s", p.Came.Written())
		if p.CameBy != "" {
			came += lang.T(", by %s", strings.ToLower(cameName(p.CameBy)))
		}
		facts = append(facts, came+".")
	}
	c.facts.Set(strings.Join(facts, " "))
	c.sum.Set(p.SHA256)
}

// drawBy lists what may take the document's place, and what stands in its place
// and it in theirs.
func (c *paperCard) drawBy() {
	s := c.letter.shell
	list, err := s.file.Documents(c.paper.Child)
	if err != nil {
		list = nil
	}
	c.others = nil
	names, chosen := []string{nothingNewer()}, nothingNewer()
	for _, d := range list {
		if d.ID == c.paper.ID {
			continue
		}
		name := numberedName(names, app.DocumentDay(d).Short()+" "+words.KindName(d.Kind)+": "+d.Called())
		c.others = append(c.others, d)
		names = append(names, name)
		if c.paper.By != nil && d.ID == c.paper.By.ID {
			chosen = name
		}
	}
	c.by.SetOptions(names)
	c.by.Set(chosen)
	showIf(c.by, len(c.others) > 0)
	var items []fyne.CanvasObject
	see := func(says string, d record.Document) {
		items = append(items, part.NewFlow(part.NewQuiet(look.Arrow, says+d.Called(), func() { s.Go(Place{Name: Letter, ID: d.ID}) })))
	}
	if c.paper.By != nil {
		see(lang.T("Its place is taken by "), *c.paper.By)
	}
	for _, d := range c.paper.For {
		see(lang.T("It takes the place of "), d)
	}
	c.places.Set(items...)
	showIf(c.places, len(items) > 0)
}

// drawWhose offers the other children's files, for a letter that was looked at:
// until then the form says whose it is.
func (c *paperCard) drawWhose() {
	kids := c.letter.kids
	names, chosen := childNames(kids), ""
	for i, k := range kids {
		if k.ID == c.paper.Child {
			chosen = names[i]
		}
	}
	c.whose.SetOptions(names)
	c.whose.Set(chosen)
	showIf(c.whose, len(kids) > 1 && c.paper.Looked)
}

// move puts the letter, and what it showed, in another child's file.
func (c *paperCard) move(name string) {
	l, s := c.letter, c.letter.shell
	i := slices.Index(childNames(l.kids), name)
	if i < 0 || l.kids[i].ID == c.paper.Child {
		return
	}
	id, from, to := c.paper.ID, c.paper.Child, l.kids[i]
	now := func(child record.ID) func() {
		return func() {
			if l.doc.ID == id {
				l.form.look.Child = child
			}
			s.Again()
		}
	}
	s.Act(deed{
		says: lang.T("It is in %s’s file now, with the dates that follow from it.", words.FirstName(to.Name)),
		do:   func(file *app.App) error { return file.Move(id, to.ID) },
		done: now(to.ID), undone: now(from),
	})
}

// keep keeps what was changed of the name, the tags and what takes its place.
func (c *paperCard) keep() {
	s, p := c.letter.shell, c.paper
	if s.file == nil || p.ID == "" {
		return
	}
	name, tags := c.name.Value(), app.Tags(c.tags.Value())
	by := record.ID("")
	for i, o := range c.by.Options() {
		if o == c.by.Value() && i > 0 && i <= len(c.others) {
			by = c.others[i-1].ID
		}
	}
	old := record.ID("")
	if p.By != nil {
		old = p.By.ID
	}
	file, typed := s.file, c.name.Value()+"\n"+c.tags.Value()
	var do []func() error
	if name != p.Called() {
		do = append(do, func() error { return file.Rename(p.ID, name) })
	}
	if strings.Join(tags, ",") != strings.Join(p.Tags, ",") {
		do = append(do, func() error { return file.Tag(p.ID, tags) })
	}
	if by != old {
		do = append(do, func() error { return file.Supersede(p.ID, by) })
	}
	if len(do) == 0 {
		return
	}
	shown := func() {
		if c.paper.ID == p.ID {
			c.paper = app.Paper{} // the fields show what is kept
		}
		c.letter.noted(p.ID)
	}
	s.Act(deed{
		says: lang.T("Kept."),
		do: func(*app.App) error {
			for _, f := range do {
				if err := f(); err != nil {
					return err
				}
			}
			return nil
		},
		done: func() {
			if c.name.Value()+"\n"+c.tags.Value() == typed {
				shown()
				return
			}
			c.letter.noted(p.ID)
		},
		undone: shown,
		failed: func(err error) {
			s.Fail(err)
			shown()
		},
	})
}

// noted takes up what the parent put on a document, where it is still shown.
func (l *letter) noted(id record.ID) {
	doc, err := l.shell.file.Document(id)
	if err != nil || l.doc.ID != id {
		return
	}
	l.doc, l.pages.doc = doc, doc
	l.paper.draw()
	l.pages.foot.draw()
}

// elsewhere opens a copy in another program, once the parent knows what that means.
func (l *letter) elsewhere() {
	s, id := l.shell, l.doc.ID
	s.Ask(lang.T("Open it in another program?"),
		lang.T("For that we must make a copy that is not locked. Other people who use this computer in your name could open it, and the other program may remember it. We delete the copy when you lock your file or close Lever Arch. What you change in the copy is not kept."),
		lang.T("Open a copy"), lang.T("Not now"), func() {
			file := s.file
			path := ""
			s.Firm(lang.T("Making a copy"), func() (err error) {
				path, err = file.OpenElsewhere(id)
				return err
			}, func() {
				link := filepath.ToSlash(path)
				if !strings.HasPrefix(link, "/") {
					link = "/" + link // C:/…
				}
				if err := s.hands.OpenURL(&url.URL{Scheme: "file", Path: link}); err != nil {
					s.Fail(words.ErrNoProgram)
					return
				}
				s.Tell(lang.T("A copy that is not locked is open in another program, until you lock your file."))
			})
		})
}
