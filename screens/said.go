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

// said is one conversation as it was written down, what it said before, and the
// email that confirms it.
type said struct {
	shell *Shell
	page  *part.Page
	email *part.Stack
	past  *part.Stack
}

func newSaid(s *Shell) *said { return &said{shell: s} }

// Title names the screen.
func (v *said) Title() string { return lang.T("What was said") }

// Content builds the page.
func (v *said) Content() fyne.CanvasObject {
	v.email, v.past = part.NewStack(), part.NewStack()
	v.page = part.NewPage(part.Reading)
	return v.page
}

// saidView is what the page shows.
type saidView struct {
	talk    app.Talk
	history []app.Past[record.Conversation]
	people  []record.Person
	kids    []record.Child
	sought  func(text string) []part.Span // what was looked for in some words, or nil
}

// Show draws the conversation.
func (v *said) Show() {
	view, err := v.load(v.shell.ID())
	if err != nil {
		v.page.Stack.Set()
		v.shell.Fail(err)
		return
	}
	v.draw(view)
}

func (v *said) load(id record.ID) (view saidView, err error) {
	file := v.shell.File()
	if view.talk, err = file.Talk(id); err != nil {
		return view, err
	}
	if view.history, err = file.TalkHistory(id); err != nil {
		return view, err
	}
	if view.people, err = file.People(); err != nil {
		return view, err
	}
	if typed := v.shell.at.Words; typed != "" {
		view.sought = func(text string) (marks []part.Span) {
			for _, m := range file.MarksOn(typed, text) {
				marks = append(marks, part.Span{From: m.From, To: m.To})
			}
			return marks
		}
	}
	view.kids, err = file.Children()
	return view, err
}

// text is words of the conversation, with what was looked for marked in them.
func (view saidView) text(says string) *part.Text {
	t := part.NewText(says)
	if view.sought != nil {
		t.Mark(view.sought(says))
	}
	return t
}

func (v *said) draw(view saidView) {
	s, t := v.shell, view.talk
	when := t.On.Written()
	if t.At != "" {
		when += lang.T(" at %s", t.At)
	}
	if len(view.kids) > 1 {
		when += lang.T(", about %s", view.childName(t.Child))
	}
	marks := part.NewFlow()
	if late := t.WrittenLater(); late > 0 {
		marks.Add(part.NewPill(part.Neutral, lang.T("Written down %s later", words.Count(late, "day", "days"))))
	}
	before := view.before()
	if !t.Changed.IsZero() {
		marks.Add(part.NewPill(part.Neutral, lang.T("Changed on %s", record.DayOf(t.Changed.Local()).Short())))
	}

	items := []fyne.CanvasObject{
		part.NewTitle(words.TalkTitle(t.How, names(t.People))),
		part.NewText(when),
	}
	if len(marks.Children()) > 0 {
		items = append(items, marks)
	}
	v.email.Set()
	v.email.Hide()
	items = append(items,
		part.NewCard(view.body(t.Conversation)...),
		part.NewFlow(
			part.NewPrimary(look.Mail, lang.T("Make the email that confirms this"), func() { v.confirm(t.ID) }),
			part.NewAction(look.Pencil, lang.T("Change"), func() { s.Go(Place{Name: Write, ID: t.ID}) }),
			part.NewQuiet(look.Back, lang.T("All conversations"), func() { s.Go(Place{Name: Talks}) }),
			part.NewQuiet(look.Bin, lang.T("Put it in the bin"), func() { s.delete(t.ID, Place{Name: Talks}) }),
		),
		v.email,
	)
	if t.Private != "" {
		items = append(items, part.NewCalm(
			part.NewHeading(lang.T("Your private note")),
			view.text(t.Private),
			part.NewSmall(lang.T("Only you see this. It goes into no email, calendar or pack.")),
		))
	}
	if len(before) > 0 {
		items = append(items, v.older(view, before))
	}
	items = append(items, part.NewSmall(lang.T("First written down on %s.", words.Moment(t.Written))))
	v.page.Stack.Set(items...)
	v.page.Top()
}

// body is what was said: with whom, what, and what was agreed.
func (view saidView) body(c record.Conversation) []fyne.CanvasObject {
	var items []fyne.CanvasObject
	if len(c.With) > 0 {
		with := part.NewStack().Close(2)
		for _, id := range c.With {
			with.Add(part.NewText(personWords(view.person(id))))
		}
		items = append(items, under(lang.T("With"), with))
	}
	items = append(items, under(lang.T("What was said"), view.text(c.Said)))
	if len(c.Agree) > 0 {
		list := part.NewStack().Close(6)
		for _, g := range c.Agree {
			row := part.NewStack(view.text(g.What)).Close(2)
			if about := agreedWords(g); about != "" {
				row.Add(part.NewSmall(about))
			}
			list.Add(part.NewRow(part.NewText("•"), 8, row, nil))
		}
		items = append(items, under(lang.T("What was agreed"), list))
	}
	return items
}

// under puts a piece close under the words that name it.
func under(name string, piece fyne.CanvasObject) fyne.CanvasObject {
	return part.NewStack(part.NewBold(name), piece).Close(2)
}

// agreedWords says who does a thing and by when.
func agreedWords(g record.Agreed) string {
	var about []string
	if g.Who != "" {
		about = append(about, g.Who)
	}
	if !g.By.IsZero() {
		about = append(about, lang.T("by %s", g.By.Written()))
	}
	if !g.Done.IsZero() {
		about = append(about, lang.T("done on %s", g.Done.Written()))
	}
	return words.Upper(strings.Join(about, ", "))
}

func (view saidView) person(id record.ID) record.Person {
	for _, p := range view.people {
		if p.ID == id {
			return p
		}
	}
	return record.Person{}
}

func (view saidView) childName(id record.ID) string {
	for _, c := range view.kids {
		if c.ID == id {
			return c.Name
		}
	}
	return ""
}

// before gives what the conversation said before, newest first.
func (view saidView) before() []app.Past[record.Conversation] {
	if len(view.history) < 2 {
		return nil
	}
	old := slices.Clone(view.history[:len(view.history)-1])
	slices.Reverse(old)
	return old
}

// older shows on request what the conversation said before.
func (v *said) older(view saidView, before []app.Past[record.Conversation]) fyne.CanvasObject {
	v.past.Set()
	v.past.Hide()
	var open *part.Action
	open = part.NewQuiet(look.Timeline, lang.T("What it said before"), func() {
		if v.past.Visible() {
			v.past.Hide()
			open.SetLabel(lang.T("What it said before"))
			return
		}
		if len(v.past.Children()) == 0 {
			var cards []fyne.CanvasObject
			for _, p := range before {
				cards = append(cards, part.NewCard(view.old(p.Was)...))
			}
			v.past.Set(cards...)
		}
		v.past.Show()
		open.SetLabel(lang.T("Close what it said before"))
	})
	return part.NewStack(part.NewFlow(open), v.past)
}

// old is one version that is no longer the newest.
func (view saidView) old(c record.Conversation) []fyne.CanvasObject {
	about := c.On.Written()
	if c.At != "" {
		about += lang.T(" at %s", c.At)
	}
	if c.How != "" {
		about = words.HowName(c.How) + ", " + about
	}
	since := c.Written
	if !c.Changed.IsZero() {
		since = c.Changed
	}
	items := []fyne.CanvasObject{part.NewSmall(lang.T("As it stood from %s", words.Moment(since))), part.NewText(about)}
	items = append(items, view.body(c)...)
	if c.Private != "" {
		items = append(items, under(lang.T("Your private note"), part.NewText(c.Private)))
	}
	return items
}

// confirm writes the email that says back what was agreed.
func (v *said) confirm(id record.ID) {
	s, file := v.shell, v.shell.File()
	var e app.Email
	s.Work("", func(context.Context) (err error) {
		e, err = file.ConfirmByEmail(id)
		return err
	}, func() {
		copyText := part.NewAction(look.Copy, lang.T("Copy the text"), func() {
			s.Copy(e.Body)
			s.Tell(lang.T("Copied. Paste it into an email."))
		})
		press := []fyne.CanvasObject{copyText,
			part.NewAction(look.Copy, lang.T("Copy the subject"), func() {
				s.Copy(e.Subject)
				s.Tell(lang.T("Copied."))
			})}
		note := lang.T("It is too long to open in a mail program by itself. Copy the text and paste it into a new email.")
		if e.Mailto != "" {
			press = append(press, part.NewAction(look.Mail, lang.T("Open in my mail program"), func() { s.OpenURL(e.Mailto) }))
			note = lang.T("Your mail program may keep a copy. Only send it when you are happy with every word.")
		}
		v.email.Set(part.NewCard(
			part.NewHeading(lang.T("The email")),
			part.NewText(lang.T("Read it through first. We send nothing: you do.")),
			under(lang.T("Subject"), part.NewText(e.Subject)),
			under(lang.T("What it says"), part.NewText(e.Body)),
			part.NewFlow(press...),
			part.NewSmall(note),
		))
		v.email.Show()
		copyText.Focus()
	})
}
