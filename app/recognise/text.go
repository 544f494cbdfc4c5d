package recognise

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Fold puts one space for each run of white space and trims both ends. Bytes
// that are not UTF-8, and control characters, count as white space. Quotes are
// folded; a quote stands in a page when it stands in the folded page.
func Fold(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	gap := false
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		if blank(r, n) {
			gap = true
		} else {
			if gap && b.Len() > 0 {
				b.WriteByte(' ')
			}
			gap = false
			b.WriteString(s[i : i+n])
		}
		i += n
	}
	return b.String()
}

func blank(r rune, n int) bool {
	return unicode.IsSpace(r) || unicode.IsControl(r) || (r == utf8.RuneError && n == 1)
}

// The four kinds of gap a page keeps once it is plain. One byte stands for the
// whole run, so that a pattern meets at most one between two words.
const (
	gapWord = ' '  // between words
	gapCell = '\t' // a tab or a wide gap: the next cell or column
	gapLine = '\n' // the next line
	gapPart = '\f' // an empty line: the next paragraph
)

// page is one page made plain, with the way back to the words as they came.
// Plain means: one byte for each gap, straight quotes and hyphens, no soft
// hyphens or ligatures, words broken at a line's end put together.
type page struct {
	orig   string
	number int    // from 1
	show   string // plain, in its own capitals
	low    string // the same length, lower case where ASCII
	at     []int32
	end    []int32
}

// plainRunes is what stands for a rune in plain text; an empty string drops it.
var plainRunes = map[rune]string{
	'‘': "'", '’': "'", 'ʼ': "'", '‛': "'", '`': "'", '´': "'",
	'“': `"`, '”': `"`, '„': `"`, '«': `"`, '»': `"`,
	'‐': "-", '‑': "-", '‒': "-", '–': "-", '—': "-", '―': "-", '−': "-",
	'\u00ad': "", '\u200b': "", '\u200c': "", '\u200d': "", '\u2060': "", '\ufeff': "",
	'ﬀ': "ff", 'ﬁ': "fi", 'ﬂ': "fl", 'ﬃ': "ffi", 'ﬄ': "ffl", 'ﬅ': "st", 'ﬆ': "st",
	'ˢ': "s", 'ᵗ': "t", 'ⁿ': "n", 'ᵈ': "d", 'ʳ': "r", 'ʰ': "h",
	'•': "*", '●': "*", '▪': "*", '◦': "*", '·': "*", '…': "...",
}

// brokenWord marks a hyphen at a line's end as PDFium gives it: the word goes on.
func brokenWord(r rune) bool { return r == 0x02 || r == 0xfffe }

// plain makes a page plain in one pass.
func plain(orig string, number int) *page {
	p := &page{orig: orig, number: number}
	var show, low strings.Builder
	show.Grow(len(orig))
	low.Grow(len(orig))
	p.at = make([]int32, 0, len(orig))
	p.end = make([]int32, 0, len(orig))
	put := func(s string, from, to int) {
		for i := 0; i < len(s); i++ {
			c := s[i]
			show.WriteByte(c)
			if 'A' <= c && c <= 'Z' {
				c += 'a' - 'A'
			}
			low.WriteByte(c)
			p.at = append(p.at, int32(from))
			p.end = append(p.end, int32(to))
		}
	}
	var last rune // the last rune put, 0 after a gap
	for i := 0; i < len(orig); {
		r, n := utf8.DecodeRuneInString(orig[i:])
		if brokenWord(r) {
			i = skipSpace(orig, i+n)
			continue
		}
		if blank(r, n) {
			from := i
			lines, spaces, wide := 0, 0, false
			for i < len(orig) {
				r, n := utf8.DecodeRuneInString(orig[i:])
				if !blank(r, n) {
					break
				}
				switch r {
				case '\n', '\u2028':
					lines++
				case '\f', '\u2029':
					lines += 2
				case '\t':
					wide = true
				default:
					if spaces++; spaces >= 3 {
						wide = true
					}
				}
				i += n
			}
			if show.Len() == 0 || i >= len(orig) {
				continue
			}
			gap := byte(gapWord)
			switch {
			case lines > 1:
				gap = gapPart
			case lines == 1:
				gap = gapLine
			case wide:
				gap = gapCell
			}
			put(string(rune(gap)), from, i)
			last = 0
			continue
		}
		s, known := plainRunes[r]
		switch {
		case known:
		case r&0xff == 0 && r>>8 >= 'a' && r>>8 <= 'z':
			s = string(r >> 8) // a byte-swapped ligature, as some PDFs have it
		default:
			s = orig[i : i+n]
		}
		if s == "-" && unicode.IsLower(last) && goesOn(orig[i+n:]) {
			// A word broken at the line's end: leave out hyphen and break.
			i = skipSpace(orig, i+n)
			continue
		}
		put(s, i, i+n)
		if s != "" {
			last = r
		}
		i += n
	}
	p.show, p.low = show.String(), low.String()
	return p
}

func skipSpace(s string, i int) int {
	for i < len(s) {
		r, n := utf8.DecodeRuneInString(s[i:])
		if !unicode.IsSpace(r) {
			break
		}
		i += n
	}
	return i
}

// goesOn reports whether after comes a single line break and then a small letter.
func goesOn(after string) bool {
	broken := false
	for i, r := range after {
		switch {
		case r == '\n':
			if broken {
				return false
			}
			broken = true
		case r == ' ' || r == '\r' || r == '\t':
			if i > 64 {
				return false
			}
		default:
			return broken && unicode.IsLower(r)
		}
	}
	return false
}

// quote gives the words from one place to another as they stand in the page,
// folded. It never breaks a character in two.
func (p *page) quote(from, to int) string {
	from, to = max(0, from), min(to, len(p.at))
	if from >= to {
		return ""
	}
	return Fold(p.orig[p.at[from]:p.end[to-1]])
}

func isGap(c byte) bool {
	return c == gapWord || c == gapCell || c == gapLine || c == gapPart
}

func isLetter(c byte) bool { return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || c >= 0x80 }
func isDigit(c byte) bool  { return '0' <= c && c <= '9' }
