package screens

import (
	"bytes"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"leverarch/app"
	"leverarch/app/record"
	"leverarch/resources"
	"leverarch/screens/words"
)

// draftLetter is a letter of the sample family: a draft plan of 3 November 2026.
const draftLetter = "04-draft-plan-letter.pdf"

// downloads is a folder with files in it, as a browser leaves them.
func (s *story) downloads(files map[string][]byte) map[string]string {
	s.t.Helper()
	dir := filepath.Join(s.t.TempDir(), "Downloads")
	if err := os.Mkdir(dir, 0o700); err != nil {
		s.t.Fatal(err)
	}
	paths := map[string]string{}
	for name, b := range files {
		paths[name] = filepath.Join(dir, name)
		if err := os.WriteFile(paths[name], b, 0o600); err != nil {
			s.t.Fatal(err)
		}
	}
	return paths
}

func sampleLetter(t *testing.T, name string) []byte {
	t.Helper()
	b, err := fs.ReadFile(resources.Sample(), name)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// drops lets go of files over the window.
func (s *story) drops(name string, b []byte) string {
	s.t.Helper()
	path := s.downloads(map[string][]byte{name: b})[name]
	s.shell.BringIn([]string{path})
	return path
}

func (s *story) documents() []record.Document {
	s.t.Helper()
	list, err := s.shell.File().Documents("")
	if err != nil {
		s.t.Fatal(err)
	}
	return list
}

// facts gives what the file believes happened.
func (s *story) facts() []record.Event {
	s.t.Helper()
	list, err := s.shell.File().Timeline(s.shell.Child().ID)
	if err != nil {
		s.t.Fatal(err)
	}
	var out []record.Event
	for _, e := range list {
		if e.Event != nil {
			out = append(out, *e.Event)
		}
	}
	return out
}

func TestALetterIsKeptBeforeItIsRead(t *testing.T) {
	s := newStory(t, "Iqra Halloran")
	letter := sampleLetter(t, draftLetter)
	s.held = true
	s.drops(draftLetter, letter)
	s.See("Putting " + draftLetter + " safely in your file")
	s.next()

	docs := s.documents()
	if len(docs) != 1 || !app.Unread(docs[0]) {
		t.Fatalf("kept: %+v", docs)
	}
	src, err := s.shell.File().Original(docs[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	defer src.Close()
	if kept, err := io.ReadAll(src); err != nil || !bytes.Equal(kept, letter) {
		t.Errorf("%d bytes kept of %d (%v)", len(kept), len(letter), err)
	}
	s.See("Reading the letter", "We are reading it now. It is safe in your file already.")
	s.NotSee("We have not read this letter yet", "We are not sure")
	for len(s.waits) > 0 {
		s.next()
	}
	s.NotSee("Reading the letter").See("What we found")
	if d := s.documents()[0]; app.Unread(d) || d.Looked {
		t.Errorf("after reading: %+v", d)
	}
}

func TestNothingBecomesAFactUntilConfirmed(t *testing.T) {
	s := newStory(t, "Iqra Halloran")
	s.drops(draftLetter, sampleLetter(t, draftLetter))
	s.See("What we found", "Nothing counts until you say yes.", "enclose the draft", "Page 1 of 2",
		"“Tuesday 3 November 2026”", "The draft plan came",
		"The dates that would follow", "11 days left", "Tuesday 17 November 2026", "Last day to send your views on the draft plan",
		"Who must act: you. 15 days, with the date on the letter (Tuesday 3 November 2026) as day 1.", "SEND Regulations 2014, reg 13(1)(a).", "Law as at",
		"Also in this letter", "Wednesday 14 October 2026")
	if got := s.Value("What it looks like") + ", " + s.Value("Whose letter is it?") + ", " + s.Value("Who is it from?") + ", " + s.Value("The letter says"); got != "Draft plan (the letter), Iqra Halloran, Tarnside Council, 3 November 2026" {
		t.Errorf("found: %s", got)
	}
	s.Tap("Not now").Tap("Timeline").See("Not looked at yet").NotSee("Last day to send your views")
	if f := s.facts(); len(f) != 0 {
		t.Fatalf("facts before a yes: %+v", f)
	}

	s.Tap("Documents").See("Waiting for a look").Tap(draftLetter)
	s.Type("It came on", "4/11").Choose("It came by", "Post")
	s.Tap("Yes, keep these dates")
	s.See("Timeline", "Kept.", "Last day to send your views on the draft plan")
	f := s.facts()
	if len(f) != 1 || f[0].Kind != "draft-plan-served" || f[0].Day != record.NewDay(2026, 11, 3) || f[0].Quote != "Tuesday 3 November 2026" || f[0].Page != 1 {
		t.Fatalf("facts: %+v", f)
	}
	d := s.documents()[0]
	if !d.Looked || d.Came != record.NewDay(2026, 11, 4) || d.CameBy != "post" || d.Child != s.shell.Child().ID {
		t.Errorf("the document: %+v", d)
	}
	s.Tap("Documents").NotSee("Waiting for a look").Tap(draftLetter)
	s.See("What you kept", "You said yes to this.").Type("Who is it from?", "The council")
	s.See("You have changed something.")
}

func TestEveryChangeRedrawsTheDates(t *testing.T) {
	s := newStory(t, "Iqra Halloran")
	s.drops(draftLetter, sampleLetter(t, draftLetter))
	s.Type("The draft plan came", "5/11")
	s.See("Thursday 19 November 2026", "We read Tuesday 3 November 2026 in the words below.")
	s.NotSee("Tuesday 17 November 2026 ")
	s.Type("The draft plan came", "").See("Give the day above, and the dates stand here.")
	s.Tap("Yes, keep these dates").See("Please give a day.")
	if got := s.Focused(); got != "The draft plan came" {
		t.Errorf("the keyboard went to %q", got)
	}

	// Out with it: nothing follows. And back, with the words that show it.
	s.Tap("Take this out").See("Nothing here yet.", "None so far.").NotSee("19 November")
	s.Choose("Add something that happened", "The draft plan came")
	if got := s.Value("The draft plan came"); got != "3 November 2026" {
		t.Errorf("it came back on %q", got)
	}
	s.See("11 days left")

	// What the parent adds counts as well, and a second time is not offered.
	s.Choose("Add something that happened", "The council got a request for an EHC needs assessment")
	s.Type("The council got a request for an EHC needs assessment", "7 September 2026")
	s.See("Monday 25 January 2027", "Who must act: the council.")
	s.Tap("Yes, keep these dates")
	f := s.facts()
	if len(f) != 2 || f[0].Quote != "" {
		t.Errorf("facts: %+v", f)
	}
}

func TestADayThatRestsOnTheLettersDateGoesWithIt(t *testing.T) {
	s := newStory(t, "Iqra Halloran")
	s.drops(draftLetter, sampleLetter(t, draftLetter))
	s.Type("The letter says", "2/11/2026")
	if got := s.Value("The draft plan came"); got != "2 November 2026" {
		t.Errorf("the draft came on %q", got)
	}
	s.See("Monday 16 November 2026")
	// A day the parent gave stays.
	s.Type("The draft plan came", "6 Nov 2026").Type("The letter says", "1/11/2026")
	if got := s.Value("The draft plan came"); got != "6 Nov 2026" {
		t.Errorf("the parent's own day became %q", got)
	}
	s.Type("The letter says", "1/12/2026").See("Tuesday 1 December 2026 has not come yet. Is that the day?")
}

func TestALetterThatCannotBeReadCanBeFilledInByHand(t *testing.T) {
	s := newStory(t, "Iqra Halloran")
	s.drops("letter.pdf", []byte("%PDF-1.7\nand then the download stopped"))
	said := words.For(app.ProblemError(record.ProblemDamaged))
	s.See("Fill it in yourself", said.Sentence(), said.Happened+" "+said.Lost, "We are not sure what this is.")
	if d := s.documents(); len(d) != 1 || d[0].Problem != record.ProblemDamaged {
		t.Fatalf("kept: %+v", d)
	}
	s.Type("The letter says", "28/10/2026").Choose("What it looks like", "The council will not assess")
	s.See("The council sent a decision that can be appealed", "Monday 4 January 2027")
	s.Type("Who is it from?", "Tarnside Council").Tap("Yes, keep these dates").See("Kept.")
	f := s.facts()
	if len(f) != 1 || f[0].Kind != "decision-sent" || f[0].Day != record.NewDay(2026, 10, 28) {
		t.Fatalf("facts: %+v", f)
	}
	if d := s.documents()[0]; d.Kind != "refusal-to-assess" || d.From != "Tarnside Council" || !d.Looked {
		t.Errorf("the document: %+v", d)
	}
}

func TestAKindChosenByHandBringsWhatItShows(t *testing.T) {
	s := newStory(t, "Iqra Halloran")
	s.drops(draftLetter, sampleLetter(t, draftLetter))
	s.Choose("What it looks like", "Notice of changes to the plan")
	s.See("The notice of changes to the plan came").NotSee("The draft plan came", "enclose the draft EHC plan")
	s.Choose("What it looks like", "Invitation to a review meeting")
	s.See("The review meeting", "Give the day above").NotSee("The notice of changes to the plan came")
	if got := s.Value("The review meeting"); got != "" {
		t.Errorf("the letter's day was taken for the meeting's: %q", got)
	}
	s.Type("The review meeting", "1 December 2026")
	s.Choose("What it looks like", "Draft plan (the letter)")
	s.See("The review meeting", "The draft plan came", "“Tuesday 3 November 2026”") // the parent said the first
	s.Choose("What it looks like", "Not sure what this is").See("We are not sure what this is.")
}

func TestALetterWithAPasswordOfItsOwn(t *testing.T) {
	b, err := os.ReadFile("../app/read/testdata/aes256-password.pdf")
	if err != nil {
		t.Fatal(err)
	}
	s := newStory(t, "Iqra Halloran")
	s.drops("letter.pdf", b)
	s.See("This file has a password of its own. It is safely kept as it came.", "Fill it in yourself")
	s.Tap("Open the letter").See("Type the password first.")
	s.Type("Password of this letter", "damson").Tap("Open the letter").See("That password does not open it.")
	if got := s.Focused(); got != "Password of this letter" {
		t.Errorf("the keyboard went to %q", got)
	}
	s.Type("Password of this letter", "Siân-£5").Press(fyne.KeyReturn)
	s.NotSee("password").See("Whole page")
	if d := s.documents()[0]; app.Unread(d) || d.Problem != "" {
		t.Errorf("after the password: %+v", d)
	}

	// It is not asked for again, also when the file was locked in between.
	s.Tap("Home").Tap("Look at it").NotSee("password").See("Whole page")
	s.again()
	s.Tap("Documents").Tap("letter.pdf").NotSee("password").See("Whole page")
}

func TestTheCopyLeftOutsideIsPointedOut(t *testing.T) {
	s := newStory(t, "Iqra Halloran")
	path := s.drops(draftLetter, sampleLetter(t, draftLetter))
	s.See("A copy that is not locked is still in Downloads. Keep it or delete it?")
	s.Tap("Delete it").See("Delete the copy in Downloads?", "The one in your file stays, locked.").Tap("Keep")
	if _, err := os.Stat(path); err != nil {
		t.Fatalf("deleted without a yes: %v", err)
	}
	s.Tap("Delete it").Tap("Delete").See("Deleted.").NotSee("A copy that is not locked")
	if _, err := os.Stat(path); !os.IsNotExist(err) {
		t.Errorf("the copy is still there (%v)", err)
	}

	// The same letter again: it is there already, once.
	path = s.drops(draftLetter, sampleLetter(t, draftLetter))
	s.See("This one was in your file already.", "A copy that is not locked", "What we found")
	if n := len(s.documents()); n != 1 {
		t.Errorf("%d documents", n)
	}
	// One that is not the same any more is not ours to delete.
	if err := os.WriteFile(path, []byte("written over"), 0o600); err != nil {
		t.Fatal(err)
	}
	s.Tap("Delete it").Tap("Delete").See("We left it alone").Tap("Close").See("A copy that is not locked")
	if _, err := os.Stat(path); err != nil {
		t.Errorf("deleted what was not the same: %v", err)
	}
	// One that is gone needs nothing more.
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	s.Tap("Delete it").Tap("Delete").NotSee("A copy that is not locked")
	s.drops(draftLetter, sampleLetter(t, draftLetter))
	s.Tap("Keep it").NotSee("A copy that is not locked")
}

func TestTheSampleFamilyNeverTakesTheOnlyCopy(t *testing.T) {
	s := newStory(t, "Iqra Halloran")
	file, err := s.desk.OpenSample(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	s.shell.Lock()
	s.shell.Open(file)
	s.drops("letter.pdf", append(sampleLetter(t, draftLetter), "\n%mine"...))
	s.See("What we found").NotSee("A copy that is not locked")
}

func TestSeveralLettersAreAllSafeBeforeOneIsRead(t *testing.T) {
	s := newStory(t, "Iqra Halloran")
	paths := s.downloads(map[string][]byte{
		"a.pdf": sampleLetter(t, "01-request-acknowledged.pdf"), "b.pdf": sampleLetter(t, "02-agreed-to-assess.pdf"), "c.pdf": {},
	})
	s.held = true
	gone := paths["a.pdf"] + "x"
	s.shell.BringIn([]string{paths["a.pdf"], paths["b.pdf"], paths["c.pdf"], paths["a.pdf"], gone})
	s.See("Putting 5 files safely in your file")
	s.next()
	s.See("In tray", "4 files are safely in your file. 1 was there already. Not brought in: a.pdfx.", "Reading letter 1 of 3",
		"a.pdf is the same as “a.pdf”, which was in your file already", "We cannot find that file or folder.", "Being read", "Not read yet")
	for _, d := range s.documents() {
		if !app.Unread(d) {
			t.Errorf("%s was read before all were safe", d.Name)
		}
	}
	s.next()
	s.See("Reading letter 2 of 3", "Your request has arrived", "The letter says", "Not looked at yet")

	// Stopped: what was not read stays unread, and can be read later.
	s.Tap("Cancel")
	s.next()
	s.NotSee("Reading letter")
	if len(s.waits) != 0 {
		t.Fatal("reading went on after it was stopped")
	}
	s.held = false
	s.Tap("Documents").See("3 copies that are not locked are still in Downloads. Keep them or delete them?", "Not read yet")
	s.Tap("b.pdf").See("We have not read this letter yet.").Tap("Read it now").See("What we found", "The council will assess")
	s.Tap("Documents").Tap("Delete them").See("Delete the 3 copies in Downloads?").Tap("Delete").NotSee("not locked")
	for _, p := range paths {
		if _, err := os.Stat(p); !os.IsNotExist(err) {
			t.Errorf("%s is still there (%v)", p, err)
		}
	}
}

func TestALockedWindowTakesNothing(t *testing.T) {
	s := newStory(t, "Iqra Halloran")
	s.shell.Lock()
	s.drops(draftLetter, sampleLetter(t, draftLetter))
	s.See("Your file is locked, so nothing was brought in.").Tap("Close")
	s.shell.PickFiles()
	s.See("Your file is locked, so nothing was brought in.").Tap("Close")
	s.again()
	if n := len(s.documents()); n != 0 {
		t.Errorf("%d documents", n)
	}
}

func TestFilesThatAreChosenComeInTheSameWay(t *testing.T) {
	s := newStory(t, "Iqra Halloran")
	paths := s.downloads(map[string][]byte{draftLetter: sampleLetter(t, draftLetter)})
	s.shell.PickFiles() // and think better of it
	if n := len(s.documents()); n != 0 {
		t.Fatalf("%d documents", n)
	}
	s.shell.hands.Pick = func(string) ([]string, error) { return []string{paths[draftLetter]}, nil }
	s.Tap("Documents").See("Nothing here yet").Tap("Choose a file").See("What we found")
	s.shell.hands.Pick = func(string) ([]string, error) { return []string{paths[draftLetter] + "x"}, nil }
	s.Tap("Documents").Tap("Choose a file").See("We cannot find that file or folder.")
}

func TestWhatIsNotFinishedWaitsUntilTheLock(t *testing.T) {
	s := newStory(t, "Iqra Halloran", "Sam Halloran")
	s.drops(draftLetter, sampleLetter(t, draftLetter))
	s.Choose("Whose letter is it?", "Sam Halloran").See("The letter names Iqra")
	s.Type("Who is it from?", "Somebody").Type("The draft plan came", "5/11")
	s.Choose("Whose letter is it?", "Add a child").See("Children")
	s.Tap("Documents").Tap(draftLetter)
	if got := s.Value("Who is it from?") + s.Value("The draft plan came") + s.Value("Whose letter is it?"); got != "Somebody5 November 2026Sam Halloran" {
		t.Errorf("came back to %q", got)
	}
	s.Tap("Yes, keep these dates")
	if got := s.shell.Child().Name; got != "Sam Halloran" {
		t.Errorf("after keeping a letter of Sam's the file shown is %s's", got)
	}
	s.See("Last day to send your views on the draft plan")

	s.Tap("Documents").Tap(draftLetter).Type("Who is it from?", "Nobody")
	s.again()
	s.Tap("Home")
	s.shell.SetChild(s.documents()[0].Child)
	s.Tap("Documents").Tap(draftLetter)
	if got := s.Value("Who is it from?"); got != "Somebody" {
		t.Errorf("kept without a yes: %q", got)
	}
}

func TestALetterNeedsToBeSomebodys(t *testing.T) {
	s := newStory(t)
	s.drops(draftLetter, sampleLetter(t, draftLetter))
	s.See("The letter names Iqra").Tap("Yes, keep these dates").See("Say whose letter this is first.")
	if got := s.Focused(); got != "Whose letter is it?" {
		t.Errorf("the keyboard went to %q", got)
	}
	if f := s.documents()[0]; f.Looked {
		t.Error("kept for nobody")
	}
	s.Choose("Whose letter is it?", "Add a child").Type("Name", "Iqra Halloran").Tap("Add a child")
	s.Tap("Documents").Tap(draftLetter).Tap("Yes, keep these dates").See("Kept.")
}

func TestTheWordsADayRestsOnLeadToTheirPage(t *testing.T) {
	s := newStory(t, "Iqra Halloran")
	s.drops(draftLetter, sampleLetter(t, draftLetter))
	if s.CanTap("Page before") || !s.CanTap("Next page") {
		t.Error("the first page of two has one before it, or none after")
	}
	s.Tap("Next page").See("Page 2 of 2").Tap("See page 1").See("Page 1 of 2")
	s.shell.turnPage(1) // as Ctrl and Page Down do
	s.See("Page 2 of 2")
	s.shell.turnPage(1)
	s.See("Page 2 of 2")
	s.shell.turnPage(-1)
	s.See("Page 1 of 2")

	// Where there is room for one pane only, the letter's comes to the front.
	s.win.Resize(fyne.NewSize(900, 700))
	s.Tap("Next page").Tap("What we found").See("The dates that would follow").NotSee("Page 2 of 2")
	s.Tap("See page 1").See("Page 1 of 2").NotSee("The dates that would follow")
}

func TestThePagesAreClosedWhenTheyAreLeft(t *testing.T) {
	s := newStory(t, "Iqra Halloran")
	s.drops(draftLetter, sampleLetter(t, draftLetter))
	open := s.shell.letter().pages.open
	if open == nil || open.pages == nil {
		t.Fatal("no pages are open")
	}
	s.Tap("Home")
	if open.pages != nil || !open.gone || s.shell.letter().pages.open != nil {
		t.Error("the pages stay open behind another screen")
	}

	// Left before they were open, they are closed as soon as they are.
	s.held = true
	s.Tap("Look at it")
	l := s.shell.letter()
	open = l.pages.open
	s.Tap("Home")
	s.next()
	if open.pages != nil {
		t.Error("pages were opened for nobody")
	}
	// And locking while they are being drawn leaves nothing on screen.
	s.held = false
	s.Tap("Look at it")
	open, s.held = l.pages.open, true
	s.Tap("Next page")
	s.shell.Lock()
	s.next()
	if open.pages != nil {
		t.Error("the lock left pages open")
	}
	s.See("Your file is locked").NotSee("Page")
	s.shell.turnPage(1)
}

func TestALetterCanBeWorkedFromTheKeyboard(t *testing.T) {
	s := newStory(t, "Iqra Halloran")
	s.drops(draftLetter, sampleLetter(t, draftLetter))
	order := s.Order()
	at := -1
	for _, name := range []string{"Page 1 of 2", "Next page", "Larger", "Find in letter", "Note", "Page", "All documents", "Keep it", "What it looks like", "The letter says",
		"It came on", "It was sent on", "It came by", "It asks you to answer by",
		"The draft plan came", "Take this out", "Add something that happened",
		"Whose letter is it?", "Who is it from?", "Your name for it", "Tags", "Save a copy", "Open in another program", "Yes, keep these dates", "Not now"} {
		i := slices.Index(order, name)
		if i <= at {
			t.Errorf("%q is not reached in its turn, in %q", name, order)
		}
		at = i
	}
}

func TestWhatTheReaderNoticedIsSaid(t *testing.T) {
	s := newStory(t, "Iqra Halloran")
	s.drops(draftLetter, sampleLetter(t, draftLetter))
	s.NotSee("Good to know")
	l := s.shell.letter()
	l.doc.Guess.Notes = []string{"the letter says 15 working days"}
	l.doc.Guess.Stated = nil
	for i := range mostAlso + 2 {
		l.doc.Guess.Stated = append(l.doc.Guess.Stated, record.Found{Day: record.NewDay(2027, 3, 1+i), Quote: "on that day", Page: 2})
	}
	l.draw()
	s.See("Good to know", "The letter says 15 working days.", "Saturday 6 March 2027").NotSee("Sunday 7 March 2027")
	s.Tap("Show 2 more").See("Monday 8 March 2027")
}

func TestTwoChildrenOfOneNameAreToldApart(t *testing.T) {
	s := newStory(t, "Sam", "Sam")
	s.drops("letter.pdf", []byte("nothing a reader knows"))
	kids, err := s.shell.File().Children()
	if err != nil {
		t.Fatal(err)
	}
	s.Choose("Whose letter is it?", "Sam (2)").Tap("Yes, keep this letter").See("Kept. The letter is on the timeline.")
	if d := s.documents()[0]; d.Child != kids[1].ID {
		t.Errorf("kept for %q, not the second Sam", d.Child)
	}
}

func TestACopyCanBeTakenOut(t *testing.T) {
	s := newStory(t, "Iqra Halloran")
	letter := sampleLetter(t, draftLetter)
	s.drops(draftLetter, letter)
	s.saveAs = filepath.Join(t.TempDir(), "copy.pdf")
	s.See("The copy is not locked").Tap("Save a copy").See("A copy is saved. It is not locked.")
	if b, err := os.ReadFile(s.saveAs); err != nil || !bytes.Equal(b, letter) {
		t.Errorf("%d bytes of %d (%v)", len(b), len(letter), err)
	}
}

func TestALockThatFallsWhileAPlaceIsChosenHarmsNothing(t *testing.T) {
	s := newStory(t, "Iqra Halloran")
	s.drops(draftLetter, sampleLetter(t, draftLetter))
	out := filepath.Join(t.TempDir(), "copy.pdf")
	s.shell.hands.SaveAs = func(string) (string, error) {
		s.shell.Lock()
		return out, nil
	}
	s.Tap("Save a copy").See("Your file is locked")
	if _, err := os.Stat(out); err == nil {
		t.Error("a copy was written from a file that is locked")
	}
	s.Type("Passphrase", storySecret).Tap("Open my file").Tap("Settings").Tap("Keeping it safe").Tap("Save a page to print")
	s.See("Your file is locked")
}
