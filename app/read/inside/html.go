package inside

import (
	"bytes"
	"io"
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// maxToken is how long one piece of HTML may be: a picture in the page's own
// bytes can be this long.
const maxToken = 16 << 20

var (
	metaCharset = regexp.MustCompile(`(?i)<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([a-z0-9_\-]+)`)
	notShown    = regexp.MustCompile(`(?i)display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all`)
	newPage     = regexp.MustCompile(`(?i)(?:page-break-before|break-before)\s*:\s*(?:always|page)`)
)

// ReadHTML reads a web page as it would be shown, without running or fetching
// anything of it. label is its alphabet where somebody said so.
func ReadHTML(b []byte, label string) ([]Page, error) {
	if m := metaCharset.FindSubmatch(b[:min(len(b), 2048)]); m != nil && label == "" {
		label = string(m[1])
		if strings.HasPrefix(strings.ToLower(label), "utf-16") {
			label = "" // it could not have been read to here if it were
		}
	}
	h := &web{flow: newFlow()}
	z := html.NewTokenizer(strings.NewReader(decode(b, label)))
	z.SetMaxBuf(maxToken)
	for h.err == nil {
		switch kind := z.Next(); kind {
		case html.ErrorToken:
			pages, err := h.finish()
			if err == nil && z.Err() != io.EOF {
				err = ErrLimit
			}
			return pages, err
		case html.TextToken:
			if h.skip == "" {
				h.words(string(z.Text()))
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			name, more := z.TagName()
			var style, hidden []byte
			for more {
				var key, value []byte
				key, value, more = z.TagAttr()
				switch {
				case bytes.Equal(key, []byte("style")):
					style = value
				case bytes.Equal(key, []byte("hidden")):
					hidden = key
				}
			}
			h.start(string(name), kind == html.SelfClosingTagToken, hidden != nil || notShown.Match(style), newPage.Match(style))
		case html.EndTagToken:
			name, _ := z.TagName()
			h.stop(string(name))
		}
	}
	return h.finish()
}

// web is HTML being read.
type web struct {
	*flow
	skip  string // the element that is not read, and how many of it are open
	depth int
	pre   int
	cells []bool // for each open table, whether a cell of it is open
}

// words writes text in which all white space is one space, but in pre.
func (h *web) words(s string) {
	if h.pre > 0 {
		h.write(wideGap.ReplaceAllString(s, "\t"))
		return
	}
	h.write(strings.Map(func(r rune) rune {
		switch r {
		case '\n', '\t', '\r', '\f':
			return ' '
		}
		return r
	}, s))
}

// void are elements that hold nothing, and so are never closed.
var void = map[atom.Atom]bool{atom.Area: true, atom.Base: true, atom.Br: true, atom.Col: true, atom.Embed: true,
	atom.Hr: true, atom.Img: true, atom.Input: true, atom.Link: true, atom.Meta: true, atom.Source: true,
	atom.Track: true, atom.Wbr: true}

func (h *web) start(name string, closed, hidden, page bool) {
	a := atom.Lookup([]byte(name))
	if h.skip != "" {
		if name == h.skip && !closed {
			h.depth++
		}
		return
	}
	switch a {
	case atom.Head, atom.Script, atom.Style, atom.Template, atom.Noscript, atom.Svg, atom.Math, atom.Object, atom.Iframe:
		hidden = true
	case atom.Body: // a head that was never closed
		return
	}
	if hidden && !void[a] && !closed {
		h.skip, h.depth = name, 1
		return
	}
	if page {
		h.breakPage()
	}
	switch a {
	case atom.Br:
		h.write("\n")
	case atom.Wbr:
	case atom.P, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Ul, atom.Ol, atom.Dl, atom.Blockquote, atom.Hr, atom.Pre, atom.Fieldset:
		h.end(0)
		h.apart()
		if a == atom.Pre {
			h.pre++
		}
	case atom.Table:
		h.end(0)
		h.apart()
		h.cells = append(h.cells, false)
		if len(h.cells) > maxNested {
			h.err = ErrLimit
		}
	case atom.Tr:
		h.endRowOf()
	case atom.Td, atom.Th:
		if n := len(h.cells); n > 0 {
			h.closeCell()
			h.end(1)
			h.push()
			h.cells[n-1] = true
		} else {
			h.write("\t")
		}
	case atom.Div, atom.Li, atom.Dt, atom.Dd, atom.Section, atom.Article, atom.Header, atom.Footer, atom.Main, atom.Nav,
		atom.Aside, atom.Address, atom.Figure, atom.Figcaption, atom.Form, atom.Caption, atom.Center, atom.Option, atom.Details, atom.Summary:
		h.end(1)
	}
}

func (h *web) stop(name string) {
	a := atom.Lookup([]byte(name))
	if h.skip != "" {
		if name == h.skip {
			if h.depth--; h.depth == 0 {
				h.skip = ""
			}
		}
		return
	}
	switch a {
	case atom.P, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Ul, atom.Ol, atom.Dl, atom.Blockquote, atom.Pre, atom.Fieldset:
		h.end(0)
		h.apart()
		if a == atom.Pre {
			h.pre = max(0, h.pre-1)
		}
	case atom.Table:
		if n := len(h.cells); n > 0 {
			h.endRowOf()
			h.cells = h.cells[:n-1]
		}
		h.apart()
	case atom.Tr:
		h.endRowOf()
	case atom.Td, atom.Th:
		h.closeCell()
	case atom.Div, atom.Li, atom.Dt, atom.Dd, atom.Section, atom.Article, atom.Header, atom.Footer, atom.Main, atom.Nav,
		atom.Aside, atom.Address, atom.Figure, atom.Figcaption, atom.Form, atom.Caption, atom.Center, atom.Option, atom.Details, atom.Summary:
		h.end(1)
	}
}

// closeCell ends the cell that is open in the innermost table.
func (h *web) closeCell() {
	if n := len(h.cells); n > 0 && h.cells[n-1] {
		h.cells[n-1] = false
		h.endCell()
	}
}

func (h *web) endRowOf() {
	h.closeCell()
	if len(h.cells) > 0 {
		h.endRow()
	}
}
