package licences

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

// elsewhere are modules that go.mod names and the program does not hold: tools
// and tests of other modules, and what only a browser needs.
var elsewhere = regexp.MustCompile(`^(github\.com/(akavel/rsrc|dchest/jsmin|fyne-io/gl-js|fyne-io/glfw-js|hack-pad/.*|dlclark/regexp2|josephspurrier/goversioninfo|randall77/makefat|davecgh/go-spew|pmezard/go-difflib|stretchr/testify|test-go/testify|kr/.*|rogpeppe/.*)|gopkg\.in/.*|go\.yaml\.in/.*)$`)

var versionEnd = regexp.MustCompile(`-v[0-9]+$`)

func TestEveryModuleHasItsLicence(t *testing.T) {
	have := map[string]string{}
	for _, l := range All() {
		have[l.Name] = l.Text
		if len(l.Text) < 100 {
			t.Errorf("%s: the licence is only %d letters long", l.Name, len(l.Text))
		}
	}
	b, err := os.ReadFile("../../go.mod")
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range regexp.MustCompile(`(?m)^\t(\S+) v\S+`).FindAllStringSubmatch(string(b), -1) {
		if elsewhere.MatchString(m[1]) {
			continue
		}
		name := strings.TrimPrefix(strings.TrimPrefix(m[1], "github.com/"), "golang.org/")
		name = versionEnd.ReplaceAllString(strings.ReplaceAll(name, "/", "-"), "")
		if have[name] == "" {
			t.Errorf("no licence for %s (looked for %s.txt)", m[1], name)
		}
	}
}

// TestNothingIsAGPL keeps out what would bind everybody who uses the program.
func TestNothingIsAGPL(t *testing.T) {
	for _, l := range All() {
		// The GPL names it in passing, in small letters.
		if strings.Contains(l.Text, "AFFERO GENERAL PUBLIC LICENSE") || strings.Contains(l.Text, "AGPL") {
			t.Errorf("%s is under the AGPL", l.Name)
		}
	}
}
