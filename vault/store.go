package vault

import (
	"crypto/cipher"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"slices"

	badger "github.com/dgraph-io/badger/v4"
	"github.com/dgraph-io/badger/v4/options"
)

// store is the working copy of the newest records, in Badger.
//
// Badger is fast and small and is not to be trusted with the only copy: it can
// open empty without an error, give an empty value without an error, and end
// the program from a goroutine of its own. So it is opened only when every file
// of it is exactly as it was closed, each value in it is sealed to the entry
// that wrote it, and whatever it cannot give comes from the journal.
type store struct {
	db      *badger.DB
	seal    cipher.AEAD
	vaultID []byte
	dir     string // empty in memory
}

const (
	storeDir   = "store"
	closedFile = "closed"
	// Badger refuses a value of a megabyte under these options; what is longer
	// than this is read from the journal.
	maxStored = 512 << 10
)

// closing is the sealed word on how the store was closed.
type closing struct {
	Sequence uint64       `json:"sequence"`
	Head     string       `json:"head"`
	Files    []closedDone `json:"files"`
}

type closedDone struct {
	Name   string `json:"name"`
	Size   int64  `json:"size"`
	SHA256 string `json:"sha256"`
}

func storeOptions(dir string, key []byte) badger.Options {
	return badger.DefaultOptions(dir).
		WithLogger(nil). // its lines hold keys
		WithMetricsEnabled(false).
		WithEncryptionKey(key).
		WithMemTableSize(8 << 20).
		WithValueLogFileSize(1 << 20).
		WithValueThreshold(1 << 20).
		WithNumMemtables(2).
		WithNumLevelZeroTables(2).
		WithNumLevelZeroTablesStall(6).
		WithNumCompactors(2).
		WithNumGoroutines(2).
		WithCompactL0OnClose(true).
		WithNumVersionsToKeep(1).
		WithBlockCacheSize(16 << 20).
		WithIndexCacheSize(16 << 20).
		WithCompression(options.None).
		WithVerifyValueChecksum(true).
		WithChecksumVerificationMode(options.OnBlockRead).
		// After a crash it is made again, so nothing in it need be flushed
		// before it is closed.
		WithSyncWrites(false).
		WithDetectConflicts(false)
}

// openStore gives a store that holds what the journal says, or nil where there
// can be none; then everything is read from the journal.
func openStore(dir string, k *keys, j *journal, onDisk bool) *store {
	if onDisk {
		s := &store{seal: k.values, vaultID: k.vaultID, dir: filepath.Join(dir, storeDir)}
		if s.asClosed(k, j.head()) && s.open(storeOptions(s.db0(), k.badger)) {
			return s
		}
		if os.RemoveAll(s.db0()) == nil && os.MkdirAll(s.db0(), 0o700) == nil &&
			s.open(storeOptions(s.db0(), k.badger)) {
			if s.fill(j) {
				return s
			}
			s.drop()
		}
	}
	s := &store{seal: k.values, vaultID: k.vaultID}
	if s.open(storeOptions("", nil).WithInMemory(true).WithIndexCacheSize(0)) && s.fill(j) {
		return s
	}
	return nil
}

// db0 is the folder that is Badger's alone.
func (s *store) db0() string { return filepath.Join(s.dir, "badger") }

func (s *store) open(o badger.Options) bool {
	db, err := badger.Open(o)
	s.db = db
	return err == nil
}

// asClosed reports whether every file is as it was closed, at this head. The
// word on it holds for one opening: it is gone before Badger touches a file, so
// that a crash leaves none.
func (s *store) asClosed(k *keys, h Head) bool {
	path := filepath.Join(s.dir, closedFile)
	box, err := readWhole(path, 1<<20)
	if err != nil {
		return false
	}
	if os.Remove(path) != nil || syncDir(s.dir) != nil {
		return false
	}
	plain, ok := unseal(k.closing, box, place([]byte("leverarch/1/closed"), k.vaultID))
	if !ok {
		return false
	}
	var c closing
	if json.Unmarshal(plain, &c) != nil || c.Sequence != h.Sequence || c.Head != h.String() {
		return false
	}
	now, err := s.files(false)
	return err == nil && slices.Equal(now, c.Files)
}

// files lists what is in the store, and flushes it where that is asked for.
func (s *store) files(flush bool) (all []closedDone, err error) {
	found, err := os.ReadDir(s.db0())
	if err != nil {
		return nil, err
	}
	for _, d := range found {
		if !d.Type().IsRegular() {
			return nil, ErrDamaged
		}
		sum, n, err := hashFile(filepath.Join(s.db0(), d.Name()), flush)
		if err != nil {
			return nil, err
		}
		all = append(all, closedDone{d.Name(), n, sum})
	}
	return all, nil
}

func hashFile(path string, flush bool) (string, int64, error) {
	flag := os.O_RDONLY
	if flush {
		flag = os.O_RDWR // Windows flushes no file that is open to read only
	}
	f, err := os.OpenFile(path, flag, 0)
	if err != nil {
		return "", 0, err
	}
	defer f.Close()
	if flush {
		if err := f.Sync(); err != nil {
			return "", 0, err
		}
	}
	h := sha256.New()
	n, err := io.Copy(h, f)
	return hex.EncodeToString(h.Sum(nil)), n, err
}

// fill puts in the newest version of every record. A version that cannot be
// read is left out; reading it says so.
func (s *store) fill(j *journal) bool {
	batch := s.db.NewWriteBatch()
	defer batch.Cancel()
	for kind, of := range j.kinds {
		for _, id := range of.ids {
			at, ok := j.newest(kind, id)
			if !ok || j.part(at).size > maxStored {
				continue
			}
			v, err := j.value(at)
			if err != nil {
				continue
			}
			if batch.Set(storeKey(kind, id), s.box(j, at, v)) != nil {
				return false
			}
		}
	}
	return batch.Flush() == nil
}

func storeKey(kind, id string) []byte { return []byte(kind + "\x00" + id) }

// where binds a value to the version it is, so that an older one put back does
// not open.
func (s *store) where(j *journal, at spot) []byte {
	p, e := j.part(at), &j.entries[at.entry]
	return place([]byte("leverarch/1/value"), s.vaultID, []byte(p.kind), []byte(p.id), e.Hash[:], u32(uint32(at.part)))
}

func (s *store) box(j *journal, at spot, value []byte) []byte {
	return sealTo(nil, s.seal, value, s.where(j, at))
}

// write brings the store up to the journal's last entry.
func (s *store) write(j *journal, changes []change) bool {
	batch := s.db.NewWriteBatch()
	defer batch.Cancel()
	for i, c := range changes {
		key := storeKey(c.kind, c.id)
		var err error
		if c.op == opPut && len(c.value) <= maxStored {
			err = batch.Set(key, s.box(j, spot{len(j.entries) - 1, i}, c.value))
		} else {
			err = batch.Delete(key)
		}
		if err != nil {
			return false
		}
	}
	return batch.Flush() == nil
}

// get gives a value, or ok false where the store does not have it whole.
func (s *store) get(txn *badger.Txn, j *journal, at spot) (v []byte, ok bool) {
	p := j.part(at)
	item, err := txn.Get(storeKey(p.kind, p.id))
	if err != nil {
		return nil, false
	}
	err = item.Value(func(box []byte) error {
		v, ok = unseal(s.seal, box, s.where(j, at))
		return nil
	})
	return v, ok && err == nil
}

// drop closes Badger. To close, it writes to a file through memory, and where the
// disk has no block left for that the system ends the program; so on a disk that
// is nearly full it is left as it is, until the program ends. All it then still
// holds is names and sealed values.
func (s *store) drop() error {
	if s.dir != "" {
		if free, err := freeSpace(s.dir); err != nil || free < roomLeft {
			return ErrDiskFull
		}
	}
	return s.db.Close()
}

// close closes the store and, on a disk, leaves word of how.
func (s *store) close(k *keys, h Head) {
	if s == nil {
		return
	}
	err := s.drop()
	if s.dir == "" || err != nil {
		return
	}
	done, err := s.files(true)
	if err != nil || syncDir(s.db0()) != nil {
		return
	}
	plain, _ := json.Marshal(closing{h.Sequence, h.String(), done})
	box := sealTo(nil, k.closing, plain, place([]byte("leverarch/1/closed"), k.vaultID))
	// Without it the store is made again at the next opening: nothing is lost.
	_ = writeWhole(filepath.Join(s.dir, closedFile), box)
}
