package vault

import (
	"bufio"
	"bytes"
	"crypto"
	"crypto/aes"
	"encoding/base32"
	"errors"
	"io"

	"github.com/ProtonMail/go-crypto/openpgp/packet"
	"github.com/ProtonMail/go-crypto/openpgp/s2k"
)

// A backup is an OpenPGP message as old programs read it too: AES-256 in the form
// with a hash at the end, behind one or two passwords.
//
// The first password is the recovery key as it is printed, and any OpenPGP
// program takes it. OpenPGP stretches a password for some fifty milliseconds of
// plain hashing, which is enough for 128 random bits and far too little for a
// passphrase. So the second password is not the passphrase, but what comes of it
// after slow work of our own.

// passwordPacket is how long a packet of ours for a password is: header, version,
// cipher, stretching with salt, and the sealed key.
const passwordPacket = 2 + 1 + 1 + 11 + 33

var passwordStart = []byte{0xc3, passwordPacket - 2, 4, byte(packet.CipherAES256), 3, 8} // 3: iterated and salted; 8: SHA-256

const mostHashing = 0xff // the count of 65,011,712 bytes, as it is written

func messageConfig() *packet.Config {
	return &packet.Config{
		DefaultCipher: packet.CipherAES256,
		S2KConfig:     &s2k.Config{S2KMode: s2k.IteratedSaltedS2K, Hash: crypto.SHA256, S2KCount: 65011712},
	}
}

// passwordOf makes the second password out of a passphrase.
func passwordOf(passphrase, salt []byte) []byte {
	s := stretching{Way: argon2id, Time: 3, Memory: 256 << 10, Threads: 4, Salt: salt}
	if cheapKeys.Load() {
		s.Time, s.Memory, s.Threads = 1, 64, 1
	}
	k := s.stretch(passphrase)
	defer clear(k)
	enc := base32.StdEncoding.WithPadding(base32.NoPadding)
	return enc.AppendEncode(nil, k)
}

func saltIn(passwordPacket []byte) []byte {
	at := len(passwordStart)
	return passwordPacket[at : at+8]
}

// writeMessage starts a message that the recovery key opens, and the passphrase
// where there is one. Closing what it gives ends the message.
func writeMessage(w io.Writer, recovery RecoveryKey, passphrase []byte) (io.WriteCloser, error) {
	config := messageConfig()
	sessionKey := randomKey()
	defer clear(sessionKey)
	var first, second bytes.Buffer
	if err := packet.SerializeSymmetricKeyEncryptedAEADReuseKey(&first, sessionKey, []byte(recovery.String()), false, config); err != nil {
		return nil, err
	}
	if len(passphrase) > 0 {
		password := passwordOf(passphrase, saltIn(first.Bytes()))
		defer clear(password)
		if err := packet.SerializeSymmetricKeyEncryptedAEADReuseKey(&second, sessionKey, password, false, config); err != nil {
			return nil, err
		}
	}
	if _, err := w.Write(append(first.Bytes(), second.Bytes()...)); err != nil {
		return nil, err
	}
	// The layers below write in the pieces they are handed; a packet's length
	// stands before each.
	out := bufio.NewWriterSize(w, 1<<20)
	sealed, err := packet.SerializeSymmetricallyEncrypted(out, packet.CipherAES256, false, packet.CipherSuite{}, sessionKey, config)
	if err != nil {
		return nil, err
	}
	literal, err := packet.SerializeLiteral(sealed, true, "", 0)
	if err != nil {
		return nil, err
	}
	m := &message{literal: literal, out: out}
	m.in = bufio.NewWriterSize(m.literal, 256<<10)
	return m, nil
}

type message struct {
	in      *bufio.Writer
	literal io.WriteCloser // closes the sealing too
	out     *bufio.Writer
}

func (m *message) Write(b []byte) (int, error) { return m.in.Write(b) }

func (m *message) Close() error {
	return errors.Join(m.in.Flush(), m.literal.Close(), m.out.Flush())
}

// reading a message

// openMessage opens a message that writeMessage made. Its packets are looked at
// before any work is done for them, so a file that asks for more is refused. What
// is read from it may be false until end has said that it is true.
func openMessage(r io.Reader, secret []byte) (body io.Reader, end func() error, err error) {
	in := bufio.NewReaderSize(r, 1<<20)
	var locks [][]byte
	for len(locks) < 2 {
		b, err := in.Peek(passwordPacket)
		if err != nil && err != io.EOF {
			return nil, nil, err
		}
		if len(b) == passwordPacket && bytes.HasPrefix(b, passwordStart) && b[len(passwordStart)+8] == mostHashing {
			locks = append(locks, bytes.Clone(b))
			in.Discard(passwordPacket)
			continue
		}
		break
	}
	prefix, err := peekSealed(in)
	if len(locks) == 0 || err != nil {
		return nil, nil, errors.Join(ErrNotABackup, err)
	}
	sessionKey, err := unlockMessage(locks, prefix, secret)
	if err != nil {
		return nil, nil, err
	}
	defer clear(sessionKey)
	damaged := &Damaged{What: DamagedBackup}
	p, err := packet.Read(in)
	sealed, ok := p.(*packet.SymmetricallyEncrypted)
	if err != nil || !ok {
		return nil, nil, damaged
	}
	opened, err := sealed.Decrypt(packet.CipherAES256, sessionKey)
	if err != nil {
		return nil, nil, damaged
	}
	inside := bufio.NewReaderSize(opened, 256<<10)
	if b, err := inside.Peek(1); err != nil || b[0] != 0xc0|11 { // a literal, and nothing that unfolds into more
		return nil, nil, damaged
	}
	p, err = packet.Read(inside)
	literal, ok := p.(*packet.LiteralData)
	if err != nil || !ok {
		return nil, nil, damaged
	}
	return literal.Body, func() error {
		for _, rest := range []io.Reader{literal.Body, inside} {
			if n, err := io.Copy(io.Discard, rest); n > 0 || err != nil {
				return damaged
			}
		}
		if opened.Close() != nil {
			return damaged
		}
		if _, err := in.Peek(1); err != io.EOF {
			return damaged
		}
		return nil
	}, nil
}

// peekSealed gives the start of the sealed bytes, by which a key is known to fit.
func peekSealed(in *bufio.Reader) ([]byte, error) {
	b, err := in.Peek(7 + aes.BlockSize + 2)
	if err != nil && err != io.EOF {
		return nil, err
	}
	if len(b) < 2 || b[0] != 0xc0|18 {
		return nil, ErrNotABackup
	}
	header := 2
	switch n := b[1]; {
	case n >= 224 && n < 255: // of a first piece, with others behind it
	case n >= 192 && n < 224:
		header = 3
	case n == 255:
		header = 6
	}
	if len(b) < header+1+aes.BlockSize+2 || b[header] != 1 {
		return nil, ErrNotABackup
	}
	return bytes.Clone(b[header+1 : header+1+aes.BlockSize+2]), nil
}

// unlockMessage tries what the secret may stand for on each lock, quick work
// first.
func unlockMessage(locks [][]byte, prefix, secret []byte) ([]byte, error) {
	recovery, passphrase := secrets(secret)
	defer clear(passphrase)
	if recovery != nil {
		defer clear(recovery)
		if k := tryPassword(locks[:1], prefix, []byte(RecoveryKey(recovery).String())); k != nil {
			return k, nil
		}
		return nil, ErrWrongSecret
	}
	if len(passphrase) == 0 {
		return nil, ErrWrongSecret
	}
	if len(locks) < 2 {
		return nil, ErrNeedsRecoveryKey
	}
	password := passwordOf(passphrase, saltIn(locks[0]))
	defer clear(password)
	if k := tryPassword(locks[1:], prefix, password); k != nil {
		return k, nil
	}
	return nil, ErrWrongSecret
}

func tryPassword(locks [][]byte, prefix, password []byte) []byte {
	for _, lock := range locks {
		p, err := packet.Read(bytes.NewReader(lock))
		if err != nil {
			continue
		}
		k, cipher, err := p.(*packet.SymmetricKeyEncrypted).Decrypt(password)
		if err != nil || cipher != packet.CipherAES256 || len(k) != keySize {
			continue
		}
		if block, err := aes.NewCipher(k); err == nil &&
			packet.NewOCFBDecrypter(block, bytes.Clone(prefix), packet.OCFBNoResync) != nil {
			return k
		}
	}
	return nil
}
