package inside

import (
	"bytes"
	"encoding/hex"
	"errors"
	"io"
	"math"
	"strings"
	"unicode/utf16"

	"github.com/ledongthuc/pdf"
)

const (
	maxOperators = 2_000_000 // of one page
	maxSaved     = 512       // saved states; real files stay under 30
	maxForms     = 8         // forms drawn inside forms
	maxCodes     = 100_000   // of one font
	maxTable     = 2 << 20   // bytes of a font's table of letters
)

var errLimit = errors.New("inside: too much on one page")

// Second reads the words of a PDF with another engine, written by other people,
// so that a date can be believed where both say the same. Each page's words go to
// found as they are read; a page that cannot be read is left out.
//
// The engine can hang and can end the process, so it runs in a child of its own.
func Second(b []byte, password string, pages int, found func(n int, text string) error) error {
	b = trimmed(b)
	asked := false
	r, err := pdf.NewReaderEncrypted(bytes.NewReader(b), int64(len(b)), func() string {
		if asked {
			return ""
		}
		asked = true
		return password
	})
	if err != nil {
		return errors.Join(ErrNotReadable, err)
	}
	for n := range pages {
		text, more := secondPage(r, n)
		if !more {
			return nil
		}
		if text == "" {
			continue
		}
		if err := found(n, text); err != nil {
			return err
		}
	}
	return nil
}

// trimmed gives the file as this engine insists on it: the header first, a
// version it knows, and nothing behind the end.
func trimmed(b []byte) []byte {
	const header = "%PDF-1.7\n"
	if i := bytes.Index(b[:min(len(b), 1024)], []byte("%PDF-")); i > 0 {
		b = b[i:]
	}
	if i := bytes.LastIndex(b, []byte("%%EOF")); i > 0 {
		b = b[:i+len("%%EOF")]
	}
	if len(b) > len(header) && !bytes.HasPrefix(b, []byte("%PDF-1.")) {
		b = append([]byte(header), b[len(header):]...)
	}
	return b
}

func secondPage(r *pdf.Reader, n int) (text string, more bool) {
	var d *drawing
	defer func() {
		// What was read before the engine stumbled still counts.
		if recover() != nil && d != nil {
			text, more = d.text(), true
		}
	}()
	page := r.Page(n + 1)
	if page.V.IsNull() {
		return "", false
	}
	d = &drawing{}
	more = true
	d.run(page.V.Key("Contents"), page.Resources(), identity, 0)
	return d.text(), true
}

// matrix is a PDF matrix [a b c d e f].
type matrix [6]float64

var identity = matrix{1, 0, 0, 1, 0, 0}

func (m matrix) mul(n matrix) matrix {
	return matrix{
		m[0]*n[0] + m[1]*n[2], m[0]*n[1] + m[1]*n[3],
		m[2]*n[0] + m[3]*n[2], m[2]*n[1] + m[3]*n[3],
		m[4]*n[0] + m[5]*n[2] + n[4], m[4]*n[1] + m[5]*n[3] + n[5],
	}
}

// drawing follows the operators of a page as far as they place letters.
type drawing struct {
	marks     []mark
	space     bool
	operators int
}

func (d *drawing) text() string {
	text, _ := layout(d.marks)
	return text
}

// state is what q keeps and Q brings back.
type state struct {
	ctm                             matrix
	font                            *font
	size, charGap, wordGap, stretch float64
	leading, rise                   float64
}

func (d *drawing) run(content, resources pdf.Value, ctm matrix, depth int) {
	if k := content.Kind(); k != pdf.Stream && k != pdf.Array {
		return
	}
	s := state{ctm: ctm, stretch: 1}
	var saved []state
	fonts := map[string]*font{}
	textM, lineM := identity, identity
	nextLine := func(x, y float64) {
		lineM = matrix{1, 0, 0, 1, x, y}.mul(lineM)
		textM = lineM
	}
	pdf.Interpret(content, func(stk *pdf.Stack, op string) {
		if d.operators++; d.operators > maxOperators || len(d.marks) > maxMarks {
			panic(errLimit)
		}
		args := make([]pdf.Value, stk.Len())
		for i := len(args) - 1; i >= 0; i-- {
			args[i] = stk.Pop()
		}
		num := func(i int) float64 {
			if i >= len(args) {
				return 0
			}
			return finite(args[i].Float64())
		}
		raw := func(i int) string {
			if i >= len(args) || args[i].Kind() != pdf.String {
				return ""
			}
			return args[i].RawString()
		}
		show := func(t string) { textM = d.show(t, s, textM) }
		switch op {
		case "q":
			if len(saved) < maxSaved {
				saved = append(saved, s)
			}
		case "Q":
			if n := len(saved); n > 0 {
				s, saved = saved[n-1], saved[:n-1]
			}
		case "cm":
			s.ctm = matrix{num(0), num(1), num(2), num(3), num(4), num(5)}.mul(s.ctm)
		case "Do":
			if len(args) != 1 || depth >= maxForms {
				return
			}
			x := resources.Key("XObject").Key(args[0].Name())
			if x.Key("Subtype").Name() != "Form" {
				return
			}
			inner, in := s.ctm, resources
			if m := x.Key("Matrix"); m.Len() == 6 {
				var f matrix
				for i := range f {
					f[i] = finite(m.Index(i).Float64())
				}
				inner = f.mul(inner)
			}
			if r := x.Key("Resources"); r.Kind() == pdf.Dict {
				in = r
			}
			d.run(x, in, inner, depth+1)
		case "BT":
			textM, lineM = identity, identity
		case "Tf":
			if len(args) == 2 {
				name := args[0].Name()
				if fonts[name] == nil {
					fonts[name] = newFont(resources.Key("Font").Key(name))
				}
				s.font, s.size = fonts[name], num(1)
			}
		case "Tc":
			s.charGap = num(0)
		case "Tw":
			s.wordGap = num(0)
		case "Tz":
			s.stretch = num(0) / 100
		case "TL":
			s.leading = num(0)
		case "Ts":
			s.rise = num(0)
		case "Tm":
			lineM = matrix{num(0), num(1), num(2), num(3), num(4), num(5)}
			textM = lineM
		case "TD":
			s.leading = -num(1)
			nextLine(num(0), num(1))
		case "Td":
			nextLine(num(0), num(1))
		case "T*":
			nextLine(0, -s.leading)
		case "Tj":
			show(raw(0))
		case "'":
			nextLine(0, -s.leading)
			show(raw(0))
		case "\"":
			s.wordGap, s.charGap = num(0), num(1)
			nextLine(0, -s.leading)
			show(raw(2))
		case "TJ":
			if len(args) != 1 {
				return
			}
			for i := range args[0].Len() {
				switch v := args[0].Index(i); v.Kind() {
				case pdf.String:
					show(v.RawString())
				default:
					textM = matrix{1, 0, 0, 1, -finite(v.Float64()) / 1000 * s.size * s.stretch, 0}.mul(textM)
				}
			}
		}
	})
}

// show places the letters of one string and gives the matrix behind the last.
func (d *drawing) show(raw string, s state, textM matrix) matrix {
	if s.font == nil {
		return textM
	}
	for len(raw) > 0 {
		n := min(s.font.bytes, len(raw))
		code := 0
		for _, c := range []byte(raw[:n]) {
			code = code<<8 | int(c)
		}
		raw = raw[n:]
		m := matrix{s.size * s.stretch, 0, 0, s.size, 0, s.rise}.mul(textM).mul(s.ctm)
		width := s.font.width(code)
		step := width*s.size + s.charGap
		if n == 1 && code == ' ' {
			step += s.wordGap
		}
		textM = matrix{1, 0, 0, 1, step * s.stretch, 0}.mul(textM)
		text := s.font.text(code)
		if text == " " || text == "\u00a0" || text == "" {
			d.space = d.space || text != ""
			continue
		}
		turn := math.Atan2(m[1], m[0])
		sin, cos := math.Sincos(turn)
		from := m[4]*cos + m[5]*sin
		d.marks = append(d.marks, mark{
			text: text,
			from: finite(from), to: finite(from + width*math.Hypot(m[0], m[1])),
			base: finite(m[4]*sin - m[5]*cos), height: finite(math.Hypot(m[2], m[3])),
			turn: turn, space: d.space,
		})
		d.space = false
	}
	return textM
}

// font is what is needed of a font: how many bytes a letter takes, which letter
// it is, and how wide.
type font struct {
	bytes   int
	toText  map[int]string
	encoder pdf.TextEncoding
	widths  map[int]float64
	usual   float64
}

func newFont(v pdf.Value) *font {
	f := &font{bytes: 1, usual: 500, toText: toUnicode(v.Key("ToUnicode")), widths: map[int]float64{}}
	if v.Key("Subtype").Name() == "Type0" {
		f.bytes, f.usual = 2, 1000
		in := v.Key("DescendantFonts").Index(0)
		if dw := in.Key("DW"); dw.Kind() == pdf.Integer || dw.Kind() == pdf.Real {
			f.usual = dw.Float64()
		}
		f.readW(in.Key("W"))
		return f
	}
	f.encoder = (&pdf.Font{V: v}).Encoder()
	first, widths := int(v.Key("FirstChar").Int64()), v.Key("Widths")
	for i := range min(widths.Len(), 256) {
		f.widths[first+i] = widths.Index(i).Float64()
	}
	if m := v.Key("FontDescriptor").Key("MissingWidth"); m.Kind() == pdf.Integer {
		f.usual = m.Float64()
	}
	return f
}

// readW reads the widths of a composite font: "first [w w w]" and "first last w".
func (f *font) readW(w pdf.Value) {
	for i := 0; i+1 < w.Len() && len(f.widths) < maxCodes; {
		first := int(w.Index(i).Int64())
		if list := w.Index(i + 1); list.Kind() == pdf.Array {
			for j := range min(list.Len(), maxCodes) {
				f.widths[first+j] = list.Index(j).Float64()
			}
			i += 2
			continue
		}
		last, width := int(w.Index(i+1).Int64()), w.Index(i+2).Float64()
		for c := first; c <= min(last, first+0xffff) && len(f.widths) < maxCodes; c++ {
			f.widths[c] = width
		}
		i += 3
	}
}

func (f *font) width(code int) float64 {
	if w, ok := f.widths[code]; ok {
		return finite(w) / 1000
	}
	return finite(f.usual) / 1000
}

func (f *font) text(code int) string {
	if t, ok := f.toText[code]; ok {
		return t
	}
	if f.encoder == nil {
		return ""
	}
	return f.encoder.Decode(string([]byte{byte(code)}))
}

// toUnicode reads a font's table from codes to letters.
func toUnicode(v pdf.Value) (table map[int]string) {
	if v.Kind() != pdf.Stream {
		return nil
	}
	defer func() { recover() }() // a font without its table still has its encoding
	b, err := io.ReadAll(io.LimitReader(v.Reader(), maxTable))
	if err != nil && len(b) == 0 {
		return nil
	}
	return readTable(string(b))
}

// readTable reads the two kinds of row a table from codes to letters has:
// <code> <letters>, and <first> <last> with <letters> or [<letters> ...].
func readTable(s string) map[int]string {
	table := map[int]string{}
	var row []string // the codes and letters since the last keyword
	put := func(code int, letters string) {
		if len(table) < maxCodes {
			table[code] = letters
		}
	}
	ranges := func(row []string) {
		for i := 0; i+2 < len(row); i += 3 {
			first, last := codeOf(row[i]), codeOf(row[i+1])
			for c := first; c <= min(last, first+0xffff) && len(table) < maxCodes; c++ {
				put(c, utf16Text(row[i+2], c-first))
			}
		}
	}
	list := false
	for len(s) > 0 && len(table) < maxCodes && len(row) < maxCodes {
		switch {
		case s[0] == '<' && len(s) > 1 && s[1] != '<':
			body, rest, ok := strings.Cut(s[1:], ">")
			if !ok {
				return table
			}
			raw, _ := hex.DecodeString(strings.Join(strings.Fields(body), ""))
			row, s = append(row, string(raw)), rest
			if n := len(row); list && n > 3 {
				put(codeOf(row[0])+n-4, utf16Text(row[n-1], 0))
			}
			continue
		case s[0] == '[':
			// Of what came before, the last two are the codes the list is for.
			n := max(0, len(row)-2)
			ranges(row[:n])
			list, row = true, append(row[n:], "")
		case s[0] == ']':
			list, row = false, row[:0]
		case strings.HasPrefix(s, "begin"):
			row = row[:0]
		case strings.HasPrefix(s, "endbfchar"):
			for i := 0; i+1 < len(row); i += 2 {
				put(codeOf(row[i]), utf16Text(row[i+1], 0))
			}
			row = row[:0]
		case strings.HasPrefix(s, "endbfrange"):
			ranges(row)
			row = row[:0]
		}
		s = s[1:]
	}
	return table
}

func codeOf(raw string) int {
	code := 0
	for _, c := range []byte(raw) {
		code = (code<<8 | int(c)) & 0xffffff
	}
	return code
}

// utf16Text reads big-endian UTF-16, with its last unit moved on by more.
func utf16Text(raw string, more int) string {
	var units []uint16
	for i := 0; i+1 < min(len(raw), 32); i += 2 {
		units = append(units, uint16(raw[i])<<8|uint16(raw[i+1]))
	}
	if len(units) == 0 {
		return ""
	}
	units[len(units)-1] += uint16(more)
	return string(utf16.Decode(units))
}
