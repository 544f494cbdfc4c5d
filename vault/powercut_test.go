package vault

import (
	"bytes"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
)

var secondSecret = []byte("tr0ub4dor and three")

// scribed is where scribe makes its vault on the disk: in folders not there yet.
const scribed = "/papers/of ours/file"

// scribe is the program whose writing TestPowerCut records: it makes a vault in
// a folder, writes of everything, changes the passphrase and the keys, closes it,
// opens it and writes on.
func scribe(dir string) {
	say := func(line string, err error) {
		if err != nil {
			fmt.Println("cannot:", err)
			os.Exit(1)
		}
		if line != "" {
			os.Stdout.WriteString(line)
		}
	}
	v, _, err := Create(dir, secret)
	say("created\n", err)
	for i := range 27 {
		size := 700 * i
		if i == 12 {
			size = chunkSize + 9
		}
		line, err := writeOne(v, i, size)
		say(line, err)
	}
	say("passphrase\n", v.ChangePassphrase(secret, secondSecret))
	_, err = v.NewKeys(secondSecret, nil)
	say("keys\n", err)
	for i := range 3 {
		line, err := writeOne(v, i, 900)
		say(line, err)
	}
	say("", v.Close())
	v, err = Open(dir, secondSecret)
	say("", err)
	for i := range 6 {
		line, err := writeOne(v, i, 3000)
		say(line, err)
	}
	os.Exit(0) // without closing
}

// A disk as it stands for a program, and as it would stand after the power went.
type (
	// inode is a file or a folder.
	inode struct {
		now, safe []byte // what is in it, and what was flushed
		later     []stroke
		names     map[string]*inode // of a folder; nil for a file
		safeNames map[string]*inode
		moves     []move
	}
	// stroke is one change to a file that was not flushed yet.
	stroke struct {
		off int64
		b   []byte
		cut bool // to off
	}
	// move is one change to the names in a folder that was not flushed yet.
	move struct {
		gone, come string
		node       *inode
	}
)

func newFolder() *inode {
	return &inode{names: map[string]*inode{}, safeNames: map[string]*inode{}}
}

func (s stroke) on(b []byte) []byte {
	if s.cut {
		b = b[:min(int64(len(b)), s.off)]
		return append(b, make([]byte, s.off-int64(len(b)))...)
	}
	if end := s.off + int64(len(s.b)); end > int64(len(b)) {
		b = append(b, make([]byte, end-int64(len(b)))...)
	}
	copy(b[s.off:], s.b)
	return b
}

func (n *inode) change(s stroke) {
	n.now = s.on(n.now)
	n.later = append(n.later, s)
}

func (m move) on(names map[string]*inode) {
	if m.gone != "" {
		delete(names, m.gone)
	}
	if m.come != "" {
		names[m.come] = m.node
	}
}

func (n *inode) rename(m move) {
	m.on(n.names)
	n.moves = append(n.moves, m)
}

// flush is what fsync promises, and no more: the bytes of a file, or the names
// in a folder.
func (n *inode) flush() {
	n.safe, n.later = bytes.Clone(n.now), nil
	n.safeNames, n.moves = maps.Clone(n.names), nil
}

// What of the unflushed is there when the power comes back.
const (
	nothingMore = "only what was flushed"
	allOfIt     = "all that was written"
	someOfIt    = "some of what was not flushed"
)

// lay puts the disk as it is after the power went into a real folder.
func (n *inode) lay(dir, survives string, rng *rand.Rand) error {
	names := n.names
	if survives != allOfIt {
		names = maps.Clone(n.safeNames)
		for _, m := range n.moves {
			if survives == someOfIt && rng.IntN(2) == 0 {
				m.on(names)
			}
		}
	}
	if err := os.Mkdir(dir, 0o700); err != nil {
		return err
	}
	for name, c := range names {
		path := filepath.Join(dir, name)
		if c.names != nil {
			if err := c.lay(path, survives, rng); err != nil {
				return err
			}
			continue
		}
		if err := os.WriteFile(path, c.left(survives, rng), 0o600); err != nil {
			return err
		}
	}
	return nil
}

func (n *inode) left(survives string, rng *rand.Rand) []byte {
	if survives == allOfIt {
		return n.now
	}
	b := bytes.Clone(n.safe)
	for _, s := range n.later {
		if survives != someOfIt || rng.IntN(2) == 0 {
			continue
		}
		if rng.IntN(2) == 0 && len(s.b) > 0 { // torn, and the size may be there before the bytes
			whole := len(s.b)
			s.b = s.b[:rng.IntN(whole)]
			if rng.IntN(2) == 0 {
				s.b = append(bytes.Clone(s.b), make([]byte, whole-len(s.b))...)
			}
		}
		b = s.on(b)
	}
	return b
}

// call is one thing the program asked of the system.
type call struct {
	name string
	args []string // paths and bytes as they are, the rest as text
	ret  string
}

// parseTrace reads what strace -f -y -xx wrote. A call that was under way while
// another thread's was written is put where it ended.
func parseTrace(b []byte) (calls []call, err error) {
	begun := map[string]string{}
	for line := range strings.Lines(string(b)) {
		thread, what, _ := strings.Cut(strings.TrimSpace(line), " ")
		what = strings.TrimSpace(what)
		if rest, cut := strings.CutSuffix(what, " <unfinished ...>"); cut {
			begun[thread] = rest
			continue
		}
		if strings.HasPrefix(what, "<... ") {
			_, rest, _ := strings.Cut(what, " resumed>")
			what = begun[thread] + rest
		}
		name, rest, found := strings.Cut(what, "(")
		end := strings.LastIndex(rest, " = ")
		if !found || end < 0 {
			continue // the end of a thread
		}
		c := call{name: name, ret: rest[end+len(" = "):]}
		// What is short is filled up with spaces.
		args, found := strings.CutSuffix(strings.TrimRight(rest[:end], " "), ")")
		if !found {
			return nil, fmt.Errorf("the trace has what is no call: %.80s", what)
		}
		for arg := range strings.SplitSeq(args, ", ") {
			if strings.HasSuffix(arg, "...") {
				return nil, fmt.Errorf("the trace is cut short: %.80s", what)
			}
			if at := strings.IndexAny(arg, `<"`); at >= 0 && strings.Contains(arg, `\x`) {
				raw, err := hex.DecodeString(strings.ReplaceAll(strings.TrimRight(arg[at+1:], `>"`), `\x`, ""))
				if err != nil {
					return nil, fmt.Errorf("%.80s: %w", arg, err)
				}
				arg = string(raw)
			}
			c.args = append(c.args, arg)
		}
		calls = append(calls, c)
	}
	return calls, nil
}

// powerCut is a recording played again on a disk of our own.
type powerCut struct {
	base    string // the folder that stands for the disk
	disk    *inode
	said    []string
	unsaved func(path string) bool // a flush of it does nothing, as if it were not in the program
}

// find gives the folder a path is in and its last name; none for a path that is
// outside the disk.
func (p *powerCut) find(path string) (*inode, string) {
	rest, inside := strings.CutPrefix(path, p.base+"/")
	if !inside {
		return nil, ""
	}
	parts := strings.Split(rest, "/")
	at := p.disk
	for _, name := range parts[:len(parts)-1] {
		if at = at.names[name]; at == nil {
			return nil, ""
		}
	}
	return at, parts[len(parts)-1]
}

func (p *powerCut) node(path string) *inode {
	if path == p.base {
		return p.disk
	}
	if in, name := p.find(path); in != nil {
		return in.names[name]
	}
	return nil
}

// do plays one call, and reports whether it changed the disk or what was said.
func (p *powerCut) do(t *testing.T, c call) bool {
	number := func(s string) int64 { return must[int64](t)(strconv.ParseInt(s, 10, 64)) }
	if strings.HasPrefix(c.ret, "-1") {
		return false
	}
	// A path is from the folder given before it.
	path := func(i int) string {
		if filepath.IsAbs(c.args[i]) {
			return c.args[i]
		}
		return filepath.Join(c.args[i-1], c.args[i])
	}
	switch c.name {
	case "openat":
		in, name := p.find(path(1))
		if in == nil {
			return false
		}
		n := in.names[name]
		if n == nil {
			n = &inode{}
			in.rename(move{come: name, node: n})
			return true
		}
		if strings.Contains(c.args[2], "O_TRUNC") {
			n.change(stroke{cut: true})
			return true
		}
	case "mkdirat":
		if in, name := p.find(path(1)); in != nil {
			in.rename(move{come: name, node: newFolder()})
			return true
		}
	case "unlinkat":
		if in, name := p.find(path(1)); in != nil {
			in.rename(move{gone: name})
			return true
		}
	case "renameat", "renameat2":
		from, old := p.find(path(1))
		to, name := p.find(path(3))
		if from == nil || to == nil {
			return false
		}
		n := from.names[old]
		if from == to {
			from.rename(move{gone: old, come: name, node: n})
		} else {
			to.rename(move{come: name, node: n})
			from.rename(move{gone: old})
		}
		return true
	case "write":
		if strings.HasPrefix(c.args[0], "pipe:") {
			p.said = append(p.said, strings.TrimSpace(c.args[1]))
			return true
		}
		if n := p.node(c.args[0]); n != nil {
			n.change(stroke{off: int64(len(n.now)), b: []byte(c.args[1])})
			return true
		}
	case "pwrite64":
		if n := p.node(c.args[0]); n != nil {
			n.change(stroke{off: number(c.args[3]), b: []byte(c.args[1])})
			return true
		}
	case "ftruncate":
		if n := p.node(c.args[0]); n != nil {
			n.change(stroke{off: number(c.args[1]), cut: true})
			return true
		}
	case "fsync", "fdatasync":
		if n := p.node(c.args[0]); n != nil && (p.unsaved == nil || !p.unsaved(strings.TrimPrefix(c.args[0], p.base))) {
			n.flush()
			return true
		}
	default:
		t.Fatalf("%s is not understood", c.name)
	}
	return false
}

// restart opens what the disk holds after the power went, and reports the first
// thing that was acknowledged and is not there.
func (p *powerCut) restart(t *testing.T, survives string, rng *rand.Rand) error {
	if len(p.said) == 0 {
		return nil // there was no vault yet, for all anybody knew
	}
	dir := filepath.Join(t.TempDir(), "disk")
	ok(t, p.disk.lay(dir, survives, rng))
	defer os.RemoveAll(dir)
	dir += scribed
	changed := slices.Contains(p.said, "passphrase")
	v, err := Open(dir, map[bool][]byte{false: secret, true: secondSecret}[changed])
	if errors.Is(err, ErrWrongSecret) && !changed {
		v, err = Open(dir, secondSecret) // it was being changed
	}
	if err != nil {
		return err
	}
	defer v.abandon()
	for _, line := range p.said {
		if !strings.Contains(line, " ") {
			continue // created, and the like
		}
		if err := holdsSaid(v, line); err != nil {
			return err
		}
	}
	// A copy of the journal that was torn may be said to be mended; nothing may be
	// said to be lost.
	for _, d := range v.Damage() {
		if !d.Mended {
			return fmt.Errorf("a power cut is taken for damage: %v", d)
		}
	}
	return holdsNoHalves(v)
}

// TestPowerCut records all that a program asks of the system while it writes,
// plays it again on a disk that keeps only what was flushed, and cuts the power
// after each call: VAULT_POWERCUT=all; else it is after some of them. So
// that it is known to see a flush that is missing, the recording is played with
// flushes left out, and then something must be lost.
func TestPowerCut(t *testing.T) {
	t.Parallel()
	calls, base := record(t)
	play := func(t *testing.T, every int, survives []string, unsaved func(string) bool) (cuts int, lost error) {
		p := &powerCut{base: base, disk: newFolder(), unsaved: unsaved}
		rng := rand.New(rand.NewPCG(5, 6))
		for i, c := range calls {
			if !p.do(t, c) || rng.IntN(every) > 0 {
				continue
			}
			for _, s := range survives {
				cuts++
				if err := p.restart(t, s, rng); err != nil {
					return cuts, fmt.Errorf("cut after call %d (%s), %s, %d things said: %w", i, c.name, s, len(p.said), err)
				}
			}
		}
		if len(p.said) != 39 {
			t.Fatalf("%d things were said", len(p.said))
		}
		return cuts, nil
	}
	t.Run("as it is", func(t *testing.T) {
		every, survives := 24, []string{nothingMore, allOfIt, someOfIt}
		if os.Getenv("VAULT_POWERCUT") == "all" {
			every, survives = 1, append(survives, someOfIt, someOfIt, someOfIt)
		}
		cuts, err := play(t, every, survives, nil)
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("%d cuts, nothing lost", cuts)
	})
	in := func(path string) func(string) bool {
		return func(p string) bool { return strings.HasPrefix(p, scribed+path) }
	}
	is := func(path string) func(string) bool { return func(p string) bool { return p == path } }
	for name, unsaved := range map[string]func(path string) bool{
		"journals not flushed":              func(p string) bool { return p == scribed+"/journal/a" || p == scribed+"/journal/b" },
		"documents not flushed":             in("/part/"),
		"names of documents not flushed":    in("/documents/"),
		"folders of documents not flushed":  is(scribed + "/documents"),
		"names of words not flushed":        in("/words/"),
		"names of journals not flushed":     is(scribed + "/journal"),
		"names in the new root not flushed": is(scribed + "/keys-2"),
		"key files not flushed":             in("/vault.json"),
		"the folder itself not flushed":     is(scribed),
		"the folder around it not flushed":  is(filepath.Dir(scribed)),
		"the folders above not flushed":     is(""),
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := play(t, 6, []string{nothingMore}, unsaved); err == nil {
				t.Error("a flush that is missing was not seen")
			}
		})
	}
}

// record runs scribe under strace.
func record(t *testing.T) (calls []call, base string) {
	if runtime.GOOS != "linux" {
		t.Skip("strace is for Linux")
	}
	out := filepath.Join(t.TempDir(), "trace")
	if err := exec.Command("strace", "-o", out, "true").Run(); err != nil {
		t.Skip("there is no strace here, or it may watch nothing:", err)
	}
	base = must[string](t)(filepath.EvalSymlinks(t.TempDir()))
	cmd := exec.Command("strace", "-f", "-y", "-xx", "-qq", "-s", "2000000", "-e", "signal=none", "-o", out,
		"-e", "trace=openat,write,pwrite64,fsync,fdatasync,rename,renameat,renameat2,mkdirat,unlinkat,unlink,ftruncate,truncate,"+
			"link,linkat,symlinkat,writev,pwritev,pwritev2,copy_file_range,sendfile,fallocate,sync_file_range", os.Args[0])
	cmd.Env = append(os.Environ(), "VAULT_TEST_ROLE=scribe", "VAULT_TEST_DIR="+base+scribed)
	if said, err := cmd.Output(); err != nil {
		t.Fatalf("%v: %s", err, said)
	}
	calls, err := parseTrace(must[[]byte](t)(os.ReadFile(out)))
	ok(t, err)
	// Calls that touch nothing of ours are not looked at closer.
	var ours []call
	for _, c := range calls {
		for _, arg := range c.args {
			if strings.HasPrefix(arg, base) || strings.HasPrefix(arg, "pipe:") && c.name == "write" {
				ours = append(ours, c)
				break
			}
		}
	}
	return ours, base
}

// A disk may keep the length of what was written and not the bytes: the last
// entry, with zeros from any byte on. In the first copy alone it was never
// acknowledged, and what was there before is there; in the second, it was.
func TestLengthWithoutBytes(t *testing.T) {
	t.Parallel()
	v := create(t)
	put(t, v, "note", "a", "kept")
	short := v.journal.end
	put(t, v, "note", "a", strings.Repeat("newer ", 20))
	full := v.journal.end
	dir := v.Dir()
	seal, vaultID := v.keys.journal, v.keys.vaultID
	ok(t, v.Close())
	whole := must[[]byte](t)(os.ReadFile(tapePath(dir, 0)))
	for n := short; n < full; n++ {
		torn := append(bytes.Clone(whole[:n]), make([]byte, full-n)...)
		if bytes.Equal(torn, whole) {
			continue // the last bytes were zeros by themselves
		}
		for i, copies := range [][2][]byte{{torn, whole[:short]}, {whole, torn}} {
			j := &journal{seal: seal, vaultID: vaultID}
			m, err := j.mend(copies)
			want := whole[:short]
			if i == 1 {
				want = whole
			}
			if err != nil || !bytes.Equal(m.bytes, want) || len(m.lost) > 0 || m.apart != [2]bool{} {
				t.Fatalf("copy %d, %d of %d: %v, %d bytes, lost %v", i, n-short, full-short, err, len(m.bytes), m.lost)
			}
		}
	}
	ok(t, os.Truncate(tapePath(dir, 1), short))
	ok(t, os.Truncate(tapePath(dir, 0), full-9))
	ok(t, os.Truncate(tapePath(dir, 0), full))
	v = open(t, dir)
	wantRecord(t, v, "note", "a", "kept")
	if d := v.Damage(); len(d) > 0 {
		t.Errorf("taken for damage: %v", d)
	}
}
