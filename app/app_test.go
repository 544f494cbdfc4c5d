package app_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-ical"

	"leverarch/app"
	"leverarch/app/law"
	"leverarch/app/record"
	"leverarch/export"
	"leverarch/resources"
	"leverarch/vault"
)

var passphrase = []byte("otter maple lantern seven")

// clock is a clock that a test turns.
type clock struct{ time.Time }

func (c *clock) now() time.Time { return c.Time }

func at(s string) *clock {
	t, err := time.ParseInLocation("2006-01-02 15:04", s, time.Local)
	if err != nil {
		panic(err)
	}
	return &clock{t}
}

func day(t *testing.T, s string) record.Day {
	t.Helper()
	d, err := record.ParseDay(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func desk(t testing.TB, c *clock) *app.Desk {
	t.Helper()
	vault.TestOnlyCheapKeys(t)
	book, err := law.Load(resources.Law())
	if err != nil {
		t.Fatal(err)
	}
	return &app.Desk{Book: book, Now: c.now, Sample: resources.Sample(), Settings: t.TempDir()}
}

// file makes a new file with one child in it.
func file(t testing.TB, c *clock) (*app.App, record.Child) {
	t.Helper()
	a, _, err := desk(t, c).Create(filepath.Join(t.TempDir(), "file"), passphrase)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { a.Close() })
	child, err := a.AddChild("Iqra Halloran", record.Day{})
	if err != nil {
		t.Fatal(err)
	}
	return a, child
}

// draftLetter is the sample family's covering letter to a draft plan.
func draftLetter(t *testing.T, a *app.App) []byte {
	t.Helper()
	names, err := a.SampleLetters()
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(names, func(n string) bool { return strings.Contains(n, "draft-plan-letter") })
	if i < 0 {
		t.Fatalf("no draft plan letter among %v", names)
	}
	b, err := a.SampleLetter(names[i])
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func keepDraft(t *testing.T, a *app.App, child record.Child) record.Document {
	t.Helper()
	kept, err := a.Keep(child.ID, "/home/someone/Downloads/letter.pdf", bytes.NewReader(draftLetter(t, a)))
	if err != nil {
		t.Fatal(err)
	}
	d, err := a.Read(context.Background(), kept.ID, "")
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func confirm(t *testing.T, a *app.App, id record.ID, event string, d record.Day) {
	t.Helper()
	l, err := a.FirstLook(id)
	if err != nil {
		t.Fatal(err)
	}
	l.Facts = app.WithFact(l.Facts, app.Fact{Event: event, Day: d})
	if err := a.Confirm(id, l); err != nil {
		t.Fatal(err)
	}
}

func deadline(t *testing.T, a *app.App, child record.Child, rule string) app.Dated {
	t.Helper()
	list, err := a.Dates(child.ID)
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(list, func(d app.Dated) bool { return d.Rule == rule && d.State != app.Withdrawn })
	if i < 0 {
		t.Fatalf("no %s among %d dates", rule, len(list))
	}
	return list[i]
}

func TestADraftPlanBecomesADateOnlyWhenItIsConfirmed(t *testing.T) {
	a, child := file(t, at("2026-11-09 09:00"))
	d := keepDraft(t, a, child)
	if d.Name != "letter.pdf" {
		t.Errorf("the document is called %q: the folder it came from is nobody's business", d.Name)
	}
	if d.Guess == nil || d.Guess.Kind != "draft-plan" || d.Letter != day(t, "2026-11-03") {
		t.Fatalf("found %+v, letter date %s", d.Guess, d.Letter)
	}
	if list, err := a.Dates(child.ID); err != nil || len(list) != 0 {
		t.Fatalf("%d dates before anything was confirmed (%v)", len(list), err)
	}
	confirm(t, a, d.ID, "draft-plan-served", day(t, "2026-11-03"))
	got := deadline(t, a, child, "draft-plan-comments-15d")
	if got.Day != day(t, "2026-11-17") || got.State != app.ToCome || got.Event.Document != d.ID {
		t.Errorf("the comments are due %s (%s), from %q", got.Day, got.State, got.Event.Document)
	}
	if got.Event.Quote == "" || got.Event.Page != 1 {
		t.Errorf("the event rests on %q, page %d", got.Event.Quote, got.Event.Page)
	}
}

func TestAFactThatMovesKeepsItsNameAndTakesItsDatesWithIt(t *testing.T) {
	a, child := file(t, at("2026-11-09 09:00"))
	d := keepDraft(t, a, child)
	confirm(t, a, d.ID, "draft-plan-served", day(t, "2026-11-03"))
	before := deadline(t, a, child, "draft-plan-comments-15d")
	confirm(t, a, d.ID, "draft-plan-served", day(t, "2026-11-05"))
	after := deadline(t, a, child, "draft-plan-comments-15d")
	if after.Day != day(t, "2026-11-19") || after.Event.ID != before.Event.ID {
		t.Errorf("%s %s became %s %s", before.Event.ID, before.Day, after.Event.ID, after.Day)
	}
}

func TestTheSameBytesAreKeptOnce(t *testing.T) {
	a, child := file(t, at("2026-11-09 09:00"))
	first := keepDraft(t, a, child)
	again, err := a.Keep(child.ID, "copy of letter.pdf", bytes.NewReader(draftLetter(t, a)))
	if err != nil || !again.Again || again.ID != first.ID {
		t.Errorf("the second copy is %v, again %v (%v)", again.ID, again.Again, err)
	}
	list, err := a.Documents(child.ID)
	if err != nil || len(list) != 1 {
		t.Errorf("%d documents (%v)", len(list), err)
	}
}

func TestAFileThatCannotBeReadIsKeptWithTheReason(t *testing.T) {
	a, child := file(t, at("2026-11-09 09:00"))
	junk := []byte("PK\x03\x04 this is no letter \x00\xff")
	kept, err := a.Keep(child.ID, "holiday.zip", bytes.NewReader(junk))
	if err != nil {
		t.Fatal(err)
	}
	d, err := a.Read(context.Background(), kept.ID, "")
	if err != nil || app.ProblemError(d.Problem) == nil {
		t.Fatalf("problem %q (%v)", d.Problem, err)
	}
	src, err := a.Original(d.ID)
	if err != nil {
		t.Fatal(err)
	}
	defer src.Close()
	if b, err := io.ReadAll(src); err != nil || !bytes.Equal(b, junk) {
		t.Errorf("the bytes came back changed (%v)", err)
	}
	l, err := a.FirstLook(d.ID)
	if err != nil {
		t.Fatal(err)
	}
	l.Kind, l.Facts = "refusal-to-assess", []app.Fact{{Event: "decision-sent", Day: day(t, "2026-10-28")}}
	if err := a.Confirm(d.ID, l); err != nil {
		t.Fatal(err)
	}
	if got := deadline(t, a, child, "appeal"); got.Day != day(t, "2027-01-04") {
		t.Errorf("filled in by hand, the appeal is due %s", got.Day)
	}
}

func TestTwoLettersThatShowTheSameEventGiveItsDatesOnce(t *testing.T) {
	a, child := file(t, at("2026-11-09 09:00"))
	for _, words := range []string{"one", "two"} {
		kept, err := a.Keep(child.ID, words+".txt", strings.NewReader(words))
		if err != nil {
			t.Fatal(err)
		}
		confirm(t, a, kept.ID, "request-received", day(t, "2026-09-07"))
	}
	list, err := a.Dates(child.ID)
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]int{}
	for _, d := range list {
		seen[d.Rule]++
	}
	if len(list) == 0 || seen["final-plan-20w"] != 1 {
		t.Errorf("dates by rule: %v", seen)
	}
}

func TestAConversationKeepsItsOldWords(t *testing.T) {
	c := at("2026-11-09 16:00")
	a, child := file(t, c)
	said, err := a.Log(app.Talk{
		Conversation: record.Conversation{Child: child.ID, How: record.Meeting, On: day(t, "2026-11-06"), Said: "They will try twice a week.",
			Agree: []record.Agreed{{What: "A report", Who: "Mrs Okafor", By: day(t, "2026-11-20")}, {What: "  "}}, Private: "I was upset."},
		People: []record.Person{{Name: "Mrs Okafor", Role: "SENCO"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(said.Agree) != 1 || said.WrittenLater() != 3 {
		t.Errorf("%d agreed, written %d days later", len(said.Agree), said.WrittenLater())
	}
	c.Time = c.Add(time.Hour)
	t2, err := a.Talk(said.ID)
	if err != nil {
		t.Fatal(err)
	}
	t2.Said = "They will try three times a week."
	if _, err := a.Log(t2); err != nil {
		t.Fatal(err)
	}
	past, err := a.TalkHistory(said.ID)
	if err != nil || len(past) != 2 || past[0].Was.Said != "They will try twice a week." || past[1].Was.Said != t2.Said {
		t.Errorf("history %+v (%v)", past, err)
	}
	if got, _ := a.Talk(said.ID); !got.Written.Equal(said.Written) || got.Changed.IsZero() {
		t.Errorf("written %s, changed %s", got.Written, got.Changed)
	}
	if people, err := a.People(); err != nil || len(people) != 1 || people[0].Role != "SENCO" {
		t.Errorf("people %+v (%v)", people, err)
	}
	mail, err := a.ConfirmByEmail(said.ID)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(mail.Body, a.Head()) || !a.HadHead(a.Head()) {
		t.Errorf("the email does not say the number of the last entry: %s", mail.Body)
	}
	if !strings.Contains(mail.Body, "three times") || !strings.Contains(mail.Body, "A report") || strings.Contains(mail.Subject+mail.Body+mail.Mailto, "upset") {
		t.Errorf("the email is %+v", mail)
	}
}

func TestAnEmptyConversationIsNotKept(t *testing.T) {
	a, child := file(t, at("2026-11-09 16:00"))
	_, err := a.Log(app.Talk{Conversation: record.Conversation{Child: child.ID, Said: "  "}})
	if !errors.Is(err, app.ErrNothingSaid) {
		t.Errorf("got %v", err)
	}
}

func TestAnUnfinishedNoteSurvivesClosing(t *testing.T) {
	c := at("2026-11-09 16:00")
	dir := filepath.Join(t.TempDir(), "file")
	d := desk(t, c)
	a, _, err := d.Create(dir, passphrase)
	if err != nil {
		t.Fatal(err)
	}
	if err := a.KeepDraft(app.Talk{Conversation: record.Conversation{Said: "Mrs Okafor said th"}, People: []record.Person{{Name: "Mrs Ok"}}}); err != nil {
		t.Fatal(err)
	}
	a.Close()
	if a, err = d.Unlock(dir, passphrase); err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	got, ok, err := a.Draft()
	if err != nil || !ok || got.Said != "Mrs Okafor said th" || len(got.People) != 1 || got.People[0].Name != "Mrs Ok" {
		t.Errorf("draft %+v %v (%v)", got, ok, err)
	}
	if err := a.DropDraft(); err != nil {
		t.Fatal(err)
	}
	if _, ok, _ := a.Draft(); ok {
		t.Error("the note is still there after it was dropped")
	}
}

// calendarRows reads an .ics file back: by UID, the properties that matter.
func calendarRows(t *testing.T, path string) map[string]map[string]string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	cal, err := ical.NewDecoder(bytes.NewReader(b)).Decode()
	if err != nil {
		t.Fatal(err)
	}
	rows := map[string]map[string]string{}
	for _, e := range cal.Events() {
		row := map[string]string{"alarms": strings.Repeat("!", len(e.Children))}
		for _, p := range []string{"SUMMARY", "SEQUENCE", "STATUS", "DTSTART", "DESCRIPTION"} {
			if v := e.Props.Get(p); v != nil {
				row[p] = v.Value
			}
		}
		uid := e.Props.Get("UID").Value
		if rows[uid] != nil {
			t.Errorf("the UID %s is there twice", uid)
		}
		rows[uid] = row
	}
	return rows
}

func phone(t *testing.T, a *app.App, path string, p app.Phone) []app.Change {
	t.Helper()
	changes, err := a.ToPhone(path, p)
	if err != nil {
		t.Fatal(err)
	}
	return changes
}

func TestThePhoneFollowsADateThatMovesAndOneThatGoes(t *testing.T) {
	c := at("2026-11-09 09:00")
	a, child := file(t, c)
	kept, err := a.Keep(child.ID, "one.txt", strings.NewReader("one"))
	if err != nil {
		t.Fatal(err)
	}
	served := func(d string) { confirm(t, a, kept.ID, "draft-plan-served", day(t, d)) }
	served("2026-11-03")
	out := filepath.Join(t.TempDir(), "dates.ics")

	first := phone(t, a, out, app.Phone{})
	rows := calendarRows(t, out)
	if len(rows) == 0 || len(first) != len(rows) {
		t.Fatalf("%d rows, %d changes", len(rows), len(first))
	}
	uid := export.UID(a.CalendarSalt(), string(deadline(t, a, child, "draft-plan-comments-15d").From.ID), "draft-plan-comments-15d")
	if r := rows[uid]; r["DTSTART"] != "20261117" || r["SEQUENCE"] != "0" || r["SUMMARY"] != "Form due" || r["STATUS"] != "CONFIRMED" || r["alarms"] != "!!!" {
		t.Errorf("first: %v", r)
	}
	was, _ := os.ReadFile(out)
	for _, secret := range []string{"Iqra", "plan", "ouncil", "SEND", "law"} {
		if bytes.Contains(was, []byte(secret)) {
			t.Errorf("the neutral calendar says %q", secret)
		}
	}

	c.Time = c.Add(48 * time.Hour)
	if changes := phone(t, a, out, app.Phone{}); len(changes) != 0 {
		t.Errorf("nothing changed, and it says %v", changes)
	}
	if now, _ := os.ReadFile(out); !bytes.Equal(was, now) {
		t.Error("with nothing changed the file is another one")
	}

	served("2026-11-05")
	if changes := phone(t, a, out, app.Phone{}); len(changes) == 0 || changes[0].What != "moved" {
		t.Errorf("moved: %v", changes)
	}
	if r := calendarRows(t, out)[uid]; r["DTSTART"] != "20261119" || r["SEQUENCE"] != "1" {
		t.Errorf("moved: %v", r)
	}

	l, err := a.FirstLook(kept.ID)
	if err != nil {
		t.Fatal(err)
	}
	l.Facts = nil
	if err := a.Confirm(kept.ID, l); err != nil {
		t.Fatal(err)
	}
	phone(t, a, out, app.Phone{})
	if r := calendarRows(t, out)[uid]; r["STATUS"] != "CANCELLED" || r["SEQUENCE"] != "2" || r["alarms"] != "" || !strings.HasPrefix(r["SUMMARY"], "No longer needed") {
		t.Errorf("withdrawn: %v", r)
	}

	served("2026-11-05")
	phone(t, a, out, app.Phone{Titles: app.FullTitles})
	if r := calendarRows(t, out)[uid]; r["STATUS"] != "CONFIRMED" || r["SEQUENCE"] != "3" || !strings.Contains(r["SUMMARY"], "draft plan") {
		t.Errorf("back again, in full: %v", r)
	}
}

func TestDatesThatHavePassedGoToThePhoneOnlyWhenAsked(t *testing.T) {
	a, child := file(t, at("2026-12-09 09:00"))
	kept, err := a.Keep(child.ID, "one.txt", strings.NewReader("one"))
	if err != nil {
		t.Fatal(err)
	}
	confirm(t, a, kept.ID, "draft-plan-served", day(t, "2026-11-03"))
	out := filepath.Join(t.TempDir(), "dates.ics")
	if _, err := a.ToPhone(out, app.Phone{}); !errors.Is(err, export.ErrNothing) {
		t.Errorf("got %v", err)
	}
	phone(t, a, out, app.Phone{Past: true})
	for uid, r := range calendarRows(t, out) {
		if r["alarms"] != "" {
			t.Errorf("%s rings for a day that has passed: %v", uid, r)
		}
	}
}

func TestTheSampleFamilyIsWholeAndWritesNothing(t *testing.T) {
	a, err := desk(t, at("2030-01-01 09:00")).OpenSample(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	if a.Dir() != "" || !a.IsSample() || a.Today() != day(t, "2026-11-09") {
		t.Errorf("dir %q, sample %v, today %s", a.Dir(), a.IsSample(), a.Today())
	}
	kids, err := a.Children()
	if err != nil || len(kids) != 2 {
		t.Fatalf("%d children (%v)", len(kids), err)
	}
	next, ok, err := a.Next(kids[0].ID)
	if err != nil || !ok || next.Day != day(t, "2026-11-17") {
		t.Errorf("next is %s %s (%v)", next.Day, next.Says, err)
	}
	late, err := a.Waiting(kids[0].ID)
	if err != nil || !slices.ContainsFunc(late, func(d app.Dated) bool { return d.Rule == "final-plan-20w" && d.OverdueDays == 21 }) {
		t.Errorf("waiting for %v (%v)", late, err)
	}
	line, err := a.Timeline(kids[0].ID)
	if err != nil || len(line) < 15 {
		t.Errorf("%d things on the timeline (%v)", len(line), err)
	}
	if !slices.IsSortedFunc(line, func(x, y app.Entry) int { return x.Day.Compare(y.Day) }) {
		t.Error("the timeline is out of order")
	}
}

// TestTheSampleFamilyTellsTwoWholeStories holds what each child's story is there to
// show: one refused and appealed in time, the other's changes far too late, with time
// left to answer them and one letter nobody has looked at.
func TestTheSampleFamilyTellsTwoWholeStories(t *testing.T) {
	a, err := desk(t, at("2030-01-01 09:00")).OpenSample(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	kids, err := a.Children()
	if err != nil || len(kids) != 2 {
		t.Fatalf("%d children (%v)", len(kids), err)
	}
	dates, err := a.Dates(kids[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.ContainsFunc(dates, func(d app.Dated) bool {
		return d.Rule == "appeal" && d.Day == day(t, "2026-02-16") && d.State == app.Met
	}) {
		t.Error("the appeal was not in time by the certificate's month")
	}
	next, ok, err := a.Next(kids[1].ID)
	if err != nil || !ok || next.Rule != "amendment-comments-15d" || next.Day != day(t, "2026-11-19") {
		t.Errorf("next is %s %s (%v)", next.Day, next.Says, err)
	}
	late, err := a.Waiting(kids[1].ID)
	if err != nil || len(late) != 1 || late[0].Rule != "amended-plan-12w" || late[0].OverdueDays != 278 {
		t.Errorf("waiting for %v (%v)", late, err)
	}
	tray, err := a.Tray(kids[1].ID)
	if err != nil || len(tray) != 1 || tray[0].Name != "17-occupational-therapy-report.pdf" {
		t.Errorf("in the in tray: %v (%v)", tray, err)
	}
}

func TestAnUnknownEventIsRefused(t *testing.T) {
	a, child := file(t, at("2026-11-09 09:00"))
	kept, err := a.Keep(child.ID, "one.txt", strings.NewReader("one"))
	if err != nil {
		t.Fatal(err)
	}
	err = a.Confirm(kept.ID, app.Look{Child: child.ID, Facts: []app.Fact{{Event: "full-moon", Day: day(t, "2026-11-03")}}})
	var unknown *app.UnknownEvent
	if !errors.As(err, &unknown) || unknown.Kind != "full-moon" {
		t.Errorf("got %v", err)
	}
}
