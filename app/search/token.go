package search

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/kljensen/snowball/english"
	"golang.org/x/text/unicode/norm"

	"leverarch/app/record"
)

// token is one word of a text: as it is looked up, and where it stands.
type token struct {
	word     string // lower case, without accents
	from, to int    // bytes in the text
}

// longest is how many letters of a word are looked at.
const longest = 40

// tokens cuts a text into words. A run of letters and figures is a word; an
// apostrophe inside stays out of it with what is behind it ("school's" is school);
// figures with a point or colon between them are one word (6.2, 1:1), and 6,000 is 6000.
func tokens(text string) []token {
	out := make([]token, 0, len(text)/6)
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			i += size
			continue
		}
		from := i
		plain := r < utf8.RuneSelf
		for i += size; i < len(text); i += size {
			r, size = utf8.DecodeRuneInString(text[i:])
			if r == ',' && thousands(text, i) {
				plain = false // fold takes it out
				continue
			}
			if r == '.' || r == ':' {
				if digit(text[i-1]) && i+1 < len(text) && digit(text[i+1]) {
					continue
				}
				break
			}
			if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.Mn, r) {
				break
			}
			plain = plain && r < utf8.RuneSelf
		}
		to := i
		if r == '\'' || r == '’' {
			n := i + size
			for n < len(text) && letter(text[n]) {
				n++
			}
			if n > i+size && n-i-size <= 2 { // 's, 'll, n't: nothing to look for
				i = n
			}
		}
		out = append(out, token{fold(text[from:to], plain), from, to})
	}
	return out
}

// thousands reports whether a comma stands before three figures of a number.
func thousands(text string, i int) bool {
	if !digit(text[i-1]) || len(text) < i+4 {
		return false
	}
	return digit(text[i+1]) && digit(text[i+2]) && digit(text[i+3]) && (len(text) == i+4 || !digit(text[i+4]))
}

func digit(c byte) bool  { return c >= '0' && c <= '9' }
func letter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// fold makes a word lower case and takes the accents off.
func fold(word string, plain bool) string {
	word = strings.ToLower(word)
	if !plain {
		word = strings.Map(func(r rune) rune {
			if unicode.Is(unicode.Mn, r) || r == ',' {
				return -1
			}
			return r
		}, norm.NFKD.String(word))
	}
	if len(word) > longest {
		n := longest
		for !utf8.RuneStart(word[n]) {
			n--
		}
		word = word[:n]
	}
	return word
}

// stem cuts a word to what it shares with its kin: "therapists" and "therapist".
func stem(word string) string {
	if len(word) < 4 || digit(word[0]) {
		return word
	}
	return english.Stem(word, false)
}

// little holds words that say nothing by themselves. They keep their place, so
// that a phrase is still a phrase, and are not looked up.
var little = set("a an the of and to in on at by for with from as is are was were be been it its this that these those he she they him her his their them i we you our your my me us or if so do does did has have had will would can could not no but about into than then there here who which what when where how s t")

func set(list string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(list) {
		out[w] = true
	}
	return out
}

var months = func() map[string]time.Month {
	out := map[string]time.Month{"sept": time.September}
	for m := time.January; m <= time.December; m++ {
		name := strings.ToLower(m.String())
		out[name], out[name[:3]] = m, m
	}
	return out
}()

// daysIn finds the days and months written in a run of words, as words of their
// own kind that no text can hold: "@2026-03" and "@2026-03-14". at is the first of
// the words it was read from and n how many they are.
func daysIn(text string, list []token, found func(at, n int, words ...string)) {
	for i, t := range list {
		if len(t.word) >= 6 && digit(t.word[0]) {
			if d, ok := pointed(t.word); ok {
				found(i, 1, dayWords(d)...)
			}
			continue
		}
		if m, ok := months[t.word]; ok && i+1 < len(list) {
			y := year(list[i+1].word)
			if y == 0 {
				continue
			}
			if i > 0 {
				if d := (record.Day{Year: y, Month: m, Date: ordinal(list[i-1].word)}); d.Valid() {
					found(i-1, 3, dayWords(d)...)
					continue
				}
			}
			found(i, 2, monthWord(y, m))
			continue
		}
		if i+2 < len(list) && apart(text, t, list[i+1]) && apart(text, list[i+1], list[i+2]) {
			a, b, c := number(t.word), number(list[i+1].word), number(list[i+2].word)
			d := record.Day{Year: year(list[i+2].word), Month: time.Month(b), Date: a}
			if len(t.word) == 4 { // 2026-03-14
				d = record.Day{Year: year(t.word), Month: time.Month(b), Date: c}
			} else if d.Year == 0 && len(list[i+2].word) == 2 && c >= 0 {
				d.Year = 2000 + c
			}
			if d.Valid() && d.Year > 0 {
				found(i, 3, dayWords(d)...)
			}
		}
	}
}

// pointed reads 14.03.2026.
func pointed(w string) (record.Day, bool) {
	p := strings.Split(w, ".")
	if len(p) != 3 {
		return record.Day{}, false
	}
	d := record.Day{Year: year(p[2]), Month: time.Month(number(p[1])), Date: number(p[0])}
	if d.Year == 0 && len(p[2]) == 2 {
		d.Year = 2000 + number(p[2])
	}
	return d, d.Year > 0 && d.Valid()
}

// apart reports whether one sign that dates are written with stands between two
// words.
func apart(text string, x, y token) bool {
	return y.from == x.to+1 && (text[x.to] == '/' || text[x.to] == '-')
}

func dayWords(d record.Day) []string { return []string{"@" + d.String(), monthWord(d.Year, d.Month)} }

func monthWord(y int, m time.Month) string {
	return "@" + record.Day{Year: y, Month: m, Date: 1}.String()[:7]
}

// number reads a short run of figures, or -1.
func number(w string) int {
	if len(w) == 0 || len(w) > 4 {
		return -1
	}
	n := 0
	for i := range len(w) {
		if !digit(w[i]) {
			return -1
		}
		n = n*10 + int(w[i]-'0')
	}
	return n
}

// ordinal reads 14 or 14th.
func ordinal(w string) int {
	for _, end := range []string{"st", "nd", "rd", "th"} {
		w = strings.TrimSuffix(w, end)
	}
	return number(w)
}

// year reads a year a family's papers can be of, or 0.
func year(w string) int {
	if y := number(w); len(w) == 4 && y >= 1980 && y < 2100 {
		return y
	}
	return 0
}
