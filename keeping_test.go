package main

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"leverarch/vault"
)

const other = "nine slow copper herons"

// filled makes a locked file with one letter and one conversation in it.
func filled(t *testing.T) (dir, key, letter string) {
	t.Helper()
	dir, key = newVault(t)
	out := works(t, passphrase+"\n", "vault", "import", dir, "resources/sample/04-draft-plan-letter.pdf", "--child", "Iqra Halloran")
	letter = strings.Fields(out)[1]
	works(t, passphrase+"\n", "vault", "confirm", dir, letter)
	works(t, passphrase+"\nsaid: They said yes.\nprivate: only for me\n", "vault", "log", dir, "--on", "2026-11-06")
	return dir, key, letter
}

func TestABackupOpensWithGPGAloneAndComesBackTheSame(t *testing.T) {
	dir, key, letter := filled(t)
	gpgFile := filepath.Join(t.TempDir(), "backup.gpg")
	if out := works(t, passphrase+"\n", "vault", "backup", dir, "-o", gpgFile); !strings.HasPrefix(out, "backed up ") {
		t.Errorf("backup printed %q", out)
	}
	for _, secret := range []string{passphrase, key} {
		back := filepath.Join(t.TempDir(), "back")
		works(t, secret+"\n", "vault", "restore", gpgFile, back)
		for _, what := range [][]string{{"list"}, {"dates"}} {
			before := works(t, passphrase+"\n", "vault", what[0], dir, "--json")
			if after := works(t, passphrase+"\n", "vault", what[0], back, "--json"); after != before {
				t.Errorf("%s differs after coming back:\n%s\n%s", what[0], before, after)
			}
		}
		copied := filepath.Join(t.TempDir(), "copy.pdf")
		works(t, key+"\n", "vault", "get", back, letter, "-o", copied)
		want, _ := os.ReadFile("resources/sample/04-draft-plan-letter.pdf")
		if got, _ := os.ReadFile(copied); !bytes.Equal(got, want) {
			t.Error("the letter came back changed")
		}
		if r := runs(t, secret+"\n", "vault", "restore", gpgFile, back); r.status != 1 {
			t.Errorf("restored over a file that is there: %+v", r)
		}
	}
	if r := runs(t, "wrong\n", "vault", "restore", gpgFile, filepath.Join(t.TempDir(), "no")); r.status != 1 || strings.Count(r.err, "\n") != 1 {
		t.Errorf("a wrong passphrase: %+v", r)
	}

	if _, err := exec.LookPath("gpg"); err != nil {
		t.Skip("gpg is not on this computer, so nothing else can open the backup here")
	}
	home, out := t.TempDir(), t.TempDir()
	gpg := exec.Command("gpg", "--homedir", home, "--batch", "--quiet", "--pinentry-mode", "loopback", "--passphrase-fd", "0", "-d", gpgFile)
	gpg.Stdin = strings.NewReader(key + "\n")
	tar := exec.Command("tar", "x", "-C", out)
	var err error
	if tar.Stdin, err = gpg.StdoutPipe(); err != nil {
		t.Fatal(err)
	}
	if err := gpg.Start(); err != nil {
		t.Fatal(err)
	}
	if b, err := tar.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, b)
	}
	if err := gpg.Wait(); err != nil {
		t.Fatal(err)
	}
	want, _ := os.ReadFile("resources/sample/04-draft-plan-letter.pdf")
	got, err := os.ReadFile(filepath.Join(out, "Iqra Halloran", "2026-11-03 04-draft-plan-letter.pdf"))
	if err != nil || !bytes.Equal(got, want) {
		t.Errorf("the letter out of the archive (%v)", err)
	}
	for name, says := range map[string]string{"records.json": "They said yes.", "timeline.html": "Tuesday 17 November 2026", "manifest.json": "sha256"} {
		if b, err := os.ReadFile(filepath.Join(out, name)); err != nil || !strings.Contains(string(b), says) {
			t.Errorf("%s does not say %q (%v)", name, says, err)
		}
	}
}

func TestThePassphraseAndWhoElseMayOpenTheFile(t *testing.T) {
	dir, key, _ := filled(t)
	works(t, passphrase+"\n"+other+"\n", "vault", "carer", "add", dir, "Gran")
	works(t, other+"\n", "vault", "list", dir)
	if list := works(t, passphrase+"\n", "vault", "carer", "list", dir); !strings.Contains(list, "Gran") {
		t.Errorf("who can open it: %s", list)
	}
	out := works(t, passphrase+"\n", "vault", "carer", "remove", dir, "Gran")
	m := regexp.MustCompile(`^recovery key: (\S{39})\n$`).FindStringSubmatch(out)
	if m == nil || m[1] == key {
		t.Fatalf("taking out printed %q", out)
	}
	for secret, opens := range map[string]bool{passphrase: true, m[1]: true, other: false, key: false} {
		if r := runs(t, secret+"\n", "vault", "list", dir); (r.status == 0) != opens {
			t.Errorf("%q opens it: %v", secret, r.status == 0)
		}
	}
	works(t, passphrase+"\n"+other+"\n", "vault", "passphrase", dir)
	if r := runs(t, passphrase+"\n", "vault", "list", dir); r.status != 1 {
		t.Error("the old passphrase opens it still")
	}
	out = works(t, other+"\n", "vault", "keys", dir)
	if n := regexp.MustCompile(`^recovery key: (\S{39})\n$`).FindStringSubmatch(out); n == nil || n[1] == m[1] {
		t.Errorf("new keys printed %q", out)
	}
	if c := value[struct{ OK bool }](t, works(t, other+"\n", "vault", "check", dir, "--json")); !c.OK {
		t.Error("after new keys not all of it is well")
	}
}

func TestACheckNamesWhatIsHurtAndTheRestOpens(t *testing.T) {
	dir, _, letter := filled(t)
	type check struct {
		OK                 bool
		Records, Documents int
		Damaged            []struct{ What, ID, Name, Problem string }
	}
	if c := value[check](t, works(t, passphrase+"\n", "vault", "check", dir, "--json")); !c.OK || c.Documents != 1 || c.Records == 0 || c.Damaged == nil {
		t.Errorf("%+v", c)
	}
	path := filepath.Join(dir, "documents", letter[:2], letter)
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	b[len(b)/2] ^= 1
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	r := runs(t, passphrase+"\n", "vault", "check", dir, "--json")
	var c check
	if err := json.Unmarshal([]byte(r.out), &c); err != nil {
		t.Fatal(err)
	}
	if r.status != 1 || c.OK || len(c.Damaged) != 1 || c.Damaged[0].ID != letter || c.Damaged[0].Name != "04-draft-plan-letter.pdf" || c.Damaged[0].Problem == "" {
		t.Errorf("%d %+v", r.status, c)
	}
	copied := filepath.Join(t.TempDir(), "copy.pdf")
	if r := runs(t, passphrase+"\n", "vault", "get", dir, letter, "-o", copied); r.status != 1 {
		t.Errorf("a hurt letter was given out: %+v", r)
	}
	if _, err := os.Stat(copied); err == nil {
		t.Error("part of a hurt letter was left behind")
	}
	works(t, passphrase+"\n", "vault", "dates", dir)
}

func TestDeletingIsToTheBinAndThenForGood(t *testing.T) {
	dir, _, letter := filled(t)
	works(t, passphrase+"\n", "vault", "delete", dir, letter)
	if d := value[dates](t, works(t, passphrase+"\n", "vault", "dates", dir, "--json")); len(d.Deadlines) != 0 {
		t.Errorf("dates still rest on it: %+v", d)
	}
	if out := works(t, passphrase+"\n", "vault", "bin", dir); !strings.Contains(out, letter) {
		t.Errorf("the bin: %s", out)
	}
	works(t, passphrase+"\n", "vault", "bin", dir, "--empty")
	if r := runs(t, passphrase+"\n", "vault", "history", dir, letter); r.status != 1 {
		t.Errorf("its history is there still: %+v", r)
	}
	if out := works(t, passphrase+"\n", "vault", "check", dir); !strings.Contains(out, "All is well") {
		t.Errorf("check: %s", out)
	}
}

func TestEverythingComesOutOfTheTerminal(t *testing.T) {
	dir, _, _ := filled(t)
	out := filepath.Join(t.TempDir(), "everything")
	works(t, passphrase+"\n", "vault", "export", dir, "-o", out)
	b, err := os.ReadFile(filepath.Join(out, "records.json"))
	if err != nil || !json.Valid(b) || !bytes.Contains(b, []byte("only for me")) {
		t.Errorf("records.json (%v)", err)
	}
}

func TestTheSecondProgramIsToldWhereTheFileIsOpen(t *testing.T) {
	dir, _ := newVault(t)
	v, err := vault.Open(dir, []byte(passphrase))
	if err != nil {
		t.Fatal(err)
	}
	program := strings.TrimSuffix(filepath.Base(os.Args[0]), ".exe")
	r := runs(t, passphrase+"\n", "vault", "list", dir)
	if r.status != 1 || r.out != "" || strings.Count(r.err, "\n") != 1 || !strings.Contains(r.err, "“"+program+"”, since ") {
		t.Errorf("the second program says %+v", r)
	}
	if err := v.Close(); err != nil {
		t.Fatal(err)
	}
	works(t, passphrase+"\n", "vault", "list", dir)
}
