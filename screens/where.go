package screens

import (
	"fyne.io/fyne/v2"

	"leverarch/app/record"
	"leverarch/screens/look"
	"leverarch/screens/part"
	"leverarch/screens/words"
)

// where puts a child at the right stage in a few presses: what has come so far, and
// the one form that asks for its day. Nothing is guessed, and nothing must be known.
type where struct {
	shell *Shell
	page  *part.Page
}

func newWhere(s *Shell) *where { return &where{shell: s} }

// Title names the screen.
func (w *where) Title() string { return "Where are you now?" }

// Content builds the page.
func (w *where) Content() fyne.CanvasObject {
	w.page = part.NewPage(part.Reading)
	return w.page
}

// stand is one place on the way, and the event that brings a child there. Where event
// is empty there is none: the guide says what can be done.
type stand struct {
	name, says string
	event      string
	button     string
}

// stands are in the order of the way.
var stands = []stand{
	{"The school gives help, and nobody has asked for a plan", "SEN support: the school should meet you three times a year.", "support-meeting", "Say when you last met"},
	{"An assessment was asked for", "The council has a set time to say yes or no.", "request-received", "Say when it was asked for"},
	{"The council said no", "No to an assessment, or no to a plan. You may be able to appeal, and there is a last day for it.", "decision-sent", "Say when the letter was sent"},
	{"The council said yes to an assessment", "Its last day for the plan is counted from the day the request came.", "request-received", "Say when it was asked for"},
	{"A draft plan has come", "You have a set time to say what you think and to name a school.", "draft-plan-served", "Say when it came"},
	{"There is a final plan", "It is looked at again each year.", "plan-made", "Say when it was made or last reviewed"},
	{"A final plan came and you do not agree", "There is a last day to appeal, counted from the letter.", "decision-sent", "Say when the letter was sent"},
	{"A review meeting is to come, or has been", "The council must write to you after it.", "review-meeting", "Say when the meeting is"},
	{"A move to the next school or college is near", "The plan must name the school by a set day.", "transfer-year", "Say which year"},
	{"You have sent an appeal", "The days that the Tribunal sets stand in its letters.", "appeal-lodged", "Say when the Tribunal got it"},
}

// Show draws the choices.
func (w *where) Show() {
	s := w.shell
	child := s.Child()
	items := []fyne.CanvasObject{
		part.NewTitle("Where are you now?"),
		part.NewText("Choose what fits " + words.FirstName(child.Name) + " best. We ask for one day, and work out what comes next. If you have the letter, bring it in: we read the day from it."),
		part.NewFlow(part.NewPrimary(look.Folder, "Choose a letter", s.PickFiles), part.NewAction(look.Close, "I do not know", func() { s.Go(Place{Name: Home}) })),
	}
	for _, at := range stands {
		items = append(items, part.NewCard(part.NewRow(nil, 0,
			part.NewStack(part.NewBold(at.name), part.NewSmall(at.says)).Close(4),
			part.NewAction(look.Arrow, at.button, func() { s.Go(Place{Name: Happened, ID: record.ID(at.event)}) }))).Tight())
	}
	w.page.Stack.Set(items...)
	w.page.Top()
}
