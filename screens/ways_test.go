package screens

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"leverarch/app"
	"leverarch/app/record"
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
	s.Tap("Sort and filter").Choose("With whom?", "Mrs Okafor").See("2 of 3 conversations", "About swimming.").NotSee("About the taxi.")
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
