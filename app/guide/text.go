package guide

import (
	"fmt"
	"strings"
)

// Words gives runs as plain words.
func Words(runs []Run) string {
	var b strings.Builder
	for _, r := range runs {
		b.WriteString(r.Text)
	}
	return b.String()
}

// Text gives a page's title and body as plain words, a block a paragraph, for
// searching and for reading aloud.
func (p *Page) Text() string {
	parts := []string{p.Title}
	for _, b := range p.Blocks {
		parts = append(parts, b.Text())
	}
	return strings.Join(parts, "\n\n")
}

// Text gives a block as plain words. Each point of a list stands on a line.
func (b Block) Text() string {
	switch b.Shape {
	case List, Numbered:
		var lines []string
		for i, point := range b.Points {
			mark := "- "
			if b.Shape == Numbered {
				mark = fmt.Sprintf("%d. ", i+1)
			}
			lines = append(lines, mark+Words(point))
		}
		return strings.Join(lines, "\n")
	case Quote:
		return "“" + Words(b.Runs) + "”\n(" + b.Source + ")"
	}
	return Words(b.Runs)
}
