package recognise

import (
	"cmp"
	_ "embed"
	"encoding/base64"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// The second opinion. Beside the phrases, which say why, stands what the single
// words and pairs of neighbouring words of a letter say together: a softmax
// regression over which of them are there, learnt from the letters of testdata and
// from testdata/acts, which says the one thing of each kind in many ways,
// by TestWordsLearnt (-learn writes words.tsv). It settles what the phrases leave
// close, lifts what they do not know where it is sure, and holds back where the
// words are those of no such letter.

//go:embed words.tsv
var wordsFile string

// wordsWorth is what full certainty of the words adds to a kind's score: a little
// more than one phrase.
const wordsWorth = 4.4

// learnt is what words.tsv holds: a weight of each term for each kind.
type learnt struct {
	kinds []string
	bias  []float64
	terms map[string][]float64
}

var lexicon = sync.OnceValue(func() *learnt { return readLearnt(wordsFile) })

// readLearnt reads lines of a term and its weights: the first line gives the step
// of one weight and the kinds, the second, whose term is empty, what is added for
// each kind whatever the words.
func readLearnt(file string) *learnt {
	lines := strings.Split(strings.TrimSuffix(file, "\n"), "\n")
	head := strings.Split(lines[0], "\t")
	step, _ := strconv.ParseFloat(head[0], 64)
	l := &learnt{kinds: head[1:], terms: make(map[string][]float64, len(lines))}
	for _, line := range lines[1:] {
		term, code, _ := strings.Cut(line, "\t")
		b, _ := base64.RawStdEncoding.DecodeString(code)
		w := make([]float64, len(l.kinds))
		for i := range min(len(b), len(w)) {
			w[i] = step * float64(int8(b[i]))
		}
		if term == "" {
			l.bias = w
		} else {
			l.terms[term] = w
		}
	}
	return l
}

// words, numbers, and what parts one phrase from the next
var lexicalRE = regexp.MustCompile(`[a-z][a-z']*|[0-9]+|[.;:?!\f\t]`)

// termsOf gives each word and pair of words of a letter, cut to its stem, with
// the place where it first stands.
func termsOf(f *front) map[string][2]int {
	out := map[string][2]int{}
	put := func(term string, from, to int) {
		if _, ok := out[term]; !ok {
			out[term] = [2]int{from, to}
		}
	}
	low := f.now[:f.end]
	last, at := "", 0
	var said []string // the deeds and things of this sentence
	var saidAt [][2]int
	for _, m := range lexicalRE.FindAllStringIndex(low, -1) {
		w := low[m[0]:m[1]]
		if !isDigit(w[0]) && !isLetter(w[0]) {
			last = ""
			if strings.IndexByte(".;?!\f", w[0]) >= 0 {
				said, saidAt = said[:0], saidAt[:0]
			}
			continue
		}
		deed := deeds[stem(w)]
		if strings.HasSuffix(w, "n't") {
			deed = "not"
		}
		if deed != "" && len(said) < 12 && !slices.Contains(said, deed) {
			for i, other := range said {
				put(min(deed, other)+"&"+max(deed, other), saidAt[i][0], m[1])
			}
			said, saidAt = append(said, deed), append(saidAt, [2]int{m[0], m[1]})
		}
		if calendar[w] || isDigit(w[0]) && !aPeriod.MatchString(low[m[1]:min(len(low), m[1]+24)]) {
			last = "" // the day is another in every letter
			continue
		}
		w = stem(w)
		put(w, m[0], m[1])
		if last != "" {
			put(last+" "+w, at, m[1])
		}
		last, at = w, m[0]
	}
	return out
}

// deeds holds what a letter does and to what, by stem: two of them in one sentence
// say more than each alone, however far apart they stand.
var deeds = func() map[string]string {
	out := map[string]string{}
	for line := range strings.Lines(`assess assessment assessments ehcna reassess reassessment evaluat
plan plans ehcp
draft drafts
final finalised finalise finalis
amend amended amendment amendments alter alteration chang change changes update updat revis
maintain keep kept remain continu unchanged
cease ceas ceasing end ending stop discontinu terminat
issue issu make made making prepare prepar write writ produc
decide decided decid decision decisions determin conclud concluded outcome answer
agree agre agreed accept approv approved grant granted yes pleased
refuse refus declin decline reject turned unsuccessful
not no cannot n't unable without never against unnecessary
propos propose proposed minded intend intention consider considering think thinking
enclos enclose enclosed attach attached here sending
request application referral apply appli
receiv receive received receipt acknowledg arriv arrived logged
review reviews reviewed
meeting meet attend invite invit invited join
comment comments view views representation representations
consult consultation consulting
advice report reports
appeal tribunal
certificate certif certify
transport travel taxi
budget payment payments
complaint upheld uphold ombudsman apologis
place placement admit admission offer
transfer secondary phase
wait await later soon yet`) {
		names := strings.Fields(line)
		for _, w := range names {
			out[stem(w)] = names[0]
		}
	}
	return out
}()

// calendar holds the names of months and days of the week.
var calendar = func() map[string]bool {
	names := map[string]bool{}
	for w := range strings.FieldsSeq("january february march april may june july august september october november december " +
		"jan feb mar apr jun jul aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun") {
		names[w] = true
	}
	return names
}()

// aPeriod follows a number that counts days, weeks or months.
var aPeriod = regexp.MustCompile(`^\W{0,3}(?:\([0-9a-z]{1,8}\)\s)?(?:working\s|calendar\s|school\s)?(?:days?|weeks?|months?)\b`)

// stem cuts a word's ending off; long numbers are all the same.
func stem(w string) string {
	if isDigit(w[0]) {
		if len(w) > 2 {
			return "0"
		}
		return w
	}
	for _, end := range []string{"'s", "ing", "ed", "es", "s", "e"} {
		if len(w) > len(end)+3 && strings.HasSuffix(w, end) {
			return w[:len(w)-len(end)]
		}
	}
	return w
}

// opinion is what the words of a letter say: each kind's share of certainty.
type opinion struct {
	share map[string]float64
	terms map[string][2]int
}

func opinionOf(f *front) opinion { return lexicon().opinion(f) }

func (l *learnt) opinion(f *front) opinion {
	o := opinion{share: map[string]float64{}, terms: termsOf(f)}
	sum, known := make([]float64, len(l.kinds)), 0
	for term := range o.terms {
		if w, ok := l.terms[term]; ok {
			known++
			for i := range sum {
				sum[i] += w[i]
			}
		}
	}
	if known == 0 {
		return o
	}
	for i := range sum {
		sum[i] = l.bias[i] + sum[i]/math.Sqrt(float64(known))
	}
	for i, p := range softmax(sum) {
		o.share[l.kinds[i]] = p
	}
	return o
}

func softmax(sum []float64) []float64 {
	most := math.Inf(-1)
	for _, s := range sum {
		most = max(most, s)
	}
	out, total := make([]float64, len(sum)), 0.0
	for i, s := range sum {
		out[i] = math.Exp(s - most)
		total += out[i]
	}
	for i := range out {
		out[i] /= total
	}
	return out
}

// join adds what the words say to the scores, and puts the list in order again.
func (o opinion) join(f *front, list []verdict) {
	for i := range list {
		v := &list[i]
		v.score = max(0, v.score)
		if need := mustSay[v.name]; need == nil || need.MatchString(f.low[:f.end]) {
			v.score += wordsWorth * o.share[v.name]
		}
	}
	byScore(list)
}

// telling finds the two sentences whose words speak most for a kind, in their order.
func (o opinion) telling(f *front, kind string) []place {
	l := lexicon()
	n := slices.Index(l.kinds, kind)
	if n < 0 {
		return nil
	}
	type sentence struct {
		from, to int
		worth    float64
	}
	var all []sentence
	from := 0
	for _, m := range append(sentenceEnd.FindAllStringIndex(f.now[:f.end], -1), []int{f.end, f.end}) {
		all, from = append(all, sentence{from: from, to: m[0]}), m[1]
	}
	for t, at := range o.terms {
		w, ok := l.terms[t]
		if !ok || w[n] <= 0 {
			continue
		}
		for i := range all {
			if at[0] >= all[i].from && at[0] < all[i].to {
				all[i].worth += w[n]
			}
		}
	}
	slices.SortStableFunc(all, func(a, b sentence) int { return cmp.Compare(b.worth, a.worth) })
	all = slices.DeleteFunc(all[:min(2, len(all))], func(s sentence) bool { return s.worth <= 0 })
	slices.SortFunc(all, func(a, b sentence) int { return cmp.Compare(a.from, b.from) })
	var out []place
	for _, s := range all {
		out = append(out, f.place(s.from, s.to))
	}
	return out
}

// sentenceEnd is where a sentence, a heading or a paragraph ends.
var sentenceEnd = regexp.MustCompile(`[.!?;](?:[\s]|$)|\f\s*`)
