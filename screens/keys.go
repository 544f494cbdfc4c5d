package screens

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"leverarch/app/lang"
	"leverarch/screens/part"
)

// shortcut is a key that does something wherever one is in the window.
type shortcut struct {
	keys string // as it is shown
	does string
	key  fyne.KeyName
	with fyne.KeyModifier // none: a key alone, which the window takes where nothing else does
	do   func()
}

// shortcuts is every key there is: what is registered and what F1 lists are one.
func (s *Shell) shortcuts() []shortcut {
	goes := func(name PlaceName) func() { return func() { s.Go(Place{Name: name}) } }
	const ctrl, alt = fyne.KeyModifierControl, fyne.KeyModifierAlt
	return []shortcut{
		{lang.T("Ctrl+1"), lang.T("Home"), fyne.Key1, ctrl, goes(Home)},
		{lang.T("Ctrl+2"), lang.T("Timeline"), fyne.Key2, ctrl, goes(Timeline)},
		{lang.T("Ctrl+3"), lang.T("Documents"), fyne.Key3, ctrl, goes(Documents)},
		{lang.T("Ctrl+4"), lang.T("Conversations"), fyne.Key4, ctrl, goes(Talks)},
		{lang.T("Ctrl+5"), lang.T("People"), fyne.Key5, ctrl, goes(People)},
		{lang.T("Ctrl+6"), lang.T("Plan"), fyne.Key6, ctrl, goes(Plan)},
		{lang.T("Ctrl+7"), lang.T("Know your rights"), fyne.Key7, ctrl, goes(Guide)},
		{lang.T("Ctrl+N"), lang.T("Write a conversation down"), fyne.KeyN, ctrl, goes(Write)},
		{lang.T("Ctrl+S"), lang.T("Save what you are writing down"), fyne.KeyS, ctrl, s.saveHere},
		{lang.T("Ctrl+P"), lang.T("Dates to your phone"), fyne.KeyP, ctrl, goes(Phone)},
		{lang.T("Ctrl+O"), lang.T("Bring in a letter"), fyne.KeyO, ctrl, s.PickFiles},
		{lang.T("Ctrl+F"), lang.T("Find: in the letter that is shown, then in everything"), fyne.KeyF, ctrl, s.seek},
		{lang.T("Ctrl+G"), lang.T("Go to a page of the letter"), fyne.KeyG, ctrl, func() {
			if p := s.pages(); p != nil {
				p.askPage()
			}
		}},
		{lang.T("Ctrl+Page Down"), lang.T("The next page of the letter"), fyne.KeyPageDown, ctrl, func() { s.turnPage(1) }},
		{lang.T("Ctrl+Page Up"), lang.T("The page before"), fyne.KeyPageUp, ctrl, func() { s.turnPage(-1) }},
		{lang.T("Ctrl+Z"), lang.T("Take back what was just done"), fyne.KeyZ, ctrl, s.Undo},
		{lang.T("Alt+Left"), lang.T("Back to where you were"), fyne.KeyLeft, alt, s.Back},
		{lang.T("Alt+Right"), lang.T("Forward again"), fyne.KeyRight, alt, s.Forward},
		{lang.T("Ctrl+L"), lang.T("Lock"), fyne.KeyL, ctrl, s.Lock},
		{"F8", lang.T("Hide the names, for use in public, or show them again"), publicKey, 0, s.flipPublic},
		{"F9", lang.T("Hide at once: it locks, and something dull is shown. Escape leads back to the lock"), hideKey, 0, s.Hide},
		{"F1", lang.T("This list"), fyne.KeyF1, 0, s.showKeys},
	}
}

// registerKeys gives the window its keys.
func (s *Shell) registerKeys() {
	c := s.win.Canvas()
	s.alone = map[fyne.KeyName]func(){}
	for _, k := range s.shortcuts() {
		switch {
		case k.with == 0:
			s.alone[k.key] = k.do
		case k.key == fyne.KeyZ:
			// The toolkit has a shortcut of its own for this key, and passes no other.
			c.AddShortcut(&fyne.ShortcutUndo{}, func(fyne.Shortcut) { k.do() })
		default:
			c.AddShortcut(&desktop.CustomShortcut{KeyName: k.key, Modifier: k.with}, func(fyne.Shortcut) { k.do() })
		}
	}
	c.SetOnTypedKey(s.typed)
}

// showKeys lists the keys, on the lock too.
func (s *Shell) showKeys() {
	if s.hidden || s.win.Canvas().Overlays().Top() != nil {
		return
	}
	list := part.NewStack().Close(6)
	for _, k := range s.shortcuts() {
		list.Add(part.NewText(k.keys + ": " + k.does + "."))
	}
	list.Add(part.NewSmall(lang.T("Tab goes to the next thing and Shift+Tab to the one before. Enter or Space presses it, Escape closes what has opened. In a letter, Page Down and Page Up turn its pages, + and - make it larger and smaller.")))
	var m *part.Modal
	m = part.NewModal(lang.T("Keys"), []*part.Action{part.NewPrimary("", lang.T("Close"), func() { m.Close() })}, list)
	m.Open(s.win.Canvas())
}
