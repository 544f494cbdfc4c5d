package screens

import (
	"context"
	"errors"
	"time"

	"leverarch/app"
	"leverarch/app/lang"
	"leverarch/screens/look"
	"leverarch/screens/part"
	"leverarch/screens/words"
)

// lookAtBackup looks for the last backup, on a disk that may be slow to answer,
// and says how it stands and whether it is old.
func (s *Shell) lookAtBackup(then func(b app.Backups, state app.BackupState, old bool)) {
	file := s.file
	var b app.Backups
	var state app.BackupState
	var old bool
	s.Work("", func(context.Context) (err error) {
		if b, err = file.Backups(); err == nil {
			state, old = b.State(), file.BackupIsOld()
		}
		return err
	}, func() { then(b, state, old) })
}

// drawBackups says where backups go and how the last one stands.
func (k *keep) drawBackups() {
	s, file := k.shell, k.shell.file
	var b app.Backups
	var state app.BackupState
	there := true
	s.Work("", func(context.Context) (err error) {
		if b, err = file.Backups(); err == nil {
			state, there = b.State(), b.Folder == "" || b.FolderThere()
		}
		return err
	}, func() { k.showBackups(b, state, there) })
}

func (k *keep) showBackups(b app.Backups, state app.BackupState, there bool) {
	k.backups.Set(part.NewText(words.LastBackup(b, state)))
	press := part.NewFlow()
	if b.Folder == "" {
		press.Add(part.NewPrimary(look.Folder, lang.T("Choose a folder for backups"), k.chooseFolder))
	} else {
		k.backups.Add(part.NewText(lang.T("They go to %s, by themselves when enough has changed. The newest %s kept.", k.shell.path(b.Folder), words.Count(app.BackupsKept, "is", "are"))))
		if !there {
			k.backups.Add(part.NewText(lang.T("That folder is not there now, so no new backup can be made. If it is on a stick, plug the stick in; else choose another folder.")).In(look.Mend))
		}
		press.Add(part.NewAction(look.Save, lang.T("Make a backup now"), k.backup))
	}
	if state == app.BackupThere || state == app.BackupChanged {
		press.Add(part.NewAction(look.Check, lang.T("Check the last one"), k.checkBackup))
	}
	if b.Folder != "" {
		press.Add(part.NewAction(look.Folder, lang.T("Choose another folder"), k.chooseFolder))
		press.Add(part.NewQuiet(look.Close, lang.T("Turn automatic backups off"), func() { k.setFolder("") }))
	}
	k.backups.Add(press)
}

func (k *keep) chooseFolder() {
	s := k.shell
	var folder string
	s.Work("", func(context.Context) (err error) {
		folder, err = s.hands.Folder()
		return err
	}, func() {
		if folder != "" && k.setFolder(folder) {
			k.backup()
		}
	})
}

func (k *keep) setFolder(folder string) bool {
	if err := k.shell.file.ChooseBackups(folder); err != nil {
		k.shell.Fail(err)
		return false
	}
	k.drawBackups()
	return true
}

func (k *keep) backup() {
	file := k.shell.file
	k.onBackup(lang.T("Making a backup"), lang.T("The backup is made, and was read back whole."), file.BackupNow)
}

// checkBackup reads the last backup through.
func (k *keep) checkBackup() {
	file := k.shell.file
	k.onBackup(lang.T("Reading the last backup"), lang.T("The last backup was read back whole."), file.CheckBackup)
}

// onBackup does something long to a backup, and shows how backups stand then,
// however it went.
func (k *keep) onBackup(says, done string, do func(func(done, of int64) error) error) {
	s := k.shell
	var err error
	s.LongWork(says, func(_ context.Context, far tick) error {
		err = do(far)
		return nil
	}, func() {
		k.drawBackups()
		switch {
		case errors.Is(err, context.Canceled):
		case err != nil:
			s.Fail(err)
		default:
			s.Tell(done)
		}
	})
}

// backupWait is how long after looking whether a backup is due it is looked again.
const backupWait = time.Hour

// backupIfDue makes a backup by itself where one is due and its folder is there.
// Where the folder is not there nothing is said: home and the settings say it, and
// a family should not be stopped each time by a stick in a drawer. Where says is
// empty it is made without a word, so that nothing moves under somebody's hands.
func (s *Shell) backupIfDue(says string) {
	now := s.hands.Now().Round(0)
	if since := now.Sub(s.lookedForBackup); since >= 0 && since < backupWait {
		return
	}
	s.lookedForBackup = now
	file := s.file
	due := false
	s.Work("", func(context.Context) error {
		b, err := file.Backups()
		due = err == nil && b.Folder != "" && b.FolderThere() && file.BackupDue()
		return err
	}, func() {
		if due {
			s.LongWork(says, func(_ context.Context, far tick) error { return file.BackupNow(far) }, s.backedUp)
		}
	})
}

// backedUp draws again what says how the last backup stands.
func (s *Shell) backedUp() {
	switch s.at.Name {
	case Home, Settings:
		s.Again()
	case Keep:
		s.screens[Keep].(*keep).drawBackups()
	}
}
