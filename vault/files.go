package vault

import (
	"bytes"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sync"
)

// The two areas of sealed files.
const (
	documents = "documents"
	words     = "words"
)

// shelf keeps whole sealed files by area and id: on the disk, or in memory.
type shelf interface {
	// begin starts a file that is there only once it is committed.
	begin(area, id string) (unfinished, error)
	open(area, id string) (finished, error) // fs.ErrNotExist
	list(area string) ([]string, error)     // sorted
	// remove takes a file away for good; one that is not there is no error.
	remove(area, id string) error
	// free gives how many bytes more could be written.
	free() (uint64, error)
}

type unfinished interface {
	io.WriterAt
	commit() error
	abandon()
}

type finished interface {
	io.ReaderAt
	io.Closer
	size() int64
}

// tape keeps one copy of the journal.
type tape interface {
	io.ReaderAt
	// put writes at an offset and flushes.
	put(b []byte, off int64) error
	// cut forgets everything from an offset on.
	cut(off int64) error
	// replace puts new content in place of the old, wholly or not at all.
	replace(b []byte) error
	io.Closer
}

func newID() string {
	var b [16]byte
	rand.Read(b[:])
	return hex.EncodeToString(b[:])
}

func isID(s string) bool {
	b, err := hex.DecodeString(s)
	return err == nil && len(b) == 16 && hex.EncodeToString(b) == s
}

// diskShelf is a vault's folder. A file is written under part/, flushed, and
// renamed to its place.
type diskShelf struct{ dir string }

const partDir = "part"

func (s diskShelf) path(area, id string) string { return filepath.Join(s.dir, area, id[:2], id) }

func (s diskShelf) begin(area, id string) (unfinished, error) {
	f, err := os.OpenFile(filepath.Join(s.dir, partDir, newID()), os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o600)
	if errors.Is(err, fs.ErrNotExist) {
		if err = os.MkdirAll(filepath.Join(s.dir, partDir), 0o700); err == nil {
			return s.begin(area, id)
		}
	}
	if err != nil {
		return nil, full(err)
	}
	return &diskPart{f, s.path(area, id)}, nil
}

func (s diskShelf) open(area, id string) (finished, error) {
	path := s.path(area, id)
	if info, err := os.Lstat(path); err != nil {
		return nil, err
	} else if !info.Mode().IsRegular() {
		return nil, damagedFile(area, id)
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	if err != nil {
		f.Close()
		return nil, err
	}
	return &diskFile{f, info.Size()}, nil
}

func (s diskShelf) list(area string) ([]string, error) {
	var ids []string
	shelves, err := os.ReadDir(filepath.Join(s.dir, area))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	for _, d := range shelves {
		if !d.IsDir() {
			continue
		}
		files, err := os.ReadDir(filepath.Join(s.dir, area, d.Name()))
		if err != nil {
			return nil, err
		}
		for _, f := range files {
			if isID(f.Name()) && f.Name()[:2] == d.Name() {
				ids = append(ids, f.Name())
			}
		}
	}
	return ids, nil // ReadDir sorts
}

func (s diskShelf) remove(area, id string) error {
	path := s.path(area, id)
	if err := os.Remove(path); errors.Is(err, fs.ErrNotExist) {
		return nil
	} else if err != nil {
		return err
	}
	return syncDir(filepath.Dir(path))
}

func (s diskShelf) free() (uint64, error) { return freeSpace(s.dir) }

// sweep removes what was begun and never committed. Nothing there was ever
// acknowledged.
func (s diskShelf) sweep() {
	parts, _ := os.ReadDir(filepath.Join(s.dir, partDir))
	for _, p := range parts {
		os.Remove(filepath.Join(s.dir, partDir, p.Name()))
	}
	// A folder that was made and not flushed when the program ended passes for one
	// that was.
	for _, area := range []string{documents, words} {
		_ = syncDir(filepath.Join(s.dir, area))
	}
}

type diskPart struct {
	*os.File
	path string
}

func (p *diskPart) commit() error {
	if err := p.Sync(); err != nil {
		p.abandon()
		return full(err)
	}
	if err := p.Close(); err != nil {
		os.Remove(p.Name())
		return full(err)
	}
	dir := filepath.Dir(p.path)
	if err := makeFolder(dir); err != nil {
		os.Remove(p.Name())
		return full(err)
	}
	if err := os.Rename(p.Name(), p.path); err != nil {
		os.Remove(p.Name())
		return full(err)
	}
	return syncDir(dir)
}

var makingFolder sync.Mutex

// makeFolder makes a folder where there is none, and those that it is to lie in.
// The name of each is flushed before anybody else can find it there and believe
// that it is.
func makeFolder(dir string) error {
	makingFolder.Lock()
	defer makingFolder.Unlock()
	return makeLevels(filepath.Clean(dir))
}

func makeLevels(dir string) error {
	if _, err := os.Stat(dir); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	above := filepath.Dir(dir)
	if above == dir {
		return fs.ErrNotExist // a drive that is not there
	}
	if err := makeLevels(above); err != nil {
		return err
	}
	if err := os.Mkdir(dir, 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	if err := syncDir(above); err != nil {
		os.Remove(dir)
		return err
	}
	return nil
}

func (p *diskPart) abandon() {
	p.Close()
	os.Remove(p.Name())
}

type diskFile struct {
	*os.File
	n int64
}

func (f *diskFile) size() int64 { return f.n }

// writeWhole writes a small file so that a crash leaves the old one or the new.
func writeWhole(path string, b []byte) error {
	part := path + ".part"
	f, err := os.OpenFile(part, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return full(err)
	}
	_, err = f.Write(b)
	if err == nil {
		err = f.Sync()
	}
	if e := f.Close(); err == nil {
		err = e
	}
	if err == nil {
		err = os.Rename(part, path)
	}
	if err != nil {
		os.Remove(part)
		return full(err)
	}
	return syncDir(filepath.Dir(path))
}

// readWhole reads a plain file up to a limit; anything else is as if it were
// not there.
func readWhole(path string, limit int64) ([]byte, error) {
	info, err := os.Lstat(path)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() || info.Size() > limit {
		return nil, fs.ErrInvalid
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	b := make([]byte, info.Size())
	n, err := io.ReadFull(f, b)
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		err = nil
	}
	return b[:n], err
}

// diskTape is one journal file.
type diskTape struct {
	path string
	file *os.File
}

func openTape(path string, readOnly bool) (*diskTape, error) {
	flag := os.O_RDWR
	if readOnly {
		flag = os.O_RDONLY
	}
	f, err := os.OpenFile(path, flag, 0)
	return &diskTape{path, f}, err
}

func (t *diskTape) ReadAt(b []byte, off int64) (int, error) { return t.file.ReadAt(b, off) }

func (t *diskTape) put(b []byte, off int64) error {
	if _, err := t.file.WriteAt(b, off); err != nil {
		return full(err)
	}
	if err := t.file.Sync(); err != nil {
		return &notFlushed{full(err)}
	}
	return nil
}

func (t *diskTape) cut(off int64) error {
	if err := t.file.Truncate(off); err != nil {
		return err
	}
	return t.file.Sync()
}

func (t *diskTape) replace(b []byte) error {
	t.file.Close() // Windows renames over no open file
	err := writeWhole(t.path, b)
	f, e := os.OpenFile(t.path, os.O_RDWR, 0)
	t.file = f
	return errors.Join(err, e)
}

func (t *diskTape) Close() error { return t.file.Close() }

// notFlushed is a flush that the disk refused. What the disk then holds cannot
// be known, not even after a second flush that succeeds.
type notFlushed struct{ error }

func (e *notFlushed) Unwrap() error { return e.error }

// memoryShelf keeps sealed files in memory.
type memoryShelf struct {
	mu    sync.Mutex
	files map[string]map[string][]byte
}

func newMemoryShelf() *memoryShelf {
	return &memoryShelf{files: map[string]map[string][]byte{documents: {}, words: {}, aside: {}}}
}

func (s *memoryShelf) begin(area, id string) (unfinished, error) {
	return &memoryPart{shelf: s, area: area, id: id}, nil
}

func (s *memoryShelf) open(area, id string) (finished, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	b, ok := s.files[area][id]
	if !ok {
		return nil, fs.ErrNotExist
	}
	return memoryFile{bytes.NewReader(b)}, nil
}

func (s *memoryShelf) list(area string) ([]string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var ids []string
	for id := range s.files[area] {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return ids, nil
}

func (s *memoryShelf) remove(area, id string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.files[area], id)
	return nil
}

func (s *memoryShelf) free() (uint64, error) { return 1 << 62, nil }

type memoryPart struct {
	shelf    *memoryShelf
	area, id string
	memoryTape
}

func (p *memoryPart) WriteAt(b []byte, off int64) (int, error) { return len(b), p.put(b, off) }

func (p *memoryPart) commit() error {
	p.shelf.mu.Lock()
	defer p.shelf.mu.Unlock()
	p.shelf.files[p.area][p.id] = p.b
	return nil
}

func (p *memoryPart) abandon() {}

type memoryFile struct{ *bytes.Reader }

func (f memoryFile) size() int64  { return f.Size() }
func (f memoryFile) Close() error { return nil }

// memoryTape is a journal in memory.
type memoryTape struct{ b []byte }

func (t *memoryTape) ReadAt(b []byte, off int64) (int, error) {
	return bytes.NewReader(t.b).ReadAt(b, off)
}

func (t *memoryTape) put(b []byte, off int64) error {
	if end := off + int64(len(b)); end > int64(len(t.b)) {
		t.b = append(t.b, make([]byte, end-int64(len(t.b)))...)
	}
	copy(t.b[off:], b)
	return nil
}

func (t *memoryTape) cut(off int64) error {
	t.b = t.b[:min(off, int64(len(t.b)))]
	return nil
}

func (t *memoryTape) replace(b []byte) error {
	t.b = bytes.Clone(b)
	return nil
}

func (t *memoryTape) Close() error { return nil }
