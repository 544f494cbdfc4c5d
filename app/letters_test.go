package app_test

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"leverarch/app"
	"leverarch/app/read"
	"leverarch/app/record"
)

// tried is one document of a folder of letters, with what is true of it.
type tried struct {
	files                       []string // more than one where each photograph is a page
	kind, child, scanned, truth string
	producer, password          string
	letter                      record.Day
	stated, decoys              []record.Day
	pictured, hard, faint       bool
}

// asCounted are letters that the law calls otherwise than their list does: an end
// that is proposed and not yet decided is a proposal.
var asCounted = map[string]string{"letters/s10-cease-to-maintain.txt": "cease-proposal"}

var (
	photoPage  = regexp.MustCompile(`\.photo[0-9]+\.`)
	hardToRead = regexp.MustCompile(`photo|[0-9](side|skew|fold|b)\.`)
	passwordIn = regexp.MustCompile(`password: (\S+)`)
)

// letterList reads the list of a folder of letters.
func letterList(t *testing.T, dir string) []*tried {
	b, err := os.ReadFile(filepath.Join(dir, "manifest.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	days := func(s string) (out []record.Day) {
		for one := range strings.SplitSeq(s, ";") {
			one, _, _ = strings.Cut(one, ":")
			if d, err := record.ParseDay(one); err == nil && !slices.Contains(out, d) {
				out = append(out, d)
			}
		}
		return out
	}
	var list []*tried
	pages := map[string]*tried{}
	for i, line := range strings.Split(strings.TrimSpace(string(b)), "\n") {
		c := append(strings.Split(line, "\t"), make([]string, 12)...)
		if i == 0 || c[0] == "" {
			continue
		}
		stem := photoPage.ReplaceAllString(c[0], ".photo.")
		if whole := pages[stem]; whole != nil {
			whole.files = append(whole.files, c[0])
			continue
		}
		r := &tried{files: c[:1], kind: cmp.Or(asCounted[c[8]], c[1]), child: c[3], scanned: c[5], producer: c[7], truth: c[8],
			stated: days(c[4]), decoys: days(c[10]), pictured: c[5] != "no", hard: hardToRead.MatchString(c[0]), faint: strings.Contains(c[0], "scan100")}
		r.letter, _ = record.ParseDay(c[2])
		if m := passwordIn.FindStringSubmatch(c[11]); m != nil {
			r.password = m[1]
		}
		if stem != c[0] {
			pages[stem] = r
		}
		list = append(list, r)
	}
	return list
}

// bare are the words of a text with the marks about them taken off.
func bare(s string) []string {
	s = strings.NewReplacer("’", "'", "‘", "'", "–", "-", "—", "-", "‑", "-").Replace(s)
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

// column is one column of the table.
type column struct {
	files, kind, date, stated, found, decoys, unread int
	recall, precision, hardRecall                    []float64
	ruled, borderless                                []float64
	pages                                            []time.Duration
	ours, other                                      time.Duration // of the same files
	otherWords                                       []float64
	memory, otherMemory                              int64
	done                                             []done
	said                                             []string
}

// done is a document that was read, how long it took, and its true words.
type done struct {
	*tried
	took  time.Duration
	words []string
}

func (c *column) say(r *tried, format string, v ...any) {
	c.said = append(c.said, r.files[0]+": "+fmt.Sprintf(format, v...))
}

// read reads a document as the program does, a photograph a page.
func (c *column) read(t *testing.T, dir string, r *tried) (all read.Text, own string, ok bool) {
	for _, file := range r.files {
		b, err := os.ReadFile(filepath.Join(dir, file))
		if err != nil {
			t.Fatal(err)
		}
		last := time.Now()
		text, err := read.WordsOf(t.Context(), b, read.Options{Password: r.password, Progress: func(done, _ int) {
			now := time.Now()
			if done > 0 {
				c.pages = append(c.pages, now.Sub(last))
			}
			last = now
		}})
		if err != nil {
			c.say(r, "%v", err)
			return all, "", false
		}
		all.Pages = append(all.Pages, text.Pages...)
		all.Scanned = all.Scanned || text.Scanned
		n := len(text.Pages)
		if len(text.Parts) > 0 { // the words of a message, and not of what came with it
			n = text.Parts[0].Pages
		}
		for _, p := range text.Pages[:n] {
			own += p.Text + "\n"
		}
	}
	return all, own, true
}

// try reads one document and counts what was found.
func (c *column) try(t *testing.T, dir string, r *tried) {
	if r.faint {
		return // fewer dots an inch than is asked
	}
	c.files++
	began := time.Now()
	text, own, ok := c.read(t, dir, r)
	took := time.Since(began)
	if !ok || text.Scanned {
		c.unread++
		c.stated += len(r.stated)
		if ok {
			c.say(r, "pictures of pages, not read")
		}
		return
	}
	g := app.Recognise(text)
	if g.Kind == r.kind {
		c.kind++
	} else {
		c.say(r, "is %s, thought %s (%.2f)", r.kind, g.Kind, g.Sure)
	}
	if g.Letter.Day == r.letter {
		c.date++
	} else {
		c.say(r, "dated %s, thought %s", r.letter, g.Letter.Day)
	}
	for _, d := range r.stated {
		c.stated++
		if slices.ContainsFunc(g.Stated, func(f record.Found) bool { return f.Day == d }) {
			c.found++
		} else {
			c.say(r, "%s not found", d)
		}
	}
	for _, e := range g.Events {
		if slices.Contains(r.decoys, e.Day) {
			c.decoys++
			c.say(r, "decoy %s became %s", e.Day, e.Event)
		}
	}
	if r.truth == "" {
		return
	}
	truth, err := os.ReadFile(filepath.Join(dir, r.truth))
	if err != nil {
		t.Fatal(err)
	}
	words := bare(string(truth))
	recall, precision, order := score(words, bare(own))
	if r.hard {
		c.hardRecall = append(c.hardRecall, recall)
	} else {
		c.recall, c.precision = append(c.recall, recall), append(c.precision, precision)
	}
	if recall < 0.98 || precision < 0.98 {
		c.say(r, "words found %.1f %%, of them true %.1f %%", 100*recall, 100*precision)
	}
	switch {
	case !strings.HasPrefix(r.files[0], "plans/"):
	case r.producer == "pdfa":
		c.borderless = append(c.borderless, order)
	default:
		c.ruled = append(c.ruled, order)
	}
	c.done = append(c.done, done{r, took, words})
}

// compare has the same pages read by the tools people use for it, where they are
// installed: pdftotext for words, tesseract for pictures of words.
func (c *column) compare(dir string, r done) {
	var found, errs bytes.Buffer
	began := time.Now()
	run := func(name string, args ...string) bool {
		cmd := exec.Command(name, args...)
		cmd.Stdout, cmd.Stderr = &found, &errs
		ok := cmd.Run() == nil
		if ok {
			c.otherMemory = max(c.otherMemory, peakMemory(cmd.ProcessState))
		}
		return ok
	}
	for _, file := range r.files {
		path := filepath.Join(dir, file)
		switch {
		case !r.pictured && strings.HasSuffix(file, ".pdf"):
			if !run("pdftotext", "-raw", "-upw", r.password, path, "-") {
				return
			}
		case r.pictured && strings.HasSuffix(file, ".pdf"):
			tmp, err := os.MkdirTemp("", "")
			if err != nil {
				return
			}
			defer os.RemoveAll(tmp)
			if !run("pdftoppm", "-r", "200", "-gray", "-png", path, filepath.Join(tmp, "p")) {
				return
			}
			pages, _ := filepath.Glob(filepath.Join(tmp, "*.png"))
			slices.Sort(pages)
			for _, p := range pages {
				if !run("tesseract", p, "-", "--psm", "1") {
					return
				}
			}
		case r.pictured && !strings.HasSuffix(file, ".heic"):
			if !run("tesseract", path, "-", "--psm", "1") {
				return
			}
		default:
			return
		}
	}
	c.ours += r.took
	c.other += time.Since(began)
	recall, _, _ := score(r.words, bare(found.String()))
	c.otherWords = append(c.otherWords, recall)
}

func mean(v []float64) float64 {
	sum := 0.0
	for _, x := range v {
		sum += x
	}
	return sum / float64(len(v))
}

// percent writes a share, or a dash where there was nothing to count.
func percent(v []float64) string {
	if len(v) == 0 {
		return "-"
	}
	return fmt.Sprintf("%.1f %%", 100*mean(v))
}

func share(n, of int) string {
	if of == 0 {
		return "-"
	}
	return fmt.Sprintf("%.1f %% (%d of %d)", 100*float64(n)/float64(of), n, of)
}

func (c *column) time() string {
	if len(c.pages) == 0 {
		return "-"
	}
	slices.Sort(c.pages)
	ms := func(d time.Duration) string { return fmt.Sprintf("%.0f", float64(d.Microseconds())/1000) }
	return ms(c.pages[len(c.pages)/2]) + " / " + ms(c.pages[len(c.pages)*95/100]) + " ms"
}

func ratio(a, b float64) string {
	if a == 0 || b == 0 {
		return "-"
	}
	return fmt.Sprintf("%.1f times", a/b)
}

// writeTable writes the table of what was found, and under it what was not.
func writeTable(w io.Writer, text, pictures *column) {
	row := func(name, asked string, of func(*column) string) {
		fmt.Fprintf(w, "%-38s %-24s %-24s %s\n", name, of(text), of(pictures), asked)
	}
	fmt.Fprintf(w, "%-38s %-24s %-24s %s\n", "", "text files", "scans and photos", "asked")
	row("documents, of them not read", "", func(c *column) string { return fmt.Sprintf("%d, %d", c.files, c.unread) })
	row("kind right", "97 / 90 %", func(c *column) string { return share(c.kind, c.files) })
	row("letter's date right", "99 / 95 %", func(c *column) string { return share(c.date, c.files) })
	row("stated dates found", "98 / 90 %", func(c *column) string { return share(c.found, c.stated) })
	row("decoys made an event", "0", func(c *column) string { return fmt.Sprint(c.decoys) })
	row("words found", "99.5 / 97 %", func(c *column) string { return percent(c.recall) })
	row("words found are true", "99 %", func(c *column) string { return percent(c.precision) })
	row("words found, hard ones", "95 %", func(c *column) string { return percent(c.hardRecall) })
	row("reading order, ruled plans", "97 %", func(c *column) string { return percent(c.ruled) })
	row("reading order, borderless plans", "92 %", func(c *column) string { return percent(c.borderless) })
	row("time a page, median / 95 of 100", "10 / 40 ms; 5 s", (*column).time)
	row("time, to pdftotext / tesseract", "", func(c *column) string { return ratio(float64(c.ours), float64(c.other)) })
	row("memory, to pdftotext / tesseract", "", func(c *column) string { return ratio(float64(c.memory), float64(c.otherMemory)) })
	row("words found by pdftotext / tesseract", "", func(c *column) string { return percent(c.otherWords) })
	for _, s := range append(text.said, pictures.said...) {
		fmt.Fprintln(w, "  "+s)
	}
}

// TestLetters reads a folder of letters of which everything is known and holds what
// was found against it. LEVERARCH_LETTERS names another folder than the few letters
// that are kept here, and with it the table is written.
func TestLetters(t *testing.T) {
	dir := cmp.Or(os.Getenv("LEVERARCH_LETTERS"), filepath.Join("testdata", "letters"))
	var text, pictures column
	list := letterList(t, dir)
	for _, c := range []*column{&text, &pictures} {
		for _, r := range list {
			if r.pictured == (c == &pictures) {
				c.try(t, dir, r)
			}
		}
		c.memory = peakOfChildren()
	}
	for _, c := range []*column{&text, &pictures} {
		for _, r := range c.done {
			c.compare(dir, r)
		}
	}
	if os.Getenv("LEVERARCH_LETTERS") != "" || testing.Verbose() {
		writeTable(os.Stdout, &text, &pictures)
	}
	for _, c := range []struct {
		what        string
		is, atLeast float64
	}{
		{"kinds", float64(text.kind) / float64(text.files), 0.97},
		{"letters' dates", float64(text.date) / float64(text.files), 0.99},
		{"stated dates", float64(text.found) / float64(text.stated), 0.98},
	} {
		if c.is < c.atLeast {
			t.Errorf("%s: %.3f, at least %.3f is asked", c.what, c.is, c.atLeast)
		}
	}
	if len(text.recall) > 0 && (mean(text.recall) < 0.995 || mean(text.precision) < 0.99) {
		t.Errorf("words found %.4f, true %.4f", mean(text.recall), mean(text.precision))
	}
	if text.decoys+pictures.decoys > 0 {
		t.Errorf("%d decoys", text.decoys+pictures.decoys)
	}
}
