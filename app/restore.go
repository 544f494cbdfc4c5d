package app

import (
	"errors"
	"io/fs"
	"os"

	"leverarch/vault"
)

// Restore makes a family's file out of a backup, in a folder that is empty or not
// there yet. The backup's passphrase opens it, or its recovery key. It may be
// older than what this computer saw last: that is what was wanted. Where progress
// gives an error nothing is made, and nothing half done stays.
func (d *Desk) Restore(path string, secret []byte, dir string, progress func(done, of int64) error) error {
	if err := d.restore(path, secret, dir, progress); err != nil {
		return err
	}
	return d.acceptOlder(dir, secret)
}

func (d *Desk) restore(path string, secret []byte, dir string, progress func(done, of int64) error) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	_, err = vault.Restore(f, secret, dir, progress)
	return err
}

func (d *Desk) acceptOlder(dir string, secret []byte) error {
	v, err := d.options().Open(dir, secret)
	if err != nil {
		return err
	}
	v.AcceptOlder()
	return v.Close()
}

// broughtBack is what a file is called while it waits to take the place of another.
const broughtBack = ".back"

// BringBack is Restore where a file may stand in dir already, as one that no
// longer opens. That one is set aside whole, and the name of its folder given; it
// is moved only when the backup was checked to the last byte.
func (d *Desk) BringBack(path string, secret []byte, dir string, progress func(done, of int64) error) (aside string, err error) {
	if !Exists(dir) {
		return "", d.Restore(path, secret, dir, progress)
	}
	if err := d.notInUse(dir); err != nil {
		return "", err
	}
	back := dir + broughtBack
	// What a crash left there was never in use, and the backup it came of is
	// another's to keep.
	if err := os.RemoveAll(back); err != nil {
		return "", err
	}
	if err := d.restore(path, secret, back, progress); err != nil {
		return "", err
	}
	if err := d.notInUse(dir); err != nil {
		return "", errors.Join(err, os.RemoveAll(back))
	}
	aside = dir + " before " + d.Now().Format("2006-01-02 150405")
	if err := os.Rename(dir, aside); err != nil {
		return "", errors.Join(err, os.RemoveAll(back))
	}
	// A crash here leaves no file in dir, and Exists puts the new one there.
	if err := os.Rename(back, dir); err != nil {
		return "", errors.Join(err, os.Rename(aside, dir))
	}
	return aside, d.acceptOlder(dir, secret)
}

// notInUse gives the error of a file that another program has open.
func (d *Desk) notInUse(dir string) error {
	v, err := d.options().Open(dir, nil) // which opens nothing
	if err == nil {
		v.Close()
	}
	if errors.Is(err, vault.ErrInUse) {
		return err
	}
	return nil
}

// Exists reports whether a file has been made in dir. Where bringing one back was
// cut short between its two steps, it takes the second.
func Exists(dir string) bool {
	if vault.Exists(dir) {
		return true
	}
	if _, err := os.Lstat(dir); errors.Is(err, fs.ErrNotExist) && vault.Exists(dir+broughtBack) {
		return os.Rename(dir+broughtBack, dir) == nil
	}
	return false
}
