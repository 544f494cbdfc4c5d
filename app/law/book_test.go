package law

import (
	"errors"
	"os"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"unicode/utf8"
)

const folder = "../../resources/law"

func book(t testing.TB) *Book {
	t.Helper()
	b, err := Load(os.DirFS(folder))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

var loaded = sync.OnceValues(func() (*Book, error) { return Load(os.DirFS(folder)) })

// theBook is the book loaded once, for what runs many times.
func theBook(t testing.TB) *Book {
	t.Helper()
	b, err := loaded()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestTheBookIsWhole(t *testing.T) {
	b := book(t)
	counted := 0
	for _, r := range b.Rules() {
		if r.Counted() {
			counted++
		}
	}
	// 105 rules of the research, 56 of them counted, and the joined one.
	if len(b.Rules()) != 106 || counted != 57 {
		t.Errorf("%d rules, %d counted", len(b.Rules()), counted)
	}
	if b.AsAt() != d("2026-11-22") {
		t.Errorf("law as at %s", b.AsAt())
	}
	if len(b.Stages()) != 11 || b.Stages()[0].ID != "assessment" || b.Rules()[0].Stage != "assessment" {
		t.Errorf("stages %v", b.Stages())
	}
	if _, ok := b.Rule("final-plan-20w"); !ok {
		t.Error("final-plan-20w is not there")
	}
	if _, ok := b.Rule("no-such-rule"); ok {
		t.Error("no-such-rule is there")
	}
	if k, ok := b.Event("draft-plan-served"); !ok || k.Phrase != "the day the draft came" {
		t.Errorf("draft-plan-served is %v", k)
	}
	if !b.Starts("decision-sent") || b.Starts("views-sent") || b.Starts("no-such-event") {
		t.Error("Starts does not tell what starts a time limit")
	}
}

func TestEveryEventThatStartsSomethingHasItsRules(t *testing.T) {
	b := book(t)
	used := map[string]bool{}
	for _, r := range b.Rules() {
		for _, kind := range append(r.Starts, r.Copies) {
			used[kind] = true
		}
		for _, kind := range r.MetBy {
			if !b.Starts(kind) {
				used[kind] = true
			}
		}
	}
	for _, s := range append(b.path.Steps, b.path.Support.Parts...) {
		for _, kind := range s.Begins {
			used[kind] = true
		}
	}
	for _, kind := range b.path.Support.Meetings {
		used[kind] = true
	}
	for _, k := range b.Events() {
		if !used[k.ID] {
			t.Errorf("%s is used by no rule", k.ID)
		}
	}
}

// Words that judge, frighten, or are not plain.
var unkind = regexp.MustCompile(`(?i)\b(unlawful|illegal|too late|invalid|failed|fail|failure|error|oops|sorry|breach|guilty|fault|pursuant|aforementioned|heretofore|shall|YP|LA|LAs|local authority|commence)\b`)

func TestTheWordsAreKindAndShort(t *testing.T) {
	b := book(t)
	for _, r := range b.Rules() {
		if n := max(utf8.RuneCountInString(r.Says), utf8.RuneCountInString(r.SaysYoung)); n > 70 {
			t.Errorf("%s: the title is %d letters long", r.ID, n)
		}
		texts := []string{r.Says, r.SaysYoung, r.Note, r.Limit, r.Exceptions, r.IfMissed}
		for _, step := range r.Before {
			texts = append(texts, step.Says, step.Why)
		}
		for _, text := range texts {
			if bad := unkind.FindString(text); bad != "" {
				t.Errorf("%s says %q: %s", r.ID, bad, text)
			}
			for _, sentence := range strings.Split(text, ". ") {
				if n := len(strings.Fields(sentence)); n > 50 {
					t.Errorf("%s: a sentence of %d words: %s", r.ID, n, sentence)
				}
			}
		}
		if strings.HasSuffix(r.Says, ".") {
			t.Errorf("%s: a title has no full stop", r.ID)
		}
		if r.IfMissed == "" {
			t.Errorf("%s does not say what can still be done", r.ID)
		}
		if r.URL != "" && !strings.HasPrefix(r.URL, "https://") {
			t.Errorf("%s: address %s", r.ID, r.URL)
		}
	}
	for _, s := range append(b.path.Steps, b.path.Support.Parts...) {
		if bad := unkind.FindString(s.Title + " " + s.Says); bad != "" || len(strings.Fields(s.Says)) > 20 {
			t.Errorf("%s says %q: %s", s.ID, bad, s.Says)
		}
	}
	for _, q := range b.path.Questions {
		if bad := unkind.FindString(q.Asks); bad != "" || !strings.HasSuffix(q.Asks, "?") {
			t.Errorf("%s asks %q", q.ID, q.Asks)
		}
	}
	for _, k := range b.Events() {
		if bad := unkind.FindString(k.Name + " " + k.Phrase); bad != "" {
			t.Errorf("%s says %q", k.ID, bad)
		}
		if k.Phrase != "" && !strings.HasPrefix(k.Phrase, "the ") {
			t.Errorf("%s: the phrase %q names no day", k.ID, k.Phrase)
		}
	}
}

func TestNeutralTitlesGiveNothingAway(t *testing.T) {
	telling := regexp.MustCompile(`(?i)child|council|school|plan|law|tribunal|review|assess|EHC|SEN`)
	for _, r := range book(t).Rules() {
		if r.Neutral() == "" || telling.MatchString(r.Neutral()) {
			t.Errorf("%s: %q", r.ID, r.Neutral())
		}
	}
}

func TestWhatWasNotReadSaysSo(t *testing.T) {
	b := book(t)
	var check []string
	for _, r := range b.Rules() {
		if r.Check() {
			check = append(check, r.ID)
		}
	}
	want := []string{"order-reconsider-2w"}
	if !slices.Equal(check, want) {
		t.Errorf("to be checked: %v", check)
	}
	for _, dl := range b.Deadlines([]Event{{Kind: "order-to-reconsider", Day: d("2027-03-12")}}, d("2026-11-22")) {
		if !dl.Check {
			t.Errorf("%s does not ask to be checked", dl.Rule)
		}
	}
}

const someEvents = `
[[event]]
id = "came"
name = "It came"
phrase = "the day it came"
[[event]]
id = "other"
name = "The other came"
phrase = "the day the other came"
[[event]]
id = "done"
name = "It was done"
`

const someRules = `
order = 1
stage = "one"
title = "One"
[[rule]]
id = "six-weeks"
starts = ["came"]
count = "W+"
n = 6
who = "la"
says = "The council must answer"
source = "Act, s 1"
standing = "statute"
if_missed = "You can ask for the day."
met_by = ["done"]
from = "2014-09-01"
until = "2030-01-01"
checked = "2026-11-22"
sure = "read"
[[rule.example]]
events = { came = "2026-09-07" }
day = "2026-10-19"
`

func folderOf(rules string) fstest.MapFS {
	return fstest.MapFS{"events.toml": {Data: []byte(someEvents)}, "one.toml": {Data: []byte(rules)}}
}

func TestLoadingRefuses(t *testing.T) {
	if _, err := Load(folderOf(someRules)); err != nil {
		t.Fatal(err)
	}
	joined := strings.NewReplacer(`starts = ["came"]`, `starts = ["came", "other"]`, "n = 6\n", "legs = [{ start = \"came\", n = 6 }, { start = \"other\", n = 2 }]\n").Replace(someRules)
	if _, err := Load(folderOf(joined)); err != nil {
		t.Fatal(err)
	}
	uncounted := strings.NewReplacer("starts = [\"came\"]\n", "", "count = \"W+\"\n", "limit = \"Soon\"\n", "n = 6\n", "").Replace(someRules[:strings.Index(someRules, "[[rule.example]]")])
	if _, err := Load(folderOf(uncounted)); err != nil {
		t.Fatal(err)
	}
	fixed := strings.NewReplacer(`"W+"`, `"FIX"`, "n = 6", `on = "02-15"`, `day = "2026-10-19"`, `day = "2026-02-15"`).Replace(someRules)
	if _, err := Load(folderOf(fixed)); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, in, old, new string
		flaw               Flaw
	}{
		{"an unknown key", someRules, `sure = "read"`, "sure = \"read\"\nhurry = true", UnknownKey},
		{"an unknown key of the file", someRules, `title = "One"`, "title = \"One\"\nlaw = 1", UnknownKey},
		{"an unknown way", someRules, `"W+"`, `"W++"`, UnknownWay},
		{"a way that does not count", someRules, `"W+"`, `"DIRECTION"`, UnknownWay},
		{"no way", someRules, `count = "W+"`, ``, UnknownWay},
		{"no source", someRules, `source = "Act, s 1"`, `source = " "`, NoSource},
		{"no words", someRules, `says = "The council must answer"`, `says = ""`, NoWords},
		{"no title", someRules, `title = "One"`, ``, NoWords},
		{"nothing to do when it is missed", someRules, `if_missed = "You can ask for the day."`, ``, NoWords},
		{"an unknown reason to be later", someRules, `sure = "read"`, "sure = \"read\"\nexcuse = [{ reason = \"rain\", source = \"Act, s 2\" }]", UnknownValue},
		{"a reason with no source", someRules, `sure = "read"`, "sure = \"read\"\nexcuse = [{ reason = \"away\", weeks = 4 }]", NoSource},
		{"a copy of no event", someRules, `sure = "read"`, "sure = \"read\"\ncopies = \"gone\"", UnknownEvent},
		{"a copy of what it is counted from", someRules, `sure = "read"`, "sure = \"read\"\ncopies = \"came\"", BadJoin},
		{"beside nothing", someRules, `sure = "read"`, "sure = \"read\"\nbeside = \"seven-weeks\"", BadJoin},
		{"beside itself", someRules, `sure = "read"`, "sure = \"read\"\nbeside = \"six-weeks\"", BadJoin},
		{"after nothing", someRules, `sure = "read"`, "sure = \"read\"\nbefore = [{ rule = \"seven-weeks\", wait = \"six-weeks\", says = \"Ask\", why = \"Because\" }]", BadJoin},
		{"an unknown who", someRules, `who = "la"`, `who = "council"`, UnknownWho},
		{"an unknown standing", someRules, `standing = "statute"`, `standing = "rumour"`, UnknownValue},
		{"an unknown sureness", someRules, `sure = "read"`, `sure = "quite"`, UnknownValue},
		{"a bad id", someRules, `id = "six-weeks"`, `id = "Six weeks"`, BadID},
		{"no id", someRules, `id = "six-weeks"`, ``, BadID},
		{"an unknown event", someRules, `starts = ["came"]`, `starts = ["went"]`, UnknownEvent},
		{"an event with no phrase", someRules, `starts = ["came"]`, `starts = ["done"]`, UnknownEvent},
		{"met by an unknown event", someRules, `met_by = ["done"]`, `met_by = ["gone"]`, UnknownEvent},
		{"met by nothing", someRules, `met_by = ["done"]`, ``, NotMet},
		{"from after until", someRules, `until = "2030-01-01"`, `until = "2014-08-31"`, WrongWay},
		{"no from", someRules, `from = "2014-09-01"`, ``, NotChecked},
		{"not checked", someRules, `checked = "2026-11-22"`, ``, NotChecked},
		{"a day that is none", someRules, `checked = "2026-11-22"`, `checked = "2026-11-31"`, NotTOML},
		{"no number", someRules, `n = 6`, ``, NoNumber},
		{"a number far too large", someRules, `n = 6`, `n = 100000`, NoNumber},
		{"a number below one", someRules, `n = 6`, `n = -6`, NoNumber},
		{"a wrong sum", someRules, `day = "2026-10-19"`, `day = "2026-10-20"`, WrongSum},
		{"an example outside its time", someRules, `until = "2030-01-01"`, `until = "2026-01-01"`, WrongSum},
		{"an example of something else", someRules, `came = "2026-09-07"`, `other = "2026-09-07"`, WrongSum},
		{"no example", someRules, "[[rule.example]]\nevents = { came = \"2026-09-07\" }\nday = \"2026-10-19\"", ``, NoExample},
		{"half a second reading", someRules, `sure = "read"`, "sure = \"read\"\nalso = { days = 1 }", NoWords},
		{"not TOML", someRules, `n = 6`, `n = `, NotTOML},
		{"the same id again", someRules, `day = "2026-10-19"`, "day = \"2026-10-19\"\n[[rule]]\nid = \"six-weeks\"", Twice},
		{"a part of nothing", someRules, `sure = "read"`, "sure = \"read\"\npart_of = \"seven-weeks\"", BadJoin},
		{"in place of nothing", someRules, `sure = "read"`, "sure = \"read\"\ninstead_of = \"seven-weeks\"", BadJoin},
		{"a fixed day that is none", fixed, `on = "02-15"`, `on = "02-30"`, NoNumber},
		{"a leg of another event", joined, `start = "other"`, `start = "came"`, BadJoin},
		{"three legs", joined, `{ start = "other", n = 2 }`, `{ start = "other", n = 2 }, { start = "other", n = 2 }`, BadJoin},
		{"a leg with no number", joined, `start = "other", n = 2`, `start = "other"`, NoNumber},
		{"a leg with a missing rule", joined, `start = "other", n = 2`, `start = "other", n = 2, rule = "two-weeks"`, BadJoin},
		{"a rule not counted with no limit", uncounted, `limit = "Soon"`, ``, NoWords},
		{"a rule not counted with a way", uncounted, `limit = "Soon"`, `count = "W+"`, UnknownEvent},
		{"a rule not counted with a number", uncounted, `limit = "Soon"`, "limit = \"Soon\"\nn = 3", NoNumber},
	} {
		t.Run(c.name, func(t *testing.T) {
			changed := strings.Replace(c.in, c.old, c.new, 1)
			if changed == c.in {
				t.Fatal("nothing was changed")
			}
			_, err := Load(folderOf(changed))
			var refused *Refused
			if !errors.As(err, &refused) || refused.Flaw != c.flaw {
				t.Fatalf("got %v, want %q", err, c.flaw)
			}
			if refused.File != "one.toml" {
				t.Errorf("the file named is %s", refused.File)
			}
		})
	}
}

func TestLoadingRefusesEvents(t *testing.T) {
	for name, c := range map[string]struct {
		old, new string
		flaw     Flaw
	}{
		"an unknown key": {`name = "It was done"`, "name = \"It was done\"\nday = 1", UnknownKey},
		"no name":        {`name = "It was done"`, ``, NoWords},
		"no such moment": {`name = "It was done"`, "name = \"It was done\"\nmoment = \"read\"", UnknownValue},
		"a bad id":       {`id = "done"`, `id = "-done"`, BadID},
		"an id twice":    {`id = "done"`, `id = "came"`, Twice},
	} {
		files := folderOf(someRules)
		files["events.toml"] = &fstest.MapFile{Data: []byte(strings.Replace(someEvents, c.old, c.new, 1))}
		_, err := Load(files)
		var refused *Refused
		if !errors.As(err, &refused) || refused.Flaw != c.flaw {
			t.Errorf("%s: got %v", name, err)
		}
	}
	if _, err := Load(fstest.MapFS{}); err == nil {
		t.Error("a folder with nothing in it loads")
	}
	var refused *Refused
	if _, err := Load(fstest.MapFS{"events.toml": {Data: []byte(someEvents)}}); !errors.As(err, &refused) || refused.Flaw != Empty {
		t.Errorf("a book with no rules: %v", err)
	}
}

func FuzzLoad(f *testing.F) {
	f.Add(someRules)
	for _, name := range []string{"appeal.toml", "moving.toml", "review.toml"} {
		data, err := os.ReadFile(folder + "/" + name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(data))
	}
	events, err := os.ReadFile(folder + "/events.toml")
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, rules string) {
		b, err := Load(fstest.MapFS{"events.toml": {Data: events}, "x.toml": {Data: []byte(rules)}})
		if err != nil {
			return
		}
		var all []Event
		for _, k := range b.Events() {
			all = append(all, Event{Kind: k.ID, Day: d("2026-12-31")})
		}
		for _, dl := range b.Deadlines(all, d("2027-06-01")) {
			if !dl.Day.Valid() || dl.Why == "" || dl.Source == "" {
				t.Fatalf("%+v", dl)
			}
		}
	})
}
