package vault

import (
	"bytes"
	"crypto/cipher"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"io"
	"slices"
	"time"
)

const (
	journalMagic  = "LVARCHJ1"
	journalHead   = len(journalMagic) + 16 // then the vault's id
	entryMark     = "\x89LVe\r\n\x1a\xf3"
	entryFixed    = 1 + 16 + 8 + 8 + 32 + 4
	partFixed     = 1 + 1 + 1 + 4 + 32
	saltSize      = 32
	maxHeader     = 4 << 20
	maxName       = 255
	maxValue      = 16 << 20
	maxEntry      = 256 << 20
	entryVersion  = 1
	boxAround     = saltSize + sealing
	journalsLimit = 4 << 30
)

// What a part of an entry does.
const (
	opPut    = 1
	opDelete = 2
	opErase  = 3
)

// Head is the last entry of a journal. Whoever holds one can show later that
// nothing up to that entry was changed, added or taken out.
type Head struct {
	Sequence uint64
	Hash     [32]byte
}

// String writes the hash as it is printed on what leaves the vault.
func (h Head) String() string { return hex.EncodeToString(h.Hash[:]) }

// entry is one transaction, as read back from its header.
type entry struct {
	Head
	writer [16]byte
	time   time.Time
	prev   [32]byte
	parts  []part
	frame  int64 // where the frame starts in a journal
	length int64
}

// part is one change to one record.
type part struct {
	op       byte
	kind, id string
	size     uint32   // of the value
	hash     [32]byte // of salt and value
	box      int64    // where the sealed salt and value start in a journal
}

// boxSize is how many bytes the sealed value takes; only a put has one.
func (p *part) boxSize() int64 {
	if p.op != opPut {
		return 0
	}
	return int64(p.size) + boxAround
}

// change is one change to be written.
type change struct {
	op       byte
	kind, id string
	value    []byte
}

// spot is where a version of a record stands: which entry, which of its parts.
type spot struct{ entry, part int }

// records is what the journal says of one kind.
type records struct {
	ids   []string          // every id ever used, sorted
	spots map[string][]spot // of each id, oldest first
}

// journal is the entries, and where in both copies each of them is.
type journal struct {
	seal    cipher.AEAD
	vaultID []byte
	tapes   [2]tape
	end     int64 // length of each copy
	entries []entry
	kinds   map[string]*records
}

func (j *journal) head() Head {
	if len(j.entries) == 0 {
		return Head{}
	}
	return j.entries[len(j.entries)-1].Head
}

func (j *journal) start() []byte { return append([]byte(journalMagic), j.vaultID...) }

func (j *journal) whereHeader() []byte { return place([]byte("leverarch/1/entry"), j.vaultID) }

func (j *journal) wherePart(entryHash [32]byte, i int) []byte {
	return place([]byte("leverarch/1/part"), j.vaultID, entryHash[:], u32(uint32(i)))
}

// hashHeader has no key in it, so that new keys break no head already printed.
func hashHeader(header []byte) [32]byte {
	return sha256.Sum256(append([]byte("leverarch/1/entry\n"), header...))
}

func isName(s string) bool {
	return len(s) > 0 && len(s) <= maxName && !bytes.Contains([]byte(s), []byte{0})
}

// frame writes an entry as it stands in a journal.
func (j *journal) frame(writer [16]byte, at time.Time, changes []change) ([]byte, error) {
	h := j.head()
	header := make([]byte, 0, entryFixed+len(changes)*(partFixed+48))
	header = append(header, entryVersion)
	header = append(header, writer[:]...)
	header = binary.BigEndian.AppendUint64(header, h.Sequence+1)
	header = binary.BigEndian.AppendUint64(header, uint64(at.UnixNano()))
	header = append(header, h.Hash[:]...)
	header = binary.BigEndian.AppendUint32(header, uint32(len(changes)))
	total := int64(0)
	plains := make([][]byte, len(changes))
	for i, c := range changes {
		if len(c.value) > maxValue {
			return nil, ErrTooBig
		}
		header = append(header, c.op, byte(len(c.kind)))
		header = append(header, c.kind...)
		header = append(header, byte(len(c.id)))
		header = append(header, c.id...)
		header = binary.BigEndian.AppendUint32(header, uint32(len(c.value)))
		var hash [32]byte
		if c.op == opPut {
			plain := make([]byte, saltSize, saltSize+len(c.value))
			rand.Read(plain)
			plains[i] = append(plain, c.value...)
			hash = sha256.Sum256(plains[i])
			total += int64(len(c.value)) + boxAround
		}
		header = append(header, hash[:]...)
	}
	if len(header)+sealing > maxHeader || total > maxEntry {
		return nil, ErrTooBig
	}
	hash := hashHeader(header)
	b := make([]byte, 0, int64(len(entryMark)+4+len(header)+sealing)+total)
	b = append(b, entryMark...)
	b = binary.BigEndian.AppendUint32(b, uint32(len(header)+sealing))
	b = sealTo(b, j.seal, header, j.whereHeader())
	for i, plain := range plains {
		if changes[i].op == opPut {
			b = sealTo(b, j.seal, plain, j.wherePart(hash, i))
			clear(plain)
		}
	}
	return b, nil
}

// parseHeader reads what frame wrote. The bytes are authentic already.
func parseHeader(b []byte) (e entry, err error) {
	if len(b) == 0 || b[0] != entryVersion {
		return e, ErrNewer
	}
	if len(b) < entryFixed {
		return e, ErrDamaged
	}
	e.Hash = hashHeader(b)
	e.writer = [16]byte(b[1:])
	e.Sequence = binary.BigEndian.Uint64(b[17:])
	e.time = time.Unix(0, int64(binary.BigEndian.Uint64(b[25:])))
	e.prev = [32]byte(b[33:])
	n := binary.BigEndian.Uint32(b[65:])
	b = b[entryFixed:]
	if int64(n)*partFixed > int64(len(b)) {
		return e, ErrDamaged
	}
	e.parts = make([]part, n)
	name := func() string {
		if len(b) < 1 || len(b) < 1+int(b[0]) {
			err = ErrDamaged
			return ""
		}
		n := 1 + int(b[0])
		s := string(b[1:n])
		b = b[n:]
		return s
	}
	for i := range e.parts {
		p := &e.parts[i]
		if len(b) < 1 {
			return e, ErrDamaged
		}
		p.op = b[0]
		b = b[1:]
		p.kind, p.id = name(), name()
		if err != nil || len(b) < 36 {
			return e, ErrDamaged
		}
		p.size = binary.BigEndian.Uint32(b)
		p.hash = [32]byte(b[4:])
		b = b[36:]
		if p.op < opPut || p.op > opErase {
			return e, ErrNewer
		}
		if p.size > maxValue || p.op != opPut && p.size != 0 {
			return e, ErrDamaged
		}
	}
	if len(b) != 0 {
		return e, ErrDamaged
	}
	return e, nil
}

// reading is one copy of a journal as read: its entries, and what lies between
// them that is none.
type reading struct {
	bytes   []byte
	entries []entry
	gaps    bool // there are bytes that are no entry, with an entry behind them
	tail    bool // there are bytes behind the last entry
	newer   bool // an entry that only a newer program understands
}

// read finds the entries in the bytes of one copy. After bytes that are none it
// goes on at the next mark that opens.
func (j *journal) read(b []byte) reading {
	r := reading{bytes: b}
	pos := journalHead
	if !bytes.HasPrefix(b, j.start()) {
		pos = 0
		r.gaps = len(b) > 0
	}
	// A file made to be slow has a mark at every turn, each claiming a long
	// header; what is spent on marks that do not open is bounded.
	purse := int64(64<<20) + 4*int64(len(b))
	lost := false
	for pos < len(b) {
		e, newer, cost := j.readFrame(b, pos)
		if e == nil {
			purse -= cost
			r.newer = r.newer || newer
			lost = true
			next := bytes.Index(b[pos+1:], []byte(entryMark))
			if next < 0 || purse < 0 {
				break
			}
			pos += 1 + next
			continue
		}
		r.gaps = r.gaps || lost
		lost = false
		r.entries = append(r.entries, *e)
		pos += int(e.length)
	}
	r.tail = lost
	return r
}

func (j *journal) readFrame(b []byte, pos int) (e *entry, newer bool, cost int64) {
	f := b[pos:]
	if len(f) < len(entryMark)+4+sealing+entryFixed || string(f[:len(entryMark)]) != entryMark {
		return nil, false, 0
	}
	n := int64(binary.BigEndian.Uint32(f[len(entryMark):]))
	box := f[len(entryMark)+4:]
	if n > int64(len(box)) || n > maxHeader {
		return nil, false, 0
	}
	header, ok := unseal(j.seal, box[:n], j.whereHeader())
	if !ok {
		return nil, false, n
	}
	got, err := parseHeader(header)
	if err != nil {
		return nil, errors.Is(err, ErrNewer), n
	}
	got.frame = int64(pos)
	at := int64(pos+len(entryMark)+4) + n
	for i := range got.parts {
		got.parts[i].box = at
		at += got.parts[i].boxSize()
	}
	if at > int64(len(b)) {
		return nil, false, n
	}
	got.length = at - int64(pos)
	return &got, false, n
}

// take makes the journal's memory of entries as they stand in both copies, and
// names what is missing between them.
func (j *journal) take(entries []entry) (missing []*Damaged) {
	j.entries, j.kinds = entries, map[string]*records{}
	j.end = int64(journalHead)
	interned := map[string]string{}
	var before Head
	for i := range entries {
		e := &entries[i]
		for s := before.Sequence + 1; s < e.Sequence && len(missing) < 1000; s++ {
			missing = append(missing, &Damaged{What: DamagedEntry, Sequence: s})
		}
		if e.Sequence == before.Sequence+1 && e.prev != before.Hash {
			missing = append(missing, &Damaged{What: DamagedEntry, Sequence: e.Sequence})
		}
		before = e.Head
		j.end = e.frame + e.length
		for k := range e.parts {
			p := &e.parts[k]
			if s, ok := interned[p.kind]; ok {
				p.kind = s
			} else {
				interned[p.kind] = p.kind
			}
			of := j.kinds[p.kind]
			if of == nil {
				of = &records{spots: map[string][]spot{}}
				j.kinds[p.kind] = of
			}
			if _, known := of.spots[p.id]; !known {
				of.ids = append(of.ids, p.id)
			}
			of.spots[p.id] = append(of.spots[p.id], spot{i, k})
		}
	}
	for _, of := range j.kinds {
		slices.Sort(of.ids)
	}
	return missing
}

// add writes one entry, to one copy and then the other, each flushed. An error
// that leaves it open what the disk holds is a *notFlushed.
func (j *journal) add(writer [16]byte, at time.Time, changes []change) error {
	b, err := j.frame(writer, at, changes)
	if err != nil {
		return err
	}
	// What could not be read back must not reach a disk.
	e, _, _ := j.readFrame(b, 0)
	if e == nil {
		return ErrDamaged
	}
	for _, t := range j.tapes {
		if err := t.put(b, j.end); err != nil {
			for _, t := range j.tapes {
				if e := t.cut(j.end); e != nil {
					return &notFlushed{errors.Join(err, e)}
				}
			}
			return err
		}
	}
	e.frame += j.end
	for i := range e.parts {
		e.parts[i].box += j.end
	}
	j.end += e.length
	j.entries = append(j.entries, *e)
	n := len(j.entries) - 1
	for k := range e.parts {
		p := &j.entries[n].parts[k]
		of := j.kinds[p.kind]
		if of == nil {
			of = &records{spots: map[string][]spot{}}
			j.kinds[p.kind] = of
		}
		if at, known := slices.BinarySearch(of.ids, p.id); !known {
			of.ids = slices.Insert(of.ids, at, p.id)
		}
		of.spots[p.id] = append(of.spots[p.id], spot{n, k})
	}
	return nil
}

func (j *journal) part(s spot) *part { return &j.entries[s.entry].parts[s.part] }

// newest gives where the newest version of a record stands; ok is false for a
// record that is not there, or no longer.
func (j *journal) newest(kind, id string) (s spot, ok bool) {
	of := j.kinds[kind]
	if of == nil {
		return s, false
	}
	all := of.spots[id]
	if len(all) == 0 {
		return s, false
	}
	s = all[len(all)-1]
	return s, j.part(s).op == opPut
}

// erased reports whether a later entry blanks the version.
func (j *journal) erased(s spot) bool {
	p := j.part(s)
	all := j.kinds[p.kind].spots[p.id]
	for i := len(all) - 1; i >= 0 && all[i] != s; i-- {
		if j.part(all[i]).op == opErase {
			return true
		}
	}
	return false
}

// value reads one version from the first copy that has it whole.
func (j *journal) value(s spot) ([]byte, *Damaged) {
	p, e := j.part(s), &j.entries[s.entry]
	for _, t := range j.tapes {
		box := make([]byte, p.boxSize())
		if _, err := t.ReadAt(box, p.box); err != nil && !errors.Is(err, io.EOF) {
			continue
		}
		if v, ok := j.openPart(e, s.part, box); ok {
			return v, nil
		}
	}
	return nil, &Damaged{What: DamagedRecord, Kind: p.kind, ID: p.id, Sequence: e.Sequence}
}

func (j *journal) openPart(e *entry, i int, box []byte) ([]byte, bool) {
	plain, ok := unseal(j.seal, box, j.wherePart(e.Hash, i))
	if !ok || sha256.Sum256(plain) != e.parts[i].hash {
		return nil, false
	}
	return plain[saltSize:], true
}

// toBlank gives every box that a later entry erases.
func (j *journal) toBlank() (boxes []*part) {
	for _, of := range j.kinds {
		for _, all := range of.spots {
			gone := false
			for i := len(all) - 1; i >= 0; i-- {
				p := j.part(all[i])
				if gone && p.op == opPut {
					boxes = append(boxes, p)
				}
				gone = gone || p.op == opErase
			}
		}
	}
	return boxes
}

// settle blanks in both copies what has been erased.
func (j *journal) settle() error {
	b := make([]byte, j.end)
	if _, err := io.ReadFull(io.NewSectionReader(j.tapes[0], 0, j.end), b); err != nil {
		return err
	}
	for _, p := range j.toBlank() {
		clear(b[p.box : p.box+p.boxSize()])
	}
	for _, t := range j.tapes {
		if err := t.replace(b); err != nil {
			return err
		}
	}
	return nil
}

func (j *journal) close() {
	for _, t := range j.tapes {
		if t != nil {
			t.Close()
		}
	}
}
