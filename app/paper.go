package app

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"leverarch/app/record"
	"leverarch/vault"
)

// Paper is a document with what came of it.
type Paper struct {
	record.Document
	// Events are what it showed, the first day first.
	Events []record.Event
	// Dates run from those events, also where another letter showed the same one.
	Dates []Dated
	// By is what takes its place, and For what it takes the place of; nothing where
	// there is none, or it is in the bin.
	By  *record.Document
	For []record.Document
}

// Papers lists a child's documents with what came of them, and those that are
// nobody's yet; with no child, all. The newest letter comes first.
func (a *App) Papers(child record.ID) ([]Paper, error) {
	return view(a, func(tx *vault.Tx) ([]Paper, error) {
		list, err := documentsOf(tx, "")
		if err != nil {
			return nil, err
		}
		facts, err := live(tx, events)
		if err != nil {
			return nil, err
		}
		due, err := a.dates(tx, "")
		if err != nil {
			return nil, err
		}
		byID := map[record.ID]*record.Document{}
		instead := map[record.ID][]record.Document{}
		for i, d := range list {
			byID[d.ID] = &list[i]
			if d.By != "" {
				instead[d.By] = append(instead[d.By], d)
			}
		}
		of := map[record.ID][]record.Event{}
		for _, e := range facts {
			if e.Document != "" && !e.Withdrawn {
				of[e.Document] = append(of[e.Document], e)
			}
		}
		type start struct {
			child record.ID
			kind  string
			day   record.Day
		}
		from := map[start][]Dated{}
		for _, x := range due {
			if x.State != Withdrawn {
				at := start{x.Child.ID, x.From.Event, x.From.Day}
				from[at] = append(from[at], x)
			}
		}
		var out []Paper
		for _, d := range list {
			if child != "" && d.Child != "" && d.Child != child {
				continue
			}
			p := Paper{Document: d, For: instead[d.ID]}
			if d.By != "" {
				p.By = byID[d.By]
			}
			p.Events = of[d.ID]
			slices.SortStableFunc(p.Events, func(x, y record.Event) int { return x.Day.Compare(y.Day) })
			seen := map[start]bool{}
			for _, e := range p.Events {
				if at := (start{d.Child, e.Kind, e.Day}); !seen[at] {
					seen[at] = true
					p.Dates = append(p.Dates, from[at]...)
				}
			}
			slices.SortStableFunc(p.Dates, func(x, y Dated) int { return x.Day.Compare(y.Day) })
			out = append(out, p)
		}
		return out, nil
	})
}

// Paper gives one document with what came of it.
func (a *App) Paper(id record.ID) (Paper, error) {
	list, err := a.Papers("")
	if err != nil {
		return Paper{}, err
	}
	i := slices.IndexFunc(list, func(p Paper) bool { return p.ID == id })
	if i < 0 {
		return Paper{}, fmt.Errorf("%w: document", ErrNotFound)
	}
	return list[i], nil
}

// The parts of the way that documents belong to.
const (
	StageAsking   = "asking"
	StagePlan     = "plan"
	StageReview   = "review"
	StageDisagree = "disagree"
	StageMoney    = "money"
	StageReport   = "report"
	StageOther    = "other"
)

type stage struct {
	name  string
	kinds []string
}

// stages says which part of the way each kind of document belongs to.
var stages = []stage{
	{StageAsking, []string{"request-acknowledged", "agreement-to-assess", "refusal-to-assess", "advice-request", "refusal-to-issue"}},
	{StagePlan, []string{"draft-plan", "draft-plan-document", "school-consultation", "final-plan", "final-plan-document"}},
	{StageReview, []string{"annual-review-invitation", "annual-review-decision-maintain", "annual-review-decision-amend",
		"amendment-notice", "amended-final-plan", "phase-transfer", "cease-proposal", "cease-to-maintain"}},
	{StageDisagree, []string{"mediation-certificate", "tribunal-directions", "complaint-response"}},
	{StageMoney, []string{"personal-budget-decision", "transport-decision"}},
	{StageReport, []string{"report"}},
	{StageOther, nil},
}

// StageOf says which part of the way a kind of document belongs to.
func StageOf(kind string) string {
	for _, s := range stages {
		if slices.Contains(s.kinds, kind) {
			return s.name
		}
	}
	return StageOther
}

// Orders of a list of documents.
const (
	ByNewest   = "newest"
	ByOldest   = "oldest"
	ByReceived = "received"
	ByFrom     = "from"
	ByKind     = "kind"
	ByName     = "name"
)

// Ways to put a list of documents into groups.
const (
	InLooked = "looked"
	InStages = "stage"
	InFrom   = "from"
	InOne    = "none"
)

// What a list of documents can be narrowed to.
const (
	OnlyAll     = "all"
	OnlyWaiting = "waiting"
	OnlyDates   = "dates"
	OnlyTagged  = "tagged"
	OnlyNewest  = "current" // nothing that a newer one took the place of
)

// Shown is how a list of documents is shown. None of it is a word of the family's.
type Shown struct {
	Order string `json:"order,omitempty"`
	Group string `json:"group,omitempty"`
	Only  string `json:"only,omitempty"`
	// Who narrows a list to what one person has part in.
	Who record.ID `json:"who,omitempty"`
}

var listsShown = vault.Kind[Shown]{Name: "shown"}

// Shown gives how the list of documents was last shown.
func (a *App) Shown() (Shown, error) {
	s, err := a.ShownAs(ListDocuments)
	return Shown{Order: cmp.Or(s.Order, ByNewest), Group: cmp.Or(s.Group, InLooked), Only: cmp.Or(s.Only, OnlyAll)}, err
}

// Show remembers how the list of documents is shown.
func (a *App) Show(s Shown) error { return a.ShowAs(ListDocuments, s) }

// PaperGroup is documents that stand together in a list. Name is a stage, or who
// they are from, or which of the two parts of InLooked: "waiting" or "looked".
type PaperGroup struct {
	Name   string
	Papers []Paper
}

// Grouped narrows a list of documents, puts it in order and in groups. Words
// narrows it to those with all of them in their name, sender or tags.
func Grouped(list []Paper, s Shown, words string) []PaperGroup {
	list = slices.DeleteFunc(slices.Clone(list), func(p Paper) bool { return !fits(p, s.Only, words) })
	slices.SortStableFunc(list, order(s.Order))
	name := func(p Paper) string {
		switch s.Group {
		case InStages:
			return StageOf(p.Kind)
		case InFrom:
			return p.From
		case InLooked:
			if p.Looked {
				return "looked"
			}
			return OnlyWaiting
		}
		return ""
	}
	var out []PaperGroup
	for _, p := range list {
		n := name(p)
		i := slices.IndexFunc(out, func(g PaperGroup) bool { return strings.EqualFold(g.Name, n) })
		if i < 0 {
			i = len(out)
			out = append(out, PaperGroup{Name: n})
		}
		out[i].Papers = append(out[i].Papers, p)
	}
	rank := func(g PaperGroup) int {
		switch {
		case s.Group == InStages:
			return slices.IndexFunc(stages, func(x stage) bool { return x.name == g.Name })
		case g.Name == "looked", s.Group == InFrom && g.Name == "":
			return 1
		}
		return 0
	}
	slices.SortStableFunc(out, func(x, y PaperGroup) int {
		by := cmp.Compare(rank(x), rank(y))
		if s.Group == InFrom {
			by = cmp.Or(by, cmp.Compare(strings.ToLower(x.Name), strings.ToLower(y.Name)))
		}
		return by
	})
	return out
}

func fits(p Paper, only, words string) bool {
	switch only {
	case OnlyWaiting:
		if p.Looked {
			return false
		}
	case OnlyDates:
		if len(p.Dates) == 0 {
			return false
		}
	case OnlyTagged:
		if len(p.Tags) == 0 && !slices.ContainsFunc(p.Notes, func(n record.PageNote) bool { return len(n.Tags) > 0 || n.Note != "" }) {
			return false
		}
	case OnlyNewest:
		if p.By != nil {
			return false
		}
	}
	has := []string{p.Name, p.Title, p.From, strings.ReplaceAll(p.Kind, "-", " "), p.Letter.Short(), strings.Join(p.Tags, " ")}
	for _, n := range p.Notes {
		has = append(has, strings.Join(n.Tags, " "))
	}
	return HasWords(strings.Join(has, " "), words)
}

func order(by string) func(x, y Paper) int {
	newest := func(x, y Paper) int {
		return cmp.Or(DocumentDay(y.Document).Compare(DocumentDay(x.Document)), y.Added.Compare(x.Added))
	}
	lower := strings.ToLower
	switch by {
	case ByOldest:
		return func(x, y Paper) int { return -newest(x, y) }
	case ByReceived:
		return func(x, y Paper) int { return cmp.Or(received(y).Compare(received(x)), newest(x, y)) }
	case ByFrom:
		return func(x, y Paper) int { return cmp.Or(cmp.Compare(lower(x.From), lower(y.From)), newest(x, y)) }
	case ByKind:
		return func(x, y Paper) int { return cmp.Or(cmp.Compare(x.Kind, y.Kind), newest(x, y)) }
	case ByName:
		return func(x, y Paper) int { return cmp.Or(cmp.Compare(lower(x.Called()), lower(y.Called())), newest(x, y)) }
	}
	return newest
}

// received is the day a document came, or was brought in where that is not known.
func received(p Paper) record.Day {
	return cmp.Or(p.Came, record.DayOf(p.Added.Local()))
}

// change changes one document's record.
func (a *App) change(id record.ID, f func(tx *vault.Tx, d *record.Document) error) error {
	return a.update(func(tx *vault.Tx) error {
		d, err := get(tx, documents, id)
		if err != nil {
			return err
		}
		if err := f(tx, &d); err != nil {
			return err
		}
		return documents.Put(tx, string(id), d)
	})
}

// Rename gives a document a name of the parent's own; no name gives the file's own
// back. The file's own name is kept in either case.
func (a *App) Rename(id record.ID, title string) error {
	return a.change(id, func(_ *vault.Tx, d *record.Document) error {
		d.Title = strings.Join(strings.Fields(title), " ")
		if d.Title == d.Name {
			d.Title = ""
		}
		return nil
	})
}

// Tag gives a document these tags and no others.
func (a *App) Tag(id record.ID, tags []string) error {
	return a.change(id, func(_ *vault.Tx, d *record.Document) error {
		d.Tags = Tags(strings.Join(tags, ","))
		return nil
	})
}

// Tags takes tags apart as they are typed, with commas between them: each once,
// however it is written.
func Tags(typed string) []string {
	var out []string
	for t := range strings.SplitSeq(typed, ",") {
		t = strings.Join(strings.Fields(t), " ")
		if t != "" && !slices.ContainsFunc(out, func(o string) bool { return strings.EqualFold(o, t) }) {
			out = append(out, t)
		}
	}
	return out
}

// AllTags lists every tag in use, on documents and on pages.
func (a *App) AllTags() ([]string, error) {
	return view(a, func(tx *vault.Tx) ([]string, error) {
		list, err := letters(tx)
		var all []string
		for _, d := range list {
			all = append(all, d.Tags...)
			for _, n := range d.Notes {
				all = append(all, n.Tags...)
			}
		}
		all = Tags(strings.Join(all, ","))
		slices.SortFunc(all, func(x, y string) int { return cmp.Compare(strings.ToLower(x), strings.ToLower(y)) })
		return all, err
	})
}

// NotePage puts tags and a note on a page (from 1), in place of those before;
// none of either takes them off.
func (a *App) NotePage(id record.ID, page int, tags []string, note string) error {
	if page < 1 {
		return fmt.Errorf("%w: page", ErrNotFound)
	}
	return a.change(id, func(_ *vault.Tx, d *record.Document) error {
		n := record.PageNote{Page: page, Tags: Tags(strings.Join(tags, ",")), Note: strings.TrimSpace(note), Written: a.now()}
		d.Notes = slices.DeleteFunc(slices.Clone(d.Notes), func(o record.PageNote) bool { return o.Page == page })
		if len(n.Tags) > 0 || n.Note != "" {
			d.Notes = append(d.Notes, n)
			slices.SortFunc(d.Notes, func(x, y record.PageNote) int { return x.Page - y.Page })
		}
		return nil
	})
}

// ErrRound says that a document cannot take the place of one that took its own.
var ErrRound = errors.New("app: each would take the other's place")

// Supersede says that a newer document takes the place of one; no newer one takes
// that back.
func (a *App) Supersede(id, by record.ID) error {
	return a.change(id, func(tx *vault.Tx, d *record.Document) error {
		for at := by; at != ""; {
			if at == id {
				return ErrRound
			}
			o, err := get(tx, documents, at)
			if err != nil && (at == by || !errors.Is(err, ErrNotFound)) {
				return err
			}
			at = o.By
		}
		d.By = by
		return nil
	})
}

// Move puts a document, and what it showed, in another child's file.
func (a *App) Move(id, child record.ID) error {
	return a.change(id, func(tx *vault.Tx, d *record.Document) error {
		if _, err := get(tx, children, child); err != nil {
			return err
		}
		d.Child = child
		list, err := all(tx, events)
		if err != nil {
			return err
		}
		for _, e := range list {
			if e.Document != id || e.Child == child {
				continue
			}
			e.Child = child
			if err := events.Put(tx, string(e.ID), e); err != nil {
				return err
			}
		}
		return nil
	})
}
