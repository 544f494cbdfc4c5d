package export

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"testing"
)

func says(s string) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := io.WriteString(w, s)
		return err
	}
}

// holds says what is in the folder, by name, so that nothing is left beside.
func holds(t *testing.T, dir string, want map[string]string) {
	t.Helper()
	list, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range list {
		b, err := os.ReadFile(filepath.Join(dir, f.Name()))
		if w, ok := want[f.Name()]; err != nil || !ok || w != string(b) {
			t.Errorf("%s holds %q (%v)", f.Name(), b, err)
		}
	}
	if len(list) != len(want) {
		t.Errorf("%d files, want %d", len(list), len(want))
	}
}

func TestFile(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "dates.ics")
	if err := File(path, says("one")); err != nil {
		t.Fatal(err)
	}
	holds(t, dir, map[string]string{"dates.ics": "one"})
	if err := File(path, says("two")); err != nil {
		t.Fatal(err)
	}
	holds(t, dir, map[string]string{"dates.ics": "two"})
	if info, err := os.Stat(path); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("%v %v", info.Mode(), err)
	}
}

func TestFileThatDoesNotCome(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "dates.ics")
	if err := File(path, says("before")); err != nil {
		t.Fatal(err)
	}
	halfway := errors.New("half way")
	err := File(path, func(w io.Writer) error {
		io.WriteString(w, "aft")
		return halfway
	})
	if !errors.Is(err, halfway) {
		t.Errorf("%v", err)
	}
	holds(t, dir, map[string]string{"dates.ics": "before"})

	func() {
		defer func() { recover() }()
		File(path, func(io.Writer) error { panic("in the middle") })
	}()
	holds(t, dir, map[string]string{"dates.ics": "before"})

	if err := File(filepath.Join(dir, "no such folder", "x"), says("")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("%v", err)
	}
	if err := os.Mkdir(filepath.Join(dir, "folder"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := File(filepath.Join(dir, "folder"), says("")); err == nil {
		t.Error("a folder is written over")
	}
	os.Remove(filepath.Join(dir, "folder"))
	holds(t, dir, map[string]string{"dates.ics": "before"})
}

func TestFileFollowsALink(t *testing.T) {
	dir, there := t.TempDir(), t.TempDir()
	real := filepath.Join(there, "real.ics")
	link := filepath.Join(dir, "link.ics")
	if err := os.WriteFile(real, []byte("before"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(real, link); err != nil {
		t.Skip("links need a privilege here:", err) // Windows without developer mode
	}
	if err := File(link, says("after")); err != nil {
		t.Fatal(err)
	}
	holds(t, there, map[string]string{"real.ics": "after"})
	if info, err := os.Lstat(link); err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Errorf("the link is gone: %v %v", info, err)
	}
}

// A device such as /dev/stdout must be written to, not replaced.
func TestFileLeavesADeviceInPlace(t *testing.T) {
	before, err := os.Stat(os.DevNull)
	if err != nil || before.Mode().IsRegular() {
		t.Fatal(before, err)
	}
	if err := File(os.DevNull, says("words")); err != nil {
		t.Fatal(err)
	}
	after, err := os.Stat(os.DevNull)
	if err != nil || after.Mode() != before.Mode() {
		t.Errorf("%v is now %v", before.Mode(), after.Mode())
	}
	halfway := errors.New("half way")
	if err := File(os.DevNull, func(io.Writer) error { return halfway }); !errors.Is(err, halfway) {
		t.Errorf("%v", err)
	}
}
