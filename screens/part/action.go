package part

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"leverarch/screens/look"
)

// weight says how much an action asks to be pressed.
type weight int

const (
	plain weight = iota
	primary
	quiet
)

// Action is a button.
type Action struct {
	kin
	press
	icon      look.Icon
	label     *Text
	weight    weight
	full      bool
	bare      bool // the drawing alone is shown
	back, rim box
	picture   *canvas.Image
}

// NewAction makes a plain button.
func NewAction(icon look.Icon, label string, onTap func()) *Action {
	return newAction(plain, icon, label, onTap)
}

// NewPrimary makes the one button of a screen that is the thing to do.
func NewPrimary(icon look.Icon, label string, onTap func()) *Action {
	return newAction(primary, icon, label, onTap)
}

// NewQuiet makes a button that stands back: words in teal.
func NewQuiet(icon look.Icon, label string, onTap func()) *Action {
	return newAction(quiet, icon, label, onTap)
}

// NewIcon makes a button that shows a drawing everybody knows and no words. The
// label is for a screen reader and the tests.
func NewIcon(icon look.Icon, label string, onTap func()) *Action {
	a := newAction(quiet, icon, label, onTap)
	a.bare = true
	a.label.Hidden = true
	return a
}

func newAction(w weight, icon look.Icon, label string, onTap func()) *Action {
	a := &Action{icon: icon, weight: w, label: NewBold(label), back: newBox(8), rim: newRing(8), picture: canvas.NewImageFromResource(nil)}
	a.press = press{self: a, onTap: onTap}
	a.ExtendBaseWidget(a)
	a.paint()
	return a
}

// Wide makes the button as wide as what it stands in.
func (a *Action) Wide() *Action {
	a.full = true
	return a
}

// Label gives the words on the button.
func (a *Action) Label() string { return a.label.says() }

// SetLabel changes the words on the button.
func (a *Action) SetLabel(label string) {
	if label != a.label.words {
		a.label.Set(label)
		a.Refresh()
		a.grown()
	}
}

// OnTap changes what the button does.
func (a *Action) OnTap(do func()) { a.onTap = do }

// AccessibilityLabel gives the words to a screen reader.
func (a *Action) AccessibilityLabel() string { return a.label.says() }

// AccessibilityRole says that it is a button.
func (a *Action) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

func (a *Action) colours() (fill, line, ink look.Colour) {
	switch {
	case a.disabled && a.weight == quiet:
		ink = look.Unused
	case a.disabled:
		fill, ink = look.UnusedPaper, look.Unused
	case a.weight == primary && a.hovered:
		fill, ink = look.TealHover, look.OnTeal
	case a.weight == primary:
		fill, ink = look.Teal, look.OnTeal
	case a.weight == plain && a.hovered:
		fill, ink = look.PlainHover, look.Ink
	case a.weight == plain:
		fill, ink = look.Plain, look.Ink
	case a.hovered:
		fill, ink = look.TealPaper, look.Teal
	default:
		ink = look.Teal
	}
	if look.InContrast() && a.weight != primary {
		line = ink
	}
	return
}

func (a *Action) pads() (x, y, icon float32) {
	x, y = look.Gap(16), look.Gap(10)
	if a.weight == quiet {
		x = look.Gap(10)
	}
	switch {
	case a.bare:
		icon = 20 * look.Scale()
	case a.icon != "":
		icon = 20*look.Scale() + look.Gap(8)
		x -= look.Gap(2)
	}
	return
}

func (a *Action) natural() float32 {
	if a.full {
		return 0
	}
	return a.least().Width
}

func (a *Action) words() float32 {
	if a.bare {
		return 0
	}
	return fyne.MeasureText(a.label.says(), look.Pt(look.Body), a.label.style).Width
}

// HeightFor says how high the button is at a width: long words wrap.
func (a *Action) HeightFor(width float32) float32 {
	x, y, icon := a.pads()
	if a.bare {
		return a.label.pitch() + 2*y
	}
	return a.label.HeightFor(max(1, width-2*x-icon+1)) + 2*y
}

// CreateRenderer is for Fyne.
func (a *Action) CreateRenderer() fyne.WidgetRenderer { return face{a} }

func (a *Action) shapes() []fyne.CanvasObject {
	return []fyne.CanvasObject{a.back.Rectangle, a.rim.Rectangle, a.picture, a.label}
}

func (a *Action) paint() {
	fill, line, ink := a.colours()
	a.back.paint(fill, line, 2)
	a.label.colour = ink
	a.picture.Hidden = a.icon == ""
	if a.icon != "" {
		a.picture.Resource = a.icon.In(ink)
		a.picture.Refresh()
	}
	a.label.Refresh()
}

func (a *Action) lay(size fyne.Size) {
	x, y, icon := a.pads()
	a.back.Resize(size)
	a.rim.ring(a.focused, 0, 0, size.Width, size.Height)
	room := max(1, size.Width-2*x-icon+1)
	w := min(a.words()+1, room)
	left := x
	if a.weight != quiet {
		left = (size.Width - w - icon) / 2
	}
	h := a.label.HeightFor(room)
	if w < room {
		h = a.label.pitch()
	}
	edge := 20 * look.Scale()
	a.picture.Resize(fyne.NewSquareSize(edge))
	a.picture.Move(fyne.NewPos(left, (size.Height-edge)/2))
	place(a.label, left+icon, max(y/2, (size.Height-h)/2), w, h)
}

func (a *Action) least() fyne.Size {
	x, y, icon := a.pads()
	return fyne.NewSize(a.words()+2*x+icon, a.label.pitch()+2*y)
}

// NavItem is one place in the sidebar.
type NavItem struct {
	kin
	press
	icon           look.Icon
	label          *Text
	picked         bool
	back, bar, rim box
	picture        *canvas.Image
}

// NewNavItem makes a place in the sidebar.
func NewNavItem(icon look.Icon, label string, onTap func()) *NavItem {
	n := &NavItem{icon: icon, label: NewText(label).OneLine(), back: newBox(8), bar: newBox(2), rim: newRing(8), picture: canvas.NewImageFromResource(nil)}
	n.press = press{self: n, onTap: onTap}
	n.ExtendBaseWidget(n)
	n.paint()
	return n
}

// Picked reports whether this is the place in use.
func (n *NavItem) Picked() bool { return n.picked }

// SetLabel changes the words.
func (n *NavItem) SetLabel(label string) {
	n.label.Set(label)
	n.grown()
}

// AccessibilityLabel gives the words to a screen reader.
func (n *NavItem) AccessibilityLabel() string { return n.label.says() }

// AccessibilityRole says that it can be pressed.
func (n *NavItem) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// CreateRenderer is for Fyne.
func (n *NavItem) CreateRenderer() fyne.WidgetRenderer { return face{n} }

func (n *NavItem) shapes() []fyne.CanvasObject {
	return []fyne.CanvasObject{n.back.Rectangle, n.bar.Rectangle, n.rim.Rectangle, n.picture, n.label}
}

func (n *NavItem) paint() {
	fill, line := look.Colour(""), look.Colour("")
	switch {
	case n.picked:
		fill = look.Picked
		if look.InContrast() {
			line = look.CardLine
		}
	case n.hovered:
		fill = look.PlainHover
	}
	n.back.paint(fill, line, 1)
	n.bar.Hidden = !n.picked
	n.bar.paint(look.Teal, "", 0)
	n.label.style.Bold = n.picked
	n.label.Refresh()
	n.picture.Resource = n.icon.In(look.Ink)
	n.picture.Refresh()
}

func (n *NavItem) lay(size fyne.Size) {
	n.back.Resize(size)
	n.rim.ring(n.focused, 0, 0, size.Width, size.Height)
	n.bar.Resize(fyne.NewSize(4, size.Height-look.Gap(18)))
	n.bar.Move(fyne.NewPos(4, look.Gap(9)))
	edge := 20 * look.Scale()
	x := look.Gap(18)
	n.picture.Resize(fyne.NewSquareSize(edge))
	n.picture.Move(fyne.NewPos(x, (size.Height-edge)/2))
	x += edge + look.Gap(12)
	h := n.label.pitch()
	place(n.label, x, (size.Height-h)/2, max(0, size.Width-x), h)
}

func (n *NavItem) least() fyne.Size {
	// The width of bold words, so that nothing moves when the place is picked.
	w := fyne.MeasureText(n.label.says(), look.Pt(look.Body), fyne.TextStyle{Bold: true}).Width
	return fyne.NewSize(look.Gap(18)+20*look.Scale()+look.Gap(12)+w+look.Gap(16), n.label.pitch()+2*look.Gap(11))
}

// Sidebar is the list of places at the left of the window.
type Sidebar struct {
	kin
	title       *Text
	head        *Stack // the title, or what stands in its place
	items, feet []*NavItem
	back        box
	page        *sideScroll
}

// NewSidebar makes a sidebar: a title, the places, and at its foot what is not
// a place to be, as settings and the lock.
func NewSidebar(title string, items, feet []*NavItem) *Sidebar {
	s := &Sidebar{title: NewHeading(title), items: items, feet: feet, back: newBox(0)}
	s.head = NewStack(s.title).Close(10)
	s.ExtendBaseWidget(s)
	s.page = newSideScroll(s)
	adopt(s, s.Children())
	s.paint()
	return s
}

// SetHead puts these above the places, in the title's stead where it is not among
// them; the title is Title.
func (s *Sidebar) SetHead(items ...fyne.CanvasObject) {
	if slices.Equal(s.head.items, items) {
		return
	}
	s.head.Set(items...)
	s.page.scroll.Refresh()
	s.page.Refresh()
}

// Title gives the title, for SetHead.
func (s *Sidebar) Title() fyne.CanvasObject { return s.title }

// SetTitle changes the title.
func (s *Sidebar) SetTitle(title string) { s.title.Set(title) }

// Pick shows which place is in use, or none where item is nil.
func (s *Sidebar) Pick(item *NavItem) {
	for _, n := range append(s.items[:len(s.items):len(s.items)], s.feet...) {
		if picked := n == item; picked != n.picked {
			n.picked = picked
			n.Refresh()
		}
	}
	if item != nil {
		s.reveal(item)
	}
}

// reveal scrolls the places until one of them, or what heads them, can be seen.
func (s *Sidebar) reveal(o fyne.CanvasObject) {
	n, isItem := o.(*NavItem)
	scroll, room := s.page.scroll, look.Gap(8)
	switch {
	case isItem && slices.Contains(s.feet, n):
	case !isItem:
		scroll.ScrollToTop()
	case n.Position().Y-room < scroll.Offset.Y:
		scroll.ScrollToOffset(fyne.NewPos(0, max(0, n.Position().Y-room)))
	case n.Position().Y+n.Size().Height+room > scroll.Offset.Y+scroll.Size().Height:
		scroll.ScrollToOffset(fyne.NewPos(0, n.Position().Y+n.Size().Height+room-scroll.Size().Height))
	}
}

// Children gives the title and the places.
func (s *Sidebar) Children() []fyne.CanvasObject {
	all := []fyne.CanvasObject{s.head}
	for _, n := range s.items {
		all = append(all, n)
	}
	for _, n := range s.feet {
		all = append(all, n)
	}
	return all
}

func (s *Sidebar) arrange() { s.lay(s.Size()) }

// CreateRenderer is for Fyne.
func (s *Sidebar) CreateRenderer() fyne.WidgetRenderer { return face{s} }

func (s *Sidebar) shapes() []fyne.CanvasObject {
	all := []fyne.CanvasObject{s.back.Rectangle, s.page.scroll}
	for _, n := range s.feet {
		all = append(all, n)
	}
	return all
}

func (s *Sidebar) paint() {
	line := look.Colour("")
	if look.InContrast() {
		line = look.CardLine
	}
	s.back.paint(look.Side, line, 1)
}

func (s *Sidebar) lay(size fyne.Size) {
	s.back.Resize(size)
	pad := look.Gap(14)
	nowhere := func(fyne.CanvasObject, float32, float32, float32) {}
	high := stacked(s.feet, 0, size.Width-2*pad, nowhere) + look.Gap(10)
	s.page.scroll.Resize(fyne.NewSize(size.Width, max(0, size.Height-high)))
	s.page.scroll.Refresh()
	stacked(s.feet, size.Height-high+look.Gap(4), size.Width-2*pad, func(o fyne.CanvasObject, y, w, h float32) { place(o, pad, y, w, h) })
}

func (s *Sidebar) least() fyne.Size {
	w := float32(0)
	for _, o := range s.Children()[1:] {
		if o.Visible() {
			w = max(w, o.MinSize().Width)
		}
	}
	return fyne.NewSize(max(w+2*look.Gap(14), 200), 120)
}
