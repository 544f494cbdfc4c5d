package app

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/gob"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"

	"leverarch/app/guide"
	"leverarch/app/record"
	"leverarch/app/search"
	"leverarch/vault"
)

// What can be found.
const (
	FoundDocument     = "document"
	FoundConversation = "conversation"
	FoundPerson       = "person"
	FoundPromise      = "promise"
	FoundDeadline     = "deadline"
	FoundGuide        = "guide"
)

// Found is something in the file that holds what was looked for.
type Found struct {
	Kind  string
	ID    record.ID // of the document, conversation, person or page of the guide, or the event of a deadline
	Rule  string    // of a deadline
	Child record.ID
	Title string
	Day   record.Day
	Page  int // of a document, from 1
	// Line is a line of its words, and Marks what in it was looked for.
	Line  string
	Marks []search.Span
}

// finder is the index of an open file. It follows the file: before each search it
// takes in what changed since the last, so nothing deleted is ever found.
type finder struct {
	mu      sync.Mutex
	index   *search.Index
	prints  map[string][]string // what was taken in of each record: its print, then its entries
	at      uint64              // the journal's entry it stands at
	today   record.Day
	changed bool // since it was last put aside
	guide   *guide.Guide
}

// aside is the name the index is put aside under.
const indexAside = "search"

// keptIndex is the index as it is put aside.
type keptIndex struct {
	Prints map[string][]string
	Index  []byte
}

// Find gives what holds the words, the best first. A child narrows it to what is
// theirs or nobody's; the words' last one may be half typed.
func (a *App) Find(words string, child record.ID, most int) ([]Found, error) {
	return a.find(words, search.Only{Child: child}, most)
}

func (a *App) find(words string, only search.Only, most int) ([]Found, error) {
	a.finder.mu.Lock()
	defer a.finder.mu.Unlock()
	if err := a.follow(); err != nil {
		return nil, err
	}
	q := a.finder.index.Ask(words)
	hits := q.Find(only, most)
	return view(a, func(tx *vault.Tx) ([]Found, error) {
		sources := a.sources(tx)
		var out []Found
		for _, h := range hits {
			f, text, err := sources.found(h)
			if errors.Is(err, vault.ErrDamaged) || errors.Is(err, ErrNotFound) {
				continue // a check names it
			}
			if err != nil {
				return nil, err
			}
			f.Line, f.Marks = q.Line(text, 160)
			out = append(out, f)
		}
		return out, nil
	})
}

// MarksOn gives where on a page of a document the words stand that are looked for.
func (a *App) MarksOn(words, text string) []search.Span {
	a.finder.mu.Lock()
	defer a.finder.mu.Unlock()
	if a.finder.index == nil {
		return nil
	}
	return a.finder.index.Ask(words).Marks(text)
}

// WarmFinder makes the index ready before it is first asked.
func (a *App) WarmFinder() error {
	a.finder.mu.Lock()
	defer a.finder.mu.Unlock()
	return a.follow()
}

// follow brings the index to where the file stands.
func (a *App) follow() error {
	f := &a.finder
	if f.index == nil {
		a.loadIndex()
		if a.Desk.Guide != nil {
			var err error
			if f.guide, err = a.ReadGuide(); err != nil {
				return err
			}
		}
	}
	at, today := a.vault.Head().Sequence, a.Today()
	if f.at == at && f.today == today && at != 0 {
		return nil
	}
	err := a.vault.View(func(tx *vault.Tx) error {
		s := a.sources(tx)
		there := map[string]bool{}
		err := s.each(func(key string, value any, entries func() ([]search.Entry, error)) error {
			there[key] = true
			print := printOf(value)
			old, known := f.prints[key]
			if known && old[0] == print {
				return nil
			}
			list, err := entries()
			if err != nil && !errors.Is(err, vault.ErrDamaged) && !errors.Is(err, vault.ErrNotFound) {
				return err
			}
			f.drop(key)
			kept := []string{print}
			for _, e := range list {
				f.index.Put(e)
				kept = append(kept, e.Key)
			}
			f.prints[key], f.changed = kept, true
			return nil
		})
		if err != nil {
			return err
		}
		for _, key := range slices.Collect(maps.Keys(f.prints)) {
			if !there[key] {
				f.drop(key)
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	f.at, f.today = at, today
	return nil
}

func (f *finder) drop(key string) {
	old := f.prints[key]
	for _, k := range old[min(1, len(old)):] {
		f.index.Remove(k)
	}
	if old != nil {
		delete(f.prints, key)
		f.changed = true
	}
}

// printOf tells one state of a record from another.
func printOf(value any) string {
	b, err := json.Marshal(value)
	if err != nil {
		return ""
	}
	sum := sha256.Sum256(b)
	return string(sum[:12])
}

func (a *App) loadIndex() {
	f := &a.finder
	f.index, f.prints = search.New(), map[string][]string{}
	b, err := a.vault.Aside(indexAside)
	if err != nil {
		return // it is made again
	}
	var k keptIndex
	if gob.NewDecoder(bytes.NewReader(b)).Decode(&k) != nil {
		return
	}
	ix := search.New()
	if ix.UnmarshalBinary(k.Index) != nil {
		return
	}
	f.index, f.prints = ix, k.Prints
}

// saveIndex puts the index aside, sealed, where it changed.
func (a *App) saveIndex() error {
	f := &a.finder
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.index == nil || !f.changed {
		return nil
	}
	// What was deleted since the index was last asked must not stay in it.
	if err := a.follow(); err != nil {
		return err
	}
	index, err := f.index.MarshalBinary()
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := gob.NewEncoder(&b).Encode(keptIndex{f.prints, index}); err != nil {
		return err
	}
	if err := a.vault.PutAside(indexAside, b.Bytes()); err != nil {
		return err
	}
	f.changed = false
	return nil
}

// sources is everything that can be found, as a transaction has it.
type sources struct {
	a    *App
	tx   *vault.Tx
	read map[record.ID][]string // pages already opened
	due  func() ([]Dated, error)
}

func (a *App) sources(tx *vault.Tx) *sources {
	return &sources{a, tx, map[record.ID][]string{}, sync.OnceValues(func() ([]Dated, error) { return a.dates(tx, "") })}
}

// each gives each record with a key of its own, what tells its states apart, and
// how to make its entries.
func (s *sources) each(f func(key string, value any, entries func() ([]search.Entry, error)) error) error {
	kids, err := live(s.tx, children)
	if err != nil {
		return err
	}
	here := map[record.ID]bool{"": true}
	for _, k := range kids {
		here[k.ID] = true
	}
	docs, err := letters(s.tx)
	if err != nil {
		return err
	}
	for _, d := range docs {
		if !here[d.Child] {
			continue
		}
		if err := f("document/"+string(d.ID), d, func() ([]search.Entry, error) { return s.pagesOf(d) }); err != nil {
			return err
		}
	}
	talks, err := live(s.tx, conversations)
	if err != nil {
		return err
	}
	folk, err := live(s.tx, people)
	if err != nil {
		return err
	}
	byID := map[record.ID]record.Person{}
	for _, p := range folk {
		byID[p.ID] = p
		entries := func() ([]search.Entry, error) {
			return []search.Entry{{Key: "person/" + string(p.ID), Of: string(p.ID), Kind: FoundPerson, Title: p.Name, Text: personText(p)}}, nil
		}
		if err := f("person/"+string(p.ID), p, entries); err != nil {
			return err
		}
	}
	for _, c := range talks {
		if !here[c.Child] {
			continue
		}
		var with []record.Person
		for _, id := range c.With {
			if p, ok := byID[id]; ok {
				with = append(with, p)
			}
		}
		entries := func() ([]search.Entry, error) { return talkEntries(Talk{c, with}), nil }
		if err := f("conversation/"+string(c.ID), Talk{c, with}, entries); err != nil {
			return err
		}
	}
	if g := s.a.finder.guide; g != nil {
		for _, p := range g.Pages() {
			key := "guide/" + p.ID
			e := search.Entry{Key: key, Of: key, Kind: FoundGuide, Title: p.Title, Text: p.Text()}
			if err := f(key, e, func() ([]search.Entry, error) { return []search.Entry{e}, nil }); err != nil {
				return err
			}
		}
	}
	due, err := s.due()
	if err != nil {
		return err
	}
	for _, d := range due {
		if d.State == Withdrawn {
			continue
		}
		key := deadlineKey(d)
		e := search.Entry{Key: key, Of: key, Kind: FoundDeadline, Child: d.Child.ID, Title: d.Says, Day: d.Day, Text: deadlineText(d)}
		if err := f(key, e, func() ([]search.Entry, error) { return []search.Entry{e}, nil }); err != nil {
			return err
		}
	}
	return nil
}

func deadlineKey(d Dated) string { return "deadline/" + d.Rule + "/" + string(d.From.ID) }

func deadlineText(d Dated) string { return d.Says + ". " + d.Why + ". " + d.Source }

func personText(p record.Person) string {
	return strings.Join(slices.DeleteFunc([]string{p.Name, p.Role, p.Organisation}, func(s string) bool { return s == "" }), ", ")
}

func talkText(t Talk) string {
	parts := []string{t.Said}
	for _, p := range t.People {
		parts = append(parts, personText(p))
	}
	for _, g := range t.Agree {
		parts = append(parts, promiseText(g))
	}
	if t.Private != "" {
		parts = append(parts, t.Private)
	}
	return strings.Join(parts, "\n")
}

func promiseText(g record.Agreed) string {
	text := g.What
	if g.Who != "" {
		text = g.Who + ": " + text
	}
	if !g.By.IsZero() {
		text += " (" + g.By.Written() + ")"
	}
	return text
}

func talkTitle(t Talk) string {
	var names []string
	for _, p := range t.People {
		names = append(names, p.Name)
	}
	return strings.Join(names, ", ")
}

func talkEntries(t Talk) []search.Entry {
	id := string(t.ID)
	out := []search.Entry{{Key: "conversation/" + id, Of: id, Kind: FoundConversation, Child: t.Child, Day: t.On,
		Title: t.How + " " + talkTitle(t), Text: talkText(t)}}
	for i, g := range t.Agree {
		out = append(out, search.Entry{Key: fmt.Sprintf("promise/%s/%d", id, i), Of: id, Kind: FoundPromise, Child: t.Child, Day: g.By, Text: promiseText(g)})
	}
	return out
}

// pagesOf gives an entry a page, and one for a document without words.
func (s *sources) pagesOf(d record.Document) ([]search.Entry, error) {
	pages, _ := s.open(d) // where it is hurt, what the parent wrote of it is still found; a check names it
	for _, n := range d.Notes {
		for len(pages) < n.Page {
			pages = append(pages, "")
		}
	}
	if len(pages) == 0 {
		pages = []string{""}
	}
	var out []search.Entry
	for i, text := range pages {
		e := search.Entry{Key: fmt.Sprintf("document/%s/%d", d.ID, i+1), Of: string(d.ID), Kind: FoundDocument, Child: d.Child, Text: noted(d, i+1, text)}
		if i == 0 {
			e.Title, e.Day = strings.Join([]string{d.Title, d.Name, strings.ReplaceAll(d.Kind, "-", " "), d.From}, " "), DocumentDay(d)
		}
		out = append(out, e)
	}
	return out, nil
}

// noted is the words of a page with what the parent put on it under them, and the
// document's tags under its first.
func noted(d record.Document, page int, text string) string {
	n := d.On(page)
	parts := []string{text, n.Note, strings.Join(n.Tags, ", ")}
	if page == 1 {
		parts = append(parts, strings.Join(d.Tags, ", "))
	}
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), "\n\n")
}

// pages gives the words of each page of a document, and keeps them for the next
// hit in it.
func (s *sources) pages(d record.Document) ([]string, error) {
	if p, ok := s.read[d.ID]; ok {
		return p, nil
	}
	p, err := s.open(d)
	s.read[d.ID] = p
	return p, err
}

func (s *sources) open(d record.Document) ([]string, error) {
	return pagesOf(s.tx, d, func(d record.Document) ([]string, error) {
		b, _, err := s.a.vault.Words(string(d.ID))
		if err != nil {
			return nil, err
		}
		var text struct {
			Pages []struct {
				Text string `json:"text"`
			} `json:"pages"`
		}
		if err := json.Unmarshal(b, &text); err != nil {
			return nil, err
		}
		var out []string
		for _, p := range text.Pages {
			out = append(out, p.Text)
		}
		return out, nil
	})
}

// found makes of a hit what is shown of it, and its words.
func (s *sources) found(h search.Hit) (Found, string, error) {
	kind, rest, _ := strings.Cut(h.Key, "/")
	switch kind {
	case FoundDocument:
		id, page, _ := strings.Cut(rest, "/")
		d, err := get(s.tx, documents, record.ID(id))
		if err != nil {
			return Found{}, "", err
		}
		n, _ := strconv.Atoi(page)
		text := ""
		if pages, err := s.pages(d); err == nil && n <= len(pages) {
			text = pages[n-1]
		}
		text = cmp.Or(noted(d, n, text), d.Called())
		return Found{Kind: kind, ID: d.ID, Child: d.Child, Title: d.Called(), Day: DocumentDay(d), Page: max(1, n)}, text, nil
	case FoundConversation, FoundPromise:
		id, n, _ := strings.Cut(rest, "/")
		c, err := get(s.tx, conversations, record.ID(id))
		if err != nil {
			return Found{}, "", err
		}
		t, err := withPeople(s.tx, c)
		if err != nil {
			return Found{}, "", err
		}
		f := Found{Kind: kind, ID: c.ID, Child: c.Child, Title: cmp.Or(talkTitle(t), c.How), Day: c.On}
		if i, err := strconv.Atoi(n); err == nil && i < len(c.Agree) {
			return f, promiseText(c.Agree[i]), nil
		}
		return f, talkText(t), nil
	case FoundPerson:
		p, err := get(s.tx, people, record.ID(rest))
		return Found{Kind: kind, ID: p.ID, Title: p.Name}, personText(p), err
	case FoundGuide:
		if p, ok := s.a.finder.guide.Page(rest); ok {
			return Found{Kind: kind, ID: record.ID(rest), Title: p.Title}, p.Text(), nil
		}
	case FoundDeadline:
		due, err := s.due()
		if err != nil {
			return Found{}, "", err
		}
		for _, d := range due {
			if deadlineKey(d) == h.Key {
				return Found{Kind: kind, ID: d.From.ID, Rule: d.Rule, Child: d.Child.ID, Title: d.Says, Day: d.Day}, deadlineText(d), nil
			}
		}
	}
	return Found{}, "", ErrNotFound
}
