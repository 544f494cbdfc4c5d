package recognise

import (
	"math"
	"regexp"
	"strings"
)

// planFound is what there is of a plan in the document.
type planFound struct {
	found   bool
	start   place // where section A begins, from < 0 where nowhere
	kind    string
	amended bool
	sure    float64
	why     []place
}

var (
	headingRE = regexp.MustCompile(`(?:^|[\n\f\t])[*\s]?(?:(?:part|section)\s?)?([a-k])[12]?(?:\s?[:.\-)|]{1,2}\s?|\t)(?:[a-z ',]{0,30})(?:views|interests|aspirations|special\s?educational|health\s?(?:care\s)?(?:needs|provision)|social\s?care\s?(?:needs|provision|support)|other\s?social|any\s?(?:health|social|other)|outcomes|placement|name\s(?:and|of)|type\sof|personal\s?budget|advice|appendices|child|young)|(?:^|[\n\f\t])section\s?([a-k])[12]?\b[\s:.\-]`)
	planTitle = compile(`{ehcplan}`)

	finalWord   = regexp.MustCompile(`\bfinal(?:ised)?\b`)
	draftWord   = regexp.MustCompile(`\bdraft\b|\bproposed\b|for\s?consultation|\bfinal\sdraft\b|\bdraft\sfinal\b`)
	amendedWord = regexp.MustCompile(`\bamend(?:ed|ments?)\b|\brevised\b`)
	tickedFinal = regexp.MustCompile(`(?:☒|☑|✓|✔|\[x\]|\(x\))\s?(?:amended\s)?final|\bfinal\s?(?:plan)?\s?(?:☒|☑|✓|✔|\[x\]|\(x\))`)
	tickedDraft = regexp.MustCompile(`(?:☒|☑|✓|✔|\[x\]|\(x\))\s?(?:amended\s|proposed\s)?draft|\bdraft\s?(?:plan)?\s?(?:☒|☑|✓|✔|\[x\]|\(x\))`)
	statusRE    = regexp.MustCompile(`(?:status|version|type)\s?(?:of\s)?(?:this\s|the\s)?(?:ehc\s?)?(?:plan|document)?\s?[:\-]?\s?([^\n\f]{2,60})`)
	unticked    = regexp.MustCompile(`(?:☐|□|\[\s?\]|\(\s\))\s?[a-z ]{0,30}|\bdraft\s?(?:plan\s?)?/\s?(?:proposed\s?/\s?)?final[^\n\f]*`)
	finalDated  = regexp.MustCompile(`(?:date\s?of\s?(?:issue\s?of\s?)?(?:the\s|this\s)?final|final\s?(?:(?:ehc\s?p?|plan|version)\s?){0,2}(?:issued|dated|date|sent)|plan\s?(?:was\s?)?made(?:\s?on)?\s?:)[^\n\f0-9]{0,30}[0-9]`)
	draftDated  = regexp.MustCompile(`\b(?:draft|proposed)\s?[^\n\f0-9]{0,40}[0-9][^\n\f\t]*`)
	dueFinal    = regexp.MustCompile(`(?:date\s)?(?:the\s)?final\s?(?:ehc\s?|ehcp\s?)?(?:plan\s)?(?:is\s|will\sbe\s|to\sbe\s)?(?:due|issued\sby|sent\sby)|by\s?which\s?the\s?final`)
)

// headings a plan must show, of the eleven of regulation 12 of the SEND
// Regulations 2014, to be taken for one.
const headingsWanted = 5

// heading is a lettered heading of a plan, or what looks like one.
type heading struct {
	letter byte // small
	place
}

// headingsOf finds the lettered headings of a document.
func headingsOf(pages []*page) []heading {
	var list []heading
	for i, p := range pages {
		for _, m := range headingRE.FindAllStringSubmatchIndex(p.low, 400) {
			g := 2
			if m[g] < 0 {
				g = 4
			}
			list = append(list, heading{p.low[m[g]], place{i, m[0], m[1]}})
			if len(list) > mostHeadings {
				break
			}
		}
	}
	return list
}

// mostHeadings is how many headings are looked at: far more than any plan has.
const mostHeadings = 2000

// planOf looks for a plan: enough of its lettered sections, in any part of the
// document. A list of the sections close together is a list of contents.
func planOf(pages []*page) planFound {
	none := planFound{start: place{from: -1}}
	list := headingsOf(pages)
	letters := map[byte]bool{}
	for _, h := range list {
		letters[h.letter] = true
	}
	if len(letters) < headingsWanted {
		return none
	}
	// Section A, and where there are several (contents come first) the first that
	// is not in a list, or else the last.
	start, listed := -1, true
	for i, h := range list {
		if h.letter != 'a' && (h.letter != 'b' || letters['a']) {
			continue
		}
		start = i
		if i+2 >= len(list) || list[i+2].page != h.page || list[i+2].from-h.from > 2*closeLines {
			listed = false
			break
		}
	}
	start = max(0, start)
	if at := list[start].place; listed {
		// A letter may only explain the sections: it goes on behind them.
		low := pages[at.page].low[:at.from]
		if m := dearRE.FindStringIndex(low); m != nil && !signedRE.MatchString(low[m[1]:]) {
			return none
		}
	}
	out := planFound{found: true, start: list[start].place}
	// What the cover says before the first section.
	cover, coverAt := "", place{}
	first := max(0, out.start.page-2)
	for i := first; i <= out.start.page; i++ {
		low := pages[i].low
		if i == out.start.page {
			low = low[:out.start.from]
		}
		if len(low) > 6000 {
			low = low[len(low)-6000:]
		}
		cover += low + "\f"
	}
	coverAt = place{page: out.start.page, from: out.start.from, to: min(out.start.to, out.start.from+80)}
	cover = unticked.ReplaceAllString(dueFinal.ReplaceAllString(cover, " "), " ")
	dated := finalDated.MatchString(cover)
	if dated {
		cover = draftDated.ReplaceAllString(cover, " ") // the day of the draft before it
	}
	top := cover[:min(len(cover), 260)]
	status := ""
	if m := statusRE.FindStringSubmatch(cover); m != nil {
		status = m[1]
	}
	out.amended = amendedWord.MatchString(status) || amendedWord.MatchString(top)
	score := 0.0 // above nothing: final
	switch {
	case tickedDraft.MatchString(cover):
		score = -4
	case tickedFinal.MatchString(cover):
		score = 4
	default:
		for _, t := range []struct {
			text  string
			worth float64
		}{{status, 2}, {top, 2}, {cover, 0.5}} {
			if draftWord.MatchString(t.text) || amendedWord.MatchString(t.text) && !finalWord.MatchString(t.text) && t.worth > 1 {
				score -= t.worth + 0.5
			}
			if finalWord.MatchString(t.text) {
				score += t.worth
			}
		}
		if dated {
			score += 3
		}
		if score == 0 {
			score = 0.5 // a plan that does not call itself a draft is in force
			for _, p := range pages[max(0, len(pages)-2):] {
				if strings.Contains(p.low, "unsigned draft") || strings.HasSuffix(strings.TrimSpace(p.low), "draft") {
					score = -1
				}
			}
		}
	}
	out.kind = FinalPlanDocument
	if score < 0 {
		out.kind = DraftPlanDocument
	}
	out.sure = math.Round(100*(0.6+0.09*min(4, math.Abs(score))))/100 + 0.02
	for i := first; i <= out.start.page; i++ {
		low := pages[i].low
		if i == out.start.page {
			low = low[:out.start.from]
		}
		if m := planTitle.FindStringIndex(low); m != nil {
			from := m[0]
			if j := strings.LastIndexAny(low[:from], "\n\f\t"); j >= 0 && from-j < 60 {
				from = j + 1
			} else if from < 60 {
				from = 0
			}
			out.why = append(out.why, place{i, from, m[1]})
			break
		}
	}
	out.why = append(out.why, coverAt)
	return out
}
