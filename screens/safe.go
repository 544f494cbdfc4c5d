package screens

import (
	"fyne.io/fyne/v2"

	"leverarch/app/lang"
	"leverarch/screens/part"
)

// safe is the page for when somebody is not safe. It reads at a glance, and is
// one press away from everywhere.
type safe struct {
	shell *Shell
	page  *part.Page
}

func newSafe(s *Shell) *safe { return &safe{shell: s} }

func (p *safe) Title() string { return lang.T("If someone is not safe") }

func (p *safe) Content() fyne.CanvasObject {
	p.page = part.NewPage(part.Reading, safeWords()...)
	return p.page
}

func (p *safe) Show() { p.page.Top() }

// safeWords is the page itself. Each number was read on a page of those who
// answer it, or of a council that gives it, on the day it says.
func safeWords() []fyne.CanvasObject {
	return []fyne.CanvasObject{
		part.NewTitle(lang.T("If someone is not safe")),
		part.NewNotice(
			part.NewHeading(lang.T("In danger now: call 999")),
			part.NewText(lang.T("If you cannot speak, call 999 from a mobile and press 55 when you are asked. From a landline, stay on the line.")),
		),
		part.NewCard(
			part.NewHeading(lang.T("Your child")),
			part.NewText(lang.T("NSPCC, for anyone worried about a child: 0808 800 5000. Free. In danger now: 999.")),
			part.NewText(lang.T("Your council's children's social care can be called too, at any hour. Its number is on the council's own website.")),
		),
		part.NewCard(
			part.NewHeading(lang.T("You")),
			part.NewText(lang.T("National Domestic Abuse Helpline, run by Refuge: 0808 2000 247. Free, day and night.")),
			part.NewText(lang.T("If somebody comes while you are here, press F9. The screen shows a page of measures, and your file is locked. F9 again leads back to the lock.")),
			part.NewText(lang.T("Somebody who can use this computer may see that this program is on it. They cannot open your file without the passphrase. A program cannot keep you safe from somebody who makes you open it.")),
		),
		part.NewCard(
			part.NewHeading(lang.T("When you cannot go on")),
			part.NewText(lang.T("Samaritans: 116 123. Free, day and night, from any phone. They listen, whatever it is.")),
			part.NewText(lang.T("You can also call your GP, or NHS 111.")),
		),
		part.NewSmall(lang.T("Numbers checked on 23 November 2026. The call to 116 123 can be made with no credit.")),
	}
}
