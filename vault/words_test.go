package vault

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestWords(t *testing.T) {
	both(t, func(t *testing.T, v *Vault, again func(*Vault) *Vault) {
		id := newID()
		if _, _, err := v.Words(id); !errors.Is(err, ErrNotFound) {
			t.Errorf("no words yet: %v", err)
		}
		ok(t, v.PutWords(id, "reader 1", []byte("old words")))
		ok(t, v.PutWords(id, "reader 2", []byte("new words")))
		v = again(v)
		b, version, err := v.Words(id)
		if err != nil || string(b) != "new words" || version != "reader 2" {
			t.Errorf("words: %q %q %v", b, version, err)
		}
		if err := v.PutWords("x", "", nil); !errors.Is(err, ErrName) {
			t.Errorf("a bad id: %v", err)
		}
	})
}

// An older copy of words is not given out: it is damaged, until the document is
// read again. Nor are words that are gone passed over.
func TestOlderWords(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, v *Vault, again func(*Vault) *Vault) {
		s := keepDocument(t, v, "", []byte("a letter"))
		put(t, v, "document", s.ID, "letter.pdf")
		// Neither a clock that stands still nor one that is put back matters.
		start := time.Now()
		v.now = func() time.Time { return start }
		keep := func() []byte {
			f := must[finished](t)(v.shelf.open(words, s.ID))
			defer f.Close()
			b := make([]byte, f.size())
			must[int](t)(f.ReadAt(b, 0))
			return b
		}
		replace := func(b []byte) {
			out := must[unfinished](t)(v.shelf.begin(words, s.ID))
			must[int](t)(out.WriteAt(b, 0))
			ok(t, out.commit())
		}
		var copies [][]byte
		for i := range 3 {
			ok(t, v.PutWords(s.ID, "reader 1", fmt.Appendf(nil, "words, read %d times", i+1)))
			copies = append(copies, keep())
			v.now = func() time.Time { return start.Add(-time.Duration(i) * time.Hour) }
		}
		want := func(when string, words string) {
			t.Helper()
			b, _, err := v.Words(s.ID)
			if words == "" && !errors.Is(err, ErrDamaged) || words != "" && (err != nil || string(b) != words) {
				t.Errorf("%s: %q, %v", when, b, err)
			}
			r := must[Report](t)(v.Check(nil))
			named := slices.ContainsFunc(r.Damaged, func(d *Damaged) bool { return *d == Damaged{What: DamagedWords, ID: s.ID} })
			if named != (words == "") {
				t.Errorf("%s: check names %v", when, r.Damaged)
			}
			v.hurt = nil
		}
		want("the last", "words, read 3 times")
		v = again(v)
		want("opened again", "words, read 3 times")
		for _, old := range copies[:2] {
			replace(old)
			want("an older copy", "")
			v = again(v)
			want("an older copy, opened again", "")
		}
		// A backup leaves them out, and says so.
		sum := must[Summary](t)(v.Backup(io.Discard, nil, nil, nil))
		if len(sum.LeftOut) != 1 || *sum.LeftOut[0] != (Damaged{What: DamagedWords, ID: s.ID}) {
			t.Errorf("left out of a backup: %v", sum.LeftOut)
		}
		// New keys do not make them good.
		key := must[RecoveryKey](t)(v.RecoveryKey())
		must[RecoveryKey](t)(v.NewKeys([]byte(key.String()), nil))
		want("under new keys", "")
		ok(t, v.PutWords(s.ID, "reader 1", []byte("read again")))
		want("read again", "read again")
		// A crash after the file was written and before the journal says so.
		ok(t, v.Update(func(*Tx) error {
			_, err := v.keep(words, s.ID, nil, strings.NewReader("read, and then a crash"), time.Now().Add(time.Hour))
			return err
		}))
		v = again(v)
		want("after a crash", "read, and then a crash")
		ok(t, v.shelf.remove(words, s.ID))
		if r := must[Report](t)(v.Check(nil)); len(r.Damaged) != 1 || *r.Damaged[0] != (Damaged{What: DamagedWords, ID: s.ID}) {
			t.Errorf("words that are gone: %v", r.Damaged)
		}
		v.hurt = nil
		ok(t, v.EraseDocument(s.ID))
		for range 2 {
			if r := must[Report](t)(v.Check(nil)); len(r.Damaged) > 0 {
				t.Errorf("words of what was erased: %v", r.Damaged)
			}
			v = again(v)
		}
	})
}
