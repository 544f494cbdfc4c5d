package vault

import (
	"bytes"
	"errors"
	"io"
	"slices"
)

// Report is what Check found.
type Report struct {
	Entries   int // in the journal
	Records   int
	Documents int
	Damaged   []*Damaged // what was found, now and since the vault was opened
}

// Check reads every byte of the vault back. Progress, where it is not nil, is
// told after each document how many are done and how many there are; Check ends
// with its error where it gives one.
func (v *Vault) Check(progress func(done, of int) error) (Report, error) {
	if err := v.enter(); err != nil {
		return Report{}, err
	}
	defer v.work.Done()
	r, err := v.checkJournal()
	if err != nil {
		return r, err
	}
	docs, err := v.shelf.list(documents)
	if err != nil {
		return r, err
	}
	r.Documents = len(docs)
	read, err := v.shelf.list(words)
	if err != nil {
		return r, err
	}
	for i, id := range slices.Concat(docs, read) {
		area := documents
		if i >= len(docs) {
			area = words
		}
		// What is damaged is noted where it is read.
		if f, err := openFile(v, area, id); err == nil {
			_, err = io.Copy(io.Discard, f)
			f.Close()
			if errors.Is(err, ErrClosed) {
				return r, err
			}
		}
		if progress != nil {
			if err := progress(i+1, len(docs)+len(read)); err != nil {
				return r, err
			}
		}
	}
	r.Damaged = v.Damage()
	return r, nil
}

// checkJournal reads both copies whole: every entry, the chain of hashes, and
// every version in it.
func (v *Vault) checkJournal() (r Report, err error) {
	v.mu.RLock()
	defer v.mu.RUnlock()
	j := v.journal
	r.Entries = len(j.entries)
	for kind, of := range j.kinds {
		for _, id := range of.ids {
			if _, ok := j.newest(kind, id); ok && kind != ownKind {
				r.Records++
			}
		}
	}
	var hurt [2][]*Damaged
	for i, t := range j.tapes {
		b := make([]byte, j.end)
		if n, err := t.ReadAt(b, 0); err != nil && !errors.Is(err, io.EOF) || n < len(b) {
			hurt[i] = append(hurt[i], &Damaged{What: DamagedJournal})
		}
		again := &journal{seal: j.seal, vaultID: j.vaultID}
		got := again.read(b)
		hurt[i] = append(hurt[i], again.take(got.entries)...)
		if got.gaps || got.tail || !slices.EqualFunc(got.entries, j.entries, func(a, b entry) bool { return a.Head == b.Head }) {
			hurt[i] = append(hurt[i], &Damaged{What: DamagedJournal})
		}
		hurt[i] = append(hurt[i], again.lostParts(b)...)
		for _, p := range again.toBlank() {
			if len(bytes.Trim(b[p.box:p.box+p.boxSize()], "\x00")) > 0 {
				hurt[i] = append(hurt[i], &Damaged{What: DamagedJournal}) // said to be erased, and is not
			}
		}
	}
	for i := range hurt {
		for _, d := range hurt[i] {
			d.Mended = !slices.ContainsFunc(hurt[1-i], func(o *Damaged) bool {
				return o.What == d.What && o.Kind == d.Kind && o.ID == d.ID && o.Sequence == d.Sequence
			})
			v.note(d)
		}
	}
	return r, nil
}
