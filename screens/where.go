package screens

import (
	"fyne.io/fyne/v2"

	"leverarch/app/lang"
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
func (w *where) Title() string { return lang.T("Where are you now?") }

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
	{lang.N("The school gives help, and nobody has asked for a plan"), lang.N("SEN support: the school should meet you three times a year. The law counts no date from a meeting. Your timeline shows the meetings you have had."), "support-meeting", lang.N("Say when you last met")},
	{lang.N("An assessment was asked for"), lang.N("The council has a set time to say yes or no."), "request-received", lang.N("Say when it was asked for")},
	{lang.N("The council said no"), lang.N("No to an assessment, or no to a plan. You may be able to appeal, and there is a last day for it."), "decision-sent", lang.N("Say when the letter was sent")},
	{lang.N("The council said yes to an assessment"), lang.N("Its last day for the plan is counted from the day the request came."), "request-received", lang.N("Say when it was asked for")},
	{lang.N("A draft plan has come"), lang.N("You have a set time to say what you think and to name a school."), "draft-plan-served", lang.N("Say when it came")},
	{lang.N("There is a final plan"), lang.N("It is looked at again each year."), "plan-made", lang.N("Say when it was made or last reviewed")},
	{lang.N("A final plan came and you do not agree"), lang.N("There is a last day to appeal, counted from the letter."), "decision-sent", lang.N("Say when the letter was sent")},
	{lang.N("A review meeting is to come, or has been"), lang.N("The council must write to you after it."), "review-meeting", lang.N("Say when the meeting is")},
	{lang.N("A move to the next school or college is near"), lang.N("The plan must name the school by a set day."), "transfer-year", lang.N("Say which year")},
	{lang.N("You have sent an appeal"), lang.N("The law counts no date from it: the Tribunal sets the days. Bring in its letters, and your timeline shows them."), "appeal-lodged", lang.N("Say when the Tribunal got it")},
}

// bodyWide is the room that the words of a choice need beside its button: with large
// text the button stands under them.
const bodyWide = 300

// Show draws the choices.
func (w *where) Show() {
	s := w.shell
	child := s.Child()
	items := []fyne.CanvasObject{
		part.NewTitle(lang.T("Where are you now?")),
		part.NewText(lang.T("Choose what fits %s best. We ask for one day. Where the law counts from it, we work out what comes next. If you have the letter, bring it in: we read the day from it.", words.FirstName(child.Name))),
		part.NewFlow(part.NewPrimary(look.Folder, lang.T("Choose a letter"), s.PickFiles), part.NewAction(look.Close, lang.T("I do not know"), func() { s.Go(Place{Name: Home}) })),
	}
	for _, at := range stands {
		items = append(items, part.NewCard(part.NewRow(nil, 0,
			part.NewStack(part.NewBold(lang.Of(at.name)), part.NewSmall(lang.Of(at.says))).Close(4),
			part.NewAction(look.Arrow, lang.Of(at.button), func() { s.Go(Place{Name: Happened, ID: record.ID(at.event)}) })).Roomy(bodyWide)).Tight())
	}
	w.page.Stack.Set(items...)
	w.page.Top()
}
