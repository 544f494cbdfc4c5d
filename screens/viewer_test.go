package screens

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"codeberg.org/go-pdf/fpdf"
	"fyne.io/fyne/v2"

	"leverarch/app"
	"leverarch/app/record"
	"leverarch/screens/part"
)

// paperPDF is a PDF with these words on a page each.
func paperPDF(t *testing.T, pages ...string) []byte {
	t.Helper()
	p := fpdf.New("P", "mm", "A4", "")
	p.SetFont("Helvetica", "", 12)
	for _, words := range pages {
		p.AddPage()
		p.MultiCell(0, 7, words, "", "L", false)
	}
	var b bytes.Buffer
	if err := p.Output(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// psychologist is a report in which the words that matter stand on one page.
func psychologist(t *testing.T) []byte {
	return paperPDF(t,
		"Report of the educational psychologist\nDr Amara Osei\n1 October 2026\n\nIqra was seen at school.",
		"What I saw\n\nIqra reads well and finds the playground hard.",
		"What I advise\n\nSpeech and language therapy twice a week, in a small\ngroup, by a qualified therapist.",
		"Signed\n\nA copy goes to the council.")
}

func (s *story) viewer() *pageView { return s.shell.letter().pages }

// TestFindThePageWhereThePsychologistSaidTwiceAWeek is a meeting: somebody says it
// was never asked for.
func TestFindThePageWhereThePsychologistSaidTwiceAWeek(t *testing.T) {
	s := newStory(t, "Iqra Halloran")
	s.drops("report.pdf", psychologist(t))
	s.drops("other.pdf", paperPDF(t, "The school office is open once a week."))
	s.Tap("Find").Type("Find anything", "EP twice a week").See("In your letters", "report.pdf, page 3")
	s.Tap("Open report.pdf, page 3")
	v := s.viewer()
	if v.page != 3 || v.picture.Marks() == 0 || v.picture.Empty() {
		t.Fatalf("page %d with %d marks", v.page, v.picture.Marks())
	}
	s.See("Page 3 of 4")
}

// TestOpenTheLetterADeadlineCameFrom goes from a date to the words it rests on.
func TestOpenTheLetterADeadlineCameFrom(t *testing.T) {
	s := newStory(t, "Iqra Halloran")
	s.drops(draftLetter, sampleLetter(t, draftLetter))
	s.Tap("Yes, keep these dates").Tap("Home").Tap("Why this date?").Tap("See the letter")
	s.See("What you kept", "“Tuesday 3 November 2026”", "What came of it", "17 Nov 2026: Last day to send your views on the draft plan")
	s.Tap("See page 1")
	v := s.viewer()
	if v.page != 1 || v.picture.Marks() != 1 {
		t.Errorf("page %d with %d marks", v.page, v.picture.Marks())
	}
	v.picture.Choose(part.Run{})
	runs := v.words.Quote("Tuesday 3 November 2026")
	if len(runs) != 1 || v.words.Part(runs[0]) != "Tuesday 3 November 2026" {
		t.Errorf("what is marked: %+v", runs)
	}
}

func TestTheWordsOfALetterAreGoneThroughOneByOne(t *testing.T) {
	s := newStory(t, "Iqra Halloran")
	s.drops("report.pdf", paperPDF(t, "Iqra, iqra.", "Nothing here.", "And Iqra once more."))
	v := s.viewer()
	s.shell.seek()
	if got := s.Focused(); got != "Find in this letter" {
		t.Fatalf("the keyboard is in %q", got)
	}
	s.Type("Find in this letter", "iqra").See("1 of 3")
	if v.page != 1 || v.picture.Marks() != 2 {
		t.Errorf("page %d with %d marks", v.page, v.picture.Marks())
	}
	s.Press(fyne.KeyReturn).See("2 of 3").Press(fyne.KeyReturn).See("3 of 3", "Page 3 of 3")
	if v.picture.Marks() != 1 {
		t.Errorf("%d marks", v.picture.Marks())
	}
	s.Press(fyne.KeyReturn).See("1 of 3", "Page 1 of 3").Tap("The place before").See("3 of 3")
	s.Type("Find in this letter", "zugzwang").See("Not in this letter")
	// The keys of the file's own search: another name of the same thing.
	s.Type("Find in this letter", "iqras").See("of 3")
	// Once more, and everything is looked through.
	s.shell.seek()
	s.See("Find anything")
	s.shell.Back()
	s.Tap("Find in letter").Press(fyne.KeyEscape).NotSee("Find in this letter")
	if v.picture.Marks() != 0 {
		t.Error("what was looked for is still marked")
	}
}

func TestPagesAreTurnedByKeyboardAlone(t *testing.T) {
	s := newStory(t, "Iqra Halloran")
	s.drops("report.pdf", psychologist(t))
	v := s.viewer()
	v.picture.Focus()
	v.picture.Whole(true)
	for _, step := range []struct {
		key  fyne.KeyName
		page int
	}{{fyne.KeyPageDown, 2}, {fyne.KeyEnd, 4}, {fyne.KeyPageDown, 4}, {fyne.KeyPageUp, 3}, {fyne.KeyHome, 1}, {fyne.KeyPageUp, 1}} {
		s.Press(step.key)
		if v.page != step.page {
			t.Errorf("%s goes to page %d, not %d", step.key, v.page, step.page)
		}
	}
	s.viewer().askPage()
	s.See("Go to a page").Type("Page", "9").Press(fyne.KeyReturn).See("Give a number from 1 to 4.")
	s.Type("Page", "3").Press(fyne.KeyReturn).NotSee("Go to a page").See("Page 3 of 4")
	// With the keyboard nowhere, the keys are the page's too.
	s.win.Canvas().Unfocus()
	s.Press(fyne.KeyPageDown, fyne.KeyPageDown)
	if v.page != 4 {
		t.Errorf("page %d", v.page)
	}
	s.Tap("Large view").See("Small view").NotSee("What we found", "Know your rights")
	if !v.thumbs.Visible() {
		t.Error("the small pages are not shown")
	}
	s.Press(fyne.KeyEscape).See("What we found", "Large view", "Know your rights")
	s.Tap("Large view")
	s.shell.Go(Place{Name: Home})
	s.See("Know your rights").Tap("Documents").Tap("report.pdf").See("What we found", "Large view")
}

func TestOnlyPagesNearTheOneSeenAreHeldAndNoneOnceLocked(t *testing.T) {
	s := newStory(t, "Iqra Halloran")
	var pages []string
	for i := range 12 {
		pages = append(pages, fmt.Sprintf("This is page %d.", i+1))
	}
	s.drops("long.pdf", paperPDF(t, pages...))
	v := s.viewer()
	for n := 1; n <= 12; n += 2 {
		v.turn(n)
		if len(v.held) > 3 {
			t.Fatalf("%d pages are held at page %d", len(v.held), n)
		}
		for k := range v.held {
			if k < n-1 || k > n+1 {
				t.Errorf("page %d is held at page %d", k, n)
			}
		}
	}
	// A page is drawn for the size it is shown at, and again when that changes.
	wide := v.held[v.page].wide
	v.picture.Nearer()
	if got := v.held[v.page].wide; got <= wide {
		t.Errorf("drawn %d wide, nearer %d", wide, got)
	}
	s.shell.Lock()
	if len(v.held) != 0 || !v.picture.Empty() || len(v.words.At) != 0 || v.open != nil {
		t.Error("the lock leaves pages behind")
	}
}

func TestAPassageBecomesADatedFact(t *testing.T) {
	s := newStory(t, "Iqra Halloran")
	s.drops("letter.pdf", paperPDF(t, "Dear Ms Halloran\n\nYour request for an assessment reached this office on\n7 September 2026 and will be looked at."))
	v := s.viewer()
	v.picture.Choose(run(t, v, "request for an assessment reached this office on 7 September 2026"))
	s.See("“request for an assessment").Tap("Make it a date").See("Make it a date", "7 September 2026")
	s.Tap("Put it in the form").See("Choose what happened first.")
	s.Choose("What happened?", "The council got a request for an EHC needs assessment").Tap("Put it in the form")
	s.See("What we found", "“request for an assessment reached this office on 7 September 2026”", "Monday 25 January 2027")
	// The parent chose the words, so they stay when the day is another.
	s.Type("The council got a request for an EHC needs assessment", "8 September 2026").NotSee("in the words below")
	s.Tap("Yes, keep these dates").See("Kept.")
	f := s.facts()
	if len(f) != 1 || f[0].Day != record.NewDay(2026, 9, 8) || f[0].Page != 1 || !strings.HasPrefix(f[0].Quote, "request for an assessment") {
		t.Errorf("facts: %+v", f)
	}
}

// run finds words on the page seen.
func run(t *testing.T, v *pageView, words string) part.Run {
	t.Helper()
	runs := v.words.Quote(words)
	if len(runs) != 1 {
		t.Fatalf("%q stands %d times in %q", words, len(runs), v.words.Text)
	}
	return part.Run(runs[0])
}

func TestAPassageIsQuotedInANoteWithItsPage(t *testing.T) {
	s := newStory(t, "Iqra Halloran")
	s.drops("report.pdf", psychologist(t))
	v := s.viewer()
	v.turn(3)
	v.picture.Choose(run(t, v, "twice a week, in a small group"))
	s.Tap("Copy")
	if got := fyne.CurrentApp().Clipboard().Content(); strings.Join(strings.Fields(got), " ") != "twice a week, in a small group," {
		t.Errorf("copied %q", got)
	}
	s.Tap("Quote it in a note").See("Write it down")
	want := "“twice a week, in a small group” (report.pdf, page 3)"
	if got := s.Value("What was said?"); got != want {
		t.Errorf("the note says %q", got)
	}
	s.Tap("Save").See(want)
	if list := s.talks(); len(list) != 1 || list[0].Said != want {
		t.Errorf("kept: %+v", list)
	}
	// Coming back to the form quotes nothing a second time.
	s.Tap("Conversations").Tap("Write it down")
	if got := s.Value("What was said?"); got != "" {
		t.Errorf("the next note says %q", got)
	}
}

func TestANoteOnAPageIsShownThereAndFound(t *testing.T) {
	s := newStory(t, "Iqra Halloran")
	s.drops("report.pdf", psychologist(t))
	v := s.viewer()
	v.turn(3)
	s.Tap("Note").See("A note on page 3").Type("Your note", "Ask about hydrotherapy").Type("Tags", "therapy, ask, Therapy").Tap("Keep it")
	s.See("Ask about hydrotherapy", "therapy · ask")
	v.turn(2)
	s.NotSee("Ask about hydrotherapy")
	s.Tap("Find").Type("Find anything", "hydroterapy").See("report.pdf, page 3", "Ask about hydrotherapy")
	s.Tap("Open report.pdf, page 3").See("Ask about hydrotherapy")
	s.Tap("Change the note").Type("Your note", "").Type("Tags", "").Tap("Keep it").NotSee("Ask about hydrotherapy")
	s.Tap("Find").Type("Find anything", "hydrotherapy").NotSee("report.pdf")
}

func TestAPlainTextIsSeenInTheSameViewer(t *testing.T) {
	s := newStory(t, "Iqra Halloran")
	s.drops("notes.txt", []byte("Notes of the meeting\n\nShe said that speech therapy is to be twice a week.\fSecond page: nothing agreed."))
	v := s.viewer()
	if v.picture.Empty() || !strings.Contains(v.picture.Words(), "twice a week") {
		t.Fatalf("shown: %q", v.picture.Words())
	}
	s.See("Page 1 of 2")
	s.shell.seek()
	s.Type("Find in this letter", "nothing agreed").See("1 of 1", "Page 2 of 2")
	if v.picture.Marks() != 1 {
		t.Errorf("%d marks", v.picture.Marks())
	}
	v.picture.Choose(run(t, v, "nothing agreed."))
	s.Tap("Quote it in a note")
	if got := s.Value("What was said?"); got != "“nothing agreed.” (notes.txt, page 2)" {
		t.Errorf("the note says %q", got)
	}
}

func TestAnotherProgramGetsACopyThatGoesWithTheLock(t *testing.T) {
	s := newStory(t, "Iqra Halloran")
	s.desk.Copies = filepath.Join(t.TempDir(), "open")
	letter := psychologist(t)
	s.drops("Iqra report.pdf", letter)
	s.Tap("Open in another program").See("a copy that is not locked").Tap("Not now")
	if _, err := os.Stat(s.desk.Copies); err == nil || len(s.links) != 0 {
		t.Fatal("a copy was made without a yes")
	}
	s.Tap("Open in another program").Tap("Open a copy").See("A copy that is not locked is open")
	if len(s.links) != 1 || !strings.HasPrefix(s.links[0], "file:///") || strings.Contains(s.links[0], "Iqra") || !strings.HasSuffix(s.links[0], ".pdf") {
		t.Fatalf("opened: %q", s.links)
	}
	path := strings.TrimPrefix(s.links[0], "file://")
	if b, err := os.ReadFile(path); err != nil || !bytes.Equal(b, letter) {
		t.Errorf("%d bytes (%v)", len(b), err)
	}
	s.shell.Lock()
	if _, err := os.Stat(path); !os.IsNotExist(err) {
		t.Errorf("after the lock the copy is there (%v)", err)
	}
	// What an ended program left is gone at the next start.
	left := filepath.Join(s.desk.Copies, "left", "letter.pdf")
	if err := os.MkdirAll(filepath.Dir(left), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(left, letter, 0o600); err != nil {
		t.Fatal(err)
	}
	New(s.win, s.desk, s.dir, s.shell.hands)
	if _, err := os.Stat(left); !os.IsNotExist(err) {
		t.Errorf("at the next start the copy is there (%v)", err)
	}
}

// confirmed puts a document in the file and says what it is.
func (s *story) confirmed(name string, l app.Look) record.ID {
	s.t.Helper()
	k, err := s.shell.File().Keep(l.Child, name, strings.NewReader(name))
	if err == nil {
		err = s.shell.File().Confirm(k.ID, l)
	}
	if err != nil {
		s.t.Fatal(err)
	}
	return k.ID
}

func TestTheListOfDocumentsIsPutInOrderAndRemembersHow(t *testing.T) {
	s := newStory(t, "Iqra Halloran")
	kid := s.shell.Child().ID
	s.confirmed("a.pdf", app.Look{Child: kid, Kind: "report", From: "Dr Osei", Letter: record.NewDay(2026, 10, 1)})
	s.confirmed("b.pdf", app.Look{Child: kid, Kind: "draft-plan", From: "Tarnside Council", Letter: record.NewDay(2026, 11, 3), Came: record.NewDay(2026, 11, 4), CameBy: "post",
		Facts: []app.Fact{{Event: "draft-plan-served", Day: record.NewDay(2026, 11, 3)}}})
	s.confirmed("c.pdf", app.Look{Child: kid, Kind: "request-acknowledged", From: "Tarnside Council", Letter: record.NewDay(2026, 8, 1)})
	order := func(names ...string) {
		t.Helper()
		all, at := s.Words(), -1
		for _, n := range names {
			i := strings.Index(all, n)
			if i <= at {
				t.Fatalf("%s does not stand in its turn:\n%s", n, all)
			}
			at = i
		}
	}
	s.Tap("Documents").See("3 letters · Newest letter first", "Came 4 Nov 2026, by post", "dates came of it")
	order("b.pdf", "a.pdf", "c.pdf")
	s.Tap("Sort and filter").Choose("In which order?", "Oldest letter first")
	order("c.pdf", "a.pdf", "b.pdf")
	s.Choose("In which groups?", "Where it belongs on the way").See("Asking for help, and the assessment", "The draft plan and the plan", "Reports")
	order("Asking for help", "c.pdf", "The draft plan and the plan", "b.pdf", "Reports", "a.pdf")
	s.Choose("Which ones?", "Those that started a date").See("1 of 3 letters", "b.pdf").NotSee("a.pdf", "c.pdf")
	s.again()
	s.Tap("Documents").See("1 of 3 letters · Oldest letter first · Those that started a date").NotSee("a.pdf")
	s.Tap("Sort and filter").Choose("Which ones?", "All of them").Type("Only those with these words", "osei").See("a.pdf").NotSee("b.pdf")
	s.Type("Only those with these words", "kestrel").See("None of them is like that").Tap("Show all of them").See("b.pdf")
}

func TestADocumentIsNamedTaggedReplacedAndMoved(t *testing.T) {
	s := newStory(t, "Iqra Halloran", "Sam Halloran")
	kids, err := s.shell.File().Children()
	if err != nil {
		t.Fatal(err)
	}
	first := app.Look{Child: kids[0].ID, Kind: "draft-plan", Letter: record.NewDay(2026, 11, 3), Facts: []app.Fact{{Event: "draft-plan-served", Day: record.NewDay(2026, 11, 3)}}}
	old := s.confirmed("scan0001.pdf", first)
	s.confirmed("scan0002.pdf", app.Look{Child: kids[0].ID, Kind: "draft-plan", Letter: record.NewDay(2026, 11, 5)})
	s.Tap("Documents").Tap("scan0001.pdf").See("About this letter", s.documents()[1].SHA256, "The file came as “scan0001.pdf”")
	s.Type("Your name for it", "First draft").Press(fyne.KeyReturn).Type("Tags", "speech, ask").Press(fyne.KeyReturn)
	s.Choose("Has a newer one taken its place?", "5 Nov 2026 Draft plan (the letter): scan0002.pdf").See("Its place is taken by scan0002.pdf")
	d, err := s.shell.File().Document(old)
	if err != nil || d.Title != "First draft" || d.Name != "scan0001.pdf" || strings.Join(d.Tags, "+") != "speech+ask" || d.By == "" {
		t.Fatalf("kept: %+v (%v)", d, err)
	}
	s.Tap("Its place is taken by").See("It takes the place of First draft")
	s.Tap("Documents").See("First draft", "Replaced", "Tags: speech, ask").NotSee("scan0001.pdf")
	s.Tap("Find").Type("Find anything", "speech ask").See("First draft, page 1")

	s.Tap("Open First draft, page 1").Choose("Whose letter is it?", "Sam Halloran").Tap("Yes, keep these dates")
	list, err := s.shell.File().Dates(kids[1].ID)
	if err != nil || len(list) == 0 {
		t.Errorf("the dates did not go with it: %d (%v)", len(list), err)
	}
	if list, err := s.shell.File().Dates(kids[0].ID); err != nil || len(list) != 0 {
		t.Errorf("dates stayed behind: %d (%v)", len(list), err)
	}
	// Two cannot each take the other's place, and a name of nothing is the file's own.
	s.shell.SetChild(kids[1].ID)
	s.Tap("Documents").Tap("First draft").Type("Your name for it", "").Press(fyne.KeyReturn)
	if got := s.Value("Your name for it"); got != "scan0001.pdf" {
		t.Errorf("it is called %q", got)
	}
}
