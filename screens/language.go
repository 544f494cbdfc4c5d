package screens

import (
	"slices"

	"fyne.io/fyne/v2"

	"leverarch/app/lang"
	"leverarch/screens/part"
)

// keyLanguage is where the language that was chosen is kept, beside the look.
const keyLanguage = "language"

// speakChosen speaks the language that was chosen last. One that this program no
// longer has gives way to English.
func (s *Shell) speakChosen() {
	tag := fyne.CurrentApp().Preferences().StringWithFallback(keyLanguage, lang.English)
	if lang.Choose(tag) != nil {
		lang.Choose(lang.English)
	}
	s.desk.Speak()
}

// speak changes the language. A file that is open is locked for it, so that nothing
// of it is left on the screen in two languages.
func (s *Shell) speak(tag string) {
	if tag == lang.Chosen() {
		return
	}
	if err := lang.Choose(tag); err != nil {
		s.Fail(err)
		return
	}
	fyne.CurrentApp().Preferences().SetString(keyLanguage, tag)
	s.desk.Speak()
	if s.file != nil {
		s.Lock()
		return
	}
	s.showGate()
}

// languages is the choice of a language, or nothing while there is only one.
func (s *Shell) languages() []fyne.CanvasObject {
	all := lang.All()
	if len(all) < 2 {
		return nil
	}
	var names []string
	for _, l := range all {
		names = append(names, l.Name)
	}
	pick := part.NewSegments(lang.T("Language"), names, func(name string) { s.speak(all[slices.Index(names, name)].Tag) })
	for _, l := range all {
		if l.Tag == lang.Chosen() {
			pick.Set(l.Name)
		}
	}
	items := []fyne.CanvasObject{pick}
	if s.file != nil {
		items = append(items, part.NewSmall(lang.T("Choosing another one locks your file. Open it again, and everything is in that language.")))
	}
	return items
}
