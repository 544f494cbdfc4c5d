package inside

import "github.com/tetratelabs/wazero/experimental"

// sandbox is the memory of one sandbox, set aside whole at the start. Memory that
// grows by being copied would be held twice while it grows; untouched, it costs
// nothing.
type sandbox struct {
	whole []byte
	free  func()
}

func newSandbox(_, most uint64) experimental.LinearMemory {
	whole, free := reserve(int(min(most, wasmPages<<16)))
	return &sandbox{whole, free}
}

// Reallocate gives the first size bytes.
func (s *sandbox) Reallocate(size uint64) []byte {
	if size > uint64(len(s.whole)) {
		return nil
	}
	return s.whole[:size]
}

// Free gives the memory back.
func (s *sandbox) Free() {
	s.free()
	s.whole, s.free = nil, func() {}
}
