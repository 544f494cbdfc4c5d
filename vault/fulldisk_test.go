package vault

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// shrinkingShelf has room for so many more questions about how much is free.
type shrinkingShelf struct {
	shelf
	asked, until int
}

func (s *shrinkingShelf) free() (uint64, error) {
	if s.asked++; s.asked > s.until {
		return roomLeft - 1, nil
	}
	return roomLeft * 4, nil
}

// A document whose length nobody knows is stopped on its way when the disk fills
// up, and nothing is left of it.
func TestDiskFillsUpMeanwhile(t *testing.T) {
	v := create(t)
	good := keepDocument(t, v, "", []byte("stored before"))
	v.shelf = &shrinkingShelf{shelf: v.shelf, until: 2}
	r := io.LimitReader(endless{}, 300*chunkSize)
	if _, err := v.Store(nil, r); !errors.Is(err, ErrDiskFull) {
		t.Errorf("store: %v", err)
	}
	if parts := must[[]os.DirEntry](t)(os.ReadDir(filepath.Join(v.dir, partDir))); len(parts) > 0 {
		t.Errorf("left behind: %v", parts)
	}
	// A length that is known is asked about at once: not a byte is read.
	big := &bigFile{size: 1 << 50}
	if _, err := v.Store(nil, big); !errors.Is(err, ErrDiskFull) || big.read {
		t.Errorf("a document that cannot fit: %v, begun: %v", err, big.read)
	}
	v.shelf = v.shelf.(*shrinkingShelf).shelf
	if ids := must[[]string](t)(v.Documents()); len(ids) != 1 || ids[0] != good.ID {
		t.Errorf("documents: %q", ids)
	}
}

type endless struct{}

func (endless) Read(b []byte) (int, error) { return len(b), nil }

type bigFile struct {
	size int
	read bool
}

func (f *bigFile) Len() int { return f.size }

func (f *bigFile) Read(b []byte) (int, error) {
	f.read = true
	return len(b), nil
}

// smallDisk mounts a file system of its own, of so many megabytes.
func smallDisk(t *testing.T, megabytes int) string {
	if runtime.GOOS != "linux" || os.Geteuid() != 0 {
		t.Skip("only root on Linux can mount a small disk")
	}
	image := filepath.Join(t.TempDir(), "image")
	ok(t, os.WriteFile(image, nil, 0o600))
	ok(t, os.Truncate(image, int64(megabytes)<<20))
	dir := filepath.Join(t.TempDir(), "disk")
	ok(t, os.Mkdir(dir, 0o700))
	for _, args := range [][]string{{"mkfs.ext4", "-q", "-F", "-m", "0", image}, {"mount", "-o", "loop", image, dir}} {
		if out, err := exec.Command(args[0], args[1:]...).CombinedOutput(); err != nil {
			t.Skipf("there is no small disk to be had here: %s: %v: %s", args[0], err, out)
		}
	}
	t.Cleanup(func() {
		if out, err := exec.Command("umount", dir).CombinedOutput(); err != nil {
			t.Errorf("umount: %v: %s", err, out)
		}
	})
	return dir
}

// fillUp leaves not a block free.
func fillUp(t *testing.T, dir string) {
	f := must[*os.File](t)(os.Create(filepath.Join(dir, fmt.Sprint("ballast ", newID()))))
	for size := 1 << 20; size >= 512; size /= 2 {
		for {
			if _, err := f.Write(make([]byte, size)); err != nil {
				break
			}
		}
	}
	f.Sync() // what does not fit is lost, and that is as full as it gets
	ok(t, f.Close())
}

// TestSmallDisk fills a real one: first up to what is always left free, then to
// the last block, while the vault is open and while it is closed.
func TestSmallDisk(t *testing.T) {
	t.Parallel()
	disk := smallDisk(t, 128)
	dir := filepath.Join(disk, "file")
	v, _, err := Create(dir, secret)
	ok(t, err)
	said := []string{}
	for i := 0; ; i++ {
		line, err := writeOne(v, i, 5<<20)
		if err != nil {
			if !errors.Is(err, ErrDiskFull) {
				t.Fatalf("after %d: %v", i, err)
			}
			break
		}
		said = append(said, strings.TrimSpace(line))
	}
	if len(said) < 3 {
		t.Fatalf("only %d things fitted", len(said))
	}
	if free := must[uint64](t)(freeSpace(dir)); free < roomLeft-8<<20 {
		t.Errorf("written until %d MB were free", free>>20)
	}
	holds := func(when string, v *Vault) {
		t.Helper()
		for _, line := range said {
			if err := holdsSaid(v, line); err != nil {
				t.Errorf("%s: %v", when, err)
			}
		}
		if err := holdsNoHalves(v); err != nil {
			t.Errorf("%s: %v", when, err)
		}
		if d := v.Damage(); len(d) > 0 {
			t.Errorf("%s: %v", when, d)
		}
	}
	ok(t, v.Close())
	fillUp(t, disk)

	// It opens on the disk that is still full, and can be read.
	v = open(t, dir)
	holds("full", v)
	refuses := func(when string) {
		t.Helper()
		for i := range 24 {
			if _, err := writeOne(v, i, 1<<20); !errors.Is(err, ErrDiskFull) {
				t.Errorf("%s, writing %d: %v", when, i, err)
			}
		}
		holds(when, v)
		if parts := must[[]os.DirEntry](t)(os.ReadDir(filepath.Join(dir, partDir))); len(parts) > 0 {
			t.Errorf("%s: left behind: %v", when, parts)
		}
	}
	refuses("full, and the vault knows it")
	// Another program took the last blocks after the vault had asked.
	v.shelf = &shrinkingShelf{shelf: v.shelf, until: 1 << 30}
	refuses("full, and the vault does not know it")
	a, b := must[[]byte](t)(os.ReadFile(tapePath(dir, 0))), must[[]byte](t)(os.ReadFile(tapePath(dir, 1)))
	if !bytes.Equal(a, b) || int64(len(a)) != v.journal.end {
		t.Errorf("the journals are %d and %d bytes, not %d", len(a), len(b), v.journal.end)
	}
	ok(t, v.Close())

	// With room again it goes on.
	for _, path := range must[[]string](t)(filepath.Glob(filepath.Join(disk, "ballast*"))) {
		ok(t, os.Remove(path))
	}
	v = open(t, dir)
	holds("afterwards", v)
	ok(t, v.Close())
}

// filling is the program that has a vault open on a disk that another fills up.
func filling(dir string) {
	v, err := Open(dir, secret)
	for i := 0; i < 200 && err == nil; i++ {
		err = v.Update(func(tx *Tx) error { return tx.Put("note", fmt.Sprint(i), content("n", 5000)) })
	}
	if err != nil || v.store == nil {
		fmt.Println("cannot:", err)
		os.Exit(1)
	}
	fmt.Println("filled")
	bufio.NewReader(os.Stdin).ReadString('\n')
	fmt.Println("update:", v.Update(func(tx *Tx) error { return tx.Put("note", "more", []byte("x")) }))
	n := 0
	err = v.View(func(tx *Tx) error {
		for range tx.All("note") {
			n++
		}
		return nil
	})
	fmt.Println("read:", n, err)
	fmt.Println("closed:", v.Close())
}

// TestDiskFullWhileOpen fills the disk under a program that has the vault open.
// It must not end the program, not even as it closes the vault: where a file is
// written to through memory, the system does that.
func TestDiskFullWhileOpen(t *testing.T) {
	t.Parallel()
	disk := smallDisk(t, 128)
	dir := filepath.Join(disk, "file")
	v, _, err := Create(dir, secret)
	ok(t, err)
	ok(t, v.Close())
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), "VAULT_TEST_ROLE=filling", "VAULT_TEST_DIR="+dir)
	var errs bytes.Buffer
	cmd.Stderr = &errs
	in, out := must[io.WriteCloser](t)(cmd.StdinPipe()), must[io.ReadCloser](t)(cmd.StdoutPipe())
	ok(t, cmd.Start())
	r := bufio.NewReader(out)
	if line := must[string](t)(r.ReadString('\n')); line != "filled\n" {
		t.Fatal(line)
	}
	fillUp(t, disk)
	must[int](t)(in.Write([]byte("\n")))
	rest := must[[]byte](t)(io.ReadAll(r))
	err = cmd.Wait()
	if want := "update: " + ErrDiskFull.Error() + "\nread: 200 <nil>\nclosed: <nil>\n"; err != nil || string(rest) != want {
		t.Errorf("%v, said %q, want %q\n%.1500s", err, rest, want, errs.String())
	}
	v = open(t, dir)
	for i := range 200 {
		wantRecord(t, v, "note", fmt.Sprint(i), string(content("n", 5000)))
	}
	ok(t, v.Close())
}
