package app

import (
	"cmp"
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"leverarch/app/read"
	"leverarch/app/record"
	"leverarch/vault"
)

// FilesIn gives the files to bring in for what was chosen: a file is itself, and a
// folder is all the files in it and in its folders, by name. Hidden files, what a
// computer keeps for itself and what a link points to are left out of a folder.
// What cannot be looked into is given as it is, so that bringing it in says why.
func FilesIn(paths []string) []string {
	var out []string
	for _, root := range paths {
		if info, err := os.Stat(root); err != nil || !info.IsDir() {
			out = append(out, root)
			continue
		}
		filepath.WalkDir(root, func(path string, e fs.DirEntry, err error) error {
			switch {
			case path != root && hidden(filepath.Base(path)):
				if e != nil && e.IsDir() {
					return fs.SkipDir
				}
			case err != nil:
				out = append(out, path)
			case e.Type().IsRegular():
				out = append(out, path)
			}
			return nil
		})
	}
	return out
}

func hidden(name string) bool {
	return strings.HasPrefix(name, ".") || strings.HasPrefix(name, "~$") ||
		strings.EqualFold(name, "thumbs.db") || strings.EqualFold(name, "desktop.ini")
}

// IsPhoto reports whether a file is a picture by its name.
func IsPhoto(name string) bool {
	return slices.Contains([]string{".jpg", ".jpeg", ".png", ".heic", ".heif", ".tif", ".tiff"}, strings.ToLower(filepath.Ext(name)))
}

// Unread lists the letters whose words nothing has tried to read yet, the first to
// come first: those that were left when the file was last closed.
func (a *App) Unread() ([]record.ID, error) {
	return view(a, func(tx *vault.Tx) ([]record.ID, error) {
		list, err := letters(tx)
		slices.SortStableFunc(list, func(x, y record.Document) int { return cmp.Or(x.Added.Compare(y.Added), cmp.Compare(x.ID, y.ID)) })
		var out []record.ID
		for _, d := range list {
			if Unread(d) {
				out = append(out, d.ID)
			}
		}
		return out, err
	})
}

// Enclosed lists what was kept of what came with a message.
func (a *App) Enclosed(id record.ID) ([]record.Document, error) {
	return view(a, func(tx *vault.Tx) ([]record.Document, error) {
		list, err := letters(tx)
		return slices.DeleteFunc(list, func(d record.Document) bool { return d.With != id || d.ID == id }), err
	})
}

// KeepEnclosed keeps the files that came with a message as documents of their own,
// each as it came. One that is in the file already is not stored twice. Where it
// ends early, what is given is kept.
func (a *App) KeepEnclosed(ctx context.Context, id record.ID) ([]Kept, error) {
	mail, err := a.Document(id)
	if err != nil {
		return nil, err
	}
	src, err := a.Original(id)
	if err != nil {
		return nil, err
	}
	defer src.Close()
	var out []Kept
	err = read.Files(ctx, src, mail.Size, func(f read.File) error {
		d, ok, err := a.letterWithSum(f.SHA256)
		if err != nil {
			return err
		}
		switch {
		case ok && d.With == "" && d.ID != id:
			err = a.update(func(tx *vault.Tx) error {
				if d, err = get(tx, documents, d.ID); err != nil {
					return err
				}
				d.With = id
				return documents.Put(tx, string(d.ID), d)
			})
			if err != nil {
				return err
			}
		case !ok:
			d = record.Document{Child: mail.Child, Name: cmp.Or(plainName(f.Name), "file"), With: id, Came: mail.Came, CameBy: mail.CameBy}
			if g := mail.Guess; g != nil {
				d.Came, d.CameBy = cmp.Or(d.Came, g.Came), cmp.Or(d.CameBy, g.CameBy)
			}
			if d, err = a.store(d, f); err != nil {
				return err
			}
		}
		out = append(out, Kept{d, ok})
		return nil
	})
	return out, err
}
