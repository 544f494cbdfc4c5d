package cover

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// token is a run of letters. An apostrophe belongs to it; a small letter before a
// capital one ends it, so that a name is found in SamReport.pdf, and McKay is two in
// the name and in the words alike.
type token struct {
	from, to int
	full     string // folded: small letters, no accents, no apostrophes
	base     string // without the 's of a possessive
	baseTo   int
}

func (t token) keys() []string {
	if t.base == t.full {
		return []string{t.full}
	}
	return []string{t.full, t.base}
}

func (t token) letters(words string) int { return utf8.RuneCountInString(words[t.from:t.to]) }

// upper reports whether it begins with a capital letter.
func (t token) upper(words string) bool {
	r, _ := utf8.DecodeRuneInString(words[t.from:])
	return unicode.IsUpper(r)
}

// capital reports whether it has one capital letter, at its head.
func (t token) capital(words string) bool {
	_, size := utf8.DecodeRuneInString(words[t.from:])
	rest := words[t.from+size : t.baseTo]
	return t.upper(words) && strings.IndexFunc(rest, unicode.IsUpper) < 0
}

// title reports whether it is Mrs or the like. Miss is a word as well where it is small.
func (t token) title(words string) bool {
	return titles[t.base] && (anyCase[t.base] || t.upper(words))
}

func isApostrophe(r rune) bool { return r == '\'' || r == '’' || r == '‘' || r == 'ʼ' }

func split(s string) []token {
	var out []token
	from, last := -1, rune(0)
	end := func(to int) {
		if from >= 0 {
			out = append(out, newToken(s, from, to))
		}
		from = -1
	}
	for i, r := range s {
		switch {
		case unicode.IsLetter(r):
			if from >= 0 && unicode.IsLower(last) && unicode.IsUpper(r) {
				end(i)
			}
			if from < 0 {
				from = i
			}
		case from >= 0 && unicode.IsMark(r):
		case from >= 0 && isApostrophe(r):
			next, _ := utf8.DecodeRuneInString(s[i+utf8.RuneLen(r):])
			if !unicode.IsLetter(next) {
				end(i)
			}
		default:
			end(i)
		}
		last = r
	}
	end(len(s))
	return out
}

func newToken(s string, from, to int) token {
	t := token{from: from, to: to, baseTo: to, full: fold(s[from:to])}
	t.base = t.full
	word := s[from:to]
	if n := len(word) - 1; n > 0 && (word[n] == 's' || word[n] == 'S') {
		if r, size := utf8.DecodeLastRuneInString(word[:n]); isApostrophe(r) {
			t.baseTo = from + n - size
			t.base = fold(word[:n-size])
		}
	}
	return t
}

// fold makes letters small and takes off their accents.
func fold(s string) string {
	plain := true
	for i := range len(s) {
		plain = plain && s[i] < utf8.RuneSelf
	}
	if !plain {
		s = norm.NFD.String(s)
	}
	return strings.Map(func(r rune) rune {
		if unicode.IsMark(r) || isApostrophe(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, s)
}

// tokensOf gives the folded tokens of a name.
func tokensOf(name string) []string {
	var out []string
	for _, t := range split(name) {
		out = append(out, t.full)
	}
	return out
}

func key(tokens []string) string { return strings.Join(tokens, " ") }

// named gives the words of a person's name: without Mrs before it, or what stands in
// brackets or after a comma.
func named(name string) []string {
	if i := strings.IndexAny(name, "(,<[/"); i > 0 {
		name = name[:i]
	}
	var words []string
	for _, w := range strings.Fields(name) {
		t := key(tokensOf(w))
		if t == "" || len(words) == 0 && titles[t] {
			continue
		}
		words = append(words, w)
	}
	return words
}

// titled reports whether a name has Mrs or the like before it.
func titled(name string) bool {
	t := tokensOf(name)
	return len(t) > 1 && titles[t[0]]
}

func all(words []string, in map[string]bool) bool {
	for _, w := range words {
		for _, t := range tokensOf(w) {
			if !in[t] && !small[t] {
				return false
			}
		}
	}
	return true
}
