package sandbox

import (
	"sync/atomic"

	"github.com/tetratelabs/wazero/experimental"
)

// Full is set when an engine asks for more memory than it was given.
var Full atomic.Bool

// memory is the memory of one engine, set aside whole at the start. Memory that
// grows by being copied would be held twice while it grows; untouched, it costs
// nothing.
type memory struct {
	whole []byte
	free  func()
}

func allocator(pages uint32) experimental.MemoryAllocator {
	return experimental.MemoryAllocatorFunc(func(_, most uint64) experimental.LinearMemory {
		whole, free := reserve(int(min(most, uint64(pages)<<16)))
		return &memory{whole, free}
	})
}

// Reallocate gives the first size bytes.
func (m *memory) Reallocate(size uint64) []byte {
	if size > uint64(len(m.whole)) {
		Full.Store(true)
		return nil
	}
	return m.whole[:size]
}

// Free gives the memory back.
func (m *memory) Free() {
	m.free()
	m.whole, m.free = nil, func() {}
}
