package part

import (
	"image/color"
	"strings"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"leverarch/app/lang"
	"leverarch/screens/look"
)

// entry is Fyne's own entry, taught where its keys go.
type entry struct {
	widget.Entry
	field *Field
}

func newEntry(f *Field) *entry {
	e := &entry{field: f}
	e.Wrapping = fyne.TextWrap(fyne.TextTruncateClip)
	e.ExtendBaseWidget(e)
	return e
}

// holder lets keys and scrolling find what the entry stands in.
func (e *entry) holder() Holder { return e.field }

// Base gives Fyne's entry.
func (e *entry) Base() *widget.Entry { return &e.Entry }

// AcceptsTab lets Tab and Shift Tab go on to the next field from every entry:
// Fyne keeps both inside one of many lines.
func (e *entry) AcceptsTab() bool { return false }

// FocusGained is for Fyne.
func (e *entry) FocusGained() {
	e.Entry.FocusGained()
	e.field.focus(true)
	reveal(e)
}

// FocusLost is for Fyne.
func (e *entry) FocusLost() {
	e.Entry.FocusLost()
	e.field.focus(false)
}

// TypedShortcut keeps what belongs to a field (copy, paste, moving by words) and
// hands shortcuts with a letter or a number to the window. Fyne gives all of them
// to the field alone, and then nobody could lock the window, or leave it, while
// typing.
func (e *entry) TypedShortcut(s fyne.Shortcut) {
	if cut, ok := s.(*desktop.CustomShortcut); ok && len(cut.KeyName) == 1 {
		if c, ok := canvasOf(e).(fyne.Shortcutable); ok {
			c.TypedShortcut(s)
			return
		}
	}
	e.Entry.TypedShortcut(s)
}

// TypedKey hands on Escape, and Enter where the field has no use for it.
func (e *entry) TypedKey(key *fyne.KeyEvent) {
	OnUse()
	switch {
	case key.Name == fyne.KeyEscape, key.Name == fyne.KeyPageUp && !e.MultiLine, key.Name == fyne.KeyPageDown && !e.MultiLine, isFunction(key.Name):
		pass(e, key)
	case enter(key) && !e.MultiLine && e.field.OnSubmit == nil:
		pass(e, key)
	default:
		chosen, at := e.SelectedText() != "", e.CursorTextOffset()
		e.Entry.TypedKey(key)
		if key.Name == fyne.KeyBackspace && !chosen && at > 0 {
			e.settle(at - 1)
		}
	}
}

// settle puts the cursor where it belongs, which Fyne 2.8.1 misses where a space
// ends a wrapped row: the next letter would go in front of that space, and words
// run together in what a family keeps.
func (e *entry) settle(want int) {
	for row := e.CursorRow; e.CursorTextOffset() != want && row >= 0; row-- {
		e.CursorRow, e.CursorColumn = row, 0
		if begin := e.CursorTextOffset(); begin <= want && (begin > 0 || row == 0) {
			e.CursorColumn = want - begin
		}
	}
}

func isFunction(k fyne.KeyName) bool { return len(k) > 1 && k[0] == 'F' && k[1] >= '1' && k[1] <= '9' }

// TypedRune keeps to the most a field takes.
func (e *entry) TypedRune(r rune) {
	OnUse()
	if e.field.full(1) {
		return
	}
	chosen, at := e.SelectedText() != "", e.CursorTextOffset()
	e.Entry.TypedRune(r)
	if !chosen {
		e.settle(at + 1)
	}
}

// Field is a label, a hint, somewhere to type, and under it what to mend.
type Field struct {
	kin
	// OnChange is told of every change.
	OnChange func(string)
	// OnSubmit is told when Enter is pressed. Without it Enter goes on to the
	// modal or the window.
	OnSubmit func(string)
	// OnLeave is told when the keyboard goes elsewhere.
	OnLeave func()

	label, hint, said *Text
	entry             *entry
	cover             *entryCover
	wheel             *wheel
	rim               box
	focused           bool
	most              int
	beside            *Action
	under             []fyne.CanvasObject
	good              bool
	example           string
}

// NewField makes a field of one line. The hint may be empty.
func NewField(label, hint string) *Field {
	f := &Field{}
	f.make(f, label, hint)
	return f
}

func (f *Field) make(as interface {
	fyne.Widget
	Holder
}, label, hint string) {
	f.label, f.hint, f.said = NewBold(label), NewSmall(hint), NewSmall("")
	f.hint.Hidden, f.said.Hidden = hint == "", true
	f.entry = newEntry(f)
	f.cover = newEntryCover()
	f.wheel = newWheel(f)
	f.rim = newRing(8)
	f.ExtendBaseWidget(as)
	f.entry.OnChanged = f.changed
	f.entry.OnSubmitted = func(s string) {
		if f.OnSubmit != nil {
			f.OnSubmit(s)
		}
	}
	adopt(f, f.Children())
}

func (f *Field) changed(s string) {
	if f.most > 0 && utf8.RuneCountInString(s) > f.most {
		s = string([]rune(s)[:f.most])
		f.entry.SetText(s) // comes back here with what fits
		f.Say(fullNote())
		return
	}
	if f.OnChange != nil {
		f.OnChange(s)
	}
}

func fullNote() string { return lang.T("This note is full. Save it and carry on in a new one.") }

// full reports, and says, that n more letters do not fit.
func (f *Field) full(n int) bool {
	if f.most == 0 || utf8.RuneCountInString(f.entry.Text)+n <= f.most {
		return false
	}
	f.Say(fullNote())
	return true
}

func (f *Field) focus(on bool) {
	f.focused = on
	f.Refresh()
	if !on && f.OnLeave != nil {
		f.OnLeave()
	}
}

// Label gives the words above the field, as they are shown.
func (f *Field) Label() string { return f.label.says() }

// SetLabel changes the words above the field.
func (f *Field) SetLabel(label string) { f.label.Set(label) }

// Value gives what is typed, without spaces round it.
func (f *Field) Value() string { return strings.TrimSpace(f.entry.Text) }

// Text gives what is typed as it stands: a space at its end says that a word is
// whole.
func (f *Field) Text() string { return f.entry.Text }

// Set puts text in the field.
func (f *Field) Set(text string) {
	if text != f.entry.Text {
		f.put(text)
	}
}

// put changes what is typed, and what lies over it while names are hidden.
func (f *Field) put(text string) {
	f.entry.SetText(text)
	if Covered() {
		f.Refresh()
	}
}

// Example shows an example while the field is empty.
func (f *Field) Example(words string) {
	f.example = words
	f.Refresh()
}

// Say shows a kind message under the field, or takes it away where it is empty.
func (f *Field) Say(words string) { f.say(words, false) }

// Good shows a message under the field that something is well.
func (f *Field) Good(words string) { f.say(words, true) }

// Said gives the message under the field.
func (f *Field) Said() string {
	if f.said.Hidden {
		return ""
	}
	return f.said.words
}

func (f *Field) say(words string, good bool) {
	f.good = good
	f.said.colour = look.Mend
	if good {
		f.said.colour = look.Teal
	}
	if f.said.words == words && f.said.Hidden == (words == "") {
		f.said.Refresh()
		return
	}
	f.said.words = words
	f.said.Hidden = words == ""
	f.said.Refresh()
	f.Refresh()
	f.grown()
}

// Input gives what takes the keyboard.
func (f *Field) Input() fyne.Focusable { return f.entry }

// Focus gives the field the keyboard.
func (f *Field) Focus() { focusOn(f.entry) }

// Disable makes it so that nothing can be typed.
func (f *Field) Disable() { f.entry.Disable() }

// Enable makes it so that the field can be typed in again.
func (f *Field) Enable() { f.entry.Enable() }

// Disabled reports whether nothing can be typed.
func (f *Field) Disabled() bool { return f.entry.Disabled() }

// Children gives the parts of the field.
func (f *Field) Children() []fyne.CanvasObject {
	all := []fyne.CanvasObject{f.label, f.hint, f.entry}
	if f.beside != nil {
		all = append(all, f.beside)
	}
	return append(append(all, f.under...), f.said)
}

func (f *Field) arrange() { f.lay(f.Size()) }

// HeightFor says how high the field is at a width.
func (f *Field) HeightFor(width float32) float32 { return f.run(width, nil) }

func (f *Field) run(width float32, put func(o fyne.CanvasObject, x, y, width, height float32)) float32 {
	if put == nil {
		put = func(fyne.CanvasObject, float32, float32, float32, float32) {}
	}
	y := float32(0)
	if f.label.words != "" && !f.label.Hidden {
		h := f.label.HeightFor(width)
		put(f.label, 0, y, width, h)
		y += h
	}
	if !f.hint.Hidden {
		h := f.hint.HeightFor(width)
		put(f.hint, 0, y, width, h)
		y += h
	}
	if y > 0 {
		y += look.Gap(5)
	}
	// Two more than Fyne asks for: at some sizes it rounds its words up and
	// itself down, and then shows a scroll bar.
	w, h := width, f.entry.MinSize().Height+2
	if f.beside != nil {
		b := f.beside.least()
		w = max(look.Gap(80), width-b.Width-look.Gap(6))
		h = max(h, b.Height)
		put(f.beside, width-b.Width, y, b.Width, h)
	}
	put(f.entry, 0, y, w, h)
	y += h
	for _, o := range f.under {
		if o.Visible() {
			y += look.Gap(6)
			h := heightFor(o, width)
			put(o, 0, y, width, h)
			y += h
		}
	}
	if !f.said.Hidden {
		y += look.Gap(5)
		h := f.said.HeightFor(width)
		put(f.said, 0, y, width, h)
		y += h
	}
	return y
}

// CreateRenderer is for Fyne.
func (f *Field) CreateRenderer() fyne.WidgetRenderer { return face{f} }

func (f *Field) shapes() []fyne.CanvasObject {
	return append(append([]fyne.CanvasObject{f.rim.Rectangle}, f.Children()...), f.cover, f.wheel)
}

func (f *Field) paint() {
	f.label.Hidden = f.label.words == ""
}

func (f *Field) lay(size fyne.Size) {
	if size.Width <= 0 {
		return
	}
	f.run(size.Width, func(o fyne.CanvasObject, x, y, w, h float32) { place(o, x, y, w, h) })
	p, s := f.entry.Position(), f.entry.Size()
	example := seen(f.example)
	if !f.entry.MultiLine {
		// An example that does not fit would bring a scroll bar.
		example = shortened(example, s.Width-2*look.Gap(12), func(s string) float32 {
			return fyne.MeasureText(s, look.Pt(look.Body), fyne.TextStyle{}).Width
		})
	}
	if example != f.entry.PlaceHolder {
		f.entry.SetPlaceHolder(example)
	}
	f.rim.ring(f.focused, p.X, p.Y, s.Width, s.Height)
	f.cover.over(f.entry, f.focused)
	f.wheel.over(f.entry, f.focused)
}

func (f *Field) least() fyne.Size {
	w := f.Size().Width
	if w <= 0 {
		w = unlaid()
	}
	return fyne.NewSize(140*look.Scale(), f.HeightFor(w))
}

// NotesMost is how many letters a field of many lines takes.
const NotesMost = 10000

// Notes is a field of many lines. Tab goes on to the next field.
type Notes struct{ Field }

// NewNotes makes a field of many lines that shows rows of them.
func NewNotes(label, hint string, rows int) *Notes {
	n := &Notes{}
	n.make(n, label, hint)
	n.most = NotesMost
	n.entry.MultiLine = true
	n.entry.Wrapping = fyne.TextWrapWord
	n.entry.SetMinRowsVisible(rows)
	return n
}

// CreateRenderer is for Fyne.
func (n *Notes) CreateRenderer() fyne.WidgetRenderer { return face{n} }

// Secret is a field for a passphrase: hidden, with a button that shows it.
type Secret struct {
	Field
	meter *meter
	known []string
}

// NewSecret makes a field for a passphrase.
func NewSecret(label, hint string) *Secret {
	s := &Secret{}
	s.make(s, label, hint)
	s.entry.Password = true
	// Fyne's own eye can be reached by the mouse only, and is put there unless
	// something else is.
	s.entry.ActionItem = canvas.NewRectangle(color.Transparent)
	s.beside = NewQuiet(look.Eye, lang.T("Show"), s.flip)
	adopt(&s.Field, s.Children())
	return s
}

func (s *Secret) flip() {
	s.entry.Password = !s.entry.Password
	s.beside.icon = look.Eye
	label := lang.T("Show")
	if !s.entry.Password {
		s.beside.icon, label = look.EyeOff, lang.T("Hide")
	}
	s.entry.Refresh()
	s.beside.SetLabel(label)
	s.Refresh()
}

// Value gives exactly what is typed: a space may be part of a passphrase.
func (s *Secret) Value() string { return s.entry.Text }

// Clear empties the field and hides what will be typed next.
func (s *Secret) Clear() {
	s.entry.SetText("")
	if !s.entry.Password {
		s.flip()
	}
}

// Meter shows under the field how hard the passphrase is to guess. Known are
// words that somebody near would try first, as the child's name.
func (s *Secret) Meter(known ...string) *Secret {
	s.known = known
	if s.meter == nil {
		s.meter = newMeter()
		s.meter.Hidden = true
		s.under = []fyne.CanvasObject{s.meter}
		adopt(&s.Field, s.Children())
		s.entry.OnChanged = func(text string) {
			s.meter.set(text, s.known)
			s.changed(text)
		}
	}
	return s
}

// CreateRenderer is for Fyne.
func (s *Secret) CreateRenderer() fyne.WidgetRenderer { return face{s} }

// meter is four bars and words.
type meter struct {
	kin
	words *Text
	bars  [4]box
	level int
}

func newMeter() *meter {
	m := &meter{words: NewSmall("")}
	for i := range m.bars {
		m.bars[i] = newBox(3)
	}
	m.ExtendBaseWidget(m)
	adopt(m, m.Children())
	return m
}

func (m *meter) set(secret string, known []string) {
	if secret == "" {
		m.Hide()
		return
	}
	strong := Strength(secret, known...)
	m.level = strong.Level
	m.words.Set(strong.Words)
	m.Show()
	m.Refresh()
}

// Children gives the words.
func (m *meter) Children() []fyne.CanvasObject { return []fyne.CanvasObject{m.words} }
func (m *meter) arrange()                      { m.lay(m.Size()) }

// HeightFor says how high the meter is at a width.
func (m *meter) HeightFor(width float32) float32 { return look.Gap(14) + m.words.HeightFor(width) }

// CreateRenderer is for Fyne.
func (m *meter) CreateRenderer() fyne.WidgetRenderer { return face{m} }

func (m *meter) shapes() []fyne.CanvasObject {
	all := []fyne.CanvasObject{m.words}
	for _, b := range m.bars {
		all = append(all, b.Rectangle)
	}
	return all
}

func (m *meter) paint() {
	for i, b := range m.bars {
		fill, line := look.Plain, look.InputLine
		if i < m.level {
			fill, line = look.Teal, look.Teal
		}
		b.paint(fill, line, 1)
	}
}

func (m *meter) lay(size fyne.Size) {
	gap := look.Gap(4)
	w := (min(size.Width, 360*look.Scale()) - 3*gap) / 4
	for i, b := range m.bars {
		b.Move(fyne.NewPos(float32(i)*(w+gap), look.Gap(2)))
		b.Resize(fyne.NewSize(max(0, w), look.Gap(8)))
	}
	place(m.words, 0, look.Gap(14), size.Width, m.words.HeightFor(size.Width))
}

func (m *meter) least() fyne.Size { return fyne.NewSize(100, m.HeightFor(unlaid())) }
