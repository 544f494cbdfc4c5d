package part

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"leverarch/screens/cover"
	"leverarch/screens/look"
)

// While names are hidden, every piece shows its words with something in the place of
// each name. The words themselves stay what they are: what a screen put in, asks for
// and copies is never changed. What somebody is typing is shown as it is typed.
var covered struct {
	names *cover.Names // nil while names are shown
	turn  int          // how often that changed: what was laid out before is stale
	times int          // how often names began to be hidden
}

// Cover hides these names from now on, or shows them again where there are none. What
// is on the screen must be drawn once more.
func Cover(n *cover.Names) {
	if n != nil && covered.names == nil {
		covered.times++
	}
	covered.names = n
	covered.turn++
}

// Covered reports whether names are hidden.
func Covered() bool { return covered.names != nil }

// seen gives words as they are shown.
func seen(words string) string { return covered.names.Over(words) }

// worded is words, with what is shown of them held until either changes.
type worded struct {
	words string
	as    struct {
		words, says string
		swaps       []cover.Swap
		turn        int
	}
}

func (w *worded) look() {
	if w.as.turn != covered.turn || w.as.words != w.words {
		w.as.swaps = covered.names.In(w.words)
		w.as.words, w.as.turn, w.as.says = w.words, covered.turn, cover.Put(w.words, w.as.swaps)
	}
}

// says gives the words as they are shown.
func (w *worded) says() string {
	if covered.names == nil {
		return w.words
	}
	w.look()
	return w.as.says
}

// moved gives where a run of the words stands in what is shown.
func (w *worded) moved(s Span) Span {
	if covered.names == nil {
		return s
	}
	w.look()
	s.From, s.To = cover.Moved(s.From, s.To, w.as.swaps)
	return s
}

// entryCover lies over an entry that has names in it, and shows its words without
// them, for as long as nobody types there. The entry keeps its own words: whatever
// asks for them is given the real ones. It takes no presses: they go to the entry.
type entryCover struct {
	kin
	back  box
	words *Text
}

func newEntryCover() *entryCover {
	c := &entryCover{back: newBox(5), words: NewText("")}
	c.Hidden = true
	c.ExtendBaseWidget(c)
	return c
}

// over lies over the entry where it has a name to hide.
func (c *entryCover) over(e *entry, focused bool) {
	c.words.words = e.Text
	c.words.one = !e.MultiLine
	c.Hidden = focused || e.Password || !Covered() || c.words.says() == e.Text
	if c.Hidden {
		c.words.words = ""
		return
	}
	c.Move(e.Position())
	c.Resize(e.Size())
	c.Refresh()
}

// CreateRenderer is for Fyne.
func (c *entryCover) CreateRenderer() fyne.WidgetRenderer { return face{c} }

func (c *entryCover) shapes() []fyne.CanvasObject {
	return []fyne.CanvasObject{c.back.Rectangle, c.words}
}

func (c *entryCover) paint() { c.back.paint(look.Input, look.InputLine, 2) }

func (c *entryCover) lay(size fyne.Size) {
	c.back.Resize(size)
	pad := theme.InnerPadding()
	room := fyne.NewSize(max(1, size.Width-2*pad), max(1, size.Height-2*pad))
	c.words.most = max(1, int((room.Height+1)/c.words.pitch()))
	y := pad
	if c.words.one {
		y = (size.Height - c.words.pitch()) / 2
	}
	place(c.words, pad, y, room.Width, min(room.Height, c.words.HeightFor(room.Width)))
	c.words.Refresh()
}

func (c *entryCover) least() fyne.Size { return fyne.Size{} }

// Words gives what can be read in the entry: what is typed, or what lies over it.
func (e *entry) Words() string {
	switch {
	case e.Password:
		return ""
	case !e.field.cover.Hidden:
		return e.field.cover.words.says()
	}
	return e.Text
}

// wordsShown gives each word of a page as it is shown. A name of several words
// stands in the place of the first of them, and the others are empty.
func wordsShown(w *PageWords) []string {
	swaps := covered.names.In(w.Text)
	out := make([]string, len(w.At))
	n := 0
	for i, at := range w.At {
		for n < len(swaps) && swaps[n].To <= at.From {
			n++
		}
		var b strings.Builder
		from := at.From
		for j := n; j < len(swaps) && swaps[j].From < at.To; j++ {
			s := swaps[j]
			if s.From >= at.From {
				b.WriteString(w.Text[from:s.From])
				b.WriteString(s.Says)
			}
			from = min(max(from, s.To), at.To)
		}
		b.WriteString(w.Text[from:at.To])
		out[i] = b.String()
	}
	return out
}
