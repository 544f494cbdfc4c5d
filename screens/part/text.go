package part

import (
	"slices"
	"strings"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"leverarch/screens/look"
)

// Text is words that wrap at the width they are given and take exactly the
// height they need there. It takes no presses of any button: Fyne gives a press to
// the innermost thing that takes one, and words stand inside what is pressed.
type Text struct {
	kin
	worded
	size    look.Type
	style   fyne.TextStyle
	colour  look.Colour
	centred bool
	one     bool
	most    int // rows at most, where it is not 0
	marks   []Span

	lines  []*canvas.Text
	ground []fyne.CanvasObject // behind what is marked
	// What lines was made for, so that asking again costs nothing.
	laid struct {
		words string
		look  look.Choice
		pt    float32
		style fyne.TextStyle
		width float32
		most  int
		rows  []string
	}
}

func newText(words string, size look.Type, style fyne.TextStyle, colour look.Colour) *Text {
	t := &Text{worded: worded{words: words}, size: size, style: style, colour: colour}
	t.ExtendBaseWidget(t)
	return t
}

// NewTitle makes the words at the head of a screen.
func NewTitle(words string) *Text {
	return newText(words, look.Title, fyne.TextStyle{Bold: true}, look.Ink)
}

// NewHeading makes the words at the head of a card or a part of a screen.
func NewHeading(words string) *Text {
	return newText(words, look.Heading, fyne.TextStyle{Bold: true}, look.Ink)
}

// NewText makes plain words.
func NewText(words string) *Text { return newText(words, look.Body, fyne.TextStyle{}, look.Ink) }

// NewBold makes plain words in bold.
func NewBold(words string) *Text {
	return newText(words, look.Body, fyne.TextStyle{Bold: true}, look.Ink)
}

// NewSmall makes small, quiet words.
func NewSmall(words string) *Text { return newText(words, look.Small, fyne.TextStyle{}, look.Quiet) }

// NewQuote makes words as they stand in a letter.
func NewQuote(words string) *Text {
	return newText(words, look.Body, fyne.TextStyle{Italic: true}, look.Ink)
}

// NewCode makes words of equally wide letters: a key to be copied by hand.
func NewCode(words string) *Text {
	return newText(words, look.Heading, fyne.TextStyle{Monospace: true}, look.Ink)
}

// In gives the words another colour.
func (t *Text) In(c look.Colour) *Text {
	t.colour = c
	t.Refresh()
	return t
}

// Centred sets the words in the middle.
func (t *Text) Centred() *Text {
	t.centred = true
	return t
}

// OneLine keeps the words on one line, as wide as they are.
func (t *Text) OneLine() *Text {
	t.one = true
	return t
}

// Words gives the words as they are shown.
func (t *Text) Words() string { return t.says() }

// Set changes the words.
func (t *Text) Set(words string) {
	if words == t.words {
		return
	}
	before := t.HeightFor(t.wide())
	t.words = words
	t.Refresh()
	if t.one || t.HeightFor(t.wide()) != before {
		t.grown()
	}
}

// AccessibilityLabel gives the words to a screen reader, as they are shown: it may be
// heard by others as well.
func (t *Text) AccessibilityLabel() string { return t.says() }

// AccessibilityRole says that these are words.
func (t *Text) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// pitch is the distance from line to line: half as much again as the letters
// for what is read at length, less for headings.
func (t *Text) pitch() float32 {
	if t.size == look.Heading || t.size == look.Title {
		return look.Pt(t.size) * look.Pitch(1.3)
	}
	return look.Pt(t.size) * look.Pitch(1.5)
}

// unlaid is the width a piece reckons with before it has one.
func unlaid() float32 { return Reading * look.Scale() }

func (t *Text) wide() float32 {
	if w := t.Size().Width; w > 0 {
		return w
	}
	return unlaid()
}

// HeightFor says how high the words are at a width.
func (t *Text) HeightFor(width float32) float32 {
	return float32(max(1, len(t.rows(width)))) * t.pitch()
}

func (t *Text) rows(width float32) []string {
	pt := look.Pt(t.size)
	if t.one {
		width = 0
	}
	l, words := &t.laid, t.says()
	if l.rows == nil || l.words != words || l.look != look.InUse() || l.pt != pt || l.style != t.style || l.width != width || l.most != t.most {
		l.words, l.look, l.pt, l.style, l.width, l.most = words, look.InUse(), pt, t.style, width, t.most
		if t.one {
			l.rows = []string{strings.Join(strings.Fields(words), " ")}
		} else {
			l.rows = wrap(words, width, func(s string) float32 { return fyne.MeasureText(s, pt, t.style).Width })
			if t.most > 0 && len(l.rows) > t.most {
				l.rows = l.rows[:t.most]
				l.rows[t.most-1] += " …"
			}
		}
	}
	return l.rows
}

// wrap breaks words into rows no wider than width, at spaces where it can and
// inside a word where the word alone is wider.
func wrap(words string, width float32, measure func(string) float32) []string {
	var rows []string
	space := measure(" ")
	for _, paragraph := range strings.Split(words, "\n") {
		row, taken := "", float32(0)
		for _, word := range strings.Fields(paragraph) {
			w := measure(word)
			if row != "" && taken+space+w <= width {
				row, taken = row+" "+word, taken+space+w
				continue
			}
			if row != "" {
				rows = append(rows, row)
			}
			for w > width && utf8.RuneCountInString(word) > 1 {
				cut := fits(word, width, measure)
				rows = append(rows, word[:cut])
				word = word[cut:]
				w = measure(word)
			}
			row, taken = word, w
		}
		rows = append(rows, row)
	}
	return rows
}

// fits gives how many bytes of a word, at least one letter, fit in width.
func fits(word string, width float32, measure func(string) float32) int {
	end := 0
	for i := range word {
		_, n := utf8.DecodeRuneInString(word[i:])
		next := i + n
		if i > 0 && measure(word[:next]) > width {
			break
		}
		end = next
	}
	return end
}

// shortened cuts a line that is too wide and says so with an ellipsis.
func shortened(line string, width float32, measure func(string) float32) string {
	if measure(line) <= width {
		return line
	}
	letters := []rune(line)
	for len(letters) > 0 && measure(string(letters)+"…") > width {
		letters = letters[:len(letters)-1]
	}
	return string(letters) + "…"
}

// CreateRenderer is for Fyne.
func (t *Text) CreateRenderer() fyne.WidgetRenderer { return face{t} }

func (t *Text) shapes() []fyne.CanvasObject {
	objects := slices.Clone(t.ground)
	for _, l := range t.lines {
		objects = append(objects, l)
	}
	return objects
}

func (t *Text) lay(size fyne.Size) {
	width := size.Width
	if width <= 0 {
		width = t.wide()
	}
	rows := t.rows(width)
	for len(t.lines) < len(rows) {
		t.lines = append(t.lines, canvas.NewText("", look.Of(t.colour)))
	}
	clear(t.lines[len(rows):])
	t.lines = t.lines[:len(rows)]
	t.ground = t.marked(rows)
	pitch := t.pitch()
	for i, row := range rows {
		l := t.lines[i]
		if t.one && size.Width > 0 {
			row = shortened(row, size.Width+1, func(s string) float32 { return fyne.MeasureText(s, look.Pt(t.size), t.style).Width })
		}
		l.Text, l.TextSize, l.TextStyle, l.Color = row, look.Pt(t.size), t.style, look.Of(t.colour)
		l.Alignment = fyne.TextAlignLeading
		if t.centred {
			l.Alignment = fyne.TextAlignCenter
		}
		high := l.MinSize().Height
		l.Move(fyne.NewPos(0, float32(i)*pitch+(pitch-high)/2))
		l.Resize(fyne.NewSize(width, high))
	}
}

func (t *Text) paint() {}

func (t *Text) least() fyne.Size {
	pt := look.Pt(t.size)
	if t.one {
		return fyne.NewSize(fyne.MeasureText(t.rows(0)[0], pt, t.style).Width, t.pitch())
	}
	return fyne.NewSize(pt*4, t.HeightFor(t.wide()))
}
