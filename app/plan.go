package app

import (
	"slices"
	"strings"

	"leverarch/app/recognise"
	"leverarch/app/record"
)

// Plan is what a file has of a child's plan: its papers, the dates about it, and
// where its sections begin. It judges no wording.
type Plan struct {
	// Papers are drafts, final plans, amendments and the letters they came with, the
	// newest first.
	Papers []record.Document
	// Newest is the newest of them that holds a plan's own sections, or nil; Sections
	// says where they begin in it.
	Newest   *record.Document
	Sections []Section
	// Dates are those about the plan, the soonest first, what is done included.
	Dates []Dated
}

// Section is where a lettered section of a plan begins: the page, and the heading
// that stands there.
type Section struct {
	Letter string // "A" to "K"
	record.Quote
}

// planKinds are the kinds of document that are a plan, or are about one that is
// made or changed.
var planKinds = []string{"draft-plan", "draft-plan-document", "final-plan", "final-plan-document", "amendment-notice",
	"amended-final-plan", "annual-review-decision-amend", "annual-review-decision-maintain", "refusal-to-issue", "cease-proposal", "cease-to-maintain"}

// IsPlan reports whether a document may hold a plan's own pages.
func IsPlan(kind string) bool {
	return slices.Contains([]string{"draft-plan", "draft-plan-document", "final-plan", "final-plan-document", "amendment-notice", "amended-final-plan"}, kind)
}

// Plan gives what the file has of a child's plan.
func (a *App) Plan(child record.ID) (Plan, error) {
	var p Plan
	list, err := a.Documents(child)
	if err != nil {
		return p, err
	}
	for _, d := range list {
		if slices.Contains(planKinds, d.Kind) {
			p.Papers = append(p.Papers, d)
		}
	}
	for i, d := range p.Papers {
		if d.By != "" || !IsPlan(d.Kind) || d.Problem != "" && d.Problem != record.ProblemScanned {
			continue
		}
		pages, err := a.readPages(d)
		if err != nil {
			continue // its words cannot be read: a check names it, and it still stands in the list
		}
		var words []recognise.Page
		for _, pg := range pages {
			words = append(words, recognise.Page{Text: pg.Text, Second: pg.Second})
		}
		for _, x := range recognise.Sections(words) {
			p.Newest = &p.Papers[i]
			p.Sections = append(p.Sections, Section(x))
		}
		if p.Newest != nil {
			break
		}
	}
	due, err := a.Dates(child)
	for _, d := range due {
		if d.State != Withdrawn && a.aboutPlan(d.Rule) {
			p.Dates = append(p.Dates, d)
		}
	}
	return p, err
}

// aboutPlan reports whether a rule is about a plan that is made, changed, reviewed
// or moved.
func (a *App) aboutPlan(rule string) bool {
	r, ok := a.Book.Rule(rule)
	if !ok {
		return false
	}
	switch r.Stage {
	case "review", "reassess", "moving":
		return true
	}
	return strings.Contains(r.ID, "plan") || r.ID == "personal-budget-request"
}
