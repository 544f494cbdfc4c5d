package screens

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"

	"leverarch/app"
	"leverarch/app/lang"
	"leverarch/app/law"
	"leverarch/app/record"
	"leverarch/screens/look"
	"leverarch/screens/part"
	"leverarch/screens/words"
)

// childrenScreen lists the children in the file, says whose is looked at, and
// takes in another.
type childrenScreen struct {
	shell *Shell
	page  *part.Page
	list  *part.Stack
	name  *part.Field
	born  *part.Date
	add   *part.Action
}

func newChildren(s *Shell) *childrenScreen { return &childrenScreen{shell: s} }

// Title names the screen.
func (c *childrenScreen) Title() string { return lang.T("Children") }

// Content builds the page.
func (c *childrenScreen) Content() fyne.CanvasObject {
	c.list = part.NewStack()
	c.name = part.NewField(lang.T("Name"), lang.T("Any name will do."))
	c.name.OnChange = func(string) { c.name.Say("") }
	c.name.OnSubmit = func(string) { c.keep() }
	c.born = part.NewDate(lang.T("Date of birth"), bornHint(), func() record.Day { return c.shell.File().Today() }).Usual(bornBefore, 0)
	c.born.OnSubmit = func(string) { c.keep() }
	c.add = part.NewPrimary(look.Plus, lang.T("Add a child"), c.keep)
	c.page = part.NewPage(part.Reading,
		part.NewTitle(lang.T("Children")),
		c.list,
		part.NewCard(
			part.NewHeading(lang.T("Add a child")),
			part.NewColumns(2, 220, c.name, c.born),
			part.NewFlow(c.add),
		),
	)
	return c.page
}

// bornBefore is how many years ago a day of birth needs no question: a plan can last
// until 25. One further back may be the parent's own.
const bornBefore = 26

// bornHint says why a day of birth is asked for at all.
func bornHint() string {
	return lang.T("You can leave this empty. It tells us when a right passes to the young person.")
}

// Show lists the children.
func (c *childrenScreen) Show() {
	kids, err := c.shell.File().Children()
	if err != nil {
		c.shell.Fail(err)
		return
	}
	var rows []fyne.CanvasObject
	for _, k := range kids {
		rows = append(rows, c.row(k))
	}
	c.list.Set(rows...)
	showIf(c.list, len(rows) > 0)
	if len(rows) == 0 {
		c.name.Focus()
	}
}

func (c *childrenScreen) row(k record.Child) fyne.CanvasObject {
	body := part.NewStack(part.NewBold(k.Name)).Close(2)
	if !k.Born.IsZero() {
		body.Add(part.NewSmall(lang.T("Born %s", k.Born.Long())))
	}
	if from := law.YoungFrom(k.Born); !from.IsZero() {
		body.Add(part.NewSmall(lang.T("A young person in law from %s", from.Long())))
	}
	first := words.FirstName(k.Name)
	body.Add(part.NewFlow(part.NewQuiet(look.Pencil, lang.T("Change %s’s name or birthday", first), func() { c.mend(k) }),
		part.NewQuiet(look.Bin, lang.T("Put %s’s file in the bin", first), func() { c.bin(k) })))
	if mayHaveOwn(k, c.shell.file.Today()) {
		body.Add(part.NewFlow(part.NewQuiet(look.Save, lang.T("Make a file of %s’s own", first), func() { c.offerOwn(k) })))
	}
	if k.ID == c.shell.Child().ID {
		return part.NewCard(part.NewRow(nil, 0, body, part.NewPill(part.Done, lang.T("You are looking at this file")))).Tight()
	}
	return part.NewCard(part.NewRow(nil, 0, body,
		part.NewAction(look.Arrow, lang.T("Look at %s’s file", words.FirstName(k.Name)), func() { c.choose(k) }))).Tight()
}

// mend changes a name or a day of birth.
func (c *childrenScreen) mend(k record.Child) {
	s := c.shell
	file := s.file
	name, born := part.NewField(lang.T("Name"), lang.T("Any name will do.")), part.NewDate(lang.T("Date of birth"), bornHint(), file.Today).Usual(bornBefore, 0)
	name.Set(k.Name)
	born.Set(k.Born)
	var m *part.Modal
	keep := part.NewPrimary(look.Check, lang.T("Keep it"), func() {
		switch {
		case name.Value() == "":
			name.Say(lang.T("Type a name first."))
			name.Focus()
			return
		case born.Value() != "" && !born.Check():
			born.Focus()
			return
		}
		m.Close()
		var moved []law.Change
		s.Act(deed{
			do: func(file *app.App) (err error) {
				moved, err = file.MendChild(k.ID, name.Value(), born.Day())
				return err
			},
			done: func() {
				s.SetChild(s.child)
				c.Show()
			},
			tell: func(undo func()) { s.TellMoved(lang.T("Changed."), moved, undo) },
			undone: func() {
				s.SetChild(s.child)
				s.Again()
			},
		})
	})
	m = part.NewModal(lang.T("Name and birthday"), []*part.Action{keep, part.NewAction("", lang.T("Not now"), func() { m.Close() })}, name, born)
	m.Open(s.Canvas())
}

// bin puts a child's whole file in the bin, where everything about them waits with
// it. It can be undone, so nothing is asked.
func (c *childrenScreen) bin(k record.Child) {
	s := c.shell
	was := s.child
	s.Act(deed{
		says: lang.T("%s’s file is in the bin for 30 days, with everything in it.", words.FirstName(k.Name)),
		do:   func(file *app.App) error { return file.Delete(k.ID) },
		done: func() {
			s.past = slices.DeleteFunc(s.past, func(v visit) bool { return v.child == k.ID })
			s.ahead = nil
			if was == k.ID {
				s.SetChild("")
				if kids, err := s.file.Children(); err == nil && len(kids) > 0 {
					s.SetChild(kids[0].ID)
				}
			}
			s.drawHead()
			c.Show()
		},
		undone: func() {
			s.SetChild(was)
			c.Show()
		},
	})
}

// choose looks at another child's file.
func (c *childrenScreen) choose(k record.Child) {
	c.shell.SetChild(k.ID)
	c.Show()
	c.shell.Tell(lang.T("You are now looking at %s’s file.", words.FirstName(k.Name)))
}

// keep puts another child in the file.
func (c *childrenScreen) keep() {
	if c.add.Disabled() {
		return
	}
	name := c.name.Value()
	if name == "" {
		c.name.Say(lang.T("Type a name first."))
		c.name.Focus()
		return
	}
	if c.born.Value() != "" && !c.born.Check() {
		c.born.Focus()
		return
	}
	born, file := c.born.Day(), c.shell.File()
	c.add.Disable()
	var added record.Child
	var err error
	c.shell.Work("", func(context.Context) error {
		added, err = file.AddChild(name, born)
		return nil
	}, func() {
		c.add.Enable()
		if err != nil {
			c.shell.Fail(err)
			return
		}
		c.name.Set("")
		c.born.Set(record.Day{})
		c.shell.SetChild(added.ID)
		c.shell.Go(Place{Name: Where}) // as after a new file: back leads to the children
		c.shell.Tell(lang.T("%s is in your file now.", words.FirstName(added.Name)))
	})
}
