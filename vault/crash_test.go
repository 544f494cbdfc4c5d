package vault

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// write is the program that TestKilled kills: it writes records, documents and
// words for ever, now and then erases a record, and says each thing, unbuffered,
// once it is acknowledged.
func write(dir string) {
	v, err := Open(dir, secret)
	if err != nil {
		fmt.Println("cannot open:", err)
		os.Exit(1)
	}
	rng := rand.New(rand.NewPCG(rand.Uint64(), rand.Uint64()))
	for i := rng.IntN(24); ; i++ {
		line, err := writeOne(v, i, rng.IntN(600<<10))
		if err != nil {
			fmt.Println("cannot write:", err)
			os.Exit(1)
		}
		os.Stdout.WriteString(line)
	}
}

// writeOne writes one thing, of a sort that i says, and gives the line that says
// so. A document has so many bytes.
func writeOne(v *Vault, i, size int) (line string, err error) {
	id := newID()
	switch {
	case i%3 == 0:
		s, err := v.StoreWithID(id, []byte("about "+id), bytes.NewReader(content(id, size)))
		if err == nil {
			err = v.Update(func(tx *Tx) error { return tx.Put("document", id, []byte(s.SHA256)) })
		}
		return "document " + id + " " + s.SHA256 + "\n", err
	case i%8 == 1:
		for _, version := range []string{"1", "2"} {
			if err := v.PutWords(id, version, content(id+version, 9000)); err != nil {
				return "", err
			}
		}
		return "words " + id + "\n", nil
	case i%24 == 22:
		_, err := v.StoreWithID(id, nil, bytes.NewReader(content(id, 5000)))
		if err == nil {
			err = v.PutWords(id, "1", []byte("words"))
		}
		if err == nil {
			err = v.Update(func(tx *Tx) error { return tx.Put("document", id, []byte("to go")) })
		}
		if err == nil {
			err = v.Update(func(tx *Tx) error { return errors.Join(tx.EraseDocument(id), tx.Erase("document", id)) })
		}
		return "unlinked " + id + "\n", err
	case i%24 == 23:
		for range 2 {
			if err := v.Update(func(tx *Tx) error { return tx.Put("gone", id, content(newID(), 400)) }); err != nil {
				return "", err
			}
		}
		err = v.Update(func(tx *Tx) error { return tx.Erase("gone", id) })
		return "erased " + id + "\n", err
	}
	// Two records in one transaction: there are both or neither.
	err = v.Update(func(tx *Tx) error {
		if err := tx.Put("left", id, content(id, 700)); err != nil {
			return err
		}
		return tx.Put("right", id, content(id, 300))
	})
	return "record " + id + "\n", err
}

// content makes n bytes that only this id has.
func content(id string, n int) []byte {
	b := make([]byte, n)
	rand.NewChaCha8(sha256.Sum256([]byte(id))).Read(b)
	return b
}

// TestKilled kills a writing program at a random moment and looks for everything
// it said was stored. VAULT_ROUNDS says how often; the vault is one and the same
// throughout, so each opening meets what the last kill left.
func TestKilled(t *testing.T) {
	t.Parallel()
	rounds := 10
	if s := os.Getenv("VAULT_ROUNDS"); s != "" {
		rounds = must[int](t)(strconv.Atoi(s))
	}
	v := create(t)
	dir := v.Dir()
	ok(t, v.Close())
	var everything []string
	for round := range rounds {
		said := killedWriter(t, dir, 1+rand.IntN(60))
		everything = append(everything, said...)
		v := open(t, dir)
		for _, line := range said {
			wantSaid(t, v, line)
		}
		ok(t, holdsNoHalves(v))
		if len(v.Damage()) > 0 {
			t.Errorf("round %d: a kill is taken for damage: %v", round, v.Damage())
		}
		if parts, _ := os.ReadDir(filepath.Join(dir, partDir)); len(parts) > 0 {
			t.Errorf("round %d: %d unfinished files left", round, len(parts))
		}
		if t.Failed() {
			t.FailNow()
		}
		if round%2 == 0 {
			ok(t, v.Close())
		} else {
			v.abandon() // as another crash would
		}
	}
	v = open(t, dir)
	for _, line := range everything {
		wantSaid(t, v, line)
	}
	r := must[Report](t)(v.Check(nil))
	if len(r.Damaged) > 0 {
		t.Errorf("check: %v", r.Damaged)
	}
	ok(t, v.Close())
	t.Logf("%d rounds, %d writes acknowledged, none lost", rounds, len(everything))
}

// holdsNoHalves reports a transaction of which only one record is there.
func holdsNoHalves(v *Vault) error {
	return v.View(func(tx *Tx) error {
		n := 0
		for id, b := range tx.All("left") {
			n++
			if r, err := tx.Get("right", id); err != nil || len(r) != 300 || len(b) != 700 {
				return fmt.Errorf("half a transaction is there: %s", id)
			}
		}
		for range tx.All("right") {
			n--
		}
		if n != 0 {
			return fmt.Errorf("%d records stand alone", n)
		}
		return nil
	})
}

// abandon leaves a vault as a crash of the program would.
func (v *Vault) abandon() {
	v.closed.Store(true)
	v.dropStore()
	v.journal.close()
	v.lock.f.Close()
}

// killedWriter lets the writer say so many lines, kills it with no warning, and
// gives all it said.
func killedWriter(t *testing.T, dir string, lines int) (said []string) {
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), "VAULT_TEST_ROLE=writer", "VAULT_TEST_DIR="+dir)
	out, err := cmd.StdoutPipe()
	ok(t, err)
	ok(t, cmd.Start())
	r := bufio.NewReader(out)
	for {
		line, err := r.ReadString('\n')
		if err != nil {
			break // a line cut short was not said
		}
		if strings.HasPrefix(line, "cannot") {
			t.Fatal(line)
		}
		if said = append(said, strings.TrimSpace(line)); len(said) == lines {
			cmd.Process.Kill()
		}
	}
	if cmd.Wait() == nil {
		t.Fatal("the writer ended by itself")
	}
	return said
}

func wantSaid(t *testing.T, v *Vault, line string) {
	t.Helper()
	if err := holdsSaid(v, line); err != nil {
		t.Error(err)
	}
}

// holdsSaid reports what is not as a line of writeOne said it was stored.
func holdsSaid(v *Vault, line string) error {
	f := strings.Fields(line)
	id := f[1]
	record := func(kind, want string) error {
		if got, err := get(v, kind, id); err != nil || got != want {
			return fmt.Errorf("%s %s: %d bytes, %v", kind, id, len(got), err)
		}
		return nil
	}
	switch f[0] {
	case "record":
		return errors.Join(record("left", string(content(id, 700))), record("right", string(content(id, 300))))
	case "words":
		if b, version, err := v.Words(id); err != nil || version != "2" || !bytes.Equal(b, content(id+"2", 9000)) {
			return fmt.Errorf("words %s: %d bytes, version %q, %v", id, len(b), version, err)
		}
		return nil
	case "unlinked":
		_, err := v.Document(id)
		if _, _, words := v.Words(id); !errors.Is(err, ErrNotFound) || !errors.Is(words, ErrNotFound) {
			return fmt.Errorf("document %s was erased: %v, its words: %v", id, err, words)
		}
		if _, err := get(v, "document", id); !errors.Is(err, ErrNotFound) {
			return fmt.Errorf("the record of document %s was erased: %v", id, err)
		}
		return nil
	case "erased":
		return v.View(func(tx *Tx) error {
			h, err := tx.History("gone", id)
			if err != nil || len(h) != 3 || !h[0].Erased || !h[1].Erased || !h[2].Deleted {
				return fmt.Errorf("erased %s: %+v, %v", id, h, err)
			}
			return nil
		})
	}
	b, err := readDocument(v, id)
	if sum := sha256.Sum256(b); err != nil || hex.EncodeToString(sum[:]) != f[2] || !bytes.Equal(b, content(id, len(b))) {
		return fmt.Errorf("document %s: %d bytes, %v", id, len(b), err)
	}
	if about, err := v.About(id); err != nil || string(about) != "about "+id {
		return fmt.Errorf("document %s: about %q, %v", id, about, err)
	}
	return record("document", f[2])
}

// An erasing that was cut short after the first copy was blanked is finished, and
// is no damage.
func TestErasedInOneCopyOnly(t *testing.T) {
	v := create(t)
	put(t, v, "note", "a", "to go")
	put(t, v, "note", "b", "stays")
	dir := v.Dir()
	ok(t, v.Update(func(tx *Tx) error {
		return v.journal.add(v.heads.writer, v.now(), []change{{op: opErase, kind: "note", id: "a"}})
	}))
	whole := must[[]byte](t)(os.ReadFile(tapePath(dir, 1)))
	box := *v.journal.toBlank()[0]
	v.abandon()
	for first := range 2 {
		for i := range 2 {
			b := bytes.Clone(whole)
			if i == first {
				clear(b[box.box : box.box+box.boxSize()])
			}
			ok(t, os.WriteFile(tapePath(dir, i), b, 0o600))
		}
		v := open(t, dir)
		wantRecord(t, v, "note", "b", "stays")
		if d := v.Damage(); len(d) > 0 {
			t.Errorf("taken for damage: %v", d)
		}
		for i := range 2 {
			b := must[[]byte](t)(os.ReadFile(tapePath(dir, i)))
			if len(bytes.Trim(b[box.box:box.box+box.boxSize()], "\x00")) > 0 {
				t.Errorf("copy %d still holds what was erased", i)
			}
		}
		ok(t, v.Close())
	}
}
