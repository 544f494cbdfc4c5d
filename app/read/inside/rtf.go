package inside

import (
	"strconv"

	"golang.org/x/text/encoding/charmap"
)

// maxGroups is how many groups of RTF may be open: Word opens some twenty.
const maxGroups = 500

// rtfSkipped are the groups that hold no words of the letter.
var rtfSkipped = map[string]bool{"fonttbl": true, "colortbl": true, "stylesheet": true, "info": true, "pict": true,
	"nonshppict": true, "fldinst": true, "sp": true, "listtable": true, "listoverridetable": true, "rsidtbl": true,
	"generator": true, "themedata": true, "datastore": true, "latentstyles": true, "xmlnstbl": true, "objdata": true,
	"private": true, "filetbl": true, "revtbl": true, "bkmkstart": true, "bkmkend": true,
	"annotation": true, "atnid": true, "atnauthor": true, "atrfstart": true, "atrfend": true, "tc": true, "xe": true,
	"pgdsctbl": true, "mmathPr": true, "userprops": true, "template": true, "fchars": true, "lchars": true}

// rtfShown are the groups that old readers may skip and that hold words all the same.
var rtfShown = map[string]bool{"shpinst": true, "shptxt": true, "ud": true, "flymaincnt": true}

// rtfMarks are the words that stand for a letter or a gap.
var rtfMarks = map[string]string{"line": "\n", "tab": "\t", "emdash": "—", "endash": "–",
	"lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "bullet": "•", "emspace": " ", "enspace": " ",
	"qmspace": " "}

// rtfFrames are groups that stand beside the text they hang on.
var rtfFrames = map[string]bool{"header": true, "headerf": true, "headerl": true, "headerr": true, "footer": true,
	"footerf": true, "footerl": true, "footerr": true, "footnote": true, "shptxt": true}

// rtfCodePages are the alphabets \ansicpg and \fcharset name.
var (
	rtfCodePages = map[int]*charmap.Charmap{1250: charmap.Windows1250, 1251: charmap.Windows1251,
		1253: charmap.Windows1253, 1254: charmap.Windows1254, 1255: charmap.Windows1255, 1256: charmap.Windows1256,
		1257: charmap.Windows1257, 1258: charmap.Windows1258, 437: charmap.CodePage437, 850: charmap.CodePage850, 10000: charmap.Macintosh}
	rtfFontSets = map[int]int{161: 1253, 162: 1254, 163: 1258, 177: 1255, 178: 1256, 186: 1257, 204: 1251, 238: 1250, 77: 10000}
)

// rtfGroup is what a group of RTF keeps to itself.
type rtfGroup struct {
	skip, hidden, frame bool
	fonts               bool // in the table of fonts
	upr                 bool // what follows is said again in \ud
	inRow               bool // a row was open where this frame began
	unicode             int  // letters that follow \u for old readers
	page                *charmap.Charmap
}

// rtf is a file being read.
type rtf struct {
	*flow
	group  rtfGroup
	groups []rtfGroup
	star   bool // the next word begins a group that may be skipped
	first  bool // no word has come in this group yet
	pass   int  // letters still to be passed over
	high   rune // the first half of a letter in two
	font   int
	pages  map[int]*charmap.Charmap // alphabets of the fonts
	base   *charmap.Charmap
	row    bool // a row of a table is being written
	pieces []byte
	// The gaps of the paragraph, and the one below the paragraph before it.
	before, after, last int
}

// ReadRTF reads a rich text file. Words that were deleted with changes tracked, or
// hidden, are left out.
func ReadRTF(b []byte) ([]Page, error) {
	r := &rtf{flow: newFlow(), pages: map[int]*charmap.Charmap{}, base: charmap.Windows1252}
	r.group = rtfGroup{unicode: 1, page: r.base}
	for len(b) > 0 && r.err == nil {
		b = r.next(b)
	}
	for len(r.groups) > 0 { // groups that were never closed
		r.close()
	}
	r.flush()
	r.endTableRow()
	return r.finish()
}

// next reads one group's end, word or letter, and gives what comes after.
func (r *rtf) next(b []byte) []byte {
	c := b[0]
	switch {
	case c == '{':
		if len(r.groups) >= maxGroups {
			r.err = ErrLimit
			return nil
		}
		r.groups = append(r.groups, r.group)
		r.group.frame = false
		r.first, r.star, r.pass = true, false, 0
	case c == '}':
		r.close()
		r.first, r.pass = false, 0
	case c == '\\':
		return r.control(b[1:])
	case c == '\n' || c == '\r' || c == 0:
	default:
		r.first = false
		r.letter(c)
	}
	return b[1:]
}

func (r *rtf) close() {
	n := len(r.groups)
	if n == 0 {
		return
	}
	if r.group.frame {
		r.flush()
		r.endTableRow()
		r.endFrame()
		r.row = r.group.inRow
	}
	r.group, r.groups = r.groups[n-1], r.groups[:n-1]
}

// letter takes a byte of text in the font's alphabet.
func (r *rtf) letter(c byte) {
	if r.pass > 0 {
		r.pass--
		return
	}
	if r.group.skip || r.group.hidden || r.group.upr {
		return
	}
	if c < 0x80 {
		r.say(string(rune(c)))
		return
	}
	r.say(string(r.group.page.DecodeByte(c)))
}

func (r *rtf) say(s string) {
	if r.group.skip || r.group.hidden || r.group.upr {
		return
	}
	if r.pieces = append(r.pieces, s...); len(r.pieces) > 4096 {
		r.flush()
	}
}

func (r *rtf) flush() {
	r.write(string(r.pieces))
	r.pieces = r.pieces[:0]
}

// control reads what follows a backslash.
func (r *rtf) control(b []byte) []byte {
	if len(b) == 0 {
		return nil
	}
	first := r.first
	if c := b[0]; c < 'A' || c > 'z' || c > 'Z' && c < 'a' {
		r.symbol(b)
		if c == '\'' {
			return b[min(3, len(b)):]
		}
		return b[1:]
	}
	n := 0
	for n < len(b) && n < 32 && (b[n] >= 'a' && b[n] <= 'z' || b[n] >= 'A' && b[n] <= 'Z') {
		n++
	}
	word, rest := string(b[:n]), b[n:]
	n = 0
	if n < len(rest) && rest[n] == '-' {
		n++
	}
	for n < len(rest) && n < 12 && rest[n] >= '0' && rest[n] <= '9' {
		n++
	}
	number, err := strconv.Atoi(string(rest[:n]))
	given := err == nil
	if rest = rest[n:]; len(rest) > 0 && rest[0] == ' ' {
		rest = rest[1:]
	}
	if word == "bin" { // bytes that are no RTF
		return rest[max(0, min(number, len(rest))):]
	}
	r.first = false
	if first && r.begin(word) {
		return rest
	}
	r.star = false
	if word != "u" && r.pass > 0 {
		r.pass--
		return rest
	}
	r.word(word, number, given)
	return rest
}

// begin handles the word that names a group, and reports whether it did.
func (r *rtf) begin(word string) bool {
	star := r.star
	r.star = false
	if rtfSkipped[word] || star && !rtfShown[word] {
		r.group.skip = true
		r.group.fonts = word == "fonttbl"
		return true
	}
	switch {
	case word == "upr":
		r.group.upr = true
	case word == "ud":
		r.group.upr = false
	case rtfFrames[word]:
		if !r.group.skip {
			r.flush()
			r.push()
			r.group.frame, r.group.inRow, r.row = true, r.row, false
		}
	default:
		return false
	}
	return true
}

// symbol reads a backslash with a mark.
func (r *rtf) symbol(b []byte) {
	switch b[0] {
	case '*':
		r.star = true
		return // the word that names the group follows
	case '\'':
		if len(b) >= 3 {
			if v, err := strconv.ParseUint(string(b[1:3]), 16, 8); err == nil {
				r.letter(byte(v))
			}
		}
	case '\\', '{', '}':
		r.letter(b[0])
	case '~':
		r.say("\u00a0")
	case '_':
		r.say("-")
	case '\n', '\r':
		r.word("par", 0, false)
	}
	r.first = false
}

// word does what a word says.
func (r *rtf) word(word string, number int, given bool) {
	on := !given || number != 0
	switch word {
	case "u":
		r.rune(number)
		r.pass = r.group.unicode
	case "uc":
		r.group.unicode = max(0, min(number, 8))
	case "ansicpg":
		if c := rtfCodePages[number]; c != nil {
			r.base, r.group.page = c, c
		}
	case "plain":
		r.group.hidden = false
	case "v", "deleted":
		r.group.hidden = on
	case "f":
		if r.font = number; r.group.fonts {
			return
		}
		if r.group.page = r.pages[number]; r.group.page == nil {
			r.group.page = r.base
		}
	case "fcharset":
		if c := rtfCodePages[rtfFontSets[number]]; r.group.fonts && c != nil && len(r.pages) < 1000 {
			r.pages[r.font] = c
		}
	}
	if r.group.skip || r.group.hidden {
		return
	}
	switch word {
	case "par", "sect":
		r.flush()
		if r.last+r.before >= apartTwips {
			r.apart()
		}
		if !r.end(1) {
			r.apart() // an empty paragraph is an empty line
		}
		r.last = r.after
	case "pard":
		r.before, r.after = 0, 0
	case "sb":
		r.before = min(max(0, number), 1000)
	case "sa":
		r.after = min(max(0, number), 1000)
	case "page":
		r.flush()
		r.breakPage()
	case "trowd":
		r.flush()
		if !r.row {
			r.row = true
			r.end(1)
			r.push()
		}
	case "cell", "nestcell":
		r.flush()
		if r.row {
			r.endCell()
			r.push()
		} else {
			r.write("\t")
		}
	case "row", "nestrow":
		r.flush()
		r.endTableRow()
	default:
		if s := rtfMarks[word]; s != "" {
			r.say(s)
		}
	}
}

// endTableRow ends the row that is open, if one is.
func (r *rtf) endTableRow() {
	if r.row {
		r.row = false
		r.endCell()
		r.endRow()
	}
}

// rune takes a letter of UTF-16, written as a number with a sign.
func (r *rtf) rune(number int) {
	c := rune(uint16(number))
	switch {
	case c >= 0xd800 && c < 0xdc00:
		r.high = c
		return
	case c >= 0xdc00 && c < 0xe000 && r.high != 0:
		c = (r.high-0xd800)<<10 + (c - 0xdc00) + 0x10000
	case c >= 0xf020 && c <= 0xf0ff: // a letter of a symbol font
		c = '•'
	}
	r.high = 0
	r.say(string(c))
}
