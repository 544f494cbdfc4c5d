package recognise

import (
	"fmt"
	"strings"

	"leverarch/app/record"
)

// Page is the words of one page in reading order.
type Page struct {
	Text   string
	Second string // another engine's reading of the same page, or nothing
}

// mostDates is how many dates of a document are looked at: far more than the
// longest plan has, so that only a hostile file meets it.
const mostDates = 3000

// Document says what the pages are and which days they give. It is a guess with
// the words it rests on; nothing in it is a fact until a person says so.
func Document(pages []Page) record.Guess {
	guess := record.Guess{Kind: Unsure}
	var plainPages []*page
	var dates []found
	words := 0
	for i, pg := range pages {
		p := plain(pg.Text, i+1)
		plainPages = append(plainPages, p)
		words += len(p.low)
		if len(dates) < mostDates {
			dates = append(dates, datesOf(p)...)
		}
	}
	dates = dates[:min(len(dates), mostDates)]
	if words == 0 {
		return guess
	}
	plan := planOf(plainPages)
	f := frontOf(plainPages, plan.start)
	kind, sure, why := kindOf(plainPages, plan)
	guess.Kind, guess.Sure, guess.Why = kind, sure, quotes(plainPages, why)
	guess.From = fromOf(plainPages, kind, f)
	guess.Child = childOf(plainPages, guess.From, f, plan)

	all := dates // with the days that have no year, for the readings
	own := ownDate(dates, kind, f, plan)
	var letter record.Day
	at := -1
	if own != nil {
		letter, at = own.Day, own.Start
		guess.Letter = record.Found{Day: own.Day, Quote: own.Words, Page: own.page.number}
	}
	ownPage := 0
	if own != nil {
		ownPage = own.page.number
	}
	dates = complete(append([]found(nil), dates...), letter)
	own = nil
	for i := range dates {
		if dates[i].page.number == ownPage && dates[i].Start == at {
			own = &dates[i]
		}
	}

	if country := elsewhere(f); country != "" {
		guess.Notes = []string{fmt.Sprintf(elsewhereNote, country)}
		return guess
	}

	stated := statedOf(dates, own, kind, plan, f)
	for _, d := range stated {
		guess.Stated = append(guess.Stated, record.Found{Day: d.Day, Quote: d.page.quote(d.clause(), d.to), Page: d.page.number})
	}
	events, notes := eventsOf(kind, plainPages, dates, stated, own, plan, f)
	guess.Events = events

	if kind != Unsure && kind != Report {
		guess.Notes = append(guess.Notes, lawNotes(kind, f, stated, own)...)
	}
	guess.Notes = append(guess.Notes, notes...)
	checked := stated
	if own != nil {
		checked = append([]*found{own}, stated...)
	}
	guess.Notes = append(guess.Notes, weekdayNotes(checked)...)
	wanted := map[record.Day]bool{}
	for _, d := range checked {
		wanted[d.Day] = true
	}
	guess.Notes = append(guess.Notes, readingNotes(pages, all, wanted)...)
	if own == nil && kind != Unsure {
		if f.dear >= 0 {
			guess.Notes = append(guess.Notes, noteNoDate)
		} else {
			guess.Notes = append(guess.Notes, noteNoDocDate)
		}
	}
	if plan.found && f.dear >= 0 {
		guess.Notes = append(guess.Notes, "A plan comes behind this letter, from page "+fmt.Sprint(planPage(plainPages, plan))+".")
	}
	return guess
}

// planPage is the page a plan behind a letter begins on: that of its title, or
// of its first section.
func planPage(pages []*page, plan planFound) int {
	at := plan.start.page
	for i := max(1, at-1); i < at; i++ {
		if m := planTitle.FindStringIndex(pages[i].low); m != nil && m[0] < 200 && !strings.Contains(pages[i].low, "yours") {
			return i + 1
		}
	}
	return at + 1
}
