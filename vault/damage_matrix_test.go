package vault

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
)

// seen is what a program that opens a vault gets out of it.
type seen struct {
	Opened  string            // why it did not open; empty where it did
	Holds   map[string]string // by area or kind and id: the hash of what came back, or why nothing did
	Damaged []Damaged         // as Check names it, opened for the first time
	Again   []Damaged         // and for the second
	Found   []string          // documents of which no record speaks
	Older   bool
}

const (
	isDamaged = "damaged"
	isAbsent  = "absent"
)

// look is the program that TestDamageMatrix hands hurt vaults to, one a line. A
// crash of it is a crash of one case.
func look() {
	in := bufio.NewScanner(os.Stdin)
	for in.Scan() {
		dir, heads, _ := strings.Cut(in.Text(), "\t")
		b, err := json.Marshal(lookAt(dir, Options{HeadFolder: heads}))
		if err != nil {
			panic(err)
		}
		os.Stdout.Write(append(b, '\n'))
	}
}

func lookAt(dir string, o Options) (s seen) {
	v, err := o.Open(dir, secret)
	if err != nil {
		s.Opened = err.Error()
		return s
	}
	s.Older = v.Older()
	s.Holds = map[string]string{}
	hold := func(name string, b []byte, err error) {
		switch {
		case errors.Is(err, ErrDamaged):
			s.Holds[name] = isDamaged
		case errors.Is(err, ErrNotFound):
			s.Holds[name] = isAbsent
		case err != nil:
			s.Holds[name] = err.Error()
		default:
			sum := sha256.Sum256(b)
			s.Holds[name] = hex.EncodeToString(sum[:8])
		}
	}
	for i := range 12 {
		id := fmt.Sprintf("n%02d", i)
		b, err := get(v, "note", id)
		hold("note/"+id, []byte(b), err)
	}
	for _, id := range matrixIDs {
		b, err := readDocument(v, id)
		hold(documents+"/"+id, b, err)
		if about, err := v.About(id); err == nil && string(about) != "about "+id {
			s.Holds[documents+"/"+id] = "about: " + string(about)
		}
		b, version, err := v.Words(id)
		hold(words+"/"+id, append(b, version...), err)
	}
	damage := func(v *Vault) (all []Damaged) {
		r, err := v.Check(nil)
		s.Found = r.Found
		if err != nil {
			all = append(all, Damaged{What: err.Error()})
		}
		for _, d := range r.Damaged {
			all = append(all, *d)
		}
		return all
	}
	s.Damaged = damage(v)
	if err := v.Close(); err != nil {
		s.Opened = "close: " + err.Error()
		return s
	}
	if v, err = Open(dir, secret); err != nil {
		s.Opened = "again: " + err.Error()
		return s
	}
	s.Again = damage(v)
	v.abandon()
	return s
}

// The documents of the vault that is hurt.
var matrixIDs = []string{"0a" + strings.Repeat("1", 30), "0a" + strings.Repeat("2", 30), "f3" + strings.Repeat("4", 30)}

// matrix is a vault on two days, and what it says on the second.
type matrix struct {
	dir, old, heads string
	files           []string
	good            map[string]string
}

func newMatrix(t *testing.T) matrix {
	m := matrix{heads: filepath.Join(t.TempDir(), "heads")}
	o := Options{HeadFolder: m.heads}
	m.dir = filepath.Join(t.TempDir(), "file")
	v, _, err := o.Create(m.dir, secret)
	ok(t, err)
	day := func(day int) {
		for i := range 12 {
			put(t, v, "note", fmt.Sprintf("n%02d", i), strings.Repeat(fmt.Sprintf("day %d, note %d; ", day, i), 40))
		}
		for i, id := range matrixIDs {
			ok(t, v.PutWords(id, fmt.Sprint(day), []byte(fmt.Sprint("words of ", i, " on day ", day))))
		}
	}
	for i, size := range []int{0, 9000, chunkSize + 70_000} {
		id := matrixIDs[i]
		must[Stored](t)(v.StoreWithID(id, []byte("about "+id), bytes.NewReader(content(id, size))))
		put(t, v, "document", id, "a record that speaks of it")
	}
	day(1)
	ok(t, v.Close())
	m.old = copyFolder(t, m.dir)
	v = must[*Vault](t)(o.Open(m.dir, secret))
	day(2)
	ok(t, v.Close())
	m.files = filesOf(t, m.dir)
	whole := lookAt(copyFolder(t, m.dir), Options{})
	if whole.Opened != "" || len(whole.Damaged) > 0 || len(whole.Holds) != 18 {
		t.Fatalf("nothing is hurt: %+v", whole)
	}
	m.good = whole.Holds
	return m
}

// hurting is one thing done to a copy of the vault.
type hurting struct {
	name  string
	files []string // those hurt
	do    func(dir string) error
	quiet bool // a crash leaves the like of it, or it changes nothing: need not be named
	past  bool // an older state of all the records, which must be noticed
}

// instead puts other bytes in a file's place. The file may be another name of the
// one that is copied.
func instead(file string, b []byte) func(dir string) error {
	return func(dir string) error {
		path := filepath.Join(dir, file)
		if err := os.Remove(path); err != nil {
			return err
		}
		return os.WriteFile(path, b, 0o600)
	}
}

// hurtings gives all that is done to one file; rng chooses the bits.
func (m matrix) hurtings(t *testing.T, file string, rng *rand.Rand) (bits, cuts, whole []hurting) {
	b := must[[]byte](t)(os.ReadFile(filepath.Join(m.dir, file)))
	journals := strings.HasPrefix(file, journalDir)
	// Behind this nothing tells a torn entry from a hurt one.
	last := len(b)
	if journals {
		last = bytes.LastIndex(b, []byte(entryMark))
	}
	for i := range min(200, len(b)) {
		off := i * len(b) / min(200, len(b))
		hurt := bytes.Clone(b)
		hurt[off] ^= 1 << rng.IntN(8)
		bits = append(bits, hurting{name: fmt.Sprintf("%s: a bit at %d", file, off), files: []string{file}, do: instead(file, hurt), quiet: off >= last})
	}
	for n := 0; n < len(b); n += 4096 {
		cuts = append(cuts, hurting{name: fmt.Sprintf("%s: cut to %d", file, n), files: []string{file}, do: instead(file, b[:n]), quiet: n >= last})
	}
	for _, n := range []int{1, 7, len(b) / 3, len(b) - 17, len(b) - 1} {
		if n > 0 && n < len(b) {
			cuts = append(cuts, hurting{name: fmt.Sprintf("%s: cut to %d", file, n), files: []string{file}, do: instead(file, b[:n]), quiet: n >= last})
		}
	}
	whole = append(whole, hurting{name: file + ": taken away", files: []string{file}, do: func(dir string) error { return os.Remove(filepath.Join(dir, file)) }})
	if old, err := os.ReadFile(filepath.Join(m.old, file)); err == nil && !bytes.Equal(old, b) {
		whole = append(whole, hurting{name: file + ": an older copy", files: []string{file}, do: instead(file, old)})
	}
	for _, other := range m.files {
		o := must[[]byte](t)(os.ReadFile(filepath.Join(m.dir, other)))
		if other <= file || bytes.Equal(o, b) {
			continue
		}
		whole = append(whole, hurting{name: file + ": swapped with " + other, files: []string{file, other}, do: func(dir string) error {
			return errors.Join(instead(file, o)(dir), instead(other, b)(dir))
		}})
	}
	return bits, cuts, whole
}

const theFolder = "the folder: an older copy"

// several gives what is done to more than one file at once.
func (m matrix) several() []hurting {
	old := func(under ...string) func(string) error {
		return func(dir string) error {
			for _, name := range under {
				if err := os.RemoveAll(filepath.Join(dir, name)); err != nil {
					return err
				}
				if err := os.CopyFS(filepath.Join(dir, name), os.DirFS(filepath.Join(m.old, name))); err != nil {
					return err
				}
			}
			return nil
		}
	}
	return []hurting{
		{name: "both journals: an older copy", do: old(journalDir), past: true},
		{name: theFolder, do: old("."), past: true},
		{name: "all words: an older copy", do: old(words), files: slices.DeleteFunc(slices.Clone(m.files), func(f string) bool { return !strings.HasPrefix(f, words) })},
	}
}

// copied copies the vault. Documents and words are never written in place, so
// another name for each will do.
func (m matrix) copied(t *testing.T) string {
	dir := filepath.Join(t.TempDir(), "copy")
	ok(t, fs.WalkDir(os.DirFS(m.dir), ".", func(path string, d fs.DirEntry, err error) error {
		from, to := filepath.Join(m.dir, path), filepath.Join(dir, path)
		switch {
		case err != nil:
			return err
		case d.IsDir():
			return os.MkdirAll(to, 0o700)
		case isDocument(path) && os.Link(from, to) == nil:
			return nil
		}
		b, err := os.ReadFile(from)
		if err != nil {
			return err
		}
		return os.WriteFile(to, b, 0o600)
	}))
	return dir
}

// wrong says what is not as promised in what was seen of a vault so hurt.
func (m matrix) wrong(h hurting, got seen) (all []string) {
	if got.Opened != "" {
		return []string{"it does not open: " + got.Opened}
	}
	if got.Older != h.past {
		all = append(all, fmt.Sprintf("older: %v", got.Older))
	}
	named := func(d []Damaged, what, id string) bool {
		return slices.ContainsFunc(d, func(d Damaged) bool { return d.What == what && (id == "" || d.ID == id) })
	}
	for name, want := range m.good {
		area, id := filepath.Split(name)
		now := got.Holds[name]
		hit := isDocument(name) && slices.ContainsFunc(h.files, func(f string) bool {
			return strings.HasPrefix(f, area) && filepath.Base(f) == id
		})
		gone := strings.HasSuffix(h.name, "taken away")
		switch {
		case h.past && area == "note/", h.past && area == words+"/" && h.name == theFolder:
			// What it was on the older day, and Older said so.
			if now == isDamaged || now == isAbsent {
				all = append(all, name+" of an older day: "+now)
			}
		case !hit && now != want:
			all = append(all, name+" was not hurt: "+now)
		case hit && gone:
			if now != isAbsent {
				all = append(all, name+" is gone: "+now)
			}
		case hit && !gone && now != isDamaged:
			all = append(all, name+" is hurt: "+now)
		}
		for _, d := range [][]Damaged{got.Damaged, got.Again} {
			if hit && !named(d, damagedFile(strings.TrimSuffix(area, "/"), id).What, id) {
				all = append(all, name+" is not named")
			}
		}
	}
	for _, f := range h.files {
		twin := map[string]string{keyName: DamagedKeyFile, keyTwin: DamagedKeyFile}[f]
		if strings.HasPrefix(f, journalDir) {
			twin = DamagedJournal
		}
		if twin != "" && !h.quiet && !named(got.Damaged, twin, "") {
			all = append(all, f+" was mended without a word")
		}
	}
	for _, d := range got.Damaged {
		if !d.Mended && d.What != DamagedDocument && d.What != DamagedWords {
			all = append(all, fmt.Sprintf("said to be lost: %+v", d))
		}
	}
	for _, d := range got.Again {
		if d.What != DamagedDocument && d.What != DamagedWords {
			all = append(all, fmt.Sprintf("not mended: %+v", d))
		}
	}
	return all
}

// TestDamageMatrix hurts every file of a vault in every way: a bit at each of 200
// offsets, a cut at each 4 KiB, taken away, swapped with each other file, an older
// copy of it or of several put back. Each time another process opens the vault,
// reads everything, checks it, and opens it again. VAULT_MATRIX=all does all of
// it; else it is some of each.
func TestDamageMatrix(t *testing.T) {
	t.Parallel()
	m := newMatrix(t)
	rng := rand.New(rand.NewPCG(rand.Uint64(), rand.Uint64()))
	todo := m.several()
	for _, file := range m.files {
		bits, cuts, whole := m.hurtings(t, file, rng)
		if os.Getenv("VAULT_MATRIX") != "all" {
			some := func(all []hurting, n int) []hurting {
				rng.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
				return all[:min(n, len(all))]
			}
			bits, cuts = some(bits, 1), some(cuts, 1)
			whole = slices.Concat(whole[:min(2, len(whole))], some(whole[min(2, len(whole)):], 1))
		}
		todo = slices.Concat(todo, bits, cuts, whole)
	}
	queue := make(chan hurting)
	var all sync.WaitGroup
	for range 2 {
		all.Go(func() {
			var l looker
			defer l.stop()
			for h := range queue {
				m.try(t, &l, h)
			}
		})
	}
	for _, h := range todo {
		queue <- h
	}
	close(queue)
	all.Wait()
	t.Logf("%d files, %d ways of hurting them", len(m.files), len(todo))
}

func (m matrix) try(t *testing.T, l *looker, h hurting) {
	dir := m.copied(t)
	defer os.RemoveAll(filepath.Dir(dir))
	heads := filepath.Join(filepath.Dir(dir), "heads")
	if err := errors.Join(os.CopyFS(heads, os.DirFS(m.heads)), h.do(dir)); err != nil {
		t.Errorf("%s: %v", h.name, err)
		return
	}
	got, err := l.look(dir, heads)
	if err != nil {
		t.Errorf("%s: the program ended: %v", h.name, err)
		return
	}
	if wrong := m.wrong(h, got); len(wrong) > 0 {
		t.Errorf("%s:\n\t%s", h.name, strings.Join(wrong, "\n\t"))
	}
}

// looker is another process, started when it is needed and again when it ended.
type looker struct {
	cmd    *exec.Cmd
	in     io.WriteCloser
	out    *bufio.Reader
	errors bytes.Buffer
}

func (l *looker) look(dir, heads string) (s seen, err error) {
	if l.cmd == nil {
		l.cmd = exec.Command(os.Args[0])
		l.cmd.Env = append(os.Environ(), "VAULT_TEST_ROLE=look")
		l.errors.Reset()
		l.cmd.Stderr = &l.errors
		out, err := l.cmd.StdoutPipe()
		if err != nil {
			return s, err
		}
		l.out = bufio.NewReader(out)
		if l.in, err = l.cmd.StdinPipe(); err != nil {
			return s, err
		}
		if err := l.cmd.Start(); err != nil {
			return s, err
		}
	}
	fmt.Fprintf(l.in, "%s\t%s\n", dir, heads)
	line, err := l.out.ReadBytes('\n')
	if err == nil {
		return s, json.Unmarshal(line, &s)
	}
	l.stop()
	return s, fmt.Errorf("%w: %.2000s", err, l.errors.String())
}

func (l *looker) stop() {
	if l.cmd != nil {
		l.in.Close()
		l.cmd.Wait()
		l.cmd = nil
	}
}
