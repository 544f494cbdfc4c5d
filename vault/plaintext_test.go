package vault

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"unicode/utf16"
)

const markers = 50

// marker is the nth word that must stand nowhere. It is made of nothing that a
// file could hold by chance, and stands in no program's own bytes.
func marker(n int) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "marker %d", n))
	return "Qz" + hex.EncodeToString(sum[:7])
}

// marking is the program that TestNoPlaintext stops: it writes the markers into
// every kind of field there is, and then stands still in the middle of storing a
// document and of a transaction.
func marking(dir string) {
	n := 0
	next := func() string { n++; return marker(n - 1) }
	check := func(err error) {
		if err != nil {
			fmt.Println("cannot:", err)
			os.Exit(1)
		}
	}
	passphrase := next()
	o := Options{HeadFolder: filepath.Join(os.Getenv("HOME"), "heads")}
	v, _, err := o.Create(dir, []byte(passphrase))
	check(err)
	// Records: the kind, the id, each version; one deleted, one erased; a value
	// too long for the store; the words a search would look up.
	kind := next()
	for range 4 {
		id := next()
		for range 2 {
			check(v.Update(func(tx *Tx) error { return tx.Put(kind, id, []byte(`{"text":"`+next()+`"}`)) }))
		}
	}
	gone, erased := next(), next()
	check(v.Update(func(tx *Tx) error { return tx.Put("note", gone, []byte(next())) }))
	check(v.Update(func(tx *Tx) error { return tx.Delete("note", gone) }))
	check(v.Update(func(tx *Tx) error { return tx.Put("note", erased, []byte(next())) }))
	check(v.Update(func(tx *Tx) error { return tx.Erase("note", erased) }))
	check(v.Update(func(tx *Tx) error { return tx.Put("note", "long", []byte(strings.Repeat(next()+" ", 60_000))) }))
	check(v.Update(func(tx *Tx) error {
		for range 4 {
			if err := tx.Put("search", next(), []byte(next())); err != nil {
				return err
			}
		}
		return nil
	}))
	// Documents: what is said, the first bytes, over the border of two pieces, the
	// last bytes; and their words, twice.
	for range 2 {
		b := bytes.Repeat([]byte{'.'}, 2*chunkSize)
		copy(b, next())
		copy(b[chunkSize-8:], next())
		s, err := v.Store([]byte(next()), bytes.NewReader(append(b, next()...)))
		check(err)
		for range 2 {
			check(v.PutWords(s.ID, next(), []byte(next())))
		}
	}
	v.Salt(next())
	// Written, closed and opened again, so that the store is one that was closed.
	check(v.Close())
	v, err = o.Open(dir, []byte(passphrase))
	check(err)
	_, err = o.Open(dir, []byte(next())) // in use
	if err == nil {
		check(fs.ErrExist)
	}

	under := &standing{b: []byte(strings.Repeat(next()+" ", chunkSize/4)), at: make(chan bool)}
	go v.Store([]byte(next()), under)
	<-under.at
	v.Update(func(tx *Tx) error {
		check(tx.Put(kind, next(), []byte(next())))
		if n > markers {
			check(fmt.Errorf("%d markers", n))
		}
		for n < markers { // those left go into one more record
			check(tx.Put("more", next(), []byte("x")))
		}
		fmt.Println("in the middle")
		io.ReadAll(os.Stdin) // until it is stopped
		return nil
	})
}

// standing gives its bytes and then nothing more, for ever.
type standing struct {
	b  []byte
	at chan bool
}

func (s *standing) Read(b []byte) (int, error) {
	if len(s.b) == 0 {
		close(s.at)
		select {}
	}
	n := copy(b, s.b)
	s.b = s.b[n:]
	return n, nil
}

// TestNoPlaintext looks for fifty marker words in everything a program that
// writes them leaves anywhere: while it is in the middle, after it was killed,
// in what it says when it crashes, and afterwards.
func TestNoPlaintext(t *testing.T) {
	t.Parallel()
	for name, signal := range map[string]os.Signal{"killed": os.Kill, "crashed": syscall.SIGQUIT} {
		t.Run(name, func(t *testing.T) {
			if name == "crashed" && runtime.GOOS == "windows" {
				t.Skip("Windows has no signal that makes a program say where it was")
			}
			around := t.TempDir() // home and temporary folders of that program
			dir := filepath.Join(t.TempDir(), "file")
			cmd := exec.Command(os.Args[0])
			for _, name := range []string{"HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "TMPDIR", "TMP", "TEMP"} {
				path := filepath.Join(around, name)
				ok(t, os.Mkdir(path, 0o700))
				cmd.Env = append(cmd.Env, name+"="+path)
			}
			cmd.Dir = filepath.Join(around, "HOME")
			cmd.Env = append(cmd.Env, "VAULT_TEST_ROLE=marking", "VAULT_TEST_DIR="+dir, "GOTRACEBACK=all", "SYSTEMROOT="+os.Getenv("SYSTEMROOT"))
			var said bytes.Buffer
			cmd.Stderr = &said
			out := must[io.ReadCloser](t)(cmd.StdoutPipe())
			in := must[io.WriteCloser](t)(cmd.StdinPipe())
			defer in.Close()
			ok(t, cmd.Start())
			if line, err := bufio.NewReader(out).ReadString('\n'); line != "in the middle\n" {
				t.Fatalf("%q, %v", line, err)
			}
			secrets := map[string][]byte{}
			for n := range markers {
				secrets[fmt.Sprintf("marker %d", n)] = []byte(marker(n))
			}
			look := func(when string) {
				lookFor(t, secrets, when, dir)
				lookFor(t, secrets, when, around)
			}
			look("in the middle")
			if parts := must[[]os.DirEntry](t)(os.ReadDir(filepath.Join(dir, partDir))); len(parts) != 1 {
				t.Errorf("%d unfinished documents: this was to be in the middle of one", len(parts))
			}
			ok(t, cmd.Process.Signal(signal))
			if cmd.Wait() == nil {
				t.Fatal("it ended by itself")
			}
			look(name)
			if name == "crashed" && !strings.Contains(said.String(), "goroutine") {
				t.Errorf("it did not say where it was: %q", said.String())
			}
			lookIn(t, secrets, "what it said", said.Bytes())

			v, err := Open(dir, []byte(marker(0)))
			ok(t, err)
			key := must[RecoveryKey](t)(v.RecoveryKey())
			secrets["recovery key"], secrets["recovery key as printed"] = key[:], []byte(key.String())
			secrets["vault key"], secrets["seed"] = bytes.Clone(v.keys.vaultKey), bytes.Clone(v.keys.seed)
			secrets["key of the files"] = bytes.Clone(v.keys.files)
			wantRecord(t, v, marker(1), marker(2), `{"text":"`+marker(4)+`"}`)
			look("open again")
			ok(t, v.Close())
			look("closed")
			lookIn(t, secrets, "what it said", said.Bytes())
		})
	}
}

// lookFor looks for secrets in every file under a folder, and in their names.
func lookFor(t *testing.T, secrets map[string][]byte, when, dir string) {
	t.Helper()
	for _, f := range filesOf(t, dir) {
		b, err := os.ReadFile(filepath.Join(dir, f))
		if err != nil {
			t.Error(err)
		}
		lookIn(t, secrets, when+": "+f, append(b, f...))
	}
}

// lookIn looks for secrets as they are, and as programs write text otherwise.
func lookIn(t *testing.T, secrets map[string][]byte, where string, b []byte) {
	t.Helper()
	for name, s := range secrets {
		forms := [][]byte{s, []byte(hex.EncodeToString(s)), bytes.ToUpper([]byte(hex.EncodeToString(s)))}
		var wide []byte
		for _, u := range utf16.Encode([]rune(string(s))) {
			wide = append(wide, byte(u), byte(u>>8))
		}
		forms = append(forms, wide)
		for shift := range 3 { // base64, wherever in a text it began
			text := base64.RawStdEncoding.EncodeToString(append(make([]byte, shift), s...))
			forms = append(forms, []byte(text[4:len(text)-4]))
		}
		for _, form := range forms {
			if bytes.Contains(b, form) {
				t.Errorf("%s: %s stands there as %q", where, name, form)
			}
		}
	}
}
