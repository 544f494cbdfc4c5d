package vault

import (
	"encoding/json"
	"reflect"
	"sync"
	"sync/atomic"
)

// readings keeps records as they were read, because every list of a long file reads
// all of a kind, and opening and decoding ten thousand records takes longer than a
// person waits without noticing. They live and die with the store: new keys, an
// erasing and locking drop all of them.
type readings struct {
	mu sync.Mutex
	of map[string]map[string]wasRead // by kind and id
}

// wasRead is one version of a record: a pointer to what it says.
type wasRead struct {
	at spot
	v  any
}

// get gives what was read of this version, or nil.
func (r *readings) get(kind, id string, at spot) any {
	r.mu.Lock()
	defer r.mu.Unlock()
	if held, ok := r.of[kind][id]; ok && held.at == at {
		return held.v
	}
	return nil
}

func (r *readings) put(kind, id string, at spot, v any) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.of == nil {
		r.of = map[string]map[string]wasRead{}
	}
	if r.of[kind] == nil {
		r.of[kind] = map[string]wasRead{}
	}
	r.of[kind][id] = wasRead{at, v}
}

func (r *readings) drop(kind, id string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(r.of[kind], id)
}

var watchShared atomic.Bool

// TestOnlyWatchShared has this process stop where somebody changed what a record
// that others share points at, or no longer. Only tests call it.
func TestOnlyWatchShared(on bool) { watchShared.Store(on) }

func (k Kind[T]) sameAsStored(tx *Tx, id string, held *T) {
	var v T
	if b, err := tx.get(k.Name, id); err == nil && json.Unmarshal(b, &v) == nil && !reflect.DeepEqual(v, *held) {
		panic("vault: a record that is shared was changed: " + k.Name)
	}
}
