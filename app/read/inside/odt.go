package inside

import (
	"errors"
	"strconv"
	"strings"
)

// ReadODT reads an OpenDocument text: what stands in the headers of its pages, its
// text with tables row by row, and what stands in the footers. Words that were
// deleted with changes tracked are left out.
func ReadODT(b []byte) ([]Page, error) {
	p, err := openParcel(b)
	if err != nil {
		return nil, err
	}
	styles, err := p.part("styles.xml")
	if errors.Is(err, ErrLimit) {
		return nil, err
	}
	content, err := p.part("content.xml")
	if content == nil || errors.Is(err, ErrLimit) {
		return nil, errors.Join(ErrNotReadable, err)
	}
	o := &odt{flow: newFlow(), styles: map[string]paragraphStyle{}, breaks: map[string]bool{}}
	o.read(styles, "header")
	o.apart()
	err = errors.Join(err, o.read(content, ""))
	o.end(0)
	o.apart()
	o.read(styles, "footer")
	pages, limit := o.finish()
	return pages, errors.Join(limit, err)
}

// odt is an OpenDocument text being read.
type odt struct {
	*flow
	styles map[string]paragraphStyle
	breaks map[string]bool // styles that begin a page
	now    string          // the style being read
	last   int             // the gap below the paragraph before
	only   string          // the one part of the styles to read
	in     bool            // in it
	seen   map[string]bool
}

func (o *odt) read(b []byte, only string) error {
	o.only, o.in, o.seen = only, only == "", map[string]bool{}
	err := walk(b, walker{start: o.startOf, end: o.endOf, text: func(e *element, s string) {
		if o.in && (e.within("p") || e.within("h") || e.Name.Local == "p" || e.Name.Local == "h") {
			o.write(strings.ReplaceAll(strings.ReplaceAll(s, "\n", " "), "\t", " "))
		}
	}})
	if o.err != nil {
		return o.err
	}
	return err
}

func (o *odt) startOf(e *element) bool {
	if o.err != nil {
		return false
	}
	switch e.Name.Local {
	case "tracked-changes", "annotation", "covered-table-cell", "change", "desc", "title":
		return false
	case "style":
		o.now = e.attr("name")
		o.styles[o.now] = paragraphStyle{name: o.now, basis: e.attr("parent-style-name"), before: -1, after: -1}
	case "paragraph-properties":
		s := o.styles[o.now]
		for _, a := range e.Attr {
			switch a.Name.Local {
			case "margin-top":
				s.before = twips(a.Value)
			case "margin-bottom":
				s.after = twips(a.Value)
			case "break-before":
				o.breaks[o.now] = a.Value == "page"
			}
		}
		o.styles[o.now] = s
	case "header", "footer", "header-first", "footer-first":
		if o.only != "" && strings.HasPrefix(e.Name.Local, o.only) {
			o.in = true
			o.push()
		}
	}
	if !o.in {
		return true
	}
	switch e.Name.Local {
	case "p", "h":
		name := e.attr("style-name")
		before, after := o.gaps(name)
		if o.last+before >= apartTwips {
			o.apart()
		}
		o.last = after
		if o.breaks[name] {
			o.breakPage()
		}
	case "line-break":
		o.write("\n")
	case "tab":
		o.write("\t")
	case "s":
		o.write(" ")
	case "soft-page-break":
		o.breakPage()
	case "table-cell", "text-box", "note-body":
		o.push()
	}
	return true
}

func (o *odt) endOf(e *element) {
	if !o.in {
		return
	}
	switch e.Name.Local {
	case "p", "h":
		if !o.end(1) {
			o.apart()
		}
	case "table-cell":
		o.endCell()
	case "table-row":
		o.endRow()
	case "text-box", "note-body":
		o.endFrame()
	case "header", "footer", "header-first", "footer-first":
		if o.only != "" && strings.HasPrefix(e.Name.Local, o.only) {
			o.in = false
			if s := o.pop(); s != "" && !o.seen[s] {
				o.seen[s] = true
				o.apart()
				o.top().add(s, 2)
			}
		}
	}
}

// gaps gives how far a paragraph stands from the one above and the one below.
func (o *odt) gaps(name string) (before, after int) {
	s := paragraphStyle{before: -1, after: -1}
	for range maxStyles {
		below, ok := o.styles[name]
		if !ok {
			break
		}
		s = s.over(below)
		name = below.basis
	}
	return max(0, s.before), max(0, s.after)
}

// twips reads a length such as 0.25cm in twentieths of a point; -1 is none.
func twips(s string) int {
	for unit, size := range map[string]float64{"cm": 1440 / 2.54, "mm": 144 / 2.54, "in": 1440, "pt": 20, "pc": 240} {
		if n, ok := strings.CutSuffix(s, unit); ok {
			if v, err := strconv.ParseFloat(n, 64); err == nil {
				return int(finite(v) * size)
			}
		}
	}
	return -1
}
