package screens

import (
	"context"
	"errors"
	"fmt"
	"image"
	"strings"
	"sync"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"leverarch/app"
	"leverarch/app/record"
	"leverarch/screens/look"
	"leverarch/screens/part"
	"leverarch/screens/words"
)

// pageView shows the pages of a document as pictures, one at a time.
type pageView struct {
	shell      *Shell
	content    *fyne.Container
	onPassword func()

	picture                *part.Picture
	back, next             *part.Action
	at                     *part.Text
	nearer, further, whole *part.Action
	split                  *part.Action

	doc      record.Document
	password string
	open     *openPages
	page, of int
	dead     bool // the pages must be opened again
}

// pictureWide is how many pixels wide a page is drawn: enough to look at it
// closely, and little enough to hold.
const pictureWide = 1500

func newPageView(s *Shell, onPassword func()) *pageView {
	v := &pageView{shell: s, onPassword: onPassword, picture: part.NewPicture()}
	v.back = part.NewQuiet(look.Back, "Back", func() { v.turn(v.page - 1) })
	v.next = part.NewQuiet(look.Arrow, "Next", func() { v.turn(v.page + 1) })
	v.at = part.NewSmall("").OneLine()
	v.further = part.NewQuiet("", "Smaller", v.picture.Further)
	v.nearer = part.NewQuiet("", "Larger", v.picture.Nearer)
	v.whole = part.NewQuiet("", "Fit", func() { v.picture.Zoom(1) })
	v.split = part.NewQuiet(look.Documents, "A new letter begins on this page", func() { v.shell.askSplit(v.doc.ID, v.page) })
	tools := part.NewFlow(v.back, v.at, v.next, v.further, v.nearer, v.whole, v.split)
	tools.Gap = 4
	v.content = newBarred(v.picture, tools, atTop)
	return v
}

// openPages is a document being opened, or open, for looking at. It may be
// given up before it is open.
type openPages struct {
	mu    sync.Mutex
	pages *app.Pages
	gone  bool
}

func (o *openPages) put(p *app.Pages) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.gone {
		p.Close()
		return
	}
	o.pages = p
}

func (o *openPages) close() {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.pages != nil {
		o.pages.Close()
	}
	o.pages, o.gone = nil, true
}

// close gives up the pages.
func (v *pageView) close() {
	if v.open != nil {
		v.open.close()
	}
	v.open = nil
	v.picture.Wait("")
}

// show opens a document at a page.
func (v *pageView) show(doc record.Document, password string, page int) {
	v.showTo(doc, password, page, nil)
}

// showTo opens a document at a page and marks what is sought on it.
func (v *pageView) showTo(doc record.Document, password string, page int, where sought) {
	v.close()
	v.doc, v.password, v.page, v.dead = doc, password, page, false
	v.picture.Zoom(1)
	v.picture.Wait("Opening the letter …")
	v.tools(false)
	v.count(doc.Pages)
	o := &openPages{}
	v.open = o
	file := v.shell.file
	var err error
	v.shell.Work("", func(ctx context.Context) error {
		var p *app.Pages
		if p, err = file.Pages(ctx, doc.ID, password); err == nil {
			o.put(p)
		}
		return nil
	}, func() {
		switch {
		case v.open != o:
		case err != nil:
			v.cannot(err)
		default:
			v.turnTo(page, where)
		}
	})
}

// count says how many pages there are, where that is known.
func (v *pageView) count(pages int) {
	v.of = pages
	v.number()
}

func (v *pageView) number() {
	if v.of > 1 {
		v.at.Set(fmt.Sprintf("Page %d of %d", v.page, v.of))
	}
	for _, o := range []fyne.CanvasObject{v.back, v.at, v.next} {
		showIf(o, v.of > 1)
	}
	showIf(v.split, v.page > 1)
	able(v.back, v.page > 1)
	able(v.next, v.page < v.of)
}

func able(a *part.Action, on bool) {
	if on {
		a.Enable()
	} else {
		a.Disable()
	}
}

// tools shows what needs a picture to work on.
func (v *pageView) tools(on bool) {
	for _, o := range []fyne.CanvasObject{v.nearer, v.further, v.whole} {
		showIf(o, on)
	}
}

// turn draws a page.
func (v *pageView) turn(page int) { v.turnTo(page, nil) }

// sought says where on a page that is turned to the words stand that it is turned
// to for.
type sought func(*app.App) ([]app.Spot, error)

// turnTo draws a page and marks what is sought on it.
func (v *pageView) turnTo(page int, where sought) {
	o := v.open
	if o == nil || page < 1 || page > max(1, v.of) {
		return
	}
	if v.dead {
		v.showTo(v.doc, v.password, page, where)
		return
	}
	v.page = page
	v.number()
	var img image.Image
	var marks []part.Box
	var err error
	file := v.shell.file
	v.shell.Work("", func(ctx context.Context) error {
		o.mu.Lock()
		p := o.pages
		o.mu.Unlock()
		if p != nil {
			img, err = p.Picture(ctx, page, pictureWide)
		}
		if where != nil {
			// Where the places of the words are not known the page is shown unmarked.
			spots, _ := where(file)
			for _, s := range spots {
				marks = append(marks, part.Box(s))
			}
		}
		return nil
	}, func() {
		switch {
		case v.open != o || v.page != page:
		case err != nil:
			v.cannot(err)
		case img != nil:
			v.picture.Put(img)
			v.picture.Mark(marks...)
			v.tools(true)
		}
	})
}

// cannot says why a page cannot be shown, and that it is kept all the same.
func (v *pageView) cannot(err error) {
	v.dead = true
	said := words.For(err)
	v.picture.Wait(strings.TrimSpace(said.Happened + " " + said.Lost))
	v.tools(false)
	if errors.Is(err, app.ProblemError(record.ProblemPassword)) {
		v.onPassword()
	}
}

// barred lays out a piece that fills, with a bar at its top or foot.
type barred struct {
	rest fyne.CanvasObject
	bar  part.Tall
	line *part.Line
	foot bool
}

// Where the bar stands.
const (
	atTop  = false
	atFoot = true
)

func newBarred(rest fyne.CanvasObject, bar part.Tall, foot bool) *fyne.Container {
	b := &barred{rest: rest, bar: bar, line: part.NewLine(), foot: foot}
	if foot {
		return container.New(b, rest, b.line, bar)
	}
	return container.New(b, bar, b.line, rest)
}

// Layout gives the bar the height it needs, and the rest to what fills.
func (b *barred) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	x, y := look.Gap(16), look.Gap(10)
	if b.foot {
		x, y = look.Gap(28), look.Gap(12)
	}
	w := max(1, size.Width-2*x)
	h := b.bar.HeightFor(w)
	bar := h + 2*y
	if h == 0 {
		bar = 0 // nothing stands in it
	}
	b.line.Hidden = h == 0
	top, from := float32(0), bar
	if b.foot {
		top, from = size.Height-bar, 0
	}
	b.bar.Move(fyne.NewPos(x, top+y))
	b.bar.Resize(fyne.NewSize(w, h))
	edge := bar
	if b.foot {
		edge = top
	}
	b.line.Move(fyne.NewPos(0, edge))
	b.line.Resize(fyne.NewSize(size.Width, 1))
	b.rest.Move(fyne.NewPos(0, from))
	b.rest.Resize(fyne.NewSize(size.Width, max(0, size.Height-bar)))
}

// MinSize is small: what fills scrolls.
func (b *barred) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(b.rest.MinSize().Width, 160)
}
