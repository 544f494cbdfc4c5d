package part

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"leverarch/app/lang"
	"leverarch/screens/look"
)

// Tick is a box to tick with words beside it.
type Tick struct {
	kin
	press
	on        bool
	onChange  func(bool)
	label     *Text
	back, rim box
	check     *canvas.Image
}

// NewTick makes a box to tick.
func NewTick(label string, onChange func(bool)) *Tick {
	t := &Tick{label: NewText(label), onChange: onChange, back: newBox(5), rim: newRing(5), check: canvas.NewImageFromResource(nil)}
	t.press = press{self: t, onTap: t.flip}
	t.ExtendBaseWidget(t)
	adopt(t, t.Children())
	t.paint()
	return t
}

func (t *Tick) flip() {
	t.Set(!t.on)
	if t.onChange != nil {
		t.onChange(t.on)
	}
}

// On reports whether the box is ticked.
func (t *Tick) On() bool { return t.on }

// Set ticks the box or not.
func (t *Tick) Set(on bool) {
	t.on = on
	t.Refresh()
}

// Label gives the words beside the box.
func (t *Tick) Label() string { return t.label.says() }

// Children gives the words.
func (t *Tick) Children() []fyne.CanvasObject { return []fyne.CanvasObject{t.label} }
func (t *Tick) arrange()                      { t.lay(t.Size()) }

func (t *Tick) indent() float32 { return 22*look.Scale() + look.Gap(12) }

// HeightFor says how high it is at a width.
func (t *Tick) HeightFor(width float32) float32 {
	return max(t.label.HeightFor(width-t.indent())+look.Gap(8), 32)
}

// CreateRenderer is for Fyne.
func (t *Tick) CreateRenderer() fyne.WidgetRenderer { return face{t} }

func (t *Tick) shapes() []fyne.CanvasObject {
	return []fyne.CanvasObject{t.back.Rectangle, t.rim.Rectangle, t.check, t.label}
}

func (t *Tick) paint() {
	t.check.Hidden = !t.on
	if t.on {
		t.back.paint(look.Teal, look.Teal, 2)
		t.check.Resource = look.Check.In(look.OnTeal)
		t.check.Refresh()
	} else {
		t.back.paint(look.Input, look.InputLine, 2)
	}
	t.label.Refresh()
}

func (t *Tick) lay(size fyne.Size) {
	edge := 22 * look.Scale()
	y := look.Gap(4) + (t.label.pitch()-edge)/2
	t.back.Move(fyne.NewPos(0, y))
	t.back.Resize(fyne.NewSquareSize(edge))
	t.rim.ring(t.focused, 0, y, edge, edge)
	t.check.Move(fyne.NewPos(2, y+2))
	t.check.Resize(fyne.NewSquareSize(edge - 4))
	w := max(1, size.Width-t.indent())
	place(t.label, t.indent(), look.Gap(4), w, t.label.HeightFor(w))
}

func (t *Tick) least() fyne.Size {
	w := t.Size().Width
	if w <= 0 {
		w = unlaid()
	}
	return fyne.NewSize(t.indent()+t.label.least().Width, t.HeightFor(w))
}

// Segments is a few ways to choose from, all of them shown. It is one stop for
// Tab; the arrows choose.
type Segments struct {
	kin
	label    *Text
	options  []string
	value    string
	onChange func(string)
	parts    []*segment
	focused  bool
	rim      box
}

// NewSegments makes a choice of a few. The label may be empty.
func NewSegments(label string, options []string, onChange func(string)) *Segments {
	s := &Segments{label: NewBold(label), options: options, onChange: onChange, rim: newRing(8)}
	for _, o := range options {
		p := &segment{of: s, option: o, label: NewText(o).OneLine(), back: newBox(8), check: canvas.NewImageFromResource(nil)}
		p.ExtendBaseWidget(p)
		s.parts = append(s.parts, p)
	}
	s.ExtendBaseWidget(s)
	adopt(s, s.Children())
	s.paint()
	return s
}

// Label gives the words above.
func (s *Segments) Label() string { return s.label.says() }

// Value gives what is chosen, or nothing.
func (s *Segments) Value() string { return s.value }

// Set chooses, without telling onChange.
func (s *Segments) Set(value string) {
	s.value = value
	s.Refresh()
}

// Named shows other words for the options than their values.
func (s *Segments) Named(name func(value string) string) *Segments {
	for _, p := range s.parts {
		p.label.Set(name(p.option))
	}
	s.Refresh()
	return s
}

// Options gives the values and the words shown for them.
func (s *Segments) Options() (values, shown []string) {
	for _, p := range s.parts {
		values, shown = append(values, p.option), append(shown, p.label.words)
	}
	return
}

// Pick chooses as a person does.
func (s *Segments) Pick(value string) {
	if !slices.Contains(s.options, value) || value == s.value {
		return
	}
	s.Set(value)
	if s.onChange != nil {
		s.onChange(value)
	}
}

// Focus gives it the keyboard.
func (s *Segments) Focus() { focusOn(s) }

// FocusGained is for Fyne.
func (s *Segments) FocusGained() {
	s.focused = true
	s.Refresh()
	reveal(s)
}

// FocusLost is for Fyne.
func (s *Segments) FocusLost() {
	s.focused = false
	s.Refresh()
}

// TypedRune is for Fyne.
func (s *Segments) TypedRune(rune) {}

// TypedKey chooses with the arrows; Space chooses the first where none is.
func (s *Segments) TypedKey(key *fyne.KeyEvent) {
	OnUse()
	i := slices.Index(s.options, s.value)
	switch key.Name {
	case fyne.KeyRight, fyne.KeyDown:
		s.Pick(s.options[(i+1)%len(s.options)])
	case fyne.KeyLeft, fyne.KeyUp:
		s.Pick(s.options[(max(i, 0)-1+len(s.options))%len(s.options)])
	case fyne.KeySpace:
		s.Pick(s.options[max(i, 0)])
	default:
		pass(s, key)
	}
}

// Children gives the label and the ways.
func (s *Segments) Children() []fyne.CanvasObject {
	all := []fyne.CanvasObject{s.label}
	for _, p := range s.parts {
		all = append(all, p)
	}
	return all
}

func (s *Segments) arrange() { s.lay(s.Size()) }

// HeightFor says how high it is at a width.
func (s *Segments) HeightFor(width float32) float32 { return s.run(width, nil) }

func (s *Segments) run(width float32, put func(o fyne.CanvasObject, x, y, width, height float32)) float32 {
	if put == nil {
		put = func(fyne.CanvasObject, float32, float32, float32, float32) {}
	}
	x, y, gap := float32(0), float32(0), look.Gap(6)
	if s.label.words != "" {
		h := s.label.HeightFor(width)
		put(s.label, 0, 0, width, h)
		y = h + look.Gap(5)
	}
	high := float32(0)
	for _, p := range s.parts {
		m := p.least()
		w := min(m.Width, width)
		if x > 0 && x+w > width {
			x, y = 0, y+high+gap
		}
		put(p, x, y, w, m.Height)
		x += w + gap
		high = m.Height
	}
	return y + high
}

// CreateRenderer is for Fyne.
func (s *Segments) CreateRenderer() fyne.WidgetRenderer { return face{s} }

func (s *Segments) shapes() []fyne.CanvasObject {
	return append([]fyne.CanvasObject{s.rim.Rectangle}, s.Children()...)
}

func (s *Segments) paint() {
	s.label.Hidden = s.label.words == ""
	for _, p := range s.parts {
		p.Refresh()
	}
}

func (s *Segments) lay(size fyne.Size) {
	if size.Width <= 0 {
		return
	}
	s.run(size.Width, func(o fyne.CanvasObject, x, y, w, h float32) { place(o, x, y, w, h) })
	at := s.parts[max(0, slices.Index(s.options, s.value))]
	s.rim.ring(s.focused, at.Position().X, at.Position().Y, at.Size().Width, at.Size().Height)
}

func (s *Segments) least() fyne.Size {
	w := s.Size().Width
	if w <= 0 {
		w = unlaid()
	}
	most := float32(0)
	for _, p := range s.parts {
		most = max(most, p.least().Width)
	}
	return fyne.NewSize(most, s.HeightFor(w))
}

// segment is one of the ways.
type segment struct {
	kin
	of      *Segments
	option  string
	label   *Text
	back    box
	check   *canvas.Image
	hovered bool
}

// Tapped chooses it.
func (p *segment) Tapped(*fyne.PointEvent) {
	p.of.Focus()
	p.of.Pick(p.option)
}

// MouseIn is for Fyne.
func (p *segment) MouseIn(*desktop.MouseEvent) {
	p.hovered = true
	p.Refresh()
}

// MouseMoved is for Fyne.
func (p *segment) MouseMoved(*desktop.MouseEvent) { OnUse() }

// MouseOut is for Fyne.
func (p *segment) MouseOut() {
	p.hovered = false
	p.Refresh()
}

// Cursor shows a hand.
func (p *segment) Cursor() desktop.Cursor { return desktop.PointerCursor }

// CreateRenderer is for Fyne.
func (p *segment) CreateRenderer() fyne.WidgetRenderer { return face{p} }

func (p *segment) shapes() []fyne.CanvasObject {
	return []fyne.CanvasObject{p.back.Rectangle, p.check, p.label}
}

func (p *segment) chosen() bool { return p.of.value == p.option }

func (p *segment) paint() {
	ink := look.Ink
	switch {
	case p.chosen():
		ink = look.OnTeal
		p.back.paint(look.Teal, look.Teal, 1.5)
	case p.hovered:
		p.back.paint(look.PlainHover, look.InputLine, 1.5)
	default:
		p.back.paint(look.Input, look.InputLine, 1.5)
	}
	p.check.Hidden = !p.chosen()
	if p.chosen() {
		p.check.Resource = look.Check.In(ink)
		p.check.Refresh()
	}
	p.label.colour = ink
	p.label.style.Bold = p.chosen()
	p.label.Refresh()
}

func (p *segment) lay(size fyne.Size) {
	p.back.Resize(size)
	edge := 16 * look.Scale()
	w := p.label.least().Width
	x := (size.Width - w) / 2
	if p.chosen() {
		x = (size.Width - w - edge - look.Gap(6)) / 2
		p.check.Move(fyne.NewPos(x, (size.Height-edge)/2))
		p.check.Resize(fyne.NewSquareSize(edge))
		x += edge + look.Gap(6)
	}
	place(p.label, x, (size.Height-p.label.pitch())/2, w, p.label.pitch())
}

func (p *segment) least() fyne.Size {
	// Room for the tick and bold words, so that nothing moves when chosen.
	w := fyne.MeasureText(p.label.says(), look.Pt(look.Body), fyne.TextStyle{Bold: true}).Width
	return fyne.NewSize(w+16*look.Scale()+look.Gap(6)+2*look.Gap(12), p.label.pitch()+2*look.Gap(9))
}

// Choice is one of several, shown in a list that opens.
type Choice struct {
	kin
	label            *Text
	options          []string
	value            string
	empty            string
	onChange         func(string)
	picker           *picker
	focused, hovered bool
	rim              box
}

// NewChoice makes a choice of several.
func NewChoice(label string, options []string, onChange func(string)) *Choice {
	c := &Choice{label: NewBold(label), options: options, onChange: onChange, rim: newRing(8), empty: lang.T("Choose")}
	c.picker = &picker{of: c, words: NewText("").OneLine(), back: newBox(8), down: canvas.NewImageFromResource(nil)}
	c.picker.ExtendBaseWidget(c.picker)
	c.ExtendBaseWidget(c)
	adopt(c, c.Children())
	c.paint()
	return c
}

// Label gives the words above.
func (c *Choice) Label() string { return c.label.says() }

// Value gives what is chosen, or nothing.
func (c *Choice) Value() string { return c.value }

// Options gives what there is to choose from.
func (c *Choice) Options() []string { return c.options }

// SetOptions changes what there is to choose from. What is chosen stays.
func (c *Choice) SetOptions(options []string) {
	c.options = options
	c.Refresh()
}

// Empty changes the words shown while nothing is chosen.
func (c *Choice) Empty(words string) *Choice {
	c.empty = words
	c.Refresh()
	return c
}

// Set chooses, without telling onChange.
func (c *Choice) Set(value string) {
	c.value = value
	c.Refresh()
}

// Pick chooses as a person does.
func (c *Choice) Pick(value string) {
	if !slices.Contains(c.options, value) || value == c.value {
		return
	}
	c.Set(value)
	if c.onChange != nil {
		c.onChange(value)
	}
}

// Input gives what takes the keyboard.
func (c *Choice) Input() fyne.Focusable { return c.picker }

// Focus gives it the keyboard.
func (c *Choice) Focus() { focusOn(c.picker) }

// Children gives the label and the box.
func (c *Choice) Children() []fyne.CanvasObject { return []fyne.CanvasObject{c.label, c.picker} }
func (c *Choice) arrange()                      { c.lay(c.Size()) }

// HeightFor says how high it is at a width.
func (c *Choice) HeightFor(width float32) float32 { return c.top(width) + c.picker.least().Height }

func (c *Choice) top(width float32) float32 {
	if c.label.words == "" {
		return 0
	}
	return c.label.HeightFor(width) + look.Gap(5)
}

// CreateRenderer is for Fyne.
func (c *Choice) CreateRenderer() fyne.WidgetRenderer { return face{c} }

func (c *Choice) shapes() []fyne.CanvasObject {
	return append([]fyne.CanvasObject{c.rim.Rectangle}, c.Children()...)
}
func (c *Choice) paint() {
	c.label.Hidden = c.label.words == ""
	c.picker.Refresh()
}

func (c *Choice) lay(size fyne.Size) {
	if size.Width <= 0 {
		return
	}
	y := c.top(size.Width)
	if y > 0 {
		place(c.label, 0, 0, size.Width, c.label.HeightFor(size.Width))
	}
	h := c.picker.least().Height
	place(c.picker, 0, y, size.Width, h)
	c.rim.ring(c.focused, 0, y, size.Width, h)
}

func (c *Choice) least() fyne.Size {
	w := c.Size().Width
	if w <= 0 {
		w = unlaid()
	}
	return fyne.NewSize(140*look.Scale(), c.HeightFor(w))
}

// picker is the box that shows what is chosen and opens the list.
type picker struct {
	kin
	of    *Choice
	words *Text
	back  box
	down  *canvas.Image
}

// Tapped opens the list.
func (p *picker) Tapped(*fyne.PointEvent) {
	focusOn(p)
	p.open()
}

func (p *picker) open() {
	c := canvasOf(p)
	if c == nil || len(p.of.options) == 0 {
		return
	}
	var items []*fyne.MenuItem
	for _, o := range p.of.options {
		item := fyne.NewMenuItem(seen(o), func() { p.of.Pick(o) })
		item.Checked = o == p.of.value
		items = append(items, item)
	}
	menu := widget.NewPopUpMenu(fyne.NewMenu("", items...), c)
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(p)
	menu.ShowAtPosition(at.AddXY(0, p.Size().Height+2))
	menu.Resize(fyne.NewSize(p.Size().Width, menu.MinSize().Height))
	if i := slices.Index(p.of.options, p.of.value); i >= 0 {
		for range i + 1 {
			menu.ActivateNext()
		}
	} else {
		menu.ActivateNext()
	}
}

// FocusGained is for Fyne.
func (p *picker) FocusGained() {
	p.of.focused = true
	p.of.Refresh()
	reveal(p.of)
}

// FocusLost is for Fyne.
func (p *picker) FocusLost() {
	p.of.focused = false
	p.of.Refresh()
}

// TypedRune chooses the next that begins with the letter.
func (p *picker) TypedRune(r rune) {
	n := len(p.of.options)
	from := slices.Index(p.of.options, p.of.value) + 1
	for i := range n {
		o := p.of.options[(from+i)%n]
		if strings.HasPrefix(strings.ToLower(o), strings.ToLower(string(r))) {
			p.of.Pick(o)
			return
		}
	}
}

// TypedKey opens the list, or chooses with the arrows left and right.
func (p *picker) TypedKey(key *fyne.KeyEvent) {
	OnUse()
	i, n := slices.Index(p.of.options, p.of.value), len(p.of.options)
	switch {
	case enter(key), key.Name == fyne.KeySpace, key.Name == fyne.KeyDown, key.Name == fyne.KeyUp:
		p.open()
	case key.Name == fyne.KeyRight && n > 0:
		p.of.Pick(p.of.options[min(i+1, n-1)])
	case key.Name == fyne.KeyLeft && n > 0:
		p.of.Pick(p.of.options[max(i-1, 0)])
	default:
		pass(p, key)
	}
}

// Cursor shows a hand.
func (p *picker) Cursor() desktop.Cursor { return desktop.PointerCursor }

// MouseIn is for Fyne.
func (p *picker) MouseIn(*desktop.MouseEvent) {
	p.of.hovered = true
	p.Refresh()
}

// MouseMoved is for Fyne.
func (p *picker) MouseMoved(*desktop.MouseEvent) { OnUse() }

// MouseOut is for Fyne.
func (p *picker) MouseOut() {
	p.of.hovered = false
	p.Refresh()
}

// CreateRenderer is for Fyne.
func (p *picker) CreateRenderer() fyne.WidgetRenderer { return face{p} }

func (p *picker) shapes() []fyne.CanvasObject {
	return []fyne.CanvasObject{p.back.Rectangle, p.words, p.down}
}
func (p *picker) paint() {
	line := look.InputLine
	if p.of.hovered {
		line = look.Teal
	}
	p.back.paint(look.Input, line, 2)
	p.words.colour = look.Ink
	p.words.words = p.of.value
	if p.of.value == "" {
		p.words.words, p.words.colour = p.of.empty, look.Quiet
	}
	p.words.Refresh()
	p.down.Resource = look.Down.In(look.Ink)
	p.down.Refresh()
}

func (p *picker) lay(size fyne.Size) {
	p.back.Resize(size)
	edge, pad := 18*look.Scale(), look.Gap(12)
	p.down.Resize(fyne.NewSquareSize(edge))
	p.down.Move(fyne.NewPos(size.Width-edge-pad, (size.Height-edge)/2))
	place(p.words, pad, (size.Height-p.words.pitch())/2, max(0, size.Width-edge-3*pad), p.words.pitch())
}

func (p *picker) least() fyne.Size {
	// As high as a field, so that the two can stand beside each other.
	return fyne.NewSize(140*look.Scale(), fyne.MeasureText("M", look.Pt(look.Body), fyne.TextStyle{}).Height+2*look.Gap(10)+2)
}
