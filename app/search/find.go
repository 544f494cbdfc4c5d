package search

import (
	"cmp"
	"slices"

	"leverarch/app/record"
)

// Hit is an entry that was found.
type Hit struct {
	Key, Of, Kind string
	Score         float64
}

// Only narrows a search. Empty fields narrow nothing.
type Only struct {
	Child record.ID // and what belongs to no child
	Kinds []string
}

func (o Only) fits(e *entry) bool {
	return (o.Child == "" || e.Child == "" || e.Child == o.Child) &&
		(len(o.Kinds) == 0 || slices.Contains(o.Kinds, e.Kind))
}

// Query is what somebody typed, taken apart. It is good for as long as the index
// is not changed.
type Query struct {
	ix    *Index
	units []unit
}

// Ask takes a query apart. A query of nothing but signs asks for nothing.
func (ix *Index) Ask(query string) Query { return Query{ix, ix.units(query)} }

// Empty reports whether the query asks for nothing.
func (q Query) Empty() bool { return len(q.units) == 0 }

// How words are weighed: as usual (Okapi BM25), with what is below.
const (
	full      = 1.2  // how soon a word said again stops counting
	short     = 0.6  // how much a short entry counts above a long one
	elsewhere = 0.3  // a word that stands on another page of the same document
	together  = 0.8  // words side by side
	apartBy   = 10.0 // words at which that has halved
	looked    = 300  // how many of the best are looked at for that
	gapMost   = 2    // little words inside a name
)

// found is one unit in one entry.
type found struct {
	score float64
	post  post
	at    []int32 // where a name of several words begins
}

// Find gives the best hits, the best first, no more than most.
func (q Query) Find(only Only, most int) []Hit {
	ix := q.ix
	if len(q.units) == 0 || len(ix.at) == 0 {
		return nil
	}
	usual := max(1, float64(ix.total)/float64(len(ix.at)))
	in := make([][]found, len(q.units))
	best := make([]map[string]float64, len(q.units)) // of a document
	for i, u := range q.units {
		in[i] = make([]found, len(ix.entries))
		best[i] = map[string]float64{}
		count := 0
		for _, w := range u.ways {
			ix.stands(w.terms, func(p post, at []int32) {
				e := &ix.entries[p.entry]
				s := w.worth * p.worth * (full + 1) / (p.worth + full*(1-short+short*float64(e.Words)/usual))
				f := &in[i][p.entry]
				if f.score == 0 {
					count++
				}
				if s > f.score {
					*f = found{s, p, at}
				}
			})
		}
		telling := ix.idf(count)
		for n := range in[i] {
			if f := &in[i][n]; f.score > 0 {
				f.score *= telling
				if of := ix.entries[n].Of; of != "" && len(q.units) > 1 {
					best[i][of] = max(best[i][of], f.score)
				}
			}
		}
	}
	type candidate struct {
		entry int32
		score float64
	}
	var list []candidate
	for n := range ix.entries {
		e := &ix.entries[n]
		if e.Gone || !only.fits(e) {
			continue
		}
		sum, has := 0.0, 0.0
		for i := range q.units {
			if s := in[i][n].score; s > 0 {
				sum += s
				has++
			}
		}
		if has == 0 {
			continue
		}
		for i := range q.units {
			if in[i][n].score == 0 && e.Of != "" {
				if s := best[i][e.Of]; s > 0 {
					sum += elsewhere * s
					has += elsewhere
				}
			}
		}
		list = append(list, candidate{int32(n), sum * has / float64(len(q.units))})
	}
	order := func(x, y candidate) int {
		return cmp.Or(cmp.Compare(y.score, x.score), cmp.Compare(y.entry, x.entry)) // the newest first
	}
	slices.SortFunc(list, order)
	if len(q.units) > 1 {
		near := list[:min(looked, len(list))]
		for i := range near {
			near[i].score *= 1 + q.near(in, near[i].entry)
		}
		slices.SortFunc(near, order)
	}
	var out []Hit
	for _, c := range list[:min(most, len(list))] {
		e := ix.entries[c.entry]
		out = append(out, Hit{e.Key, e.Of, e.Kind, c.score})
	}
	return out
}

// near is how close together the units stand in an entry that has several.
func (q Query) near(in [][]found, n int32) float64 {
	type place struct {
		at   int32
		unit int
	}
	var all []place
	units := 0
	for i := range q.units {
		f := in[i][n]
		if f.score == 0 {
			continue
		}
		at := f.at
		if at == nil {
			at = f.post.where()
		}
		if len(at) > 0 {
			units++
		}
		for _, p := range at {
			all = append(all, place{p, i})
		}
	}
	if units < 2 {
		return 0
	}
	slices.SortFunc(all, func(x, y place) int { return cmp.Compare(x.at, y.at) })
	// the shortest stretch that holds all of them
	seen := make([]int, len(q.units))
	have, from, shortest := 0, 0, int32(1<<30)
	for to := range all {
		if seen[all[to].unit]++; seen[all[to].unit] == 1 {
			have++
		}
		for have == units {
			shortest = min(shortest, all[to].at-all[from].at)
			if seen[all[from].unit]--; seen[all[from].unit] == 0 {
				have--
			}
			from++
		}
	}
	over := max(0, float64(shortest)-float64(units-1))
	return together * float64(units) / float64(len(q.units)) * apartBy / (apartBy + over)
}

// stands finds the entries where stems stand in a row. For more than one, at says
// where each row begins.
func (ix *Index) stands(terms []string, f func(p post, at []int32)) {
	lists := make([]*list, len(terms))
	for i, t := range terms {
		if lists[i] = ix.terms[t]; lists[i] == nil {
			return
		}
	}
	if len(lists) == 1 {
		ix.each(lists[0], func(p post) { f(p, nil) })
		return
	}
	rarest := 0
	for i, l := range lists {
		if l.Count < lists[rarest].Count {
			rarest = i
		}
	}
	posts := make([]map[int32]post, len(lists))
	wanted := map[int32]bool{}
	ix.each(lists[rarest], func(p post) { wanted[p.entry] = true })
	for i, l := range lists {
		posts[i] = map[int32]post{}
		ix.each(l, func(p post) {
			if wanted[p.entry] {
				posts[i][p.entry] = p
			}
		})
	}
	entries := make([]int32, 0, len(wanted))
	for n := range wanted {
		entries = append(entries, n)
	}
	slices.Sort(entries)
next:
	for _, n := range entries {
		var starts, at []int32
		for i := range lists {
			p, ok := posts[i][n]
			if !ok {
				continue next
			}
			here := p.where()
			if i == 0 {
				starts, at = here, here
				continue
			}
			starts, at = follow(starts, at, here)
		}
		if len(starts) == 0 {
			if ix.titled(posts, n) {
				p := posts[0][n]
				p.worth = titleWorth
				f(p, nil)
			}
			continue
		}
		p := posts[0][n]
		p.worth = float64(len(starts))
		f(p, starts)
	}
}

// titled reports whether every word stands in the entry's title.
func (ix *Index) titled(posts []map[int32]post, n int32) bool {
	for _, m := range posts {
		if p := m[n]; p.worth < float64(p.count)+titleWorth {
			return false
		}
	}
	return true
}

// follow keeps the rows that go on with one of the places.
func follow(starts, at, next []int32) (s, a []int32) {
	j := 0
	for i, p := range at {
		for j < len(next) && next[j] <= p {
			j++
		}
		if j < len(next) && next[j]-p <= 1+gapMost {
			s, a = append(s, starts[i]), append(a, next[j])
		}
	}
	return s, a
}
