package cover

import (
	"strings"
	"testing"
)

var family = New([]Name{
	{Words: "Sam Halloran", Kind: Child, Also: []string{"Samuel Halloran"}},
	{Words: "May Rose Halloran", Kind: YoungPerson},
	{Words: "Jo", Kind: Child},
	{Words: "Mrs Okafor", Kind: Person},
	{Words: "Will Page", Kind: Person},
	{Words: "Siân O’Brien (EP)", Kind: Person},
	{Words: "Sam Delaney", Kind: Person},
	{Words: "SENCO", Kind: Person},
	{Words: "J", Kind: Person},
	{Words: "Fellgate Primary School", Kind: Body},
	{Words: "The Reading School", Kind: Body},
	{Words: "Tarnside Council", Kind: Body},
	{Words: "St Anne's Academy", Kind: Body},
	{Words: "First-tier Tribunal (Special Educational Needs and Disability)", Kind: Body},
	{Words: "", Kind: Body},
})

func TestEveryNameIsHiddenAndNothingElse(t *testing.T) {
	for _, c := range []struct{ words, want string }{
		{"", ""},
		{"Sam Halloran", "Child 1"},
		{"SAM HALLORAN", "Child 1"},
		// Longest first: the whole name is one, whoever else shares a part of it.
		{"Sam Delaney rang about Sam Halloran.", "Person 4 rang about Child 1."},
		{"It is the same sample.", "It is the same sample."},
		{"samhalloran", "samhalloran"},
		{"Sam’s plan, Sam's plan and SAM'S plan", "Child 1 or Person 4’s plan, Child 1 or Person 4's plan and Child 1 or Person 4'S plan"},
		{"Samuel’s bag", "Child 1’s bag"},
		{"sam_halloran-plan.pdf, SamuelReport2.pdf", "Child 1-plan.pdf, Child 1Report2.pdf"},
		{"Sam\nHalloran", "Child 1"},
		// A first name that is a word as well, and one that is a month.
		{"Will said it may help, and she will ring.", "Person 2 said it may help, and she will ring."},
		{"May may like it. On 4 May 2026, in May, May 2026, the 3rd of May 2026 and next May.", "Young person 2 may like it. On 4 May 2026, in May, May 2026, the 3rd of May 2026 and next May."},
		{"Halloran, May", "The family, Young person 2"},
		{"may rose halloran", "Young person 2"},
		// A surname that is one.
		{"Page 2 of 3. Ask Mr Page or Mr W Page. See page 4.", "Page 2 of 3. Ask Person 2 or Person 2. See page 4."},
		{"will page", "Person 2"},
		// Names of two letters, and of one.
		{"Jo has gone. JO and jo. J said so.", "Child 3 has gone. JO and jo. J said so."},
		{"Mrs Okafor and okafor; Miss Okafor’s list", "Person 1 and Person 1; Person 1’s list"},
		{"Dear Mrs Halloran and Mr Halloran", "Dear the family and the family"},
		{"the Halloran family", "the family"},
		{"Sian O'Brien, sián o’brien's, Dr O’Brien", "Person 3, Person 3's, Person 3"},
		// Who is not known, and parts that people have.
		{"Mrs Alder and Dr J. Marsh-Bell met the SENCO.", "Somebody and somebody met the SENCO."},
		{"They will miss School.", "They will miss School."},
		{"Yours sincerely\n\nLindsay Marrow\nTeam Manager", "Yours sincerely\n\nSomebody\nTeam Manager"},
		// Organisations, whole and without the words of their kind.
		{"Fellgate Primary School asked Tarnside Council.", "The school asked the council."},
		{"She is at Fellgate. The Fellgate Primary governors met at Fellgate school.", "She is at the school. The school governors met at the school school."},
		{"From Tarnside Council · FELLGATE PRIMARY SCHOOL", "From the council · The school"},
		{"I like reading. At Reading School. We went to Reading. Reading helps.", "I like reading. At school 2. We went to school 2. Reading helps."},
		{"St. Anne’s, St Annes Academy", "School 3, school 3"},
		{"The First-tier Tribunal (Special Educational Needs and Disability)", "The First-tier Tribunal (Special Educational Needs and Disability)"},
		{"Write to m.okafor@tarnside.gov.uk.", "Write to an email address."},
		{"Write to help@example.org.", "Write to help@example.org."},
	} {
		if got := family.Over(c.words); got != c.want {
			t.Errorf("%q is shown as\n   %q, not\n   %q", c.words, got, c.want)
		}
	}
}

func TestNothingIsHiddenWhereNoNamesAreGiven(t *testing.T) {
	const words = "Sam Halloran"
	if got := (*Names)(nil).Over(words); got != words {
		t.Error(got)
	}
	if got := New(nil).Over(words); got != words {
		t.Error(got)
	}
}

func TestTheSameNameGivenTwiceIsOne(t *testing.T) {
	n := New([]Name{{Words: "Ann Lowe", Kind: Person}, {Words: "Ms ann lowe", Kind: Person}, {Words: "Bea Lowe", Kind: Person}})
	if got := n.Over("Ann, Bea, Lowe"); got != "Person 1, Person 2, Person 1 or Person 2" {
		t.Error(got)
	}
	n = New([]Name{{Words: "Ann Lowe", Kind: Person}, {Words: "Bea Lowe", Kind: Person}, {Words: "Cy Lowe", Kind: Person}})
	if got := n.Over("Ask Lowe."); got != "Ask somebody." {
		t.Error(got)
	}
}

func TestARunOfTheWordsIsFoundInWhatIsShown(t *testing.T) {
	words := "Ask Mrs Okafor about Sam Halloran’s taxi."
	swaps := family.In(words)
	says := Put(words, swaps)
	for run, want := range map[string]string{"Ask": "Ask", "taxi": "taxi", "Okafor": "Person 1", "about": "about", "Sam": "Child 1", "Halloran’s": "Child 1’s", "Okafor about Sam": "Person 1 about Child 1"} {
		at := strings.Index(words, run)
		from, to := Moved(at, at+len(run), swaps)
		if got := says[from:to]; got != want {
			t.Errorf("%q is marked as %q, not %q", run, got, want)
		}
	}
}

func TestKindOfTellsAnOrganisationByItsWords(t *testing.T) {
	for name, want := range map[string]Kind{"Tarnside Council": Body, "Fellgate Primary": Body, "Tarnside Community Health": Body, "Theo Brandreth": Person, "Mrs Okafor": Person, "SENCO": Person, "me": Person} {
		if got := KindOf(name); got != want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// TestAWrongGuessHidesNoOrdinaryWords is a program that took too much for a name.
func TestAWrongGuessHidesNoOrdinaryWords(t *testing.T) {
	n := New([]Name{{Words: "Iqra", Kind: Child, Found: []string{"Iqra Halloran", "Iqra Sings"}}, {Kind: Child, Found: []string{"Bo Ashby"}}, {Kind: Body, Found: []string{"Report of the Fellgate School"}}})
	if got := n.Over("Iqra Halloran sings. Iqra sings. Bo Ashby, BO ASHBY and ashby. The report of Iqra Sings."); got != "Child 1 sings. Child 1 sings. Child 2, Child 2 and ashby. The report of Child 1." {
		t.Error(got)
	}
}

// FuzzCover holds that whatever words come, nothing but runs of them is replaced, in
// order, and the runs are of whole letters.
func FuzzCover(f *testing.F) {
	f.Add("Sam Halloran’s plan: m.okafor@tarnside.gov.uk Mrs\u00a0Okafor, St. Anne’s")
	f.Add("Mr Mr Mr Page St St Anne Sam-Sam-Halloran'S\n'’s")
	f.Fuzz(func(t *testing.T, words string) {
		at := 0
		swaps := family.In(words)
		for _, s := range swaps {
			if s.From < at || s.To <= s.From || s.To > len(words) || s.Says == "" {
				t.Fatalf("%q: %v", words, swaps)
			}
			at = s.To
		}
		from, to := Moved(0, len(words), swaps)
		if says := Put(words, swaps); from != 0 || to != len(says) {
			t.Fatalf("%q: the whole is %d to %d of %d", words, from, to, len(says))
		}
	})
}
