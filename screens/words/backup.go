package words

import (
	"leverarch/app"
	"leverarch/app/lang"
)

// LastBackup says how the last backup stands, whatever came to it since.
func LastBackup(b app.Backups, state app.BackupState) string {
	if state == app.BackupNone {
		return lang.T("No backup has been made yet.")
	}
	made := lang.T("The last backup was made on %s and read back whole.", Moment(b.Last))
	switch state {
	case app.BackupAway:
		made += lang.T(" We cannot look at it now, because its folder is not there. If it is on a stick, plug the stick in.")
	case app.BackupGone:
		return lang.T("%s It is no longer where it was put. If you did not move it, make a new one.", made)
	case app.BackupChanged:
		return lang.T("%s It has changed since, so do not rely on it. Make a new one.", made)
	}
	if b.OldKey {
		made += lang.T(" You have new keys since then, and only what opened your file before opens this backup. Make a new one.")
	}
	return made
}

// BackupNeeded says in a line that a backup is wanted, or nothing where none is.
// Old is whether the last is older than a family should be easy with.
func BackupNeeded(b app.Backups, state app.BackupState, old bool) string {
	switch {
	case state == app.BackupNone && old:
		return lang.T("There is no backup of your file yet.")
	case state == app.BackupNone:
		return ""
	case state == app.BackupGone && b.Folder != "":
		return lang.T("The last backup is no longer where it was put.")
	case state == app.BackupChanged:
		return lang.T("The last backup has changed since it was made.")
	case b.OldKey:
		return lang.T("No backup has been made since you got new keys.")
	case old:
		return lang.T("The last backup is more than 30 days old.")
	}
	return ""
}
