package screens

import (
	"context"
	"errors"
	"image"
	"strings"
	"sync"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"leverarch/app"
	"leverarch/app/lang"
	"leverarch/app/record"
	"leverarch/screens/look"
	"leverarch/screens/part"
	"leverarch/screens/words"
)

// pageView shows the pages of a document, one at a time: as pictures, or as words
// where it has none.
type pageView struct {
	shell      *Shell
	content    *fyne.Container
	onPassword func()
	onFact     func(quote string, page int) // words are to be made a dated fact
	onLarge    func(on bool)                // the pages want all the room, or no longer

	picture                *part.Picture
	thumbs                 *part.Thumbs
	back, next, at         *part.Action
	nearer, further, whole *part.Action
	find, note, large      *part.Action
	seek                   *seekBar
	foot                   *pageFoot
	split                  *part.Action

	doc      record.Document
	password string
	open     *openPages
	page, of int
	where    sought
	held     map[int]heldPage // of the page seen and those beside it
	words    app.PageWords    // of the page seen
	dead     bool             // the pages must be opened again
	half     draft            // of the note that is being written on a page
	isLarge  bool
}

// heldPage is one page ready to be shown.
type heldPage struct {
	picture image.Image // nil where the page is words, or could not be drawn
	wide    int         // how wide it was asked for
	asWords bool
}

const (
	// widest is how many pixels wide a page is drawn at most: a page of 12 million
	// points is sharp when looked at closely on a fine screen.
	widest = 3000
	// beside is how wide the pages beside the one seen are held at most.
	beside = 1800
	// settle is how long a window must keep its size before a page is drawn for it.
	settle = 200 * time.Millisecond
)

func newPageView(s *Shell, onPassword func()) *pageView {
	v := &pageView{shell: s, half: draft{shell: s}, onPassword: onPassword, picture: part.NewPicture(), held: map[int]heldPage{}}
	v.thumbs = part.NewThumbs(func(page int) { v.turn(page) })
	v.thumbs.OnWant = v.pump
	v.thumbs.Hide()
	v.picture.OnTurn = v.turnOn
	v.picture.OnEnds = func(by int) {
		if by < 0 {
			v.turn(1)
		} else {
			v.turn(v.of)
		}
	}
	v.picture.OnWant = v.wants
	v.back = part.NewIcon(look.Back, lang.T("Page before"), func() { v.turn(v.page - 1) })
	v.next = part.NewIcon(look.Arrow, lang.T("Next page"), func() { v.turn(v.page + 1) })
	v.at = part.NewQuiet("", "", v.askPage)
	v.further = part.NewIcon(look.Minus, lang.T("Smaller"), v.picture.Further)
	v.nearer = part.NewIcon(look.Plus, lang.T("Larger"), v.picture.Nearer)
	v.whole = part.NewQuiet("", wholePage(), func() { v.picture.Whole(v.picture.AtWidth()) })
	v.picture.OnZoom = v.zoomed
	v.find = part.NewQuiet(look.Search, lang.T("Find in letter"), func() { v.seek.show() })
	v.note = part.NewQuiet(look.Pencil, lang.T("Note"), v.askNote)
	v.large = part.NewQuiet(look.Eye, largeView(), func() { v.enlarge(!v.isLarge) })
	v.split = part.NewQuiet(look.Documents, lang.T("A new letter begins on this page"), func() { v.shell.split(v.doc.ID, v.page) })
	tools := part.NewFlow(v.back, v.at, v.next, v.further, v.nearer, v.whole, v.find, v.note, v.split, v.large)
	tools.Gap = 4
	v.seek = newSeekBar(v)
	v.foot = newPageFoot(v)
	v.picture.OnChoose = v.foot.chose
	middle := container.New(stripped{}, v.thumbs, v.picture)
	v.content = newBarred(newBarred(middle, v.foot.stack, atFoot), part.NewStack(tools, v.seek.bar).Close(8), atTop)
	return v
}

// What the buttons that change their words say.
func wholePage() string { return lang.T("Whole page") }
func fitWidth() string  { return lang.T("Fit the width") }
func largeView() string { return lang.T("Large view") }
func smallView() string { return lang.T("Small view") }

// zoomed says what the button does next.
func (v *pageView) zoomed() {
	if v.picture.AtWidth() {
		v.whole.SetLabel(wholePage())
	} else {
		v.whole.SetLabel(fitWidth())
	}
}

// enlarge gives the pages all the room, with the small pages beside them.
func (v *pageView) enlarge(on bool) {
	if v.isLarge == on {
		return
	}
	v.isLarge = on
	v.large.SetLabel(largeView())
	if on {
		v.large.SetLabel(smallView())
	}
	v.onLarge(on)
	v.drawThumbs()
	if on {
		v.picture.Focus()
	}
}

func (v *pageView) drawThumbs() {
	showIf(v.thumbs, v.isLarge && v.of > 1 && !v.picture.Empty())
	v.content.Refresh()
	v.thumbs.At(v.page)
	v.pump()
}

// openPages is a document being opened, or open, for looking at. It may be
// given up before it is open.
type openPages struct {
	mu      sync.Mutex
	pages   *app.Pages
	gone    bool
	drawing bool // on the window's own goroutine: one page is drawn at a time
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

func (o *openPages) get() *app.Pages {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.pages
}

func (o *openPages) close() {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.pages != nil {
		o.pages.Close()
	}
	o.pages, o.gone = nil, true
}

// close gives up the pages and lets go of every picture of them.
func (v *pageView) close() {
	if v.open != nil {
		v.open.close()
	}
	v.open = nil
	clear(v.held)
	v.words = app.PageWords{}
	v.picture.Wait("")
	v.thumbs.Set(0)
	v.seek.forget()
	v.foot.draw()
}

// show opens a document at a page.
func (v *pageView) show(doc record.Document, password string, page int) {
	v.showTo(doc, password, page, nil)
}

// showTo opens a document at a page and marks what is sought on it.
func (v *pageView) showTo(doc record.Document, password string, page int, where sought) {
	if v.doc.ID != doc.ID {
		v.seek.hide()
	}
	v.close()
	v.doc, v.password, v.page, v.where, v.dead = doc, password, page, where, false
	v.picture.Whole(false)
	v.picture.Wait(lang.T("Opening the letter …"))
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
			if p := o.get(); p != nil && p.Count() > 0 {
				v.count(p.Count())
			}
			v.turnTo(page, where)
		}
	})
}

// hasRead takes up that the words of the document are known now.
func (v *pageView) hasRead(doc record.Document) {
	if v.doc.ID != doc.ID {
		return
	}
	v.doc = doc
	if h, ok := v.held[v.page]; ok && v.open != nil && !v.dead {
		v.loadWords(h.asWords)
	}
}

// count says how many pages there are, where that is known.
func (v *pageView) count(pages int) {
	v.of = pages
	v.thumbs.Set(pages)
	v.number()
}

func (v *pageView) number() {
	if v.of > 1 {
		v.at.SetLabel(lang.T("Page %d of %d", v.page, v.of))
	}
	for _, o := range []fyne.CanvasObject{v.back, v.at, v.next} {
		showIf(o, v.of > 1)
	}
	showIf(v.split, v.page > 1)
	able(v.back, v.page > 1)
	able(v.next, v.page < v.of)
	v.thumbs.At(v.page)
}

func able(a *part.Action, on bool) {
	if on {
		a.Enable()
	} else {
		a.Disable()
	}
}

// tools shows what needs a page to work on.
func (v *pageView) tools(on bool) {
	for _, o := range []fyne.CanvasObject{v.nearer, v.further, v.whole, v.find, v.note, v.large} {
		showIf(o, on)
	}
	showIf(v.thumbs, on && v.isLarge && v.of > 1)
}

// turn shows a page.
func (v *pageView) turn(page int) { v.turnTo(page, nil) }

// turnOn shows the page before, from its foot, or the page after.
func (v *pageView) turnOn(by int) {
	if page := v.page + by; page >= 1 && page <= v.of {
		v.turn(page)
		if by < 0 {
			v.picture.Foot()
		}
	}
}

// sought says which words of a page that is turned to are those it is turned to
// for.
type sought func(*app.Pages, app.PageWords) []app.Run

// turnTo shows a page and marks what is sought on it.
func (v *pageView) turnTo(page int, where sought) {
	if v.open == nil || page < 1 || page > max(1, v.of) {
		return
	}
	if v.dead {
		v.showTo(v.doc, v.password, page, where)
		return
	}
	if page == v.page && !v.picture.Empty() {
		v.where = where
		v.mark()
		return
	}
	v.page, v.where, v.words = page, where, app.PageWords{}
	for n := range v.held {
		if n < page-1 || n > page+1 {
			delete(v.held, n)
		}
	}
	v.number()
	v.foot.draw()
	if h, ok := v.held[page]; ok && (h.picture != nil || h.asWords) {
		v.put(h)
	} else {
		v.picture.Wait(lang.T("Drawing page %d …", page))
	}
	v.pump()
}

// wants is told that the page is shown at another size: it is drawn again once that
// has settled.
func (v *pageView) wants() {
	wide := v.picture.Wants()
	v.shell.Later(settle, func() {
		if wide == v.picture.Wants() {
			v.pump()
		}
	})
}

// job gives the page to draw next and how wide: the one seen, then those beside it,
// then the small ones in sight.
func (v *pageView) job() (page, wide int, small bool) {
	want := min(v.picture.Wants(), widest)
	if want <= 0 {
		want = beside
	}
	lacks := func(n, wide int) bool {
		h, ok := v.held[n]
		return n >= 1 && n <= max(1, v.of) && (!ok || h.picture != nil && (h.wide < wide || h.wide > wide*5/4))
	}
	if lacks(v.page, want) {
		return v.page, want, false
	}
	// However near the one seen is, those beside it are drawn for the window's width.
	near := min(int(float32(want)/v.picture.Zoomed()), beside)
	for _, n := range []int{v.page + 1, v.page - 1} {
		if n <= v.of && lacks(n, near) {
			return n, near, false
		}
	}
	if v.thumbs.Visible() {
		page, wide = v.thumbs.Wants()
	}
	return page, wide, true
}

// pump draws the next page that is wanted, one at a time.
func (v *pageView) pump() {
	o := v.open
	if o == nil || o.drawing || v.dead || v.shell.file == nil {
		return
	}
	p := o.get()
	page, wide, small := v.job()
	if p == nil || page == 0 {
		return
	}
	o.drawing = true
	var img image.Image
	var err error
	v.shell.Work("", func(ctx context.Context) error {
		img, err = p.Picture(ctx, page, wide)
		return nil
	}, func() {
		o.drawing = false
		if v.open != o {
			return
		}
		seen := page == v.page
		switch {
		case err == nil && small:
			v.thumbs.Put(page, orBlank(img))
		case err == nil:
			v.take(page, heldPage{picture: img, wide: wide, asWords: img == nil})
		case seen && !small:
			v.cannot(err)
			return
		case app.OnlyThisPage(err):
			if small {
				v.thumbs.Put(page, orBlank(nil))
			} else {
				v.held[page] = heldPage{}
			}
		default:
			v.dead = true // it is opened again when another page is turned to
			return
		}
		v.pump()
	})
}

// orBlank is a page without a picture among the small ones.
func orBlank(img image.Image) image.Image {
	if img == nil {
		return image.NewRGBA(image.Rect(0, 0, 1, 1))
	}
	return img
}

// take holds a page that was drawn, and shows it where it is the one seen.
func (v *pageView) take(page int, h heldPage) {
	if page < v.page-1 || page > v.page+1 {
		return // turned on meanwhile
	}
	before := v.held[page]
	v.held[page] = h
	switch {
	case page != v.page:
	case before.picture != nil && h.picture != nil && !v.picture.Empty():
		v.picture.Sharpen(h.picture)
	default:
		v.put(h)
	}
}

// put shows the page that is turned to, and then marks what is sought on it.
func (v *pageView) put(h heldPage) {
	if h.picture != nil {
		v.picture.Put(h.picture)
	}
	v.tools(true)
	v.loadWords(h.asWords)
}

// loadWords finds the words of the page seen: to mark them, and to choose them.
func (v *pageView) loadWords(shown bool) {
	o, page := v.open, v.page
	p := o.get()
	if p == nil {
		return
	}
	var w app.PageWords
	var err error
	var mail bool
	v.shell.Work("", func(context.Context) error {
		w, err = p.Words(page)
		mail = page == 1 && p.Mail()
		return nil
	}, func() {
		if v.open != o || v.page != page {
			return
		}
		v.words = w
		said := part.PageWords{Text: w.Text}
		for _, a := range w.At {
			said.At = append(said.At, part.Span(a))
		}
		for _, b := range w.Spots {
			said.Boxes = append(said.Boxes, part.Box(b))
		}
		switch {
		case shown && app.Unread(v.doc):
			v.picture.Wait(lang.T("We are reading it now. Its words stand here in a moment."))
		case shown && (err != nil || w.Text == ""):
			v.picture.Wait(lang.T("There are no words on this page."))
		case shown:
			v.picture.PutWords(said, mail)
		default:
			v.picture.Say(said)
		}
		v.foot.draw()
		v.mark()
	})
}

// mark marks what the page was turned to for, or what is looked for in the letter.
func (v *pageView) mark() {
	o, page, where := v.open, v.page, v.where
	if o == nil || len(v.words.At) == 0 {
		return
	}
	if where == nil {
		runs, at := v.seek.on(page)
		v.markRuns(runs, at)
		return
	}
	p, w := o.get(), v.words
	if p == nil {
		return
	}
	var runs []app.Run
	v.shell.Work("", func(context.Context) error {
		// Where the words are not found the page is shown unmarked.
		runs = where(p, w)
		return nil
	}, func() {
		if v.open == o && v.page == page {
			v.markRuns(runs, 0)
		}
	})
}

func (v *pageView) markRuns(runs []app.Run, at int) {
	var marks []part.Run
	for _, r := range runs {
		marks = append(marks, part.Run(r))
	}
	v.picture.Mark(at, marks...)
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

// key takes a key that nothing else had a use for.
func (v *pageView) key(key *fyne.KeyEvent) {
	switch key.Name {
	case fyne.KeyEscape:
		switch {
		case v.seek.bar.Visible():
			v.seek.hide()
			v.picture.Focus()
		case v.isLarge:
			v.enlarge(false)
		}
	case fyne.KeyPageDown, fyne.KeyPageUp, fyne.KeyHome, fyne.KeyEnd:
		if !v.picture.Empty() {
			v.picture.TypedKey(key)
		}
	}
}
