package screens

import (
	"fyne.io/fyne/v2"

	"leverarch/app"
	"leverarch/app/lang"
	"leverarch/app/law"
	"leverarch/app/record"
	"leverarch/screens/look"
	"leverarch/screens/part"
	"leverarch/screens/words"
)

// dueRows shows dates that would follow from what is in a form, each with its
// readings and what it rests on. answer is the day a letter asks by, or none.
func dueRows(s *Shell, list []law.Deadline, answer record.Day) []fyne.CanvasObject {
	file, today := s.file, s.file.Today()
	var rows []fyne.CanvasObject
	for _, d := range list {
		dated := app.Dated{Deadline: d, State: app.ToCome, Child: s.Child()}
		switch {
		case d.Met != nil:
			dated.State = app.Met
		case d.Day.Before(today):
			dated.State = app.Late
		}
		items := []fyne.CanvasObject{
			part.NewFlow(sidePill(dated), deadlinePill(dated, today)),
			part.NewStack(part.NewBold(d.Day.Written()), part.NewText(d.Says)).Close(0),
		}
		if d.Check {
			items = append(items, part.NewBold(words.PleaseCheck()).In(look.Amber))
		}
		if r, ok := file.Book.Reply(d, answer); ok {
			items = append(items, part.NewText(words.Sentence(r.Says)))
		}
		small := []string{lang.T("Who must act: %s. %s", whose(dated), words.Sentence(d.Why)), words.Sentence(d.Note)}
		small = append(small, otherReadings(d)...)
		if d.Beside != nil {
			small = append(small, words.Sentence(d.Beside.Says))
		}
		for _, b := range d.Before {
			small = append(small, b.Says+": "+b.Day.Written()+".")
		}
		small = append(small, words.Sentence(d.Source))
		for _, s := range small {
			if s != "" {
				items = append(items, part.NewSmall(s))
			}
		}
		if len(rows) > 0 {
			rows = append(rows, part.NewLine())
		}
		rows = append(rows, part.NewStack(items...).Close(4))
	}
	if len(rows) > 0 {
		rows = append(rows, part.NewSmall(lang.T("Law as at %s. This is information, not legal advice.", file.Book.AsAt().Short())))
	}
	return rows
}
