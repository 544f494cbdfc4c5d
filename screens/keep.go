package screens

import (
	"context"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"leverarch/app"
	"leverarch/app/lang"
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
	binOrders = []named{{app.ByNewest, lang.N("Deleted last, first")}, {app.ByOldest, lang.N("Deleted first, first")}, {app.ByName, lang.N("Name")}}
	binOnlys  = []named{{app.OnlyAll, lang.N("All of them")}, {"document", lang.N("Letters")}, {"conversation", lang.N("Conversations")}, {"person", lang.N("People")}}
)

func newKeep(s *Shell) *keep { return &keep{shell: s} }

func (k *keep) Title() string { return lang.T("Keeping it safe") }

func (k *keep) Content() fyne.CanvasObject {
	k.old = part.NewSecret(lang.T("Your passphrase now"), "")
	k.new = part.NewSecret(lang.T("The new one"), lang.T("Four or more words that do not belong together are strong and easy to keep in mind."))
	k.new.Meter()
	k.again = part.NewSecret(lang.T("The new one once more"), "")
	k.again.OnSubmit = func(string) { k.change() }
	k.key, k.carers, k.health, k.bin = part.NewStack(), part.NewStack(), part.NewStack(), part.NewStack()
	k.backups = part.NewStack()
	k.binSort = newSorter(k.shell, app.ListBin, binOrders, binOnlys, lang.T("In what it is called, or what was said."), k.drawBin)
	k.own = part.NewSecret(lang.T("Your own passphrase"), "")
	k.label = part.NewField(lang.T("Who is it?"), lang.T("A word you both know, like Dad."))
	k.theirs = part.NewSecret(lang.T("Their passphrase"), lang.T("Let them type it themselves."))
	k.theirs.Meter()
	k.theirs.OnSubmit = func(string) { k.add() }
	k.number = part.NewField(lang.T("A number from an email or a timeline"), "")
	k.number.OnSubmit = func(string) { k.lookUp() }
	k.stolen = part.NewSecret(lang.T("Your own passphrase, to make new keys"), "")
	k.stolen.OnSubmit = func(string) { k.renew() }
	k.page = part.NewPage(part.Reading,
		part.NewTitle(lang.T("Keeping it safe")),
		k.shell.inSample(lang.T("This is the sample family. A backup or a key made here opens the invented family only, and is no copy of a file of your own.")),
		part.NewCard(part.NewHeading(lang.T("Backups")),
			part.NewText(lang.T("A second copy, locked, for when this computer breaks or is lost. Best on a stick, or in a folder that is copied elsewhere. The recovery key opens it, with other programs too.")),
			k.backups),
		part.NewCard(part.NewHeading(lang.T("Is all of it there?")),
			part.NewText(lang.T("We read every letter and every note back and prove that nothing was changed.")),
			part.NewFlow(part.NewAction(look.Check, lang.T("Check everything"), k.check)), k.health,
			part.NewSmall(lang.T("What this shows: nothing that was written down was changed afterwards without a trace. What it does not show: that what was written is true, or, by itself, on which day it was written down.")),
			part.NewSmall(lang.T("To show the day, send the number of the last entry to somebody. It is in the emails and the timelines you make here. If they still have it years later, you can look it up here.")),
			k.number, part.NewFlow(part.NewAction(look.Search, lang.T("Look it up"), k.lookUp))),
		part.NewCard(part.NewHeading(lang.T("Your recovery key")),
			part.NewText(lang.T("It opens your file when the passphrase is forgotten. Keep it on paper, away from this computer.")),
			k.key),
		part.NewCard(part.NewHeading(lang.T("Change your passphrase")), k.old, k.new, k.again,
			part.NewFlow(part.NewAction(look.Lock, lang.T("Change it"), k.change)),
			part.NewSmall(lang.T("Copies and backups made before still open with the old one."))),
		part.NewCard(part.NewHeading(lang.T("Somebody else with a passphrase of their own")), k.carers,
			part.NewText(lang.T("They see everything, your private notes too. They can copy it, and they can take you out.")),
			k.label, k.own, k.theirs,
			part.NewFlow(part.NewAction(look.Plus, lang.T("Let them in"), k.add))),
		part.NewCard(part.NewHeading(lang.T("If a copy was stolen")),
			part.NewText(lang.T("New keys seal everything again. The old recovery key opens this file no more. A copy that somebody has already still opens with what opened it before.")),
			k.stolen, part.NewFlow(part.NewAction(look.Lock, lang.T("Make new keys for everything"), k.renew))),
		part.NewCard(part.NewHeading(lang.T("The bin")), k.bin),
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
		part.NewAction(look.Eye, lang.T("Show it"), k.showKey),
		part.NewAction(look.Print, lang.T("Save a page to print"), k.sheet),
	))
}

func (k *keep) showKey() {
	key, err := k.shell.file.RecoveryKey()
	if err != nil {
		k.shell.Fail(err)
		return
	}
	hide := part.NewAction(look.EyeOff, lang.T("Hide it"), k.hideKey)
	k.key.Set(append(keyWords(key),
		part.NewScan(lang.T("The recovery key as a square code"), key),
		part.NewSmall(lang.T("The square says the same to a phone. Take no picture of it: whoever has the picture can open your file.")),
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
	s.Firm(lang.T("Saving the page"), func() error {
		path, err := s.hands.SaveAs("page.pdf")
		if err != nil || path == "" {
			return err
		}
		saved = true
		return file.SaveRecoverySheet(path)
	}, func() {
		if saved {
			s.Tell(lang.T("The page is saved. Print it, then delete it: it is not locked."))
		}
	})
}

// pair checks a passphrase typed twice.
func pair(one, two *part.Secret) bool {
	switch {
	case one.Value() == "":
		one.Say(lang.T("Type a passphrase first."))
		one.Focus()
	case !part.Strength(one.Value()).Enough:
		one.Say(lang.T("Somebody could guess this one. Add another word or two."))
		one.Focus()
	case two != nil && one.Value() != two.Value():
		two.Say(lang.T("The two are not the same. Type it once more."))
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
	k.shell.Firm(lang.T("Changing the passphrase"), func() error {
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
		k.shell.Tell(lang.T("The new passphrase opens your file from now on."))
	})
}

func (k *keep) drawCarers() {
	list := k.shell.file.Carers()
	var items []fyne.CanvasObject
	if len(list) > 1 {
		for _, c := range list {
			items = append(items, part.NewRow(nil, 0, part.NewText(carerName(c)),
				part.NewQuiet(look.Close, lang.T("Take out %s", carerName(c)), func() { k.takeOut(c) })))
		}
		items = append(items, part.NewSmall(lang.T("Taking somebody out seals everything again under new keys. Copies and backups they hold still open for them.")))
	}
	k.carers.Set(items...)
	showIf(k.carers, len(items) > 0)
}

// carerName names a carer; the first has no word of their own.
func carerName(c app.Carer) string {
	if c.Label == app.FirstCarer {
		return lang.T("The first passphrase")
	}
	return c.Label
}

func (k *keep) add() {
	if k.label.Value() == "" {
		k.label.Say(lang.T("Give a word for who it is."))
		k.label.Focus()
		return
	}
	if !pair(k.theirs, nil) {
		return
	}
	own, theirs, label := []byte(k.own.Value()), []byte(k.theirs.Value()), k.label.Value()
	file := k.shell.file
	var err error
	k.shell.Firm(lang.T("Letting them in"), func() error {
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
		k.shell.Tell(lang.T("They can open the file now."))
	})
}

func (k *keep) takeOut(c app.Carer) {
	if k.own.Value() == "" {
		k.own.Say(lang.T("Type your own passphrase here first."))
		k.own.Focus()
		return
	}
	own, file := []byte(k.own.Value()), k.shell.file
	k.shell.Ask(lang.T("Take out %s?", carerName(c)), lang.T("Everything is sealed again under new keys, and you get a new recovery key. What they copied before still opens for them."),
		lang.T("Take them out"), lang.T("Not now"), func() {
			k.sealAgain(lang.T("Sealing everything again"), func(progress func(int, int) error) (string, error) {
				defer clear(own)
				return file.RemoveCarer(own, c.Label, progress)
			})
		})
}

func (k *keep) renew() {
	if k.stolen.Value() == "" {
		k.stolen.Say(lang.T("Type your passphrase first."))
		k.stolen.Focus()
		return
	}
	own, file := []byte(k.stolen.Value()), k.shell.file
	k.sealAgain(lang.T("Sealing everything again"), func(progress func(int, int) error) (string, error) {
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
		s.backupIfDue(lang.T("Making a backup"))
	})
}

// showNewKey shows a recovery key that nobody has on paper yet. It is shown again
// at each opening until somebody says that it is written down.
func (s *Shell) showNewKey(key string) {
	file := s.file
	var m *part.Modal
	done := part.NewPrimary(look.Check, lang.T("I have written it down"), func() {
		m.Close()
		if err := file.KeyWritten(); err != nil {
			s.Fail(err)
		}
	})
	m = part.NewModal(lang.T("Write down your new recovery key"), []*part.Action{done}, append(
		[]fyne.CanvasObject{part.NewText(lang.T("New keys were made for your file. The old recovery key opens it no more. Write this one on paper, and keep it away from this computer."))},
		keyWords(key)...)...)
	m.Open(s.Canvas())
}

func (k *keep) check() {
	var h app.Health
	s, file := k.shell, k.shell.file
	s.LongWork(lang.T("Reading everything back"), func(_ context.Context, far tick) (err error) {
		h, err = file.Check(far.count)
		return err
	}, func() {
		k.drawHealth(h)
	})
}

func (k *keep) drawHealth(h app.Health) {
	var items []fyne.CanvasObject
	if h.OK() {
		items = append(items, part.NewPill(part.Done, lang.T("All is well")),
			part.NewText(lang.T("%s and %s were read back whole.", words.Upper(words.Count(h.Records, "record", "records")), words.Count(h.Documents, "document", "documents"))))
	}
	head := k.shell.file.Head()
	items = append(items, part.NewSmall(lang.T("The number of the last entry is %s.", head)), part.NewFlow(part.NewQuiet(look.Copy, lang.T("Copy the number"), func() {
		k.shell.Copy(head)
		k.shell.Tell(lang.T("Copied."))
	})))
	for _, x := range h.Hurt {
		name := x.Name
		if name == "" {
			name = x.ID
		}
		items = append(items, part.NewBold(name), part.NewText(words.For(x.Err).Sentence()))
	}
	for _, id := range h.Strays {
		items = append(items, part.NewRow(nil, 0, part.NewText(lang.T("A document was found again that nothing in the file speaks of.")),
			part.NewAction(look.Save, lang.T("Save a copy"), func() { k.saveStray(id) })))
	}
	k.health.Set(items...)
	k.health.Show()
}

func (k *keep) saveStray(id record.ID) {
	s, file := k.shell, k.shell.file
	s.Firm(lang.T("Saving a copy"), func() error {
		path, err := s.hands.SaveAs(lang.T("found again"))
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
		k.number.Say(lang.T("Type or paste the number first."))
		k.number.Focus()
		return
	}
	had := false
	k.shell.Work("", func(context.Context) error {
		had = file.HadHead(number)
		return nil
	}, func() {
		if had {
			k.number.Good(lang.T("Yes. It is this file’s, and nothing written down before it was changed since."))
			return
		}
		k.number.Say(lang.T("This file never had that number. Check that all of it is there: it has 64 letters and numbers."))
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
		k.bin.Set(part.NewText(lang.T("There is nothing in it. What you delete stays here for 30 days.")))
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
			part.NewStack(part.NewBold(words.FirstLine(b.Name)), part.NewSmall(lang.T("%s, deleted on %s", words.BinnedName(b.What), record.DayOf(b.When.Local()).Short()))).Close(2),
			part.NewAction(look.Back, lang.T("Put it back"), func() {
				s.Act(deed{says: lang.T("It is where it was."), do: func(file *app.App) error { return file.PutBack(b.ID) }, done: k.drawBin, undone: k.drawBin})
			})))
	}
	if len(some) > k.binMost {
		items = append(items, part.NewFlow(part.NewAction(look.Down, lang.T("Show more"), func() {
			k.binMost += documentStep
			k.drawBin()
		})))
	}
	items = append(items,
		part.NewFlow(part.NewAction(look.Bin, lang.T("Empty the bin"), func() {
			s.Ask(lang.T("Empty the bin?"), lang.T("What is in it is then gone for good, with everything it ever said. Old backups still have it, and a memory chip may keep traces."), lang.T("Empty it"), lang.T("Not now"), k.emptyBin)
		})),
		part.NewSmall(lang.T("After 30 days things leave the bin by themselves.")))
	k.bin.Set(items...)
}

func (k *keep) emptyBin() {
	s, file := k.shell, k.shell.file
	s.Firm(lang.T("Emptying the bin"), func() error {
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
	with := lang.T("the recovery key")
	for i, c := range s.file.Carers() {
		if c.Label == label {
			with = lang.T("the %s passphrase", words.Ordinal(i+1))
			if len(s.file.Carers()) == 1 {
				with = lang.T("the passphrase")
			}
		}
	}
	return lang.T("Last opened %s with %s.", words.Moment(at), with)
}

// opened looks over what opening the file showed, and tidies the bin.
func (s *Shell) opened() {
	file := s.file
	s.Work("", func(context.Context) error {
		_, err := file.EmptyBin(file.Now().Add(-app.BinKeeps))
		return err
	}, func() { s.backupIfDue(lang.T("Making a backup")) })
	if key, is := file.UnwrittenKey(); is {
		s.showNewKey(key)
	}
	if file.Older() {
		part.Ask(s.Canvas(), lang.T("This is an older copy of your file"),
			lang.T("This computer has seen a newer one. Something may have put an old copy back: a backup, or a folder that is copied between computers. Nothing is changed. If you have the newer one, close this and put it back."),
			lang.T("Go on with this one"), lang.T("Close it"), file.AcceptOlder).OnCancel = s.Lock
	}
}
