package vault

import (
	"crypto/cipher"

	badger "github.com/dgraph-io/badger/v4"
	"github.com/dgraph-io/badger/v4/options"
)

// store is the working copy of the newest records, in Badger, in memory. It is
// made from the journal at each opening, which takes a few hundredths of a second.
//
// Badger is fast and small and is not to be trusted with the only copy: on a disk
// it can open empty without an error, and a disk that fills up while a file is
// mapped ends the program. So it has none. It can also give an empty value without
// an error; so each value in it is sealed to the entry that wrote it, and whatever
// it cannot give comes from the journal.
//
// The seal is under a key that is made for the store and is nowhere else. Memory
// is written to a disk when a computer runs short of it or sleeps, and it is a
// while before what was freed is used again: without the key, which is dropped on
// locking, the values that stand there tell nothing.
//
// What lists are made of is kept read, too, for as long as the file is open: see
// readings.
type store struct {
	db   *badger.DB
	seal cipher.AEAD
	read readings
}

// Badger refuses a value of 1.2 MB under these options; what is longer than this
// is read from the journal.
const maxStored = 512 << 10

func storeOptions() badger.Options {
	return badger.DefaultOptions("").
		WithInMemory(true).
		WithLogger(nil). // its lines hold keys
		WithMetricsEnabled(false).
		WithMemTableSize(8 << 20).
		WithNumMemtables(2).
		WithNumLevelZeroTables(2).
		WithNumLevelZeroTablesStall(6).
		WithNumCompactors(2).
		WithNumGoroutines(2).
		WithNumVersionsToKeep(1).
		// It keeps what is compressed or encrypted, and this is neither to Badger.
		WithBlockCacheSize(0).
		WithIndexCacheSize(0).
		WithCompression(options.None).
		WithDetectConflicts(false)
}

// openStore gives a store that holds what the journal says, or nil where there
// can be none; then everything is read from the journal.
func openStore(j *journal) *store {
	key := randomKey()
	defer clear(key)
	db, err := badger.Open(storeOptions())
	if err != nil {
		return nil
	}
	s := &store{db: db, seal: newSealer(key)}
	if !s.fill(j) {
		s.close()
		return nil
	}
	return s
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

// where binds a value to the version it is, so that an older one in its place
// does not open.
func (s *store) where(j *journal, at spot) []byte {
	p, e := j.part(at), &j.entries[at.entry]
	return place([]byte(p.kind), []byte(p.id), e.Hash[:], u32(uint32(at.part)))
}

func (s *store) box(j *journal, at spot, value []byte) []byte {
	return sealTo(nil, s.seal, value, s.where(j, at))
}

// write brings the store up to the journal's last entry.
func (s *store) write(j *journal, changes []change) bool {
	batch := s.db.NewWriteBatch()
	defer batch.Cancel()
	for i, c := range changes {
		s.read.drop(c.kind, c.id)
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

// close ends Badger, and drops the key. There may be no store.
func (s *store) close() {
	if s == nil {
		return
	}
	// What it held is in the journal, so an error is nobody's loss.
	_ = s.db.Close()
	s.seal = nil
}
