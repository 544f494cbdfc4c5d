package app

import (
	"cmp"
	"errors"
	"slices"
	"strings"

	"leverarch/app/record"
	"leverarch/vault"
)

// The lists whose order and narrowing are remembered.
const (
	ListDocuments     = "documents"
	ListConversations = "conversations"
	ListPeople        = "people"
	ListTimeline      = "timeline"
	ListBin           = "bin"
	ListTray          = "tray"
	ListGuide         = "guide"
	ListFound         = "found"
)

// ShownAs gives how a list was last shown; what was never chosen is empty.
func (a *App) ShownAs(list string) (Shown, error) {
	return view(a, func(tx *vault.Tx) (Shown, error) {
		s, err := listsShown.Get(tx, list)
		if errors.Is(err, vault.ErrNotFound) {
			err = nil
		}
		return s, err
	})
}

// ShowAs remembers how a list is shown, sealed in the family's file.
func (a *App) ShowAs(list string, s Shown) error {
	return a.vault.Update(func(tx *vault.Tx) error { return listsShown.Put(tx, list, s) })
}

// What a list of conversations can be narrowed to.
const (
	OnlyOpen    = "open"    // something that was agreed is not done yet
	OnlyAgreed  = "agreed"  // something was agreed
	OnlyPrivate = "private" // with a private note
)

// Open counts what was agreed in a conversation and is not done yet.
func (t Talk) Open() int {
	n := 0
	for _, g := range t.Agree {
		if g.Done.IsZero() {
			n++
		}
	}
	return n
}

// SomeTalks narrows a list of conversations, newest first, and puts it in order.
// Words narrows it to those with all of them in what was said, agreed or noted, or
// in who it was with.
func SomeTalks(list []Talk, s Shown, words string) []Talk {
	list = slices.DeleteFunc(slices.Clone(list), func(t Talk) bool {
		switch s.Only {
		case OnlyOpen:
			if t.Open() == 0 {
				return true
			}
		case OnlyAgreed:
			if len(t.Agree) == 0 {
				return true
			}
		case OnlyPrivate:
			if t.Private == "" {
				return true
			}
		}
		return s.Who != "" && !slices.Contains(t.With, s.Who) || words != "" && !HasWords(talkText(t)+"\n"+t.How+"\n"+t.On.Written(), words)
	})
	first := func(t Talk) string {
		if len(t.People) == 0 {
			return "\uffff" // nobody named stands last
		}
		return strings.ToLower(t.People[0].Name)
	}
	switch s.Order {
	case ByOldest:
		slices.Reverse(list)
	case ByFrom:
		slices.SortStableFunc(list, func(x, y Talk) int { return cmp.Compare(first(x), first(y)) })
	}
	return list
}

// HasWords reports whether a text holds each of the words somewhere, of any case.
func HasWords(text, words string) bool {
	text = strings.ToLower(text)
	for _, w := range strings.Fields(strings.ToLower(words)) {
		if !strings.Contains(text, w) {
			return false
		}
	}
	return true
}

// What a list of people can be narrowed to, and put in the order of.
const (
	OnlyHere    = "here" // nobody who has left
	ByLast      = "last" // spoken to last
	ByWorkplace = "workplace"
)

// SomePeople narrows a list of people, by name, and puts it in order. last is the
// day each was last spoken to.
func SomePeople(list []record.Person, s Shown, words string, last map[record.ID]record.Day, today record.Day) []record.Person {
	list = slices.DeleteFunc(slices.Clone(list), func(p record.Person) bool {
		if s.Only == OnlyHere && !p.Until.IsZero() && p.Until.Before(today) {
			return true
		}
		return !HasWords(strings.Join([]string{p.Name, p.Role, p.Organisation, p.Reach}, "\n"), words)
	})
	switch s.Order {
	case ByLast:
		slices.SortStableFunc(list, func(x, y record.Person) int { return last[y.ID].Compare(last[x.ID]) })
	case ByWorkplace:
		slices.SortStableFunc(list, func(x, y record.Person) int {
			return cmp.Compare(strings.ToLower(cmp.Or(x.Organisation, "\uffff")), strings.ToLower(cmp.Or(y.Organisation, "\uffff")))
		})
	}
	return list
}

// LastSpoken gives the day on which each person was last spoken to.
func (a *App) LastSpoken() (map[record.ID]record.Day, error) {
	return view(a, func(tx *vault.Tx) (map[record.ID]record.Day, error) {
		list, err := live(tx, conversations)
		last := map[record.ID]record.Day{}
		for _, c := range list {
			for _, id := range c.With {
				if c.On.After(last[id]) {
					last[id] = c.On
				}
			}
		}
		return last, err
	})
}

// Has reports whether what stands on the timeline has each of the words somewhere.
func (a *App) Has(e Entry, words string) bool {
	if strings.TrimSpace(words) == "" {
		return true
	}
	text := e.Day.Written() + "\n"
	switch {
	case e.Document != nil:
		d := *e.Document
		text += strings.Join([]string{d.Name, d.Title, d.From, strings.ReplaceAll(d.Kind, "-", " "), strings.Join(d.Tags, " ")}, "\n")
	case e.Talk != nil:
		text += talkText(*e.Talk) + "\n" + e.Talk.How
	case e.Event != nil:
		text += a.EventName(e.Event.Kind) + "\n" + e.Event.Quote
	case e.Deadline != nil:
		text += deadlineText(*e.Deadline)
	}
	return HasWords(text, words)
}

// SomeDocuments narrows a list of documents to those with the words in their name,
// sender or tags, and puts it in order.
func SomeDocuments(list []record.Document, s Shown, words string) []record.Document {
	var papers []Paper
	for _, d := range list {
		if p := (Paper{Document: d}); fits(p, "", words) {
			papers = append(papers, p)
		}
	}
	slices.SortStableFunc(papers, order(s.Order))
	var out []record.Document
	for _, p := range papers {
		out = append(out, p.Document)
	}
	return out
}

// SomeBinned narrows what is in the bin, newest first, and puts it in order.
func SomeBinned(list []Binned, s Shown, words string) []Binned {
	list = slices.DeleteFunc(slices.Clone(list), func(b Binned) bool {
		return s.Only != "" && s.Only != OnlyAll && b.What != s.Only || !HasWords(b.Name, words)
	})
	switch s.Order {
	case ByOldest:
		slices.Reverse(list)
	case ByName:
		slices.SortStableFunc(list, func(x, y Binned) int { return cmp.Compare(strings.ToLower(x.Name), strings.ToLower(y.Name)) })
	}
	return list
}
