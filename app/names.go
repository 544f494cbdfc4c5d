package app

import (
	"cmp"
	"slices"
	"strings"

	"leverarch/app/record"
	"leverarch/vault"
)

// Names is every name that the file knows, those in the bin and those that were
// mended since among them: what is kept of them can still be seen.
type Names struct {
	Children []Named
	People   []Named
	Bodies   []string // schools, councils and whoever else somebody works for
	// Others are names of either sort: who letters came from, and who said they
	// would do something.
	Others []string
	// Found are names of either sort that a letter seemed to have at its head.
	Found []string
}

// Named is one child or person, with what they were called before that was mended.
type Named struct {
	Name   string
	Born   record.Day // of a child, where it is known
	Before []string
	Found  []string // what a letter seemed to call them
}

// guessed takes the name of a child that a letter seems to be about: one of those
// that are known where the first name is the same, or another.
func (n *Names) guessed(name string) {
	if strings.TrimSpace(name) == "" {
		return
	}
	first := func(s string) string { s, _, _ = strings.Cut(strings.TrimSpace(s), " "); return s }
	for i, c := range n.Children {
		if strings.EqualFold(first(strings.Join(append([]string{c.Name}, c.Found...), " ")), first(name)) {
			n.Children[i].Found = append(c.Found, name)
			return
		}
	}
	n.Children = append(n.Children, Named{Found: []string{name}})
}

// Names gives every name that the file knows, in the order they came into it.
func (a *App) Names() (Names, error) {
	return view(a, func(tx *vault.Tx) (n Names, err error) {
		kids, err := all(tx, children)
		if err != nil {
			return n, err
		}
		slices.SortStableFunc(kids, func(x, y record.Child) int { return x.Added.Compare(y.Added) })
		for _, c := range kids {
			k := Named{Name: c.Name, Born: c.Born}
			before, err := children.History(tx, string(c.ID))
			if err != nil {
				return n, err
			}
			for _, v := range before {
				k.Before = append(k.Before, v.Value.Name)
			}
			n.Children = append(n.Children, k)
		}
		folk, err := all(tx, people)
		if err != nil {
			return n, err
		}
		slices.SortStableFunc(folk, func(x, y record.Person) int {
			return cmp.Or(x.Added.Compare(y.Added), cmp.Compare(x.ID, y.ID))
		})
		for _, p := range folk {
			k := Named{Name: p.Name}
			before, err := people.History(tx, string(p.ID))
			if err != nil {
				return n, err
			}
			n.Bodies = append(n.Bodies, p.Organisation)
			for _, v := range before {
				k.Before, n.Bodies = append(k.Before, v.Value.Name), append(n.Bodies, v.Value.Organisation)
			}
			n.People = append(n.People, k)
		}
		papers, err := all(tx, documents)
		if err != nil {
			return n, err
		}
		slices.SortStableFunc(papers, func(x, y record.Document) int { return x.Added.Compare(y.Added) })
		for _, d := range papers {
			n.Others = append(n.Others, d.From)
			if d.Guess != nil {
				n.Found = append(n.Found, d.Guess.From)
				n.guessed(d.Guess.Child)
			}
		}
		talks, err := all(tx, conversations)
		if err != nil {
			return n, err
		}
		slices.SortStableFunc(talks, func(x, y record.Conversation) int { return x.Written.Compare(y.Written) })
		agreed := func(list []record.Agreed) {
			for _, g := range list {
				n.Others = append(n.Others, g.Who)
			}
		}
		for _, c := range talks {
			agreed(c.Agree)
		}
		unfinished, err := all(tx, drafts)
		if err != nil {
			return n, err
		}
		for _, t := range unfinished {
			agreed(t.Agree)
			for _, p := range t.People {
				n.People, n.Bodies = append(n.People, Named{Name: p.Name}), append(n.Bodies, p.Organisation)
			}
		}
		begun, err := all(tx, halves)
		if err != nil {
			return n, err
		}
		for _, h := range begun {
			n.People, n.Bodies = append(n.People, Named{Name: h.Typed["name"]}), append(n.Bodies, h.Typed["organisation"])
		}
		for _, c := range a.Carers() {
			if c.Label != FirstCarer {
				n.Others = append(n.Others, c.Label)
			}
		}
		return n, nil
	})
}
