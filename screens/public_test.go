package screens

import (
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"leverarch/app/record"
	"leverarch/resources"
	"leverarch/screens/look"
	"leverarch/screens/part"
	"leverarch/screens/part/robot"
)

// sampleNames are the names of the sample family as its own file tells of it, and not
// as the program finds them: whole and in parts.
func sampleNames(t *testing.T) *regexp.Regexp {
	t.Helper()
	b, err := fs.ReadFile(resources.Sample(), "sample.json")
	if err != nil {
		t.Fatal(err)
	}
	var f struct {
		Children  []struct{ Name string }
		People    []struct{ Name, Organisation string }
		Documents []struct{ From string }
	}
	if err := json.Unmarshal(b, &f); err != nil {
		t.Fatal(err)
	}
	var parts []string
	add := func(name string) {
		for _, w := range strings.Fields(name) {
			switch w {
			case "Mrs", "Miss", "Ms", "Dr", "School", "Primary", "High", "Council", "Community", "Health":
			case "First-Tier", "Tribunal", "Mediation", "SENDIASS": // there is one for everybody
			default:
				parts = append(parts, w)
			}
		}
	}
	for _, c := range f.Children {
		add(c.Name)
	}
	for _, p := range f.People {
		add(p.Name)
		add(p.Organisation)
	}
	for _, d := range f.Documents {
		add(d.From)
	}
	if len(parts) < 12 {
		t.Fatalf("only %q", parts)
	}
	return regexp.MustCompile(`(?i)(?:^|[^\pL])(` + strings.Join(parts, "|") + `)(?:$|[^\pL])`)
}

// TestInPublicNoScreenShowsAName hides the names, goes to every screen of the sample
// family, and comes back.
func TestInPublicNoScreenShowsAName(t *testing.T) {
	s, w := sampleShell(t, look.Light, 1, fyne.NewSize(1200, 800))
	r := robot.On(t, w)
	names := sampleNames(t)
	all := places(t, s)
	docs, err := s.file.Documents("")
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range docs {
		all = append(all, Place{Name: Letter, ID: d.ID})
	}
	for _, k := range []string{"Sam Halloran", "Iqra Halloran"} {
		c, err := s.file.ChildNamed(k)
		if err != nil {
			t.Fatal(err)
		}
		talks, err := s.file.Talks(c.ID)
		if err != nil {
			t.Fatal(err)
		}
		for _, x := range talks {
			all = append(all, Place{Name: Said, ID: x.ID}, Place{Name: Write, ID: x.ID})
		}
	}
	folk, err := s.file.People()
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range folk {
		all = append(all, Place{Name: People, ID: p.ID})
	}
	all = append(all, Place{Name: Guide})

	var read []string
	asked := map[PlaceName]bool{}
	before := map[Place]string{}
	with := 0
	for _, p := range all {
		s.Go(p)
		before[p] = r.Words()
		if names.MatchString(before[p]) {
			with++
		}
	}
	if with < len(all)*3/4 {
		t.Fatalf("only %d of %d screens have a name to hide", with, len(all))
	}
	s.Go(Place{Name: Home})
	r.Press(fyne.KeyF8).See("Names are hidden. F8 shows them again.")
	look := func(where string) {
		t.Helper()
		if got := names.FindAllString(r.Words(), -1); got != nil {
			slices.Sort(got)
			t.Errorf("%s shows %q:\n%s", where, slices.Compact(got), r.Words())
		}
	}
	look("home, at once")
	for _, p := range all {
		s.Go(p)
		s.win.Canvas().Unfocus() // what is typed where the keyboard is can be seen
		look(string(p.Name) + " " + string(p.ID))
		read = append(read, r.Words())
		if asked[p.Name] {
			continue
		}
		asked[p.Name] = true
		for _, o := range r.Order() {
			if names.MatchString(o) {
				t.Errorf("%s: a screen reader says %q", p.Name, o)
			}
		}
	}
	s.Go(Place{Name: Find})
	r.Type("Find anything", "talking group")
	s.win.Canvas().Unfocus()
	r.See("talking group", "Child 1")
	look("what was found")
	r.Tap("Show the names")
	for _, p := range all {
		s.Go(p)
		if got := r.Words(); got != before[p] && p.Name != Find {
			t.Errorf("%s is not as it was:\n%s\nbut\n%s", p.Name, got, before[p])
		}
	}
	if os.Getenv("READ") != "" {
		t.Log(strings.Join(read, "\n----\n"))
	}
}

// TestInPublicAPageOfALetterIsCoveredUntilItIsAskedFor opens a letter, asks for one
// page of it, and turns on.
func TestInPublicAPageOfALetterIsCoveredUntilItIsAskedFor(t *testing.T) {
	s := newStory(t, "Iqra Halloran")
	s.drops("report.pdf", psychologist(t))
	v := s.viewer()
	s.NotSee("This page is covered").Press(fyne.KeyF8).See("This page is covered, because names are hidden.")
	if !v.picture.Veiled() {
		t.Fatal("the page can be seen")
	}
	s.Tap("Show this page").NotSee("This page is covered")
	if v.picture.Veiled() {
		t.Error("it is covered still")
	}
	s.Tap("Next page").See("Page 2 of 4", "This page is covered")
	s.Tap("Show this page").Press(fyne.KeyF8).NotSee("This page is covered").Press(fyne.KeyF8).See("This page is covered")
	// What is copied are the letter's own words.
	v.picture.TypedShortcut(&fyne.ShortcutSelectAll{})
	v.picture.TypedShortcut(&fyne.ShortcutCopy{})
	if got := fyne.CurrentApp().Clipboard().Content(); !strings.Contains(got, "Iqra reads well") {
		t.Errorf("copied: %q", got)
	}
}

// TestInPublicAMessageIsShownWithoutItsNames opens a letter that is shown as words.
func TestInPublicAMessageIsShownWithoutItsNames(t *testing.T) {
	s := newStory(t, "Iqra Halloran")
	s.writes(record.NewDay(2026, 11, 5), "Mrs Okafor", "We spoke.")
	s.drops("mail.eml", []byte("From: Ann Okafor <a.okafor@example.org>\r\nTo: me@example.org\r\nSubject: Iqra\r\nDate: Thu, 5 Nov 2026 10:00:00 +0000\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nIqra Halloran did well today.\r\n\r\nYours sincerely\r\nAnn Okafor\r\n"))
	s.See("Iqra Halloran did well today.").Press(fyne.KeyF8).See("Child 1 did well today.").NotSee("Iqra", "Halloran", "Okafor")
	s.Press(fyne.KeyF8).See("Iqra Halloran did well today.")
}

// TestInPublicWhatIsTypedIsShownWhileItIsTyped writes a conversation down on a train.
func TestInPublicWhatIsTypedIsShownWhileItIsTyped(t *testing.T) {
	s := newStory(t, "Iqra Halloran")
	s.Press(fyne.KeyF8).Tap("Write it down").Type("What was said?", "Iqra sang. Iqra’s friend sang too.").See("Iqra sang.")
	s.Press(fyne.KeyTab).See("Child 1 sang. Child 1’s friend sang too.").NotSee("Iqra")
	if got := s.Value("What was said?"); got != "Iqra sang. Iqra’s friend sang too." {
		t.Errorf("the field has %q", got)
	}
	s.Back().See("Iqra sang.")
	s.Tap("Save").See("Child 1 sang.").NotSee("Iqra")
	// What is kept, and what is copied, are the words that were typed.
	if got := s.talks()[0].Said; got != "Iqra sang. Iqra’s friend sang too." {
		t.Errorf("kept: %q", got)
	}
	s.Tap("Make the email that confirms this").NotSee("Iqra").Tap("Copy the text")
	if got := fyne.CurrentApp().Clipboard().Content(); !strings.Contains(got, "Iqra sang.") || strings.Contains(got, "Child 1") {
		t.Errorf("copied: %q", got)
	}
}

// TestInPublicANameThatIsNewIsHiddenToo adds somebody while names are hidden.
func TestInPublicANameThatIsNewIsHiddenToo(t *testing.T) {
	s := newStory(t, "Iqra Halloran")
	s.Press(fyne.KeyF8)
	s.writes(record.NewDay(2026, 11, 5), "Theo Brandreth", "We spoke of Theo.")
	s.Tap("People").See("Person 1").NotSee("Theo", "Brandreth")
}

// TestHidingNamesIsRememberedUntilTheProgramEnds locks, opens, and begins anew.
func TestHidingNamesIsRememberedUntilTheProgramEnds(t *testing.T) {
	s := newStory(t, "Iqra Halloran")
	s.See("Iqra").Tap("Settings").Tap("Hide the names").See("Names are hidden. F8 shows them again.").Tap("Home").See("What is next for Child 1").NotSee("Iqra")
	s.Tap("Settings").NotSee(s.dir, filepath.Base(filepath.Dir(s.dir))).Press(fyne.KeyF8).See(s.dir)
	// The keyboard stays where it is, and the switch shows how it stands.
	s.win.Canvas().Focus(s.shell.screens[Settings].(*settings).names)
	s.Press(fyne.KeySpace).See("Names are hidden.")
	if got := s.Focused(); got != "Hide the names" {
		t.Errorf("the keyboard is at %q", got)
	}
	s.again()
	s.See("What is next for Child 1", "Names are hidden.").NotSee("Iqra")
	s.Tap("Settings").Tap("Hide the names").NotSee("Names are hidden").Tap("Home").See("What is next for Iqra")
	// On the lock, before there is anything to see.
	s.Tap("Lock now").See("Your file is locked").Press(fyne.KeyF8).See("The names in it will be hidden.")
	s.Type("Passphrase", storySecret).Press(fyne.KeyReturn).See("What is next for Child 1")
	s.shell.Lock()
	if part.Covered() {
		t.Error("the names of a file that is locked are still held")
	}
	s.Press(fyne.KeyF9).Press(fyne.KeyF8).See("Units") // nothing happens behind the dull page
	s.Press(fyne.KeyEscape)
	s.shell = New(s.win, s.desk, s.dir, s.shell.hands)
	s.Type("Passphrase", storySecret).Press(fyne.KeyReturn).See("What is next for Iqra")
}

// TestInPublicWhatLiesOverTheWindowHasNoNamesEither hides the names while a question
// is open, and opens a list.
func TestInPublicWhatLiesOverTheWindowHasNoNamesEither(t *testing.T) {
	s := newStory(t, "Iqra Halloran", "Sam Halloran")
	s.shell.Ask("About Iqra", "Is Iqra Halloran well?", "Yes, Iqra is", "No", func() {})
	s.See("Is Iqra Halloran well?").Press(fyne.KeyF8).See("About Child 1", "Is Child 1 well?", "Yes, Child 1 is").NotSee("Iqra")
	s.Tap("Yes, Child 1 is")
	s.shell.whose.Input().TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	s.See("Child 1", "Child 2", "Everyone").NotSee("Iqra", "Sam")
	s.Press(fyne.KeyEscape)
}
