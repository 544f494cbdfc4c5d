package vault

import (
	"crypto/cipher"
	"encoding/binary"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// A vault whose keys were made anew has its journal, documents and words in
// a folder of this name with a number behind it; vault.json says which.
const folderPrefix = "keys-"

// folderNumber gives the number in such a name, or 0.
func folderNumber(name string) uint64 {
	n, err := strconv.ParseUint(strings.TrimPrefix(name, folderPrefix), 10, 32)
	if err != nil || name != folderName(n) {
		return 0
	}
	return n
}

func folderName(n uint64) string { return folderPrefix + strconv.FormatUint(n, 10) }

// making reports whether a backup is being made.
func (v *Vault) making() bool {
	v.gate.Lock()
	defer v.gate.Unlock()
	return v.backups > 0
}

// touch remembers a file that was written or removed while new keys are made.
func (v *Vault) touch(area, id string) {
	v.gate.Lock()
	defer v.gate.Unlock()
	if v.touched != nil {
		v.touched[[2]string{area, id}] = true
	}
}

// rekey gives the vault the wraps of f under a new vault key. Everything is
// sealed again in a folder beside the old and checked there; it takes the place of
// the old by one rename, that of the vault.json that names it. Until then the old
// vault is as it was, and only then it is removed. A mark in the new folder says
// that it may not be the vault yet.
func (v *Vault) rekey(f *keyFile, progress func(done, of int) error) (RecoveryKey, error) {
	v.gate.Lock()
	if v.backups > 0 {
		v.gate.Unlock()
		return RecoveryKey{}, ErrBusy
	}
	v.rekeying, v.touched = true, map[[2]string]bool{}
	v.gate.Unlock()
	defer func() {
		v.gate.Lock()
		v.rekeying, v.touched = false, nil
		v.gate.Unlock()
	}()

	vaultKey, recovery := randomKey(), newRecoveryKey()
	if err := rewrap(f, v.keys, vaultKey, recovery); err != nil {
		return RecoveryKey{}, err
	}
	to := newVault(newMemoryShelf(), newKeys(vaultKey, v.keys.vaultID), nil)
	to.keys.seed = slices.Clone(v.keys.seed)
	if v.dir != "" {
		var err error
		if f.Folder, err = nextFolder(v.dir); err != nil {
			return RecoveryKey{}, err
		}
		to.dir = v.dir
		to.root = filepath.Join(v.dir, f.Folder)
		to.shelf = diskShelf{to.root}
	}
	done := false
	defer func() {
		if !done {
			to.keys.forget()
			if v.dir != "" {
				discard(to.root)
			}
		}
	}()
	if v.dir != "" {
		if err := newRoot(to.root); err != nil {
			return RecoveryKey{}, err
		}
	}

	v.at("begun")
	copied := map[[2]string]bool{}
	if err := v.resealAll(to, copied, progress); err != nil {
		return RecoveryKey{}, err
	}
	v.at("copied")

	// From here on nothing else is written.
	v.mu.Lock()
	defer v.mu.Unlock()
	v.swap.Lock()
	defer v.swap.Unlock()
	if v.stuck != nil {
		return RecoveryKey{}, v.stuck
	}
	for file := range v.touched {
		delete(copied, file)
		if err := to.shelf.remove(file[0], file[1]); err != nil {
			return RecoveryKey{}, err
		}
	}
	if err := v.resealAll(to, copied, nil); err != nil {
		return RecoveryKey{}, err
	}
	b, err := v.resealJournals(to)
	if err != nil {
		return RecoveryKey{}, err
	}
	v.at("checked")
	done = true // from here on it may be the vault, whatever happens
	if err := v.writeKeys(f, vaultKey); err != nil {
		// Unless the old key file could not be put back, it is not.
		done = v.stuck != nil
		return RecoveryKey{}, err
	}
	v.dropStore()
	v.journal.close()
	v.keys.forget()
	v.keys = to.keys
	v.journal.seal = v.keys.journal
	if v.dir == "" {
		v.shelf = to.shelf
		v.journal.tapes = [2]tape{&memoryTape{b}, &memoryTape{slices.Clone(b)}}
	} else {
		v.root = to.root
		v.shelf = diskShelf{v.root}
		tapes, err := openTapes(v.root, false)
		if err != nil {
			// Nothing is lost, and nothing can be written until it is opened again.
			v.stuck = err
			v.journal.tapes = [2]tape{&memoryTape{b}, &memoryTape{b}}
			return recovery, err
		}
		v.journal.tapes = tapes
	}
	v.journal.end = int64(len(b))
	v.store = openStore(v.journal)
	if v.dir != "" {
		v.settleRoots(true)
	}
	v.at("removed")
	return recovery, nil
}

// rewrap seals a new vault key for everybody in f, and makes a new recovery key's
// wrap in place of the old.
func rewrap(f *keyFile, k *keys, vaultKey []byte, recovery RecoveryKey) error {
	for i := range f.Wraps {
		w := &f.Wraps[i]
		if w.By == byRecovery {
			s := w.stretching
			s.Salt = newSalt()
			*w = newWrap(byRecovery, "", s, recovery[:], vaultKey, k.vaultID)
			continue
		}
		b, ok := w.bearer(k.vaultKey, k.vaultID)
		if !ok {
			return &Damaged{What: DamagedKeyFile}
		}
		w.give(vaultKey, k.vaultID, b)
	}
	return nil
}

// nextFolder gives a name no folder here has or had.
func nextFolder(dir string) (string, error) {
	found, err := os.ReadDir(dir)
	if err != nil {
		return "", err
	}
	n := uint64(1)
	for _, d := range found {
		n = max(n, folderNumber(strings.TrimSuffix(d.Name(), ".part")))
	}
	return folderName(n + 1), nil
}

// newRoot makes a root that is marked as not finished. It has its name only once
// it has its mark.
func newRoot(root string) error {
	part := root + ".part"
	if err := os.Mkdir(part, 0o700); err != nil {
		return full(err)
	}
	if err := writeWhole(filepath.Join(part, beginning), nil); err != nil {
		return err
	}
	if err := os.Rename(part, root); err != nil {
		return err
	}
	for _, d := range []string{journalDir, documents, words, partDir} {
		if err := os.Mkdir(filepath.Join(root, d), 0o700); err != nil {
			return full(err)
		}
	}
	return errors.Join(syncDir(root), syncDir(filepath.Dir(root)))
}

// discard removes a root that is not the vault. It loses its name first: cut short
// in the middle, what is left of it might have no mark any more. What cannot be
// removed now is at the next opening.
func discard(root string) {
	part := strings.TrimSuffix(root, ".part") + ".part"
	if root != part {
		os.RemoveAll(part)
		if os.Rename(root, part) != nil {
			return
		}
	}
	os.RemoveAll(part)
}

// resealAll seals every file again that is not yet.
func (v *Vault) resealAll(to *Vault, copied map[[2]string]bool, progress func(done, of int) error) error {
	var files [][2]string
	var size int64
	for _, area := range []string{documents, words} {
		ids, err := v.shelf.list(area)
		if err != nil {
			return err
		}
		for _, id := range ids {
			if file := [2]string{area, id}; !copied[file] {
				files = append(files, file)
				if f, err := v.shelf.open(area, id); err == nil {
					size += f.size()
					f.Close()
				}
			}
		}
	}
	if free, err := v.shelf.free(); err != nil {
		return err
	} else if free < uint64(size)+roomLeft {
		return ErrDiskFull
	}
	for i, file := range files {
		if v.closed.Load() {
			return ErrClosed
		}
		if err := v.reseal(to, file[0], file[1]); err != nil {
			return err
		}
		copied[file] = true
		v.at("file")
		if progress != nil {
			if err := progress(i+1, len(files)); err != nil {
				return err
			}
		}
	}
	return nil
}

// reseal seals a file again and reads it back. A piece of it that is damaged
// stays so, and the rest of it stays good.
func (v *Vault) reseal(to *Vault, area, id string) error {
	out, err := to.shelf.begin(area, id)
	if err != nil {
		return err
	}
	lost, err := v.resealFile(to, area, id, out)
	if errors.Is(err, ErrNotFound) {
		out.abandon() // removed meanwhile
		return nil
	}
	if err != nil {
		out.abandon()
		return err
	}
	if err := out.commit(); err != nil {
		return err
	}
	r, err := openFile(to, area, id)
	if err != nil {
		if lost[-1] {
			return nil
		}
		return err
	}
	defer r.Close()
	for i := range r.chunks() {
		if err := r.open(i); err != nil && !lost[i] {
			return err
		}
	}
	return nil
}

// resealFile gives which pieces are lost: -1 is the start, and then all of them.
func (v *Vault) resealFile(to *Vault, area, id string, out io.WriterAt) (lost map[int64]bool, err error) {
	lost = map[int64]bool{}
	r, err := openFile(v, area, id)
	if errors.Is(err, ErrDamaged) {
		lost[-1] = true
		_, err := out.WriteAt([]byte(documentMagic), 0)
		return lost, full(err)
	}
	if err != nil {
		return nil, err
	}
	defer r.Close()
	start := append([]byte(documentMagic), randomKey()...)
	start = append(start, u32(uint32(len(r.head)+tagSize))...)
	f := to.keys.file(area, id, start[len(documentMagic):documentStart-4])
	start = f.seal.Seal(start, nonce(0, false), r.head, f.where)
	if _, err := out.WriteAt(start, 0); err != nil {
		return nil, full(err)
	}
	box := make([]byte, 0, sealedChunk)
	for i := range r.chunks() {
		last := i == r.chunks()-1
		err := r.open(i)
		switch {
		case err == nil:
			box = f.seal.Seal(box[:0], nonce(uint64(i)+1, last), r.piece, f.where)
		case errors.Is(err, ErrDamaged):
			lost[i] = true
			box = box[:min(sealedChunk, r.stored.Size-i*chunkSize+tagSize)]
			clear(box)
		default:
			return nil, err
		}
		if _, err := out.WriteAt(box, int64(len(start))+i*sealedChunk); err != nil {
			return nil, full(err)
		}
	}
	return lost, nil
}

// resealJournals writes both journals under the new key, and those set apart, and
// gives the bytes of the two. Each entry and each box has the place it had.
func (v *Vault) resealJournals(to *Vault) ([]byte, error) {
	var copies [2][]byte
	for i, t := range v.journal.tapes {
		copies[i] = make([]byte, v.journal.end)
		if _, err := io.ReadFull(io.NewSectionReader(t, 0, v.journal.end), copies[i]); err != nil {
			clear(copies[i]) // and what it cannot give the other has
		}
	}
	now := &journal{seal: v.keys.journal, vaultID: v.keys.vaultID}
	m, err := now.mend(copies)
	if err != nil {
		return nil, err
	}
	b := now.reseal(m.bytes, m.entries, to.keys.journal)
	again := &journal{seal: to.keys.journal, vaultID: to.keys.vaultID}
	r := again.read(b)
	again.take(r.entries)
	if r.gaps || r.tail || !slices.EqualFunc(r.entries, v.journal.entries, func(a, b entry) bool { return a.Head == b.Head && a.frame == b.frame }) ||
		len(again.lostParts(b)) > len(now.lostParts(m.bytes)) {
		return nil, &Damaged{What: DamagedJournal}
	}
	if v.dir == "" {
		return b, nil
	}
	for i := range copies {
		if err := writeWhole(tapePath(to.root, i), b); err != nil {
			return nil, err
		}
	}
	for _, path := range v.kept() {
		old, err := readWhole(path, journalsLimit)
		if errors.Is(err, fs.ErrInvalid) {
			continue // something that is no file was in the way of a journal once
		}
		if err != nil {
			return nil, err
		}
		again := now.reseal(old, now.read(old).entries, to.keys.journal)
		if err := writeWhole(filepath.Join(to.root, journalDir, filepath.Base(path)), again); err != nil {
			return nil, err
		}
	}
	return b, nil
}

// reseal gives a journal's bytes under another key. What does not open is zeros.
func (j *journal) reseal(b []byte, entries []entry, to cipher.AEAD) []byte {
	out := make([]byte, len(b))
	copy(out, j.start())
	for i := range entries {
		e := &entries[i]
		at := e.frame + int64(len(entryMark)) + 4
		sealed := b[at : at+int64(binary.BigEndian.Uint32(b[at-4:]))]
		header, _ := unseal(j.seal, sealed, j.whereHeader())
		copy(out[e.frame:at], b[e.frame:])
		sealTo(out[at:at:at+int64(len(sealed))], to, header, j.whereHeader())
		for k, p := range e.parts {
			where := j.wherePart(e.Hash, k)
			if plain, ok := unseal(j.seal, b[p.box:p.box+p.boxSize()], where); ok {
				sealTo(out[p.box:p.box:p.box+p.boxSize()], to, plain, where)
			}
		}
	}
	return out
}

// settleRoots takes the mark from the root in use, and, where both copies of the
// key file name it, removes what is left of a vault that has new keys since, and
// of new keys that were cut short. It is only for when that root has opened. A root
// of a higher number without a mark was the vault once, and an older vault.json
// was put back since: it stays.
func (v *Vault) settleRoots(keysAgree bool) {
	os.Remove(filepath.Join(v.dir, beginning))
	os.Remove(filepath.Join(v.root, beginning))
	if !keysAgree {
		return
	}
	name := v.keyFile.Load().Folder
	found, _ := os.ReadDir(v.dir)
	for _, d := range found {
		path := filepath.Join(v.dir, d.Name())
		number, part := strings.CutSuffix(d.Name(), ".part")
		n := folderNumber(number)
		_, err := os.Lstat(filepath.Join(path, beginning))
		if n > 0 && d.Name() != name && (part || n < folderNumber(name) || err == nil) {
			discard(path)
		}
	}
	if name != "" {
		for _, d := range []string{journalDir, documents, words, partDir} {
			os.RemoveAll(filepath.Join(v.dir, d))
		}
	}
}
