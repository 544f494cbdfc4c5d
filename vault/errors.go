package vault

import (
	"errors"
	"fmt"
	"time"
)

var (
	// ErrExists means the folder holds a vault already.
	ErrExists = errors.New("vault: there is a vault in this folder")
	// ErrNotEmpty means the folder holds something that is not a vault.
	ErrNotEmpty = errors.New("vault: the folder is not empty")
	// ErrNotAVault means the folder holds no vault.
	ErrNotAVault = errors.New("vault: not a vault")
	// ErrNewer means a later version of the format, which this program cannot read.
	ErrNewer = errors.New("vault: made by a newer program")
	// ErrKeyFile means that neither copy of the key file can be used.
	ErrKeyFile = errors.New("vault: key file cannot be used")
	// ErrWrongSecret means the passphrase or recovery key does not open this vault.
	ErrWrongSecret = errors.New("vault: wrong passphrase or recovery key")
	// ErrRecoveryKey means the text is not a recovery key as one is written.
	ErrRecoveryKey = errors.New("vault: not a recovery key")
	// ErrNoPassphrase means the passphrase is empty.
	ErrNoPassphrase = errors.New("vault: no passphrase")
	// ErrInUse means a program has this vault open; the error is an *InUse.
	ErrInUse = errors.New("vault: in use")
	// ErrDamaged means stored bytes are not as they were written; the error is a
	// *Damaged.
	ErrDamaged = errors.New("vault: damaged")
	// ErrDiskFull means there is too little room to write safely. Nothing was
	// written.
	ErrDiskFull = errors.New("vault: disk full")
	// ErrReadOnly means the folder cannot be written to.
	ErrReadOnly = errors.New("vault: read only")
	// ErrClosed means the vault was closed.
	ErrClosed = errors.New("vault: closed")
	// ErrNotFound means there is no such record or document.
	ErrNotFound = errors.New("vault: not found")
	// ErrName means a kind or an id that the vault cannot use as a name.
	ErrName = errors.New("vault: not a name")
	// ErrTooBig means a record, or a transaction, beyond what the format holds.
	ErrTooBig = errors.New("vault: too big")
	// ErrCarer means that no carer has this label, or that it is not clear whose
	// passphrase is meant.
	ErrCarer = errors.New("vault: no such carer")
	// ErrLabel means a label that cannot be a carer's, or that one has already.
	ErrLabel = errors.New("vault: not a new label")
	// ErrCarerStays means the carer who asks, or the only one, who cannot be
	// taken out.
	ErrCarerStays = errors.New("vault: this carer cannot be taken out")
	// ErrPassphraseTaken means a passphrase that opens the vault already, as
	// another's.
	ErrPassphraseTaken = errors.New("vault: passphrase is in use")
	// ErrBusy means that a backup is being made, or new keys, and that this must
	// wait until it is done. Nothing was changed.
	ErrBusy = errors.New("vault: busy")
	// ErrNeedsRecoveryKey means a backup that was made without a passphrase, and
	// opens with the recovery key of the day it was made and with nothing else.
	ErrNeedsRecoveryKey = errors.New("vault: the backup opens with its recovery key")
	// ErrNotABackup means that a file is not a backup of a vault.
	ErrNotABackup = errors.New("vault: not a backup")
)

// InUse says which program has the vault open and since when, as far as it
// could be read. errors.Is(err, ErrInUse) is true of it.
type InUse struct {
	Program string
	Since   time.Time
}

func (e *InUse) Error() string { return ErrInUse.Error() }

// Is makes an *InUse an ErrInUse.
func (e *InUse) Is(target error) bool { return target == ErrInUse }

// What a Damaged is about.
const (
	DamagedKeyFile  = "key file"
	DamagedJournal  = "journal"
	DamagedEntry    = "entry"
	DamagedRecord   = "record"
	DamagedDocument = "document"
	DamagedWords    = "words"
	DamagedBackup   = "backup"
)

// Damaged names one thing that is not as it was written. errors.Is(err,
// ErrDamaged) is true of it.
type Damaged struct {
	What     string // one of the Damaged constants
	Kind, ID string // of a record; ID alone of a document or words
	Sequence uint64 // of an entry, or of the entry that holds the record's version
	// Mended is true where a second copy was whole and nothing is lost.
	Mended bool
}

func (e *Damaged) Error() string {
	s := "vault: damaged " + e.What
	if e.ID != "" {
		s += " " + e.ID
	}
	if e.Sequence != 0 {
		s += fmt.Sprintf(" (entry %d)", e.Sequence)
	}
	return s
}

// Is makes a *Damaged an ErrDamaged.
func (e *Damaged) Is(target error) bool { return target == ErrDamaged }
