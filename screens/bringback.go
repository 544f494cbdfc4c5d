package screens

import (
	"context"
	"errors"

	"fyne.io/fyne/v2/container"

	"leverarch/app/lang"
	"leverarch/screens/look"
	"leverarch/screens/part"
	"leverarch/screens/words"
)

// bringBack makes the family's file out of a backup: on a computer that has none,
// and from the lock, where the one that is there no longer opens.
type bringBack struct {
	shell   *Shell
	page    *part.Page
	path    string
	secret  *part.Secret
	start   *part.Action
	leave   *part.Action
	going   *part.Stack // how far it is
	stopped *part.Text

	cancel context.CancelFunc // while it works
	after  func()             // what waits for it to end
}

func newBringBack(s *Shell) *bringBack {
	return &bringBack{shell: s, page: part.NewPage(part.Reading)}
}

// pick asks for a backup, and then for what opens it.
func (b *bringBack) pick() {
	s := b.shell
	var list []string
	var err error
	s.hands.Run(func() { list, err = s.hands.Pick(lang.T("Choose the backup to bring back")) }, func() {
		switch {
		case s.file != nil || b.cancel != nil: // the sample was opened meanwhile, or it was asked twice
		case err != nil:
			s.Fail(err)
		case len(list) > 0:
			b.ask(list[0])
		}
	})
}

func (b *bringBack) ask(path string) {
	s := b.shell
	b.path = path
	b.secret = part.NewSecret(lang.T("Its passphrase or recovery key"), lang.T("The one your file had when the backup was made."))
	b.secret.OnSubmit = func(string) { b.work() }
	b.start = part.NewPrimary(look.Folder, lang.T("Bring it back"), b.work)
	b.leave = part.NewAction(look.Back, lang.T("Back"), s.showGate)
	b.going = part.NewStack()
	b.stopped = part.NewSmall(lang.T("It was stopped, and nothing was changed."))
	b.stopped.Hide()
	aside := part.NewText(lang.T("The file on this computer now is not deleted: it is put in a folder beside the one that comes back."))
	showIf(aside, s.hasFile())
	b.page.Stack.Set(
		part.NewSpace(20),
		part.NewTitle(lang.T("Bring back a backup")),
		part.NewText(lang.T("Everything comes back as it was: letters, notes, dates, and the same passphrases.")),
		aside,
		part.NewCard(b.secret, b.stopped, b.going),
		part.NewFlow(b.start, b.leave),
	)
	if s.hidden {
		return
	}
	s.fill(container.New(middle{}, b.page))
	b.page.Top()
	b.secret.Focus()
}

func (b *bringBack) work() {
	if b.cancel != nil {
		return
	}
	if b.secret.Value() == "" {
		b.secret.Say(lang.T("Type the passphrase or the recovery key first."))
		b.secret.Focus()
		return
	}
	says := lang.T("Bringing it back, and checking every byte")
	s, path, secret := b.shell, b.path, []byte(b.secret.Value())
	ctx, cancel := context.WithCancel(context.Background())
	b.cancel = cancel
	b.secret.Say("")
	b.secret.Disable()
	b.start.Disable()
	b.leave.Disable()
	b.stopped.Hide()
	going := part.NewProgress(says, cancel)
	b.going.Set(going)
	var far distance
	var aside string
	var err error
	over := false
	s.hands.Run(func() { aside, err = s.desk.BringBack(path, secret, s.dir, far.tick(ctx)) }, func() {
		over = true
		clear(secret)
		cancel()
		b.cancel = nil
		b.going.Set()
		b.secret.Enable()
		b.start.Enable()
		b.leave.Enable()
		b.ended(aside, err)
	})
	s.draws(&far, going, says, func() bool { return !over })
}

// ended shows how it ended.
func (b *bringBack) ended(aside string, err error) {
	if b.after != nil {
		b.after()
		return
	}
	switch {
	case errors.Is(err, context.Canceled):
		b.stopped.Show()
		b.secret.Focus()
	case err != nil:
		b.secret.Say(words.For(err).Sentence())
		b.secret.Focus()
	default:
		b.secret.Clear()
		b.shell.showGate()
		says := lang.T("Your file is back.")
		if aside != "" {
			says += lang.T(" What was here before is in the folder %s.", aside)
		}
		b.shell.gate.tell(says)
	}
}

// stop ends what is going on, if anything is, and then does what comes after:
// the window stays until nothing half done is left on the disk.
func (b *bringBack) stop(after func()) {
	if b.cancel == nil {
		after()
		return
	}
	b.after = after
	b.cancel()
}
