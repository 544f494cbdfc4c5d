// Package vault is a locked file: a folder that keeps records and documents so
// that only a passphrase or a recovery key opens them, and so that nothing said
// to be saved is lost.
//
// # Its words
//
// A vault is one folder. Its vault key is 32 random bytes that never leave the
// program unsealed; a wrap is that key sealed for one secret (a carer's
// passphrase, or the recovery key that is printed when the vault is made), and
// the key file (vault.json, with a twin) holds the wraps. A carer is whoever opens
// the vault with a passphrase of their own; all of them can do the same.
//
// To seal is to encrypt and authenticate with AES-256-GCM, bound to the place
// where the bytes belong, so that sealed bytes moved elsewhere do not open.
//
// A record is bytes under a kind and an id. The journal is every change ever
// made to records, as entries; an entry is one transaction, its parts are the
// single changes in it, and each entry holds the hash of the one before. The
// head is the last entry's sequence and hash: who holds a head can later show
// that nothing before it was changed. The journal is kept twice, in two equal
// files, and it is the truth.
//
// A document is a stream of bytes of any length, sealed in a file of its own
// with what is to be known about it. Words are what was read in a document;
// they are sealed the same way, and can be made again.
//
// The store is a working copy of the newest records, in memory only: it is made
// from the journal at each opening, and never believed further than the journal
// confirms it. What it holds is sealed all the same, under a key of its own that is
// dropped when the vault is closed, because memory may outlast that: in the
// system's swap, in its image of a sleeping computer, in what was freed.
//
// To delete a record is to say that it is gone, and to keep its history. To
// erase it is to blank everything that was ever said in it, for good, in both
// journals, with the chain of hashes still whole.
//
// To erase a document is to remove its files, and to remember that it is gone.
//
// A backup is one OpenPGP file with everything in it, in clear once it is opened,
// so that nobody needs this program to read it.
//
// # What it does not know
//
// It knows no word of what is kept in it, no screen and no network. It has no
// clock but the computer's, used only to say when an entry was written.
//
// # What it promises
//
// When Update or Store returns without an error, what was written is on the
// disk and has been flushed. What was not acknowledged is either wholly there
// or not there at all.
//
// What it returns is what was given to it. Bytes that were changed, cut, moved
// or emptied, or are an older copy, come back as *Damaged, never as data. Any one
// file of a vault can be lost or damaged and everything but that file's own document
// is still there. An older copy of the whole folder is whole, and is noticed by a
// computer that remembers its head (see Options).
//
// Taking a carer out, or making new keys, leaves the vault as it was or as it
// should be, wherever it is cut short. It does not reach copies made before: they
// open with what opened them then.
//
// Nothing in the folder is readable without a secret but the format's own
// marks, the sizes and the times of files.
//
// One program at a time has a vault open; the next is told so.
//
// FORMAT.md says every byte of it.
package vault
