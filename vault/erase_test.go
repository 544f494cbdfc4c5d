package vault

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestEraseDocument(t *testing.T) {
	both(t, func(t *testing.T, v *Vault, again func(*Vault) *Vault) {
		s := keepDocument(t, v, "about", []byte("a letter"))
		other := keepDocument(t, v, "about", []byte("another letter"))
		lone := keepDocument(t, v, "about", []byte("of no record"))
		for _, id := range []string{s.ID, other.ID} {
			put(t, v, "document", id, "a name")
			ok(t, v.PutWords(id, "reader 1", []byte("words")))
		}
		if err := v.EraseDocument(newID()); !errors.Is(err, ErrNotFound) {
			t.Errorf("nothing: %v", err)
		}
		sorry := errors.New("sorry")
		if err := v.Update(func(tx *Tx) error { ok(t, tx.EraseDocument(s.ID)); return sorry }); err != sorry {
			t.Fatal(err)
		}
		if _, err := readDocument(v, s.ID); err != nil {
			t.Errorf("a transaction that did not end well erased a document: %v", err)
		}
		ok(t, v.Update(func(tx *Tx) error {
			ok(t, tx.Erase("document", s.ID))
			return tx.EraseDocument(s.ID)
		}))
		ok(t, v.EraseDocument(lone.ID))
		for range 2 {
			for _, id := range []string{s.ID, lone.ID} {
				if _, err := v.Document(id); !errors.Is(err, ErrNotFound) {
					t.Errorf("erased: %v", err)
				}
				if _, _, err := v.Words(id); !errors.Is(err, ErrNotFound) {
					t.Errorf("words of it: %v", err)
				}
				if err := v.EraseDocument(id); !errors.Is(err, ErrNotFound) {
					t.Errorf("erased twice: %v", err)
				}
				// Somebody may still have been reading in it.
				if err := v.PutWords(id, "reader 1", []byte("late words")); !errors.Is(err, ErrNotFound) {
					t.Errorf("words for what is gone: %v", err)
				}
				if _, err := v.StoreWithID(id, nil, strings.NewReader("x")); !errors.Is(err, ErrName) {
					t.Errorf("its id used again: %v", err)
				}
			}
			if b, err := readDocument(v, other.ID); err != nil || string(b) != "another letter" {
				t.Errorf("another: %q, %v", b, err)
			}
			r, err := v.Check(nil)
			if err != nil || len(r.Damaged)+len(r.Found) > 0 || r.Documents != 1 || r.Records != 1 {
				t.Errorf("check: %+v, %v", r, err)
			}
			v = again(v)
		}
	})
}

func TestEraseDocumentCutShortIsFinished(t *testing.T) {
	v, _, docs := filled(t)
	dir := v.Dir()
	// A crash after the entry and before anything is removed.
	ok(t, v.Update(func(tx *Tx) error {
		return v.journal.add(v.heads.writer, v.now(), []change{{op: opErase, kind: ownDocument, id: docs[2].ID}})
	}))
	v.abandon()
	v = open(t, dir)
	for _, area := range []string{documents, words} {
		if _, err := os.Stat(diskShelf{dir}.path(area, docs[2].ID)); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s: %v", area, err)
		}
	}
	if r, err := v.Check(nil); err != nil || len(r.Damaged) > 0 || r.Documents != 3 {
		t.Errorf("%+v, %v", r, err)
	}
}

// TestNothingErasedIsLeft opens with the vault's keys all that is in the folder,
// and looks for what was erased.
func TestNothingErasedIsLeft(t *testing.T) {
	t.Parallel()
	v, _, _ := filled(t)
	const secretWord = "PERIWINKLE"
	put(t, v, "note", "gone", secretWord+" one")
	put(t, v, "note", "gone", secretWord+" two")
	put(t, v, "note", "stays", "stays")
	s := keepDocument(t, v, secretWord, []byte(secretWord))
	put(t, v, "document", s.ID, secretWord)
	ok(t, v.PutWords(s.ID, secretWord, []byte(secretWord)))
	v = reopen(t, v)
	ok(t, os.WriteFile(tapePath(v.root, 0)+".kept-1", append([]byte("torn"), must[[]byte](t)(os.ReadFile(tapePath(v.root, 0)))...), 0o600))
	found := func() (n int) {
		for _, f := range filesOf(t, filepath.Join(v.root, journalDir)) {
			b := must[[]byte](t)(os.ReadFile(filepath.Join(v.root, journalDir, f)))
			for _, e := range v.journal.read(b).entries {
				for i, p := range e.parts {
					if plain, opens := unseal(v.keys.journal, b[p.box:p.box+p.boxSize()], v.journal.wherePart(e.Hash, i)); opens && bytes.Contains(plain, []byte(secretWord)) {
						n++
					}
				}
			}
		}
		for _, area := range []string{documents, words} {
			for _, id := range must[[]string](t)(v.shelf.list(area)) {
				r := must[*Reader](t)(openFile(v, area, id))
				if bytes.Contains(r.about, []byte(secretWord)) {
					n++
				}
				r.Close()
			}
		}
		if v.store != nil {
			txn := v.store.db.NewTransaction(false)
			defer txn.Discard()
			for kind, of := range v.journal.kinds {
				for _, id := range of.ids {
					if _, err := txn.Get(storeKey(kind, id)); err == nil && (id == "gone" || id == s.ID && kind == "document") {
						n++
					}
				}
			}
		}
		return n
	}
	if found() < 10 {
		t.Fatalf("found %d before anything was erased", found())
	}
	ok(t, v.Update(func(tx *Tx) error {
		ok(t, tx.Erase("note", "gone"))
		ok(t, tx.Erase("document", s.ID))
		return tx.EraseDocument(s.ID)
	}))
	for _, when := range []string{"at once", "later"} {
		if n := found(); n > 0 {
			t.Errorf("%s: %d times what was erased", when, n)
		}
		wantRecord(t, v, "note", "stays", "stays")
		v = reopen(t, v)
	}
}

func TestCheckNamesWhatIsMissing(t *testing.T) {
	v, _, docs := filled(t)
	lone := keepDocument(t, v, "about", []byte("of no record"))
	deleted := docs[1]
	ok(t, v.Update(func(tx *Tx) error { return tx.Delete("document", deleted.ID) }))
	r, err := v.Check(nil)
	if err != nil || len(r.Damaged) > 0 || len(r.Found) != 2 || r.Documents != 5 {
		t.Errorf("%+v, %v", r, err)
	}
	for _, id := range r.Found {
		if id != lone.ID && id != deleted.ID {
			t.Errorf("found %s", id)
		}
	}
	ok(t, os.Remove(diskShelf{v.root}.path(documents, docs[2].ID)))
	ok(t, os.WriteFile(filepath.Join(v.dir, keyTwin), []byte("{}"), 0o600))
	r, err = v.Check(nil)
	if err != nil || len(r.Damaged) != 2 ||
		*r.Damaged[0] != (Damaged{What: DamagedKeyFile, Mended: true}) || *r.Damaged[1] != (Damaged{What: DamagedDocument, ID: docs[2].ID}) {
		t.Errorf("%+v, %v", r.Damaged, err)
	}
	stop := errors.New("enough")
	if _, err := v.Check(func(int, int) error { return stop }); err != stop {
		t.Errorf("cancelled: %v", err)
	}
}

// TestCreateAfterCrash makes a vault where the making of one was cut short.
func TestCreateAfterCrash(t *testing.T) {
	t.Parallel()
	v, _, _ := filled(t)
	ok(t, v.Close())
	for name, change := range map[string]func(dir string){
		"all but vault.json": func(dir string) {
			ok(t, os.Remove(filepath.Join(dir, keyName)))
			ok(t, os.Remove(filepath.Join(dir, keyTwin)))
		},
		"the first step": func(dir string) {
			ok(t, os.RemoveAll(dir))
			ok(t, os.Mkdir(dir, 0o700))
		},
	} {
		dir := copyFolder(t, v.Dir())
		change(dir)
		ok(t, os.WriteFile(filepath.Join(dir, beginning), nil, 0o600))
		v, _, err := Create(dir, secret)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		ok(t, v.Close())
		if _, err := os.Stat(filepath.Join(dir, beginning)); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s: %v", name, err)
		}
		if got := len(must[[]string](t)(open(t, dir).Documents())); got != 0 {
			t.Errorf("%s: %d documents", name, got)
		}
	}
	// What only lost its keys is not cleared away, and nor is anybody's folder.
	dir := copyFolder(t, v.Dir())
	ok(t, os.Remove(filepath.Join(dir, keyName)))
	ok(t, os.Remove(filepath.Join(dir, keyTwin)))
	if _, _, err := Create(dir, secret); !errors.Is(err, ErrNotEmpty) {
		t.Errorf("a vault without its key files: %v", err)
	}
	dir = copyFolder(t, v.Dir())
	ok(t, os.WriteFile(filepath.Join(dir, beginning), nil, 0o600))
	if _, _, err := Create(dir, secret); !errors.Is(err, ErrExists) {
		t.Errorf("a vault with a mark that was left: %v", err)
	}
	ok(t, open(t, dir).Close())
	if _, err := os.Stat(filepath.Join(dir, beginning)); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the mark stays: %v", err)
	}
}
