package law

import (
	"cmp"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"

	"leverarch/app/record"
)

// Flaw is what is wrong with a rule book.
type Flaw string

// The flaws that loading refuses.
const (
	NotTOML      Flaw = "not TOML"
	UnknownKey   Flaw = "unknown key"
	UnknownWay   Flaw = "unknown way of counting"
	UnknownWho   Flaw = "unknown who"
	UnknownEvent Flaw = "unknown event"
	UnknownValue Flaw = "unknown value"
	BadID        Flaw = "bad id"
	Twice        Flaw = "id used twice"
	NoSource     Flaw = "no source"
	NoWords      Flaw = "no words"
	NotChecked   Flaw = "not checked"
	NoNumber     Flaw = "number or day missing or out of range"
	NoExample    Flaw = "no worked example"
	NotMet       Flaw = "nothing meets it"
	WrongWay     Flaw = "from after until"
	BadJoin      Flaw = "parts do not fit together"
	WrongSum     Flaw = "worked example does not come out"
	Empty        Flaw = "no rules"
)

// Refused is the error for a rule book that is not whole.
type Refused struct {
	File, ID string
	Flaw     Flaw
	Detail   string
}

func (e *Refused) Error() string {
	return fmt.Sprintf("law: %s: %s: %s %s", e.File, e.ID, e.Flaw, e.Detail)
}

type ruleFile struct {
	Order int     `toml:"order"`
	Stage string  `toml:"stage"`
	Title string  `toml:"title"`
	Rules []*Rule `toml:"rule"`
}

type eventFile struct {
	Events []Kind `toml:"event"`
}

const eventsName = "events.toml"

// Load reads the rule book: every TOML file in the root of the file system.
// events.toml names the events and path.toml, where there is one, the way through
// the process; each other file is one stage. It refuses a book
// with anything unknown, missing or untrue in it, and says which rule.
func Load(from fs.FS) (*Book, error) {
	names, err := fs.Glob(from, "*.toml")
	if err != nil {
		return nil, err
	}
	b := &Book{byID: map[string]*Rule{}, byKind: map[string]Kind{}, starts: map[string][]*Rule{}, copied: map[string]*Rule{}}
	var events eventFile
	if err := decode(from, eventsName, &events); err != nil {
		return nil, err
	}
	if err := b.addEvents(events); err != nil {
		return nil, err
	}
	if slices.Contains(names, pathName) {
		if err := decode(from, pathName, &b.path); err != nil {
			return nil, err
		}
	}
	at := map[string]string{} // rule id to file, for errors
	var files []ruleFile
	for _, name := range names {
		if name == eventsName || name == pathName {
			continue
		}
		var f ruleFile
		if err := decode(from, name, &f); err != nil {
			return nil, err
		}
		if f.Stage == "" || f.Title == "" || len(f.Rules) == 0 {
			return nil, &Refused{File: name, ID: f.Stage, Flaw: NoWords, Detail: "stage, title or rules"}
		}
		for _, r := range f.Rules {
			r.Stage = f.Stage
			if err := b.add(name, r); err != nil {
				return nil, err
			}
			at[r.ID] = name
		}
		files = append(files, f)
	}
	if len(files) == 0 {
		return nil, &Refused{File: ".", Flaw: Empty}
	}
	slices.SortStableFunc(files, func(x, y ruleFile) int { return cmp.Compare(x.Order, y.Order) })
	for _, f := range files {
		b.stages = append(b.stages, Stage{ID: f.Stage, Title: f.Title})
		b.rules = append(b.rules, f.Rules...)
	}
	if err := b.join(at); err != nil {
		return nil, err
	}
	if err := b.checkPath(); err != nil {
		return nil, err
	}
	for _, r := range b.rules {
		for _, ex := range r.Examples {
			if got, ok := b.example(r, ex); !ok || got != ex.Day {
				return nil, &Refused{at[r.ID], r.ID, WrongSum, fmt.Sprintf("%v: book says %s, counting says %s", ex.Events, ex.Day, got)}
			}
		}
	}
	return b, nil
}

func decode(from fs.FS, name string, into any) error {
	data, err := fs.ReadFile(from, name)
	if err != nil {
		return err
	}
	meta, err := toml.Decode(string(data), into)
	if err != nil {
		return &Refused{File: name, Flaw: NotTOML, Detail: err.Error()}
	}
	if left := meta.Undecoded(); len(left) > 0 {
		return &Refused{File: name, Flaw: UnknownKey, Detail: left[0].String()}
	}
	return nil
}

var goodID = regexp.MustCompile(`^[a-z][a-z0-9]*(-[a-z0-9]+)*$`)

func (b *Book) addEvents(f eventFile) error {
	for _, k := range f.Events {
		refuse := func(flaw Flaw) error { return &Refused{File: eventsName, ID: k.ID, Flaw: flaw} }
		if !goodID.MatchString(k.ID) {
			return refuse(BadID)
		}
		if _, ok := b.byKind[k.ID]; ok {
			return refuse(Twice)
		}
		if k.Name == "" {
			return refuse(NoWords)
		}
		if !slices.Contains(moments, k.Moment) {
			return refuse(UnknownValue)
		}
		b.byKind[k.ID] = k
		b.kinds = append(b.kinds, k)
	}
	return nil
}

// add checks what can be seen in one rule alone.
func (b *Book) add(file string, r *Rule) error {
	refuse := func(flaw Flaw, detail string) error { return &Refused{file, r.ID, flaw, detail} }
	way, known := FindWay(r.Count)
	switch {
	case !goodID.MatchString(r.ID):
		return refuse(BadID, "")
	case b.byID[r.ID] != nil:
		return refuse(Twice, "")
	case strings.TrimSpace(r.Source) == "":
		return refuse(NoSource, "")
	case strings.TrimSpace(r.Says) == "":
		return refuse(NoWords, "says")
	case strings.TrimSpace(r.IfMissed) == "":
		return refuse(NoWords, "if_missed")
	case !slices.Contains(whos, r.Who):
		return refuse(UnknownWho, r.Who)
	case !slices.Contains(standings, r.Standing):
		return refuse(UnknownValue, "standing "+r.Standing)
	case !slices.Contains(sures, r.Sure):
		return refuse(UnknownValue, "sure "+r.Sure)
	case r.Checked.IsZero() || r.From.IsZero():
		return refuse(NotChecked, "checked or from")
	case !r.Until.IsZero() && r.From.After(r.Until):
		return refuse(WrongWay, "")
	case r.Count != "" && !known:
		return refuse(UnknownWay, r.Count)
	case r.Also != nil && (r.Also.Days == 0 || r.Also.Why == ""):
		return refuse(NoWords, "also")
	}
	for _, x := range r.Excuses {
		if !slices.Contains(Reasons, x.Reason) || x.Weeks < 0 {
			return refuse(UnknownValue, "excuse "+x.Reason)
		}
		if x.Source == "" {
			return refuse(NoSource, "excuse "+x.Reason)
		}
	}
	for _, kind := range slices.Concat(r.Starts, r.MetBy) {
		if _, ok := b.byKind[kind]; !ok {
			return refuse(UnknownEvent, kind)
		}
	}
	r.way = way
	if err := b.shape(r, refuse); err != nil {
		return err
	}
	if err := b.copying(r, refuse); err != nil {
		return err
	}
	b.byID[r.ID] = r
	if r.Checked.After(b.asAt) {
		b.asAt = r.Checked
	}
	return nil
}

// most is the largest number a rule may count: no limit in this law is longer
// than a year of days.
const most = 366

// shape checks that a rule has what its way of counting needs and no more.
func (b *Book) shape(r *Rule, refuse func(Flaw, string) error) error {
	if !r.Counted() {
		switch {
		case r.way.Computes():
			return refuse(UnknownEvent, "a way of counting with nothing to start from")
		case r.Limit == "":
			return refuse(NoWords, "limit")
		case r.N != 0 || len(r.Legs) > 0 || len(r.Examples) > 0 || r.On != "":
			return refuse(NoNumber, "a number in a rule that is not counted")
		}
		return nil
	}
	for _, kind := range r.Starts {
		if b.byKind[kind].Phrase == "" {
			return refuse(UnknownEvent, kind+" has no phrase to count from")
		}
	}
	switch {
	case len(r.Examples) == 0:
		return refuse(NoExample, "")
	case len(r.MetBy) == 0:
		return refuse(NotMet, "")
	case len(r.Legs) > 0:
		return b.legs(r, refuse)
	case r.Count == "FIX":
		return fixed(r, refuse)
	case !r.way.Computes():
		return refuse(UnknownWay, r.Count)
	case r.N < 1 || r.N > most || r.On != "":
		return refuse(NoNumber, "")
	}
	return nil
}

// copying checks a rule whose day may be printed in a letter.
func (b *Book) copying(r *Rule, refuse func(Flaw, string) error) error {
	if r.Copies == "" {
		return nil
	}
	switch k, ok := b.byKind[r.Copies]; {
	case !ok || k.Phrase == "" || k.Moment != "":
		return refuse(UnknownEvent, r.Copies)
	case b.copied[r.Copies] != nil || slices.Contains(r.Starts, r.Copies) || len(r.Legs) > 0 || r.Count == "FIX":
		return refuse(BadJoin, r.Copies)
	case len(r.MetBy) == 0:
		return refuse(NotMet, "")
	}
	b.copied[r.Copies] = r
	return nil
}

func fixed(r *Rule, refuse func(Flaw, string) error) error {
	d, err := record.ParseDay("2001-" + r.On) // not a leap year: the day stands in every year
	if err != nil || r.N != 0 {
		return refuse(NoNumber, r.On)
	}
	r.month, r.date = int(d.Month), d.Date
	return nil
}

func (b *Book) legs(r *Rule, refuse func(Flaw, string) error) error {
	if len(r.Legs) != 2 || len(r.Starts) != 2 || r.N != 0 || r.On != "" || r.PartOf != "" || !r.way.Computes() || r.way.Back {
		return refuse(BadJoin, "")
	}
	for i, leg := range r.Legs {
		if leg.Start != r.Starts[i] {
			return refuse(BadJoin, leg.Start)
		}
		if leg.N < 1 || leg.N > most {
			return refuse(NoNumber, leg.Start)
		}
	}
	if r.Legs[0].Start == r.Legs[1].Start {
		return refuse(BadJoin, r.Legs[0].Start)
	}
	return nil
}

// join checks what rules say of each other, and sorts them for counting.
func (b *Book) join(at map[string]string) error {
	for _, r := range b.rules {
		refuse := func(detail string) error { return &Refused{at[r.ID], r.ID, BadJoin, detail} }
		if r.InsteadOf != "" && (!r.Whole || b.byID[r.InsteadOf] == nil) {
			return refuse(r.InsteadOf)
		}
		if err := b.neighbours(r); err != "" {
			return refuse(err)
		}
		for _, leg := range r.Legs {
			if leg.Rule == "" {
				continue
			}
			part := b.byID[leg.Rule]
			if part == nil || part.PartOf != r.ID || part.Count != r.Count || part.N != leg.N || !slices.Equal(part.Starts, []string{leg.Start}) {
				return refuse(leg.Rule)
			}
		}
		if r.PartOf != "" {
			whole := b.byID[r.PartOf]
			if whole == nil || !slices.ContainsFunc(whole.Legs, func(l Leg) bool { return l.Rule == r.ID }) {
				return refuse(r.PartOf)
			}
			continue
		}
		switch {
		case len(r.Legs) > 0:
			b.joined = append(b.joined, r)
		case r.Counted():
			for _, kind := range r.Starts {
				b.starts[kind] = append(b.starts[kind], r)
			}
		}
	}
	return nil
}

// neighbours checks what a rule says of steps before it and of a limit beside
// it, and gives the id that does not fit.
func (b *Book) neighbours(r *Rule) string {
	for _, step := range r.Before {
		own, wait := b.byID[step.Rule], b.byID[step.Wait]
		if own == nil || wait == nil || len(own.Legs) > 0 || !own.Counted() || wait.way.Unit != "working day" || step.Says == "" || step.Why == "" {
			return step.Rule + " " + step.Wait
		}
	}
	if r.Beside == "" {
		return ""
	}
	other := b.byID[r.Beside]
	if other == nil || other == r || len(r.Legs) > 0 || len(other.Starts) != 1 || len(other.Legs) > 0 || len(r.Starts) != 1 || !r.way.Computes() || !other.way.Computes() {
		return r.Beside
	}
	b.beside = append(b.beside, r)
	return ""
}

// example does a worked example of the rule.
func (b *Book) example(r *Rule, ex Example) (record.Day, bool) {
	var events []Event
	for kind, d := range ex.Events {
		if !slices.Contains(r.Starts, kind) || !d.Valid() {
			return record.Day{}, false
		}
		events = append(events, Event{Kind: kind, Day: d})
	}
	if r.PartOf != "" && len(events) == 1 {
		return r.way.Count(events[0].Day, r.N), true
	}
	for _, d := range b.Deadlines(events, record.Day{}) {
		if d.Rule == r.ID {
			return d.Day, true
		}
	}
	return record.Day{}, false
}
