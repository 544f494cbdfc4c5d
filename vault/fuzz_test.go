package vault

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"testing"
	"time"
)

func FuzzKeyFile(f *testing.F) {
	key, id := make([]byte, keySize), make([]byte, 16)
	cheap := stretching{Way: argon2id, Time: 1, Memory: 64, Threads: 1, Salt: make([]byte, 16)}
	file := keyFile{Format: 1, Vault: "00000000000000000000000000000000", Revision: 1, Wraps: []wrap{
		newWrap(byPassphrase, labelFirst, cheap, secret, key, id),
		newWrap(byRecovery, "", cheap, id, key, id),
	}}
	f.Add(file.encode(key))
	f.Add(must[[]byte](f)(os.ReadFile(filepath.Join(v1, keyName))))
	f.Add([]byte(`{"format":2}`))
	f.Add([]byte(`{"format":1,"vault":"00","wraps":[{"memory":4294967295}]}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		got, err := parseKeyFile(b)
		if err != nil {
			return
		}
		all := uint64(0)
		for _, w := range got.Wraps {
			all += w.work()
			if w.work() > maxWork || w.Memory > maxMemory {
				t.Fatalf("would do %+v", w)
			}
		}
		if got.sealed(key, b) && !bytes.Contains(b, []byte(got.Seal)) {
			t.Fatal("sealed without a seal")
		}
	})
}

func fuzzJournal(tb testing.TB) (*journal, []byte) {
	j := &journal{seal: newSealer(randomKey()), vaultID: make([]byte, 16)}
	for i := range j.tapes {
		j.tapes[i] = &memoryTape{j.start()}
	}
	j.take(nil)
	for i := range 4 {
		ok(tb, j.add([16]byte{}, time.Unix(int64(i), 0), []change{
			{opPut, "note", "a", []byte{byte(i)}}, {opPut, "note", string(rune('b' + i)), []byte("x")}, {op: opDelete, kind: "note", id: "z"},
		}))
	}
	return j, j.tapes[0].(*memoryTape).b
}

// hurt turns over the bits of b from an offset on that are set in bits, puts more
// in between there, and cuts. Keys and salts differ from one process to the next,
// so what is fuzzed is the hurting and not the bytes.
func hurt(b, bits, more []byte, at, cut uint16) []byte {
	b = bytes.Clone(b)
	from := int(at) % (len(b) + 1)
	for i := range min(len(bits), len(b)-from) {
		b[from+i] ^= bits[i]
	}
	b = append(b[:from:from], append(bytes.Clone(more), b[from:]...)...)
	return b[:len(b)-int(cut)%(len(b)+1)]
}

// Two copies of a journal hurt in any way: what is read back is what was
// written, and the same comes out when it is read again.
func FuzzJournal(f *testing.F) {
	j, whole := fuzzJournal(f)
	none := []byte{}
	f.Add(none, none, uint16(0), uint16(0), none, none, uint16(0), uint16(9))
	f.Add([]byte{1}, none, uint16(3), uint16(0), []byte{0x80}, none, uint16(len(whole)-3), uint16(0))
	f.Add(none, []byte(entryMark+"\x00\x00\x01\x00"+entryMark), uint16(journalHead), uint16(0), none, none, uint16(0), uint16(len(whole)))
	f.Add(none, whole, uint16(len(whole)), uint16(0), none, whole[journalHead:], uint16(journalHead), uint16(7))
	written := map[[32]byte]bool{}
	for _, e := range j.entries {
		written[e.Hash] = true
	}
	f.Fuzz(func(t *testing.T, bitsA, moreA []byte, atA, cutA uint16, bitsB, moreB []byte, atB, cutB uint16) {
		a, b := hurt(whole, bitsA, moreA, atA, cutA), hurt(whole, bitsB, moreB, atB, cutB)
		j := &journal{seal: j.seal, vaultID: j.vaultID}
		m, err := j.mend([2][]byte{a, b})
		if err != nil {
			return
		}
		before := uint64(0)
		for _, e := range m.entries {
			if !written[e.Hash] || e.Sequence <= before {
				t.Fatalf("entry %d was never written so", e.Sequence)
			}
			before = e.Sequence
		}
		again := &journal{seal: j.seal, vaultID: j.vaultID}
		m2, err := again.mend([2][]byte{m.bytes, m.bytes})
		if err != nil || !bytes.Equal(m2.bytes, m.bytes) || m2.apart != [2]bool{} {
			t.Fatalf("not mended: %v, %+v", err, m2.apart)
		}
	})
}

func FuzzDocument(f *testing.F) {
	v := must[*Vault](f)(Memory())
	defer v.Close()
	id := newID()
	plain := content("fuzz", 3000)
	must[Stored](f)(v.StoreWithID(id, []byte("about"), bytes.NewReader(plain)))
	files := v.shelf.(*memoryShelf).files[documents]
	whole := files[id]
	none := []byte{}
	f.Add(none, none, uint16(0), uint16(0))
	f.Add([]byte{1}, none, uint16(documentStart-1), uint16(0))
	f.Add([]byte{0x40}, none, uint16(len(whole)-40), uint16(0))
	f.Add(none, []byte{0}, uint16(len(whole)), uint16(0))
	f.Add(none, none, uint16(0), uint16(1))
	f.Fuzz(func(t *testing.T, bits, more []byte, at, cut uint16) {
		files[id] = hurt(whole, bits, more, at, cut)
		r, err := v.Document(id)
		if err != nil {
			return
		}
		got, err := io.ReadAll(r)
		if err == nil && !bytes.Equal(got, plain) || !bytes.HasPrefix(plain, got) {
			t.Fatal("altered bytes came back as good")
		}
	})
}

// A backup hurt in any way, outside its seal or under it, is refused or says the
// same as before.
func FuzzBackup(f *testing.F) {
	v := must[*Vault](f)(Memory())
	defer v.Close()
	put(f, v, "note", "a", "one")
	s := keepDocument(f, v, "about", content("fuzz", 3000))
	put(f, v, "document", s.ID, "letter")
	ok(f, v.PutWords(s.ID, "1", []byte("words")))
	key := must[RecoveryKey](f)(v.RecoveryKey())
	var out bytes.Buffer
	must[Summary](f)(v.Backup(&out, nil, nil, nil))
	whole := out.Bytes()
	want := must[Summary](f)(VerifyBackup(bytes.NewReader(whole), []byte(key.String()), nil))
	body, _, err := openMessage(bytes.NewReader(whole), []byte(key.String()))
	ok(f, err)
	inside := must[[]byte](f)(io.ReadAll(body))
	none := []byte{}
	f.Add(false, none, none, uint16(0), uint16(0))
	f.Add(false, []byte{1}, none, uint16(3), uint16(0))
	f.Add(false, []byte{4}, none, uint16(len(whole)-30), uint16(0))
	f.Add(false, none, none, uint16(0), uint16(1))
	f.Add(true, none, none, uint16(0), uint16(0))
	f.Add(true, []byte("../"), none, uint16(0), uint16(0))
	f.Add(true, []byte{0, 0x40}, none, uint16(124), uint16(0))
	f.Add(true, none, []byte("{}"), uint16(600), uint16(1024))
	f.Fuzz(func(t *testing.T, sealed bool, bits, more []byte, at, cut uint16) {
		b := hurt(whole, bits, more, at, cut)
		if sealed {
			var again bytes.Buffer
			w := must[io.WriteCloser](t)(writeMessage(&again, key, nil))
			must[int](t)(w.Write(hurt(inside, bits, more, at, cut)))
			ok(t, w.Close())
			b = again.Bytes()
		}
		got, err := VerifyBackup(bytes.NewReader(b), []byte(key.String()), nil)
		switch {
		case err != nil:
			if !errors.Is(err, ErrDamaged) && !errors.Is(err, ErrNotABackup) && !errors.Is(err, ErrWrongSecret) && !errors.Is(err, ErrNewer) {
				t.Fatal(err)
			}
		case !sealed && !bytes.Equal(b, whole):
			t.Fatal("a backup that was changed passes for whole")
		case !reflect.DeepEqual(got, want):
			t.Fatalf("it says %+v, and said %+v", got, want)
		}
	})
}

func FuzzRecoveryKey(f *testing.F) {
	f.Add(RecoveryKey{}.String())
	f.Add("o0iI-lL1u")
	f.Fuzz(func(t *testing.T, s string) {
		k, err := ParseRecoveryKey(s)
		if err != nil {
			return
		}
		if again, err := ParseRecoveryKey(k.String()); err != nil || again != k {
			t.Fatalf("%q is read as %v and that as %v", s, k, again)
		}
	})
}
