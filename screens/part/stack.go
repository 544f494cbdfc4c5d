package part

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"leverarch/screens/look"
)

// The widths a page keeps to at plain text size: Reading for words read at
// length and for forms, Wide for lists and cards.
const (
	Reading float32 = 720
	Wide    float32 = 980
)

// modest is a piece that keeps to its own width where it is given more.
type modest interface{ natural() float32 }

// fit gives the width an object takes of what there is.
func fit(o fyne.CanvasObject, width float32) float32 {
	if m, ok := o.(modest); ok {
		if n := m.natural(); n > 0 {
			return min(n, width)
		}
	}
	return width
}

func widest(items []fyne.CanvasObject) float32 {
	w := float32(0)
	for _, o := range items {
		if o != nil && o.Visible() {
			w = max(w, narrowest(o))
		}
	}
	return w
}

// narrowest is the least width an object can do with. A piece that wraps can do
// with less than its own width.
func narrowest(o fyne.CanvasObject) float32 {
	w := o.MinSize().Width
	if _, wraps := o.(modest); wraps {
		w = min(w, 120*look.Scale())
	}
	return w
}

// Stack is pieces one under another.
type Stack struct {
	kin
	// Gap is the space between two, at plain text size.
	Gap   float32
	items []fyne.CanvasObject
	self  Holder // the stack, or what is built on it
}

// NewStack makes a stack of the pieces.
func NewStack(items ...fyne.CanvasObject) *Stack {
	s := &Stack{}
	s.ExtendBaseWidget(s)
	s.begin(s, 12, items)
	return s
}

func (s *Stack) begin(self Holder, gap float32, items []fyne.CanvasObject) {
	s.self, s.Gap = self, gap
	s.Set(items...)
}

// Set puts these pieces in the place of what was there. Pieces that are nil are
// left out.
func (s *Stack) Set(items ...fyne.CanvasObject) {
	s.items = present(items)
	adopt(s.self, s.items)
	s.Refresh()
	s.grown()
}

// Add puts a piece at the end.
func (s *Stack) Add(item fyne.CanvasObject) {
	s.Set(append(s.items[:len(s.items):len(s.items)], item)...)
}

// Close sets a smaller or larger gap.
func (s *Stack) Close(gap float32) *Stack {
	s.Gap = gap
	return s
}

func present(items []fyne.CanvasObject) []fyne.CanvasObject {
	var there []fyne.CanvasObject
	for _, o := range items {
		if o != nil {
			there = append(there, o)
		}
	}
	return there
}

// Children gives the pieces.
func (s *Stack) Children() []fyne.CanvasObject { return s.items }

// HeightFor says how high the stack is at a width.
func (s *Stack) HeightFor(width float32) float32 { return s.run(width, nil) }

func (s *Stack) run(width float32, put func(o fyne.CanvasObject, y, width, height float32)) float32 {
	y, gap := float32(0), look.Gap(s.Gap)
	for _, o := range s.items {
		if !o.Visible() {
			continue
		}
		if y > 0 {
			y += gap
		}
		w := fit(o, width)
		h := heightFor(o, w)
		if put != nil {
			put(o, y, w, h)
		}
		y += h
	}
	return y
}

func (s *Stack) arrange() { s.lay(s.Size()) }

// CreateRenderer is for Fyne.
func (s *Stack) CreateRenderer() fyne.WidgetRenderer { return face{s} }

func (s *Stack) shapes() []fyne.CanvasObject { return s.items }
func (s *Stack) paint()                      {}
func (s *Stack) lay(size fyne.Size) {
	if size.Width <= 0 {
		return
	}
	// In a card that is higher than it must be, because the one beside it is,
	// buttons stand at the foot.
	spare := max(0, size.Height-s.HeightFor(size.Width))
	last := s.last()
	switch last.(type) {
	case *Action, *Flow:
	default:
		spare = 0
	}
	s.run(size.Width, func(o fyne.CanvasObject, y, w, h float32) {
		if o == last {
			y += spare
		}
		place(o, 0, y, w, h)
	})
}

func (s *Stack) last() fyne.CanvasObject {
	for i := len(s.items) - 1; i >= 0; i-- {
		if s.items[i].Visible() {
			return s.items[i]
		}
	}
	return nil
}

func (s *Stack) least() fyne.Size {
	w := s.Size().Width
	if w <= 0 {
		w = unlaid()
	}
	return fyne.NewSize(widest(s.items), s.HeightFor(w))
}

// Columns is pieces beside each other, as many as there is room for.
type Columns struct {
	Stack
	n      int
	narrow float32
}

// NewColumns puts n pieces in a row where each gets at least least of width at
// plain text size, and else one under another. Pieces in a row are equally high.
func NewColumns(n int, least float32, items ...fyne.CanvasObject) *Columns {
	c := &Columns{n: max(1, n), narrow: least}
	c.ExtendBaseWidget(c)
	c.begin(c, 12, items)
	return c
}

// HeightFor says how high the columns are at a width.
func (c *Columns) HeightFor(width float32) float32 { return c.run(width, nil) }

func (c *Columns) run(width float32, put func(o fyne.CanvasObject, x, y, width, height float32)) float32 {
	gap, n := look.Gap(c.Gap), c.n
	w := (width - gap*float32(n-1)) / float32(n)
	if w < c.narrow*look.Scale() {
		n, w = 1, width
	}
	var shown []fyne.CanvasObject
	for _, o := range c.items {
		if o.Visible() {
			shown = append(shown, o)
		}
	}
	y := float32(0)
	for len(shown) > 0 {
		row := shown[:min(n, len(shown))]
		shown = shown[len(row):]
		h := float32(0)
		for _, o := range row {
			h = max(h, heightFor(o, w))
		}
		if y > 0 {
			y += gap
		}
		for i, o := range row {
			if put != nil {
				put(o, float32(i)*(w+gap), y, w, h)
			}
		}
		y += h
	}
	return y
}

func (c *Columns) arrange() { c.lay(c.Size()) }

// CreateRenderer is for Fyne.
func (c *Columns) CreateRenderer() fyne.WidgetRenderer { return face{c} }

func (c *Columns) lay(size fyne.Size) {
	if size.Width > 0 {
		c.run(size.Width, func(o fyne.CanvasObject, x, y, w, h float32) { place(o, x, y, w, h) })
	}
}

func (c *Columns) least() fyne.Size {
	w := c.Size().Width
	if w <= 0 {
		w = unlaid()
	}
	return fyne.NewSize(widest(c.items), c.HeightFor(w))
}

// Flow is pieces beside each other at their own width, on to the next line
// where there is no more room.
type Flow struct{ Stack }

// NewFlow makes a row of pieces that wraps.
func NewFlow(items ...fyne.CanvasObject) *Flow {
	f := &Flow{}
	f.ExtendBaseWidget(f)
	f.begin(f, 8, items)
	return f
}

// HeightFor says how high the rows are at a width.
func (f *Flow) HeightFor(width float32) float32 { return f.run(width, nil) }

func (f *Flow) run(width float32, put func(o fyne.CanvasObject, x, y, width, height float32)) float32 {
	gap := look.Gap(f.Gap)
	type spot struct {
		o       fyne.CanvasObject
		x, w, h float32
	}
	var row []spot
	x, y, high := float32(0), float32(0), float32(0)
	flush := func() {
		for _, s := range row {
			if put != nil {
				put(s.o, s.x, y+(high-s.h)/2, s.w, s.h)
			}
		}
		row = row[:0]
	}
	for _, o := range f.items {
		if !o.Visible() {
			continue
		}
		w := min(o.MinSize().Width, width)
		h := heightFor(o, w)
		if len(row) > 0 && x+w > width+0.5 {
			flush()
			y += high + gap
			x, high = 0, 0
		}
		row = append(row, spot{o, x, w, h})
		x += w + gap
		high = max(high, h)
	}
	flush()
	return y + high
}

func (f *Flow) arrange() { f.lay(f.Size()) }

// CreateRenderer is for Fyne.
func (f *Flow) CreateRenderer() fyne.WidgetRenderer { return face{f} }

func (f *Flow) lay(size fyne.Size) {
	if size.Width > 0 {
		f.run(size.Width, func(o fyne.CanvasObject, x, y, w, h float32) { place(o, x, y, w, h) })
	}
}

func (f *Flow) least() fyne.Size {
	w := f.Size().Width
	if w <= 0 {
		w = unlaid()
	}
	return fyne.NewSize(widest(f.items), f.HeightFor(w))
}

// Row is one row of a list: what leads it, what it says, what ends it.
type Row struct {
	kin
	lead, body, tail fyne.CanvasObject
	width            float32
	roomy            float32 // the least width of the body beside the others, where 160 is too little
}

// NewRow makes a row. The lead stands in a column width wide at plain text size,
// the tail keeps its own size and the body has the rest. Lead and tail may be
// nil. Where the row is narrow they stand above and under the body.
func NewRow(lead fyne.CanvasObject, width float32, body, tail fyne.CanvasObject) *Row {
	r := &Row{lead: lead, body: body, tail: tail, width: width}
	r.ExtendBaseWidget(r)
	adopt(r, r.Children())
	return r
}

// Roomy gives the body at least this width at plain text size before lead and tail
// stand beside it, for a body of whole sentences.
func (r *Row) Roomy(body float32) *Row {
	r.roomy = body
	return r
}

// Children gives what stands in the row.
func (r *Row) Children() []fyne.CanvasObject {
	return present([]fyne.CanvasObject{r.lead, r.body, r.tail})
}

// HeightFor says how high the row is at a width.
func (r *Row) HeightFor(width float32) float32 { return r.run(width, nil) }

func (r *Row) run(width float32, put func(o fyne.CanvasObject, x, y, width, height float32)) float32 {
	gap := look.Gap(12)
	there := func(o fyne.CanvasObject) bool { return o != nil && o.Visible() }
	leadW, tailW := float32(0), float32(0)
	if there(r.lead) {
		leadW = r.width*look.Scale() + gap
	}
	if there(r.tail) {
		tailW = r.tail.MinSize().Width + gap
	}
	if width < leadW+tailW+max(160, r.roomy)*look.Scale() {
		y := float32(0)
		for _, o := range r.Children() {
			if !o.Visible() {
				continue
			}
			if y > 0 {
				y += look.Gap(6)
			}
			w := fit(o, width)
			h := heightFor(o, w)
			if put != nil {
				put(o, 0, y, w, h)
			}
			y += h
		}
		return y
	}
	bodyW := width - leadW - tailW
	bodyH := heightFor(r.body, bodyW)
	high := bodyH
	leadH, tailH := float32(0), float32(0)
	if leadW > 0 {
		leadH = heightFor(r.lead, fit(r.lead, leadW-gap))
		high = max(high, leadH)
	}
	if tailW > 0 {
		tailH = heightFor(r.tail, tailW-gap)
		high = max(high, tailH)
	}
	if put != nil {
		top := (high - max(bodyH, leadH)) / 2
		if leadW > 0 {
			put(r.lead, 0, top, fit(r.lead, leadW-gap), leadH)
		}
		put(r.body, leadW, top, bodyW, bodyH)
		if tailW > 0 {
			put(r.tail, width-tailW+gap, (high-tailH)/2, tailW-gap, tailH)
		}
	}
	return high
}

func (r *Row) arrange() { r.lay(r.Size()) }

// CreateRenderer is for Fyne.
func (r *Row) CreateRenderer() fyne.WidgetRenderer { return face{r} }

func (r *Row) shapes() []fyne.CanvasObject { return r.Children() }
func (r *Row) paint()                      {}
func (r *Row) lay(size fyne.Size) {
	if size.Width > 0 {
		r.run(size.Width, func(o fyne.CanvasObject, x, y, w, h float32) { place(o, x, y, w, h) })
	}
}

func (r *Row) least() fyne.Size {
	w := r.Size().Width
	if w <= 0 {
		w = unlaid()
	}
	return fyne.NewSize(widest(r.Children()), r.HeightFor(w))
}

// Page is what a screen stands on: it scrolls, and keeps to a width at which
// words are easy to read.
type Page struct {
	kin
	// Stack is what stands on the page.
	Stack  *Stack
	most   float32
	scroll *container.Scroll
	sheet  *sheet
}

// NewPage makes a page that is at most that wide at plain text size.
func NewPage(most float32, items ...fyne.CanvasObject) *Page {
	p := &Page{Stack: NewStack(items...), most: most}
	p.Stack.Gap = 16
	p.sheet = &sheet{page: p}
	p.sheet.ExtendBaseWidget(p.sheet)
	p.scroll = container.NewVScroll(p.sheet)
	p.ExtendBaseWidget(p)
	adopt(p, []fyne.CanvasObject{p.Stack})
	return p
}

// Children gives the stack that stands on the page.
func (p *Page) Children() []fyne.CanvasObject { return []fyne.CanvasObject{p.Stack} }

// Top scrolls to the start.
func (p *Page) Top() { p.scroll.ScrollToTop() }

// Offset is how far the page is scrolled.
func (p *Page) Offset() float32 { return p.scroll.Offset.Y }

// To scrolls the page so far.
func (p *Page) To(y float32) { p.to(y) }

func (p *Page) margin() float32 { return look.Gap(28) }

func (p *Page) inner(width float32) float32 {
	return max(0, min(width-2*p.margin(), p.most*look.Scale()))
}

func (p *Page) arrange() {
	p.sheet.lay(p.sheet.Size())
	p.scroll.Refresh()
}

func (p *Page) key(key *fyne.KeyEvent) bool { return p.Key(key) }

// Key scrolls the page where the key is one for that, and says whether it was.
func (p *Page) Key(key *fyne.KeyEvent) bool {
	step := p.Size().Height * 0.9
	switch key.Name {
	case fyne.KeyPageDown:
		p.to(p.scroll.Offset.Y + step)
	case fyne.KeyPageUp:
		p.to(p.scroll.Offset.Y - step)
	case fyne.KeyHome:
		p.to(0)
	case fyne.KeyEnd:
		p.to(p.sheet.Size().Height)
	default:
		return false
	}
	return true
}

// roll moves the page by the mouse's wheel.
func (p *Page) roll(e *fyne.ScrollEvent) { p.scroll.Scrolled(e) }

func (p *Page) to(y float32) {
	y = max(0, min(y, p.sheet.Size().Height-p.scroll.Size().Height))
	p.scroll.ScrollToOffset(fyne.NewPos(0, y))
}

func (p *Page) reveal(o fyne.CanvasObject) {
	d := fyne.CurrentApp().Driver()
	top := d.AbsolutePositionForObject(o).Y - d.AbsolutePositionForObject(p.sheet).Y
	room := look.Gap(40) // so that the label above a field is seen too
	switch bottom := top + o.Size().Height; {
	case top-room < p.scroll.Offset.Y:
		p.to(top - room)
	case bottom+room > p.scroll.Offset.Y+p.scroll.Size().Height:
		p.to(bottom + room - p.scroll.Size().Height)
	}
}

// CreateRenderer is for Fyne.
func (p *Page) CreateRenderer() fyne.WidgetRenderer { return face{p} }

func (p *Page) shapes() []fyne.CanvasObject { return []fyne.CanvasObject{p.scroll} }
func (p *Page) paint()                      {}
func (p *Page) lay(size fyne.Size) {
	p.scroll.Resize(size)
	p.arrange()
}

func (p *Page) least() fyne.Size {
	return fyne.NewSize(widest(p.Children())+2*p.margin(), 120)
}

// sheet is what the scroll of a page moves.
type sheet struct {
	kin
	page *Page
}

// CreateRenderer is for Fyne.
func (s *sheet) CreateRenderer() fyne.WidgetRenderer { return face{s} }

func (s *sheet) shapes() []fyne.CanvasObject { return s.page.Children() }
func (s *sheet) paint()                      {}
func (s *sheet) lay(size fyne.Size) {
	if w := s.page.inner(s.page.Size().Width); w > 0 {
		place(s.page.Stack, s.page.margin(), s.page.margin(), w, s.page.Stack.HeightFor(w))
	}
}

func (s *sheet) least() fyne.Size {
	w := s.page.inner(s.page.Size().Width)
	return fyne.NewSize(0, s.page.Stack.HeightFor(w)+2*s.page.margin())
}

// Frame is the whole window: the sidebar, and beside it the screen in use.
type Frame struct {
	kin
	side    *Sidebar
	content fyne.CanvasObject
	behind  *presence
}

// NewFrame makes the window's frame. The sidebar comes first for the keyboard;
// it may be hidden.
func NewFrame(side *Sidebar, content fyne.CanvasObject) *Frame {
	f := &Frame{side: side, content: content, behind: newPresence()}
	f.ExtendBaseWidget(f)
	adopt(f, f.Children())
	return f
}

// Put puts another screen beside the sidebar.
func (f *Frame) Put(content fyne.CanvasObject) {
	f.content = content
	adopt(f, f.Children())
	f.Refresh()
}

// Children gives the sidebar and the screen.
func (f *Frame) Children() []fyne.CanvasObject { return []fyne.CanvasObject{f.side, f.content} }
func (f *Frame) arrange()                      { f.lay(f.Size()) }

// CreateRenderer is for Fyne.
func (f *Frame) CreateRenderer() fyne.WidgetRenderer { return face{f} }

func (f *Frame) shapes() []fyne.CanvasObject {
	return append([]fyne.CanvasObject{f.behind}, f.Children()...)
}
func (f *Frame) paint() {}
func (f *Frame) lay(size fyne.Size) {
	f.behind.Resize(size)
	x := float32(0)
	if f.side.Visible() {
		x = f.side.MinSize().Width
		place(f.side, 0, 0, x, size.Height)
	}
	place(f.content, x, 0, max(0, size.Width-x), size.Height)
}

func (f *Frame) least() fyne.Size {
	m := f.content.MinSize()
	if f.side.Visible() {
		m.Width += f.side.MinSize().Width
	}
	return m
}

// SideBySide is two panes of full height beside each other, or one at a time
// with a switch above them where there is no room for both.
type SideBySide struct {
	kin
	a, b  fyne.CanvasObject
	names *Segments
	alone bool
}

// NewSideBySide makes two panes with the names the switch shows for them.
func NewSideBySide(nameA string, a fyne.CanvasObject, nameB string, b fyne.CanvasObject) *SideBySide {
	s := &SideBySide{a: a, b: b}
	s.names = NewSegments("", []string{nameA, nameB}, func(string) { s.arrange() })
	s.names.Set(nameA)
	s.ExtendBaseWidget(s)
	adopt(s, s.Children())
	return s
}

// Alone gives the first pane all the room, or shares it again.
func (s *SideBySide) Alone(on bool) {
	s.alone = on
	s.arrange()
}

// Pick shows the pane of that name where there is room for one only.
func (s *SideBySide) Pick(name string) { s.names.Pick(name) }

// Children gives the switch and both panes.
func (s *SideBySide) Children() []fyne.CanvasObject { return []fyne.CanvasObject{s.names, s.a, s.b} }
func (s *SideBySide) arrange()                      { s.lay(s.Size()) }

// CreateRenderer is for Fyne.
func (s *SideBySide) CreateRenderer() fyne.WidgetRenderer { return face{s} }

func (s *SideBySide) shapes() []fyne.CanvasObject { return s.Children() }
func (s *SideBySide) paint()                      {}
func (s *SideBySide) lay(size fyne.Size) {
	if size.Width <= 0 {
		return
	}
	narrow := size.Width < 760*look.Scale()
	first := s.names.Value() == s.names.options[0]
	if s.alone {
		show(s.names, false)
		show(s.a, true)
		show(s.b, false)
		place(s.a, 0, 0, size.Width, size.Height)
		return
	}
	show(s.names, narrow)
	show(s.a, !narrow || first)
	show(s.b, !narrow || !first)
	if narrow {
		pad := look.Gap(16)
		h := s.names.HeightFor(size.Width - 2*pad)
		place(s.names, pad, pad, size.Width-2*pad, h)
		for _, o := range []fyne.CanvasObject{s.a, s.b} {
			if o.Visible() {
				place(o, 0, h+pad, size.Width, max(0, size.Height-h-pad))
			}
		}
		return
	}
	left := size.Width * 0.54
	place(s.a, 0, 0, left, size.Height)
	place(s.b, left, 0, size.Width-left, size.Height)
}

// show shows or hides without asking for room: the caller is giving it.
func show(o fyne.CanvasObject, on bool) {
	if o.Visible() == on {
		return
	}
	if k, ok := o.(interface{ setHolder(Holder) }); ok {
		h := o.(interface{ holder() Holder }).holder()
		k.setHolder(nil)
		defer k.setHolder(h)
	}
	if on {
		o.Show()
	} else {
		o.Hide()
	}
}

func (s *SideBySide) least() fyne.Size {
	return fyne.NewSize(max(narrowest(s.a), narrowest(s.b)), max(s.a.MinSize().Height, s.b.MinSize().Height))
}

// Space is nothing, so high.
type Space struct {
	kin
	px float32
}

// NewSpace makes a space px high at plain text size.
func NewSpace(px float32) *Space {
	s := &Space{px: px}
	s.ExtendBaseWidget(s)
	return s
}

// CreateRenderer is for Fyne.
func (s *Space) CreateRenderer() fyne.WidgetRenderer { return face{s} }

func (s *Space) shapes() []fyne.CanvasObject { return nil }
func (s *Space) lay(fyne.Size)               {}
func (s *Space) paint()                      {}
func (s *Space) least() fyne.Size            { return fyne.NewSize(0, look.Gap(s.px)) }

// Line is a thin line between things.
type Line struct {
	kin
	line *canvas.Rectangle
}

// NewLine makes a thin line.
func NewLine() *Line {
	l := &Line{line: canvas.NewRectangle(color.Transparent)}
	l.ExtendBaseWidget(l)
	l.paint()
	return l
}

// CreateRenderer is for Fyne.
func (l *Line) CreateRenderer() fyne.WidgetRenderer { return face{l} }

func (l *Line) shapes() []fyne.CanvasObject { return []fyne.CanvasObject{l.line} }
func (l *Line) paint()                      { l.line.FillColor = look.Of(look.CardLine) }
func (l *Line) lay(s fyne.Size)             { l.line.Resize(fyne.NewSize(s.Width, 1)) }
func (l *Line) least() fyne.Size            { return fyne.NewSize(0, 1) }
