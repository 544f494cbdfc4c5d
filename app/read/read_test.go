package read

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"go/parser"
	"go/token"
	"image"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"testing/iotest"
	"time"
)

var letter = letterPDF("",
	lines("Northwick County Council", "Dear Mrs Ferraby", "We will tell you by 5 May 2026.")+image1,
	lines("Page two"))

func words(t *testing.T, b []byte) Text {
	t.Helper()
	got, err := WordsOf(t.Context(), b, Options{})
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func TestALetterIsReadWithItsPlaces(t *testing.T) {
	got := words(t, letter)
	if got.Format != PDF || got.Of != 2 || got.Cut || got.Scanned || len(got.Pages) != 2 {
		t.Fatalf("%+v", got)
	}
	p := got.Pages[0]
	const want = "Northwick County Council\nDear Mrs Ferraby\nWe will tell you by 5 May 2026."
	if p.Text != want {
		t.Errorf("text %q", p.Text)
	}
	if p.Second != want {
		t.Errorf("second %q", p.Second)
	}
	if p.Width != 595 || p.Height != 842 || p.Picture {
		t.Errorf("%+v", p)
	}
	if n := len(strings.Fields(want)); len(p.Words) != n {
		t.Fatalf("%d words, want %d", len(p.Words), n)
	}
	first, dear := p.Words[0], p.Words[3]
	if first.Text != "Northwick" || first.X < 71 || first.X > 73 || first.Y > 100 || first.Y+first.H < 100 || first.W < 40 || first.W > 60 {
		t.Errorf("first word %+v", first)
	}
	if dear.Text != "Dear" || dear.X != first.X || dear.Y-first.Y < 13.8 || dear.Y-first.Y > 14.2 {
		t.Errorf("next line %+v", dear)
	}
	if got.Pages[1].Text != "Page two" {
		t.Errorf("page two %q", got.Pages[1].Text)
	}
}

func TestATurnedPageIsReadUpright(t *testing.T) {
	p := words(t, letterPDF("/Rotate 90 /CropBox [50 0 595 842]", lines("Draft plan enclosed"))).Pages[0]
	if p.Text != "Draft plan enclosed" || p.Width != 842 || p.Height != 545 {
		t.Fatalf("%+v", p)
	}
	// Turned a quarter to the right, the line runs downwards by the right edge.
	a, b := p.Words[0], p.Words[1]
	if a.X != b.X || b.Y <= a.Y || a.X < 730 || a.X > 750 || a.Y < 20 || a.Y > 24 || a.H < a.W {
		t.Errorf("%+v then %+v", a, b)
	}
}

func TestAScanIsKnownAsOne(t *testing.T) {
	for name, c := range map[string]struct {
		file []byte
		want bool
	}{
		"pictures":             {letterPDF("", image1, image1+lines("scan 1")), true},
		"an empty page":        {letterPDF("", ""), false},
		"a picture and a page": {letterPDF("", image1, lines("Dear Mrs Ferraby, we have your letter.")), false},
	} {
		got, err := WordsOf(t.Context(), c.file, Options{Quick: true})
		if err != nil || got.Scanned != c.want || got.Pages[0].Picture != strings.Contains(name, "picture") {
			t.Errorf("%s: %v %+v", name, err, got)
		}
	}
}

func TestPlainText(t *testing.T) {
	for name, b := range map[string]string{
		"UTF-8":   "Dear Siân,\r\n\r\nThe review is on\r\n5 May 2026.\r\n",
		"Windows": "Dear Si\xe2n,\n\nThe review is on\n5 May 2026.",
		"UTF-16":  "\xff\xfeD\x00e\x00a\x00r\x00 \x00S\x00i\x00\xe2\x00n\x00,\x00\n\x00\n\x00T\x00h\x00e\x00 \x00r\x00e\x00v\x00i\x00e\x00w\x00 \x00i\x00s\x00 \x00o\x00n\x00\n\x005\x00 \x00M\x00a\x00y\x00 \x002\x000\x002\x006\x00.\x00",
	} {
		got := words(t, []byte(b))
		if got.Format != PlainText || len(got.Pages) != 1 || got.Pages[0].Text != "Dear Siân,\n\nThe review is on\n5 May 2026." {
			t.Errorf("%s: %+v", name, got)
		}
		if w := got.Pages[0].Words; len(w) != 9 || w[0].Placed() {
			t.Errorf("%s: words %+v", name, w)
		}
	}
	if _, err := Picture(t.Context(), strings.NewReader("Dear"), 4, 1, 100, Options{}); !errors.Is(err, ErrFormat) {
		t.Errorf("picture of plain text: %v", err)
	}
}

func TestEncrypted(t *testing.T) {
	open, err := os.ReadFile("testdata/aes256-open.pdf")
	if err != nil {
		t.Fatal(err)
	}
	if got := words(t, open); !strings.Contains(got.All(), "Dear Mrs Ferraby") {
		t.Errorf("without a password to open it: %q", got.All())
	}
	locked, err := os.ReadFile("testdata/aes256-password.pdf")
	if err != nil {
		t.Fatal(err)
	}
	if got, err := WordsOf(t.Context(), locked, Options{}); !errors.Is(err, ErrPassword) || got.Format != PDF {
		t.Errorf("without its password: %v, %+v", err, got)
	}
	if _, err := WordsOf(t.Context(), locked, Options{Password: "damson"}); !errors.Is(err, ErrWrongPassword) {
		t.Errorf("with another password: %v", err)
	}
	got, err := WordsOf(t.Context(), locked, Options{Password: "Siân-£5"})
	if err != nil || !strings.Contains(got.All(), "Dear Mrs Ferraby") {
		t.Errorf("with its password: %v, %q", err, got.All())
	}
}

func TestWhatCannotBeRead(t *testing.T) {
	for name, c := range map[string]struct {
		bytes  string
		err    error
		format string
	}{
		"empty":         {"", ErrEmpty, ""},
		"a zip":         {string(zipped("table.csv", "a,b")), ErrFormat, "zip"},
		"GIF":           {"GIF89a\x01\x00\x01\x00", ErrFormat, "gif"},
		"half a zip":    {"PK\x03\x04\x14\x00\x06\x00", ErrFormat, "zip"},
		"anything":      {"\x00\x01\x02\x03", ErrFormat, ""},
		"header only":   {"%PDF-1.4\n", ErrNotReadable, PDF},
		"cut short":     {string(letter[:300]), ErrNotReadable, PDF},
		"kids in kids":  {string(kidsCycle()), ErrNotReadable, PDF},
		"no pages":      {string(makePDF("<< /Type /Catalog >>")), ErrNotReadable, PDF},
		"only noise in": {"%PDF-1.7\n" + strings.Repeat("(((((<<<<[[[[", 5000), ErrNotReadable, PDF},
	} {
		got, err := WordsOf(t.Context(), []byte(c.bytes), Options{limits: brief})
		if !errors.Is(err, c.err) || got.Format != c.format {
			t.Errorf("%s: %v, format %q", name, err, got.Format)
		}
		if _, err := Picture(t.Context(), strings.NewReader(c.bytes), int64(len(c.bytes)), 1, 100, Options{}); !errors.Is(err, c.err) {
			t.Errorf("%s, its picture: %v", name, err)
		}
	}
	if got, err := WordsOf(t.Context(), letter[:len(letter)-12], Options{}); err != nil || got.Of != 2 {
		t.Errorf("a lost end should cost nothing: %v", err)
	}
	if got, err := WordsOf(t.Context(), append([]byte("Received: by mail\r\n\r\n"), letter...), Options{}); err != nil || got.Of != 2 {
		t.Errorf("something before the header should cost nothing: %v", err)
	}
}

// brief gives the second engine little time to hang in.
var brief = func() *limits { l := usual; l.second = 200 * time.Millisecond; return &l }()

func with(change func(*limits)) Options {
	l := *brief
	change(&l)
	return Options{limits: &l}
}

func TestTimeLimit(t *testing.T) {
	opt := with(func(l *limits) { l.text, l.textPage = 100*time.Millisecond, 0 })
	began := time.Now()
	if got, err := WordsOf(t.Context(), formBomb(), opt); !errors.Is(err, ErrTooLong) || got.Format != PDF {
		t.Errorf("words: %v, %+v", err, got)
	}
	if _, err := pictureOf(t, formBomb(), 1, with(func(l *limits) { l.picture = 100 * time.Millisecond })); !errors.Is(err, ErrTooLong) {
		t.Errorf("picture: %v", err)
	}
	if _, err := WordsOf(t.Context(), letter, with(func(l *limits) { l.start = time.Nanosecond })); !errors.Is(err, ErrTooLong) {
		t.Errorf("start: %v", err)
	}
	if took := time.Since(began); took > 30*time.Second {
		t.Errorf("took %v", took)
	}
}

func TestABombLeavesThePagesRoundItReadable(t *testing.T) {
	// Without a tight limit the sandbox runs out of its own memory first.
	got, err := WordsOf(t.Context(), formBomb(), Options{limits: brief})
	if !errors.Is(err, ErrTooBig) || len(got.Pages) != 1 || !got.Pages[0].Unread {
		t.Errorf("alone: %v %+v", err, got)
	}
	with := bytes.Replace(formBomb(), []byte("/X Do\nendstream"), []byte("     \nendstream"), 1)
	if got, err := WordsOf(t.Context(), with, Options{limits: brief}); err != nil || got.Pages[0].Unread {
		t.Errorf("not drawn: %v %+v", err, got)
	}
}

func TestMemoryLimit(t *testing.T) {
	if runtime.GOOS != "linux" && runtime.GOOS != "windows" {
		t.Skip("here memory is looked at too seldom for so short a run")
	}
	_, err := WordsOf(t.Context(), formBomb(), with(func(l *limits) { l.memory = 80 << 20 }))
	if !errors.Is(err, ErrTooBig) {
		t.Errorf("%v", err)
	}
}

func TestOutputLimit(t *testing.T) {
	got, err := WordsOf(t.Context(), letter, with(func(l *limits) { l.words = 400 }))
	if !errors.Is(err, ErrTooBig) || len(got.Pages) != 1 || got.Pages[0].Text == "" {
		t.Errorf("%v, %d pages", err, len(got.Pages))
	}
	if _, err := Words(t.Context(), strings.NewReader("x"), maxDocument+1, Options{}); !errors.Is(err, ErrTooBig) {
		t.Errorf("a document over the limit: %v", err)
	}
}

func TestPageLimit(t *testing.T) {
	got, err := WordsOf(t.Context(), letter, with(func(l *limits) { l.pages = 1 }))
	if err != nil || !got.Cut || got.Of != 2 || len(got.Pages) != 1 {
		t.Errorf("%v, %+v", err, got)
	}
}

func TestASecondReadingThatHangsCostsOnlyItself(t *testing.T) {
	// This engine follows /Prev round in a ring for ever.
	ring := bytes.Replace(letter, []byte("/Root 1 0 R"), []byte("/Root 1 0 R /Prev "+strconv.Itoa(bytes.Index(letter, []byte("xref\n")))), 1)
	got, err := WordsOf(t.Context(), ring, Options{limits: brief})
	if err != nil || !strings.Contains(got.All(), "5 May 2026") || got.Pages[0].Second != "" {
		t.Errorf("%v, %+v", err, got)
	}
}

func TestCancelEndsTheChild(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	src := io.MultiReader(bytes.NewReader(letter[:100]), readerFunc(func(p []byte) (int, error) {
		cancel()
		return copy(p, letter[100:]), io.EOF
	}))
	if _, err := Words(ctx, src, int64(len(letter)), Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
	s := session(t, formBomb())
	ctx, cancel = context.WithCancel(t.Context())
	done := make(chan error)
	go func() {
		_, err := s.Words(ctx)
		done <- err
	}()
	cancel()
	if err := <-done; !errors.Is(err, context.Canceled) {
		t.Errorf("while reading: %v", err)
	}
}

type readerFunc func([]byte) (int, error)

func (f readerFunc) Read(p []byte) (int, error) { return f(p) }

func TestAnErrorOfTheSourceIsGivenAsItIs(t *testing.T) {
	mine := errors.New("disk pulled out")
	if _, err := Words(t.Context(), io.MultiReader(bytes.NewReader(letter[:50]), iotest.ErrReader(mine)), 1000, Options{}); !errors.Is(err, mine) {
		t.Errorf("%v", err)
	}
}

func session(t *testing.T, b []byte) *Session {
	t.Helper()
	s, err := Start(t.Context(), bytes.NewReader(b), int64(len(b)), Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	return s
}

func pictureOf(t *testing.T, b []byte, page int, opt Options) (image.Image, error) {
	t.Helper()
	return Picture(t.Context(), bytes.NewReader(b), int64(len(b)), page, 300, opt)
}

func TestASessionDrawsPageAfterPage(t *testing.T) {
	s := session(t, letter)
	if s.Pages() != 2 || s.Format() != PDF {
		t.Errorf("%d pages, %q", s.Pages(), s.Format())
	}
	first, err := s.Picture(t.Context(), 1, 300)
	if err != nil {
		t.Fatal(err)
	}
	if b := first.Bounds(); b.Dx() != 300 || b.Dy() < 420 || b.Dy() > 430 {
		t.Errorf("bounds %v", b)
	}
	// The grey square stands where the page puts it, on white paper.
	if r, g, b, a := first.At(150, 300).RGBA(); r>>8 != 0x40 || g != r || b != r || a != 0xffff {
		t.Errorf("square %x %x %x %x", r, g, b, a)
	}
	if r, _, _, a := first.At(5, 5).RGBA(); r != 0xffff || a != 0xffff {
		t.Errorf("paper %x %x", r, a)
	}
	for _, page := range []int{0, 3, -1, 1 << 40} {
		if _, err := s.Picture(t.Context(), page, 300); !errors.Is(err, ErrNoPage) {
			t.Errorf("page %d: %v", page, err)
		}
	}
	got, err := s.Words(t.Context())
	if err != nil || len(got.Pages) != 2 {
		t.Errorf("words in between: %v", err)
	}
	for _, width := range []int{-5, 0, 1, 100_000} {
		img, err := s.Picture(t.Context(), 2, width)
		if err != nil || img.Bounds().Dx() > maxSide || img.Bounds().Dy() > maxSide {
			t.Errorf("width %d: %v", width, err)
		}
	}
	s.Close()
	s.Close()
	if _, err := s.Picture(t.Context(), 1, 300); !errors.Is(err, ErrOver) {
		t.Errorf("after Close: %v", err)
	}
}

func TestHugePagesAreDrawnSmall(t *testing.T) {
	b := bytes.ReplaceAll(letter, []byte("[0 0 595 842]"), []byte("[0 0 99999 9]"))
	img, err := pictureOf(t, b, 1, Options{})
	if err == nil && (img.Bounds().Dx() > 300 || img.Bounds().Dy() > maxSide) || err != nil && !errors.Is(err, ErrNotReadable) {
		t.Errorf("%v", err)
	}
}

func TestAChildThatDiesCostsOneMessage(t *testing.T) {
	s := session(t, letter)
	s.p.cmd.Process.Kill()
	if _, err := s.Words(t.Context()); !errors.Is(err, ErrCrashed) {
		t.Errorf("%v", err)
	}
	if _, err := s.Words(t.Context()); !errors.Is(err, ErrOver) {
		t.Errorf("and then: %v", err)
	}
}

func TestTheChildIsToldNothing(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("reads /proc")
	}
	t.Setenv("LEVERARCH_PRIVATE", "Ferraby")
	s := session(t, letter)
	proc := "/proc/" + strconv.Itoa(s.p.cmd.Process.Pid)
	if b, err := os.ReadFile(proc + "/environ"); err != nil || len(b) != 0 {
		t.Errorf("environment %q, %v", b, err)
	}
	b, err := os.ReadFile(proc + "/cmdline")
	if args := strings.Split(strings.TrimSuffix(string(b), "\x00"), "\x00"); err != nil || len(args) != 2 || args[1] != childArgument {
		t.Errorf("arguments %q, %v", args, err)
	}
	if dir, err := os.Readlink(proc + "/cwd"); err != nil || dir != "/" {
		t.Errorf("folder %q, %v", dir, err)
	}
}

func TestTheChildGoesWithItsParent(t *testing.T) {
	s := session(t, letter)
	s.p.in.Close() // as when this process ends, however it ends
	<-s.p.gone
}

func TestWarm(t *testing.T) {
	if err := Warm(t.Context()); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := Warm(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}

func TestKeptPagesComeBack(t *testing.T) {
	got := words(t, letter)
	b, err := json.Marshal(got)
	if err != nil {
		t.Fatal(err)
	}
	var back Text
	if err := json.Unmarshal(b, &back); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(back, got) {
		t.Errorf("kept %+v, came back %+v", got, back)
	}
	var p Page
	if err := json.Unmarshal([]byte(`{"text":"two words","places":[1,2,3,4]}`), &p); err == nil {
		t.Error("words without their places were taken")
	}
}

// Strangers' bytes are parsed in the child only.
func TestOnlyTheChildKnowsTheParsers(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
		if err != nil {
			t.Fatal(err)
		}
		for _, i := range f.Imports {
			if path, _ := strconv.Unquote(i.Path.Value); strings.HasPrefix(path, "leverarch/app/read/") && !strings.HasPrefix(name, "child") {
				t.Errorf("%s imports %s", name, path)
			}
		}
	}
}

func FuzzReadFrame(f *testing.F) {
	var good bytes.Buffer
	writeFrame(&good, framePage, []byte(`{"n":0,"page":{"text":"a b","places":[1,2,3,4,5,6,7,8]}}`))
	f.Add(good.Bytes())
	f.Add([]byte("p\xff\xff\xff\xff"))
	f.Add([]byte("p\x00\x00\x00\x09short"))
	f.Fuzz(func(t *testing.T, b []byte) {
		const most = 1 << 16
		kind, payload, err := readFrame(bytes.NewReader(b), most)
		if err != nil {
			return
		}
		if len(payload) > most {
			t.Fatalf("%d bytes", len(payload))
		}
		var again bytes.Buffer
		writeFrame(&again, kind, payload)
		if !bytes.HasPrefix(b, again.Bytes()) {
			t.Fatalf("%q became %q", b, again.Bytes())
		}
		var n numbered
		if json.Unmarshal(payload, &n) == nil && len(n.Page.Words) != len(strings.Fields(n.Page.Text)) {
			t.Fatalf("%d words in %q", len(n.Page.Words), n.Page.Text)
		}
	})
}
