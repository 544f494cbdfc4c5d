package recognise

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"leverarch/app/record"
)

// letter is one invented letter with what is to be found in it. A star stands
// for anything.
type letter struct {
	name, kind, date, child, from, text string
	stated, decoys, events, notes       []string
	wantEvents                          bool
}

func letters(t testing.TB, file string) []letter {
	b, err := os.ReadFile("testdata/" + file)
	if err != nil {
		t.Fatal(err)
	}
	var out []letter
	for _, part := range strings.Split("\n"+string(b), "\n== ")[1:] {
		var l letter
		lines := strings.Split(part, "\n")
		l.name = lines[0]
		i := 1
	head:
		for ; i < len(lines); i++ {
			key, value, ok := strings.Cut(lines[i], ":")
			if !ok {
				break
			}
			value = strings.TrimSpace(value)
			switch key {
			case "kind":
				l.kind = value
			case "date":
				l.date = value
			case "child":
				l.child = value
			case "from":
				l.from = value
			case "stated":
				l.stated = strings.Fields(value)
			case "not":
				l.decoys = strings.Fields(value)
			case "events":
				l.events, l.wantEvents = strings.Fields(value), true
			case "note":
				l.notes = append(l.notes, value)
			default:
				break head
			}
		}
		l.text = strings.Join(lines[i:], "\n")
		out = append(out, l)
	}
	return out
}

// wrong lists what a guess has otherwise than the letter wants.
func (l letter) wrong(g record.Guess) (kind, date bool, rest []string) {
	if l.kind != "*" && g.Kind != l.kind {
		kind = true
	}
	if l.date != "*" && g.Letter.Day.String() != l.date {
		date = true
	}
	has := map[string]bool{}
	for _, s := range g.Stated {
		has[s.Day.String()] = true
	}
	for _, d := range l.stated {
		if !has[d] {
			rest = append(rest, "stated "+d+" is missing")
		}
	}
	for _, d := range l.decoys {
		if has[d] {
			rest = append(rest, "decoy "+d+" is stated")
		}
	}
	var events []string
	for _, e := range g.Events {
		events = append(events, e.Event+"="+e.Day.String())
		if slices.Contains(l.decoys, e.Day.String()) {
			rest = append(rest, "DECOY "+e.Day.String()+" became "+e.Event)
		}
	}
	if l.wantEvents {
		for _, e := range l.events {
			if !slices.Contains(events, e) {
				rest = append(rest, "event "+e+" is missing")
			}
		}
		for _, e := range events {
			if !slices.Contains(l.events, e) {
				rest = append(rest, "event "+e+" is not wanted")
			}
		}
	}
	if l.child != "" && g.Child != l.child {
		rest = append(rest, "child "+g.Child)
	}
	if l.from != "" && g.From != l.from {
		rest = append(rest, "from "+g.From)
	}
	for _, n := range l.notes {
		if !strings.Contains(strings.Join(g.Notes, "\n"), n) {
			rest = append(rest, "note missing: "+n)
		}
	}
	return kind, date, rest
}

func tryInvented(t *testing.T, file string) {
	list := letters(t, file)
	if racing {
		list = list[:min(8, len(list))] // nothing runs beside it, and it is ten times slower
	}
	kinds, dates, whole := 0, 0, 0
	for _, l := range list {
		g := Document(pagesOf(l.text))
		kind, date, rest := l.wrong(g)
		if !kind {
			kinds++
		}
		if !date {
			dates++
		}
		if !kind && !date && len(rest) == 0 {
			whole++
		} else {
			t.Errorf("%s (want %s, %s): %s\n%s", l.name, l.kind, l.date, strings.Join(rest, "; "), summary(g))
		}
		quotesStand(t, pagesOf(l.text), g)
	}
	t.Logf("%d letters: kind %d, date %d, everything %d", len(list), kinds, dates, whole)
}

// TestRightsBehind puts a leaflet on appeals behind every letter, so that it reads
// on from a letter nobody signed: none starts the time for an appeal by that.
func TestRightsBehind(t *testing.T) {
	if racing {
		t.Skip("it reads every letter once more, and nothing runs beside it")
	}
	const rights = `

Your right of appeal
If you disagree with a decision of the local authority not to carry out an EHC needs assessment, not to issue an EHC plan, about sections B, F and I of a final plan, or to cease to maintain a plan you have a right of appeal within two months of the decision letter. You must contact a mediation adviser first.`
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) < 10 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		for _, l := range letters(t, filepath.Base(file)) {
			decides := slices.Contains(byLetter[l.kind], decisionSent)
			g := Document(pagesOf(l.text + rights))
			for _, e := range g.Events {
				if e.Event == decisionSent && !decides {
					t.Errorf("%s, %s: %s", file, l.name, summary(g))
				}
			}
		}
	}
}

func TestInventedLetters(t *testing.T) { tryInvented(t, "first.txt") }

// TestLaterLetters holds letters written after the phrases had been settled on
// those of TestInventedLetters; the phrases have since learned from them too.
func TestLaterLetters(t *testing.T) { tryInvented(t, "second.txt") }

// TestLastLetters holds more, written after those of TestLaterLetters.
func TestLastLetters(t *testing.T) { tryInvented(t, "third.txt") }

// TestPlainLetters holds letters in plainer words than councils often use.
func TestPlainLetters(t *testing.T) { tryInvented(t, "fourth.txt") }

// TestLetterAndPlan reads a letter with a plan behind it: the kind is the
// letter's, and the plan's own days stay out of the letter's.
func TestLetterAndPlan(t *testing.T) {
	list := letters(t, "first.txt")
	var cover, plan string
	for _, l := range list {
		switch l.name {
		case "draft-five-pm":
			cover = l.text
		case "plan-draft-dates-of-both":
			plan = l.text
		}
	}
	pages := []Page{{Text: cover}, {Text: plan}}
	g := promises(t, pages)
	if g.Kind != DraftPlan || g.Letter.Day.String() != "2026-03-02" || g.Letter.Page != 1 {
		t.Errorf("found %s", summary(g))
	}
	for _, s := range g.Stated {
		if d := s.Day.String(); d == "2027-07-23" || d == "2026-08-03" || d == "2014-04-30" {
			t.Errorf("%s is stated: %q", d, s.Quote)
		}
	}
	if !strings.Contains(strings.Join(g.Notes, "\n"), "A plan comes behind this letter, from page 2.") {
		t.Errorf("notes %q", g.Notes)
	}
}

// TestOfficialLetters holds letters in the words of the regulations, and some
// that are none of a council's decisions.
func TestOfficialLetters(t *testing.T) { tryInvented(t, "fifth.txt") }

// TestSampleLetters holds the words of the sample letters, and checks that what
// is wanted of them is what the sample family is said to have been sent.
func TestSampleLetters(t *testing.T) {
	tryInvented(t, "sample.txt")
	b, err := os.ReadFile("../../resources/sample/sample.json")
	if err != nil {
		t.Fatal(err)
	}
	var sample struct {
		Documents []struct {
			File, Kind, From, Child string
			Date                    string `json:"letter_date"`
		}
	}
	if err := json.Unmarshal(b, &sample); err != nil {
		t.Fatal(err)
	}
	list := letters(t, "sample.txt")
	if len(list) != len(sample.Documents) {
		t.Fatalf("%d letters, %d in the sample", len(list), len(sample.Documents))
	}
	for i, d := range sample.Documents {
		l := list[i]
		if l.name+".pdf" != d.File || l.kind != d.Kind || l.from != d.From || l.child != d.Child || l.date != d.Date {
			t.Errorf("%s is not what the sample says of %s", l.name, d.File)
		}
	}
}

// TestTerseLetters holds two-line letters, tables of days and emails.
func TestTerseLetters(t *testing.T) { tryInvented(t, "terse.txt") }

// TestLongLetters holds formal letters with annexes of rights, privacy notices,
// leaflets and other papers' days behind and in them.
func TestLongLetters(t *testing.T) { tryInvented(t, "long.txt") }

// TestHouseLetters holds the styles of those who write for councils: tables of
// references, columns run together, words as a poor scan gives them.
func TestHouseLetters(t *testing.T) { tryInvented(t, "house.txt") }

// TestMentions holds letters that speak of plans, reviews and decisions and are
// none of them: no clock may start from one.
func TestMentions(t *testing.T) { tryInvented(t, "mentions.txt") }

// TestFreshLetters holds letters of every kind, written after all the others.
func TestFreshLetters(t *testing.T) { tryInvented(t, "fresh.txt") }

// TestNearMisses holds letters close to a decision that are not one, and the
// other decisions a family is sent.
func TestNearMisses(t *testing.T) { tryInvented(t, "near.txt") }

// TestOtherCouncils holds one family's run of letters from each of two councils.
func TestOtherCouncils(t *testing.T) { tryInvented(t, "other.txt") }
