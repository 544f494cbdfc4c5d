package screens

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"leverarch/app/record"
)

// TestARightIsFoundFromADate goes from a date to the page about it, opens a word
// where it stands, and comes back to the child's own day.
func TestARightIsFoundFromADate(t *testing.T) {
	s := newStory(t, "Amira Khan")
	s.confirms("draft-plan-served", record.NewDay(2026, 11, 3))
	s.Tap("Home").Tap("Why this date?").Tap("Read about this")
	s.See("In your file", "17 Nov 2026", "The law", "Where this comes from", "This is information about the law in England. It is not legal advice.")
	s.Tap("Why this date?").See("Tuesday 17 November 2026").Tap("Close")
	s.Tap("Know your rights").See("For where you are now", "If someone is not safe", "Words and what they mean")
}

// TestTheGuideIsReadByItsParts walks from the contents to a part, to a page, and
// on to the next.
func TestTheGuideIsReadByItsParts(t *testing.T) {
	s := newStory(t, "Amira Khan")
	all := s.shell.Guide()
	s.Tap("Know your rights").Tap("Read: The plan")
	first := all.ByStage("plan")[0]
	s.Tap("Read: "+first.Title).See(first.Title, "Read next", first.Sources[0].Name)
	next, _ := all.Page(first.Next[0])
	s.Tap("Read: " + next.Title).See(next.Title)
	s.saveAs = filepath.Join(t.TempDir(), "page.html")
	s.Tap("Save this page, to print or send").See("The page is saved")
	b, err := os.ReadFile(s.saveAs)
	if err != nil || !strings.Contains(string(b), "<main") {
		t.Errorf("%d bytes (%v)", len(b), err)
	}
	s.Tap(next.Sources[0].Name).See("A page on the internet", next.Sources[0].URL).Tap("Open it in my browser")
	if len(s.links) != 1 || s.links[0] != next.Sources[0].URL {
		t.Errorf("opened %q", s.links)
	}
}

// TestEveryPageOfTheGuideCanBeDrawn draws them all, and the two lists.
func TestEveryPageOfTheGuideCanBeDrawn(t *testing.T) {
	s := newStory(t, "Amira Khan")
	for _, p := range s.shell.Guide().Pages() {
		s.shell.Go(Place{Name: Guide, ID: record.ID(p.ID)})
		s.See(p.Title)
	}
	for _, id := range []record.ID{guideWords, guideWho} {
		s.shell.Go(Place{Name: Guide, ID: id})
		if n := len(strings.Split(s.Words(), "\n")); n < 80 {
			t.Errorf("%s has %d lines", id, n)
		}
	}
}

// TestTheGuideIsFoundBySearching finds a page by a word a parent would use.
func TestTheGuideIsFoundBySearching(t *testing.T) {
	s := newStory(t, "Amira Khan")
	s.Tap("Find").Type("Find anything", "page limits tribunal").See("In the guide")
}

// TestALetterLeadsToItsPage goes from a letter to the page about such letters.
func TestALetterLeadsToItsPage(t *testing.T) {
	s := newStory(t, "Iqra Halloran")
	s.drops("letter.pdf", sampleLetter(t, draftLetter))
	want := s.shell.Guide().ForKind("draft-plan")[0]
	s.Tap("Read about this").See(want.Title)
}
