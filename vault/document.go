package vault

import (
	"bytes"
	"crypto/cipher"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"hash"
	"io"
	"io/fs"
	"sync"
	"time"
)

const (
	documentMagic = "LVARCHD1"
	chunkSize     = 256 << 10
	sealedChunk   = chunkSize + tagSize
	aboutFixed    = 8 + 32 + 8
	maxAbout      = 64 << 10
	documentStart = len(documentMagic) + saltSize + 4
	roomLeft      = 64 << 20 // what a write leaves free on the disk
)

// Stored says what was stored.
type Stored struct {
	ID     string // 32 lower-case hexadecimal letters
	Size   int64
	SHA256 string // of the bytes as they came
	Time   time.Time
}

// sealedFile is how one file is sealed: with a key of its own, so that a counter
// will do for a nonce.
type sealedFile struct {
	seal  cipher.AEAD
	where []byte
}

func (k *keys) file(area, id string, salt []byte) sealedFile {
	key := derive(k.files, salt, area+"/"+id)
	defer clear(key)
	return sealedFile{newSealer(key), place([]byte("leverarch/1/"+area), k.vaultID, []byte(id))}
}

// nonce counts the pieces of a file: 0 is what is said about it, its bytes start
// at 1. The last letter marks the last piece, so that a cut file shows.
func nonce(n uint64, last bool) []byte {
	b := make([]byte, nonceSize)
	binary.BigEndian.PutUint64(b[3:], n)
	if last {
		b[nonceSize-1] = 1
	}
	return b
}

// lengthHint gives how many bytes a reader still holds, or 0 where it cannot say.
func lengthHint(r io.Reader) int64 {
	switch r := r.(type) {
	case interface{ Len() int }:
		return int64(r.Len())
	case interface{ Stat() (fs.FileInfo, error) }:
		if info, err := r.Stat(); err == nil {
			return info.Size()
		}
	}
	return 0
}

// room gives ErrDiskFull unless twice n bytes fit and some are left over.
func room(s shelf, n int64) error {
	free, err := s.free()
	if err != nil {
		return err
	}
	if free < 2*uint64(n)+roomLeft {
		return ErrDiskFull
	}
	return nil
}

// writeFile seals a stream into a file and returns when it is on the disk.
func writeFile(v *Vault, area, id string, about []byte, r io.Reader, at time.Time) (Stored, error) {
	if len(about) > maxAbout {
		return Stored{}, ErrTooBig
	}
	if err := room(v.shelf, lengthHint(r)); err != nil {
		return Stored{}, err
	}
	out, err := v.shelf.begin(area, id)
	if err != nil {
		return Stored{}, err
	}
	st, err := sealStream(v, area, id, about, r, at, out)
	if err != nil {
		out.abandon()
		return Stored{}, err
	}
	return st, out.commit()
}

func sealStream(v *Vault, area, id string, about []byte, r io.Reader, at time.Time, out io.WriterAt) (Stored, error) {
	salt := make([]byte, saltSize)
	rand.Read(salt)
	f := v.keys.file(area, id, salt)
	headLength := aboutFixed + len(about) + tagSize
	off := int64(documentStart + headLength)
	st := Stored{ID: id, Time: at}
	sum := newSummer()
	defer sum.stop()

	// One piece is read ahead, because the last must be known as the last.
	this, next := make([]byte, sealedChunk), make([]byte, sealedChunk)
	defer func() { clear(this); clear(next) }()
	n, err := readChunk(r, this)
	if err != nil {
		return st, err
	}
	for count := uint64(1); ; count++ {
		m := 0
		if n == chunkSize {
			if m, err = readChunk(r, next); err != nil {
				return st, err
			}
		}
		last := m == 0
		st.Size += int64(n)
		// The hash is made beside the sealing; both read the same bytes, so the
		// sealed ones go elsewhere.
		sum.add(this[:n])
		box := f.seal.Seal(sum.box[:0], nonce(count, last), this[:n], f.where)
		_, err := out.WriteAt(box, off)
		sum.wait()
		if err != nil {
			return st, full(err)
		}
		off += int64(len(box))
		if last {
			break
		}
		if v.closed.Load() {
			return st, ErrClosed
		}
		if count%128 == 0 {
			if err := room(v.shelf, 0); err != nil {
				return st, err
			}
		}
		this, next, n = next, this, m
	}

	// What is said about the bytes is only known now; its place was kept.
	hash := sum.Sum(nil)
	st.SHA256 = hex.EncodeToString(hash)
	head := binary.BigEndian.AppendUint64(nil, uint64(st.Size))
	head = append(head, hash...)
	head = binary.BigEndian.AppendUint64(head, uint64(st.Time.UnixNano()))
	head = append(head, about...)
	start := append([]byte(documentMagic), salt...)
	start = append(start, u32(uint32(headLength))...)
	start = f.seal.Seal(start, nonce(0, false), head, f.where)
	_, err = out.WriteAt(start, 0)
	return st, full(err)
}

func readChunk(r io.Reader, b []byte) (int, error) {
	n, err := io.ReadFull(r, b[:chunkSize])
	if err == io.EOF || err == io.ErrUnexpectedEOF {
		err = nil
	}
	return n, err
}

// summer hashes pieces on a second processor while they are sealed and written.
type summer struct {
	hash.Hash
	in   chan []byte
	done chan struct{}
	box  []byte
}

func newSummer() *summer {
	s := &summer{sha256.New(), make(chan []byte), make(chan struct{}), make([]byte, sealedChunk)}
	go func() {
		for b := range s.in {
			s.Write(b)
			s.done <- struct{}{}
		}
	}()
	return s
}

func (s *summer) add(b []byte) { s.in <- b }
func (s *summer) wait()        { <-s.done }
func (s *summer) stop()        { close(s.in) }

// Reader reads a document. Each piece is checked before any of it is given out;
// a piece that is not as it was written is a *Damaged. It stops with ErrClosed
// when the vault is closed.
type Reader struct {
	vault  *Vault
	file   finished
	sealed sealedFile
	hurt   *Damaged
	start  int64 // where the pieces start
	stored Stored
	head   []byte // as it is sealed: the same, and what is said about it
	about  []byte

	pos int64

	mu    sync.Mutex
	box   []byte
	piece []byte // the piece last opened, in box
	at    int64  // its number, or -1
}

var (
	_ io.ReadSeekCloser = (*Reader)(nil)
	_ io.ReaderAt       = (*Reader)(nil)
)

func openFile(v *Vault, area, id string) (*Reader, error) {
	f, err := v.shelf.open(area, id)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, ErrNotFound
	}
	if err != nil {
		return nil, err
	}
	r := &Reader{vault: v, file: f, hurt: damagedFile(area, id), at: -1}
	if !r.begin(area, id) {
		f.Close()
		v.note(r.hurt)
		return nil, r.hurt
	}
	return r, nil
}

// begin reads what is said about the document and how long it must be.
func (r *Reader) begin(area, id string) bool {
	start := make([]byte, documentStart)
	if n, _ := r.file.ReadAt(start, 0); n != len(start) || string(start[:len(documentMagic)]) != documentMagic {
		return false
	}
	n := int64(binary.BigEndian.Uint32(start[documentStart-4:]))
	if n < aboutFixed+tagSize || n > aboutFixed+tagSize+maxAbout {
		return false
	}
	box := make([]byte, n)
	if got, _ := r.file.ReadAt(box, int64(documentStart)); got != len(box) {
		return false
	}
	r.start = int64(documentStart) + n
	r.sealed = r.vault.keys.file(area, id, start[len(documentMagic):documentStart-4])
	head, err := r.sealed.seal.Open(nil, nonce(0, false), box, r.sealed.where)
	if err != nil {
		return false
	}
	r.stored = Stored{
		ID: id, Size: int64(binary.BigEndian.Uint64(head)),
		SHA256: hex.EncodeToString(head[8:40]),
		Time:   time.Unix(0, int64(binary.BigEndian.Uint64(head[40:]))),
	}
	r.head, r.about = head, head[aboutFixed:]
	return r.file.size() == r.start+r.stored.Size+r.chunks()*tagSize
}

func damagedFile(area, id string) *Damaged {
	switch area {
	case words:
		return &Damaged{What: DamagedWords, ID: id}
	case aside:
		return &Damaged{What: damagedAside, ID: id}
	}
	return &Damaged{What: DamagedDocument, ID: id}
}

// chunks counts the pieces; a file of no bytes has one, which is empty.
func (r *Reader) chunks() int64 { return max(1, (r.stored.Size+chunkSize-1)/chunkSize) }

// Stored says what was stored.
func (r *Reader) Stored() Stored { return r.stored }

// Size gives the number of bytes.
func (r *Reader) Size() int64 { return r.stored.Size }

// About gives what was said about the document when it was stored.
func (r *Reader) About() []byte { return bytes.Clone(r.about) }

// open makes piece i the one that is kept.
func (r *Reader) open(i int64) error {
	last := i == r.chunks()-1
	n := int64(sealedChunk)
	if last {
		n = r.stored.Size - i*chunkSize + tagSize
	}
	if r.box == nil {
		r.box = make([]byte, min(sealedChunk, r.stored.Size+tagSize))
	}
	r.at = -1
	box := r.box[:n]
	if _, err := r.file.ReadAt(box, r.start+i*sealedChunk); errors.Is(err, fs.ErrClosed) {
		return err
	}
	// What could not be read does not open either.
	plain, err := r.sealed.seal.Open(box[:0], nonce(uint64(i)+1, last), box, r.sealed.where)
	if err != nil {
		r.vault.note(r.hurt)
		return r.hurt
	}
	r.piece, r.at = plain, i
	return nil
}

// ReadAt implements io.ReaderAt. It may be called from several goroutines. The
// piece last opened is kept, because those who read here and there in a document
// mostly read a little at a time.
func (r *Reader) ReadAt(b []byte, off int64) (n int, err error) {
	if off < 0 {
		return 0, fs.ErrInvalid
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	for n < len(b) {
		if r.vault.closed.Load() {
			return n, ErrClosed
		}
		// A document of no bytes has one piece, and it is looked at too.
		i := min(off/chunkSize, r.chunks()-1)
		if r.at != i {
			if err := r.open(i); err != nil {
				return n, err
			}
		}
		if off >= r.stored.Size {
			return n, io.EOF
		}
		m := copy(b[n:], r.piece[off-i*chunkSize:])
		n += m
		off += int64(m)
	}
	return n, nil
}

// Read implements io.Reader.
func (r *Reader) Read(b []byte) (int, error) {
	// No further than the piece goes, so that what is good before a damaged
	// piece is given out before the damage is told.
	b = b[:min(int64(len(b)), chunkSize-r.pos%chunkSize)]
	n, err := r.ReadAt(b, r.pos)
	r.pos += int64(n)
	if n > 0 && err == io.EOF {
		err = nil
	}
	return n, err
}

// Seek implements io.Seeker.
func (r *Reader) Seek(off int64, whence int) (int64, error) {
	switch whence {
	case io.SeekCurrent:
		off += r.pos
	case io.SeekEnd:
		off += r.stored.Size
	}
	if off < 0 {
		return r.pos, fs.ErrInvalid
	}
	r.pos = off
	return off, nil
}

// Close lets go of the file and clears what was read last.
func (r *Reader) Close() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	clear(r.box)
	r.at = -1
	return r.file.Close()
}
