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
func (k Kind[T]) All(tx *Tx) iter.Seq2[string, T] {
	return func(yield func(string, T) bool) {
		for id, b := range tx.All(k.Name) {
			var v T
			if err := json.Unmarshal(b, &v); err != nil {
				tx.err = err
				return
			}
			if !yield(id, v) {
				return
			}
		}
	}
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
