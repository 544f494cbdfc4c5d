package export

import (
	"net/url"
	"strings"
	"testing"

	"leverarch/app/record"
)

const emailHead = "5f0e2c41a9d377b6c8f1e04d92ab6637d5104f8e7c3b29a06e91d2f45b8c7a30"

func meeting() (record.Conversation, record.Child, []record.Person) {
	return record.Conversation{
			How: record.Meeting, On: record.NewDay(2026, 11, 3), At: "14:30",
			Said:    "Iqra has had no small group since half term.\r\nThe class teacher is making a plan.\x00",
			Private: "I nearly cried in the corridor. PRIVATE",
			Agree: []record.Agreed{
				{What: "send the timetable of support.", Who: "Mrs Okafor", By: record.NewDay(2026, 11, 13)},
				{What: "meet again after Christmas"},
				{What: "  "},
			},
		},
		record.Child{Name: "Iqra Halloran"},
		[]record.Person{
			{Name: "Mrs Okafor", Role: "SENCO", Organisation: "Fellgate Primary School"},
			{Name: "Mr Lund", Role: "class teacher"},
		}
}

func TestConfirmation(t *testing.T) {
	c, child, with := meeting()
	subject, body := Confirmation(c, child, with, emailHead)
	golden(t, "confirmation.txt", []byte("Subject: "+subject+"\n\n"+body))
	if strings.Contains(subject, "Iqra") {
		t.Error("the child is named in the subject")
	}
}

func TestConfirmationWithLittle(t *testing.T) {
	subject, body := Confirmation(record.Conversation{Said: "They will ring back."}, record.Child{}, nil, "")
	golden(t, "confirmation-little.txt", []byte("Subject: "+subject+"\n\n"+body))
}

func TestConfirmationOpensAsPeopleDo(t *testing.T) {
	c, child, _ := meeting()
	name := func(n ...string) (list []record.Person) {
		for _, s := range n {
			list = append(list, record.Person{Name: s})
		}
		return list
	}
	for want, with := range map[string][]record.Person{
		"Hello,":             nil,
		"Dear Ms Ward,":      name("Ms Ward"),
		"Dear A, B and C,":   name("A", "B", "C"),
		"Dear all,":          name("A", "B", "C", "D"),
		"Dear SENCO,":        {{Role: "SENCO"}},
		"Dear Ms Ward and C": {{Name: " Ms\nWard"}, {}, {Name: "C"}},
	} {
		if _, body := Confirmation(c, child, with, ""); !strings.HasPrefix(body, want) {
			t.Errorf("begins %.40q, want %q", body, want)
		}
	}
	for _, how := range append([]string{"", "something new"}, record.Hows...) {
		c.How = how
		subject, body := Confirmation(c, child, nil, "")
		if !strings.HasSuffix(subject, " on Tuesday 3 November 2026") || !strings.Contains(body, "\nThank you for ") ||
			!strings.Contains(body, " on Tuesday 3 November 2026 at 14:30 about Iqra Halloran.") {
			t.Errorf("%q: %s\n%s", how, subject, body)
		}
	}
}

// Whatever a parent does with the other fields, the private note stays.
func TestConfirmationNeverTellsThePrivateNote(t *testing.T) {
	c, child, with := meeting()
	want := c
	want.Private = ""
	for _, how := range append([]string{""}, record.Hows...) {
		c.How, want.How = how, how
		s1, b1 := Confirmation(c, child, with, emailHead)
		s2, b2 := Confirmation(want, child, with, emailHead)
		if s1 != s2 || b1 != b2 {
			t.Errorf("%q: the private note changes the email", how)
		}
		if uri, ok := Mailto(s1, b1); strings.Contains(s1+b1+uri, "PRIVATE") || !ok {
			t.Errorf("%q: it tells the private note, or is not short (%v)", how, ok)
		}
	}
}

func TestMailto(t *testing.T) {
	uri, ok := Mailto("What we said + agreed", "Dear Zoë,\n\n50% & more?\n")
	want := "mailto:?subject=What%20we%20said%20%2B%20agreed&body=Dear%20Zo%C3%AB%2C%0D%0A%0D%0A50%25%20%26%20more%3F"
	if !ok || uri != want {
		t.Errorf("%q %v, want %q", uri, ok, want)
	}
	u, err := url.Parse(uri)
	if err != nil || u.Query().Get("body") != "Dear Zoë,\r\n\r\n50% & more?" {
		t.Errorf("%v %v", u, err)
	}

	bare, _ := Mailto("", "")
	fits := strings.Repeat("x", 1800-len(bare))
	if uri, ok := Mailto("", fits); !ok || len(uri) != 1800 {
		t.Errorf("1,800 bytes: %v, %d", ok, len(uri))
	}
	if uri, ok := Mailto("", fits+"x"); ok || uri != "" {
		t.Errorf("1,801 bytes: %v, %q", ok, uri)
	}
}

func FuzzMailto(f *testing.F) {
	f.Add("subject", "body\r\nand more")
	f.Add("a\nbcc: x@y.example", "&to=x@y.example\xff")
	f.Fuzz(func(t *testing.T, subject, body string) {
		uri, ok := Mailto(subject, body)
		if !ok {
			return
		}
		if len(uri) > 1800 || strings.ContainsAny(uri, " +\r\n\"<>") {
			t.Fatalf("%q", uri)
		}
		u, err := url.Parse(uri)
		if err != nil {
			t.Fatal(err)
		}
		q := u.Query()
		if len(q) != 2 || q.Get("subject") != line(subject) || strings.ReplaceAll(q.Get("body"), "\r\n", "\n") != paragraphs(body) {
			t.Fatalf("%q gives %q", uri, q)
		}
	})
}
