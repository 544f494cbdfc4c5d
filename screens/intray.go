package screens

import (
	"cmp"
	"context"
	"path/filepath"
	"slices"

	"fyne.io/fyne/v2"

	"leverarch/app"
	"leverarch/app/lang"
	"leverarch/app/record"
	"leverarch/screens/look"
	"leverarch/screens/part"
	"leverarch/screens/words"
)

// inTray shows what was brought in together, each as far as it is, and below it
// what else waits for a look. Nothing leaves it but by a look.
type inTray struct {
	shell *Shell
	page  *part.Page
	lot   []brought
	sort  *sorter
	most  int
}

// trayOrders are the orders of what waits.
var trayOrders = []named{{app.ByReceived, lang.N("Last to come first")}, {app.ByNewest, lang.N("Newest letter first")}, {app.ByOldest, lang.N("Oldest letter first")}, {app.ByName, lang.N("Name")}}

func newInTray(s *Shell) *inTray { return &inTray{shell: s} }

func (s *Shell) tray() *inTray { return s.screens[InTray].(*inTray) }

// Title names the screen.
func (t *inTray) Title() string { return lang.T("In tray") }

// Content builds the page.
func (t *inTray) Content() fyne.CanvasObject {
	t.sort = newSorter(t.shell, app.ListTray, trayOrders, nil, lang.T("In their name or sender."), t.draw)
	t.page = part.NewPage(part.Wide)
	return t.page
}

// Show lists what came, and what waits.
func (t *inTray) Show() {
	if err := t.sort.load(); err != nil {
		t.shell.Fail(err)
		return
	}
	if !t.shell.again {
		t.most = documentStep
	}
	t.draw()
}

func (t *inTray) draw() {
	s := t.shell
	list, err := s.file.Documents("")
	if err != nil {
		s.Fail(err)
		return
	}
	items := []fyne.CanvasObject{
		part.NewQuiet(look.Back, lang.T("All documents"), func() { s.Go(Place{Name: Documents}) }),
		part.NewTitle(lang.T("In tray")),
		part.NewText(lang.T("What you bring in waits here until you have looked at it. It is all safe in your file already.")),
		part.NewFlow(part.NewPrimary(look.Folder, lang.T("Choose files"), s.PickFiles), part.NewAction(look.Folder, lang.T("Choose a folder"), s.pickFolder)),
	}
	if len(t.lot) > 0 {
		items = append(items, part.NewHeading(lang.T("Brought in just now")))
	}
	inLot := map[record.ID]bool{}
	for _, b := range t.lot {
		if b.err == nil && inLot[b.kept.ID] && !b.kept.Again {
			continue // a photo of a letter that stands here
		}
		items = append(items, t.came(b))
		inLot[b.kept.ID] = true
	}
	var waits []record.Document
	unread := false
	for _, d := range list {
		if d.Looked || d.Child != s.child && d.Child != "" {
			continue
		}
		unread = unread || app.Unread(d) && !s.letter().reading[d.ID]
		if !inLot[d.ID] {
			waits = append(waits, d)
		}
	}
	if unread && len(s.letter().reading) == 0 {
		items = append(items, part.NewFlow(part.NewAction(look.Search, lang.T("Read what is not read yet"), s.readOn)))
	}
	if len(waits) == 0 && len(t.lot) == 0 {
		items = append(items, part.NewEmpty(look.Check, lang.T("Nothing waits for you"), lang.T("Every letter in your file was looked at. A new one waits here until you have looked at it, too."), nil))
	}
	shown := t.sort.shown
	shown.Order = cmp.Or(shown.Order, app.ByReceived)
	some := app.SomeDocuments(waits, shown, t.sort.words())
	if len(waits) > 0 {
		items = append(items, part.NewHeading(lang.T("Waiting for a look")))
	}
	if len(waits) > 1 {
		items = append(items, t.sort.over(len(some), len(waits), "letter", "letters")...)
		if len(some) == 0 {
			items = append(items, t.sort.none(look.Documents))
		}
	}
	for _, d := range some[:min(t.most, len(some))] {
		items = append(items, t.row(d, d.Name))
	}
	if more := len(some) - t.most; more > 0 {
		items = append(items, part.NewFlow(part.NewAction(look.Down, lang.T("Show %d more", min(more, documentStep)), func() {
			t.most += documentStep
			t.draw()
		})))
	}
	t.page.Stack.Set(items...)
}

// came is one file that was brought in, or why it was not.
func (t *inTray) came(b brought) fyne.CanvasObject {
	name := filepath.Base(b.path)
	if b.err != nil {
		return part.NewCard(part.NewBold(name), part.NewText(words.For(b.err).Sentence())).Tight()
	}
	d, err := t.shell.file.Document(b.kept.ID)
	if err != nil {
		return part.NewCard(part.NewBold(name), part.NewText(words.For(err).Sentence())).Tight()
	}
	if b.kept.Again {
		name += lang.T(" is the same as “%s”, which was in your file already", d.Name)
	}
	return t.row(d, name)
}

// row is one document and how far it is.
func (t *inTray) row(d record.Document, says string) fyne.CanvasObject {
	kind, about := words.KindName(d.Kind), ""
	pill := part.NewPill(part.Waiting, lang.T("Not looked at yet"))
	switch err := app.ProblemError(d.Problem); {
	case t.shell.letter().reading[d.ID]:
		kind, about = d.Name, lang.T("We are reading it now.")
		pill.Set(part.Waiting, lang.T("Being read"))
	case app.Unread(d):
		kind = d.Name
		pill.Set(part.Waiting, lang.T("Not read yet"))
	case err != nil:
		about = words.For(err).Sentence()
		pill.Set(part.Waiting, lang.T("To fill in by hand"))
	case !d.Letter.IsZero():
		about = lang.T("The letter says %s.", d.Letter.Written())
	}
	if d.Looked {
		pill.Set(part.Neutral, lang.T("Looked at"))
	}
	stack := part.NewStack(part.NewBold(kind), part.NewSmall(says)).Close(2)
	if about != "" {
		stack.Add(part.NewSmall(about))
	}
	id := d.ID
	return part.NewDoor(lang.T("Open %s", d.Name), func() { t.shell.Go(Place{Name: Letter, ID: id}) }, part.NewRow(nil, 0, stack, pill))
}

// readOn reads what was left unread, as when the file was closed meanwhile.
func (s *Shell) readOn() {
	if s.file.IsSample() || s.file.Older() {
		return
	}
	ids, err := s.file.Unread()
	if err != nil {
		s.Fail(err)
		return
	}
	s.readAll(ids, len(ids))
}

// pickFolder asks for a folder whose files are to be brought in.
func (s *Shell) pickFolder() {
	folder := ""
	s.Work("", func(context.Context) (err error) {
		folder, err = s.hands.Folder()
		return err
	}, func() {
		if folder != "" {
			s.BringIn([]string{folder})
		}
	})
}

// askOneLetter asks whether photos that came together are pages of one letter. They
// are in the file already, so that closing loses nothing.
func (s *Shell) askOneLetter(list []brought, photos []record.ID) {
	var names []string
	var in []app.Kept
	for _, b := range list {
		names, in = append(names, filepath.Base(b.path)), append(in, b.kept)
	}
	file := s.file
	part.Ask(s.Canvas(), lang.T("Are these pages of one letter?"),
		lang.T("They would be one letter, with its pages in this order: %s. Each photo is kept as it came.", words.Join(names)),
		lang.T("Yes, one letter"), lang.T("No, each is its own"), func() {
			var d record.Document
			s.Work("", func(context.Context) (err error) {
				d, err = file.Bind(photos)
				return err
			}, func() {
				t := s.tray()
				for i := range t.lot {
					t.lot[i].kept = app.Kept{Document: d}
				}
				s.Go(Place{Name: Letter, ID: d.ID})
				s.readLetter(d.ID, "")
			})
		}).OnCancel = func() { s.readThose(in) }
}

// split makes two of one letter: the second begins on a page. It can be undone, so
// nothing is asked.
func (s *Shell) split(id record.ID, page int) {
	d, err := s.file.Document(id)
	if err != nil {
		s.Fail(err)
		return
	}
	if s.letter().reading[id] || page > d.Pages {
		s.Tell(lang.T("We are still reading this letter. Try again in a moment."))
		return
	}
	var first, second record.Document
	leads := func(from, to record.ID) { // the way back leads to what is in a letter's place
		for i := range s.past {
			if s.past[i].Name == Letter && s.past[i].ID == from {
				s.past[i].Place = Place{Name: Letter, ID: to}
			}
		}
	}
	s.Act(deed{
		says: lang.T("There are two letters now: %s one letter, and %s another. The document they came in stays as it is.",
			pagesWords(1, page-1, lang.T("stays"), lang.T("stay")), pagesWords(page, d.Pages, lang.T("becomes"), lang.T("become"))),
		do: func(file *app.App) (err error) {
			first, second, err = file.Split(id, page)
			return err
		},
		done: func() {
			l := s.letter()
			l.form.changed = false
			delete(l.unfinished, id)
			s.Go(Place{Name: Letter, ID: second.ID})
			leads(id, first.ID)
		},
		undone: func() {
			leads(first.ID, id)
			s.Go(Place{Name: Letter, ID: id, Page: page})
		},
	})
}

// pagesWords says what one or several pages do.
func pagesWords(from, to int, one, several string) string {
	if from == to {
		return lang.T("page %d %s", from, one)
	}
	return lang.T("pages %d to %d %s", from, to, several)
}

// letterParts says what a letter came with, or in.
type letterParts struct {
	shell *Shell
	card  *part.Card
	says  *part.Text
	doors *part.Flow
}

func newLetterParts(s *Shell) *letterParts {
	p := &letterParts{shell: s, says: part.NewText(""), doors: part.NewFlow()}
	p.card = part.NewCalm(p.says, p.doors).Tight()
	return p
}

// draw shows them for a document, or nothing.
func (p *letterParts) draw(d record.Document) {
	s := p.shell
	open := func(label string, id record.ID) *part.Action {
		return part.NewAction(look.Arrow, label, func() { s.Go(Place{Name: Letter, ID: id}) })
	}
	says := ""
	var doors []fyne.CanvasObject
	switch {
	case d.Guess != nil && len(d.Guess.With) > 0:
		kept, err := s.file.Enclosed(d.ID)
		if err != nil {
			s.Fail(err)
			return
		}
		var names []string
		for _, name := range d.Guess.With {
			if name == "" {
				name = lang.T("a file without a name")
			}
			names = append(names, name)
		}
		says = lang.T("This email came with %s.", words.Join(names))
		if len(kept) == 0 {
			doors = append(doors, part.NewAction(look.Save, lang.T("Keep what came with it"), func() { p.keep(d.ID) }))
		}
		slices.SortStableFunc(kept, func(x, y record.Document) int { return x.Added.Compare(y.Added) })
		for _, k := range kept {
			doors = append(doors, open(lang.T("Open %s", k.Name), k.ID))
		}
	case d.With != "":
		says = lang.T("It came with an email.")
		doors = append(doors, open(lang.T("See the email"), d.With))
	case d.Within != "":
		in, err := s.file.Document(d.Within)
		if err != nil {
			s.Fail(err)
			return
		}
		says = lang.T("This letter is page %d of “%s”, which stays as it came.", d.First, in.Name)
		if d.Last > d.First {
			says = lang.T("This letter is pages %d to %d of “%s”, which stays as it came.", d.First, d.Last, in.Name)
		}
	case len(d.Pictures) > 0:
		says = lang.T("These are %s of one letter. Each is kept as it came.", words.Count(len(d.Pictures), "photo", "photos"))
	}
	p.says.Set(says)
	p.doors.Set(doors...)
	showIf(p.doors, len(doors) > 0)
	showIf(p.card, says != "")
}

// keep keeps what came with an email, and has it read.
func (p *letterParts) keep(id record.ID) {
	s, file := p.shell, p.shell.file
	var list []app.Kept
	var err error
	s.Work(lang.T("Keeping what came with it"), func(ctx context.Context) error {
		list, err = file.KeepEnclosed(ctx, id)
		return nil
	}, func() {
		if len(list) > 0 {
			s.Tell(broughtWords(list, nil))
		}
		if s.isAt(Letter, id) {
			s.Again()
		}
		if err != nil && s.life.Err() == nil {
			s.Fail(err)
		}
		s.readThose(list)
	})
}
