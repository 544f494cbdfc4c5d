package app_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"leverarch/app"
	"leverarch/app/record"
	"leverarch/vault"
)

func TestTheBinKeepsAndThenDeletesForGood(t *testing.T) {
	c := at("2026-11-09 09:00")
	a, child := file(t, c)
	d := keepDraft(t, a, child)
	confirm(t, a, d.ID, "draft-plan-served", day(t, "2026-11-03"))
	if err := a.Delete(d.ID); err != nil {
		t.Fatal(err)
	}
	if list, _ := a.Documents(""); len(list) != 0 {
		t.Errorf("%d documents are still listed", len(list))
	}
	if list, _ := a.Dates(child.ID); len(list) != 0 {
		t.Errorf("%d dates still rest on it", len(list))
	}
	in, err := a.Bin()
	if err != nil || len(in) != 1 || in[0].What != "document" || in[0].Name != "letter.pdf" {
		t.Fatalf("in the bin: %+v (%v)", in, err)
	}
	if err := a.PutBack(d.ID); err != nil {
		t.Fatal(err)
	}
	if got := deadline(t, a, child, "draft-plan-comments-15d"); got.Day != day(t, "2026-11-17") {
		t.Errorf("put back, it is due %s", got.Day)
	}

	if err := a.Delete(d.ID); err != nil {
		t.Fatal(err)
	}
	// Brought in again while it is in the bin, it comes out of the bin.
	again, err := a.Keep(child.ID, "letter.pdf", bytes.NewReader(draftLetter(t, a)))
	if err != nil || !again.Again || again.ID != d.ID {
		t.Fatalf("brought in again: %+v (%v)", again, err)
	}
	if list, _ := a.Documents(""); len(list) != 1 {
		t.Errorf("%d documents after it came again", len(list))
	}

	if err := a.Delete(d.ID); err != nil {
		t.Fatal(err)
	}
	c.Time = c.Add(10 * 24 * time.Hour)
	if n, err := a.EmptyBin(c.Add(-app.BinKeeps)); err != nil || n != 0 {
		t.Errorf("emptied %d after ten days (%v)", n, err)
	}
	c.Time = c.Add(21 * 24 * time.Hour)
	if n, err := a.EmptyBin(c.Add(-app.BinKeeps)); err != nil || n != 1 {
		t.Errorf("emptied %d after a month (%v)", n, err)
	}
	if _, err := a.Original(d.ID); !errors.Is(err, app.ErrNotFound) {
		t.Errorf("its bytes: %v", err)
	}
	if h, err := a.Check(nil); err != nil || !h.OK() || len(h.Strays) != 0 {
		t.Errorf("after deleting for good: %+v (%v)", h, err)
	}
	if _, err := a.DocumentHistory(d.ID); !errors.Is(err, app.ErrNotFound) {
		t.Errorf("its history: %v", err)
	}
}

func TestAChildIsDeletedWithEverythingAboutIt(t *testing.T) {
	c := at("2026-11-09 09:00")
	a, child := file(t, c)
	d := keepDraft(t, a, child)
	confirm(t, a, d.ID, "draft-plan-served", day(t, "2026-11-03"))
	said, err := a.Log(app.Talk{Conversation: record.Conversation{Child: child.ID, Said: "a grobblewick meeting"}, People: []record.Person{{Name: "Mrs Okafor"}}})
	if err != nil {
		t.Fatal(err)
	}
	if err := a.Delete(child.ID); err != nil {
		t.Fatal(err)
	}
	if n, err := a.EmptyBin(c.Add(time.Second)); err != nil || n != 1 {
		t.Fatalf("emptied %d (%v)", n, err)
	}
	if _, err := a.Talk(said.ID); !errors.Is(err, app.ErrNotFound) {
		t.Errorf("the conversation: %v", err)
	}
	if _, err := a.Original(d.ID); !errors.Is(err, app.ErrNotFound) {
		t.Errorf("the letter: %v", err)
	}
	dir := a.Dir()
	a.Close()
	filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if b, _ := os.ReadFile(path); bytes.Contains(b, []byte("grobblewick")) {
			t.Errorf("%s still says it", path)
		}
		return nil
	})
}

func TestEverythingComesOutInOpenFormats(t *testing.T) {
	a, child := file(t, at("2026-11-09 09:00"))
	d := keepDraft(t, a, child)
	confirm(t, a, d.ID, "draft-plan-served", day(t, "2026-11-03"))
	if _, err := a.Log(app.Talk{Conversation: record.Conversation{Child: child.ID, Said: "They said <yes> & no.", Private: "only for me"}}); err != nil {
		t.Fatal(err)
	}
	// Two letters of one name, and a name that no system can have.
	for _, name := range []string{"letter.pdf", `a/b:c?"<>|*.txt`} {
		if _, err := a.Keep(child.ID, name, strings.NewReader("words of "+name)); err != nil {
			t.Fatal(err)
		}
	}
	out := filepath.Join(t.TempDir(), "out")
	n, err := a.TakeOutEverything(out, nil)
	if err != nil || n != 5 {
		t.Fatalf("%d files (%v)", n, err)
	}
	got, err := os.ReadFile(filepath.Join(out, "Iqra Halloran", "2026-11-03 letter.pdf"))
	if err != nil || !bytes.Equal(got, draftLetter(t, a)) {
		t.Errorf("the letter came out changed (%v)", err)
	}
	b, err := os.ReadFile(filepath.Join(out, "records.json"))
	if err != nil || !json.Valid(b) || !bytes.Contains(b, []byte("only for me")) {
		t.Errorf("records.json: %s (%v)", b, err)
	}
	page, err := os.ReadFile(filepath.Join(out, "timeline.html"))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"Iqra Halloran", "They said &lt;yes&gt; &amp; no.", "Tuesday 17 November 2026", `href="Iqra%20Halloran/2026-11-03%20letter.pdf"`, a.Head()} {
		if !bytes.Contains(page, []byte(want)) {
			t.Errorf("the timeline does not say %q:\n%s", want, page)
		}
	}
	if bytes.Contains(page, []byte("only for me")) {
		t.Error("the timeline has the private note in it")
	}
	if _, err := a.TakeOutEverything(out, nil); err == nil {
		t.Error("written over what was there")
	}
}

// backedUp makes a file with something in it and an automatic backup of it.
func backedUp(t *testing.T, c *clock) (a *app.App, folder string) {
	t.Helper()
	a, child := file(t, c)
	keepDraft(t, a, child)
	folder = t.TempDir()
	if err := a.ChooseBackups(folder); err != nil {
		t.Fatal(err)
	}
	if err := a.BackupNow(nil); err != nil {
		t.Fatal(err)
	}
	return a, folder
}

func state(t *testing.T, a *app.App) app.BackupState {
	t.Helper()
	b, err := a.Backups()
	if err != nil {
		t.Fatal(err)
	}
	return b.State()
}

func TestWhatCameToTheLastBackupIsFound(t *testing.T) {
	c := at("2026-11-09 09:00")
	a, folder := backedUp(t, c)
	if got := state(t, a); got != app.BackupThere || a.BackupDue() {
		t.Errorf("just made it is %s, and due: %v", got, a.BackupDue())
	}
	b, err := a.Backups()
	if err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(b.File)
	if err != nil {
		t.Fatal(err)
	}
	write := func(bytes []byte) {
		t.Helper()
		if err := os.WriteFile(b.File, bytes, 0o600); err != nil {
			t.Fatal(err)
		}
	}

	write(whole[:len(whole)-100])
	if got := state(t, a); got != app.BackupChanged || !a.BackupDue() {
		t.Errorf("cut short it is %s, and due: %v", got, a.BackupDue())
	}
	// One byte that is not as it was changes neither name nor size: reading finds it.
	hurt := bytes.Clone(whole)
	hurt[len(hurt)/2] ^= 1
	write(hurt)
	if got := state(t, a); got != app.BackupThere {
		t.Errorf("with one byte changed it is %s before it was read", got)
	}
	if err := a.CheckBackup(nil); err == nil {
		t.Error("read back, and nothing was found")
	}
	if got := state(t, a); got != app.BackupChanged {
		t.Errorf("with one byte changed it is %s after it was read", got)
	}
	write(whole)
	if err := a.CheckBackup(nil); err != nil || state(t, a) != app.BackupThere {
		t.Errorf("whole again it is %s (%v)", state(t, a), err)
	}

	if err := os.Remove(b.File); err != nil {
		t.Fatal(err)
	}
	if got := state(t, a); got != app.BackupGone || !a.BackupDue() {
		t.Errorf("deleted it is %s, and due: %v", got, a.BackupDue())
	}
	if err := os.Remove(folder); err != nil {
		t.Fatal(err)
	}
	if got := state(t, a); got != app.BackupAway {
		t.Errorf("with its folder gone it is %s", got)
	}
}

func TestABackupOfBeforeNewKeysIsNotReliedOn(t *testing.T) {
	c := at("2026-11-09 09:00")
	a, _ := backedUp(t, c)
	old, err := a.RecoveryKey()
	if err != nil {
		t.Fatal(err)
	}
	if _, is := a.UnwrittenKey(); is {
		t.Error("the first key is said not to be on paper")
	}
	if key, err := a.NewKeys(passphrase, nil); err != nil || key == "" || key == old {
		t.Fatalf("new keys: %q (%v)", key, err)
	}
	if b, err := a.Backups(); err != nil || !b.OldKey || !a.BackupDue() {
		t.Errorf("%+v, due: %v (%v)", b, a.BackupDue(), err)
	}
	// Nobody said that the new key is on paper: the next opening shows it.
	dir, d := a.Dir(), a.Desk
	a.Close()
	if a, err = d.Unlock(dir, passphrase); err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	key, is := a.UnwrittenKey()
	if now, _ := a.RecoveryKey(); !is || key != now || key == old {
		t.Errorf("%q is not on paper: %v", key, is)
	}
	if err := a.KeyWritten(); err != nil {
		t.Fatal(err)
	}
	if _, is := a.UnwrittenKey(); is {
		t.Error("written down, it is said not to be on paper")
	}
	c.Time = c.Add(time.Minute)
	if err := a.BackupNow(nil); err != nil {
		t.Fatal(err)
	}
	if b, err := a.Backups(); err != nil || b.OldKey || len(b.Made) != 2 {
		t.Errorf("after a new backup: %+v (%v)", b, err)
	}
}

func TestOnlyItsOwnBackupsAreTakenAway(t *testing.T) {
	c := at("2026-11-09 09:00")
	a, folder := backedUp(t, c)
	// Another family's file, kept in the same folder under names of the same form.
	theirs := filepath.Join(folder, "backup 2026-01-01 120000.gpg")
	if err := os.WriteFile(theirs, []byte("theirs"), 0o600); err != nil {
		t.Fatal(err)
	}
	for range app.BackupsKept + 2 {
		c.Time = c.Add(time.Hour)
		if err := a.BackupNow(nil); err != nil {
			t.Fatal(err)
		}
	}
	if list, err := os.ReadDir(folder); err != nil || len(list) != app.BackupsKept+1 {
		t.Errorf("%d files in the folder (%v)", len(list), err)
	}
	if _, err := os.Stat(theirs); err != nil {
		t.Errorf("another family's backup was taken away: %v", err)
	}
}

func TestBringingABackupBackSetsWhatIsThereAside(t *testing.T) {
	c := at("2026-11-09 09:00")
	a, _ := backedUp(t, c)
	b, err := a.Backups()
	if err != nil {
		t.Fatal(err)
	}
	key, err := a.RecoveryKey()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := a.AddChild("After the backup", record.Day{}); err != nil {
		t.Fatal(err)
	}
	dir, d := a.Dir(), a.Desk
	names := func() []string {
		var names []string
		list, _ := os.ReadDir(filepath.Dir(dir))
		for _, e := range list {
			names = append(names, e.Name())
		}
		return names
	}
	if _, err := d.BringBack(b.File, []byte(key), dir, nil); !errors.Is(err, vault.ErrInUse) {
		t.Errorf("while it is open: %v", err)
	}
	a.Close()

	before := names()
	stop := errors.New("stop")
	for _, part := range []int64{0, 1} { // at the first word of progress, and at the last
		_, err = d.BringBack(b.File, []byte(key), dir, func(done, of int64) error {
			if done >= of*part {
				return stop
			}
			return nil
		})
		if !errors.Is(err, stop) {
			t.Errorf("stopped: %v", err)
		}
		if got := names(); !slices.Equal(got, before) {
			t.Errorf("stopping left %v", got)
		}
	}
	aside, err := d.BringBack(b.File, []byte(key), dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	if got := names(); len(got) != len(before)+1 || !slices.Contains(got, filepath.Base(aside)) {
		t.Errorf("beside it now: %v, aside is %s", got, aside)
	}
	for dir, children := range map[string]int{dir: 1, aside: 2} {
		a, err := d.Unlock(dir, passphrase)
		if err != nil {
			t.Fatal(err)
		}
		if list, err := a.Children(); err != nil || len(list) != children {
			t.Errorf("%s has %d children (%v)", dir, len(list), err)
		}
		a.Close()
	}

	// Cut short between its two steps, as by a crash.
	if err := os.Rename(dir, dir+".back"); err != nil {
		t.Fatal(err)
	}
	if !app.Exists(dir) {
		t.Error("the second step is not taken")
	}
	if a, err := d.Unlock(dir, passphrase); err != nil {
		t.Error(err)
	} else {
		a.Close()
	}
}
