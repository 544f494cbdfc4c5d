// Package heic holds the engine that opens the photos of iPhones. README.md says
// where it comes from and under which licence.
//
// It knows nothing of pictures. It promises the bytes as they were published.
package heic

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"io"
)

//go:embed heif.wasm.gz
var engine []byte

// Engine is libheif with libde265 in WebAssembly.
func Engine() []byte {
	r, err := gzip.NewReader(bytes.NewReader(engine))
	if err != nil {
		panic(err) // it is part of the program
	}
	out, err := io.ReadAll(r)
	if err != nil {
		panic(err)
	}
	return out
}
