package vault

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"testing"
	"time"

	"filippo.io/age"
)

const letterSize = 5 << 20

// letters writes so many different letters of 5 MB, to be brought in.
func letters(b *testing.B, n int) (paths []string) {
	dir := b.TempDir()
	for i := range n {
		paths = append(paths, filepath.Join(dir, fmt.Sprint(i)))
		ok(b, os.WriteFile(paths[i], content(paths[i], letterSize), 0o600))
	}
	return paths
}

// times is how long each of many turns took. What is typical is told by the one in
// the middle, because on a computer that does other work too the few slow ones
// would say more about that.
type times []time.Duration

func (t *times) add(f func()) {
	start := time.Now()
	f()
	*t = append(*t, time.Since(start))
}

func (t times) middle() float64 {
	slices.Sort(t)
	return t[len(t)/2].Seconds()
}

// BenchmarkImport stores 100 documents of 5 MB, each with its record, and beside
// each encrypts the same file with age and copies it, flushing both. It says how
// the vault does against the two, and how large its folder is for what is in it.
func BenchmarkImport(b *testing.B) {
	from := letters(b, 100)
	who, err := age.GenerateX25519Identity()
	ok(b, err)
	var vault, aged, copied times
	var size float64
	write := func(path string, f func(io.Writer, io.Reader) error) {
		in := must[*os.File](b)(os.Open(path))
		out := must[*os.File](b)(os.Create(filepath.Join(b.TempDir(), "out")))
		ok(b, f(out, in))
		ok(b, out.Sync())
		ok(b, out.Close())
		ok(b, in.Close())
		ok(b, os.Remove(out.Name()))
	}
	for b.Loop() {
		v := create(b)
		for _, path := range from {
			vault.add(func() {
				f := must[*os.File](b)(os.Open(path))
				s, err := v.Store([]byte("about"), f)
				ok(b, err)
				ok(b, f.Close())
				ok(b, v.Update(func(tx *Tx) error { return tx.Put("document", s.ID, []byte(s.SHA256)) }))
			})
			aged.add(func() {
				write(path, func(out io.Writer, in io.Reader) error {
					w := must[io.WriteCloser](b)(age.Encrypt(out, who.Recipient()))
					if _, err := io.Copy(w, in); err != nil {
						return err
					}
					return w.Close()
				})
			})
			copied.add(func() {
				write(path, func(out io.Writer, in io.Reader) error {
					_, err := io.Copy(out, in)
					return err
				})
			})
		}
		ok(b, v.Close())
		size = 0
		for _, f := range filesOf(b, v.dir) {
			size += float64(must[os.FileInfo](b)(os.Stat(filepath.Join(v.dir, f))).Size())
		}
		ok(b, os.RemoveAll(v.dir))
	}
	b.ReportMetric(letterSize/1e6/vault.middle(), "MB/s")
	b.ReportMetric(aged.middle()/vault.middle(), "of-age")
	b.ReportMetric(copied.middle()/vault.middle(), "of-copy")
	b.ReportMetric(size/float64(len(from)*letterSize), "folder/documents")
	b.ReportMetric(0, "ns/op")
}

// BenchmarkUnlock opens a vault of 5,000 records and 500 documents, with real
// stretching, and says how long that is beside the stretching alone.
func BenchmarkUnlock(b *testing.B) {
	cheapKeys.Store(false)
	defer cheapKeys.Store(true)
	v := create(b)
	cost := v.keyFile.Load().Wraps[0].stretching
	fill(b, v)
	dir := v.dir
	ok(b, v.Close())
	var derive, unlock, shut times
	for b.Loop() {
		for range 10 {
			// A derivation takes half as long in memory that comes in large pages,
			// and right after another it never does: so both are timed after one.
			cost.stretch(secret)
			derive.add(func() { cost.stretch(secret) })
			unlock.add(func() { v = must[*Vault](b)(Open(dir, secret)) })
			shut.add(func() { ok(b, v.Close()) })
		}
	}
	b.ReportMetric(derive.middle()*1000, "ms-derive")
	b.ReportMetric(unlock.middle()*1000, "ms-unlock")
	b.ReportMetric(shut.middle()*1000, "ms-close")
	b.ReportMetric(unlock.middle()/derive.middle(), "unlock/derive")
	b.ReportMetric(0, "ns/op")
}

// BenchmarkUnlockLarge opens a vault of 5,000 records and 100 MB in 500 documents,
// and the same with each of its documents made 20 MB long, which is 10 GB, by a
// hole: opening must not look at them, and so cannot mind.
func BenchmarkUnlockLarge(b *testing.B) {
	v := create(b)
	fill(b, v)
	small := v.dir
	ok(b, v.Close())
	large := copyFolder(b, small)
	for _, id := range must[[]string](b)(diskShelf{large}.list(documents)) {
		ok(b, os.Truncate(diskShelf{large}.path(documents, id), 20<<20))
	}
	var took [2]times
	for b.Loop() {
		for range 10 {
			for i, dir := range []string{small, large} {
				var v *Vault
				took[i].add(func() { v = must[*Vault](b)(Open(dir, secret)) })
				if len(v.Damage()) > 0 {
					b.Fatal("a document was looked at")
				}
				ok(b, v.Close())
			}
		}
	}
	b.ReportMetric(took[0].middle()*1000, "ms-100MB")
	b.ReportMetric(took[1].middle()*1000, "ms-10GB")
	b.ReportMetric(took[1].middle()/took[0].middle(), "10GB/100MB")
	b.ReportMetric(0, "ns/op")
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
		s := keepDocument(b, v, "about", content("d", 200_000))
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
}

// BenchmarkIdle says what a vault of 5,000 records and 500 documents holds in
// memory while nothing is done with it: in Go's heap, and of the computer's memory
// all in all, which counts the program and what the store maps.
func BenchmarkIdle(b *testing.B) {
	v := create(b)
	fill(b, v)
	v = func() *Vault {
		ok(b, v.Close())
		return must[*Vault](b)(Open(v.dir, secret))
	}()
	defer v.Close()
	var m runtime.MemStats
	for b.Loop() {
		debug.FreeOSMemory()
		runtime.ReadMemStats(&m)
	}
	b.ReportMetric(float64(m.HeapInuse)/1e6, "MB-heap")
	if pages, err := os.ReadFile("/proc/self/statm"); err == nil {
		var size, resident float64
		fmt.Sscan(string(pages), &size, &resident)
		b.ReportMetric(resident*float64(os.Getpagesize())/1e6, "MB-resident")
	}
	b.ReportMetric(0, "ns/op")
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

// BenchmarkCheck reads 500 MB back, beside sha256sum over as many bytes of files.
func BenchmarkCheck(b *testing.B) {
	v := create(b)
	for range 100 {
		s := keepDocument(b, v, "", content("x", letterSize))
		ok(b, v.Update(func(tx *Tx) error { return tx.Put("document", s.ID, []byte(s.SHA256)) }))
	}
	args := []string{"--"}
	for _, id := range must[[]string](b)(v.Documents()) {
		args = append(args, v.shelf.(diskShelf).path(documents, id))
	}
	if _, err := exec.LookPath("sha256sum"); err != nil {
		b.Skip("there is no sha256sum here")
	}
	var check, sum times
	for b.Loop() {
		check.add(func() {
			if r := must[Report](b)(v.Check(nil)); len(r.Damaged) > 0 {
				b.Fatal(r.Damaged)
			}
		})
		sum.add(func() { ok(b, exec.Command("sha256sum", args...).Run()) })
	}
	b.ReportMetric(100*letterSize/1e6/check.middle(), "MB/s")
	b.ReportMetric(sum.middle()/check.middle(), "of-sha256sum")
	b.ReportMetric(0, "ns/op")
}

// BenchmarkMemory opens a vault in memory, as every test of a use case does.
func BenchmarkMemory(b *testing.B) {
	for b.Loop() {
		v := must[*Vault](b)(Memory())
		put(b, v, "note", "a", string(bytes.Repeat([]byte("x"), 700)))
		ok(b, v.Close())
	}
}
