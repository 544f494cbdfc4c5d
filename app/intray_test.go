package app_test

import (
	"bytes"
	"context"
	"encoding/base64"
	"fmt"
	"image/png"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"leverarch/app"
	"leverarch/app/record"
)

// photos makes a picture of each page of a letter, as a phone would.
func photos(t *testing.T, a *app.App, id record.ID) [][]byte {
	t.Helper()
	p, err := a.Pages(t.Context(), id, "")
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	var out [][]byte
	for i := range p.Count() {
		img, err := p.Picture(t.Context(), i+1, 1240)
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		if err := png.Encode(&b, img); err != nil {
			t.Fatal(err)
		}
		out = append(out, b.Bytes())
	}
	return out
}

func keepBytes(t *testing.T, a *app.App, child record.ID, name string, b []byte) app.Kept {
	t.Helper()
	k, err := a.Keep(child, name, bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func readIt(t *testing.T, a *app.App, id record.ID) record.Document {
	t.Helper()
	d, err := a.Read(t.Context(), id, "")
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func original(t *testing.T, a *app.App, id record.ID) []byte {
	t.Helper()
	src, err := a.Original(id)
	if err != nil {
		t.Fatal(err)
	}
	defer src.Close()
	b, err := io.ReadAll(src)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func ids(t *testing.T, a *app.App) []record.ID {
	t.Helper()
	list, err := a.Documents("")
	if err != nil {
		t.Fatal(err)
	}
	var out []record.ID
	for _, d := range list {
		out = append(out, d.ID)
	}
	return out
}

func TestPhotosOfOneLetterBecomeOneDocumentAndStayAsTheyCame(t *testing.T) {
	c := at("2026-11-06 16:00")
	a, child := file(t, c)
	scanned := photos(t, a, keepDraft(t, a, child).ID)
	var pages []record.ID
	for i, b := range scanned {
		pages = append(pages, keepBytes(t, a, child.ID, fmt.Sprintf("IMG_%d.png", i+1), b).ID)
	}
	d, err := a.Bind(pages)
	if err != nil {
		t.Fatal(err)
	}
	if got := ids(t, a); len(got) != 2 || !slices.Contains(got, d.ID) {
		t.Fatalf("the list holds %v", got)
	}
	d = readIt(t, a, d.ID)
	if d.Pages != len(scanned) || d.Kind != "draft-plan" || d.Letter != record.NewDay(2026, 11, 3) || !slices.Equal(d.Guess.ByEye, []int{1, 2}) {
		t.Errorf("read as %+v, %+v", d, d.Guess)
	}
	for i, id := range pages {
		if !bytes.Equal(original(t, a, id), scanned[i]) {
			t.Errorf("photo %d is not as it came", i+1)
		}
	}
	p, err := a.Pages(t.Context(), d.ID, "")
	if err != nil {
		t.Fatal(err)
	}
	if w, err := p.Words(1); err != nil || len(w.Quote(d.Guess.Letter.Quote)) == 0 || len(w.Spots) == 0 {
		t.Errorf("the letter's date stands nowhere (%v)", err)
	}
	for n := p.Count(); n > 0; n-- {
		if _, err := p.Picture(t.Context(), n, 300); err != nil {
			t.Errorf("page %d: %v", n, err)
		}
	}
	p.Close()
	if _, err := p.Picture(t.Context(), 1, 300); err == nil {
		t.Error("closed pages are still drawn")
	}
	// Brought in again, each photo leads to the letter.
	if k := keepBytes(t, a, child.ID, "copy.png", scanned[1]); !k.Again || k.ID != d.ID {
		t.Errorf("the same photo again: %+v", k)
	}
	// Found by its words, page by page.
	found, err := a.Find("enclose draft", child.ID, 10)
	if err != nil || !slices.ContainsFunc(found, func(f app.Found) bool { return f.ID == d.ID && f.Page == 1 }) {
		t.Errorf("found %+v (%v)", found, err)
	}
	// Taken out one by one, and in everything as a folder in order.
	out := filepath.Join(t.TempDir(), "letter.png")
	if err := a.TakeOut(d.ID, out); err != nil {
		t.Fatal(err)
	}
	for i := range scanned {
		b, err := os.ReadFile(filepath.Join(filepath.Dir(out), fmt.Sprintf("letter %d.png", i+1)))
		if err != nil || !bytes.Equal(b, scanned[i]) {
			t.Errorf("photo %d taken out: %d bytes (%v)", i+1, len(b), err)
		}
	}
	all := filepath.Join(t.TempDir(), "all")
	if _, err := a.TakeOutEverything(all, nil); err != nil {
		t.Fatal(err)
	}
	if got, _ := filepath.Glob(filepath.Join(all, "*", "* IMG_1", "0[12] IMG_[12].png")); len(got) != 2 {
		t.Errorf("everything holds %v", got)
	}
	// Gone for good with its photos, and nothing else with it.
	if err := a.Delete(d.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := a.EmptyBin(c.now().Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	for _, id := range pages {
		if _, err := a.Original(id); err == nil {
			t.Error("a photo of a letter that is gone is still there")
		}
	}
	if got := ids(t, a); len(got) != 1 {
		t.Errorf("left: %v", got)
	}
}

func TestTwoLettersInOneScanAreSplitAndTheScanStaysAsItIs(t *testing.T) {
	c := at("2026-11-06 16:00")
	a, child := file(t, c)
	d := keepDraft(t, a, child)
	confirm(t, a, d.ID, "draft-plan-served", record.NewDay(2026, 11, 3))
	b := original(t, a, d.ID)
	first, second, err := a.Split(d.ID, 2)
	if err != nil {
		t.Fatal(err)
	}
	if got := ids(t, a); len(got) != 2 || !slices.Contains(got, first.ID) || !slices.Contains(got, second.ID) {
		t.Fatalf("the list holds %v", got)
	}
	if !bytes.Equal(original(t, a, d.ID), b) {
		t.Error("the scan is not as it came")
	}
	// What was said of it goes with the first, and its dates stand.
	look, err := a.FirstLook(first.ID)
	if err != nil || len(look.Facts) != 1 || !first.Looked || second.Looked {
		t.Errorf("the first: %+v, %+v (%v)", look, first, err)
	}
	if x := deadline(t, a, child, "draft-plan-comments-15d"); x.Day != record.NewDay(2026, 11, 17) {
		t.Errorf("the date moved to %s", x.Day)
	}
	// Each is read and confirmed by itself.
	second = readIt(t, a, second.ID)
	if second.Pages != 1 || second.Guess == nil || second.First != 2 || second.Last != 2 {
		t.Errorf("the second: %+v", second)
	}
	if err := a.Confirm(second.ID, app.Look{Child: child.ID, Kind: "report", Letter: record.NewDay(2026, 10, 1)}); err != nil {
		t.Fatal(err)
	}
	p, err := a.Pages(t.Context(), second.ID, "")
	if err != nil || p.Count() != 1 {
		t.Fatalf("%v pages (%v)", p, err)
	}
	if _, err := p.Picture(t.Context(), 1, 200); err != nil {
		t.Error(err)
	}
	p.Close()
	for _, page := range []int{0, 1, 2} {
		if _, _, err := a.Split(second.ID, page); err == nil {
			t.Errorf("a letter of one page was split at %d", page)
		}
	}
	if k := keepBytes(t, a, child.ID, "again.pdf", b); !k.Again || k.ID != first.ID {
		t.Errorf("the same scan again: %+v", k)
	}
	if n, err := a.TakeOutEverything(filepath.Join(t.TempDir(), "all"), nil); err != nil || n != 3 {
		t.Errorf("%d files of everything (%v)", n, err)
	}
	// The scan stays while one letter in it does.
	for i, id := range []record.ID{first.ID, second.ID} {
		if err := a.Delete(id); err != nil {
			t.Fatal(err)
		}
		if _, err := a.EmptyBin(c.now().Add(time.Hour)); err != nil {
			t.Fatal(err)
		}
		src, err := a.Original(d.ID)
		if err == nil {
			src.Close()
		}
		if there := err == nil; there != (i == 0) {
			t.Errorf("after %d letters are gone the scan is there: %v", i+1, there)
		}
	}
}

func TestAScanSplitTwiceKeepsItsPagesInOrder(t *testing.T) {
	a, child := file(t, at("2026-11-06 16:00"))
	var pages []record.ID
	for i := range 4 {
		id := keepBytes(t, a, child.ID, fmt.Sprintf("%d.png", i), fmt.Appendf(nil, "no picture %d", i)).ID
		pages = append(pages, id)
	}
	d, err := a.Bind(pages)
	if err != nil {
		t.Fatal(err)
	}
	_, rest, err := a.Split(d.ID, 2)
	if err != nil {
		t.Fatal(err)
	}
	mid, last, err := a.Split(rest.ID, 3)
	if err != nil {
		t.Fatal(err)
	}
	if mid.First != 2 || mid.Last != 3 || last.First != 4 || last.Last != 4 || len(ids(t, a)) != 3 {
		t.Errorf("split into %+v and %+v", mid, last)
	}
}

func TestThePasswordOfALetterIsAskedOnce(t *testing.T) {
	b, err := os.ReadFile("read/testdata/aes256-password.pdf")
	if err != nil {
		t.Fatal(err)
	}
	c := at("2026-11-06 16:00")
	a, child := file(t, c)
	id := keepBytes(t, a, child.ID, "letter.pdf", b).ID
	if d := readIt(t, a, id); d.Problem != record.ProblemPassword {
		t.Fatalf("read without a password: %+v", d)
	}
	if d, err := a.Read(t.Context(), id, "damson"); err != nil || d.Problem != record.ProblemPassword || d.Password != "" {
		t.Fatalf("a wrong password: %+v (%v)", d, err)
	}
	if d, err := a.Read(t.Context(), id, "Siân-£5"); err != nil || d.Problem != "" || d.Password == "" {
		t.Fatalf("the password: %+v (%v)", d, err)
	}
	if d := readIt(t, a, id); d.Problem != "" {
		t.Errorf("asked again: %s", d.Problem)
	}
	p, err := a.Pages(t.Context(), id, "")
	if err != nil {
		t.Fatal(err)
	}
	p.Close()
}

// letterByEmail is a message with two files in it.
func letterByEmail(files map[string][]byte) []byte {
	var b strings.Builder
	b.WriteString("From: SEND team <send@tarnside.example>\r\nTo: M Halloran <m@example.org>\r\nSubject: Your letter\r\n" +
		"Date: Wed, 4 Nov 2026 23:40:00 +0000\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=xyz\r\n\r\n" +
		"--xyz\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nPlease find the letter attached.\r\n")
	for _, name := range []string{"letter.pdf", "note.txt"} {
		if files[name] != nil {
			fmt.Fprintf(&b, "--xyz\r\nContent-Type: application/octet-stream\r\nContent-Transfer-Encoding: base64\r\n"+
				"Content-Disposition: attachment; filename=%q\r\n\r\n%s\r\n", name, base64.StdEncoding.EncodeToString(files[name]))
		}
	}
	b.WriteString("--xyz--\r\n")
	return []byte(b.String())
}

func TestWhatCameWithAnEmailIsKeptByItself(t *testing.T) {
	a, child := file(t, at("2026-11-06 16:00"))
	letter := draftLetter(t, a)
	id := keepBytes(t, a, child.ID, "letter.eml", letterByEmail(map[string][]byte{"letter.pdf": letter, "note.txt": []byte("See you on Friday.")})).ID
	d := readIt(t, a, id)
	look, err := a.FirstLook(id)
	if err != nil || look.Came != record.NewDay(2026, 11, 4) || look.CameBy != record.Email || !slices.Equal(d.Guess.With, []string{"letter.pdf", "note.txt"}) {
		t.Errorf("the email: %+v, %+v (%v)", look, d.Guess, err)
	}
	list, err := a.KeepEnclosed(t.Context(), id)
	if err != nil || len(list) != 2 || list[0].Again || list[0].With != id || list[0].Name != "letter.pdf" {
		t.Fatalf("kept %+v (%v)", list, err)
	}
	if !bytes.Equal(original(t, a, list[0].ID), letter) {
		t.Error("what came with it is not as it came")
	}
	if d := readIt(t, a, list[0].ID); d.Kind != "draft-plan" || d.Came != record.NewDay(2026, 11, 4) || d.CameBy != record.Email {
		t.Errorf("the letter in it: %+v", d)
	}
	again, err := a.KeepEnclosed(t.Context(), id)
	if err != nil || len(again) != 2 || !again[0].Again || !again[1].Again || len(ids(t, a)) != 3 {
		t.Errorf("once more: %+v (%v)", again, err)
	}
	if in, err := a.Enclosed(id); err != nil || len(in) != 2 {
		t.Errorf("enclosed: %+v (%v)", in, err)
	}
	if _, err := a.KeepEnclosed(t.Context(), list[0].ID); !app.IsProblem(err) {
		t.Errorf("a letter that is no message: %v", err)
	}
	ended, stop := context.WithCancel(t.Context())
	stop()
	if _, err := a.KeepEnclosed(ended, id); err == nil {
		t.Error("it went on after it was stopped")
	}
}

func TestACorrectionIsKeptBesideWhatWasGuessed(t *testing.T) {
	a, child := file(t, at("2026-11-06 16:00"))
	d := keepDraft(t, a, child)
	guess := *d.Guess
	if err := a.Confirm(d.ID, app.Look{Child: child.ID, Kind: "amendment-notice", From: "Brindale Council", Letter: record.NewDay(2026, 11, 2),
		Facts: []app.Fact{{Event: "amendment-notice-sent", Day: record.NewDay(2026, 11, 2)}}}); err != nil {
		t.Fatal(err)
	}
	// Also when it is read once more.
	for _, d := range []record.Document{readIt(t, a, d.ID)} {
		if d.Kind != "amendment-notice" || d.From != "Brindale Council" || d.Letter != record.NewDay(2026, 11, 2) || !d.Looked {
			t.Errorf("the correction: %+v", d)
		}
		if d.Guess == nil || d.Guess.Kind != guess.Kind || d.Guess.Letter != guess.Letter || d.Guess.From != guess.From {
			t.Errorf("the guess: %+v, not %+v", d.Guess, guess)
		}
	}
}

func TestAFolderIsWalkedAndHiddenFilesAreLeftOut(t *testing.T) {
	root := t.TempDir()
	for _, name := range []string{"b.pdf", "a.pdf", "deep/c.jpg", ".hidden.pdf", ".cache/d.pdf", "Thumbs.db", "~$a.docx"} {
		path := filepath.Join(root, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	one, none := filepath.Join(root, ".hidden.pdf"), filepath.Join(root, "none.pdf")
	want := []string{filepath.Join(root, "a.pdf"), filepath.Join(root, "b.pdf"), filepath.Join(root, "deep", "c.jpg"), one, none}
	if got := app.FilesIn([]string{root, one, none}); !slices.Equal(got, want) {
		t.Errorf("found %q", got)
	}
}
