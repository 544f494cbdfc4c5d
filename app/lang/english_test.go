package lang_test

import (
	"bytes"
	"cmp"
	"encoding/json"
	"flag"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"leverarch/app/law"
	"leverarch/resources"
)

var update = flag.Bool("update", false, "write the list of English anew")

const list = "../../resources/languages/english.json"

// sentence is one line of the list that translators work from.
type sentence struct {
	ID   string `json:"id,omitempty"`
	Says string `json:"english"`
	Many string `json:"english_many,omitempty"`
}

// sources are the files whose words a family reads in a window. The terminal and the
// emails speak English: a language is chosen in the window, and a council is written
// to in English.
func sources(t *testing.T) map[string]*ast.File {
	out := map[string]*ast.File{}
	for _, dir := range []string{"../../screens", "../../export", "../law", "../record", "../calendar.go"} {
		err := filepath.WalkDir(dir, func(file string, e fs.DirEntry, err error) error {
			switch {
			case err != nil:
				return err
			case e.IsDir() && (e.Name() == "testdata" || e.Name() == "terminal" || e.Name() == "robot"):
				return fs.SkipDir
			case !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go"):
				return nil
			}
			out[filepath.ToSlash(file)], err = parser.ParseFile(token.NewFileSet(), file, nil, 0)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if len(out) < 80 {
		t.Fatalf("only %d files", len(out))
	}
	return out
}

// callee gives lang.T for a call of it.
func callee(c *ast.CallExpr) string {
	switch f := c.Fun.(type) {
	case *ast.Ident:
		return f.Name
	case *ast.SelectorExpr:
		if x, ok := f.X.(*ast.Ident); ok {
			return x.Name + "." + f.Sel.Name
		}
		return "." + f.Sel.Name
	}
	return ""
}

// literal gives what a string of the source says.
func literal(e ast.Expr) (string, bool) {
	if l, ok := e.(*ast.BasicLit); ok && l.Kind == token.STRING {
		s, err := strconv.Unquote(l.Value)
		return s, err == nil
	}
	return "", false
}

// said gives every sentence that the program gives to this package.
func said(t *testing.T) []sentence {
	seen := map[sentence]bool{}
	for file, f := range sources(t) {
		ast.Inspect(f, func(n ast.Node) bool {
			c, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			switch callee(c) {
			case "lang.T", "lang.N":
				s, ok := literal(c.Args[0])
				if !ok {
					t.Errorf("%s: %s is not given a sentence", file, callee(c))
				}
				seen[sentence{Says: s}] = true
			case "lang.Of":
				if s, ok := literal(c.Args[0]); ok {
					seen[sentence{Says: s}] = true
				}
			case "lang.Count", "lang.Plural", "words.Count", "Count":
				one, ok1 := literal(c.Args[1])
				many, ok2 := literal(c.Args[2])
				if ok1 && ok2 {
					seen[sentence{Says: one, Many: many}] = true
				}
			}
			return true
		})
	}
	book, err := law.Load(resources.Law())
	if err != nil {
		t.Fatal(err)
	}
	book.Speak(func(id, english string) string {
		seen[sentence{ID: id, Says: english}] = true
		return english
	})
	var out []sentence
	for s := range seen {
		out = append(out, s)
	}
	slices.SortFunc(out, func(a, b sentence) int {
		return cmp.Or(cmp.Compare(a.ID, b.ID), cmp.Compare(a.Says, b.Says), cmp.Compare(a.Many, b.Many))
	})
	return out
}

// TestTheListOfEnglishIsWhole holds that translators are given every sentence there
// is and none that is no longer said. -update writes the list.
func TestTheListOfEnglishIsWhole(t *testing.T) {
	all := said(t)
	if len(all) < 1000 {
		t.Fatalf("only %d sentences", len(all))
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	b.WriteString("[\n")
	for i, s := range all {
		if i > 0 {
			b.Truncate(b.Len() - 1)
			b.WriteString(",\n")
		}
		if err := e.Encode(s); err != nil {
			t.Fatal(err)
		}
	}
	b.WriteString("]\n")
	if *update {
		if err := os.WriteFile(list, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	have, err := os.ReadFile(list)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(have, b.Bytes()) {
		was := map[string]bool{}
		for _, line := range strings.Split(string(have), "\n") {
			was[strings.TrimSuffix(line, ",")] = true
		}
		for _, line := range strings.Split(b.String(), "\n") {
			if !was[strings.TrimSuffix(line, ",")] {
				t.Errorf("not in the list: %s", line)
			}
		}
		t.Error("the list of English is not what the program says: run go test ./app/lang -run TestTheListOfEnglish -args -update")
	}
}

// TestEveryLanguageKnowsWhatIsSaid holds that no language that ships lacks a sentence
// or keeps one that is said no more. Reading it refuses other placeholders.
func TestEveryLanguageKnowsWhatIsSaid(t *testing.T) {
	files, err := filepath.Glob("../../resources/languages/*.json")
	if err != nil {
		t.Fatal(err)
	}
	all := said(t)
	for _, file := range files {
		if filepath.Base(file) == "english.json" {
			continue
		}
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var l struct {
			ReadBy   string     `json:"read_by"`
			Messages []sentence `json:"messages"`
		}
		if err := json.Unmarshal(b, &l); err != nil {
			t.Fatal(err)
		}
		for _, s := range all {
			if l.ReadBy != "" && !slices.Contains(l.Messages, s) {
				t.Errorf("%s lacks %q", file, s.Says)
			}
		}
		for _, s := range l.Messages {
			if !slices.Contains(all, s) {
				t.Errorf("%s has %q, which is said no more", file, s.Says)
			}
		}
	}
}

// spoken looks like something a person reads.
var spoken = regexp.MustCompile(`[A-Za-z’]{2,}[,.:;]? [a-zA-Z]|^[A-Z][a-z]+`)

// unsaid are calls whose strings nobody reads on a screen.
var unsaid = regexp.MustCompile(`^(errors\.New|fmt\.Errorf|fmt\.Sscanf?|panic|(strings|strconv|regexp|filepath|os|exec|json|slices|template|time|sha256|slog|fyne|look|test)\.\w+|\.(Format|SetProperty|SetFont|AddUTF8FontFromBytes)|lang\.\w+|words\.Count|Count|raw|refuse|\.Fatalf)$`)

// notSaid are files whose strings are not ours to say: what a family types and is
// understood, the words that names are told from, programs of the system, the dull
// page, what others read in English, and what only the terminal and the people who
// keep the rule book see.
var notSaid = regexp.MustCompile(`/(part/day|cover/lists|voice|hide|robot|svg|icon)\.go$|(record/day|export/(email|sheet|timeline|doc|calendar|code|file|text))\.go$|law/(load|way|holiday|story|doc)\.go$`)

// TestEverySentenceGoesThroughTheLanguages finds a sentence in the source of a screen
// that no language could say.
func TestEverySentenceGoesThroughTheLanguages(t *testing.T) {
	checked := 0
	for file, f := range sources(t) {
		if notSaid.MatchString(file) {
			continue
		}
		var look func(n ast.Node)
		children := func(n ast.Node) {
			ast.Inspect(n, func(c ast.Node) bool {
				if c != nil && c != n {
					look(c)
				}
				return c == n
			})
		}
		look = func(n ast.Node) {
			switch x := n.(type) {
			case *ast.ImportSpec, *ast.Field:
				return
			case *ast.GenDecl:
				if x.Tok == token.TYPE {
					return
				}
				if x.Tok == token.CONST {
					constant(t, file, x)
					return
				}
			case *ast.CaseClause:
				for _, s := range x.Body {
					look(s)
				}
				return
			case *ast.IndexExpr:
				return
			case *ast.KeyValueExpr:
				look(x.Value)
				return
			case *ast.BinaryExpr:
				if x.Op != token.ADD {
					if _, ok := literal(x.Y); ok {
						look(x.X)
						return
					}
				}
			case *ast.CallExpr:
				if unsaid.MatchString(callee(x)) {
					for _, a := range x.Args {
						if _, ok := literal(a); !ok {
							look(a)
						}
					}
					return
				}
			case *ast.BasicLit:
				checked++
				if s, ok := literal(x); ok && spoken.MatchString(s) && !strings.HasPrefix(s, "look.") && !names[s] {
					t.Errorf("%s: %q goes through no language", file, s)
				}
				return
			}
			children(n)
		}
		for _, d := range f.Decls {
			look(d)
		}
	}
	if checked < 200 {
		t.Fatalf("only %d strings looked at", checked)
	}
}

// constant finds a sentence among constants. What begins in small letters is a name of
// something in the file: "no longer needed".
func constant(t *testing.T, file string, d *ast.GenDecl) {
	ast.Inspect(d, func(n ast.Node) bool {
		if l, ok := n.(*ast.BasicLit); ok {
			if s, ok := literal(l); ok && spoken.MatchString(s) && s[0] <= 'Z' && !names[s] {
				t.Errorf("%s: %q goes through no language", file, s)
			}
		}
		return true
	})
}

// names are the same in every language, or are never shown.
var names = map[string]bool{
	"Atkinson Hyperlegible": true, "Lexend": true, "OpenDyslexic": true,
	"no longer needed": true, "Google": true, "Samsung": true, "Outlook": true, "Lever Arch": true,
}
