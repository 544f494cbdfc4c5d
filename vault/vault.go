package vault

import (
	"bytes"
	"cmp"
	"crypto/cipher"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// The files of a vault's folder, beside those named elsewhere.
const (
	keyName    = "vault.json"
	keyTwin    = "vault.json.2"
	journalDir = "journal"
	readmeName = "README.txt"
)

const readme = `This folder is one locked file, made by the program Lever Arch.

Everything in it is encrypted. It opens with its passphrase or with its recovery
key, and with nothing else: nobody can open it without one of them.

Please do not change, rename, move or delete anything inside this folder. To
move or copy the file, close the program first and then move or copy the whole
folder.

What each part is:

  vault.json, vault.json.2   the keys, locked; the same thing twice
  journal                    everything that was written; the same thing twice
  documents                  what was put in it, one locked file each
  words                      the words read from those; can be made again
  store                      a working copy; can be made again
  lock                       says when the program has this folder open
`

// The vault keeps a few records for itself, under a kind no caller can name.
const (
	ownKind    = ".vault"
	ownSeed    = "seed"   // what must stay the same when the keys change
	ownOpened  = "opened" // when and with whose passphrase it was last opened
	labelFirst = "first"
)

// keys are the keys made from the vault key, for as long as the vault is open.
type keys struct {
	vaultID  []byte
	vaultKey []byte
	journal  cipher.AEAD
	values   cipher.AEAD
	closing  cipher.AEAD
	files    []byte
	badger   []byte
	seed     []byte
}

func newKeys(vaultKey, vaultID []byte) *keys {
	k := &keys{vaultID: vaultID, vaultKey: vaultKey}
	sealer := func(purpose string) cipher.AEAD {
		key := derive(vaultKey, vaultID, purpose)
		defer clear(key)
		return newSealer(key)
	}
	k.journal, k.values, k.closing = sealer("journal"), sealer("values"), sealer("closed")
	k.files = derive(vaultKey, vaultID, "files")
	k.badger = derive(vaultKey, vaultID, "badger")
	return k
}

func (k *keys) forget() {
	for _, b := range [][]byte{k.vaultKey, k.files, k.badger, k.seed} {
		clear(b)
	}
	k.journal, k.values, k.closing = nil, nil, nil
}

// Vault is an open vault. Its methods may be called from several goroutines.
type Vault struct {
	dir      string
	lock     *lock
	readOnly bool
	label    string
	last     opening
	now      func() time.Time
	steps    func(string) // for tests that end it there; nil

	closed atomic.Bool
	work   sync.WaitGroup // what Close waits for
	gate   sync.Mutex     // guards starting work against Close, and the next three

	backups  int                // how many are being made
	rekeying bool               // new keys are being made
	touched  map[[2]string]bool // files written meanwhile, by area and id
	gone     sync.Map           // ids of documents that were erased
	keyWork  sync.Mutex         // one change of the key file at a time; guards glance
	keyFile  atomic.Pointer[keyFile]
	glance   glance

	mu       sync.RWMutex // writing: one transaction at a time, with no reader
	journal  *journal
	store    *store
	heads    heads
	keyBytes []byte // of both copies of the key file
	stuck    error  // after a flush that failed nothing more is written

	// swap is held by whoever uses keys and shelf, against new ones. It is taken
	// after mu where both are.
	swap  sync.RWMutex
	root  string // the folder of journal, documents, words and store
	keys  *keys
	shelf shelf

	hurtMu sync.Mutex
	hurt   []*Damaged
}

// Options is what else to know for opening a vault.
type Options struct {
	// HeadFolder is a folder outside the vault where its last head is kept, so
	// that Older can tell. Empty keeps none.
	HeadFolder string
	// Salvage opens a vault of which no journal entry can be read, to get at its
	// documents. Without it that is a *Damaged.
	Salvage bool
}

// Create makes a vault in dir, which must be empty or not there yet, and opens
// it. The recovery key opens it too, and is not shown again unless asked for.
func Create(dir string, passphrase []byte) (*Vault, RecoveryKey, error) {
	return Options{}.Create(dir, passphrase)
}

// Open opens a vault with a passphrase, or with its recovery key as text.
func Open(dir string, secret []byte) (*Vault, error) { return Options{}.Open(dir, secret) }

// Create is the function Create with options.
func (o Options) Create(dir string, passphrase []byte) (_ *Vault, _ RecoveryKey, err error) {
	passphrase = normal(passphrase)
	defer clear(passphrase)
	if len(passphrase) == 0 {
		return nil, RecoveryKey{}, ErrNoPassphrase
	}
	if err := mayCreate(dir); err != nil {
		return nil, RecoveryKey{}, err
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, RecoveryKey{}, full(err)
	}
	if err := os.Chmod(dir, 0o700); err != nil {
		return nil, RecoveryKey{}, err
	}
	disk := diskShelf{dir}
	if err := room(disk, 0); err != nil {
		return nil, RecoveryKey{}, err
	}
	begun := filepath.Join(dir, beginning)
	if err := writeWhole(begun, nil); err != nil {
		if unwritable(err) {
			err = ErrReadOnly
		}
		return nil, RecoveryKey{}, err
	}
	l, _, err := takeLock(dir)
	if err != nil {
		return nil, RecoveryKey{}, err
	}
	// Another may have made one until a moment ago.
	if Exists(dir) {
		os.Remove(begun)
		l.release()
		return nil, RecoveryKey{}, ErrExists
	}
	j := &journal{}
	defer func() {
		if err != nil {
			j.close()
			l.release()
			clearAway(dir)
			os.Remove(filepath.Join(dir, lockFile))
			os.Remove(begun)
		}
	}()
	clearAway(dir)
	for _, d := range []string{journalDir, documents, words, partDir, storeDir} {
		if err := os.Mkdir(filepath.Join(dir, d), 0o700); err != nil {
			return nil, RecoveryKey{}, full(err)
		}
	}
	vaultKey, vaultID, recovery := randomKey(), newSalt(), newRecoveryKey()
	k := newKeys(vaultKey, vaultID)
	j.seal, j.vaultID = k.journal, vaultID
	for i := range j.tapes {
		if err := writeWhole(tapePath(dir, i), j.start()); err != nil {
			return nil, RecoveryKey{}, err
		}
	}
	if j.tapes, err = openTapes(dir, false); err != nil {
		return nil, RecoveryKey{}, err
	}
	if err := begin(k, j, labelFirst); err != nil {
		return nil, RecoveryKey{}, err
	}
	if err := writeWhole(filepath.Join(dir, readmeName), []byte(readme)); err != nil {
		return nil, RecoveryKey{}, err
	}
	cost := calibrate()
	forRecovery := cost
	forRecovery.Salt = newSalt()
	key := &keyFile{Format: format, Vault: fmt.Sprintf("%x", vaultID), Revision: 1, Wraps: []wrap{
		newWrap(byPassphrase, labelFirst, cost, passphrase, vaultKey, vaultID),
		newWrap(byRecovery, "", forRecovery, recovery[:], vaultKey, vaultID),
	}}
	b := key.encode(vaultKey)
	// The folder is a vault from here on.
	for _, name := range []string{keyTwin, keyName} {
		if err := writeWhole(filepath.Join(dir, name), b); err != nil {
			return nil, RecoveryKey{}, err
		}
	}
	if err := os.Remove(begun); err != nil {
		return nil, RecoveryKey{}, err
	}
	if err := syncDir(filepath.Dir(dir)); err != nil {
		return nil, RecoveryKey{}, err
	}
	v := newVault(disk, k, j)
	v.dir, v.root, v.lock, v.label = dir, dir, l, labelFirst
	v.keyFile.Store(key)
	v.keyBytes = b
	v.glance = newGlance(passphrase, &key.Wraps[0])
	v.store = openStore(dir, k, j, true)
	v.heads = openHeads(o.HeadFolder, k, j)
	v.heads.keep(j.head())
	return v, recovery, nil
}

func newVault(s shelf, k *keys, j *journal) *Vault {
	return &Vault{shelf: s, keys: k, journal: j, now: time.Now}
}

// at is where a test may have the program end.
func (v *Vault) at(step string) {
	if v.steps != nil {
		v.steps(step)
	}
}

// beginning is there for as long as a folder is being made a vault and is none.
const beginning = "unfinished"

// mayCreate refuses a folder that holds anything but a vault of which the making
// was cut short, by a crash perhaps, before anything could be put in it.
func mayCreate(dir string) error {
	found, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	begun, other := false, false
	for _, d := range found {
		switch d.Name() {
		case keyName, keyTwin:
			return ErrExists
		case beginning:
			begun = true
		case beginning + ".part":
		default:
			other = true
		}
	}
	if other && !begun {
		return ErrNotEmpty
	}
	return nil
}

// clearAway empties a folder in which a vault could not be made, so that it can
// be tried again. Nobody has written anything to it yet, and it was empty before.
func clearAway(dir string) {
	for _, name := range []string{keyName, keyTwin, keyName + ".part", keyTwin + ".part", journalDir, documents, words,
		partDir, storeDir, readmeName, readmeName + ".part", beginning + ".part"} {
		os.RemoveAll(filepath.Join(dir, name))
	}
}

// Memory makes a vault of which nothing is on a disk. It is the same in all
// else, and gone when it is closed. Only its recovery key opens it.
func Memory() (*Vault, error) {
	k := newKeys(randomKey(), newSalt())
	j := &journal{seal: k.journal, vaultID: k.vaultID}
	for i := range j.tapes {
		j.tapes[i] = &memoryTape{j.start()}
	}
	if err := begin(k, j, ""); err != nil {
		return nil, err
	}
	v := newVault(newMemoryShelf(), k, j)
	recovery := newRecoveryKey()
	defer clear(recovery[:])
	// Nobody sees this key file but in a backup, which has its own lock.
	quick := stretching{Way: argon2id, Time: 1, Memory: 64, Threads: 1, Salt: newSalt()}
	key := &keyFile{Format: format, Vault: fmt.Sprintf("%x", k.vaultID), Revision: 1, Wraps: []wrap{
		newWrap(byRecovery, "", quick, recovery[:], k.vaultKey, k.vaultID),
	}}
	v.keyFile.Store(key)
	v.keyBytes = key.encode(k.vaultKey)
	v.store = openStore("", k, j, false)
	v.heads = openHeads("", k, j)
	return v, nil
}

func randomKey() []byte {
	b := make([]byte, keySize)
	rand.Read(b)
	return b
}

// begin writes the first entry: what the vault keeps for itself.
func begin(k *keys, j *journal, label string) error {
	k.seed = randomKey()
	j.take(nil)
	now := opening{at: time.Now(), label: label}
	return j.add([16]byte(derive(k.seed, nil, "writer")), now.at, []change{
		{op: opPut, kind: ownKind, id: ownSeed, value: k.seed},
		{op: opPut, kind: ownKind, id: ownOpened, value: now.encode()},
	})
}

func tapePath(root string, i int) string {
	return filepath.Join(root, journalDir, string(rune('a'+i)))
}

func openTapes(root string, readOnly bool) (tapes [2]tape, err error) {
	for i := range tapes {
		t, err := openTape(tapePath(root, i), readOnly)
		if err != nil {
			if i == 1 {
				tapes[0].Close()
			}
			return tapes, err
		}
		tapes[i] = t
	}
	return tapes, nil
}

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
	if err := v.unlock(secret); err != nil {
		return nil, err
	}
	if err := v.openJournal(o.Salvage); err != nil {
		return nil, err
	}
	if !readOnly {
		v.shelf.(diskShelf).sweep()
		if v.journal.end > int64(journalHead) {
			v.clearOlder()
		}
	}
	if at, ok := v.journal.newest(ownKind, ownSeed); ok {
		v.keys.seed, _ = v.journal.value(at)
	}
	if v.keys.seed == nil {
		v.keys.seed = derive(v.keys.vaultKey, v.keys.vaultID, "seed")
	}
	v.finishErasing()
	v.store = openStore(v.root, v.keys, v.journal, !readOnly && room(v.shelf, 0) == nil)
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

// unlock reads both copies of the key file, opens one, and mends the other.
func (v *Vault) unlock(secret []byte) error {
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
		return reason
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
		return ErrWrongSecret
	case good == nil:
		v.note(&Damaged{What: DamagedKeyFile})
		return nil
	case bytes.Equal(raw[0], raw[1]):
		return nil
	}
	v.note(&Damaged{What: DamagedKeyFile, Mended: true})
	for i, path := range paths {
		if !v.readOnly && !bytes.Equal(raw[i], good) {
			// A disk that takes no more is no reason to stay shut: the whole copy
			// is not touched by this.
			_ = writeWhole(path, good)
		}
	}
	return nil
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

// note keeps what was found damaged, once.
func (v *Vault) note(d *Damaged) {
	if d.What == damagedAside {
		return // it is made again
	}
	v.hurtMu.Lock()
	defer v.hurtMu.Unlock()
	for _, h := range v.hurt {
		if *h == *d {
			return
		}
	}
	v.hurt = append(v.hurt, d)
}

// Damage names what has been found damaged so far: at opening, and in reading
// since. What was mended from a second copy says so.
func (v *Vault) Damage() []*Damaged {
	v.hurtMu.Lock()
	defer v.hurtMu.Unlock()
	return slices.Clone(v.hurt)
}

// enter starts something that Close waits for.
func (v *Vault) enter() error {
	v.gate.Lock()
	defer v.gate.Unlock()
	if v.closed.Load() {
		return ErrClosed
	}
	v.work.Add(1)
	return nil
}

// Close ends what is being written, closes the store and drops the keys. What
// was read from the vault before is the caller's to forget. A second Close does
// nothing.
func (v *Vault) Close() error {
	v.gate.Lock()
	if v.closed.Swap(true) {
		v.gate.Unlock()
		return nil
	}
	v.gate.Unlock()
	v.work.Wait()
	v.mu.Lock()
	defer v.mu.Unlock()
	head := v.journal.head()
	v.store.close(v.keys, head)
	v.journal.close()
	v.store, v.journal = nil, &journal{entries: []entry{{Head: head}}}
	v.swap.Lock()
	v.keys.forget()
	v.swap.Unlock()
	v.keyWork.Lock()
	clear(v.glance.key)
	v.glance = glance{}
	v.keyWork.Unlock()
	v.lock.release()
	return nil
}

// Dir gives the vault's folder; a vault in memory has none.
func (v *Vault) Dir() string { return v.dir }

// ID gives the vault's own name, 32 hexadecimal letters, the same for ever.
func (v *Vault) ID() string {
	v.swap.RLock()
	defer v.swap.RUnlock()
	return fmt.Sprintf("%x", v.keys.vaultID)
}

// Label says which passphrase opened the vault; it is empty for the recovery
// key and in memory.
func (v *Vault) Label() string { return v.label }

// ReadOnly reports whether the folder could not be written to at opening.
func (v *Vault) ReadOnly() bool { return v.readOnly }

// Head gives the last entry of the journal.
func (v *Vault) Head() Head {
	v.mu.RLock()
	defer v.mu.RUnlock()
	return v.journal.head()
}

// Contains reports whether a head, printed once on something that left the vault,
// is one the journal went through. Then nothing up to it was changed since.
func (v *Vault) Contains(h Head) bool {
	v.mu.RLock()
	defer v.mu.RUnlock()
	return slices.ContainsFunc(v.journal.entries, func(e entry) bool { return e.Head == h })
}

// Older reports whether the folder is an older copy than this computer saw last.
func (v *Vault) Older() bool {
	v.mu.RLock()
	defer v.mu.RUnlock()
	return v.heads.older
}

// AcceptOlder takes the folder as it is for the right one from now on.
func (v *Vault) AcceptOlder() {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.heads.older = false
	v.heads.keep(v.journal.head())
}

// Salt gives 32 bytes for a purpose, always the same ones for this vault and
// that purpose, that tell nothing about the vault; nil once it is closed.
func (v *Vault) Salt(label string) []byte {
	if v.enter() != nil {
		return nil
	}
	defer v.work.Done()
	v.swap.RLock()
	defer v.swap.RUnlock()
	return derive(v.keys.seed, nil, "salt/"+label)
}

// Update runs f in a transaction. When it returns nil, all that f wrote is on
// the disk as one entry; otherwise none of it is. One Update runs at a time,
// with no View beside it, so f must start neither.
func (v *Vault) Update(f func(*Tx) error) error {
	if err := v.enter(); err != nil {
		return err
	}
	defer v.work.Done()
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.readOnly {
		return ErrReadOnly
	}
	if v.stuck != nil {
		return v.stuck
	}
	return v.run(f, v.commit)
}

// View runs f in a transaction that writes nothing. Several run side by side.
func (v *Vault) View(f func(*Tx) error) error {
	if err := v.enter(); err != nil {
		return err
	}
	defer v.work.Done()
	v.mu.RLock()
	defer v.mu.RUnlock()
	return v.run(f, nil)
}

func (v *Vault) run(f func(*Tx) error, commit func(*Tx) error) error {
	tx := &Tx{v: v, writes: commit != nil}
	if v.store != nil {
		tx.txn = v.store.db.NewTransaction(false)
	}
	defer tx.end()
	if err := f(tx); err != nil {
		return err
	}
	if tx.err != nil {
		return tx.err
	}
	if commit == nil {
		return nil
	}
	return commit(tx)
}

func (v *Vault) commit(tx *Tx) error {
	changes := tx.list()
	if len(changes) == 0 {
		return nil
	}
	changes = append(changes, v.newDocuments(tx, changes)...)
	var size int64
	var unlink []string
	erases := false
	for _, c := range changes {
		size += int64(len(c.value))
		erases = erases || c.op == opErase
		if c.op == opErase && c.kind == ownDocument {
			unlink = append(unlink, c.id)
		}
	}
	if erases && v.making() {
		return ErrBusy
	}
	if err := room(v.shelf, size); err != nil {
		return err
	}
	if erases {
		if err := v.dropAside(); err != nil {
			return err
		}
	}
	tx.end() // the store is about to change
	if err := v.add(changes); err != nil {
		return err
	}
	if erases {
		return errors.Join(v.unlink(unlink), v.blank())
	}
	return nil
}

// add writes one entry, and brings the rest up to it.
func (v *Vault) add(changes []change) error {
	if err := v.journal.add(v.heads.writer, v.now(), changes); err != nil {
		var doubt *notFlushed
		if errors.As(err, &doubt) {
			v.stuck = err
		}
		return err
	}
	v.heads.keep(v.journal.head())
	if v.store != nil && !v.store.write(v.journal, changes) {
		v.dropStore()
	}
	return nil
}

// dropStore goes on without a store: everything is in the journal.
func (v *Vault) dropStore() {
	if v.store != nil {
		v.store.drop()
		v.store = nil
	}
}

// blank takes erased values out of the journals and out of the store, which
// keeps old values for as long as it likes and so is made again.
func (v *Vault) blank() error {
	onDisk := v.store != nil && v.store.dir != ""
	v.dropStore()
	if err := v.journal.settle(); err != nil {
		v.stuck = err
		return err
	}
	if err := v.blankKept(); err != nil {
		return err
	}
	v.store = openStore(v.root, v.keys, v.journal, onDisk)
	return nil
}

// Store seals a document with what is to be said about it, and returns when it
// is on the disk. It is not yet in any record: the caller writes that next, under
// the document's own id, and with that the vault knows that it must be there. A
// document that no record knows is never removed by the vault itself; Check
// names it. The reader must not start a transaction of this vault.
func (v *Vault) Store(about []byte, r io.Reader) (Stored, error) {
	return v.keep(documents, newID(), about, r)
}

// StoreWithID is Store under an id the caller chose: 32 lower-case hexadecimal
// letters that name no document, and never did.
func (v *Vault) StoreWithID(id string, about []byte, r io.Reader) (Stored, error) {
	if !isID(id) {
		return Stored{}, ErrName
	}
	if err := v.enter(); err != nil {
		return Stored{}, err
	}
	defer v.work.Done()
	if _, gone := v.gone.Load(id); gone || v.holds(documents, id) {
		return Stored{}, ErrName
	}
	return v.keep(documents, id, about, r)
}

func (v *Vault) keep(area, id string, about []byte, r io.Reader) (Stored, error) {
	if err := v.enter(); err != nil {
		return Stored{}, err
	}
	defer v.work.Done()
	if v.readOnly {
		return Stored{}, ErrReadOnly
	}
	v.swap.RLock()
	defer v.swap.RUnlock()
	if _, gone := v.gone.Load(id); gone {
		return Stored{}, ErrNotFound
	}
	st, err := writeFile(v, area, id, about, r, v.now())
	v.touch(area, id)
	if _, gone := v.gone.Load(id); gone && err == nil {
		// It was erased while words for it were being written.
		return Stored{}, errors.Join(ErrNotFound, v.shelf.remove(area, id))
	}
	return st, err
}

func (v *Vault) openFile(area, id string) (*Reader, error) {
	if !isID(id) {
		return nil, ErrNotFound
	}
	if err := v.enter(); err != nil {
		return nil, err
	}
	defer v.work.Done()
	v.swap.RLock()
	defer v.swap.RUnlock()
	return openFile(v, area, id)
}

// Document opens a document to be read, from anywhere in it.
func (v *Vault) Document(id string) (*Reader, error) { return v.openFile(documents, id) }

// About gives what was said about a document when it was stored.
func (v *Vault) About(id string) ([]byte, error) {
	r, err := v.Document(id)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return r.About(), nil
}

// Documents lists the ids of all documents in the folder, known to a record or
// not.
func (v *Vault) Documents() ([]string, error) {
	if err := v.enter(); err != nil {
		return nil, err
	}
	defer v.work.Done()
	v.swap.RLock()
	defer v.swap.RUnlock()
	return v.shelf.list(documents)
}

// PutWords seals the words read in a document, in place of those before. The
// version says what read them. It gives ErrNotFound for a document that was
// erased.
func (v *Vault) PutWords(id, version string, b []byte) error {
	if !isID(id) {
		return ErrName
	}
	_, err := v.keep(words, id, []byte(version), bytes.NewReader(b))
	return err
}

// Words gives the words read in a document and the version that read them.
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
