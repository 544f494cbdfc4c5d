package vault

import (
	"bytes"
	"errors"
)

// ErrChanged says that a record was changed again since, and so cannot be put back
// as it was.
var ErrChanged = errors.New("vault: changed again since")

// Was is one record that a transaction changed: what it was before, and what it is
// now; nil where it was not there, or is there no more.
type Was struct {
	Kind, ID    string
	Before, Now []byte
}

// Was gives what the transaction has changed so far, so that it can be taken back.
// What it erases cannot be, and is left out.
func (tx *Tx) Was() ([]Was, error) {
	if tx.over {
		return nil, ErrClosed
	}
	var out []Was
	for _, c := range tx.list() {
		if tx.erased[c.kind+"\x00"+c.id] {
			continue
		}
		w := Was{Kind: c.kind, ID: c.id}
		if at, there := tx.v.journal.newest(c.kind, c.id); there {
			b, err := tx.stored(at)
			if err != nil {
				return nil, err
			}
			w.Before = b
		}
		if c.op == opPut {
			w.Now = bytes.Clone(c.value)
		}
		out = append(out, w)
	}
	return out, nil
}

// TakeBack puts a record back as it was. It gives ErrChanged, and changes nothing,
// where the record is not as that change left it; what was not there before is
// taken out whatever it has become.
func (tx *Tx) TakeBack(w Was) error {
	now, err := tx.Get(w.Kind, w.ID)
	if err != nil && !errors.Is(err, ErrNotFound) {
		return err
	}
	switch {
	case w.Before == nil && now == nil:
		return nil
	case w.Before == nil:
		return tx.Delete(w.Kind, w.ID)
	case !bytes.Equal(now, w.Now):
		return ErrChanged
	}
	return tx.Put(w.Kind, w.ID, w.Before)
}
