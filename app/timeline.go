package app

import (
	"cmp"
	"slices"

	"leverarch/app/law"
	"leverarch/app/record"
	"leverarch/vault"
)

// Entry is one thing on a child's timeline. Exactly one of the four is set.
type Entry struct {
	Day      record.Day
	Document *record.Document
	Talk     *Talk
	Event    *record.Event
	Deadline *Dated
}

// Timeline gives everything about a child in the order it happened or falls
// due: documents, conversations, events, and the deadlines of both sides, those
// withdrawn left out.
func (a *App) Timeline(child record.ID) ([]Entry, error) {
	return view(a, func(tx *vault.Tx) ([]Entry, error) { return a.timeline(tx, child) })
}

func (a *App) timeline(tx *vault.Tx, child record.ID) ([]Entry, error) {
	var out []Entry
	docs, err := documentsOf(tx, child)
	if err != nil {
		return nil, err
	}
	for i := range docs {
		out = append(out, Entry{Day: DocumentDay(docs[i]), Document: &docs[i]})
	}
	said, err := talks(tx, child)
	if err != nil {
		return nil, err
	}
	for i := range said {
		out = append(out, Entry{Day: said[i].On, Talk: &said[i]})
	}
	facts, err := live(tx, events)
	if err != nil {
		return nil, err
	}
	for i := range facts {
		if facts[i].Child == child && !facts[i].Withdrawn {
			out = append(out, Entry{Day: facts[i].Day, Event: &facts[i]})
		}
	}
	due, err := a.dates(tx, child)
	if err != nil {
		return nil, err
	}
	for i := range due {
		if due[i].State != Withdrawn {
			out = append(out, Entry{Day: due[i].Day, Deadline: &due[i]})
		}
	}
	slices.SortStableFunc(out, func(x, y Entry) int {
		return cmp.Or(x.Day.Compare(y.Day), x.rank()-y.rank())
	})
	return out, nil
}

// Path says where a child is in the process, what comes next, and what is not
// known yet.
func (a *App) Path(child record.ID) (law.Path, error) {
	return view(a, func(tx *vault.Tx) (law.Path, error) {
		facts, err := live(tx, events)
		if err != nil {
			return law.Path{}, err
		}
		slices.SortStableFunc(facts, func(x, y record.Event) int { return x.Written.Compare(y.Written) })
		papers, err := letters(tx)
		if err != nil {
			return law.Path{}, err
		}
		given := a.shown(papers, child)
		for _, e := range facts {
			if e.Child == child && !e.Withdrawn {
				given = append(given, lawEvent(e))
			}
		}
		return a.Book.Path(given, a.Today()), nil
	})
}

// rank orders what falls on one day: what came, what it showed, what was said,
// and then what is due.
func (e Entry) rank() int {
	switch {
	case e.Document != nil:
		return 0
	case e.Event != nil:
		return 1
	case e.Talk != nil:
		return 2
	}
	return 3
}
