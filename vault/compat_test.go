package vault

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// testdata/vault-v1 was made by the program that closed version 1 of the format,
// and is opened by every one after it. testdata/vault-v1.json is what was written
// to it.
const v1 = "testdata/vault-v1"

// written is what was written to a vault, noted while it was.
type written struct {
	Passphrase string
	Second     string // the passphrase of a second carer, and what they are called
	SecondIs   string
	Recovery   string
	ID         string
	Head       string
	Sequence   uint64
	Records    map[string]map[string]string   // by kind and id: the newest, as strconv.Quote writes it
	History    map[string]map[string][]string // all versions, so written; "(deleted)" and "(erased)" for those
	Documents  map[string]writtenDocument
	Words      map[string][2]string // version and text
}

type writtenDocument struct {
	Size   int64
	SHA256 string
	About  string
}

const (
	wasDeleted = "(deleted)"
	wasErased  = "(erased)"
)

// TestMakeVaultV1 makes testdata/vault-v1 again. It is for whoever closes version
// 1 of the format, and for nobody after.
func TestMakeVaultV1(t *testing.T) {
	if os.Getenv("VAULT_MAKE_V1") != "1" {
		t.Skip("the vault of version 1 is made once: VAULT_MAKE_V1=1")
	}
	// A letter that is one after NFKC, an accent of its own, and what no keyboard has.
	w := &written{
		Passphrase: "gru\u0308n \ufb01sh, 7 stra\u00dfen \u2013 \u00bd",
		Second:     "the second carer's own", SecondIs: "Oma Grün",
		Records: map[string]map[string]string{}, History: map[string]map[string][]string{},
		Documents: map[string]writtenDocument{}, Words: map[string][2]string{},
	}
	dir := filepath.Join(t.TempDir(), "file")
	v, _, err := Create(dir, []byte(w.Passphrase))
	ok(t, err)
	w.ID = v.ID()
	writeV1(t, v, w)
	// Carers come and go, and with that the keys are made anew.
	for _, label := range []string{w.SecondIs, "soon out"} {
		ok(t, v.AddCarer([]byte(w.Passphrase), label, []byte(map[bool]string{true: w.Second, false: "the third"}[label == w.SecondIs])))
	}
	// A journal that was set apart goes with the rest.
	ok(t, writeWhole(tapePath(v.root, 1)+".kept-1", must[[]byte](t)(os.ReadFile(tapePath(v.root, 1)))))
	recovery, err := v.RemoveCarer([]byte(w.Passphrase), "soon out", nil)
	ok(t, err)
	w.Recovery = recovery.String()
	v = func() *Vault {
		ok(t, v.Close())
		return must[*Vault](t)(Open(dir, []byte(w.Passphrase)))
	}()
	w.put(t, v, "note", "plain", "written after it was opened again")
	w.document(t, v, "under the new keys", content("under the new keys", 3*chunkSize+9), "reader 1", "reader 2")
	w.erasedDocument(t, v)
	w.put(t, v, "note", "erased under the new keys", "nobody may read this again either")
	w.gone(t, v, "note", "erased under the new keys", true)
	w.Head, w.Sequence = v.Head().String(), v.Head().Sequence

	// The key file as a real one is: stretched at no less than the floor.
	f := must[*keyFile](t)(parseKeyFile(must[[]byte](t)(os.ReadFile(filepath.Join(dir, keyName)))))
	f.Revision++
	salt := newSalt()
	for i := range f.Wraps {
		s := f.Wraps[i].stretching
		s.Time, s.Memory, s.Threads = floorTime, floorMemory, usualThreads
		if f.Wraps[i].By == byRecovery {
			f.Wraps[i] = newWrap(byRecovery, "", s, recovery[:], v.keys.vaultKey, v.keys.vaultID)
			continue
		}
		b, opens := f.Wraps[i].bearer(v.keys.vaultKey, v.keys.vaultID)
		if !opens {
			t.Fatal("a wrap does not say whose it is")
		}
		s.Salt = salt // all carers share one
		f.Wraps[i] = newWrap(byPassphrase, b.name, s, normal([]byte(map[bool]string{true: w.Passphrase, false: w.Second}[b.name == labelFirst])), v.keys.vaultKey, v.keys.vaultID)
	}
	b := f.encode(v.keys.vaultKey)
	ok(t, v.Close())
	for _, name := range []string{keyName, keyTwin} {
		ok(t, writeWhole(filepath.Join(dir, name), b))
	}

	// What must not be needed is not kept.
	ok(t, os.Remove(filepath.Join(dir, lockFile)))
	ok(t, os.RemoveAll(v1))
	ok(t, os.CopyFS(v1, os.DirFS(dir)))
	b = must[[]byte](t)(json.MarshalIndent(w, "", "\t"))
	ok(t, os.WriteFile(v1+".json", append(b, '\n'), 0o644))
}

func (w *written) note(kind, id, newest string, there bool, said string) {
	if w.Records[kind] == nil {
		w.Records[kind], w.History[kind] = map[string]string{}, map[string][]string{}
	}
	w.Records[kind][id] = newest
	if !there {
		delete(w.Records[kind], id)
	}
	w.History[kind][id] = append(w.History[kind][id], said)
}

func (w *written) put(t *testing.T, v *Vault, kind, id, value string) {
	put(t, v, kind, id, value)
	w.note(kind, id, strconv.Quote(value), true, strconv.Quote(value))
}

func (w *written) gone(t *testing.T, v *Vault, kind, id string, erase bool) {
	ok(t, v.Update(func(tx *Tx) error {
		if erase {
			return tx.Erase(kind, id)
		}
		return tx.Delete(kind, id)
	}))
	if erase {
		for i, said := range w.History[kind][id] {
			if said != wasDeleted {
				w.History[kind][id][i] = wasErased
			}
		}
	}
	w.note(kind, id, "", false, wasDeleted)
}

// writeV1 writes something of everything that version 1 can hold.
func writeV1(t *testing.T, v *Vault, w *written) {
	w.put(t, v, "note", "plain", "the first version")
	w.put(t, v, "note", "plain", `{"text": "the second, in JSON", "n": 2}`)
	w.put(t, v, "note", "Ünïcode/with space", "ein schöner Tag, 你好, \u200f")
	w.put(t, v, "note", "empty", "")
	w.put(t, v, "note", "long", strings.Repeat("a long note, ", 2000))
	w.put(t, v, "note", "bytes", "\x00\xff\x89LVe\r\n\x1a\xf3\x00\x00\x00\x08 a mark inside")
	w.put(t, v, "note", "deleted", "it was here")
	w.gone(t, v, "note", "deleted", false)
	w.put(t, v, "note", "erased", "nobody may read this again")
	w.put(t, v, "note", "erased", "nor this")
	w.gone(t, v, "note", "erased", true)
	w.put(t, v, "note", "came back", "gone for good")
	w.gone(t, v, "note", "came back", false)
	w.gone(t, v, "note", "came back", true)
	w.put(t, v, "note", "came back", "anew")
	ok(t, v.Update(func(tx *Tx) error { // one entry of many parts
		for i := range 40 {
			id := newID()
			value := content(id, i*3)
			ok(t, tx.Put("many", id, value))
			w.note("many", id, strconv.Quote(string(value)), true, strconv.Quote(string(value)))
		}
		return nil
	}))
	w.put(t, v, strings.Repeat("k", maxName), strings.Repeat("i", maxName), "the longest name there is")
	for about, b := range map[string][]byte{
		"nothing in it": {}, `{"name":"one byte"}`: {7}, "text": []byte("a letter\n"),
		"one piece": content("one piece", chunkSize), "two pieces": content("two pieces", chunkSize+1), "": []byte("nothing is said"),
	} {
		var readers []string
		if about == "text" || about == "one piece" {
			readers = []string{"reader 1", "reader 2", "reader 2"}
		}
		w.document(t, v, about, b, readers...)
	}
	w.put(t, v, "note", "in the bin", `{"text": "taken away, and can be put back", "binned": "2026-11-24T12:00:00Z"}`)
	w.erasedDocument(t, v)
	// One of which the record is gone and the file is not.
	w.document(t, v, "its record was deleted", []byte("still here"))
	for id, d := range w.Documents {
		if d.About == "its record was deleted" {
			w.gone(t, v, "document", id, false)
		}
	}
}

// document stores one with its record, and what some readers made of it.
func (w *written) document(t *testing.T, v *Vault, about string, b []byte, readers ...string) {
	s := keepDocument(t, v, about, b)
	w.Documents[s.ID] = writtenDocument{s.Size, s.SHA256, about}
	w.put(t, v, "document", s.ID, `{"sha256":"`+s.SHA256+`"}`)
	for i, reader := range readers {
		said := [2]string{reader, fmt.Sprintf("words of %s, read %d times", about, i+1)}
		ok(t, v.PutWords(s.ID, said[0], []byte(said[1])))
		w.Words[s.ID] = said
	}
}

func (w *written) erasedDocument(t *testing.T, v *Vault) {
	s := keepDocument(t, v, "erased", []byte("nobody may read this document again"))
	ok(t, v.PutWords(s.ID, "reader 1", []byte("nor its words")))
	w.put(t, v, "document", s.ID, "a document that was erased")
	ok(t, v.EraseDocument(s.ID))
}

// copyOfV1 copies the vault to where it can be written to, and gives what was
// written to it.
func copyOfV1(t testing.TB) (string, *written) {
	w := &written{}
	ok(t, json.Unmarshal(must[[]byte](t)(os.ReadFile(v1+".json")), w))
	dir := copyFolder(t, v1)
	ok(t, os.Chmod(dir, 0o700))
	return dir, w
}

// TestVaultV1 opens the vault of version 1 with each secret and looks for all that
// was written to it.
func TestVaultV1(t *testing.T) {
	t.Parallel()
	dir, w := copyOfV1(t)
	for by, secret := range map[string]string{"passphrase": w.Passphrase, "second passphrase": w.Second, "recovery key": w.Recovery} {
		v, err := Open(dir, []byte(secret))
		if err != nil {
			t.Fatalf("with the %s: %v", by, err)
		}
		if want := map[string]string{"passphrase": labelFirst, "second passphrase": w.SecondIs}[by]; v.Label() != want {
			t.Errorf("opened by %q, want %q", v.Label(), want)
		}
		if d := v.Damage(); len(d) > 0 {
			t.Errorf("damaged: %v", d)
		}
		head := Head{Sequence: w.Sequence}
		hex.Decode(head.Hash[:], []byte(w.Head))
		if v.ID() != w.ID || !v.Contains(head) {
			t.Errorf("vault %s at %v, want %s, which was at %s", v.ID(), v.Head(), w.ID, w.Head)
		}
		if k, err := v.RecoveryKey(); err != nil || k.String() != w.Recovery {
			t.Errorf("recovery key %v, %v", k, err)
		}
		holdsWritten(t, v, w)
		ok(t, v.Close())
	}
	// And it can be gone on with.
	v, err := Open(dir, []byte(w.Recovery))
	ok(t, err)
	w.gone(t, v, "note", "long", true)
	w.put(t, v, "note", "plain", "written by a later program")
	w.put(t, v, strings.Repeat("l", maxName), strings.Repeat("i", maxName), "again the longest name")
	s := keepDocument(t, v, "later", []byte("later"))
	w.Documents[s.ID] = writtenDocument{s.Size, s.SHA256, "later"}
	ok(t, v.Close())
	v, err = Open(dir, []byte(w.Recovery))
	ok(t, err)
	holdsWritten(t, v, w)
	ok(t, v.Close())
}

// holdsWritten looks for all that was written, and for nothing else.
func holdsWritten(t *testing.T, v *Vault, w *written) {
	t.Helper()
	for kind, want := range w.Records {
		got := map[string]string{}
		ok(t, v.View(func(tx *Tx) error {
			for id, b := range tx.All(kind) {
				got[id] = strconv.Quote(string(b))
			}
			return nil
		}))
		for id := range want {
			if got[id] != want[id] {
				t.Errorf("record %s %s: got %.200s, want %.200s", kind, id, got[id], want[id])
			}
		}
		if len(got) != len(want) {
			t.Errorf("%d records of kind %s, want %d", len(got), kind, len(want))
		}
	}
	for kind, ids := range w.History {
		for id, want := range ids {
			var got []string
			ok(t, v.View(func(tx *Tx) error {
				h, err := tx.History(kind, id)
				before := time.Time{}
				for _, one := range h {
					switch {
					case one.Erased:
						got = append(got, wasErased)
					case one.Deleted:
						got = append(got, wasDeleted)
					default:
						got = append(got, strconv.Quote(string(one.Value)))
					}
					if one.Time.Before(before) {
						t.Errorf("history of %s %s goes back in time", kind, id)
					}
					before = one.Time
				}
				return err
			}))
			if !slices.Equal(got, want) {
				t.Errorf("history of %s %s: got %.500q, want %.500q", kind, id, got, want)
			}
		}
	}
	if ids := must[[]string](t)(v.Documents()); len(ids) != len(w.Documents) {
		t.Errorf("documents: %q", ids)
	}
	for id, want := range w.Documents {
		b, err := readDocument(v, id)
		sum := sha256.Sum256(b)
		if err != nil || int64(len(b)) != want.Size || hex.EncodeToString(sum[:]) != want.SHA256 {
			t.Errorf("document %s: %d bytes, %v", id, len(b), err)
		}
		if about, err := v.About(id); err != nil || string(about) != want.About {
			t.Errorf("about %s: %q, %v", id, about, err)
		}
		said, told := w.Words[id]
		text, version, err := v.Words(id)
		switch {
		case !told && !errors.Is(err, ErrNotFound), told && (err != nil || version != said[0] || string(text) != said[1]):
			t.Errorf("words of %s: %q of %q, %v", id, text, version, err)
		}
	}
	if r := must[Report](t)(v.Check(nil)); len(r.Damaged) > 0 || r.Documents != len(w.Documents) {
		t.Errorf("check: %+v", r)
	}
}

// TestNewerFormat: what a later program wrote is refused, and not touched.
func TestNewerFormat(t *testing.T) {
	v := create(t)
	put(t, v, "note", "a", "x")
	dir, seal, vaultID := v.Dir(), v.keys.journal, v.keys.vaultID
	head := v.Head()
	ok(t, v.Close())
	refused := func(t *testing.T, dir string) {
		t.Helper()
		before := map[string][]byte{}
		for _, f := range filesOf(t, dir) {
			before[f] = must[[]byte](t)(os.ReadFile(filepath.Join(dir, f)))
		}
		if _, err := Open(dir, secret); !errors.Is(err, ErrNewer) {
			t.Errorf("opened: %v", err)
		}
		for f, want := range before {
			got, err := os.ReadFile(filepath.Join(dir, f))
			if err != nil && !errors.Is(err, fs.ErrNotExist) || !bytes.Equal(got, want) {
				t.Errorf("%s was changed", f)
			}
		}
	}
	t.Run("key file", func(t *testing.T) {
		dir := copyFolder(t, dir)
		for _, name := range []string{keyName, keyTwin} {
			path := filepath.Join(dir, name)
			b := must[[]byte](t)(os.ReadFile(path))
			newer := bytes.Replace(b, []byte(`"format": 1`), []byte(`"format": 2`), 1)
			if bytes.Equal(b, newer) {
				t.Fatal("the format is not in it")
			}
			ok(t, os.WriteFile(path, newer, 0o600))
		}
		refused(t, dir)
	})
	for name, alter := range map[string]func(header []byte){
		"entry":     func(h []byte) { h[0] = 2 },
		"operation": func(h []byte) { h[entryFixed] = 4 },
	} {
		t.Run(name, func(t *testing.T) {
			dir := copyFolder(t, dir)
			j := &journal{seal: seal, vaultID: vaultID, entries: []entry{{Head: head}}}
			b := must[[]byte](t)(j.frame([16]byte{}, time.Now(), []change{{op: opDelete, kind: "note", id: "a"}}))
			start := len(entryMark) + 4
			header, opens := unseal(seal, b[start:], j.whereHeader())
			if !opens {
				t.Fatal("the header does not open")
			}
			alter(header)
			b = sealTo(b[:start], seal, header, j.whereHeader())
			for i := range 2 {
				f := must[*os.File](t)(os.OpenFile(tapePath(dir, i), os.O_APPEND|os.O_WRONLY, 0))
				must[int](t)(f.Write(b))
				ok(t, f.Close())
			}
			refused(t, dir)
		})
	}
}
