package vault

import (
	"archive/tar"
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
	"slices"
	"strings"
	"testing"
	"time"
)

// filled is a vault with something of everything, and its recovery key.
func filled(t testing.TB) (*Vault, RecoveryKey, []Stored) {
	t.Helper()
	v, key, err := Create(filepath.Join(t.TempDir(), "file"), secret)
	ok(t, err)
	t.Cleanup(func() { v.Close() })
	put(t, v, "note", "a", "one")
	put(t, v, "note", "a", "two")
	put(t, v, "note", "b", "goes")
	ok(t, v.Update(func(tx *Tx) error { return tx.Erase("note", "b") }))
	var docs []Stored
	for i, n := range []int{0, 1000, chunkSize, 2*chunkSize + 5} {
		s := keepDocument(t, v, fmt.Sprintf("about %d", i), content(fmt.Sprint(i), n))
		put(t, v, "document", s.ID, fmt.Sprintf("letter %d.pdf", i))
		ok(t, v.PutWords(s.ID, "reader 1", []byte("words of "+s.ID)))
		docs = append(docs, s)
	}
	return v, key, docs
}

// asTheApp names documents and adds a file, as the app does.
func asTheApp(a *Archive) error {
	return a.View(func(tx *Tx) error {
		var all []byte
		for id, b := range tx.All("document") {
			if err := a.Document(id, "Letters/2026/"+string(b)); err != nil {
				return err
			}
			all = append(append(all, b...), '\n')
		}
		return a.File("records.json", time.Unix(1, 0), int64(len(all)), bytes.NewReader(all))
	})
}

func backup(t testing.TB, v *Vault, passphrase []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	s, err := v.Backup(&b, passphrase, asTheApp, nil)
	ok(t, err)
	if s.Vault != v.ID() || s.Head != v.Head() || len(s.LeftOut) > 0 {
		t.Fatalf("summary %+v", s)
	}
	return b.Bytes()
}

// history writes down everything in a vault, to compare.
func history(t testing.TB, v *Vault) string {
	t.Helper()
	var b strings.Builder
	ok(t, v.View(func(tx *Tx) error {
		for _, kind := range slices.Sorted(func(yield func(string) bool) {
			for k := range v.journal.kinds {
				if !strings.HasPrefix(k, ".") && !yield(k) {
					return
				}
			}
		}) {
			for _, id := range v.journal.kinds[kind].ids {
				h, err := tx.History(kind, id)
				if err != nil {
					return err
				}
				for _, x := range h {
					fmt.Fprintf(&b, "%s %s %d %d %v %v %q\n", kind, id, x.Sequence, x.Time.UnixNano(), x.Deleted, x.Erased, x.Value)
				}
			}
		}
		return nil
	}))
	for _, id := range must[[]string](t)(v.Documents()) {
		doc, err := readDocument(v, id)
		ok(t, err)
		r := must[*Reader](t)(v.Document(id))
		w, version, err := v.Words(id)
		ok(t, err)
		fmt.Fprintf(&b, "%s %x %q %d %q %q\n", id, sha256.Sum256(doc), r.About(), r.Stored().Time.UnixNano(), w, version)
		r.Close()
	}
	fmt.Fprintf(&b, "%s %x\n", v.ID(), v.Salt("calendar"))
	return b.String()
}

func TestBackupAndRestore(t *testing.T) {
	t.Parallel()
	v, key, _ := filled(t)
	ok(t, v.AddCarer(secret, "Sam", []byte("another passphrase")))
	want, head := history(t, v), v.Head()
	b := backup(t, v, []byte("another passphrase"))
	again := must[RecoveryKey](t)(v.RecoveryKey())
	ok(t, v.Close())
	if again != key {
		t.Error("the recovery key changed")
	}
	for _, with := range []string{"another passphrase", key.String(), strings.ToLower(strings.ReplaceAll(key.String(), "-", " "))} {
		if s, err := VerifyBackup(bytes.NewReader(b), []byte(with), nil); err != nil || s.Documents != 4 || s.Head != head {
			t.Fatalf("verified with %q: %+v, %v", with, s, err)
		}
		dir := filepath.Join(t.TempDir(), "deep", "file")
		if s, err := Restore(bytes.NewReader(b), []byte(with), dir, nil); err != nil || s.Documents != 4 {
			t.Fatalf("restored with %q: %+v, %v", with, s, err)
		}
		if left, _ := os.ReadDir(filepath.Dir(dir)); len(left) != 1 {
			t.Errorf("beside the vault: %v", left)
		}
		for _, secret := range []string{string(secret), "another passphrase", key.String()} {
			r, err := Open(dir, []byte(secret))
			ok(t, err)
			if got := history(t, r); got != want || !r.Contains(head) {
				t.Errorf("restored is not what it was:\n%s\nwant\n%s", got, want)
			}
			rep, err := r.Check(nil)
			if err != nil || len(rep.Damaged)+len(rep.Found) > 0 || rep.Documents != 4 {
				t.Errorf("check: %+v, %v", rep, err)
			}
			ok(t, r.Close())
		}
		if _, err := Restore(bytes.NewReader(b), []byte(with), dir, nil); !errors.Is(err, ErrExists) {
			t.Errorf("restored over a vault: %v", err)
		}
	}
	if _, err := VerifyBackup(bytes.NewReader(b), secret, nil); !errors.Is(err, ErrWrongSecret) {
		t.Errorf("a passphrase it was not made with: %v", err)
	}
}

// TestBackupOpensWithoutThisProgram opens a backup as a family would that has
// nothing but its paper and a computer with gpg on it.
func TestBackupOpensWithoutThisProgram(t *testing.T) {
	t.Parallel()
	for _, program := range []string{"gpg", "tar"} {
		if _, err := exec.LookPath(program); err != nil {
			t.Skip("there is no " + program + " on this computer")
		}
	}
	v, key, docs := filled(t)
	for _, passphrase := range [][]byte{nil, secret} {
		b := backup(t, v, passphrase)
		dir := t.TempDir()
		ok(t, os.WriteFile(filepath.Join(dir, "backup.gpg"), b, 0o600))
		home := filepath.Join(dir, "home")
		ok(t, os.Mkdir(home, 0o700))
		gpg := exec.Command("gpg", "--homedir", home, "--batch", "--pinentry-mode", "loopback", "--passphrase-fd", "0",
			"-o", filepath.Join(dir, "backup.tar"), "-d", filepath.Join(dir, "backup.gpg"))
		gpg.Stdin = strings.NewReader(key.String() + "\n")
		if out, err := gpg.CombinedOutput(); err != nil {
			t.Fatalf("gpg: %v\n%s", err, out)
		}
		exec.Command("gpgconf", "--homedir", home, "--kill", "all").Run()
		out := filepath.Join(dir, "out")
		ok(t, os.Mkdir(out, 0o700))
		if said, err := exec.Command("tar", "-xf", filepath.Join(dir, "backup.tar"), "-C", out).CombinedOutput(); err != nil || len(said) > 0 {
			t.Fatalf("tar: %v\n%s", err, said)
		}
		for i, s := range docs {
			got, err := os.ReadFile(filepath.Join(out, "Letters", "2026", fmt.Sprintf("letter %d.pdf", i)))
			if sum := sha256.Sum256(got); err != nil || hex.EncodeToString(sum[:]) != s.SHA256 {
				t.Errorf("document %d: %d bytes, %v", i, len(got), err)
			}
		}
		var m manifest
		ok(t, json.Unmarshal(must[[]byte](t)(os.ReadFile(filepath.Join(out, "manifest.json"))), &m))
		for _, f := range m.Files {
			got, err := os.ReadFile(filepath.Join(out, filepath.FromSlash(f.Name)))
			if sum := sha256.Sum256(got); err != nil || hex.EncodeToString(sum[:]) != f.SHA256 {
				t.Errorf("%s is not as the manifest says: %v", f.Name, err)
			}
		}
		if n := len(filesOf(t, out)); n != len(m.Files)+1 {
			t.Errorf("%d files, and the manifest names %d", n, len(m.Files))
		}
	}
}

func TestBackupHurt(t *testing.T) {
	t.Parallel()
	v, key, _ := filled(t)
	b := backup(t, v, nil)
	if _, err := VerifyBackup(bytes.NewReader(b), secret, nil); !errors.Is(err, ErrNeedsRecoveryKey) {
		t.Errorf("a passphrase for a backup without one: %v", err)
	}
	parent := t.TempDir()
	refused := func(what string, b []byte) {
		t.Helper()
		_, err := Restore(bytes.NewReader(b), []byte(key.String()), filepath.Join(parent, "file"), nil)
		if err == nil || !errors.Is(err, ErrDamaged) && !errors.Is(err, ErrNotABackup) && !errors.Is(err, ErrWrongSecret) {
			t.Errorf("%s: %v", what, err)
		}
		if left, _ := os.ReadDir(parent); len(left) > 0 {
			t.Fatalf("%s: left behind: %v", what, left)
		}
	}
	rng := rand.New(rand.NewPCG(1, 2))
	for i := range 30 {
		at := rng.IntN(len(b))
		if i < 15 {
			at = i * 7 // the packets in front
		}
		hurt := bytes.Clone(b)
		hurt[at] ^= 1 << rng.IntN(8)
		refused(fmt.Sprintf("byte %d of %d", at, len(b)), hurt)
		refused(fmt.Sprintf("cut to %d", at), b[:at])
	}
	for cut := len(b) - 24; cut < len(b); cut += 3 {
		refused(fmt.Sprintf("cut to %d of %d", cut, len(b)), b[:cut])
	}
	refused("more behind it", append(bytes.Clone(b), 'x'))
	refused("twice", append(bytes.Clone(b), b...))
	refused("nothing", nil)
	refused("something else", []byte(strings.Repeat("not a backup at all. ", 1000)))

	broken := errors.New("the stick was pulled out")
	r := io.MultiReader(bytes.NewReader(b[:len(b)/2]), brokenReader{broken})
	if _, err := VerifyBackup(r, []byte(key.String()), nil); !errors.Is(err, broken) {
		t.Errorf("a reader that gives up: %v", err)
	}
	stop := errors.New("enough")
	if _, err := Restore(bytes.NewReader(b), []byte(key.String()), filepath.Join(parent, "file"), func(int64, int64) error { return stop }); err != stop {
		t.Errorf("cancelled: %v", err)
	}
	if left, _ := os.ReadDir(parent); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

type brokenReader struct{ err error }

func (b brokenReader) Read([]byte) (int, error) { return 0, b.err }

// TestHostileBackup gives messages that ask for much before a secret is checked.
func TestHostileBackup(t *testing.T) {
	v, key, _ := filled(t)
	b := backup(t, v, secret)
	for name, change := range map[string]func(b []byte){
		"argon2 of 2 TiB":      func(b []byte) { b[4] = 4 },
		"another hash":         func(b []byte) { b[5] = 10 },
		"another count":        func(b []byte) { b[14] = 0 },
		"a longer lock":        func(b []byte) { b[1] = 200 },
		"a later kind of lock": func(b []byte) { b[2] = 6 },
	} {
		hurt := bytes.Clone(b)
		change(hurt)
		start := time.Now()
		if _, err := VerifyBackup(bytes.NewReader(hurt), []byte(key.String()), nil); !errors.Is(err, ErrNotABackup) {
			t.Errorf("%s: %v", name, err)
		}
		if took := time.Since(start); took > 50*time.Millisecond {
			t.Errorf("%s: refused after %v", name, took)
		}
	}
}

// TestFalseBackup makes archives that open and are not what they say.
func TestFalseBackup(t *testing.T) {
	t.Parallel()
	v, key, _ := filled(t)
	good := backup(t, v, nil)
	body, _, err := openMessage(bytes.NewReader(good), []byte(key.String()))
	ok(t, err)
	type file struct {
		tar.Header
		b []byte
	}
	var files []file
	for r := tar.NewReader(body); ; {
		h, err := r.Next()
		if err == io.EOF {
			break
		}
		ok(t, err)
		files = append(files, file{*h, must[[]byte](t)(io.ReadAll(r))})
	}
	last := len(files) - 1
	find := func(prefix string) int {
		return slices.IndexFunc(files, func(f file) bool { return strings.HasPrefix(f.Name, prefix) })
	}
	if find("Letters/") < find(backupIndex) || find(backupWords) < find("Letters/") || files[last].Name != backupManifest {
		t.Fatal("not in the order that restoring needs")
	}
	try := func(what string, change func(files []file) []file) {
		t.Helper()
		var b bytes.Buffer
		m, err := writeMessage(&b, key, nil)
		ok(t, err)
		w := tar.NewWriter(m)
		for _, f := range change(slices.Clone(files)) {
			f.Size = int64(len(f.b))
			if f.Typeflag != tar.TypeReg {
				f.Size = 0
			}
			ok(t, w.WriteHeader(&f.Header))
			if f.Size > 0 {
				must[int](t)(w.Write(f.b))
			}
		}
		ok(t, w.Close())
		ok(t, m.Close())
		parent := t.TempDir()
		_, err = Restore(&b, []byte(key.String()), filepath.Join(parent, "file"), nil)
		if want := what != ""; want != errors.Is(err, ErrDamaged) || !want && err != nil {
			t.Errorf("%q: %v", what, err)
		}
		if left, _ := os.ReadDir(parent); what != "" && len(left) > 0 {
			t.Errorf("%s: left behind %v", what, left)
		}
	}
	try("", func(f []file) []file { return f })
	try("no manifest", func(f []file) []file { return f[:last] })
	try("a document missing", func(f []file) []file { i := find("Letters/"); return slices.Delete(f, i, i+1) })
	try("words missing", func(f []file) []file { i := find(backupWords); return slices.Delete(f, i, i+1) })
	try("a document changed", func(f []file) []file {
		i := slices.IndexFunc(f, func(f file) bool { return strings.HasSuffix(f.Name, "letter 1.pdf") })
		f[i].b = append(slices.Clone(f[i].b[:len(f[i].b)-1]), 'x'^f[i].b[len(f[i].b)-1])
		return f
	})
	try("a file more", func(f []file) []file {
		return slices.Insert(f, 3, file{tar.Header{Typeflag: tar.TypeReg, Name: "x"}, nil})
	})
	try("a link", func(f []file) []file {
		return slices.Insert(f, 3, file{tar.Header{Typeflag: tar.TypeSymlink, Name: "x", Linkname: "/etc"}, nil})
	})
	try("an older journal", func(f []file) []file {
		j := v.journal
		f[1].b = f[1].b[:j.entries[len(j.entries)-1].frame]
		return f
	})
	try("a way out", func(f []file) []file {
		i := find(backupIndex)
		f[i].b = bytes.ReplaceAll(f[i].b, []byte(`"id": "`), []byte(`"id": "../../`))
		return f
	})
	try("the manifest twice", func(f []file) []file { return append(f, f[last]) })
	try("other keys", func(f []file) []file {
		f[0].b = bytes.Replace(f[0].b, []byte(`"revision": 1`), []byte(`"revision": 9`), 1)
		return f
	})
}

// TestBackupIsAsAtOneEntry writes and erases while a backup is made.
func TestBackupIsAsAtOneEntry(t *testing.T) {
	t.Parallel()
	v, key, docs := filled(t)
	head := v.Head()
	var b bytes.Buffer
	_, err := v.Backup(&b, nil, func(a *Archive) error {
		put(t, v, "note", "a", "written meanwhile")
		s := keepDocument(t, v, "meanwhile", []byte("meanwhile"))
		put(t, v, "document", s.ID, "meanwhile.pdf")
		if err := a.Document(s.ID, "meanwhile.pdf"); !errors.Is(err, ErrNotFound) {
			t.Errorf("a later document: %v", err)
		}
		ok(t, v.PutWords(docs[0].ID, "reader 2", []byte("read again")))
		if err := v.EraseDocument(docs[1].ID); !errors.Is(err, ErrBusy) {
			t.Errorf("a document is erased meanwhile: %v", err)
		}
		if err := v.Update(func(tx *Tx) error { return tx.Erase("note", "a") }); !errors.Is(err, ErrBusy) {
			t.Errorf("a record is erased meanwhile: %v", err)
		}
		if _, err := v.NewKeys(secret, nil); !errors.Is(err, ErrBusy) {
			t.Errorf("new keys meanwhile: %v", err)
		}
		if a.Head() != head {
			t.Error("it moved on")
		}
		for _, bad := range []string{"", ".", "../x", "/x", "a//b", "journal/x", "JOURNAL", "manifest.json", `a\b`, "a\nb"} {
			if err := a.File(bad, time.Now(), 0, strings.NewReader("")); !errors.Is(err, ErrName) {
				t.Errorf("name %q: %v", bad, err)
			}
		}
		ok(t, a.File("x", time.Now(), 1, strings.NewReader("x")))
		if err := a.File("X", time.Now(), 1, strings.NewReader("x")); !errors.Is(err, ErrName) {
			t.Errorf("a name twice: %v", err)
		}
		return asTheApp(a)
	}, nil)
	ok(t, err)
	wantRecord(t, v, "note", "a", "written meanwhile")
	ok(t, v.EraseDocument(docs[1].ID))
	dir := filepath.Join(t.TempDir(), "file")
	s, err := Restore(&b, []byte(key.String()), dir, nil)
	if err != nil || s.Head != head || s.Documents != 4 {
		t.Fatalf("%+v, %v", s, err)
	}
	r := open(t, dir)
	wantRecord(t, r, "note", "a", "two")
	if n := len(must[[]string](t)(r.Documents())); n != 4 {
		t.Errorf("%d documents", n)
	}
}

func TestBackupOfWhatIsDamaged(t *testing.T) {
	t.Parallel()
	v, key, docs := filled(t)
	path := diskShelf{v.dir}.path(documents, docs[3].ID)
	b := must[[]byte](t)(os.ReadFile(path))
	b[len(b)-3] ^= 1
	ok(t, os.WriteFile(path, b, 0o600))
	file := filepath.Join(t.TempDir(), "backup")
	s, err := v.BackupFile(file, nil, asTheApp, nil)
	if err != nil || s.Documents != 3 || len(s.LeftOut) != 1 || s.LeftOut[0].ID != docs[3].ID || s.LeftOut[0].What != DamagedDocument {
		t.Fatalf("%+v, %v", s, err)
	}
	dir := filepath.Join(t.TempDir(), "file")
	f := must[*os.File](t)(os.Open(file))
	defer f.Close()
	if s, err = Restore(f, []byte(key.String()), dir, nil); err != nil || s.Documents != 3 || len(s.LeftOut) != 1 {
		t.Fatalf("%+v, %v", s, err)
	}
	r, err := open(t, dir).Check(nil)
	if err != nil || len(r.Damaged) != 1 || r.Damaged[0].ID != docs[3].ID {
		t.Errorf("the one that is missing is not named: %+v, %v", r, err)
	}
}

func TestBackupFile(t *testing.T) {
	t.Parallel()
	v, key, _ := filled(t)
	folder := t.TempDir()
	path := filepath.Join(folder, "backup.gpg")
	var told []int64
	s, err := v.BackupFile(path, secret, asTheApp, func(done, of int64) error {
		if done > of || len(told) > 0 && done < told[len(told)-1] {
			t.Errorf("%d of %d", done, of)
		}
		told = append(told, done)
		return nil
	})
	ok(t, err)
	good := must[[]byte](t)(os.ReadFile(path))
	if got, err := VerifyBackup(bytes.NewReader(good), secret, nil); err != nil || got.Head != s.Head || len(told) == 0 {
		t.Errorf("%+v, %v, told %v", got, err, told)
	}
	stop := errors.New("enough")
	fails := map[string]func() error{
		"cancelled": func() error {
			_, err := v.BackupFile(path, nil, nil, func(int64, int64) error { return stop })
			return err
		},
		"the app gives up": func() error {
			_, err := v.BackupFile(path, nil, func(*Archive) error { return stop }, nil)
			return err
		},
	}
	for name, f := range fails {
		if err := f(); err != stop {
			t.Errorf("%s: %v", name, err)
		}
		if now := must[[]byte](t)(os.ReadFile(path)); !bytes.Equal(now, good) || len(filesOf(t, folder)) != 1 {
			t.Errorf("%s: the backup before is not there any more", name)
		}
	}
	if _, err := v.BackupFile(path, []byte("wrong"), nil, nil); !errors.Is(err, ErrWrongSecret) {
		t.Errorf("a passphrase that opens nothing: %v", err)
	}
	_, err = v.BackupFile(path, nil, func(*Archive) error { go v.Close(); <-closed(v); return nil }, nil)
	if !errors.Is(err, ErrClosed) || len(filesOf(t, folder)) != 1 {
		t.Errorf("locked meanwhile: %v", err)
	}
	_ = key
}

// closed is closed once the vault begins to close.
func closed(v *Vault) chan struct{} {
	c := make(chan struct{})
	go func() {
		for v.enter() == nil {
			v.work.Done()
		}
		close(c)
	}()
	return c
}

func TestBackupInMemory(t *testing.T) {
	v := must[*Vault](t)(Memory())
	defer v.Close()
	s := keepDocument(t, v, "about", []byte("a letter"))
	put(t, v, "document", s.ID, "a letter.txt")
	b := backup(t, v, nil)
	key := must[RecoveryKey](t)(v.RecoveryKey())
	dir := filepath.Join(t.TempDir(), "file")
	must[Summary](t)(Restore(bytes.NewReader(b), []byte(key.String()), dir, nil))
	r, err := Open(dir, []byte(key.String()))
	ok(t, err)
	defer r.Close()
	if got, err := readDocument(r, s.ID); err != nil || string(got) != "a letter" {
		t.Errorf("%q, %v", got, err)
	}
}

// BenchmarkBackup makes a backup of 200 MB, reads it through, restores it, makes
// one in a file, and seals the vault again under new keys.
func BenchmarkBackup(b *testing.B) {
	v, key, _ := filled(b)
	for i := range 40 {
		s := keepDocument(b, v, "about", content(fmt.Sprint("letter ", i), 5<<20))
		put(b, v, "document", s.ID, fmt.Sprint("letter ", i))
	}
	recovery := []byte(key.String())
	var made, read, restored, file, rekeyed time.Duration
	took := func(d *time.Duration, f func() error) {
		start := time.Now()
		ok(b, f())
		*d += time.Since(start)
	}
	var out bytes.Buffer
	out.Grow(256 << 20)
	for b.Loop() {
		out.Reset()
		took(&made, func() error { _, err := v.Backup(&out, nil, nil, nil); return err })
		took(&read, func() error { _, err := VerifyBackup(bytes.NewReader(out.Bytes()), recovery, nil); return err })
		dir := filepath.Join(b.TempDir(), "file")
		took(&restored, func() error { _, err := Restore(bytes.NewReader(out.Bytes()), recovery, dir, nil); return err })
		ok(b, os.RemoveAll(dir))
		took(&file, func() error { _, err := v.BackupFile(dir, nil, nil, nil); return err })
		ok(b, os.Remove(dir))
		took(&rekeyed, func() error {
			k, err := v.NewKeys(secret, nil)
			recovery = []byte(k.String())
			return err
		})
	}
	mb := float64(b.N) * float64(out.Len()) / 1e6
	b.ReportMetric(mb/made.Seconds(), "backup-MB/s")
	b.ReportMetric(mb/read.Seconds(), "verify-MB/s")
	b.ReportMetric(mb/restored.Seconds(), "restore-MB/s")
	b.ReportMetric(mb/file.Seconds(), "file-MB/s")
	b.ReportMetric(mb/rekeyed.Seconds(), "new-keys-MB/s")
	b.ReportMetric(0, "ns/op")
}
