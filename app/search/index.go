package search

import (
	"encoding/binary"
	"slices"

	"leverarch/app/record"
)

// Entry is one thing that can be found: a page of a document, a conversation, a
// person.
type Entry struct {
	Key   string // names it; an entry put again takes the place of the one before
	Of    string // what it is part of: the document of a page
	Kind  string // whoever puts it in says what it is
	Child record.ID
	Day   record.Day
	Title string
	Text  string
}

// entry is what is kept of one.
type entry struct {
	Key, Of, Kind string
	Child         record.ID
	Words         int // how many words it has
	Gone          bool
}

// Index holds the words of a family's file. It is not for several goroutines at
// once, but for [Index.Find], which any number may call while nothing else is.
type Index struct {
	entries []entry
	at      map[string]int32 // key to its place in entries
	terms   map[string]*list
	words   map[string]*word // as they are spelt, for typing errors and beginnings
	total   int              // words in all entries that are there
	gone    int
	sorted  []string // words in order; nil when there are new ones
}

// list is where one stem stands: for each entry a step from the one before, how
// much it counts, and steps from place to place.
type list struct {
	Posts []byte
	Last  int32 // the last entry in it
	Count int32 // entries in it, those gone too
}

// word is one spelling.
type word struct {
	stem  string
	count int32 // entries it stands in, those gone too
	last  int32
}

// New makes an empty index.
func New() *Index {
	return &Index{at: map[string]int32{}, terms: map[string]*list{}, words: map[string]*word{}}
}

// titleWorth is how much a word in a title counts beside one in the text.
const titleWorth = 4

// Put takes an entry in.
func (ix *Index) Put(e Entry) {
	ix.Remove(e.Key)
	n := int32(len(ix.entries))
	title, text := tokens(e.Title), tokens(e.Text)
	type stands struct {
		worth  uint64
		places []uint32
	}
	here := map[string]*stands{}
	put := func(term string, place, worth int) {
		s := here[term]
		if s == nil {
			s = &stands{}
			here[term] = s
		}
		s.worth += uint64(worth)
		if place >= 0 {
			s.places = append(s.places, uint32(place))
		}
	}
	spelt := func(w string) string {
		x := ix.words[w]
		if x == nil {
			x = &word{stem: stem(w), last: -1}
			ix.words[w] = x
			ix.sorted = nil
		}
		if x.last != n {
			x.last = n
			x.count++
		}
		return x.stem
	}
	for i, t := range text {
		if !little[t.word] {
			put(spelt(t.word), i, 1)
		}
	}
	daysIn(e.Text, text, func(at, _ int, words ...string) {
		for _, w := range words {
			put(w, at, 1)
		}
	})
	for _, t := range title {
		if !little[t.word] {
			put(spelt(t.word), -1, titleWorth)
		}
	}
	if !e.Day.IsZero() {
		for _, w := range dayWords(e.Day) {
			put(w, -1, titleWorth)
		}
	}
	for term, s := range here {
		l := ix.terms[term]
		if l == nil {
			l = &list{Last: -1}
			ix.terms[term] = l
		}
		slices.Sort(s.places)
		b := binary.AppendUvarint(l.Posts, uint64(n-l.Last))
		b = binary.AppendUvarint(b, s.worth)
		b = binary.AppendUvarint(b, uint64(len(s.places)))
		last := uint32(0)
		for _, p := range s.places {
			b = binary.AppendUvarint(b, uint64(p-last))
			last = p
		}
		l.Posts, l.Last = b, n
		l.Count++
	}
	words := len(text) + len(title)
	ix.entries = append(ix.entries, entry{e.Key, e.Of, e.Kind, e.Child, words, false})
	ix.at[e.Key] = n
	ix.total += words
}

// Remove takes an entry out. It is not found again, and its words are dropped when
// the index is next written down.
func (ix *Index) Remove(key string) {
	n, ok := ix.at[key]
	if !ok {
		return
	}
	ix.total -= ix.entries[n].Words
	ix.entries[n] = entry{Gone: true}
	delete(ix.at, key)
	ix.gone++
}

// RemoveOf takes out every part of something: all pages of a document.
func (ix *Index) RemoveOf(of string) {
	for i := range ix.entries {
		if e := &ix.entries[i]; !e.Gone && e.Of == of {
			ix.Remove(e.Key)
		}
	}
}

// Keys gives the name of every entry that is there.
func (ix *Index) Keys() []string {
	out := make([]string, 0, len(ix.at))
	for k := range ix.at {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// Len is how many entries there are.
func (ix *Index) Len() int { return len(ix.at) }

// post is one entry of a list.
type post struct {
	entry  int32
	worth  float64
	places []byte // not taken apart yet
	count  int
}

// each gives the entries of a list that are there, in order.
func (ix *Index) each(l *list, f func(post)) {
	n := int32(-1)
	for b := l.Posts; len(b) > 0; {
		var p post
		step, k := binary.Uvarint(b)
		b = b[k:]
		worth, k := binary.Uvarint(b)
		b = b[k:]
		count, k := binary.Uvarint(b)
		b = b[k:]
		n += int32(step)
		end := 0
		for range count {
			for b[end]&0x80 != 0 {
				end++
			}
			end++
		}
		p.entry, p.worth, p.places, p.count = n, float64(worth), b[:end], int(count)
		b = b[end:]
		if !ix.entries[n].Gone {
			f(p)
		}
	}
}

// where takes places apart.
func (p post) where() []int32 {
	out := make([]int32, 0, p.count)
	b, at := p.places, uint64(0)
	for len(b) > 0 {
		step, k := binary.Uvarint(b)
		b = b[k:]
		at += step
		out = append(out, int32(at))
	}
	return out
}

// compact drops what was taken out, and numbers what is left anew.
func (ix *Index) compact() {
	if ix.gone == 0 {
		return
	}
	place := make([]int32, len(ix.entries))
	var left []entry
	for i, e := range ix.entries {
		if !e.Gone {
			place[i] = int32(len(left))
			ix.at[e.Key] = int32(len(left))
			left = append(left, e)
		}
	}
	for term, l := range ix.terms {
		fresh := &list{Last: -1}
		ix.each(l, func(p post) {
			n := place[p.entry]
			b := binary.AppendUvarint(fresh.Posts, uint64(n-fresh.Last))
			b = binary.AppendUvarint(b, uint64(p.worth))
			b = binary.AppendUvarint(b, uint64(p.count))
			fresh.Posts, fresh.Last = append(b, p.places...), n
			fresh.Count++
		})
		if fresh.Count == 0 {
			delete(ix.terms, term)
			continue
		}
		ix.terms[term] = fresh
	}
	for w, x := range ix.words {
		x.last = -1
		if ix.terms[x.stem] == nil {
			delete(ix.words, w)
		}
	}
	ix.entries, ix.gone, ix.sorted = left, 0, nil
}

// sound reports whether a list that was read back is one, over so many entries.
func (l *list) sound(entries int) bool {
	n, count := int64(-1), int32(0)
	for b := l.Posts; len(b) > 0; count++ {
		var v [3]uint64
		for i := range v {
			x, k := binary.Uvarint(b)
			if k <= 0 {
				return false
			}
			v[i], b = x, b[k:]
		}
		if v[0] == 0 || v[0] > uint64(entries) || v[2] > uint64(len(b)) {
			return false
		}
		n += int64(v[0])
		for range v[2] {
			_, k := binary.Uvarint(b)
			if k <= 0 {
				return false
			}
			b = b[k:]
		}
	}
	return n < int64(entries) && n == int64(l.Last) && count == l.Count
}
