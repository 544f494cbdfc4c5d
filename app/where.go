package app

import (
	"strings"
	"unicode"

	"leverarch/app/read"
	"leverarch/app/record"
	"leverarch/app/search"
)

// Spot is a place on the picture of a page, as parts of its width and height from
// the top left: 0 to 1.
type Spot struct{ X, Y, Width, Height float32 }

// WhereQuote says where words stand on a page of a document, from 1, whatever
// spaces and line ends are between them. A page without places gives none.
func (a *App) WhereQuote(id record.ID, page int, quote string) ([]Spot, error) {
	p, err := a.pageOf(id, page)
	if err != nil {
		return nil, err
	}
	want := bare(quote)
	if want == "" {
		return nil, nil
	}
	// the page without spaces, and which word each byte is of
	var text strings.Builder
	var of []int
	for i, w := range p.Words {
		b := bare(w.Text)
		text.WriteString(b)
		for range len(b) {
			of = append(of, i)
		}
	}
	at := strings.Index(text.String(), want)
	if at < 0 {
		return nil, nil
	}
	return spots(p, of[at], of[at+len(want)-1]), nil
}

// WhereFound says where on a page what is looked for stands.
func (a *App) WhereFound(id record.ID, page int, words string) ([]Spot, error) {
	p, err := a.pageOf(id, page)
	if err != nil {
		return nil, err
	}
	var out []Spot
	starts := fieldsAt(p.Text)
	for _, m := range a.MarksOn(words, p.Text) {
		from, to := -1, -1
		for i, s := range starts {
			if s.To > m.From && s.From < m.To {
				if from < 0 {
					from = i
				}
				to = i
			}
		}
		if from >= 0 {
			out = append(out, spots(p, from, to)...)
		}
	}
	return out, nil
}

// pageOf gives the words of one page as they were read.
func (a *App) pageOf(id record.ID, page int) (read.Page, error) {
	d, err := a.Document(id)
	if err != nil {
		return read.Page{}, err
	}
	pages, err := a.readPages(d)
	if err != nil {
		return read.Page{}, err
	}
	if page < 1 || page > len(pages) {
		return read.Page{}, ErrNotFound
	}
	return pages[page-1], nil
}

// fieldsAt gives where each of strings.Fields(text) stands.
func fieldsAt(text string) []search.Span {
	var out []search.Span
	from := -1
	for i, r := range text + " " {
		if unicode.IsSpace(r) {
			if from >= 0 {
				out = append(out, search.Span{From: from, To: i})
			}
			from = -1
		} else if from < 0 {
			from = i
		}
	}
	return out
}

func bare(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.IsControl(r) {
			return -1
		}
		return r
	}, s)
}

// spots joins the places of words from one to another, a spot for each line.
func spots(p read.Page, from, to int) []Spot {
	if p.Width <= 0 || p.Height <= 0 {
		return nil
	}
	var out []Spot
	var x0, y0, x1, y1 float32
	open := false
	done := func() {
		if open {
			out = append(out, Spot{x0 / p.Width, y0 / p.Height, (x1 - x0) / p.Width, (y1 - y0) / p.Height})
		}
		open = false
	}
	for _, w := range p.Words[from : to+1] {
		if !w.Placed() {
			continue
		}
		if open && (w.X < x0 || w.Y > y1 || w.Y+w.H < y0) {
			done() // another line
		}
		if !open {
			x0, y0, x1, y1, open = w.X, w.Y, w.X+w.W, w.Y+w.H, true
			continue
		}
		x1, y0, y1 = max(x1, w.X+w.W), min(y0, w.Y), max(y1, w.Y+w.H)
	}
	done()
	return out
}
