package law

import (
	"errors"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"leverarch/app/record"
)

func on(kind, day string) Event {
	return Event{Kind: kind, Day: d(day), ID: record.ID(kind + " " + day)}
}

// states gives the steps of a path that are in a state.
func (p Path) states(state string) []string {
	var out []string
	for _, s := range p.Steps {
		if s.State == state {
			out = append(out, s.ID)
		}
	}
	return out
}

func (p Path) asks() []string {
	var out []string
	for _, q := range p.Questions {
		out = append(out, q.ID)
	}
	return out
}

func TestWhereTheChildIsNow(t *testing.T) {
	b := book(t)
	var all []string
	for _, s := range b.Path(nil, today).Steps {
		all = append(all, s.ID)
	}
	if want := []string{"support", "request", "assessment", "draft", "final", "review", "transfer", "disagreement", "tribunal"}; !slices.Equal(all, want) {
		t.Fatalf("the steps are %v", all)
	}
	request := []Event{on("request-received", "2026-09-07")}
	assessed := append(slices.Clone(request), on("assessment-agreed", "2026-10-12"), on("advice-requested", "2026-10-14"))
	draft := append(slices.Clone(assessed), on("draft-plan-served", "2026-12-14"))
	final := append(slices.Clone(draft), on("plan-made", "2027-01-20"), on("decision-sent", "2027-01-20"))
	for _, c := range []struct {
		name   string
		events []Event
		today  string
		here   string
		next   []string
		asks   []string
	}{
		{"nothing yet", nil, "2026-09-10", "", []string{"support", "request"}, nil},
		{"asked", request, "2026-09-10", "request", []string{"assessment", "disagreement"}, []string{"acknowledged", "will-assess"}},
		{"acknowledged", append(slices.Clone(request), on("request-acknowledged", "2026-09-09")), "2026-09-10", "request", []string{"assessment", "disagreement"}, []string{"will-assess"}},
		{"the council said no", append(slices.Clone(request), on("decision-sent", "2026-10-19")), "2026-10-25", "disagreement", []string{"tribunal"}, []string{"adviser"}},
		{"assessing", assessed, "2026-10-25", "assessment", []string{"draft", "disagreement"}, []string{"advice-came", "draft-came"}},
		{"no plan after the assessment", append(slices.Clone(assessed), on("decision-sent", "2026-12-20")), "2026-12-22", "disagreement", []string{"tribunal"}, []string{"adviser"}},
		{"the draft came", draft, "2026-12-20", "draft", []string{"final"}, []string{"views-on-draft", "school-wanted", "final-came"}},
		{"the final plan came", final, "2027-02-01", "final", []string{"review", "disagreement"}, []string{"review-day", "adviser"}},
		{"only the letter with it is known", append(slices.Clone(draft), on("decision-sent", "2027-01-20")), "2027-02-01", "final", []string{"review", "disagreement"}, []string{"adviser"}},
		{"not yet so", final, "2026-12-20", "draft", []string{"final"}, []string{"views-on-draft", "school-wanted", "final-came"}},
		{"a review, and its day", append(slices.Clone(final), on("review-meeting", "2027-11-10")), "2027-11-12", "review", []string{"final", "disagreement"}, []string{"review-report", "review-answer", "adviser"}},
		{"the plan stays", append(slices.Clone(final), on("review-meeting", "2027-11-10"), on("review-decided", "2027-12-01"), on("decision-sent", "2027-12-01")), "2027-12-12", "final", []string{"review", "disagreement"}, []string{"adviser"}},
		{"mediation", append(slices.Clone(final), on("mediation-contacted", "2027-02-10")), "2027-02-12", "disagreement", []string{"tribunal"}, []string{"certificate"}},
		{"an appeal", append(slices.Clone(final), on("certificate-issued", "2027-02-15"), on("appeal-lodged", "2027-03-01")), "2027-03-05", "tribunal", []string{"assessment", "draft", "final"}, []string{"registered", "council-response", "hearing-day"}},
		{"a day for the hearing", append(slices.Clone(final), on("appeal-lodged", "2027-03-01"), on("council-response-came", "2027-04-20"), on("hearing", "2027-09-20")), "2027-05-05", "tribunal", []string{"assessment", "draft", "final"}, nil},
		{"an order", append(slices.Clone(final), on("appeal-lodged", "2027-03-01"), on("hearing", "2027-09-20"), on("order-to-amend", "2027-10-01")), "2027-10-05", "final", []string{"review", "disagreement"}, []string{"review-day"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := b.Path(c.events, d(c.today))
			if got.Here != c.here || !slices.Equal(got.states(StepNext), c.next) {
				t.Errorf("here %q, next %v", got.Here, got.states(StepNext))
			}
			if !slices.Equal(got.asks(), c.asks) {
				t.Errorf("asks %v, want %v", got.asks(), c.asks)
			}
			for _, q := range got.Questions {
				if _, known := b.Event(q.Answer); !known || q.Of.Event == "" {
					t.Errorf("%+v", q)
				}
			}
		})
	}
	first := b.Path(request, d("2026-09-10")).Questions[0]
	if first.Asks != "Has the request been acknowledged?" || first.Answer != "request-acknowledged" || first.Of.ID != request[0].ID {
		t.Errorf("%+v", first)
	}
	// Given answers, questions go: each one that is asked is answered by its kind.
	for _, events := range [][]Event{request, assessed, draft, final} {
		now := d("2027-02-01")
		for _, q := range b.Path(events, now).Questions {
			with := append(slices.Clone(events), Event{Kind: q.Answer, Day: now})
			if slices.Contains(b.Path(with, now).asks(), q.ID) {
				t.Errorf("%s is asked after it was answered", q.ID)
			}
		}
	}
}

func TestAMoveToTheNextSchoolIsPreparedFromAYearBefore(t *testing.T) {
	b := book(t)
	events := []Event{on("plan-made", "2025-01-20"), on("transfer-year", "2027-01-01")}
	for _, c := range []struct{ today, state string }{
		{"2026-08-31", StepNext}, {"2026-09-01", StepHere}, {"2027-02-15", StepHere}, {"2027-09-02", StepDone},
	} {
		got := b.Path(events, d(c.today))
		if got.Steps[6].State != c.state || got.Here != "final" {
			t.Errorf("on %s the move is %q and the child at %q", c.today, got.Steps[6].State, got.Here)
		}
		if asked := slices.Contains(got.asks(), "next-place"); asked != (c.state == StepHere) {
			t.Errorf("on %s: asked %v", c.today, asked)
		}
	}
	placed := append(events, on("placement-named", "2027-02-10"))
	if got := b.Path(placed, d("2027-03-01")); got.Steps[6].State != StepDone || slices.Contains(got.asks(), "next-place") {
		t.Errorf("%+v", got)
	}
}

func TestSENSupportHasItsOwnThread(t *testing.T) {
	b := book(t)
	parts := func(s Support) (out []string) {
		for _, p := range s.Parts {
			out = append(out, p.State)
		}
		return out
	}
	none := b.Path(nil, today).Support
	if none.Met != 0 || none.Want != 3 || none.Source != "SEND Code of Practice 2015, para 6.65" || !slices.Equal(parts(none), []string{StepNext, StepNotYet, StepNotYet, StepNotYet}) {
		t.Errorf("%+v", none)
	}
	events := []Event{on("support-assessed", "2026-09-14"), on("support-planned", "2026-09-28"), on("support-meeting", "2026-09-28"), on("support-started", "2026-10-05")}
	got := b.Path(events, today)
	if !slices.Equal(parts(got.Support), []string{StepDone, StepDone, StepHere, StepNext}) || got.Support.Met != 1 || got.Here != "support" {
		t.Errorf("%v, %d meetings, at %q", parts(got.Support), got.Support.Met, got.Here)
	}
	if !slices.Equal(got.asks(), []string{"help-reviewed"}) || !got.Questions[0].Guidance {
		t.Errorf("asks %+v", got.Questions)
	}
	events = append(events, on("support-reviewed", "2026-11-20"))
	if got := b.Path(events, today).Support; !slices.Equal(parts(got), []string{StepNext, StepDone, StepDone, StepHere}) || got.Met != 2 {
		t.Errorf("after the review: %v, %d", parts(got), got.Met)
	}
	events = append(events, on("support-assessed", "2027-01-11"))
	if got := b.Path(events, d("2027-01-20")).Support; !slices.Equal(parts(got), []string{StepHere, StepNext, StepNotYet, StepNotYet}) || got.Met != 2 {
		t.Errorf("the next time round: %v, %d", parts(got), got.Met)
	}
	if got := b.Path(events, d("2027-09-20")).Support; got.Met != 0 {
		t.Errorf("in the next school year: %d", got.Met)
	}
	// It goes on beside a request, and ends with a plan.
	events = append(events, on("request-received", "2027-01-12"), on("support-meeting", "2027-01-19"))
	if got := b.Path(events, d("2027-01-20")); got.Here != "request" || got.Steps[0].State != StepHere {
		t.Errorf("beside a request: at %q, support %q", got.Here, got.Steps[0].State)
	}
	events = append(events, on("plan-made", "2027-06-01"))
	if got := b.Path(events, d("2027-06-20")); got.Here != "final" || got.Steps[0].State != StepDone {
		t.Errorf("with a plan: at %q, support %q", got.Here, got.Steps[0].State)
	}
}

// Whatever happens, a path says where the child is and asks nothing it knows.
func TestAPathAlwaysHoldsTogether(t *testing.T) {
	b := book(t)
	random := rand.New(rand.NewPCG(9, 2026))
	kinds := b.Events()
	for range 2000 {
		var events []Event
		for range random.IntN(12) {
			events = append(events, Event{Kind: kinds[random.IntN(len(kinds))].ID, Day: d("2026-01-01").AddDays(random.IntN(700))})
		}
		now := d("2026-01-01").AddDays(random.IntN(800))
		got := b.Path(events, now)
		if len(got.Steps) != len(b.path.Steps) || got.Here != "" && !slices.Contains(got.states(StepHere), got.Here) {
			t.Fatalf("%v on %s: %+v", events, now, got)
		}
		for _, q := range got.Questions {
			if !slices.Contains(got.states(StepHere), q.Step) {
				t.Fatalf("%s is asked at %s, which is not here", q.ID, q.Step)
			}
			if q.Of.Day.After(now) && q.Of.Event != "transfer-year" {
				t.Fatalf("%s is asked of what has not happened: %+v", q.ID, q.Of)
			}
		}
	}
}

func TestLoadingRefusesAPathThatDoesNotFit(t *testing.T) {
	const good = `
[[step]]
id = "first"
title = "First"
says = "It begins."
begins = ["came"]
turns = { other = "second" }
next = ["second"]
first = true
[[step]]
id = "second"
title = "Second"
says = "It goes on."
begins = ["done"]
[[question]]
id = "was-it"
steps = ["first"]
asks = "Was it done?"
after = ["came"]
answer = "done"
rule = "six-weeks"
`
	load := func(path string) (*Book, error) {
		files := folderOf(someRules)
		files["path.toml"] = &fstest.MapFile{Data: []byte(path)}
		return Load(files)
	}
	b, err := load(good)
	if err != nil {
		t.Fatal(err)
	}
	if got := b.Path([]Event{{Kind: "came", Day: today}}, today); got.Here != "first" || len(got.Questions) != 1 || len(got.Support.Parts) != 0 {
		t.Errorf("%+v", got)
	}
	for _, c := range []struct {
		name, old, new string
		flaw           Flaw
	}{
		{"an unknown key", `first = true`, `last = true`, UnknownKey},
		{"an unknown event", `begins = ["done"]`, `begins = ["gone"]`, UnknownEvent},
		{"an event of two steps", `begins = ["done"]`, `begins = ["came"]`, Twice},
		{"a step twice", `id = "second"`, `id = "first"`, Twice},
		{"a turn to nowhere", `other = "second"`, `other = "third"`, BadJoin},
		{"a turn on nothing", `{ other`, `{ another`, UnknownEvent},
		{"a next that is none", `next = ["second"]`, `next = ["third"]`, BadJoin},
		{"no words", `says = "It goes on."`, `says = ""`, NoWords},
		{"a question at no step", `steps = ["first"]`, `steps = []`, BadJoin},
		{"a question about nothing", `after = ["came"]`, `after = []`, UnknownEvent},
		{"a question nothing answers", `answer = "done"`, `answer = "gone"`, UnknownEvent},
		{"a question of no rule", `rule = "six-weeks"`, `rule = "ten-weeks"`, BadJoin},
		{"a question with no words", `asks = "Was it done?"`, ``, NoWords},
	} {
		changed := strings.Replace(good, c.old, c.new, 1)
		if changed == good {
			t.Fatalf("%s: nothing was changed", c.name)
		}
		var refused *Refused
		if _, err := load(changed); !errors.As(err, &refused) || refused.Flaw != c.flaw || refused.File != "path.toml" {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

func FuzzLoadPath(f *testing.F) {
	read := func(name string) []byte {
		data, err := os.ReadFile(folder + "/" + name)
		if err != nil {
			f.Fatal(err)
		}
		return data
	}
	f.Add(string(read("path.toml")))
	files := fstest.MapFS{}
	for _, name := range []string{"events.toml", "assessment.toml"} {
		files[name] = &fstest.MapFile{Data: read(name)}
	}
	f.Fuzz(func(t *testing.T, path string) {
		own := fstest.MapFS{"path.toml": {Data: []byte(path)}}
		for name, file := range files {
			own[name] = file
		}
		b, err := Load(own)
		if err != nil {
			return
		}
		var all []Event
		for _, k := range b.Events() {
			all = append(all, Event{Kind: k.ID, Day: d("2026-12-31")})
		}
		b.Path(all, d("2027-06-01"))
	})
}
