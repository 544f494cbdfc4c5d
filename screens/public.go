package screens

import (
	"reflect"

	"fyne.io/fyne/v2"

	"leverarch/app"
	"leverarch/app/lang"
	"leverarch/app/law"
	"leverarch/app/record"
	"leverarch/screens/cover"
	"leverarch/screens/look"
	"leverarch/screens/part"
)

// publicKey hides every name on the screen, or shows them again.
const publicKey = fyne.KeyF8

// InPublic reports whether names are hidden.
func (s *Shell) InPublic() bool { return s.public }

// flipPublic hides every name that the file knows, for a screen that strangers can
// see, or shows them again. It holds until the program ends and is written nowhere:
// a window that opened with the names hidden would tell whoever opens it that there
// is something to hide.
func (s *Shell) flipPublic() { s.setPublic(!s.public) }

func (s *Shell) setPublic(on bool) {
	if s.hidden || on == s.public {
		return
	}
	s.public = on
	if s.coverNames(); s.file == nil {
		s.gate.sayPublic()
		return
	}
	s.body.set()
	s.redress()
	if s.at.Name == Settings {
		s.Again()
	}
}

// coverNames gives the window the names to hide, before anything is shown. A file
// whose names cannot be asked for is not shown with them: it is locked. Names that
// came since are asked for away from the window: there may be thousands of letters.
func (s *Shell) coverNames() {
	if !s.public || s.file == nil {
		if part.Covered() {
			part.Cover(nil)
		}
		s.covers = covers{}
		return
	}
	file, head := s.file, s.file.Head()
	if head == s.covers.head {
		return
	}
	var list []cover.Name
	var err error
	ask := func() {
		var n app.Names
		if n, err = file.Names(); err == nil {
			list = toCover(n, file.Today())
		}
	}
	take := func() (others bool) {
		switch {
		case err != nil:
			s.Lock()
			s.Fail(err)
			return false
		case reflect.DeepEqual(list, s.covers.list) && part.Covered():
			return false
		}
		s.covers.list = list
		part.Cover(cover.New(list))
		return true
	}
	first := s.covers.head == ""
	s.covers.head = head
	if first {
		ask()
		take()
		return
	}
	s.hands.Run(ask, func() {
		if s.file == file && s.public && take() {
			s.redress()
		}
	})
}

// covers is what is hidden now, and the file's last entry when that was asked for.
type covers struct {
	head string
	list []cover.Name
}

// redress lays every piece out anew, as for another look: what is on the screen now,
// and the other screens when they are shown.
func (s *Shell) redress() {
	for name := range s.worn {
		s.worn[name] = look.Choice{}
	}
	fyne.CurrentApp().Settings().SetTheme(look.As(Look()))
	s.worn[s.at.Name] = Look()
}

// toCover gives the names in the order they are numbered in.
func toCover(n app.Names, today record.Day) []cover.Name {
	var list []cover.Name
	for _, c := range n.Children {
		k := cover.Child
		if law.Young(c.Born, today) {
			k = cover.YoungPerson
		}
		list = append(list, cover.Name{Words: c.Name, Kind: k, Also: c.Before, Found: c.Found})
	}
	for _, p := range n.People {
		list = append(list, cover.Name{Words: p.Name, Kind: cover.Person, Also: p.Before})
	}
	for _, b := range n.Bodies {
		list = append(list, cover.Name{Words: b, Kind: cover.Body})
	}
	for _, o := range n.Others {
		list = append(list, cover.Name{Words: o, Kind: cover.KindOf(o)})
	}
	for _, o := range n.Found {
		list = append(list, cover.Name{Kind: cover.KindOf(o), Found: []string{o}})
	}
	return list
}

// publicLine says over every screen that names are hidden, and leads back.
func (s *Shell) publicLine() fyne.CanvasObject {
	return part.NewCalm(part.NewRow(nil, 0, part.NewSmall(lang.T("Names are hidden. F8 shows them again.")),
		part.NewQuiet(look.Eye, lang.T("Show the names"), s.flipPublic))).Tight()
}

// path gives the name of a folder, unless names are hidden: the name of whoever uses
// the computer often stands in it.
func (s *Shell) path(folder string) string {
	if s.public {
		return lang.T("(a folder: its name is hidden too)")
	}
	return folder
}

// publicCard is the switch in the settings.
func publicCard(tick *part.Tick) fyne.CanvasObject {
	return part.NewCard(
		part.NewHeading(lang.T("When others can see your screen")),
		part.NewText(lang.T("On a train or in a waiting room, you can hide the names. Then children are called “Child 1”, people “Person 2”, and you see “the school” and “the council”. Letters are covered until you ask for a page. F8 does the same, wherever you are.")),
		tick,
		part.NewSmall(lang.T("It hides the names that are in your file. A name that nobody has put there may still be seen. What you type can be seen while you type it. Copying and saving keep the real names. When you close Lever Arch, names are shown again.")),
	)
}
