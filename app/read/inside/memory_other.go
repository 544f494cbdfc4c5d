//go:build !unix

package inside

// reserve sets aside size bytes of nothing.
func reserve(size int) ([]byte, func()) { return make([]byte, size), func() {} }
