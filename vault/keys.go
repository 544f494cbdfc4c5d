package vault

import (
	"bytes"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
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
	Wraps    []wrap `json:"wraps"`
	Seal     string `json:"seal"`
}

// wrap is the vault key sealed under one secret.
type wrap struct {
	By    string `json:"by"`
	Label string `json:"label"`
	stretching
	Key []byte `json:"key"`
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
	maxMemory  = 512 << 10 // KiB
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

func (w wrap) where(vaultID []byte) []byte {
	return place([]byte("leverarch/1/wrap"), vaultID, []byte(w.By), []byte(w.Label),
		[]byte(w.Way), u32(w.Time), u32(w.Memory), []byte{w.Threads}, w.Salt)
}

func newWrap(by, label string, s stretching, secret, vaultKey, vaultID []byte) wrap {
	w := wrap{By: by, Label: label, stretching: s}
	k := s.stretch(secret)
	w.Key = sealTo(nil, newSealer(k), vaultKey, w.where(vaultID))
	clear(k)
	return w
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
	if f.Format != format || len(f.id()) != 16 || len(f.Wraps) == 0 || len(f.Wraps) > maxWraps {
		return nil, ErrKeyFile
	}
	var all uint64
	done := map[string]bool{}
	for _, w := range f.Wraps {
		if !w.bearable() || len(w.Key) != keySize+sealing || len(w.Label) > 200 {
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
		for i, w := range f.Wraps {
			if w.By != by {
				continue
			}
			k := u.stretched[by+w.same()]
			if k == nil {
				k = w.stretch(secret)
				u.stretched[by+w.same()] = k
			}
			if vaultKey, ok := unseal(newSealer(k), w.Key, w.where(f.id())); ok {
				return vaultKey, &f.Wraps[i]
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
