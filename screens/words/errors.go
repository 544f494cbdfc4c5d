package words

import (
	"context"
	"errors"
	"io/fs"
	"strings"
	"syscall"

	"leverarch/app"
	"leverarch/app/guide"
	"leverarch/app/law"
	"leverarch/app/read"
	"leverarch/app/record"
	"leverarch/export"
	"leverarch/vault"
)

// Said is what we say when something could not be done.
type Said struct {
	Happened string // what happened
	Lost     string // whether anything is lost
	Now      string // what to do now
}

// Sentence gives all of it on one line.
func (s Said) Sentence() string {
	var parts []string
	for _, p := range []string{s.Happened, s.Lost, s.Now} {
		if p != "" {
			parts = append(parts, p)
		}
	}
	return strings.Join(parts, " ")
}

// For gives the words for an error. An error that has none of its own is said
// plainly, and nothing of its own text is shown: it may hold a family's words.
func For(err error) Said {
	for _, e := range special {
		if s, ok := e(err); ok {
			return s
		}
	}
	for _, e := range table {
		if errors.Is(err, e.err) {
			return e.said
		}
	}
	return Said{
		"That could not be done, and we cannot say why.",
		"Nothing that was stored is lost.",
		"Please try once more. If it happens again, close the program and open it.",
	}
}

const (
	nothingLost = "Nothing is lost."
	isKept      = "It is safely kept as it came."
	notStored   = "What you were doing now was not stored. Everything before it is safe."
	byHand      = "You can still look at it and fill in what it says by hand."
)

// special holds the errors whose words depend on what is in them.
var special = []func(error) (Said, bool){
	func(err error) (Said, bool) {
		var e *vault.InUse
		if !errors.As(err, &e) {
			return Said{}, false
		}
		where, since := "", ""
		if e.Program != "" {
			where = " in the program “" + e.Program + "”"
		}
		if !e.Since.IsZero() {
			since = ", since " + e.Since.Local().Format("Monday 2 January at 15:04")
		}
		s := Said{"Your file is open already" + where + since + ".", nothingLost,
			"Close it there, then try again. It may be another window, a terminal, or another computer that uses the same folder."}
		return s, true
	},
	func(err error) (Said, bool) {
		var e *vault.Damaged
		if !errors.As(err, &e) {
			return Said{}, false
		}
		if e.Mended {
			return Said{"One part of your file had changed on the disk. We put it right from the second copy.", nothingLost, "It is wise to make a backup now."}, true
		}
		s := Said{"One part of your file cannot be read: it has changed on the disk.", "Everything else opens.", "If you have a backup, bring that part back from it."}
		switch e.What {
		case vault.DamagedDocument:
			s.Happened = "One letter or document cannot be read: it has changed on the disk."
			s.Now = "If you still have it elsewhere, bring it in again. If you have a backup, it is in there."
		case vault.DamagedWords:
			s = Said{"The words we had found in one document cannot be read.", "The document itself is safe.", "We can read it again."}
		case vault.DamagedBackup:
			s = Said{"This backup is not as it was written: some of it has changed or is gone.", "Nothing in your file is touched.", "Try another backup, and make a new one."}
		case vault.DamagedKeyFile:
			s = Said{"The part of your file that holds its locks cannot be read.", "What is in the file is still there.", "Bring the file back from a backup, and keep this one as it is."}
		}
		return s, true
	},
	func(err error) (Said, bool) {
		var e *app.UnknownEvent
		if !errors.As(err, &e) {
			return Said{}, false
		}
		return Said{"We do not know an event called “" + e.Kind + "”.", nothingLost, "The list of events is in the law: look there for its name."}, true
	},
	func(err error) (Said, bool) {
		var e *record.NotADay
		if !errors.As(err, &e) {
			return Said{}, false
		}
		return Said{"“" + e.Given + "” is not a day we can read.", nothingLost, "Write it as year, month, day: 2026-11-03."}, true
	},
	func(err error) (Said, bool) {
		var e *export.BadEntry
		if !errors.As(err, &e) {
			return Said{}, false
		}
		return Said{"One of the dates cannot be put in a calendar, so none was written.", nothingLost, "Look through the dates for one with no day, and try again."}, true
	},
	func(err error) (Said, bool) {
		var e *guide.Refused
		if !errors.As(err, &e) {
			return Said{}, false
		}
		return Said{"The guide that came with this program is not whole, so it cannot be shown.", "Your own file is not touched.", "Please get the program again from where you got it."}, true
	},
	func(err error) (Said, bool) {
		var e *law.Refused
		if !errors.As(err, &e) {
			return Said{}, false
		}
		return Said{"The time limits that came with this program are not whole, so it works out no dates.", "Your own file is not touched.", "Please get the program again from where you got it."}, true
	},
}

// table holds the words for every other error. The first that fits is used.
var table = []struct {
	err  error
	said Said
}{
	{ErrNoGuidePage, Said{"The guide has no page of that name.", nothingLost, "`leverarch guide` lists every page."}},
	{vault.ErrWrongSecret, Said{"That passphrase does not open this file.", nothingLost, "Try it again. Capital letters matter. Your recovery key opens it too."}},
	{vault.ErrRecoveryKey, Said{"That is not quite a recovery key.", nothingLost, "It has eight groups of four letters and numbers. Read it again from your paper."}},
	{vault.ErrNoPassphrase, Said{"No passphrase was given.", nothingLost, "Type a passphrase, then try again."}},
	{vault.ErrInUse, Said{"Your file is open already, in another window or on another computer.", nothingLost, "Close it there, then try again."}},
	{vault.ErrNotAVault, Said{"There is no file of yours in this folder.", nothingLost, "Choose the folder where you keep your file, or start a new one."}},
	{vault.ErrNewer, Said{"Your file was last kept by a newer version of this program.", nothingLost, "Get the newest version, then open it again."}},
	{vault.ErrKeyFile, Said{"The part of your file that holds its locks cannot be read.", "What is in the file is still there.", "Bring the file back from a backup, and keep this one as it is."}},
	{vault.ErrDiskFull, Said{"This computer has no room left to keep it.", notStored, "Make some room, then try again."}},
	{vault.ErrReadOnly, Said{"This folder cannot be written to.", notStored, "Check that the disk is plugged in and not locked, then try again."}},
	{vault.ErrExists, Said{"There is a file of yours in this folder already.", nothingLost, "Open it, or choose another folder for a new one."}},
	{vault.ErrNotEmpty, Said{"This folder has other things in it.", nothingLost, "Choose an empty folder, or a new one."}},
	{vault.ErrDamaged, Said{"One part of your file cannot be read: it has changed on the disk.", "Everything else opens.", "If you have a backup, bring that part back from it."}},
	{vault.ErrChanged, Said{"It was changed again since, so that cannot be undone.", nothingLost, "Look at it as it is now, and change it by hand."}},
	{vault.ErrClosed, Said{"Your file is locked.", nothingLost, "Unlock it, then try again."}},
	{vault.ErrNotFound, Said{"We cannot find that in your file.", nothingLost, "It may have been taken out. Look in the bin."}},
	{vault.ErrName, Said{"We cannot find that in your file.", nothingLost, "Check how it is written, then try again."}},
	{vault.ErrCarer, Said{"Nobody who opens this file is called that.", nothingLost, "Look at the list of who can open it."}},
	{vault.ErrLabel, Said{"Somebody who opens this file is called that already, or the word cannot be used.", nothingLost, "Choose another word for who it is."}},
	{vault.ErrCarerStays, Said{"You cannot take yourself out, and somebody must stay who can open the file.", nothingLost, "Somebody else can take you out."}},
	{vault.ErrPassphraseTaken, Said{"That passphrase opens this file already.", nothingLost, "Choose another one."}},
	{vault.ErrBusy, Said{"The file is busy: a backup or new keys are being made.", nothingLost, "Try again when that is done."}},
	{vault.ErrNeedsRecoveryKey, Said{"This backup was made by itself, so no passphrase opens it.", nothingLost, "Use the recovery key you had on the day it was made."}},
	{vault.ErrNotABackup, Said{"This is not a backup of a file of yours.", nothingLost, "Choose the backup itself. Its name ends in .gpg."}},
	{vault.ErrTooBig, Said{"That is too large to keep in one piece.", notStored, "Keep it in smaller parts."}},

	{app.ErrNoChild, Said{"We need to know whose file this goes in.", nothingLost, "Give a name first."}},
	{app.ErrUnknownChild, Said{"Nobody in your file has that name.", nothingLost, "Check how it is written, or add the name first."}},
	{app.ErrNoName, Said{"A person needs a name.", nothingLost, "Type a name first."}},
	{app.ErrNothingSaid, Said{"There is nothing written in this note yet.", nothingLost, "Write what was said. A few words will do."}},
	{app.ErrNoBackupFolder, Said{"No folder for backups is chosen yet.", nothingLost, "Choose one, best on another disk or stick."}},
	{app.ErrRound, Said{"Each of the two would take the other’s place.", nothingLost, "Choose another letter, or none."}},
	{app.ErrCopyHeld, Said{"A copy of a letter is still open in another program. It is not locked.", "Your file is locked, and nothing in it is lost.", "Close it there. We delete the copy the next time this program starts."}},
	{app.ErrNotFound, Said{"We cannot find that in your file.", nothingLost, "It may have been taken out. Look in the bin."}},

	{read.ErrEmpty, Said{"There is nothing in this file.", isKept, "Check the copy it came from, and bring it in again."}},
	{read.ErrFormat, Said{"We cannot read this kind of file yet.", isKept, "To have it read, open it in its own program, choose “Save as” and then PDF, and bring that in."}},
	{read.ErrNotReadable, Said{"We cannot read this file.", isKept, "Ask whoever sent it for another copy, or fill in what it says by hand."}},
	{read.ErrPassword, Said{"This file has a password of its own.", isKept, "Type the password it came with, or fill in what it says by hand."}},
	{read.ErrWrongPassword, Said{"That password does not open this file.", isKept, "Try it again as it was sent to you. It is not your passphrase."}},
	{read.ErrTooLong, Said{"Reading this file took too long, so we stopped.", isKept, byHand}},
	{read.ErrTooBig, Said{"This file is too big or too deep to read safely.", isKept, byHand}},
	{read.ErrCrashed, Said{"Reading this file stopped half way.", isKept, byHand}},
	{read.ErrNoPage, Said{"This document has no such page.", nothingLost, "Look at another page."}},
	{read.ErrNoReader, Said{"This computer would not let us read the file.", isKept, "Close some programs and try again. " + byHand}},
	{read.ErrOver, Said{"The document was closed while we were reading it.", isKept, "Open it again."}},

	{app.ErrScanned, Said{"We found no words in the pictures of this document.", isKept, "A sharper photo in good light may help. " + byHand}},

	{export.ErrLong, Said{"This date is too long for a square code.", nothingLost, "Use the calendar file instead. It holds all of them."}},
	{export.ErrNothing, Said{"There are no dates to put on your phone yet.", nothingLost, "Dates come here when you bring in a letter and say that what we found is right."}},

	{ErrLocked, Said{"Your file is locked, so nothing was brought in.", nothingLost, "Unlock it, then bring the letter in again."}},
	{ErrNoVoice, Said{"This computer’s voice did not start.", nothingLost, "Read the page here, or save it and open it in your browser."}},
	{ErrNoProgram, Said{"This computer has no program to open that with.", nothingLost, "Copy the words and use them where you like."}},
	{ErrNotAFile, Said{"That is not a file we can bring in.", nothingLost, "Choose a file, or a folder with files in it."}},
	{ErrNoFileThere, Said{"There is no file of yours in this folder.", nothingLost, "Check the name of the folder, or make a new file."}},
	{ErrNotTheSame, Said{"The two passphrases are not the same.", nothingLost, "Type both again."}},
	{ErrNoPassphrase, Said{"No passphrase was given.", nothingLost, "Type a passphrase, then try again."}},

	{context.Canceled, Said{"It was stopped.", "What was stored before then is safe.", "Start it again when you like."}},
	{context.DeadlineExceeded, Said{"It took too long, so we stopped.", "What was stored before then is safe.", "Please try again."}},
	{syscall.ENOSPC, Said{"This computer has no room left to keep it.", notStored, "Make some room, then try again."}},
	{fs.ErrNotExist, Said{"We cannot find that file or folder.", nothingLost, "Check its name, and that the disk is plugged in."}},
	{fs.ErrPermission, Said{"This computer does not let us use that file or folder.", nothingLost, "Choose another one, or ask whoever looks after the computer."}},
	{fs.ErrExist, Said{"There is something with that name already.", nothingLost, "Choose another name."}},
}
