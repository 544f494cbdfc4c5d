package app_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"leverarch/app/record"
	"leverarch/vault"
)

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// marked sets every text in a record to a word that is found again, named by where it
// stands, and every day and number to something.
func marked(v reflect.Value, path string) {
	switch v.Interface().(type) {
	case record.Day:
		v.Set(reflect.ValueOf(record.Day{Year: 2026, Month: 9, Date: 7}))
		return
	case time.Time:
		v.Set(reflect.ValueOf(time.Date(2026, 9, 7, 9, 0, 0, 0, time.UTC)))
		return
	case record.Bin:
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString("mark-" + path + "-mark")
	case reflect.Int, reflect.Int64:
		v.SetInt(1)
	case reflect.Struct:
		for i := range v.NumField() {
			marked(v.Field(i), path+"."+v.Type().Field(i).Name)
		}
	case reflect.Slice:
		one := reflect.New(v.Type().Elem()).Elem()
		marked(one, path)
		v.Set(reflect.Append(v, one))
	case reflect.Pointer:
		one := reflect.New(v.Type().Elem())
		marked(one.Elem(), path)
		v.Set(one)
	}
}

func markedRecord[T any](name string) T {
	var x T
	marked(reflect.ValueOf(&x).Elem(), name)
	return x
}

// What of each record goes into a young person's own file, and what stays. A field that
// stands in neither list fails the test: somebody has to decide.
var goes = map[string]string{
	"child":        "ID Name Born Added Officer SENCO",
	"person":       "ID Name Role Organisation Reach Since Until Added",
	"conversation": "ID Child How On At With Said Agree Written Changed",
	"document": "ID Child Name Kind From Letter Sent Came CameBy Answer Size SHA256 Pages Problem Guess Looked Added By Password " +
		"Pictures Behind With",
	"event":  "ID Child Kind Round Day Sent Came Days Document Quote Page Withdrawn Written",
	"excuse": "ID Child Event Rule Reason Closed Reopens Asked From To Written",
}

var stays = map[string]string{
	"child": "Bin", "person": "Bin", "conversation": "Private Draft Bin", "document": "Title Tags Notes Within First Last Bin", "event": "Bin", "excuse": "Note Bin",
}

func TestEveryFieldOfARecordGoesAlongOrStays(t *testing.T) {
	for name, of := range map[string]reflect.Type{"child": reflect.TypeFor[record.Child](), "person": reflect.TypeFor[record.Person](),
		"conversation": reflect.TypeFor[record.Conversation](), "document": reflect.TypeFor[record.Document](),
		"event": reflect.TypeFor[record.Event](), "excuse": reflect.TypeFor[record.Excuse]()} {
		for i := range of.NumField() {
			f := of.Field(i).Name
			if in := slices.Contains(strings.Fields(goes[name]), f); in == slices.Contains(strings.Fields(stays[name]), f) {
				t.Errorf("%s.%s: does it go into a young person's own file, or stay? Say so in app/own.go and here", name, f)
			}
		}
	}
}

// TestAYoungPersonsFileHoldsNothingThatStays marks every text of every record, makes the
// file, opens it as they would, and looks for each mark.
func TestAYoungPersonsFileHoldsNothingThatStays(t *testing.T) {
	vault.TestOnlyCheapKeys(t)
	const secret, theirs = "plum ladder ocean kettle", "window basket tiger seven"
	dir := filepath.Join(t.TempDir(), "file")
	v, _, err := vault.Create(dir, []byte(secret))
	must(t, err)
	kid, other, teacher, stranger, letter, scan, part, elses, binned, event, meeting := record.NewID(), record.NewID(), record.NewID(), record.NewID(),
		record.NewID(), record.NewID(), record.NewID(), record.NewID(), record.NewID(), record.NewID(), record.NewID()
	for _, id := range []record.ID{letter, scan, elses, binned} {
		_, err := v.StoreWithID(string(id), []byte("mark-about-mark"), strings.NewReader("bytes of "+string(id)))
		must(t, err)
		must(t, v.PutWords(string(id), "1", []byte("words of "+string(id))))
	}
	must(t, v.Update(func(tx *vault.Tx) error {
		put := func(kind string, id record.ID, x any) {
			switch x := x.(type) {
			case record.Child:
				must(t, vault.Kind[record.Child]{Name: kind}.Put(tx, string(id), x))
			case record.Person:
				must(t, vault.Kind[record.Person]{Name: kind}.Put(tx, string(id), x))
			case record.Conversation:
				must(t, vault.Kind[record.Conversation]{Name: kind}.Put(tx, string(id), x))
			case record.Document:
				must(t, vault.Kind[record.Document]{Name: kind}.Put(tx, string(id), x))
			case record.Event:
				must(t, vault.Kind[record.Event]{Name: kind}.Put(tx, string(id), x))
			case record.Excuse:
				must(t, vault.Kind[record.Excuse]{Name: kind}.Put(tx, string(id), x))
			}
		}
		c := markedRecord[record.Child]("child")
		c.ID, c.Officer, c.SENCO = kid, teacher, stranger
		put("child", kid, c)
		put("child", other, record.Child{ID: other, Name: "mark-other-child-mark"})
		p := markedRecord[record.Person]("person")
		p.ID = teacher
		put("person", teacher, p)
		put("person", stranger, record.Person{ID: stranger, Name: "mark-stranger-mark", Bin: record.Bin{Binned: time.Now()}})
		talk := markedRecord[record.Conversation]("conversation")
		talk.ID, talk.Child, talk.With, talk.Draft, talk.Said = meeting, kid, []record.ID{teacher, stranger}, false, "mark-earlier-words-mark"
		put("conversation", meeting, talk)
		doc := markedRecord[record.Document]("document")
		doc.ID, doc.Child, doc.Pictures, doc.Within, doc.By, doc.With, doc.Looked, doc.Behind = letter, kid, nil, "", elses, elses, true, false
		doc.Guess.With = nil // an email with something in it would stay
		put("document", letter, doc)
		mail := record.NewID()
		put("document", mail, record.Document{ID: mail, Child: kid, Name: "mark-an-email-mark", Guess: &record.Guess{With: []string{"a file"}}})
		put("document", scan, record.Document{ID: scan, Child: kid, Name: "two letters.pdf", Behind: true})
		put("document", part, record.Document{ID: part, Child: kid, Name: "mark-part-of-a-scan-mark", Within: scan, First: 1, Last: 1})
		rest := record.NewID()
		put("document", rest, record.Document{ID: rest, Child: other, Name: "the other part", Within: scan, First: 2, Last: 2})
		// One photo of it is another child's letter as well.
		both, page, shown := record.NewID(), record.NewID(), record.NewID()
		put("document", both, record.Document{ID: both, Child: kid, Name: "mark-of-two-children-mark", Pictures: []record.ID{page}})
		put("document", page, record.Document{ID: page, Child: kid, Name: "mark-a-page-of-both-mark", Behind: true})
		put("document", shown, record.Document{ID: shown, Child: other, Pictures: []record.ID{page}})
		put("document", elses, record.Document{ID: elses, Child: other, Name: "mark-of-another-child-mark"})
		put("document", binned, record.Document{ID: binned, Child: kid, Name: "mark-in-the-bin-mark", Bin: record.Bin{Binned: time.Now()}})
		e := markedRecord[record.Event]("event")
		e.ID, e.Child, e.Document, e.Kind, e.Withdrawn = event, kid, letter, "draft-plan-served", false
		put("event", event, e)
		resting := record.NewID()
		put("event", resting, record.Event{ID: resting, Child: kid, Kind: "decision-sent", Document: part, Quote: "mark-quote-of-what-stays-mark", Day: e.Day})
		x := markedRecord[record.Excuse]("excuse")
		x.ID, x.Child, x.Event = record.NewID(), kid, event
		put("excuse", x.ID, x)
		for _, kind := range []string{"draft", "exported", "phone", "setting", "shown"} {
			must(t, tx.Put(kind, "one", []byte(`{"said":"mark-`+kind+`-mark","folder":"mark-`+kind+`-mark"}`)))
		}
		return nil
	}))
	must(t, v.Update(func(tx *vault.Tx) error { // what it said before stays, too
		k := vault.Kind[record.Conversation]{Name: "conversation"}
		talk, err := k.Get(tx, string(meeting))
		must(t, err)
		talk.Said = "mark-conversation.Said-mark"
		return k.Put(tx, string(meeting), talk)
	}))
	must(t, v.Close())

	d := desk(t, at("2026-11-30 10:00"))
	a, err := d.Unlock(dir, []byte(secret))
	must(t, err)
	defer a.Close()
	own, err := a.LookAtOwnFile(kid)
	must(t, err)
	if own.Letters != 1 || own.Talks != 1 || own.People != 1 || own.Facts != 2 || own.Private != 1 || !slices.Equal(slices.Sorted(slices.Values(own.Stays)), []string{"mark-an-email-mark", "mark-of-two-children-mark", "mark-part-of-a-scan-mark"}) {
		t.Errorf("it would hold %+v", own)
	}
	head := a.Head()
	out := filepath.Join(t.TempDir(), "own.gpg")
	key, err := a.MakeOwnFile(context.Background(), kid, out, []byte(theirs), func(int64, int64) error { return nil })
	must(t, err)
	if a.Head() != head {
		t.Error("the parent's file was changed")
	}
	if left, _ := filepath.Glob(filepath.Join(filepath.Dir(out), "*")); !slices.Equal(left, []string{out}) {
		t.Errorf("left beside it: %v", left)
	}

	// As the young person opens it: brought back with their passphrase, and with the key.
	place := filepath.Join(t.TempDir(), "theirs")
	must(t, d.Restore(out, []byte(theirs), place, nil))
	if _, err := d.Unlock(place, []byte(secret)); !errors.Is(err, vault.ErrWrongSecret) {
		t.Errorf("the parent's passphrase opens it: %v", err)
	}
	w, err := vault.Open(place, []byte(key))
	must(t, err)
	var all strings.Builder
	must(t, w.View(func(tx *vault.Tx) error {
		for _, kind := range []string{"child", "person", "conversation", "document", "event", "excuse", "draft", "exported", "phone", "setting", "shown"} {
			for id, b := range tx.All(kind) {
				h, err := tx.History(kind, id)
				must(t, err)
				if len(h) != 1 && kind != "setting" {
					t.Errorf("%s %s has %d versions", kind, id, len(h))
				}
				fmt.Fprintf(&all, "%s\n", b)
			}
		}
		return nil
	}))
	docs, err := w.Documents()
	must(t, err)
	if !slices.Equal(docs, []string{string(letter)}) {
		t.Errorf("documents %v, want %s", docs, letter)
	}
	r, err := w.Document(string(letter))
	must(t, err)
	b, err := io.ReadAll(r)
	must(t, err)
	words, _, err := w.Words(string(letter))
	must(t, err)
	if string(b) != "bytes of "+string(letter) || string(words) != "words of "+string(letter) {
		t.Errorf("the letter came as %q, with the words %q", b, words)
	}
	about, err := w.About(string(letter))
	must(t, err)
	all.Write(about)
	must(t, w.Close())

	for name, fields := range goes {
		for _, f := range strings.Fields(fields) {
			// Links are real IDs here, and days and numbers have no words.
			if m := "mark-" + name + "." + f + "-mark"; strings.Contains(" Name Role Organisation Reach At Said From Quote Password Reason ", " "+f+" ") && name+f != "excuseFrom" && !strings.Contains(all.String(), m) {
				t.Errorf("%s did not go along", m)
			}
		}
	}
	for _, m := range []string{"mark-conversation.Private-mark", "mark-document.Title-mark", "mark-document.Tags-mark", "mark-document.Notes", "mark-excuse.Note-mark",
		"mark-about", "mark-earlier-words", "mark-other-child", "mark-stranger", "mark-part-of-a-scan", "mark-of-another-child", "mark-in-the-bin", "mark-an-email", "mark-of-two-children", "mark-a-page-of-both",
		"mark-quote-of-what-stays", "mark-draft", "mark-exported", "mark-phone", "mark-setting", "mark-shown", string(elses), string(part), string(scan), string(other)} {
		if strings.Contains(all.String(), m) {
			t.Errorf("%s went along", m)
		}
	}
	theirsOpen, err := d.Unlock(place, []byte(theirs))
	must(t, err)
	defer theirsOpen.Close()
	if list, err := theirsOpen.Talks(kid); err != nil || len(list) != 1 || len(list[0].People) != 1 {
		t.Errorf("conversations %v, %v", list, err)
	}
}

// TestMakingAnOwnFileCanBeStopped leaves nothing half done behind.
func TestMakingAnOwnFileCanBeStopped(t *testing.T) {
	vault.TestOnlyCheapKeys(t)
	d := desk(t, at("2026-11-30 10:00"))
	a, _, err := d.Create(filepath.Join(t.TempDir(), "file"), []byte("plum ladder ocean kettle"))
	must(t, err)
	defer a.Close()
	kid, err := a.AddChild("Iqra Halloran", record.Day{})
	must(t, err)
	_, err = a.Keep(kid.ID, "letter.txt", bytes.NewReader([]byte("a letter")))
	must(t, err)
	stop := errors.New("stopped")
	folder := t.TempDir()
	if _, err := a.MakeOwnFile(context.Background(), kid.ID, filepath.Join(folder, "own.gpg"), []byte("window basket tiger seven"), func(int64, int64) error { return stop }); !errors.Is(err, stop) {
		t.Errorf("it was stopped and said %v", err)
	}
	if left, _ := os.ReadDir(folder); len(left) > 0 {
		t.Errorf("left: %v", left)
	}
}
