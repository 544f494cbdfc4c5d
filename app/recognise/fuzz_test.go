package recognise

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"leverarch/app/record"
)

// promises checks what holds for any pages whatever.
func promises(t testing.TB, pages []Page) record.Guess {
	t.Helper()
	g := Document(pages)
	quotesStand(t, pages, g)
	if !slices.Contains(Kinds, g.Kind) {
		t.Errorf("kind %q", g.Kind)
	}
	if g.Sure < 0 || g.Sure > 1 || g.Kind != Unsure && g.Sure < Threshold {
		t.Errorf("%s is sure to %v", g.Kind, g.Sure)
	}
	for _, f := range append(append([]record.Found{}, g.Stated...), g.Events...) {
		if !f.Day.Valid() {
			t.Errorf("no day of the calendar: %v", f)
		}
	}
	for _, s := range append([]string{g.Child, g.From}, g.Notes...) {
		if !utf8.ValidString(s) {
			t.Errorf("not UTF-8: %q", s)
		}
	}
	for _, pg := range pages {
		end, whole := -1, Fold(pg.Text)
		for _, d := range Dates(pg.Text) {
			if d.Start < 0 || d.End > len(pg.Text) || d.Start >= d.End || d.Start < end && d.End < end {
				t.Errorf("date at %d to %d of %d", d.Start, d.End, len(pg.Text))
			}
			if !strings.Contains(whole, d.Words) || d.Words == "" {
				t.Errorf("%q is not in the text", d.Words)
			}
			end = max(end, d.End)
		}
	}
	return g
}

func seeds(t testing.TB) []string {
	var out []string
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) < 5 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, part := range strings.Split(string(b), "\n== ") {
			if part != "" {
				out = append(out, part)
			}
		}
	}
	return out
}

func FuzzDocument(f *testing.F) {
	for i, s := range seeds(f) {
		f.Add(s, "", "")
		if i%8 != 0 {
			continue
		}
		f.Add(s[:len(s)/2], s[len(s)/2:], strings.ToUpper(s))
		f.Add(strings.ReplaceAll(s, " ", "\n"), strings.ReplaceAll(s, " ", ""), "")
	}
	f.Add("5\u00ad May\u0002\n 2026\xff\xfe Dear 琀椀", "\x00", "1/1/26")
	f.Fuzz(func(t *testing.T, one, two, second string) {
		promises(t, []Page{{Text: one, Second: second}, {Text: two}})
	})
}

// TestSpoiled reads letters with words lost, glued, doubled and cut.
func TestSpoiled(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for i, s := range seeds(t) {
		if i%5 != 0 {
			continue // the rest are seeds of FuzzDocument, and read there
		}
		for range 2 {
			b := []rune(s)
			for range 1 + r.IntN(40) {
				i := r.IntN(len(b))
				switch r.IntN(6) {
				case 0:
					b[i] = ' '
				case 1:
					b = slices.Delete(b, i, i+1)
				case 2:
					b = slices.Insert(b, i, '\n')
				case 3:
					b[i] = []rune("0Ol1’–\u00ad\t\f☒ﬁ")[r.IntN(11)]
				case 4:
					b = slices.Insert(b, i, []rune("   ")...)
				case 5:
					b[i] = rune(r.IntN(0x3000))
				}
			}
			promises(t, []Page{{Text: string(b)}})
		}
	}
}

// long is text of the sorts that make careless readers slow.
func long(t testing.TB) map[string]string {
	return map[string]string{
		"letters": strings.Join(seeds(t), "\n"), "dates": "5 May 2026 ", "figures": "1/1/26,", "one word": "assessment", "spaces": " \n",
		"hyphens": "a-\n", "headings": "\nSection A: the views\n", "names": "Ada Byron ", "councils": "North and South and ", "days": "12 ", "open": "decided ",
	}
}

// TestLongText reads long pages of each sort; what grew with the square of the
// length would not end within the time tests have.
func TestLongText(t *testing.T) {
	for name, unit := range long(t) {
		t.Run(name, func(t *testing.T) {
			pages := []Page{{Text: strings.Repeat(unit, 1<<15/len(unit)+1)}}
			g := Document(pages)
			g.Stated = g.Stated[:min(len(g.Stated), 20)] // each is looked for in the whole page
			quotesStand(t, pages, g)
		})
	}
}

// BenchmarkLong shows the work growing in step with the length.
func BenchmarkLong(b *testing.B) {
	for name, unit := range long(b) {
		for size, n := range map[string]int{"128KB": 1 << 17, "1MB": 1 << 20} {
			text := strings.Repeat(unit, n/len(unit)+1)
			b.Run(name+"/"+size, func(b *testing.B) {
				b.SetBytes(int64(len(text)))
				for b.Loop() {
					Document([]Page{{Text: text}})
				}
			})
		}
	}
}

func BenchmarkLetter(b *testing.B) {
	l := letters(b, "first.txt")[6]
	for b.Loop() {
		Document([]Page{{Text: l.text}})
	}
}
