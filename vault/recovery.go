package vault

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base32"
	"strings"
)

// RecoveryKey is 128 random bits that open a vault when the passphrase is
// forgotten. It is shown once and kept on paper.
type RecoveryKey [16]byte

// The alphabet has no I, L, O or U, so that nothing in it can be taken for
// something else; what is typed in their place is read as what it looks like.
var recoveryAlphabet = base32.NewEncoding("0123456789ABCDEFGHJKMNPQRSTVWXYZ").WithPadding(base32.NoPadding)

var recoveryForgiving = strings.NewReplacer(
	"O", "0", "I", "1", "L", "1", "U", "V",
	"-", "", " ", "", "\t", "", "\r", "", "\n", "", "\u00a0", "", "\u2010", "", "\u2011", "", "\u2013", "", "\u2014", "", ".", "")

func newRecoveryKey() (k RecoveryKey) {
	rand.Read(k[:])
	return k
}

// checksum tells a mistyped key from a wrong one without any slow work.
func (k RecoveryKey) checksum() []byte {
	sum := sha256.Sum256(append([]byte("leverarch/1/recovery"), k[:]...))
	return sum[:4]
}

// String writes the key as it is printed: eight groups of four letters and
// figures, the last 32 bits a checksum.
func (k RecoveryKey) String() string {
	s := recoveryAlphabet.EncodeToString(append(k[:], k.checksum()...))
	groups := make([]string, 0, 8)
	for i := 0; i < len(s); i += 4 {
		groups = append(groups, s[i:i+4])
	}
	return strings.Join(groups, "-")
}

// ParseRecoveryKey reads a key as a person types it: upper or lower case, with
// or without dashes and spaces, O for 0 and I or L for 1. A slip in it is an
// ErrRecoveryKey.
func ParseRecoveryKey(text string) (RecoveryKey, error) {
	s := recoveryForgiving.Replace(strings.ToUpper(text))
	if len(s) != 32 {
		return RecoveryKey{}, ErrRecoveryKey
	}
	b, err := recoveryAlphabet.DecodeString(s)
	if err != nil {
		return RecoveryKey{}, ErrRecoveryKey
	}
	k := RecoveryKey(b[:16])
	if string(k.checksum()) != string(b[16:]) {
		return RecoveryKey{}, ErrRecoveryKey
	}
	return k, nil
}
