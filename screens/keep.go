package screens

import (
	"context"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"leverarch/app"
	"leverarch/app/record"
	"leverarch/screens/look"
	"leverarch/screens/part"
	"leverarch/screens/words"
)

// keep is where a family looks after the file itself: its passphrases, its
// recovery key, whether all of it is whole, and what was put in the bin.
type keep struct {
	shell *Shell
	page  *part.Page

	old, new, again *part.Secret
	key             *part.Stack
	carers          *part.Stack
	own, theirs     *part.Secret
	label           *part.Field
	stolen          *part.Secret
	health          *part.Stack
	number          *part.Field
	backups         *part.Stack
	bin             *part.Stack
	binSort         *sorter
	binMost         int
}

// How the bin can be shown.
var (
	binOrders = []named{{app.ByNewest, "Deleted last, first"}, {app.ByOldest, "Deleted first, first"}, {app.ByName, "Name"}}
	binOnlys  = []named{{app.OnlyAll, "All of them"}, {"document", "Letters"}, {"conversation", "Conversations"}, {"person", "People"}}
)

func newKeep(s *Shell) *keep { return &keep{shell: s} }

func (k *keep) Title() string { return "Keeping it safe" }

func (k *keep) Content() fyne.CanvasObject {
	k.old = part.NewSecret("Your passphrase now", "")
	k.new = part.NewSecret("The new one", "Four or more words that do not belong together are strong and easy to keep in mind.")
	k.new.Meter()
	k.again = part.NewSecret("The new one once more", "")
	k.again.OnSubmit = func(string) { k.change() }
	k.key, k.carers, k.health, k.bin = part.NewStack(), part.NewStack(), part.NewStack(), part.NewStack()
	k.backups = part.NewStack()
	k.binSort = newSorter(k.shell, app.ListBin, binOrders, binOnlys, "In what it is called, or what was said.", k.drawBin)
	k.own = part.NewSecret("Your own passphrase", "")
	k.label = part.NewField("Who is it?", "A word you both know, like Dad.")
	k.theirs = part.NewSecret("Their passphrase", "Let them type it themselves.")
	k.theirs.Meter()
	k.theirs.OnSubmit = func(string) { k.add() }
	k.number = part.NewField("A number from an email or a timeline", "")
	k.number.OnSubmit = func(string) { k.lookUp() }
	k.stolen = part.NewSecret("Your own passphrase, to make new keys", "")
	k.stolen.OnSubmit = func(string) { k.renew() }
	k.page = part.NewPage(part.Reading,
		part.NewTitle("Keeping it safe"),
		k.shell.inSample("This is the sample family. A backup or a key made here opens the invented family only, and is no copy of a file of your own."),
		part.NewCard(part.NewHeading("Backups"),
			part.NewText("A second copy, locked, for when this computer breaks or is lost. Best on a stick, or in a folder that is copied elsewhere. The recovery key opens it, with other programs too."),
			k.backups),
		part.NewCard(part.NewHeading("Is all of it there?"),
			part.NewText("We read every letter and every note back and prove that nothing was changed."),
			part.NewFlow(part.NewAction(look.Check, "Check everything", k.check)), k.health,
			part.NewSmall("What this shows: nothing that was written down was changed afterwards without a trace. What it does not show: that what was written is true, or, by itself, on which day it was written down."),
			part.NewSmall("To show the day, send the number of the last entry to somebody. It is in the emails and the timelines you make here. If they still have it years later, you can look it up here."),
			k.number, part.NewFlow(part.NewAction(look.Search, "Look it up", k.lookUp))),
		part.NewCard(part.NewHeading("Your recovery key"),
			part.NewText("It opens your file when the passphrase is forgotten. Keep it on paper, away from this computer."),
			k.key),
		part.NewCard(part.NewHeading("Change your passphrase"), k.old, k.new, k.again,
			part.NewFlow(part.NewAction(look.Lock, "Change it", k.change)),
			part.NewSmall("Copies and backups made before still open with the old one.")),
		part.NewCard(part.NewHeading("Somebody else with a passphrase of their own"), k.carers,
			part.NewText("They see everything, your private notes too. They can copy it, and they can take you out."),
			k.label, k.own, k.theirs,
			part.NewFlow(part.NewAction(look.Plus, "Let them in", k.add))),
		part.NewCard(part.NewHeading("If a copy was stolen"),
			part.NewText("New keys seal everything again. The old recovery key opens this file no more. A copy that somebody has already still opens with what opened it before."),
			k.stolen, part.NewFlow(part.NewAction(look.Lock, "Make new keys for everything", k.renew))),
		part.NewCard(part.NewHeading("The bin"), k.bin),
	)
	return k.page
}

func (k *keep) Show() {
	k.hideKey()
	showIf(k.health, len(k.health.Children()) > 0)
	k.drawCarers()
	k.drawBackups()
	if err := k.binSort.load(); err != nil {
		k.shell.Fail(err)
	}
	if !k.shell.again {
		k.binMost = documentStep
	}
	k.drawBin()
}

// Leave forgets what was typed: a passphrase does not wait on a screen.
func (k *keep) Leave() {
	for _, s := range []*part.Secret{k.old, k.new, k.again, k.own, k.theirs, k.stolen} {
		s.Clear()
	}
	k.hideKey()
	k.health.Set()
	k.health.Hide()
	k.number.Set("")
	k.number.Say("")
}

func (k *keep) hideKey() {
	k.key.Set(part.NewFlow(
		part.NewAction(look.Eye, "Show it", k.showKey),
		part.NewAction(look.Print, "Save a page to print", k.sheet),
	))
}

func (k *keep) showKey() {
	key, err := k.shell.file.RecoveryKey()
	if err != nil {
		k.shell.Fail(err)
		return
	}
	hide := part.NewAction(look.EyeOff, "Hide it", k.hideKey)
	k.key.Set(append(keyWords(key),
		part.NewScan("The recovery key as a square code", key),
		part.NewSmall("The square says the same to a phone. Take no picture of it: whoever has the picture can open your file."),
		part.NewFlow(hide))...)
	hide.Focus()
}

// keyWords sets a recovery key in two lines that can be copied by hand.
func keyWords(key string) []fyne.CanvasObject {
	g := strings.Split(key, "-")
	half := (len(g) + 1) / 2
	return []fyne.CanvasObject{part.NewCode(strings.Join(g[:half], " - ")), part.NewCode(strings.Join(g[half:], " - "))}
}

func (k *keep) sheet() {
	s, file := k.shell, k.shell.file
	saved := false
	s.Firm("Saving the page", func() error {
		path, err := s.hands.SaveAs("page.pdf")
		if err != nil || path == "" {
			return err
		}
		saved = true
		return file.SaveRecoverySheet(path)
	}, func() {
		if saved {
			s.Tell("The page is saved. Print it, then delete it: it is not locked.")
		}
	})
}

// pair checks a passphrase typed twice.
func pair(one, two *part.Secret) bool {
	switch {
	case one.Value() == "":
		one.Say("Type a passphrase first.")
		one.Focus()
	case !part.Strength(one.Value()).Enough:
		one.Say("Somebody could guess this one. Add another word or two.")
		one.Focus()
	case two != nil && one.Value() != two.Value():
		two.Say("The two are not the same. Type it once more.")
		two.Focus()
	default:
		return true
	}
	return false
}

func (k *keep) change() {
	if !pair(k.new, k.again) {
		return
	}
	old, new := []byte(k.old.Value()), []byte(k.new.Value())
	file := k.shell.file
	var err error
	k.shell.Firm("Changing the passphrase", func() error {
		err = file.ChangePassphrase(old, new)
		return nil
	}, func() {
		clear(old)
		clear(new)
		if err != nil {
			k.old.Say(words.For(err).Sentence())
			k.old.Focus()
			return
		}
		k.Leave()
		k.shell.Tell("The new passphrase opens your file from now on.")
	})
}

func (k *keep) drawCarers() {
	list := k.shell.file.Carers()
	var items []fyne.CanvasObject
	if len(list) > 1 {
		for _, c := range list {
			items = append(items, part.NewRow(nil, 0, part.NewText(carerName(c)),
				part.NewQuiet(look.Close, "Take out "+carerName(c), func() { k.takeOut(c) })))
		}
		items = append(items, part.NewSmall("Taking somebody out seals everything again under new keys. Copies and backups they hold still open for them."))
	}
	k.carers.Set(items...)
	showIf(k.carers, len(items) > 0)
}

// carerName names a carer; the first has no word of their own.
func carerName(c app.Carer) string {
	if c.Label == app.FirstCarer {
		return "The first passphrase"
	}
	return c.Label
}

func (k *keep) add() {
	if k.label.Value() == "" {
		k.label.Say("Give a word for who it is.")
		k.label.Focus()
		return
	}
	if !pair(k.theirs, nil) {
		return
	}
	own, theirs, label := []byte(k.own.Value()), []byte(k.theirs.Value()), k.label.Value()
	file := k.shell.file
	var err error
	k.shell.Firm("Letting them in", func() error {
		err = file.AddCarer(own, label, theirs)
		return nil
	}, func() {
		clear(own)
		clear(theirs)
		if err != nil {
			k.own.Say(words.For(err).Sentence())
			k.own.Focus()
			return
		}
		k.label.Set("")
		k.Leave()
		k.drawCarers()
		k.shell.Tell("They can open the file now.")
	})
}

func (k *keep) takeOut(c app.Carer) {
	if k.own.Value() == "" {
		k.own.Say("Type your own passphrase here first.")
		k.own.Focus()
		return
	}
	own, file := []byte(k.own.Value()), k.shell.file
	k.shell.Ask("Take out "+carerName(c)+"?", "Everything is sealed again under new keys, and you get a new recovery key. What they copied before still opens for them.",
		"Take them out", "Not now", func() {
			k.sealAgain("Sealing everything again", func(progress func(int, int) error) (string, error) {
				defer clear(own)
				return file.RemoveCarer(own, c.Label, progress)
			})
		})
}

func (k *keep) renew() {
	if k.stolen.Value() == "" {
		k.stolen.Say("Type your passphrase first.")
		k.stolen.Focus()
		return
	}
	own, file := []byte(k.stolen.Value()), k.shell.file
	k.sealAgain("Sealing everything again", func(progress func(int, int) error) (string, error) {
		defer clear(own)
		return file.NewKeys(own, progress)
	})
}

// sealAgain makes new keys and shows the new recovery key.
func (k *keep) sealAgain(says string, do func(func(int, int) error) (string, error)) {
	var key string
	var err error
	s := k.shell
	s.LongWork(says, func(_ context.Context, far tick) error {
		key, err = do(far.count)
		if key != "" {
			return nil // the new keys hold, whatever came after
		}
		return err
	}, func() {
		k.Leave()
		k.Show()
		k.page.Top()
		s.showNewKey(key)
		if err != nil {
			s.Fail(err)
		}
		s.lookedForBackup = time.Time{} // those before open with the old key only
		s.backupIfDue("Making a backup")
	})
}

// showNewKey shows a recovery key that nobody has on paper yet. It is shown again
// at each opening until somebody says that it is written down.
func (s *Shell) showNewKey(key string) {
	file := s.file
	var m *part.Modal
	done := part.NewPrimary(look.Check, "I have written it down", func() {
		m.Close()
		if err := file.KeyWritten(); err != nil {
			s.Fail(err)
		}
	})
	m = part.NewModal("Write down your new recovery key", []*part.Action{done}, append(
		[]fyne.CanvasObject{part.NewText("New keys were made for your file. The old recovery key opens it no more. Write this one on paper, and keep it away from this computer.")},
		keyWords(key)...)...)
	m.Open(s.Canvas())
}

func (k *keep) check() {
	var h app.Health
	s, file := k.shell, k.shell.file
	s.LongWork("Reading everything back", func(_ context.Context, far tick) (err error) {
		h, err = file.Check(far.count)
		return err
	}, func() {
		k.drawHealth(h)
	})
}

func (k *keep) drawHealth(h app.Health) {
	var items []fyne.CanvasObject
	if h.OK() {
		items = append(items, part.NewPill(part.Done, "All is well"),
			part.NewText(words.Upper(words.Count(h.Records, "record", "records"))+" and "+words.Count(h.Documents, "document", "documents")+" were read back whole."))
	}
	head := k.shell.file.Head()
	items = append(items, part.NewSmall("The number of the last entry is "+head+"."), part.NewFlow(part.NewQuiet(look.Copy, "Copy the number", func() {
		k.shell.Copy(head)
		k.shell.Tell("Copied.")
	})))
	for _, x := range h.Hurt {
		name := x.Name
		if name == "" {
			name = x.ID
		}
		items = append(items, part.NewBold(name), part.NewText(words.For(x.Err).Sentence()))
	}
	for _, id := range h.Strays {
		items = append(items, part.NewRow(nil, 0, part.NewText("A document was found again that nothing in the file speaks of."),
			part.NewAction(look.Save, "Save a copy", func() { k.saveStray(id) })))
	}
	k.health.Set(items...)
	k.health.Show()
}

func (k *keep) saveStray(id record.ID) {
	s, file := k.shell, k.shell.file
	s.Firm("Saving a copy", func() error {
		path, err := s.hands.SaveAs("found again")
		if err != nil || path == "" {
			return err
		}
		return file.TakeOut(id, path)
	}, func() {})
}

// lookUp says whether a number that was sent out once is this file's.
func (k *keep) lookUp() {
	number, file := k.number.Value(), k.shell.file
	if number == "" {
		k.number.Say("Type or paste the number first.")
		k.number.Focus()
		return
	}
	had := false
	k.shell.Work("", func(context.Context) error {
		had = file.HadHead(number)
		return nil
	}, func() {
		if had {
			k.number.Good("Yes. It is this file’s, and nothing written down before it was changed since.")
			return
		}
		k.number.Say("This file never had that number. Check that all of it is there: it has 64 letters and numbers.")
	})
}

func (k *keep) drawBin() {
	s := k.shell
	list, err := s.file.Bin()
	if err != nil {
		s.Fail(err)
		return
	}
	if len(list) == 0 {
		k.bin.Set(part.NewText("There is nothing in it. What you delete stays here for 30 days."))
		return
	}
	var items []fyne.CanvasObject
	some := app.SomeBinned(list, k.binSort.shown, k.binSort.words())
	if len(list) > 1 {
		items = append(items, k.binSort.over(len(some), len(list), "thing", "things")...)
	}
	if len(some) == 0 {
		items = append(items, k.binSort.none(look.Bin))
	}
	for _, b := range some[:min(k.binMost, len(some))] {
		items = append(items, part.NewRow(nil, 0,
			part.NewStack(part.NewBold(words.FirstLine(b.Name)), part.NewSmall(words.BinnedName(b.What)+", deleted on "+record.DayOf(b.When.Local()).Short())).Close(2),
			part.NewAction(look.Back, "Put it back", func() {
				s.Act(deed{says: "It is where it was.", do: func(file *app.App) error { return file.PutBack(b.ID) }, done: k.drawBin, undone: k.drawBin})
			})))
	}
	if len(some) > k.binMost {
		items = append(items, part.NewFlow(part.NewAction(look.Down, "Show more", func() {
			k.binMost += documentStep
			k.drawBin()
		})))
	}
	items = append(items,
		part.NewFlow(part.NewAction(look.Bin, "Empty the bin", func() {
			s.Ask("Empty the bin?", "What is in it is then gone for good, with everything it ever said. Old backups still have it, and a memory chip may keep traces.", "Empty it", "Not now", k.emptyBin)
		})),
		part.NewSmall("After 30 days things leave the bin by themselves."))
	k.bin.Set(items...)
}

func (k *keep) emptyBin() {
	s, file := k.shell, k.shell.file
	s.Firm("Emptying the bin", func() error {
		_, err := file.EmptyBin(file.Now().Add(time.Second))
		return err
	}, k.drawBin)
}

// openedBefore says when the file was last opened, and with which passphrase: so
// somebody else's visit is seen.
func (s *Shell) openedBefore() string {
	at, label, ok := s.file.LastOpened()
	if !ok {
		return ""
	}
	with := "the recovery key"
	for i, c := range s.file.Carers() {
		if c.Label == label {
			with = "the " + words.Ordinal(i+1) + " passphrase"
			if len(s.file.Carers()) == 1 {
				with = "the passphrase"
			}
		}
	}
	return "Last opened " + at.Local().Format("Monday 2 January, 15:04") + " with " + with + "."
}

// opened looks over what opening the file showed, and tidies the bin.
func (s *Shell) opened() {
	file := s.file
	s.Work("", func(context.Context) error {
		_, err := file.EmptyBin(file.Now().Add(-app.BinKeeps))
		return err
	}, func() { s.backupIfDue("Making a backup") })
	if key, is := file.UnwrittenKey(); is {
		s.showNewKey(key)
	}
	if file.Older() {
		part.Ask(s.Canvas(), "This is an older copy of your file",
			"This computer has seen a newer one. Something may have put an old copy back: a backup, or a folder that is copied between computers. Nothing is changed. If you have the newer one, close this and put it back.",
			"Go on with this one", "Close it", file.AcceptOlder).OnCancel = s.Lock
	}
}
