package vault

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestNewKeys(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, v *Vault, again func(*Vault) *Vault) {
		old := must[RecoveryKey](t)(v.RecoveryKey())
		own := []byte(old.String())
		put(t, v, "note", "a", "one")
		put(t, v, "note", "b", "goes")
		ok(t, v.Update(func(tx *Tx) error { return tx.Erase("note", "b") }))
		var ids []string
		for i, n := range []int{0, 1, 3*chunkSize + 1} {
			s := keepDocument(t, v, "about", content(fmt.Sprint(i), n))
			put(t, v, "document", s.ID, "a letter")
			ok(t, v.PutWords(s.ID, "reader 1", []byte("words")))
			ids = append(ids, s.ID)
		}
		want, head, key := history(t, v), v.Head(), slices.Clone(v.keys.vaultKey)
		if _, err := v.NewKeys([]byte("wrong"), nil); !errors.Is(err, ErrWrongSecret) {
			t.Fatalf("by anybody: %v", err)
		}
		open := must[*Reader](t)(v.Document(ids[2]))
		defer open.Close()
		told := 0
		recovery, err := v.NewKeys(own, func(done, of int) error {
			if told++; done != told || of != 6 {
				t.Errorf("told %d of %d", done, of)
			}
			return nil
		})
		ok(t, err)
		look := func(when string) {
			if got := history(t, v); got != want {
				t.Errorf("%s: not what it was:\n%s\nwant\n%s", when, got, want)
			}
			r, err := v.Check(nil)
			if err != nil || len(r.Damaged)+len(r.Found) > 0 {
				t.Errorf("%s: %+v, %v", when, r, err)
			}
			if now := must[RecoveryKey](t)(v.RecoveryKey()); now == old || now != recovery {
				t.Errorf("%s: the recovery key is %v", when, now)
			}
		}
		if v.Head() != head || bytes.Equal(v.keys.vaultKey, key) {
			t.Error("another head, or the same key")
		}
		if _, err := open.ReadAt(make([]byte, 10), 2*chunkSize); err != nil {
			t.Errorf("a document that was open: %v", err)
		}
		look("at once")
		v = again(v)
		look("later")
		put(t, v, "note", "a", "one")
		put(t, v, "note", "c", "new")
		must[RecoveryKey](t)(v.NewKeys([]byte(recovery.String()), nil))
		wantRecord(t, v, "note", "c", "new")
	})
}

// TestOldKeysOpenNothing looks at every byte that is there after.
func TestOldKeysOpenNothing(t *testing.T) {
	v, key, docs := filled(t)
	dir := v.Dir()
	k := newKeys(slices.Clone(v.keys.vaultKey), v.keys.vaultID)
	before := copyFolder(t, dir)
	recovery := must[RecoveryKey](t)(v.NewKeys(secret, nil))
	ok(t, v.Close())
	if got := opens(t, dir, string(secret), key.String(), recovery.String()); !slices.Equal(got, []string{string(secret), recovery.String()}) {
		t.Errorf("opens with %q", got)
	}
	if got := opens(t, before, string(secret), key.String(), recovery.String()); !slices.Equal(got, []string{string(secret), key.String()}) {
		t.Errorf("a copy made before opens with %q", got)
	}
	root := filepath.Join(dir, "keys-2")
	old := &Vault{keys: k, shelf: diskShelf{root}}
	for _, s := range docs {
		for _, area := range []string{documents, words} {
			if _, err := openFile(old, area, s.ID); !errors.Is(err, ErrDamaged) {
				t.Errorf("%s %s opens with the old key: %v", area, s.ID, err)
			}
		}
	}
	j := &journal{seal: k.journal, vaultID: k.vaultID}
	if r := j.read(must[[]byte](t)(os.ReadFile(tapePath(root, 0)))); len(r.entries) > 0 {
		t.Errorf("%d entries open with the old key", len(r.entries))
	}
	for _, f := range filesOf(t, dir) {
		if top, _, _ := strings.Cut(f, string(filepath.Separator)); top == documents || top == words || top == journalDir {
			t.Errorf("%s is left", f)
		}
	}
}

func TestRemoveCarer(t *testing.T) {
	t.Parallel()
	v, key, _ := filled(t)
	dir, want := v.Dir(), history(t, v)
	sam, ann := []byte("sam's own words"), []byte("ann's own words")
	ok(t, v.AddCarer(secret, "Sam", sam))
	ok(t, v.AddCarer(secret, "Ann", ann))
	for name, c := range map[string]struct {
		own   []byte
		label string
		err   error
	}{
		"wrong":   {[]byte("wrong"), "Sam", ErrWrongSecret},
		"nobody":  {secret, "Tom", ErrCarer},
		"oneself": {sam, "Sam", ErrCarerStays},
	} {
		if _, err := v.RemoveCarer(c.own, c.label, nil); !errors.Is(err, c.err) {
			t.Errorf("%s: %v", name, err)
		}
	}
	stop := errors.New("enough")
	if _, err := v.RemoveCarer(secret, "Sam", func(done, of int) error {
		if done == 3 {
			return stop
		}
		return nil
	}); err != stop || len(v.Carers()) != 3 {
		t.Errorf("cancelled: %v, %v", err, v.Carers())
	}
	if left, _ := filepath.Glob(filepath.Join(dir, "keys-*")); len(left) > 0 {
		t.Errorf("left of what was cancelled: %v", left)
	}
	recovery := must[RecoveryKey](t)(v.RemoveCarer(secret, "Sam", nil))
	if c := v.Carers(); len(c) != 2 || c[1].Label != "Ann" {
		t.Errorf("carers %+v", c)
	}
	ok(t, v.Close())
	// Ann gave no passphrase for it.
	if got := opens(t, dir, string(secret), string(sam), string(ann), key.String(), recovery.String()); !slices.Equal(got,
		[]string{string(secret), string(ann), recovery.String()}) {
		t.Fatalf("opens with %q", got)
	}
	v = must[*Vault](t)(Open(dir, ann))
	defer v.Close()
	if got := history(t, v); got != want {
		t.Error("not the same vault")
	}
	recovery = must[RecoveryKey](t)(v.RemoveCarer(ann, labelFirst, nil))
	if _, err := v.RemoveCarer([]byte(recovery.String()), "Ann", nil); !errors.Is(err, ErrCarerStays) {
		t.Errorf("the last one: %v", err)
	}
	ok(t, v.Close())
	if got := opens(t, dir, string(secret), string(ann)); !slices.Equal(got, []string{string(ann)}) {
		t.Errorf("opens with %q", got)
	}
}

// TestNewKeysCutShort ends the program at each step of taking a carer out. What
// is there then opens and is whole, either as before or as after, and what is
// left of the other is gone once it was opened.
func TestNewKeysCutShort(t *testing.T) {
	t.Parallel()
	sam := []byte("sam's own words")
	for _, c := range []struct {
		step  string
		n     int
		after bool
	}{
		{"begun", 1, false}, {"file", 1, false}, {"file", 5, false}, {"copied", 1, false},
		{"checked", 1, false}, {"keys", 1, false},
		{"keys once", 1, true}, {"keys twice", 1, true}, {"removed", 1, true},
	} {
		t.Run(fmt.Sprint(c.step, c.n), func(t *testing.T) {
			v, key, _ := filled(t)
			want := history(t, v)
			ok(t, v.AddCarer(secret, "Sam", sam))
			dir := endsAt(t, v, c.step, c.n, func() { v.RemoveCarer(secret, "Sam", nil) })
			both := copyFolder(t, dir)

			v = open(t, dir)
			if got := history(t, v); got != want {
				t.Errorf("not what it was:\n%s\nwant\n%s", got, want)
			}
			put(t, v, "note", "a", "goes on")
			r, err := v.Check(nil)
			lost := slices.ContainsFunc(r.Damaged, func(d *Damaged) bool { return !d.Mended })
			if err != nil || lost || len(r.Found) > 0 {
				t.Errorf("%+v, %v", r, err)
			}
			ok(t, v.Close())
			with := opens(t, dir, string(secret), string(sam), key.String())
			if want := map[bool]int{false: 3, true: 1}[c.after]; len(with) != want {
				t.Errorf("opens with %q", with)
			}
			roots := 0
			for _, f := range filesOf(t, dir) {
				if strings.HasSuffix(filepath.ToSlash(f), journalDir+"/a") {
					roots++
				}
				if strings.Contains(f, ".part") || filepath.Base(f) == beginning {
					t.Errorf("left: %s", f)
				}
			}
			if roots != 1 {
				t.Errorf("%d journals", roots)
			}
			v = open(t, dir)
			must[RecoveryKey](t)(v.NewKeys(secret, nil))
			wantRecord(t, v, "note", "a", "goes on")
			if got, _ := filepath.Glob(filepath.Join(dir, "keys-*")); len(got) != 1 {
				t.Errorf("after new keys again there are %v", got)
			}

			// And where it was the one who goes that opens it first: they see it as it
			// was, or not at all.
			v, err = Open(both, sam)
			if err == nil {
				defer v.Close()
				if got := history(t, v); got != want {
					t.Error("they see something else")
				}
			} else if !c.after || !errors.Is(err, ErrWrongSecret) {
				t.Error(err)
			}
		})
	}
}

// TestRootsThatStay: what may be the newest of a family's papers is not removed
// because a key file does not name it.
func TestRootsThatStay(t *testing.T) {
	t.Parallel()
	v, _, docs := filled(t)
	dir := v.Dir()
	ok(t, v.Close())
	before := copyFolder(t, dir)
	v = open(t, dir)
	must[RecoveryKey](t)(v.NewKeys(secret, nil))
	put(t, v, "note", "a", "written under the new keys")
	ok(t, v.Close())
	keys := map[string][2][]byte{}
	for _, name := range []string{keyName, keyTwin} {
		keys[name] = [2][]byte{must[[]byte](t)(os.ReadFile(filepath.Join(before, name))), must[[]byte](t)(os.ReadFile(filepath.Join(dir, name)))}
	}
	// An older copy of the folder was put back over this one: nothing of it was
	// taken away, and what it did not have is still there.
	for _, f := range filesOf(t, before) {
		to := filepath.Join(dir, f)
		ok(t, os.MkdirAll(filepath.Dir(to), 0o700))
		ok(t, os.WriteFile(to, must[[]byte](t)(os.ReadFile(filepath.Join(before, f))), 0o600))
	}
	v = open(t, dir)
	if b, err := readDocument(v, docs[1].ID); err != nil || int64(len(b)) != docs[1].Size {
		t.Errorf("a document: %d bytes, %v", len(b), err)
	}
	ok(t, v.Close())
	for name, b := range keys {
		ok(t, os.WriteFile(filepath.Join(dir, name), b[1], 0o600))
	}
	v = open(t, dir)
	wantRecord(t, v, "note", "a", "written under the new keys")
	ok(t, v.Close())

	// The new keys are there and only one copy of the key file says so, because the
	// other cannot be written: what that one names stays until it can.
	v = open(t, before)
	cut := endsAt(t, v, "keys once", 1, func() { v.NewKeys(secret, nil) })
	ok(t, os.Remove(filepath.Join(cut, keyTwin)))
	ok(t, os.Mkdir(filepath.Join(cut, keyTwin), 0o700))
	v = open(t, cut)
	put(t, v, "note", "a", "under the new keys")
	ok(t, v.Close())
	for _, root := range []string{cut, filepath.Join(cut, "keys-2")} {
		if _, err := os.Stat(tapePath(root, 0)); err != nil {
			t.Error(err)
		}
	}
	ok(t, os.Remove(filepath.Join(cut, keyTwin)))
	ok(t, os.WriteFile(filepath.Join(cut, keyTwin), keys[keyTwin][0], 0o600))
	ok(t, os.Rename(filepath.Join(cut, keyName), filepath.Join(cut, "away")))
	v = open(t, cut) // as it was before: the other key file is gone
	ok(t, v.Close())
	ok(t, os.Rename(filepath.Join(cut, "away"), filepath.Join(cut, keyName)))
	v = open(t, cut)
	wantRecord(t, v, "note", "a", "under the new keys")
}

// TestNewKeysMeanwhile writes while everything is sealed again.
func TestNewKeysMeanwhile(t *testing.T) {
	v, _, docs := filled(t)
	var late Stored
	_, err := v.NewKeys(secret, func(done, of int) error {
		switch done {
		case 1:
			late = keepDocument(t, v, "late", []byte("came meanwhile"))
			put(t, v, "document", late.ID, "late.pdf")
			ok(t, v.EraseDocument(docs[0].ID))
			ok(t, v.EraseDocument(docs[3].ID))
			if _, err := v.Backup(nil, nil, nil, nil); !errors.Is(err, ErrBusy) {
				t.Errorf("a backup meanwhile: %v", err)
			}
		case 5:
			for _, s := range docs[1:3] {
				ok(t, v.PutWords(s.ID, "reader 2", []byte("read again")))
			}
		}
		return nil
	})
	ok(t, err)
	v = reopen(t, v)
	if b, err := readDocument(v, late.ID); err != nil || string(b) != "came meanwhile" {
		t.Errorf("%q, %v", b, err)
	}
	for _, s := range docs[1:3] {
		if b, version, err := v.Words(s.ID); err != nil || version != "reader 2" || string(b) != "read again" {
			t.Errorf("words %q %q %v", b, version, err)
		}
	}
	if ids := must[[]string](t)(v.Documents()); len(ids) != 3 {
		t.Errorf("documents %q", ids)
	}
	if r, err := v.Check(nil); err != nil || len(r.Damaged) > 0 {
		t.Errorf("%+v, %v", r, err)
	}
}

// TestNewKeysOfWhatIsDamaged keeps what is good of a damaged document good, and
// what is damaged named.
func TestNewKeysOfWhatIsDamaged(t *testing.T) {
	v, _, docs := filled(t)
	hurt := func(s Stored, at int) {
		path := diskShelf{v.root}.path(documents, s.ID)
		b := must[[]byte](t)(os.ReadFile(path))
		b[at] ^= 1
		ok(t, os.WriteFile(path, b, 0o600))
	}
	hurt(docs[3], 3*chunkSize/2)
	hurt(docs[1], 20)
	ok(t, os.WriteFile(tapePath(v.root, 1)+".kept-1", must[[]byte](t)(os.ReadFile(tapePath(v.root, 0))), 0o600))
	must[RecoveryKey](t)(v.NewKeys(secret, nil))
	v = reopen(t, v)
	r, err := v.Check(nil)
	var ids []string
	for _, d := range r.Damaged {
		ids = append(ids, d.ID)
	}
	slices.Sort(ids)
	want := []string{docs[1].ID, docs[3].ID}
	slices.Sort(want)
	if err != nil || !slices.Equal(ids, want) {
		t.Errorf("damaged %q, want %q; %v", ids, want, err)
	}
	doc := must[*Reader](t)(v.Document(docs[3].ID))
	defer doc.Close()
	b := make([]byte, chunkSize)
	if _, err := doc.ReadAt(b, 0); err != nil || !bytes.Equal(b, content("3", 2*chunkSize+5)[:chunkSize]) {
		t.Errorf("what was good before the damage: %v", err)
	}
	if _, err := doc.ReadAt(b[:5], 2*chunkSize); err != nil {
		t.Errorf("what was good behind the damage: %v", err)
	}
	kept := must[[]byte](t)(os.ReadFile(tapePath(v.root, 1) + ".kept-1"))
	if got := v.journal.read(kept); len(got.entries) == 0 || got.gaps || got.tail {
		t.Error("a journal set apart is not to be read any more")
	}
}

func TestNewKeysWithoutRoom(t *testing.T) {
	v, _, _ := filled(t)
	want := history(t, v)
	v.shelf = fullShelf{v.shelf}
	if _, err := v.NewKeys(secret, nil); !errors.Is(err, ErrDiskFull) {
		t.Errorf("%v", err)
	}
	v.shelf = diskShelf{v.root}
	if left, _ := filepath.Glob(filepath.Join(v.dir, "keys-*")); len(left) > 0 {
		t.Errorf("left: %v", left)
	}
	if got := history(t, v); got != want {
		t.Error("not what it was")
	}
}
