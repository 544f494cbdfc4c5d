package screens

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"leverarch/app"
	"leverarch/app/law"
	"leverarch/resources"
	"leverarch/screens/look"
	"leverarch/screens/part/robot"
	"leverarch/vault"
)

// firstWindow shows the first run on a computer that has no file.
func firstWindow(t *testing.T, hands Hands) (*Shell, *robot.Robot) {
	t.Helper()
	vault.TestOnlyCheapKeys(t)
	test.NewTempApp(t)
	fyne.CurrentApp().Settings().SetTheme(look.New(look.Light, 1))
	book, err := law.Load(resources.Law())
	if err != nil {
		t.Fatal(err)
	}
	desk := &app.Desk{Book: book, Now: time.Now, Sample: resources.Sample(), Guide: resources.Guide()}
	w := test.NewTempWindow(t, nil)
	w.Resize(fyne.NewSize(1200, 900))
	s := New(w, desk, filepath.Join(t.TempDir(), "file"), hands)
	t.Cleanup(s.Lock)
	return s, robot.On(t, w)
}

// TestTheSampleIsOfferedBeforeAFileIsMade holds that somebody may look round first,
// by Enter alone, and leave again.
func TestTheSampleIsOfferedBeforeAFileIsMade(t *testing.T) {
	s, r := firstWindow(t, inline())
	r.See("Look round with a sample family", "Make my file").Press(fyne.KeyReturn)
	r.See("Sample family", "Leave the sample").Tap("Leave the sample").See("Make my file")
	if s.hasFile() {
		t.Error("looking round made a file")
	}
}

// TestTheSampleSaysWhatItDoesWhileItOpensAndIsOpenedOnce holds that something is said
// meanwhile, that asking twice opens it once, and that it can be stopped.
func TestTheSampleSaysWhatItDoesWhileItOpensAndIsOpenedOnce(t *testing.T) {
	hands := inline()
	var waiting []func()
	hands.Run = func(work, then func()) { waiting = append(waiting, func() { work(); then() }) }
	goOn := func() {
		for len(waiting) > 0 {
			next := waiting[0]
			waiting = waiting[1:]
			next()
		}
	}
	s, r := firstWindow(t, hands)
	goOn()
	r.Tap("Look round with a sample family").See("Opening the sample family", "Nothing is written on this computer")
	s.lookRound()
	if len(waiting) != 1 {
		t.Fatalf("it is opened %d times", len(waiting))
	}
	r.Tap("Cancel").See("Stopping now")
	goOn()
	r.See("Make my file").NotSee("Leave the sample")
	if s.file != nil || s.hasFile() {
		t.Error("what was stopped is open, or on the disk")
	}
	r.Tap("Look round with a sample family")
	goOn()
	r.See("Leave the sample")
}

// TestInTheSampleEveryScreenSaysThatNothingIsKept holds the strip and its two ways out,
// and the words on the screens that would write something.
func TestInTheSampleEveryScreenSaysThatNothingIsKept(t *testing.T) {
	s, r := firstWindow(t, inline())
	r.Tap("Look round with a sample family")
	for _, p := range places(t, s) {
		s.Go(p)
		r.See("Nothing here is kept", "Leave the sample", "Make my own file")
	}
	s.Go(Place{Name: Keep})
	r.See("no copy of a file of your own")
	s.Go(Place{Name: Phone})
	r.See("The dates here are invented")
	r.Tap("Make my own file").See("Step 1 of 4", "Choose a passphrase")
	if s.file != nil || s.hasFile() {
		t.Error("the sample is still open, or a file was made")
	}

	own := newStory(t, "Amira Khan")
	for _, p := range []PlaceName{Home, Keep, Phone} {
		own.shell.Go(Place{Name: p})
		own.NotSee("Sample family", "sample family", "Make my own file")
	}
}

// TestWhoCannotUseTheWindowIsToldOfOtherWays holds the terminal, the guide as web
// pages, and larger words at once.
func TestWhoCannotUseTheWindowIsToldOfOtherWays(t *testing.T) {
	dir := t.TempDir()
	hands := inline()
	hands.Folder = func() (string, error) { return dir, nil }
	_, r := firstWindow(t, hands)
	r.Tap("If this window is hard to use").See("leverarch help", "A screen reader cannot read this window aloud on Linux")
	r.Tap("Save the guide as web pages").See("Open index.html")
	if _, err := os.Stat(filepath.Join(dir, "Your rights", "index.html")); err != nil {
		t.Error(err)
	}
	before := look.Pt(look.Body)
	r.Tap("150 %")
	if got := look.Pt(look.Body); got != before*1.5 {
		t.Errorf("words are %v high, they were %v", got, before)
	}
	r.Tap("Back").See("Make my file")
}

// TestAFileThatWasMadeAndNotFinishedStaysLocked holds the way out of each step.
func TestAFileThatWasMadeAndNotFinishedStaysLocked(t *testing.T) {
	s, r := firstWindow(t, inline())
	const secret = "otter maple lantern seven"
	r.Tap("Make my file").Tap("Back").See("Make my file").Tap("Make my file")
	r.Type("Choose a passphrase", secret).Type("The same once more", secret).Tap("Go on").See("Step 2 of 4")
	r.Tap("I have written it down").See("Step 3 of 4").Tap("Show me the key again").See("Step 2 of 4")
	r.Tap("Stop here").See("Your file is made and stays, locked")
	r.Press(fyne.KeyReturn).See("Your file is locked")
	if !s.hasFile() {
		t.Fatal("the file is gone")
	}
	r.Type("Passphrase", secret).Tap("Open my file").See("Whose file is it?")
}
