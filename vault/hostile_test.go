package vault

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"testing"
)

// A key file that asks for absurd memory or time is refused before a single pass
// is made. That is told by what is fetched from memory: the least that a real
// wrap may ask for is 64 MB, and every refusal stays far below one.
func TestHostileKeyFileCostsNothing(t *testing.T) {
	v := create(t)
	ok(t, v.Close())
	f := *must[*keyFile](t)(parseKeyFile(must[[]byte](t)(os.ReadFile(filepath.Join(v.dir, keyName)))))
	good := f.Wraps[0]
	for name, change := range map[string]func(w *wrap){
		"memory":        func(w *wrap) { w.Memory = 1<<32 - 1 },
		"a little more": func(w *wrap) { w.Memory = maxMemory + 1 },
		"time":          func(w *wrap) { w.Memory, w.Time = floorMemory, 1<<32-1 },
		"both":          func(w *wrap) { w.Memory, w.Time = maxMemory, maxTime },
		"threads":       func(w *wrap) { w.Memory, w.Threads = maxMemory, 255 },
	} {
		for _, at := range []int{0, 1} { // the passphrase's wrap, or the recovery key's
			f.Wraps = []wrap{good, good}
			f.Wraps[1].By = byRecovery
			f.Wraps[0].Memory, f.Wraps[0].Time = floorMemory, floorTime // would cost 64 MB if it were tried first
			change(&f.Wraps[at])
			b := f.encode(make([]byte, keySize))
			for _, name := range []string{keyName, keyTwin} {
				ok(t, os.WriteFile(filepath.Join(v.dir, name), b, 0o600))
			}
			for _, typed := range []string{string(secret), RecoveryKey{}.String()} {
				var before, after runtime.MemStats
				runtime.ReadMemStats(&before)
				_, err := Open(v.dir, []byte(typed))
				runtime.ReadMemStats(&after)
				if !errors.Is(err, ErrKeyFile) {
					t.Errorf("%s: %v", name, err)
				}
				if got := after.TotalAlloc - before.TotalAlloc; got > 4<<20 {
					t.Errorf("%s: %d MB were fetched before it was refused", name, got>>20)
				}
			}
		}
	}
}
