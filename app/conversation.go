package app

import (
	"cmp"
	"errors"
	"slices"
	"strings"
	"time"

	"leverarch/app/record"
	"leverarch/export"
	"leverarch/vault"
)

// Talk is a conversation as the parent sees it: with the people by name.
type Talk struct {
	record.Conversation
	People []record.Person
}

// Log keeps a conversation. Only what was said is required; a day not given is
// today. A conversation with the ID of one already kept changes that one, and
// what it said before stays in its history. The draft it grew from is gone.
func (a *App) Log(t Talk) (record.Conversation, error) {
	c := t.Conversation
	if strings.TrimSpace(c.Said) == "" {
		return c, ErrNothingSaid
	}
	if c.Child == "" {
		return c, ErrNoChild
	}
	c.Draft = false
	err := a.update(func(tx *vault.Tx) error {
		if err := a.keep(tx, &c, t.People); err != nil {
			return err
		}
		return a.dropDraft(tx)
	})
	return c, err
}

// keep writes a conversation with its people, telling a new one from a change.
func (a *App) keep(tx *vault.Tx, c *record.Conversation, with []record.Person) error {
	if _, err := get(tx, children, c.Child); err != nil {
		return err
	}
	now := a.now()
	if c.On.IsZero() {
		c.On = record.DayOf(now)
	}
	if c.ID == "" {
		c.ID, c.Written = record.NewID(), now
	} else {
		old, err := get(tx, conversations, c.ID)
		if err != nil {
			return err
		}
		c.Written, c.Changed = old.Written, now
	}
	ids, err := a.remember(tx, with)
	if err != nil {
		return err
	}
	c.With = ids
	c.Agree = slices.DeleteFunc(slices.Clone(c.Agree), func(g record.Agreed) bool {
		return strings.TrimSpace(g.What) == ""
	})
	return conversations.Put(tx, string(c.ID), *c)
}

// draftID is the one place for an unfinished conversation.
const draftID = "draft"

// drafts hold the form as it stood, the people as typed.
var drafts = vault.Kind[Talk]{Name: "draft"}

// KeepDraft keeps an unfinished conversation, as it stands, in the locked file:
// closing the program loses nothing that was typed.
func (a *App) KeepDraft(t Talk) error {
	t.Draft = true
	return a.vault.Update(func(tx *vault.Tx) error { return drafts.Put(tx, draftID, t) })
}

// Draft gives back the unfinished conversation, if there is one.
func (a *App) Draft() (Talk, bool, error) {
	var t Talk
	found := false
	err := a.vault.View(func(tx *vault.Tx) error {
		list, err := all(tx, drafts)
		if len(list) > 0 {
			t, found = list[0], true
		}
		return err
	})
	return t, found, err
}

// DropDraft forgets the unfinished conversation.
func (a *App) DropDraft() error { return a.vault.Update(a.dropDraft) }

func (a *App) dropDraft(tx *vault.Tx) error {
	list, err := all(tx, drafts)
	if err != nil || len(list) == 0 {
		return err
	}
	// Half-typed words were never meant to be kept: nothing of them stays.
	return drafts.Erase(tx, draftID)
}

// Talk gives one conversation.
func (a *App) Talk(id record.ID) (Talk, error) {
	return view(a, func(tx *vault.Tx) (Talk, error) {
		c, err := get(tx, conversations, id)
		if err != nil {
			return Talk{}, err
		}
		return withPeople(tx, c)
	})
}

func withPeople(tx *vault.Tx, c record.Conversation) (Talk, error) {
	t := Talk{Conversation: c}
	for _, id := range c.With {
		p, err := get(tx, people, id)
		if errors.Is(err, ErrNotFound) {
			continue // deleted since, for good
		}
		if err != nil {
			return t, err
		}
		t.People = append(t.People, p)
	}
	return t, nil
}

// everybody gives every person by their ID, those in the bin too: they still had
// their part in what was said.
func everybody(tx *vault.Tx) (map[record.ID]record.Person, error) {
	list, err := all(tx, people)
	folk := make(map[record.ID]record.Person, len(list))
	for _, p := range list {
		folk[p.ID] = p
	}
	return folk, err
}

// with gives a conversation with its people, of those there are.
func with(c record.Conversation, folk map[record.ID]record.Person) Talk {
	t := Talk{Conversation: c}
	for _, id := range c.With {
		if p, ok := folk[id]; ok {
			t.People = append(t.People, p)
		}
	}
	return t
}

// Talks lists a child's conversations, newest first.
func (a *App) Talks(child record.ID) ([]Talk, error) {
	return view(a, func(tx *vault.Tx) ([]Talk, error) { return talks(tx, child) })
}

func talks(tx *vault.Tx, child record.ID) ([]Talk, error) {
	list, err := live(tx, conversations)
	if err != nil {
		return nil, err
	}
	folk, err := everybody(tx)
	if err != nil {
		return nil, err
	}
	var out []Talk
	for _, c := range list {
		if c.Child == child {
			out = append(out, with(c, folk))
		}
	}
	return ordered(out, func(x, y *Talk) int {
		return cmp.Or(y.On.Compare(x.On), cmp.Compare(y.At, x.At), y.Written.Compare(x.Written))
	}), nil
}

// Past is how something stood before, and from when.
type Past[T any] struct {
	When time.Time
	Was  T
}

// TalkHistory gives every version of a conversation that was ever saved, oldest
// first; the last is how it stands.
func (a *App) TalkHistory(id record.ID) ([]Past[record.Conversation], error) {
	return view(a, func(tx *vault.Tx) ([]Past[record.Conversation], error) {
		versions, err := conversations.History(tx, string(id))
		if err != nil && !errors.Is(err, vault.ErrNotFound) {
			return nil, err
		}
		var out []Past[record.Conversation]
		for _, v := range versions {
			if !v.Deleted && !v.Erased {
				out = append(out, Past[record.Conversation]{v.Time, v.Value})
			}
		}
		if len(out) == 0 {
			return nil, ErrNotFound
		}
		return out, nil
	})
}

// Email says back what was agreed. Mailto is empty
// where the text is too long for a link that every mail program can open.
type Email struct{ Subject, Body, Mailto string }

// ConfirmByEmail writes the email that confirms a conversation. The private
// note is not in it; the number of the file's last entry is.
func (a *App) ConfirmByEmail(id record.ID) (Email, error) {
	head := a.Head()
	return view(a, func(tx *vault.Tx) (Email, error) {
		c, err := get(tx, conversations, id)
		if err != nil {
			return Email{}, err
		}
		t, err := withPeople(tx, c)
		if err != nil {
			return Email{}, err
		}
		child, err := get(tx, children, c.Child)
		if err != nil {
			return Email{}, err
		}
		subject, body := export.Confirmation(c, child, t.People, head)
		uri, ok := export.Mailto(subject, body)
		if !ok {
			uri = ""
		}
		return Email{subject, body, uri}, nil
	})
}
