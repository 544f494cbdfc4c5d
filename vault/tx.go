package vault

import (
	"bytes"
	"iter"
	"slices"
	"strings"
	"time"

	badger "github.com/dgraph-io/badger/v4"
)

// Version is one version of a record, as it was written.
type Version[T any] struct {
	Value    T
	Time     time.Time
	Sequence uint64 // of the journal entry
	Deleted  bool   // this is a deletion, with no value
	Erased   bool   // what was said was erased since
}

// Tx is a transaction. It is good only inside the function it was given to, and
// in one goroutine.
type Tx struct {
	v      *Vault
	writes bool
	txn    *badger.Txn
	over   bool
	err    error // something that iterating could not return

	changes []change
	changed map[string]int  // where in changes, by kind and id
	erased  map[string]bool // what this transaction erases, by kind and id
}

func (tx *Tx) end() {
	if tx.txn != nil {
		tx.txn.Discard()
		tx.txn = nil
	}
	tx.over = true
}

func (tx *Tx) check(kind, id string, writing bool) error {
	if tx.over {
		return ErrClosed
	}
	if writing && !tx.writes {
		return ErrReadOnly
	}
	if !isName(kind) || !isName(id) || strings.HasPrefix(kind, ".") {
		return ErrName
	}
	return nil
}

// Get gives a record's newest value, or ErrNotFound.
func (tx *Tx) Get(kind, id string) ([]byte, error) {
	if err := tx.check(kind, id, false); err != nil {
		return nil, err
	}
	return tx.get(kind, id)
}

func (tx *Tx) get(kind, id string) ([]byte, error) {
	if i, ok := tx.changed[kind+"\x00"+id]; ok {
		if c := tx.changes[i]; c.op == opPut {
			return bytes.Clone(c.value), nil
		}
		return nil, ErrNotFound
	}
	j := tx.v.journal
	at, ok := j.newest(kind, id)
	if !ok {
		return nil, ErrNotFound
	}
	return tx.stored(at)
}

// Put writes a record. Writing what is there already writes nothing.
func (tx *Tx) Put(kind, id string, value []byte) error {
	if err := tx.check(kind, id, true); err != nil {
		return err
	}
	if len(value) > maxValue {
		return ErrTooBig
	}
	tx.set(change{opPut, kind, id, bytes.Clone(value)})
	return nil
}

// Delete says that a record is gone. Its history stays. It gives ErrNotFound
// where there is none.
func (tx *Tx) Delete(kind, id string) error {
	if err := tx.check(kind, id, true); err != nil {
		return err
	}
	if !tx.has(kind, id) {
		return ErrNotFound
	}
	tx.set(change{op: opDelete, kind: kind, id: id})
	return nil
}

// Erase takes a record out for good: it is gone, and everything it ever said is
// blanked in the journal. That it was there, and when, stays. It gives
// ErrNotFound where there was never one.
func (tx *Tx) Erase(kind, id string) error {
	if err := tx.check(kind, id, true); err != nil {
		return err
	}
	of := tx.v.journal.kinds[kind]
	if of == nil || len(of.spots[id]) == 0 {
		if i, ok := tx.changed[kind+"\x00"+id]; !ok || tx.changes[i].op != opPut {
			return ErrNotFound
		}
	}
	tx.set(change{op: opErase, kind: kind, id: id})
	return nil
}

func (tx *Tx) has(kind, id string) bool {
	if i, ok := tx.changed[kind+"\x00"+id]; ok {
		return tx.changes[i].op == opPut
	}
	_, ok := tx.v.journal.newest(kind, id)
	return ok
}

func (tx *Tx) set(c change) {
	if tx.changed == nil {
		tx.changed, tx.erased = map[string]int{}, map[string]bool{}
	}
	key := c.kind + "\x00" + c.id
	i, again := tx.changed[key]
	// An erasing stands even where something is put in its place after it.
	if again && (c.op == opErase || tx.changes[i].op != opErase) {
		tx.changes[i] = c
	} else {
		tx.changed[key] = len(tx.changes)
		tx.changes = append(tx.changes, c)
	}
	tx.erased[key] = tx.erased[key] || c.op == opErase
}

// list gives the changes that change something.
func (tx *Tx) list() (changes []change) {
	j := tx.v.journal
	for _, c := range tx.changes {
		if at, there := j.newest(c.kind, c.id); !tx.erased[c.kind+"\x00"+c.id] {
			if c.op == opDelete && !there {
				continue // written and deleted in this same transaction
			}
			if c.op == opPut && there && int(j.part(at).size) == len(c.value) {
				if now, err := tx.stored(at); err == nil && bytes.Equal(now, c.value) {
					continue
				}
			}
		}
		changes = append(changes, c)
	}
	return changes
}

// stored gives a version as the vault has it, whatever this transaction changes.
func (tx *Tx) stored(at spot) ([]byte, error) {
	if tx.txn != nil {
		if b, ok := tx.v.store.get(tx.txn, tx.v.journal, at); ok {
			return b, nil
		}
	}
	return tx.v.version(at)
}

// version reads one version from the journal, and notes it where it is damaged.
func (v *Vault) version(at spot) ([]byte, error) {
	b, hurt := v.journal.value(at)
	if hurt != nil {
		v.note(hurt)
		return nil, hurt
	}
	return b, nil
}

// All gives every record of a kind in the order of their ids. A record that is
// damaged is left out and named by Damage.
func (tx *Tx) All(kind string) iter.Seq2[string, []byte] {
	return func(yield func(string, []byte) bool) {
		if err := tx.check(kind, "-", false); err != nil {
			tx.err = err
			return
		}
		for _, id := range tx.ids(kind) {
			if tx.over {
				return
			}
			if !tx.has(kind, id) {
				continue
			}
			b, err := tx.get(kind, id)
			if err != nil {
				continue // noted by get
			}
			if !yield(id, b) {
				return
			}
		}
	}
}

// Reads reports whether the transaction has changed nothing so far, and gives the
// head of what it reads: two that read at one head read the same.
func (tx *Tx) Reads() (Head, bool) { return tx.v.journal.head(), len(tx.changes) == 0 }

// ids gives every id that a kind ever had, and those of this transaction, in order.
func (tx *Tx) ids(kind string) []string {
	var ids []string
	if of := tx.v.journal.kinds[kind]; of != nil {
		ids = slices.Clone(of.ids)
	}
	for _, c := range tx.changes {
		if c.kind == kind {
			ids = append(ids, c.id)
		}
	}
	if len(tx.changes) > 0 {
		slices.Sort(ids)
		ids = slices.Compact(ids)
	}
	return ids
}

// History gives every version of a record that was ever written, oldest first.
// What this transaction changes is not in it yet. ErrNotFound means there never
// was one.
func (tx *Tx) History(kind, id string) ([]Version[[]byte], error) {
	if err := tx.check(kind, id, false); err != nil {
		return nil, err
	}
	j := tx.v.journal
	of := j.kinds[kind]
	if of == nil || len(of.spots[id]) == 0 {
		return nil, ErrNotFound
	}
	var all []Version[[]byte]
	for _, at := range of.spots[id] {
		e := &j.entries[at.entry]
		ver := Version[[]byte]{Time: e.time, Sequence: e.Sequence, Deleted: j.part(at).op != opPut}
		if !ver.Deleted {
			ver.Erased = j.erased(at)
			if !ver.Erased {
				b, err := tx.v.version(at)
				if err != nil {
					return nil, err
				}
				ver.Value = b
			}
		}
		all = append(all, ver)
	}
	return all, nil
}
