package guide

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"

	"leverarch/app/recognise"
)

// whole is the guide that ships.
func whole(t testing.TB) *Guide {
	t.Helper()
	g, err := Load(os.DirFS(root+"guide"), rules(t))
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func TestThereIsEnoughOfIt(t *testing.T) {
	g := whole(t)
	if n := len(g.Pages()); n < 60 {
		t.Errorf("%d pages", n)
	}
	if n := len(g.Terms()); n < 120 {
		t.Errorf("%d terms", n)
	}
	if n := len(g.Roles()); n < 40 {
		t.Errorf("%d roles", n)
	}
	for _, s := range Stages {
		if len(g.ByStage(s.ID)) == 0 {
			t.Errorf("no page in %s", s.ID)
		}
	}
}

func TestSomebodyWhoIsNotSafeComesFirst(t *testing.T) {
	var first []string
	for _, p := range whole(t).Pages()[:3] {
		first = append(first, p.ID)
	}
	if want := []string{"child-not-safe", "you-not-safe", "cannot-go-on"}; !slices.Equal(first, want) {
		t.Error(first)
	}
}

// TestEveryPageReadsWell holds each page to the reading level, the length and
// the words of README.md.
func TestEveryPageReadsWell(t *testing.T) {
	var grades []float64
	for _, p := range whole(t).Pages() {
		for _, s := range readsBadly(p.Title, p.Blocks) {
			t.Errorf("%s: %s", p.ID, s)
		}
		if n := size(p); n > mostWords {
			t.Errorf("%s: %d words", p.ID, n)
		}
		grades = append(grades, grade(passages(p.Blocks)))
	}
	if m := median(grades); m > hardestMedian {
		t.Errorf("the median grade is %.1f", m)
	}
}

// TestAMustIsNotGuidance keeps a duty out from under the heading of guidance.
// Words about the word, in quotation marks, may stand there.
func TestAMustIsNotGuidance(t *testing.T) {
	must := regexp.MustCompile(`\b[Mm]ust\b`)
	for _, p := range whole(t).Pages() {
		for _, b := range p.Blocks {
			text := strings.ReplaceAll(b.Text(), `"Must"`, "")
			if b.Voice == Guidance && b.Shape != Quote && must.MatchString(text) {
				t.Errorf("%s: %s", p.ID, text)
			}
		}
	}
}

func TestEveryEntryReadsWell(t *testing.T) {
	g := whole(t)
	for _, e := range slices.Concat(g.Terms(), g.Roles()) {
		for _, s := range readsBadly(e.Word, []Block{{Shape: Paragraph, Runs: e.Says}}) {
			// Here an abbreviation is explained by an entry of its own.
			if a, _, ok := strings.Cut(s, " is not explained"); ok {
				if x, found := g.Entry(a); found && x.Letters != "" || e.Letters == a {
					continue
				}
			}
			t.Errorf("%s: %s", e.ID, s)
		}
		if n := len(wordsIn(Words(e.Says))); n > mostInEntry {
			t.Errorf("%s: %d words", e.ID, n)
		}
	}
}

// TestTheSourceOfAWordNamesItsPlace finds an Act or guidance with no place in it.
func TestTheSourceOfAWordNamesItsPlace(t *testing.T) {
	place := regexp.MustCompile(`(section|regulation|rule|article|schedule|paragraph|chapter)s? [0-9]|guidance`)
	n := 0
	g := whole(t)
	for _, e := range slices.Concat(g.Terms(), g.Roles()) {
		if e.Source == "" {
			continue
		}
		n++
		if !place.MatchString(e.Source) {
			t.Errorf("%s comes from %q, which names no place", e.ID, e.Source)
		}
	}
	if n < 100 {
		t.Errorf("%d words have a source", n)
	}
}

// TestEveryPageIsAsFreshAsTheRuleBook finds a page that nobody held against its
// sources since the rules were.
func TestEveryPageIsAsFreshAsTheRuleBook(t *testing.T) {
	asAt := rules(t).AsAt()
	for _, p := range whole(t).Pages() {
		if p.Checked.Before(asAt) {
			t.Errorf("%s was checked on %s, the rule book on %s", p.ID, p.Checked, asAt)
		}
	}
}

// TestASourceOpensOnItsParagraph holds the address of an Act or of regulations
// to the section named beside it.
func TestASourceOpensOnItsParagraph(t *testing.T) {
	place := regexp.MustCompile(`(section|regulation|schedule)/([0-9]+[A-Z]*)`)
	for _, p := range whole(t).Pages() {
		for _, s := range p.Sources {
			m := place.FindStringSubmatch(s.URL)
			if m == nil {
				continue
			}
			named := regexp.MustCompile(`(?i)` + m[1] + `s? [^;]*\b` + m[2] + `\b`)
			if !named.MatchString(s.Name) && !strings.Contains(s.Name, " to ") {
				t.Errorf("%s: %s opens %s", p.ID, s.Name, s.URL)
			}
		}
		for _, s := range p.Sources {
			if strings.HasPrefix(s.Name, "SEND Code") && !regexp.MustCompile(`(?i)paragraph|chapter|annex|introduction`).MatchString(s.Name) {
				t.Errorf("%s: %s has no paragraph", p.ID, s.Name)
			}
		}
	}
}

// TestEveryTopicHasAPage maps the list of what must be covered to pages.
func TestEveryTopicHasAPage(t *testing.T) {
	var headings map[string]map[string]string
	if _, err := toml.DecodeFile("testdata/topics.toml", &headings); err != nil {
		t.Fatal(err)
	}
	covered := map[string]bool{}
	for _, p := range whole(t).Pages() {
		for _, key := range p.Topics {
			covered[key] = true
		}
	}
	known := map[string]bool{}
	for heading, lines := range headings {
		for key, says := range lines {
			if known[key] {
				t.Errorf("%s stands under two headings", key)
			}
			known[key] = true
			if !covered[key] {
				t.Errorf("no page covers %s, %s: %s", heading, key, says)
			}
		}
	}
	if len(known) < 30 {
		t.Errorf("%d topics", len(known))
	}
	for key := range covered {
		if !known[key] {
			t.Errorf("a page claims %q, which is no topic", key)
		}
	}
}

func TestADeadlineALetterAndASectionEachLeadToAPage(t *testing.T) {
	g := whole(t)
	for _, r := range rules(t).Rules() {
		if len(g.ForRule(r.ID)) == 0 {
			t.Errorf("no page for the rule %s: %s", r.ID, r.Says)
		}
	}
	for _, kind := range recognise.Kinds {
		if kind != recognise.Unsure && len(g.ForKind(kind)) == 0 {
			t.Errorf("no page for the letter %s", kind)
		}
	}
	for _, s := range append(strings.Split(sections, ""), "H1", "H2") {
		if len(g.ForSection(s)) == 0 {
			t.Errorf("no page for section %s", s)
		}
	}
}

// TestEveryPageCanBeReachedFromAnother, but for the myths: the list of questions
// leads to those.
func TestEveryPageCanBeReachedFromAnother(t *testing.T) {
	g := whole(t)
	reached := map[string]bool{}
	for _, p := range g.Pages() {
		for _, id := range p.Next {
			reached[id] = true
		}
		for _, b := range p.Blocks {
			for _, runs := range append(b.Points, b.Runs) {
				for _, r := range runs {
					if r.Mark == Link {
						reached[r.Target] = true
					}
				}
			}
		}
	}
	for _, p := range g.Pages() {
		if !reached[p.ID] && p.Stage != "myths" {
			t.Errorf("nothing leads to %s", p.ID)
		}
	}
}
