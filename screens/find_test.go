package screens

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"leverarch/screens/part"
)

// TestFindThePageOnWhichSheSaidTwiceAWeek looks for words half remembered, opens
// the page they stand on, and sees them marked there.
func TestFindThePageOnWhichSheSaidTwiceAWeek(t *testing.T) {
	s := newStory(t, "Iqra Halloran")
	s.drops("letter.pdf", sampleLetter(t, draftLetter))
	s.Tap("Find")
	if got := s.Focused(); got != "Find anything" {
		t.Fatalf("the keyboard is in %q", got)
	}
	s.Type("Find anything", "draft plann coments").See("In your letters", "letter.pdf, page 1")
	s.Tap("Open letter.pdf, page 1").See("What we found")
	v := s.shell.letter().pages
	if v.page != 1 || v.picture.Marks() == 0 {
		t.Errorf("page %d with %d marks", v.page, v.picture.Marks())
	}
	s.Tap("Find").Type("Find anything", "zzyzx").See("Nothing has these words")
}

// TestTheWordsADateRestsOnAreMarked opens the letter a date came from.
func TestTheWordsADateRestsOnAreMarked(t *testing.T) {
	s := newStory(t, "Iqra Halloran")
	s.drops("letter.pdf", sampleLetter(t, draftLetter))
	s.Tap("See page 1")
	if n := s.shell.letter().pages.picture.Marks(); n == 0 {
		t.Error("nothing is marked on the page")
	}
}

// TestWhatTheSchoolAgreedAndHasNotDone sees what waits, marks it done, and takes
// that back.
func TestWhatTheSchoolAgreedAndHasNotDone(t *testing.T) {
	s := newStory(t, "Iqra Halloran")
	s.Tap("Write it down").Type("What was said?", "She will ring.").Tap("Meeting").Type("Who with?", "Mrs Okafor")
	s.Type("What will be done?", "Send us the speech report").Type("Who does it?", "Mrs Okafor").Type("By when?", "9/11").Tap("Save")
	s.now = s.now.AddDate(0, 0, 6)
	s.Tap("People").See("Agreed, and not done yet", "Send us the speech report", "3 days late", "Meeting with Mrs Okafor")
	s.Tap("It is done").See("Agreed, and done", "Done on 12 Nov 2026").NotSee("Agreed, and not done yet")
	s.Tap("Not done after all").See("3 days late")
	s.Tap("Open Mrs Okafor").See("Conversations", "What was agreed").Tap("Change")
	s.Type("How to reach them", "020 7946 0000").Type("What they do", "SENCO").Tap("Keep this").See("020 7946 0000", "SENCO")
	s.Tap("The school’s SENCO for Iqra").Tap("People").See("At hand", "The school’s SENCO", "020 7946 0000")
	if list := s.Words(); strings.Index(list, "At hand") > strings.Index(list, "Agreed") {
		t.Error("who is at hand does not stand first")
	}
	s.Tap("See Mrs Okafor").Tap("The school’s SENCO for Iqra").Tap("People").NotSee("At hand")
	s.Tap("Open Mrs Okafor").Tap("See the conversation").See("She will ring.")

	// Changing the words of the conversation forgets nothing that was done.
	s.Tap("People").Tap("It is done")
	s.Tap("See the conversation").Tap("Change").Type("What was said?", "She will ring on Monday.").Tap("Save")
	s.Tap("People").See("Done on 12 Nov 2026")
}

func TestMarkedWordsKeepTheirPlaceOverRows(t *testing.T) {
	newStory(t, "Iqra Halloran")
	const words = "one two three four five six seven eight nine ten"
	x := part.NewText(words).Mark([]part.Span{{From: 4, To: 7}, {From: 8, To: 18}})
	x.Resize(fyne.NewSize(120, x.HeightFor(120)))
	if n := x.MarkedRuns(); n < 2 {
		t.Errorf("%d runs are marked", n)
	}
}
