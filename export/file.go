package export

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"syscall"
)

// File writes a file whole or not at all: beside its place first, flushed to
// the disk, then under its name. Only the person who owns it can read it. When
// File returns nil the bytes are on the disk; otherwise whatever stood there
// before still stands, and nothing is left beside it.
//
// A link is followed. A pipe or a device, which has no place beside it and must
// not be replaced, is written to as it is.
func File(path string, write func(io.Writer) error) (err error) {
	if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() && !info.IsDir() {
		return stream(path, write)
	}
	if real, err := filepath.EvalSymlinks(path); err == nil {
		path = real
	}
	dir := filepath.Dir(path)
	// The name beside it says nothing, in case the power goes before the end.
	f, err := os.CreateTemp(dir, ".part-*") // made 0600
	if err != nil {
		return err
	}
	defer func() {
		f.Close() // a second time where all went well, which does nothing
		os.Remove(f.Name())
	}()
	if err := write(f); err != nil {
		return err
	}
	if err := f.Sync(); err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	if err := os.Rename(f.Name(), path); err != nil {
		return err
	}
	return syncDir(dir)
}

func stream(path string, write func(io.Writer) error) error {
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	if err := write(f); err != nil {
		f.Close()
		return err
	}
	return f.Close()
}

// syncDir makes the new name last through a power cut. Windows has no such call
// and needs none; some sticks and network drives refuse it, and there is nothing
// more to do about those.
func syncDir(dir string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer d.Close()
	if err := d.Sync(); err != nil && !errors.Is(err, errors.ErrUnsupported) && !errors.Is(err, syscall.EINVAL) {
		return err
	}
	return nil
}
