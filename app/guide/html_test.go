package guide

import (
	"bytes"
	"regexp"
	"strings"
	"testing"
)

func TestTheWebPagesStandAlone(t *testing.T) {
	g := whole(t)
	files, err := g.HTML()
	if err != nil {
		t.Fatal(err)
	}
	if len(files) != len(g.Pages())+3 {
		t.Errorf("%d files", len(files))
	}
	ids := map[string]map[string]bool{}
	id := regexp.MustCompile(` id="([^"]*)"`)
	for _, f := range files {
		ids[f.Name] = map[string]bool{}
		for _, m := range id.FindAllSubmatch(f.Data, -1) {
			if ids[f.Name][string(m[1])] {
				t.Errorf("%s: two things are called %s", f.Name, m[1])
			}
			ids[f.Name][string(m[1])] = true
		}
	}
	link := regexp.MustCompile(` (href|src|aria-labelledby)="([^"]*)"`)
	for _, f := range files {
		for _, need := range []string{`<!DOCTYPE html>`, `<html lang="en-GB">`, `<a class="skip" href="#main">`, `<header><nav aria-label=`, `<main id="main"`, `<aside class="safe"`, `<footer>`, `href="child-not-safe.html"`, `href="you-not-safe.html"`, `href="cannot-go-on.html"`} {
			if !bytes.Contains(f.Data, []byte(need)) {
				t.Errorf("%s has no %s", f.Name, need)
			}
		}
		for _, no := range []string{"<script", "<img", "<iframe", "url(", "@import", "<link", "ZgotmplZ", "javascript:"} {
			if bytes.Contains(f.Data, []byte(no)) {
				t.Errorf("%s has %s", f.Name, no)
			}
		}
		if n := bytes.Count(f.Data, []byte("<h1>")); n != 1 {
			t.Errorf("%s has %d first headings", f.Name, n)
		}
		for _, m := range link.FindAllSubmatch(f.Data, -1) {
			kind, to := string(m[1]), string(m[2])
			file, part, _ := strings.Cut(to, "#")
			switch {
			case kind == "src":
				t.Errorf("%s fetches %s", f.Name, to)
			case kind == "aria-labelledby":
				file, part = f.Name, to
			case strings.HasPrefix(to, "https://"):
				continue
			case file == "":
				file = f.Name
			}
			if ids[file] == nil || part != "" && !ids[file][part] {
				t.Errorf("%s leads to %s, which is not there", f.Name, to)
			}
		}
	}
	again, err := g.HTML()
	if err != nil {
		t.Fatal(err)
	}
	for i := range files {
		if !bytes.Equal(files[i].Data, again[i].Data) {
			t.Errorf("%s is not the same twice", files[i].Name)
		}
	}
}

// TestWhatStandsOnAPageStandsInItsFile looks for each sentence of each page.
func TestWhatStandsOnAPageStandsInItsFile(t *testing.T) {
	g := whole(t)
	files, err := g.HTML()
	if err != nil {
		t.Fatal(err)
	}
	byName := map[string]string{}
	tag := regexp.MustCompile(`<[^>]*>`)
	for _, f := range files {
		byName[f.Name] = strings.NewReplacer("&#39;", "'", "&#34;", `"`, "&amp;", "&", "&#43;", "+").Replace(tag.ReplaceAllString(string(f.Data), ""))
	}
	for _, e := range g.Terms() {
		if !strings.Contains(byName[wordsFile], e.Source) {
			t.Errorf("%s does not say that %s comes from %q", wordsFile, e.ID, e.Source)
		}
	}
	for _, p := range g.Pages() {
		text := byName[p.ID+".html"]
		for _, b := range p.Blocks {
			for _, runs := range append(b.Points, b.Runs) {
				for _, r := range runs {
					if !strings.Contains(text, r.Text) {
						t.Errorf("%s.html has no %q", p.ID, r.Text)
					}
				}
			}
		}
		for _, s := range p.Sources {
			if !strings.Contains(text, s.Name) {
				t.Errorf("%s.html has no source %q", p.ID, s.Name)
			}
		}
	}
}

func TestAPageStandsAloneOnPaper(t *testing.T) {
	g := whole(t)
	for _, p := range g.Pages() {
		b, err := g.PageHTML(p)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(` href="([^"]*)"`).FindAllSubmatch(b, -1) {
			if to := string(m[1]); to != "#main" && !strings.HasPrefix(to, "https://") {
				t.Errorf("%s alone leads to %s", p.ID, to)
			}
		}
		for _, need := range []string{"<h1>", "Where this comes from", "Checked on", "call 999"} {
			if !bytes.Contains(b, []byte(need)) {
				t.Errorf("%s alone has no %s", p.ID, need)
			}
		}
	}
}
