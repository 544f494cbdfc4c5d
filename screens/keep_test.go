package screens

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"leverarch/app"
	"leverarch/app/record"
)

const otherSecret = "nine slow copper herons"

// opens reports whether a secret opens the file from outside the window.
func (s *story) opens(secret string) bool {
	s.t.Helper()
	file, err := s.desk.Unlock(s.dir, []byte(secret))
	if err == nil {
		file.Close()
	}
	return err == nil
}

func TestThePassphraseIsChangedAndTheOldOneOpensNoMore(t *testing.T) {
	s := newStory(t, "Iqra Halloran")
	s.Tap("Settings").Tap("Keeping it safe").See("Change your passphrase")
	s.Type("Your passphrase now", "not it at all").Type("The new one", otherSecret).Type("once more", otherSecret).Tap("Change it")
	s.See("does not open this file")
	s.Type("Your passphrase now", storySecret).Type("The new one", "abc").Type("once more", "abc").Tap("Change it").See("Somebody could guess this one")
	s.Type("The new one", otherSecret).Type("once more", otherSecret).Tap("Change it")
	s.See("The new passphrase opens your file from now on")
	s.Tap("Lock now")
	if s.opens(storySecret) || !s.opens(otherSecret) {
		t.Error("the old passphrase opens it still, or the new one does not")
	}
}

func TestSomebodyElseIsLetInAndTakenOutAgain(t *testing.T) {
	s := newStory(t, "Iqra Halloran")
	s.Tap("Settings").Tap("Keeping it safe").See("They see everything, your private notes too", "they can take you out")
	s.Type("Who is it?", "Gran").Type("Your own passphrase", storySecret).Type("Their passphrase", otherSecret).Tap("Let them in")
	s.See("They can open the file now", "Gran", "The first passphrase")
	s.Tap("Lock now").Type("Passphrase", otherSecret).Tap("Open my file").See("What is next for Iqra")
	s.Tap("Lock now").Type("Passphrase", storySecret).Tap("Open my file").See("Last opened", "with the second passphrase")
	s.Tap("Settings").Tap("Keeping it safe")
	s.Tap("Take out Gran").See("Type your own passphrase here first")
	s.Type("Your own passphrase", storySecret).Tap("Take out Gran").Tap("Take them out")
	s.See("Write down your new recovery key").Tap("I have written it down").NotSee("Gran")
	s.Tap("Lock now")
	if s.opens(otherSecret) || !s.opens(storySecret) {
		t.Error("Gran can open it still, or the parent cannot")
	}
}

func TestTheWholeFileIsCheckedAndDamageIsNamed(t *testing.T) {
	s := newStory(t, "Iqra Halloran")
	s.drops(draftLetter, sampleLetter(t, draftLetter))
	s.Tap("Settings").Tap("Keeping it safe").Tap("Check everything").See("All is well", "1 document")
	// One byte of the letter changes on the disk.
	id := string(s.documents()[0].ID)
	var path string
	filepath.Walk(s.dir, func(p string, info os.FileInfo, err error) error {
		if err == nil && filepath.Base(p) == id && strings.Contains(p, "documents") {
			path = p
		}
		return nil
	})
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	b[len(b)/2] ^= 1
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	s.Tap("Check everything").NotSee("All is well").See(draftLetter, "cannot be read")
}

func TestWhatIsDeletedWaitsInTheBin(t *testing.T) {
	s := newStory(t, "Iqra Halloran")
	s.drops(draftLetter, sampleLetter(t, draftLetter))
	s.Tap("Put it in the bin").See("It is in the bin for 30 days").NotSee("Waiting for a look")
	s.Tap("Settings").Tap("Keeping it safe").See("The bin", draftLetter).Tap("Put it back").See("There is nothing in it")
	s.Tap("Documents").See("Waiting for a look").Tap(draftLetter).Tap("Put it in the bin")
	s.Tap("Settings").Tap("Keeping it safe").Tap("Empty the bin").See("gone for good").Tap("Empty it").See("There is nothing in it")
	if h, err := s.shell.File().Check(nil); err != nil || !h.OK() || h.Documents != 0 {
		t.Errorf("after the bin was emptied: %+v (%v)", h, err)
	}
}

func TestTheBinEmptiesItselfAfterAMonth(t *testing.T) {
	s := newStory(t, "Iqra Halloran")
	s.drops(draftLetter, sampleLetter(t, draftLetter))
	s.Tap("Put it in the bin").Tap("Lock now")
	s.now = s.now.Add(app.BinKeeps + 1)
	s.Type("Passphrase", storySecret).Tap("Open my file")
	if list, err := s.shell.File().Bin(); err != nil || len(list) != 0 {
		t.Errorf("still in the bin: %v (%v)", list, err)
	}
}

func TestTheRecoveryKeyIsShownOnlyWhenAsked(t *testing.T) {
	s := newStory(t, "Iqra Halloran")
	s.Tap("Settings").Tap("Keeping it safe")
	key, err := s.shell.File().RecoveryKey()
	if err != nil {
		t.Fatal(err)
	}
	group := strings.Split(key, "-")[2]
	s.NotSee(group).Tap("Show it").See(group).Tap("Hide it").NotSee(group)
	s.Tap("Show it").Tap("Home").Tap("Settings").Tap("Keeping it safe").NotSee(group)
	s.saveAs = filepath.Join(t.TempDir(), "page.pdf")
	s.Tap("Save a page to print").See("it is not locked")
	if b, err := os.ReadFile(s.saveAs); err != nil || !strings.Contains(string(b), group) {
		t.Errorf("the page does not hold the key (%v)", err)
	}
}

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
	s.shell.hands.Pick = func() ([]string, error) { return []string{backup}, nil }
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
