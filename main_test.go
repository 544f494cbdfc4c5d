package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"leverarch/app"
	"leverarch/app/read"
	"leverarch/vault"
)

// asProgram in the environment makes the test program be Lever Arch itself.
const asProgram = "LEVERARCH_BE_THE_PROGRAM"

type cheap struct{}

func (cheap) Helper() {}

func TestMain(m *testing.M) {
	read.RunIfChild()
	if as := os.Getenv(asProgram); as != "" {
		vault.TestOnlyCheapKeys(cheap{})
		if as == marking {
			app.Harden()
			os.Exit(keepMarks(os.Args[1], os.Args[2]))
		}
		os.Exit(run(os.Args[1:]))
	}
	os.Exit(m.Run())
}

// passphrase opens every file the tests make.
const passphrase = "otter maple lantern seven"

// program is Lever Arch, ready to run with a home of its own.
func program(t *testing.T, args ...string) *exec.Cmd {
	t.Helper()
	home := t.TempDir()
	cmd := exec.Command(os.Args[0], args...)
	cmd.Env = append(os.Environ(), asProgram+"=1", "XDG_CONFIG_HOME="+home, "XDG_DATA_HOME="+home, "AppData="+home, "LocalAppData="+home)
	return cmd
}

// ran is what one run of the program gave.
type ran struct {
	out, err string
	status   int
}

func runs(t *testing.T, input string, args ...string) ran {
	t.Helper()
	cmd := program(t, args...)
	var out, errs bytes.Buffer
	cmd.Stdin, cmd.Stdout, cmd.Stderr = strings.NewReader(input), &out, &errs
	if err := cmd.Run(); err != nil {
		if _, ok := err.(*exec.ExitError); !ok {
			t.Fatal(err)
		}
	}
	return ran{out.String(), errs.String(), cmd.ProcessState.ExitCode()}
}

func works(t *testing.T, input string, args ...string) string {
	t.Helper()
	r := runs(t, input, args...)
	if r.status != 0 {
		t.Fatalf("%q ended with %d: %s", args, r.status, r.err)
	}
	return r.out
}

func value[T any](t *testing.T, s string) T {
	t.Helper()
	var v T
	d := json.NewDecoder(strings.NewReader(s))
	if err := d.Decode(&v); err != nil {
		t.Fatalf("%v in %s", err, s)
	}
	if rest, _ := json.Marshal(d.More()); string(rest) != "false" {
		t.Errorf("more than one value in %s", s)
	}
	return v
}

type due struct {
	Rule, Who, Day, Says, Count, Why, Source, Child, State string
	From                                                   struct{ Event, Day string }
	OverdueDays                                            int `json:"overdue_days"`
}

type dates struct {
	LawAsAt   string `json:"law_as_at"`
	Today     string
	Deadlines []due
}

func (d dates) on(t *testing.T, rule string) due {
	t.Helper()
	i := slices.IndexFunc(d.Deadlines, func(d due) bool { return d.Rule == rule })
	if i < 0 {
		t.Fatalf("no %s in %+v", rule, d)
	}
	return d.Deadlines[i]
}

func TestDatesAreThoseTheLawGives(t *testing.T) {
	d := value[dates](t, works(t, "", "dates", "request-received=2026-09-07", "--json", "--today", "2026-11-22"))
	if d.Today != "2026-11-22" || d.LawAsAt == "" {
		t.Errorf("today %s, law as at %s", d.Today, d.LawAsAt)
	}
	for rule, day := range map[string]string{"ehcna-decision-6w": "2026-10-19", "no-plan-decision-16w": "2026-12-28", "final-plan-20w": "2027-01-25"} {
		if got := d.on(t, rule); got.Day != day || got.Who != "la" {
			t.Errorf("%s: %s %s", rule, got.Day, got.Who)
		}
	}
	if got := d.on(t, "ehcna-decision-6w").OverdueDays; got != 34 {
		t.Errorf("%d days overdue", got)
	}
	draft := value[dates](t, works(t, "", "--json", "dates", "draft-plan-served=2026-11-03")).on(t, "draft-plan-comments-15d")
	want := due{Rule: "draft-plan-comments-15d", Who: "parent", Day: "2026-11-17", Says: "Last day to send your views on the draft plan",
		Count: "DB", Why: "15 days, with the day the draft came as day 1", Source: "SEND Regulations 2014, reg 13(1)(a)"}
	want.From.Event, want.From.Day, want.OverdueDays = "draft-plan-served", "2026-11-03", draft.OverdueDays
	if draft != want {
		t.Errorf("got  %+v\nwant %+v", draft, want)
	}
	if got := value[dates](t, works(t, "", "dates", "--json", "decision-sent=2026-10-28")).on(t, "appeal").Day; got != "2027-01-04" {
		t.Errorf("the appeal is due %s", got)
	}
}

func TestWrongUseIsSaidAndChangesNothing(t *testing.T) {
	for _, args := range [][]string{
		{"dates"}, {"dates", "full-moon=2026-11-03"}, {"dates", "draft-plan-served=yesterday"}, {"dates", "draft-plan-served=2026-02-30"},
		{"calendar", "draft-plan-served=2026-11-03"}, {"frobnicate"}, {"vault"}, {"vault", "open"}, {"read"}, {"read", "--jso", "x"},
		{"calendar", "draft-plan-served=2026-11-03", "-o", "x.ics", "--titles", "loud"},
	} {
		r := runs(t, "", args...)
		if r.status != 2 || r.out != "" || r.err == "" {
			t.Errorf("%q: %+v", args, r)
		}
	}
}

func TestAFileThatIsNotThereCostsOneSentenceAndTheRunGoesOn(t *testing.T) {
	out := works(t, "", "read", "nowhere.pdf", "resources/sample/04-draft-plan-letter.pdf", "--json")
	list := value[[]struct{ File, Problem, Kind string }](t, out)
	if len(list) != 2 || list[0].Problem == "" || list[0].File != "nowhere.pdf" || list[1].Kind != "draft-plan" {
		t.Errorf("%+v", list)
	}
}

func TestTheSameCalendarTwiceIsTheSameToTheByte(t *testing.T) {
	dir := t.TempDir()
	one, two := filepath.Join(dir, "one.ics"), filepath.Join(dir, "two.ics")
	for _, out := range []string{one, two} {
		works(t, "", "calendar", "draft-plan-served=2026-11-03", "resources/sample/07-annual-review-invitation.pdf", "-o", out)
	}
	a, err := os.ReadFile(one)
	if err != nil {
		t.Fatal(err)
	}
	if b, _ := os.ReadFile(two); !bytes.Equal(a, b) {
		t.Error("two runs differ")
	}
	if !bytes.Contains(a, []byte("DTSTART;VALUE=DATE:20261117")) || !bytes.Contains(a, []byte("SUMMARY:Form due")) {
		t.Errorf("%s", a)
	}
}

func TestWithNoScreenTheMainJobIsDoneInTheTerminal(t *testing.T) {
	cmd := program(t)
	cmd.Dir = t.TempDir()
	exe, err := filepath.Abs(os.Args[0])
	if err != nil {
		t.Fatal(err)
	}
	cmd.Path = exe
	cmd.Env = append(cmd.Env, "DISPLAY=", "WAYLAND_DISPLAY=")
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"There is no screen", "Draft plan", "Tuesday 17 November 2026", "written sample-dates.ics"} {
		if !strings.Contains(string(out), want) {
			t.Errorf("does not say %q:\n%s", want, out)
		}
	}
	if _, err := os.Stat(filepath.Join(cmd.Dir, "sample-dates.ics")); err != nil {
		t.Error(err)
	}
}

// newVault makes a locked file and gives its folder and recovery key.
func newVault(t *testing.T) (dir, key string) {
	t.Helper()
	dir = filepath.Join(t.TempDir(), "file")
	out := works(t, passphrase+"\n", "vault", "create", dir)
	key, ok := strings.CutPrefix(strings.TrimSuffix(out, "\n"), "recovery key: ")
	if !ok || len(key) != 39 || strings.Count(out, "\n") != 1 {
		t.Fatalf("created with %q", out)
	}
	return dir, key
}

func TestALockedFileFromTheTerminal(t *testing.T) {
	dir, key := newVault(t)
	letter := "resources/sample/04-draft-plan-letter.pdf"
	out := works(t, passphrase+"\n", "vault", "import", dir, letter, "--child", "Iqra Halloran")
	word := strings.Fields(out)
	b, err := os.ReadFile(letter)
	if err != nil {
		t.Fatal(err)
	}
	if len(word) != 4 || word[0] != "stored" || word[2] != fmt.Sprintf("%x", sha256.Sum256(b)) || word[3] != letter {
		t.Fatalf("import printed %q", out)
	}
	id := word[1]

	list := value[[]map[string]any](t, works(t, key+"\n", "vault", "list", dir, "--json"))
	if len(list) != 1 || list[0]["id"] != id || list[0]["kind"] != "draft-plan" || list[0]["letter_date"] != "2026-11-03" ||
		list[0]["child"] != "Iqra Halloran" || list[0]["sha256"] != word[2] || list[0]["size"] != float64(len(b)) || list[0]["added"] == nil {
		t.Errorf("list: %v", list)
	}

	copied := filepath.Join(t.TempDir(), "copy.pdf")
	works(t, passphrase+"\n", "vault", "get", dir, id, "-o", copied)
	if got, err := os.ReadFile(copied); err != nil || !bytes.Equal(got, b) {
		t.Errorf("the copy differs (%v)", err)
	}

	if d := value[dates](t, works(t, passphrase+"\n", "vault", "dates", dir, "--json")); len(d.Deadlines) != 0 {
		t.Errorf("dates before anything was confirmed: %+v", d)
	}
	works(t, passphrase+"\n", "vault", "confirm", dir, id)
	d := value[dates](t, works(t, passphrase+"\n", "vault", "dates", dir, "--json"))
	if got := d.on(t, "draft-plan-comments-15d"); got.Day != "2026-11-17" || got.Child != "Iqra Halloran" || got.State == "" {
		t.Errorf("%+v", got)
	}
	works(t, passphrase+"\n", "vault", "confirm", dir, id, "draft-plan-served=2026-11-05")
	d = value[dates](t, works(t, passphrase+"\n", "vault", "dates", dir, "--json"))
	if got := d.on(t, "draft-plan-comments-15d"); got.Day != "2026-11-19" {
		t.Errorf("moved to %+v", got)
	}
	if history := works(t, passphrase+"\n", "vault", "history", dir, id); strings.Count(history, "written ") < 3 {
		t.Errorf("history: %s", history)
	}

	ics := filepath.Join(t.TempDir(), "dates.ics")
	works(t, passphrase+"\n", "vault", "calendar", dir, "-o", ics)
	if got, err := os.ReadFile(ics); err != nil || !bytes.Contains(got, []byte("20261119")) || bytes.Contains(got, []byte("Iqra")) {
		t.Errorf("calendar %s (%v)", got, err)
	}

	said := passphrase + "\nchild: Iqra\nwith: Mrs Okafor, SENCO, Oakfield School\nhow: phone\nsaid: They will try\ntwice a week.\nagreed: Send the report\nwho: Mrs Okafor\n"
	logged := strings.Fields(works(t, said, "vault", "log", dir, "--on", "2026-11-06", "--by", "2026-11-20"))
	if len(logged) != 2 || logged[0] != "written" {
		t.Fatalf("log printed %q", logged)
	}
	kept := works(t, passphrase+"\n", "vault", "history", dir, logged[1])
	for _, want := range []string{"They will try\\ntwice a week.", "Send the report", "2026-11-20", "2026-11-06", "phone"} {
		if !strings.Contains(kept, want) {
			t.Errorf("the conversation does not say %q: %s", want, kept)
		}
	}

	if r := runs(t, "not the passphrase\n", "vault", "list", dir); r.status != 1 || r.out != "" || strings.Count(r.err, "\n") != 1 {
		t.Errorf("a wrong passphrase: %+v", r)
	}
	if r := runs(t, passphrase+"\n", "vault", "get", dir, "0123456789abcdef0123456789abcdef", "-o", copied); r.status != 1 {
		t.Errorf("a document that is not there: %+v", r)
	}
	if r := runs(t, passphrase+"\n", "vault", "create", dir); r.status != 1 {
		t.Errorf("a second file in the same place: %+v", r)
	}
}

// TestWhatWasStoredSurvivesKilling kills the program at random moments while it
// brings in 300 files. LEVERARCH_ROUNDS says how often; the usual few keep the
// tests short.
func TestWhatWasStoredSurvivesKilling(t *testing.T) {
	rounds := 3
	if n, err := strconv.Atoi(os.Getenv("LEVERARCH_ROUNDS")); err == nil {
		rounds = n
	}
	const files = 300
	from := t.TempDir()
	var paths []string
	sums := map[string]string{}
	for i := range files {
		b := make([]byte, 2000+i*97)
		for j := range b {
			b[j] = byte('a' + rand.IntN(26))
		}
		p := filepath.Join(from, fmt.Sprintf("letter-%03d.txt", i))
		if err := os.WriteFile(p, b, 0o600); err != nil {
			t.Fatal(err)
		}
		paths = append(paths, p)
		sums[p] = fmt.Sprintf("%x", sha256.Sum256(b))
	}
	stored, cut := 0, 0
	for round := range rounds {
		dir, _ := newVault(t)
		cmd := program(t, append([]string{"vault", "import", dir}, paths...)...)
		cmd.Stdin = strings.NewReader(passphrase + "\n")
		out, err := os.Create(filepath.Join(t.TempDir(), "out"))
		if err != nil {
			t.Fatal(err)
		}
		cmd.Stdout = out
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		// The moment is counted in lines said, so that a slow computer is cut at
		// the same places as a quick one, and then a little at random.
		want := rand.IntN(files)
		for {
			b, err := os.ReadFile(out.Name())
			if err != nil {
				t.Fatal(err)
			}
			if bytes.Count(b, []byte("\n")) >= want {
				break
			}
			time.Sleep(time.Millisecond)
		}
		time.Sleep(time.Duration(rand.IntN(8000)) * time.Microsecond)
		cmd.Process.Kill()
		cmd.Wait()
		b, err := os.ReadFile(out.Name())
		if err != nil {
			t.Fatal(err)
		}
		said := strings.Split(string(b), "\n")
		said = said[:len(said)-1] // what follows the last line end was never a whole line
		if len(said) < files {
			cut++
		}
		listed := works(t, passphrase+"\n", "vault", "list", dir, "--json")
		v, err := vault.Open(dir, []byte(passphrase))
		if err != nil {
			t.Fatal(err)
		}
		for _, line := range said {
			w := strings.Fields(line)
			if len(w) != 4 || sums[w[3]] != w[2] || !strings.Contains(listed, w[2]) {
				t.Fatalf("round %d: said %q, which is not in the list", round, line)
			}
			src, err := v.Document(w[1])
			if err != nil {
				t.Fatalf("round %d: said %q: %v", round, line, err)
			}
			sum := sha256.New()
			if _, err := io.Copy(sum, src); err != nil || fmt.Sprintf("%x", sum.Sum(nil)) != w[2] {
				t.Fatalf("round %d: %s came back changed (%v)", round, w[3], err)
			}
			src.Close()
			stored++
		}
		v.Close()
	}
	t.Logf("%d rounds, %d cut short, %d files said to be stored, none lost", rounds, cut, stored)
}
