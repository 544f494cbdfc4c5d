package screens

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"leverarch/app"
	"leverarch/app/record"
)

// TestAYoungPersonGetsAFileOfTheirOwn makes it from the children's page and brings it
// back on a computer that has no file.
func TestAYoungPersonGetsAFileOfTheirOwn(t *testing.T) {
	out := filepath.Join(t.TempDir(), "own-file.gpg")
	hands := inline()
	hands.SaveAs = func(string) (string, error) { return out, nil }
	s, r := firstWindow(t, hands)
	file, _, err := s.desk.Create(s.dir, []byte("plum ladder ocean kettle"))
	if err != nil {
		t.Fatal(err)
	}
	s.Open(file)
	year := file.Today().Year
	iqra, err := file.AddChild("Iqra Halloran", record.Day{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := file.AddChild("Sam Halloran", record.NewDay(year-9, time.January, 1)); err != nil {
		t.Fatal(err)
	}
	if _, err := file.Keep(iqra.ID, "letter.txt", strings.NewReader("Dear Ms Halloran")); err != nil {
		t.Fatal(err)
	}
	for _, private := range []string{"", "I was cross"} {
		talk := app.Talk{Conversation: record.Conversation{Child: iqra.ID, On: file.Today(), Said: "She has settled.", Private: private}, People: []record.Person{{Name: "Mrs Okafor"}}}
		if _, err := file.Log(talk); err != nil {
			t.Fatal(err)
		}
	}
	s.Go(Place{Name: Children})
	r.See("Sam Halloran").NotSee("Make a file of") // nobody's age is known, or they are young
	if _, err := file.MendChild(iqra.ID, "Iqra Halloran", record.NewDay(year-16, time.January, 1)); err != nil {
		t.Fatal(err)
	}
	s.Again()
	r.NotSee("Make a file of Sam").Tap("Make a file of Iqra’s own")
	r.See("A file of Iqra’s own", "1 letter, 2 conversations and 1 person, as they stand now.", "1 private note stays here.", "Your private notes.", "Your file stays as it is.")
	r.Tap("Choose where to save it").See("Type a passphrase first.")
	r.Type("Iqra’s passphrase", "secret").Type("The same once more", "secret").Tap("Choose where to save it").See("Somebody could guess this one.")
	const theirs = "window basket tiger seven"
	r.Type("Iqra’s passphrase", theirs).Type("The same once more", theirs).Tap("Choose where to save it")
	r.See("Iqra’s file is made", "Bring back a backup", "the two files go their own ways").Tap("Iqra has the recovery key on paper").NotSee("is made")

	hands = inline()
	hands.Pick = func(string) ([]string, error) { return []string{out}, nil }
	_, on := firstWindow(t, hands)
	on.Tap("Bring back a backup").Type("Its passphrase or recovery key", theirs).Tap("Bring it back")
	on.See("Your file is back.")
}
