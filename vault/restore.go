package vault

import (
	"archive/tar"
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

const maxBackupList = 256 << 20

// counting reads a backup's file, and remembers what went wrong in reading it, as
// against what is wrong with it.
type counting struct {
	r     io.Reader
	meter *meter
	err   error
}

func (c *counting) Read(b []byte) (int, error) {
	n, err := c.r.Read(b)
	if e := c.meter.add(int64(n)); e != nil {
		err = e
	}
	if err != nil && err != io.EOF {
		c.err = err
	}
	return n, err
}

// why gives the reason why a backup cannot be read.
func (c *counting) why(err error) error {
	switch {
	case c.err != nil:
		return c.err
	case errors.Is(err, ErrNewer):
		return ErrNewer
	}
	return &Damaged{What: DamagedBackup}
}

// opener gives a key file and the vault key.
type opener func(raw []byte) (*keyFile, []byte, error)

func openWith(secret []byte) opener {
	return func(raw []byte) (*keyFile, []byte, error) {
		f, err := parseKeyFile(raw)
		if err != nil {
			return nil, nil, err
		}
		u := newUnwrapper(secret)
		defer u.forget()
		vaultKey, _ := u.open(f)
		if vaultKey == nil {
			return nil, nil, ErrWrongSecret
		}
		if !f.sealed(vaultKey, raw) {
			clear(vaultKey)
			return nil, nil, ErrKeyFile
		}
		return f, vaultKey, nil
	}
}

// into is a place to which a backup is restored.
type into struct {
	vault *Vault // with its shelf, and the keys of the backup once they are known
	write func(f *keyFile, raw, entries []byte) error
}

// entries reads a backup's archive one file after the other.
type entries struct {
	tar   *tar.Reader
	in    *counting
	files []manifestFile
	err   error // while the content of a file was read
}

func (e *entries) next() (*tar.Header, error) {
	h, err := e.tar.Next()
	if err == nil && (h.Typeflag != tar.TypeReg || h.Size < 0) {
		err = tar.ErrHeader
	}
	return h, err
}

// content reads the file that is next, to the end, by way of f, and notes its
// hash.
func (e *entries) content(h *tar.Header, f func(io.Reader) error) error {
	sum := sha256.New()
	r := &watched{r: io.TeeReader(e.tar, sum), e: e}
	if err := f(r); err != nil {
		if e.err != nil {
			return e.in.why(e.err)
		}
		return err
	}
	if _, err := io.Copy(io.Discard, r); err != nil {
		return e.in.why(err)
	}
	e.files = append(e.files, manifestFile{h.Name, h.Size, hex.EncodeToString(sum.Sum(nil))})
	return nil
}

// watched tells an error in reading a backup from one in writing what is in it.
type watched struct {
	r io.Reader
	e *entries
}

func (m *watched) Read(b []byte) (int, error) {
	n, err := m.r.Read(b)
	if err != nil && err != io.EOF {
		m.e.err = err
	}
	return n, err
}

// bytes reads the file that is next, which must have that name.
func (e *entries) bytes(name string, limit int64) (b []byte, err error) {
	h, err := e.next()
	if err != nil || h.Name != name || h.Size > limit {
		return nil, e.in.why(err)
	}
	return e.all(h)
}

func (e *entries) all(h *tar.Header) (b []byte, err error) {
	err = e.content(h, func(r io.Reader) (err error) {
		b, err = io.ReadAll(r)
		return err
	})
	return b, err
}

// readBackup reads a backup to its end and checks all that it says. Where to is
// not nil, what it holds goes there as it comes; it counts only if readBackup
// gives no error.
func readBackup(r io.Reader, secret []byte, m *meter, open opener, to *into) (Summary, error) {
	in := &counting{r: r, meter: m}
	body, end, err := openMessage(in, secret)
	if err != nil {
		if in.err != nil {
			return Summary{}, in.err
		}
		return Summary{}, err
	}
	e := &entries{tar: tar.NewReader(body), in: in}
	raw, err := e.bytes(backupKeys, maxKeyFile)
	if err != nil {
		return Summary{}, err
	}
	f, vaultKey, err := open(raw)
	if errors.Is(err, ErrKeyFile) {
		return Summary{}, in.why(nil)
	}
	if err != nil {
		return Summary{}, err
	}
	k := newKeys(vaultKey, f.id())
	defer k.forget()
	log, err := e.bytes(backupJournal, journalsLimit)
	if err != nil {
		return Summary{}, err
	}
	j := &journal{seal: k.journal, vaultID: k.vaultID}
	got := j.read(log)
	j.take(got.entries)
	if got.newer {
		return Summary{}, ErrNewer
	}
	if got.gaps || got.tail || len(got.entries) == 0 {
		return Summary{}, in.why(nil)
	}
	lost := j.lostParts(log)
	if to != nil {
		to.vault.keys = k
		if err := to.write(f, raw, log); err != nil {
			return Summary{}, err
		}
	}

	due := map[string]indexed{} // what the index names and has not come yet
	indexRead := false
	docs := 0
	for {
		h, err := e.next()
		if err != nil {
			return Summary{}, in.why(err)
		}
		id, isWords := strings.CutPrefix(h.Name, backupWords)
		d, isDocument := due[h.Name]
		switch {
		case h.Name == backupManifest:
			man, err := e.manifest(h)
			if err != nil {
				return Summary{}, err
			}
			if len(due) > 0 || !indexRead || man.Vault != f.Vault ||
				man.Sequence != j.head().Sequence || man.Head != j.head().String() || !man.names(lost) {
				return Summary{}, in.why(nil)
			}
			if _, err := e.tar.Next(); err != io.EOF {
				return Summary{}, in.why(err)
			}
			if err := end(); err != nil {
				return Summary{}, in.why(err)
			}
			man.Files = e.files
			return man.summary(docs), nil

		case h.Name == backupIndex && !indexRead:
			indexRead = true
			if due, err = e.index(h); err != nil {
				return Summary{}, err
			}

		case isDocument:
			delete(due, h.Name)
			docs++
			err := e.content(h, func(r io.Reader) error {
				if to == nil {
					return nil
				}
				_, err := writeFile(to.vault, documents, d.ID, d.About, r, time.Unix(0, d.Time))
				return err
			})
			if err != nil {
				return Summary{}, err
			}
			if e.files[len(e.files)-1] != d.manifestFile {
				return Summary{}, in.why(nil)
			}

		case isWords:
			if !isID(id) {
				return Summary{}, in.why(nil)
			}
			err := e.content(h, func(r io.Reader) error { return to.words(id, r) })
			if err != nil {
				return Summary{}, err
			}

		default:
			// A file for people; what is in it is made from the rest.
			if err := e.content(h, func(io.Reader) error { return nil }); err != nil {
				return Summary{}, err
			}
		}
	}
}

// words takes words in. Where to is nil it only looks at them.
func (to *into) words(id string, r io.Reader) error {
	in := bufio.NewReaderSize(r, 2*maxAbout)
	line, err := in.ReadSlice('\n')
	var w wordsLine
	if err != nil || json.Unmarshal(line, &w) != nil {
		return &Damaged{What: DamagedBackup}
	}
	if to == nil {
		return nil
	}
	_, err = writeFile(to.vault, words, id, []byte(w.Version), in, time.Unix(0, w.Time))
	return err
}

// index reads which file is which document.
func (e *entries) index(h *tar.Header) (map[string]indexed, error) {
	if h.Size > maxBackupList {
		return nil, e.in.why(nil)
	}
	b, err := e.all(h)
	if err != nil {
		return nil, err
	}
	var all []indexed
	if json.Unmarshal(b, &all) != nil {
		return nil, e.in.why(nil)
	}
	due := map[string]indexed{}
	ids := map[string]bool{}
	for _, d := range all {
		if !isID(d.ID) || ids[d.ID] || len(d.About) > maxAbout {
			return nil, e.in.why(nil)
		}
		ids[d.ID] = true
		due[d.Name] = d
	}
	if len(due) < len(all) {
		return nil, e.in.why(nil)
	}
	return due, nil
}

// manifest reads the manifest, which names every file that came before it.
func (e *entries) manifest(h *tar.Header) (m manifest, err error) {
	if h.Size > maxBackupList {
		return m, e.in.why(nil)
	}
	b, err := e.all(h)
	if err != nil {
		return m, err
	}
	if json.Unmarshal(b, &m) != nil {
		return m, e.in.why(nil)
	}
	if m.Format > backupFormat {
		return m, ErrNewer
	}
	if m.Format != backupFormat || !slices.Equal(m.Files, e.files[:len(e.files)-1]) {
		return m, e.in.why(nil)
	}
	return m, nil
}

// names reports whether what is lost in the backup's journal was lost in the
// vault already.
func (m *manifest) names(lost []*Damaged) bool {
	for _, d := range lost {
		if !slices.Contains(m.LeftOut, leftOut{d.What, d.Kind, d.ID, d.Sequence}) {
			return false
		}
	}
	return true
}

// VerifyBackup reads a backup through, with its recovery key or its passphrase,
// and checks every byte: the hash of each file, the journal with its chain, and
// that the same secret opens the vault in it. Nothing is written. ErrNotABackup
// means that it is something else, ErrNeedsRecoveryKey that no passphrase was
// given to it, and a *Damaged that it is not as it was
// written. Progress, where it is not nil, is told how many bytes of the file were
// read and how many there are, or 0 where that is not known; VerifyBackup ends
// with its error where it gives one.
func VerifyBackup(r io.Reader, secret []byte, progress func(done, of int64) error) (Summary, error) {
	return readBackup(r, secret, &meter{progress: progress, of: lengthHint(r)}, openWith(secret), nil)
}

// Restore makes a vault out of a backup, in dir, which must be empty or not there
// yet. It has the ids, days, history and keys that the vault had, so the same
// passphrases and the same recovery key open it. It is built beside dir, sealed
// at every moment, and is at dir only when all of it was checked; otherwise
// nothing stays. The rest is as for VerifyBackup.
//
// A computer that keeps the vault's head (see Options) says of a restored vault
// that it is Older, which it mostly is.
func Restore(r io.Reader, secret []byte, dir string, progress func(done, of int64) error) (s Summary, err error) {
	if dir, err = filepath.Abs(dir); err != nil {
		return s, err
	}
	if err := mayCreate(dir); err != nil {
		return s, err
	}
	beside := dir + ".restoring"
	if err := makeFolder(beside); err != nil {
		return s, full(err)
	}
	l, readOnly, err := takeLock(beside)
	if err != nil {
		return s, err
	}
	defer func() {
		l.release()
		if err != nil {
			os.RemoveAll(beside)
		}
	}()
	if readOnly {
		return s, ErrReadOnly
	}
	clearAway(beside) // what a crash may have left
	for _, d := range []string{journalDir, documents, words, partDir} {
		if err := os.Mkdir(filepath.Join(beside, d), 0o700); err != nil {
			return s, full(err)
		}
	}
	size := lengthHint(r)
	free, err := freeSpace(beside)
	if err != nil {
		return s, err
	}
	if free < uint64(size)+roomLeft {
		return s, ErrDiskFull
	}
	to := &into{vault: newVault(diskShelf{beside}, nil, nil)}
	to.write = func(f *keyFile, raw, entries []byte) error {
		for i := range 2 {
			if err := writeWhole(tapePath(beside, i), entries); err != nil {
				return err
			}
		}
		if f.Folder != "" {
			top := *f
			top.Folder = ""
			raw = top.encode(to.vault.keys.vaultKey)
		}
		for _, name := range []string{keyName, keyTwin} {
			if err := writeWhole(filepath.Join(beside, name), raw); err != nil {
				return err
			}
		}
		return writeWhole(filepath.Join(beside, readmeName), []byte(readme))
	}
	if s, err = readBackup(r, secret, &meter{progress: progress, of: size}, openWith(secret), to); err != nil {
		return Summary{}, err
	}
	for _, d := range []string{journalDir, documents, words, ""} {
		if err := syncDir(filepath.Join(beside, d)); err != nil {
			return Summary{}, err
		}
	}
	l.release() // Windows renames no folder with a file open in it
	if err := mayCreate(dir); err != nil {
		return Summary{}, err
	}
	if _, err := os.Lstat(dir); err == nil {
		clearAway(dir)
		os.Remove(filepath.Join(dir, beginning))
		os.Remove(filepath.Join(dir, lockFile))
		if err := os.Remove(dir); err != nil {
			return Summary{}, err
		}
	}
	if err := os.Rename(beside, dir); err != nil {
		return Summary{}, err
	}
	return s, syncDir(filepath.Dir(dir))
}
