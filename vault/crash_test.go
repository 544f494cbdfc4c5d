package vault

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// write is the program that TestKilled kills: it writes records and documents
// for ever and says each, unbuffered, once it is acknowledged.
func write(dir string) {
	v, err := Open(dir, secret)
	if err != nil {
		fmt.Println("cannot open:", err)
		os.Exit(1)
	}
	rng := rand.New(rand.NewPCG(rand.Uint64(), rand.Uint64()))
	for i := 0; ; i++ {
		id := newID()
		var line string
		if i%3 == 0 {
			b := content(id, rng.IntN(600<<10))
			s, err := v.StoreWithID(id, []byte("about "+id), bytes.NewReader(b))
			if err == nil {
				err = v.Update(func(tx *Tx) error { return tx.Put("document", id, []byte(s.SHA256)) })
			}
			if err != nil {
				fmt.Println("cannot store:", err)
				os.Exit(1)
			}
			line = "document " + id + " " + s.SHA256 + "\n"
		} else {
			// Two records in one transaction: there are both or neither.
			err := v.Update(func(tx *Tx) error {
				if err := tx.Put("left", id, content(id, 700)); err != nil {
					return err
				}
				return tx.Put("right", id, content(id, 300))
			})
			if err != nil {
				fmt.Println("cannot write:", err)
				os.Exit(1)
			}
			line = "record " + id + "\n"
		}
		os.Stdout.WriteString(line)
	}
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
	rounds := 20
	if s := os.Getenv("VAULT_ROUNDS"); s != "" {
		rounds = must[int](t)(strconv.Atoi(s))
	}
	v := create(t)
	dir := v.Dir()
	ok(t, v.Close())
	acknowledged := 0
	for round := range rounds {
		said := killedWriter(t, dir, 1+rand.IntN(60))
		acknowledged += len(said)
		v := open(t, dir)
		for _, line := range said {
			wantSaid(t, v, line)
		}
		ok(t, v.View(func(tx *Tx) error {
			for id, b := range tx.All("left") {
				if r, err := tx.Get("right", id); err != nil || len(r) != 300 || len(b) != 700 {
					t.Errorf("half a transaction is there: %s", id)
				}
			}
			return nil
		}))
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
	t.Logf("%d rounds, %d writes acknowledged, none lost", rounds, acknowledged)
}

// abandon leaves a vault as a crash of the program would.
func (v *Vault) abandon() {
	v.closed.Store(true)
	v.dropStore()
	v.journal.close()
	v.lock.f.Close()
}

// killedWriter lets the writer say so many lines, kills it, and gives all it said.
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
	f := strings.Fields(line)
	if f[0] == "record" {
		wantRecord(t, v, "left", f[1], string(content(f[1], 700)))
		wantRecord(t, v, "right", f[1], string(content(f[1], 300)))
		return
	}
	wantRecord(t, v, "document", f[1], f[2])
	b, err := readDocument(v, f[1])
	if sum := sha256.Sum256(b); err != nil || hex.EncodeToString(sum[:]) != f[2] || !bytes.Equal(b, content(f[1], len(b))) {
		t.Errorf("document %s: %d bytes, %v", f[1], len(b), err)
	}
	if about, err := v.About(f[1]); err != nil || string(about) != "about "+f[1] {
		t.Errorf("document %s: about %q, %v", f[1], about, err)
	}
}
