package app

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"leverarch/app/record"
)

// A document that is opened in another program must leave the file for that: a
// copy that is not locked is put in a folder of its own, and is deleted when the
// file is locked, or else when the program next starts. Its name says nothing.

// ErrCopyHeld says that a copy could not be deleted: a program still has it open.
var ErrCopyHeld = errors.New("app: a copy is still open elsewhere")

// copyName is what a copy is called, before its ending.
const copyName = "letter"

// Elsewhere is the folder for copies that other programs open. It is on this
// computer alone, and only its user can look into it.
func Elsewhere() (string, error) {
	dir, err := os.UserCacheDir()
	if err != nil {
		return "", err
	}
	return filepath.Join(dir, "lever-arch", "open"), nil
}

// OpenElsewhere writes a copy of a document, not locked, for another program to
// open, and gives its path.
func (a *App) OpenElsewhere(id record.ID) (string, error) {
	d, err := a.Document(id)
	if err != nil {
		return "", err
	}
	if a.Copies == "" {
		return "", fs.ErrNotExist
	}
	if err := os.MkdirAll(a.Copies, 0o700); err != nil {
		return "", err
	}
	dir, err := os.MkdirTemp(a.Copies, "")
	if err != nil {
		return "", err
	}
	ext := strings.ToLower(filepath.Ext(d.Name))
	if len(ext) > 6 || strings.ContainsFunc(strings.TrimPrefix(ext, "."), func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9')
	}) {
		ext = ""
	}
	a.copies = append(a.copies, dir)
	path := filepath.Join(dir, copyName+ext)
	return path, a.TakeOut(id, path)
}

// tidyCopies deletes the copies that were made while the file was open.
func (a *App) tidyCopies() error {
	var held error
	for _, dir := range a.copies {
		if os.RemoveAll(dir) != nil {
			held = ErrCopyHeld
		}
	}
	a.copies = nil
	return held
}

// TidyCopies deletes copies that were left, because the program was ended or a
// copy was still open: the program does so when it starts.
func (d *Desk) TidyCopies() {
	if d.Copies != "" {
		_ = os.RemoveAll(d.Copies) // what is open still goes next time
	}
}
