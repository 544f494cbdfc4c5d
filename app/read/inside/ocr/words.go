package ocr

import (
	"image"
	"math"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// placed is a word as it stands in the prepared picture. Box is in that picture.
type placed struct {
	Word
	line [3]string // which of Tesseract's lines it is in
	cell int       // which cell of a table, or 0
}

// leastSure is how sure the engine must be of a word. Below are stains.
const leastSure = 0.1

// wordsOf reads Tesseract's table: one word in a row, with its block, paragraph,
// line, place, and how sure it is.
func wordsOf(table string) []placed {
	var out []placed
	for row := range strings.Lines(table) {
		f := strings.Split(strings.TrimRight(row, "\r\n"), "\t")
		if len(f) != 12 || f[0] != "5" {
			continue
		}
		var n [4]int
		for i := range n {
			n[i], _ = strconv.Atoi(f[6+i])
		}
		sure, _ := strconv.ParseFloat(f[10], 64)
		text := strings.Map(func(r rune) rune {
			if !unicode.IsGraphic(r) || unicode.IsSpace(r) || r == unicode.ReplacementChar {
				return -1
			}
			return r
		}, f[11])
		if strings.Trim(text, "_") == "" || sure < 100*leastSure || n[2] <= 0 || n[3] <= 0 {
			continue
		}
		out = append(out, placed{
			Word: Word{Text: text, Box: image.Rect(n[0], n[1], n[0]+n[2], n[1]+n[3]), Sure: min(sure/100, 1)},
			line: [3]string{f[2], f[3], f[4]},
		})
	}
	return bars(out)
}

// isBar reports whether a word is nothing but an upright line.
func isBar(text string) bool { return strings.Trim(text, "|¦") == "" }

// bars tells the two things apart that an upright line may be: the word I, which
// stands among letters and is no taller than they are, and a rule of a table,
// which is left out.
func bars(words []placed) []placed {
	var out []placed
	for i, w := range words {
		if !strings.ContainsAny(w.Text, "|¦") {
			out = append(out, w)
			continue
		}
		if stem := strings.TrimRight(w.Text, ".,;:?!)"); isBar(stem) {
			if len([]rune(stem)) != 1 || !amongLetters(words, i) {
				if !isBar(w.Text) {
					out = append(out, w)
				}
				continue
			}
			w.Text, w.Sure = "I"+w.Text[len(stem):], min(w.Sure, mended)
		}
		out = append(out, w)
	}
	return out
}

// amongLetters reports whether word i stands close behind one word or before
// another, as I does, and reaches no further up or down than the words of its line.
func amongLetters(words []placed, i int) bool {
	w := words[i]
	up, down, wordsBeside := math.MaxInt, math.MinInt, 0
	for j := i - 1; j >= 0 && words[j].line == w.line; j-- {
		if !isBar(words[j].Text) {
			up, down = min(up, words[j].Box.Min.Y), max(down, words[j].Box.Max.Y)
			wordsBeside++
		}
	}
	for j := i + 1; j < len(words) && words[j].line == w.line; j++ {
		if !isBar(words[j].Text) {
			up, down = min(up, words[j].Box.Min.Y), max(down, words[j].Box.Max.Y)
			wordsBeside++
		}
	}
	if wordsBeside == 0 {
		return false
	}
	tall := down - up
	if slack := tall / 8; w.Box.Min.Y < up-slack || w.Box.Max.Y > down+slack {
		return false
	}
	close := func(j int) bool {
		if j < 0 || j >= len(words) || words[j].line != w.line || isBar(words[j].Text) {
			return false
		}
		gap := max(words[j].Box.Min.X-w.Box.Max.X, w.Box.Min.X-words[j].Box.Max.X)
		return gap < tall
	}
	// The word after is in small letters: I have, I am. At the end of a sentence or
	// of a line there is none.
	next := i + 1
	if next < len(words) && words[next].line == w.line && isBar(w.Text) {
		first, _ := utf8.DecodeRuneInString(words[next].Text)
		return close(next) && (unicode.IsLower(first) || close(i-1) && !unicode.IsUpper(first) && !unicode.IsDigit(first))
	}
	return close(i - 1)
}

// mended is how sure we are of a word we changed.
const mended = 0.5

var (
	dayLike = regexp.MustCompile(`^([0-9IilOoSsBZ|]{1,2})(st|nd|rd|th)$`)
	months  = map[string]bool{}
	digits  = strings.NewReplacer("I", "1", "i", "1", "l", "1", "|", "1", "O", "0", "o", "0", "S", "5", "s", "5", "B", "8", "Z", "2")
)

func init() {
	for m := range strings.FieldsSeq("january february march april may june july august september october november december") {
		months[m] = true
	}
}

// mendDates reads the day before a month as a day: "sth May" was "5th May".
func mendDates(words []Word) {
	for i := range max(0, len(words)-1) {
		w := &words[i]
		m := dayLike.FindStringSubmatch(w.Text)
		if m == nil || !months[strings.ToLower(strings.TrimRight(words[i+1].Text, ".,;:"))] {
			continue
		}
		day, err := strconv.Atoi(digits.Replace(m[1]))
		if err != nil || day < 1 || day > 31 || m[2] != ordinal(day) {
			continue
		}
		if text := strconv.Itoa(day) + m[2]; text != w.Text {
			w.Text, w.Sure = text, min(w.Sure, mended)
		}
	}
}

// ordinal gives what is written behind a day of the month.
func ordinal(day int) string {
	switch {
	case day/10 == 1:
	case day%10 == 1:
		return "st"
	case day%10 == 2:
		return "nd"
	case day%10 == 3:
		return "rd"
	}
	return "th"
}
