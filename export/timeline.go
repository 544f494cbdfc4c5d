package export

import (
	"html/template"
	"io"

	"leverarch/app/record"
)

// Chronology is what happened to one child and what is due, to read in any
// browser. Private notes are not given to it.
type Chronology struct {
	Child   string
	Today   record.Day
	LawAsAt record.Day
	Head    string // the last entry of the file's journal, by which it can be checked
	Rows    []Row
}

// Row is one thing on a chronology.
type Row struct {
	Day   record.Day
	What  string // "Letter", "Conversation", "Happened", "Due"
	Title string
	Lines []string
	Link  string // to the document, beside this page
}

var chronology = template.Must(template.New("").Parse(`<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Timeline: {{.Child}}</title>
<style>
body { font: 1.05rem/1.5 sans-serif; max-width: 52rem; margin: 2rem auto; padding: 0 1rem; color: #1c2430; background: #fff; }
h2 { font-size: 1.1rem; margin: 0 0 .2rem; }
ol { list-style: none; padding: 0; }
li { border-top: 1px solid #777; padding: .7rem 0; }
p { margin: .2rem 0; white-space: pre-line; }
.day { font-weight: bold; }
</style>
</head>
<body>
<main>
<h1>Timeline: {{.Child}}</h1>
<p>As at {{.Today.Written}}. The dates are counted for England; law as at {{.LawAsAt.Written}}. This is information, not legal advice.</p>
<ol>
{{range .Rows}}<li>
<p class="day">{{.Day.Written}} · {{.What}}</p>
<h2>{{if .Link}}<a href="{{.Link}}">{{.Title}}</a>{{else}}{{.Title}}{{end}}</h2>
{{range .Lines}}<p>{{.}}</p>
{{end}}</li>
{{end}}</ol>
</main>
<footer><p>The number of the last entry in the file this was made from: {{.Head}}</p></footer>
</body>
</html>
`))

// Write writes the page.
func (c Chronology) Write(w io.Writer) error { return chronology.Execute(w, c) }
