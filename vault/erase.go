package vault

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"os"
	"path/filepath"
	"strings"
)

// ownDocument is the kind under which the vault keeps which documents must be
// there, and which were erased.
const ownDocument = ".document"

// holds reports whether a file is there, whole or not.
func (v *Vault) holds(area, id string) bool {
	v.swap.RLock()
	defer v.swap.RUnlock()
	f, err := v.shelf.open(area, id)
	if err == nil {
		f.Close()
	}
	return err == nil || errors.Is(err, ErrDamaged)
}

// newDocuments gives what the vault itself says of documents that a transaction
// writes the first record of. It knows them by their ids.
func (v *Vault) newDocuments(tx *Tx, changes []change) (more []change) {
	said := map[string]bool{}
	for _, c := range changes {
		if c.op != opPut || !isID(c.id) || said[c.id] || tx.erased[ownDocument+"\x00"+c.id] {
			continue
		}
		said[c.id] = true
		if of := v.journal.kinds[ownDocument]; of != nil && len(of.spots[c.id]) > 0 || !v.holds(documents, c.id) {
			continue
		}
		r, err := v.openFile(documents, c.id)
		if err != nil {
			continue // noted as damaged
		}
		more = append(more, change{op: opPut, kind: ownDocument, id: c.id, value: sizeAndHash(r.stored)})
		r.Close()
	}
	return more
}

// sizeAndHash is what the vault says of a document.
func sizeAndHash(s Stored) []byte {
	sum, _ := hex.DecodeString(s.SHA256)
	return append(binary.BigEndian.AppendUint64(nil, uint64(s.Size)), sum...)
}

// EraseDocument takes a document out for good, with its words: its files are
// removed, and what the vault said of it is blanked. That it was erased, and
// when, stays, so that nobody takes it for lost. The records that speak of it
// are the caller's to erase, best in the same transaction. Its id is never used
// again. It gives ErrNotFound where there is no such document.
//
// The transaction gives ErrBusy while a backup is being made. Where a file cannot
// be removed the transaction's error says so; it is removed at the next opening.
func (tx *Tx) EraseDocument(id string) error {
	if err := tx.check("-", id, true); err != nil {
		return err
	}
	_, known := tx.v.journal.newest(ownDocument, id)
	if !isID(id) || !known && !tx.v.holds(documents, id) {
		return ErrNotFound
	}
	tx.set(change{op: opErase, kind: ownDocument, id: id})
	return nil
}

// EraseDocument is Tx.EraseDocument in a transaction of its own.
func (v *Vault) EraseDocument(id string) error {
	return v.Update(func(tx *Tx) error { return tx.EraseDocument(id) })
}

// unlink removes the files of erased documents.
func (v *Vault) unlink(ids []string) (err error) {
	v.swap.RLock()
	defer v.swap.RUnlock()
	for _, id := range ids {
		v.gone.Store(id, true)
		v.wordsAt.Delete(id)
		for _, area := range []string{documents, words} {
			err = errors.Join(err, v.shelf.remove(area, id))
			v.touch(area, id)
		}
	}
	return err
}

// finishErasing remembers which documents were erased, and removes what a crash
// left of them.
func (v *Vault) finishErasing() {
	of := v.journal.kinds[ownDocument]
	if of == nil {
		return
	}
	for _, id := range of.ids {
		if _, there := v.journal.newest(ownDocument, id); there || !isID(id) {
			continue
		}
		v.gone.Store(id, true)
		if !v.readOnly {
			// Check names what cannot be removed even now.
			_ = errors.Join(v.shelf.remove(documents, id), v.shelf.remove(words, id))
		}
	}
}

// kept lists the journals that were set apart.
func (v *Vault) kept() (paths []string) {
	if v.dir == "" {
		return nil
	}
	found, _ := os.ReadDir(filepath.Join(v.root, journalDir))
	for _, d := range found {
		if strings.Contains(d.Name(), ".kept-") {
			paths = append(paths, filepath.Join(v.root, journalDir, d.Name()))
		}
	}
	return paths
}

// blankKept blanks what has been erased in the journals that were set apart.
// What they hold that is no entry any more cannot be told apart, and goes too.
func (v *Vault) blankKept() error {
	for _, path := range v.kept() {
		b, err := readWhole(path, journalsLimit)
		if err != nil {
			return err
		}
		out := make([]byte, len(b))
		copy(out, b[:min(len(b), journalHead)])
		for _, e := range v.journal.read(b).entries {
			copy(out[e.frame:e.frame+e.length], b[e.frame:])
			for _, p := range e.parts {
				if of := v.journal.kinds[p.kind]; of != nil && of.isErased(v.journal, p.id) {
					clear(out[p.box : p.box+p.boxSize()])
				}
			}
		}
		if !bytes.Equal(b, out) {
			if err := writeWhole(path, out); err != nil {
				return err
			}
		}
	}
	return nil
}

// isErased reports whether a record was ever erased.
func (of *records) isErased(j *journal, id string) bool {
	for _, at := range of.spots[id] {
		if j.part(at).op == opErase {
			return true
		}
	}
	return false
}
