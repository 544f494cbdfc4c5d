package vault

import (
	"bytes"
	"errors"
	"io"
	"maps"
	"path/filepath"
	"slices"
)

// Report is what Check found.
type Report struct {
	Entries   int // in the journal
	Records   int
	Documents int
	Damaged   []*Damaged // what was found, now and since the vault was opened
	// Found names documents that are there and of which no record speaks: their
	// record was never written, or is lost, or was deleted and the document was
	// not. A record speaks of the document that has its id.
	Found []string
}

// Check reads every byte of the vault back: both copies of the key file, both
// journals with the chain of hashes and every version in them, every document
// and all words. A document or words that must be there and are not are damaged,
// and so are words that are not those written last. Progress, where it is not nil,
// is told after each document and its words how many are done and how many there
// are; Check ends with its error where it gives one.
func (v *Vault) Check(progress func(done, of int) error) (Report, error) {
	if err := v.enter(); err != nil {
		return Report{}, err
	}
	defer v.work.Done()
	v.checkKeys()
	r, known, err := v.checkJournal()
	if err != nil {
		return r, err
	}
	docs, read, err := v.lists()
	if err != nil {
		return r, err
	}
	r.Documents = len(docs)
	for i, id := range slices.Concat(docs, read) {
		area := documents
		if i >= len(docs) {
			area = words
		}
		if err := v.checkFile(area, id, known[id]); err != nil {
			return r, err
		}
		if said := known[id]; area == documents && !said.spoken {
			r.Found = append(r.Found, id)
		}
		if progress != nil {
			if err := progress(i+1, len(docs)+len(read)); err != nil {
				return r, err
			}
		}
	}
	for _, id := range slices.Sorted(maps.Keys(known)) {
		// Looked for again, because it may have been erased meanwhile.
		for _, area := range []string{documents, words} {
			due := known[id].words
			if area == documents {
				due = known[id].value != nil
			}
			if _, gone := v.gone.Load(id); due && !gone && !v.holds(area, id) {
				v.note(damagedFile(area, id))
			}
		}
	}
	r.Damaged = v.Damage()
	return r, nil
}

// said is what the journal says of a document.
type said struct {
	value  []byte // its size and hash, where it must be there
	spoken bool   // a record speaks of it
	words  bool   // there must be words of it
}

func (v *Vault) lists() (docs, read []string, err error) {
	v.swap.RLock()
	defer v.swap.RUnlock()
	if docs, err = v.shelf.list(documents); err == nil {
		read, err = v.shelf.list(words)
	}
	return docs, read, err
}

// checkFile reads a file. What is damaged is noted where it is read.
func (v *Vault) checkFile(area, id string, s said) error {
	f, err := v.openFile(area, id)
	if errors.Is(err, ErrClosed) {
		return err
	}
	if err != nil {
		return nil
	}
	defer f.Close()
	if area == documents && s.value != nil && !bytes.Equal(s.value, sizeAndHash(f.stored)) {
		v.note(f.hurt) // a file of this vault and of this id, and not the one that was stored
	}
	if _, err = io.Copy(io.Discard, f); errors.Is(err, ErrClosed) {
		return err
	}
	return nil
}

// checkKeys compares both copies of the key file with what was read or written
// last.
func (v *Vault) checkKeys() {
	if v.dir == "" {
		return
	}
	v.mu.RLock()
	defer v.mu.RUnlock()
	good := 0
	for _, name := range []string{keyName, keyTwin} {
		if b, err := readWhole(filepath.Join(v.dir, name), maxKeyFile); err == nil && bytes.Equal(b, v.keyBytes) {
			good++
		}
	}
	if good < 2 {
		v.note(&Damaged{What: DamagedKeyFile, Mended: good == 1})
	}
}

// checkJournal reads both copies whole: every entry, the chain of hashes, and
// every version in it. It gives what they say of documents, too.
func (v *Vault) checkJournal() (r Report, known map[string]said, err error) {
	v.mu.RLock()
	defer v.mu.RUnlock()
	j := v.journal
	r.Entries = len(j.entries)
	known = map[string]said{}
	for kind, of := range j.kinds {
		for _, id := range of.ids {
			at, ok := j.newest(kind, id)
			s := known[id]
			switch {
			case !ok:
				continue
			case kind == ownDocument:
				// One that cannot be read is named below.
				s.value, _ = j.value(at)
			case kind == ownWords:
				s.words = true
			case kind != ownKind:
				r.Records++
				s.spoken = true
			}
			known[id] = s
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
	return r, known, nil
}
