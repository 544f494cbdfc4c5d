package vault

import (
	"bytes"
	"crypto/subtle"
	"encoding/binary"
	"path/filepath"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"
)

// Carer is somebody who opens the vault with a passphrase of their own.
type Carer struct {
	Label string
	Added time.Time
}

// Carers lists who opens the vault with a passphrase, in the order they came.
func (v *Vault) Carers() []Carer {
	if v.enter() != nil {
		return nil
	}
	defer v.work.Done()
	v.swap.RLock()
	defer v.swap.RUnlock()
	var all []Carer
	f := v.keyFile.Load()
	for i := range f.Wraps {
		if w := &f.Wraps[i]; w.By == byPassphrase {
			b, _ := w.bearer(v.keys.vaultKey, v.keys.vaultID)
			all = append(all, Carer{b.name, b.added})
		}
	}
	return all
}

// LastOpened gives when the vault was opened the time before this one, and with
// whose passphrase: the label is empty for the recovery key. ok is false where
// it was not opened before, or could not be written to then.
func (v *Vault) LastOpened() (at time.Time, label string, ok bool) {
	return v.last.at, v.last.label, v.last.ok
}

// opening is one opening of the vault, as it is kept in it.
type opening struct {
	at    time.Time
	label string
	ok    bool
}

func (o opening) encode() []byte {
	return append(binary.BigEndian.AppendUint64(nil, uint64(o.at.UnixNano())), o.label...)
}

// noteOpening reads the last opening and writes down this one. Where it cannot
// be written that is no reason to stay shut; nor is it written into an older
// copy that nobody has accepted yet.
func (v *Vault) noteOpening() {
	if at, ok := v.journal.newest(ownKind, ownOpened); ok {
		if b, _ := v.journal.value(at); len(b) >= 8 {
			v.last = opening{time.Unix(0, int64(binary.BigEndian.Uint64(b))), string(b[8:]), true}
		}
	}
	if v.readOnly || v.heads.older || room(v.shelf, 0) != nil {
		return
	}
	now := opening{at: v.now(), label: v.label}
	_ = v.add([]change{{op: opPut, kind: ownKind, id: ownOpened, value: now.encode()}})
}

// glance recognises the secret a vault was opened with. Asking for it again then
// costs a few milliseconds, and not the whole of what it costs a stranger.
type glance struct {
	salt, key []byte
	own       []byte // of the wrap it opens
}

func newGlance(secret []byte, w *wrap) glance {
	g := glance{salt: newSalt(), own: w.Own}
	g.key = g.of(secret)
	return g
}

func (g glance) of(secret []byte) []byte {
	memory := uint32(16 << 10) // KiB
	if cheapKeys.Load() {
		memory = 64
	}
	secret = normal(secret)
	defer clear(secret)
	return argon2.IDKey(secret, g.salt, 1, memory, 1, keySize)
}

// prove gives which wrap of the key file a secret opens, or ErrWrongSecret.
func (v *Vault) prove(f *keyFile, secret []byte) (int, error) {
	byOwn := func(own []byte) int {
		return slices.IndexFunc(f.Wraps, func(w wrap) bool { return bytes.Equal(w.Own, own) })
	}
	if len(v.glance.key) > 0 && subtle.ConstantTimeCompare(v.glance.of(secret), v.glance.key) == 1 {
		if i := byOwn(v.glance.own); i >= 0 {
			return i, nil
		}
	}
	u := newUnwrapper(secret)
	defer u.forget()
	vaultKey, w := u.open(f)
	defer clear(vaultKey)
	if w == nil || subtle.ConstantTimeCompare(vaultKey, v.keys.vaultKey) != 1 {
		return 0, ErrWrongSecret
	}
	return byOwn(w.Own), nil
}

// changeKeys runs f on a copy of the key file, with which wrap the secret opens,
// and keeps what f makes of it. One change runs at a time.
func (v *Vault) changeKeys(secret []byte, f func(file *keyFile, proved int) error) error {
	if err := v.enter(); err != nil {
		return err
	}
	defer v.work.Done()
	if v.readOnly {
		return ErrReadOnly
	}
	v.keyWork.Lock()
	defer v.keyWork.Unlock()
	file := *v.keyFile.Load()
	file.Wraps = slices.Clone(file.Wraps)
	proved, err := v.prove(&file, secret)
	if err != nil {
		return err
	}
	return f(&file, proved)
}

// saveKeys is writeKeys for a change that leaves the vault key as it is.
func (v *Vault) saveKeys(f *keyFile) error {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.writeKeys(f, v.keys.vaultKey)
}

// writeKeys writes both copies of the key file. Until the first of them is there
// the old one holds, and from then on the new. It needs mu.
func (v *Vault) writeKeys(f *keyFile, vaultKey []byte) error {
	f.Revision++
	b := f.encode(vaultKey)
	if len(b) > maxKeyFile {
		return ErrTooBig
	}
	if v.dir != "" {
		v.at("keys")
		if err := writeWhole(filepath.Join(v.dir, keyName), b); err != nil {
			return err
		}
		v.at("keys once")
		if err := writeWhole(filepath.Join(v.dir, keyTwin), b); err != nil {
			// What was asked for was not done, so the next opening must not find it.
			if writeWhole(filepath.Join(v.dir, keyName), v.keyBytes) != nil {
				v.stuck = err
			}
			return err
		}
		v.at("keys twice")
	}
	v.keyFile.Store(f)
	v.keyBytes = b
	return nil
}

// named finds a carer's wrap.
func (v *Vault) named(f *keyFile, label string) (int, bool) {
	for i := range f.Wraps {
		w := &f.Wraps[i]
		if b, ok := w.bearer(v.keys.vaultKey, v.keys.vaultID); ok && w.By == byPassphrase && b.name == label {
			return i, true
		}
	}
	return 0, false
}

func carers(f *keyFile) (wraps []int) {
	for i, w := range f.Wraps {
		if w.By == byPassphrase {
			wraps = append(wraps, i)
		}
	}
	return wraps
}

// ChangePassphrase puts a new passphrase in place of the old one. Nothing is
// encrypted anew: a copy of vault.json made before still opens with the old
// passphrase, for as long as the vault key is the same (see NewKeys). The
// recovery key serves for old where there is one carer; for one of several see
// ChangePassphraseOf.
func (v *Vault) ChangePassphrase(old, new []byte) error { return v.changePassphrase("", old, new) }

// ChangePassphraseOf gives a carer a new passphrase, by their old one or by the
// recovery key.
func (v *Vault) ChangePassphraseOf(label string, secret, new []byte) error {
	return v.changePassphrase(label, secret, new)
}

func (v *Vault) changePassphrase(label string, secret, new []byte) error {
	if len(new) == 0 {
		return ErrNoPassphrase
	}
	return v.changeKeys(secret, func(f *keyFile, i int) error {
		mine := i
		if f.Wraps[i].By == byRecovery {
			all := carers(f)
			if len(all) == 1 {
				mine = all[0]
			} else if label == "" {
				return ErrCarer
			}
		}
		if label != "" {
			named, ok := v.named(f, label)
			if !ok || f.Wraps[i].By != byRecovery && named != i {
				return ErrCarer
			}
			mine = named
		}
		b, ok := f.Wraps[mine].bearer(v.keys.vaultKey, v.keys.vaultID)
		if !ok {
			return &Damaged{What: DamagedKeyFile}
		}
		others := *f
		others.Wraps = slices.Delete(slices.Clone(f.Wraps), mine, mine+1)
		w, err := v.wrapFor(&others, f.Wraps[mine].stretching, b.name, new, b.added)
		if err != nil {
			return err
		}
		f.Wraps[mine] = w
		if err := v.saveKeys(f); err != nil {
			return err
		}
		if mine == i {
			v.glance = newGlance(new, &w)
		}
		return nil
	})
}

// wrapFor makes a carer's wrap beside others. All carers share one salt and one
// cost, so that opening is as slow with five as with one; a passphrase is
// therefore stretched once to see that no other is the same, and to make the
// wrap.
func (v *Vault) wrapFor(others *keyFile, s stretching, label string, passphrase []byte, added time.Time) (wrap, error) {
	u := newUnwrapper(passphrase)
	defer u.forget()
	if key, _ := u.open(others); key != nil {
		clear(key)
		return wrap{}, ErrPassphraseTaken
	}
	if all := carers(others); len(all) > 0 {
		s = others.Wraps[all[0]].stretching
	} else {
		s.Salt = newSalt()
	}
	k := u.stretch(byPassphrase, s, u.passphrase)
	return wrapUnder(k, byPassphrase, label, s, nil, v.keys.vaultKey, v.keys.vaultID, added), nil
}

// AddCarer lets somebody else open the vault with a passphrase of their own. They
// can then do all that anyone can who opens it. Own is the passphrase of whoever
// adds them, or the recovery key. The label is how the vault names them: 1 to 200
// bytes that no carer has yet.
func (v *Vault) AddCarer(own []byte, label string, theirs []byte) error {
	label = strings.TrimSpace(label)
	if label == "" || len(label) > maxLabel || !utf8.ValidString(label) || strings.ContainsFunc(label, unicode.IsControl) {
		return ErrLabel
	}
	if len(theirs) == 0 {
		return ErrNoPassphrase
	}
	return v.changeKeys(own, func(f *keyFile, _ int) error {
		if slices.ContainsFunc(v.Carers(), func(c Carer) bool { return strings.EqualFold(c.Label, label) }) {
			return ErrLabel
		}
		if len(f.Wraps) == maxWraps {
			return ErrTooBig
		}
		w, err := v.wrapFor(f, f.Wraps[0].stretching, label, theirs, v.now())
		if err != nil {
			return err
		}
		f.Wraps = append(f.Wraps, w)
		return v.saveKeys(f)
	})
}

// RemoveCarer takes a carer out: the vault gets a new key, everything in it is
// sealed again, and their passphrase opens it no more, nor does the recovery key
// there was. The other carers' passphrases stay. What they copied before still
// opens with what they know. Own is the passphrase of another carer or the
// recovery key. Progress and the rest are as for NewKeys.
func (v *Vault) RemoveCarer(own []byte, label string, progress func(done, of int) error) (RecoveryKey, error) {
	var k RecoveryKey
	err := v.changeKeys(own, func(f *keyFile, proved int) (err error) {
		i, ok := v.named(f, strings.TrimSpace(label))
		if !ok {
			return ErrCarer
		}
		if i == proved || len(carers(f)) == 1 {
			return ErrCarerStays
		}
		f.Wraps = slices.Delete(f.Wraps, i, i+1)
		k, err = v.rekey(f, progress)
		return err
	})
	return k, err
}

// NewKeys makes a new vault key and a new recovery key, and seals everything
// again, for when somebody has a copy of the vault and a secret that opens it.
// Every carer's passphrase stays as it is. What is in the vault does not change:
// ids, days, history, head and Salt are the same after.
//
// All is made beside the old and checked before it takes its place in one step,
// so it needs as much room again as the vault has. The vault can be used
// meanwhile; only backups must wait. Copies and backups made before open with what
// opened them then. Where there is an error and a recovery key, the new keys hold. Progress, where it is not nil, is told after
// each file how many are done and how many there are; NewKeys ends with its error
// where it gives one, and nothing is changed.
func (v *Vault) NewKeys(own []byte, progress func(done, of int) error) (RecoveryKey, error) {
	var k RecoveryKey
	err := v.changeKeys(own, func(f *keyFile, _ int) (err error) {
		k, err = v.rekey(f, progress)
		return err
	})
	return k, err
}

// RecoveryKey gives the recovery key, to be printed again.
func (v *Vault) RecoveryKey() (RecoveryKey, error) {
	if err := v.enter(); err != nil {
		return RecoveryKey{}, err
	}
	defer v.work.Done()
	v.swap.RLock()
	defer v.swap.RUnlock()
	f := v.keyFile.Load()
	for i := range f.Wraps {
		if f.Wraps[i].By != byRecovery {
			continue
		}
		if b, ok := f.Wraps[i].bearer(v.keys.vaultKey, v.keys.vaultID); ok && len(b.name) == len(RecoveryKey{}) {
			return RecoveryKey([]byte(b.name)), nil
		}
	}
	return RecoveryKey{}, &Damaged{What: DamagedKeyFile}
}
