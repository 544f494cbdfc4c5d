package recognise

import (
	"cmp"
	"regexp"
	"slices"

	"leverarch/app/record"
)

// Section is where a lettered section of a plan begins.
type Section struct {
	Letter string // "A" to "K"
	record.Quote
}

// closeLines is how many bytes there are at most from one line of a list of
// contents to the next.
const closeLines = 160

// Sections says where the sections of a plan begin, in the order of their letters,
// each with the heading that shows it. A section that cannot be told is left out,
// and what is no plan has none. A list of contents is no beginning: of a letter
// that stands several times the first is taken that has words of its own behind it.
func Sections(pages []Page) []Section {
	var plainPages []*page
	for i, pg := range pages {
		plainPages = append(plainPages, plain(pg.Text, i+1))
	}
	plan := planOf(plainPages)
	if !plan.found {
		return nil
	}
	list := append(headingsOf(plainPages), jointOf(plainPages)...)
	slices.SortStableFunc(list, func(a, b heading) int { return cmp.Or(a.page-b.page, a.from-b.from) })
	begins, sure := map[byte]heading{}, map[byte]bool{}
	for i, h := range list {
		if sure[h.letter] || h.page < plan.start.page || h.page == plan.start.page && h.from < plan.start.from {
			continue
		}
		begins[h.letter], sure[h.letter] = h, !listed(list, i)
	}
	var out []Section
	for c := byte('a'); c <= 'k'; c++ {
		if h, ok := begins[c]; ok {
			out = append(out, Section{string(c - 'a' + 'A'), record.Quote{Words: plainPages[h.page].line(h.from), Page: h.page + 1}})
		}
	}
	return out
}

var jointRE = regexp.MustCompile(`(?:^|[\n\f\t])sections?\s?([a-k])[12]?\s?(?:and|&|,|/)\s?([a-k])[12]?\b`)

// jointOf finds headings of two sections at once: Sections E and F.
func jointOf(pages []*page) []heading {
	var list []heading
	for i, p := range pages {
		for _, m := range jointRE.FindAllStringSubmatchIndex(p.low, 100) {
			for _, g := range []int{m[2], m[4]} {
				list = append(list, heading{p.low[g], place{i, m[0], m[1]}})
			}
		}
	}
	return list
}

// listed reports whether a heading stands in a list of contents: two others, of
// other letters, follow or come before it so closely that nothing can stand between.
func listed(list []heading, i int) bool {
	near := func(a, b int) bool {
		return a >= 0 && b < len(list) && list[a].page == list[b].page && list[b].from-list[a].from <= closeLines && list[a].letter != list[b].letter
	}
	return near(i, i+1) && near(i+1, i+2) || near(i-1, i) && near(i-2, i-1) || near(i-1, i) && near(i, i+1)
}

// line gives the words of the line that begins at or after a place, as they stand.
func (p *page) line(from int) string {
	for from < len(p.low) && (p.low[from] == gapLine || p.low[from] == gapPart || p.low[from] == gapCell) {
		from++
	}
	to := from
	for to < len(p.low) && p.low[to] != gapLine && p.low[to] != gapPart && to-from < lineMost {
		to++
	}
	return p.quote(from, to)
}

// lineMost is how much of a heading is quoted.
const lineMost = 80
