package guide

import (
	"bytes"
	"html/template"
)

// File is one file of the guide as a folder of web pages.
type File struct {
	Name string
	Data []byte
}

// The files that are not a page.
const (
	indexFile = "index.html"
	wordsFile = "words.html"
	whoFile   = "who-is-who.html"
)

// HTML gives the whole guide as web pages: one for each question, a list of them
// all, the glossary with the abbreviations, and the who's who. They are plain
// HTML with no script, and nothing in them is fetched from anywhere. Each has
// landmarks, one first heading, and a link past the top for those who read with
// a keyboard or a voice.
func (g *Guide) HTML() ([]File, error) {
	files := []File{}
	add := func(name, about, title string, data any) error {
		b, err := sheet{Guide: g, Title: title, About: about, It: data}.write()
		files = append(files, File{name, b})
		return err
	}
	if err := add(indexFile, "index", "Your rights, in plain words", g.Index()); err != nil {
		return nil, err
	}
	if err := add(wordsFile, "words", "Words and letters", g.Terms()); err != nil {
		return nil, err
	}
	if err := add(whoFile, "who", "Who is who", g.Roles()); err != nil {
		return nil, err
	}
	for _, p := range g.pages {
		if err := add(p.ID+".html", "page", p.Title, p); err != nil {
			return nil, err
		}
	}
	return files, nil
}

// PageHTML gives one page alone, to save or to print. It is as plain as those of
// HTML, and nothing in it leads to another file.
func (g *Guide) PageHTML(p *Page) ([]byte, error) {
	return sheet{Guide: g, Title: p.Title, About: "page", It: p, Alone: true}.write()
}

// Part is a stage and its pages.
type Part struct {
	Stage
	Pages []*Page
}

// Index gives every stage that has pages, in order, with them.
func (g *Guide) Index() []Part {
	var list []Part
	for _, s := range Stages {
		if own := g.ByStage(s.ID); len(own) > 0 {
			list = append(list, Part{s, own})
		}
	}
	return list
}

// sheet is what a template is handed.
type sheet struct {
	Guide *Guide
	Title string
	About string // the template
	It    any
	// Alone is true for a page with no others beside it.
	Alone bool
}

func (s sheet) write() ([]byte, error) {
	var b bytes.Buffer
	err := pages.ExecuteTemplate(&b, s.About, s)
	return b.Bytes(), err
}

// Safe gives the pages for the foot of every page.
func (s sheet) Safe() []*Page { return s.Guide.ByStage(Safe) }

// Page gives the page with that id.
func (s sheet) Page(id string) *Page {
	p, _ := s.Guide.Page(id)
	return p
}

// Stage gives the words for a stage.
func (s sheet) Stage(id string) string { return Stages[stageAt(id)].Title }

// Here says where a term is explained.
func (s sheet) Here(id string) string {
	if e, _ := s.Guide.Entry(id); e != nil && e.Role {
		return whoFile + "#" + id
	}
	return wordsFile + "#" + id
}

// section is the blocks from one heading to the next.
type section struct {
	Heading string
	Voice   Voice
	Blocks  []Block
}

// parts cuts a page at its headings. The first part, the short answer, has none.
func parts(blocks []Block) []section {
	list := []section{{}}
	for _, b := range blocks {
		if b.Shape == Heading {
			list = append(list, section{Heading: Words(b.Runs), Voice: b.Voice})
			continue
		}
		last := &list[len(list)-1]
		last.Blocks = append(last.Blocks, b)
	}
	return list
}

var pages = template.Must(template.New("guide").Funcs(template.FuncMap{
	"parts": parts,
	"runs":  func(s sheet, list []Run) any { return inPage{s, list} },
	"in":    func(s sheet, b Block) any { return blockIn{s, b} },
}).Parse(layout))

type inPage struct {
	Sheet sheet
	Runs  []Run
}

type blockIn struct {
	Sheet sheet
	Block
}

const layout = `{{define "top"}}<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="referrer" content="no-referrer">
<title>{{.Title}}</title>
<style>
body { margin: 0 auto; padding: 1rem; max-width: 42rem; font: 1.125rem/1.6 "Atkinson Hyperlegible Next", Verdana, sans-serif; color: #1a1a1a; background: #fffdf8; }
a { color: #0b4f8a; } a:focus, main:focus { outline: 3px solid #0b4f8a; outline-offset: 2px; }
.skip { position: absolute; left: -100rem; } .skip:focus { position: static; }
nav ul { padding: 0; } nav li { display: inline-block; margin-right: 1.5rem; }
section { margin: 1.5rem 0; } .law, .guidance, .people { border-left: .4rem solid; padding-left: 1rem; }
.law { border-color: #0b4f8a; } .guidance { border-color: #5b3a8c; } .people { border-color: #2d6a3e; }
blockquote { margin: 1rem 0; padding: .5rem 1rem; background: #eef3f8; } blockquote footer { font-size: .9em; }
.copy, .example { margin: 1rem 0; padding: .75rem 1rem; border: 2px solid #6b6b6b; }
.label { margin: 0; font-weight: bold; font-size: .9em; }
.safe { border: 3px solid #8a1c1c; padding: .5rem 1rem; margin-top: 3rem; } .safe h2 { margin: 0; font-size: 1.1rem; }
.sources { font-size: .95em; overflow-wrap: anywhere; }
dt { font-weight: bold; margin-top: 1rem; } dd { margin: 0; } .from { font-size: .9em; }
@media (prefers-color-scheme: dark) { body { color: #f1efe9; background: #16181b; } a { color: #9cc8f2; } blockquote { background: #22282f; } .law { border-color: #9cc8f2; } .guidance { border-color: #c9aef0; } .people { border-color: #93cfa5; } .safe { border-color: #f0a0a0; } }
@media print { body { max-width: none; color: #000; background: #fff; } nav, .skip { display: none; } }
</style>
</head>
<body>
<a class="skip" href="#main">Go to the page itself</a>
{{if not .Alone}}<header><nav aria-label="The guide"><ul>
<li>{{if eq .About "index"}}<span aria-current="page">All questions</span>{{else}}<a href="` + indexFile + `">All questions</a>{{end}}</li>
<li>{{if eq .About "words"}}<span aria-current="page">Words and letters</span>{{else}}<a href="` + wordsFile + `">Words and letters</a>{{end}}</li>
<li>{{if eq .About "who"}}<span aria-current="page">Who is who</span>{{else}}<a href="` + whoFile + `">Who is who</a>{{end}}</li>
</ul></nav></header>
{{end}}<main id="main" tabindex="-1">
<h1>{{.Title}}</h1>
{{end}}

{{define "foot"}}</main>
<aside class="safe" aria-labelledby="not-safe">
<h2 id="not-safe">If someone is not safe</h2>
{{if .Alone}}<p>In danger now: call 999. The guide’s first pages say whom else to call.</p>{{else}}<ul>{{range .Safe}}<li><a href="{{.ID}}.html">{{.Title}}</a></li>{{end}}</ul>{{end}}
</aside>
<footer><p>This is information for England, not legal advice. It is from Lever Arch, and needs no internet.</p></footer>
</body>
</html>
{{end}}

{{define "runs"}}{{$s := .Sheet}}{{range .Runs}}{{if and $s.Alone (ne .Mark "outside")}}{{.Text}}{{else if eq .Mark "term"}}<a class="term" href="{{$s.Here .Target}}">{{.Text}}</a>{{else if eq .Mark "page"}}<a href="{{.Target}}.html">{{.Text}}</a>{{else if eq .Mark "outside"}}{{if eq .Text .Target}}<a rel="noreferrer noopener" href="{{.Target}}">{{.Target}}</a>{{else}}{{.Text}} (<a rel="noreferrer noopener" href="{{.Target}}">{{.Target}}</a>){{end}}{{else}}{{.Text}}{{end}}{{end}}{{end}}

{{define "block"}}{{$s := .Sheet}}{{if eq .Shape "paragraph"}}<p>{{template "runs" runs $s .Runs}}</p>
{{else if eq .Shape "list"}}<ul>{{range .Points}}
<li>{{template "runs" runs $s .}}</li>{{end}}
</ul>
{{else if eq .Shape "numbered"}}<ol>{{range .Points}}
<li>{{template "runs" runs $s .}}</li>{{end}}
</ol>
{{else if eq .Shape "quote"}}<blockquote><p>{{template "runs" runs $s .Runs}}</p><footer>{{.Source}}</footer></blockquote>
{{else if eq .Shape "copy"}}<div class="copy"><p class="label">Words you can copy</p><p style="white-space: pre-line">{{template "runs" runs $s .Runs}}</p></div>
{{else}}<div class="example"><p class="label">An invented example</p><p style="white-space: pre-line">{{template "runs" runs $s .Runs}}</p></div>
{{end}}{{end}}

{{define "page"}}{{template "top" .}}{{$s := .}}{{with .It}}<p>{{$s.Stage .Stage}}</p>
{{range $i, $part := parts .Blocks}}{{if .Heading}}<section{{if .Voice}} class="{{.Voice}}"{{end}} aria-labelledby="h{{$i}}">
<h2 id="h{{$i}}">{{.Heading}}</h2>
{{range .Blocks}}{{template "block" in $s .}}{{end}}</section>
{{else}}{{range .Blocks}}{{template "block" in $s .}}{{end}}{{end}}{{end}}<nav aria-labelledby="next">
<h2 id="next">Read next</h2>
{{range .Next}}<p>{{if $s.Alone}}{{($s.Page .).Title}}{{else}}<a href="{{.}}.html">{{($s.Page .).Title}}</a>{{end}}</p>
{{end}}</nav>
<section class="sources" aria-labelledby="sources">
<h2 id="sources">Where this comes from</h2>
<ul>{{range .Sources}}
<li>{{.Name}}: <a rel="noreferrer noopener" href="{{.URL}}">{{.URL}}</a></li>{{end}}
</ul>
<p>Checked on {{.Checked.Written}}.</p>
</section>
{{end}}{{template "foot" .}}{{end}}

{{define "index"}}{{template "top" .}}<p>Each page answers one question. Nothing here is sent anywhere.</p>
{{range .It}}<section aria-labelledby="{{.ID}}">
<h2 id="{{.ID}}">{{.Title}}</h2>
<ul>{{range .Pages}}
<li><a href="{{.ID}}.html">{{.Title}}</a></li>{{end}}
</ul>
</section>
{{end}}{{template "foot" .}}{{end}}

{{define "entries"}}{{$s := .}}<dl>{{range .It}}
<dt id="{{.ID}}">{{.Word}}{{if .Letters}} ({{.Letters}}){{end}}</dt>
<dd>{{template "runs" runs $s .Says}}{{if .Page}} <a href="{{.Page}}.html">{{($s.Page .Page).Title}}</a>{{end}}</dd>{{if .Source}}
<dd class="from">From: {{.Source}}</dd>{{end}}{{end}}
</dl>
{{end}}

{{define "words"}}{{template "top" .}}<section aria-labelledby="letters">
<h2 id="letters">Letters</h2>
<ul>{{$s := .}}{{range .Guide.Abbreviations}}
<li><a href="{{$s.Here .ID}}">{{.Letters}}</a>: {{.Word}}</li>{{end}}
</ul>
</section>
<section aria-labelledby="all">
<h2 id="all">Words</h2>
{{template "entries" .}}</section>
{{template "foot" .}}{{end}}

{{define "who"}}{{template "top" .}}{{template "entries" .}}{{template "foot" .}}{{end}}
`
