// Package screens is the window: what a parent sees and presses.
//
// A screen is a Title, a Content built once, and a Show that loads through app
// and draws. It knows how to ask app for a thing and how to show it; it knows no
// vault, no rule of law and no clock. It promises that nothing slow runs on the
// window's own goroutine, that whatever goes wrong is said in plain words with
// what to do now, and that locking leaves nothing on screen.
package screens

import (
	"context"
	"net/url"
	"runtime/debug"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"leverarch/app"
	"leverarch/app/guide"
	"leverarch/app/lang"
	"leverarch/app/record"
	"leverarch/screens/look"
	"leverarch/screens/part"
	"leverarch/screens/words"
)

// Screen is one place in the window.
type Screen interface {
	// Title is its name in the sidebar's words.
	Title() string
	// Content builds it, once.
	Content() fyne.CanvasObject
	// Show loads what it shows and draws it.
	Show()
}

// leaver is a screen with something to finish before it is left or locked.
type leaver interface{ Leave() }

// PlaceName names a screen.
type PlaceName string

// The places there are.
const (
	Home      PlaceName = "home"
	Timeline  PlaceName = "timeline"
	Documents PlaceName = "documents"
	InTray    PlaceName = "in tray"
	Letter    PlaceName = "letter" // ID: the document
	Write     PlaceName = "write"  // ID: a conversation to change, or none
	Said      PlaceName = "said"   // ID: the conversation
	Phone     PlaceName = "phone"
	Children  PlaceName = "children"
	Settings  PlaceName = "settings"
	Safe      PlaceName = "safe"
	Keep      PlaceName = "keep"
	Happened  PlaceName = "happened" // ID: a fact, or the kind of one to add, or none
	Where     PlaceName = "where"
	WhatIf    PlaceName = "what if" // ID: of a date, or none
	Find      PlaceName = "find"
	People    PlaceName = "people" // ID: a person, or none
	Guide     PlaceName = "guide"  // ID: a page, a part of it, or none
	Family    PlaceName = "family"
	Talks     PlaceName = "conversations"
	Plan      PlaceName = "plan"
)

// Place is somewhere to go: a value, so that it can be kept, linked and
// returned to.
type Place struct {
	Name PlaceName
	ID   record.ID
	// Page of a letter and the Words sought on it, where it is opened for them; Words
	// alone are to go into a note.
	Page  int
	Words string
	// Quote is set where the words are sought just as they stand.
	Quote bool
}

// visit is a place as it was left: whose file it was, and how far it was scrolled.
type visit struct {
	Place
	child record.ID
	down  float32
}

// placed is a screen that knows more of where it stands than the place it was
// opened at: which page of a letter is seen.
type placed interface{ Where(Place) Place }

// Hands are what the window needs of the world outside it. A test hands in its
// own.
type Hands struct {
	// Run does work away from the window, and then the rest on the window's own
	// goroutine.
	Run func(work, then func())
	// Sleep waits, inside Run, before an unfinished note is kept.
	Sleep func(time.Duration)
	// Now is the computer's own clock, and Every does f on the window's goroutine
	// each time so long has passed, until it says no. Without Every nothing locks
	// by itself.
	Now   func() time.Time
	Every func(wait time.Duration, f func() bool)
	// Pick asks for files, by what they are for; SaveAs asks where to put one. Each
	// gives nothing where the parent thinks better of it. They may block.
	Pick   func(title string) ([]string, error)
	SaveAs func(name string) (string, error)
	Folder func() (string, error)
	// Speak reads aloud, until it is done or told to stop; nil where the system has
	// no voice.
	Speak func(ctx context.Context, text string, speed Speed) error
	// Notify shows a title and a line over everything else on the screen, in the way of
	// the system; nil where there is none. It may block.
	Notify func(title, text string)
	// OpenURL hands a link to the system: an email to send.
	OpenURL func(*url.URL) error
}

// Shell is the window's frame: it opens and locks the file, moves between
// screens, runs slow work and says what went wrong.
type Shell struct {
	win   fyne.Window
	desk  *app.Desk
	dir   string
	hands Hands
	guide *guide.Guide // nil until it is first read

	file  *app.App // nil while locked
	child record.ID
	life  context.Context // ends when the file is locked
	end   context.CancelFunc

	screens map[PlaceName]Screen
	built   map[PlaceName]fyne.CanvasObject
	at      Place
	past    []visit // the way back, and the way forward again
	ahead   []visit
	again   bool // the screen is come back to, and stays as it was

	rounds bool // the sample is being opened
	hidden bool // something dull is shown, with the file locked behind it

	public bool // names are hidden
	covers covers

	alone map[fyne.KeyName]func() // keys that need no other held down
	gate  *gate
	first *firstRun
	back  *bringBack
	frame *part.Frame
	nav   map[PlaceName]*part.NavItem
	idle  idle

	telling         telling
	lookedForBackup time.Time
	worn            map[PlaceName]look.Choice // the look each screen was last shown in

	side   *part.Sidebar
	whose  *part.Choice // the child whose file it is, where there are several
	behind *part.Action // back, and forward again
	onward *part.Action
	ways   *part.Flow // the two of them
	body   *body
}

// New makes the window's content and shows what comes first: the lock, or, on a
// computer that has no file yet, the first run.
func New(win fyne.Window, desk *app.Desk, dir string, hands Hands) *Shell {
	s := &Shell{win: win, desk: desk, dir: dir, hands: hands, worn: map[PlaceName]look.Choice{}}
	s.speakChosen()
	desk.TidyCopies()
	win.SetPadded(false)
	win.SetOnDropped(func(_ fyne.Position, list []fyne.URI) {
		var paths []string
		for _, u := range list {
			paths = append(paths, u.Path())
		}
		s.BringIn(paths)
	})
	win.SetCloseIntercept(func() {
		s.Lock()
		s.first.abandon()
		s.back.stop(win.Close)
	})
	s.registerKeys()
	s.gate = newGate(s)
	s.first = newFirstRun(s)
	s.back = newBringBack(s)
	s.showGate()
	return s
}

// key takes the keys that nothing else has a use for: they move the page.
func (s *Shell) key(k *fyne.KeyEvent) {
	part.OnUse()
	shown := s.win.Content()
	if s.file != nil {
		shown = s.built[s.at.Name]
	} else if c, ok := shown.(*fyne.Container); ok && len(c.Objects) > 0 {
		shown = c.Objects[0]
	}
	if page, ok := shown.(*part.Page); ok {
		page.Key(k)
	}
}

// showGate shows the lock, or the first run where there is no file yet.
func (s *Shell) showGate() {
	if s.hidden {
		return // it is shown when the keys ask for it
	}
	var first Screen = s.gate
	if !s.hasFile() {
		first = s.first
	}
	s.fill(container.New(middle{}, first.Content()))
	s.Start()
	s.dress("")
}

// Start puts the keyboard where it belongs once the window is there.
func (s *Shell) Start() {
	if s.file != nil {
		return
	}
	if s.hasFile() {
		s.gate.Show()
		return
	}
	s.first.Show()
}

// fill fills the window with something else. The keyboard leaves what is shown
// first: a field that nobody told would blink on unseen, and the whole window would
// be drawn again with each blink for as long as it is open.
func (s *Shell) fill(o fyne.CanvasObject) {
	s.win.Canvas().Unfocus()
	s.win.SetContent(o)
}

// hasFile reports whether the family has a file on this computer.
func (s *Shell) hasFile() bool { return app.Exists(s.dir) }

// middle keeps a narrow page in the middle of a wide window.
type middle struct{}

func (middle) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	wide := min(size.Width, (part.Reading+60)*look.Scale())
	for _, o := range objects {
		o.Move(fyne.NewPos((size.Width-wide)/2, 0))
		o.Resize(fyne.NewSize(wide, size.Height))
	}
}

func (middle) MinSize(objects []fyne.CanvasObject) fyne.Size {
	least := fyne.NewSize(0, 0)
	for _, o := range objects {
		least = least.Max(o.MinSize())
	}
	return least
}

// Open takes an open file into the window.
func (s *Shell) Open(file *app.App) {
	if s.hidden { // somebody came while it was being opened
		_ = file.Close()
		return
	}
	s.file = file
	s.life, s.end = context.WithCancel(context.Background())
	s.screens = map[PlaceName]Screen{}
	for name := range makers {
		s.screens[name] = s.newScreen(name)
	}
	s.built = map[PlaceName]fyne.CanvasObject{}
	s.worn = map[PlaceName]look.Choice{"": s.worn[""]}
	s.past, s.ahead, s.at = nil, nil, Place{}
	s.child = ""
	if list, err := file.Children(); err == nil && len(list) > 0 {
		s.child = list[0].ID
	}
	s.coverNames()
	if s.file == nil {
		return // its names could not be hidden
	}
	s.buildFrame()
	s.lookedForBackup, s.telling = time.Time{}, telling{}
	s.watchIdle()
	s.fill(s.frame)
	s.Go(Place{Name: Home})
	s.opened()
	s.readOn()
}

// makers makes each screen.
var makers = map[PlaceName]func(*Shell) Screen{
	Home:      func(s *Shell) Screen { return newHome(s) },
	Timeline:  func(s *Shell) Screen { return newTimeline(s) },
	Documents: func(s *Shell) Screen { return newDocuments(s) },
	InTray:    func(s *Shell) Screen { return newInTray(s) },
	Letter:    func(s *Shell) Screen { return newLetter(s) },
	Write:     func(s *Shell) Screen { return newWrite(s) },
	Said:      func(s *Shell) Screen { return newSaid(s) },
	Phone:     func(s *Shell) Screen { return newPhone(s) },
	Children:  func(s *Shell) Screen { return newChildren(s) },
	Settings:  func(s *Shell) Screen { return newSettings(s) },
	Safe:      func(s *Shell) Screen { return newSafe(s) },
	Keep:      func(s *Shell) Screen { return newKeep(s) },
	Happened:  func(s *Shell) Screen { return newHappened(s) },
	Where:     func(s *Shell) Screen { return newWhere(s) },
	WhatIf:    func(s *Shell) Screen { return newWhatIf(s) },
	Find:      func(s *Shell) Screen { return newFind(s) },
	People:    func(s *Shell) Screen { return newPeople(s) },
	Guide:     func(s *Shell) Screen { return newRights(s) },
	Family:    func(s *Shell) Screen { return newFamily(s) },
	Talks:     func(s *Shell) Screen { return newTalks(s) },
	Plan:      func(s *Shell) Screen { return newPlan(s) },
}

func (s *Shell) newScreen(name PlaceName) Screen { return makers[name](s) }

func (s *Shell) buildFrame() {
	item := func(icon look.Icon, label string, name PlaceName) *part.NavItem {
		n := part.NewNavItem(icon, label, func() { s.Go(Place{Name: name}) })
		s.nav[name] = n
		return n
	}
	s.nav = map[PlaceName]*part.NavItem{}
	items := []*part.NavItem{
		item(look.Home, lang.T("Home"), Home),
		item(look.Timeline, lang.T("Timeline"), Timeline),
		item(look.Documents, lang.T("Documents"), Documents),
		item(look.Speech, lang.T("Conversations"), Talks),
		item(look.People, lang.T("People"), People),
		item(look.Folder, lang.T("Plan"), Plan),
		item(look.Guide, lang.T("Know your rights"), Guide),
		item(look.Search, lang.T("Find"), Find),
	}
	feet := []*part.NavItem{
		item(look.Warning, lang.T("If someone is not safe"), Safe),
		item(look.Settings, lang.T("Settings"), Settings),
		part.NewNavItem(look.Lock, lang.T("Lock now"), s.Lock),
	}
	s.side = part.NewSidebar(s.childName(), items, feet)
	s.behind = part.NewIcon(look.Back, lang.T("Back"), s.Back)
	s.onward = part.NewIcon(look.Arrow, lang.T("Forward"), s.Forward)
	s.ways = part.NewFlow(s.behind, s.onward)
	s.ways.Gap = 2
	s.whose = part.NewChoice(lang.T("Whose file"), nil, s.pickChild)
	s.drawHead()
	s.body = newBody(s)
	s.frame = part.NewFrame(s.side, s.body.content)
}

// Lock closes the file, drops its keys and clears the screen. Half-typed words
// are sealed first.
func (s *Shell) Lock() {
	if s.file == nil {
		return
	}
	s.leave()
	s.end()
	file := s.file
	s.file, s.child = nil, ""
	s.coverNames()
	s.clearOver()
	s.screens, s.built, s.frame, s.side, s.body, s.nav, s.past, s.ahead = nil, nil, nil, nil, nil, nil, nil, nil
	s.whose, s.behind, s.onward, s.ways = nil, nil, nil, nil
	err := file.Close()
	s.showGate()
	if err != nil && app.Exists(s.dir) && !s.hidden {
		s.gate.say(err)
	}
	// What was held of the file goes back to the system at once.
	s.hands.Run(debug.FreeOSMemory, func() {})
}

// leave lets the screen that is shown finish what it must.
func (s *Shell) leave() {
	if l, ok := s.screens[s.at.Name].(leaver); ok {
		l.Leave()
	}
}

// mostPast is how many places are gone back to.
const mostPast = 200

// Go goes to a place, and remembers the way back.
func (s *Shell) Go(p Place) {
	if s.file == nil {
		return
	}
	if s.at.Name != "" && s.at != p {
		s.past, s.ahead = append(s.past, s.here()), nil
		s.past = s.past[max(0, len(s.past)-mostPast):]
	}
	s.show(p)
}

// Back goes to the place before, as it was left.
func (s *Shell) Back() { s.along(&s.past, &s.ahead) }

// Forward goes again to the place that was come back from.
func (s *Shell) Forward() { s.along(&s.ahead, &s.past) }

func (s *Shell) along(from, to *[]visit) {
	if s.file == nil || len(*from) == 0 {
		return
	}
	*to = append(*to, s.here())
	v := (*from)[len(*from)-1]
	*from = (*from)[:len(*from)-1]
	if v.child != s.child {
		s.SetChild(v.child)
	}
	s.again = true
	s.show(v.Place)
	s.again = false
	if p := pageIn(s.built[v.Name]); p != nil {
		p.To(v.down)
	}
}

// here is the place shown, as it stands.
func (s *Shell) here() visit {
	v := visit{Place: s.at, child: s.child}
	if w, ok := s.screens[s.at.Name].(placed); ok {
		v.Place = w.Where(v.Place)
	}
	if p := pageIn(s.built[s.at.Name]); p != nil {
		v.down = p.Offset()
	}
	return v
}

// pageIn finds the page that scrolls in a screen.
func pageIn(o fyne.CanvasObject) *part.Page {
	var in []fyne.CanvasObject
	switch o := o.(type) {
	case *part.Page:
		return o
	case *fyne.Container:
		in = o.Objects
	case part.Holder:
		in = o.Children()
	}
	for _, c := range in {
		if p := pageIn(c); p != nil {
			return p
		}
	}
	return nil
}

func (s *Shell) show(p Place) {
	s.leave()
	if s.coverNames(); s.file == nil {
		return
	}
	other := s.at != p
	if c := s.win.Canvas(); s.at.Name != p.Name && part.Holds(s.built[s.at.Name], c.Focused()) {
		c.Unfocus() // or keys would go on to a screen that is not shown
	}
	s.at = p
	screen := s.screens[p.Name]
	if s.built[p.Name] == nil {
		s.built[p.Name] = screen.Content()
	}
	s.body.show(s.built[p.Name])
	if n := s.nav[section(p.Name)]; n != nil {
		s.side.Pick(n)
	}
	s.drawHead()
	if page := pageIn(s.built[p.Name]); page != nil && other && !s.again {
		page.Top()
	}
	screen.Show()
	s.dress(p.Name)
}

// dress draws a screen once more where the look changed while it was not shown:
// the toolkit changes only what is on the screen then. The lock has no name.
func (s *Shell) dress(name PlaceName) {
	now := Look()
	if was, drawn := s.worn[name]; drawn && was != now {
		fyne.CurrentApp().Settings().SetTheme(look.As(now))
	}
	s.worn[name] = now
}

// section is the sidebar's place for a screen that is not in it.
func section(n PlaceName) PlaceName {
	switch n {
	case Letter, InTray:
		return Documents
	case Said, Write:
		return Talks
	case Happened, Where, WhatIf, Phone:
		return Timeline
	case Family:
		return Home
	case Children, Keep:
		return Settings
	}
	return n
}

// isAt reports whether a place is shown, whatever page of it is.
func (s *Shell) isAt(name PlaceName, id record.ID) bool { return s.at.Name == name && s.at.ID == id }

// ID is what the place shown is about.
func (s *Shell) ID() record.ID { return s.at.ID }

// stamp is what a screen was drawn of. Where it is the same, nothing changed, and
// building the screen anew would only cost memory.
type stamp struct {
	head, child string
	id          record.ID
	today       record.Day
}

// stampNow is what a screen would be drawn of now.
func (s *Shell) stampNow() stamp {
	return stamp{s.file.Head(), string(s.child), s.at.ID, s.file.Today()}
}

// Again draws the place shown once more, after something changed.
func (s *Shell) Again() {
	if s.coverNames(); s.file != nil {
		s.screens[s.at.Name].Show()
	}
}

// seek looks for words: in the letter that is shown, and, asked once more, in
// everything.
func (s *Shell) seek() {
	if p := s.pages(); p != nil && !p.picture.Empty() && !p.seek.bar.Visible() {
		p.seek.show()
		return
	}
	s.Go(Place{Name: Find})
}

// File is the open file. Screens are only ever shown with one open.
func (s *Shell) File() *app.App { return s.file }

// Child is the child whose file is being looked at; without an ID where the
// file has no child yet.
func (s *Shell) Child() record.Child {
	list, err := s.file.Children()
	if err != nil {
		s.Fail(err)
		return record.Child{}
	}
	for _, c := range list {
		if c.ID == s.child {
			return c
		}
	}
	return record.Child{}
}

// SetChild looks at another child's file.
func (s *Shell) SetChild(id record.ID) {
	s.child = id
	s.drawHead()
}

// drawHead draws what stands above the places: the way back, and whose file it
// is, to choose where there are several.
func (s *Shell) drawHead() {
	able(s.behind, len(s.past) > 0)
	able(s.onward, len(s.ahead) > 0)
	kids, err := s.file.Children()
	if len(kids) > 0 && !slices.ContainsFunc(kids, func(k record.Child) bool { return k.ID == s.child }) {
		s.child = kids[0].ID // nobody was looked at, or somebody who is in the bin
	}
	if err != nil || len(kids) < 2 {
		s.side.SetTitle(s.childName())
		s.side.SetHead(s.ways, s.side.Title())
		return
	}
	names := headNames(kids)
	s.whose.SetOptions(append(names, everyone()))
	s.whose.Set(everyone())
	for i, k := range kids {
		if k.ID == s.child && s.at.Name != Family {
			s.whose.Set(names[i])
		}
	}
	s.side.SetHead(s.ways, s.whose)
}

// headNames gives the children their first names, in case others see them; two of
// one first name are told apart by the whole.
func headNames(kids []record.Child) []string {
	seen := map[string]int{}
	for _, k := range kids {
		seen[words.FirstName(k.Name)]++
	}
	names := childNames(kids)
	for i, k := range kids {
		if first := words.FirstName(k.Name); seen[first] == 1 && first != everyone() {
			names[i] = first
		}
	}
	return names
}

// pickChild looks at another child's file, or at everybody's at once.
func (s *Shell) pickChild(name string) {
	kids, err := s.file.Children()
	if err != nil {
		s.Fail(err)
		return
	}
	i := slices.Index(headNames(kids), name)
	if i < 0 {
		s.Go(Place{Name: Family})
		return
	}
	from := s.here()
	if kids[i].ID == s.child && s.at.Name != Family {
		return
	}
	s.SetChild(kids[i].ID)
	// A list stays the same list, of the other child; what is about one thing of the
	// child before gives way to the home.
	to := Place{Name: Home}
	if s.at.ID == "" && s.at.Name != Family && s.nav[s.at.Name] != nil {
		to = Place{Name: s.at.Name}
	}
	s.past, s.ahead = append(s.past, from), nil
	s.show(to)
}

// childName heads the sidebar: the first name only, in case others see it.
func (s *Shell) childName() string {
	if c := s.Child(); c.Name != "" {
		return words.FirstName(c.Name)
	}
	return lang.T("Lever Arch")
}

// Later does f on the window's own goroutine after a while, unless the file is
// locked by then.
func (s *Shell) Later(wait time.Duration, f func()) {
	file := s.file
	s.hands.Run(func() { s.hands.Sleep(wait) }, func() {
		if s.file == file {
			f()
		}
	})
}

// Fail says what happened, whether anything is lost, and what to do now.
func (s *Shell) Fail(err error) {
	if s.hidden {
		return
	}
	said := words.For(err)
	part.Tell(s.win.Canvas(), said.Happened, said.Lost+" "+said.Now, lang.T("Close"))
}

// Tell shows a short line that something is done.
func (s *Shell) Tell(says string) {
	if s.body != nil {
		s.body.tell(says, nil)
	}
}

// Ask asks before something that cannot simply be undone.
func (s *Shell) Ask(title, says, yes, no string, onYes func()) {
	part.Ask(s.win.Canvas(), title, says, yes, no, onYes)
}

// Canvas is what modals are opened on.
func (s *Shell) Canvas() fyne.Canvas { return s.win.Canvas() }

// Copy puts words on the clipboard.
func (s *Shell) Copy(text string) { fyne.CurrentApp().Clipboard().SetContent(text) }

// OpenURL hands a link to the system.
func (s *Shell) OpenURL(link string) {
	u, err := url.Parse(link)
	if err == nil {
		err = s.hands.OpenURL(u)
	}
	if err != nil {
		s.Fail(words.ErrNoProgram)
	}
}
