package ocr

import (
	"fmt"
	"strings"
	"testing"
)

// row is a line of Tesseract's table: letters 10 pixels wide and 20 tall.
func row(line int, words ...string) string {
	var b strings.Builder
	x := 0
	for i, w := range words {
		word, tall, _ := strings.Cut(w, "/") // word/height
		high, wide := 20, 10*len([]rune(word))
		top := 100 * line
		if tall != "" {
			fmt.Sscan(tall, &high)
			top -= (high - 20) / 2
		}
		if gap, rest, ok := strings.Cut(word, "~"); ok { // gap~word
			var n int
			fmt.Sscan(gap, &n)
			x, word, wide = x+n, rest, 10*len([]rune(rest))
		}
		fmt.Fprintf(&b, "5\t1\t1\t1\t%d\t%d\t%d\t%d\t%d\t%d\t90\t%s\n", line, i+1, x, top, wide, high, word)
		x += wide + 8
	}
	return b.String()
}

func TestAnUprightLineIsAnIOrARule(t *testing.T) {
	for _, c := range []struct{ table, want string }{
		{row(1, "On", "16", "March", "|", "sent", "you"), "On 16 March I sent you"},
		{row(1, "|", "enclose", "the", "plan"), "I enclose the plan"},
		{row(1, "sections", "B,", "F", "and", "|."), "sections B, F and I."},
		{row(1, "sections", "B,", "F", "and", "|"), "sections B, F and I"},
		{row(1, "Ada", "40~|/30", "40~Bell", "|/40"), "Ada Bell"},
		{row(1, "Ada", "|", "Bell"), "Ada Bell"},
		{row(1, "B", "|", "16", "May"), "B 16 May"},
		{row(1, "Section", "|/60", "what", "it", "says"), "Section what it says"},
		{row(1, "|") + row(2, "Dear", "parent"), "Dear parent"},
		{row(1, "||", "sent"), "sent"},
		{row(1, "a|b", "and"), "a|b and"},
	} {
		var got []string
		for _, w := range wordsOf(c.table) {
			got = append(got, w.Text)
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%q, want %q", s, c.want)
		}
	}
}
