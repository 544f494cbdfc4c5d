// Command unseal opens a vault with nothing but FORMAT.md: it shares no line with
// the program that made it, and does not know what its records mean. It is for the
// day when that program is gone.
//
//	unseal VAULT OUT <secret
//
// The passphrase, or the recovery key as printed, is read from standard input.
// OUT, which must not be there yet, gets each document and each document's words
// as a file under its id, and two lists: documents.json says what was said about
// each, and records.json is the newest value of every record.
//
// It writes what it finds in clear. It changes nothing in the vault, and goes on
// past what is damaged, which it names.
package main

import (
	"bytes"
	"cmp"
	"crypto/aes"
	"crypto/cipher"
	"crypto/ecdh"
	"crypto/hkdf"
	"crypto/sha256"
	"encoding/base32"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"
	"golang.org/x/text/unicode/norm"
)

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: unseal VAULT OUT, with the passphrase or the recovery key on standard input")
		os.Exit(2)
	}
	secret, err := io.ReadAll(os.Stdin)
	if err == nil {
		err = unseal(os.Args[1], os.Args[2], strings.TrimRight(string(secret), "\r\n"), os.Stderr)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// unseal writes all that is in the vault to out, and names on says what is
// damaged.
func unseal(dir, out, secret string, says io.Writer) error {
	v, err := open(dir, secret)
	if err != nil {
		return err
	}
	records, read, err := v.records(says)
	if err != nil {
		return err
	}
	if err := os.Mkdir(out, 0o700); err != nil {
		return err
	}
	list := map[string]told{}
	for _, area := range []string{"documents", "words"} {
		files, err := filepath.Glob(filepath.Join(v.root, area, "??", "????????????????????????????????"))
		if err != nil {
			return err
		}
		if err := os.Mkdir(filepath.Join(out, area), 0o700); err != nil {
			return err
		}
		for _, path := range files {
			id := filepath.Base(path)
			plain, about, err := v.file(area, id, path)
			if err == nil && area == "words" && about.Time.Before(read[id]) {
				err = errors.New("it is an older copy")
			}
			if err != nil {
				fmt.Fprintf(says, "%s of %s: %v\n", area, id, err)
				continue
			}
			if area == "documents" {
				list[id] = about
			}
			if err := os.WriteFile(filepath.Join(out, area, id), plain, 0o600); err != nil {
				return err
			}
		}
	}
	return errors.Join(writeJSON(filepath.Join(out, "documents.json"), list), writeJSON(filepath.Join(out, "records.json"), records))
}

func writeJSON(path string, v any) error {
	b, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(path, append(b, '\n'), 0o600)
}

// place is place(p1, p2, …).
func place(parts ...[]byte) (b []byte) {
	for _, p := range parts {
		b = binary.BigEndian.AppendUint32(b, uint32(len(p)))
		b = append(b, p...)
	}
	return b
}

func u32(n uint32) []byte { return binary.BigEndian.AppendUint32(nil, n) }

// derive is derive(secret, salt, purpose).
func derive(secret, salt []byte, purpose string) []byte {
	k, err := hkdf.Key(sha256.New, secret, salt, "leverarch/1/"+purpose, 32)
	if err != nil {
		panic(err)
	}
	return k
}

func gcm(key []byte) cipher.AEAD {
	block, err := aes.NewCipher(key)
	if err != nil {
		panic(err)
	}
	g, err := cipher.NewGCM(block)
	if err != nil {
		panic(err)
	}
	return g
}

var errSeal = errors.New("it does not open")

// opened undoes seal(key, where, plain).
func opened(g cipher.AEAD, sealed, where []byte) ([]byte, error) {
	if len(sealed) < 28 {
		return nil, errSeal
	}
	plain, err := g.Open(nil, sealed[:12], sealed[12:], where)
	if err != nil {
		return nil, errSeal
	}
	return plain, nil
}

// keyring is V and K, and the root, where all but the key file is.
type keyring struct {
	id, key []byte
	root    string
}

// keyFile is vault.json.
type keyFile struct {
	Format   int
	Vault    string
	Revision uint64
	Folder   string
	Wraps    []wrap
}

type wrap struct {
	By, Way        string
	Time, Memory   uint32
	Threads        uint8
	Salt, Own, Key []byte
}

// bearable reports whether a wrap asks for no more memory and time than a vault
// may.
func (w *wrap) bearable() bool {
	return w.Way == "argon2id" && w.Time >= 1 && w.Time <= 16 && w.Threads >= 1 && w.Threads <= 16 &&
		w.Memory >= 8*uint32(w.Threads) && w.Memory <= 524288 && uint64(w.Time)*uint64(w.Memory) <= 4194304
}

// open takes the three steps from a stretched secret to K.
func (w *wrap) open(stretched, id []byte) ([]byte, error) {
	own, err := opened(gcm(stretched), w.Own, place([]byte("leverarch/1/wrap"), id, []byte(w.By), []byte(w.Way),
		u32(w.Time), u32(w.Memory), []byte{w.Threads}, w.Salt))
	if err != nil {
		return nil, err
	}
	x, err := ecdh.X25519().NewPrivateKey(derive(own, id, "wrap pair"))
	if err != nil {
		return nil, err
	}
	p := x.PublicKey().Bytes()
	where := place([]byte("leverarch/1/key"), id, p)
	eb, err := opened(gcm(derive(own, id, "wrap lock")), w.Key, where)
	if err != nil || len(eb) < 32 {
		return nil, errSeal
	}
	e, err := ecdh.X25519().NewPublicKey(eb[:32])
	if err != nil {
		return nil, err
	}
	shared, err := x.ECDH(e)
	if err != nil {
		return nil, err
	}
	return opened(gcm(derive(shared, slices.Concat(eb[:32], p), "wrap")), eb[32:], where)
}

var folderName = regexp.MustCompile(`^(keys-[1-9][0-9]*)?$`)

// open unwraps the vault key, from whichever copy of the key file opens, the
// newer first.
func open(dir, secret string) (*keyring, error) {
	var files []keyFile
	for _, name := range []string{"vault.json", "vault.json.2"} {
		b, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil || len(b) > 65536 {
			continue
		}
		var f keyFile
		if json.Unmarshal(b, &f) == nil {
			files = append(files, f)
		}
	}
	if len(files) == 0 {
		return nil, errors.New("there is no key file that can be read")
	}
	slices.SortStableFunc(files, func(a, b keyFile) int { return cmp.Compare(b.Revision, a.Revision) })
	stretched := map[string][]byte{}
	for _, f := range files {
		id, err := hex.DecodeString(f.Vault)
		if f.Format > 1 {
			return nil, errors.New("the vault is of a newer format")
		}
		if f.Format != 1 || err != nil || len(id) != 16 || !folderName.MatchString(f.Folder) {
			continue
		}
		for _, w := range f.Wraps {
			s := norm.NFKC.Bytes([]byte(secret))
			if w.By == "recovery" {
				s = recoveryKey(secret)
			}
			if s == nil || !w.bearable() {
				continue
			}
			cost := fmt.Sprintf("%x %d %d %d %x", s, w.Time, w.Memory, w.Threads, w.Salt)
			if stretched[cost] == nil {
				stretched[cost] = argon2.IDKey(s, w.Salt, w.Time, w.Memory, w.Threads, 32)
			}
			if key, err := w.open(stretched[cost], id); err == nil && len(key) == 32 {
				return &keyring{id, key, filepath.Join(dir, f.Folder)}, nil
			}
		}
	}
	return nil, errors.New("that is neither a passphrase nor the recovery key of this vault")
}

// recoveryKey reads one as printed; nil where it is none.
func recoveryKey(text string) []byte {
	text = strings.NewReplacer("-", "", " ", "", "O", "0", "I", "1", "L", "1", "U", "V").Replace(strings.ToUpper(text))
	b, err := base32.NewEncoding("0123456789ABCDEFGHJKMNPQRSTVWXYZ").WithPadding(base32.NoPadding).DecodeString(text)
	if err != nil || len(b) != 20 {
		return nil
	}
	sum := sha256.Sum256(append([]byte("leverarch/1/recovery"), b[:16]...))
	if !bytes.Equal(sum[:4], b[16:]) {
		return nil
	}
	return b[:16]
}

// told is what is said about a document.
type told struct {
	Size   uint64    `json:"size"`
	SHA256 string    `json:"sha256"`
	Time   time.Time `json:"time"`
	About  any       `json:"about"`
}

// file opens one document, or the words of one.
func (v *keyring) file(area, id, path string) ([]byte, told, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, told{}, err
	}
	if len(b) < 44 || string(b[:8]) != "LVARCHD1" {
		return nil, told{}, errSeal
	}
	salt, n := b[8:40], int64(binary.BigEndian.Uint32(b[40:]))
	g := gcm(derive(derive(v.key, v.id, "files"), salt, area+"/"+id))
	where := place([]byte("leverarch/1/"+area), v.id, []byte(id))
	b = b[44:]
	if n > int64(len(b)) {
		return nil, told{}, errSeal
	}
	head, err := g.Open(nil, counted(0, false), b[:n], where)
	if err != nil || len(head) < 48 {
		return nil, told{}, errSeal
	}
	about := told{
		Size: binary.BigEndian.Uint64(head), SHA256: hex.EncodeToString(head[8:40]),
		Time: time.Unix(0, int64(binary.BigEndian.Uint64(head[40:]))).UTC(), About: value(head[48:]),
	}
	var plain []byte
	b = b[n:]
	for i := uint64(1); ; i++ {
		last := len(b) <= 262144+16
		box := b[:min(len(b), 262144+16)]
		b = b[len(box):]
		piece, err := g.Open(nil, counted(i, last), box, where)
		if err != nil {
			return nil, about, errSeal
		}
		plain = append(plain, piece...)
		if last {
			break
		}
	}
	sum := sha256.Sum256(plain)
	if uint64(len(plain)) != about.Size || !bytes.Equal(sum[:], head[8:40]) {
		return nil, about, errors.New("it is not what was stored")
	}
	return plain, about, nil
}

// counted is the nonce of a piece.
func counted(n uint64, last bool) []byte {
	b := binary.BigEndian.AppendUint64([]byte{0, 0, 0}, n)
	if last {
		return append(b, 1)
	}
	return append(b, 0)
}

// value is JSON as it is, other text as text, and other bytes in base64.
func value(b []byte) any {
	switch {
	case json.Valid(b):
		return json.RawMessage(b)
	case utf8.Valid(b):
		return string(b)
	}
	return map[string]string{"base64": base64.StdEncoding.EncodeToString(b)}
}

const mark = "\x89LVe\r\n\x1a\xf3"

// entry is one of the journal's, as it stands in each copy that has it.
type entry struct {
	sequence   uint64
	hash, prev [32]byte
	parts      []part
	boxes      [2][][]byte // none in a copy that does not have it
}

type part struct {
	op       byte
	kind, id string
	size     int
	hash     [32]byte
}

// records reads both journals as one, and gives the newest value of every record,
// by kind and id, and when the words of each document were last written.
func (v *keyring) records(says io.Writer) (map[string]map[string]any, map[string]time.Time, error) {
	g := gcm(derive(v.key, v.id, "journal"))
	all := map[[32]byte]*entry{}
	for i, name := range []string{"a", "b"} {
		b, err := os.ReadFile(filepath.Join(v.root, "journal", name))
		if err != nil {
			fmt.Fprintln(says, err)
			continue
		}
		if err := v.read(g, b, i, all); err != nil {
			return nil, nil, err
		}
	}
	chain := chained(g, v.id, all)
	if len(chain) == 0 {
		return nil, nil, errors.New("no entry of the journal can be read")
	}
	before := uint64(0)
	for _, e := range chain {
		if e.sequence != before+1 {
			fmt.Fprintf(says, "entries %d to %d of the journal are lost\n", before+1, e.sequence-1)
		}
		before = e.sequence
	}
	records, read := map[string]map[string]any{}, map[string]time.Time{}
	for _, e := range chain {
		for i, p := range e.parts {
			if p.kind == ".words" {
				if b, err := e.value(g, v.id, i); err == nil && len(b) == 8 {
					read[p.id] = time.Unix(0, int64(binary.BigEndian.Uint64(b)))
				}
			}
			if strings.HasPrefix(p.kind, ".") {
				continue // the vault's own
			}
			if p.op != 1 {
				delete(records[p.kind], p.id)
				continue
			}
			if records[p.kind] == nil {
				records[p.kind] = map[string]any{}
			}
			// What was erased does not open, and is deleted again further on.
			records[p.kind][p.id] = lost(e.sequence)
			if b, err := e.value(g, v.id, i); err == nil {
				records[p.kind][p.id] = value(b)
			}
		}
	}
	for kind, of := range records {
		for id, got := range of {
			if n, hurt := got.(lost); hurt {
				fmt.Fprintf(says, "%s %s, in entry %d of the journal: %v\n", kind, id, n, errSeal)
				delete(of, id)
			}
		}
	}
	return records, read, nil
}

// lost stands for a value that does not open, in the entry of that sequence.
type lost uint64

// read finds the entries in one copy of the journal.
func (v *keyring) read(g cipher.AEAD, b []byte, copyNumber int, all map[[32]byte]*entry) error {
	for {
		at := bytes.Index(b, []byte(mark))
		if at < 0 {
			return nil
		}
		b = b[at:]
		e, boxes, length, err := v.entry(g, b)
		if err != nil {
			return err
		}
		if e == nil {
			b = b[1:]
			continue
		}
		if all[e.hash] == nil {
			all[e.hash] = e
		}
		all[e.hash].boxes[copyNumber] = boxes
		b = b[length:]
	}
}

// entry reads what begins at a mark; none where it is no entry.
func (v *keyring) entry(g cipher.AEAD, b []byte) (e *entry, boxes [][]byte, length int, err error) {
	if len(b) < 12 {
		return nil, nil, 0, nil
	}
	n := int(binary.BigEndian.Uint32(b[8:]))
	if n > 4194304 || n > len(b)-12 {
		return nil, nil, 0, nil
	}
	h, err := opened(g, b[12:12+n], place([]byte("leverarch/1/entry"), v.id))
	if err != nil {
		return nil, nil, 0, nil
	}
	if len(h) == 0 || h[0] != 1 {
		return nil, nil, 0, errors.New("the journal is of a newer format")
	}
	if len(h) < 69 {
		return nil, nil, 0, nil
	}
	e = &entry{sequence: binary.BigEndian.Uint64(h[17:]), hash: sha256.Sum256(append([]byte("leverarch/1/entry\n"), h...)), prev: [32]byte(h[33:])}
	length = 12 + n
	count := binary.BigEndian.Uint32(h[65:])
	h = h[69:]
	name := func() (s string) {
		if len(h) > 0 && len(h) > int(h[0]) {
			n := 1 + int(h[0])
			s, h = string(h[1:n]), h[n:]
		}
		return s
	}
	for range count {
		if len(h) == 0 {
			return nil, nil, 0, nil
		}
		p := part{op: h[0]}
		if p.op < 1 || p.op > 3 {
			return nil, nil, 0, errors.New("the journal is of a newer format")
		}
		h = h[1:]
		p.kind, p.id = name(), name()
		if len(h) < 36 {
			return nil, nil, 0, nil
		}
		p.size, p.hash, h = int(binary.BigEndian.Uint32(h)), [32]byte(h[4:]), h[36:]
		var box []byte
		if p.op == 1 {
			if p.size > 16777216 || len(b)-length < 60+p.size {
				return nil, nil, 0, nil
			}
			box = b[length : length+60+p.size]
			length += len(box)
		}
		e.parts, boxes = append(e.parts, p), append(boxes, box)
	}
	return e, boxes, length, nil
}

// value opens the box of a part from whichever copy has it whole.
func (e *entry) value(g cipher.AEAD, id []byte, i int) ([]byte, error) {
	for _, boxes := range e.boxes {
		if boxes == nil {
			continue
		}
		plain, err := opened(g, boxes[i], place([]byte("leverarch/1/part"), id, e.hash[:], u32(uint32(i))))
		if err == nil && sha256.Sum256(plain) == e.parts[i].hash {
			return plain[32:], nil
		}
	}
	return nil, errSeal
}

// chained gives the entries from the head back along the hashes, oldest first.
func chained(g cipher.AEAD, id []byte, all map[[32]byte]*entry) (chain []*entry) {
	byAge := make([]*entry, 0, len(all))
	for _, e := range all {
		byAge = append(byAge, e)
	}
	slices.SortFunc(byAge, func(a, b *entry) int { return cmp.Compare(a.sequence, b.sequence) })
	// What the first copy alone has, behind all the second has, was acknowledged
	// only if it is whole.
	if n := len(byAge); n > 1 {
		e, second := byAge[n-1], byAge[n-2]
		torn := e.boxes[1] == nil && e.prev == second.hash && second.boxes[1] != nil
		whole := true
		for i, p := range e.parts {
			if p.op == 1 {
				_, err := e.value(g, id, i)
				whole = whole && err == nil
			}
		}
		if torn && !whole {
			byAge = byAge[:n-1]
		}
	}
	for i := len(byAge) - 1; i >= 0; {
		e := byAge[i]
		chain = append(chain, e)
		next := -1
		for k := i - 1; k >= 0; k-- {
			if byAge[k].sequence < e.sequence && (next < 0 || byAge[k].hash == e.prev) {
				next = k
				if byAge[k].hash == e.prev {
					break
				}
			}
		}
		i = next
	}
	slices.Reverse(chain)
	return chain
}
