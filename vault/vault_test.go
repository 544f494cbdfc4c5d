package vault

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/iotest"
	"time"
)

// both runs a test on a vault on disk and on one in memory, which must not
// differ. again closes a vault and opens it; in memory it gives it back as it is.
func both(t *testing.T, f func(t *testing.T, v *Vault, again func(*Vault) *Vault)) {
	t.Run("disk", func(t *testing.T) {
		f(t, create(t), func(v *Vault) *Vault { return reopen(t, v) })
	})
	t.Run("memory", func(t *testing.T) {
		v := must[*Vault](t)(Memory())
		t.Cleanup(func() { v.Close() })
		f(t, v, func(v *Vault) *Vault { return v })
	})
	t.Run("without a store", func(t *testing.T) {
		v := must[*Vault](t)(Memory())
		t.Cleanup(func() { v.Close() })
		v.dropStore()
		f(t, v, func(v *Vault) *Vault { return v })
	})
}

func TestRecords(t *testing.T) {
	both(t, func(t *testing.T, v *Vault, again func(*Vault) *Vault) {
		put(t, v, "note", "b", "two")
		put(t, v, "note", "a", "one")
		put(t, v, "other", "a", "elsewhere")
		put(t, v, "note", "a", "one, changed")
		put(t, v, "note", "c", "gone soon")
		ok(t, v.Update(func(tx *Tx) error { return tx.Delete("note", "c") }))
		v = again(v)
		wantRecord(t, v, "note", "a", "one, changed")
		if _, err := get(v, "note", "c"); !errors.Is(err, ErrNotFound) {
			t.Errorf("a deleted record: %v", err)
		}
		if _, err := get(v, "note", "d"); !errors.Is(err, ErrNotFound) {
			t.Errorf("a record that never was: %v", err)
		}
		if _, err := get(v, "nothing", "d"); !errors.Is(err, ErrNotFound) {
			t.Errorf("a kind that never was: %v", err)
		}
		ok(t, v.View(func(tx *Tx) error {
			var got []string
			for id, b := range tx.All("note") {
				got = append(got, id+"="+string(b))
			}
			if want := []string{"a=one, changed", "b=two"}; !slices.Equal(got, want) {
				t.Errorf("all: %q, want %q", got, want)
			}
			h, err := tx.History("note", "a")
			if err != nil || len(h) != 2 || string(h[0].Value) != "one" || string(h[1].Value) != "one, changed" ||
				h[0].Sequence >= h[1].Sequence || h[0].Time.After(h[1].Time) || time.Since(h[0].Time) > time.Hour {
				t.Errorf("history: %+v, %v", h, err)
			}
			h, err = tx.History("note", "c")
			if err != nil || len(h) != 2 || h[0].Deleted || !h[1].Deleted {
				t.Errorf("history of a deleted record: %+v, %v", h, err)
			}
			if _, err := tx.History("note", "z"); !errors.Is(err, ErrNotFound) {
				t.Errorf("history of nothing: %v", err)
			}
			return nil
		}))
	})
}

func TestTransaction(t *testing.T) {
	both(t, func(t *testing.T, v *Vault, again func(*Vault) *Vault) {
		put(t, v, "note", "a", "one")
		before := v.Head()
		sorry := errors.New("sorry")
		err := v.Update(func(tx *Tx) error {
			ok(t, tx.Put("note", "a", []byte("never")))
			ok(t, tx.Put("note", "b", []byte("never")))
			if b, err := tx.Get("note", "a"); err != nil || string(b) != "never" {
				t.Errorf("a transaction sees its own writing: %q, %v", b, err)
			}
			return sorry
		})
		if err != sorry || v.Head() != before {
			t.Fatalf("undone: %v, head %v", err, v.Head())
		}
		wantRecord(t, v, "note", "a", "one")
		ok(t, v.Update(func(tx *Tx) error {
			ok(t, tx.Put("note", "b", []byte("1")))
			ok(t, tx.Put("note", "b", []byte("2")))
			ok(t, tx.Put("note", "c", []byte("3")))
			ok(t, tx.Delete("note", "a"))
			ok(t, tx.Put("note", "d", []byte("4")))
			ok(t, tx.Delete("note", "d"))
			if err := tx.Delete("note", "d"); !errors.Is(err, ErrNotFound) {
				t.Errorf("deleted twice: %v", err)
			}
			var ids []string
			for id := range tx.All("note") {
				ids = append(ids, id)
			}
			if !slices.Equal(ids, []string{"b", "c"}) {
				t.Errorf("all inside: %q", ids)
			}
			return nil
		}))
		if v.Head().Sequence != before.Sequence+1 {
			t.Errorf("one transaction made %d entries", v.Head().Sequence-before.Sequence)
		}
		if err := v.Update(func(tx *Tx) error { return tx.Put("note", "b", []byte("2")) }); err != nil || v.Head().Sequence != before.Sequence+1 {
			t.Errorf("writing the same again made an entry (%v)", err)
		}
		v = again(v)
		wantRecord(t, v, "note", "b", "2")
		wantRecord(t, v, "note", "c", "3")
		var late *Tx
		ok(t, v.View(func(tx *Tx) error {
			late = tx
			if err := tx.Put("note", "x", nil); !errors.Is(err, ErrReadOnly) {
				t.Errorf("put in a view: %v", err)
			}
			for _, bad := range [][2]string{{"", "a"}, {"a", ""}, {".vault", "seed"}, {"a\x00b", "c"}, {"a", strings.Repeat("x", 256)}} {
				if _, err := tx.Get(bad[0], bad[1]); !errors.Is(err, ErrName) {
					t.Errorf("name %q: %v", bad, err)
				}
			}
			return nil
		}))
		if _, err := late.Get("note", "b"); !errors.Is(err, ErrClosed) {
			t.Errorf("a transaction used afterwards: %v", err)
		}
	})
}

func TestManyInOneTransaction(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, v *Vault, again func(*Vault) *Vault) {
		big := strings.Repeat("a very long note ", 100_000) // beyond what the store holds
		ok(t, v.Update(func(tx *Tx) error {
			for i := range 5000 {
				ok(t, tx.Put("note", fmt.Sprintf("%05d", i), []byte(strings.Repeat("x", 700))))
			}
			return tx.Put("note", "big", []byte(big))
		}))
		v = again(v)
		wantRecord(t, v, "note", "big", big)
		n := 0
		ok(t, v.View(func(tx *Tx) error {
			for range tx.All("note") {
				n++
			}
			return nil
		}))
		if n != 5001 {
			t.Errorf("%d records", n)
		}
		if err := v.Update(func(tx *Tx) error { return tx.Put("note", "huge", make([]byte, maxValue+1)) }); !errors.Is(err, ErrTooBig) {
			t.Errorf("a record beyond the format: %v", err)
		}
		wantRecord(t, v, "note", "big", big)
	})
}

func TestDocuments(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, v *Vault, again func(*Vault) *Vault) {
		rng := rand.NewChaCha8([32]byte{1})
		for _, n := range []int{0, 1, 1000, chunkSize - 1, chunkSize, chunkSize + 1, 3*chunkSize + 17} {
			b := make([]byte, n)
			rng.Read(b)
			s, err := v.Store([]byte("about it"), iotest.HalfReader(bytes.NewReader(b)))
			ok(t, err)
			sum := sha256.Sum256(b)
			if s.Size != int64(n) || s.SHA256 != hex.EncodeToString(sum[:]) || !isID(s.ID) {
				t.Fatalf("stored %+v", s)
			}
			v = again(v)
			r, err := v.Document(s.ID)
			ok(t, err)
			if err := iotest.TestReader(r, b); err != nil {
				t.Errorf("%d bytes: %v", n, err)
			}
			if got := r.Stored(); got.SHA256 != s.SHA256 || got.Size != s.Size || !got.Time.Equal(s.Time) {
				t.Errorf("said of it: %+v, want %+v", got, s)
			}
			r.Close()
			if about, err := v.About(s.ID); err != nil || string(about) != "about it" {
				t.Errorf("about: %q, %v", about, err)
			}
		}
		ids := must[[]string](t)(v.Documents())
		if len(ids) != 7 || !slices.IsSorted(ids) {
			t.Errorf("documents: %q", ids)
		}
		if _, err := v.Document(newID()); !errors.Is(err, ErrNotFound) {
			t.Errorf("no such document: %v", err)
		}
		if _, err := v.Document("../../etc/passwd"); !errors.Is(err, ErrNotFound) {
			t.Errorf("a path for an id: %v", err)
		}
		if _, err := v.StoreWithID(ids[0], nil, strings.NewReader("")); !errors.Is(err, ErrName) {
			t.Errorf("an id used twice: %v", err)
		}
		own := newID()
		if s, err := v.StoreWithID(own, nil, strings.NewReader("x")); err != nil || s.ID != own {
			t.Errorf("an id of one's own: %+v, %v", s, err)
		}
		sorry := errors.New("sorry")
		_, err := v.Store(nil, io.MultiReader(bytes.NewReader(make([]byte, 1<<20)), iotest.ErrReader(sorry)))
		if !errors.Is(err, sorry) {
			t.Errorf("a reader that gives up: %v", err)
		}
		if n := len(must[[]string](t)(v.Documents())); n != 8 {
			t.Errorf("half a document was kept: %d", n)
		}
	})
}

func TestErase(t *testing.T) {
	both(t, func(t *testing.T, v *Vault, again func(*Vault) *Vault) {
		put(t, v, "note", "a", "SECRETWORD one")
		ok(t, v.Update(func(tx *Tx) error {
			ok(t, tx.Put("note", "a", []byte("SECRETWORD two")))
			return tx.Put("note", "b", []byte("stays"))
		}))
		ok(t, v.Update(func(tx *Tx) error { return tx.Erase("note", "a") }))
		if _, err := get(v, "note", "a"); !errors.Is(err, ErrNotFound) {
			t.Errorf("erased: %v", err)
		}
		put(t, v, "note", "a", "anew")
		look := func(when string) {
			wantRecord(t, v, "note", "b", "stays")
			wantRecord(t, v, "note", "a", "anew")
			ok(t, v.View(func(tx *Tx) error {
				h, err := tx.History("note", "a")
				if err != nil || len(h) != 4 || !h[0].Erased || !h[1].Erased || !h[2].Deleted || h[3].Erased || string(h[3].Value) != "anew" {
					t.Errorf("%s: history %+v, %v", when, h, err)
				}
				return nil
			}))
			r, err := v.Check(nil)
			if err != nil || len(r.Damaged) > 0 || !whole(v.journal.entries) {
				t.Errorf("%s: the chain is not whole: %+v, %v", when, r, err)
			}
			for i, tape := range v.journal.tapes {
				for _, p := range v.journal.toBlank() {
					box := make([]byte, p.boxSize())
					tape.ReadAt(box, p.box)
					if len(bytes.Trim(box, "\x00")) > 0 {
						t.Errorf("%s: copy %d still holds what was erased", when, i)
					}
				}
			}
		}
		look("at once")
		v = again(v)
		look("afterwards")
	})
}

func TestEraseCutShortIsFinished(t *testing.T) {
	v := create(t)
	put(t, v, "note", "a", "to go")
	ok(t, v.Update(func(tx *Tx) error {
		// A crash after the entry and before the blanking.
		return v.journal.add(v.heads.writer, v.now(), []change{{op: opErase, kind: "note", id: "a"}})
	}))
	box := *v.journal.toBlank()[0]
	v = reopen(t, v)
	for i := range 2 {
		b := must[[]byte](t)(os.ReadFile(tapePath(v.dir, i)))
		if len(bytes.Trim(b[box.box:box.box+box.boxSize()], "\x00")) > 0 {
			t.Errorf("copy %d still holds what was erased", i)
		}
	}
	if len(v.Damage()) > 0 {
		t.Errorf("taken for damage: %v", v.Damage())
	}
}

func TestKind(t *testing.T) {
	type note struct {
		Name string    `json:"name"`
		Said string    `json:"said,omitempty"`
		When time.Time `json:"when,omitzero"`
	}
	type newer struct {
		note
		Mood  string         `json:"mood"`
		Extra map[string]int `json:"extra"`
	}
	both(t, func(t *testing.T, v *Vault, again func(*Vault) *Vault) {
		old, young := Kind[note]{"note"}, Kind[newer]{"note"}
		ok(t, v.Update(func(tx *Tx) error {
			return young.Put(tx, "a", newer{note{Name: "n", Said: "s"}, "glad", map[string]int{"x": 1}})
		}))
		v = again(v)
		ok(t, v.Update(func(tx *Tx) error {
			n, err := old.Get(tx, "a")
			ok(t, err)
			n.Name, n.Said = "changed", ""
			return old.Put(tx, "a", n)
		}))
		v = again(v)
		ok(t, v.View(func(tx *Tx) error {
			n, err := young.Get(tx, "a")
			if err != nil || n.Name != "changed" || n.Mood != "glad" || n.Extra["x"] != 1 {
				t.Errorf("what the older program did not know is gone: %+v, %v", n, err)
			}
			if n.Said != "" {
				t.Errorf("what the older program took out came back: %q", n.Said)
			}
			for id, n := range old.All(tx) {
				if id != "a" || n.Name != "changed" {
					t.Errorf("all: %q %+v", id, n)
				}
			}
			h, err := young.History(tx, "a")
			if err != nil || len(h) != 2 || h[0].Value.Name != "n" || h[1].Value.Name != "changed" {
				t.Errorf("history: %+v, %v", h, err)
			}
			if _, err := old.Get(tx, "z"); !errors.Is(err, ErrNotFound) {
				t.Errorf("nothing there: %v", err)
			}
			return nil
		}))
		ok(t, v.Update(func(tx *Tx) error { return tx.Put("note", "bad", []byte("no JSON")) }))
		err := v.View(func(tx *Tx) error {
			for range old.All(tx) {
				continue
			}
			return nil
		})
		if syntax := new(json.SyntaxError); !errors.As(err, &syntax) {
			t.Errorf("a record that is no note was passed over in silence: %v", err)
		}
		ok(t, v.Update(func(tx *Tx) error { ok(t, old.Erase(tx, "bad")); return old.Delete(tx, "a") }))
	})
}

func TestSecrets(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "file")
	typed := []byte("pa\u0301ssphrase") // an accent as a letter of its own
	v, key, err := Create(dir, typed)
	ok(t, err)
	if string(typed) != "pa\u0301ssphrase" {
		t.Error("the caller's bytes were changed")
	}
	put(t, v, "note", "a", "hello")
	id, salt, head := v.ID(), v.Salt("calendar"), v.Head()
	ok(t, v.Close())
	text := key.String()
	for _, s := range []string{"p\u00e1ssphrase", text, strings.ToLower(text), strings.ReplaceAll(text, "-", ""), strings.ReplaceAll(text, "-", " "),
		strings.NewReplacer("0", "o", "1", "l").Replace(text)} {
		typed := []byte(s)
		v, err := Open(dir, typed)
		if err != nil || string(typed) != s {
			t.Fatalf("%q, afterwards %q: %v", s, typed, err)
		}
		wantRecord(t, v, "note", "a", "hello")
		if v.ID() != id || !bytes.Equal(v.Salt("calendar"), salt) || !v.Contains(head) || bytes.Equal(v.Salt("other"), salt) {
			t.Error("not the same vault")
		}
		if again := must[RecoveryKey](t)(v.RecoveryKey()); again != key {
			t.Error("the recovery key to print again is another one")
		}
		if want := map[bool]string{true: labelFirst}[strings.HasSuffix(s, "phrase")]; v.Label() != want {
			t.Errorf("label %q, want %q", v.Label(), want)
		}
		ok(t, v.Close())
	}
	for _, s := range []string{"", "passphrase", "pássphrase ", newRecoveryKey().String(), text[:34], string(key[:])} {
		if _, err := Open(dir, []byte(s)); !errors.Is(err, ErrWrongSecret) {
			t.Errorf("%q: %v", s, err)
		}
	}
}

func TestCreateRefuses(t *testing.T) {
	if _, _, err := Create(t.TempDir(), nil); !errors.Is(err, ErrNoPassphrase) {
		t.Errorf("no passphrase: %v", err)
	}
	v := create(t)
	if _, _, err := Create(v.Dir(), secret); !errors.Is(err, ErrExists) {
		t.Errorf("a vault there: %v", err)
	}
	dir := t.TempDir()
	if !Exists(v.Dir()) || Exists(dir) {
		t.Error("a folder is taken for what it is not")
	}
	if _, err := Open(dir, secret); !errors.Is(err, ErrNotAVault) {
		t.Errorf("an empty folder: %v", err)
	}
	ok(t, os.WriteFile(filepath.Join(dir, "holiday.jpg"), []byte("x"), 0o600))
	if _, _, err := Create(dir, secret); !errors.Is(err, ErrNotEmpty) {
		t.Errorf("something else there: %v", err)
	}
	if _, err := Open(filepath.Join(dir, "nowhere"), secret); !errors.Is(err, ErrNotAVault) {
		t.Errorf("no folder: %v", err)
	}
	if got := filesOf(t, dir); len(got) != 1 {
		t.Errorf("a refused folder was written to: %q", got)
	}
}

// A vault that cannot be made leaves the folder empty, to be tried again.
func TestCreateThatCannotGoOn(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("needs to know the longest path to the byte")
	}
	dir := t.TempDir()
	for 4084-len(dir) > 202 {
		dir += "/" + strings.Repeat("d", 200)
	}
	dir += "/" + strings.Repeat("e", 4084-len(dir)-1) // journal/a.part is too long, documents is not
	_, _, err := Create(dir, secret)
	if err == nil {
		t.Fatal("the path was not too long")
	}
	if found := must[[]os.DirEntry](t)(os.ReadDir(dir)); len(found) > 0 {
		t.Errorf("left behind: %v (%v)", found, err)
	}
}

func TestClosed(t *testing.T) {
	both(t, func(t *testing.T, v *Vault, _ func(*Vault) *Vault) {
		put(t, v, "note", "a", "x")
		s := keepDocument(t, v, "", make([]byte, 3*chunkSize))
		r := must[*Reader](t)(v.Document(s.ID))
		r.Read(make([]byte, 10))
		k, head := v.keys, v.Head()
		ok(t, v.Close())
		ok(t, v.Close())
		if _, err := r.Read(make([]byte, 10)); !errors.Is(err, ErrClosed) {
			t.Errorf("reading on: %v", err)
		}
		r.Close()
		for name, err := range map[string]error{
			"update": v.Update(func(*Tx) error { return nil }), "view": v.View(func(*Tx) error { return nil }),
			"words": v.PutWords(newID(), "", nil),
		} {
			if !errors.Is(err, ErrClosed) {
				t.Errorf("%s: %v", name, err)
			}
		}
		if _, err := v.Document(s.ID); !errors.Is(err, ErrClosed) {
			t.Errorf("document: %v", err)
		}
		for _, b := range [][]byte{k.vaultKey, k.files, k.seed} {
			if len(b) == 0 || len(bytes.Trim(b, "\x00")) > 0 {
				t.Error("a key is still there")
			}
		}
		if v.Head() != head {
			t.Error("the head is forgotten")
		}
	})
}

// A document being stored while the vault is closed ends with ErrClosed, and the
// close waits for it.
func TestCloseWhileStoring(t *testing.T) {
	v := create(t)
	in, out := io.Pipe()
	done := make(chan error)
	go func() {
		_, err := v.Store(nil, in)
		done <- err
	}()
	out.Write(make([]byte, 3*chunkSize))
	shut := make(chan error)
	go func() { shut <- v.Close() }()
	for !v.closed.Load() {
		runtime.Gosched()
	}
	go func() { out.Write(make([]byte, 9*chunkSize)); out.Close() }()
	if err := <-done; !errors.Is(err, ErrClosed) {
		t.Errorf("storing: %v", err)
	}
	in.Close()
	ok(t, <-shut)
}

func TestSideBySide(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, v *Vault, again func(*Vault) *Vault) {
		var all sync.WaitGroup
		for g := range 4 {
			all.Go(func() {
				for i := range 25 {
					id := fmt.Sprintf("%d-%d", g, i)
					s, err := v.Store(nil, strings.NewReader(id))
					if err == nil {
						err = v.Update(func(tx *Tx) error { return tx.Put("doc", s.ID, []byte(id)) })
					}
					if err == nil {
						var got string
						if got, err = get(v, "doc", s.ID); got != id {
							t.Errorf("got %q, want %q", got, id)
						}
					}
					if err != nil {
						t.Error(err)
						return
					}
				}
			})
		}
		all.Wait()
		v = again(v)
		ok(t, v.View(func(tx *Tx) error {
			n := 0
			for id, b := range tx.All("doc") {
				n++
				if got, err := readDocument(v, id); err != nil || !bytes.Equal(got, b) {
					t.Errorf("document %s: %q, %v", id, got, err)
				}
			}
			if n != 100 {
				t.Errorf("%d records", n)
			}
			return nil
		}))
	})
}

func TestInUse(t *testing.T) {
	v := create(t)
	_, err := Open(v.Dir(), secret)
	var use *InUse
	if !errors.As(err, &use) || !errors.Is(err, ErrInUse) || time.Since(use.Since) > time.Hour || use.Program == "" {
		t.Errorf("in the same program: %v %+v", err, use)
	}
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), "VAULT_TEST_ROLE=opener", "VAULT_TEST_DIR="+v.Dir())
	out, err := cmd.CombinedOutput()
	ok(t, err)
	if !strings.HasPrefix(string(out), "in use by "+use.Program) {
		t.Errorf("another program: %s", out)
	}
	wantOpen := reopen(t, v)
	wantOpen.Close()
}

func TestDiskFull(t *testing.T) {
	v := create(t)
	put(t, v, "note", "a", "before")
	v.shelf = &fullShelf{v.shelf}
	if err := v.Update(func(tx *Tx) error { return tx.Put("note", "b", []byte("x")) }); !errors.Is(err, ErrDiskFull) {
		t.Errorf("update: %v", err)
	}
	if _, err := v.Store(nil, strings.NewReader("x")); !errors.Is(err, ErrDiskFull) {
		t.Errorf("store: %v", err)
	}
	wantRecord(t, v, "note", "a", "before")
	v.shelf = v.shelf.(*fullShelf).shelf
	put(t, v, "note", "b", "after")
	if err := room(v.shelf, 1<<60); !errors.Is(err, ErrDiskFull) {
		t.Errorf("no disk has that much: %v", err)
	}
}

type fullShelf struct{ shelf }

func (fullShelf) free() (uint64, error) { return roomLeft - 1, nil }

// A copy that cannot be written leaves both as they were, and a flush that fails
// ends all writing.
func TestJournalThatCannotBeWritten(t *testing.T) {
	v := must[*Vault](t)(Memory())
	put(t, v, "note", "a", "one")
	head := v.Head()
	real := v.journal.tapes[1]
	v.journal.tapes[1] = &badTape{tape: real, err: ErrDiskFull}
	if err := v.Update(func(tx *Tx) error { return tx.Put("note", "a", []byte("two")) }); !errors.Is(err, ErrDiskFull) {
		t.Errorf("full: %v", err)
	}
	v.journal.tapes[1] = real
	wantRecord(t, v, "note", "a", "one")
	put(t, v, "note", "a", "three")
	if v.Head().Sequence != head.Sequence+1 {
		t.Errorf("head %d", v.Head().Sequence)
	}
	if a, b := v.journal.tapes[0].(*memoryTape), real.(*memoryTape); !bytes.Equal(a.b, b.b) {
		t.Error("the copies differ")
	}
	v.journal.tapes[1] = &badTape{tape: real, err: &notFlushed{io.ErrShortWrite}}
	for range 2 {
		if err := v.Update(func(tx *Tx) error { return tx.Put("note", "a", []byte("four")) }); !errors.Is(err, io.ErrShortWrite) {
			t.Errorf("after a flush that failed: %v", err)
		}
		v.journal.tapes[1] = real
	}
	wantRecord(t, v, "note", "a", "three")
}

type badTape struct {
	tape
	err error
}

func (t *badTape) put([]byte, int64) error { return t.err }

func TestReadOnlyFolder(t *testing.T) {
	v := create(t)
	put(t, v, "note", "a", "one")
	s := keepDocument(t, v, "", []byte("document"))
	dir := v.Dir()
	ok(t, v.Close())
	before := map[string]string{}
	for _, f := range filesOf(t, dir) {
		before[f] = string(must[[]byte](t)(os.ReadFile(filepath.Join(dir, f))))
	}
	v = &Vault{dir: dir, readOnly: true, shelf: diskShelf{dir}, now: time.Now, lock: &lock{}}
	must[bool](t)(v.unlock(secret))
	ok(t, v.openJournal(false))
	v.store = openStore(v.journal)
	wantRecord(t, v, "note", "a", "one")
	if b, err := readDocument(v, s.ID); err != nil || string(b) != "document" {
		t.Errorf("document: %q, %v", b, err)
	}
	if err := v.Update(func(tx *Tx) error { return tx.Put("note", "a", []byte("two")) }); !errors.Is(err, ErrReadOnly) {
		t.Errorf("update: %v", err)
	}
	if _, err := v.Store(nil, strings.NewReader("")); !errors.Is(err, ErrReadOnly) {
		t.Errorf("store: %v", err)
	}
	ok(t, v.Close())
	for _, f := range filesOf(t, dir) {
		if before[f] != string(must[[]byte](t)(os.ReadFile(filepath.Join(dir, f)))) {
			t.Errorf("%s was changed", f)
		}
	}
}

func TestOlderFolderPutBack(t *testing.T) {
	heads := Options{HeadFolder: filepath.Join(t.TempDir(), "heads")}
	dir := filepath.Join(t.TempDir(), "file")
	v, _, err := heads.Create(dir, secret)
	ok(t, err)
	put(t, v, "note", "a", "one")
	ok(t, v.Close())
	old := copyFolder(t, dir)
	v = must[*Vault](t)(heads.Open(dir, secret))
	put(t, v, "note", "a", "two")
	if v.Older() {
		t.Error("the same folder is called older")
	}
	w := v.heads.writer
	ok(t, v.Close())
	v = must[*Vault](t)(heads.Open(dir, secret))
	if v.Older() || v.heads.writer != w {
		t.Error("the same folder is called older, or the writer is another")
	}
	ok(t, v.Close())
	v = must[*Vault](t)(heads.Open(old, secret))
	if !v.Older() {
		t.Fatal("an older folder was not noticed")
	}
	put(t, v, "note", "b", "written on, all the same")
	put(t, v, "note", "b", "and on")
	ok(t, v.Close())
	v = must[*Vault](t)(heads.Open(old, secret))
	if !v.Older() {
		t.Error("writing on hid that the folder is an older one")
	}
	v.AcceptOlder()
	ok(t, v.Close())
	v = must[*Vault](t)(heads.Open(old, secret))
	if v.Older() {
		t.Error("still called older after it was accepted")
	}
	ok(t, v.Close())
	v = open(t, old)
	if v.Older() {
		t.Error("older than nothing")
	}
}

func TestNothingInClear(t *testing.T) {
	// Long enough that no chance puts it there.
	var marks []string
	mark := func() string { m := "Mark" + newID()[:12]; marks = append(marks, m); return m }
	v := create(t)
	about, content, word, version := mark(), mark(), mark(), mark()
	s := keepDocument(t, v, about, []byte(strings.Repeat(content+" ", 40_000)))
	ok(t, v.PutWords(s.ID, version, []byte(word)))
	kind, id, value, later := mark(), mark(), mark(), mark()
	put(t, v, kind, id, value)
	put(t, v, kind, id, later)
	ok(t, v.Update(func(tx *Tx) error { return tx.Delete(kind, id) }))
	key := must[RecoveryKey](t)(v.RecoveryKey())
	marks = append(marks, string(secret), key.String(), string(key[:]), string(v.keys.vaultKey), string(v.keys.seed))
	look := func(when string) {
		for _, f := range filesOf(t, v.Dir()) {
			b := must[[]byte](t)(os.ReadFile(filepath.Join(v.Dir(), f)))
			for _, m := range marks {
				if bytes.Contains(b, []byte(m)) || strings.Contains(f, m) {
					t.Errorf("%s: %q stands in %s", when, m, f)
				}
			}
			path := filepath.Join(v.Dir(), f)
			mode := must[os.FileInfo](t)(os.Stat(path)).Mode()
			folder := must[os.FileInfo](t)(os.Stat(filepath.Dir(path))).Mode()
			if runtime.GOOS != "windows" && (folder.Perm() != 0o700 || mode.Perm() != 0o600) {
				t.Errorf("%s: %s can be read by others: %v in %v", when, f, mode, folder)
			}
		}
	}
	look("open")
	ok(t, v.Close())
	look("closed")
	v = open(t, v.Dir())
	look("open again")
}

func TestRecoveryKeyText(t *testing.T) {
	t.Parallel()
	k := newRecoveryKey()
	s := k.String()
	if len(s) != 39 || strings.Count(s, "-") != 7 || strings.ContainsAny(s, "ILOUilou") {
		t.Fatalf("printed as %q", s)
	}
	for i := range s {
		if s[i] == '-' {
			continue
		}
		for _, c := range "0123456789ABCDEFGHJKMNPQRSTVWXYZ" {
			slip := s[:i] + string(c) + s[i+1:]
			if got, err := ParseRecoveryKey(slip); slip != s && err == nil {
				t.Errorf("a slip is taken for a key: %q is %v", slip, got)
			}
		}
	}
	for _, bad := range []string{"", s[1:], s + "0", strings.Replace(s, s[:1], "!", 1), "passphrase"} {
		if _, err := ParseRecoveryKey(bad); !errors.Is(err, ErrRecoveryKey) {
			t.Errorf("%q: %v", bad, err)
		}
	}
}
