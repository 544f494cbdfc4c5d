package screens

import (
	"crypto/rand"
	"math/big"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"

	"leverarch/app"
	"leverarch/app/lang"
	"leverarch/app/record"
	"leverarch/screens/look"
	"leverarch/screens/part"
	"leverarch/screens/words"
)

// firstRun makes a family's file in four short steps: a passphrase, the recovery
// key, proof that it was written down, and a child's name. Each step but the
// one that makes the file has a way back.
type firstRun struct {
	shell *Shell
	page  *part.Page

	secret, again *part.Secret
	name          *part.Field
	born          *part.Date
	proof         *part.Field
	make          *part.Action

	file *app.App
	key  string
	ask  int // which group of the recovery key is asked back
}

func newFirstRun(s *Shell) *firstRun { return &firstRun{shell: s} }

func (f *firstRun) Title() string { return "" }

func (f *firstRun) Content() fyne.CanvasObject {
	if f.page == nil {
		f.page = part.NewPage(part.Reading)
	}
	return f.page
}

func (f *firstRun) Show() { f.welcome() }

func (f *firstRun) draw(items ...fyne.CanvasObject) {
	f.page.Stack.Set(append([]fyne.CanvasObject{part.NewSpace(20)}, items...)...)
	f.page.Top()
}

func (f *firstRun) welcome() {
	round := part.NewPrimary(look.Info, lang.T("Look round with a sample family"), f.shell.lookRound)
	f.draw(
		part.NewTitle(lang.T("Lever Arch")),
		part.NewText(lang.T("The file every parent keeps, locked, on your own computer. Put in a letter and it shows you what the letter is, which dates follow, and which law says so.")),
		part.NewCard(
			part.NewHeading(lang.T("See it first")),
			part.NewText(lang.T("An invented family shows you everything. Nothing of it is kept, and you can leave at any time.")),
			part.NewFlow(round),
		),
		part.NewCard(
			part.NewHeading(lang.T("Make your own")),
			part.NewText(lang.T("Nothing leaves this computer unless you send it. There is no account.")),
			part.NewText(lang.T("You choose a passphrase. If you lose it and the recovery key too, nobody can open your file, and nor can we.")),
			part.NewText(lang.T("The dates are for England. This is information, not legal advice.")),
			part.NewFlow(part.NewAction(look.Lock, lang.T("Make my file"), f.choose), part.NewQuiet(look.Folder, lang.T("Bring back a backup"), func() { f.shell.back.pick() })),
		),
		part.NewFlow(
			part.NewQuiet(look.Warning, lang.T("If someone is not safe"), f.safe),
			part.NewQuiet(look.Speech, lang.T("If this window is hard to use"), f.otherWays),
		),
		f.shell.sizes(),
	)
	round.Focus()
}

// sizes lets the words be made larger, and the language chosen, before there is a
// file and on the lock.
func (s *Shell) sizes() fyne.CanvasObject {
	pick := part.NewSegments(lang.T("Text size"), sizeNames, func(name string) {
		c := Look()
		c.Scale = look.Scales[index(sizeNames, name)]
		SetLook(c)
	})
	pick.Set(sizeNames[index(look.Scales, Look().Scale)])
	return part.NewStack(append([]fyne.CanvasObject{pick}, s.languages()...)...)
}

// otherWays tells what the window cannot do for everybody, and what can be used in
// its stead.
func (f *firstRun) otherWays() {
	done := part.NewText("")
	done.Hide()
	f.draw(
		part.NewQuiet(look.Back, lang.T("Back"), f.welcome),
		part.NewTitle(lang.T("If this window is hard to use")),
		part.NewText(lang.T("A screen reader cannot read this window aloud on Linux, and only some of it on Windows and on a Mac.")),
		part.NewCard(
			part.NewHeading(lang.T("By typing")),
			part.NewText(lang.T("Every job can be done in a terminal, which a screen reader can read. Type: leverarch help")),
		),
		part.NewCard(
			part.NewHeading(lang.T("Your rights as web pages")),
			part.NewText(lang.T("We write the guide into a folder you choose. Open it in your browser, with your own settings and your own reader. It needs no internet.")),
			part.NewFlow(part.NewAction(look.Save, lang.T("Save the guide as web pages"), func() { f.shell.saveGuide(done) })),
			done,
		),
		part.NewCard(part.NewHeading(lang.T("Larger words")), f.shell.sizes(), part.NewText(lang.T("Letters and colours can be changed too, under Settings, once your file or the sample is open."))),
	)
}

// saveGuide writes the guide as web pages into a folder that is asked for.
func (s *Shell) saveGuide(done *part.Text) {
	g := s.Guide()
	if g == nil {
		return
	}
	var dir string
	var err error
	s.hands.Run(func() {
		if dir, err = s.hands.Folder(); err != nil || dir == "" {
			return
		}
		dir = filepath.Join(dir, "Your rights")
		_, err = app.WriteGuide(g, dir)
	}, func() {
		switch {
		case err != nil:
			done.Set(words.For(err).Sentence())
		case dir == "":
			return
		default:
			done.Set(lang.T("Done. Open index.html in the folder %s.", dir))
		}
		done.Show()
	})
}

func (f *firstRun) safe() {
	f.draw(append([]fyne.CanvasObject{part.NewQuiet(look.Back, lang.T("Back"), f.welcome)}, safeWords()...)...)
}

// choose is step one: the passphrase.
func (f *firstRun) choose() {
	f.secret = part.NewSecret(lang.T("Choose a passphrase"), lang.T("Four or more words that do not belong together are strong and easy to keep in mind."))
	f.secret.Meter()
	f.again = part.NewSecret(lang.T("The same once more"), "")
	f.again.OnSubmit = func(string) { f.create() }
	f.make = part.NewPrimary(look.Arrow, lang.T("Go on"), f.create)
	f.draw(
		part.NewSmall(lang.T("Step 1 of 4")),
		part.NewTitle(lang.T("Choose a passphrase")),
		part.NewText(lang.T("You type it each time you open your file. Others who use this computer cannot open the file without it.")),
		part.NewCard(f.secret, f.again),
		part.NewFlow(f.make, part.NewAction(look.Back, lang.T("Back"), f.welcome)),
	)
	f.secret.Focus()
}

func (f *firstRun) create() {
	switch {
	case f.secret.Value() == "":
		f.secret.Say(lang.T("Type a passphrase first."))
		f.secret.Focus()
		return
	case f.secret.Value() != f.again.Value():
		f.again.Say(lang.T("The two are not the same. Type it once more."))
		f.again.Focus()
		return
	case !part.Strength(f.secret.Value()).Enough:
		f.secret.Say(lang.T("Somebody could guess this one. Add another word or two."))
		f.secret.Focus()
		return
	}
	secret := []byte(f.secret.Value())
	f.make.Disable()
	s := f.shell
	var err error
	s.hands.Run(func() { f.file, f.key, err = s.desk.Create(s.dir, secret) }, func() {
		clear(secret)
		f.make.Enable()
		if err != nil {
			f.again.Say(words.For(err).Sentence())
			return
		}
		f.secret.Clear()
		f.again.Clear()
		f.ask = pickGroup(f.groups())
		f.showKey()
	})
}

func (f *firstRun) groups() []string { return strings.Split(f.key, "-") }

// pickGroup chooses at random which group of the key is asked back, so that the
// key must have been written down whole.
func pickGroup(groups []string) int {
	n, err := rand.Int(rand.Reader, big.NewInt(int64(len(groups))))
	if err != nil {
		return len(groups) - 1
	}
	return int(n.Int64())
}

// showKey is step two: the recovery key.
func (f *firstRun) showKey() {
	g := f.groups()
	half := (len(g) + 1) / 2
	next := part.NewPrimary(look.Arrow, lang.T("I have written it down"), f.askKey)
	f.draw(
		part.NewSmall(lang.T("Step 2 of 4")),
		part.NewTitle(lang.T("Your recovery key")),
		part.NewText(lang.T("If you forget the passphrase, this key opens your file. Later only somebody who has opened the file can see it, under Settings. Write it on paper and keep it away from this computer, somewhere you would look in two years.")),
		part.NewCard(
			part.NewTitle(strings.Join(g[:half], " - ")).Centred(),
			part.NewTitle(strings.Join(g[half:], " - ")).Centred(),
		),
		part.NewSmall(lang.T("Do not write on it whose it is or what it opens. It has no O, no I and no L, so none of these can be mistaken.")),
		part.NewFlow(next, part.NewAction(look.Copy, lang.T("Copy it"), func() {
			f.shell.Copy(f.key)
		}), part.NewQuiet(look.Close, lang.T("Stop here"), f.stopHere)),
	)
	next.Focus()
}

// askKey is step three: one group of the key, typed back.
func (f *firstRun) askKey() {
	f.proof = part.NewField(lang.T("Group %d of the key", f.ask+1), lang.T("The key has %d groups of letters and numbers. Read the %s one from your paper.", len(f.groups()), words.Ordinal(f.ask+1)))
	f.proof.OnSubmit = func(string) { f.checkKey() }
	f.draw(
		part.NewSmall(lang.T("Step 3 of 4")),
		part.NewTitle(lang.T("Is it written down?")),
		part.NewText(lang.T("Type one part of it back, so we both know the paper is right.")),
		part.NewCard(f.proof),
		part.NewFlow(part.NewPrimary(look.Arrow, lang.T("Go on"), f.checkKey), part.NewAction(look.Back, lang.T("Show me the key again"), f.showKey), part.NewQuiet(look.Close, lang.T("Stop here"), f.stopHere)),
	)
	f.proof.Focus()
}

// stopHere leaves a file that was made and not yet opened: it stays, locked.
func (f *firstRun) stopHere() {
	f.shell.Ask(lang.T("Stop here?"), lang.T("Your file is made and stays, locked. Your passphrase opens it. You can see the recovery key again later, under Settings, Keeping it safe."),
		lang.T("Stop here"), lang.T("Go on"), func() {
			f.shell.Copy("")
			f.abandon()
			f.shell.showGate()
		})
}

func (f *firstRun) checkKey() {
	if !strings.EqualFold(strings.TrimSpace(f.proof.Value()), f.groups()[f.ask]) {
		f.proof.Say(lang.T("That is not what the key says there. Look at the paper, or have the key shown again."))
		f.proof.Focus()
		return
	}
	f.shell.Copy("") // the key does not stay behind for the next program to paste
	f.askChild()
}

// askChild is step four: whose file it is.
func (f *firstRun) askChild() {
	f.name = part.NewField(lang.T("The child or young person's name"), lang.T("As letters have it, like Iqra Halloran."))
	f.born = part.NewDate(lang.T("Date of birth"), lang.T("You can leave this out."), f.shell.desk.Today).Usual(bornBefore, 0)
	f.name.OnSubmit = func(string) { f.finish() }
	f.draw(
		part.NewSmall(lang.T("Step 4 of 4")),
		part.NewTitle(lang.T("Whose file is it?")),
		part.NewCard(f.name, f.born),
		part.NewFlow(part.NewPrimary(look.Check, lang.T("Open my file"), f.finish), part.NewAction(look.Back, lang.T("Back"), f.askKey)),
	)
	f.name.Focus()
}

func (f *firstRun) finish() {
	if strings.TrimSpace(f.name.Value()) == "" {
		f.name.Say(lang.T("A name helps: a first name is enough."))
		f.name.Focus()
		return
	}
	file, name := f.file, f.name.Value()
	var born record.Day
	if d := f.born.Day(); !d.IsZero() {
		born = d
	}
	s := f.shell
	var err error
	s.hands.Run(func() { _, err = file.AddChild(name, born) }, func() {
		if err != nil {
			f.name.Say(words.For(err).Sentence())
			return
		}
		f.file, f.key = nil, ""
		s.Open(file)
		s.Go(Place{Name: Where}) // back leads home from there
	})
}

// abandon closes a file that was made and not yet opened in the window.
func (f *firstRun) abandon() {
	if f.file != nil {
		f.file.Close()
		f.file, f.key = nil, ""
	}
}
