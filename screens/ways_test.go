package screens

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"leverarch/app"
	"leverarch/app/record"
	"leverarch/screens/look"
	"leverarch/screens/part"
)

// writes keeps a conversation with somebody.
func (s *story) writes(on record.Day, with, said string, agree ...record.Agreed) record.ID {
	s.t.Helper()
	c, err := s.shell.file.Log(app.Talk{
		Conversation: record.Conversation{Child: s.shell.child, How: record.Phone, On: on, Said: said, Agree: agree},
		People:       []record.Person{{Name: with}},
	})
	if err != nil {
		s.t.Fatal(err)
	}
	return c.ID
}

// TestHomeAnswersOneQuestion holds what stands on the first screen and in which
// order: the one next thing, what the council owes, the in tray, three doors.
func TestHomeAnswersOneQuestion(t *testing.T) {
	s := newStory(t, "Iqra Halloran")
	s.See("Nothing for you to do just now", "Bring in a letter", "Write down a conversation", "Know your rights").NotSee("To my phone", "In tray")
	s.keeps(s.shell.child, 0, 5)
	s.Tap("Home").See("Look at the letter you brought in", "In tray", "See 1 more in the in tray").NotSee("Nothing for you to do")
	_, _, err := s.shell.file.KeepFact(record.Event{Child: s.shell.child, Kind: "request-received", Day: record.NewDay(2026, 6, 1), Days: record.Days{Came: record.NewDay(2026, 6, 1)}})
	if err != nil {
		t.Fatal(err)
	}
	s.writes(record.NewDay(2026, 11, 5), "Mrs Okafor", "We spoke.", record.Agreed{What: "Send her the report", Who: "me", By: record.NewDay(2026, 11, 9)})
	s.Tap("Home").See("3 days left", "Send her the report", "You said so on Thursday 5 November 2026", "Waiting for the council", "days late")
	at := func(words string) int { return strings.Index(s.Words(), words) }
	order := []int{at("Send her the report"), at("Waiting for the council"), at("In tray"), at("Bring in a letter"), at("Write down a conversation"), at("Open the guide")}
	if !slices.IsSorted(order) || order[0] < 0 {
		t.Errorf("the order on the screen: %v", order)
	}
	s.Tap("It is done").NotSee("Send her the report").See("Look at the letter you brought in")
	s.Tap("Open the guide").See("Plain answers")
}

// TestAFamilyIsSeenAtOnce goes between two children and the view of both.
func TestAFamilyIsSeenAtOnce(t *testing.T) {
	s := newStory(t, "Iqra Halloran", "Sam Halloran")
	s.writes(record.NewDay(2026, 11, 5), "Mrs Okafor", "She rang about Iqra.")
	s.keeps(s.shell.child, 0, 1)
	s.See("What is next for Iqra").Choose("Whose file", "Everyone")
	s.See("What is next for everyone", "Iqra", "Sam", "1 letter in the in tray")
	s.Tap("Open Sam’s file").See("What is next for Sam")
	if got := s.Value("Whose file"); got != "Sam" {
		t.Errorf("the file of %q is said to be looked at", got)
	}
	s.Tap("Conversations").See("Nothing here yet")
	s.Choose("Whose file", "Iqra").See("She rang about Iqra.")
	s.Tap("Back").See("Nothing here yet")
	if got := s.Value("Whose file"); got != "Sam" {
		t.Errorf("back leads to the file of %q", got)
	}
	s.Tap("Back").See("What is next for Sam").Tap("Back").See("What is next for everyone").Tap("Forward").See("What is next for Sam")
}

// TestComingBackFindsAListAsItWasLeft holds the filter and how far it was scrolled,
// back and forward again.
func TestComingBackFindsAListAsItWasLeft(t *testing.T) {
	s := newStory(t, "Iqra Halloran")
	for i := range 60 {
		s.writes(record.NewDay(2026, 1, 1).AddDays(i), fmt.Sprintf("Person %d", i%3), fmt.Sprintf("Talk %02d about the taxi.", i))
	}
	s.Tap("Conversations").See("60 conversations · Newest first").Tap("Show 20 more")
	s.Tap("Sort and filter").Type("Only those with these words", "taxi")
	page := pageIn(s.shell.built[Talks])
	page.To(2000)
	down := page.Offset()
	if down < 1000 {
		t.Fatalf("the list scrolls only to %v", down)
	}
	s.Tap("Talk 03").See("Make the email that confirms this")
	s.Tap("People").See("Everybody")
	s.Tap("Back").See("Make the email that confirms this").Tap("Back").See("Talk 03")
	if got := page.Offset(); got != down {
		t.Errorf("come back to %v, left at %v", got, down)
	}
	if got := s.Value("Only those with these words"); got != "taxi" {
		t.Errorf("the filter is %q", got)
	}
	s.Tap("Forward").See("Make the email that confirms this").Tap("Forward").See("Everybody")
	if s.CanTap("Forward") {
		t.Error("there is a way on from the last place")
	}
	s.Tap("Conversations")
	if got := page.Offset(); got != 0 {
		t.Errorf("gone to afresh, the list stands at %v", got)
	}
}

// TestConversationsAreSortedAndFiltered finds one by who it was with, by its words,
// and by what is not done yet, and holds that the way is remembered and sealed.
func TestConversationsAreSortedAndFiltered(t *testing.T) {
	s := newStory(t, "Iqra Halloran")
	s.Tap("Conversations").See("Nothing here yet", "it is done").NotSee("Sort and filter")
	s.writes(record.NewDay(2026, 10, 1), "Mrs Okafor", "About reading.", record.Agreed{What: "Send the report", Who: "Mrs Okafor"})
	s.writes(record.NewDay(2026, 10, 8), "Theo Brandreth", "About the taxi.")
	s.writes(record.NewDay(2026, 10, 15), "Mrs Okafor", "About swimming.")
	s.Tap("Conversations").See("3 conversations · Newest first", "1 thing not done yet")
	before := func(a, b string) bool { return strings.Index(s.Words(), a) < strings.Index(s.Words(), b) }
	if !before("About swimming.", "About reading.") {
		t.Error("the newest does not stand first")
	}
	s.Tap("Sort and filter").Choose("With whom?", "Mrs Okafor").See("2 of 3 conversations · Newest first · with Mrs Okafor", "About swimming.").NotSee("About the taxi.")
	s.Choose("Which ones?", "Something is not done yet").See("About reading.").NotSee("About swimming.")
	s.Choose("With whom?", "Theo Brandreth").See("None of them is like that").Tap("Show all of them").See("About the taxi.")
	s.Choose("In which order?", "Oldest first").Type("Only those with these words", "swim").NotSee("About reading.").Type("Only those with these words", "")
	if !before("About reading.", "About swimming.") {
		t.Error("the oldest does not stand first")
	}
	s.again()
	s.Tap("Conversations").See("3 conversations · Oldest first")
	s.Tap("About the taxi.").See("Phone call with Theo Brandreth").Tap("All conversations").See("3 conversations")
}

// TestThePlanLeadsToWhereEachSectionBegins opens the sample family's draft at a
// section, with its heading marked, and the page of the guide about it.
func TestThePlanLeadsToWhereEachSectionBegins(t *testing.T) {
	s := newStory(t, "Iqra Halloran")
	s.Tap("Plan").See("No plan here yet", "No dates yet", "All special educational needs", "The advice and reports").NotSee("on page")
	s.drops("plan.pdf", sampleLetter(t, "05-draft-plan.pdf"))
	s.drops("letter.pdf", sampleLetter(t, draftLetter))
	s.Tap("Yes, keep these dates")
	s.Tap("Plan").See("The papers of the plan", "The dates about the plan", "Last day to send your views on the draft plan", "See A on page 1", "See B on page 1", "See C on page 2", "See F on page 2")
	s.Tap("See C on page 2").See("Page 2 of 4")
	if v := s.shell.letter().pages; v.page != 2 || v.picture.Marks() != 1 {
		t.Errorf("page %d with %d marks", v.page, v.picture.Marks())
	}
	s.Tap("Back").See("The sections").Tap("Read about F").See("What goes in section F?")
	s.Tap("Back").See("The sections").Tap("Why 17 Nov 2026: Last day to send your views").See("Why this date").Tap("See the letter").See("The dates that would follow")
	if n := s.shell.letter().pages.picture.Marks(); n == 0 {
		t.Error("the words the date rests on are not marked")
	}
}

// TestALetterIsComeBackToAtItsPage holds that the page looked at is part of the
// place.
func TestALetterIsComeBackToAtItsPage(t *testing.T) {
	s := newStory(t, "Iqra Halloran")
	s.drops(draftLetter, sampleLetter(t, draftLetter))
	s.Tap("Next page").See("Page 2 of 2").Tap("Timeline").Tap("Back").See("Page 2 of 2")
}

// TestWhatIsDoneCanBeUndone undoes each thing that is done to the file, and holds
// that it is as it was.
func TestWhatIsDoneCanBeUndone(t *testing.T) {
	s := newStory(t, "Iqra Halloran")
	file := s.shell.file

	// A conversation: written down, taken back, written down again, put in the bin.
	s.Tap("Conversations").Tap("Write it down").Type("What was said?", "She will ring.").Type("Who with?", "Mrs Okafor")
	s.Type("What will be done?", "Send the report").Type("Who does it?", "Mrs Okafor").Tap("Save").See("Make the email", "Kept.")
	s.Tap("Undo").See("Undone.", "Write it down")
	if n := len(s.talks()); n != 0 || s.Value("What was said?") != "She will ring." {
		t.Fatalf("%d conversations, and %q in the form", n, s.Value("What was said?"))
	}
	s.Tap("Save").Tap("Put it in the bin").See("It is in the bin for 30 days.", "Nothing here yet").Tap("Undo").See("She will ring.", "Undone.")
	if s.CanTap("Undo") {
		t.Error("what is undone can be undone")
	}

	// Something that was agreed, and a person.
	s.Tap("People").Tap("It is done").See("Marked as done.", "Agreed, and done").Tap("Undo").See("Agreed, and not done yet").NotSee("Agreed, and done")
	s.Tap("Open Mrs Okafor").Tap("Change").Type("What they do", "SENCO").Tap("Keep this").See("SENCO", "Kept.").Tap("Undo")
	if p, err := file.People(); err != nil || p[0].Role != "" {
		t.Errorf("%+v, %v", p, err)
	}
	s.Tap("The school’s SENCO for Iqra").Tap("Undo")
	if h, err := file.AtHand(s.shell.child); err != nil || h.SENCO.ID != "" {
		t.Errorf("%+v, %v", h, err)
	}
	s.Tap("Put in the bin").See("It is in the bin").Tap("Undo").See("Mrs Okafor")
	if n := len(s.shell.past); s.shell.past[n-1].Name != People {
		t.Errorf("the way back leads to %+v", s.shell.past[n-1])
	}

	// A letter: its name, its dates.
	s.drops(draftLetter, sampleLetter(t, draftLetter))
	s.Type("Your name for it", "The draft").Press(fyne.KeyReturn).See("Kept.").Tap("Undo")
	if d := s.documents()[0]; d.Called() != draftLetter || s.Value("Your name for it") != draftLetter {
		t.Errorf("called %q, and %q in the field", d.Called(), s.Value("Your name for it"))
	}
	s.Type("Who is it from?", "The panel").Tap("Yes, keep these dates").See("Kept. 3 dates follow").Tap("Undo").See("What we found", "Undone.")
	if d := s.documents()[0]; d.Looked || s.Value("Who is it from?") != "The panel" {
		t.Errorf("looked at: %v, from %q in the form", d.Looked, s.Value("Who is it from?"))
	}
	if dates, err := file.Dates(s.shell.child); err != nil || len(dates) != 0 {
		t.Errorf("%d dates stay, %v", len(dates), err)
	}

	// A fact, in two ways.
	s.Tap("Timeline").Tap("Something happened").Choose("What happened?", "The council got a request for an EHC needs assessment").Type("They got it on", "1/6/2026").Tap("Yes, keep this").See("Kept.")
	s.shell.Undo() // as Ctrl and Z do
	s.See("Undone.")
	if f := s.facts(); len(f) != 0 {
		t.Errorf("facts: %+v", f)
	}
}

// TestWhatChangedSinceIsNotUndone holds that a later change is not lost to an
// earlier one being taken back.
func TestWhatChangedSinceIsNotUndone(t *testing.T) {
	s := newStory(t, "Iqra Halloran")
	s.writes(record.NewDay(2026, 11, 5), "Mrs Okafor", "We spoke.", record.Agreed{What: "Ring", Who: "Mrs Okafor"})
	s.Tap("People").Tap("It is done")
	talk := s.talks()[0]
	talk.Said = "We spoke at length."
	if _, err := s.shell.file.Log(talk); err != nil {
		t.Fatal(err)
	}
	s.Tap("Undo").See("It was changed again since").Tap("Close")
	if got := s.talks()[0]; got.Said != talk.Said || got.Agree[0].Done.IsZero() {
		t.Errorf("%+v", got)
	}
}

// TestOneKeyHidesEverything presses it over a half-typed note, over a question, and
// while a file is being opened, and holds that nothing of a family is left to see.
func TestOneKeyHidesEverything(t *testing.T) {
	s := newStory(t, "Iqra Halloran")
	dull := func() {
		t.Helper()
		s.See("Units", "1 inch", "2.54 centimetres").NotSee("Iqra", "locked", "Passphrase", "Lever Arch", "Home")
		if got := s.win.Title(); got != "Units" {
			t.Errorf("the window is called %q", got)
		}
		if s.shell.file != nil {
			t.Error("the file is not locked")
		}
	}
	open := func() {
		t.Helper()
		s.See("Your file is locked").Type("Passphrase", storySecret).Press(fyne.KeyReturn).See("Iqra")
		if got := s.win.Title(); got != "Lever Arch" {
			t.Errorf("the window is called %q", got)
		}
	}
	s.Tap("Conversations").Tap("Write it down").Type("What was said?", "Half a th")
	s.Press(fyne.KeyF9)
	dull()
	s.Press(fyne.KeySpace, fyne.KeyReturn)
	dull()
	s.Press(fyne.KeyF9)
	open()
	s.Tap("Conversations").See("You have begun one", "Half a th")

	_, _, err := s.shell.file.KeepFact(record.Event{Child: s.shell.child, Kind: "draft-plan-served", Day: record.NewDay(2026, 11, 3), Days: record.Days{Came: record.NewDay(2026, 11, 3)}})
	if err != nil {
		t.Fatal(err)
	}
	s.Tap("Home").Tap("Why this date?").See("Who must act").Press(fyne.KeyF9)
	dull()
	s.shell.BringIn([]string{"/nowhere"}) // dropped on it
	dull()
	s.Press(fyne.KeyEscape)

	// While the file is being opened.
	s.held = true
	s.Type("Passphrase", storySecret).Press(fyne.KeyReturn).Press(fyne.KeyF9)
	for len(s.waits) > 0 {
		s.next()
	}
	s.held = false
	dull()
	s.Press(fyne.KeyF9)
	open()
}

// TestKeysMoveThePageWhereNothingHasTheKeyboard holds for a list that is looked at.
func TestKeysMoveThePageWhereNothingHasTheKeyboard(t *testing.T) {
	s := newStory(t, "Iqra Halloran")
	s.keeps(s.shell.child, 0, 30)
	s.Tap("Documents")
	s.win.Canvas().Unfocus()
	s.Press(fyne.KeyPageDown)
	if pageIn(s.shell.built[Documents]).Offset() == 0 {
		t.Error("the page does not move")
	}
}

// TestEveryListIsSortedAndFilteredAndRemembersHow goes through them: people, the
// timeline, the in tray, the bin and the guide.
func TestEveryListIsSortedAndFilteredAndRemembersHow(t *testing.T) {
	s := newStory(t, "Iqra Halloran")
	before := func(a, b string) {
		t.Helper()
		i, j := strings.Index(s.Words(), a), strings.Index(s.Words(), b)
		if i < 0 || j < 0 || i > j {
			t.Errorf("%q stands at %d and %q at %d", a, i, b, j)
		}
	}
	s.Tap("People").See("Nobody yet")
	s.Tap("Timeline").See("Nothing here yet")
	s.shell.Go(Place{Name: InTray})
	s.See("Nothing waits for you")
	s.writes(record.NewDay(2026, 10, 1), "Zoe Marsh", "About the taxi.")
	s.writes(record.NewDay(2026, 9, 1), "Ada Poole", "About reading.")

	s.Tap("People").See("2 people · By name", "Last spoken to 1 Oct 2026")
	before("Ada Poole", "Zoe Marsh")
	s.Tap("Sort and filter").Choose("In which order?", "Spoken to last, first")
	before("Zoe Marsh", "Ada Poole")
	s.Type("Only those with these words", "poole").See("1 of 2 people", "with “poole”").NotSee("Zoe Marsh").Type("Only those with these words", "nobody").See("None of them is like that").Tap("Show all of them").See("Zoe Marsh")

	s.Tap("Timeline").See("What has been", "2 things")
	before("About the taxi.", "About reading.")
	s.Tap("Sort and filter").Choose("In which order?", "From the first day to the last")
	before("About reading.", "About the taxi.")
	s.Type("Only those with these words", "taxi").NotSee("About reading.").Type("Only those with these words", "")

	ids := s.keeps(s.shell.child, 0, 3)
	s.shell.Go(Place{Name: InTray})
	s.See("3 letters · Last to come first").Tap("Sort and filter").Choose("In which order?", "Name")
	before("paper-000.pdf", "paper-002.pdf")
	s.Type("Only those with these words", "002").See("1 of 3 letters").NotSee("paper-000.pdf").Type("Only those with these words", "")

	for _, id := range ids[:2] {
		if err := s.shell.file.Delete(id); err != nil {
			t.Fatal(err)
		}
		s.now = s.now.AddDate(0, 0, 1)
	}
	if err := s.shell.file.Delete(s.talks()[0].ID); err != nil {
		t.Fatal(err)
	}
	s.shell.Go(Place{Name: Keep})
	s.See("3 things · Deleted last, first")
	before("About the taxi.", "paper-000.pdf")
	s.Tap("Sort and filter").Choose("Which ones?", "Letters").See("2 of 3 things").NotSee("About the taxi.")
	s.Choose("In which order?", "Name")
	before("paper-000.pdf", "paper-001.pdf")

	s.Tap("Know your rights").See("By part").Tap("Sort and filter").Type("Only those with these words", "school transport").See("with “school transport”").NotSee("Words and what they mean", "None of them")
	s.Type("Only those with these words", "").Choose("In which order?", "Every page by its title").See("Show 40 more").Choose("In which order?", "By part")
	s.Tap("Words and what they mean").Type("Only those with these words", "SENCO").NotSee("direct payment")

	s.again()
	s.Tap("People").See("Spoken to last, first").Tap("Timeline").See("From the first day to the last")
	s.shell.Go(Place{Name: InTray})
	s.Tap("Home")
	s.shell.Go(Place{Name: Keep})
	s.See("2 of 3 things · Name · Letters")
}

// TestTheKeyboardGoesInReadingOrder holds the order of Tab on the screens of this
// file: the ways and the places at the side first, then the page from its top.
func TestTheKeyboardGoesInReadingOrder(t *testing.T) {
	s := newStory(t, "Iqra Halloran", "Sam Halloran")
	s.writes(record.NewDay(2026, 11, 5), "Mrs Okafor", "About the taxi.", record.Agreed{What: "ring her", Who: "me", By: record.NewDay(2026, 11, 9)})
	s.writes(record.NewDay(2026, 11, 4), "Theo", "About reading.")
	side := []string{"Whose file", "Home", "Timeline", "Documents", "Conversations", "People", "Plan", "Know your rights", "Find", "If someone is not safe", "Settings", "Lock now"}
	for name, page := range map[PlaceName][]string{
		Home:   {"It is done", "See the conversation", "Choose a file", "Write it down", "Open the guide"},
		Talks:  {"Write it down", "Sort and filter", "Open Phone call with Mrs Okafor", "Open Phone call with Theo"},
		Family: {"Open Iqra’s file", "Open Sam’s file"},
		Plan:   {"Choose a file", "Read about A", "Read about B", "Read about C"},
	} {
		s.shell.Go(Place{Name: name})
		order := s.Order()
		order = slices.DeleteFunc(order, func(n string) bool { return n == "Back" || n == "Forward" })
		want := append(slices.Clone(side), page...)
		if len(order) < len(want) || !slices.Equal(order[:len(want)], want) {
			t.Errorf("%s: Tab goes\n%q, not\n%q", name, order, want)
		}
	}
	// What was done, and the way to undo it, come last.
	s.Tap("Home").Tap("It is done")
	order := s.Order()
	if n := len(order); order[n-1] != "Undo" {
		t.Errorf("the last stop is %q", order[n-1])
	}
}

// TestWhatWasFoundIsMarkedWhereItStands holds for a conversation as for a letter.
func TestWhatWasFoundIsMarkedWhereItStands(t *testing.T) {
	s := newStory(t, "Iqra Halloran")
	s.writes(record.NewDay(2026, 11, 5), "Mrs Okafor", "She said that the taxi comes late each Monday.")
	s.Tap("Find").Type("Find anything", "taxi late").Tap("She said that the taxi").See("What was said")
	marked := 0
	var count func(o fyne.CanvasObject)
	count = func(o fyne.CanvasObject) {
		if x, ok := o.(*part.Text); ok {
			marked += x.MarkedRuns()
		}
		if h, ok := o.(part.Holder); ok {
			for _, c := range h.Children() {
				count(c)
			}
		}
	}
	count(s.shell.built[Said])
	if marked != 2 {
		t.Errorf("%d words are marked", marked)
	}
	s.Tap("Back").See("In your conversations")
	if got := s.Value("Find anything"); got != "taxi late" {
		t.Errorf("the search is %q when it is come back to", got)
	}
}

// TestAChildsFileGoesToTheBinAndComesBack holds that all of it is out of sight
// meanwhile.
func TestAChildsFileGoesToTheBinAndComesBack(t *testing.T) {
	s := newStory(t, "Iqra Halloran", "Sam Halloran")
	s.writes(record.NewDay(2026, 11, 5), "Mrs Okafor", "About the taxi.")
	s.shell.Go(Place{Name: Children})
	s.Tap("Put Iqra’s file in the bin").See("Iqra’s file is in the bin for 30 days").NotSee("Iqra Halloran", "Whose file")
	s.Tap("Conversations").NotSee("About the taxi.").Tap("Find").Type("Find anything", "taxi").NotSee("About the taxi.")
	s.shell.Go(Place{Name: Children})
	s.Tap("Put Sam’s file in the bin").Tap("Home").See("Nobody is in this file yet")
	s.shell.Go(Place{Name: Keep})
	s.See("A child’s file").Tap("Put it back").Tap("Put it back")
	s.Tap("Home").Choose("Whose file", "Iqra").Tap("Conversations").See("About the taxi.")
	s.shell.Go(Place{Name: Children})
	s.Tap("Put Iqra’s file in the bin").Tap("Undo").See("Iqra Halloran")
	if got := s.Value("Whose file"); got != "Iqra" {
		t.Errorf("the file of %q is looked at", got)
	}
}

// TestKeysDoNotReachAScreenThatIsLeft holds that a field which is not shown any
// more has not the keyboard.
func TestKeysDoNotReachAScreenThatIsLeft(t *testing.T) {
	s := newStory(t, "Iqra Halloran")
	s.Tap("Conversations").Tap("Write it down").Type("What was said?", "She will ring.")
	s.shell.screens[Write].(*write).keepHere() // as Ctrl and S do
	s.See("Make the email")
	if f := s.Focused(); f != "" {
		t.Errorf("%q has the keyboard", f)
	}
}

// TestALetterMovesToAnotherChildsFileAndBack holds that its dates go with it.
func TestALetterMovesToAnotherChildsFileAndBack(t *testing.T) {
	s := newStory(t, "Iqra Halloran", "Sam Halloran")
	s.drops(draftLetter, sampleLetter(t, draftLetter))
	s.Tap("Yes, keep these dates").Tap("Documents").Tap(draftLetter)
	kids, err := s.shell.file.Children()
	if err != nil {
		t.Fatal(err)
	}
	dates := func(of record.Child) int {
		list, err := s.shell.file.Dates(of.ID)
		if err != nil {
			t.Fatal(err)
		}
		return len(list)
	}
	s.Choose("Move it to another file?", "Sam Halloran").See("It is in Sam’s file now")
	if dates(kids[0]) != 0 || dates(kids[1]) != 3 || s.Value("Whose letter is it?") != "Sam Halloran" {
		t.Errorf("%d and %d dates, and the form says %q", dates(kids[0]), dates(kids[1]), s.Value("Whose letter is it?"))
	}
	s.Tap("Undo").See("Undone.")
	if dates(kids[0]) != 3 || dates(kids[1]) != 0 || s.Value("Whose letter is it?") != "Iqra Halloran" {
		t.Errorf("%d and %d dates, and the form says %q", dates(kids[0]), dates(kids[1]), s.Value("Whose letter is it?"))
	}
}

// TestAScreenIsBuiltAnewOnlyWhenSomethingChanged holds what keeps the memory of a
// window that is used all day where it is.
func TestAScreenIsBuiltAnewOnlyWhenSomethingChanged(t *testing.T) {
	s := newStory(t, "Iqra Halloran", "Sam Halloran")
	s.writes(record.NewDay(2026, 11, 5), "Mrs Okafor", "About the taxi.")
	for _, name := range []PlaceName{Home, Family, Timeline, Documents, Talks, People, Plan} {
		seen := func() []fyne.CanvasObject {
			s.shell.Go(Place{Name: Settings})
			s.shell.Go(Place{Name: name})
			return pageIn(s.shell.built[name]).Stack.Children()
		}
		was := seen()
		if now := seen(); !slices.Equal(was, now) {
			t.Errorf("%s is built anew though nothing changed", name)
		}
		s.writes(record.NewDay(2026, 11, 5), "Mrs Okafor", "About "+string(name))
		if name == Talks || name == Timeline || name == People {
			if now := seen(); slices.Equal(was, now) {
				t.Errorf("%s does not show what changed", name)
			}
		}
	}
}

// TestThePlaceInUseIsSeenAtTheSide holds with large text, where not all of the
// places can be, and that Tab brings each into sight.
func TestThePlaceInUseIsSeenAtTheSide(t *testing.T) {
	s, w := sampleShell(t, look.Light, 2, fyne.NewSize(1366, 768))
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject
	inSight := func(n *part.NavItem) bool {
		return at(n).Y >= 0 && at(n).Y+n.Size().Height <= at(s.nav[Safe]).Y
	}
	for _, name := range []PlaceName{Find, Home, Plan, Timeline} {
		s.Go(Place{Name: name})
		if !inSight(s.nav[name]) {
			t.Errorf("%s is picked at %v", name, at(s.nav[name]))
		}
	}
	w.Canvas().Focus(s.nav[Guide])
	if !inSight(s.nav[Guide]) {
		t.Errorf("what has the keyboard stands at %v", at(s.nav[Guide]))
	}
}
