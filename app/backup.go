package app

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"leverarch/app/record"
	"leverarch/vault"
)

// Backups says where backups go and which was the last.
type Backups struct {
	Folder string    `json:"folder,omitempty"` // none chosen: no automatic backups
	Last   time.Time `json:"last,omitzero"`    // of the newest one that was read back whole
	File   string    `json:"file,omitempty"`
	Size   int64     `json:"size,omitempty"` // of the file, in bytes
	At     uint64    `json:"at,omitempty"`   // the journal entry it stands at
	// Hurt is set where it was read again and was not as it was written.
	Hurt bool `json:"hurt,omitempty"`
	// OldKey is set where new keys were made since: only the recovery key of before
	// opens it.
	OldKey bool `json:"old_key,omitempty"`
	// Made names what was made by itself in the folder, oldest first. Nothing else
	// there is ever taken away: another family's may be beside them.
	Made []string `json:"made,omitempty"`
}

// BackupState is how the last backup is found where it was put.
type BackupState string

// What can be found. Only the name and the size are looked at; CheckBackup reads
// it whole.
const (
	BackupNone    BackupState = "none"    // none was made yet
	BackupThere   BackupState = "there"   // it is there, as long as it was
	BackupAway    BackupState = "away"    // the folder is not there now, as a stick that was taken out
	BackupGone    BackupState = "gone"    // the folder is there and the backup is not
	BackupChanged BackupState = "changed" // it is shorter or longer than it was, or was read and is hurt
)

// State looks for the last backup. It asks the disk, which may be slow to answer.
func (b Backups) State() BackupState {
	if b.Last.IsZero() {
		return BackupNone
	}
	info, err := os.Stat(b.File)
	switch {
	case err == nil && (b.Hurt || info.Size() != b.Size):
		return BackupChanged
	case err == nil:
		return BackupThere
	case !errors.Is(err, fs.ErrNotExist) || !isFolder(filepath.Dir(b.File)):
		return BackupAway
	}
	return BackupGone
}

// FolderThere reports whether the chosen folder can be found now.
func (b Backups) FolderThere() bool { return isFolder(b.Folder) }

func isFolder(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

// settings hold what a family chose. The folder of the backups is a name on their
// computer, so it is kept in the locked file and nowhere else.
var settings = vault.Kind[Backups]{Name: settingKind}

const (
	settingKind    = "setting"
	settingBackups = "backups"
)

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
	return view(a, backups)
}

func backups(tx *vault.Tx) (Backups, error) {
	b, err := settings.Get(tx, settingBackups)
	if errors.Is(err, vault.ErrNotFound) {
		err = nil
	}
	return b, err
}

// ChooseBackups sets the folder for automatic backups; none ends them.
func (a *App) ChooseBackups(folder string) error {
	if folder != "" {
		if _, err := os.ReadDir(folder); err != nil {
			return err
		}
	}
	return a.changeBackups(func(b *Backups) {
		if b.Folder != folder {
			b.Folder, b.Made = folder, nil
		}
	})
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
	// Where it is must be known from wherever the program is started next.
	path, err := filepath.Abs(path)
	if err != nil {
		return err
	}
	s, err := a.vault.BackupFile(path, passphrase, fill, progress)
	if err != nil {
		return err
	}
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	return a.changeBackups(func(b *Backups) {
		b.Last, b.File, b.Size, b.At, b.Hurt, b.OldKey = a.now(), path, info.Size(), s.Head.Sequence, false, false
	})
}

// changeBackups changes what is kept about backups.
func (a *App) changeBackups(change func(*Backups)) error {
	return a.vault.Update(func(tx *vault.Tx) error {
		b, err := backups(tx)
		if err != nil {
			return err
		}
		change(&b)
		return settings.Put(tx, settingBackups, b)
	})
}

// CheckBackup reads the last backup through, every byte, as bringing it back
// would. What it finds is kept.
func (a *App) CheckBackup(progress func(done, of int64) error) error {
	b, err := a.Backups()
	if err != nil {
		return err
	}
	key, err := a.vault.RecoveryKey()
	if err != nil {
		return err
	}
	f, err := os.Open(b.File)
	if err != nil {
		return err
	}
	defer f.Close()
	_, err = vault.VerifyBackup(f, []byte(key.String()), progress)
	hurt := errors.Is(err, vault.ErrDamaged) || errors.Is(err, vault.ErrNotABackup)
	if hurt != b.Hurt && (hurt || err == nil) {
		err = errors.Join(err, a.changeBackups(func(b *Backups) { b.Hurt = hurt }))
	}
	return err
}

// BackupNow makes a backup in the chosen folder, and then takes away the oldest
// it made there beyond those that are kept. Its name says nothing. The recovery
// key opens it.
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
	made := append(b.Made, name)
	for len(made) > BackupsKept {
		if err := os.Remove(filepath.Join(b.Folder, made[0])); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		made = made[1:]
	}
	return a.changeBackups(func(b *Backups) { b.Made = made })
}

// ErrNoBackupFolder says that no folder for backups was chosen.
var ErrNoBackupFolder = errors.New("app: no folder for backups")

// BackupDue reports whether an automatic backup should be made now: enough has
// changed since the last, or something has and it is a day old, or the last is of
// no use any more. It asks the disk.
func (a *App) BackupDue() bool {
	b, err := a.Backups()
	if err != nil || b.Folder == "" || a.sample {
		return false
	}
	switch b.State() {
	case BackupNone, BackupGone, BackupChanged:
		return true
	}
	// The entries that say a backup was made are two themselves.
	changes := int64(a.vault.Head().Sequence) - int64(b.At) - 2
	return b.OldKey || changes >= BackupEvery || changes > 0 && a.now().Sub(b.Last) >= backupDay
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
