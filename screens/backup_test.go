package screens

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"leverarch/app"
	"leverarch/app/record"
)

func TestABackupIsMadeAndBringsEverythingBack(t *testing.T) {
	s := newStory(t, "Iqra Halloran")
	s.drops(draftLetter, sampleLetter(t, draftLetter))
	s.Tap("Yes, keep these dates")
	stick := t.TempDir()
	s.shell.hands.Folder = func() (string, error) { return stick, nil }
	s.Tap("Settings").Tap("Keeping it safe").See("No backup has been made yet").Tap("Choose a folder for backups")
	s.See("The backup is made, and was read back whole", "They go to "+stick)
	list, err := os.ReadDir(stick)
	if err != nil || len(list) != 1 {
		t.Fatalf("in the folder: %v (%v)", list, err)
	}
	if name := list[0].Name(); strings.Contains(name, "Iqra") || strings.Contains(strings.ToLower(name), "lever") {
		t.Errorf("the backup is called %q", name)
	}
	key, err := s.shell.File().RecoveryKey()
	if err != nil {
		t.Fatal(err)
	}
	before, err := s.shell.File().Dates("")
	if err != nil {
		t.Fatal(err)
	}
	s.Tap("Lock now")
	back := filepath.Join(t.TempDir(), "back")
	if err := s.desk.Restore(filepath.Join(stick, list[0].Name()), []byte(key), back, nil); err != nil {
		t.Fatal(err)
	}
	file, err := s.desk.Unlock(back, []byte(storySecret))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	after, err := file.Dates("")
	if err != nil || len(after) != len(before) || after[0].Event.ID != before[0].Event.ID || after[0].Day != before[0].Day {
		t.Errorf("%d dates came back of %d (%v)", len(after), len(before), err)
	}
	if h, err := file.Check(nil); err != nil || !h.OK() || h.Documents != 1 {
		t.Errorf("checked: %+v (%v)", h, err)
	}

	// The same from the first run of a computer that has no file.
	backup := filepath.Join(stick, list[0].Name())
	if err := os.RemoveAll(s.dir); err != nil {
		t.Fatal(err)
	}
	s.shell.hands.Pick = func(string) ([]string, error) { return []string{backup}, nil }
	s.shell.showGate()
	s.Tap("Bring back a backup").Type("Its passphrase or recovery key", "not this one").Tap("Bring it back").See("no passphrase opens it")
	s.Type("Its passphrase or recovery key", key).Tap("Bring it back").See("Your file is locked")
	s.Type("Passphrase", storySecret).Tap("Open my file").See("What is next for Iqra").Tap("Documents").See(draftLetter)
}

func TestBackupsMakeThemselvesAndOldOnesGo(t *testing.T) {
	s := newStory(t, "Iqra Halloran")
	stick := t.TempDir()
	other := filepath.Join(stick, "my own thing.gpg")
	if err := os.WriteFile(other, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := s.shell.File().ChooseBackups(stick); err != nil {
		t.Fatal(err)
	}
	for range app.BackupsKept + 3 {
		s.now = s.now.Add(25 * time.Hour)
		if _, err := s.shell.File().AddChild("Sam", record.Day{}); err != nil {
			t.Fatal(err)
		}
		s.Tap("Lock now").Type("Passphrase", storySecret).Tap("Open my file")
	}
	list, err := os.ReadDir(stick)
	if err != nil || len(list) != app.BackupsKept+1 {
		t.Errorf("%d files in the folder (%v)", len(list), err)
	}
	if _, err := os.Stat(other); err != nil {
		t.Errorf("a file of the family's own was taken away: %v", err)
	}
	s.NotSee("more than 30 days old")
	s.now = s.now.Add(31 * 24 * time.Hour)
	if err := s.shell.File().ChooseBackups(""); err != nil {
		t.Fatal(err)
	}
	s.Tap("Lock now").Type("Passphrase", storySecret).Tap("Open my file").See("The last backup is more than 30 days old")
}

// backed gives a story a folder with one backup in it.
func (s *story) backed() (stick, backup string) {
	s.t.Helper()
	stick = filepath.Join(s.t.TempDir(), "stick")
	if err := os.Mkdir(stick, 0o700); err != nil {
		s.t.Fatal(err)
	}
	s.shell.hands.Folder = func() (string, error) { return stick, nil }
	s.Tap("Settings").Tap("Keeping it safe").Tap("Choose a folder for backups").See("read back whole")
	list, err := os.ReadDir(stick)
	if err != nil || len(list) != 1 {
		s.t.Fatalf("in the folder: %v (%v)", list, err)
	}
	return stick, filepath.Join(stick, list[0].Name())
}

func TestWhatCameToTheLastBackupIsSaid(t *testing.T) {
	s := newStory(t, "Iqra Halloran")
	stick, backup := s.backed()
	look := func() { s.Tap("Home").Tap("Settings").Tap("Keeping it safe") }
	s.Tap("Check the last one").See("The last backup was read back whole.")
	whole, err := os.ReadFile(backup)
	if err != nil {
		t.Fatal(err)
	}

	// Somebody cuts it.
	if err := os.Truncate(backup, int64(len(whole)/2)); err != nil {
		t.Fatal(err)
	}
	look()
	s.See("It has changed since, so do not rely on it. Make a new one.").Tap("Home").See("The last backup has changed since it was made.")
	s.Tap("Settings").See("It has changed since")

	// Somebody changes a byte: only reading finds it.
	hurt := slices.Clone(whole)
	hurt[len(hurt)/2] ^= 1
	if err := os.WriteFile(backup, hurt, 0o600); err != nil {
		t.Fatal(err)
	}
	look()
	s.NotSee("It has changed since").Tap("Check the last one").See("This backup is not as it was written").Tap("Close").See("It has changed since")

	// Somebody deletes it, and then takes the stick out.
	if err := os.Remove(backup); err != nil {
		t.Fatal(err)
	}
	look()
	s.See("It is no longer where it was put.").Tap("Home").See("The last backup is no longer where it was put.")
	if err := os.Rename(stick, stick+" in a drawer"); err != nil {
		t.Fatal(err)
	}
	look()
	s.See("We cannot look at it now, because its folder is not there.", "That folder is not there now, so no new backup can be made.")
	s.Tap("Make a backup now").See("Nothing is lost.").Tap("Close").See("its folder is not there")
	s.Tap("Home").NotSee("The last backup")

	// A stick in a drawer stops nobody; one that is back gets its backup.
	s.now = s.now.Add(25 * time.Hour)
	s.Tap("Lock now").Type("Passphrase", storySecret).Tap("Open my file").See("What is next for Iqra")
	if err := os.Rename(stick+" in a drawer", stick); err != nil {
		t.Fatal(err)
	}
	s.Tap("Lock now").Type("Passphrase", storySecret).Tap("Open my file").See("What is next for Iqra")
	look()
	s.NotSee("We cannot look at it", "It is no longer", "It has changed").See("The last backup was made on Saturday 7 November 2026 at 17:05 and read back whole.")
}

func TestABackupMakesItselfWhileTheFileIsOpen(t *testing.T) {
	s := newStory(t, "Iqra Halloran")
	stick, _ := s.backed()
	count := func() int {
		list, _ := os.ReadDir(stick)
		return len(list)
	}
	for i := range app.BackupEvery {
		if _, err := s.shell.File().AddChild("Sam", record.Day{}); err != nil {
			t.Fatal(err)
		}
		s.now = s.now.Add(time.Second)
		s.shell.backupIfDue("")
		if got := count(); got != 1 {
			t.Fatalf("after %d changes there are %d backups", i+1, got)
		}
	}
	s.now = s.now.Add(backupWait)
	s.shell.backupIfDue("")
	if got := count(); got != 2 {
		t.Errorf("after an hour and %d changes there are %d backups", app.BackupEvery, got)
	}
	s.See("at 17:05 and read back whole")
}

func TestAFileThatNeverHadABackupSaysSo(t *testing.T) {
	s := newStory(t, "Iqra Halloran")
	s.drops(draftLetter, sampleLetter(t, draftLetter))
	s.Tap("Home").NotSee("backup")
	s.now = s.now.Add(app.BackupOld + time.Hour)
	s.again()
	s.See("There is no backup of your file yet.").NotSee("30 days old").Tap("Backups").See("No backup has been made yet.")
}
