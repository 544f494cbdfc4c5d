package guide

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"leverarch/app/record"
)

// Guide is the whole guide. It does not change once loaded, and may be read
// from many goroutines.
type Guide struct {
	pages []*Page
	byID  map[string]*Page
	terms []*Entry
	roles []*Entry
	names map[string]*Entry // every name of every term and role, in small letters
}

// Stage is a part of the guide.
type Stage struct{ ID, Title string }

// Stages is every part of the guide in its order. The first is for when somebody
// is not safe.
var Stages = []Stage{
	{Safe, "If someone is not safe"},
	{"system", "How it all works"},
	{"support", "Help in school"},
	{"early", "Before school and after it"},
	{"asking", "Asking for an assessment"},
	{"plan", "The plan"},
	{"after", "Once there is a plan"},
	{"disagree", "When you do not agree"},
	{"situation", "Your child’s situation"},
	{"meetings", "Meetings"},
	{"records", "Looking after papers"},
	{"myths", "Things people say"},
	{"change", "What may change"},
	{"help", "Where to get help"},
}

// Safe is the stage whose pages stand first, and at the foot of every other.
const Safe = "safe"

// Page answers one question.
type Page struct {
	ID      string
	Title   string
	Stage   string
	Checked record.Day
	Sources []Source
	// Next names pages to read after this one.
	Next []string
	// Rules names the rules of the rule book this is the page for.
	Rules []string
	// Kinds names the kinds of letter that lead here.
	Kinds []string
	// Sections holds the sections of a plan that lead here: "A" to "K".
	Sections []string
	// Topics are keys of the list of what the guide must cover.
	Topics []string
	Blocks []Block

	order    int
	mentions []string // rules whose time stands in the words
}

// Source is where what a page says comes from.
type Source struct {
	// Name holds the section, regulation or paragraph.
	Name string `toml:"name"`
	URL  string `toml:"url"`
}

// Entry is an entry of the glossary, or a person or body of the who's who.
type Entry struct {
	ID   string
	Word string
	// Letters is the abbreviation, where it has one.
	Letters string
	// Role is true for an entry of the who's who.
	Role bool
	Says []Run
	// Page names the page that tells more, where there is one.
	Page string
	// Source is the law or the guidance the meaning comes from, with its section,
	// regulation, paragraph or chapter. It is empty for a word nobody lays down.
	Source string

	also []string
}

// Pages gives every page, by stage and then by its place in the stage.
func (g *Guide) Pages() []*Page { return slices.Clone(g.pages) }

// Page gives the page with that id.
func (g *Guide) Page(id string) (*Page, bool) {
	p, ok := g.byID[id]
	return p, ok
}

// ByStage gives the pages of one stage in order.
func (g *Guide) ByStage(stage string) []*Page {
	return g.which(func(p *Page) bool { return p.Stage == stage })
}

// ForRule gives the pages about a rule of the rule book: first those that are
// the page for it, then those that only mention it.
func (g *Guide) ForRule(id string) []*Page {
	return slices.Concat(
		g.which(func(p *Page) bool { return slices.Contains(p.Rules, id) }),
		g.which(func(p *Page) bool { return !slices.Contains(p.Rules, id) && slices.Contains(p.mentions, id) }))
}

// ForKind gives the pages that a kind of letter leads to.
func (g *Guide) ForKind(kind string) []*Page {
	return g.which(func(p *Page) bool { return slices.Contains(p.Kinds, kind) })
}

// ForSection gives the pages that a section of a plan leads to. H1 and H2 lead
// to the pages of H.
func (g *Guide) ForSection(section string) []*Page {
	section = strings.TrimRight(strings.ToUpper(section), "0123456789")
	return g.which(func(p *Page) bool { return slices.Contains(p.Sections, section) })
}

func (g *Guide) which(fits func(*Page) bool) []*Page {
	var list []*Page
	for _, p := range g.pages {
		if fits(p) {
			list = append(list, p)
		}
	}
	return list
}

// Terms gives the glossary in the order of the alphabet.
func (g *Guide) Terms() []*Entry { return slices.Clone(g.terms) }

// Roles gives the who's who in the order of the alphabet.
func (g *Guide) Roles() []*Entry { return slices.Clone(g.roles) }

// Abbreviations gives every term and role that has one, in the order of the
// letters.
func (g *Guide) Abbreviations() []*Entry {
	var list []*Entry
	for _, e := range slices.Concat(g.terms, g.roles) {
		if e.Letters != "" {
			list = append(list, e)
		}
	}
	slices.SortStableFunc(list, func(x, y *Entry) int {
		return cmp.Compare(strings.ToLower(x.Letters), strings.ToLower(y.Letters))
	})
	return list
}

// Entry gives the term or role of that name: its id, its word, its letters, or
// another form it is known by. Capitals do not matter.
func (g *Guide) Entry(name string) (*Entry, bool) {
	e, ok := g.names[strings.ToLower(name)]
	return e, ok
}

// Flaw is what is wrong with a guide.
type Flaw string

// The flaws that loading refuses.
const (
	NotTOML    Flaw = "head is not TOML between +++ lines"
	UnknownKey Flaw = "unknown key"
	BadID      Flaw = "bad id"
	Twice      Flaw = "used twice"
	NoWords    Flaw = "no words"
	NoSource   Flaw = "no source with its place and an https address"
	NotChecked Flaw = "no day it was checked"
	NoStage    Flaw = "unknown stage or no order"
	NoNext     Flaw = "one to four next pages"
	NoPage     Flaw = "no such page"
	NoTerm     Flaw = "no such term or role"
	NoRule     Flaw = "no such rule"
	NoTime     Flaw = "the rule does not give that one time"
	NoKind     Flaw = "no such kind of letter or section of a plan"
	BadMark    Flaw = "not in the marks of the guide"
	Empty      Flaw = "no pages"
)

// Refused is the error for a guide that is not whole.
type Refused struct {
	File, ID string
	Flaw     Flaw
	Detail   string
}

func (e *Refused) Error() string {
	return fmt.Sprintf("guide: %s: %s: %s %s", e.File, e.ID, e.Flaw, e.Detail)
}
