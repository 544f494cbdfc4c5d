package screens

import (
	"fyne.io/fyne/v2"

	"leverarch/app"
	"leverarch/app/lang"
	"leverarch/app/record"
	"leverarch/screens/part"
	"leverarch/screens/words"
)

// family is everybody in the file at once: for each the one next thing and how
// many wait, and below it the days to come of all of them in one list.
type family struct {
	shell *Shell
	page  *part.Page
	drawn stamp
}

func newFamily(s *Shell) *family { return &family{shell: s} }

// Title names the screen.
func (f *family) Title() string { return everyone() }

// everyone is what the whole family is called where a child is chosen.
func everyone() string { return lang.T("Everyone") }

// Content builds the page.
func (f *family) Content() fyne.CanvasObject {
	f.page = part.NewPage(part.Wide)
	return f.page
}

// member is one child of the family, with how things stand.
type member struct {
	child   record.Child
	next    app.ToDo
	waiting []app.Dated
	tray    int
}

// Show loads how things stand for each, and draws it.
func (f *family) Show() {
	file, now := f.shell.file, f.shell.stampNow()
	if now == f.drawn {
		return
	}
	kids, err := file.Children()
	var list []member
	for _, k := range kids {
		m := member{child: k}
		if err == nil {
			m.next, err = file.NextToDo(k.ID)
		}
		if err == nil {
			m.waiting, err = file.Waiting(k.ID)
		}
		if err == nil {
			var tray []record.Document
			tray, err = file.Tray(k.ID)
			m.tray = len(tray)
		}
		list = append(list, m)
	}
	var due []app.Dated
	if err == nil {
		due, err = file.Dates("")
	}
	if err != nil {
		f.shell.Fail(err)
		return
	}
	f.drawn = now
	f.draw(list, due, file.Today())
}

// mostDays is how many days to come stand in the one list.
const mostDays = 12

func (f *family) draw(list []member, due []app.Dated, today record.Day) {
	s := f.shell
	items := []fyne.CanvasObject{part.NewTitle(lang.T("What is next for everyone"))}
	for _, m := range list {
		items = append(items, f.member(m, today))
	}
	var days []fyne.CanvasObject
	for _, d := range due {
		if d.State != app.ToCome && d.State != app.Due {
			continue
		}
		if len(days) == mostDays {
			days = append(days, part.NewSmall(lang.T("The rest stand on each timeline.")))
			break
		}
		days = append(days, s.dateRow(d, words.FirstName(d.Child.Name), today))
	}
	if len(days) > 0 {
		items = append(append(items, part.NewHeading(lang.T("To come"))), days...)
	}
	f.page.Stack.Set(items...)
}

// member is one child's card. It leads to their home.
func (f *family) member(m member, today record.Day) fyne.CanvasObject {
	s := f.shell
	first := words.FirstName(m.child.Name)
	pills := part.NewFlow()
	says := lang.T("Nothing to do just now.")
	switch {
	case m.next.Date != nil:
		d := *m.next.Date
		pills.Add(part.NewPill(part.Due, words.DaysLeft(today.DaysUntil(d.Day))))
		says = lang.T("%s, by %s.", d.Says, d.Day.Written())
	case m.next.Promise != nil:
		says = words.Upper(m.next.Promise.What)
		if by := m.next.Promise.By; !by.IsZero() {
			says += lang.T(", by %s", by.Written())
		}
		says += "."
	case m.next.Letter != nil:
		says = lang.T("A letter waits for a look.")
	}
	if n := len(m.waiting); n > 0 {
		pills.Add(part.NewPill(part.Late, lang.T("%s others have not done", words.Count(n, "thing", "things"))))
	}
	if m.tray > 0 {
		pills.Add(part.NewPill(part.Waiting, lang.T("%s in the in tray", words.Count(m.tray, "letter", "letters"))))
	}
	body := part.NewStack(part.NewHeading(first), part.NewText(says)).Close(6)
	if len(pills.Children()) > 0 {
		body.Add(pills)
	}
	return part.NewDoor(lang.T("Open %s’s file", first), func() {
		s.SetChild(m.child.ID)
		s.Go(Place{Name: Home})
	}, body)
}
