package screens

import (
	"strings"
	"testing"

	"leverarch/app/record"
)

// TestAFamilyThatIsOnTheWayAlreadySaysWhereItIs goes from an empty home to the dates
// that follow, by one choice and one day.
func TestAFamilyThatIsOnTheWayAlreadySaysWhereItIs(t *testing.T) {
	s := newStory(t, "Amira Khan")
	s.See("Nothing for you to do just now").Tap("Say where you are now")
	s.See("Where are you now?", "Choose what fits Amira best", "I do not know")
	s.Tap("Say when it came").See("The draft plan came")
	s.Type("It came on", "3/11/2026").See("Tuesday 17 November 2026").Tap("Yes, keep this")
	dates, err := s.shell.File().Dates(s.shell.Child().ID)
	if err != nil || len(dates) == 0 {
		t.Fatalf("%d dates (%v)", len(dates), err)
	}
	found := false
	for _, d := range dates {
		found = found || d.Rule == "draft-plan-comments-15d" && d.Day == record.NewDay(2026, 11, 17)
	}
	if !found {
		t.Errorf("no date follows from the day: %v", dates)
	}
}

// TestEveryPlaceOnTheWayAsksForADayTheLawCountsFrom holds that each choice leads to an
// event of the rule book.
func TestEveryPlaceOnTheWayAsksForADayTheLawCountsFrom(t *testing.T) {
	s := newStory(t, "Amira Khan")
	seen := map[string]bool{}
	for _, at := range stands {
		if _, ok := s.shell.File().Book.Event(at.event); !ok || seen[at.name] {
			t.Errorf("%q leads to %q", at.name, at.event)
		}
		if counts := s.shell.File().Book.Starts(at.event); counts == strings.Contains(at.says, "The law counts no date") {
			t.Errorf("%q says %q, and that dates follow from %q is %v", at.name, at.says, at.event, counts)
		}
		seen[at.name] = true
	}
}
