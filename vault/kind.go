package vault

import (
	"bytes"
	"encoding/json"
	"iter"
	"reflect"
	"slices"
	"strings"
)

// Kind is a kind of record kept as JSON. Fields at the top of a stored record
// that T does not have, because a newer program wrote them, stay when it is
// written again.
type Kind[T any] struct{ Name string }

// Get gives a record's newest value, or ErrNotFound.
func (k Kind[T]) Get(tx *Tx, id string) (T, error) {
	var v T
	b, err := tx.Get(k.Name, id)
	if err == nil {
		err = json.Unmarshal(b, &v)
	}
	return v, err
}

// Put writes a record.
func (k Kind[T]) Put(tx *Tx, id string, v T) error {
	b, err := json.Marshal(v)
	if err != nil {
		return err
	}
	if old, err := tx.Get(k.Name, id); err == nil {
		b = keepUnknown(b, old, fieldNames(reflect.TypeFor[T]()))
	}
	return tx.Put(k.Name, id, b)
}

// Delete says that a record is gone; its history stays.
func (k Kind[T]) Delete(tx *Tx, id string) error { return tx.Delete(k.Name, id) }

// Erase takes a record out for good, with everything it ever said.
func (k Kind[T]) Erase(tx *Tx, id string) error { return tx.Erase(k.Name, id) }

// All gives every record of the kind in the order of their ids. A record that is
// damaged is left out and named by Damage; one that is no T ends the loop, and
// the transaction with the reason.
//
// What a record points at is shared with everybody who reads it: whoever changes it
// clones it first. Get gives one of its own.
func (k Kind[T]) All(tx *Tx) iter.Seq2[string, T] {
	return func(yield func(string, T) bool) {
		if err := tx.check(k.Name, "-", false); err != nil {
			tx.err = err
			return
		}
		for _, id := range tx.ids(k.Name) {
			if tx.over {
				return
			}
			if !tx.has(k.Name, id) {
				continue
			}
			v, found, err := k.read(tx, id)
			if err != nil {
				tx.err = err
				return
			}
			if found && !yield(id, v) {
				return
			}
		}
	}
}

// Most is how many records of the kind there are at the most.
func (k Kind[T]) Most(tx *Tx) int {
	if of := tx.v.journal.kinds[k.Name]; of != nil {
		return len(of.ids) + len(tx.changes)
	}
	return len(tx.changes)
}

// read gives a record that may be shared; found is false where it is damaged, which
// is noted.
func (k Kind[T]) read(tx *Tx, id string) (v T, found bool, err error) {
	at, written := tx.v.journal.newest(k.Name, id)
	if _, ours := tx.changed[k.Name+"\x00"+id]; ours || tx.txn == nil {
		written = false
	}
	if written {
		if held, ok := tx.v.store.read.get(k.Name, id, at).(*T); ok {
			if watchShared.Load() {
				k.sameAsStored(tx, id, held)
			}
			return *held, true, nil
		}
	}
	b, err := tx.get(k.Name, id)
	if err != nil {
		return v, false, nil // noted by get
	}
	if err := json.Unmarshal(b, &v); err != nil {
		return v, false, err
	}
	if written {
		tx.v.store.read.put(k.Name, id, at, &v)
	}
	return v, true, nil
}

// History gives every version that was ever written, oldest first.
func (k Kind[T]) History(tx *Tx, id string) ([]Version[T], error) {
	raw, err := tx.History(k.Name, id)
	if err != nil {
		return nil, err
	}
	all := make([]Version[T], len(raw))
	for i, r := range raw {
		all[i] = Version[T]{Time: r.Time, Sequence: r.Sequence, Deleted: r.Deleted, Erased: r.Erased}
		if r.Deleted || r.Erased {
			continue
		}
		if err := json.Unmarshal(r.Value, &all[i].Value); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// fieldNames gives the JSON names a struct has, or nil where T is no plain
// struct and so says all there is.
func fieldNames(t reflect.Type) []string {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if t.Kind() != reflect.Struct || reflect.PointerTo(t).Implements(reflect.TypeFor[json.Marshaler]()) {
		return nil
	}
	names := []string{}
	for _, f := range reflect.VisibleFields(t) {
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		if f.Tag.Get("json") == "-" || f.Anonymous && name == "" {
			continue
		}
		if name == "" {
			name = f.Name
		}
		names = append(names, name)
	}
	return names
}

// keepUnknown adds to b what old has at its top under a name that is not known.
func keepUnknown(b, old []byte, known []string) []byte {
	var fields map[string]json.RawMessage
	if known == nil || json.Unmarshal(old, &fields) != nil || !bytes.HasSuffix(b, []byte("}")) {
		return b
	}
	for name := range fields {
		if slices.ContainsFunc(known, func(k string) bool { return strings.EqualFold(k, name) }) {
			delete(fields, name)
		}
	}
	if len(fields) == 0 {
		return b
	}
	more, err := json.Marshal(fields)
	if err != nil {
		return b
	}
	b = b[:len(b)-1]
	if !bytes.HasSuffix(b, []byte("{")) {
		b = append(b, ',')
	}
	return append(b, more[1:]...)
}
