package law

import (
	"cmp"
	"slices"
	"time"

	"leverarch/app/lang"
	"leverarch/app/record"
)

// Where a step of the process stands for one child.
const (
	StepDone   = "done"
	StepHere   = "here"
	StepNext   = "next"
	StepNotYet = "not yet"
)

// Path is the way through the process as far as one child has come.
type Path struct {
	// Here is the id of the step the child is at; empty: nothing is known yet.
	Here  string `json:"here,omitempty"`
	Steps []Step `json:"steps"`
	// Questions are what is not known yet and would change what is shown.
	Questions []Question `json:"questions,omitempty"`
	// Support is the thread of SEN support: guidance, not law.
	Support Support `json:"support"`
}

// Step is one stage: SEN support, request, assessment, draft, final, review,
// transfer, disagreement, Tribunal. More than one may be here at once.
type Step struct {
	ID    string     `json:"id"`
	Title string     `json:"title"`
	Says  string     `json:"says"`           // what happens in it, one sentence
	State string     `json:"state"`          // StepDone, StepHere, StepNext, StepNotYet
	Since record.Day `json:"since,omitzero"` // the day of the event that brought it here
	Event record.ID  `json:"event,omitempty"`
}

// Question is something not known yet, and the kind of event that answers it.
type Question struct {
	ID     string `json:"id"`
	Step   string `json:"step"`
	Asks   string `json:"asks"`
	Answer string `json:"answer"` // the kind of event that would answer it
	// Rule names the rule of the book it matters to, where there is one.
	Rule string `json:"rule,omitempty"`
	// Guidance is true where only guidance stands behind it.
	Guidance bool `json:"guidance,omitempty"`
	// Of is the event it is asked about.
	Of Start `json:"of"`
}

// Support is where the school's own cycle stands: assess, plan, do, review.
type Support struct {
	// Parts are the four parts in order; each is done, here, next or not yet.
	Parts []Step `json:"parts"`
	// Met counts the meetings with the school in the school year of today, and
	// Want how many the Code says there should be (paragraph 6.65: three).
	Met  int    `json:"met"`
	Want int    `json:"want"`
	Says string `json:"says"`
	// Source is the paragraph of the Code of Practice.
	Source string `json:"source"`
}

// pathName is the file that says the way through the process.
const pathName = "path.toml"

// pathFile is that file. It is data, as the rules are: which event brings a
// child to which step, what may come next, and what to ask meanwhile.
type pathFile struct {
	Steps     []stepFile     `toml:"step"`
	Questions []questionFile `toml:"question"`
	Support   supportFile    `toml:"support"`
}

type stepFile struct {
	ID    string `toml:"id"`
	Title string `toml:"title"`
	Says  string `toml:"says"`
	// Begins names the events that bring a child here from anywhere.
	Begins []string `toml:"begins"`
	// Turns says where an event leads from here that means different things at
	// different steps: a decision after a request, and one after a draft.
	Turns map[string]string `toml:"turns"`
	Next  []string          `toml:"next"`
	// First is true of a step a family may begin with.
	First bool `toml:"first"`
	// Beside is true of a step that goes on beside the others, until one of the
	// events of Until: its events bring a child to it only where nothing else has
	// begun.
	Beside bool     `toml:"beside"`
	Until  []string `toml:"until"`
	// Ahead names events that lie in the future and are prepared from so many
	// months before: a move to the next school. Done names what ends that.
	Ahead  []string `toml:"ahead"`
	Months int      `toml:"months"`
	Done   []string `toml:"done"`
}

type questionFile struct {
	ID       string   `toml:"id"`
	Steps    []string `toml:"steps"` // where it is asked
	Asks     string   `toml:"asks"`
	After    []string `toml:"after"`    // the events it is asked about
	Answer   string   `toml:"answer"`   // what a parent would add
	Answered []string `toml:"answered"` // what answers it besides
	Rule     string   `toml:"rule"`
	Guidance bool     `toml:"guidance"`
	// Ahead is true where a day still to come is an answer: is there a day?
	Ahead bool `toml:"ahead"`
}

type supportFile struct {
	Rule     string     `toml:"rule"`
	Meetings []string   `toml:"meetings"`
	Want     int        `toml:"want"`
	Parts    []stepFile `toml:"part"`
}

// checkPath refuses a way through the process that names what is not there.
func (b *Book) checkPath() error {
	refuse := func(id string, flaw Flaw, detail string) error { return &Refused{pathName, id, flaw, detail} }
	steps := map[string]bool{}
	for _, s := range b.path.Steps {
		switch {
		case !goodID.MatchString(s.ID):
			return refuse(s.ID, BadID, "")
		case steps[s.ID]:
			return refuse(s.ID, Twice, "")
		case s.Title == "" || s.Says == "":
			return refuse(s.ID, NoWords, "title or says")
		case len(s.Ahead) > 0 && (s.Months < 1 || len(s.Done) == 0):
			return refuse(s.ID, NoNumber, "months or done")
		}
		steps[s.ID] = true
	}
	kinds := func(id string, lists ...[]string) error {
		for _, kind := range slices.Concat(lists...) {
			if _, ok := b.byKind[kind]; !ok {
				return refuse(id, UnknownEvent, kind)
			}
		}
		return nil
	}
	begun := map[string]bool{}
	for _, s := range b.path.Steps {
		for kind, to := range s.Turns {
			if !steps[to] {
				return refuse(s.ID, BadJoin, to)
			}
			if err := kinds(s.ID, []string{kind}); err != nil {
				return err
			}
		}
		for _, to := range s.Next {
			if !steps[to] {
				return refuse(s.ID, BadJoin, to)
			}
		}
		for _, kind := range s.Begins {
			if begun[kind] {
				return refuse(s.ID, Twice, kind)
			}
			begun[kind] = true
		}
		if err := kinds(s.ID, s.Begins, s.Ahead, s.Done, s.Until); err != nil {
			return err
		}
	}
	asked := map[string]bool{}
	for _, q := range b.path.Questions {
		switch {
		case !goodID.MatchString(q.ID):
			return refuse(q.ID, BadID, "")
		case asked[q.ID]:
			return refuse(q.ID, Twice, "")
		case q.Asks == "":
			return refuse(q.ID, NoWords, "asks")
		case len(q.Steps) == 0 || slices.ContainsFunc(q.Steps, func(id string) bool { return !steps[id] }):
			return refuse(q.ID, BadJoin, "steps")
		case len(q.After) == 0:
			return refuse(q.ID, UnknownEvent, "after")
		case q.Rule != "" && b.byID[q.Rule] == nil:
			return refuse(q.ID, BadJoin, q.Rule)
		}
		asked[q.ID] = true
		if err := kinds(q.ID, q.After, q.Answered, []string{q.Answer}); err != nil {
			return err
		}
	}
	sup := b.path.Support
	if len(sup.Parts) > 0 && (b.byID[sup.Rule] == nil || sup.Want < 1) {
		return refuse("support", BadJoin, sup.Rule)
	}
	for _, p := range sup.Parts {
		if p.Title == "" || p.Says == "" || len(p.Begins) == 0 {
			return refuse(p.ID, NoWords, "title, says or begins")
		}
		if err := kinds(p.ID, p.Begins); err != nil {
			return err
		}
	}
	return kinds("support", sup.Meetings)
}

// Path says where a child is in the process, what comes next and what is not
// known. Events after today are not yet so, but for a move to another school or
// college, which is prepared in the twelve months before it.
func (b *Book) Path(events []Event, today record.Day) Path {
	s := b.newStory(events)
	so := make([]*Event, 0, len(s.given))
	for _, e := range s.given {
		if !e.Day.After(today) {
			so = append(so, e)
		}
	}
	w := walk{at: map[string]*Event{}}
	for _, e := range b.inStepOrder(so) {
		w.take(b, e)
	}
	p := Path{Here: w.here, Support: b.support(so, today)}
	for _, f := range b.path.Steps {
		step := Step{ID: f.ID, Title: f.Title, Says: f.Says, State: w.state(b, f)}
		if e, ok := w.at[f.ID]; ok {
			step.Since, step.Event = e.Day, e.ID
		}
		b.ahead(&step, f, s, today)
		p.Steps = append(p.Steps, step)
	}
	p.Questions = b.questions(p.Steps, s, today)
	return p
}

// inStepOrder puts events of one day so that what turns on the step a child is
// at comes after what brings it to one: the plan before the letter with it.
func (b *Book) inStepOrder(events []*Event) []*Event {
	turns := func(e *Event) int {
		for _, s := range b.path.Steps {
			if s.Turns[e.Kind] != "" {
				return 1
			}
		}
		return 0
	}
	out := slices.Clone(events)
	slices.SortStableFunc(out, func(x, y *Event) int {
		return cmp.Or(x.Day.Compare(y.Day), turns(x)-turns(y), b.place(x.Kind)-b.place(y.Kind))
	})
	return out
}

// place gives the place of the step an event begins, or -1.
func (b *Book) place(kind string) int {
	return slices.IndexFunc(b.path.Steps, func(s stepFile) bool { return slices.Contains(s.Begins, kind) })
}

// walk is the steps taken so far.
type walk struct {
	here string
	at   map[string]*Event // the event that last brought the child to each step
	seen []*Event
}

func (w *walk) take(b *Book, e *Event) {
	w.seen = append(w.seen, e)
	to := ""
	if i := b.place(e.Kind); i >= 0 {
		f := b.path.Steps[i]
		if to = f.ID; f.Beside && w.here != "" {
			w.at[to] = e
			return
		}
	}
	for _, s := range b.path.Steps {
		if turn := s.Turns[e.Kind]; turn != "" && (s.ID == w.here || w.here == "" && s.First && to == "") {
			to = turn
		}
	}
	if to != "" && to != w.here {
		w.here = to
		w.at[to] = e
	}
}

func (w *walk) state(b *Book, f stepFile) string {
	next := f.First && w.here == ""
	for _, s := range b.path.Steps {
		if s.ID == w.here && slices.Contains(s.Next, f.ID) {
			next = true
		}
	}
	switch at, been := w.at[f.ID]; {
	case f.ID == w.here:
		return StepHere
	case f.Beside && been && !w.over(f, at):
		return StepHere
	case next:
		return StepNext
	case been:
		return StepDone
	}
	return StepNotYet
}

// over reports whether what ends a step that goes on beside others came after
// the event that last brought the child to it.
func (w *walk) over(f stepFile, at *Event) bool {
	return slices.ContainsFunc(w.seen, func(e *Event) bool {
		return slices.Contains(f.Until, e.Kind) && !e.Day.Before(at.Day)
	})
}

// ahead sees to a step that prepares something still to come: it is here from so
// many months before until what ends it.
func (b *Book) ahead(step *Step, f stepFile, s *story, today record.Day) {
	for _, kind := range f.Ahead {
		for _, e := range s.kind(kind).all {
			move := e.Day
			if b.byKind[kind].Year {
				move = day(e.Day.Year, time.September, 1) // any day in the year may stand for it
			}
			from := monthsAfter(move, -f.Months)
			over := today.After(move) || slices.ContainsFunc(f.Done, func(done string) bool {
				return slices.ContainsFunc(s.kind(done).all, func(d *Event) bool {
					return !d.Day.After(today) && !d.Day.Before(from) && together(d, e)
				})
			})
			switch {
			case over:
				step.State = StepDone
			case today.Before(from):
				step.State = StepNext
			default:
				step.State = StepHere
			}
			step.Since, step.Event = from, e.ID
		}
	}
}

func together(x, y *Event) bool { return x.Round == y.Round || x.Round == "" || y.Round == "" }

// questions asks about the latest event each question is about, at the steps
// where it matters, unless something since answers it.
func (b *Book) questions(steps []Step, s *story, today record.Day) []Question {
	var out []Question
	for _, q := range b.path.Questions {
		i := slices.IndexFunc(steps, func(st Step) bool { return st.State == StepHere && slices.Contains(q.Steps, st.ID) })
		if i < 0 {
			continue
		}
		var about *Event
		for _, kind := range q.After {
			for _, e := range s.kind(kind).all {
				if (!e.Day.After(today) || b.byKind[kind].Year) && (about == nil || e.Day.After(about.Day)) {
					about = e
				}
			}
		}
		if about == nil || b.answered(q, about, s, today) {
			continue
		}
		out = append(out, Question{q.ID, steps[i].ID, q.Asks, q.Answer, q.Rule, q.Guidance, start(about)})
	}
	return out
}

func (b *Book) answered(q questionFile, about *Event, s *story, today record.Day) bool {
	from := about.Day
	if b.byKind[about.Kind].Year {
		from = day(about.Day.Year-1, time.September, 1)
	}
	for _, kind := range append([]string{q.Answer}, q.Answered...) {
		those := s.kind(kind).all
		for _, e := range those[firstFrom(those, from):] {
			if together(e, about) && *e != *about && (q.Ahead || !e.Day.After(today)) {
				return true
			}
		}
	}
	return false
}

// support works out the school's own cycle and counts its meetings.
func (b *Book) support(so []*Event, today record.Day) Support {
	f := b.path.Support
	if len(f.Parts) == 0 {
		return Support{}
	}
	out := Support{Want: f.Want, Source: b.byID[f.Rule].Source}
	last := -1
	began := map[int]*Event{}
	for _, e := range so {
		for i, p := range f.Parts {
			if slices.Contains(p.Begins, e.Kind) {
				if i < last || last == len(f.Parts)-1 {
					began = map[int]*Event{} // the next time round
				}
				last = i
				began[i] = e
			}
		}
	}
	for i, p := range f.Parts {
		step := Step{ID: p.ID, Title: p.Title, Says: p.Says, State: StepNotYet}
		switch {
		case i == last:
			step.State = StepHere
		case i < last:
			step.State = StepDone
		case i == last+1:
			step.State = StepNext
		}
		if last == len(f.Parts)-1 && i == 0 {
			step.State = StepNext // after the review it begins again
		}
		if e, ok := began[i]; ok {
			step.Since, step.Event = e.Day, e.ID
		}
		out.Parts = append(out.Parts, step)
	}
	year := day(today.Year, time.September, 1)
	if today.Before(year) {
		year.Year--
	}
	days := map[record.Day]bool{}
	for _, e := range so {
		if slices.Contains(f.Meetings, e.Kind) && !e.Day.Before(year) {
			days[e.Day] = true
		}
	}
	out.Met = len(days)
	out.Says = lang.T("Guidance for schools says they should meet you at least %s a year. Since September you have written down %s.", times(f.Want), count(out.Met, "meeting"))
	return out
}

func times(n int) string { return lower(amount(n, "time")) }
