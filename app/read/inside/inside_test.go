package inside

import (
	"encoding/binary"
	"math"
	"strings"
	"testing"
	"unicode"
)

func TestSniff(t *testing.T) {
	for in, want := range map[string]string{
		"":                                     Unknown,
		"%PDF-1.7":                             PDF,
		"X-Mailer: x\r\n\r\n%PDF-1.4":          PDF,
		strings.Repeat("a ", 600) + "%PDF-1.4": PlainText,
		"Dear parent":                          PlainText,
		"Dear Si\xe2n, the plan":               PlainText,
		"\xe2\xe2\xe2\xe2\xe2\xe2":             Unknown,
		"Dear Si\x81n, the plan":               Unknown,
		"\xff\xfeD\x00":                        PlainText,
		"Dear\x00parent":                       Unknown,
		" \n<HTML><body>":                      HTML,
		"<!doctype html>":                      HTML,
		`{\rtf1\ansi`:                          RTF,
		"PK\x03\x04":                           Zip,
		"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1":     OLE,
		"\xff\xd8\xff\xe1":                     JPEG,
		"\x89PNG\r\n\x1a\n":                    PNG,
		"GIF89a":                               GIF,
		"II*\x00\x08":                          TIFF,
		"\x00\x00\x00\x18ftypheic":             HEIC,
		"\x00\x00\x00\x18ftypmp42":             Unknown,
		"From: a\nTo: b\nSubject: c\n\nDear parent": PlainText,
		"From: a\nMIME-Version: 1.0\nTo: b\n\nDear": Email,
		"Received: from x\n\tby y\nFrom: a\n\nDear": Email,
		strings.Repeat("é", sniffed):                PlainText,
	} {
		if got := Sniff([]byte(in)); got != want {
			t.Errorf("%.40q: %q, want %q", in, got, want)
		}
	}
}

func TestClean(t *testing.T) {
	for in, want := range map[string]string{
		"plain words":         "plain words",
		"e\u0301":             "é",
		"o\ufb03ce \ufb01t":   "office fit",
		"a\u202eb\u200bc\x07": "abc",
		"one\u00a0two":        "one two",
		"\uf0b7 point":        "• point",
		"\ue000\ufffd\ufeff":  "",
		"Szczepańska’s £5–10": "Szczepańska’s £5–10",
	} {
		if got := clean(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestMendLigatures(t *testing.T) {
	for in, want := range map[string]string{
		"the mee琀椀ng in the o昀케ce":   "the meeting in the office",
		"Gareth Tunnicli昀昀e, O昀케cer": "Gareth Tunnicliffe, Officer",
		"Rose Co琀琀age":               "Rose Cottage",
		"琀椀昀":                        "琀椀昀",
		"Siân’s plan":                "Siân’s plan",
	} {
		if got := mendLigatures(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

// set sets a line of marks, ten points high and six wide; a space in s moves on
// by three without a mark, as engines do that give no spaces, and "_" is a space
// the engine saw.
func set(x, y float64, s string) []mark {
	var out []mark
	space := false
	for _, r := range s {
		switch r {
		case ' ':
			x += 3
			continue
		case '_':
			x += 3
			space = true
			continue
		}
		out = append(out, mark{text: string(r), from: x, to: x + 6, base: y, height: 10, space: space,
			box: Box{float32(x), float32(y - 8), 6, 10}})
		space = false
		x += 6
	}
	return out
}

func TestLayout(t *testing.T) {
	apart := func(m []mark, by float64) []mark { // letters set apart
		for i := range m {
			m[i].from += float64(i) * by
			m[i].to += float64(i) * by
		}
		return m
	}
	struckOver := set(0, 0, "have")
	struckOver[3].space = true
	for name, c := range map[string]struct {
		marks []mark
		want  string
	}{
		"nothing":                  {nil, ""},
		"gaps are spaces":          {set(0, 0, "A copy of this"), "A copy of this"},
		"a space seen and no gap":  {struckOver, "have"},
		"a heading set apart":      {apart(set(0, 0, "DRAFT"), 4), "DRAFT"},
		"a heading of words apart": {apart(set(0, 0, "DRAFT_PLAN"), 4), "DRAFT PLAN"},
		"lines":                    {append(set(0, 0, "one"), set(0, 12, "two")...), "one\ntwo"},
		"paragraphs": {append(append(append(set(0, 0, "one"), set(0, 12, "two")...), set(0, 24, "three")...),
			set(0, 44, "four")...), "one\ntwo\nthree\n\nfour"},
		"columns":                  {append(append(set(0, 0, "a"), set(0, 12, "b")...), set(90, 0, "c")...), "a\nb\n\nc"},
		"cells of a row":           {append(set(0, 0, "Born"), set(90, 0, "2018")...), "Born 2018"},
		"a raised letter":          {append(set(0, 0, "1"), set(6, -4, "st")...), "1st"},
		"a cut word":               {append(set(0, 0, "the assess\u0002"), set(0, 12, "ment of")...), "the assessment\nof"},
		"a cut name":               {append(set(0, 0, "Rahman\u0002"), set(0, 12, "Whitlock")...), "Rahman-Whitlock"},
		"a cut date":               {append(set(0, 0, "by 30-"), set(0, 12, "Sep-08 or")...), "by 30-Sep-08\nor"},
		"a soft hyphen in a word":  {set(0, 0, "a b\u00adc"), "a b-c"},
		"a cut word and no more":   {set(0, 0, "assess\u0002"), "assess-"},
		"a dash at a line's end":   {append(set(0, 0, "plan -"), set(0, 12, "and")...), "plan -\nand"},
		"two cuts":                 {append(append(set(0, 0, "un\u0002"), set(0, 12, "for\u0002")...), set(0, 24, "tunate")...), "unfortunate"},
		"a cut before a paragraph": {append(set(0, 0, "un\u0002"), set(0, -80, "for")...), "un-\n\nfor"},
		"control characters":       {set(0, 0, "a\x07b \u202e c"), "ab c"},
		"nothing is anywhere":      {[]mark{{text: "a"}, {text: "b", space: true}, {text: "c", newline: true}}, "a b\nc"},
	} {
		text, boxes := layout(c.marks)
		if text != c.want {
			t.Errorf("%s: %q, want %q", name, text, c.want)
		}
		if n := len(strings.Fields(text)); n != len(boxes) {
			t.Errorf("%s: %d boxes for %d words", name, len(boxes), n)
		}
	}
	_, boxes := layout(set(0, 0, "ab c"))
	if boxes[0] != (Box{0, -8, 12, 10}) || boxes[1] != (Box{15, -8, 6, 10}) {
		t.Errorf("boxes %v", boxes)
	}
}

func TestColumnsGivenRowByRowAreTakenApart(t *testing.T) {
	// rows sets two columns as a printer does that goes down the page once.
	rows := func(pairs ...string) (out []mark) {
		for i := 0; i+1 < len(pairs); i += 2 {
			out = append(append(out, set(0, float64(6*i), pairs[i])...), set(300, float64(6*i), pairs[i+1])...)
		}
		return out
	}
	for name, c := range map[string]struct {
		marks []mark
		want  string
	}{
		"sentences": {rows("We must send you the", "You may ask us for", "final plan by Monday", "a meeting until we", "8 June 2026, which is", "have written again to", "twenty weeks.", "you."),
			"We must send you the\nfinal plan by Monday\n8 June 2026, which is\ntwenty weeks.\n\nYou may ask us for\na meeting until we\nhave written again to\nyou."},
		"a table": {rows("Date of birth", "11 June 2016", "Address of child", "12 Tallow Street", "School at present", "Oak Tree Primary", "Status of plan", "Draft for comments"),
			"Date of birth 11 June 2016\nAddress of child 12 Tallow Street\nSchool at present Oak Tree Primary\nStatus of plan Draft for comments"},
		"one column longer": {append(rows("We must send you the", "You may ask us for", "final plan by Monday", "a meeting until we", "8 June 2026, which is", "have written again."), set(0, 36, "within twenty weeks")...),
			"We must send you the\nfinal plan by Monday\n8 June 2026, which is\nwithin twenty weeks\n\nYou may ask us for\na meeting until we\nhave written again."},
	} {
		text, boxes := layout(c.marks)
		if text != c.want {
			t.Errorf("%s: %q, want %q", name, text, c.want)
		}
		if n := len(strings.Fields(text)); n != len(boxes) {
			t.Errorf("%s: %d boxes for %d words", name, len(boxes), n)
		}
	}
}

func TestSidewaysLineReadsLikeAnother(t *testing.T) {
	marks := set(0, 0, "up the side")
	for i := range marks {
		marks[i].turn = math.Pi / 2
	}
	if text, _ := layout(append(set(0, 0, "page"), marks...)); text != "page\n\nup the side" {
		t.Errorf("%q", text)
	}
}

func TestReadPlain(t *testing.T) {
	pages, err := ReadPlain([]byte("one\ttwo  three    4 \r\n\r\n\r\n four\x07\fnext"))
	if err != nil || len(pages) != 2 || pages[0].Text != "one\ttwo three\t4\n\nfour" || pages[1].Text != "next" {
		t.Errorf("%v %+v", err, pages)
	}
}

func TestReadTable(t *testing.T) {
	table := readTable("/CIDInit begincmap 1 begincodespacerange <00> <ff> endcodespacerange " +
		"2 beginbfchar <01> <0041> <02> <00660069> endbfchar " +
		"2 beginbfrange <10> <12> <0061> <20> <21> [<0078> <0079 007A>] endbfrange endcmap")
	for code, want := range map[int]string{1: "A", 2: "fi", 0x10: "a", 0x12: "c", 0x20: "x", 0x21: "yz"} {
		if table[code] != want {
			t.Errorf("%x: %q, want %q", code, table[code], want)
		}
	}
	if n := len(readTable("1 beginbfrange <0000> <ffffffff> <0041> endbfrange")); n > maxCodes {
		t.Errorf("%d codes", n)
	}
}

func TestTrimmed(t *testing.T) {
	for in, want := range map[string]string{
		"junk%PDF-1.4\nx\n%%EOF\n\nmore": "%PDF-1.4\nx\n%%EOF",
		"%PDF-2.0\nx\n%%EOF":             "%PDF-1.7\nx\n%%EOF",
		"":                               "",
	} {
		if got := string(trimmed([]byte(in))); got != want {
			t.Errorf("%q: %q", in, got)
		}
	}
}

func FuzzSniff(f *testing.F) {
	for _, s := range []string{"", "%PDF-1.4", "Dear Si\xe2n", "From: a\nReceived: b\n\n", "\xff\xfeD\x00", "\x00\x00\x00\x18ftypheic", "{\\rtf", "<html"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		if Sniff(b) != PlainText {
			return
		}
		pages, _ := ReadPlain(b)
		for _, p := range pages {
			written(t, p.Text)
		}
	})
}

// written fails where a text holds what it promises not to.
func written(t *testing.T, s string) {
	t.Helper()
	for _, r := range s {
		if r != '\n' && r != '\t' && !unicode.IsGraphic(r) {
			t.Fatalf("%U in %q", r, s)
		}
	}
}

func FuzzLayout(f *testing.F) {
	f.Add("A copy\u0002of", []byte{0, 0, 1, 2, 3, 4, 5, 6, 7, 8})
	f.Add("mee琀椀ng-\u0002 \u202e", []byte{255, 255, 0, 128, 63, 1})
	f.Add("one two", []byte{})
	f.Fuzz(func(t *testing.T, s string, where []byte) {
		var marks []mark
		at := func(i int) float64 {
			if len(where) < 4 {
				return float64(i)
			}
			i = i * 3 % (len(where) - 3)
			return finite(float64(math.Float32frombits(binary.LittleEndian.Uint32(where[i:]))))
		}
		for i, r := range []rune(s) {
			bits := 0
			if len(where) > 0 {
				bits = int(where[i%len(where)])
			}
			marks = append(marks, mark{text: string(r), from: at(i), to: at(i + 1), base: at(i + 2), height: math.Abs(at(i + 3)),
				turn: at(i + 4), space: bits&1 != 0, newline: bits&2 != 0})
		}
		text, boxes := layout(marks)
		if n := len(strings.Fields(text)); n != len(boxes) {
			t.Fatalf("%d boxes for %d words of %q", len(boxes), n, text)
		}
		written(t, text)
	})
}

func FuzzReadTable(f *testing.F) {
	f.Add("beginbfchar <01> <0041> endbfchar")
	f.Add("beginbfrange <10> <12> <0061> <20> <21> [<0078> <0079>] endbfrange")
	f.Fuzz(func(t *testing.T, s string) {
		if n := len(readTable(s)); n > maxCodes {
			t.Fatalf("%d codes", n)
		}
	})
}

func TestGood(t *testing.T) {
	for s, want := range map[string]bool{
		"": true,
		"Dear Mrs Ferraby, we will tell you what we decide by 5 May 2026. Please write to us.":                                   true,
		"Contents ................................................................ 1\nSection A ..................... 2":         true,
		"DearMrsFerrabywewilltellyouwhatwedecidebyMay PleasewritetousifwehavegotAnythingWrongYoursSincerely":                     false,
		"\u4e00\u4e8c\u4e09 Dear Mrs Ferraby we \u4e00\u4e8c will tell you what \u4e8c\u4e8c we decide \u4e00\u4e00\u4e00\u4e00": false,
		"Уважаемая госпожа, мы сообщим вам о нашем решении до пятого мая две тысячи двадцать шестого":                            true,
		strings.Repeat("| ) ( / , . ; ' ~ ", 9) + "a b":                                                                          false,
	} {
		if got := Good(s); got != want {
			t.Errorf("%q: %v", s, got)
		}
	}
}
