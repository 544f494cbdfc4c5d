package vault

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// opens says with which of some secrets a vault in dir opens.
func opens(t testing.TB, dir string, secrets ...string) (which []string) {
	t.Helper()
	for _, s := range secrets {
		v, err := Open(dir, []byte(s))
		if errors.Is(err, ErrWrongSecret) {
			continue
		}
		ok(t, err)
		ok(t, v.Close())
		which = append(which, s)
	}
	return which
}

func TestChangePassphrase(t *testing.T) {
	v, key, _ := filled(t)
	dir, want := v.Dir(), history(t, v)
	before := filesHeld(t, v)
	for _, c := range []struct {
		old, new string
		err      error
	}{
		{"wrong", "second", ErrWrongSecret},
		{"", "second", ErrWrongSecret},
		{string(secret), "", ErrNoPassphrase},
		{string(secret), "se\u0301cond", nil},
		{string(secret), "third", ErrWrongSecret},
		{"s\u00e9cond", "third", nil},
		{key.String(), "fourth", nil},
		{"fourth", "fourth", nil}, // the same again is no harm
	} {
		if err := v.ChangePassphrase([]byte(c.old), []byte(c.new)); !errors.Is(err, c.err) {
			t.Fatalf("%q to %q: %v", c.old, c.new, err)
		}
	}
	if after := filesHeld(t, v); !slices.Equal(after, before) {
		t.Error("documents were written again")
	}
	if again := must[RecoveryKey](t)(v.RecoveryKey()); again != key {
		t.Error("the recovery key changed")
	}
	ok(t, v.Close())
	one, two := must[[]byte](t)(os.ReadFile(filepath.Join(dir, keyName))), must[[]byte](t)(os.ReadFile(filepath.Join(dir, keyTwin)))
	if !bytes.Equal(one, two) {
		t.Error("the copies of the key file differ")
	}
	if got := opens(t, dir, string(secret), "s\u00e9cond", "third", "fourth", key.String()); !slices.Equal(got, []string{"fourth", key.String()}) {
		t.Errorf("opens with %q", got)
	}
	v = must[*Vault](t)(Open(dir, []byte("fourth")))
	defer v.Close()
	if got := history(t, v); got != want {
		t.Errorf("not the same vault: %s", got)
	}
	if c := v.Carers(); len(c) != 1 || c[0].Label != labelFirst || time.Since(c[0].Added) > time.Hour {
		t.Errorf("carers %+v", c)
	}
}

// filesHeld says which sealed files there are and when each was written.
func filesHeld(t testing.TB, v *Vault) (files []string) {
	t.Helper()
	for _, f := range filesOf(t, v.root) {
		if strings.HasPrefix(f, documents) || strings.HasPrefix(f, words) {
			info, err := os.Stat(filepath.Join(v.root, f))
			ok(t, err)
			files = append(files, f+" "+info.ModTime().String())
		}
	}
	return files
}

// TestChangePassphraseCutShort ends the program at each step: the old passphrase
// opens the vault then or the new one does, and after that only this.
func TestChangePassphraseCutShort(t *testing.T) {
	t.Parallel()
	for _, step := range []string{"keys", "keys once", "keys twice"} {
		v, key, _ := filled(t)
		want := history(t, v)
		dir := endsAt(t, v, step, 1, func() { v.ChangePassphrase(secret, []byte("second")) })
		v, err := Open(dir, []byte("second"))
		if errors.Is(err, ErrWrongSecret) != (step == "keys") {
			t.Errorf("%s: %v", step, err)
		}
		if err != nil {
			v = open(t, dir)
		}
		if got := history(t, v); got != want {
			t.Errorf("%s: not the same vault", step)
		}
		ok(t, v.Close())
		if got := opens(t, dir, string(secret), "second", key.String()); len(got) != 2 {
			t.Errorf("%s: opens with %q", step, got)
		}
	}
}

// endsAt gives the folder as it is when f comes to a step for the nth time: as it
// would be if the program ended there.
func endsAt(t testing.TB, v *Vault, step string, n int, f func()) (dir string) {
	t.Helper()
	v.steps = func(s string) {
		if s == step {
			if n--; n == 0 {
				dir = copyFolder(t, v.Dir())
			}
		}
	}
	f()
	ok(t, v.Close())
	if dir == "" {
		t.Fatalf("there is no step %q", step)
	}
	return dir
}

func TestCarers(t *testing.T) {
	t.Parallel()
	v, key, _ := filled(t)
	dir, want := v.Dir(), history(t, v)
	sam, ann := []byte("sam's own words"), []byte("ann's own words")
	for name, c := range map[string]struct {
		own   []byte
		label string
		their []byte
		err   error
	}{
		"wrong":       {[]byte("wrong"), "Sam", sam, ErrWrongSecret},
		"no label":    {secret, " ", sam, ErrLabel},
		"long label":  {secret, strings.Repeat("x", 201), sam, ErrLabel},
		"not text":    {secret, "\xff", sam, ErrLabel},
		"two lines":   {secret, "a\nb", sam, ErrLabel},
		"taken label": {secret, "First", sam, ErrLabel},
		"nothing":     {secret, "Sam", nil, ErrNoPassphrase},
		"the same":    {secret, "Sam", secret, ErrPassphraseTaken},
		"the paper":   {secret, "Sam", []byte(key.String()), ErrPassphraseTaken},
	} {
		if err := v.AddCarer(c.own, c.label, c.their); !errors.Is(err, c.err) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if len(v.Carers()) != 1 {
		t.Fatalf("carers %+v", v.Carers())
	}
	ok(t, v.AddCarer(secret, "Sam", sam))
	ok(t, v.AddCarer([]byte(key.String()), "ann \u2665", ann))
	ok(t, v.Close())

	// Their names are theirs, and not for whoever finds the folder.
	for _, f := range []string{keyName, keyTwin} {
		b := must[[]byte](t)(os.ReadFile(filepath.Join(dir, f)))
		if bytes.Contains(b, []byte("Sam")) || bytes.Contains(b, []byte("first")) {
			t.Errorf("%s says who opens it", f)
		}
		var file keyFile
		ok(t, json.Unmarshal(b, &file))
		salts := map[string]bool{}
		for _, w := range file.Wraps {
			if w.By == byPassphrase {
				salts[w.same()] = true
			}
		}
		if len(salts) != 1 {
			t.Errorf("opening would be slower with each carer: %d salts", len(salts))
		}
	}

	// Each knows who was there before them.
	last := labelFirst
	for _, c := range []struct {
		with  []byte
		label string
	}{{sam, "Sam"}, {ann, "ann \u2665"}, {[]byte(key.String()), ""}, {secret, labelFirst}} {
		v, err := Open(dir, c.with)
		ok(t, err)
		at, label, known := v.LastOpened()
		if v.Label() != c.label || label != last || !known || time.Since(at) > time.Minute || time.Since(at) < 0 {
			t.Errorf("opened as %q, last as %q at %v, %v; want %q and %q", v.Label(), label, at, known, c.label, last)
		}
		last = c.label
		if got := history(t, v); got != want {
			t.Errorf("%q sees something else", c.label)
		}
		var labels []string
		for _, c := range v.Carers() {
			labels = append(labels, c.Label)
		}
		if !slices.Equal(labels, []string{labelFirst, "Sam", "ann \u2665"}) {
			t.Errorf("carers %q", labels)
		}
		ok(t, v.Close())
	}

	v = must[*Vault](t)(Open(dir, sam))
	defer v.Close()
	for name, c := range map[string]struct {
		err  error
		want error
	}{
		"another's passphrase":   {v.ChangePassphrase(sam, ann), ErrPassphraseTaken},
		"whose, by the paper":    {v.ChangePassphrase([]byte(key.String()), []byte("x")), ErrCarer},
		"nobody's":               {v.ChangePassphraseOf("Tom", []byte(key.String()), []byte("x")), ErrCarer},
		"another's, by one's":    {v.ChangePassphraseOf("Sam", secret, []byte("x")), ErrCarer},
		"one's own by the paper": {v.ChangePassphraseOf("Sam", []byte(key.String()), []byte("sam again")), nil},
		"and by the new":         {v.ChangePassphrase([]byte("sam again"), []byte("sam at last")), nil},
	} {
		if !errors.Is(c.err, c.want) {
			t.Errorf("%s: %v", name, c.err)
		}
	}
	ok(t, v.Close())
	if got := opens(t, dir, string(secret), string(sam), string(ann), "sam again", "sam at last", "x", key.String()); !slices.Equal(got,
		[]string{string(secret), string(ann), "sam at last", key.String()}) {
		t.Errorf("opens with %q", got)
	}
}

// TestStrangersKey puts a vault key of somebody's own choosing into a wrap, as
// one could who can write in the folder and knows no secret.
func TestStrangersKey(t *testing.T) {
	v, _, _ := filled(t)
	dir := v.Dir()
	f := *v.keyFile.Load()
	f.Wraps = slices.Clone(f.Wraps)
	b, known := f.Wraps[0].bearer(v.keys.vaultKey, v.keys.vaultID)
	if !known {
		t.Fatal("not known")
	}
	ok(t, v.Close())
	theirs := randomKey()
	// At worst they know the public key. They do not know the lock.
	f.Wraps[0].give(theirs, f.id(), bearer{time.Now(), b.public, randomKey(), labelFirst})
	for _, name := range []string{keyName, keyTwin} {
		ok(t, writeWhole(filepath.Join(dir, name), f.encode(theirs)))
	}
	if _, err := Open(dir, secret); !errors.Is(err, ErrWrongSecret) {
		t.Errorf("opens under a stranger's key: %v", err)
	}
}

func TestLastOpenedWhereNothingCanBeWritten(t *testing.T) {
	v, _, _ := filled(t)
	dir := v.Dir()
	if _, _, known := v.LastOpened(); known {
		t.Error("a new vault was opened before")
	}
	v = reopen(t, v)
	_, label, known := v.LastOpened()
	if !known || label != labelFirst {
		t.Errorf("last opened by %q, %v", label, known)
	}
	ok(t, v.Close())
	older := copyFolder(t, dir)
	heads := t.TempDir()
	for range 2 {
		v := must[*Vault](t)(Options{HeadFolder: heads}.Open(dir, secret))
		put(t, v, "note", "x", v.Head().String())
		ok(t, v.Close())
	}
	v = must[*Vault](t)(Options{HeadFolder: heads}.Open(older, secret))
	defer v.Close()
	before := v.Head()
	if !v.Older() || v.Head() != before || v.last.at.IsZero() {
		t.Errorf("an older copy: %v", v.last)
	}
	again := must[*Vault](t)(Open(copyFolder(t, dir), secret))
	defer again.Close()
	if !again.Contains(before) {
		t.Error("opening an older copy wrote into it before anybody took it for right")
	}
}
