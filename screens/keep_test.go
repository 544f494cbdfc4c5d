package screens

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"leverarch/app"
	"leverarch/screens/part"
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
	square := func() bool {
		shown := s.shell.screens[Keep].(*keep).key.Children()
		return slices.ContainsFunc(shown, func(o fyne.CanvasObject) bool { _, is := o.(*part.Scan); return is })
	}
	s.NotSee(group).Tap("Show it").See(group, "The square says the same")
	if !square() || s.Focused() != "Hide it" {
		t.Errorf("the square is shown: %v, and the keyboard is at %q", square(), s.Focused())
	}
	s.Tap("Hide it").NotSee(group)
	if square() {
		t.Error("the square is still there")
	}
	s.Tap("Show it").Tap("Home").Tap("Settings").Tap("Keeping it safe").NotSee(group)
	if square() {
		t.Error("the square was there again")
	}
	page := s.shell.screens[Keep].(*keep).key
	s.Tap("Show it").Tap("Lock now").NotSee(group)
	if len(page.Children()) != 1 {
		t.Error("the key is held although the file is locked")
	}
	s.Type("Passphrase", storySecret).Tap("Open my file").Tap("Settings").Tap("Keeping it safe").NotSee(group)
	s.saveAs = filepath.Join(t.TempDir(), "page.pdf")
	s.Tap("Save a page to print").See("it is not locked")
	if b, err := os.ReadFile(s.saveAs); err != nil || !strings.Contains(string(b), group) {
		t.Errorf("the page does not hold the key (%v)", err)
	}
}

func TestANumberThatWasSentOutIsLookedUp(t *testing.T) {
	s := newStory(t, "Iqra Halloran")
	sent := s.shell.File().Head()
	s.drops(draftLetter, sampleLetter(t, draftLetter))
	s.Tap("Settings").Tap("Keeping it safe").Tap("Look it up").See("Type or paste the number first.")
	s.Type("A number from an email or a timeline", strings.ToUpper(sent[:32])+" "+sent[32:]).Tap("Look it up").See("Yes. It is this file’s")
	s.Type("A number from an email or a timeline", sent[1:]+"0").Tap("Look it up").See("This file never had that number.")
	s.Tap("Check everything").Tap("Copy the number")
	if got := fyne.CurrentApp().Clipboard().Content(); got != s.shell.File().Head() {
		t.Errorf("copied %q", got)
	}
}

func TestANewRecoveryKeyIsShownUntilItIsOnPaper(t *testing.T) {
	s := newStory(t, "Iqra Halloran")
	old, err := s.shell.File().RecoveryKey()
	if err != nil {
		t.Fatal(err)
	}
	s.Tap("Settings").Tap("Keeping it safe").Type("to make new keys", storySecret).Tap("Make new keys for everything")
	s.See("Write down your new recovery key").Press(fyne.KeyEscape)
	key, err := s.shell.File().RecoveryKey()
	if err != nil || key == old {
		t.Fatalf("the key is the old one: %v (%v)", key == old, err)
	}
	group := key[:4]
	s.Tap("Lock now").NotSee(group).Type("Passphrase", storySecret).Tap("Open my file")
	s.See("Write down your new recovery key", group).Tap("I have written it down")
	s.Tap("Lock now").Type("Passphrase", storySecret).Tap("Open my file").NotSee("Write down your new recovery key")
}

func TestWhatCannotBeStoppedOffersNoCancel(t *testing.T) {
	s := newStory(t, "Iqra Halloran")
	s.drops(draftLetter, sampleLetter(t, draftLetter))
	s.Tap("Settings").Tap("Keeping it safe")
	s.held = true
	s.Type("Your passphrase now", storySecret).Type("The new one", otherSecret).Type("once more", otherSecret).Tap("Change it")
	s.See("Changing the passphrase")
	if s.CanTap("Cancel") {
		t.Error("a change of the passphrase can be cancelled half way")
	}
	// Two things at once are both shown, and the end of one does not hide the other.
	s.Tap("Check everything").See("Changing the passphrase", "Reading everything back")
	s.next()
	s.See("Reading everything back").NotSee("Changing the passphrase").Tap("Cancel").See("Stopping now.")
	s.next()
	s.NotSee("Reading everything back", "Stopping now.", "All is well")
}

func TestTheSecondProgramIsToldWhereTheFileIsOpen(t *testing.T) {
	s := newStory(t, "Iqra Halloran")
	s.Tap("Lock now")
	other, err := s.desk.Unlock(s.dir, []byte(storySecret))
	if err != nil {
		t.Fatal(err)
	}
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	name := strings.TrimSuffix(filepath.Base(program), ".exe")
	s.Type("Passphrase", storySecret).Tap("Open my file")
	s.See("Your file is open already in the program “"+name+"”, since "+time.Now().Format("Monday 2 January"), "Nothing is lost. Close it there")
	other.Close()
	s.Tap("Open my file").See("What is next for Iqra")
}

// TestALookThatWasChangedElsewhereIsWornByEveryScreen holds for screens that were
// made before and not shown while the look changed, and for the lock.
func TestALookThatWasChangedElsewhereIsWornByEveryScreen(t *testing.T) {
	s := newStory(t, "Iqra Halloran")
	s.Tap("Settings").Tap("Keeping it safe")
	high := func(f *part.Field) float32 { return f.Input().(fyne.CanvasObject).Size().Height }
	field := s.shell.screens[Keep].(*keep).label
	before := high(field)
	s.Tap("Settings").Choose("Text size", "200 %").Tap("Keeping it safe")
	if got := high(field); got < before*1.6 {
		t.Errorf("a field is %v high at twice the text size, and was %v", got, before)
	}
	s.Tap("Settings").Choose("Text size", "100 %").Tap("Keeping it safe")
	if got := high(field); got != before {
		t.Errorf("a field is %v high again, and was %v", got, before)
	}
}
