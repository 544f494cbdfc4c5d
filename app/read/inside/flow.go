package inside

import (
	"strings"
	"unicode/utf8"
)

const (
	// maxFlow is how many bytes of words a file without places may hold: far more
	// than any plan, and little enough to keep.
	maxFlow = 8 << 20
	// maxNested is how many cells, frames and messages may stand inside each other.
	maxNested = 100
	// fullPage is how many bytes a page holds before the next one begins, in a file
	// that does not say where its pages end.
	fullPage = 24 << 10
)

// flow gathers the words of a file that has paragraphs and tables and no places.
// A table is read row by row, and a row cell by cell, with a tab between cells
// that are one line each.
type flow struct {
	pages []Page
	stack []*block
	size  int
	// turn is set when a page ends inside a paragraph: it ends after it, so that no
	// sentence is cut in two.
	turn bool
	err  error
}

// block is what is written one below the other: a page, a cell or a frame.
type block struct {
	done strings.Builder
	open strings.Builder // the paragraph being written
	gap  int             // line feeds before the next paragraph
	row  []string        // the cells of the row being written
}

func newFlow() *flow { return &flow{stack: []*block{{}}} }

func (f *flow) top() *block { return f.stack[len(f.stack)-1] }

// write adds to the paragraph. A line feed ends a line, a tab stands between cells,
// and other white space is all one.
func (f *flow) write(s string) {
	if f.size += len(s); f.size > maxFlow {
		f.err = ErrLimit
	}
	if f.err == nil {
		f.top().open.WriteString(s)
	}
}

// end ends the paragraph, if one is open, and says how many line feeds stand at
// least before the next. It reports whether there was anything in it.
func (f *flow) end(gap int) bool {
	b := f.top()
	said := b.add(tidy(b.open.String()), gap)
	b.open.Reset()
	if len(f.stack) == 1 && (f.turn || b.done.Len() > fullPage) {
		f.newPage()
	}
	return said
}

// add puts finished lines below what is there.
func (b *block) add(s string, gap int) bool {
	if s != "" {
		if b.done.Len() > 0 {
			b.done.WriteString(paragraph[:max(1, min(b.gap, 2))])
		}
		b.done.WriteString(s)
		b.gap = 0
	}
	b.gap = max(b.gap, gap)
	return s != ""
}

// apart asks for an empty line before the next paragraph.
func (f *flow) apart() { f.top().gap = 2 }

// breakPage ends the page, after the paragraph that is open.
func (f *flow) breakPage() {
	if len(f.stack) > 1 {
		return
	}
	if f.turn = true; tidy(f.top().open.String()) == "" {
		f.newPage()
	}
}

func (f *flow) newPage() {
	b := f.top()
	if b.done.Len() > 0 {
		f.pages = append(f.pages, Page{Text: b.done.String()})
		b.done.Reset()
	}
	b.gap, f.turn = 0, false
}

// push begins a block inside the one that is open: a cell, or a frame that stands
// beside the paragraph it hangs on.
func (f *flow) push() {
	if len(f.stack) > maxNested {
		f.err = ErrLimit
		return
	}
	f.stack = append(f.stack, &block{})
}

// pop ends the block that push began and gives its words.
func (f *flow) pop() string {
	if len(f.stack) == 1 {
		return ""
	}
	f.end(0)
	b := f.top()
	f.stack = f.stack[:len(f.stack)-1]
	return b.done.String()
}

// endFrame writes a frame before the paragraph it hangs on.
func (f *flow) endFrame() {
	if s := f.pop(); s != "" {
		b := f.top()
		b.gap = 2
		b.add(s, 2)
	}
}

// endCell ends a cell that push began.
func (f *flow) endCell() {
	if s := f.pop(); s != "" {
		f.top().row = append(f.top().row, s)
	}
}

// endRow writes the cells of a row: on one line where each is one line, else one
// below the other.
func (f *flow) endRow() {
	b := f.top()
	row := b.row
	b.row = nil
	if len(row) == 0 {
		return
	}
	f.end(1)
	oneLine := true
	for _, c := range row {
		oneLine = oneLine && !strings.Contains(c, "\n")
	}
	if oneLine {
		b.add(strings.Join(row, "\t"), 1)
	} else {
		b.gap = 2
		b.add(strings.Join(row, paragraph), 2)
	}
	f.end(0)
}

// finish gives the pages.
func (f *flow) finish() ([]Page, error) {
	for len(f.stack) > 1 {
		f.endFrame()
	}
	f.endRow()
	f.end(0)
	f.newPage()
	return f.pages, f.err
}

// tidy cleans each line as words of a page are cleaned, and keeps the line ends
// and the tabs between words.
func tidy(s string) string {
	var out strings.Builder
	for line := range strings.SplitSeq(s, "\n") {
		said := false
		for cell := range strings.SplitSeq(line, "\t") {
			cell = strings.Join(strings.Fields(clean(cell)), " ")
			switch {
			case cell == "":
				continue
			case said:
				out.WriteByte('\t')
			case out.Len() > 0:
				out.WriteByte('\n')
			}
			out.WriteString(cell)
			said = true
		}
	}
	return out.String()
}

// valid makes a text of bytes that should be UTF-8.
func valid(s string) string {
	if utf8.ValidString(s) {
		return s
	}
	return strings.ToValidUTF8(s, "\ufffd")
}
