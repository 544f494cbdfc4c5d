package screens

import (
	"slices"
	"strings"
	"testing"

	"leverarch/app"
	"leverarch/app/record"
)

// TestAHalfChangedPersonIsKeptUntilItIsSaved types in the form of a person, is
// interrupted by leaving and by hiding, finds the words again, and starts again.
func TestAHalfChangedPersonIsKeptUntilItIsSaved(t *testing.T) {
	s := newStory(t, "Amira Khan")
	if _, err := s.shell.file.Log(app.Talk{Conversation: record.Conversation{Child: s.shell.Child().ID, On: s.shell.file.Today(), Said: "They will call."}, People: []record.Person{{Name: "Ms Patel"}}}); err != nil {
		t.Fatal(err)
	}
	known, err := s.shell.file.People()
	if err != nil || len(known) != 1 {
		t.Fatalf("%d people (%v)", len(known), err)
	}
	id := known[0].ID
	half := func() map[string]string {
		was, err := s.shell.file.Half(personForm(id))
		if err != nil {
			t.Fatal(err)
		}
		return was
	}
	s.shell.Go(Place{Name: People, ID: id})
	s.Tap("Change").Type("How to reach them", "01632 960").Type("Since", "3/11/2025")
	if half()["reach"] != "01632 960" {
		t.Errorf("a second later %v is kept", half())
	}
	s.shell.Go(Place{Name: Home})
	s.shell.Go(Place{Name: People, ID: id})
	s.See("We kept what you had typed.")
	if s.Value("How to reach them") != "01632 960" || s.Value("Since") != "3/11/2025" {
		t.Errorf("%q and %q came back", s.Value("How to reach them"), s.Value("Since"))
	}
	s.held = true // hidden before the second is over
	s.Type("How to reach them", "01632 960 123")
	s.held = false
	s.shell.Lock()
	s.Type("Passphrase", storySecret).Tap("Open my file")
	s.shell.Go(Place{Name: People, ID: id})
	s.See("We kept what you had typed.")
	if s.Value("How to reach them") != "01632 960 123" {
		t.Errorf("%q came back after the lock", s.Value("How to reach them"))
	}
	s.Tap("Start again").NotSee("We kept what you had typed.")
	if s.Value("How to reach them") != "" || half() != nil {
		t.Errorf("started again with %q, and %v is kept", s.Value("How to reach them"), half())
	}
	s.Type("How to reach them", "by letter").Tap("Keep this").See("Kept.").NotSee("We kept what you had typed.")
	k, err := s.shell.file.Person(record.ID(id))
	if err != nil || k.Reach != "by letter" || half() != nil {
		t.Errorf("saved %q (%v), and %v is still kept", k.Reach, err, half())
	}
}

// TestAHalfWrittenNoteOnAPageIsKept types a note on a page, is interrupted, and finds it.
func TestAHalfWrittenNoteOnAPageIsKept(t *testing.T) {
	s := newStory(t, "Amira Khan")
	kept, err := s.shell.file.Keep(s.shell.Child().ID, "letter.txt", strings.NewReader("Dear Ms Khan\n\nThank you for coming."))
	if err != nil {
		t.Fatal(err)
	}
	id := kept.Document.ID
	open := func() {
		s.shell.Go(Place{Name: Letter, ID: id})
		s.shell.pages().askNote()
	}
	half := func() map[string]string {
		was, err := s.shell.file.Half(noteForm(id, 1))
		if err != nil {
			t.Fatal(err)
		}
		return was
	}
	open()
	s.NotSee("We kept what you had typed.")
	s.held = true // locked before a second is over
	s.Type("Your note", "ask about this").Type("Tags", "speech")
	s.held = false
	s.shell.Lock()
	s.Type("Passphrase", storySecret).Tap("Open my file")
	open()
	s.See("We kept what you had typed.")
	if s.Value("Your note") != "ask about this" || s.Value("Tags") != "speech" {
		t.Errorf("%q and %q came back", s.Value("Your note"), s.Value("Tags"))
	}
	s.Tap("Leave it")
	if half() != nil {
		t.Errorf("put away, and %v is kept", half())
	}
	open()
	s.NotSee("We kept what you had typed.").Type("Your note", "page one").Tap("Keep it").See("Kept.")
	d, err := s.shell.file.Document(id)
	if err != nil || len(d.Notes) != 1 || d.Notes[0].Note != "page one" || half() != nil {
		t.Errorf("kept %v (%v), and %v half typed", d.Notes, err, half())
	}
}

// TestAHalfGivenReasonIsKept types why a date may be late, goes away, and finds it.
func TestAHalfGivenReasonIsKept(t *testing.T) {
	s := newStory(t, "Amira Khan")
	if _, _, err := s.shell.file.KeepFact(record.Event{Child: s.shell.Child().ID, Kind: "request-received", Day: record.Day{Year: 2026, Month: 6, Date: 1}}); err != nil {
		t.Fatal(err)
	}
	due, err := s.shell.file.Dates(s.shell.Child().ID)
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(due, func(d app.Dated) bool { return d.Rule == "final-plan-20w" })
	if i < 0 {
		t.Fatal("no date for the final plan")
	}
	at := Place{Name: WhatIf, ID: whatIfID(due[i])}
	s.shell.Go(at)
	s.NotSee("We kept what you had typed.").Choose("What happened?", "You were away from the area")
	s.Type("First day away", "1 July 2026").Type("What happened, in your words", "We stayed with Gran")
	s.shell.Go(Place{Name: Home})
	s.shell.Go(at)
	s.See("We kept what you had typed.", "What was the last day away?")
	if s.Value("What happened, in your words") != "We stayed with Gran" || s.Value("First day away") != "1 July 2026" {
		t.Errorf("%q and %q came back", s.Value("What happened, in your words"), s.Value("First day away"))
	}
	s.Tap("Keep this beside the date").See("Kept beside this date", "We stayed with Gran").NotSee("We kept what you had typed.")
	if was, err := s.shell.file.Half("reason/" + string(whatIfID(due[i]))); was != nil || err != nil {
		t.Errorf("saved, and %v is half typed (%v)", was, err)
	}
}
