//go:build !unix

package sandbox

// reserve sets aside size bytes of nothing.
func reserve(size int) ([]byte, func()) { return make([]byte, size), func() {} }
