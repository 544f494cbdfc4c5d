// Package sandbox starts engines that are written in other languages and compiled
// to WebAssembly: with no files, no network, no clock, no environment, and a cap
// on their memory.
//
// It knows nothing of what an engine does. It promises that an engine holds no
// more memory than it was given, and that a damaged cache costs time and nothing
// else.
package sandbox

import (
	"context"
	"os"

	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"
)

// Start calls start with what an engine is to be made with, given so many pages of
// memory, each of 64 KiB. Compiling takes seconds; what comes of it is kept in the
// folder cache where that is named, and a cache that is damaged is emptied.
func Start[E any](cache string, pages uint32, start func(context.Context, wazero.RuntimeConfig) (E, error)) (E, error) {
	ctx := experimental.WithMemoryAllocator(context.Background(), allocator(pages))
	// WithCloseOnContextDone is not set on purpose: it makes every call into an
	// engine four times as slow, and what it gives, an end to a call that runs
	// away, the parent has by killing the whole process.
	// WithMemoryLimitPages is not set either: then nobody would hear of an engine
	// that asks for more.
	config := wazero.NewRuntimeConfig().
		WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling)
	if cache != "" {
		if c, err := wazero.NewCompilationCacheWithDir(cache); err == nil {
			if e, err := start(ctx, config.WithCompilationCache(c)); err == nil {
				return e, nil
			}
		}
		os.RemoveAll(cache)
	}
	return start(ctx, config)
}
