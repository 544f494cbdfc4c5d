package screens

import (
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"leverarch/app"
	"leverarch/app/law"
	"leverarch/app/record"
	"leverarch/resources"
	"leverarch/screens/look"
	"leverarch/screens/part/robot"
	"leverarch/vault"
)

// story is a family's file, open in a window that a robot works.
type story struct {
	*robot.Robot
	t      *testing.T
	desk   *app.Desk
	dir    string
	win    fyne.Window
	shell  *Shell
	now    time.Time
	saveAs string // where a file is saved, or nothing
	links  []string

	// waits holds what Run was given, where a test wants to say when it happens.
	held  bool
	waits []func()
}

const storySecret = "four plain grey pebbles"

// newStory opens a new file with these children in it, on Friday 6 November 2026.
func newStory(t *testing.T, children ...string) *story {
	t.Helper()
	vault.TestOnlyCheapKeys(t)
	test.NewTempApp(t)
	fyne.CurrentApp().Settings().SetTheme(look.New(look.Light, 1))
	book, err := law.Load(resources.Law())
	if err != nil {
		t.Fatal(err)
	}
	s := &story{t: t, dir: filepath.Join(t.TempDir(), "file"), now: time.Date(2026, 11, 6, 16, 5, 0, 0, time.Local)}
	s.desk = &app.Desk{Book: book, Now: func() time.Time { return s.now }, Sample: resources.Sample(), Guide: resources.Guide()}
	file, _, err := s.desk.Create(s.dir, []byte(storySecret))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range children {
		if _, err := file.AddChild(name, record.Day{}); err != nil {
			t.Fatal(err)
		}
		s.now = s.now.Add(time.Second)
	}
	s.win = test.NewTempWindow(t, nil)
	s.win.Resize(fyne.NewSize(1200, 800))
	s.shell = New(s.win, s.desk, s.dir, Hands{
		Run:    s.run,
		Sleep:  func(time.Duration) {},
		Now:    func() time.Time { return s.now },
		Pick:   func(string) ([]string, error) { return nil, nil },
		SaveAs: func(string) (string, error) { return s.saveAs, nil },
		OpenURL: func(u *url.URL) error {
			s.links = append(s.links, u.String())
			return nil
		},
	})
	s.Robot = robot.On(t, s.win)
	s.shell.Open(file)
	t.Cleanup(s.shell.Lock)
	return s
}

// run does work at once, or when the test says so.
func (s *story) run(work, then func()) {
	do := func() {
		work()
		then()
	}
	if s.held {
		s.waits = append(s.waits, do)
		return
	}
	do()
}

// next does what has waited longest.
func (s *story) next() {
	s.t.Helper()
	if len(s.waits) == 0 {
		s.t.Fatal("nothing waits")
	}
	do := s.waits[0]
	s.waits = s.waits[1:]
	do()
}

// again locks the file and opens it once more, as on another day.
func (s *story) again() {
	s.t.Helper()
	s.shell.Lock()
	file, err := s.desk.Unlock(s.dir, []byte(storySecret))
	if err != nil {
		s.t.Fatal(err)
	}
	s.shell.Open(file)
}

func (s *story) talks() []app.Talk {
	s.t.Helper()
	list, err := s.shell.File().Talks(s.shell.Child().ID)
	if err != nil {
		s.t.Fatal(err)
	}
	return list
}

func (s *story) draft() (app.Talk, bool) {
	s.t.Helper()
	t, found, err := s.shell.File().Draft()
	if err != nil {
		s.t.Fatal(err)
	}
	return t, found
}

// sends types into whatever has the keyboard.
func (s *story) sends(text string) {
	s.t.Helper()
	f := s.win.Canvas().Focused()
	if f == nil {
		s.t.Fatal("nothing has the keyboard")
	}
	for _, r := range text {
		f.TypedRune(r)
	}
}

func TestAConversationIsWrittenDownAfterASchoolMeeting(t *testing.T) {
	s := newStory(t, "Amira Khan")
	s.Tap("Conversations").Tap("Write it down")
	s.NotSee("Which child is it about?", "We kept what you had typed")
	s.Type("What was said?", "The speech therapist has left. The group stopped in July.")
	s.Choose("How did you speak?", "Meeting")
	s.Type("When?", "yesterday").Type("What time?", "3.30pm")
	s.Type("Who with?", "Mrs Okafor").Type("What do they do?", "SENCO").Type("Where do they work?", "Fellgate Primary")
	s.Tap("Add somebody else")
	s.See("Mrs Okafor, SENCO, Fellgate Primary").Type("Who else?", "Miss Delaney")
	s.Type("What will be done?", "Start the group again").Type("Who does it?", "Mrs Okafor").Type("By when?", "20 November")
	s.Tap("Add another")
	s.Type("Private note", "I was tired.")
	s.Tap("Save")

	s.See("Meeting with Mrs Okafor and Miss Delaney", "Thursday 5 November 2026 at 15:30", "The speech therapist has left.",
		"Mrs Okafor, SENCO, Fellgate Primary", "Start the group again", "Mrs Okafor, by Friday 20 November 2026",
		"Your private note", "I was tired.")
	list := s.talks()
	if len(list) != 1 {
		t.Fatalf("%d conversations kept", len(list))
	}
	c := list[0]
	if c.How != record.Meeting || c.On != record.NewDay(2026, 11, 5) || c.At != "15:30" || c.Private != "I was tired." || len(c.Agree) != 1 {
		t.Errorf("kept %+v", c.Conversation)
	}
	if _, found := s.draft(); found {
		t.Error("a saved note is still kept as unfinished")
	}

	// Whoever was written about is offered the next time, and asked nothing more.
	s.Tap("Conversations").Tap("Write it down").Type("What was said?", "She rang.").Type("Who with?", "ok")
	s.Tap("Mrs Okafor, SENCO, Fellgate Primary").NotSee("What do they do?")
	s.Tap("Save").See("Conversation with Mrs Okafor")
	people, err := s.shell.File().People()
	if err != nil || len(people) != 2 {
		t.Errorf("people: %v, %v", people, err)
	}
}

func TestOnlyWhatWasSaidIsNeeded(t *testing.T) {
	s := newStory(t, "Amira Khan")
	s.Tap("Conversations").Tap("Write it down")
	if got := s.Focused(); got != "What was said?" {
		t.Fatalf("the keyboard starts at %q", got)
	}
	s.Tap("Save").See("Write a few words here.")
	s.sends("They will ring on Monday.")
	s.NotSee("Write a few words here.")
	order := s.Order()
	from := slices.Index(order, "What was said?")
	want := []string{"What was said?", "How did you speak?", "When?", "What time?", "Who with?", "What will be done?",
		"Who does it?", "By when?", "Add another", "Private note", "Save"}
	if from < 0 || !slices.Equal(order[from:min(len(order), from+len(want))], want) {
		t.Fatalf("Tab stops at %q", order)
	}
	s.shell.screens[Write].(*write).said.Focus()
	for range len(want) - 1 {
		s.Press(fyne.KeyTab)
	}
	s.Press(fyne.KeyReturn)
	s.See("They will ring on Monday.", "Friday 6 November 2026")
	if n := len(s.talks()); n != 1 {
		t.Errorf("%d conversations kept", n)
	}

	// And from where the typing is, without going to the button.
	s.Tap("Conversations").Tap("Write it down").Type("What was said?", "They rang.")
	form := s.shell.screens[Write].(*write)
	form.keepHere()
	s.See("They rang.", "Make the email that confirms this")
	form.keepHere() // nothing to save here
	if n := len(s.talks()); n != 2 {
		t.Errorf("%d conversations kept", n)
	}
}

func TestWhatCannotBeReadIsAskedAgain(t *testing.T) {
	s := newStory(t, "Amira Khan")
	s.Tap("Conversations").Tap("Write it down").Type("What was said?", "Something.")
	s.Type("When?", "smarch").Tap("Save").See("We cannot tell which day this is.")
	s.Type("When?", "3/11").Type("What time?", "half past").Tap("Save").See("We cannot tell which time this is.")
	s.Type("What time?", "").Type("Who does it?", "Mr Ash").Tap("Save").See("Write what will be done.")
	s.Type("What will be done?", "Send the report").Type("By when?", "soonish").Tap("Save")
	if len(s.talks()) != 0 {
		t.Fatal("kept with a day nobody can read")
	}
	s.Type("By when?", "13/11").Tap("Save").See("Mr Ash, by Friday 13 November 2026", "Tuesday 3 November 2026")
	s.Tap("Conversations").Tap("Write it down").Type("When?", "8/11").See("Sunday 8 November 2026 has not come yet").
		Type("When?", "3/11").See("Tuesday 3 November 2026").NotSee("has not come yet")
}

func TestAnUnfinishedNoteSurvivesClosing(t *testing.T) {
	s := newStory(t, "Amira Khan")
	s.held = true // nothing that waits a second ever happens: the window closes first
	s.Tap("Conversations").Tap("Write it down").Type("What was said?", "Half a thou").Type("Who with?", "Mr As").Type("By when?", "20/11").
		Choose("How did you speak?", "Phone")
	if _, found := s.draft(); found {
		t.Fatal("kept before its second was over")
	}
	s.held = false
	s.again()
	if len(s.talks()) != 0 {
		t.Fatal("an unfinished note became a conversation")
	}
	s.Tap("Conversations").Tap("Write it down").See("We kept what you had typed.")
	for label, want := range map[string]string{
		"What was said?": "Half a thou", "Who with?": "Mr As", "By when?": "20 November 2026", "How did you speak?": record.Phone,
	} {
		if got := s.Value(label); got != want {
			t.Errorf("%s: %q, wanted %q", label, got, want)
		}
	}

	// Starting again forgets it, and thinking better of that brings it back.
	s.Tap("Start again").See("We put away what you had typed.")
	if got := s.Value("What was said?") + s.Value("Who with?"); got != "" {
		t.Errorf("still there: %q", got)
	}
	if _, found := s.draft(); found {
		t.Error("it is still kept")
	}
	s.Tap("Bring it back")
	if got := s.Value("What was said?"); got != "Half a thou" {
		t.Errorf("brought back: %q", got)
	}
	if d, found := s.draft(); !found || d.Said != "Half a thou" {
		t.Errorf("brought back, but not kept: %+v", d)
	}

	// Emptied by hand, there is nothing to come back to.
	s.Type("What was said?", "").Type("Who with?", "").Type("By when?", "")
	s.again()
	s.Tap("Conversations").Tap("Write it down").NotSee("We kept what you had typed.")
}

func TestADraftIsKeptOnceTheTypingStops(t *testing.T) {
	s := newStory(t, "Amira Khan")
	s.Tap("Conversations").Tap("Write it down")
	s.held = true
	s.Type("What was said?", "They")
	if len(s.waits) != 1 {
		t.Fatalf("%d waits under way while somebody types", len(s.waits))
	}
	s.sends(" agreed.")
	s.next() // the second is over, but there was more typing in it
	if _, found := s.draft(); found || len(s.waits) != 1 {
		t.Fatalf("kept half way: %v, %d waits", found, len(s.waits))
	}
	s.next() // a quiet second
	s.next() // and the keeping
	if d, found := s.draft(); !found || d.Said != "They agreed." {
		t.Fatalf("kept %q", d.Said)
	}
	if len(s.waits) != 0 {
		t.Errorf("%d waits with nothing to keep", len(s.waits))
	}

	// What was typed first never comes after what was typed last.
	s.sends(" To all.")
	s.next()
	late := s.waits[0]
	s.waits = nil
	s.sends(" Today.")
	s.shell.leave()
	late()
	if d, _ := s.draft(); d.Said != "They agreed. To all. Today." {
		t.Errorf("kept %q", d.Said)
	}
	s.waits = nil
	s.shell.screens[Write].(*write).waiting = false
	s.sends("!")
	s.next()
	late = s.waits[0]
	s.waits = nil
	s.held = false
	s.Tap("Save").See("They agreed. To all. Today.!")
	late()
	if _, found := s.draft(); found {
		t.Error("a saved note came back as unfinished")
	}
}

func TestSavePressedTwiceKeepsOne(t *testing.T) {
	s := newStory(t, "Amira Khan")
	s.Tap("Conversations").Tap("Write it down").Type("What was said?", "Once.")
	s.held = true
	save := s.shell.screens[Write].(*write).save
	save.Press()
	save.Press()
	for len(s.waits) > 0 {
		s.next()
	}
	if n := len(s.talks()); n != 1 {
		t.Errorf("%d conversations kept", n)
	}
}

func TestAnEditKeepsTheOldText(t *testing.T) {
	s := newStory(t, "Amira Khan")
	s.Tap("Conversations").Tap("Write it down").Type("What was said?", "She said ten hours.").Tap("Save")
	s.NotSee("What it said before", "Changed on")
	s.now = s.now.AddDate(0, 0, 2)
	s.Tap("Change").See("Change what you wrote", "What it said before is kept.")
	s.Tap("Save").NotSee("Changed on") // nothing was changed
	s.Tap("Change").Type("What was said?", "She said twelve hours.").Tap("Save")
	s.See("She said twelve hours.", "Changed on 8 Nov 2026").NotSee("She said ten hours.")
	s.Tap("What it said before").See("She said ten hours.", "As it stood from Friday 6 November 2026 at 16:05")
	s.Tap("Close what it said before").NotSee("She said ten hours.")
	if list := s.talks(); len(list) != 1 {
		t.Errorf("%d conversations", len(list))
	}
}

func TestAnUnfinishedChangeIsNotLostToANewNote(t *testing.T) {
	s := newStory(t, "Amira Khan")
	s.Tap("Conversations").Tap("Write it down").Type("What was said?", "She said ten hours.").Tap("Save")
	id := s.talks()[0].ID
	s.Tap("Change").Type("What was said?", "She said twelve")
	s.Tap("Conversations").Tap("Write it down")
	s.See("You had not finished this note", "Change what you wrote")
	if got := s.Value("What was said?"); got != "She said twelve" {
		t.Fatalf("the form holds %q", got)
	}
	s.Tap("Start again").See("We put away what you had typed.", "Write it down").NotSee("Change what you wrote")
	if got := s.Value("What was said?"); got != "" {
		t.Fatalf("the form holds %q", got)
	}
	s.Tap("Bring it back").See("Change what you wrote").Tap("Save").See("She said twelve")
	if list := s.talks(); len(list) != 1 || list[0].ID != id {
		t.Errorf("changed into %d conversations", len(list))
	}
}

func TestTheChildIsAskedForWhereThereAreTwo(t *testing.T) {
	s := newStory(t, "Amira Khan", "Sam Khan")
	s.Tap("Conversations").Tap("Write it down").See("Which child is it about?")
	s.Choose("Which child is it about?", "Sam").Type("What was said?", "About Sam.").Tap("Save").See("about Sam Khan")
	if n := len(s.talks()); n != 0 {
		t.Errorf("%d conversations with the other child", n)
	}
	empty := newStory(t)
	empty.Tap("Conversations").Tap("Write it down").See("Whose file is this?").Tap("Add a child").See("Children")
}

func TestALateEntrySaysSo(t *testing.T) {
	s := newStory(t, "Amira Khan")
	s.Tap("Conversations").Tap("Write it down").Type("What was said?", "Late.").Type("When?", "3/11").Tap("Save").See("Written down 3 days later")
	s.Tap("Conversations").Tap("Write it down").Type("What was said?", "At once.").Tap("Save").NotSee("later")
}

func TestThePrivateNoteIsInNoEmail(t *testing.T) {
	s := newStory(t, "Amira Khan")
	const secret = "zebrafinch"
	s.Tap("Conversations").Tap("Write it down").Type("What was said?", "They will start in May.").Type("Private note", "I think "+secret+".").
		Type("Who with?", "Mr Ash").Tap("Save").See(secret)
	s.Tap("Make the email that confirms this").See("The email", "Dear Mr Ash", "They will start in May.")
	s.Tap("Copy the text").See("Copied.")
	text := fyne.CurrentApp().Clipboard().Content()
	if !strings.Contains(text, "They will start in May.") || strings.Contains(text, secret) {
		t.Errorf("copied:\n%s", text)
	}
	s.Tap("Open in my mail program")
	if len(s.links) != 1 || !strings.HasPrefix(s.links[0], "mailto:?subject=") || strings.Contains(s.links[0], secret) {
		t.Errorf("links: %q", s.links)
	}
	if n := strings.Count(s.Words(), secret); n != 1 {
		t.Errorf("the private note stands %d times on the page", n)
	}

	// Too long for a link: only the words are offered.
	s.Tap("Conversations").Tap("Write it down")
	s.shell.screens[Write].(*write).said.Set(strings.Repeat("They said it again. ", 120))
	s.Tap("Save")
	s.Tap("Make the email that confirms this").See("It is too long").NotSee("Open in my mail program")
}
