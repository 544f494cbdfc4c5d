package screens

import (
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"leverarch/app"
	"leverarch/app/lang"
	"leverarch/resources/licences"
	"leverarch/screens/look"
	"leverarch/screens/part"
	"leverarch/screens/words"
)

// settings is how the window looks, where the file is, and what the program is
// made of. It is the only screen whose choices are kept outside the file: the
// look, which says nothing about anybody.
type settings struct {
	shell *Shell
	page  *part.Page
	kind  *part.Segments
	size  *part.Segments
	face  *part.Segments
	room  *part.Segments
	wait  *part.Segments
	names *part.Tick
	tells *part.Tick
}

func newSettings(s *Shell) *settings { return &settings{shell: s} }

func (p *settings) Title() string { return lang.T("Settings") }

// The names the looks and sizes are offered under.
var (
	lookNames = []string{lang.N("Light"), lang.N("Tinted"), lang.N("Dark"), lang.N("High contrast")}
	sizeNames = []string{"100 %", "125 %", "150 %", "175 %", "200 %"}
	faceNames = []string{"Atkinson Hyperlegible", "Lexend", "OpenDyslexic"}
	roomNames = []string{lang.N("Ordinary"), lang.N("More room")}
)

func (p *settings) Content() fyne.CanvasObject {
	p.kind = part.NewSegments(lang.T("Colours"), lookNames, func(string) { p.apply() }).Named(lang.Of)
	p.size = part.NewSegments(lang.T("Text size"), sizeNames, func(string) { p.apply() })
	p.face = part.NewSegments(lang.T("Letters"), faceNames, func(string) { p.apply() })
	p.room = part.NewSegments(lang.T("Between lines"), roomNames, func(string) { p.apply() }).Named(lang.Of)
	p.wait = part.NewSegments(lang.T("Lock it when nobody is here for"), waitNames(), func(name string) {
		SetIdleWait(idleWaits[index(waitNames(), name)])
	})
	p.names = part.NewTick(lang.T("Hide the names"), p.shell.setPublic)
	p.tells = part.NewTick(lang.T("Tell me on this computer when something is due"), p.shell.setNotifies)
	p.page = part.NewPage(part.Reading)
	return p.page
}

func (p *settings) Show() {
	c := Look()
	p.kind.Set(lookNames[index(look.Kinds, c.Kind)])
	p.size.Set(sizeNames[index(look.Scales, c.Scale)])
	p.face.Set(faceNames[index(look.Faces, c.Face)])
	p.room.Set(roomNames[index([]bool{false, true}, c.Roomy)])
	p.wait.Set(waitNames()[index(idleWaits, int(IdleWait()/time.Minute))])
	where := p.shell.file.Dir()
	if where == "" {
		where = lang.T("In memory only: this is the sample family.")
	} else {
		where = p.shell.path(where)
	}
	p.names.Set(p.shell.public)
	p.tells.Set(Notifies())
	backup := part.NewText("")
	p.shell.lookAtBackup(func(b app.Backups, state app.BackupState, _ bool) {
		backup.Set(words.LastBackup(b, state))
	})
	items := []fyne.CanvasObject{
		part.NewTitle(lang.T("Settings")),
		part.NewCard(append(append([]fyne.CanvasObject{part.NewHeading(lang.T("How it looks")), p.kind, p.size, p.face, p.room}, p.shell.languages()...),
			part.NewFlow(part.NewAction(look.Info, lang.T("All the keys (F1)"), p.shell.showKeys)))...),
		part.NewCard(
			part.NewHeading(lang.T("The lock")), p.wait,
			part.NewSmall(lang.T("It locks too when the computer sleeps, when you press Ctrl+L, and when you close the window. What you are typing is kept.")),
			part.NewText(lang.T("If somebody comes: F9 locks your file at once and shows a page of measures. F9 or Escape leads from there to the lock.")),
		),
		publicCard(p.names),
		p.shell.notifyCard(p.tells),
		part.NewCard(
			part.NewHeading(lang.T("Keeping it safe")),
			part.NewText(lang.T("Your passphrase, the recovery key, backups, a check of the whole file, who else can open it, and the bin.")),
			backup,
			part.NewFlow(part.NewAction(look.Safe, lang.T("Keeping it safe"), func() { p.shell.Go(Place{Name: Keep}) })),
		),
		part.NewCard(
			part.NewHeading(lang.T("Children")),
			part.NewText(lang.T("Whose file you are looking at, and adding another child.")),
			part.NewFlow(part.NewAction(look.People, lang.T("Children"), func() { p.shell.Go(Place{Name: Children}) })),
		),
		part.NewCard(
			part.NewHeading(lang.T("Where your file is")),
			part.NewText(where),
			part.NewSmall(lang.T("Everything in this folder is locked.")),
			p.synced(),
		),
		part.NewCard(
			part.NewHeading(lang.T("What this is")),
			part.NewText(lang.T("Lever Arch %s. Information, not legal advice. The dates are for England; law as at %s.", Version, p.shell.file.Book.AsAt().Short())),
			part.NewText(lang.T("Nothing leaves this computer unless you send it.")),
		),
		part.NewHeading(lang.T("What it is made of")),
	}
	for _, l := range licences.All() {
		text := part.NewSmall(strings.TrimSpace(l.Text))
		text.Hide()
		items = append(items, part.NewCard(
			part.NewBold(l.Name),
			part.NewSmall(l.For),
			part.NewFlow(part.NewQuiet(look.Down, lang.T("Read its licence"), func() {
				if text.Visible() {
					text.Hide()
				} else {
					text.Show()
				}
			})),
			text,
		).Tight())
	}
	p.page.Stack.Set(items...)
}

func index[T comparable](list []T, v T) int {
	for i, x := range list {
		if x == v {
			return i
		}
	}
	return 0
}

func (p *settings) apply() {
	SetLook(look.Choice{
		Kind:  look.Kinds[index(lookNames, p.kind.Value())],
		Scale: look.Scales[index(sizeNames, p.size.Value())],
		Face:  look.Faces[index(faceNames, p.face.Value())],
		Roomy: p.room.Value() == roomNames[1],
	})
}

// synced warns of a folder that a service copies to other computers.
func (p *settings) synced() fyne.CanvasObject {
	name := app.SyncedBy(p.shell.file.Dir())
	if p.shell.file.Dir() == "" || name == "" {
		return part.NewSpace(0)
	}
	return part.NewText(words.CopiedElsewhere(name)).In(look.Mend)
}

func waitNames() []string {
	var names []string
	for _, m := range idleWaits {
		names = append(names, words.Count(m, "minute", "minutes"))
	}
	return names
}

// Version is the program's own.
const Version = "0.1.0"

// The keys under which the look is kept. Nothing else is ever kept there.
const (
	keyKind  = "look.kind"
	keyScale = "look.scale"
	keyFace  = "look.face"
	keyRoomy = "look.roomy"
)

// Look gives the look that was chosen last.
func Look() look.Choice {
	p := fyne.CurrentApp().Preferences()
	return look.As(look.Choice{
		Kind:  look.Kind(p.StringWithFallback(keyKind, string(look.Light))),
		Scale: float32(p.FloatWithFallback(keyScale, 1)),
		Face:  look.Face(p.StringWithFallback(keyFace, string(look.Hyperlegible))),
		Roomy: p.Bool(keyRoomy),
	}).Choice
}

// SetLook changes how everything looks, at once, and remembers it.
func SetLook(c look.Choice) {
	p := fyne.CurrentApp().Preferences()
	p.SetString(keyKind, string(c.Kind))
	p.SetFloat(keyScale, float64(c.Scale))
	p.SetString(keyFace, string(c.Face))
	p.SetBool(keyRoomy, c.Roomy)
	fyne.CurrentApp().Settings().SetTheme(look.As(c))
}
