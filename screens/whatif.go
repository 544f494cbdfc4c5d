package screens

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"leverarch/app"
	"leverarch/app/law"
	"leverarch/app/record"
	"leverarch/screens/look"
	"leverarch/screens/part"
	"leverarch/screens/words"
)

// whatIf answers "what if": of one date, whether a reason for being late could
// fit, with the day in law and the day that would come out; and, without a date,
// what would follow if something came to be. Nothing moves by asking.
type whatIf struct {
	shell *Shell
	page  *part.Page
	title *part.Text
	says  *part.Text

	reasons *part.Stack // for one date
	reason  *part.Choice
	fields  *part.Card
	note    *part.Notes
	answer  *part.Card
	keep    *part.Action
	kept    *part.Stack
	about   app.Dated
	form    record.Excuse

	suppose *suppose // without a date
}

func newWhatIf(s *Shell) *whatIf { return &whatIf{shell: s} }

// whatIfID names a deadline in a Place: the event it belongs to, and its rule.
func whatIfID(d app.Dated) record.ID { return d.From.ID + "/" + record.ID(d.Rule) }

// Title names the screen.
func (w *whatIf) Title() string { return "What if …?" }

// Content builds both forms.
func (w *whatIf) Content() fyne.CanvasObject {
	w.title, w.says = part.NewTitle("What if …?"), part.NewText("")
	w.reason = part.NewChoice("What happened?", nil, w.picked).Empty("Choose a reason")
	w.fields, w.answer = part.NewCard(), part.NewNotice()
	w.note = part.NewNotes("What happened, in your words", "You can leave this empty.", 3)
	w.note.OnChange = func(text string) { w.form.Note = strings.TrimSpace(text) }
	w.keep = part.NewPrimary(look.Check, "Keep this beside the date", w.keepIt)
	w.kept = part.NewStack()
	w.reasons = part.NewStack(
		part.NewText("The council may say that one of these is why it is late. Put in what you know, and see whether the reason can fit. Asking moves no date."),
		w.reason, w.fields, w.answer, part.NewFlow(w.keep, part.NewAction("", "Not now", w.shell.Back)), w.kept,
	).Close(16)
	w.suppose = newSuppose(w.shell)
	w.page = part.NewPage(part.Reading, part.NewQuiet(look.Back, "Back", w.shell.Back), w.title, w.says, w.reasons, w.suppose.content)
	return w.page
}

// Show loads the date it is about, if any.
func (w *whatIf) Show() {
	s := w.shell
	id := string(s.ID())
	showIf(w.reasons, id != "")
	showIf(w.suppose.content, id == "")
	showIf(w.says, id != "")
	if id == "" {
		w.suppose.show()
		w.page.Top()
		return
	}
	list, err := s.file.Dates("")
	if err != nil {
		s.Fail(err)
		return
	}
	i := slices.IndexFunc(list, func(d app.Dated) bool { return string(whatIfID(d)) == id && d.State != app.Withdrawn })
	if i < 0 {
		s.Fail(app.ErrNotFound)
		w.reasons.Hide()
		return
	}
	w.about = list[i]
	w.says.Set(w.about.Says + ". The day in law is " + w.about.Day.Written() + ".")
	w.form = record.Excuse{}
	w.reason.SetOptions(w.offered())
	w.reason.Set("")
	w.note.Set("")
	w.draw()
	w.drawKept()
	w.page.Top()
}

// offered lists the reasons that the law knows for this date.
func (w *whatIf) offered() []string {
	var names []string
	if r, ok := w.shell.file.Book.Rule(w.about.Rule); ok {
		for _, reason := range law.Reasons {
			if slices.ContainsFunc(r.Excuses, func(e law.Excuse) bool { return e.Reason == reason }) {
				names = append(names, words.ReasonName(reason))
			}
		}
	}
	return names
}

func (w *whatIf) picked(name string) {
	for _, reason := range law.Reasons {
		if words.ReasonName(reason) == name {
			w.form = record.Excuse{Reason: reason, Note: w.form.Note}
		}
	}
	w.draw()
}

// draw asks for the days that the reason needs, and shows the answer.
func (w *whatIf) draw() {
	f := &w.form
	day := func(label string, to *record.Day) *part.Date {
		d := part.NewDate(label, "If you know.", w.shell.file.Today)
		d.Set(*to)
		d.OnDay = func(day record.Day) {
			*to = day
			w.drawAnswer()
		}
		return d
	}
	var items []fyne.CanvasObject
	switch f.Reason {
	case law.SchoolClosed, law.NurseryClosed:
		place := "school"
		if f.Reason == law.NurseryClosed {
			place = "nursery"
		}
		items = append(items, part.NewColumns(2, 200, day("First day closed", &f.Closed), day("It opened again on", &f.Reopens)),
			day("The council asked the "+place+" for advice on", &f.Asked))
	case law.Away:
		items = append(items, part.NewColumns(2, 200, day("First day away", &f.From), day("Last day away", &f.To)))
	case law.Missed:
		items = append(items, day("The appointment was on", &f.From))
	case law.Exceptional:
		items = append(items, part.NewColumns(2, 200, day("It began on", &f.From), day("It ended on", &f.To)))
	}
	if len(items) > 0 {
		items = append(items, w.note)
	}
	w.fields.Stack.Set(items...)
	showIf(w.fields, len(items) > 0)
	w.drawAnswer()
}

func (w *whatIf) drawAnswer() {
	showIf(w.answer, w.form.Reason != "")
	if w.form.Reason == "" {
		w.keep.Disable()
		return
	}
	w.keep.Enable()
	w.answer.Stack.Set(exceptionRows(w.shell.file.WhatIf(w.about, w.form))...)
}

// outcomes heads an answer.
var outcomes = map[string]string{
	law.CanApply: "This reason can fit", law.CannotBe: "This reason does not fit", law.NotKnown: "We cannot say yet", law.NotOfRule: "The law does not name this reason here",
}

// exceptionRows says whether a reason can fit, with both days.
func exceptionRows(x law.Exception) []fyne.CanvasObject {
	items := []fyne.CanvasObject{part.NewHeading(outcomes[x.Outcome]), part.NewText(words.Sentence(x.Says))}
	for _, ask := range x.Ask {
		items = append(items, part.NewText("· "+ask))
	}
	days := part.NewColumns(2, 200, part.NewStack(part.NewSmall("The day in law"), part.NewBold(x.Day.Written())).Close(2))
	if !x.Without.IsZero() {
		days.Add(part.NewStack(part.NewSmall("With those days left out"), part.NewBold(x.Without.Written())).Close(2))
	}
	items = append(items, days)
	if x.Source != "" {
		items = append(items, part.NewSmall(words.Sentence(x.Source)+" This is information, not legal advice."))
	}
	return items
}

// drawKept lists the reasons kept beside the date.
func (w *whatIf) drawKept() {
	items := []fyne.CanvasObject{part.NewHeading("Kept beside this date")}
	for _, p := range w.about.Possible {
		rows := append([]fyne.CanvasObject{part.NewBold(words.ReasonName(p.Excuse.Reason))}, exceptionRows(p.Exception)...)
		if p.Excuse.Note != "" {
			rows = append(rows, part.NewQuote(p.Excuse.Note))
		}
		rows = append(rows, part.NewFlow(part.NewQuiet(look.Bin, "Take this out", func() { w.drop(p.Excuse.ID) })))
		items = append(items, part.NewCard(rows...).Tight())
	}
	w.kept.Set(items...)
	showIf(w.kept, len(w.about.Possible) > 0)
}

func (w *whatIf) drop(id record.ID) {
	w.shell.Act(deed{says: "Taken out.", do: func(file *app.App) error { return file.DropExcuse(id) }})
}

// keepIt keeps the reason beside the date. The date stays where it is.
func (w *whatIf) keepIt() {
	if w.keep.Disabled() {
		return
	}
	s, d, e := w.shell, w.about, w.form
	w.keep.Disable()
	s.Act(deed{
		says: "Kept. The date has not moved; both days stand beside it.",
		do: func(file *app.App) error {
			_, err := file.KeepExcuse(d, e)
			return err
		},
		done: func() {
			w.keep.Enable()
			s.Again()
		},
		failed: func(err error) {
			w.keep.Enable()
			s.Fail(err)
		},
	})
}
