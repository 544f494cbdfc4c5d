package guide

import (
	"cmp"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/BurntSushi/toml"

	"leverarch/app/law"
	"leverarch/app/recognise"
	"leverarch/app/record"
)

type pageHead struct {
	Title    string   `toml:"title"`
	Stage    string   `toml:"stage"`
	Order    int      `toml:"order"`
	Checked  day      `toml:"checked"`
	Sources  []Source `toml:"sources"`
	Next     []string `toml:"next"`
	Rules    []string `toml:"rules"`
	Kinds    []string `toml:"kinds"`
	Sections []string `toml:"sections"`
	Topics   []string `toml:"topics"`
}

// day is a date of TOML, which is written without quotes.
type day struct{ record.Day }

// UnmarshalTOML reads a date, or the same between quotes.
func (d *day) UnmarshalTOML(v any) (err error) {
	switch v := v.(type) {
	case time.Time:
		d.Day = record.DayOf(v)
	case string:
		d.Day, err = record.ParseDay(v)
	default:
		err = &record.NotADay{Given: fmt.Sprint(v)}
	}
	return err
}

type entryHead struct {
	ID      string   `toml:"id"`
	Word    string   `toml:"word"` // of a term
	Name    string   `toml:"name"` // of a role
	Letters string   `toml:"letters"`
	Also    []string `toml:"also"`
	Says    string   `toml:"says"`
	Page    string   `toml:"page"`
	Source  string   `toml:"source"`
}

type entryFile struct {
	Terms []entryHead `toml:"term"`
	Roles []entryHead `toml:"role"`
}

var goodID = regexp.MustCompile(`^[a-z][a-z0-9]*(-[a-z0-9]+)*$`)

// sections are the sections of a plan; H1 and H2 are one.
const sections = "ABCDEFGHIJK"

// entriesAt names the files of entries, and whether they are the who's who.
var entriesAt = []struct {
	file string
	role bool
}{{"glossary.toml", false}, {"roles.toml", true}}

// Load reads the guide: the pages in the folder pages, glossary.toml and
// roles.toml. It fills in each time from the book. It refuses a guide with
// anything unknown, missing or unresolved in it, and says in which file.
func Load(from fs.FS, book *law.Book) (*Guide, error) {
	g := &Guide{byID: map[string]*Page{}, names: map[string]*Entry{}}
	files, err := fs.Glob(from, "pages/*.md")
	if err != nil {
		return nil, err
	}
	if len(files) == 0 {
		return nil, &Refused{File: "pages", Flaw: Empty}
	}
	l := &loading{guide: g, book: book}
	// Names first, because pages and entries lead to each other.
	bodies := map[*Page]string{}
	for _, file := range files {
		p, body, err := l.head(from, file)
		if err != nil {
			return nil, err
		}
		bodies[p] = body
		g.pages = append(g.pages, p)
		g.byID[p.ID] = p
	}
	var says []toSay
	for _, at := range entriesAt {
		list, err := l.entries(from, at.file, at.role)
		if err != nil {
			return nil, err
		}
		says = append(says, list...)
	}
	for _, s := range says {
		if s.entry.Says, err = l.runs(s.file, s.entry.ID, s.says, nil); err != nil {
			return nil, err
		}
		if s.entry.Page != "" && g.byID[s.entry.Page] == nil {
			return nil, &Refused{s.file, s.entry.ID, NoPage, s.entry.Page}
		}
	}
	for _, p := range g.pages {
		if err := l.body(p, bodies[p]); err != nil {
			return nil, err
		}
	}
	slices.SortFunc(g.pages, func(x, y *Page) int {
		return cmp.Or(cmp.Compare(stageAt(x.Stage), stageAt(y.Stage)), cmp.Compare(x.order, y.order), cmp.Compare(x.ID, y.ID))
	})
	byWord := func(x, y *Entry) int {
		return cmp.Or(cmp.Compare(strings.ToLower(x.Word), strings.ToLower(y.Word)), cmp.Compare(x.ID, y.ID))
	}
	slices.SortFunc(g.terms, byWord)
	slices.SortFunc(g.roles, byWord)
	return g, nil
}

// loading is the work of reading one guide.
type loading struct {
	guide *Guide
	book  *law.Book
}

func stageAt(id string) int {
	return slices.IndexFunc(Stages, func(s Stage) bool { return s.ID == id })
}

const fence = "+++\n"

// head reads what stands above a page, and gives the page and its body.
func (l *loading) head(from fs.FS, file string) (*Page, string, error) {
	data, err := fs.ReadFile(from, file)
	if err != nil {
		return nil, "", err
	}
	id := strings.TrimSuffix(path.Base(file), ".md")
	refuse := func(flaw Flaw, detail string) (*Page, string, error) {
		return nil, "", &Refused{file, id, flaw, detail}
	}
	text := strings.ReplaceAll(string(data), "\r\n", "\n")
	rest, ok := strings.CutPrefix(text, fence)
	front, body, closed := strings.Cut(rest, "\n"+fence)
	if !ok || !closed {
		return refuse(NotTOML, "")
	}
	var h pageHead
	meta, err := toml.Decode(front, &h)
	if err != nil {
		return refuse(NotTOML, err.Error())
	}
	if left := meta.Undecoded(); len(left) > 0 {
		return refuse(UnknownKey, left[0].String())
	}
	switch {
	case !goodID.MatchString(id):
		return refuse(BadID, "")
	case !strings.HasSuffix(h.Title, "?"):
		return refuse(NoWords, "the title is a question")
	case stageAt(h.Stage) < 0 || h.Order <= 0:
		return refuse(NoStage, h.Stage)
	case h.Checked.IsZero():
		return refuse(NotChecked, "")
	case len(h.Sources) == 0:
		return refuse(NoSource, "")
	case len(h.Next) == 0 || len(h.Next) > 4:
		return refuse(NoNext, "")
	}
	for _, s := range h.Sources {
		if strings.TrimSpace(s.Name) == "" || !strings.HasPrefix(s.URL, "https://") {
			return refuse(NoSource, s.Name)
		}
	}
	for _, r := range h.Rules {
		if _, ok := l.book.Rule(r); !ok {
			return refuse(NoRule, r)
		}
	}
	for _, k := range h.Kinds {
		if !slices.Contains(recognise.Kinds, k) {
			return refuse(NoKind, k)
		}
	}
	for _, s := range h.Sections {
		if len(s) != 1 || !strings.Contains(sections, s) {
			return refuse(NoKind, s)
		}
	}
	return &Page{ID: id, Title: h.Title, Stage: h.Stage, Checked: h.Checked.Day, Sources: h.Sources, Next: h.Next,
		Rules: h.Rules, Kinds: h.Kinds, Sections: h.Sections, Topics: h.Topics, order: h.Order}, body, nil
}

// body reads the words of a page, once every name is known.
func (l *loading) body(p *Page, body string) error {
	file := "pages/" + p.ID + ".md"
	for _, id := range p.Next {
		if l.guide.byID[id] == nil || id == p.ID {
			return &Refused{file, p.ID, NoPage, id}
		}
	}
	blocks, err := l.blocks(file, p.ID, body, &p.mentions)
	if err != nil {
		return err
	}
	p.Blocks = blocks
	return nil
}

// toSay is an entry whose words are read once every name is known.
type toSay struct {
	entry      *Entry
	file, says string
}

func (l *loading) entries(from fs.FS, file string, role bool) ([]toSay, error) {
	data, err := fs.ReadFile(from, file)
	if err != nil {
		return nil, err
	}
	var f entryFile
	meta, err := toml.Decode(string(data), &f)
	if err != nil {
		return nil, &Refused{File: file, Flaw: NotTOML, Detail: err.Error()}
	}
	if left := meta.Undecoded(); len(left) > 0 {
		return nil, &Refused{File: file, Flaw: UnknownKey, Detail: left[0].String()}
	}
	heads, into := f.Terms, &l.guide.terms
	if role {
		heads, into = f.Roles, &l.guide.roles
	}
	if len(heads) == 0 || role && len(f.Terms) > 0 || !role && len(f.Roles) > 0 {
		return nil, &Refused{File: file, Flaw: Empty}
	}
	var says []toSay
	for _, h := range heads {
		refuse := func(flaw Flaw, detail string) ([]toSay, error) {
			return nil, &Refused{file, h.ID, flaw, detail}
		}
		word := h.Word
		if role {
			word = h.Name
		}
		switch {
		case !goodID.MatchString(h.ID):
			return refuse(BadID, "")
		case word == "" || strings.TrimSpace(h.Says) == "" || h.Word != "" && h.Name != "":
			return refuse(NoWords, "")
		}
		e := &Entry{ID: h.ID, Word: word, Letters: h.Letters, Role: role, Page: h.Page, Source: h.Source, also: h.Also}
		for _, name := range e.names() {
			if other := l.guide.names[name]; other != nil && other != e {
				return refuse(Twice, name)
			}
			l.guide.names[name] = e
		}
		*into = append(*into, e)
		says = append(says, toSay{e, file, h.Says})
	}
	return says, nil
}

// names gives everything an entry may be called by, in small letters.
func (e *Entry) names() []string {
	var list []string
	for _, n := range append([]string{e.ID, e.Word, e.Letters}, e.also...) {
		if n != "" {
			list = append(list, strings.ToLower(n))
		}
	}
	return list
}
