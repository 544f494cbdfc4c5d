package app

import (
	"fmt"
	"io"
	"os"
	"path/filepath"

	"leverarch/app/guide"
	"leverarch/export"
)

// ReadGuide reads the guide, with its times from the rule book. It gives
// guide.Refused for one that is not whole, which no release holds.
func (d *Desk) ReadGuide() (*guide.Guide, error) {
	book := d.Book
	if d.english != nil {
		book = d.english // the guide is written in English, and is held against it
	}
	return guide.Load(d.Guide, book)
}

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

// WriteGuide writes the whole guide into a folder, as pages for a browser, and gives
// how many there are; index.html is the first. A folder that holds other things is
// left alone but for the files of the guide.
func WriteGuide(g *guide.Guide, dir string) (int, error) {
	files, err := g.HTML()
	if err != nil {
		return 0, err
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return 0, err
	}
	for _, f := range files {
		err := export.File(filepath.Join(dir, f.Name), func(w io.Writer) error {
			_, err := w.Write(f.Data)
			return err
		})
		if err != nil {
			return 0, fmt.Errorf("%s: %w", f.Name, err)
		}
	}
	return len(files), nil
}
