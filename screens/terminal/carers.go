package terminal

import (
	"errors"
	"fmt"
	"time"

	"leverarch/app"
	"leverarch/screens/words"
)

// withSecret is withFile for what needs the passphrase once more.
func (t *Terminal) withSecret(o *options, f func(a *app.App, secret []byte) error) error {
	if !app.Exists(o.words[0]) {
		return words.ErrNoFileThere
	}
	secret, err := t.secret("Your passphrase: ")
	if err != nil {
		return err
	}
	defer clear(secret)
	a, err := t.Desk.Unlock(o.words[0], secret)
	if err != nil {
		return err
	}
	return errors.Join(f(a, secret), a.Close())
}

// another asks for a new passphrase, and where a person is typing, twice.
func (t *Terminal) another(prompt string) ([]byte, error) {
	secret, err := t.secret(prompt)
	if err != nil || !t.asked() {
		return secret, err
	}
	again, err := t.secret("The same once more: ")
	if err != nil {
		return nil, err
	}
	defer clear(again)
	if string(again) != string(secret) {
		return nil, words.ErrNotTheSame
	}
	return secret, nil
}

func (t *Terminal) vaultPassphrase(o *options) error {
	if err := o.need(1, 1, "the folder of the locked file"); err != nil {
		return err
	}
	return t.withSecret(o, func(a *app.App, old []byte) error {
		new, err := t.another("The new passphrase: ")
		if err != nil {
			return err
		}
		defer clear(new)
		if err := a.ChangePassphrase(old, new); err != nil {
			return err
		}
		t.printf("written: the new passphrase opens the file. Copies made before still open with the old one.\n")
		return nil
	})
}

func (t *Terminal) vaultCarerAdd(o *options) error {
	if err := o.need(2, 2, "the folder of the locked file and a word for who it is"); err != nil {
		return err
	}
	return t.withSecret(o, func(a *app.App, own []byte) error {
		fmt.Fprintln(t.Err, "They will see everything, your private notes too. They can copy it, and they can take you out.")
		theirs, err := t.another("Their passphrase: ")
		if err != nil {
			return err
		}
		defer clear(theirs)
		if err := a.AddCarer(own, o.words[1], theirs); err != nil {
			return err
		}
		t.printf("written: %s can open the file\n", o.words[1])
		return nil
	})
}

func (t *Terminal) vaultCarerRemove(o *options) error {
	if err := o.need(2, 2, "the folder of the locked file and the word for who it is"); err != nil {
		return err
	}
	return t.withSecret(o, func(a *app.App, own []byte) error {
		key, err := a.RemoveCarer(own, o.words[1], nil)
		return errors.Join(err, t.newKey(a, key))
	})
}

func (t *Terminal) vaultKeys(o *options) error {
	if err := o.need(1, 1, "the folder of the locked file"); err != nil {
		return err
	}
	return t.withSecret(o, func(a *app.App, own []byte) error {
		key, err := a.NewKeys(own, nil)
		return errors.Join(err, t.newKey(a, key))
	})
}

// newKey prints a new recovery key, where there is one: it may be there although
// something after it could not be done.
func (t *Terminal) newKey(a *app.App, key string) error {
	if key == "" {
		return nil
	}
	t.printf("recovery key: %s\n", key)
	fmt.Fprintln(t.Err, "Everything is sealed under new keys. Write this recovery key down; the old one opens this file no more. Old backups and copies still open with what opened them before.")
	return a.KeyWritten()
}

type carerJSON struct {
	Label string    `json:"label"`
	Added time.Time `json:"added"`
}

func (t *Terminal) vaultCarerList(o *options) error {
	if err := o.need(1, 1, "the folder of the locked file"); err != nil {
		return err
	}
	return t.withFile(o, func(a *app.App) error {
		out := []carerJSON{}
		for _, c := range a.Carers() {
			out = append(out, carerJSON{c.Label, c.Added})
		}
		if o.json {
			return t.printJSON(out)
		}
		for _, c := range out {
			t.printf("%s, since %s\n", c.Label, c.Added.Local().Format("2 January 2006"))
		}
		return nil
	})
}
