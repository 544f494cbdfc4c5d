package inside

import (
	"errors"
	"sort"
	"strconv"
	"strings"
)

// apartTwips is how far paragraphs stand apart, in twentieths of a point, before
// there is an empty line between them.
const apartTwips = 60

// ReadDOCX reads a Word file: what stands in its headers, its text with tables row
// by row, and what stands in its footers and notes. Words that were deleted with
// changes tracked, or hidden, are left out.
func ReadDOCX(b []byte) ([]Page, error) {
	p, err := openParcel(b)
	if err != nil {
		return nil, err
	}
	parts, err := wordParts(p)
	if err != nil {
		return nil, err
	}
	d := &docx{flow: newFlow(), parcel: p}
	if len(parts["styles"]) > 0 {
		b, err := p.part(parts["styles"][0])
		if errors.Is(err, ErrLimit) {
			return nil, err
		}
		d.readStyles(b)
	}
	for _, kind := range []string{"header", "document", "footer", "footnotes", "endnotes"} {
		if kind == "document" && len(parts[kind]) == 0 {
			return nil, ErrNotReadable
		}
		seen := map[string]bool{}
		for _, name := range parts[kind] {
			err := d.readPart(kind, name, seen)
			if errors.Is(err, ErrLimit) || kind == "document" && err != nil {
				pages, _ := d.finish()
				return pages, err
			}
		}
	}
	return d.finish()
}

// readPart reads one part of the text. Headers that say the same are read once.
func (d *docx) readPart(kind, name string, seen map[string]bool) error {
	b, err := d.parcel.part(name)
	if err != nil && (b == nil || errors.Is(err, ErrLimit)) {
		return err
	}
	if kind == "document" {
		d.apart()
		return errors.Join(err, d.read(b))
	}
	d.push()
	err = errors.Join(err, d.read(b))
	if s := d.pop(); s != "" && !seen[s] {
		seen[s] = true
		d.apart()
		d.top().add(s, 2)
	}
	return err
}

// wordParts lists the parts of a Word file by what they are.
func wordParts(p parcel) (map[string][]string, error) {
	b, err := p.part("[Content_Types].xml")
	if err != nil {
		return nil, err
	}
	parts := map[string][]string{}
	err = walk(b, walker{start: func(e *element) bool {
		kind := e.attr("ContentType")
		if e.Name.Local != "Override" || !strings.Contains(kind, "word") {
			return true
		}
		kind = strings.TrimSuffix(kind[strings.LastIndexAny(kind, "./")+1:], "+xml")
		if kind == "main" {
			kind = "document"
		}
		parts[kind] = append(parts[kind], strings.TrimPrefix(e.attr("PartName"), "/"))
		return true
	}})
	if len(parts["document"]) == 0 && p.has("word/document.xml") {
		parts["document"] = []string{"word/document.xml"}
	}
	for _, names := range parts {
		sort.Strings(names)
	}
	return parts, err
}

// docx is a Word file being read.
type docx struct {
	*flow
	parcel parcel
	styles map[string]paragraphStyle
	usual  paragraphStyle // what holds where no style says otherwise

	style  paragraphStyle // of the paragraph being read
	last   paragraphStyle // of the one before
	began  bool           // its words have begun
	hidden bool           // its run is
	frames []paragraphStyle
}

// paragraphStyle is how far a paragraph stands from others, in twentieths of a
// point; -1 is not said.
type paragraphStyle struct {
	name, basis   string
	before, after int
	together      bool // no gap to another paragraph of the same style
}

func (s *paragraphStyle) take(e *element) {
	switch e.Name.Local {
	case "spacing":
		if n, err := strconv.Atoi(e.attr("before")); err == nil {
			s.before = n
		}
		if n, err := strconv.Atoi(e.attr("after")); err == nil {
			s.after = n
		}
		if e.attr("beforeAutospacing") == "1" {
			s.before = 280
		}
		if e.attr("afterAutospacing") == "1" {
			s.after = 280
		}
	case "contextualSpacing":
		s.together = on(e)
	}
}

// over fills in what is not said from the style below.
func (s paragraphStyle) over(below paragraphStyle) paragraphStyle {
	if s.before < 0 {
		s.before = below.before
	}
	if s.after < 0 {
		s.after = below.after
	}
	s.together = s.together || below.together
	return s
}

// on reports whether an element that switches something on does so.
func on(e *element) bool {
	v := e.attr("val")
	return v != "0" && v != "false" && v != "off"
}

// maxStyles is how many styles a style may rest on.
const maxStyles = 20

func (d *docx) readStyles(b []byte) {
	d.styles = map[string]paragraphStyle{}
	d.usual = paragraphStyle{before: -1, after: -1}
	normal, now := "", d.usual
	walk(b, walker{
		start: func(e *element) bool {
			switch e.Name.Local {
			case "pPrDefault", "style":
				now = paragraphStyle{name: e.attr("styleId"), before: -1, after: -1}
				if e.attr("default") == "1" && e.attr("type") == "paragraph" {
					normal = now.name
				}
			case "basedOn":
				now.basis = e.attr("val")
			}
			now.take(e)
			return true
		},
		end: func(e *element) {
			switch e.Name.Local {
			case "pPrDefault":
				d.usual = now
			case "style":
				d.styles[now.name] = now
			}
		},
	})
	d.usual = d.styled(normal)
	d.usual.before, d.usual.after = max(0, d.usual.before), max(0, d.usual.after)
}

// styled gives a style with all it rests on.
func (d *docx) styled(name string) paragraphStyle {
	s := paragraphStyle{name: name, before: -1, after: -1}
	for range maxStyles {
		below, ok := d.styles[name]
		if !ok {
			break
		}
		s = s.over(below)
		name = below.basis
	}
	return s.over(d.usual)
}

func (d *docx) read(b []byte) error {
	d.style = d.usual
	err := walk(b, walker{start: d.startOf, end: d.endOf, text: func(e *element, s string) {
		if e.Name.Local == "t" && !d.hidden {
			d.say(s)
		}
	}})
	if d.err != nil {
		return d.err
	}
	return err
}

// say writes words, and before the first of a paragraph the gap to the one before.
func (d *docx) say(s string) {
	if !d.began {
		d.began = true
		apart := max(0, d.last.after) + max(0, d.style.before)
		if d.last.together && d.style.together && d.last.name == d.style.name {
			apart = 0
		}
		if apart >= apartTwips {
			d.apart()
		}
	}
	d.write(s)
}

func (d *docx) startOf(e *element) bool {
	if d.err != nil {
		return false
	}
	switch e.Name.Local {
	case "del", "moveFrom", "Fallback", "instrText", "delText", "delInstrText":
		return false
	case "p":
		if strings.Contains(e.Name.Space, "wordprocessingml") {
			d.style, d.began = d.usual, false
		}
	case "pStyle":
		d.style = d.styled(e.attr("val"))
	case "spacing", "contextualSpacing":
		if e.inside != nil && e.inside.Name.Local == "pPr" {
			d.style.take(e)
		}
	case "r":
		d.hidden = false
	case "vanish":
		d.hidden = on(e) && e.within("r")
	case "tab":
		if e.inside != nil && e.inside.Name.Local == "r" {
			d.write("\t")
		}
	case "br":
		if e.attr("type") == "page" {
			d.breakPage()
		} else {
			d.write("\n")
		}
	case "cr":
		d.write("\n")
	case "lastRenderedPageBreak":
		d.breakPage()
	case "pageBreakBefore":
		if on(e) {
			d.breakPage()
		}
	case "noBreakHyphen":
		d.say("-")
	case "txbxContent":
		d.frames = append(d.frames, d.style)
		d.push()
	case "tc":
		d.push()
	}
	return true
}

func (d *docx) endOf(e *element) {
	switch e.Name.Local {
	case "p":
		if strings.Contains(e.Name.Space, "wordprocessingml") {
			if !d.end(1) {
				d.apart() // an empty paragraph is an empty line
			}
			d.last = d.style
		}
	case "txbxContent":
		d.endFrame()
		if n := len(d.frames); n > 0 {
			d.style, d.frames = d.frames[n-1], d.frames[:n-1]
		}
	case "tc":
		d.endCell()
	case "tr":
		d.endRow()
	}
}
