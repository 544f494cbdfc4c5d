package screens

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"image/png"
	"path/filepath"
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"leverarch/app"
	"leverarch/app/record"
	"leverarch/screens/words"
)

// photosOf makes a picture of each page of a letter, by a file that is thrown away.
func photosOf(t *testing.T, s *story, letter []byte) map[string][]byte {
	t.Helper()
	file, _, err := s.desk.Create(filepath.Join(t.TempDir(), "other"), []byte(storySecret))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	k, err := file.Keep("", "letter.pdf", bytes.NewReader(letter))
	if err != nil {
		t.Fatal(err)
	}
	p, err := file.Pages(t.Context(), k.ID, "")
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	out := map[string][]byte{}
	for i := range p.Count() {
		img, err := p.Picture(t.Context(), i+1, 1240)
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		if err := png.Encode(&b, img); err != nil {
			t.Fatal(err)
		}
		out[fmt.Sprintf("IMG_%d.png", i+1)] = b.Bytes()
	}
	return out
}

func TestPhotosChosenTogetherMayBeOneLetter(t *testing.T) {
	s := newStory(t, "Iqra Halloran")
	photos := photosOf(t, s, sampleLetter(t, draftLetter))
	paths := s.downloads(photos)
	s.shell.BringIn([]string{paths["IMG_1.png"], paths["IMG_2.png"]})
	s.See("Are these pages of one letter?", "in this order: IMG_1.png and IMG_2.png. Each photo is kept as it came.")
	if n := len(s.documents()); n != 2 {
		t.Fatalf("%d documents are safe before the answer", n)
	}
	s.Tap("Yes, one letter")
	s.See("What we found", "Page 1 of 2", "These are 2 photos of one letter.", "Read from a picture: please look twice.", "Tuesday 17 November 2026")
	docs := s.documents()
	if len(docs) != 1 || docs[0].Kind != "draft-plan" || docs[0].Letter != record.NewDay(2026, 11, 3) {
		t.Fatalf("the letter: %+v", docs)
	}
	s.Tap("Next").See("Page 2 of 2", "Whole page").Tap("See page 1").See("Page 1 of 2")
	s.Tap("Yes, keep these dates").See("Kept.")

	// The same photo again leads to the letter.
	s.shell.BringIn([]string{paths["IMG_2.png"]})
	s.See("This one was in your file already.", "What you kept", "2 photos")
}

func TestPhotosOfSeveralLettersStayApart(t *testing.T) {
	s := newStory(t, "Iqra Halloran")
	paths := s.downloads(map[string][]byte{"a.jpg": []byte("no picture"), "b.jpg": []byte("none either")})
	s.held = true
	s.shell.BringIn([]string{paths["a.jpg"], paths["b.jpg"]})
	s.next()
	s.Press(fyne.KeyEscape).See("Reading letter 1 of 2").NotSee("one letter?")
	if n := len(s.documents()); n != 2 {
		t.Errorf("%d documents", n)
	}
}

func TestAFolderComesInWithAllThatIsInIt(t *testing.T) {
	s := newStory(t, "Iqra Halloran")
	paths := s.downloads(map[string][]byte{"a.txt": []byte("First."), "b.xyz": {0, 1, 2, 3, 200}, ".hidden": []byte("Not this.")})
	s.shell.hands.Folder = func() (string, error) { return filepath.Dir(paths["a.txt"]), nil }
	s.shell.Go(Place{Name: InTray})
	s.Tap("Choose a folder")
	said := words.For(app.ProblemError(record.ProblemFormat)).Sentence()
	s.See("2 files are safely in your file.", "a.txt", "b.xyz", said, "Save as", "PDF").NotSee(".hidden")
	s.shell.BringIn([]string{t.TempDir()})
	s.See("There is nothing in there to bring in.")
}

func TestWhatWasNotReadIsReadAtTheNextOpening(t *testing.T) {
	s := newStory(t, "Iqra Halloran")
	s.held = true
	paths := s.downloads(map[string][]byte{"a.pdf": sampleLetter(t, "01-request-acknowledged.pdf"), "b.pdf": sampleLetter(t, draftLetter)})
	s.shell.BringIn([]string{paths["a.pdf"], paths["b.pdf"]})
	s.next()
	s.See("Reading letter 1 of 2")
	s.waits = nil // the program ends here
	s.held = false
	s.again()
	docs := s.documents()
	if len(docs) != 2 || slices.ContainsFunc(docs, app.Unread) || slices.ContainsFunc(docs, func(d record.Document) bool { return d.Looked }) {
		t.Errorf("after opening again: %+v", docs)
	}
	s.shell.Go(Place{Name: InTray})
	s.See("Waiting for a look", "Draft plan (the letter)", "Not looked at yet").NotSee("Read what is not read yet")
}

func TestReadingThatWasStoppedCanBeTakenUpAgain(t *testing.T) {
	s := newStory(t, "Iqra Halloran")
	paths := s.downloads(map[string][]byte{"a.txt": []byte("One."), "b.txt": []byte("Two.")})
	s.held = true
	s.shell.BringIn([]string{paths["a.txt"], paths["b.txt"]})
	s.next()
	s.Tap("Cancel")
	for len(s.waits) > 0 {
		s.next()
	}
	s.held = false
	s.See("Not read yet").Tap("Read what is not read yet").NotSee("Not read yet")
	if docs := s.documents(); slices.ContainsFunc(docs, app.Unread) {
		t.Errorf("still unread: %+v", docs)
	}
}

func TestTwoLettersInOneScanAreSplitInTwoPresses(t *testing.T) {
	s := newStory(t, "Iqra Halloran")
	s.drops("scan.pdf", sampleLetter(t, draftLetter))
	if s.CanTap("A new letter begins on this page") {
		t.Error("a new letter is offered on the first page")
	}
	s.Tap("Next").Tap("A new letter begins on this page")
	s.See("There are two letters now: page 1 stays one letter, and page 2 becomes another.", "stays as it is").Tap("Undo").See("Undone.", "Page 2 of 2")
	if n := len(s.documents()); n != 1 {
		t.Fatalf("%d documents when it is undone", n)
	}
	s.Tap("A new letter begins on this page")
	s.See("There are two letters now", "This letter is page 2 of “scan.pdf”, which stays as it came.", "Whole page").NotSee("Page 2 of 2")
	if n := len(s.documents()); n != 2 {
		t.Fatalf("%d documents", n)
	}
	s.Choose("What it looks like", "Report").Type("The letter says", "1/10/2026").Tap("Yes, keep")
	docs := s.documents()
	i := slices.IndexFunc(docs, func(d record.Document) bool { return d.First == 2 })
	if i < 0 || docs[i].Kind != "report" || docs[i].Letter != record.NewDay(2026, 10, 1) || !docs[i].Looked {
		t.Fatalf("the second letter: %+v", docs)
	}
	s.shell.Go(Place{Name: Letter, ID: docs[1-i].ID})
	s.See("This letter is page 1 of “scan.pdf”", "Draft plan (the letter)", "11 days left").Tap("Yes, keep these dates").See("Kept.")
	if f := s.facts(); len(f) != 1 || f[0].Document != docs[1-i].ID {
		t.Errorf("facts: %+v", f)
	}
}

func TestWhatCameWithAnEmailIsKeptInOnePress(t *testing.T) {
	s := newStory(t, "Iqra Halloran")
	mail := "From: SEND team <send@tarnside.example>\r\nTo: M Halloran <m@example.org>\r\nSubject: Your letter\r\nDate: Wed, 4 Nov 2026 10:00:00 +0000\r\n" +
		"MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=xyz\r\n\r\n--xyz\r\nContent-Type: text/plain\r\n\r\nThe letter is attached.\r\n" +
		"--xyz\r\nContent-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment; filename=\"draft.pdf\"\r\n\r\n" +
		base64.StdEncoding.EncodeToString(sampleLetter(t, draftLetter)) + "\r\n--xyz--\r\n"
	s.drops("letter.eml", []byte(mail))
	s.See("This email came with draft.pdf.")
	if got := s.Value("It came on"); got != "4 November 2026" {
		t.Errorf("it came on %q", got)
	}
	s.Tap("Keep what came with it").See("1 file is safely in your file.").Tap("Open draft.pdf")
	s.See("It came with an email.", "Draft plan (the letter)")
	if got := s.Value("It came on"); got != "4 November 2026" {
		t.Errorf("what was in it came on %q", got)
	}
	s.Tap("See the email").See("This email came with draft.pdf.", "Open draft.pdf").NotSee("Keep what came with it")
}

func TestEachKindOfFileIsKeptAndSaidWhatItIs(t *testing.T) {
	s := newStory(t, "Iqra Halloran")
	for name, text := range map[string]string{
		"letter.txt":  "Tarnside Council\n\n3 November 2026\n\nWe enclose the draft EHC plan.\n",
		"letter.html": "<html><body><p>Tarnside Council</p><p>4 November 2026</p></body></html>",
		"letter.rtf":  `{\rtf1\ansi Tarnside Council\par 5 November 2026\par}`,
	} {
		s.drops(name, []byte(text))
		s.See("What we found", "Tarnside Council").NotSee("We cannot read")
	}
	s.drops("data.bin", []byte{0, 1, 2, 250, 251})
	s.See("We cannot read this kind of file yet. It is safely kept as it came.", "choose “Save as” and then PDF")
	if n := len(s.documents()); n != 4 {
		t.Errorf("%d documents", n)
	}
}
