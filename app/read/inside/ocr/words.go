package ocr

import (
	"image"
	"regexp"
	"strconv"
	"strings"
	"unicode"
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
		// A rule of a table is often taken for a letter.
		if strings.Trim(text, "|¦_") == "" || sure < 100*leastSure || n[2] <= 0 || n[3] <= 0 {
			continue
		}
		out = append(out, placed{
			Word: Word{Text: text, Box: image.Rect(n[0], n[1], n[0]+n[2], n[1]+n[3]), Sure: min(sure/100, 1)},
			line: [3]string{f[2], f[3], f[4]},
		})
	}
	return out
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
