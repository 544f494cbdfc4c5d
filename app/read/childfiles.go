package read

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"io"

	"leverarch/app/read/inside"
)

// sendFiles is the child's side of Files. What could be found in a damaged
// message goes out before the error.
func sendFiles(doc []byte, out io.Writer) error {
	format := inside.Sniff(doc)
	if format != inside.Email && format != inside.MSG {
		return ErrFormat
	}
	m, err := inside.Message(format, doc)
	for _, f := range m.Files {
		sum := sha256.Sum256(f.Bytes)
		if err := send(out, frameFile, enclosed{f.Name, hex.EncodeToString(sum[:])}); err != nil {
			return err
		}
		r := bytes.NewReader(f.Bytes)
		for chunk := make([]byte, dataChunk); ; {
			n, _ := r.Read(chunk) // the last is empty, and says so
			if err := writeFrame(out, frameData, chunk[:n]); err != nil {
				return err
			}
			if n == 0 {
				break
			}
		}
	}
	return ours(err)
}
