package screens

import (
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
