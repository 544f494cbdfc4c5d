package read

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"encoding/base64"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"
	"testing"
	"unicode"
)

// zipped makes a zip file of names and what they hold, one after the other.
func zipped(parts ...string) []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i+1 < len(parts); i += 2 {
		w, err := z.Create(parts[i])
		if err == nil {
			_, err = io.WriteString(w, parts[i+1])
		}
		if err != nil {
			panic(err)
		}
	}
	z.Close()
	return b.Bytes()
}

const wordBody = `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>%s</w:t></w:r></w:p></w:body></w:document>`

func docx(text string) []byte { return zipped("word/document.xml", fmt.Sprintf(wordBody, text)) }

// docxBomb is a Word file whose text unpacks to size bytes; says is the size it
// gives.
func docxBomb(size int, says uint64) []byte {
	var packed bytes.Buffer
	w, _ := flate.NewWriter(&packed, flate.BestCompression)
	sum := crc32.NewIEEE()
	spaces := bytes.Repeat([]byte(" "), 1<<20)
	for n := 0; n < size; n += len(spaces) {
		w.Write(spaces)
		sum.Write(spaces)
	}
	w.Close()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	part, err := z.CreateRaw(&zip.FileHeader{Name: "word/document.xml", Method: zip.Deflate, CRC32: sum.Sum32(),
		CompressedSize64: uint64(packed.Len()), UncompressedSize64: says})
	if err == nil {
		_, err = part.Write(packed.Bytes())
	}
	if err != nil {
		panic(err)
	}
	z.Close()
	return b.Bytes()
}

func mailWith(name string, file []byte) []byte {
	return []byte("From: SEND Team <send@tarnside.example>\r\nDate: Tue, 3 Nov 2026 10:00:00 +0000\r\nMIME-Version: 1.0\r\n" +
		"Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain\r\n\r\nThe draft plan is attached.\r\n" +
		"--x\r\nContent-Type: application/octet-stream; name=\"" + name + "\"\r\nContent-Transfer-Encoding: base64\r\n\r\n" +
		base64.StdEncoding.EncodeToString(file) + "\r\n--x--\r\n")
}

func TestBombsOfEveryKindAreTooBigAndNothingMore(t *testing.T) {
	many := make([]string, 0, 60_000)
	for i := range 30_000 {
		many = append(many, fmt.Sprint(i), "")
	}
	deep := "From: a\r\nMIME-Version: 1.0\r\n"
	for i := range 2000 {
		deep += fmt.Sprintf("Content-Type: multipart/mixed; boundary=x%d\r\n\r\n--x%d\r\n", i, i)
	}
	for name, b := range map[string][]byte{
		"a Word file of 400 MB":           docxBomb(400<<20, 400<<20),
		"one that says it is small":       docxBomb(400<<20, 1000),
		"a zip of 30,000 files":           zipped(many...),
		"two million braces":              []byte(`{\rtf1` + strings.Repeat("{", 2_000_000)),
		"mail in mail, two thousand deep": []byte(deep),
	} {
		got, err := WordsOf(t.Context(), b, Options{limits: brief})
		if !errors.Is(err, ErrTooBig) && !(name == "one that says it is small" && errors.Is(err, ErrNotReadable)) || len(got.Pages) > 1 {
			t.Errorf("%s: %v, %d pages", name, err, len(got.Pages))
		}
	}
}

func TestEntitiesAreNeverMadeIntoAnything(t *testing.T) {
	secret := filepath.Join(t.TempDir(), "secret")
	if err := os.WriteFile(secret, []byte("Ferraby"), 0o600); err != nil {
		t.Fatal(err)
	}
	laughs := `<!DOCTYPE d [<!ENTITY a "ha">`
	for c := 'b'; c < 'z'; c++ {
		laughs += fmt.Sprintf(`<!ENTITY %c "%s">`, c, strings.Repeat(fmt.Sprintf("&%c;", c-1), 10))
	}
	for name, head := range map[string]string{
		"entities that grow":  laughs + "]>",
		"an entity elsewhere": `<!DOCTYPE d [<!ENTITY y SYSTEM "file://` + secret + `">]>`,
	} {
		got, err := WordsOf(t.Context(), zipped("word/document.xml", `<?xml version="1.0"?>`+head+fmt.Sprintf(wordBody, "before &y; after")), Options{limits: brief})
		if all := got.All(); err != nil || len(all) > 100 || strings.Contains(all, "Ferraby") || !strings.HasPrefix(all, "before") {
			t.Errorf("%s: %v, %.200q", name, err, all)
		}
	}
}

func TestNamesInAZipAreNoPaths(t *testing.T) {
	slip := filepath.Join(t.TempDir(), "slip")
	got, err := WordsOf(t.Context(), zipped("../../../../../.."+slip, "x", slip, "x", "word/document.xml", fmt.Sprintf(wordBody, "Dear parent")), Options{limits: brief})
	if err != nil || got.All() != "Dear parent" {
		t.Errorf("%v, %q", err, got.All())
	}
	if _, err := os.Stat(slip); err == nil {
		t.Error("a file was written")
	}
}

func TestAMessageIsReadWithWhatCameWithIt(t *testing.T) {
	got, err := WordsOf(t.Context(), mailWith("plan.bin", letter), Options{})
	if err != nil || got.Format != Email || len(got.Pages) != 3 || len(got.Parts) != 2 || got.Scanned || got.Cut {
		t.Fatalf("%v %+v", err, got)
	}
	if p := got.Parts[1]; p.Name != "plan.bin" || p.Format != PDF || p.Pages != 2 || p.Err() != nil {
		t.Errorf("%+v", p)
	}
	if p := got.Pages[1]; !strings.Contains(p.Text, "5 May 2026") || p.Second != p.Text || p.Words[0].W == 0 {
		t.Errorf("%+v", p)
	}
	if !strings.Contains(got.Pages[0].Text, "Date: 3 November 2026 10:00\n") {
		t.Errorf("%q", got.Pages[0].Text)
	}
	img, err := pictureOf(t, mailWith("plan.pdf", letter), 3, Options{})
	if err != nil || img.Bounds().Dx() != 300 {
		t.Errorf("picture: %v", err)
	}
	if _, err := pictureOf(t, mailWith("plan.pdf", letter), 1, Options{}); !errors.Is(err, ErrFormat) {
		t.Errorf("picture of the message: %v", err)
	}
	got, err = WordsOf(t.Context(), mailWith("plan.docx", docx("By 5 May 2026")), Options{})
	if err != nil || got.Pages[1].Text != "By 5 May 2026" {
		t.Errorf("%v %+v", err, got)
	}
}

func TestABadAttachmentCostsOnlyItself(t *testing.T) {
	for name, c := range map[string]struct {
		file []byte
		err  error
	}{
		"damaged":  {[]byte("%PDF-1.4\n"), ErrNotReadable},
		"other":    {[]byte("\x00\x01\x02"), ErrFormat},
		"a bomb":   {docxBomb(100<<20, 100<<20), ErrTooBig},
		"unending": {formBomb(), nil},
	} {
		got, err := WordsOf(t.Context(), mailWith("x", c.file), Options{limits: brief})
		if err != nil || len(got.Parts) != 2 || !errors.Is(got.Parts[1].Err(), c.err) || !strings.Contains(got.All(), "The draft plan is attached.") {
			t.Errorf("%s: %v %+v", name, err, got)
		}
	}
	// What ends the whole process is left closed, and the message read without it.
	got, err := WordsOf(t.Context(), mailWith("x", docxBomb(60<<20, 60<<20)), with(func(l *limits) { l.memory = 120 << 20 }))
	if runtime.GOOS == "linux" && (err != nil || !strings.Contains(got.All(), "The draft plan is attached.")) {
		t.Errorf("too big: %v %+v", err, got.Parts)
	}
}

// TestHostileFilesHaveTheirOutcome holds the table of broken and hostile files
// against what becomes of each.
func TestHostileFilesHaveTheirOutcome(t *testing.T) {
	dir := filepath.Join(lettersFolder(t), "hostile")
	for _, row := range table(t, filepath.Join(dir, "manifest.tsv")) {
		name, want := row["file"], row["expected"]
		b, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		if row["password"] != "" {
			if _, err := WordsOf(t.Context(), b, Options{}); !errors.Is(err, ErrPassword) {
				t.Errorf("%s without its password: %v", name, err)
			}
			if _, err := WordsOf(t.Context(), b, Options{Password: "other"}); !errors.Is(err, ErrWrongPassword) {
				t.Errorf("%s with another password: %v", name, err)
			}
		}
		got, err := WordsOf(t.Context(), b, Options{Password: row["password"]})
		all := got.All()
		text := err == nil && strings.TrimSpace(all) != ""
		limit := errors.Is(err, ErrTooBig) || errors.Is(err, ErrTooLong)
		var ok bool
		switch first, _, _ := strings.Cut(strings.TrimPrefix(want, "asks for a password; "), "; "); {
		case strings.HasPrefix(first, "error or"):
			ok = err != nil || text
		case want == "error: not a PDF":
			ok = got.Format == HTML // and read as what it is
		case strings.HasPrefix(first, "error"):
			ok = err != nil && !limit
		case strings.HasPrefix(first, "text or limit"):
			ok = text || limit
		case strings.HasPrefix(first, "text or error"):
			ok = text || err != nil
		case strings.HasPrefix(first, "text, 3 lines"):
			ok = text && strings.Count(all, "\n") == 2
		case strings.HasPrefix(first, "text of one page"):
			ok = text && len(got.Pages) == 1 && !got.Cut
		case strings.HasPrefix(first, "text"):
			ok = text
		case strings.HasPrefix(first, "empty text"):
			ok = all == ""
		case strings.HasPrefix(first, "first N pages"):
			ok = text && got.Cut && len(got.Pages) == usual.pages
		case strings.Contains(first, "limit error"):
			ok = limit
		case strings.HasPrefix(first, "no text"):
			ok = err == nil && all == "" && got.Scanned
		case first == "no hang":
			ok = true // the limits of the test itself
		default:
			t.Errorf("%s: nothing here knows what %q is", name, want)
		}
		if !ok {
			t.Errorf("%s: want %s; got %v, cut %v, %d pages, %.40q", name, want, err, got.Cut, len(got.Pages), all)
		}
		for _, r := range all {
			if unicode.IsControl(r) && r != '\n' && r != '\t' {
				t.Errorf("%s: control character %U", name, r)
			}
		}
		if !errors.Is(err, ErrEmpty) && got.Format == PDF {
			img, err := Picture(t.Context(), bytes.NewReader(b), int64(len(b)), 1, 100_000, Options{Password: row["password"]})
			if err == nil && (img.Bounds().Dx() > maxSide || img.Bounds().Dy() > maxSide) {
				t.Errorf("%s: a picture of %v", name, img.Bounds())
			}
		}
	}
}

// TestThisProcessStaysSmall reads what makes a child large, and looks at what this
// process has kept for it.
func TestThisProcessStaysSmall(t *testing.T) {
	files := map[string][]byte{
		"bomb":       formBomb(),
		"Word":       docxBomb(400<<20, 1000),
		"many words": bytes.Repeat([]byte("a "), 1<<21),
		"many pages": bytes.Repeat([]byte(strings.Repeat("some words of a page ", 100)+"\f"), 600),
	}
	debug.FreeOSMemory()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	for name, b := range files {
		got, _ := WordsOf(t.Context(), b, Options{limits: brief})
		runtime.ReadMemStats(&after)
		// HeapInuse holds garbage too: it is the most this has cost so far.
		if grown := int64(after.HeapInuse) - int64(before.HeapInuse); grown > 50<<20 {
			t.Errorf("%s: grown by %d MB for %d pages", name, grown>>20, len(got.Pages))
		}
	}
}
