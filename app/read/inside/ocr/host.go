package ocr

import (
	"bytes"
	"context"
	"errors"

	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental/table"
)

// Codes of errors as the engine's C library knows them.
const (
	noSuchFile  = 44
	badFile     = 8
	noSuchCall  = 52
	notTerminal = 59
	modelFile   = 3 // the only file there is
)

var (
	errStopped = errors.New("ocr: the engine stopped")
	errJump    = errors.New("ocr: long jump")
)

// host is what the engine sees of the world: one file, its model, and a clock
// that stands still.
type host struct {
	file []byte
	at   int64
	said func(percent int) // hears how far the engine is
}

type hostKey struct{}

func withHost(ctx context.Context, h *host) context.Context {
	return context.WithValue(ctx, hostKey{}, h)
}

func hostOf(ctx context.Context) *host { return ctx.Value(hostKey{}).(*host) }

// imported is a function the engine asks for: the name this build of it has for it,
// its types (i and j are whole numbers of 32 and 64 bits, d a number with a point),
// and what it does here, where it does not just call back into the engine.
type imported struct {
	name, takes, gives string
	do                 does
}

// does does what is asked on the stack s, and leaves its answer there.
type does func(ctx context.Context, h *host, m api.Module, s []uint64)

func give(n int32) does {
	return func(_ context.Context, _ *host, _ api.Module, s []uint64) { s[0] = api.EncodeI32(n) }
}

func nothing(context.Context, *host, api.Module, []uint64) {}

// stop ends the engine: the call into it ends with an error.
func stop(why error) does {
	return func(context.Context, *host, api.Module, []uint64) { panic(why) }
}

var imports = []imported{
	{"a", "iiii", "", stop(errStopped)}, // an assertion does not hold
	{"k", "iii", "", stop(errStopped)},  // an exception
	{"N", "", "", stop(errStopped)},     // abort
	{"R", "i", "", stop(errStopped)},    // exit
	{"P", "ii", "i", stop(errStopped)},  // four functions that this build is without
	{"S", "i", "", stop(errStopped)},    //
	{"J", "ii", "i", stop(errStopped)},  //
	{"y", "i", "", stop(errStopped)},    //
	{"t", "", "", stop(errJump)},        // longjmp

	{"n", "iiii", "i", openFile},
	{"o", "iiii", "i", readFile},
	{"E", "ijii", "i", seekFile},
	{"m", "i", "i", give(0)}, // close
	{"l", "iiii", "i", writeNowhere},
	{"p", "iii", "i", give(0)},               // fcntl
	{"K", "ii", "i", give(-noSuchCall)},      // fstat
	{"H", "ii", "i", give(-noSuchCall)},      // getcwd
	{"O", "iii", "i", give(-notTerminal)},    // ioctl
	{"I", "iiii", "i", give(-noSuchFile)},    // stat
	{"v", "i", "i", give(-noSuchFile)},       // rmdir
	{"w", "iii", "i", give(-noSuchFile)},     // unlink
	{"x", "iiiijii", "i", give(-noSuchCall)}, // mmap
	{"z", "iiiiij", "i", give(0)},            // munmap
	{"Q", "i", "", nothing},                  // files built in

	{"A", "ji", "", nothing},   // gmtime
	{"B", "ji", "", nothing},   // localtime
	{"C", "i", "j", give(0)},   // mktime
	{"D", "iiii", "", nothing}, // tzset
	{"M", "iji", "i", clock},   // clock_time_get
	{"L", "", "d", give(0)},    // now
	{"F", "ii", "i", give(0)},  // environ_get
	{"G", "ii", "i", noEnvironment},

	{"s", "iii", "i", progress}, // a call into the page that would show it
	{"u", "i", "i", grow},

	{"b", "iiii", "i", nil},
	{"c", "ii", "i", nil},
	{"d", "ii", "", nil},
	{"e", "iii", "i", nil},
	{"f", "iii", "", nil},
	{"g", "iiii", "", nil},
	{"h", "iiiii", "i", nil},
	{"i", "iiiiii", "i", nil},
	{"j", "iiiii", "", nil},
	{"q", "iiiiii", "", nil},
	{"r", "iiiiiiiiii", "", nil},
}

func types(s string) (t []api.ValueType) {
	for _, c := range s {
		t = append(t, map[rune]api.ValueType{'i': api.ValueTypeI32, 'j': api.ValueTypeI64, 'd': api.ValueTypeF64}[c])
	}
	return t
}

// offer gives the engine its world.
func offer(ctx context.Context, rt wazero.Runtime) error {
	b := rt.NewHostModuleBuilder("a")
	for _, f := range imports {
		takes, gives := types(f.takes), types(f.gives)
		do := f.do
		if do == nil {
			do = invoke(takes, gives)
		}
		b.NewFunctionBuilder().WithGoModuleFunction(api.GoModuleFunc(func(ctx context.Context, m api.Module, s []uint64) {
			do(ctx, hostOf(ctx), m, s)
		}), takes, gives).Export(f.name)
	}
	_, err := b.Instantiate(ctx)
	return err
}

// invoke calls a function of the engine by its number, and catches a long jump
// out of it as the engine expects.
func invoke(takes, gives []api.ValueType) does {
	return func(ctx context.Context, _ *host, m api.Module, s []uint64) {
		f := table.LookupFunction(m, 0, uint32(s[0]), takes[1:], gives)
		stack, err := m.ExportedFunction(fnStack).Call(ctx)
		if err != nil {
			panic(err)
		}
		got, err := f.Call(ctx, s[1:len(takes)]...)
		switch {
		case err == nil:
			copy(s, got)
			return
		case !errors.Is(err, errJump):
			panic(err)
		}
		if _, err := m.ExportedFunction(fnStackRestore).Call(ctx, stack[0]); err != nil {
			panic(err)
		}
		if _, err := m.ExportedFunction(fnSetThrew).Call(ctx, 1, 0); err != nil {
			panic(err)
		}
		if len(gives) > 0 {
			s[0] = 0
		}
	}
}

func openFile(_ context.Context, h *host, m api.Module, s []uint64) {
	if cString(m.Memory(), uint32(s[1])) != "/"+modelName+".traineddata" {
		s[0] = api.EncodeI32(-noSuchFile)
		return
	}
	h.at = 0
	s[0] = modelFile
}

// each gives the stretches of memory that a reading or writing call names.
func each(m api.Module, at, count uint32, f func(b []byte) bool) {
	for i := range count {
		p, ok1 := m.Memory().ReadUint32Le(at + 8*i)
		n, ok2 := m.Memory().ReadUint32Le(at + 8*i + 4)
		b, ok3 := m.Memory().Read(p, n)
		if !ok1 || !ok2 || !ok3 || !f(b) {
			return
		}
	}
}

func readFile(_ context.Context, h *host, m api.Module, s []uint64) {
	if uint32(s[0]) != modelFile {
		s[0] = badFile
		return
	}
	total := 0
	each(m, uint32(s[1]), uint32(s[2]), func(b []byte) bool {
		n := copy(b, h.file[min(h.at, int64(len(h.file))):])
		h.at += int64(n)
		total += n
		return n == len(b)
	})
	m.Memory().WriteUint32Le(uint32(s[3]), uint32(total))
	s[0] = 0
}

func seekFile(_ context.Context, h *host, m api.Module, s []uint64) {
	if uint32(s[0]) != modelFile {
		s[0] = badFile
		return
	}
	from := []int64{0, h.at, int64(len(h.file))}[min(s[2]&0xffffffff, 2)]
	h.at = max(0, from+int64(s[1]))
	m.Memory().WriteUint64Le(uint32(s[3]), uint64(h.at))
	s[0] = 0
}

func writeNowhere(_ context.Context, h *host, m api.Module, s []uint64) {
	total := 0
	each(m, uint32(s[1]), uint32(s[2]), func(b []byte) bool {
		total += len(b)
		return true
	})
	m.Memory().WriteUint32Le(uint32(s[3]), uint32(total))
	s[0] = 0
}

func clock(_ context.Context, _ *host, m api.Module, s []uint64) {
	m.Memory().WriteUint64Le(uint32(s[2]), 0)
	s[0] = 0
}

func noEnvironment(_ context.Context, _ *host, m api.Module, s []uint64) {
	m.Memory().WriteUint32Le(uint32(s[0]), 0)
	m.Memory().WriteUint32Le(uint32(s[1]), 0)
	s[0] = 0
}

// progress is the only thing the engine says while it reads: how far it is.
// Between two words is also where it can be stopped.
func progress(ctx context.Context, h *host, m api.Module, s []uint64) {
	if percent, ok := m.Memory().ReadUint32Le(uint32(s[2])); ok && h.said != nil {
		h.said(int(percent))
	}
	if err := ctx.Err(); err != nil {
		panic(err)
	}
	s[0] = 0
}

func grow(_ context.Context, _ *host, m api.Module, s []uint64) {
	have, want := m.Memory().Size(), uint32(s[0])
	s[0] = 0
	if want <= have {
		return
	}
	if _, ok := m.Memory().Grow((want - have + 0xffff) >> 16); ok {
		s[0] = 1
	}
}

func cString(m api.Memory, at uint32) string {
	b, ok := m.Read(at, m.Size()-at)
	if !ok {
		return ""
	}
	if i := bytes.IndexByte(b, 0); i >= 0 {
		b = b[:i]
	}
	return string(b)
}
