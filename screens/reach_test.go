package screens

import (
	"bytes"
	"fmt"
	"image/color"
	"image/png"
	"math"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"

	"leverarch/screens/look"
)

// drawn is something in the window, with where it is and what holds it.
type drawn struct {
	fyne.CanvasObject
	at fyne.Position
	in []drawn // what holds it, the nearest last
}

func (d drawn) right() float32  { return d.at.X + d.Size().Width }
func (d drawn) bottom() float32 { return d.at.Y + d.Size().Height }

// against gives where a thing is seen beside another: where it lies in a part that
// scrolls and the other does not, that is where the part is.
func (d drawn) against(other drawn) drawn {
	for _, h := range d.in {
		_, scrolls := h.CanvasObject.(*container.Scroll)
		if scrolls && !slices.ContainsFunc(other.in, func(o drawn) bool { return o.CanvasObject == h.CanvasObject }) {
			return h
		}
	}
	return d
}

// allDrawn lists what is shown under an object in the order it is drawn.
func allDrawn(o fyne.CanvasObject) []drawn {
	var out []drawn
	var walk func(o fyne.CanvasObject, at fyne.Position, in []drawn)
	walk = func(o fyne.CanvasObject, at fyne.Position, in []drawn) {
		if o == nil || !o.Visible() {
			return
		}
		at = at.Add(o.Position())
		d := drawn{o, at, in}
		out = append(out, d)
		var held []fyne.CanvasObject
		switch o := o.(type) {
		case *fyne.Container:
			held = o.Objects
		case fyne.Widget:
			held = test.WidgetRenderer(o).Objects()
		}
		for _, c := range held {
			walk(c, at, append(slices.Clone(in), d))
		}
	}
	walk(o, fyne.Position{}, nil)
	return out
}

// onScreen is what is drawn now: the modal, where one is open, else the window.
func onScreen(w fyne.Window) []drawn {
	if top := w.Canvas().Overlays().Top(); top != nil {
		return allDrawn(top)
	}
	return allDrawn(w.Content())
}

// reachable are the things that can have the keyboard.
func reachable(w fyne.Window) []drawn {
	var out []drawn
	for _, d := range onScreen(w) {
		if _, ok := d.CanvasObject.(fyne.Focusable); !ok {
			continue
		}
		if dis, ok := d.CanvasObject.(fyne.Disableable); ok && dis.Disabled() {
			continue
		}
		out = append(out, d)
	}
	return out
}

// called names a thing for a test that fails.
func called(o fyne.CanvasObject) string {
	var says []string
	for _, d := range allDrawn(o) {
		if t, ok := d.CanvasObject.(*canvas.Text); ok && strings.TrimSpace(t.Text) != "" {
			says = append(says, t.Text)
		}
	}
	if l, ok := o.(interface{ AccessibilityLabel() string }); ok && len(says) == 0 {
		says = append(says, l.AccessibilityLabel())
	}
	return fmt.Sprintf("%T %q", o, strings.Join(says, " "))
}

// scenes goes to every place of the window, and to what stands before and over them.
func scenes(t *testing.T, s *Shell, each func(name string)) {
	t.Helper()
	for _, p := range append(places(t, s), Place{Name: Guide}, Place{Name: Guide, ID: "after-an-appeal-starts"}) {
		s.Go(p)
		if s.win.Canvas().Overlays().Top() != nil {
			t.Fatalf("%s: %s", p.Name, called(s.win.Canvas().Overlays().Top()))
		}
		each(string(p.Name) + shortID(p.ID))
	}
	s.Go(Place{Name: Home})
	s.showKeys()
	each("the keys")
	s.clearOver()
	if dates, err := s.file.Dates(s.Child().ID); err != nil || len(dates) == 0 {
		t.Fatal(err)
	} else {
		s.Why(dates[0])
		each("why this date")
		s.clearOver()
	}
	s.Ask("Empty the bin?", "What is in it is then gone for good.", "Empty it", "Not now", func() {})
	each("a question")
	s.clearOver()
	s.Lock()
	each("the first page")
	s.first.otherWays()
	each("other ways")
	s.first.choose()
	each("a passphrase")
	s.fill(container.New(middle{}, s.gate.Content()))
	s.gate.Show()
	each("the lock")
}

// TestTabGoesEverywhereInReadingOrder holds, on every screen, that Tab visits each
// thing that can be used once, from the top to the bottom and from the left to the
// right, and Shift+Tab the same way back; that nothing keeps the keyboard; that each is
// large enough to press; and that it shows when it has the keyboard.
func TestTabGoesEverywhereInReadingOrder(t *testing.T) {
	slow(t)
	marked := map[string]bool{} // kinds of things whose mark was seen
	for _, scale := range []float32{1, 2} {
		t.Run(fmt.Sprintf("%.0f", scale*100), func(t *testing.T) {
			s, w := sampleShell(t, look.Light, scale, fyne.NewSize(1366, 768))
			scenes(t, s, func(name string) {
				c := w.Canvas()
				all := reachable(w)
				at := map[fyne.Focusable]int{}
				for i, d := range all {
					f := d.CanvasObject.(fyne.Focusable)
					at[f] = i
					if tab, ok := f.(fyne.Tabbable); ok && tab.AcceptsTab() {
						t.Errorf("%s: Tab does not leave %s", name, called(d.CanvasObject))
					}
					if size := d.Size(); scale == 1 && !inSentence(d) && (size.Width < 24 || size.Height < 24) {
						t.Errorf("%s: %s is %.0f by %.0f, too small to press", name, called(d.CanvasObject), size.Width, size.Height)
					}
				}
				before := c.Focused()
				c.Unfocus()
				var way []fyne.Focusable
				for range len(all) + 1 {
					c.FocusNext()
					if c.Focused() == nil || slices.Contains(way, c.Focused()) {
						break
					}
					way = append(way, c.Focused())
				}
				for _, f := range way {
					if _, ok := at[f]; !ok {
						t.Errorf("%s: Tab stops at %s, which is not shown", name, called(f.(fyne.CanvasObject)))
					}
				}
				for _, d := range all {
					if !slices.Contains(way, d.CanvasObject.(fyne.Focusable)) {
						t.Errorf("%s: Tab never comes to %s", name, called(d.CanvasObject))
					}
				}
				for i := 1; i < len(way); i++ {
					a, b := all[at[way[i-1]]], all[at[way[i]]]
					a, b = a.against(b), b.against(a)
					const slack = 6
					above := b.bottom() <= a.at.Y+slack && b.at.X < a.right()-slack
					left := b.right() <= a.at.X+slack && b.at.Y < a.bottom()-slack && b.bottom() > a.at.Y+slack
					if above || left {
						t.Errorf("%s: Tab goes from %s at %v back to %s at %v", name, called(a.CanvasObject), a.at, called(b.CanvasObject), b.at)
					}
				}
				c.Unfocus()
				for i := len(way) - 1; i >= 0; i-- {
					c.FocusPrevious()
					if c.Focused() != way[i] {
						t.Errorf("%s: Shift+Tab does not go back the way Tab came", name)
						break
					}
				}
				for _, f := range way {
					o := f.(fyne.CanvasObject)
					kind := fmt.Sprintf("%T", f)
					if marked[kind] {
						continue
					}
					marked[kind] = true
					c.Unfocus()
					plain := pictureOf(t, w)
					c.Focus(f)
					if bytes.Equal(plain, pictureOf(t, w)) {
						t.Errorf("%s: %s looks the same when it has the keyboard", name, called(o))
					}
				}
				if before != nil {
					c.Focus(before)
				}
			})
		})
	}
	if len(marked) < 6 {
		t.Errorf("only %d kinds of things were reached", len(marked))
	}
}

// inSentence reports whether a thing is a word of a text, which is as high as its line.
func inSentence(d drawn) bool { return fmt.Sprintf("%T", d.CanvasObject) == "*part.inline" }

func pictureOf(t *testing.T, w fyne.Window) []byte {
	var b bytes.Buffer
	if err := png.Encode(&b, w.Canvas().Capture()); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestWordsStandOutFromWhatIsBehindThem computes, on every screen and in every theme,
// the contrast of each word that is drawn against what is drawn behind it.
func TestWordsStandOutFromWhatIsBehindThem(t *testing.T) {
	slow(t)
	for _, kind := range look.Kinds {
		t.Run(string(kind), func(t *testing.T) {
			s, w := sampleShell(t, kind, 1, fyne.NewSize(1200, 800))
			checked := 0
			scenes(t, s, func(name string) {
				seen := map[string]bool{}
				var behind []drawn
				for _, d := range onScreen(w) {
					switch o := d.CanvasObject.(type) {
					case *canvas.Rectangle:
						if o.FillColor != nil {
							behind = append(behind, d)
						}
					case *canvas.Text:
						if strings.TrimSpace(o.Text) == "" || unused(d) || d.Size().Width == 0 {
							continue
						}
						checked++
						on := backOf(d, behind, fyne.CurrentApp().Settings().Theme().Color(theme.ColorNameBackground, 0))
						if c := contrastOf(o.Color, on); c < 7 {
							says := fmt.Sprintf("%s: %q has a contrast of %.2f: %v on %v", name, o.Text, c, o.Color, on)
							if key := fmt.Sprint(o.Color, on); !seen[key] {
								seen[key] = true
								t.Error(says)
							}
						}
					}
				}
			})
			if checked < 500 {
				t.Errorf("only %d words were looked at", checked)
			}
		})
	}
}

// unused reports whether a word stands on something that cannot be used now.
func unused(d drawn) bool {
	for _, h := range d.in {
		if dis, ok := h.CanvasObject.(fyne.Disableable); ok && dis.Disabled() {
			return true
		}
	}
	return false
}

// backOf gives the colour behind the middle of a word. One that is out of sight in a part
// that scrolls stands, once it is rolled to, on what is in that part, and that on what is
// behind the middle of the part.
func backOf(d drawn, behind []drawn, back color.Color) color.Color {
	middle := func(d drawn, wide float32) (x, y float32) { return d.at.X + wide/2, d.at.Y + d.Size().Height/2 }
	on := color.NRGBAModel.Convert(back).(color.NRGBA)
	lay := func(x, y float32, r drawn) {
		if x < r.at.X || y < r.at.Y || x > r.right() || y > r.bottom() {
			return
		}
		fill := color.NRGBAModel.Convert(r.CanvasObject.(*canvas.Rectangle).FillColor).(color.NRGBA)
		mix := func(a, b uint8) uint8 { return uint8((int(a)*int(fill.A) + int(b)*(255-int(fill.A))) / 255) }
		on = color.NRGBA{mix(fill.R, on.R), mix(fill.G, on.G), mix(fill.B, on.B), 255}
	}
	x, y := middle(d, min(d.Size().Width, d.MinSize().Width))
	away := slices.IndexFunc(d.in, func(h drawn) bool {
		_, scrolls := h.CanvasObject.(*container.Scroll)
		return scrolls && (x < h.at.X || y < h.at.Y || x > h.right() || y > h.bottom())
	})
	for _, r := range behind {
		if away < 0 {
			lay(x, y, r)
			continue
		}
		part := d.in[away]
		if slices.ContainsFunc(r.in, func(h drawn) bool { return h.CanvasObject == part.CanvasObject }) {
			lay(x, y, r)
		} else {
			px, py := middle(part, part.Size().Width)
			lay(px, py, r)
		}
	}
	return on
}

// contrastOf is the contrast of WCAG 2.2, from 1 to 21.
func contrastOf(a, b color.Color) float64 {
	light := func(c color.Color) float64 {
		n := color.NRGBAModel.Convert(c).(color.NRGBA)
		one := func(v uint8) float64 {
			x := float64(v) / 255
			if x <= 0.04045 {
				return x / 12.92
			}
			return math.Pow((x+0.055)/1.055, 2.4)
		}
		return 0.2126*one(n.R) + 0.7152*one(n.G) + 0.0722*one(n.B)
	}
	la, lb := light(a), light(b)
	return (max(la, lb) + 0.05) / (min(la, lb) + 0.05)
}
