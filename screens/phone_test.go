package screens

import (
	"bytes"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"leverarch/app"
	"leverarch/app/record"
)

// confirms brings in a letter that shows one event, and says it is right.
func (s *story) confirms(event string, day record.Day) record.ID {
	s.t.Helper()
	file := s.shell.File()
	kept, err := file.Keep(s.shell.Child().ID, "letter.txt", strings.NewReader("About "+event+" for "+string(s.shell.Child().ID)))
	if err != nil {
		s.t.Fatal(err)
	}
	s.says(kept.ID, app.Fact{Event: event, Day: day})
	return kept.ID
}

// says makes these the facts of a letter.
func (s *story) says(id record.ID, facts ...app.Fact) {
	s.t.Helper()
	if err := s.shell.File().Confirm(id, app.Look{Child: s.shell.Child().ID, Kind: "draft-plan", Facts: facts}); err != nil {
		s.t.Fatal(err)
	}
}

// ics reads a calendar file back, its lines unfolded.
func (s *story) ics() string {
	s.t.Helper()
	b, err := os.ReadFile(s.saveAs)
	if err != nil {
		s.t.Fatal(err)
	}
	return strings.ReplaceAll(strings.ReplaceAll(string(b), "\r\n ", ""), "\r\n", "\n")
}

// values gives the values of one property in the order they stand.
func values(ics, property string) []string {
	var all []string
	for _, m := range regexp.MustCompile(`(?m)^`+property+`(?:;[^:]*)?:(.*)$`).FindAllStringSubmatch(ics, -1) {
		all = append(all, m[1])
	}
	return all
}

func TestDatesGoToThePhone(t *testing.T) {
	s := newStory(t, "Amira Khan")
	s.Tap("Timeline").Tap("To my phone").See("No dates yet")
	if s.CanTap("Save the calendar file") {
		t.Fatal("an empty file is offered")
	}
	id := s.confirms("draft-plan-served", record.NewDay(2026, 11, 3))
	s.saveAs = filepath.Join(t.TempDir(), "dates.ics")
	s.Tap("Timeline").Tap("To my phone").NotSee("No dates yet", "Now to your phone")
	s.See("On 17 November it will say: “Form due”", "17 Nov 2026", "Your phone: Form due",
		"A calendar is seen by everyone who sees your phone.")

	s.Tap("Save the calendar file").See("Now to your phone", "Nothing has changed since the last file you saved.")
	first := s.ics()
	if got := values(first, "SUMMARY"); len(got) == 0 || got[0] != "Form due" {
		t.Fatalf("titles: %q", got)
	}
	if got := values(first, "DTSTART"); got[0] != "20261117" {
		t.Errorf("days: %q", got)
	}
	for _, word := range []string{"Amira", "Khan", "plan", "council", "school"} {
		if strings.Contains(strings.ToLower(first), strings.ToLower(word)) {
			t.Errorf("a plain calendar says %q:\n%s", word, first)
		}
	}
	s.Choose("Which one do you use?", "Google").See("Google leaves the reminders of a file out.")

	// Once more with nothing changed is the same file, to the byte.
	s.Tap("Save the calendar file")
	if second := s.ics(); second != first {
		t.Error("nothing changed, and the file is another")
	}

	// A date that moves keeps its name and takes a higher number.
	s.says(id, app.Fact{Event: "draft-plan-served", Day: record.NewDay(2026, 11, 4)})
	s.Tap("Timeline").Tap("To my phone").See("What has changed since the last file", "Moved: Last day to send your views on the draft plan, from 17 Nov 2026 to 18 Nov 2026.",
		"To delete by hand", "“Form due” on Tuesday 17 November 2026, 3 times")
	s.Tap("Save the calendar file").See("Now to your phone", "“Form due” on Tuesday 17 November 2026, 3 times").NotSee("What has changed since")
	moved := s.ics()
	if a, b := values(first, "UID"), values(moved, "UID"); a[0] != b[0] {
		t.Errorf("another name: %q, %q", a, b)
	}
	if got := values(moved, "DTSTART")[0] + " " + values(moved, "SEQUENCE")[0]; got != "20261118 1" {
		t.Errorf("moved to %s", got)
	}

	// One that falls away goes out as cancelled.
	s.says(id)
	s.Tap("Timeline").Tap("To my phone").See("No longer needed: ").Tap("Save the calendar file")
	if gone := s.ics(); len(values(gone, "STATUS")) != len(values(gone, "UID")) || values(gone, "STATUS")[0] != "CANCELLED" {
		t.Errorf("not withdrawn:\n%s", gone)
	}
}

func TestFullTitlesAreAChoiceThatIsExplained(t *testing.T) {
	s := newStory(t, "Amira Khan")
	s.confirms("draft-plan-served", record.NewDay(2026, 11, 3))
	s.saveAs = filepath.Join(t.TempDir(), "dates.ics")
	s.Tap("Timeline").Tap("To my phone").Choose("What your phone will show", "Full titles").See("your child’s name", "(Amira Khan)")
	s.Tap("Save the calendar file")
	for _, title := range values(s.ics(), "SUMMARY") {
		s.See("Your phone: " + strings.ReplaceAll(title, `\,`, ","))
	}
	s.Choose("What your phone will show", "Plain titles").See("dates get another title.")
}

func TestDatesThatHavePassedGoOnlyWhereAskedFor(t *testing.T) {
	s := newStory(t, "Amira Khan")
	s.confirms("draft-plan-served", record.NewDay(2026, 9, 1))
	s.saveAs = filepath.Join(t.TempDir(), "dates.ics")
	s.Tap("Timeline").Tap("To my phone").See("No date is to come just now.", "Also dates that have passed")
	if s.CanTap("Save the calendar file") {
		t.Error("an empty file is offered")
	}
	s.Tap("Also dates that have passed").See("15 Sep 2026", "Your phone: Form due")
	s.Tap("Save the calendar file")
	if got := values(s.ics(), "DTSTART"); len(got) == 0 || got[0] != "20260915" {
		t.Errorf("days: %q", got)
	}
	if strings.Contains(s.ics(), "VALARM") {
		t.Error("a day that has passed rings")
	}
}

func TestThinkingBetterOfSavingIsNoTrouble(t *testing.T) {
	s := newStory(t, "Amira Khan")
	s.confirms("draft-plan-served", record.NewDay(2026, 11, 3))
	s.Tap("Timeline").Tap("To my phone").Tap("Save the calendar file").NotSee("Now to your phone", "Saved")
	s.saveAs = filepath.Join(t.TempDir(), "no such folder", "dates.ics")
	s.Tap("Save the calendar file").See("We cannot find that file or folder.").Tap("Close")
	s.saveAs = filepath.Join(t.TempDir(), "dates.ics")
	s.Tap("Save the calendar file").See("Now to your phone")
}

func TestEachChildsDatesCanGoAlone(t *testing.T) {
	s := newStory(t, "Amira Khan", "Sam Khan")
	s.confirms("draft-plan-served", record.NewDay(2026, 11, 3))
	kids, err := s.shell.File().Children()
	if err != nil {
		t.Fatal(err)
	}
	s.Tap("Timeline").Tap("To my phone").See("Whose dates?", "17 Nov 2026")
	s.Choose("Whose dates?", "Sam").See("No dates yet", "Whose dates?")
	s.Choose("Whose dates?", "Everybody’s").See("17 Nov 2026")
	s.shell.SetChild(kids[1].ID)
	s.confirms("draft-plan-served", record.NewDay(2026, 11, 5))
	s.Tap("Timeline").Tap("To my phone").See("19 Nov 2026").NotSee("17 Nov 2026")
}

func TestRemindersOfTheirOwnAreAChoiceThatIsExplainedAndRemembered(t *testing.T) {
	s := newStory(t, "Amira Khan")
	s.confirms("draft-plan-served", record.NewDay(2026, 11, 5))
	s.saveAs = filepath.Join(t.TempDir(), "dates.ics")
	s.Tap("Timeline").Tap("To my phone").See("Some calendars leave the ringing out").Tap("Save the calendar file")
	if n := len(values(s.ics(), "UID")); n != 3 || strings.Contains(s.ics(), "In 7 days") {
		t.Fatalf("%d entries:\n%s", n, s.ics())
	}
	s.Tap("Reminders as dates of their own").See("6 reminders come, move or go.").Tap("Save the calendar file")
	if got := values(s.ics(), "SUMMARY"); len(got) != 9 || got[0] != "In 7 days: Form due" || got[3] != "Tomorrow: Form due" {
		t.Errorf("titles: %q", got)
	}
	s.again()
	s.Tap("Timeline").Tap("To my phone").See("Nothing has changed since the last file you saved.").Tap("Save the calendar file")
	s.Tap("Reminders as dates of their own").See("To delete by hand", "“Tomorrow: Form due” on Wednesday 18 November 2026, 3 times")
}

func TestEachPhoneHasStepsOfItsOwn(t *testing.T) {
	s := newStory(t, "Amira Khan")
	s.confirms("draft-plan-served", record.NewDay(2026, 11, 3))
	s.saveAs = filepath.Join(t.TempDir(), "dates.ics")
	s.Tap("Timeline").Tap("To my phone").Tap("Save the calendar file")
	for kind, says := range map[string]string{
		iPhone: "Tap the file, then Add All.", google: "choose Import, then the file, then the new calendar",
		samsung: "If the phone offers its Calendar", outlook: "Upload from file",
	} {
		s.Choose("Which one do you use?", kind).See("1.", says)
		if n := len(steps[kind]); n < 3 || n > 5 {
			t.Errorf("%s has %d steps", kind, n)
		}
	}
}

// TestACameraReadsOneDateFromTheScreen takes a picture of the window and has
// another program read the code in it.
func TestACameraReadsOneDateFromTheScreen(t *testing.T) {
	s := newStory(t, "Amira Khan")
	s.confirms("draft-plan-served", record.NewDay(2026, 11, 3))
	s.Tap("Timeline").Tap("To my phone").Tap("Show as a code")
	s.See("Put one date on a phone", "Tuesday 17 November 2026. Your phone will show: “Form due”.", "If the phone does not understand it")
	scan, err := exec.LookPath("zbarimg")
	if err != nil {
		t.Skip("zbarimg, which reads codes from pictures, is not on this computer")
	}
	read := func() string {
		t.Helper()
		var b bytes.Buffer
		if err := png.Encode(&b, s.win.Canvas().Capture()); err != nil {
			t.Fatal(err)
		}
		cmd := exec.Command(scan, "--raw", "--quiet", "-Sbinary", "-")
		cmd.Stdin = &b
		out, err := cmd.Output()
		if err != nil {
			t.Fatalf("no code can be read: %v", err)
		}
		return string(out)
	}
	bare := read()
	if !strings.HasPrefix(bare, "BEGIN:VEVENT") || !strings.Contains(bare, "DTSTART;VALUE=DATE:20261117") || !strings.Contains(bare, "SUMMARY:Form due\r\n") || len(bare) > 300 {
		t.Errorf("%d bytes: %s", len(bare), bare)
	}
	s.Tap("Try the other form").See("This is the other form.")
	if other := read(); !strings.HasPrefix(other, "BEGIN:VCALENDAR") || !strings.Contains(other, bare) || len(other) > 300 {
		t.Errorf("%d bytes: %s", len(other), other)
	}
	s.Tap("Try the other form")
	if read() != bare {
		t.Error("the first form does not come back")
	}
	s.Tap("Close").NotSee("Put one date")
}

// TestASheetForTheFridgeSaysNoMoreThanTheParentChose saves the page to print under
// both kinds of titles.
func TestASheetForTheFridgeSaysNoMoreThanTheParentChose(t *testing.T) {
	s := newStory(t, "Amira Khan")
	s.confirms("draft-plan-served", record.NewDay(2026, 11, 3))
	s.saveAs = filepath.Join(t.TempDir(), "dates.pdf")
	s.Tap("Timeline").Tap("To my phone").Tap("A sheet for the fridge").See("Saved as a page to print. It is not locked")
	read := func() string {
		out, err := exec.Command("pdftotext", "-layout", s.saveAs, "-").Output()
		if err != nil {
			t.Skipf("nothing here can read the page: %v", err)
		}
		return string(out)
	}
	page := read()
	if !strings.Contains(page, "Tuesday 17 November 2026") || strings.Count(page, "Form due") == 0 {
		t.Errorf("the page says\n%s", page)
	}
	for _, word := range []string{"Amira", "Khan", "plan", "council", "school", "law", "Lever"} {
		if strings.Contains(strings.ToLower(page), strings.ToLower(word)) {
			t.Errorf("a plain page says %q:\n%s", word, page)
		}
	}
	s.Tap("Timeline")
	s.saveAs = filepath.Join(t.TempDir(), "again.pdf")
	s.Tap("A sheet for the fridge").See("Saved as a page to print. It is not locked")
	if again := read(); again != page {
		t.Errorf("from the timeline the page says\n%s", again)
	}
	s.Tap("To my phone").Tap("Full titles").Tap("A sheet for the fridge")
	if page := read(); !strings.Contains(page, "Last day to send your views on the draft plan (Amira Khan)") || !strings.Contains(page, "Law as at") {
		t.Errorf("the page with full titles says\n%s", page)
	}
}
