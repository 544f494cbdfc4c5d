package guide

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"leverarch/app/law"
)

const root = "../../resources/"

func rules(t testing.TB) *law.Book {
	t.Helper()
	book, err := law.Load(os.DirFS(root + "law"))
	if err != nil {
		t.Fatal(err)
	}
	return book
}

// small guides that are whole, for tests that spoil them.

const onePage = `+++
title = "Who can ask?"
stage = "asking"
order = 10
checked = 2026-11-24
next = ["other"]
rules = ["ehcna-request"]
kinds = ["draft-plan"]
sections = ["F", "H"]
topics = ["who-may-ask"]
sources = [{ name = "An Act, section 1", url = "https://example.org/1" }]
+++

You can. [[Council|council]] has {ehcna-decision-6w}, or [more](other).

## What the law says

> These are
> the words.
> — An Act, section 1

- one [site](https://example.org)
- two
  goes on

## Next

1. first, by {phase-transfer-school}
2. then {lac-reviews 2}

` + "```copy\nPlease answer [name]\nwithin {draft-plan-comments-15d}.\n```\n\n```example\n20 minutes a day [not] {a mark}\n```\n"

const otherPage = `+++
title = "What else?"
stage = "safe"
order = 10
checked = "2026-11-24"
next = ["one"]
sources = [{ name = "x 1", url = "https://example.org" }]
+++
Nothing. {final-plan-20w exception}, {la-complaint whole}, {appeal 2}.
`

func little() fstest.MapFS {
	f := fstest.MapFS{}
	for name, data := range map[string]string{
		"pages/one.md":   onePage,
		"pages/other.md": otherPage,
		"glossary.toml":  "[[term]]\nid = \"council\"\nword = \"Council\"\nletters = \"LA\"\nalso = [\"councils\"]\nsays = \"It runs things. [More](one)\"\npage = \"other\"\nsource = \"An Act, section 2\"\n",
		"roles.toml":     "[[role]]\nid = \"senco\"\nname = \"Co-ordinator\"\nletters = \"SENCO\"\nsays = \"Works with a [[council]].\"\n",
	} {
		f[name] = &fstest.MapFile{Data: []byte(data)}
	}
	return f
}

func TestAPageIsReadIntoBlocksAndRuns(t *testing.T) {
	g, err := Load(little(), rules(t))
	if err != nil {
		t.Fatal(err)
	}
	p, _ := g.Page("one")
	var got []string
	for _, b := range p.Blocks {
		got = append(got, fmt.Sprintf("%s/%s: %q %q %s", b.Shape, b.Voice, b.Runs, b.Points, b.Source))
	}
	want := []string{
		`paragraph/: [{"" "You can. " ""} {"term" "Council" "council"} {"" " has " ""} {"time" "six weeks" "ehcna-decision-6w"} {"" ", or " ""} {"page" "more" "other"} {"" "." ""}] [] `,
		`heading/law: [{"" "What the law says" ""}] [] `,
		`quote/law: [{"" "These are the words." ""}] [] An Act, section 1`,
		`list/law: [] [[{"" "one " ""} {"outside" "site" "https://example.org"}] [{"" "two goes on" ""}]] `,
		`heading/: [{"" "Next" ""}] [] `,
		`numbered/: [] [[{"" "first, by " ""} {"time" "15 February" "phase-transfer-school"}] [{"" "then " ""} {"time" "three months" "lac-reviews"}]] `,
		`copy/: [{"" "Please answer [name]\nwithin " ""} {"time" "15 days" "draft-plan-comments-15d"} {"" "." ""}] [] `,
		`example/: [{"" "20 minutes a day [not] {a mark}" ""}] [] `,
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	other, _ := g.Page("other")
	if text := other.Text(); !strings.Contains(text, "four weeks, Stage 1: 5 working days") || !strings.HasSuffix(text, "one month.") {
		t.Error(text)
	}
	if text := p.Text(); !strings.Contains(text, "“These are the words.”\n(An Act, section 1)") || !strings.Contains(text, "1. first, by 15 February\n2. then three months") {
		t.Error(text)
	}
}

func TestAGuideCanBeAsked(t *testing.T) {
	g, err := Load(little(), rules(t))
	if err != nil {
		t.Fatal(err)
	}
	ids := func(list []*Page) string {
		var out []string
		for _, p := range list {
			out = append(out, p.ID)
		}
		return strings.Join(out, " ")
	}
	for _, x := range []struct{ what, got, want string }{
		{"pages", ids(g.Pages()), "other one"}, // safe comes first
		{"stage", ids(g.ByStage("asking")), "one"},
		{"the rule's own page", ids(g.ForRule("ehcna-request")), "one"},
		{"a rule mentioned", ids(g.ForRule("lac-reviews")), "one"},
		{"no rule", ids(g.ForRule("none")), ""},
		{"letter", ids(g.ForKind("draft-plan")), "one"},
		{"section", ids(g.ForSection("f")), "one"},
		{"section H2", ids(g.ForSection("H2")), "one"},
	} {
		if x.got != x.want {
			t.Errorf("%s: %q, want %q", x.what, x.got, x.want)
		}
	}
	for _, name := range []string{"COUNCIL", "la", "Councils", "senco"} {
		if _, ok := g.Entry(name); !ok {
			t.Error(name)
		}
	}
	if e, _ := g.Entry("council"); e.Source != "An Act, section 2" {
		t.Errorf("the source of a word is %q", e.Source)
	}
	if a := g.Abbreviations(); len(a) != 2 || a[0].Letters != "LA" || a[1].Letters != "SENCO" || !a[1].Role {
		t.Error(a)
	}
}

// TestAGuideThatIsNotWholeIsRefused spoils one thing at a time.
func TestAGuideThatIsNotWholeIsRefused(t *testing.T) {
	book := rules(t)
	for _, x := range []struct {
		file, from, to string
		flaw           Flaw
	}{
		{"pages/one.md", "+++\ntitle", "title", NotTOML},
		{"pages/one.md", `title = "Who can ask?"`, `title = `, NotTOML},
		{"pages/one.md", "topics =", "colour =", UnknownKey},
		{"pages/one.md", "Who can ask?", "Who can ask", NoWords},
		{"pages/one.md", `"asking"`, `"begging"`, NoStage},
		{"pages/one.md", "order = 10", "order = 0", NoStage},
		{"pages/one.md", "checked = 2026-11-24\n", "", NotChecked},
		{"pages/one.md", "https://example.org/1", "http://example.org/1", NoSource},
		{"pages/one.md", `next = ["other"]`, `next = []`, NoNext},
		{"pages/one.md", `next = ["other"]`, `next = ["nowhere"]`, NoPage},
		{"pages/one.md", `next = ["other"]`, `next = ["one"]`, NoPage},
		{"pages/one.md", `rules = ["ehcna-request"]`, `rules = ["no-rule"]`, NoRule},
		{"pages/one.md", `["draft-plan"]`, `["love-letter"]`, NoKind},
		{"pages/one.md", `["F", "H"]`, `["FH"]`, NoKind},
		{"pages/one.md", "(other)", "(nowhere)", NoPage},
		{"pages/one.md", "(https://example.org)", "(http://example.org)", NoPage},
		{"pages/one.md", "[[Council|council]]", "[[Kingdom]]", NoTerm},
		{"pages/one.md", "{ehcna-decision-6w}", "{ehcna-decision-7w}", NoRule},
		{"pages/one.md", "{ehcna-decision-6w}", "{ehcna-ack}", NoTime},
		{"pages/one.md", "{ehcna-decision-6w}", "{appeal}", NoTime},
		{"pages/one.md", "{lac-reviews 2}", "{lac-reviews 9}", NoTime},
		{"pages/one.md", "You can.", "**You** can.", BadMark},
		{"pages/one.md", "You can.", "You [can.", BadMark},
		{"pages/one.md", "You can.", "<b>You</b> can.", BadMark},
		{"pages/one.md", "## Next", "### Next", BadMark},
		{"pages/one.md", "## Next", "## ", NoWords},
		{"pages/one.md", "- one [site](https://example.org)", "-  ", NoWords},
		{"pages/one.md", "## Next", "## What the law says", Twice},
		{"pages/one.md", "2. then", "3. then", BadMark},
		{"pages/one.md", "> — An Act, section 1\n", "", BadMark},
		{"pages/one.md", "```copy", "```go", BadMark},
		{"pages/one.md", "mark}\n```", "mark}", BadMark},
		{"pages/one.md", "You can.", "## Heading\n\nYou can.", NoWords},
		{"glossary.toml", `"council"`, `"Council!"`, BadID},
		{"roles.toml", `letters = "SENCO"`, `letters = "LA"`, Twice},
		{"glossary.toml", "[More](one)", "[More](nowhere)", NoPage},
		{"glossary.toml", `page = "other"`, `page = "nowhere"`, NoPage},
		{"glossary.toml", `page = "other"`, `colour = "red"`, UnknownKey},
		{"glossary.toml", "[[term]]", "[[role]]", Empty},
		{"roles.toml", `name = "Co-ordinator"`, "", NoWords},
		{"roles.toml", "[[council]].", "[[kingdom]].", NoTerm},
	} {
		files := little()
		was := string(files[x.file].Data)
		now := strings.Replace(was, x.from, x.to, 1)
		if was == now {
			t.Fatalf("%q is not in %s", x.from, x.file)
		}
		files[x.file] = &fstest.MapFile{Data: []byte(now)}
		_, err := Load(files, book)
		var r *Refused
		if !errors.As(err, &r) || r.Flaw != x.flaw || r.File != x.file {
			t.Errorf("%q for %q: %v, want %s in %s", x.to, x.from, err, x.flaw, x.file)
		}
	}
	files := little()
	maps.DeleteFunc(files, func(name string, _ *fstest.MapFile) bool { return strings.HasPrefix(name, "pages/") })
	if _, err := Load(files, book); err == nil {
		t.Error("a guide with no pages was taken")
	}
}

// FuzzPage holds that no page makes reading fall over, and that what is read
// keeps the promises of a run.
func FuzzPage(f *testing.F) {
	book := rules(f)
	f.Add(onePage)
	f.Add("+++\n\n+++\n> \n- \n1. \n```copy\n```")
	f.Fuzz(func(t *testing.T, page string) {
		files := little()
		files["pages/one.md"] = &fstest.MapFile{Data: []byte(page)}
		g, err := Load(files, book)
		if err != nil {
			return
		}
		for _, p := range g.Pages() {
			for _, b := range p.Blocks {
				for _, runs := range append(b.Points, b.Runs) {
					for _, r := range runs {
						if (r.Mark == Plain) != (r.Target == "") || r.Text == "" {
							t.Fatalf("%q", r)
						}
					}
				}
			}
		}
		if _, err := g.HTML(); err != nil {
			t.Fatal(err)
		}
	})
}
