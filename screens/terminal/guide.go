package terminal

import (
	"path/filepath"
	"strings"

	"leverarch/app"
	"leverarch/app/guide"
	"leverarch/app/record"
	"leverarch/screens/words"
)

// The two lists of the guide that are not a page.
const (
	glossaryPage = "words"
	whoPage      = "who"
)

type pageJSON struct {
	ID      string     `json:"id"`
	Stage   string     `json:"stage"`
	Title   string     `json:"title"`
	Checked record.Day `json:"checked"`
	Sources []string   `json:"sources"`
	Rules   []string   `json:"rules"`
	Next    []string   `json:"next"`
	Text    string     `json:"text,omitempty"`
}

func pageOut(p *guide.Page, text bool) pageJSON {
	out := pageJSON{ID: p.ID, Stage: p.Stage, Title: p.Title, Checked: p.Checked, Sources: []string{}, Rules: append([]string{}, p.Rules...), Next: p.Next}
	for _, s := range p.Sources {
		out.Sources = append(out.Sources, s.Name)
	}
	if text {
		out.Text = p.Text()
	}
	return out
}

func (t *Terminal) guide(o *options) error {
	if err := o.need(0, 1, "one page at most"); err != nil {
		return err
	}
	g, err := t.Desk.ReadGuide()
	if err != nil {
		return err
	}
	switch {
	case o.html != "" && (len(o.words) > 0 || o.json):
		return &usageError{"--html writes the whole guide, and takes no page and no --json."}
	case o.html != "":
		return t.guideFolder(g, o.html)
	case len(o.words) == 0:
		return t.guideList(g, o.json)
	case o.words[0] == glossaryPage && !o.json:
		t.entries("Words", g.Terms())
		return nil
	case o.words[0] == whoPage && !o.json:
		t.entries("Who is who", g.Roles())
		return nil
	}
	p, ok := g.Page(o.words[0])
	if !ok {
		return words.ErrNoGuidePage
	}
	if o.json {
		return t.printJSON(pageOut(p, true))
	}
	t.printPage(g, p)
	return nil
}

// guideList prints the name and the question of every page.
func (t *Terminal) guideList(g *guide.Guide, json bool) error {
	if json {
		out := []pageJSON{}
		for _, p := range g.Pages() {
			out = append(out, pageOut(p, false))
		}
		return t.printJSON(out)
	}
	t.printf("Your rights, in plain words. `leverarch guide NAME` prints a page.\n")
	for _, part := range g.Index() {
		t.printf("\n%s\n", part.Title)
		for _, p := range part.Pages {
			t.printf("  %-34s %s\n", p.ID, p.Title)
		}
	}
	t.printf("\nLists\n  %-34s Words and letters\n  %-34s Who is who\n", glossaryPage, whoPage)
	return nil
}

// spoken says what a section is, for those who cannot see its sign.
var spoken = map[guide.Shape]string{guide.Copy: "Words you can copy:", guide.Sample: "An invented example:"}

func (t *Terminal) printPage(g *guide.Guide, p *guide.Page) {
	t.printf("%s\n%s\n", p.Title, strings.Repeat("=", len([]rune(p.Title))))
	for _, b := range p.Blocks {
		t.printf("\n")
		if b.Shape == guide.Heading {
			title := guide.Words(b.Runs)
			t.printf("%s\n%s\n", title, strings.Repeat("-", len([]rune(title))))
			continue
		}
		if says := spoken[b.Shape]; says != "" {
			t.printf("%s\n", says)
		}
		t.fill(marked(b))
	}
	t.printf("\nRead next\n")
	t.printLinks(g, p.Next)
	t.printf("\nWhere this comes from\n")
	for _, s := range p.Sources {
		t.printf("  %s\n    %s\n", s.Name, s.URL)
	}
	t.printf("  Checked on %s.\n", p.Checked.Written())
	if p.Stage != guide.Safe {
		t.printf("\nIf someone is not safe\n")
		for _, s := range g.ByStage(guide.Safe) {
			t.printf("  %-34s %s\n", s.ID, s.Title)
		}
	}
}

func (t *Terminal) printLinks(g *guide.Guide, ids []string) {
	for _, id := range ids {
		if p, ok := g.Page(id); ok {
			t.printf("  %-34s %s\n", p.ID, p.Title)
		}
	}
}

// marked gives a block with the names of the pages it leads to, and addresses,
// behind the words that lead there.
func marked(b guide.Block) string {
	named := func(runs []guide.Run) []guide.Run {
		var out []guide.Run
		for _, r := range runs {
			if r.Mark == guide.Link || r.Mark == guide.Outside && r.Text != r.Target {
				r.Text += " (" + r.Target + ")"
			}
			out = append(out, r)
		}
		return out
	}
	b.Runs = named(b.Runs)
	points := b.Points
	b.Points = nil
	for _, p := range points {
		b.Points = append(b.Points, named(p))
	}
	return b.Text()
}

// lineWidth is how many letters stand on a line.
const lineWidth = 76

// fill prints words with no line longer than lineWidth, where spaces allow.
func (t *Terminal) fill(text string) {
	for line := range strings.SplitSeq(text, "\n") {
		indent := ""
		if mark, _, ok := strings.Cut(line, " "); ok && (mark == "-" || strings.TrimLeft(mark, "0123456789") == "." && mark != ".") {
			indent = strings.Repeat(" ", len(mark)+1)
		}
		at := 0
		for i, word := range strings.Fields(line) {
			n := len([]rune(word))
			switch {
			case i > 0 && at+1+n > lineWidth:
				t.printf("\n%s", indent)
				at = len(indent)
			case i > 0:
				t.printf(" ")
				at++
			}
			t.printf("%s", word)
			at += n
		}
		t.printf("\n")
	}
}

func (t *Terminal) entries(title string, list []*guide.Entry) {
	t.printf("%s\n", title)
	for _, e := range list {
		word := e.Word
		if e.Letters != "" {
			word += " (" + e.Letters + ")"
		}
		t.printf("\n%s\n", word)
		says := guide.Words(e.Says)
		if e.Page != "" {
			says += " (" + e.Page + ")"
		}
		t.fill(says)
		if e.Source != "" {
			t.fill("From: " + e.Source)
		}
	}
}

// guideFolder writes the guide as web pages.
func (t *Terminal) guideFolder(g *guide.Guide, dir string) error {
	n, err := app.WriteGuide(g, dir)
	if err != nil {
		return err
	}
	t.printf("written %d pages. Open %s in a browser.\n", n, filepath.Join(dir, "index.html"))
	return nil
}
