package screens

import (
	"strconv"

	"fyne.io/fyne/v2"

	"leverarch/app"
	"leverarch/app/lang"
	"leverarch/screens/look"
	"leverarch/screens/part"
)

// The phones there are steps for.
const (
	iPhone  = "iPhone"
	google  = "Google"
	samsung = "Samsung"
	outlook = "Outlook"
)

var phoneKinds = []string{iPhone, google, samsung, outlook}

// steps say how the file gets into a calendar.
var steps = map[string][]string{
	iPhone: {
		lang.N("Email the file to yourself."),
		lang.N("Open that email on the phone, in Apple’s own Mail. In WhatsApp the file can be looked at, but not added."),
		lang.N("Tap the file, then Add All."),
		lang.N("Choose a calendar of its own for these dates. Then you can delete them all at once and start again."),
	},
	google: {
		lang.N("Do this on a computer: most phones with Android cannot add a file by themselves."),
		lang.N("Open Google Calendar in the browser. Next to Other calendars, choose the plus and make a new calendar called Dates."),
		lang.N("In Settings choose Import, then the file, then the new calendar. The dates come to your phone by themselves."),
		lang.N("Google leaves the reminders of a file out. Tick “Reminders as dates of their own” above, and save once more."),
		lang.N("When dates change: delete the new calendar, make it again, and import the newest file. Then nothing old is left."),
	},
	samsung: {
		lang.N("Email the file to yourself, and open that email on the phone."),
		lang.N("Tap the file. If the phone offers its Calendar, choose it, then Save or Import."),
		lang.N("If it does not, follow the steps for Google on a computer. The dates come to the Samsung calendar when the same Google account is on the phone."),
		lang.N("Look at one of the dates. If it has no reminder, tick “Reminders as dates of their own” above, and save once more."),
	},
	outlook: {
		lang.N("Open Outlook in the browser, and its calendar."),
		lang.N("Choose Add calendar, then Create blank calendar, and call it Dates. Then you can delete them all at once and start again."),
		lang.N("Choose Add calendar, then Upload from file. Choose the file and the new calendar, then Import."),
		lang.N("When dates change, delete that calendar, make it again, and import the newest file."),
	},
}

// numbered shows steps one under another, each with its number.
func numbered(steps []string) []fyne.CanvasObject {
	var rows []fyne.CanvasObject
	for i, says := range steps {
		rows = append(rows, part.NewRow(part.NewBold(strconv.Itoa(i+1)+"."), 24, part.NewText(lang.Of(says)), nil))
	}
	return rows
}

// showCode shows one date as a square code for the phone's camera.
func (p *phone) showCode(wish app.Phone, d app.Dated) {
	s := p.shell
	file, wrapped := s.File(), false
	said, err := file.Code(d, wish, wrapped)
	if err != nil {
		s.Fail(err)
		return
	}
	code, err := part.NewSquare(said)
	if err != nil {
		s.Fail(err)
		return
	}
	form := part.NewSmall(lang.Of(formSays[wrapped]))
	var m *part.Modal
	other := part.NewAction("", lang.T("Try the other form"), func() {
		said, err := file.Code(d, wish, !wrapped)
		if err == nil {
			err = code.Set(said)
		}
		if err != nil {
			m.Close()
			s.Fail(err)
			return
		}
		wrapped = !wrapped
		form.Set(lang.Of(formSays[wrapped]))
	})
	m = part.NewModal(lang.T("Put one date on a phone"),
		[]*part.Action{part.NewPrimary(look.Check, lang.T("Close"), func() { m.Close() }), other},
		part.NewText(lang.T("%s. Your phone will show: “%s”.", d.Day.Written(), phoneTitle(wish, d))),
		part.NewText(lang.T("Point the phone’s camera at the square, and tap what it offers.")),
		code, form,
		part.NewSmall(lang.T("The code brings no reminders, and a date put in this way does not move by itself. The calendar file does both.")),
	)
	m.Open(s.Canvas())
}

// formSays says which form of the code is shown.
var formSays = map[bool]string{
	false: lang.N("If the phone does not understand it, try the other form."),
	true:  lang.N("This is the other form. Some phones understand this one only."),
}
