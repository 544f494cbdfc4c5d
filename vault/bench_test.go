package vault

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"
)

const letterSize = 5 << 20

// BenchmarkImport stores 5 MB documents, each with its record, beside plain
// copies of the same bytes flushed one by one.
func BenchmarkImport(b *testing.B) {
	doc := content("import", letterSize)
	from := filepath.Join(b.TempDir(), "letter")
	ok(b, os.WriteFile(from, doc, 0o600))
	b.Run("vault", func(b *testing.B) {
		v := create(b)
		b.SetBytes(letterSize)
		for b.Loop() {
			f := must[*os.File](b)(os.Open(from))
			s, err := v.Store([]byte("about"), f)
			ok(b, err)
			ok(b, f.Close())
			ok(b, v.Update(func(tx *Tx) error { return tx.Put("document", s.ID, []byte(s.SHA256)) }))
		}
	})
	b.Run("copy", func(b *testing.B) {
		dir := b.TempDir()
		b.SetBytes(letterSize)
		n := 0
		for b.Loop() {
			n++
			in := must[*os.File](b)(os.Open(from))
			out := must[*os.File](b)(os.Create(filepath.Join(dir, fmt.Sprint(n))))
			must[int64](b)(io.Copy(out, in))
			ok(b, out.Sync())
			ok(b, out.Close())
			ok(b, in.Close())
		}
	})
}

// BenchmarkUnlock opens a vault of 5,000 records and 500 documents, with real
// stretching, and says how long that is beside the stretching alone.
func BenchmarkUnlock(b *testing.B) {
	cheapKeys.Store(false)
	defer cheapKeys.Store(true)
	v := create(b)
	cost := must[*keyFile](b)(parseKeyFile(must[[]byte](b)(os.ReadFile(filepath.Join(v.dir, keyName))))).Wraps[0].stretching
	fill(b, v)
	dir := v.dir
	ok(b, v.Close())
	var derive, unlock, shut time.Duration
	for b.Loop() {
		start := time.Now()
		cost.stretch(secret)
		derive += time.Since(start)
		start = time.Now()
		v := must[*Vault](b)(Open(dir, secret))
		unlock += time.Since(start)
		start = time.Now()
		ok(b, v.Close())
		shut += time.Since(start)
	}
	b.ReportMetric(float64(derive.Milliseconds())/float64(b.N), "ms-derive")
	b.ReportMetric(float64(unlock.Milliseconds())/float64(b.N), "ms-unlock")
	b.ReportMetric(float64(shut.Milliseconds())/float64(b.N), "ms-close")
	b.ReportMetric(float64(unlock)/float64(derive), "unlock/derive")
}

func fill(b *testing.B, v *Vault) {
	for n := range 50 {
		ok(b, v.Update(func(tx *Tx) error {
			for i := range 100 {
				ok(b, tx.Put("note", fmt.Sprintf("%05d", n*100+i), content("r", 700)))
			}
			return nil
		}))
	}
	for range 500 {
		s := keepDocument(b, v, "about", content("d", 20_000))
		ok(b, v.Update(func(tx *Tx) error { return tx.Put("document", s.ID, content("r", 700)) }))
	}
}

// BenchmarkRecords reads and writes single records of 700 bytes among 5,000.
func BenchmarkRecords(b *testing.B) {
	v := create(b)
	fill(b, v)
	b.Run("get", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			must[string](b)(get(v, "note", fmt.Sprintf("%05d", i%5000)))
		}
	})
	b.Run("all", func(b *testing.B) {
		for b.Loop() {
			ok(b, v.View(func(tx *Tx) error {
				for range tx.All("note") {
					continue
				}
				return nil
			}))
		}
	})
	b.Run("put", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			put(b, v, "note", fmt.Sprintf("%05d", i%5000), fmt.Sprint(i, string(content("r", 690))))
		}
	})
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	b.Logf("heap in use with 5,500 records open: %d MB", m.HeapInuse>>20)
}

// BenchmarkFirstByte opens a 50 MB document and reads its first byte and its last.
func BenchmarkFirstByte(b *testing.B) {
	v := create(b)
	s := keepDocument(b, v, "about", make([]byte, 50<<20))
	for b.Loop() {
		r := must[*Reader](b)(v.Document(s.ID))
		must[int](b)(r.Read(make([]byte, 1)))
		must[int](b)(r.ReadAt(make([]byte, 1), s.Size-1))
		ok(b, r.Close())
	}
}

// BenchmarkCheck reads 100 MB back, beside SHA-256 over as many bytes of files.
func BenchmarkCheck(b *testing.B) {
	v := create(b)
	for range 20 {
		keepDocument(b, v, "", content("x", letterSize))
	}
	b.Run("vault", func(b *testing.B) {
		b.SetBytes(20 * letterSize)
		for b.Loop() {
			must[Report](b)(v.Check(nil))
		}
	})
	b.Run("sha256", func(b *testing.B) {
		b.SetBytes(20 * letterSize)
		for b.Loop() {
			for _, id := range must[[]string](b)(v.Documents()) {
				f := must[*os.File](b)(os.Open(v.shelf.(diskShelf).path(documents, id)))
				must[int64](b)(io.Copy(sha256.New(), f))
				ok(b, f.Close())
			}
		}
	})
}

// BenchmarkMemory opens a vault in memory, as every test of a use case does.
func BenchmarkMemory(b *testing.B) {
	for b.Loop() {
		v := must[*Vault](b)(Memory())
		put(b, v, "note", "a", string(bytes.Repeat([]byte("x"), 700)))
		ok(b, v.Close())
	}
}
