package search

import (
	_ "embed"
	"math"
	"slices"
	"sort"
	"strings"
	"sync"

	"github.com/BurntSushi/toml"
)

//go:embed words.toml
var sameWords string

// groups is the table: each group is one thing and its names.
func groups() [][]string {
	var table struct{ Same [][]string }
	if _, err := toml.Decode(sameWords, &table); err != nil {
		panic("search: words.toml: " + err.Error()) // a test loads it
	}
	return table.Same
}

// names gives, for the stems of a name in a row, the other names of the same thing.
var names = sync.OnceValue(func() map[string][][]string {
	out := map[string][][]string{}
	for _, group := range groups() {
		var all [][]string
		for _, name := range group {
			all = append(all, stems(name))
		}
		for _, name := range all {
			key := strings.Join(name, " ")
			for _, other := range all {
				if strings.Join(other, " ") != key {
					out[key] = append(out[key], other)
				}
			}
		}
	}
	return out
})

// generalWords say what sort of paper is looked for, and less than the words beside
// them.
var generalWords = set("report reports letter letters assessment assessments advice meeting meetings document documents page pages note notes email emails")

// longestName is how many words a name in the table has at most.
const longestName = 6

func stems(text string) []string {
	var out []string
	for _, t := range tokens(text) {
		if !little[t.word] {
			out = append(out, stem(t.word))
		}
	}
	return out
}

// way is one thing to look for: stems in a row, and how much finding it counts.
type way struct {
	terms []string
	worth float64
}

// unit is one thing a query asks for, in any of its ways.
type unit struct{ ways []way }

const (
	otherName = 0.85 // another name of the same thing
	misspelt  = 0.75 // one letter from what was typed
	further   = 0.5  // two letters
	begun     = 0.7  // what was typed is its beginning
	begunName = 0.5  // and a name as it stands
	general   = 0.4  // a word of half the papers there are
	enough    = 3    // a word in so many entries is not taken for a typing error
	mostBegun = 24
	mostNear  = 8
)

// units takes a query apart.
func (ix *Index) units(query string) []unit {
	list := tokens(query)
	dated := make([]bool, len(list))
	var out []unit
	daysIn(query, list, func(at, n int, words ...string) {
		for i := at; i < at+n; i++ {
			dated[i] = true
		}
		out = append(out, unit{[]way{{words[:1], 1}}})
	})
	var kept []token
	for i, t := range list {
		if !dated[i] && (!little[t.word] || len(list) == 1) {
			kept = append(kept, t)
		}
	}
	open := len(list) > 0 && list[len(list)-1].to == len(query) // still being typed
	table := names()
	for i := 0; i < len(kept); {
		n, others := 1, [][]string(nil)
		for k := min(longestName, len(kept)-i); k >= 1; k-- {
			var key []string
			for _, t := range kept[i : i+k] {
				key = append(key, ix.stemOf(t.word))
			}
			if o := table[strings.Join(key, " ")]; o != nil {
				n, others = k, o
				out = append(out, unit{[]way{{key, 1}}})
				break
			}
		}
		if others == nil {
			out = append(out, ix.alone(kept[i].word, open && i == len(kept)-1))
		} else {
			u := &out[len(out)-1]
			for _, o := range others {
				u.ways = append(u.ways, way{o, otherName})
			}
			if n == 1 && open && i == len(kept)-1 {
				for _, w := range ix.begunBy(kept[i].word) {
					u.ways = append(u.ways, way{w.terms, w.worth * begunName})
				}
			}
		}
		i += n
	}
	return out
}

// named holds the stems that names are made of.
var named = sync.OnceValue(func() map[string]bool {
	out := map[string]bool{}
	for _, group := range groups() {
		for _, name := range group {
			for _, s := range stems(name) {
				out[s] = true
			}
		}
	}
	return out
})

// stemOf is the stem of a word or, where neither a paper nor a name has that word,
// of the nearest one that is there: so "langauge" still makes up a name.
func (ix *Index) stemOf(w string) string {
	if s := stem(w); !named()[s] && ix.terms[s] == nil {
		if near := ix.near(w); len(near) > 0 {
			return near[0].terms[0]
		}
	}
	return stem(w)
}

// alone is a word that is no name in the table.
func (ix *Index) alone(w string, open bool) unit {
	u := unit{[]way{{[]string{stem(w)}, 1}}}
	if generalWords[w] {
		u.ways[0].worth = general
		return u
	}
	if open {
		u.ways = append(u.ways, ix.begunBy(w)...)
	}
	l := ix.terms[stem(w)]
	if (l == nil || l.Count < enough) && len(u.ways) == 1 {
		near := ix.near(w)
		u.ways = append(u.ways, near...)
		for _, n := range near[:min(1, len(near))] { // a typing error in another name
			for _, o := range names()[n.terms[0]] {
				u.ways = append(u.ways, way{o, otherName * n.worth})
			}
		}
	}
	return u
}

// begunBy gives the words that begin with what was typed, the commonest first.
func (ix *Index) begunBy(w string) []way {
	if len(w) < 3 {
		return nil
	}
	if ix.sorted == nil {
		ix.sort()
	}
	var found []string
	for i := sort.SearchStrings(ix.sorted, w); i < len(ix.sorted) && strings.HasPrefix(ix.sorted[i], w); i++ {
		found = append(found, ix.sorted[i])
	}
	slices.SortStableFunc(found, func(x, y string) int { return int(ix.words[y].count - ix.words[x].count) })
	var out []way
	seen := map[string]bool{stem(w): true}
	for _, f := range found {
		if s := ix.words[f].stem; !seen[s] && len(out) < mostBegun {
			seen[s] = true
			out = append(out, way{[]string{s}, begun})
		}
	}
	return out
}

func (ix *Index) sort() {
	ix.sorted = make([]string, 0, len(ix.words))
	for w := range ix.words {
		ix.sorted = append(ix.sorted, w)
	}
	slices.Sort(ix.sorted)
}

// near gives the words that a slip of the hand makes of this one, the nearest and
// commonest first. Short words are never taken for slips: OT is not TA.
func (ix *Index) near(w string) []way {
	if len(w) < 4 || digit(w[0]) {
		return nil
	}
	most := 1
	if len(w) >= 8 {
		most = 2
	}
	type found struct {
		stem  string
		off   int
		count int32
	}
	var list []found
	mask := letters(w)
	for other, x := range ix.words {
		if len(other) < len(w)-most || len(other) > len(w)+most || other == w || digit(other[0]) {
			continue
		}
		if differ(mask, letters(other)) > 2*most {
			continue
		}
		if off := distance(w, other, most); off <= most {
			if other[0] != w[0] {
				off++ // the first letter is seldom wrong
			}
			list = append(list, found{x.stem, off, x.count})
		}
	}
	slices.SortFunc(list, func(x, y found) int {
		if x.off != y.off {
			return x.off - y.off
		}
		if x.count != y.count {
			return int(y.count - x.count)
		}
		return strings.Compare(x.stem, y.stem)
	})
	var out []way
	seen := map[string]bool{stem(w): true}
	for _, f := range list {
		if seen[f.stem] || len(out) == mostNear || len(out) > 0 && f.off > list[0].off {
			continue
		}
		seen[f.stem] = true
		worth := misspelt
		if f.off > 1 {
			worth = further
		}
		out = append(out, way{[]string{f.stem}, worth})
	}
	return out
}

// letters is which letters a word has.
func letters(w string) uint32 {
	var m uint32
	for i := range len(w) {
		if c := w[i]; c >= 'a' && c <= 'z' {
			m |= 1 << (c - 'a')
		}
	}
	return m
}

func differ(x, y uint32) int {
	n := 0
	for d := x ^ y; d != 0; d &= d - 1 {
		n++
	}
	return n
}

// distance is how many letters were left out, put in, changed or swapped with the
// next, as far as most; more gives more than most.
func distance(a, b string, most int) int {
	if len(a) > longest || len(b) > longest {
		return most + 1
	}
	var rows [3][longest + 1]int
	before, last, now := &rows[0], &rows[1], &rows[2]
	for j := range len(b) + 1 {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		now[0] = i
		best := i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			d := min(last[j]+1, now[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				d = min(d, before[j-2]+1)
			}
			now[j] = d
			best = min(best, d)
		}
		if best > most {
			return most + 1
		}
		before, last, now = last, now, before
	}
	return last[len(b)]
}

// idf is how telling a thing is that stands in so many entries.
func (ix *Index) idf(count int) float64 {
	return math.Log(1 + (float64(len(ix.at))-float64(count)+0.5)/(float64(count)+0.5))
}
