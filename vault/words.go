package vault

import (
	"bytes"
	"encoding/binary"
	"io"
	"time"
)

// ownWords is the kind under which the vault keeps when the words of a document
// were last written, by the document's id. Words are the only sealed files that
// are written again, so that an older copy of one would pass for the newest.
const ownWords = ".words"

// PutWords seals the words read in a document, in place of those before. The
// version says what read them. When it returns nil they are on the disk, and
// those before are not given out again, whatever is put in their place. It gives
// ErrNotFound for a document that was erased. It must not be called within a
// transaction.
func (v *Vault) PutWords(id, version string, b []byte) error {
	if !isID(id) {
		return ErrName
	}
	if err := v.enter(); err != nil {
		return err
	}
	defer v.work.Done()
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.stuck != nil {
		return v.stuck
	}
	// Each is later than the one before, whatever the clock says.
	at := v.now()
	if before, ok := v.wordsTime(id); ok && !at.After(before) {
		at = before.Add(1)
	}
	// The file comes first: after a crash it may be later than the journal says,
	// and then it is good; it is never earlier.
	if _, err := v.keep(words, id, []byte(version), bytes.NewReader(b), at); err != nil {
		return err
	}
	said := binary.BigEndian.AppendUint64(nil, uint64(at.UnixNano()))
	if err := v.add([]change{{op: opPut, kind: ownWords, id: id, value: said}}); err != nil {
		return err
	}
	v.wordsAt.Store(id, at)
	return nil
}

// Words gives the words read in a document and the version that read them. Words
// that are not those written last are a *Damaged, like any that do not open: the
// document is there to be read again.
func (v *Vault) Words(id string) (b []byte, version string, err error) {
	r, err := v.openFile(words, id)
	if err != nil {
		return nil, "", err
	}
	defer r.Close()
	if b, err = io.ReadAll(r); err != nil {
		return nil, "", err
	}
	return b, string(r.about), nil
}

func (v *Vault) wordsTime(id string) (at time.Time, ok bool) {
	t, ok := v.wordsAt.Load(id)
	if ok {
		at = t.(time.Time)
	}
	return at, ok
}

// rememberWords learns from the journal when all words were last written.
func (v *Vault) rememberWords() {
	of := v.journal.kinds[ownWords]
	if of == nil {
		return
	}
	for _, id := range of.ids {
		at, ok := v.journal.newest(ownWords, id)
		if !ok {
			continue
		}
		// One that cannot be read is named by Check.
		if b, err := v.journal.value(at); err == nil && len(b) == 8 {
			v.wordsAt.Store(id, time.Unix(0, int64(binary.BigEndian.Uint64(b))))
		}
	}
}
