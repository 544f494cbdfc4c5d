package app

import (
	"io"

	"leverarch/app/guide"
	"leverarch/export"
)

// ReadGuide reads the guide, with its times from the rule book. It gives
// guide.Refused for one that is not whole, which no release holds.
func (d *Desk) ReadGuide() (*guide.Guide, error) { return guide.Load(d.Guide, d.Book) }

// SaveGuidePage writes one page of the guide as a file for a browser, which prints
// it too.
func SaveGuidePage(g *guide.Guide, p *guide.Page, path string) error {
	b, err := g.PageHTML(p)
	if err != nil {
		return err
	}
	return export.File(path, func(w io.Writer) error {
		_, err := w.Write(b)
		return err
	})
}
