package vault

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

const readme = `This folder is one locked file, made by the program Lever Arch.

Everything in it is encrypted. It opens with its passphrase or with its recovery
key, and with nothing else: nobody can open it without one of them.

Please do not change, rename, move or delete anything inside this folder. To
move or copy the file, close the program first and then move or copy the whole
folder.

What each part is:

  vault.json, vault.json.2   the keys, locked; the same thing twice
  journal                    everything that was written; the same thing twice
  documents                  what was put in it, one locked file each
  words                      the words read from those; can be made again
  lock                       says when the program has this folder open
`

// Create makes a vault in dir, which must be empty or not there yet, and opens
// it. The recovery key opens it too, and is not shown again unless asked for.
func Create(dir string, passphrase []byte) (*Vault, RecoveryKey, error) {
	return Options{}.Create(dir, passphrase)
}

// Create is the function Create with options.
func (o Options) Create(dir string, passphrase []byte) (_ *Vault, _ RecoveryKey, err error) {
	passphrase = normal(passphrase)
	defer clear(passphrase)
	if len(passphrase) == 0 {
		return nil, RecoveryKey{}, ErrNoPassphrase
	}
	if err := mayCreate(dir); err != nil {
		return nil, RecoveryKey{}, err
	}
	if err := makeFolder(dir); err != nil {
		return nil, RecoveryKey{}, full(err)
	}
	if err := os.Chmod(dir, 0o700); err != nil {
		return nil, RecoveryKey{}, err
	}
	disk := diskShelf{dir}
	if err := room(disk, 0); err != nil {
		return nil, RecoveryKey{}, err
	}
	begun := filepath.Join(dir, beginning)
	if err := writeWhole(begun, nil); err != nil {
		if unwritable(err) {
			err = ErrReadOnly
		}
		return nil, RecoveryKey{}, err
	}
	l, _, err := takeLock(dir)
	if err != nil {
		return nil, RecoveryKey{}, err
	}
	// Another may have made one until a moment ago.
	if Exists(dir) {
		os.Remove(begun)
		l.release()
		return nil, RecoveryKey{}, ErrExists
	}
	j := &journal{}
	defer func() {
		if err != nil {
			j.close()
			l.release()
			clearAway(dir)
			os.Remove(filepath.Join(dir, lockFile))
			os.Remove(begun)
		}
	}()
	clearAway(dir)
	for _, d := range []string{journalDir, documents, words, partDir} {
		if err := os.Mkdir(filepath.Join(dir, d), 0o700); err != nil {
			return nil, RecoveryKey{}, full(err)
		}
	}
	vaultKey, vaultID, recovery := randomKey(), newSalt(), newRecoveryKey()
	k := newKeys(vaultKey, vaultID)
	j.seal, j.vaultID = k.journal, vaultID
	for i := range j.tapes {
		if err := writeWhole(tapePath(dir, i), j.start()); err != nil {
			return nil, RecoveryKey{}, err
		}
	}
	if j.tapes, err = openTapes(dir, false); err != nil {
		return nil, RecoveryKey{}, err
	}
	if err := begin(k, j, labelFirst); err != nil {
		return nil, RecoveryKey{}, err
	}
	if err := writeWhole(filepath.Join(dir, readmeName), []byte(readme)); err != nil {
		return nil, RecoveryKey{}, err
	}
	cost := calibrate()
	forRecovery := cost
	forRecovery.Salt = newSalt()
	key := &keyFile{Format: format, Vault: fmt.Sprintf("%x", vaultID), Revision: 1, Wraps: []wrap{
		newWrap(byPassphrase, labelFirst, cost, passphrase, vaultKey, vaultID),
		newWrap(byRecovery, "", forRecovery, recovery[:], vaultKey, vaultID),
	}}
	b := key.encode(vaultKey)
	// The folder is a vault from here on.
	for _, name := range []string{keyTwin, keyName} {
		if err := writeWhole(filepath.Join(dir, name), b); err != nil {
			return nil, RecoveryKey{}, err
		}
	}
	if err := os.Remove(begun); err != nil {
		return nil, RecoveryKey{}, err
	}
	if err := syncDir(filepath.Dir(dir)); err != nil {
		return nil, RecoveryKey{}, err
	}
	v := newVault(disk, k, j)
	v.dir, v.root, v.lock, v.label = dir, dir, l, labelFirst
	v.keyFile.Store(key)
	v.keyBytes = b
	v.glance = newGlance(passphrase, &key.Wraps[0])
	v.store = openStore(j)
	v.heads = openHeads(o.HeadFolder, k, j)
	v.heads.keep(j.head())
	return v, recovery, nil
}

// beginning is there for as long as a folder is being made a vault and is none.
const beginning = "unfinished"

// mayCreate refuses a folder that holds anything but a vault of which the making
// was cut short, by a crash perhaps, before anything could be put in it.
func mayCreate(dir string) error {
	found, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	begun, other := false, false
	for _, d := range found {
		switch d.Name() {
		case keyName, keyTwin:
			return ErrExists
		case beginning:
			begun = true
		case beginning + ".part":
		default:
			other = true
		}
	}
	if other && !begun {
		return ErrNotEmpty
	}
	return nil
}

// clearAway empties a folder in which a vault could not be made, so that it can
// be tried again. Nobody has written anything to it yet, and it was empty before.
func clearAway(dir string) {
	for _, name := range []string{keyName, keyTwin, keyName + ".part", keyTwin + ".part", journalDir, documents, words,
		partDir, readmeName, readmeName + ".part", beginning + ".part"} {
		os.RemoveAll(filepath.Join(dir, name))
	}
}

// Memory makes a vault of which nothing is on a disk. It is the same in all
// else, and gone when it is closed. Only its recovery key opens it.
func Memory() (*Vault, error) {
	k := newKeys(randomKey(), newSalt())
	j := &journal{seal: k.journal, vaultID: k.vaultID}
	for i := range j.tapes {
		j.tapes[i] = &memoryTape{j.start()}
	}
	if err := begin(k, j, ""); err != nil {
		return nil, err
	}
	v := newVault(newMemoryShelf(), k, j)
	recovery := newRecoveryKey()
	defer clear(recovery[:])
	// Nobody sees this key file but in a backup, which has its own lock.
	quick := stretching{Way: argon2id, Time: 1, Memory: 64, Threads: 1, Salt: newSalt()}
	key := &keyFile{Format: format, Vault: fmt.Sprintf("%x", k.vaultID), Revision: 1, Wraps: []wrap{
		newWrap(byRecovery, "", quick, recovery[:], k.vaultKey, k.vaultID),
	}}
	v.keyFile.Store(key)
	v.keyBytes = key.encode(k.vaultKey)
	v.store = openStore(j)
	v.heads = openHeads("", k, j)
	return v, nil
}

func randomKey() []byte {
	b := make([]byte, keySize)
	rand.Read(b)
	return b
}

// begin writes the first entry: what the vault keeps for itself.
func begin(k *keys, j *journal, label string) error {
	k.seed = randomKey()
	j.take(nil)
	now := opening{at: time.Now(), label: label}
	return j.add([16]byte(derive(k.seed, nil, "writer")), now.at, []change{
		{op: opPut, kind: ownKind, id: ownSeed, value: k.seed},
		{op: opPut, kind: ownKind, id: ownOpened, value: now.encode()},
	})
}
