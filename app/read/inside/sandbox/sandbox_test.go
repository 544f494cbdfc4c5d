package sandbox

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
)

// growing is an engine with one page of memory, that may have 100, and a function
// "grow" that asks for so many more.
var growing = []byte("\x00asm\x01\x00\x00\x00" +
	"\x01\x06\x01\x60\x01\x7f\x01\x7f" + // a type: a number to a number
	"\x03\x02\x01\x00" + // one function of it
	"\x05\x04\x01\x01\x01\x64" + // memory: 1 to 100 pages
	"\x07\x08\x01\x04grow\x00\x00" + // which is called grow
	"\x0a\x08\x01\x06\x00\x20\x00\x40\x00\x0b") // and asks for that many pages

func begin(ctx context.Context, config wazero.RuntimeConfig) (api.Module, error) {
	return wazero.NewRuntimeWithConfig(ctx, config).Instantiate(ctx, growing)
}

func TestAnEngineGetsNoMoreMemoryThanItWasGiven(t *testing.T) {
	m, err := Start("", 10, begin)
	if err != nil {
		t.Fatal(err)
	}
	defer m.Close(t.Context())
	ask := func(pages uint64) int32 {
		got, err := m.ExportedFunction("grow").Call(t.Context(), pages)
		if err != nil {
			t.Fatal(err)
		}
		return int32(got[0])
	}
	Full.Store(false)
	if got := ask(9); got != 1 || Full.Load() || m.Memory().Size() != 10<<16 {
		t.Errorf("9 pages more: %d, %v, %d bytes", got, Full.Load(), m.Memory().Size())
	}
	m.Memory().Write(10<<16-4, []byte("last"))
	if got := ask(1); got != -1 || !Full.Load() {
		t.Errorf("one too many: %d, %v", got, Full.Load())
	}
	if b, _ := m.Memory().Read(10<<16-4, 4); string(b) != "last" {
		t.Errorf("%q is left", b)
	}
}

func TestADamagedCacheIsEmptied(t *testing.T) {
	cache := filepath.Join(t.TempDir(), "cache")
	if m, err := Start(cache, 10, begin); err != nil {
		t.Fatal(err)
	} else {
		m.Close(t.Context())
	}
	kept, err := filepath.Glob(filepath.Join(cache, "*", "*"))
	if err != nil || len(kept) != 1 {
		t.Fatalf("%v is kept: %v", kept, err)
	}
	if err := os.WriteFile(kept[0], []byte("not code"), 0o600); err != nil {
		t.Fatal(err)
	}
	m, err := Start(cache, 10, begin)
	if err != nil {
		t.Fatal(err)
	}
	m.Close(t.Context())
	if b, err := os.ReadFile(kept[0]); string(b) == "not code" {
		t.Errorf("the damaged cache is still there: %v", err)
	}
	want := errors.New("no engine")
	if _, err := Start(cache, 10, func(context.Context, wazero.RuntimeConfig) (api.Module, error) { return nil, want }); !errors.Is(err, want) {
		t.Error(err)
	}
	if _, err := os.Stat(cache); !os.IsNotExist(err) {
		t.Errorf("what may be damaged is kept: %v", err)
	}
}
