package screens

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

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
		{"Ctrl+1", "Home", fyne.Key1, ctrl, goes(Home)},
		{"Ctrl+2", "Timeline", fyne.Key2, ctrl, goes(Timeline)},
		{"Ctrl+3", "Documents", fyne.Key3, ctrl, goes(Documents)},
		{"Ctrl+4", "Conversations", fyne.Key4, ctrl, goes(Talks)},
		{"Ctrl+5", "People", fyne.Key5, ctrl, goes(People)},
		{"Ctrl+6", "Plan", fyne.Key6, ctrl, goes(Plan)},
		{"Ctrl+7", "Know your rights", fyne.Key7, ctrl, goes(Guide)},
		{"Ctrl+N", "Write a conversation down", fyne.KeyN, ctrl, goes(Write)},
		{"Ctrl+S", "Save what you are writing down", fyne.KeyS, ctrl, s.saveHere},
		{"Ctrl+P", "Dates to your phone", fyne.KeyP, ctrl, goes(Phone)},
		{"Ctrl+O", "Bring in a letter", fyne.KeyO, ctrl, s.PickFiles},
		{"Ctrl+F", "Find: in the letter that is shown, then in everything", fyne.KeyF, ctrl, s.seek},
		{"Ctrl+G", "Go to a page of the letter", fyne.KeyG, ctrl, func() {
			if p := s.pages(); p != nil {
				p.askPage()
			}
		}},
		{"Ctrl+Page Down", "The next page of the letter", fyne.KeyPageDown, ctrl, func() { s.turnPage(1) }},
		{"Ctrl+Page Up", "The page before", fyne.KeyPageUp, ctrl, func() { s.turnPage(-1) }},
		{"Ctrl+Z", "Take back what was just done", fyne.KeyZ, ctrl, s.Undo},
		{"Alt+Left", "Back to where you were", fyne.KeyLeft, alt, s.Back},
		{"Alt+Right", "Forward again", fyne.KeyRight, alt, s.Forward},
		{"Ctrl+L", "Lock", fyne.KeyL, ctrl, s.Lock},
		{"F9", "Hide at once: it locks, and something dull is shown. Escape leads back to the lock", hideKey, 0, s.Hide},
		{"F1", "This list", fyne.KeyF1, 0, s.showKeys},
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
	list.Add(part.NewSmall("Tab goes to the next thing and Shift+Tab to the one before. Enter or Space presses it, Escape closes what has opened. In a letter, Page Down and Page Up turn its pages, + and - make it larger and smaller."))
	var m *part.Modal
	m = part.NewModal("Keys", []*part.Action{part.NewPrimary("", "Close", func() { m.Close() })}, list)
	m.Open(s.win.Canvas())
}
