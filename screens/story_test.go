package screens

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/emersion/go-ical"

	"leverarch/app"
	"leverarch/app/law"
	"leverarch/resources"
	"leverarch/screens/look"
	"leverarch/screens/part/robot"
	"leverarch/vault"
)

// TestFromEnvelopeToPhone is the whole of what the program is for, in one
// afternoon, done by the words on the screen: a parent makes a file, writes down
// a school meeting, brings in the letter that came with the draft plan, looks at
// what was found, says yes, and puts the dates on a phone.
func TestFromEnvelopeToPhone(t *testing.T) {
	vault.TestOnlyCheapKeys(t)
	test.NewTempApp(t)
	fyne.CurrentApp().Settings().SetTheme(look.New(look.Light, 1))
	book, err := law.Load(resources.Law())
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 11, 6, 16, 5, 0, 0, time.Local)
	desk := &app.Desk{Book: book, Now: func() time.Time { return now }, Sample: resources.Sample(), Guide: resources.Guide(), Settings: t.TempDir()}
	home := t.TempDir()
	letter := filepath.Join(home, "Downloads", draftLetter)
	if err := os.MkdirAll(filepath.Dir(letter), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(letter, sampleLetter(t, draftLetter), 0o600); err != nil {
		t.Fatal(err)
	}
	calendar := filepath.Join(home, "dates.ics")

	hands := inline()
	hands.Pick = func(string) ([]string, error) { return []string{letter}, nil }
	hands.SaveAs = func(string) (string, error) { return calendar, nil }
	win := test.NewTempWindow(t, nil)
	win.Resize(fyne.NewSize(1200, 800))
	dir := filepath.Join(home, "file")
	shell := New(win, desk, dir, hands)
	t.Cleanup(shell.Lock)
	r := robot.On(t, win)

	// First run.
	r.See("Nothing leaves this computer unless you send it", "If someone is not safe").Tap("Make my file")
	r.Type("Choose a passphrase", "password1").Type("The same once more", "password1").Tap("Go on").See("Somebody could guess this one")
	const secret = "otter maple lantern seven"
	r.Type("Choose a passphrase", secret).Type("The same once more", "otter maple lantern").Tap("Go on").See("not the same")
	r.Type("The same once more", secret).Tap("Go on")
	r.See("Your recovery key", "Step 2 of 4")
	groups := regexp.MustCompile(`\b[0-9A-Z]{4}\b`).FindAllString(r.Words(), -1)
	if len(groups) != 8 {
		t.Fatalf("the recovery key on the screen: %v", groups)
	}
	r.Tap("I have written it down").See("Is it written down?").NotSee(groups[0] + " - " + groups[1])
	n := regexp.MustCompile(`Group (\d) of the key`).FindStringSubmatch(r.Words())
	if n == nil {
		t.Fatalf("no group is asked for:\n%s", r.Words())
	}
	r.Type("of the key", "ABCD").Tap("Go on").See("not what the key says")
	r.Type("of the key", strings.ToLower(groups[n[1][0]-'1'])).Tap("Go on")
	r.See("Whose file is it?").Type("name", "Iqra Halloran").Tap("Open my file")
	r.See("Where are you now?").Tap("I do not know")
	r.See("What is next for Iqra", "Nothing for you to do just now")

	// The meeting.
	r.Tap("Write it down").Type("What was said?", "They will try the visual timetable twice a day.")
	r.Tap("Meeting").Type("Who with?", "Mrs Okafor").Type("What will be done?", "Send us the speech report").Type("Who does it?", "Mrs Okafor").Type("By when?", "20/11")
	r.Type("Private note", "I was close to tears.")
	r.Tap("Save").See("They will try the visual timetable twice a day.", "Send us the speech report", "Mrs Okafor")
	r.Tap("Make the email that confirms this").See("Dear Mrs Okafor").Tap("Copy the text")
	if mail := fyne.CurrentApp().Clipboard().Content(); !strings.Contains(mail, "visual timetable") || strings.Contains(mail, "tears") {
		t.Errorf("the email to copy: %s", mail)
	}

	// The letter.
	r.Tap("Home").Tap("Choose a file")
	r.See("What we found", "Draft plan (the letter)", "Tuesday 17 November 2026", "SEND Regulations 2014, reg 13(1)(a)", "A copy that is not locked")
	r.Tap("Keep it")
	r.Tap("Yes, keep these dates")

	// The timeline.
	r.Tap("Timeline").See("Last day to send your views on the draft plan", "11 days left", "Meeting with Mrs Okafor", "Draft plan (the letter)")
	r.Tap("Home").See("11 days left", "By Tuesday 17 November 2026").Tap("Why this date?")
	r.See("Why this date", "15 days, with the date on the letter (Tuesday 3 November 2026) as day 1", "SEND Regulations 2014, reg 13(1)(a)", "Law as at").Tap("Close")

	// The phone.
	r.Tap("Timeline").Tap("To my phone").See("Form due").Tap("Save the calendar file")
	b, err := os.ReadFile(calendar)
	if err != nil {
		t.Fatal(err)
	}
	cal, err := ical.NewDecoder(bytes.NewReader(b)).Decode()
	if err != nil {
		t.Fatal(err)
	}
	var days []string
	for _, e := range cal.Events() {
		if s := e.Props.Get("SUMMARY").Value; s != "Form due" && s != "Reply due" {
			t.Errorf("the phone would say %q", s)
		}
		days = append(days, e.Props.Get("DTSTART").Value)
	}
	if !slices.Contains(days, "20261117") {
		t.Errorf("the days on the phone: %v", days)
	}
	for _, secret := range []string{"Iqra", "Tarnside", "plan", "Okafor"} {
		if bytes.Contains(b, []byte(secret)) {
			t.Errorf("the calendar says %q", secret)
		}
	}

	// Locked, and opened again: by a wrong passphrase, by the right one, and by
	// the key on paper.
	r.Tap("Lock now").See("Your file is locked").NotSee("Iqra", "Okafor")
	r.Type("Passphrase", "otter maple").Tap("Open my file").See("does not open this file")
	r.Type("Passphrase", secret).Tap("Open my file").See("What is next for Iqra", "11 days left")
	r.Tap("Lock now").Type("Passphrase", strings.Join(groups, "-")).Tap("Open my file").See("What is next for Iqra")
}
