// Package ocr holds the engine that reads words in pictures, and what it has
// learnt of English. README.md says where both come from and under which licence.
//
// It knows nothing of pictures or words. It promises the bytes as they were
// published.
package ocr

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"io"
)

//go:embed tesseract.wasm.gz
var engine []byte

//go:embed eng.traineddata.gz
var english []byte

// Engine is Tesseract in WebAssembly.
func Engine() []byte { return unpacked(engine) }

// English is Tesseract's model of English.
func English() []byte { return unpacked(english) }

func unpacked(b []byte) []byte {
	r, err := gzip.NewReader(bytes.NewReader(b))
	if err != nil {
		panic(err) // it is part of the program
	}
	out, err := io.ReadAll(r)
	if err != nil {
		panic(err)
	}
	return out
}
