package guide

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
)

// This file is the checker of how a page reads. It is small and plain on
// purpose, and where it is not sure it counts on the harder side.
//
// A sentence ends at . ! or ? with a space behind it, at the end of a paragraph,
// and at the end of each point of a list. Headings and quotes of the law are
// left out: a heading is short and would flatter the figure, a quote is not
// ours. A word is what stands between spaces and has a letter or a digit.

// passages gives the stretches of words that are read: a paragraph, a point, a
// line of words to copy.
func passages(blocks []Block) []string {
	var list []string
	for _, b := range blocks {
		switch b.Shape {
		case Heading, Quote:
		case List, Numbered:
			for _, p := range b.Points {
				list = append(list, Words(p))
			}
		default:
			for line := range strings.SplitSeq(Words(b.Runs), "\n") {
				if strings.TrimSpace(line) != "" {
					list = append(list, line)
				}
			}
		}
	}
	return list
}

var sentenceEnd = regexp.MustCompile(`[.!?]["”’)]*(?:\s+|$)`)

func sentences(passages []string) []string {
	var list []string
	for _, p := range passages {
		at := 0
		for _, m := range sentenceEnd.FindAllStringIndex(p, -1) {
			list = append(list, strings.TrimSpace(p[at:m[1]]))
			at = m[1]
		}
		if rest := strings.TrimSpace(p[at:]); rest != "" {
			list = append(list, rest)
		}
	}
	return list
}

func wordsIn(s string) []string {
	var list []string
	for _, w := range strings.FieldsFunc(s, func(r rune) bool { return unicode.IsSpace(r) || r == '-' || r == '/' || r == '–' || r == '—' }) {
		w = strings.TrimFunc(w, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
		if w != "" {
			list = append(list, w)
		}
	}
	return list
}

// said are abbreviations that are said as a word, with their syllables.
var said = map[string]int{"SEND": 1, "SENCO": 2, "SENCOS": 2, "SENDIASS": 3, "IPSEA": 3, "CAMHS": 1, "SEN": 3}

// odd are words whose vowels mislead.
var odd = map[string]int{
	"area": 3, "areas": 3, "idea": 3, "ideas": 3, "being": 2, "doing": 2, "going": 2, "seeing": 2, "saying": 2,
	"create": 2, "created": 3, "science": 2, "diary": 3, "diet": 2, "quiet": 2, "really": 2, "react": 2, "reassess": 3,
	"trial": 2, "giant": 2, "lion": 2, "riot": 2, "poem": 2, "ruin": 2, "fluent": 2, "influence": 3, "cooperate": 4,
	"sometimes": 2, "something": 2, "someone": 2, "somebody": 3, "everyone": 3, "everything": 3, "therefore": 2,
	"whole": 1, "people": 2, "autism": 3, "area's": 3, "via": 2, "medium": 3, "radio": 3, "video": 3, "serious": 3,
	"various": 3, "previous": 3, "experience": 4, "audience": 3, "period": 3, "periods": 3, "material": 4, "museum": 3,
	"variety": 4, "anxiety": 4, "society": 4, "client": 2, "reliant": 3, "diagnosis": 4, "annual": 3, "usual": 3,
	"usually": 4, "individual": 5, "actual": 3, "actually": 4, "manual": 3, "gradual": 3, "graduated": 4, "evaluate": 4,
	"continue": 3, "situation": 4, "physiotherapist": 6, "physiotherapy": 6, "association": 5, "appreciate": 4,
	"communication": 5, "criteria": 4, "media": 3, "guardian": 3, "custodian": 4, "comedian": 4, "hours": 1, "hour": 1,
	"minutes": 2, "minute": 2, "once": 1, "useful": 2, "hopeful": 2, "careful": 2, "carefully": 3, "statement": 2,
	"placement": 2, "placements": 2, "agreement": 3, "safety": 2, "lately": 2, "likely": 2, "basement": 2, "movement": 2,
	"arrangements": 3, "arrangement": 3, "management": 3, "homework": 2, "homes": 1, "timetable": 3, "timetables": 3,
	"closely": 2, "widely": 2, "ones": 1, "yourself": 2, "area:": 3, "services": 3, "chances": 2, "places": 2,
}

var vowels = regexp.MustCompile(`[aeiouy]+`)

// syllables counts how often a word opens the mouth: each run of vowels is one,
// a silent e at the end is none. A number is read a digit at a time, and letters
// that are not said as a word one by one.
func syllables(word string) int {
	bare := strings.TrimSuffix(strings.TrimSuffix(word, "’s"), "'s")
	if n, ok := said[bare]; ok {
		return n
	}
	letters, upper, digits := 0, 0, 0
	for _, r := range bare {
		switch {
		case unicode.IsDigit(r):
			digits++
		case unicode.IsLetter(r):
			letters++
			if unicode.IsUpper(r) {
				upper++
			}
		}
	}
	if digits > 0 {
		return digits + letters
	}
	if upper > 1 && upper == letters || upper > 1 && strings.HasSuffix(bare, "s") && upper == letters-1 {
		return upper
	}
	w := strings.ToLower(bare)
	if n, ok := odd[w]; ok {
		return n
	}
	n := len(vowels.FindAllString(w, -1))
	end := func(s string) bool { return strings.HasSuffix(w, s) }
	before := func(s string) string { // the letter before an ending
		if len(w) <= len(s) {
			return ""
		}
		return w[len(w)-len(s)-1 : len(w)-len(s)]
	}
	vowel := func(s string) bool { return s != "" && strings.Contains("aeiouy", s) }
	switch {
	case end("le") && !vowel(before("le")), end("les") && !vowel(before("les")):
	case end("e") && !vowel(before("e")):
		n--
	case end("es") && !vowel(before("es")) && !strings.Contains("sxzcg", before("es")) && !end("shes") && !end("ches"):
		n--
	case end("ed") && !vowel(before("ed")) && !strings.Contains("td", before("ed")):
		n--
	}
	return max(n, 1)
}

// grade gives the Flesch-Kincaid grade of passages.
func grade(passages []string) float64 {
	list := sentences(passages)
	words, sounds := 0, 0
	for _, s := range list {
		for _, w := range wordsIn(s) {
			words++
			sounds += syllables(w)
		}
	}
	if words == 0 {
		return 0
	}
	return 0.39*float64(words)/float64(len(list)) + 11.8*float64(sounds)/float64(words) - 15.59
}

const (
	hardest       = 6.0
	hardestMedian = 5.0
	longest       = 25  // words in a sentence
	mostWords     = 600 // on a page
	mostInEntry   = 60
)

// abbreviation is two capitals or more. Forms and sections, with a digit, are
// names.
var abbreviation = regexp.MustCompile(`\b[A-Z]{2,}s?\b`)

var everyday = map[string]bool{"NHS": true, "GP": true, "GPs": true, "UK": true}

var explains = regexp.MustCompile(`^s? ?(?:\(|means? |is short for |are short for |stands? for )`)

// unexplained gives the abbreviations that are used before they are explained.
func unexplained(text string) []string {
	var list []string
	seen := map[string]bool{}
	for _, m := range abbreviation.FindAllStringIndex(text, -1) {
		a := strings.TrimSuffix(text[m[0]:m[1]], "s")
		if everyday[a] || seen[a] {
			continue
		}
		seen[a] = true
		if !strings.HasSuffix(text[:m[0]], "(") && !explains.MatchString(text[m[1]:]) {
			list = append(list, a)
		}
	}
	return list
}

// timeByHand finds a number of days, weeks or months, and a day of the year with
// no year: a time limit that does not come from the rule book.
var timeByHand = regexp.MustCompile(`(?i)\b(?:[0-9]+(?:st|nd|rd|th)?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|half a|first|second|third|fifth|sixth)[ -](?:(?:school|working|calendar|clear|full|whole|more|term) )*(?:days?|weeks?|fortnights?|months?)\b|\b(?:week|month) [0-9]+\b`)
var dayByHand = regexp.MustCompile(`\b[0-9]{1,2}(?:st|nd|rd|th)? (?:of )?(?:January|February|March|April|May|June|July|August|September|October|November|December)\b(?: 20[0-9]{2})?`)

// byHand gives the times in runs that were written and not filled in.
func byHand(runs []Run) []string {
	var b strings.Builder
	for _, r := range runs {
		if r.Mark == Time {
			b.WriteString("\x00")
			continue
		}
		b.WriteString(r.Text)
	}
	list := timeByHand.FindAllString(b.String(), -1)
	for _, d := range dayByHand.FindAllString(b.String(), -1) {
		if !regexp.MustCompile(`20[0-9]{2}$`).MatchString(d) {
			list = append(list, d)
		}
	}
	return list
}

// unsaid are words of advice, of judgement, and of blame. The guide informs.
var unsaid = regexp.MustCompile(`(?i)\b(?:you should|you ought|you need to|you must|you have to|must appeal|should appeal|should complain|we advise|we recommend|our advice|unlawful(?:ly)?|illegal(?:ly)?|against the law|breaks? the law|too late|invalid|fail(?:s|ed|ure)?|guilty|blame|obviously|of course|simply|just|error|oops)\b|!`)

// readsBadly says what is wrong with the words of a page or an entry.
func readsBadly(title string, blocks []Block) []string {
	var list []string
	say := func(format string, args ...any) { list = append(list, fmt.Sprintf(format, args...)) }
	own := passages(blocks)
	for _, s := range sentences(own) {
		if n := len(wordsIn(s)); n > longest {
			say("a sentence of %d words: %s", n, s)
		}
	}
	if g := grade(own); g > hardest {
		say("grade %.1f", g)
	}
	text := strings.Join(own, "\n")
	for _, a := range unexplained(text) {
		say("%s is not explained where it first stands", a)
	}
	if n := strings.Count(text, "(LA)") + strings.Count(text, "local authorit"); n > 2 {
		say("local authority stands %d times", n)
	}
	if m := regexp.MustCompile(`\bLA\b`).FindAllString(text, -1); len(m) > 1 {
		say("LA stands %d times", len(m))
	}
	for _, s := range unsaid.FindAllString(title+"\n"+text, -1) {
		say("%q is advice, judgement or blame", s)
	}
	for _, b := range blocks {
		if b.Shape == Quote || b.Shape == Sample {
			continue
		}
		for _, runs := range append(b.Points, b.Runs) {
			for _, s := range byHand(runs) {
				say("%q does not come from the rule book", s)
			}
		}
	}
	return list
}

// size counts the words of a page, title, headings, quotes and all.
func size(p *Page) int { return len(wordsIn(p.Text())) }

// median gives the middle of figures, which it puts in order.
func median(list []float64) float64 {
	if len(list) == 0 {
		return 0
	}
	slices.Sort(list)
	return (list[(len(list)-1)/2] + list[len(list)/2]) / 2
}

// TestTheCheckerCounts holds the checker itself to sums done by hand.
func TestTheCheckerCounts(t *testing.T) {
	for word, want := range map[string]int{
		"council": 2, "help": 1, "given": 2, "section": 2, "assessment": 3, "education": 4, "special": 2, "the": 1,
		"school": 1, "asked": 1, "wanted": 2, "needs": 1, "places": 2, "table": 2, "little": 2, "make": 1, "agree": 2,
		"professional": 4, "psychologist": 4, "responsible": 4, "evidence": 3, "SENCO": 2, "EHC": 3, "15": 2, "2014": 4,
		"Tribunal": 3, "reasonable": 4, "child’s": 1, "therapies": 3, "may": 1, "you": 1, "people": 2, "GPs": 2,
	} {
		if got := syllables(word); got != want {
			t.Errorf("%s has %d syllables, not %d", word, want, got)
		}
	}
	got := sentences([]string{"One is here. Is two? “Three!” And four", "Five has 2.5 parts"})
	if len(got) != 5 || got[4] != "Five has 2.5 parts" {
		t.Errorf("%q", got)
	}
	// 0.39 × 6 words in a sentence + 11.8 × 7 syllables in 6 words − 15.59
	if g := grade([]string{"The council must give the help."}); g < 0.51 || g > 0.52 {
		t.Error(g)
	}
	if got := unexplained("A plan (EHC) and the EHC again, SEND means x, the LA, SENCO (a teacher), NHS."); len(got) != 1 || got[0] != "LA" {
		t.Error(got)
	}
	by := func(s string) int { return len(byHand([]Run{{Text: s}, {Mark: Time, Text: "15 days"}})) }
	for _, s := range []string{"in six weeks", "15 school days", "a 20-week wait", "by 15 February", "two clear days", "by week 14", "half a month"} {
		if by(s) != 1 {
			t.Errorf("%q is a time by hand", s)
		}
	}
	for _, s := range []string{"on 24 November 2026", "Year 9", "each day", "the 25th birthday", "under 18", "within "} {
		if by(s) != 0 {
			t.Errorf("%q is no time by hand", s)
		}
	}
	for _, s := range []string{"You should appeal", "It is unlawful", "too late", "Oops!", "you need to ask"} {
		if !unsaid.MatchString(s) {
			t.Errorf("%q may be said", s)
		}
	}
	for _, s := range []string{"The council must", "The school should", "You can appeal", "adjust", "a justice"} {
		if unsaid.MatchString(s) {
			t.Errorf("%q may not be said", s)
		}
	}
}
