package screens

import (
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"leverarch/app"
	"leverarch/app/law"
	"leverarch/app/record"
	"leverarch/resources"
	"leverarch/screens/look"
	"leverarch/vault"
)

// many is how many letters, and how many conversations, the big file holds: more than
// any family has.
const many = 10_000

const bigSecret = "plum ladder ocean kettle"

// bigFile writes a file of many letters and conversations and half as many people.
func bigFile(t testing.TB, many int) (dir string) {
	vault.TestOnlyCheapKeys(t)
	dir = filepath.Join(t.TempDir(), "file")
	v, _, err := vault.Create(dir, []byte(bigSecret))
	if err != nil {
		t.Fatal(err)
	}
	children, people := vault.Kind[record.Child]{Name: "child"}, vault.Kind[record.Person]{Name: "person"}
	talks, documents, events := vault.Kind[record.Conversation]{Name: "conversation"}, vault.Kind[record.Document]{Name: "document"}, vault.Kind[record.Event]{Name: "event"}
	start := time.Date(2020, 1, 6, 9, 0, 0, 0, time.UTC)
	put := func(err error) {
		if err != nil {
			t.Fatal(err)
		}
	}
	err = v.Update(func(tx *vault.Tx) error {
		kids := []record.ID{record.NewID(), record.NewID()}
		for i, id := range kids {
			put(children.Put(tx, string(id), record.Child{ID: id, Name: []string{"Iqra Halloran", "Sam Halloran"}[i], Added: start.Add(time.Duration(i))}))
		}
		var folk []record.ID
		for i := range many / 2 {
			id := record.NewID()
			folk = append(folk, id)
			put(people.Put(tx, string(id), record.Person{ID: id, Name: fmt.Sprintf("Mrs Number%d", i), Role: "teacher", Organisation: "Fellgate Primary School", Added: start}))
		}
		kinds := []string{"report", "draft-plan", "request-acknowledged", "annual-review-invitation", "unsure"}
		for i := range many {
			day := record.DayOf(start.AddDate(0, 0, i/4))
			id := record.NewID()
			put(documents.Put(tx, string(id), record.Document{ID: id, Child: kids[i%20/19], Name: fmt.Sprintf("letter %d.pdf", i), Kind: kinds[i%len(kinds)],
				From: fmt.Sprintf("Council %d", i%40), Letter: day, Size: 1000, SHA256: fmt.Sprintf("%064d", i), Pages: 1, Looked: i%50 > 0, Added: start.AddDate(0, 0, i/4)}))
			if i%100 == 0 {
				e := record.NewID()
				put(events.Put(tx, string(e), record.Event{ID: e, Child: kids[0], Kind: "draft-plan-served", Day: day, Document: id}))
			}
			id = record.NewID()
			put(talks.Put(tx, string(id), record.Conversation{ID: id, Child: kids[i%20/19], How: record.Phone, On: day, With: []record.ID{folk[i%len(folk)]},
				Said:  fmt.Sprintf("What was said in conversation %d, at some length, about the plan and the help in class.", i),
				Agree: []record.Agreed{{What: "ring back", Who: "Mrs Number", By: day, Done: day}}, Written: start.AddDate(0, 0, i/4)}))
		}
		return nil
	})
	put(err)
	put(v.Close())
	return dir
}

func bigShell(t testing.TB, many int, hands Hands) (*Shell, fyne.Window) {
	dir := bigFile(t, many)
	vault.TestOnlyWatchShared(false) // it reads everything twice
	t.Cleanup(func() { vault.TestOnlyWatchShared(true) })
	test.NewTempApp(t)
	fyne.CurrentApp().Settings().SetTheme(look.New(look.Light, 1))
	book, err := law.Load(resources.Law())
	if err != nil {
		t.Fatal(err)
	}
	desk := &app.Desk{Book: book, Now: time.Now, Sample: resources.Sample(), Guide: resources.Guide()}
	w := test.NewTempWindow(t, nil)
	w.Resize(fyne.NewSize(1200, 800))
	s := New(w, desk, dir, hands)
	file, err := desk.Unlock(dir, []byte(bigSecret))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Lock)
	s.Open(file)
	return s, w
}

// bigPlaces are the places of the big file.
func bigPlaces(t testing.TB, s *Shell) []Place {
	talks, err := s.file.Talks(s.Child().ID)
	if err != nil || len(talks) == 0 {
		t.Fatal(err)
	}
	dates, err := s.file.Dates(s.Child().ID)
	if err != nil || len(dates) == 0 {
		t.Fatal(err)
	}
	return []Place{
		{Name: Home}, {Name: Timeline}, {Name: Documents}, {Name: InTray}, {Name: Talks}, {Name: People}, {Name: People, ID: talks[0].With[0]},
		{Name: Plan}, {Name: Family}, {Name: Find}, {Name: Phone}, {Name: Children}, {Name: Settings}, {Name: Keep}, {Name: Write},
		{Name: Said, ID: talks[0].ID}, {Name: Happened}, {Name: Where}, {Name: WhatIf}, {Name: WhatIf, ID: whatIfID(dates[0])}, {Name: Guide}, {Name: Guide, ID: "after-an-appeal-starts"},
	}
}

// benchShow shows a list of many rows as it is shown the first time.
func benchShow(b *testing.B, p Place) {
	s, _ := bigShell(b, many, inline())
	s.Go(Place{Name: Safe})
	for b.Loop() {
		s.screens[p.Name] = s.newScreen(p.Name)
		delete(s.built, p.Name)
		s.Go(p)
		b.StopTimer()
		s.Go(Place{Name: Safe})
		b.StartTimer()
	}
}

func BenchmarkShowDocuments(b *testing.B)     { benchShow(b, Place{Name: Documents}) }
func BenchmarkShowConversations(b *testing.B) { benchShow(b, Place{Name: Talks}) }
func BenchmarkShowPeople(b *testing.B)        { benchShow(b, Place{Name: People}) }
func BenchmarkShowTimeline(b *testing.B)      { benchShow(b, Place{Name: Timeline}) }
func BenchmarkShowFamily(b *testing.B)        { benchShow(b, Place{Name: Family}) }
