package screens

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"leverarch/app"
	"leverarch/app/lang"
	"leverarch/app/law"
	"leverarch/app/record"
	"leverarch/screens/look"
	"leverarch/screens/part"
	"leverarch/screens/words"
)

// happened is the form for something that happened, with or without a letter:
// each day known of it, what would follow, and what it was before.
type happened struct {
	shell *Shell
	page  *part.Page

	title   *part.Text
	kind    *part.Choice
	says    *part.Text
	days    *part.Card
	dates   []*dayField
	how     *part.Segments
	needs   *part.Text
	due     *part.Stack
	dueCard *part.Card
	past    *part.Card
	with    *part.Choice
	pairs   []record.Event
	keep    *part.Action
	actions *part.Flow

	fact    record.Event // as it is kept, or a new one with no ID
	filling bool
}

// dayField asks for one of the days known of a fact.
type dayField struct {
	*part.Date
	to func(*record.Event) *record.Day
}

func newHappened(s *Shell) *happened { return &happened{shell: s} }

// Title names the screen.
func (h *happened) Title() string { return lang.T("Something happened") }

// Content builds the page.
func (h *happened) Content() fyne.CanvasObject {
	h.title, h.says = part.NewTitle(""), part.NewText("")
	h.kind = part.NewChoice(lang.T("What happened?"), nil, h.picked).Empty(lang.T("Choose what happened"))
	h.days = part.NewCard()
	h.needs = part.NewText("").In(look.Mend)
	h.due = part.NewStack().Close(16)
	h.dueCard = part.NewNotice(part.NewHeading(lang.T("The dates that would follow")), h.due)
	h.past = part.NewCard()
	h.with = part.NewChoice(lang.T("Which one does it go with?"), nil, h.goesWith)
	h.keep = part.NewPrimary(look.Check, lang.T("Yes, keep this"), h.keepIt)
	h.actions = part.NewFlow()
	h.page = part.NewPage(part.Reading, part.NewQuiet(look.Back, lang.T("Back"), h.shell.Back), h.title, h.says, h.kind, h.days, h.needs, h.dueCard, h.actions, h.with, h.past)
	return h.page
}

// Show fills the form: with a fact that is kept, or for one of a kind to add.
func (h *happened) Show() {
	s, id := h.shell, string(h.shell.ID())
	h.fact = record.Event{Child: s.Child().ID}
	if _, isKind := s.file.Book.Event(id); isKind {
		h.fact.Kind = id
	} else if id != "" {
		e, err := s.file.Fact(record.ID(id))
		if err != nil {
			s.Fail(err)
			return
		}
		h.fact = e
	}
	h.draw(id == "")
	h.page.Top()
}

// draw builds the fields that this kind of event has.
func (h *happened) draw(choose bool) {
	s, e := h.shell, h.fact
	title, says := lang.T("Something happened"), lang.T("Put in what you know and leave the rest. Each day is kept as what it is.")
	if e.Kind != "" {
		title = s.file.EventName(e.Kind)
	}
	if e.Document != "" {
		says = lang.T("This rests on a letter. To change it, open the letter.")
	}
	h.title.Set(title)
	h.says.Set(says)
	showIf(h.kind, choose)
	if choose {
		h.kind.SetOptions(h.names())
		h.kind.Set("")
		if e.Kind != "" {
			h.kind.Set(s.file.EventName(e.Kind))
		}
	}
	h.needs.Hide()
	h.drawDays()
	h.drawActions()
	h.drawDue()
	h.drawWith()
	h.drawPast()
}

// drawWith asks which of several a fact belongs with, where the law counts the
// two together: which decision a certificate is about.
func (h *happened) drawWith() {
	s := h.shell
	h.pairs = nil
	if h.fact.ID != "" {
		var err error
		if h.pairs, err = s.file.Pairs(h.fact.ID); err != nil {
			s.Fail(err)
			return
		}
	}
	var names []string
	chosen := ""
	for _, e := range h.pairs {
		name := s.file.EventName(e.Kind) + ", " + e.Day.Short()
		names = append(names, name)
		if e.Round != "" && e.Round == h.fact.Round {
			chosen = name
		}
	}
	h.with.SetOptions(names)
	h.with.Empty(lang.T("The latest before it"))
	h.with.Set(chosen)
	showIf(h.with, len(h.pairs) > 1)
}

// goesWith keeps that a fact belongs with another.
func (h *happened) goesWith(name string) {
	id := h.fact.ID
	i := slices.Index(h.with.Options(), name)
	if i < 0 {
		return
	}
	with := h.pairs[i].ID
	h.shell.keepFact(lang.T("Kept."), func(file *app.App) ([]law.Change, error) { return file.Join(id, with) }, nil)
}

// names lists everything that can happen: first what the child's file asks about
// now, then what a time limit runs from, then what only shows that something was
// done.
func (h *happened) names() []string {
	s := h.shell
	var asked, starts, shows []string
	if path, err := s.file.Path(s.Child().ID); err == nil {
		for _, q := range path.Questions {
			if name := s.file.EventName(q.Answer); !slices.Contains(asked, name) {
				asked = append(asked, name)
			}
		}
	}
	for _, k := range s.file.Book.Events() {
		switch {
		case slices.Contains(asked, k.Name):
		case s.file.Book.Starts(k.ID):
			starts = append(starts, k.Name)
		default:
			shows = append(shows, k.Name)
		}
	}
	return slices.Concat(asked, starts, shows)
}

func (h *happened) picked(name string) {
	for _, k := range h.shell.file.Book.Events() {
		if k.Name == name {
			h.fact.Kind = k.ID
			h.fact.Day, h.fact.Days = record.Day{}, record.Days{}
			h.draw(true)
			if len(h.dates) > 0 {
				h.dates[0].Focus()
			}
			return
		}
	}
}

// elsewhere are the events that are no letter to the family: what the day it was
// sent and the day it got there are called.
var elsewhere = map[string][2]string{
	"request-received":       {lang.N("You sent it on"), lang.N("They got it on")},
	"reassessment-requested": {lang.N("You sent it on"), lang.N("They got it on")},
	"sar-received":           {lang.N("You sent it on"), lang.N("They got it on")},
	"foi-received":           {lang.N("You sent it on"), lang.N("They got it on")},
	"appeal-lodged":          {lang.N("You sent it on"), lang.N("They got it on")},
	"claim-lodged":           {lang.N("You sent it on"), lang.N("They got it on")},
	"views-sent":             {lang.N("You sent them on"), lang.N("They got them on")},
	"advice-requested":       {lang.N("They were asked on"), lang.N("They got it on")},
	"advice-given":           {lang.N("It was sent on"), lang.N("The council got it on")},
	"school-consulted":       {lang.N("It was asked on"), lang.N("It got the letter on")},
	"school-replied":         {lang.N("It was sent on"), lang.N("The council got it on")},
	"review-list-sent":       {lang.N("It was sent on"), lang.N("They got it on")},
	"appeal-received-by-la":  {lang.N("The Tribunal sent it on"), lang.N("They got it on")},
}

// drawDays asks for the days that the law tells apart for this kind of event.
func (h *happened) drawDays() {
	s, e := h.shell, h.fact
	h.dates, h.how = nil, nil
	showIf(h.days, e.Kind != "")
	if e.Kind == "" {
		return
	}
	if e.Document != "" {
		h.days.Stack.Set(factDays(e)...)
		return
	}
	date := func(label, hint string, to func(*record.Event) *record.Day) *dayField {
		d := &dayField{part.NewDate(label, hint, s.file.Today), to}
		d.Set(*to(&h.fact))
		d.OnDay = func(day record.Day) {
			*to(&h.fact) = day
			h.changed()
			if day.After(s.file.Today()) && !mayBeAhead(e.Kind) {
				d.Say(lang.T("%s has not come yet. Is that the day?", day.Written()))
			}
		}
		h.dates = append(h.dates, d)
		return d
	}
	printed := func(e *record.Event) *record.Day { return &e.Days.Printed }
	sent := func(e *record.Event) *record.Day { return &e.Days.Sent }
	came := func(e *record.Event) *record.Day { return &e.Days.Came }
	issued := func(e *record.Event) *record.Day { return &e.Days.Issued }
	made := func(e *record.Event) *record.Day { return &e.Days.Made }

	h.filling = true
	defer func() { h.filling = false }()
	kind, _ := s.file.Book.Event(e.Kind)
	if e.Known() != (record.Days{}) {
		h.fact.Days = e.Known()
	} else if kind.Moment != "" && !e.Day.IsZero() {
		h.setMoment(kind.Moment, e.Day)
	}
	theirs, notToUs := elsewhere[e.Kind]
	var items []fyne.CanvasObject
	how := lang.T("It came by")
	switch {
	case kind.Moment == law.Issued:
		items = append(items, part.NewColumns(2, 200, date(lang.T("It was issued on"), lang.T("The day printed on the certificate."), issued), date(lang.T("It came on"), lang.T("If you know."), came)))
	case kind.Moment == law.Made:
		items = append(items, part.NewColumns(2, 200, date(lang.T("It was made on"), lang.T("The day printed on it."), made), date(lang.T("It was sent on"), lang.T("If you know."), sent)))
		how = ""
	case notToUs:
		if kind.Moment == law.Sent {
			items = append(items, part.NewColumns(2, 200, date(lang.Of(theirs[0]), lang.T("By your own copy, or a receipt."), sent), date(lang.Of(theirs[1]), lang.T("If you know."), came)))
		} else {
			items = append(items, part.NewColumns(2, 200, date(lang.Of(theirs[1]), lang.T("If you know."), came), date(lang.Of(theirs[0]), lang.T("By your own copy, or a receipt."), sent)))
		}
		how = lang.T("It went by")
	case kind.Moment != "":
		items = append(items, date(lang.T("The letter says"), lang.T("The date printed on it."), printed),
			part.NewColumns(2, 200, date(lang.T("It came on"), lang.T("If you know."), came), date(lang.T("It was sent on"), lang.T("By the postmark or the email."), sent)))
	default:
		label := lang.T("When was it?")
		if mayBeAhead(e.Kind) {
			label = lang.T("When is it?")
		}
		items = append(items, date(label, lang.T("3/11 or yesterday will do."), func(e *record.Event) *record.Day { return &e.Day }))
		how = ""
	}
	if how != "" {
		h.how = part.NewSegments(how, cameWays, func(way string) {
			h.fact.Days.How = way
			h.changed()
		}).Named(cameName)
		h.how.Set(h.fact.Days.How)
		items = append(items, h.how)
	}
	h.days.Stack.Set(items...)
}

// setMoment puts a day that was only kept as the day to count from where it
// belongs among the others.
func (h *happened) setMoment(moment string, d record.Day) {
	switch moment {
	case law.Sent:
		h.fact.Days.Sent = d
	case law.Came:
		h.fact.Days.Came = d
	case law.Issued:
		h.fact.Days.Issued = d
	case law.Made:
		h.fact.Days.Made = d
	}
}

// mayBeAhead reports whether an event is one that people know of before it comes.
func mayBeAhead(kind string) bool {
	return strings.HasPrefix(kind, "direction-") ||
		slices.Contains([]string{"review-meeting", "hearing", "term-starts", "transfer-year", "post16-transfer", "support-meeting", "move-known", "plan-transferred", "mediation-held"}, kind)
}

func (h *happened) changed() {
	if h.filling {
		return
	}
	h.needs.Hide()
	h.drawDue()
}

// now gives the fact as the form has it. Its day is the moment the law counts
// from, else the best day known.
func (h *happened) now() record.Event {
	e := h.fact
	if k, _ := h.shell.file.Book.Event(e.Kind); k.Moment != "" && e.Document == "" {
		e.Day = h.shell.file.CountDay(e.Kind, e.Days)
	}
	return e
}

func (h *happened) drawDue() {
	s, e := h.shell, h.now()
	showIf(h.dueCard, e.Document == "" && e.Kind != "" && s.file.Book.Starts(e.Kind))
	if e.Document != "" || e.Kind == "" {
		return
	}
	list, err := s.file.WouldFollowFact(e)
	if err != nil {
		s.Fail(err)
		return
	}
	rows := dueRows(s, list, record.Day{})
	if len(rows) == 0 {
		rows = append(rows, part.NewText(lang.T("Give the day above, and the dates stand here.")))
	}
	h.due.Set(rows...)
}

func (h *happened) drawActions() {
	s, e := h.shell, h.fact
	h.keep.Enable()
	switch {
	case e.Document != "":
		h.actions.Set(part.NewPrimary(look.Documents, lang.T("See the letter"), func() { s.Go(restsOn(e)) }))
	case e.Kind == "":
		h.actions.Set(part.NewAction("", lang.T("Not now"), s.Back))
	case e.ID != "":
		h.actions.Set(h.keep, part.NewAction("", lang.T("Not now"), s.Back), part.NewQuiet(look.Bin, lang.T("This is not so"), h.takeBack))
	default:
		h.actions.Set(h.keep, part.NewAction("", lang.T("Not now"), s.Back))
	}
}

// drawPast says what the fact was before, and what moved when it changed.
func (h *happened) drawPast() {
	h.past.Hide()
	if h.fact.ID == "" {
		return
	}
	past, err := h.shell.file.FactHistory(h.fact.ID)
	if err != nil {
		h.shell.Fail(err)
		return
	}
	items := []fyne.CanvasObject{part.NewHeading(lang.T("What it was before"))}
	for _, p := range slices.Backward(past) {
		says := words.WasBefore(p.Was.Day, record.DayOf(p.When.Local()))
		if p.Was.Withdrawn {
			says = lang.T("You had said that this was not so. You changed it on %s.", record.DayOf(p.When.Local()).Written())
		}
		row := part.NewStack(part.NewText(says)).Close(4)
		for _, c := range p.Moved {
			row.Add(part.NewSmall(c.Says))
		}
		items = append(items, row)
	}
	h.past.Stack.Set(items...)
	showIf(h.past, len(past) > 0)
}

// factDays says each day known of a fact, one line each.
func factDays(e record.Event) []fyne.CanvasObject {
	d := e.Known()
	rows := []fyne.CanvasObject{part.NewBold(e.Day.Written())}
	for _, x := range []struct {
		says string
		day  record.Day
	}{{lang.T("The letter says"), d.Printed}, {lang.T("It was made on"), d.Made}, {lang.T("It was issued on"), d.Issued}, {lang.T("It was sent on"), d.Sent}, {lang.T("It came on"), d.Came}} {
		if !x.day.IsZero() {
			rows = append(rows, part.NewText(x.says+" "+x.day.Written()+"."))
		}
	}
	if name := cameName(d.How); name != "" {
		rows = append(rows, part.NewText(lang.T("It came by: %s.", name)))
	}
	if e.Quote != "" {
		rows = append(rows, part.NewQuote("“"+e.Quote+"”"))
	}
	return rows
}

// keepIt makes what the form says into a fact.
func (h *happened) keepIt() {
	if h.keep.Disabled() {
		return
	}
	for _, d := range h.dates {
		if d.Value() != "" && !d.Check() {
			d.Focus()
			return
		}
	}
	e := h.now()
	if e.Day.IsZero() {
		h.needs.Set(lang.T("Please give a day. One is enough."))
		h.needs.Show()
		if len(h.dates) > 0 {
			h.dates[0].Focus()
		}
		return
	}
	h.keep.Disable()
	h.shell.keepFact(lang.T("Kept."), func(file *app.App) ([]law.Change, error) {
		_, moved, err := file.KeepFact(e)
		return moved, err
	}, h.keep.Enable)
}

// takeBack says that it is not so. It can be undone, so nothing is asked.
func (h *happened) takeBack() {
	id := h.fact.ID
	h.shell.keepFact(lang.T("Taken out. What you had written stays in the history."), func(file *app.App) ([]law.Change, error) { return file.TakeBack(id) }, nil)
}
