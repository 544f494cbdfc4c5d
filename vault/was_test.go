package vault

import (
	"errors"
	"testing"
)

// TestAChangeIsTakenBack puts records back as a transaction found them, and leaves
// alone what was changed again since.
func TestAChangeIsTakenBack(t *testing.T) {
	v := create(t)
	put := func(id, value string) (was []Was) {
		t.Helper()
		if err := v.Update(func(tx *Tx) (err error) {
			if value == "" {
				err = tx.Delete("note", id)
			} else {
				err = tx.Put("note", id, []byte(value))
			}
			if err == nil {
				was, err = tx.Was()
			}
			return err
		}); err != nil {
			t.Fatal(err)
		}
		return was
	}
	is := func(id, want string) {
		t.Helper()
		if err := v.View(func(tx *Tx) error {
			b, err := tx.Get("note", id)
			if want == "" && errors.Is(err, ErrNotFound) {
				return nil
			}
			if string(b) != want {
				t.Errorf("%s is %q, want %q", id, b, want)
			}
			return err
		}); err != nil {
			t.Fatal(err)
		}
	}
	back := func(w []Was) error {
		return v.Update(func(tx *Tx) error {
			for _, x := range w {
				if err := tx.TakeBack(x); err != nil {
					return err
				}
			}
			return nil
		})
	}
	made := put("a", "one")
	changed := put("a", "two")
	if err := back(changed); err != nil {
		t.Fatal(err)
	}
	is("a", "one")
	if err := back(changed); !errors.Is(err, ErrChanged) {
		t.Errorf("taken back twice: %v", err)
	}
	gone := put("a", "")
	is("a", "")
	if err := back(gone); err != nil {
		t.Fatal(err)
	}
	is("a", "one")
	if err := back(made); err != nil {
		t.Fatal(err)
	}
	is("a", "")
	if same := put("b", "x"); len(same) != 1 || same[0].Before != nil {
		t.Errorf("%+v", same)
	}
	if same := put("b", "x"); len(same) != 0 {
		t.Errorf("writing what is there changed %+v", same)
	}
}
