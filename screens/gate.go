package screens

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"leverarch/app"
	"leverarch/app/lang"
	"leverarch/screens/look"
	"leverarch/screens/part"
	"leverarch/screens/words"
)

// gate is the lock: the only screen while the file is locked.
type gate struct {
	shell  *Shell
	page   *part.Page
	secret *part.Secret
	open   *part.Action
	wait   *part.Text
	public *part.Text
	safe   *part.Page
}

func newGate(s *Shell) *gate { return &gate{shell: s} }

// Title is empty: a locked window says nothing.
func (g *gate) Title() string { return "" }

func (g *gate) Content() fyne.CanvasObject {
	if g.page != nil {
		return g.page
	}
	g.secret = part.NewSecret(lang.T("Passphrase"), lang.T("Your recovery key opens it too."))
	g.secret.OnSubmit = func(string) { g.unlock() }
	g.open = part.NewPrimary(look.Lock, lang.T("Open my file"), g.unlock)
	g.wait = part.NewSmall("")
	g.wait.Hide()
	g.public = part.NewText("")
	g.sayPublic()
	g.page = part.NewPage(part.Reading,
		part.NewSpace(40),
		part.NewTitle(lang.T("Your file is locked")),
		part.NewText(lang.T("Everything in it is kept on this computer, and only your passphrase opens it.")),
		part.NewSpace(8),
		part.NewCard(g.secret, part.NewFlow(g.open), g.wait, g.public),
		part.NewFlow(
			part.NewQuiet(look.Info, lang.T("Look round with a sample family"), g.shell.lookRound),
			part.NewQuiet(look.Folder, lang.T("Bring back a backup"), func() { g.shell.back.pick() }),
			part.NewQuiet(look.Warning, lang.T("If someone is not safe"), g.showSafe),
		),
		part.NewSmall(lang.T("Nobody can open the file without the passphrase or the recovery key, and nor can we.")),
		g.shell.sizes(),
	)
	g.safe = part.NewPage(part.Reading, append([]fyne.CanvasObject{
		part.NewQuiet(look.Back, lang.T("Back"), g.shell.showGate),
	}, safeWords()...)...)
	return g.page
}

func (g *gate) Show() {
	g.secret.Clear()
	g.idle()
	g.secret.Focus()
}

// sayPublic says what F8 did before there are names to hide.
func (g *gate) sayPublic() {
	if g.public == nil {
		return
	}
	g.public.Set(lang.T("The names in it will be hidden. F8 shows them."))
	showIf(g.public, g.shell.public)
}

func (g *gate) showSafe() {
	g.shell.fill(container.New(middle{}, g.safe))
}

func (g *gate) idle() {
	g.open.Enable()
	g.wait.Hide()
}

// unlock takes about a second, on purpose: that second is what makes guessing
// slow.
func (g *gate) unlock() {
	if g.secret.Value() == "" {
		g.secret.Say(lang.T("Type your passphrase first."))
		return
	}
	secret := []byte(g.secret.Value())
	g.secret.Say("")
	g.open.Disable()
	g.wait.Set(lang.T("Opening. This takes a moment."))
	g.wait.Show()
	var file *app.App
	var err error
	s := g.shell
	s.hands.Run(func() { file, err = s.desk.Unlock(s.dir, secret) }, func() {
		clear(secret)
		g.idle()
		if err != nil {
			g.say(err)
			return
		}
		g.secret.Clear()
		s.Open(file)
	})
}

// tell says something good beside the field.
func (g *gate) tell(says string) {
	g.wait.Set(says)
	g.wait.Show()
}

// say puts what happened beside the field.
func (g *gate) say(err error) {
	g.secret.Say(words.For(err).Sentence())
	g.secret.Focus()
}
