package vault

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
)

// Open opens a vault with a passphrase, or with its recovery key as text.
func Open(dir string, secret []byte) (*Vault, error) { return Options{}.Open(dir, secret) }

// Open is the function Open with options.
func (o Options) Open(dir string, secret []byte) (_ *Vault, err error) {
	if !Exists(dir) {
		return nil, ErrNotAVault
	}
	l, readOnly, err := takeLock(dir)
	if err != nil {
		return nil, err
	}
	v := newVault(diskShelf{dir}, nil, nil)
	v.dir, v.root, v.lock, v.readOnly = dir, dir, l, readOnly
	defer func() {
		if err != nil {
			l.release()
			if v.keys != nil {
				v.keys.forget()
			}
		}
	}()
	keysAgree, err := v.unlock(secret)
	if err != nil {
		return nil, err
	}
	if err := v.openJournal(o.Salvage); err != nil {
		return nil, err
	}
	if !readOnly {
		v.shelf.(diskShelf).sweep()
		if v.journal.end > int64(journalHead) {
			v.settleRoots(keysAgree)
		}
	}
	if at, ok := v.journal.newest(ownKind, ownSeed); ok {
		v.keys.seed, _ = v.journal.value(at)
	}
	if v.keys.seed == nil {
		v.keys.seed = derive(v.keys.vaultKey, v.keys.vaultID, "seed")
	}
	v.finishErasing()
	v.rememberWords()
	v.store = openStore(v.journal)
	v.heads = openHeads(o.HeadFolder, v.keys, v.journal)
	v.noteOpening()
	v.heads.keep(v.journal.head())
	return v, nil
}

// Exists reports whether there is a vault in dir, whole or not.
func Exists(dir string) bool {
	for _, name := range []string{keyName, keyTwin} {
		if _, err := os.Lstat(filepath.Join(dir, name)); err == nil {
			return true
		}
	}
	return false
}

// unlock reads both copies of the key file, opens one, and mends the other. It
// reports whether both are then as one was written.
func (v *Vault) unlock(secret []byte) (agree bool, err error) {
	paths := [2]string{filepath.Join(v.dir, keyName), filepath.Join(v.dir, keyTwin)}
	var raw [2][]byte
	var files []*keyFile
	from := map[*keyFile][]byte{}
	reason := ErrKeyFile
	for i, path := range paths {
		raw[i], _ = readWhole(path, maxKeyFile)
		f, err := parseKeyFile(raw[i])
		if errors.Is(err, ErrNewer) {
			reason = ErrNewer
		}
		if err == nil && (i == 0 || !bytes.Equal(raw[0], raw[1])) {
			files = append(files, f)
			from[f] = raw[i]
		}
	}
	if len(files) == 0 {
		return false, reason
	}
	// The newer first: after a change of passphrase that was cut short either
	// copy opens, each with its own.
	slices.SortStableFunc(files, func(a, b *keyFile) int { return cmp.Compare(b.Revision, a.Revision) })
	u := newUnwrapper(secret)
	defer u.forget()
	var good []byte
	for _, f := range files {
		vaultKey, w := u.open(f)
		if vaultKey == nil {
			continue
		}
		sealed := f.sealed(vaultKey, from[f])
		if sealed {
			good = from[f]
		}
		if sealed || v.keys == nil {
			v.keys = newKeys(vaultKey, f.id())
			v.keyFile.Store(f)
			v.keyBytes = from[f]
			v.glance = newGlance(secret, w)
			v.label = ""
			if b, ok := w.bearer(vaultKey, f.id()); ok && w.By == byPassphrase {
				v.label = b.name
			}
			v.root = filepath.Join(v.dir, f.Folder)
			v.shelf = diskShelf{v.root}
		}
		if sealed {
			break
		}
	}
	switch {
	case v.keys == nil:
		return false, ErrWrongSecret
	case good == nil:
		v.note(&Damaged{What: DamagedKeyFile})
		return false, nil
	case bytes.Equal(raw[0], raw[1]):
		return true, nil
	}
	v.note(&Damaged{What: DamagedKeyFile, Mended: true})
	if v.readOnly {
		return false, nil
	}
	agree = true
	for i, path := range paths {
		// A disk that takes no more is no reason to stay shut: the whole copy is not
		// touched by this.
		if !bytes.Equal(raw[i], good) && writeWhole(path, good) != nil {
			agree = false
		}
	}
	return agree, nil
}

// openJournal reads both journals, makes one of them, and mends both.
func (v *Vault) openJournal(salvage bool) error {
	j := &journal{seal: v.keys.journal, vaultID: v.keys.vaultID}
	var copies [2][]byte
	var inTheWay [2]bool // something that is no file has its name
	missing := false
	for i := range copies {
		b, err := readWhole(tapePath(v.root, i), journalsLimit)
		if err != nil {
			missing = true
			inTheWay[i] = !errors.Is(err, fs.ErrNotExist)
			continue
		}
		copies[i] = b
	}
	m, err := j.mend(copies)
	switch {
	case errors.Is(err, ErrDamaged) && salvage:
		m = mended{bytes: j.start(), lost: []*Damaged{{What: DamagedJournal}}}
		m.apart = [2]bool{len(copies[0]) > 0, len(copies[1]) > 0}
		j.take(nil)
	case err != nil:
		return err
	}
	for _, d := range m.lost {
		v.note(d)
	}
	if len(m.lost) == 0 && (missing || m.hurt) {
		v.note(&Damaged{What: DamagedJournal, Mended: true})
	}
	v.journal = j
	if v.readOnly {
		j.tapes = [2]tape{&memoryTape{m.bytes}, &memoryTape{m.bytes}}
		return nil
	}
	for i, b := range copies {
		if bytes.Equal(b, m.bytes) {
			continue
		}
		path := tapePath(v.root, i)
		if m.apart[i] || inTheWay[i] {
			if err := setApart(path); err != nil {
				return err
			}
		}
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			return full(err)
		}
		if err := writeWhole(path, m.bytes); err != nil {
			return err
		}
	}
	j.tapes, err = openTapes(v.root, false)
	return err
}

// setApart moves a journal that holds something the mended one does not to a
// name beside it, where nothing touches it again.
func setApart(path string) error {
	for n := 1; ; n++ {
		to := fmt.Sprintf("%s.kept-%d", path, n)
		if _, err := os.Lstat(to); errors.Is(err, fs.ErrNotExist) {
			if err := os.Rename(path, to); err != nil {
				return full(err)
			}
			return syncDir(filepath.Dir(path))
		}
	}
}
