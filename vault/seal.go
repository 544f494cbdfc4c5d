package vault

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
)

const (
	keySize   = 32
	nonceSize = 12
	tagSize   = 16
	sealing   = nonceSize + tagSize // what sealing adds to the bytes sealed
)

// place says where sealed bytes belong: each part with its length before it, so
// that no two places are written alike.
func place(parts ...[]byte) []byte {
	var b []byte
	for _, p := range parts {
		b = binary.BigEndian.AppendUint32(b, uint32(len(p)))
		b = append(b, p...)
	}
	return b
}

func u32(n uint32) []byte { return binary.BigEndian.AppendUint32(nil, n) }

// derive makes a key for one purpose from another key.
func derive(secret, salt []byte, purpose string) []byte {
	k, err := hkdf.Key(sha256.New, secret, salt, "leverarch/1/"+purpose, keySize)
	if err != nil {
		panic(err) // only for a length HKDF cannot give
	}
	return k
}

func newSealer(key []byte) cipher.AEAD {
	block, err := aes.NewCipher(key)
	if err != nil {
		panic(err) // only for a wrong key length
	}
	g, err := cipher.NewGCM(block)
	if err != nil {
		panic(err) // only for a wrong block size
	}
	return g
}

// sealTo appends to dst a fresh random nonce and the sealed bytes.
func sealTo(dst []byte, g cipher.AEAD, plain, where []byte) []byte {
	var nonce [nonceSize]byte
	rand.Read(nonce[:])
	dst = append(dst, nonce[:]...)
	return g.Seal(dst, nonce[:], plain, where)
}

// unseal opens what sealTo made; ok is false when even one bit differs.
func unseal(g cipher.AEAD, box, where []byte) (plain []byte, ok bool) {
	if len(box) < sealing {
		return nil, false
	}
	plain, err := g.Open(nil, box[:nonceSize], box[nonceSize:], where)
	return plain, err == nil
}
