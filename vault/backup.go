package vault

import (
	"archive/tar"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"
	"unicode"
)

// The parts of a backup that are the vault's own, in the order they come; the
// manifest is the last of all.
const (
	backupKeys     = "journal/vault.json"
	backupJournal  = "journal/entries"
	backupIndex    = "journal/documents.json"
	backupWords    = "journal/words/"
	backupUnnamed  = "documents/"
	backupManifest = "manifest.json"
	backupFormat   = 1
)

// manifest is what a backup says of itself.
type manifest struct {
	Format   int            `json:"format"`
	Vault    string         `json:"vault"`
	Made     time.Time      `json:"made"`
	Sequence uint64         `json:"sequence"`
	Head     string         `json:"head"`
	Files    []manifestFile `json:"files"`
	LeftOut  []leftOut      `json:"left_out,omitempty"`
}

type manifestFile struct {
	Name   string `json:"name"`
	Size   int64  `json:"size"`
	SHA256 string `json:"sha256"`
}

type leftOut struct {
	What     string `json:"what"`
	Kind     string `json:"kind,omitempty"`
	ID       string `json:"id,omitempty"`
	Sequence uint64 `json:"sequence,omitempty"`
}

// indexed says which file is which document. All of them come before the
// documents, which can then be sealed as they come.
type indexed struct {
	manifestFile
	ID    string `json:"id"`
	Time  int64  `json:"time"` // nanoseconds
	About []byte `json:"about"`
}

// wordsLine is the first line of a file of words.
type wordsLine struct {
	Version string `json:"version"`
	Time    int64  `json:"time"` // nanoseconds
}

// Summary says what is in a backup.
type Summary struct {
	Vault     string // the vault's ID
	Made      time.Time
	Head      Head // the entry the backup stands at
	Files     int
	Documents int
	Size      int64 // of all files in it
	// LeftOut names what was damaged in the vault already.
	LeftOut []*Damaged
}

// Archive is a backup while it is being made.
type Archive struct {
	v     *Vault
	then  *Vault // as at the entry the backup stands at
	tar   *tar.Writer
	meter *meter
	now   time.Time
	docs  map[string]bool
	names map[string]string // of documents that were given one, by id
	taken map[string]bool   // names in small letters
	man   manifest
	err   error
}

// View runs f in a transaction on the vault as it was when the backup began,
// whatever is written meanwhile.
func (a *Archive) View(f func(*Tx) error) error { return a.then.View(f) }

// Head gives the entry the backup stands at.
func (a *Archive) Head() Head { return a.then.journal.head() }

// name takes a name for a file in the archive. ErrName means that it is no plain
// path below the top, that another file has it, or that it is the vault's own.
func (a *Archive) name(name string) error {
	small := strings.ToLower(name)
	first, _, _ := strings.Cut(small, "/")
	if !fs.ValidPath(name) || name == "." || len(name) > 1000 || strings.ContainsFunc(name, func(r rune) bool { return r == '\\' || unicode.IsControl(r) }) ||
		first == "journal" || small == backupManifest || a.taken[small] {
		return ErrName
	}
	a.taken[small] = true
	return nil
}

// File adds a file to the archive, with slashes between folders. The reader must
// give size bytes.
func (a *Archive) File(name string, at time.Time, size int64, r io.Reader) error {
	if a.err != nil {
		return a.err
	}
	if err := a.name(name); err != nil {
		return err
	}
	return a.add(name, at, size, r)
}

// Document says under which name a document goes into the archive, in clear and
// whole like everything in it. One that gets no name is called by its id. It
// gives ErrNotFound where there was no such document when the backup began.
func (a *Archive) Document(id, name string) error {
	if !a.docs[id] {
		return ErrNotFound
	}
	if a.names[id] != "" {
		return ErrName
	}
	if err := a.name(name); err != nil {
		return err
	}
	a.names[id] = name
	return nil
}

func (a *Archive) add(name string, at time.Time, size int64, r io.Reader) error {
	h := sha256.New()
	a.err = a.tar.WriteHeader(&tar.Header{Typeflag: tar.TypeReg, Name: name, Mode: 0o600, Size: size, ModTime: at.Truncate(time.Second)})
	if a.err == nil {
		var n int64
		n, a.err = io.Copy(io.MultiWriter(a.tar, h), io.LimitReader(r, size))
		if a.err == nil && n < size {
			a.err = io.ErrUnexpectedEOF
		}
	}
	if a.err == nil {
		a.man.Files = append(a.man.Files, manifestFile{name, size, hex.EncodeToString(h.Sum(nil))})
	}
	return a.err
}

func (a *Archive) addBytes(name string, b []byte) error {
	return a.add(name, a.now, int64(len(b)), bytes.NewReader(b))
}

func (a *Archive) addJSON(name string, v any) error {
	b, err := json.MarshalIndent(v, "", " ")
	if err != nil {
		return err
	}
	return a.addBytes(name, append(b, '\n'))
}

func (a *Archive) leaveOut(d *Damaged) {
	a.man.LeftOut = append(a.man.LeftOut, leftOut{d.What, d.Kind, d.ID, d.Sequence})
}

// meter tells how far a backup is, and ends it when the vault is closed.
type meter struct {
	v        *Vault
	progress func(done, of int64) error
	done, of int64
	told     int64
}

func (m *meter) Write(b []byte) (int, error) { return len(b), m.add(int64(len(b))) }

func (m *meter) add(n int64) error {
	m.done += n
	if m.v != nil && m.v.closed.Load() {
		return ErrClosed
	}
	if m.progress != nil && (m.done-m.told >= 1<<20 || m.done == m.of) {
		m.told = m.done
		return m.progress(min(m.done, m.of), m.of)
	}
	return nil
}

// Backup writes everything in the vault to w as one OpenPGP file, as it is at one
// entry of the journal; what is written meanwhile is not in it. Nothing is erased
// while it runs: that gives ErrBusy.
//
// The recovery key, exactly as it is printed, opens it in any OpenPGP program,
// and inside is a plain archive: gpg -d FILE | tar x. With a passphrase that
// opens the vault, that opens it too, in this program only. Passphrase may be nil.
//
// The vault hands out bytes, and fill says how they are called: it adds files of
// its own and names the documents. It may be nil. Progress, where it is not nil,
// is told how many bytes are done and how many there are, roughly; Backup ends
// with its error where it gives one.
//
// What is damaged is left out, and named in the summary.
func (v *Vault) Backup(w io.Writer, passphrase []byte, fill func(*Archive) error, progress func(done, of int64) error) (Summary, error) {
	if err := v.enter(); err != nil {
		return Summary{}, err
	}
	defer v.work.Done()
	s, err := v.beginBackup()
	if err != nil {
		return Summary{}, err
	}
	defer v.endBackup()
	return v.backup(s, w, passphrase, fill, &meter{v: v, progress: progress})
}

// snapshot is the vault as at one entry.
type snapshot struct {
	copies      [2][]byte
	key         *keyFile
	keyBytes    []byte
	recovery    RecoveryKey
	docs, words []string
}

func (v *Vault) beginBackup() (s snapshot, err error) {
	v.mu.RLock()
	defer v.mu.RUnlock()
	v.gate.Lock()
	if v.rekeying {
		v.gate.Unlock()
		return s, ErrBusy
	}
	v.backups++
	v.gate.Unlock()
	defer func() {
		if err != nil {
			v.endBackup()
		}
	}()
	for i, t := range v.journal.tapes {
		s.copies[i] = make([]byte, v.journal.end)
		if _, err := io.ReadFull(io.NewSectionReader(t, 0, v.journal.end), s.copies[i]); err != nil {
			clear(s.copies[i]) // and what it cannot give the other has
		}
	}
	s.key, s.keyBytes = v.keyFile.Load(), v.keyBytes
	if s.recovery, err = v.RecoveryKey(); err != nil {
		return s, err
	}
	s.docs, s.words, err = v.lists()
	return s, err
}

func (v *Vault) endBackup() {
	v.gate.Lock()
	v.backups--
	v.gate.Unlock()
}

func (v *Vault) backup(s snapshot, w io.Writer, passphrase []byte, fill func(*Archive) error, m *meter) (Summary, error) {
	defer clear(s.recovery[:])
	if len(passphrase) > 0 {
		v.keyWork.Lock()
		i, err := v.prove(s.key, passphrase)
		v.keyWork.Unlock()
		if err != nil {
			return Summary{}, err
		}
		passphrase = normal(passphrase)
		defer clear(passphrase)
		if s.key.Wraps[i].By == byRecovery {
			passphrase = nil
		}
	}
	j := &journal{seal: v.keys.journal, vaultID: v.keys.vaultID}
	got, err := j.mend(s.copies)
	if err != nil {
		return Summary{}, err
	}
	j.end = int64(len(got.bytes))
	j.tapes = [2]tape{&memoryTape{got.bytes}, &memoryTape{got.bytes}}
	then := newVault(v.shelf, v.keys, j)
	then.readOnly = true

	out, err := writeMessage(w, s.recovery, passphrase)
	if err != nil {
		return Summary{}, err
	}
	a := &Archive{
		v: v, then: then, tar: tar.NewWriter(out), meter: m, now: v.now(),
		docs: map[string]bool{}, names: map[string]string{}, taken: map[string]bool{},
	}
	a.man = manifest{Format: backupFormat, Vault: s.key.Vault, Made: a.now.UTC().Truncate(time.Second), Sequence: a.Head().Sequence, Head: a.Head().String()}
	for _, d := range got.lost {
		a.leaveOut(d)
	}
	for _, id := range s.docs {
		a.docs[id] = true
	}
	if err := a.write(s, got.bytes, fill); err != nil {
		return Summary{}, full(err)
	}
	if err := errors.Join(a.tar.Close(), out.Close()); err != nil {
		return Summary{}, full(err)
	}
	return a.man.summary(len(a.docs)), nil
}

func (a *Archive) write(s snapshot, entries []byte, fill func(*Archive) error) error {
	if err := a.addBytes(backupKeys, s.keyBytes); err != nil {
		return err
	}
	if err := a.addBytes(backupJournal, entries); err != nil {
		return err
	}
	if fill != nil {
		if err := fill(a); err != nil {
			return err
		}
		if a.err != nil {
			return a.err
		}
	}
	for area, ids := range map[string][]string{documents: s.docs, words: s.words} {
		for _, id := range ids {
			if r, err := a.v.openFile(area, id); err == nil {
				a.meter.of += 2 * r.Size()
				r.Close()
			}
		}
	}
	docs, err := a.look(s.docs)
	if err != nil {
		return err
	}
	if err := a.addJSON(backupIndex, docs); err != nil {
		return err
	}
	for _, d := range docs {
		if err := a.addDocument(d); err != nil {
			return err
		}
	}
	for _, id := range s.words {
		if err := a.addWords(id); err != nil {
			return err
		}
	}
	return a.addJSON(backupManifest, a.man)
}

// look reads the documents through before any of them is in the archive, where
// half of one could not be taken back.
func (a *Archive) look(ids []string) ([]indexed, error) {
	found := []indexed{}
	for _, id := range ids {
		d, err := a.lookAt(id)
		var hurt *Damaged
		switch {
		case err == nil:
			found = append(found, d)
		case errors.As(err, &hurt):
			a.leaveOut(hurt)
			delete(a.docs, id)
		default:
			return nil, err
		}
	}
	return found, nil
}

func (a *Archive) lookAt(id string) (d indexed, err error) {
	r, err := a.v.Document(id)
	if err != nil {
		return d, err
	}
	defer r.Close()
	if _, err := io.Copy(a.meter, r); err != nil {
		return d, err
	}
	name := a.names[id]
	if name == "" {
		name = backupUnnamed + id
		for a.taken[name] {
			name += "_"
		}
		a.taken[name] = true
	}
	return indexed{manifestFile{name, r.stored.Size, r.stored.SHA256}, id, r.stored.Time.UnixNano(), r.About()}, nil
}

func (a *Archive) addDocument(d indexed) error {
	r, err := a.v.Document(d.ID)
	if err != nil {
		return err
	}
	defer r.Close()
	return a.add(d.Name, time.Unix(0, d.Time), d.Size, io.TeeReader(r, a.meter))
}

// addWords adds what was read in a document, as it is just now: it may be read
// again at any time.
func (a *Archive) addWords(id string) error {
	r, err := a.v.openFile(words, id)
	if err == nil {
		defer r.Close()
		var b []byte
		if b, err = io.ReadAll(io.TeeReader(r, a.meter)); err == nil {
			line, err := json.Marshal(wordsLine{string(r.about), r.stored.Time.UnixNano()})
			if err != nil {
				return err
			}
			b = append(append(line, '\n'), b...)
			if err := a.meter.add(r.Size()); err != nil {
				return err
			}
			return a.add(backupWords+id, r.stored.Time, int64(len(b)), bytes.NewReader(b))
		}
	}
	var hurt *Damaged
	if errors.As(err, &hurt) {
		a.leaveOut(hurt)
		return nil
	}
	if errors.Is(err, ErrNotFound) {
		return nil // erased as the backup began
	}
	return err
}

func (m *manifest) summary(docs int) Summary {
	s := Summary{Vault: m.Vault, Made: m.Made, Files: len(m.Files), Documents: docs}
	s.Head.Sequence = m.Sequence
	if h, err := hex.DecodeString(m.Head); err == nil && len(h) == len(s.Head.Hash) {
		s.Head.Hash = [32]byte(h)
	}
	for _, f := range m.Files {
		s.Size += f.Size
	}
	for _, l := range m.LeftOut {
		s.LeftOut = append(s.LeftOut, &Damaged{What: l.What, Kind: l.Kind, ID: l.ID, Sequence: l.Sequence})
	}
	return s
}

// BackupFile makes a backup in a file. It is written beside, flushed, and read
// back whole before it takes its name, so that a file of that name is a good
// backup at any moment, the one before or this. All else is as for Backup.
func (v *Vault) BackupFile(path string, passphrase []byte, fill func(*Archive) error, progress func(done, of int64) error) (s Summary, err error) {
	if err := v.enter(); err != nil {
		return Summary{}, err
	}
	defer v.work.Done()
	now, err := v.beginBackup()
	if err != nil {
		return Summary{}, err
	}
	defer v.endBackup()

	part := path + ".part"
	var size int64
	for area, ids := range map[string][]string{documents: now.docs, words: now.words} {
		for _, id := range ids {
			if r, err := v.openFile(area, id); err == nil {
				size += r.Size()
				r.Close()
			}
		}
	}
	free, err := freeSpace(filepath.Dir(path))
	if err != nil {
		return Summary{}, err
	}
	if free < uint64(size+int64(len(now.copies[0])))+roomLeft {
		return Summary{}, ErrDiskFull
	}
	f, err := os.OpenFile(part, os.O_CREATE|os.O_TRUNC|os.O_RDWR, 0o600)
	if err != nil {
		if unwritable(err) {
			err = errors.Join(ErrReadOnly, err)
		}
		return Summary{}, full(err)
	}
	defer func() {
		f.Close()
		if err != nil {
			os.Remove(part)
		}
	}()
	m := &meter{v: v, progress: progress, of: size}
	s, err = v.backup(now, f, passphrase, fill, m)
	if err != nil {
		return Summary{}, err
	}
	if err := f.Sync(); err != nil {
		return Summary{}, full(err)
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return Summary{}, err
	}
	back, err := readBackup(f, []byte(now.recovery.String()), m, func(raw []byte) (*keyFile, []byte, error) {
		if !bytes.Equal(raw, now.keyBytes) {
			return nil, nil, &Damaged{What: DamagedBackup}
		}
		return now.key, bytes.Clone(v.keys.vaultKey), nil
	}, nil)
	if err != nil {
		return Summary{}, err
	}
	if back.Head != s.Head || back.Files != s.Files || back.Size != s.Size {
		return Summary{}, &Damaged{What: DamagedBackup}
	}
	if err := f.Close(); err != nil {
		return Summary{}, full(err)
	}
	if err := os.Rename(part, path); err != nil {
		return Summary{}, err
	}
	return s, syncDir(filepath.Dir(path))
}
