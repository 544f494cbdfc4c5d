package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestTheGuideIsReadInTheTerminal goes the way of somebody whose computer cannot
// show the window: the list, a page, the words, and the same for a browser.
func TestTheGuideIsReadInTheTerminal(t *testing.T) {
	list := works(t, "", "guide")
	if first := strings.Index(list, "child-not-safe"); first < 0 || first > strings.Index(list, "what-send-means") {
		t.Error("somebody who is not safe does not come first:", list[:200])
	}
	page := works(t, "", "guide", "after-you-ask")
	for _, want := range []string{"What happens after I ask?", "six weeks", "What the law says\n", "SEND Regulations 2014, regulation 5", "Checked on ", "child-not-safe", "twenty-weeks"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page has no %q", want)
		}
	}
	for line := range strings.SplitSeq(page, "\n") {
		if n := len([]rune(line)); n > 76 && !strings.HasPrefix(line, "    https://") && !strings.HasPrefix(line, "  ") {
			t.Errorf("a line of %d letters: %s", n, line)
		}
	}
	if safe := works(t, "", "guide", "cannot-go-on"); !strings.Contains(safe, "116 123") || strings.Contains(safe, "If someone is not safe") {
		t.Error(safe)
	}
	if w := works(t, "", "guide", "words"); !strings.Contains(w, "Best endeavours") {
		t.Error("the words are not there")
	}
	if w := works(t, "", "guide", "who"); !strings.Contains(w, "(SENCO)") {
		t.Error("who is who is not there")
	}
	type about struct {
		ID, Title, Stage, Checked, Text string
		Sources, Next                   []string
	}
	if p := value[about](t, works(t, "", "guide", "section-f", "--json")); p.Stage != "plan" || p.Text == "" || len(p.Sources) == 0 || p.Checked < "2026" {
		t.Errorf("%+v", p)
	}
	if all := value[[]about](t, works(t, "", "guide", "--json")); len(all) < 60 || all[0].ID != "child-not-safe" || all[0].Text != "" {
		t.Errorf("%d pages", len(all))
	}
	if r := runs(t, "", "guide", "no-such-page"); r.status != 1 || !strings.Contains(r.err, "The guide has no page of that name.") {
		t.Errorf("%+v", r)
	}
	if r := runs(t, "", "guide", "one", "two"); r.status != 2 {
		t.Errorf("%+v", r)
	}

	folder := filepath.Join(t.TempDir(), "web", "guide")
	said := works(t, "", "guide", "--html", folder)
	if !strings.Contains(said, "index.html") {
		t.Error(said)
	}
	html, err := os.ReadFile(filepath.Join(folder, "after-you-ask.html"))
	if err != nil || !strings.Contains(string(html), "<h1>What happens after I ask?</h1>") {
		t.Error(err, string(html))
	}
	if r := runs(t, "", "guide", "section-f", "--html", folder); r.status != 2 {
		t.Errorf("%+v", r)
	}
	if r := runs(t, "", "guide", "--html", filepath.Join(folder, "index.html")); r.status != 1 {
		t.Errorf("%+v", r)
	}
}
