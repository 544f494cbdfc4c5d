package vault

import (
	"bytes"
	"crypto/ecdh"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"runtime/debug"
	"strings"
	"sync/atomic"
	"time"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"
	"golang.org/x/text/unicode/norm"
)

const format = 1

// What a wrap is opened by.
const (
	byPassphrase = "passphrase"
	byRecovery   = "recovery"
)

// keyFile is vault.json.
type keyFile struct {
	Format   int    `json:"format"`
	Vault    string `json:"vault"`
	Revision uint64 `json:"revision"`
	// Folder holds journal, documents, words and store; empty is the vault's own.
	Folder string `json:"folder,omitempty"`
	Wraps  []wrap `json:"wraps"`
	Seal   string `json:"seal"`
}

// wrap is the vault key sealed for one who holds a secret.
//
// The secret opens Own, 32 random bytes that are this wrap's and in no other
// place. From them come a lock and a key pair: the vault key is sealed to the
// pair, and that under the lock. Whoever holds the vault key knows lock and
// public key from About, and so can seal a new vault key here without the
// secret. Somebody who was taken out knows them too, and still cannot open what
// is sealed here; somebody who never was in cannot put a vault key of their own
// in its place, because they do not know the lock.
type wrap struct {
	By string `json:"by"`
	stretching
	Own   []byte `json:"own"`
	Key   []byte `json:"key"`
	About []byte `json:"about"`
}

// bearer is what a holder of the vault key knows of whom a wrap is for.
type bearer struct {
	added  time.Time
	public []byte
	lock   []byte
	name   string // a carer's label; of the recovery wrap, the recovery key
}

// stretching is how a secret is made into a key, and how dear that is.
type stretching struct {
	Way     string `json:"way"`
	Time    uint32 `json:"time"`
	Memory  uint32 `json:"memory"` // KiB
	Threads uint8  `json:"threads"`
	Salt    []byte `json:"salt"`
}

const (
	argon2id = "argon2id"

	floorTime    = 3
	floorMemory  = 64 << 10 // KiB
	capMemory    = 256 << 10
	capTime      = 8
	aimedAt      = 700 * time.Millisecond
	usualThreads = 4

	// A key file read from a disk may ask for no more than this, whoever wrote it.
	maxKeyFile = 64 << 10
	maxWraps   = 32
	maxLabel   = 200
	bearerSize = 8 + 32 + 32 // without the name
	maxMemory  = 512 << 10   // KiB
	maxTime    = 16
	maxThreads = 16
	maxWork    = 4 << 20  // KiB times passes, for one secret
	maxAllWork = 16 << 20 // and for all of them
)

var cheapKeys atomic.Bool

// TestOnlyCheapKeys makes every vault made by this process from now on quick to
// open and useless as a lock. Only tests call it; t may be nil where there is
// none yet, as in TestMain.
func TestOnlyCheapKeys(t interface{ Helper() }) {
	if t != nil {
		t.Helper()
	}
	cheapKeys.Store(true)
}

// calibrate chooses the dearest stretching that takes about aimedAt here, never
// cheaper than the floor.
func calibrate() stretching {
	s := stretching{Way: argon2id, Time: floorTime, Memory: floorMemory, Threads: usualThreads, Salt: newSalt()}
	if cheapKeys.Load() {
		s.Time, s.Memory, s.Threads = 1, 64, 1
		return s
	}
	start := time.Now()
	clear(s.stretch([]byte("how fast is this computer")))
	took := max(time.Since(start), time.Millisecond)
	s.Memory = uint32(min(max(int64(floorMemory)*int64(aimedAt)/int64(took), floorMemory), capMemory))
	s.Memory -= s.Memory % (16 << 10)
	perPass := took * time.Duration(s.Memory) / (floorMemory * floorTime)
	s.Time = uint32(min(max(aimedAt/max(perPass, 1), floorTime), capTime))
	return s
}

func newSalt() []byte {
	b := make([]byte, 16)
	rand.Read(b)
	return b
}

// same is equal for two that make the same key of the same secret.
func (s stretching) same() string {
	return string(place(u32(s.Time), u32(s.Memory), []byte{s.Threads}, s.Salt))
}

func (s stretching) work() uint64 { return uint64(s.Memory) * uint64(s.Time) }

// bearable refuses, before any work is done, what no program of ours wrote.
func (s stretching) bearable() bool {
	return s.Way == argon2id &&
		s.Time >= 1 && s.Time <= maxTime &&
		s.Threads >= 1 && s.Threads <= maxThreads &&
		s.Memory >= 8*uint32(s.Threads) && s.Memory <= maxMemory &&
		s.work() <= maxWork &&
		len(s.Salt) >= 16 && len(s.Salt) <= 64
}

func (s stretching) stretch(secret []byte) []byte {
	key := argon2.IDKey(secret, s.Salt, s.Time, s.Memory, s.Threads, keySize)
	if s.Memory >= floorMemory {
		debug.FreeOSMemory()
	}
	return key
}

func (w *wrap) where(vaultID []byte) []byte {
	return place([]byte("leverarch/1/wrap"), vaultID, []byte(w.By),
		[]byte(w.Way), u32(w.Time), u32(w.Memory), []byte{w.Threads}, w.Salt)
}

func (w *wrap) whereAbout(vaultID []byte) []byte {
	return place([]byte("leverarch/1/about"), vaultID, []byte(w.By), w.Own)
}

func whereKey(vaultID, public []byte) []byte {
	return place([]byte("leverarch/1/key"), vaultID, public)
}

// newWrap makes a wrap for a carer of that label, or for the recovery key.
func newWrap(by, label string, s stretching, secret, vaultKey, vaultID []byte) wrap {
	k := s.stretch(secret)
	defer clear(k)
	return wrapUnder(k, by, label, s, secret, vaultKey, vaultID, time.Now())
}

func wrapUnder(stretched []byte, by, label string, s stretching, secret, vaultKey, vaultID []byte, added time.Time) wrap {
	w := wrap{By: by, stretching: s}
	own := randomKey()
	defer clear(own)
	w.Own = sealTo(nil, newSealer(stretched), own, w.where(vaultID))
	private, lock := pair(own, vaultID)
	b := bearer{added, private.PublicKey().Bytes(), lock, label}
	if by == byRecovery {
		b.name = string(secret)
	}
	w.give(vaultKey, vaultID, b)
	return w
}

// pair makes what belongs to a wrap out of the bytes that are its own.
func pair(own, vaultID []byte) (private *ecdh.PrivateKey, lock []byte) {
	private, err := ecdh.X25519().NewPrivateKey(derive(own, vaultID, "wrap pair"))
	if err != nil {
		panic(err) // only for a wrong key length
	}
	return private, derive(own, vaultID, "wrap lock")
}

// give seals a vault key for the bearer.
func (w *wrap) give(vaultKey, vaultID []byte, b bearer) {
	public, err := ecdh.X25519().NewPublicKey(b.public)
	if err != nil {
		panic(err) // only for a wrong key length
	}
	once, err := ecdh.X25519().GenerateKey(rand.Reader)
	if err != nil {
		panic(err) // the computer's randomness does not end
	}
	shared, err := once.ECDH(public)
	if err != nil {
		panic(err) // only for a public key that pair does not make
	}
	inner := once.PublicKey().Bytes()
	k := derive(shared, append(bytes.Clone(inner), b.public...), "wrap")
	inner = sealTo(inner, newSealer(k), vaultKey, whereKey(vaultID, b.public))
	clear(k)
	clear(shared)
	w.Key = sealTo(nil, newSealer(b.lock), inner, whereKey(vaultID, b.public))

	about := binary.BigEndian.AppendUint64(nil, uint64(b.added.UnixNano()))
	about = append(append(append(about, b.public...), b.lock...), b.name...)
	g := newSealer(derive(vaultKey, vaultID, "bearers"))
	w.About = sealTo(nil, g, about, w.whereAbout(vaultID))
	clear(about)
}

// open gives the vault key to whoever holds the stretched secret.
func (w *wrap) open(stretched, vaultID []byte) (vaultKey []byte, ok bool) {
	own, ok := unseal(newSealer(stretched), w.Own, w.where(vaultID))
	if !ok {
		return nil, false
	}
	defer clear(own)
	private, lock := pair(own, vaultID)
	public := private.PublicKey().Bytes()
	inner, ok := unseal(newSealer(lock), w.Key, whereKey(vaultID, public))
	if !ok || len(inner) != 32+keySize+sealing {
		return nil, false
	}
	once, err := ecdh.X25519().NewPublicKey(inner[:32])
	if err != nil {
		return nil, false
	}
	shared, err := private.ECDH(once)
	if err != nil {
		return nil, false
	}
	k := derive(shared, append(bytes.Clone(inner[:32]), public...), "wrap")
	defer clear(k)
	return unseal(newSealer(k), inner[32:], whereKey(vaultID, public))
}

// bearer opens what is said of whom the wrap is for.
func (w *wrap) bearer(vaultKey, vaultID []byte) (b bearer, ok bool) {
	g := newSealer(derive(vaultKey, vaultID, "bearers"))
	about, ok := unseal(g, w.About, w.whereAbout(vaultID))
	if !ok || len(about) < bearerSize {
		return b, false
	}
	return bearer{
		added:  time.Unix(0, int64(binary.BigEndian.Uint64(about))),
		public: about[8:40], lock: about[40:72], name: string(about[bearerSize:]),
	}, true
}

// parseKeyFile reads vault.json. It does no slow work and gives ErrNewer or
// ErrKeyFile for what must not be tried.
func parseKeyFile(b []byte) (*keyFile, error) {
	if len(b) > maxKeyFile || !utf8.Valid(b) {
		return nil, ErrKeyFile
	}
	var f keyFile
	if err := json.Unmarshal(b, &f); err != nil {
		var only struct {
			Format int `json:"format"`
		}
		if json.Unmarshal(b, &only) == nil && only.Format > format {
			return nil, ErrNewer
		}
		return nil, ErrKeyFile
	}
	if f.Format > format {
		return nil, ErrNewer
	}
	if f.Format != format || len(f.id()) != 16 || len(f.Wraps) == 0 || len(f.Wraps) > maxWraps ||
		f.Folder != "" && folderNumber(f.Folder) == 0 {
		return nil, ErrKeyFile
	}
	var all uint64
	done := map[string]bool{}
	for _, w := range f.Wraps {
		if !w.bearable() || len(w.Own) != keySize+sealing || len(w.Key) != 32+keySize+2*sealing ||
			len(w.About) < bearerSize+sealing || len(w.About) > bearerSize+maxLabel+sealing {
			return nil, ErrKeyFile
		}
		if k := w.By + w.same(); !done[k] {
			done[k] = true
			all += w.work()
		}
	}
	if all > maxAllWork {
		return nil, ErrKeyFile
	}
	return &f, nil
}

func (f *keyFile) id() []byte {
	b, err := hex.DecodeString(f.Vault)
	if err != nil || hex.EncodeToString(b) != f.Vault {
		return nil
	}
	return b
}

// secrets gives what the text may stand for: a recovery key as typed, and a
// passphrase.
func secrets(text []byte) (recovery, passphrase []byte) {
	if k, err := ParseRecoveryKey(string(text)); err == nil {
		recovery = bytes.Clone(k[:])
	}
	return recovery, normal(text)
}

// normal makes one spelling of the ways to type the same letters. It gives bytes
// of its own, which may be cleared.
func normal(passphrase []byte) []byte { return norm.NFKC.Append(nil, passphrase...) }

// unwrapper tries one secret on key files. Wraps that share a salt and a cost
// are stretched once.
type unwrapper struct {
	recovery, passphrase []byte
	stretched            map[string][]byte
}

func newUnwrapper(text []byte) *unwrapper {
	u := &unwrapper{stretched: map[string][]byte{}}
	u.recovery, u.passphrase = secrets(text)
	return u
}

func (u *unwrapper) forget() {
	clear(u.recovery)
	clear(u.passphrase)
	for _, k := range u.stretched {
		clear(k)
	}
	clear(u.stretched)
}

// stretch is slow once for each salt and cost.
func (u *unwrapper) stretch(by string, s stretching, secret []byte) []byte {
	k := u.stretched[by+s.same()]
	if k == nil {
		k = s.stretch(secret)
		u.stretched[by+s.same()] = k
	}
	return k
}

// open gives the vault key and the wrap that opened.
func (u *unwrapper) open(f *keyFile) ([]byte, *wrap) {
	for _, by := range []string{byRecovery, byPassphrase} {
		secret := u.passphrase
		if by == byRecovery {
			secret = u.recovery
		}
		if len(secret) == 0 {
			continue
		}
		for i := range f.Wraps {
			w := &f.Wraps[i]
			if w.By != by {
				continue
			}
			if vaultKey, ok := w.open(u.stretch(by, w.stretching, secret), f.id()); ok {
				return vaultKey, w
			}
		}
	}
	return nil, nil
}

const emptySeal = `"seal": ""`

// encode writes the key file with its own seal in it: a MAC, under a key made
// from the vault key, of the file as it is with nothing between the quotes.
func (f keyFile) encode(vaultKey []byte) []byte {
	f.Seal = ""
	b, err := json.MarshalIndent(f, "", "  ")
	if err != nil {
		panic(err) // plain data always encodes
	}
	b = append(b, '\n')
	mac := hex.EncodeToString(f.mac(vaultKey, b))
	at := bytes.LastIndex(b, []byte(emptySeal)) + len(emptySeal) - 1
	return append(b[:at:at], append([]byte(mac), b[at:]...)...)
}

func (f *keyFile) mac(vaultKey, empty []byte) []byte {
	m := hmac.New(sha256.New, derive(vaultKey, f.id(), "key file"))
	m.Write(empty)
	return m.Sum(nil)
}

// sealed reports whether the bytes are a key file just as a holder of the vault
// key wrote it.
func (f *keyFile) sealed(vaultKey, b []byte) bool {
	mac, err := hex.DecodeString(f.Seal)
	if err != nil || len(mac) != sha256.Size {
		return false
	}
	full := strings.TrimSuffix(emptySeal, `"`) + f.Seal + `"`
	if bytes.Count(b, []byte(full)) != 1 {
		return false
	}
	empty := bytes.Replace(b, []byte(full), []byte(emptySeal), 1)
	return hmac.Equal(mac, f.mac(vaultKey, empty))
}
