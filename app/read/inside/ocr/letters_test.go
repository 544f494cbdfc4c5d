package ocr_test

import (
	"context"
	"fmt"
	"image"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode"

	"leverarch/app/read/inside"
	"leverarch/app/read/inside/ocr"
	"leverarch/app/read/inside/picture"
)

// scans reads which files of a folder of letters are pictures, by the letter they
// are of. It is not part of the program.
func scans(t *testing.T) (dir string, names []string, files map[string][]string, truths map[string]string) {
	dir = os.Getenv("LEVERARCH_LETTERS")
	if dir == "" {
		t.Skip("LEVERARCH_LETTERS names no folder of letters")
	}
	b, err := os.ReadFile(filepath.Join(dir, "manifest.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	files, truths = map[string][]string{}, map[string]string{}
	page := regexp.MustCompile(`photo[0-9]+\.`)
	var at map[string]int
	for line := range strings.Lines(string(b)) {
		cells := strings.Split(strings.TrimRight(line, "\n"), "\t")
		if at == nil {
			at = map[string]int{}
			for i, c := range cells {
				at[c] = i
			}
			continue
		}
		if file := cells[at["file"]]; cells[at["scanned"]] != "no" {
			name := page.ReplaceAllString(file, "photo.")
			if files[name] == nil {
				names = append(names, name)
			}
			files[name] = append(files[name], file)
			truths[name] = cells[at["ground_truth"]]
		}
	}
	return dir, names, files, truths
}

// pictures gives the pages of a file as they would be read.
func pictures(t *testing.T, path string, each func(img image.Image, dpi int)) {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if filepath.Ext(path) != ".pdf" {
		n, err := picture.Count(b)
		if err != nil {
			t.Fatal(err)
		}
		for i := range n {
			img, err := picture.Decode(b, i, t.TempDir())
			if err != nil {
				t.Fatal(err)
			}
			each(img, 0)
		}
		return
	}
	pdfium, err := inside.Start("")
	if err != nil {
		t.Fatal(err)
	}
	doc, err := pdfium.Open(b, "")
	if err != nil {
		t.Fatal(err)
	}
	const dpi = 200
	for n := range doc.Pages() {
		p, err := doc.Words(n)
		if err != nil {
			t.Fatal(err)
		}
		if err := doc.Picture(n, int(p.Width*dpi/72+0.5), func(img *image.RGBA) error { each(img, dpi); return nil }); err != nil {
			t.Fatal(err)
		}
	}
}

// plainly are the words of a text without the marks about them.
func plainly(s string) []string {
	s = strings.NewReplacer("’", "'", "‘", "'", "–", "-", "—", "-", "‑", "-").Replace(strings.ToLower(s))
	var out []string
	for w := range strings.FieldsSeq(s) {
		if w = strings.TrimFunc(w, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }); w != "" {
			out = append(out, w)
		}
	}
	return out
}

var dates = regexp.MustCompile(`(?i)\b(\d{1,2}(st|nd|rd|th)? (January|February|March|April|May|June|July|August|September|October|November|December) \d{4}|\d{1,2}/\d{1,2}/\d{4})\b`)

func TestScannedLettersAreRead(t *testing.T) {
	dir, names, files, truths := scans(t)
	e, err := ocr.New(context.Background(), os.Getenv("LEVERARCH_CACHE"))
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	if os.Getenv("LEVERARCH_NATIVE") == "" {
		e.OnlyOwn()
	}
	hard := regexp.MustCompile(`skew|side|fold|hard|scan1[0-4]|\.scan150b`)
	var recall, pages [2]float64
	found, stated := 0, 0
	for _, name := range names {
		var text strings.Builder
		turns := ""
		var took time.Duration
		n := 0.0
		for _, file := range files[name] {
			pictures(t, filepath.Join(dir, file), func(img image.Image, dpi int) {
				began := time.Now()
				p, err := e.Page(context.Background(), img, dpi)
				if err != nil {
					t.Fatal(err)
				}
				took += time.Since(began)
				n++
				turns += fmt.Sprintf(" %d/%.1f", p.Upright, p.Skew)
				for _, w := range p.Words {
					if !w.Box.In(img.Bounds().Inset(-20)) || w.Box.Empty() {
						t.Errorf("%s: %q stands at %v", file, w.Text, w.Box)
					}
				}
				text.WriteString(p.Text() + "\n\n")
			})
		}
		truth, err := os.ReadFile(filepath.Join(dir, truths[name]))
		if err != nil {
			t.Fatal(err)
		}
		bag := map[string]int{}
		for _, w := range plainly(string(truth)) {
			bag[w]++
		}
		all, hit, read := len(plainly(string(truth))), 0, plainly(text.String())
		var more []string
		for _, w := range read {
			if bag[w] > 0 {
				hit++
				bag[w]--
			} else {
				more = append(more, w)
			}
		}
		flat := strings.Join(strings.Fields(text.String()), " ")
		of, have := 0, 0
		for _, d := range dates.FindAllString(strings.Join(strings.Fields(string(truth)), " "), -1) {
			if of++; strings.Contains(flat, d) {
				have++
				flat = strings.Replace(flat, d, "", 1)
			}
		}
		found, stated = found+have, stated+of
		which, least := 0, 0.97
		if hard.MatchString(name) {
			which, least = 1, 0.95
		}
		r := float64(hit) / float64(all)
		recall[which], pages[which] = recall[which]+r, pages[which]+1
		t.Logf("%-48s words %5.1f %% found, %5.1f %% right; dates %d of %d; %.1f s a page; turned/skew%s",
			name, 100*r, 100*float64(hit)/float64(max(1, len(read))), have, of, took.Seconds()/n, turns)
		if r < least {
			for w, n := range bag {
				if n == 0 {
					delete(bag, w)
				}
			}
			t.Errorf("%s: not found %v, instead %v", name, bag, more)
		}
	}
	t.Logf("ordinary %.1f %%, hard %.1f %%, dates %d of %d", 100*recall[0]/pages[0], 100*recall[1]/pages[1], found, stated)
	if found*10 < stated*9 {
		t.Errorf("%d of %d dates", found, stated)
	}
}
