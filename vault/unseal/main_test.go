package main

import (
	"bytes"
	"encoding/json"
	"go/parser"
	"go/token"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"leverarch/vault"
)

const (
	v1   = "../testdata/vault-v1"
	root = "keys-2" // its keys were made anew once
)

func ok(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func secretsOfV1(t *testing.T) (passphrase, recovery string) {
	var w struct{ Passphrase, Recovery string }
	b, err := os.ReadFile(v1 + ".json")
	ok(t, err)
	ok(t, json.Unmarshal(b, &w))
	return w.Passphrase, w.Recovery
}

func copied(t *testing.T) string {
	dir := filepath.Join(t.TempDir(), "vault")
	ok(t, os.CopyFS(dir, os.DirFS(v1)))
	return dir
}

// What comes out is what the vault itself says is in it, with either secret, and
// with either copy of what is kept twice hurt.
func TestSameAsTheVault(t *testing.T) {
	passphrase, recovery := secretsOfV1(t)
	v, err := vault.Open(copied(t), []byte(recovery))
	ok(t, err)
	defer v.Close()
	hurt := copied(t)
	j, err := os.ReadFile(filepath.Join(hurt, root, "journal", "a"))
	ok(t, err)
	for i := 100; i < len(j); i += 900 {
		j[i] ^= 1
	}
	ok(t, os.WriteFile(filepath.Join(hurt, root, "journal", "a"), j, 0o600))
	ok(t, os.Truncate(filepath.Join(hurt, "vault.json"), 30))
	cut := copied(t)
	ok(t, os.Remove(filepath.Join(cut, root, "journal", "b")))
	ok(t, os.Remove(filepath.Join(cut, "vault.json.2")))
	// As it would be had its keys not been made anew: all in the vault's own folder.
	plain := copied(t)
	for _, area := range []string{"journal", "documents", "words"} {
		ok(t, os.Rename(filepath.Join(plain, root, area), filepath.Join(plain, area)))
	}
	for _, name := range []string{"vault.json", "vault.json.2"} {
		b, err := os.ReadFile(filepath.Join(plain, name))
		ok(t, err)
		ok(t, os.WriteFile(filepath.Join(plain, name), bytes.Replace(b, []byte(`"folder": "`+root+`",`), nil, 1), 0o600))
	}
	for name, with := range map[string][2]string{
		"in one folder": {plain, passphrase},
		"passphrase":    {v1, passphrase}, "recovery key": {v1, recovery}, "hurt": {hurt, passphrase}, "cut": {cut, recovery},
	} {
		out := filepath.Join(t.TempDir(), "out")
		var said bytes.Buffer
		if err := unseal(with[0], out, with[1], &said); err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if said.Len() > 0 && name != "cut" {
			t.Errorf("%s: said to be damaged: %s", name, &said)
		}
		sameAs(t, name, out, v)
	}
}

func sameAs(t *testing.T, name, out string, v *vault.Vault) {
	t.Helper()
	var told map[string]told
	b, err := os.ReadFile(filepath.Join(out, "documents.json"))
	ok(t, err)
	ok(t, json.Unmarshal(b, &told))
	ids, err := v.Documents()
	ok(t, err)
	if len(told) != len(ids) || len(ids) == 0 {
		t.Errorf("%s: %d documents, want %d", name, len(told), len(ids))
	}
	for _, id := range ids {
		r, err := v.Document(id)
		ok(t, err)
		want, err := io.ReadAll(r)
		ok(t, err)
		ok(t, r.Close())
		if got, err := os.ReadFile(filepath.Join(out, "documents", id)); err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s: document %s: %d bytes, %v", name, id, len(got), err)
		}
		s, said := r.Stored(), told[id]
		if said.SHA256 != s.SHA256 || said.Size != uint64(s.Size) || !said.Time.Equal(s.Time) || !same(said.About, r.About()) {
			t.Errorf("%s: said of %s: %+v, want %+v %q", name, id, said, s, r.About())
		}
		words, _, err := v.Words(id)
		got, absent := os.ReadFile(filepath.Join(out, "words", id))
		if (err == nil) != (absent == nil) || !bytes.Equal(got, words) {
			t.Errorf("%s: words of %s: %q, want %q", name, id, got, words)
		}
	}
	var records map[string]map[string]any
	b, err = os.ReadFile(filepath.Join(out, "records.json"))
	ok(t, err)
	ok(t, json.Unmarshal(b, &records))
	n := 0
	ok(t, v.View(func(tx *vault.Tx) error {
		for kind, got := range records {
			for id, want := range tx.All(kind) {
				n++
				if !same(got[id], want) {
					t.Errorf("%s: record %s %s: %v, want %q", name, kind, id, got[id], want)
				}
				delete(got, id)
			}
			if len(got) > 0 {
				t.Errorf("%s: there should be no %s %v", name, kind, got)
			}
		}
		return nil
	}))
	if r, err := v.Check(nil); err != nil || n != r.Records {
		t.Errorf("%s: %d records, want %d (%v)", name, n, r.Records, err)
	}
}

// same reports whether a value as it came out of a list is the bytes.
func same(got any, want []byte) bool {
	b, err := json.Marshal(value(want))
	var as any
	return err == nil && json.Unmarshal(b, &as) == nil && reflect.DeepEqual(got, as)
}

func TestNotOpened(t *testing.T) {
	passphrase, recovery := secretsOfV1(t)
	out := filepath.Join(t.TempDir(), "out")
	for _, secret := range []string{"", passphrase + ".", recovery[1:]} {
		if err := unseal(v1, out, secret, io.Discard); err == nil {
			t.Errorf("%q opens it", secret)
		}
	}
	dear := copied(t)
	for _, name := range []string{"vault.json", "vault.json.2"} {
		b, err := os.ReadFile(filepath.Join(dear, name))
		ok(t, err)
		ok(t, os.WriteFile(filepath.Join(dear, name), bytes.ReplaceAll(b, []byte(`"memory": 65536`), []byte(`"memory": 4294967295`)), 0o600))
	}
	if err := unseal(dear, out, passphrase, io.Discard); err == nil {
		t.Error("a key file that asks for more memory than there is was opened")
	}
	if _, err := os.Stat(out); err == nil {
		t.Error("something was written")
	}
}

// A document that is hurt is named, and all the rest is there.
func TestHurtDocumentIsNamed(t *testing.T) {
	passphrase, _ := secretsOfV1(t)
	dir, out := copied(t), filepath.Join(t.TempDir(), "out")
	files, err := filepath.Glob(filepath.Join(dir, root, "documents", "??", "*"))
	ok(t, err)
	b, err := os.ReadFile(files[0])
	ok(t, err)
	b[len(b)-1] ^= 1
	ok(t, os.WriteFile(files[0], b, 0o600))
	var said bytes.Buffer
	ok(t, unseal(dir, out, passphrase, &said))
	id := filepath.Base(files[0])
	if !strings.Contains(said.String(), id) || strings.Count(said.String(), "\n") != 1 {
		t.Errorf("said: %s", &said)
	}
	got, err := filepath.Glob(filepath.Join(out, "documents", "*"))
	ok(t, err)
	if len(got) != len(files)-1 {
		t.Errorf("%d of %d documents", len(got), len(files))
	}
}

// Words that were put back from an older day are named, and not given out.
func TestOlderWordsAreNamed(t *testing.T) {
	passphrase, _ := secretsOfV1(t)
	dir := copied(t)
	files, err := filepath.Glob(filepath.Join(dir, root, "words", "??", "*"))
	ok(t, err)
	older, err := os.ReadFile(files[0])
	ok(t, err)
	id := filepath.Base(files[0])
	v, err := vault.Open(dir, []byte(passphrase))
	ok(t, err)
	ok(t, v.PutWords(id, "a later reader", []byte("later words")))
	ok(t, v.Close())
	for i, say := range []string{"", "words of " + id + ": it is an older copy\n"} {
		out := filepath.Join(t.TempDir(), "out")
		var said bytes.Buffer
		ok(t, unseal(dir, out, passphrase, &said))
		if got, _ := os.ReadFile(filepath.Join(out, "words", id)); said.String() != say || (string(got) == "later words") != (i == 0) {
			t.Errorf("said %q, gave %q", &said, got)
		}
		ok(t, os.WriteFile(files[0], older, 0o600))
	}
}

// It stands alone: nothing of ours is in it, and no store.
func TestStandsAlone(t *testing.T) {
	f, err := parser.ParseFile(token.NewFileSet(), "main.go", nil, parser.ImportsOnly)
	ok(t, err)
	for _, i := range f.Imports {
		path := strings.Trim(i.Path.Value, `"`)
		if strings.Contains(path, ".") && !strings.HasPrefix(path, "golang.org/x/") || strings.HasPrefix(path, "leverarch") {
			t.Errorf("it needs %s", path)
		}
	}
}
