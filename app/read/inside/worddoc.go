package inside

import (
	"encoding/binary"
	"strings"

	"golang.org/x/text/encoding/charmap"
)

// ReadDOC reads a file of Word 97 to 2003. Its text lies in pieces, in one of two
// alphabets, and a table says in which order.
func ReadDOC(b []byte) ([]Page, error) {
	streams, err := compound(b)
	if err != nil {
		return nil, err
	}
	main := streams["WordDocument"]
	if len(main) < 0x1aa || binary.LittleEndian.Uint16(main) != 0xa5ec {
		return nil, ErrFormat
	}
	flags := binary.LittleEndian.Uint16(main[0x0a:])
	if binary.LittleEndian.Uint16(main[2:]) < 0xc1 { // older than Word 97
		return nil, ErrFormat
	}
	if flags&0x100 != 0 {
		return nil, ErrLocked
	}
	table := streams["0Table"]
	if flags&0x200 != 0 {
		table = streams["1Table"]
	}
	at, n := int64(binary.LittleEndian.Uint32(main[0x1a2:])), int64(binary.LittleEndian.Uint32(main[0x1a6:]))
	if at+n > int64(len(table)) {
		return nil, ErrNotReadable
	}
	text := pieces(main, table[at:at+n])
	// The main text, footnotes, headers and the rest follow one another.
	size := func(i int) int { return int(int32(binary.LittleEndian.Uint32(main[0x4c+4*i:]))) }
	f := newFlow()
	from := 0
	for i := range 8 { // text, footnotes, headers, macros, annotations, endnotes, boxes, boxes in headers
		to := from + max(0, size(i))
		if to > len(text) || size(i) < 0 {
			to = len(text)
		}
		if i != 3 && i != 4 && from < to {
			f.endRow()
			f.end(1)
			f.apart()
			readDOC(f, text[from:to])
		}
		from = min(to, len(text))
	}
	return f.finish()
}

// longParagraph is how many bytes a paragraph has that runs over a line's end.
const longParagraph = 80

// pieces puts the pieces of the text together.
func pieces(main, clx []byte) []rune {
	for len(clx) >= 3 && clx[0] == 1 { // what was set by hand comes first
		n := 3 + int(binary.LittleEndian.Uint16(clx[1:]))
		clx = clx[min(n, len(clx)):]
	}
	if len(clx) < 5 || clx[0] != 2 {
		return nil
	}
	clx = clx[5:]
	count := (len(clx) - 4) / 12
	var text []rune
	for i := range count {
		from, to := binary.LittleEndian.Uint32(clx[4*i:]), binary.LittleEndian.Uint32(clx[4*i+4:])
		where := binary.LittleEndian.Uint32(clx[4*(count+1)+8*i+2:])
		if to <= from || len(text) > maxFlow {
			continue
		}
		n, at := int64(to-from), int64(where&0x3fffffff)
		if where&0x40000000 != 0 {
			at /= 2
			for _, c := range main[min(at, int64(len(main))):min(at+n, int64(len(main)))] {
				text = append(text, charmap.Windows1252.DecodeByte(c))
			}
			continue
		}
		text = append(text, []rune(fromUTF16(main[min(at, int64(len(main))):min(at+2*n, int64(len(main)))], binary.LittleEndian))...)
	}
	return text
}

// readDOC writes the text with its marks: ends of paragraphs, cells and pages, and
// fields, of which what is shown is read and what makes it is not.
func readDOC(f *flow, text []rune) {
	var fields []bool // open fields: whether the result has come yet
	hidden := 0       // those whose result has not
	var out strings.Builder
	cells := false // in a row of a table
	after := rune(0)
	flush := func() {
		f.write(out.String())
		out.Reset()
	}
	for i, r := range text {
		switch r {
		case 0x13:
			if len(fields) < maxNested {
				fields = append(fields, false)
				hidden++
			}
		case 0x14:
			if n := len(fields); n > 0 && !fields[n-1] {
				fields[n-1] = true
				hidden--
			}
		case 0x15:
			if n := len(fields); n > 0 {
				if !fields[n-1] {
					hidden--
				}
				fields = fields[:n-1]
			}
		}
		if hidden > 0 || f.err != nil {
			continue
		}
		switch r {
		case '\r', '\n', 0x0c:
			flush()
			// The gaps between paragraphs lie elsewhere; a long one stands alone.
			long := f.top().open.Len() > longParagraph
			if long {
				f.apart()
			}
			if !f.end(1) || long {
				f.apart()
			}
			if r == 0x0c && !cells {
				f.breakPage()
			}
		case 0x0b:
			out.WriteByte('\n')
		case 0x07:
			flush()
			if after == 0x07 { // an empty cell ends its row
				if cells {
					f.pop()
					f.endRow()
				}
				cells = false
				break
			}
			if !cells {
				// The row began with what is written in the open paragraph.
				cells = true
				s := tidy(f.top().open.String())
				f.top().open.Reset()
				if s != "" {
					f.top().row = append(f.top().row, s)
				}
			} else {
				f.endCell()
			}
			f.push()
		case 0x1e:
			out.WriteByte('-')
		case 0x1f, 0x01, 0x08, 0x13, 0x14, 0x15, 0x02, 0x05:
		case '\t':
			out.WriteByte('\t')
		default:
			out.WriteRune(r)
		}
		if after = r; i == len(text)-1 {
			flush()
		}
	}
	if cells {
		f.pop()
		f.endRow()
	}
	f.end(1)
}
