package app

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"time"

	"leverarch/app/record"
	"leverarch/vault"
)

// Backups says where backups go and how the last one stands.
type Backups struct {
	Folder string    `json:"folder,omitempty"` // none chosen: no automatic backups
	Last   time.Time `json:"last,omitzero"`    // of the newest one that was read back whole
	File   string    `json:"file,omitempty"`
	At     uint64    `json:"at,omitempty"` // the journal entry it stands at
}

// settings hold what a family chose. The folder of the backups is a name on their
// computer, so it is kept in the locked file and nowhere else.
var settings = vault.Kind[Backups]{Name: "setting"}

const settingBackups = "backups"

// How backups are made by themselves.
const (
	// BackupEvery is after how many changes.
	BackupEvery = 20
	// BackupsKept is how many are kept in the folder.
	BackupsKept = 10
	// BackupOld is when a family is gently told.
	BackupOld = 30 * 24 * time.Hour
	backupDay = 24 * time.Hour
)

// Backups gives where backups go.
func (a *App) Backups() (Backups, error) {
	return view(a, func(tx *vault.Tx) (Backups, error) {
		b, err := settings.Get(tx, settingBackups)
		if errors.Is(err, vault.ErrNotFound) {
			err = nil
		}
		return b, err
	})
}

// ChooseBackups sets the folder for automatic backups; none ends them.
func (a *App) ChooseBackups(folder string) error {
	b, err := a.Backups()
	if err != nil {
		return err
	}
	if folder != "" {
		info, err := os.Stat(folder)
		if err != nil {
			return err
		}
		if !info.IsDir() {
			return vault.ErrNotAVault
		}
	}
	b.Folder = folder
	return a.vault.Update(func(tx *vault.Tx) error { return settings.Put(tx, settingBackups, b) })
}

// Backup writes the whole file as one OpenPGP file that gpg opens with the
// recovery key, and reads it back before it takes its name. With a passphrase
// that opens the file, the passphrase opens the backup in this program too.
func (a *App) Backup(path string, passphrase []byte, progress func(done, of int64) error) error {
	fill := func(to *vault.Archive) error {
		return to.View(func(tx *vault.Tx) error {
			files, err := a.everything(tx, to.Head().String())
			if err != nil {
				return err
			}
			for _, f := range files {
				if f.Document != "" {
					// One that was never stored, or is damaged, has no bytes to name.
					if err := to.Document(string(f.Document), f.Name); err != nil && !errors.Is(err, vault.ErrNotFound) {
						return err
					}
					continue
				}
				src, err := f.Open()
				if err != nil {
					return err
				}
				err = to.File(f.Name, f.Time, f.Size, src)
				src.Close()
				if err != nil {
					return err
				}
			}
			return nil
		})
	}
	s, err := a.vault.BackupFile(path, passphrase, fill, progress)
	if err != nil {
		return err
	}
	b, err := a.Backups()
	if err != nil {
		return err
	}
	b.Last, b.File, b.At = a.now(), path, s.Head.Sequence
	return a.vault.Update(func(tx *vault.Tx) error { return settings.Put(tx, settingBackups, b) })
}

// backupName matches what BackupNow calls its files. The name says nothing.
var backupName = regexp.MustCompile(`^backup \d{4}-\d{2}-\d{2} \d{6}\.gpg$`)

// BackupNow makes a backup in the chosen folder, and then takes away the oldest
// of its own there beyond those that are kept. The recovery key opens it.
func (a *App) BackupNow(progress func(done, of int64) error) error {
	b, err := a.Backups()
	if err != nil {
		return err
	}
	if b.Folder == "" {
		return ErrNoBackupFolder
	}
	name := fmt.Sprintf("backup %s.gpg", a.now().Format("2006-01-02 150405"))
	if err := a.Backup(filepath.Join(b.Folder, name), nil, progress); err != nil {
		return err
	}
	list, err := os.ReadDir(b.Folder)
	if err != nil {
		return err
	}
	var own []string
	for _, e := range list {
		if backupName.MatchString(e.Name()) && e.Type().IsRegular() {
			own = append(own, e.Name())
		}
	}
	slices.Sort(own)
	for len(own) > BackupsKept {
		if err := os.Remove(filepath.Join(b.Folder, own[0])); err != nil {
			return err
		}
		own = own[1:]
	}
	return nil
}

// ErrNoBackupFolder says that no folder for backups was chosen.
var ErrNoBackupFolder = errors.New("app: no folder for backups")

// BackupDue reports whether an automatic backup should be made now: enough has
// changed since the last, or something has and it is a day old.
func (a *App) BackupDue() bool {
	b, err := a.Backups()
	if err != nil || b.Folder == "" || a.sample {
		return false
	}
	// The entry that says a backup was made is one itself.
	changes := int64(a.vault.Head().Sequence) - int64(b.At) - 1
	return b.Last.IsZero() || changes >= BackupEvery || changes > 0 && a.now().Sub(b.Last) >= backupDay
}

// BackupIsOld reports whether the newest backup that was read back is so old that
// a family should hear of it; a file that never had one says so too, once it
// holds a document for as long.
func (a *App) BackupIsOld() bool {
	b, err := a.Backups()
	if err != nil || a.sample {
		return false
	}
	if !b.Last.IsZero() {
		return a.now().Sub(b.Last) > BackupOld
	}
	docs, err := a.Documents("")
	return err == nil && slices.ContainsFunc(docs, func(d record.Document) bool { return a.now().Sub(d.Added) > BackupOld })
}

// Restore makes a family's file out of a backup, in a folder that is empty or not
// there yet. The backup's passphrase opens it, or its recovery key. It may be
// older than what this computer saw last: that is what was wanted.
func (d *Desk) Restore(path string, secret []byte, dir string, progress func(done, of int64) error) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	if _, err := vault.Restore(f, secret, dir, progress); err != nil {
		return err
	}
	v, err := d.options().Open(dir, secret)
	if err != nil {
		return err
	}
	v.AcceptOlder()
	return v.Close()
}
