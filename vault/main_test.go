package vault

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

var secret = []byte("correct horse battery staple")

func TestMain(m *testing.M) {
	TestOnlyCheapKeys(nil)
	switch os.Getenv("VAULT_TEST_ROLE") {
	case "filling":
		filling(os.Getenv("VAULT_TEST_DIR"))
	case "marking":
		marking(os.Getenv("VAULT_TEST_DIR"))
	case "look":
		look()
	case "scribe":
		scribe(os.Getenv("VAULT_TEST_DIR"))
	case "writer":
		write(os.Getenv("VAULT_TEST_DIR"))
	case "opener":
		_, err := Open(os.Getenv("VAULT_TEST_DIR"), secret)
		var use *InUse
		if errors.As(err, &use) {
			fmt.Println("in use by", use.Program, "since", use.Since.Unix())
		} else {
			fmt.Println("got", err)
		}
	default:
		os.Exit(m.Run())
	}
}

func must[T any](t testing.TB) func(T, error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func ok(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// create makes a vault in a folder of the test.
func create(t testing.TB) *Vault {
	t.Helper()
	v, _, err := Create(filepath.Join(t.TempDir(), "file"), secret)
	ok(t, err)
	t.Cleanup(func() { v.Close() })
	return v
}

func reopen(t testing.TB, v *Vault) *Vault {
	t.Helper()
	ok(t, v.Close())
	return open(t, v.Dir())
}

func open(t testing.TB, dir string) *Vault {
	t.Helper()
	v, err := Open(dir, secret)
	ok(t, err)
	t.Cleanup(func() { v.Close() })
	return v
}

func put(t testing.TB, v *Vault, kind, id, value string) {
	t.Helper()
	ok(t, v.Update(func(tx *Tx) error { return tx.Put(kind, id, []byte(value)) }))
}

func get(v *Vault, kind, id string) (s string, err error) {
	err = v.View(func(tx *Tx) error {
		b, err := tx.Get(kind, id)
		s = string(b)
		return err
	})
	return s, err
}

func wantRecord(t testing.TB, v *Vault, kind, id, want string) {
	t.Helper()
	if got, err := get(v, kind, id); err != nil || got != want {
		t.Fatalf("%s %s: got %q, %v; want %q", kind, id, got, err, want)
	}
}

func keepDocument(t testing.TB, v *Vault, about string, b []byte) Stored {
	t.Helper()
	s, err := v.Store([]byte(about), bytes.NewReader(b))
	ok(t, err)
	return s
}

func readDocument(v *Vault, id string) ([]byte, error) {
	r, err := v.Document(id)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return io.ReadAll(r)
}

// copyFolder copies a closed vault, so that a test can hurt the copy.
func copyFolder(t testing.TB, from string) string {
	t.Helper()
	to := filepath.Join(t.TempDir(), "copy")
	ok(t, os.CopyFS(to, os.DirFS(from)))
	return to
}

// filesOf lists every file in a folder, by path from it.
func filesOf(t testing.TB, dir string) (files []string) {
	t.Helper()
	ok(t, fs.WalkDir(os.DirFS(dir), ".", func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() {
			files = append(files, path)
		}
		return err
	}))
	return files
}
