package vault

import (
	"bytes"
	"slices"
)

// mended is the journal that two copies amount to together.
type mended struct {
	bytes   []byte     // a whole journal
	entries []entry    // as they stand in it
	lost    []*Damaged // what neither copy holds any more
	apart   [2]bool    // the copy holds something that did not go into bytes
	hurt    bool       // a copy was damaged or is an older one, as against torn
}

// mend makes one whole journal out of two copies. Entries are taken from
// whichever copy has them, and the parts of an entry likewise. Only entries on
// the chain of the longest journal count: of two authentic journals that part
// ways, the longer goes on.
func (j *journal) mend(copies [2][]byte) (m mended, err error) {
	if bytes.Equal(copies[0], copies[1]) {
		r := j.read(copies[0])
		if !r.gaps && !r.tail && whole(r.entries) {
			m.bytes, m.entries = r.bytes, r.entries
			j.take(r.entries)
			j.blankOn(&m)
			return m, nil
		}
	}
	reads := [2]reading{j.read(copies[0]), j.read(copies[1])}
	if reads[0].newer || reads[1].newer {
		return m, ErrNewer
	}
	if j.torn(reads) {
		reads[0].entries = reads[0].entries[:len(reads[0].entries)-1]
		reads[0].tail = true
	}
	// Both tails: the second copy is begun only after the first was flushed, so
	// bytes behind the last entry of both were an acknowledged entry once.
	lostTail := reads[0].tail && reads[1].tail
	// And so the second copy is behind by one entry at most, and never ahead.
	behind := len(reads[0].entries) - len(reads[1].entries)
	m.hurt = reads[0].gaps || reads[1].gaps || lostTail || behind < 0 || behind > 1

	type found struct{ at [2]*entry }
	all := map[[32]byte]*found{}
	bySequence := map[uint64][]*entry{}
	var top *entry
	for i := range reads {
		for k := range reads[i].entries {
			e := &reads[i].entries[k]
			f := all[e.Hash]
			if f == nil {
				f = &found{}
				all[e.Hash] = f
				bySequence[e.Sequence] = append(bySequence[e.Sequence], e)
			}
			f.at[i] = e
			if top == nil || e.Sequence > top.Sequence {
				top = e
			}
		}
	}
	if top == nil {
		return m, &Damaged{What: DamagedJournal}
	}
	// From the last entry back along the chain; over a gap, to the entry nearest
	// before it.
	sequences := make([]uint64, 0, len(bySequence))
	for s := range bySequence {
		sequences = append(sequences, s)
	}
	slices.Sort(sequences)
	var chain []*entry
	for e := top; e != nil; {
		chain = append(chain, e)
		var next *entry
		for _, c := range bySequence[e.Sequence-1] {
			if c.Hash == e.prev {
				next = c
			}
		}
		if at, _ := slices.BinarySearch(sequences, e.Sequence); next == nil && at > 0 {
			next = bySequence[sequences[at-1]][0]
		}
		e = next
	}
	slices.Reverse(chain)

	var differ []spot
	m.bytes = j.start()
	for _, e := range chain {
		f := all[e.Hash]
		delete(all, e.Hash)
		at := int64(len(m.bytes))
		from := 0
		if f.at[0] == nil {
			from = 1
		}
		e := f.at[from]
		m.bytes = append(m.bytes, reads[from].bytes[e.frame:e.frame+e.length]...)
		moved := *e
		moved.parts = slices.Clone(e.parts)
		moved.frame = at
		for i := range moved.parts {
			moved.parts[i].box += at - e.frame
		}
		m.entries = append(m.entries, moved)
		if other := f.at[1-from]; from == 0 && other != nil {
			n := len(m.entries) - 1
			for _, part := range j.mendParts(m.bytes, &m.entries[n], reads[1].bytes, other) {
				differ = append(differ, spot{n, part})
			}
		}
	}
	for _, f := range all {
		for i := range f.at {
			m.apart[i] = m.apart[i] || f.at[i] != nil
			m.hurt = true
		}
	}
	m.lost = j.take(m.entries)
	// What was erased is blanked in one copy first.
	m.hurt = m.hurt || slices.ContainsFunc(differ, func(s spot) bool { return !j.erased(s) })
	if lostTail {
		m.lost = append(m.lost, &Damaged{What: DamagedEntry, Sequence: top.Sequence + 1})
	}
	for i, r := range reads {
		m.apart[i] = m.apart[i] || len(m.lost) > 0 && (r.gaps || r.tail)
	}
	j.blankOn(&m)
	m.lost = append(m.lost, j.lostParts(m.bytes)...)
	return m, nil
}

// torn reports whether the first copy ends in an entry that was being written
// when the power went: the second copy was not begun, and a part is not whole. A
// disk may keep the length of what was written and not the bytes.
func (j *journal) torn(reads [2]reading) bool {
	a, b := reads[0].entries, reads[1].entries
	if len(a) == 0 || len(b) == 0 || reads[1].tail || a[len(a)-1].prev != b[len(b)-1].Hash {
		return false
	}
	e := &a[len(a)-1]
	for i, p := range e.parts {
		if p.op != opPut {
			continue
		}
		if _, ok := j.openPart(e, i, reads[0].bytes[p.box:p.box+p.boxSize()]); !ok {
			return true
		}
	}
	return false
}

// blankOn finishes an erasing that a crash cut short. The bytes may still be
// those of a copy, to compare with, so they are not written over.
func (j *journal) blankOn(m *mended) {
	boxes := j.toBlank()
	if len(boxes) == 0 {
		return
	}
	m.bytes = bytes.Clone(m.bytes)
	for _, p := range boxes {
		clear(m.bytes[p.box : p.box+p.boxSize()])
	}
}

// whole reports whether each entry is chained to the one before, from the first.
func whole(entries []entry) bool {
	var before Head
	for i := range entries {
		e := &entries[i]
		if e.Sequence != before.Sequence+1 || e.prev != before.Hash {
			return false
		}
		before = e.Head
	}
	return len(entries) > 0
}

// mendParts puts boxes from the other copy of an entry where this one's differ
// and do not open. It gives the parts that differ.
func (j *journal) mendParts(b []byte, e *entry, from []byte, other *entry) (differ []int) {
	for i := range e.parts {
		p, q := &e.parts[i], &other.parts[i]
		mine, theirs := b[p.box:p.box+p.boxSize()], from[q.box:q.box+q.boxSize()]
		if bytes.Equal(mine, theirs) {
			continue
		}
		differ = append(differ, i)
		if _, ok := j.openPart(e, i, mine); ok {
			continue
		}
		if _, ok := j.openPart(e, i, theirs); ok {
			copy(mine, theirs)
		}
	}
	return differ
}

// lostParts names the versions in a whole journal that do not open though
// nothing erased them.
func (j *journal) lostParts(b []byte) (lost []*Damaged) {
	for n := range j.entries {
		e := &j.entries[n]
		for k := range e.parts {
			p := &e.parts[k]
			if p.op != opPut || j.erased(spot{n, k}) {
				continue
			}
			if _, ok := j.openPart(e, k, b[p.box:p.box+p.boxSize()]); !ok {
				lost = append(lost, &Damaged{What: DamagedRecord, Kind: p.kind, ID: p.id, Sequence: e.Sequence})
			}
		}
	}
	return lost
}
