package recognise

import (
	"encoding/base64"
	"flag"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strings"
	"testing"
)

var learn = flag.Bool("learn", false, "write words.tsv, and say what words learnt without a file say of that file")

// How the words are learnt: terms in at least leastLetters letters of at least
// two files, by full steps of Adagrad with a pull towards nothing.
const (
	leastLetters = 3
	pull         = 0.02
	rounds       = 40
	step         = 0.04 // of one weight in words.tsv
)

// example is a letter of testdata to learn from.
type example struct {
	file string
	letter
	f     *front
	terms map[string][2]int
}

// examples are the letters of every file; plans with no letter before them are
// told by their sections alone.
func examples(t testing.TB) []example {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) < 10 {
		t.Fatal(files, err)
	}
	var out []example
	for _, file := range files {
		for _, l := range letters(t, filepath.Base(file)) {
			var pages []*page
			for i, pg := range pagesOf(l.text) {
				pages = append(pages, plain(pg.Text, i+1))
			}
			plan := planOf(pages)
			f := frontOf(pages, plan.start)
			if l.kind == "*" || plan.found && f.dear < 0 && !signedRE.MatchString(f.low) {
				continue
			}
			out = append(out, example{filepath.Base(file), l, f, termsOf(f)})
		}
	}
	return append(out, acts(t)...)
}

// acts are the letters that testdata/acts makes: each says the one thing that a
// letter of its kind does, in words of its own, among what letters of all kinds
// say, so that what is learnt is the one thing.
func acts(t testing.TB) []example {
	b, err := os.ReadFile("testdata/acts/acts.txt")
	if err != nil {
		t.Fatal(err)
	}
	around, err := os.ReadFile("testdata/acts/around.txt")
	if err != nil {
		t.Fatal(err)
	}
	by := map[string][]string{}
	name := ""
	for line := range strings.Lines(string(around)) {
		line = strings.TrimSpace(line)
		if n, ok := strings.CutPrefix(line, "== "); ok {
			name = n
		} else if line != "" {
			by[name] = append(by[name], line)
		}
	}
	random := rand.New(rand.NewPCG(1, 2))
	one := func(name string) string {
		if len(by[name]) == 0 {
			t.Fatalf("nothing is %s", name)
		}
		return by[name][random.IntN(len(by[name]))]
	}
	days := []string{"3 November 2026", "21 May 2025", "9th January 2026", "14/07/2026", "Tuesday 2 March 2027", "30 September 2026"}
	fill := func(s string) string {
		for strings.Contains(s, "{d}") {
			s = strings.Replace(s, "{d}", days[random.IntN(len(days))], 1)
		}
		return strings.NewReplacer("{c}", "Sam", "{n}", "Sam Doe", "{s}", "Elm School", "{son}", []string{"son", "daughter"}[random.IntN(2)]).Replace(s)
	}
	var out []example
	kind := ""
	for line := range strings.Lines(string(b)) {
		line = strings.TrimSpace(line)
		if k, ok := strings.CutPrefix(line, "== "); ok {
			kind = k
			continue
		}
		if line == "" {
			continue
		}
		for i := range 2 {
			paper := strings.HasSuffix(kind, "-document") || kind == Report || kind == MediationCertify || kind == TribunalDirections
			var parts []string
			if !paper {
				parts = append(parts, one("head"), "Dear "+one("dear"))
				if random.IntN(2) == 0 {
					parts = append(parts, one("subject"))
				}
				if random.IntN(3) == 0 {
					parts = append(parts, one("before"))
				}
			}
			parts = append(parts, line)
			if slices.Contains(byLetter[kind], decisionSent) {
				parts = append(parts, one("appeal"), one("mediation"))
			} else if random.IntN(5) == 0 {
				parts = append(parts, one("leaflet"))
			}
			for random.IntN(2) == 0 {
				parts = append(parts, one("after"))
			}
			if !paper {
				parts = append(parts, one("end"))
			}
			p := []*page{plain(fill(strings.Join(parts, "\n\n")), 1)}
			f := frontOf(p, planOf(p).start)
			out = append(out, example{fmt.Sprintf("acts %d", i), letter{kind: kind}, f, termsOf(f)})
		}
	}
	return out
}

// learnFrom learns the weights from letters, the same each time.
func learnFrom(list []example) *learnt {
	in := map[string]int{}
	first := map[string]string{}
	several := map[string]bool{}
	for _, e := range list {
		for term := range e.terms {
			in[term]++
			if first[term] == "" {
				first[term] = e.file
			}
			several[term] = several[term] || first[term] != e.file
		}
	}
	var terms []string
	for term, n := range in {
		if n >= leastLetters && several[term] {
			terms = append(terms, term)
		}
	}
	sort.Strings(terms)
	at := map[string]int{}
	for i, term := range terms {
		at[term] = i
	}
	l := &learnt{terms: map[string][]float64{}}
	for _, k := range Kinds {
		if slices.ContainsFunc(list, func(e example) bool { return e.kind == k }) {
			l.kinds = append(l.kinds, k)
		}
	}
	// weights[i][k], the last i being what is added whatever the words
	last := len(terms)
	grid := func() [][]float64 {
		g := make([][]float64, last+1)
		for i := range g {
			g[i] = make([]float64, len(l.kinds))
		}
		return g
	}
	weights, past := grid(), grid()
	known := make([][]int, len(list))
	for n, e := range list {
		for term := range e.terms {
			if i, ok := at[term]; ok {
				known[n] = append(known[n], i)
			}
		}
		sort.Ints(known[n])
	}
	for range rounds {
		slope := grid()
		for i := range terms {
			for k := range l.kinds {
				slope[i][k] = pull * weights[i][k]
			}
		}
		for n, e := range list {
			share := 1 / math.Sqrt(float64(max(1, len(known[n]))))
			sum := slices.Clone(weights[last])
			for _, i := range known[n] {
				for k, w := range weights[i] {
					sum[k] += w * share
				}
			}
			wrong := softmax(sum)
			for k, kind := range l.kinds {
				if kind == e.kind {
					wrong[k]--
				}
			}
			for k, d := range wrong {
				slope[last][k] += d
			}
			for _, i := range known[n] {
				for k, d := range wrong {
					slope[i][k] += d * share
				}
			}
		}
		for i := range slope {
			for k, s := range slope[i] {
				past[i][k] += s * s
				weights[i][k] -= 0.5 * s / (math.Sqrt(past[i][k]) + 1e-8)
			}
		}
	}
	for i, term := range terms {
		l.terms[term] = weights[i]
	}
	l.bias = weights[last]
	return l
}

// write gives the lines readLearnt reads.
func (l *learnt) write() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%g\t%s\n", step, strings.Join(l.kinds, "\t"))
	line := func(term string, weights []float64) {
		code := make([]byte, len(weights))
		for k, w := range weights {
			code[k] = byte(int8(max(-127, min(127, math.Round(w/step)))))
		}
		fmt.Fprintf(&b, "%s\t%s\n", term, base64.RawStdEncoding.EncodeToString(code))
	}
	line("", l.bias)
	terms := make([]string, 0, len(l.terms))
	for term := range l.terms {
		terms = append(terms, term)
	}
	sort.Strings(terms)
	for _, term := range terms {
		line(term, l.terms[term])
	}
	return b.String()
}

// TestWordsLearnt learns the words again and finds words.tsv the same, but for
// the last step of a weight, where another machine may round the other way.
func TestWordsLearnt(t *testing.T) {
	if racing {
		t.Skip("it learns for minutes, and nothing runs beside it")
	}
	list := examples(t)
	got := learnFrom(list)
	if *learn {
		if err := os.WriteFile("words.tsv", []byte(got.write()), 0o644); err != nil {
			t.Fatal(err)
		}
		wordsFile = got.write()
		leaveOut(t, list)
	}
	had, again := readLearnt(wordsFile), readLearnt(got.write())
	if !slices.Equal(had.kinds, again.kinds) || len(had.terms) != len(again.terms) {
		t.Fatalf("words.tsv holds %d kinds and %d terms, the letters give %d and %d: go test -run TestWordsLearnt -learn writes it",
			len(had.kinds), len(had.terms), len(again.kinds), len(again.terms))
	}
	for term, weights := range again.terms {
		for k, w := range weights {
			if h, ok := had.terms[term]; !ok || math.Abs(h[k]-w) > step*1.01 {
				t.Fatalf("%q is another in words.tsv: go test -run TestWordsLearnt -learn writes it", term)
			}
		}
	}
}

// leaveOut says how the words do on each file when they have not seen it.
func leaveOut(t *testing.T, list []example) {
	words, phrases, both, wrong, total := 0, 0, 0, 0, 0
	var files []string
	for _, e := range list {
		if !slices.Contains(files, e.file) && !strings.HasPrefix(e.file, "acts") {
			files = append(files, e.file)
		}
	}
	for _, file := range files {
		var rest, out []example
		for _, e := range list {
			if e.file == file {
				out = append(out, e)
			} else {
				rest = append(rest, e)
			}
		}
		l := learnFrom(rest)
		w, p, b, x := 0, 0, 0, 0
		for _, e := range out {
			o := l.opinion(e.f)
			best := Unsure
			for _, k := range l.kinds {
				if o.share[k] > o.share[best] {
					best = k
				}
			}
			if best == e.kind {
				w++
			}
			if kind, _, _ := tell(e.f, opinion{}); kind == e.kind {
				p++
			}
			if kind, _, _ := tell(e.f, o); kind == e.kind {
				b++
			} else if kind != Unsure {
				x++
			}
		}
		t.Logf("%-13s %3d letters: words alone %3d, phrases alone %3d, both %3d, wrong and not unsure %d", file, len(out), w, p, b, x)
		words, phrases, both, wrong, total = words+w, phrases+p, both+b, wrong+x, total+len(out)
	}
	t.Logf("%d letters: words alone %d, phrases alone %d, both %d, wrong and not unsure %d", total, words, phrases, both, wrong)
}
