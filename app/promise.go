package app

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"leverarch/app/record"
	"leverarch/app/search"
	"leverarch/vault"
)

// How something that was agreed stands.
const (
	PromiseOpen  = "open"
	PromiseLate  = "late"  // its day has passed
	PromiseQuiet = "quiet" // it has no day, and nothing was heard for QuietAfter days
	PromiseDone  = "done"
)

// QuietAfter is after how many days without a word something that was agreed with
// no day is called quiet. It is a habit of ours and no rule of law.
const QuietAfter = 14

// Promise is one thing that was agreed, with the conversation it came from.
type Promise struct {
	record.Agreed
	Talk  Talk
	Index int // in what the conversation agreed
	State string
	// Days is how many days it is late or quiet.
	Days int
}

// Own reports whether it is the parent's own to do.
func (p Promise) Own() bool {
	switch strings.ToLower(strings.TrimSpace(p.Who)) {
	case "me", "i", "us", "we", "myself":
		return true
	}
	return false
}

// Promises lists what was agreed about a child, what waits longest first and what
// is done last; with no child, about all.
func (a *App) Promises(child record.ID) ([]Promise, error) {
	return view(a, func(tx *vault.Tx) ([]Promise, error) {
		list, err := live(tx, conversations)
		if err != nil {
			return nil, err
		}
		heard := map[record.ID]record.Day{} // from each person, last
		for _, c := range list {
			for _, id := range c.With {
				if c.On.After(heard[id]) {
					heard[id] = c.On
				}
			}
		}
		folk, err := everybody(tx)
		if err != nil {
			return nil, err
		}
		var out []Promise
		for _, c := range list {
			if c.Draft || child != "" && c.Child != child || len(c.Agree) == 0 {
				continue
			}
			t := with(c, folk)
			last := c.On
			for _, id := range c.With {
				if heard[id].After(last) {
					last = heard[id]
				}
			}
			for i, g := range c.Agree {
				p := Promise{Agreed: g, Talk: t, Index: i}
				p.State, p.Days = stands(g, last, a.Today())
				out = append(out, p)
			}
		}
		rank := map[string]int{PromiseLate: 0, PromiseQuiet: 1, PromiseOpen: 2, PromiseDone: 3}
		return ordered(out, func(x, y *Promise) int {
			return cmp.Or(rank[x.State]-rank[y.State], y.Days-x.Days, x.By.Compare(y.By), x.Talk.On.Compare(y.Talk.On), cmp.Compare(x.Talk.ID, y.Talk.ID))
		}), nil
	})
}

// stands says how one thing stands: last is the day those it was agreed with were
// last heard from.
func stands(g record.Agreed, last, today record.Day) (state string, days int) {
	switch {
	case !g.Done.IsZero():
		return PromiseDone, 0
	case !g.By.IsZero() && g.By.Before(today):
		return PromiseLate, g.By.DaysUntil(today)
	case g.By.IsZero() && last.DaysUntil(today) > QuietAfter:
		return PromiseQuiet, last.DaysUntil(today)
	}
	return PromiseOpen, 0
}

// SetDone keeps the day on which something that was agreed was done; the zero Day
// takes that back.
func (a *App) SetDone(talk record.ID, index int, done record.Day) error {
	return a.update(func(tx *vault.Tx) error {
		c, err := get(tx, conversations, talk)
		if err != nil {
			return err
		}
		if index < 0 || index >= len(c.Agree) {
			return fmt.Errorf("%w: agreed", ErrNotFound)
		}
		c.Agree = slices.Clone(c.Agree)
		c.Agree[index].Done = done
		return conversations.Put(tx, string(talk), c)
	})
}

// Known is a person with all that is in the file of them.
type Known struct {
	record.Person
	Talks    []Talk
	Promises []Promise
	// Letters are the pages that name them.
	Letters []Found
}

// Person gives one person with their conversations, what they agreed, and the
// letters that name them.
func (a *App) Person(id record.ID) (Known, error) {
	k, err := view(a, func(tx *vault.Tx) (k Known, err error) {
		if k.Person, err = get(tx, people, id); err != nil {
			return k, err
		}
		list, err := live(tx, conversations)
		if err != nil {
			return k, err
		}
		for _, c := range list {
			if !slices.Contains(c.With, id) {
				continue
			}
			t, err := withPeople(tx, c)
			if err != nil {
				return k, err
			}
			k.Talks = append(k.Talks, t)
		}
		slices.SortStableFunc(k.Talks, func(x, y Talk) int { return y.On.Compare(x.On) })
		return k, nil
	})
	if err != nil {
		return k, err
	}
	all, err := a.Promises("")
	if err != nil {
		return k, err
	}
	for _, p := range all {
		if slices.Contains(p.Talk.With, id) && (p.Who == "" || strings.EqualFold(p.Who, k.Name)) {
			k.Promises = append(k.Promises, p)
		}
	}
	k.Letters, err = a.naming(k.Person)
	return k, err
}

// naming finds the letters in which a person's name stands whole.
func (a *App) naming(p record.Person) ([]Found, error) {
	hits, err := a.find(p.Name+" ", search.Only{Kinds: []string{FoundDocument}}, 40)
	if err != nil {
		return nil, err
	}
	var out []Found
	seen := map[record.ID]bool{}
	for _, f := range hits {
		words := 0
		for _, m := range f.Marks {
			words += len(strings.Fields(f.Line[m.From:m.To]))
		}
		if words >= len(strings.Fields(p.Name)) && !seen[f.ID] {
			seen[f.ID] = true
			out = append(out, f)
		}
	}
	return out, nil
}

// The two people a family asks for most.
const (
	Officer = "officer" // the council's
	SENCO   = "senco"   // the school's
)

// AtHand is who those two are for a child; nobody has no ID.
type AtHand struct{ Officer, SENCO record.Person }

// AtHand gives the two people a family asks for most about a child.
func (a *App) AtHand(child record.ID) (AtHand, error) {
	return view(a, func(tx *vault.Tx) (h AtHand, err error) {
		c, err := get(tx, children, child)
		if err != nil {
			return h, err
		}
		folk, err := live(tx, people)
		for _, p := range folk {
			if p.ID == c.Officer {
				h.Officer = p
			}
			if p.ID == c.SENCO {
				h.SENCO = p
			}
		}
		return h, err
	})
}

// SetAtHand says that a person is the council's officer or the school's SENCO for a
// child; no person takes that back.
func (a *App) SetAtHand(child record.ID, as string, person record.ID) error {
	return a.update(func(tx *vault.Tx) error {
		c, err := get(tx, children, child)
		if err != nil {
			return err
		}
		if person != "" {
			if _, err := get(tx, people, person); err != nil {
				return err
			}
		}
		switch as {
		case Officer:
			c.Officer = person
		case SENCO:
			c.SENCO = person
		default:
			return fmt.Errorf("%w: %s", ErrNotFound, as)
		}
		return children.Put(tx, string(child), c)
	})
}

// KeepPerson keeps what is known of a person.
func (a *App) KeepPerson(p record.Person) error {
	if p.Name = strings.TrimSpace(p.Name); p.Name == "" {
		return ErrNoName
	}
	return a.update(func(tx *vault.Tx) error {
		old, err := get(tx, people, p.ID)
		if err != nil {
			return err
		}
		p.Added, p.Bin = old.Added, old.Bin
		return people.Put(tx, string(p.ID), p)
	})
}

// ErrNoName says that a person has no name.
var ErrNoName = errors.New("app: no name")
