package terminal

import (
	"time"

	"leverarch/app"
	"leverarch/app/record"
	"leverarch/screens/words"
)

func (t *Terminal) vaultDelete(o *options) error {
	if err := o.need(2, 2, "the folder of the locked file and the id of what to delete"); err != nil {
		return err
	}
	return t.withFile(o, func(a *app.App) error {
		if err := a.Delete(record.ID(o.words[1])); err != nil {
			return err
		}
		t.printf("in the bin %s\n", o.words[1])
		return nil
	})
}

type binnedJSON struct {
	ID     record.ID `json:"id"`
	Kind   string    `json:"kind"`
	Name   string    `json:"name"`
	Binned time.Time `json:"binned"`
}

func (t *Terminal) vaultBin(o *options) error {
	if err := o.need(1, 1, "the folder of the locked file"); err != nil {
		return err
	}
	return t.withFile(o, func(a *app.App) error {
		if o.empty {
			n, err := a.EmptyBin(a.Now().Add(time.Second))
			if err == nil {
				t.printf("deleted for good: %s. Old backups still have them.\n", words.Count(n, "thing", "things"))
			}
			return err
		}
		list, err := a.Bin()
		if err != nil {
			return err
		}
		out := make([]binnedJSON, 0, len(list))
		for _, b := range list {
			out = append(out, binnedJSON{b.ID, b.What, b.Name, b.When})
		}
		if o.json {
			return t.printJSON(out)
		}
		if len(out) == 0 {
			t.printf("The bin is empty.\n")
		}
		for _, b := range out {
			t.printf("%s  %s  %s  since %s\n", b.ID, b.Kind, words.FirstLine(b.Name), record.DayOf(b.Binned.Local()).Short())
		}
		return nil
	})
}

type damagedJSON struct {
	What    string `json:"what"`
	ID      string `json:"id"`
	Name    string `json:"name"`
	Problem string `json:"problem"`
}

type checkJSON struct {
	OK        bool          `json:"ok"`
	Records   int           `json:"records"`
	Documents int           `json:"documents"`
	Damaged   []damagedJSON `json:"damaged"`
	Mended    []damagedJSON `json:"mended"`
	Found     []record.ID   `json:"found"`
	Head      string        `json:"head"`
}

func (t *Terminal) vaultCheck(o *options) error {
	if err := o.need(1, 1, "the folder of the locked file"); err != nil {
		return err
	}
	return t.withFile(o, func(a *app.App) error {
		h, err := a.Check(nil)
		if err != nil {
			return err
		}
		c := checkJSON{OK: h.OK(), Records: h.Records, Documents: h.Documents, Head: a.Head(),
			Damaged: []damagedJSON{}, Mended: []damagedJSON{}, Found: append([]record.ID{}, h.Strays...)}
		for _, x := range h.Hurt {
			d := damagedJSON{x.What, x.ID, x.Name, words.For(x.Err).Sentence()}
			if x.Mended {
				c.Mended = append(c.Mended, d)
			} else {
				c.Damaged = append(c.Damaged, d)
			}
		}
		if o.json {
			if err := t.printJSON(c); err != nil {
				return err
			}
		} else {
			t.showCheck(c)
		}
		if !c.OK {
			return errSaid
		}
		return nil
	})
}

func (t *Terminal) showCheck(c checkJSON) {
	for _, list := range [][]damagedJSON{c.Damaged, c.Mended} {
		for _, d := range list {
			t.printf("%s %s %s: %s\n", d.What, d.ID, d.Name, d.Problem)
		}
	}
	for _, id := range c.Found {
		t.printf("document %s: it is in your file, and nothing in the file speaks of it. `leverarch vault get` takes it out.\n", id)
	}
	if c.OK {
		t.printf("All is well: %s and %s were read back whole.\n", words.Count(c.Records, "record", "records"), words.Count(c.Documents, "document", "documents"))
	}
	t.printf("The last entry is %s.\n", c.Head)
}

func (t *Terminal) vaultExport(o *options) error {
	if err := o.need(1, 1, "the folder of the locked file"); err != nil {
		return err
	}
	if o.out == "" {
		return &usageError{"Say which folder to write to, with -o."}
	}
	return t.withFile(o, func(a *app.App) error {
		n, err := a.TakeOutEverything(o.out, nil)
		if err != nil {
			return err
		}
		t.printf("written %s: %s. They are not locked, and your private notes are in records.json.\n", o.out, words.Count(n, "file", "files"))
		return nil
	})
}

func (t *Terminal) vaultBackup(o *options) error {
	if err := o.need(1, 1, "the folder of the locked file"); err != nil {
		return err
	}
	if o.out == "" {
		return &usageError{"Say where to write the backup, with -o."}
	}
	return t.withSecret(o, func(a *app.App, secret []byte) error {
		if err := a.Backup(o.out, secret, nil); err != nil {
			return err
		}
		t.printf("backed up %s\n", o.out)
		return nil
	})
}

func (t *Terminal) vaultRestore(o *options) error {
	if err := o.need(2, 2, "the backup and the folder to make"); err != nil {
		return err
	}
	secret, err := t.secret("The backup's passphrase or recovery key: ")
	if err != nil {
		return err
	}
	defer clear(secret)
	if err := t.Desk.Restore(o.words[0], secret, o.words[1], nil); err != nil {
		return err
	}
	t.printf("written %s\n", o.words[1])
	return nil
}
