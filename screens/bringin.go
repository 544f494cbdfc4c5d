package screens

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"leverarch/app"
	"leverarch/app/lang"
	"leverarch/app/record"
	"leverarch/screens/part"
	"leverarch/screens/words"
)

// showNews draws again a screen that lists what was read, where one is shown.
func (s *Shell) showNews() {
	if s.at.Name == Documents || s.at.Name == Home || s.at.Name == InTray {
		s.Again()
	}
}

// BringIn puts files in the family's file, and all that is in folders, each safely
// there before anything reads it, and then shows and reads them.
func (s *Shell) BringIn(paths []string) {
	if len(paths) == 0 || s.hidden {
		return
	}
	if s.file == nil {
		s.Fail(words.ErrLocked)
		return
	}
	says := lang.T("Putting %d files safely in your file", len(paths))
	if len(paths) == 1 {
		says = lang.T("Putting %s safely in your file", filepath.Base(paths[0]))
	}
	file, child := s.file, s.child
	var list []brought
	s.LongWork(says, func(ctx context.Context, far tick) error {
		all := app.FilesIn(paths)
		for i, path := range all {
			if far.count(i, len(all)) != nil {
				break // what is in stays in
			}
			kept, err := keepFile(file, child, path)
			list = append(list, brought{path, kept, err})
		}
		return nil
	}, func() {
		if len(list) == 0 {
			s.Tell(lang.T("There is nothing in there to bring in."))
			return
		}
		s.broughtIn(list)
	})
}

// brought is one file that was brought in, or could not be.
type brought struct {
	path string
	kept app.Kept
	err  error
}

func keepFile(file *app.App, child record.ID, path string) (app.Kept, error) {
	info, err := os.Stat(path)
	if err != nil {
		return app.Kept{}, err
	}
	if !info.Mode().IsRegular() {
		return app.Kept{}, words.ErrNotAFile
	}
	f, err := os.Open(path)
	if err != nil {
		return app.Kept{}, err
	}
	defer f.Close()
	return file.Keep(child, filepath.Base(path), f)
}

// broughtIn shows what came in, and has it read: one letter on its own page,
// several in the in tray. Several photos may be pages of one letter: only the
// parent knows.
func (s *Shell) broughtIn(list []brought) {
	var in []app.Kept
	var photos []record.ID
	var failed []brought
	for _, b := range list {
		if b.err != nil {
			failed = append(failed, b)
			continue
		}
		in = append(in, b.kept)
		if !s.file.IsSample() { // the only copy there is
			s.letter().outside[b.kept.ID] = b.path
		}
		if app.IsPhoto(b.path) && !b.kept.Again && app.Unread(b.kept.Document) {
			photos = append(photos, b.kept.ID)
		}
	}
	switch {
	case len(in) == 1 && len(list) == 1:
		s.Go(Place{Name: Letter, ID: in[0].ID})
		if in[0].Again {
			s.Tell(lang.T("This one was in your file already. Here it is."))
		}
		if app.Unread(in[0].Document) {
			s.readLetter(in[0].ID, "")
		}
	case len(list) > 1:
		s.tray().lot = list
		s.Go(Place{Name: InTray})
		s.Tell(broughtWords(in, failed))
		if len(photos) > 1 && len(photos) == len(list) {
			s.askOneLetter(list, photos)
			return
		}
		s.readThose(in)
	}
	if len(failed) > 0 && len(list) == 1 {
		s.Fail(failed[0].err)
	}
}

// readThose reads those of the letters that nothing has read yet.
func (s *Shell) readThose(in []app.Kept) {
	var unread []record.ID
	for _, k := range in {
		if app.Unread(k.Document) && !slices.Contains(unread, k.ID) {
			unread = append(unread, k.ID)
		}
	}
	s.readAll(unread, len(unread))
}

// broughtWords says how many came in, how many were there, and which did not.
func broughtWords(in []app.Kept, failed []brought) string {
	again := 0
	for _, k := range in {
		if k.Again {
			again++
		}
	}
	says := lang.T("%s safely in your file.", words.Count(len(in), "file is", "files are"))
	if again > 0 {
		says += lang.T(" %s there already.", words.Count(again, "was", "were"))
	}
	if len(failed) > 0 {
		var names []string
		for _, b := range failed {
			names = append(names, filepath.Base(b.path))
		}
		says += lang.T(" Not brought in: %s.", words.Join(names))
	}
	return says
}

// readLetter reads one letter and shows what was found.
func (s *Shell) readLetter(id record.ID, password string) {
	s.read(lang.T("Reading the letter"), id, password, func(bool) {})
}

// readAll reads letters one after another, until somebody stops it.
func (s *Shell) readAll(ids []record.ID, of int) {
	if len(ids) == 0 {
		return
	}
	if d, err := s.file.Document(ids[0]); err != nil || !app.Unread(d) || d.Behind || s.letter().reading[ids[0]] {
		s.readAll(ids[1:], of) // somebody had it read meanwhile
		return
	}
	s.read(lang.T("Reading letter %d of %d", of-len(ids)+1, of), ids[0], "", func(stopped bool) {
		if !stopped {
			s.readAll(ids[1:], of)
		}
	})
}

// read has a letter read, shows what was found, and then says whether it was
// stopped, or could not go on: a letter that was stays unread.
func (s *Shell) read(says string, id record.ID, password string, then func(stopped bool)) {
	file, l := s.file, s.letter()
	l.reading[id] = true
	if s.isAt(Letter, id) {
		l.drawIntro()
		l.drawTrouble()
		l.drawKind()
	}
	if s.at.Name == InTray {
		s.Again()
	}
	var err error
	stopped := false
	s.LongWork(says, func(ctx context.Context, far tick) error {
		_, err = file.ReadTelling(ctx, id, password, func(done, of int) { _ = far.count(done, of) })
		stopped = ctx.Err() != nil
		return nil
	}, func() {
		delete(l.reading, id)
		l.hasRead(id, password)
		if err != nil && !stopped {
			s.Fail(err)
		}
		then(stopped || err != nil)
	})
}

// PickFiles asks for files to bring in.
func (s *Shell) PickFiles() {
	if s.file == nil {
		s.Fail(words.ErrLocked)
		return
	}
	var paths []string
	s.Work("", func(context.Context) (err error) {
		paths, err = s.hands.Pick(lang.T("Choose letters to bring in"))
		return err
	}, func() { s.BringIn(paths) })
}

// deleteCopies asks, and then deletes the copies of these documents that were
// left outside. A copy that is no longer the same is left alone.
func (s *Shell) deleteCopies(then func(), ids ...record.ID) {
	l, file := s.letter(), s.file
	paths := map[record.ID]string{}
	for _, id := range ids {
		if path, ok := l.outside[id]; ok {
			paths[id] = path
		}
	}
	title, says := lang.T("Delete the copy in %s?", copiesIn(paths)), lang.T("The one in your file stays, locked.")
	if len(paths) > 1 {
		title, says = lang.T("Delete the %d copies in %s?", len(paths), copiesIn(paths)), lang.T("Those in your file stay, locked.")
	}
	s.Ask(title, lang.T("%s What is deleted does not go to the bin.", says), lang.T("Delete"), lang.T("Keep"), func() {
		var gone []record.ID
		var first error
		s.Work("", func(context.Context) error {
			for id, path := range paths {
				err := deleteCopy(file, id, path)
				if err == nil || errors.Is(err, fs.ErrNotExist) {
					gone = append(gone, id)
				} else if first == nil {
					first = err
				}
			}
			return nil
		}, func() {
			for _, id := range gone {
				delete(l.outside, id)
			}
			then()
			switch {
			case errors.Is(first, errChanged):
				part.Tell(s.Canvas(), lang.T("We left it alone"), lang.T("It is not the same any more as the one in your file, so it may be the only one of its kind. You can delete it yourself."), lang.T("Close"))
			case first != nil:
				s.Fail(first)
			case len(gone) > 0:
				s.Tell(lang.T("Deleted. The one in your file is safe."))
			}
		})
	})
}

// copiesIn names the folder the copies are in, or says that there are several.
func copiesIn(paths map[record.ID]string) string {
	name := ""
	for _, p := range paths {
		if n := folderName(p); name == "" || n == name {
			name = n
		} else {
			return lang.T("their folders")
		}
	}
	return name
}

// errChanged says that a copy outside is not what is in the file.
var errChanged = errors.New("screens: copy has changed")

func deleteCopy(file *app.App, id record.ID, path string) error {
	doc, err := file.Document(id)
	if err != nil {
		return err
	}
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	sum := sha256.New()
	_, err = io.Copy(sum, f)
	f.Close()
	if err != nil {
		return err
	}
	if hex.EncodeToString(sum.Sum(nil)) != doc.SHA256 {
		return errChanged
	}
	return os.Remove(path)
}
