package search

import (
	"slices"
	"strings"
	"unicode"
)

// Span is a run of bytes of a text.
type Span struct{ From, To int }

// mark is a span and the unit of the query it answers.
type mark struct {
	Span
	unit int
}

// Marks gives the spans of a text that the query was looking for, in order and
// without overlaps.
func (q Query) Marks(text string) []Span {
	var out []Span
	for _, m := range q.marks(text) {
		if n := len(out); n > 0 && m.From < out[n-1].To {
			out[n-1].To = max(out[n-1].To, m.To)
			continue
		}
		out = append(out, m.Span)
	}
	return out
}

func (q Query) marks(text string) []mark {
	list := tokens(text)
	at := map[string][]int{}
	for i, t := range list {
		if !little[t.word] {
			s := stem(t.word)
			at[s] = append(at[s], i)
		}
	}
	var out []mark
	days := map[string][]Span{}
	daysIn(text, list, func(i, n int, words ...string) {
		for _, w := range words {
			days[w] = append(days[w], Span{list[i].from, list[i+n-1].to})
		}
	})
	for u, unit := range q.units {
		for _, w := range unit.ways {
			for _, s := range days[w.terms[0]] {
				out = append(out, mark{s, u})
			}
		next:
			for _, first := range at[w.terms[0]] {
				last := first
				for _, term := range w.terms[1:] {
					i, _ := slices.BinarySearch(at[term], last+1)
					if i == len(at[term]) || at[term][i]-last > 1+gapMost {
						continue next
					}
					last = at[term][i]
				}
				out = append(out, mark{Span{list[first].from, list[last].to}, u})
			}
		}
	}
	slices.SortStableFunc(out, func(x, y mark) int { return x.From - y.From })
	return out
}

// Line gives a line of so many bytes, about, from where the text says most of what
// was looked for, with the spans to mark in it. Where it says nothing of it, the
// line is the beginning.
func (q Query) Line(text string, size int) (line string, marks []Span) {
	all := q.marks(text)
	best, most := 0, 0
	for i, m := range all {
		units := map[int]bool{}
		for _, o := range all[i:] {
			if o.To-m.From > size {
				break
			}
			units[o.unit] = true
		}
		if len(units) > most {
			best, most = i, len(units)
		}
	}
	from := 0
	if most > 0 {
		from = max(0, all[best].From-size/4)
	}
	to := min(len(text), from+size)
	from, to = whole(text, from, to)
	line = strings.Join(strings.Fields(text[from:to]), " ")
	if from > 0 {
		line = "… " + line
	}
	if to < len(text) {
		line += " …"
	}
	return line, q.Marks(line)
}

// whole moves the ends of a stretch to the ends of words.
func whole(text string, from, to int) (int, int) {
	if from > 0 {
		if i := strings.IndexFunc(text[from:to], unicode.IsSpace); i >= 0 {
			from += i
		}
	}
	if to < len(text) {
		if i := strings.LastIndexFunc(text[from:to], unicode.IsSpace); i > 0 {
			to = from + i
		}
	}
	for from < to && text[from]&0xC0 == 0x80 {
		from++
	}
	for to > from && to < len(text) && text[to]&0xC0 == 0x80 {
		to--
	}
	return from, to
}
