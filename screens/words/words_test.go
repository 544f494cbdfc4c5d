package words

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"leverarch/app/read"
	"leverarch/app/recognise"
	"leverarch/app/record"
	"leverarch/vault"
)

const root = "../.."

// inward holds packages whose errors reach nobody: another package gives its
// own for them.
var inward = map[string]bool{"app/read/inside": true}

// exportedErrors gives every exported error value and type of the program, as
// package.Name.
func exportedErrors(t *testing.T) map[string]bool {
	t.Helper()
	found := map[string]bool{}
	for _, top := range []string{"app", "vault", "export", "screens/words"} {
		err := filepath.WalkDir(filepath.Join(root, top), func(path string, d fs.DirEntry, err error) error {
			if errors.Is(err, fs.ErrNotExist) {
				return nil // a package that is not written yet
			}
			if err != nil {
				return err
			}
			rel, _ := filepath.Rel(root, path)
			if d.IsDir() && (inward[filepath.ToSlash(rel)] || d.Name() == "testdata") {
				return filepath.SkipDir
			}
			if !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return nil
			}
			f, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
			if err != nil {
				return err
			}
			for _, decl := range f.Decls {
				switch decl := decl.(type) {
				case *ast.GenDecl:
					for _, s := range decl.Specs {
						if v, ok := s.(*ast.ValueSpec); ok {
							for _, n := range v.Names {
								if regexp.MustCompile(`^Err[A-Z]`).MatchString(n.Name) {
									found[f.Name.Name+"."+n.Name] = true
								}
							}
						}
					}
				case *ast.FuncDecl:
					if decl.Name.Name != "Error" || decl.Recv == nil {
						continue
					}
					recv := decl.Recv.List[0].Type
					if star, ok := recv.(*ast.StarExpr); ok {
						recv = star.X
					}
					if id, ok := recv.(*ast.Ident); ok && id.IsExported() {
						found[f.Name.Name+"."+id.Name] = true
					}
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return found
}

func TestEveryErrorHasWords(t *testing.T) {
	source, err := os.ReadFile("errors.go")
	if err != nil {
		t.Fatal(err)
	}
	all := exportedErrors(t)
	if !all["vault.ErrWrongSecret"] || !all["vault.Damaged"] || !all["read.ErrPassword"] {
		t.Fatalf("the search for errors misses some: %v", all)
	}
	for name := range all {
		if !regexp.MustCompile(`[*{]` + regexp.QuoteMeta(strings.TrimPrefix(name, "words.")) + `\b`).Match(source) {
			t.Errorf("%s has no words", name)
		}
	}
	plain := For(errors.New("some other"))
	for _, e := range table {
		said := For(fmt.Errorf("wrapped: %w", e.err))
		if said == plain || said.Happened == "" || said.Lost == "" || said.Now == "" {
			t.Errorf("%v: %+v", e.err, said)
		}
	}
}

func TestErrorsSayWhatIsInThem(t *testing.T) {
	since := time.Date(2026, 11, 20, 9, 30, 0, 0, time.Local)
	if s := For(fmt.Errorf("x: %w", &vault.InUse{Program: "leverarch", Since: since})).Happened; !strings.Contains(s, "“leverarch”, since Friday 20 November 2026 at 09:30") {
		t.Error(s)
	}
	document := For(&vault.Damaged{What: vault.DamagedDocument, ID: "abc"})
	mended := For(&vault.Damaged{What: vault.DamagedJournal, Mended: true})
	if !strings.Contains(document.Happened, "document") || mended.Lost != nothingLost {
		t.Error(document, mended)
	}
	if s := For(&record.NotADay{Given: "31 June"}).Sentence(); !strings.Contains(s, "31 June") {
		t.Error(s)
	}
	secret := For(errors.New("open Amira’s report.pdf: strange")).Sentence()
	if strings.Contains(secret, "Amira") {
		t.Error("an error's own text was shown:", secret)
	}
	if got := For(read.ErrPassword).Sentence(); got != "This file has a password of its own. It is safely kept as it came. Type the password it came with, or fill in what it says by hand." {
		t.Error(got)
	}
}

// unkind are words that no screen shows.
var unkind = regexp.MustCompile(`(?i)\b(invalid|fail(ed|ure|s)?|errors?|oops|illegal|unlawful|too late|fatal|abort(ed)?|corrupt(ed)?|vault|import(ed)?|LA|local authority)\b`)

// TestKindWords reads every sentence of this package and of the kit.
func TestKindWords(t *testing.T) {
	for _, dir := range []string{".", "../part"} {
		files, err := filepath.Glob(filepath.Join(dir, "*.go"))
		if err != nil || len(files) == 0 {
			t.Fatal(err, dir)
		}
		for _, file := range files {
			if strings.HasSuffix(file, "_test.go") {
				continue
			}
			f, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
			if err != nil {
				t.Fatal(err)
			}
			ast.Inspect(f, func(n ast.Node) bool {
				if _, ok := n.(*ast.ImportSpec); ok {
					return false
				}
				lit, ok := n.(*ast.BasicLit)
				if ok && lit.Kind == token.STRING && strings.Contains(lit.Value, " ") && !strings.HasPrefix(lit.Value, `"words: `) {
					if bad := unkind.FindString(lit.Value); bad != "" {
						t.Errorf("%s: %q in %s", file, bad, lit.Value)
					}
				}
				return true
			})
		}
	}
}

func TestEveryKindOfDocumentHasAName(t *testing.T) {
	seen := map[string]string{}
	for _, k := range recognise.Kinds {
		name, ok := kinds[k]
		if !ok {
			t.Errorf("%s has no name", k)
		}
		if seen[name] != "" {
			t.Errorf("%s and %s have one name", k, seen[name])
		}
		seen[name] = k
	}
	if KindName("no such") != KindName("unsure") {
		t.Error("a kind that is not known has no name")
	}
}

func TestSmallWords(t *testing.T) {
	day := record.NewDay(2026, 11, 17)
	for got, want := range map[string]string{
		DaysLeft(8):                             "8 days left",
		DaysLeft(1):                             "1 day left",
		DaysLeft(0):                             "today",
		DaysLeft(-1):                            "1 day late",
		DaysLeft(-3):                            "3 days late",
		Join(nil):                               "",
		Join([]string{"A"}):                     "A",
		Join([]string{"A", "B"}):                "A and B",
		Join([]string{"A", "B", "C"}):           "A, B and C",
		Size(999):                               "999 bytes",
		Size(1):                                 "1 byte",
		Size(12_400):                            "12 kB",
		Size(999_499):                           "999 kB",
		Size(999_500):                           "1.0 MB",
		Size(2_412_000):                         "2.4 MB",
		Size(3_100_000_000):                     "3.1 GB",
		WhoName("la"):                           "the council",
		WhoName("nobody"):                       "somebody else",
		KindName("draft-plan"):                  "Draft plan (the letter)",
		Past(3):                                 "The day was 3 days ago",
		Past(1):                                 "The day was yesterday",
		State("late", -2):                       "the day was 2 days ago",
		State("met", 3):                         "done",
		State("withdrawn", 3):                   "no longer needed",
		State("due", 3):                         "3 days left",
		MetWords(0):                             "done",
		MetWords(1):                             "done 1 day after",
		Ordinal(3) + Ordinal(9):                 "third9th",
		Sentence(" six weeks"):                  "Six weeks.",
		Sentence("Already so."):                 "Already so.",
		Sentence("é"):                           "É.",
		Sentence(" "):                           "",
		FirstName("Amira Khan"):                 "Amira",
		FirstName(""):                           NoName,
		FirstName(NoName):                       NoName,
		FirstLine("\n She  said so.\nAnd more"): "She said so …",
		FirstLine("She said so. \n "):           "She said so.",
		TalkTitle(record.Phone, []string{"Mrs Okafor", "Mr Lee"}): "Phone call with Mrs Okafor and Mr Lee",
		TalkTitle(record.InPerson, nil):                           "Conversation",
		Changed("moved", "Form due", day, day.AddDays(1)):         "Moved: Form due, from 17 Nov 2026 to 18 Nov 2026.",
		ByHand("Form due", day, 1):                                "“Form due” on Tuesday 17 November 2026",
		ByHand("Form due", day, 3):                                "“Form due” on Tuesday 17 November 2026, 3 times",
		Changed("new", "Form due", record.Day{}, day):             "New: Form due, 17 Nov 2026.",
		Changed("renamed", "Form due", day, day):                  "Other words: Form due, 17 Nov 2026.",
		Changed("no longer needed", "Form due", day, day):         "No longer needed: Form due, 17 Nov 2026.",
	} {
		if got != want {
			t.Errorf("%q, wanted %q", got, want)
		}
	}
	long := FirstLine(strings.Repeat("many words ", 40))
	if n := len([]rune(long)); n > lineMost+2 || !strings.HasSuffix(long, "words …") && !strings.HasSuffix(long, "many …") {
		t.Errorf("%d: %q", n, long)
	}
	for _, h := range record.Hows {
		if HowName(h) == HowName("") {
			t.Errorf("%q has no name", h)
		}
	}
}
