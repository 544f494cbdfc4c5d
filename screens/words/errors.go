package words

import (
	"context"
	"errors"
	"io/fs"
	"strings"
	"syscall"

	"leverarch/app"
	"leverarch/app/guide"
	"leverarch/app/lang"
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

// spoken is the same in the language chosen.
func (s Said) spoken() Said {
	return Said{lang.Of(s.Happened), lang.Of(s.Lost), lang.Of(s.Now)}
}

// For gives the words for an error. An error that has none of its own is said
// plainly, and nothing of its own text is shown: it may hold a family's words.
func For(err error) Said {
	for _, e := range special {
		if s, ok := e(err); ok {
			return s.spoken()
		}
	}
	for _, e := range table {
		if errors.Is(err, e.err) {
			return e.said.spoken()
		}
	}
	return Said{
		lang.T("That could not be done, and we cannot say why."),
		lang.T("Nothing that was stored is lost."),
		lang.T("Please try once more. If it happens again, close the program and open it."),
	}
}

var (
	nothingLost = lang.N("Nothing is lost.")
	isKept      = lang.N("It is safely kept as it came.")
	notStored   = lang.N("What you were doing now was not stored. Everything before it is safe.")
	byHand      = lang.N("You can still look at it and fill in what it says by hand.")
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
			where = lang.T(" in the program “%s”", e.Program)
		}
		if !e.Since.IsZero() {
			since = lang.T(", since %s", Moment(e.Since))
		}
		s := Said{lang.T("Your file is open already%s%s.", where, since), nothingLost,
			lang.T("Close it there, then try again. It may be another window, a terminal, or another computer that uses the same folder.")}
		return s, true
	},
	func(err error) (Said, bool) {
		var e *vault.Damaged
		if !errors.As(err, &e) {
			return Said{}, false
		}
		if e.Mended {
			return Said{lang.T("One part of your file had changed on the disk. We put it right from the second copy."), nothingLost, lang.T("It is wise to make a backup now.")}, true
		}
		s := Said{lang.T("One part of your file cannot be read: it has changed on the disk."), lang.T("Everything else opens."), lang.T("If you have a backup, bring that part back from it.")}
		switch e.What {
		case vault.DamagedDocument:
			s.Happened = lang.T("One letter or document cannot be read: it has changed on the disk.")
			s.Now = lang.T("If you still have it elsewhere, bring it in again. If you have a backup, it is in there.")
		case vault.DamagedWords:
			s = Said{lang.T("The words we had found in one document cannot be read."), lang.T("The document itself is safe."), lang.T("We can read it again.")}
		case vault.DamagedBackup:
			s = Said{lang.T("This backup is not as it was written: some of it has changed or is gone."), lang.T("Nothing in your file is touched."), lang.T("Try another backup, and make a new one.")}
		case vault.DamagedKeyFile:
			s = Said{lang.T("The part of your file that holds its locks cannot be read."), lang.T("What is in the file is still there."), lang.T("Bring the file back from a backup, and keep this one as it is.")}
		}
		return s, true
	},
	func(err error) (Said, bool) {
		var e *app.UnknownEvent
		if !errors.As(err, &e) {
			return Said{}, false
		}
		return Said{lang.T("We do not know an event called “%s”.", e.Kind), nothingLost, lang.T("The list of events is in the law: look there for its name.")}, true
	},
	func(err error) (Said, bool) {
		var e *record.NotADay
		if !errors.As(err, &e) {
			return Said{}, false
		}
		return Said{lang.T("“%s” is not a day we can read.", e.Given), nothingLost, lang.T("Write it as year, month, day: 2026-11-03.")}, true
	},
	func(err error) (Said, bool) {
		var e *export.BadEntry
		if !errors.As(err, &e) {
			return Said{}, false
		}
		return Said{lang.T("One of the dates cannot be put in a calendar, so none was written."), nothingLost, lang.T("Look through the dates for one with no day, and try again.")}, true
	},
	func(err error) (Said, bool) {
		var e *guide.Refused
		if !errors.As(err, &e) {
			return Said{}, false
		}
		return Said{lang.T("The guide that came with this program is not whole, so it cannot be shown."), lang.T("Your own file is not touched."), lang.T("Please get the program again from where you got it.")}, true
	},
	func(err error) (Said, bool) {
		var e *law.Refused
		if !errors.As(err, &e) {
			return Said{}, false
		}
		return Said{lang.T("The time limits that came with this program are not whole, so it works out no dates."), lang.T("Your own file is not touched."), lang.T("Please get the program again from where you got it.")}, true
	},
}

// table holds the words for every other error. The first that fits is used.
var table = []struct {
	err  error
	said Said
}{
	{ErrNoGuidePage, Said{lang.N("The guide has no page of that name."), nothingLost, lang.N("`leverarch guide` lists every page.")}},
	{vault.ErrWrongSecret, Said{lang.N("That passphrase does not open this file."), nothingLost, lang.N("Try it again. Capital letters matter. Your recovery key opens it too.")}},
	{vault.ErrRecoveryKey, Said{lang.N("That is not quite a recovery key."), nothingLost, lang.N("It has eight groups of four letters and numbers. Read it again from your paper.")}},
	{vault.ErrNoPassphrase, Said{lang.N("No passphrase was given."), nothingLost, lang.N("Type a passphrase, then try again.")}},
	{vault.ErrInUse, Said{lang.N("Your file is open already, in another window or on another computer."), nothingLost, lang.N("Close it there, then try again.")}},
	{vault.ErrNotAVault, Said{lang.N("There is no file of yours in this folder."), nothingLost, lang.N("Choose the folder where you keep your file, or start a new one.")}},
	{vault.ErrNewer, Said{lang.N("Your file was last kept by a newer version of this program."), nothingLost, lang.N("Get the newest version, then open it again.")}},
	{vault.ErrKeyFile, Said{lang.N("The part of your file that holds its locks cannot be read."), lang.N("What is in the file is still there."), lang.N("Bring the file back from a backup, and keep this one as it is.")}},
	{vault.ErrDiskFull, Said{lang.N("This computer has no room left to keep it."), notStored, lang.N("Make some room, then try again.")}},
	{vault.ErrReadOnly, Said{lang.N("This folder cannot be written to."), notStored, lang.N("Check that the disk is plugged in and not locked, then try again.")}},
	{vault.ErrExists, Said{lang.N("There is a file of yours in this folder already."), nothingLost, lang.N("Open it, or choose another folder for a new one.")}},
	{vault.ErrNotEmpty, Said{lang.N("This folder has other things in it."), nothingLost, lang.N("Choose an empty folder, or a new one.")}},
	{vault.ErrDamaged, Said{lang.N("One part of your file cannot be read: it has changed on the disk."), lang.N("Everything else opens."), lang.N("If you have a backup, bring that part back from it.")}},
	{vault.ErrChanged, Said{lang.N("It was changed again since, so that cannot be undone."), nothingLost, lang.N("Look at it as it is now, and change it by hand.")}},
	{vault.ErrClosed, Said{lang.N("Your file is locked."), nothingLost, lang.N("Unlock it, then try again.")}},
	{vault.ErrNotFound, Said{lang.N("We cannot find that in your file."), nothingLost, lang.N("It may have been taken out. Look in the bin.")}},
	{vault.ErrName, Said{lang.N("We cannot find that in your file."), nothingLost, lang.N("Check how it is written, then try again.")}},
	{vault.ErrCarer, Said{lang.N("Nobody who opens this file is called that."), nothingLost, lang.N("Look at the list of who can open it.")}},
	{vault.ErrLabel, Said{lang.N("Somebody who opens this file is called that already, or the word cannot be used."), nothingLost, lang.N("Choose another word for who it is.")}},
	{vault.ErrCarerStays, Said{lang.N("You cannot take yourself out, and somebody must stay who can open the file."), nothingLost, lang.N("Somebody else can take you out.")}},
	{vault.ErrPassphraseTaken, Said{lang.N("That passphrase opens this file already."), nothingLost, lang.N("Choose another one.")}},
	{vault.ErrBusy, Said{lang.N("The file is busy: a backup or new keys are being made."), nothingLost, lang.N("Try again when that is done.")}},
	{vault.ErrNeedsRecoveryKey, Said{lang.N("This backup was made by itself, so no passphrase opens it."), nothingLost, lang.N("Use the recovery key you had on the day it was made.")}},
	{vault.ErrNotABackup, Said{lang.N("This is not a backup of a file of yours."), nothingLost, lang.N("Choose the backup itself. Its name ends in .gpg.")}},
	{vault.ErrTooBig, Said{lang.N("That is too large to keep in one piece."), notStored, lang.N("Keep it in smaller parts.")}},

	{app.ErrNoChild, Said{lang.N("We need to know whose file this goes in."), nothingLost, lang.N("Give a name first.")}},
	{app.ErrUnknownChild, Said{lang.N("Nobody in your file has that name."), nothingLost, lang.N("Check how it is written, or add the name first.")}},
	{app.ErrNoName, Said{lang.N("A person needs a name."), nothingLost, lang.N("Type a name first.")}},
	{app.ErrNothingSaid, Said{lang.N("There is nothing written in this note yet."), nothingLost, lang.N("Write what was said. A few words will do.")}},
	{app.ErrNoBackupFolder, Said{lang.N("No folder for backups is chosen yet."), nothingLost, lang.N("Choose one, best on another disk or stick.")}},
	{app.ErrRound, Said{lang.N("Each of the two would take the other’s place."), nothingLost, lang.N("Choose another letter, or none.")}},
	{app.ErrCopyHeld, Said{lang.N("A copy of a letter is still open in another program. It is not locked."), lang.N("Your file is locked, and nothing in it is lost."), lang.N("Close it there. We delete the copy the next time this program starts.")}},
	{app.ErrNotFound, Said{lang.N("We cannot find that in your file."), nothingLost, lang.N("It may have been taken out. Look in the bin.")}},

	{read.ErrEmpty, Said{lang.N("There is nothing in this file."), isKept, lang.N("Check the copy it came from, and bring it in again.")}},
	{read.ErrFormat, Said{lang.N("We cannot read this kind of file yet."), isKept, lang.N("To have it read, open it in its own program, choose “Save as” and then PDF, and bring that in.")}},
	{read.ErrNotReadable, Said{lang.N("We cannot read this file."), isKept, lang.N("Ask whoever sent it for another copy, or fill in what it says by hand.")}},
	{read.ErrPassword, Said{lang.N("This file has a password of its own."), isKept, lang.N("Type the password it came with, or fill in what it says by hand.")}},
	{read.ErrWrongPassword, Said{lang.N("That password does not open this file."), isKept, lang.N("Try it again as it was sent to you. It is not your passphrase.")}},
	{read.ErrTooLong, Said{lang.N("Reading this file took too long, so we stopped."), isKept, byHand}},
	{read.ErrTooBig, Said{lang.N("This file is too big or too deep to read safely."), isKept, byHand}},
	{read.ErrCrashed, Said{lang.N("Reading this file stopped half way."), isKept, byHand}},
	{read.ErrNoPage, Said{lang.N("This document has no such page."), nothingLost, lang.N("Look at another page.")}},
	{read.ErrNoReader, Said{lang.N("This computer would not let us read the file."), isKept, lang.N("Close some programs and try again. You can still look at it and fill in what it says by hand.")}},
	{read.ErrOver, Said{lang.N("The document was closed while we were reading it."), isKept, lang.N("Open it again.")}},

	{app.ErrScanned, Said{lang.N("We found no words in the pictures of this document."), isKept, lang.N("A sharper photo in good light may help. You can still look at it and fill in what it says by hand.")}},

	{export.ErrLong, Said{lang.N("This date is too long for a square code."), nothingLost, lang.N("Use the calendar file instead. It holds all of them.")}},
	{export.ErrNothing, Said{lang.N("There are no dates to put on your phone yet."), nothingLost, lang.N("Dates come here when you bring in a letter and say that what we found is right.")}},

	{ErrLocked, Said{lang.N("Your file is locked, so nothing was brought in."), nothingLost, lang.N("Unlock it, then bring the letter in again.")}},
	{ErrNoVoice, Said{lang.N("This computer’s voice did not start."), nothingLost, lang.N("Read the page here, or save it and open it in your browser.")}},
	{ErrNoProgram, Said{lang.N("This computer has no program to open that with."), nothingLost, lang.N("Copy the words and use them where you like.")}},
	{ErrNotAFile, Said{lang.N("That is not a file we can bring in."), nothingLost, lang.N("Choose a file, or a folder with files in it.")}},
	{ErrNoFileThere, Said{lang.N("There is no file of yours in this folder."), nothingLost, lang.N("Check the name of the folder, or make a new file.")}},
	{ErrNotTheSame, Said{lang.N("The two passphrases are not the same."), nothingLost, lang.N("Type both again.")}},
	{ErrNoPassphrase, Said{lang.N("No passphrase was given."), nothingLost, lang.N("Type a passphrase, then try again.")}},

	{lang.ErrUnknown, Said{lang.N("This program does not speak that language yet."), nothingLost, lang.N("Choose another one.")}},
	{lang.ErrForm, Said{lang.N("The words of that language are not whole, so we cannot use them."), nothingLost, lang.N("Go on in English. Please get the program again from where you got it.")}},

	{context.Canceled, Said{lang.N("It was stopped."), lang.N("What was stored before then is safe."), lang.N("Start it again when you like.")}},
	{context.DeadlineExceeded, Said{lang.N("It took too long, so we stopped."), lang.N("What was stored before then is safe."), lang.N("Please try again.")}},
	{syscall.ENOSPC, Said{lang.N("This computer has no room left to keep it."), notStored, lang.N("Make some room, then try again.")}},
	{fs.ErrNotExist, Said{lang.N("We cannot find that file or folder."), nothingLost, lang.N("Check its name, and that the disk is plugged in.")}},
	{fs.ErrPermission, Said{lang.N("This computer does not let us use that file or folder."), nothingLost, lang.N("Choose another one, or ask whoever looks after the computer.")}},
	{fs.ErrExist, Said{lang.N("There is something with that name already."), nothingLost, lang.N("Choose another name.")}},
}
