package vault

import (
	"crypto/cipher"
	"errors"
	"fmt"
	"io"
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
	files    []byte
	seed     []byte
}

func newKeys(vaultKey, vaultID []byte) *keys {
	journal := derive(vaultKey, vaultID, "journal")
	defer clear(journal)
	return &keys{vaultID: vaultID, vaultKey: vaultKey, journal: newSealer(journal), files: derive(vaultKey, vaultID, "files")}
}

func (k *keys) forget() {
	for _, b := range [][]byte{k.vaultKey, k.files, k.seed} {
		clear(b)
	}
	k.journal = nil
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
	wordsAt  sync.Map           // when words were last written, by the document's id
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
	root  string // the folder of journal, documents and words
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

func newVault(s shelf, k *keys, j *journal) *Vault {
	return &Vault{shelf: s, keys: k, journal: j, now: time.Now}
}

// at is where a test may have the program end.
func (v *Vault) at(step string) {
	if v.steps != nil {
		v.steps(step)
	}
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
	v.dropStore()
	v.journal.close()
	v.journal = &journal{entries: []entry{{Head: head}}}
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
			if _, told := v.wordsTime(c.id); told {
				changes = append(changes, change{op: opErase, kind: ownWords, id: c.id})
			}
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
	v.store.close()
	v.store = nil
}

// blank takes erased values out of the journals and out of the store, which
// keeps old values for as long as it likes and so is made again.
func (v *Vault) blank() error {
	v.dropStore()
	if err := v.journal.settle(); err != nil {
		v.stuck = err
		return err
	}
	if err := v.blankKept(); err != nil {
		return err
	}
	v.store = openStore(v.journal)
	return nil
}

// Store seals a document with what is to be said about it, and returns when it
// is on the disk. It is not yet in any record: the caller writes that next, under
// the document's own id, and with that the vault knows that it must be there. A
// document that no record knows is never removed by the vault itself; Check
// names it. The reader must not start a transaction of this vault.
func (v *Vault) Store(about []byte, r io.Reader) (Stored, error) {
	return v.StoreWithID(newID(), about, r)
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
	return v.keep(documents, id, about, r, v.now())
}

// keep is for whoever has entered.
func (v *Vault) keep(area, id string, about []byte, r io.Reader, at time.Time) (Stored, error) {
	if v.readOnly {
		return Stored{}, ErrReadOnly
	}
	v.swap.RLock()
	defer v.swap.RUnlock()
	if _, gone := v.gone.Load(id); gone {
		return Stored{}, ErrNotFound
	}
	defer v.touch(area, id)
	return writeFile(v, area, id, about, r, at)
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
	at, told := v.wordsTime(id) // before the file is opened, so that it is no later
	r, err := openFile(v, area, id)
	if err != nil {
		return nil, err
	}
	if area == words && told && r.stored.Time.Before(at) {
		r.Close()
		v.note(r.hurt) // an older copy
		return nil, r.hurt
	}
	return r, nil
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
