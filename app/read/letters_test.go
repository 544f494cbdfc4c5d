package read

import (
	"bufio"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode"
)

// lettersFolder is a folder of letters with what they say beside them. It is not
// part of the program.
func lettersFolder(t *testing.T) string {
	dir := os.Getenv("LEVERARCH_LETTERS")
	if dir == "" {
		t.Skip("LEVERARCH_LETTERS names no folder of letters")
	}
	return dir
}

// table reads tab-separated lines, each as a map by the names in the first.
func table(t *testing.T, path string) []map[string]string {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var rows []map[string]string
	var names []string
	for sc := bufio.NewScanner(f); sc.Scan(); {
		cells := strings.Split(sc.Text(), "\t")
		if names == nil {
			names = cells
			continue
		}
		row := map[string]string{}
		for i, c := range cells {
			row[names[i]] = c
		}
		rows = append(rows, row)
	}
	return rows
}

// bare are the words of a text with the marks about them taken off.
func bare(s string) []string {
	s = strings.Map(func(r rune) rune {
		switch r {
		case '’', '‘':
			return '\''
		case '–', '—', '‑':
			return '-'
		}
		return r
	}, s)
	var out []string
	for _, w := range strings.Fields(s) {
		w = strings.TrimFunc(strings.ToLower(w), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
		if w != "" {
			out = append(out, w)
		}
	}
	return out
}

// score gives the shares of the true words found, of the found words true, and of
// the true words found in order.
func score(truth, found []string) (recall, precision, order float64) {
	bag := map[string]int{}
	for _, w := range truth {
		bag[w]++
	}
	hit := 0
	for _, w := range found {
		if bag[w] > 0 {
			bag[w]--
			hit++
		}
	}
	row := make([]int, len(found)+1)
	for _, w := range truth {
		diagonal := 0
		for j, f := range found {
			above := row[j+1]
			if w == f {
				row[j+1] = diagonal + 1
			} else {
				row[j+1] = max(above, row[j])
			}
			diagonal = above
		}
	}
	return float64(hit) / float64(len(truth)), float64(hit) / float64(max(1, len(found))), float64(row[len(found)]) / float64(len(truth))
}

func TestLettersAreReadWhole(t *testing.T) {
	dir := lettersFolder(t)
	var sum [3]float64
	n, pages := 0, 0
	dates, whole, second := 0, 0, 0
	var took time.Duration
	for _, row := range table(t, filepath.Join(dir, "manifest.tsv")) {
		if filepath.Ext(row["file"]) != ".pdf" || row["scanned"] != "no" {
			continue
		}
		b, err := os.ReadFile(filepath.Join(dir, row["file"]))
		if err != nil {
			t.Fatal(err)
		}
		truth, err := os.ReadFile(filepath.Join(dir, row["ground_truth"]))
		if err != nil {
			t.Fatal(err)
		}
		opt := Options{}
		if strings.Contains(row["file"], ".pw256.") {
			_, err := WordsOf(context.Background(), b, opt)
			if !errors.Is(err, ErrPassword) {
				t.Errorf("%s: %v, want ErrPassword", row["file"], err)
			}
			opt.Password = "maple-otter-29"
		}
		began := time.Now()
		got, err := WordsOf(context.Background(), b, opt)
		took += time.Since(began)
		if err != nil {
			t.Errorf("%s: %v", row["file"], err)
			continue
		}
		all := got.All()
		r, p, o := score(bare(string(truth)), bare(all))
		for i, v := range []float64{r, p, o} {
			sum[i] += v
		}
		n++
		pages += len(got.Pages)
		var seconds strings.Builder
		for _, p := range got.Pages {
			seconds.WriteString(p.Second + "\n")
		}
		r2, p2, o2 := score(bare(string(truth)), bare(seconds.String()))
		t.Logf("%-48s %5.1f %5.1f %5.1f   second %5.1f %5.1f %5.1f  pages %d", row["file"], 100*r, 100*p, 100*o, 100*r2, 100*p2, 100*o2, len(got.Pages))
		if r < 0.98 || p < 0.98 {
			t.Errorf("%s: recall %.3f, precision %.3f", row["file"], r, p)
		}
		flat, flat2 := " "+strings.Join(bare(all), " ")+" ", " "+strings.Join(bare(seconds.String()), " ")+" "
		for _, d := range datesIn(string(truth)) {
			dates++
			if strings.Contains(flat, d) {
				whole++
			} else {
				t.Logf("   lost %q", d)
			}
			if strings.Contains(flat2, d) {
				second++
			}
		}
	}
	t.Logf("%d files, %d pages: recall %.2f precision %.2f order %.2f; dates whole %d of %d (second %d); %v a page with start",
		n, pages, 100*sum[0]/float64(n), 100*sum[1]/float64(n), 100*sum[2]/float64(n), whole, dates, second, took/time.Duration(max(1, pages)))
	if whole < dates {
		t.Errorf("%d of %d dates are whole", whole, dates)
	}
}

// datesIn finds dates written in words: day, month, year.
func datesIn(s string) []string {
	months := "january february march april may june july august september october november december"
	var out []string
	words := bare(s)
	for i := 1; i+1 < len(words); i++ {
		y := words[i+1]
		if strings.Contains(months, words[i]) && len(words[i]) > 2 && len(y) == 4 && y[0] == '2' && words[i-1][0] <= '9' {
			out = append(out, " "+strings.Join(words[i-1:i+2], " ")+" ")
		}
	}
	return out
}

func TestHostileFilesCostAMessage(t *testing.T) {
	dir := filepath.Join(lettersFolder(t), "hostile")
	for _, row := range table(t, filepath.Join(dir, "manifest.tsv")) {
		b, err := os.ReadFile(filepath.Join(dir, row["file"]))
		if err != nil {
			t.Fatal(err)
		}
		for _, password := range []string{"", row["password"]} {
			if password == "" && row["password"] != "" {
				if _, err := WordsOf(context.Background(), b, Options{}); !errors.Is(err, ErrPassword) {
					t.Errorf("%s without its password: %v", row["file"], err)
				}
				if _, err := WordsOf(context.Background(), b, Options{Password: "other"}); !errors.Is(err, ErrWrongPassword) {
					t.Errorf("%s with another password: %v", row["file"], err)
				}
				continue
			}
			if password == "" && row["password"] == "" || password != "" {
				began := time.Now()
				got, err := WordsOf(context.Background(), b, Options{Password: password})
				took := time.Since(began)
				_, perr := Picture(context.Background(), strings.NewReader(string(b)), int64(len(b)), 1, 800, Options{Password: password})
				all := strings.ReplaceAll(got.All(), "\n", "/")
				unread, seconds := 0, 0
				for _, p := range got.Pages {
					if p.Unread {
						unread++
					}
					seconds += len(p.Second)
				}
				t.Logf("%-34s %7.2fs %d/%d pages (%d unread) cut %v scan %v %d letters (second %d) err %v; picture %v; %.40s | want %s", row["file"], took.Seconds(), len(got.Pages), got.Of, unread, got.Cut, got.Scanned, len(all), seconds, err, perr, all, row["expected"])
				if took > 30*time.Second {
					t.Errorf("%s took %v", row["file"], took)
				}
				for _, r := range all {
					if unicode.IsControl(r) {
						t.Errorf("%s: control character %U", row["file"], r)
					}
				}
			}
			break
		}
	}
}
