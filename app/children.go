package app

import (
	"cmp"
	"slices"
	"strings"

	"leverarch/app/law"
	"leverarch/app/record"
	"leverarch/vault"
)

// Children lists the children in the file, in the order they were added.
func (a *App) Children() ([]record.Child, error) {
	return view(a, func(tx *vault.Tx) ([]record.Child, error) {
		list, err := live(tx, children)
		slices.SortStableFunc(list, func(x, y record.Child) int { return x.Added.Compare(y.Added) })
		return list, err
	})
}

// AddChild puts a child in the file. Born may be the zero Day.
func (a *App) AddChild(name string, born record.Day) (record.Child, error) {
	name = strings.TrimSpace(name)
	if name == "" {
		return record.Child{}, ErrNoChild
	}
	c := record.Child{ID: record.NewID(), Name: name, Born: born, Added: a.now()}
	return c, a.update(func(tx *vault.Tx) error { return children.Put(tx, string(c.ID), c) })
}

// MendChild changes a child's name or day of birth. What they were is kept in the
// history. Born may be the zero Day. It says which dates moved, came or went.
func (a *App) MendChild(id record.ID, name string, born record.Day) ([]law.Change, error) {
	name = strings.TrimSpace(name)
	if name == "" {
		return nil, ErrNoChild
	}
	return a.moving(id, func(tx *vault.Tx) error {
		c, err := get(tx, children, id)
		if err != nil || c.Name == name && c.Born == born {
			return err
		}
		c.Name, c.Born = name, born
		return children.Put(tx, string(id), c)
	})
}

// ChildNamed finds a child by name, whole or first name, letters of any case.
// An empty name finds the only child of a file that has one.
func (a *App) ChildNamed(name string) (record.Child, error) {
	list, err := a.Children()
	if err != nil {
		return record.Child{}, err
	}
	name = strings.TrimSpace(name)
	if name == "" {
		if len(list) == 1 {
			return list[0], nil
		}
		return record.Child{}, ErrNoChild
	}
	for _, c := range list {
		if strings.EqualFold(c.Name, name) {
			return c, nil
		}
	}
	var found []record.Child
	for _, c := range list {
		if first, _, _ := strings.Cut(c.Name, " "); strings.EqualFold(first, name) {
			found = append(found, c)
		}
	}
	if len(found) == 1 {
		return found[0], nil
	}
	return record.Child{}, ErrUnknownChild
}

// People lists everybody the family has spoken to, by name.
func (a *App) People() ([]record.Person, error) {
	return view(a, func(tx *vault.Tx) ([]record.Person, error) {
		list, err := live(tx, people)
		slices.SortStableFunc(list, func(x, y record.Person) int {
			return cmp.Compare(strings.ToLower(x.Name), strings.ToLower(y.Name))
		})
		return list, err
	})
}

// remember finds each person by name and adds those not yet known. A role or an
// organisation given now is kept with the person.
func (a *App) remember(tx *vault.Tx, with []record.Person) ([]record.ID, error) {
	known, err := live(tx, people)
	if err != nil {
		return nil, err
	}
	var ids []record.ID
	for _, p := range with {
		p.Name = strings.TrimSpace(p.Name)
		if p.Name == "" {
			continue
		}
		i := slices.IndexFunc(known, func(k record.Person) bool {
			return k.ID == p.ID || strings.EqualFold(k.Name, p.Name)
		})
		if i < 0 {
			p.ID, p.Added = record.NewID(), a.now()
			known = append(known, p)
			i = len(known) - 1
		} else {
			k := known[i]
			k.Role, k.Organisation = cmp.Or(p.Role, k.Role), cmp.Or(p.Organisation, k.Organisation)
			if k == known[i] {
				ids = append(ids, k.ID)
				continue
			}
			known[i] = k
		}
		if err := people.Put(tx, string(known[i].ID), known[i]); err != nil {
			return nil, err
		}
		ids = append(ids, known[i].ID)
	}
	return ids, nil
}
