package recognise

import (
	"regexp"
	"strings"

	"leverarch/app/record"
)

// before gives the words in front of a date, at most n bytes, and after those
// behind it.
func (f *found) before(n int) string { return f.page.low[max(0, f.from-n):f.from] }
func (f *found) after(n int) string  { return f.page.low[f.to:min(len(f.page.low), f.to+n)] }

// sentence gives the words in front of a date back to the end of the sentence,
// paragraph or list item before, or to an earlier date on another line.
func (f *found) sentence(n int) string {
	s := f.before(n)
	if len(s) < f.from && s != "" {
		// A word cut in two at the far end is no word.
		if i := strings.IndexAny(s, " \t\n\f"); i >= 0 {
			s = s[i:]
		}
	}
	at := 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case gapPart, '*':
			at = i + 1
		case '.', '?', '!':
			if i+1 < len(s) && isGap(s[i+1]) && !abbreviated.MatchString(s[:i]) {
				at = i + 1
			}
		}
	}
	s = s[at:]
	// A line that begins with a capital under a short line is a row of its own.
	if nl := strings.LastIndexByte(s, gapLine); nl >= 0 && nl+1 < len(s) {
		row := f.from - len(s) + nl + 1
		above := f.page.low[max(0, row-1-shortLine) : row-1]
		if c := f.page.show[row]; 'A' <= c && c <= 'Z' && (len(above) < shortLine || strings.ContainsAny(above, "\n\f") || strings.IndexByte(s[nl:], gapCell) >= 0) {
			s = s[nl+1:]
		}
	}
	return s
}

// shortLine is how many bytes a line has that ends before the right margin.
const shortLine = 45

var abbreviated = regexp.MustCompile(`(?:^|[\s(])(?:mr|mrs|ms|dr|no|st|e\.g|i\.e|a\.m|p\.m|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|mon|tues?|wed|thurs?|fri|sat|sun|[a-z]|s|reg|para|rev|ver|ref|tel|approx|incl|inc)$`)

const birthCue = `(?:\bd\.?\s?[o0]\.?\s?b\b\.?|date\s?of\s?birth|birth\s?date|\bborn(?:\s?on)?|birthday|\baged?\b[^.\n]{0,12})`

var (
	birthBefore = regexp.MustCompile(birthCue + `[^a-z0-9]{0,14}(?:dd\W?mm\W?yy(?:yy)?)?[^a-z0-9]{0,6}$|[,(\s]b\.\s?$`)
	birthAfter  = regexp.MustCompile(`^[ \n(]{0,3}` + birthCue + `(?:[^0-9:a-z]{0,3}(?:[a-z]|$))`)

	// its own line or cell says Date, in one of the ways letters do
	dateCue = regexp.MustCompile(`(?:^|[\n\f\t|]|ref[^\n\f\t]{0,40}\s|\.(?:example|uk|org|com)\s|[0-9]\s)(?:(?:letter|notice|decision|today's)\s?date|date\s?(?:of\s?)?(?:this\s?)?(?:letter|notice|decision|issue|sending|posting|order|certificate)|date\s?(?:issued|sent|posted|of\s?issue)|dated?|sent|issued|issue\s?date|date\s?as\s?postmark)(?:\s?(?:on|:|-|\.|=|\|))*\s?$`)
	// "date" with a word before it that makes it another date
	otherDate = regexp.MustCompile(`date\s?(?:of\s?)?(?:the\s?)?(?:received|request|referral|panel|review|meeting|hearing|visit)\s?[:\-]?\s?$|(?:clinic|panel|review|meeting|hearing|start|end|due|closing|revision|expiry|assessment|report|request|received|print(?:ed)?|visit|reply|return|next|renewal|registration|appointment|admission|deadline|last|target|completion)[ ]?dates?\s?[:\-]?\s?$|(?:^|[\n\f\t])(?:received|arrived|opened|came\s?in|request\s?in|logged)(?:\s?(?:by|with|at|in)\s?(?:us|the\s?\w+|this\s?office))?(?:\s?on)?[\s:|\-]*$`)
	// words in a sentence that lead up to a date of something else
	inSentence = regexp.MustCompile(`(?:[a-z,]\s(?:on|dated|of|from|until|to|by|before|since|after|and|is|was|at)|\b(?:by|before|until|no later than))\s?$`)
	meetingTag = regexp.MustCompile(`^[^\f]{0,8}[\s|]{1,3}(?:at\s|time\b|venue|place\s?:|location|from\s[0-9]|[0-9]{1,2}[:.][0-9]{2}\s?(?:am|pm)?\s?(?:-|to|at))`)
	signature  = regexp.MustCompile(`(?:sign(?:ed|ature)[^\f]{0,160})\bdated?\s?:?\s?$`)
	wroteRE    = regexp.MustCompile(`^[^\f]{0,90}\bwrote\s?:`)

	// what a plan, a report or a certificate calls the day it bears
	draftLabel  = regexp.MustCompile(`(?:dates?\s?(?:of\s?)?(?:issue\s?of\s?)?(?:this\s?|the\s?)?(?:first\s?|proposed\s?|amended\s?|ehcp?\s?)*(?:draft|proposed|amend(?:ment|ed))(?:\s?(?:ehcp?|plan|amended|version|issued|sent|notice))*|(?:draft|proposed|amended)\s?(?:plan\s?|ehcp?\s?)*(?:issued|date|dated|sent|issue\s?date|version\s?date)(?:\s?on)?)[\s:|\-.(]{0,6}$`)
	finalLabel  = regexp.MustCompile(`(?:date\s?(?:of\s?)?(?:issue\s?of\s?)?(?:this\s?|the\s?)?(?:amended\s?|ehcp?\s?)*final(?:ised)?(?:\s?(?:amended|ehcp?|plan|version|issued|sent))*|final(?:ised)?\s?(?:amended\s?)?(?:plan\s?|ehcp?\s?)*(?:issued|date|dated|sent|on|issue\s?date)(?:\s?on)?|date\s?(?:the\s?)?(?:ehcp?\s?)?(?:plan\s?)?(?:was\s?)?(?:finalised|made)(?:\s?on)?|plan\s?(?:was\s?)?(?:finalised|made)(?:\s?on)?)[\s:|\-.(]{0,6}$`)
	planLabel   = regexp.MustCompile(`(?:date\s?of\s?(?:this\s?|the\s?|ehcp?\s?|education,?\s?health\s?and\s?care\s?)*(?:plan|ehcp|document|issue)|(?:issue|plan|ehcp|version)\s?date|date\s?(?:issued|sent)|(?:issued|dated)(?:\s?on)?)[\s:|\-.(]{0,6}$`)
	reportLabel = regexp.MustCompile(`(?:date\s?of\s?(?:this\s?)?(?:report|advice|writing)|(?:report|advice)\s?dated?|date\s?(?:(?:report|advice)\s?)?(?:written|completed|signed|typed)|dated?)[\s:|\-.(]{0,6}$`)
)

func (f *found) birth() bool {
	return birthBefore.MatchString(f.before(60)) || birthAfter.MatchString(f.after(24))
}

// alone reports whether nothing but the date stands on its line or in its cell.
func (f *found) alone() (line, cell bool) {
	low := f.page.low
	i, j := f.from, f.to
	for i > 0 && strings.IndexByte(" ,.|", low[i-1]) >= 0 {
		i--
	}
	for j < len(low) && strings.IndexByte(" ,.|", low[j]) >= 0 {
		j++
	}
	startLine := i == 0 || low[i-1] == gapLine || low[i-1] == gapPart
	endLine := j == len(low) || low[j] == gapLine || low[j] == gapPart
	startCell := startLine || low[i-1] == gapCell
	endCell := endLine || low[j] == gapCell
	return startLine && endLine, startCell && endCell
}

// ownDate finds the day a document itself bears, or nil.
func ownDate(dates []found, kind string, f *front, plan planFound) *found {
	if kind == DraftPlanDocument || kind == FinalPlanDocument {
		if d := planDate(dates, kind, plan); d != nil {
			return d
		}
	}
	if d := passedOn(dates, f); d != nil {
		return d
	}
	var best *found
	top := 0.0
	for i := range dates {
		d := &dates[i]
		if d.page.number > 2 || d.NoYear || f.dear < 0 && d.inPlan(plan) {
			continue
		}
		if s := ownScore(d, kind, f); s > top {
			best, top = d, s
		}
	}
	if top >= 3 {
		return best
	}
	// The only date in the head of a letter is its own.
	if best != nil && top > 0.5 {
		return best
	}
	return nil
}

func ownScore(d *found, kind string, f *front) float64 {
	before := d.before(80)
	if d.birth() || d.span || wroteRE.MatchString(d.after(120)) || otherDate.MatchString(before) || referenceRE.MatchString(before) {
		return -9
	}
	s := 0.0
	inHead := false
	if f.dear >= 0 {
		at := d.from
		if d.page.number == 2 {
			at += f.starts[min(1, len(f.starts)-1)]
		}
		inHead = at < f.dear
		switch {
		case inHead:
			s += 2
			if f.dear-at < 500 {
				s++
			}
		case at > f.end-40:
			s-- // behind the signature: leaflets and footers
		default:
			s -= 2
		}
	} else if d.page.number == 1 && d.from < 1500 {
		s++
		inHead = true
	}
	if d.page.number > 1 {
		s -= 2
	}
	line, cell := d.alone()
	ownReport := kind == Report && reportLabel.MatchString(before)
	switch {
	case dateCue.MatchString(before):
		s += 6
		if signature.MatchString(d.before(240)) {
			s -= 3
		}
		if meetingTag.MatchString(d.after(60)) {
			s -= 6
		}
	case line:
		s += 3
	case cell:
		s += 2
	case inSentence.MatchString(before) && !ownReport:
		s -= 4
	}
	if ownReport {
		s += 4
	}
	if kind == TribunalDirections && orderDay.MatchString(before) {
		s += 7
	}
	if kind == MediationCertify && certificateDay.MatchString(before) {
		s += 7
	}
	if why := decoyOf(d); !ownReport && why != "" && !(why == decoyReport && line && inHead) {
		s -= 8 // alone on a line under "Statutory Assessment" is no assessment's date
	}
	if !inHead && !dateCue.MatchString(before) && s < 3 {
		return min(s, 0)
	}
	return s
}

var (
	// the head of a message: one line of it says when it was sent
	sentLine = regexp.MustCompile(`(?:^|[\n\f])(?:>\s?)*\*?(?:date|sent)\s?:\*?\s?(?:(?:mon|tues?|wed|thu|thurs|fri|sat|sun)[a-z]*,?\s?)?$`)
	fromLine = regexp.MustCompile(`(?:^|[\n\f])(?:>\s?)*\*?from\s?:`)
	toldOn   = regexp.MustCompile(`(?:^|[\n\f])subject\s?:\s?(?:fwd?|wg|tr)\s?:|forwarded\smessage`)
	anAnswer = regexp.MustCompile(`(?:^|[\n\f])subject\s?:\s?re\s?:`)
)

// shortCover is how many bytes stand between the heads of two messages where there
// is no more than a line or two above one that is passed on.
const shortCover = 300

// passedOn finds when a message was first sent that somebody passed on, or nil: a
// decision is dated by the council's own message, not by the one it came in later.
// In an answer the newest message stands first, and its day is the right one.
func passedOn(dates []found, f *front) *found {
	type head struct {
		*found
		at int // in f.low
	}
	var heads []head
	for i := range dates {
		d := &dates[i]
		if d.page.number > len(f.starts) || d.NoYear || !sentLine.MatchString(d.before(40)) {
			continue
		}
		at := f.starts[d.page.number-1] + d.from
		if at < len(f.low) && fromLine.MatchString(f.low[max(0, at-300):min(len(f.low), at+300)]) {
			heads = append(heads, head{d, at})
		}
	}
	if len(heads) < 2 || anAnswer.MatchString(f.low[:heads[1].at]) {
		return nil
	}
	last := heads[0]
	for _, h := range heads[1:] {
		if h.at > f.dear && f.dear >= 0 || !toldOn.MatchString(f.low[:h.at]) && h.at-last.at > shortCover {
			break
		}
		last = h
	}
	if last == heads[0] {
		return nil
	}
	return last.found
}

var orderDay = regexp.MustCompile(`(?:^|[\n\f\t])(?:order\s?|directions?\s?)?(?:made|dated|issued|sent)(?:\s?(?:on|this|:))*\s?$`)

var certificateDay = regexp.MustCompile(`(?:date\s?(?:of\s?)?(?:issue|certificate)(?:\s?of\s?certificate|\s?issued)?|certificate\s?(?:date|issued|was\s?issued|is\s?issued)(?:\s?on)?|issued(?:\s?on)?|date\s?issued)[\s:|\-]{0,4}$`)

// planDate finds the day a plan bears by its label, the one of its own kind
// first, then the day beside the signature.
func planDate(dates []found, kind string, plan planFound) *found {
	labels := []*regexp.Regexp{draftLabel, planLabel, finalLabel}
	if kind == FinalPlanDocument {
		labels = []*regexp.Regexp{finalLabel, planLabel, draftLabel}
	}
	for _, re := range labels {
		for i := range dates {
			d := &dates[i]
			if d.NoYear || d.birth() || d.inPlan(plan) {
				continue
			}
			if b := d.before(70); re.MatchString(b) && !dueFinal.MatchString(b) {
				return d
			}
		}
	}
	for i := len(dates) - 1; i >= 0; i-- {
		d := &dates[i]
		if !d.NoYear && signature.MatchString(d.before(240)) {
			return d
		}
	}
	return nil
}

// inPlan reports whether the date stands behind the head of a plan's section A.
func (f *found) inPlan(plan planFound) bool {
	if !plan.found {
		return false
	}
	page := plan.start.page + 1
	return f.page.number > page || f.page.number == page && f.from >= plan.start.from
}

// complete gives a year to the days written without one, where the letter's own
// day leaves no doubt: the day of the week fits one year only, or the day lies
// within four months of the letter.
func complete(dates []found, letter record.Day) []found {
	const sure = 124 // days
	kept := dates[:0]
	for _, d := range dates {
		if !d.NoYear {
			kept = append(kept, d)
			continue
		}
		if letter.IsZero() {
			continue
		}
		var fits []record.Day
		for y := letter.Year - 1; y <= letter.Year+1; y++ {
			day := record.NewDay(y, d.Day.Month, d.Day.Date)
			away := letter.DaysUntil(day)
			switch {
			case day.IsZero(), away < -sure, away > 2*sure:
			case d.week >= 0 && int(day.Weekday()) != d.week:
			case d.week < 0 && away > sure:
			default:
				fits = append(fits, day)
			}
		}
		if len(fits) == 1 {
			d.Day, d.NoYear = fits[0], false
			kept = append(kept, d)
		}
	}
	return kept
}
