package vault

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
)

// aside holds what can be made again from the rest: an index for searching. It is
// in no backup and not carried over to new keys, and dropped whole whenever
// something is erased, because it may hold words of it.
const aside = "aside"

// damagedAside is damage that nobody need hear of.
const damagedAside = "aside"

func asideID(name string) string {
	sum := sha256.Sum256([]byte(name))
	return hex.EncodeToString(sum[:16])
}

// PutAside seals bytes that can be made again, in place of those before under the
// name.
func (v *Vault) PutAside(name string, b []byte) error {
	if err := v.enter(); err != nil {
		return err
	}
	defer v.work.Done()
	_, err := v.keep(aside, asideID(name), nil, bytes.NewReader(b), v.now())
	return err
}

// Aside gives what was put aside. It gives ErrNotFound where there is nothing, or
// nothing whole: it is to be made again.
func (v *Vault) Aside(name string) ([]byte, error) {
	r, err := v.openFile(aside, asideID(name))
	if errors.Is(err, ErrDamaged) {
		return nil, ErrNotFound
	}
	if err != nil {
		return nil, err
	}
	defer r.Close()
	b, err := io.ReadAll(r)
	if errors.Is(err, ErrDamaged) {
		return nil, ErrNotFound
	}
	return b, err
}

// dropAside removes everything that was put aside.
func (v *Vault) dropAside() error {
	v.swap.RLock()
	defer v.swap.RUnlock()
	ids, err := v.shelf.list(aside)
	for _, id := range ids {
		err = errors.Join(err, v.shelf.remove(aside, id))
	}
	return err
}
