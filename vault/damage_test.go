package vault

import (
	"bytes"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// sample is a closed vault with something of everything in it, and what it says.
type sample struct {
	dir       string
	records   map[string]string
	documents map[string][]byte
}

func newSample(t testing.TB) sample {
	v := create(t)
	s := sample{v.Dir(), map[string]string{}, map[string][]byte{}}
	for i := range 12 {
		id := fmt.Sprintf("n%02d", i)
		put(t, v, "note", id, "first "+id)
		s.records[id] = strings.Repeat("note "+id+" ", 20)
		put(t, v, "note", id, s.records[id])
	}
	for i := range 3 {
		b := content(fmt.Sprint(i), i*chunkSize+5000)
		st := keepDocument(t, v, "about", b)
		s.documents[st.ID] = b
		ok(t, v.PutWords(st.ID, "1", []byte("words of "+st.ID)))
	}
	ok(t, v.Close())
	return s
}

// holds reads everything in an opened copy. What comes back must be what was
// written; what does not must be named. It gives how many records and documents
// were named as lost.
func (s sample) holds(t testing.TB, v *Vault, what string) (records, docs int) {
	t.Helper()
	for id, want := range s.records {
		got, err := get(v, "note", id)
		switch {
		case errors.Is(err, ErrDamaged):
			records++
		case err != nil:
			t.Errorf("%s: record %s: %v", what, id, err)
		case got != want:
			t.Errorf("%s: record %s came back as %q", what, id, got)
		}
	}
	for id, want := range s.documents {
		got, err := readDocument(v, id)
		switch {
		case errors.Is(err, ErrDamaged), errors.Is(err, ErrNotFound):
			docs++
		case err != nil:
			t.Errorf("%s: document %s: %v", what, id, err)
		case !bytes.Equal(got, want):
			t.Errorf("%s: document %s came back changed", what, id)
		}
		if w, _, err := v.Words(id); err == nil && string(w) != "words of "+id {
			t.Errorf("%s: words of %s came back as %q", what, id, w)
		} else if err != nil && !errors.Is(err, ErrDamaged) && !errors.Is(err, ErrNotFound) {
			t.Errorf("%s: words of %s: %v", what, id, err)
		}
	}
	return records, docs
}

// isDocument reports whether a path is a document or its words: the only files
// whose loss costs something, and that is the file's own bytes.
func isDocument(path string) bool {
	return strings.HasPrefix(path, documents) || strings.HasPrefix(path, words)
}

// Every file, one at a time: taken away, emptied, cut, with another file of the
// vault in its place; TestDamageMatrix turns over bits. It opens, it says so, it mends.
func TestEachFileHurt(t *testing.T) {
	s := newSample(t)
	files := filesOf(t, s.dir)
	hurts := map[string]func(path string, b []byte) error{
		"taken away": func(path string, _ []byte) error { return os.Remove(path) },
		"emptied":    func(path string, _ []byte) error { return os.Truncate(path, 0) },
		"cut by one": func(path string, b []byte) error { return os.Truncate(path, max(0, int64(len(b))-1)) },
		"cut in two": func(path string, b []byte) error { return os.Truncate(path, int64(len(b))/2) },
		"zeroed":     func(path string, b []byte) error { return os.WriteFile(path, make([]byte, len(b)), 0o600) },
		"longer":     func(path string, b []byte) error { return os.WriteFile(path, append(b, 0), 0o600) },
		"a folder now": func(path string, _ []byte) error {
			if err := os.Remove(path); err != nil {
				return err
			}
			return os.Mkdir(path, 0o700)
		},
		"another file": func(path string, b []byte) error {
			for _, file := range files {
				other, err := os.ReadFile(filepath.Join(s.dir, file))
				if err == nil && len(other) > 0 && !bytes.Equal(other, b) {
					return os.WriteFile(path, other, 0o600)
				}
			}
			return errors.New("there is no other file")
		},
	}
	for _, file := range files {
		t.Run(file, func(t *testing.T) {
			t.Parallel()
			for name, hurt := range hurts {
				hurtFile(t, s, file, name, hurt)
			}
		})
	}
}

func hurtFile(t *testing.T, s sample, file, name string, hurt func(path string, b []byte) error) {
	dir := copyFolder(t, s.dir)
	path := filepath.Join(dir, file)
	before := must[[]byte](t)(os.ReadFile(path))
	ok(t, hurt(path, bytes.Clone(before)))
	after, _ := os.ReadFile(path)
	changed := !bytes.Equal(before, after)
	folder := name == "a folder now"
	if file == lockFile && folder {
		return // then nothing can hold the vault, and it does not open
	}
	v, err := Open(dir, secret)
	if err != nil {
		t.Errorf("%s: %v", name, err)
		return
	}
	records, docs := s.holds(t, v, name)
	if records > 0 || docs > 1 || docs == 1 && !isDocument(file) {
		t.Errorf("%s: lost %d records, %d documents", name, records, docs)
	}
	if strings.HasPrefix(file, documents) && changed && docs == 0 {
		t.Errorf("%s: the change was not seen", name)
	}
	twin := file == keyName || file == keyTwin || strings.HasPrefix(file, journalDir)
	// A byte too many behind a journal, or its last entry cut, is what a crash
	// leaves, and not worth a word.
	if twin && changed && len(v.Damage()) == 0 && name != "longer" && !strings.HasPrefix(name, "cut") {
		t.Errorf("%s: mended without a word", name)
	}
	if !twin || folder && !strings.HasPrefix(file, journalDir) {
		v.abandon()
		return // a folder in the way of a key file stays, and the other copy does
	}
	v = reopen(t, v)
	if len(v.Damage()) > 0 {
		t.Errorf("%s: not mended: %v", name, v.Damage())
	}
	s.holds(t, v, name+", opened again")
	ok(t, v.Close())
}

// The last entry, cut at every byte: in the first copy alone it was never
// acknowledged and is dropped; whole in one copy it is there.
func TestTornTail(t *testing.T) {
	t.Parallel()
	v := create(t)
	put(t, v, "note", "a", "kept")
	short := v.journal.end
	put(t, v, "note", "b", "the last one")
	full := v.journal.end
	dir := v.Dir()
	seal, vaultID := v.keys.journal, v.keys.vaultID
	ok(t, v.Close())
	whole := must[[]byte](t)(os.ReadFile(tapePath(dir, 0)))
	for n := short; n <= full; n++ {
		for _, state := range []struct {
			name string
			cut  [2]int64
			last bool
		}{
			{"while writing the first copy", [2]int64{n, short}, n == full},
			{"while writing the second copy", [2]int64{full, n}, true},
		} {
			what := fmt.Sprintf("%s, %d of %d", state.name, n-short, full-short)
			j := &journal{seal: seal, vaultID: vaultID}
			m, err := j.mend([2][]byte{whole[:state.cut[0]], whole[:state.cut[1]]})
			want := short
			if state.last {
				want = full
			}
			if err != nil || !bytes.Equal(m.bytes, whole[:want]) || len(m.lost) > 0 || m.hurt || m.apart != [2]bool{} {
				t.Fatalf("%s: %v, %d bytes, lost %v, hurt %v", what, err, len(m.bytes), m.lost, m.hurt)
			}
			if (n-short)%40 != 0 && n != full {
				continue // and the same through the door, some of the time
			}
			dir := copyFolder(t, dir)
			for i, cut := range state.cut {
				ok(t, os.Truncate(tapePath(dir, i), cut))
			}
			v := open(t, dir)
			wantRecord(t, v, "note", "a", "kept")
			if got, err := get(v, "note", "b"); state.last != (err == nil && got == "the last one") || err != nil && !errors.Is(err, ErrNotFound) {
				t.Fatalf("%s: %q, %v", what, got, err)
			}
			put(t, v, "note", "c", "written afterwards")
			v = reopen(t, v)
			wantRecord(t, v, "note", "c", "written afterwards")
			if len(v.Damage()) > 0 {
				t.Fatalf("%s: taken for damage: %v", what, v.Damage())
			}
			ok(t, v.Close())
		}
	}
}

// Damage to both copies at once costs what it hits and nothing else, and is
// named each time; the hurt copies are kept beside.
func TestBothJournalsHurt(t *testing.T) {
	t.Parallel()
	s := newSample(t)
	v := open(t, s.dir)
	at, _ := v.journal.newest("note", "n05")
	hurtPart, e := *v.journal.part(at), v.journal.entries[at.entry]
	otherEntry := v.journal.entries[at.entry-2] // newest of n04
	ok(t, v.Close())

	flip := func(dir string, i int, off int64) {
		f := must[*os.File](t)(os.OpenFile(tapePath(dir, i), os.O_RDWR, 0))
		defer f.Close()
		b := make([]byte, 1)
		f.ReadAt(b, off)
		b[0] ^= 0x10
		must[int](t)(f.WriteAt(b, off))
	}
	t.Run("a value", func(t *testing.T) {
		dir := copyFolder(t, s.dir)
		flip(dir, 0, hurtPart.box+20)
		flip(dir, 1, hurtPart.box+21)
		for range 2 {
			v := open(t, dir)
			if _, err := get(v, "note", "n05"); !errors.Is(err, ErrDamaged) {
				t.Errorf("a hurt record: %v", err)
			}
			if records, docs := s.holds(t, v, "a value"); records != 1 || docs != 0 {
				t.Errorf("lost %d records, %d documents", records, docs)
			}
			r := must[Report](t)(v.Check(nil))
			if len(r.Damaged) != 1 || r.Damaged[0].ID != "n05" || r.Damaged[0].Mended {
				t.Errorf("named: %v", r.Damaged)
			}
			ok(t, v.Close())
		}
	})
	t.Run("different values", func(t *testing.T) {
		dir := copyFolder(t, s.dir)
		flip(dir, 0, hurtPart.box+20)
		flip(dir, 1, otherEntry.frame+20)
		v := open(t, dir)
		if records, docs := s.holds(t, v, "different values"); records != 0 || docs != 0 {
			t.Errorf("lost %d records, %d documents", records, docs)
		}
		if d := v.Damage(); len(d) != 1 || !d[0].Mended {
			t.Errorf("named: %v", d)
		}
	})
	t.Run("an entry", func(t *testing.T) {
		dir := copyFolder(t, s.dir)
		flip(dir, 0, e.frame+20)
		flip(dir, 1, e.frame+20)
		for round := range 2 {
			v := open(t, dir)
			// The note's newest version is lost whole; the entry is named.
			if got, err := get(v, "note", "n05"); err != nil || got != "first n05" {
				t.Errorf("what was before: %q, %v", got, err)
			}
			if d := v.Damage(); len(d) != 1 || d[0].What != DamagedEntry || d[0].Sequence != e.Sequence || d[0].Mended {
				t.Errorf("named: %v", d)
			}
			for _, name := range []string{"a.kept-1", "b.kept-1"} {
				if _, err := os.Stat(filepath.Join(dir, journalDir, name)); err != nil {
					t.Errorf("the hurt copy was not kept: %v", err)
				}
			}
			put(t, v, "note", "later", fmt.Sprint("goes on ", round))
			ok(t, v.Close())
		}
	})
	t.Run("the last entry", func(t *testing.T) {
		dir := copyFolder(t, s.dir)
		for i := range 2 {
			info := must[os.FileInfo](t)(os.Stat(tapePath(dir, i)))
			ok(t, os.Truncate(tapePath(dir, i), info.Size()-3))
		}
		v := open(t, dir)
		if d := v.Damage(); len(d) != 1 || d[0].What != DamagedEntry || d[0].Mended {
			t.Errorf("an acknowledged entry is gone and not named: %v", d)
		}
	})
	t.Run("everything", func(t *testing.T) {
		dir := copyFolder(t, s.dir)
		ok(t, os.RemoveAll(filepath.Join(dir, journalDir)))
		if _, err := Open(dir, secret); !errors.Is(err, ErrDamaged) {
			t.Fatalf("opened as an empty vault: %v", err)
		}
		v, err := Options{Salvage: true}.Open(dir, secret)
		ok(t, err)
		defer v.Close()
		for id, want := range s.documents {
			got, err := readDocument(v, id)
			if about, _ := v.About(id); err != nil || !bytes.Equal(got, want) || string(about) != "about" {
				t.Errorf("document %s: %v", id, err)
			}
		}
		if d := v.Damage(); len(d) == 0 || d[0].What != DamagedJournal {
			t.Errorf("named: %v", d)
		}
	})
}

// An older journal put back, one copy or both.
func TestOlderJournal(t *testing.T) {
	v := create(t)
	put(t, v, "note", "a", "one")
	ok(t, v.Close())
	old := must[[]byte](t)(os.ReadFile(tapePath(v.dir, 0)))
	v = open(t, v.dir)
	for i := range 4 {
		put(t, v, "note", "a", fmt.Sprint("later ", i))
	}
	dir := v.dir
	ok(t, v.Close())
	for i := range 2 {
		dir := copyFolder(t, dir)
		ok(t, os.WriteFile(tapePath(dir, i), old, 0o600))
		v := open(t, dir)
		wantRecord(t, v, "note", "a", "later 3")
		if d := v.Damage(); len(d) != 1 || !d[0].Mended {
			t.Errorf("an older copy %d was not noticed: %v", i, d)
		}
	}
	for i := range 2 {
		ok(t, os.WriteFile(tapePath(dir, i), old, 0o600))
	}
	v = open(t, dir)
	wantRecord(t, v, "note", "a", "one")
}

// Two journals that went different ways: the longer goes on, the other is kept.
func TestJournalsThatPartWays(t *testing.T) {
	v := create(t)
	put(t, v, "note", "a", "one")
	dir := v.dir
	ok(t, v.Close())
	other := open(t, copyFolder(t, dir))
	put(t, other, "note", "a", "elsewhere")
	ok(t, other.Close())
	v = open(t, dir)
	put(t, v, "note", "a", "here")
	put(t, v, "note", "a", "here again")
	ok(t, v.Close())
	strange := must[[]byte](t)(os.ReadFile(tapePath(other.dir, 1)))
	ok(t, os.WriteFile(tapePath(dir, 1), strange, 0o600))
	v = open(t, dir)
	wantRecord(t, v, "note", "a", "here again")
	if kept, err := os.ReadFile(tapePath(dir, 1) + ".kept-1"); err != nil || !bytes.Equal(kept, strange) {
		t.Errorf("the other journal was not kept: %v", err)
	}
	if len(v.Damage()) == 0 {
		t.Error("not a word about it")
	}
}

// Whatever the store says, it is not believed further than the journal confirms.
func TestStoreIsNeverBelieved(t *testing.T) {
	s := newSample(t)
	v := open(t, s.dir)
	// A value of the store that is an older version, or no value, is not used.
	put(t, v, "note", "n01", "newest")
	before := v.journal.kinds["note"].spots["n01"][0]
	for name, box := range map[string][]byte{
		"older": v.store.box(v.journal, before, []byte("first n01")), "empty": {}, "junk": []byte("junk"),
	} {
		batch := v.store.db.NewWriteBatch()
		ok(t, batch.Set(storeKey("note", "n01"), box))
		ok(t, batch.Flush())
		if got, err := get(v, "note", "n01"); err != nil || got != "newest" {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
	batch := v.store.db.NewWriteBatch()
	ok(t, batch.Delete(storeKey("note", "n02")))
	ok(t, batch.Flush())
	wantRecord(t, v, "note", "n02", s.records["n02"])
	// And it does hold what was written last.
	put(t, v, "note", "n01", "put again")
	at, _ := v.journal.newest("note", "n01")
	txn := v.store.db.NewTransaction(false)
	defer txn.Discard()
	if b, there := v.store.get(txn, v.journal, at); !there || string(b) != "put again" {
		t.Errorf("the store holds %q, %v", b, there)
	}
}

// A folder or a file that is none of the vault's is left alone, also one called
// as the store was once.
func TestStrangersAreLeftAlone(t *testing.T) {
	s := newSample(t)
	strange := map[string]string{"store/badger/MANIFEST": "junk", "store/closed": "x", "journal/c": "y", "documents/ab/letter.pdf": "z", "holiday.jpg": "w"}
	for name, said := range strange {
		path := filepath.Join(s.dir, name)
		ok(t, os.MkdirAll(filepath.Dir(path), 0o700))
		ok(t, os.WriteFile(path, []byte(said), 0o600))
	}
	v := open(t, s.dir)
	s.holds(t, v, "with strangers")
	put(t, v, "note", "n01", "more")
	v = reopen(t, v)
	wantRecord(t, v, "note", "n01", "more")
	if r := must[Report](t)(v.Check(nil)); len(r.Damaged) > 0 || r.Documents != len(s.documents) {
		t.Errorf("%+v", r)
	}
	for name, said := range strange {
		if b, err := os.ReadFile(filepath.Join(s.dir, name)); err != nil || string(b) != said {
			t.Errorf("%s: %q, %v", name, b, err)
		}
	}
}

// A document is cut, swapped, or its pieces are: it is named, and nothing of it
// that is wrong is given out.
func TestDocumentHurt(t *testing.T) {
	v := create(t)
	b := content("x", 3*chunkSize+100)
	one, two := keepDocument(t, v, "one", b), keepDocument(t, v, "two", content("y", len(b)))
	paths := []string{diskShelf{v.dir}.path(documents, one.ID), diskShelf{v.dir}.path(documents, two.ID)}
	whole := must[[]byte](t)(os.ReadFile(paths[0]))
	start := must[*Reader](t)(v.Document(one.ID)).start
	swapped := bytes.Clone(whole)
	copy(swapped[start:], whole[start+sealedChunk:start+2*sealedChunk])
	copy(swapped[start+sealedChunk:], whole[start:start+sealedChunk])
	for name, hurt := range map[string][]byte{
		"another document": must[[]byte](t)(os.ReadFile(paths[1])),
		"pieces swapped":   swapped,
		"last piece cut":   whole[:start+3*sealedChunk],
		"cut in a piece":   whole[:start+2*sealedChunk+99],
		"nothing":          {},
		"longer":           append(bytes.Clone(whole), whole[start:start+sealedChunk]...),
	} {
		ok(t, os.WriteFile(paths[0], hurt, 0o600))
		got, err := readDocument(v, one.ID)
		var d *Damaged
		if !errors.As(err, &d) || d.ID != one.ID || d.What != DamagedDocument {
			t.Errorf("%s: %v", name, err)
		}
		if !bytes.HasPrefix(b, got) {
			t.Errorf("%s: wrong bytes were given out", name)
		}
	}
	// One bit in the third piece: the first two can still be had.
	hurt := bytes.Clone(whole)
	hurt[start+2*sealedChunk+1000] ^= 4
	ok(t, os.WriteFile(paths[0], hurt, 0o600))
	got, err := readDocument(v, one.ID)
	if !errors.Is(err, ErrDamaged) || !bytes.Equal(got, b[:2*chunkSize]) {
		t.Errorf("a bit: %d bytes, %v", len(got), err)
	}
	r := must[*Reader](t)(v.Document(one.ID))
	if _, err := r.ReadAt(make([]byte, 10), 3*chunkSize); err != nil {
		t.Errorf("the piece behind: %v", err)
	}
	if _, err := r.Seek(2*chunkSize, io.SeekStart); err != nil {
		t.Error(err)
	}
	if n, err := r.Read(make([]byte, 10)); n != 0 || !errors.Is(err, ErrDamaged) {
		t.Errorf("the piece itself: %d, %v", n, err)
	}
	r.Close()
	rep := must[Report](t)(v.Check(nil))
	if len(rep.Damaged) != 1 || rep.Damaged[0].ID != one.ID || rep.Documents != 2 {
		t.Errorf("check: %+v", rep)
	}
	ok(t, os.Rename(paths[1], paths[0]))
	if _, err := readDocument(v, one.ID); !errors.Is(err, ErrDamaged) {
		t.Errorf("another's file under its name: %v", err)
	}
}

func TestCheckFindsWhatIsHurtWhileOpen(t *testing.T) {
	v := create(t)
	put(t, v, "note", "a", "one")
	if r := must[Report](t)(v.Check(nil)); len(r.Damaged) != 0 || r.Records != 1 || r.Entries != 2 {
		t.Errorf("nothing is wrong: %+v", r)
	}
	b := must[[]byte](t)(os.ReadFile(tapePath(v.dir, 0)))
	b[len(b)-5] ^= 1
	ok(t, os.WriteFile(tapePath(v.dir, 0), b, 0o600))
	r := must[Report](t)(v.Check(nil))
	if len(r.Damaged) != 1 || !r.Damaged[0].Mended || r.Damaged[0].ID != "a" {
		t.Errorf("one copy hurt: %v", r.Damaged)
	}
	v.dropStore()
	wantRecord(t, v, "note", "a", "one")
	stop := errors.New("stop")
	keepDocument(t, v, "", nil)
	if _, err := v.Check(func(int, int) error { return stop }); err != stop {
		t.Errorf("stopped: %v", err)
	}
}

func TestHostileKeyFile(t *testing.T) {
	t.Parallel()
	good := stretching{Way: argon2id, Time: 3, Memory: floorMemory, Threads: 4, Salt: newSalt()}
	file := func(change func(*keyFile)) []byte {
		cheap := good
		cheap.Time, cheap.Memory = 1, 64
		w := newWrap(byPassphrase, "first", cheap, secret, make([]byte, keySize), make([]byte, 16))
		w.stretching = good
		f := keyFile{Format: 1, Vault: hex.EncodeToString(newSalt()), Revision: 1, Wraps: []wrap{w}}
		change(&f)
		return f.encode(make([]byte, 32))
	}
	if _, err := parseKeyFile(file(func(*keyFile) {})); err != nil {
		t.Fatalf("a good one: %v", err)
	}
	bad := map[string][]byte{
		"much memory":  file(func(f *keyFile) { f.Wraps[0].Memory = 1 << 31 }),
		"much time":    file(func(f *keyFile) { f.Wraps[0].Time = 1 << 30 }),
		"much of both": file(func(f *keyFile) { f.Wraps[0].Memory, f.Wraps[0].Time = maxMemory, maxTime }),
		"no time":      file(func(f *keyFile) { f.Wraps[0].Time = 0 }),
		"no memory":    file(func(f *keyFile) { f.Wraps[0].Memory = 0 }),
		"no threads":   file(func(f *keyFile) { f.Wraps[0].Threads = 0 }),
		"many threads": file(func(f *keyFile) { f.Wraps[0].Threads = 255 }),
		"no salt":      file(func(f *keyFile) { f.Wraps[0].Salt = nil }),
		"another way":  file(func(f *keyFile) { f.Wraps[0].Way = "scrypt" }),
		"a short key":  file(func(f *keyFile) { f.Wraps[0].Key = f.Wraps[0].Key[:8] }),
		"no wraps":     file(func(f *keyFile) { f.Wraps = nil }),
		"a bad id":     file(func(f *keyFile) { f.Vault = "../x" }),
		"an old one":   file(func(f *keyFile) { f.Format = 0 }),
		"many wraps": file(func(f *keyFile) {
			for range maxWraps {
				f.Wraps = append(f.Wraps, f.Wraps[0])
			}
		}),
		"many dear wraps": file(func(f *keyFile) {
			for range 10 {
				w := f.Wraps[0]
				w.Memory, w.Time, w.Salt = maxMemory, 8, newSalt()
				f.Wraps = append(f.Wraps, w)
			}
		}),
		"long":    bytes.Repeat([]byte(" "), maxKeyFile+1),
		"no JSON": []byte("{"),
		"nothing": {},
	}
	v := create(t)
	ok(t, v.Close())
	// Were any of these stretched, it would ask for more memory or time than
	// there is; so they are not, or this test does not end.
	for name, b := range bad {
		if _, err := parseKeyFile(b); !errors.Is(err, ErrKeyFile) {
			t.Errorf("%s: %v", name, err)
		}
		ok(t, os.WriteFile(filepath.Join(v.dir, keyName), b, 0o600))
		ok(t, os.WriteFile(filepath.Join(v.dir, keyTwin), b, 0o600))
		if _, err := Open(v.dir, secret); !errors.Is(err, ErrKeyFile) {
			t.Errorf("open, %s: %v", name, err)
		}
	}
	newer := file(func(f *keyFile) { f.Format = 2 })
	for _, b := range [][]byte{newer, []byte(`{"format": 3, "wraps": "otherwise"}`)} {
		ok(t, os.WriteFile(filepath.Join(v.dir, keyName), b, 0o600))
		ok(t, os.WriteFile(filepath.Join(v.dir, keyTwin), b, 0o600))
		if _, err := Open(v.dir, secret); !errors.Is(err, ErrNewer) {
			t.Errorf("newer: %v", err)
		}
	}
}

// What it costs to open is bound into the wrap: made cheaper by another's hand,
// it does not open at all.
func TestCheaperWrapDoesNotOpen(t *testing.T) {
	v := create(t)
	ok(t, v.Close())
	path := filepath.Join(v.dir, keyName)
	b := must[[]byte](t)(os.ReadFile(path))
	for _, change := range [][2]string{{`"time": 1`, `"time": 2`}, {`"memory": 64`, `"memory": 32`}, {`"by": "passphrase"`, `"by": "recovery"`}} {
		hurt := bytes.Replace(b, []byte(change[0]), []byte(change[1]), 1)
		if bytes.Equal(hurt, b) {
			t.Fatalf("%q is not in it", change[0])
		}
		ok(t, os.WriteFile(path, hurt, 0o600))
		ok(t, os.WriteFile(filepath.Join(v.dir, keyTwin), hurt, 0o600))
		if _, err := Open(v.dir, secret); !errors.Is(err, ErrWrongSecret) {
			t.Errorf("%q: %v", change[1], err)
		}
	}
}

func TestCalibrated(t *testing.T) {
	cheapKeys.Store(false)
	defer cheapKeys.Store(true)
	s := calibrate()
	if s.Time < floorTime || s.Time > capTime || s.Memory < floorMemory || s.Memory > capMemory || !s.bearable() {
		t.Errorf("calibrated to %+v", s)
	}
	if maxAllWork < 4*uint64(capMemory)*capTime {
		t.Error("a file of our own making could be refused")
	}
}
