package screens

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"leverarch/app"
	"leverarch/app/lang"
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
	half    draft      // of what is typed about this date
	again   *part.Text // says that it came back

	suppose *suppose // without a date
}

func newWhatIf(s *Shell) *whatIf { return &whatIf{shell: s, half: draft{shell: s}} }

// whatIfID names a deadline in a Place: the event it belongs to, and its rule.
func whatIfID(d app.Dated) record.ID { return d.From.ID + "/" + record.ID(d.Rule) }

// Title names the screen.
func (w *whatIf) Title() string { return lang.T("What if …?") }

// Content builds both forms.
func (w *whatIf) Content() fyne.CanvasObject {
	w.title, w.says = part.NewTitle(lang.T("What if …?")), part.NewText("")
	w.reason = part.NewChoice(lang.T("What happened?"), nil, w.picked).Empty(lang.T("Choose a reason"))
	w.fields, w.answer = part.NewCard(), part.NewNotice()
	w.note = part.NewNotes(lang.T("What happened, in your words"), lang.T("You can leave this empty."), 3)
	w.note.OnChange = func(text string) {
		w.form.Note = strings.TrimSpace(text)
		w.half.changed()
	}
	w.again = part.NewSmall(lang.T("We kept what you had typed."))
	w.keep = part.NewPrimary(look.Check, lang.T("Keep this beside the date"), w.keepIt)
	w.kept = part.NewStack()
	w.reasons = part.NewStack(
		part.NewText(lang.T("The council may say that one of these is why it is late. Put in what you know, and see whether the reason can fit. Asking moves no date.")),
		w.again, w.reason, w.fields, w.answer, part.NewFlow(w.keep, part.NewAction("", lang.T("Not now"), w.shell.Back)), w.kept,
	).Close(16)
	w.suppose = newSuppose(w.shell)
	w.page = part.NewPage(part.Reading, part.NewQuiet(look.Back, lang.T("Back"), w.shell.Back), w.title, w.says, w.reasons, w.suppose.content)
	return w.page
}

// Show loads the date it is about, if any.
func (w *whatIf) Show() {
	s := w.shell
	id := string(s.ID())
	w.half.leave()
	w.half.form = ""
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
	w.says.Set(lang.T("%s. The day in law is %s.", w.about.Says, w.about.Day.Written()))
	w.form = record.Excuse{}
	w.reason.SetOptions(w.offered())
	w.reason.Set("")
	w.note.Set("")
	w.again.Hide()
	w.bringBack(id)
	w.draw()
	w.drawKept()
	w.page.Top()
}

// Leave keeps what is half typed.
func (w *whatIf) Leave() { w.half.leave() }

// bringBack puts in what was typed about this date and not kept.
func (w *whatIf) bringBack(id string) {
	days := map[string]*record.Day{"closed": &w.form.Closed, "reopens": &w.form.Reopens, "asked": &w.form.Asked, "from": &w.form.From, "to": &w.form.To}
	was := w.half.begin("reason/"+id, func() map[string]string {
		typed := map[string]string{"reason": w.form.Reason, "note": w.form.Note}
		for name, day := range days {
			typed[name] = day.String()
		}
		return typed
	})
	if was == nil {
		return
	}
	if was["reason"] != "" {
		w.reason.Set(words.ReasonName(was["reason"]))
	}
	w.note.Set(was["note"])
	w.form.Reason, w.form.Note = was["reason"], was["note"]
	for name, day := range days {
		*day, _ = record.ParseDay(was[name]) // one that was not given stays unknown
	}
	w.again.Show()
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
			w.half.changed()
		}
	}
	w.draw()
}

// draw asks for the days that the reason needs, and shows the answer.
func (w *whatIf) draw() {
	f := &w.form
	day := func(label string, to *record.Day) *part.Date {
		d := part.NewDate(label, lang.T("If you know."), w.shell.file.Today)
		d.Set(*to)
		d.OnDay = func(day record.Day) {
			*to = day
			w.half.changed()
			w.drawAnswer()
		}
		return d
	}
	var items []fyne.CanvasObject
	switch f.Reason {
	case law.SchoolClosed, law.NurseryClosed:
		place := lang.T("school")
		if f.Reason == law.NurseryClosed {
			place = lang.T("nursery")
		}
		items = append(items, part.NewColumns(2, 200, day(lang.T("First day closed"), &f.Closed), day(lang.T("It opened again on"), &f.Reopens)),
			day(lang.T("The council asked the %s for advice on", place), &f.Asked))
	case law.Away:
		items = append(items, part.NewColumns(2, 200, day(lang.T("First day away"), &f.From), day(lang.T("Last day away"), &f.To)))
	case law.Missed:
		items = append(items, day(lang.T("The appointment was on"), &f.From))
	case law.Exceptional:
		items = append(items, part.NewColumns(2, 200, day(lang.T("It began on"), &f.From), day(lang.T("It ended on"), &f.To)))
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
	law.CanApply: lang.N("This reason can fit"), law.CannotBe: lang.N("This reason does not fit"), law.NotKnown: lang.N("We cannot say yet"), law.NotOfRule: lang.N("The law does not name this reason here"),
}

// exceptionRows says whether a reason can fit, with both days.
func exceptionRows(x law.Exception) []fyne.CanvasObject {
	items := []fyne.CanvasObject{part.NewHeading(lang.Of(outcomes[x.Outcome])), part.NewText(words.Sentence(x.Says))}
	for _, ask := range x.Ask {
		items = append(items, part.NewText("· "+ask))
	}
	days := part.NewColumns(2, 200, part.NewStack(part.NewSmall(lang.T("The day in law")), part.NewBold(x.Day.Written())).Close(2))
	if !x.Without.IsZero() {
		days.Add(part.NewStack(part.NewSmall(lang.T("With those days left out")), part.NewBold(x.Without.Written())).Close(2))
	}
	items = append(items, days)
	if x.Source != "" {
		items = append(items, part.NewSmall(lang.T("%s This is information, not legal advice.", words.Sentence(x.Source))))
	}
	return items
}

// drawKept lists the reasons kept beside the date.
func (w *whatIf) drawKept() {
	items := []fyne.CanvasObject{part.NewHeading(lang.T("Kept beside this date"))}
	for _, p := range w.about.Possible {
		rows := append([]fyne.CanvasObject{part.NewBold(words.ReasonName(p.Excuse.Reason))}, exceptionRows(p.Exception)...)
		if p.Excuse.Note != "" {
			rows = append(rows, part.NewQuote(p.Excuse.Note))
		}
		rows = append(rows, part.NewFlow(part.NewQuiet(look.Bin, lang.T("Take this out"), func() { w.drop(p.Excuse.ID) })))
		items = append(items, part.NewCard(rows...).Tight())
	}
	w.kept.Set(items...)
	showIf(w.kept, len(w.about.Possible) > 0)
}

func (w *whatIf) drop(id record.ID) {
	w.shell.Act(deed{says: lang.T("Taken out."), do: func(file *app.App) error { return file.DropExcuse(id) }})
}

// keepIt keeps the reason beside the date. The date stays where it is.
func (w *whatIf) keepIt() {
	if w.keep.Disabled() {
		return
	}
	s, d, e := w.shell, w.about, w.form
	w.keep.Disable()
	forget := w.half.drop()
	s.Act(deed{
		says: lang.T("Kept. The date has not moved; both days stand beside it."),
		do: func(file *app.App) error {
			if _, err := file.KeepExcuse(d, e); err != nil {
				return err
			}
			return forget()
		},
		done: func() {
			w.keep.Enable()
			s.Again()
		},
		failed: func(err error) {
			w.keep.Enable()
			w.half.changed() // it is on the screen still, and kept again
			s.Fail(err)
		},
	})
}
