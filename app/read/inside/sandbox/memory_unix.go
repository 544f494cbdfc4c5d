//go:build unix

package sandbox

import "golang.org/x/sys/unix"

// reserve sets aside size bytes of nothing, outside Go's own memory so that they
// are gone at once when they are freed.
func reserve(size int) ([]byte, func()) {
	b, err := unix.Mmap(-1, 0, size, unix.PROT_READ|unix.PROT_WRITE, unix.MAP_ANON|unix.MAP_PRIVATE)
	if err != nil {
		return make([]byte, size), func() {}
	}
	return b, func() { unix.Munmap(b) }
}
