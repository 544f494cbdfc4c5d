package screens

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"leverarch/app"
	"leverarch/app/lang"
	"leverarch/app/record"
	"leverarch/screens/look"
	"leverarch/screens/part"
)

// seekBar looks for words in the letter that is open, and goes from one place to
// the next.
type seekBar struct {
	view           *pageView
	bar            *part.Stack
	field          *part.Field
	before, after  *part.Action
	says           *part.Text
	hits           []app.Hit
	at             int
	asked, settled int // the last that was asked, and the last that was answered
}

func newSeekBar(v *pageView) *seekBar {
	b := &seekBar{view: v}
	b.field = part.NewField(lang.T("Find in this letter"), "")
	b.field.OnChange = func(string) { b.soon() }
	b.field.OnSubmit = func(string) {
		if b.settled == b.asked {
			b.step(1)
		} else {
			b.ask()
		}
	}
	b.before = part.NewIcon(look.Back, lang.T("The place before"), func() { b.step(-1) })
	b.after = part.NewIcon(look.Arrow, lang.T("The next place"), func() { b.step(1) })
	b.says = part.NewSmall("").OneLine()
	b.bar = part.NewStack(b.field, part.NewFlow(b.before, b.says, b.after,
		part.NewQuiet(look.Search, lang.T("Look through everything"), func() {
			s := v.shell
			s.Go(Place{Name: Find})
			s.screens[Find].(*find).lookFor(b.field.Value())
		}),
		part.NewQuiet(look.Close, lang.T("Close"), func() {
			b.hide()
			v.picture.Focus()
		}))).Close(6)
	b.bar.Hide()
	return b
}

// show opens the bar with the keyboard in it.
func (b *seekBar) show() {
	if b.view.picture.Empty() {
		return
	}
	b.bar.Show()
	b.draw()
	b.field.Focus()
	if b.field.Value() != "" {
		b.ask()
	}
}

// hide closes the bar; what it marked goes with it.
func (b *seekBar) hide() {
	if !b.bar.Visible() {
		return
	}
	b.field.Set("")
	b.asked++
	b.hits = nil
	b.bar.Hide()
	b.view.where = nil
	b.view.markRuns(nil, 0)
}

// forget lets go of what was found in a letter that is closed.
func (b *seekBar) forget() {
	b.asked++
	b.hits, b.at = nil, 0
	b.draw()
}

func (b *seekBar) soon() {
	b.asked++
	mine := b.asked
	b.view.shell.Later(pause, func() {
		if mine == b.asked {
			b.ask()
		}
	})
}

// ask looks for the words, and goes to the first place at or after the page seen.
func (b *seekBar) ask() {
	v := b.view
	o := v.open
	if o == nil {
		return
	}
	p := o.get()
	if p == nil {
		return
	}
	b.asked++
	mine, typed := b.asked, b.field.Value()
	var hits []app.Hit
	v.shell.Work("", func(context.Context) (err error) {
		hits, err = p.Search(typed)
		return err
	}, func() {
		if mine != b.asked || v.open != o {
			return
		}
		b.settled, b.hits, b.at = mine, hits, 0
		for i, h := range hits {
			if h.Page >= v.page {
				b.at = i
				break
			}
		}
		b.draw()
		b.turn()
	})
}

// step goes to the next place, and from the last to the first.
func (b *seekBar) step(by int) {
	if n := len(b.hits); n > 0 {
		b.at = (b.at + by + n) % n
		b.draw()
		b.turn()
	}
}

// turn turns to the place that is meant.
func (b *seekBar) turn() {
	v := b.view
	if len(b.hits) == 0 {
		v.where = nil
		v.markRuns(nil, 0)
		return
	}
	v.turnTo(b.hits[b.at].Page, nil)
}

// on gives what was found on a page, and which of it is the place that is meant.
func (b *seekBar) on(page int) (runs []app.Run, at int) {
	for i, h := range b.hits {
		if h.Page == page {
			if i == b.at {
				at = len(runs)
			}
			runs = append(runs, h.Run)
		}
	}
	return runs, at
}

func (b *seekBar) draw() {
	switch {
	case b.field.Value() == "":
		b.says.Set("")
	case len(b.hits) == 0:
		b.says.Set(lang.T("Not in this letter"))
	default:
		b.says.Set(lang.T("%d of %d", b.at+1, len(b.hits)))
	}
	able(b.before, len(b.hits) > 1)
	able(b.after, len(b.hits) > 1)
}

// pageFoot stands under the page: what the parent put on it, what came with a
// message, and what can be done with words that are chosen.
type pageFoot struct {
	view        *pageView
	stack       *part.Stack
	note        *part.Card
	noteSays    *part.Text
	noteTags    *part.Text
	parts       *part.Stack
	chosen      *part.Card
	chosenWords *part.Text
}

func newPageFoot(v *pageView) *pageFoot {
	f := &pageFoot{view: v, noteSays: part.NewText(""), noteTags: part.NewSmall(""), parts: part.NewStack().Close(4), chosenWords: part.NewQuote("")}
	f.note = part.NewCalm(part.NewRow(nil, 0, part.NewStack(f.noteSays, f.noteTags).Close(2),
		part.NewIcon(look.Pencil, lang.T("Change the note"), v.askNote))).Tight()
	f.chosen = part.NewCalm(f.chosenWords, part.NewFlow(
		part.NewAction(look.Copy, lang.T("Copy"), func() {
			v.picture.Copy()
			v.shell.Tell(lang.T("Copied."))
		}),
		part.NewAction(look.Calendar, lang.T("Make it a date"), func() { v.onFact(f.words(), v.page) }),
		part.NewAction(look.Pencil, lang.T("Quote it in a note"), f.quote),
		part.NewQuiet(look.Close, lang.T("Let go"), func() { v.picture.Choose(part.Run{From: 0, To: -1}) }),
	)).Tight()
	f.stack = part.NewStack(f.parts, f.note, f.chosen).Close(8)
	f.draw()
	return f
}

// words gives what is chosen on one line, without the comma after its last word.
func (f *pageFoot) words() string {
	return strings.TrimRight(strings.Join(strings.Fields(f.view.picture.Chosen()), " "), ",;:")
}

// quoteShown is how much of what is chosen is shown again.
const quoteShown = 60

func (f *pageFoot) chose() {
	w := f.words()
	if short := []rune(w); len(short) > quoteShown {
		w = string(short[:quoteShown]) + " …"
	}
	f.chosenWords.Set("“" + w + "”")
	showIf(f.chosen, w != "")
}

// quote takes the words into a note, with where they stand.
func (f *pageFoot) quote() {
	v := f.view
	v.shell.Go(Place{Name: Write, Words: lang.T("“%s” (%s, page %d)", f.words(), v.doc.Called(), v.page)})
}

// draw shows what the parent put on the page seen.
func (f *pageFoot) draw() {
	v := f.view
	n := v.doc.On(v.page)
	f.noteSays.Set(n.Note)
	f.noteTags.Set(strings.Join(n.Tags, " · "))
	showIf(f.noteSays, n.Note != "")
	showIf(f.noteTags, len(n.Tags) > 0)
	showIf(f.note, v.open != nil && (n.Note != "" || len(n.Tags) > 0))
	noted := map[int]bool{}
	for _, n := range v.doc.Notes {
		noted[n.Page] = true
	}
	v.thumbs.Noted(noted)
	f.drawParts()
	f.chose()
}

// drawParts lists what came with a message, where its first page is seen.
func (f *pageFoot) drawParts() {
	var items []fyne.CanvasObject
	v := f.view
	if v.open != nil && v.page == 1 && len(v.words.At) > 0 {
		if p := v.open.get(); p != nil {
			page := 1
			for _, x := range p.Parts() {
				from := page
				page += x.Pages
				if x.Name == "" {
					continue
				}
				if x.Pages == 0 {
					items = append(items, part.NewSmall(lang.T("%s (not shown here)", x.Name)))
					continue
				}
				items = append(items, part.NewFlow(part.NewQuiet(look.Documents, lang.T("%s, page %d", x.Name, from), func() { v.turn(from) })))
			}
		}
	}
	if len(items) > 0 {
		items = append([]fyne.CanvasObject{part.NewBold(lang.T("Came with it"))}, items...)
	}
	f.parts.Set(items...)
	showIf(f.parts, len(items) > 0)
}

// askPage asks for a page to go to.
func (v *pageView) askPage() {
	if v.of < 2 || v.open == nil {
		return
	}
	field := part.NewField(lang.T("Page"), lang.T("From 1 to %d.", v.of))
	var m *part.Modal
	m = part.NewModal(lang.T("Go to a page"), []*part.Action{
		part.NewPrimary("", lang.T("Go"), func() {
			n, err := strconv.Atoi(field.Value())
			if err != nil || n < 1 || n > v.of {
				field.Say(lang.T("Give a number from 1 to %d.", v.of))
				field.Focus()
				return
			}
			m.Close()
			v.turn(n)
			v.picture.Focus()
		}),
		part.NewAction("", lang.T("Stay here"), func() { m.Close() }),
	}, field)
	m.Open(v.shell.Canvas())
}

// askNote asks for a note and tags for the page seen.
func (v *pageView) askNote() {
	if v.open == nil {
		return
	}
	s, id, page := v.shell, v.doc.ID, v.page
	had := v.doc.On(page)
	note := part.NewNotes(lang.T("Your note"), lang.T("Only for you. The letter itself is not touched."), 4)
	note.Set(had.Note)
	tags := part.NewField(lang.T("Tags"), lang.T("Words to find it by, with commas between them."))
	tags.Example(lang.T("speech, ask about this"))
	tags.Set(strings.Join(had.Tags, ", "))
	again := part.NewSmall(lang.T("We kept what you had typed."))
	was := v.half.begin(noteForm(id, page), func() map[string]string {
		return map[string]string{"note": note.Value(), "tags": tags.Value()}
	})
	showIf(again, was != nil)
	if was != nil {
		note.Set(was["note"])
		tags.Set(was["tags"])
	}
	note.OnChange = func(string) { v.half.changed() }
	tags.OnChange = func(string) { v.half.changed() }
	var m *part.Modal
	// What is saved, or put away on purpose, is half typed no longer.
	over := func() func() error {
		m.Close()
		forget := v.half.drop()
		v.half.form = ""
		return forget
	}
	m = part.NewModal(lang.T("A note on page %d", page), []*part.Action{
		part.NewPrimary(look.Check, lang.T("Keep it"), func() {
			text, list := note.Value(), app.Tags(tags.Value())
			forget := over()
			drawn := func() { s.letter().noted(id) }
			s.Act(deed{says: lang.T("Kept."), do: func(file *app.App) error {
				if err := file.NotePage(id, page, list, text); err != nil {
					return err
				}
				return forget()
			}, done: drawn, undone: drawn})
		}),
		part.NewAction("", lang.T("Leave it"), func() {
			forget := over()
			s.Work("", func(context.Context) error { return forget() }, func() {})
		}),
	}, again, note, tags)
	m.Open(s.Canvas())
}

// noteForm names the form of the note on one page.
func noteForm(id record.ID, page int) string { return fmt.Sprintf("note/%s/%d", id, page) }
