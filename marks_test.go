package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"leverarch/app"
	"leverarch/app/law"
	"leverarch/app/record"
	"leverarch/resources"
)

// Promise: nothing of a family's stands anywhere on the disk in plain sight but
// what they took out themselves. Here words that nobody else would write are put
// into every kind of thing a family keeps, by the program itself, and then looked
// for wherever a program leaves things: the locked file's folder, the folders for
// settings, data, caches and temporary files, the home folder, and what it said
// before it died.

// marking makes the test program one that keeps every marked word, with all that
// the program has, and then waits to be killed.
const marking = "marking"

// marks are fifty words, each in no language.
var marks = func() (all []string) {
	for _, a := range []string{"quof", "zanz", "wimb", "plin", "drov", "skel", "grob", "thax", "murv", "yelp"} {
		for _, b := range []string{"thornwig", "argloof", "estarkle", "muffdane", "orplitch"} {
			all = append(all, a+b)
		}
	}
	return all
}()

// The marked words by what they are. Those that are not named here fill the
// fields of records, whatever fields there are.
const (
	markSecret  = iota // the passphrase
	markTheirs         // another carer's
	markNew            // the passphrase it was changed to
	markWrong          // one that opens nothing
	markPDF            // a document's own password
	markFile           // what a file is called that is brought in
	markInside         // a word in it
	markBinned         // a file in the bin
	markErased         // words that were half typed and dropped
	markCarer          // what another carer is called
	markFolder         // a folder for backups
	markTyped          // what is asked for that is not there
	markRecords        // the first of those for the fields of records
)

// What stands in a letter of the invented family, which goes through the reader.
var inLetter = []string{"millrace house", "ts/ehc/26/0318", "halloran"}

// fill puts the next marked words into every field that takes words.
type fill struct{ next int }

func (f *fill) in(v reflect.Value) {
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Field(i).CanSet() {
				f.in(v.Field(i))
			}
		}
	case reflect.Slice:
		if v.IsNil() {
			v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		}
		for i := range v.Len() {
			f.in(v.Index(i))
		}
	case reflect.String:
		if v.Type() != reflect.TypeFor[record.ID]() {
			v.SetString(marks[f.next] + " words")
			f.next++
		}
	}
}

func withWords[T any](f *fill, v T) T {
	p := reflect.New(reflect.TypeFor[T]()).Elem()
	p.Set(reflect.ValueOf(v))
	f.in(p)
	return p.Interface().(T)
}

// keepMarks is the program that keeps every marked word in the file in dir, with a
// folder outside for what a parent takes out. It says so, and waits.
func keepMarks(dir, outside string) int {
	if err := keepThem(dir, outside); err != nil {
		fmt.Fprintln(os.Stderr, "cannot:", err)
		return 1
	}
	return 0
}

func keepThem(dir, outside string) error {
	book, err := law.Load(resources.Law())
	if err != nil {
		return err
	}
	settings, err := os.UserConfigDir()
	if err != nil {
		return err
	}
	desk := &app.Desk{Book: book, Now: time.Now, Sample: resources.Sample(), Settings: filepath.Join(settings, "lever-arch")}
	secret := func(n int) []byte { return []byte(marks[n] + " lantern seven") }
	if _, err := desk.Unlock(dir, secret(markWrong)); err == nil {
		return fmt.Errorf("a wrong passphrase opened it")
	}
	a, err := desk.Unlock(dir, secret(markSecret))
	if err != nil {
		return err
	}
	if err := a.ChangePassphrase(secret(markSecret), secret(markNew)); err != nil {
		return err
	}
	if err := a.AddCarer(secret(markNew), marks[markCarer], secret(markTheirs)); err != nil {
		return err
	}
	f := &fill{markRecords}
	name := withWords(f, "")
	child, err := a.AddChild(name, record.Day{})
	if err != nil {
		return err
	}

	// Documents: by name, by the words in them, by the words of a PDF, in the bin.
	keep := func(name string, b []byte) (record.ID, error) {
		k, err := a.Keep(child.ID, name, bytes.NewReader(b))
		if err != nil {
			return "", err
		}
		_, err = a.Read(context.Background(), k.ID, marks[markPDF])
		return k.ID, err
	}
	text, err := keep(marks[markFile]+" letter.txt", []byte("Dear parent,\n\n"+marks[markInside]+" is the word in this document.\n"))
	if err != nil {
		return err
	}
	letter, err := fs.ReadFile(resources.Sample(), "04-draft-plan-letter.pdf")
	if err != nil {
		return err
	}
	if _, err := keep("letter.pdf", letter); err != nil {
		return err
	}
	binned, err := keep(marks[markBinned]+".txt", []byte("in the bin"))
	if err != nil {
		return err
	}
	if err := a.Delete(binned); err != nil {
		return err
	}
	look := withWords(f, app.Look{Facts: []app.Fact{{}}})
	rest := look.Facts[0].Event // no event is called so: the word goes elsewhere
	look.Child, look.Facts[0].Event, look.Facts[0].Day = child.ID, "draft-plan-served", record.NewDay(2026, 11, 3)
	if err := a.Confirm(text, look); err != nil {
		return err
	}

	// Conversations: one, what it said before, and one half typed.
	talk := func() app.Talk {
		t := withWords(f, app.Talk{})
		t.Child = child.ID
		return t
	}
	said, err := a.Log(talk())
	if err != nil {
		return err
	}
	changed := talk()
	changed.ID = said.ID
	if _, err := a.Log(changed); err != nil {
		return err
	}
	dropped := app.Talk{}
	dropped.Said = marks[markErased]
	if err := a.KeepDraft(dropped); err != nil {
		return err
	}
	if err := a.DropDraft(); err != nil {
		return err
	}
	if err := a.KeepDraft(talk()); err != nil {
		return err
	}
	if _, err := a.ChildNamed(marks[markTyped]); err == nil {
		return fmt.Errorf("there is a child of that name")
	}

	// The words that are left stand in one more document.
	if _, err := keep("rest.txt", []byte(rest+" "+strings.Join(marks[f.next:], " "))); err != nil {
		return err
	}

	// What goes out goes where the parent says, and leaves nothing behind here.
	stick := filepath.Join(outside, marks[markFolder])
	if err := os.Mkdir(stick, 0o700); err != nil {
		return err
	}
	if err := a.ChooseBackups(stick); err != nil {
		return err
	}
	if err := a.BackupNow(nil); err != nil {
		return err
	}
	if _, err := a.ConfirmByEmail(said.ID); err != nil {
		return err
	}
	if _, err := a.ToPhone(filepath.Join(outside, "dates.ics"), app.Phone{Titles: app.FullTitles, Past: true}); err != nil {
		return err
	}
	if h, err := a.Check(nil); err != nil || !h.OK() {
		return fmt.Errorf("check: %+v, %w", h, err)
	}
	if _, err := a.TakeOutEverything(filepath.Join(outside, "everything"), nil); err != nil {
		return err
	}
	if err := holds(a, child.ID, said.ID); err != nil {
		return err
	}
	fmt.Printf("kept\n")
	io.Copy(io.Discard, os.Stdin)
	return a.Close()
}

// holds reports a marked word that the file does not hold after all: then looking
// for it elsewhere shows nothing.
func holds(a *app.App, child, said record.ID) error {
	children, err1 := a.Children()
	people, err2 := a.People()
	docs, err3 := a.Documents(child)
	talks, err4 := a.TalkHistory(said)
	draft, _, err5 := a.Draft()
	bin, err6 := a.Bin()
	backups, err7 := a.Backups()
	facts, err8 := a.Timeline(child)
	if err := errors.Join(err1, err2, err3, err4, err5, err6, err7, err8); err != nil {
		return err
	}
	inside := ""
	for _, d := range docs {
		src, err := a.Original(d.ID)
		if err != nil {
			return err
		}
		b, err := io.ReadAll(src)
		src.Close()
		if err != nil {
			return err
		}
		inside += string(b)
	}
	var events []record.Event
	for _, e := range facts {
		if e.Event != nil {
			events = append(events, *e.Event)
		}
	}
	all := fmt.Sprint(children, people, docs, talks, draft, bin, backups, events, a.Carers(), inside)
	for n, m := range marks {
		switch n {
		case markSecret, markTheirs, markNew, markWrong, markPDF, markErased, markTyped:
			continue // never kept as they are
		}
		if !strings.Contains(all, m) {
			return fmt.Errorf("the file does not hold word %d", n)
		}
	}
	return nil
}

// lookForMarks looks for the words in folders, in their names and in their files.
func lookForMarks(t *testing.T, when string, words []string, roots ...string) {
	t.Helper()
	for _, root := range roots {
		files := 0
		err := filepath.WalkDir(root, func(path string, e fs.DirEntry, err error) error {
			if err != nil {
				return nil // gone again meanwhile
			}
			var b []byte
			if e.Type().IsRegular() {
				b, _ = os.ReadFile(path)
				b = bytes.ToLower(b)
				files++
			}
			for _, m := range words {
				wide := []byte(strings.Join(strings.Split(m, ""), "\x00")) // as Windows writes words
				if strings.Contains(strings.ToLower(path), m) || bytes.Contains(b, []byte(m)) || bytes.Contains(b, wide) {
					t.Errorf("%s: %q stands in %s", when, m, path)
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if files == 0 {
			t.Errorf("%s: there was nothing to look at in %s", when, root)
		}
	}
}

func TestMarkedWordsAreNowhereOnTheDisk(t *testing.T) {
	cache, err := os.UserCacheDir() // the reader's is made ready once for every test
	if err != nil {
		t.Fatal(err)
	}
	words := slices.Concat(marks, inLetter)
	ends := map[string]os.Signal{"killed": os.Kill}
	if runtime.GOOS != "windows" {
		ends["crashed"] = syscall.SIGQUIT // which makes it write all it is doing
	}
	for how, signal := range ends {
		t.Run(how, func(t *testing.T) {
			own, outside := t.TempDir(), t.TempDir()
			env := append(os.Environ(), "XDG_CACHE_HOME="+cache)
			for _, name := range []string{"HOME", "USERPROFILE", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR", "AppData", "LocalAppData", "TMPDIR", "TMP", "TEMP", "GOCOVERDIR", "work"} {
				dir := filepath.Join(own, name)
				if err := os.Mkdir(dir, 0o700); err != nil {
					t.Fatal(err)
				}
				env = append(env, name+"="+dir)
			}
			exe, err := filepath.Abs(os.Args[0])
			if err != nil {
				t.Fatal(err)
			}
			start := func(as, input string, args ...string) (*exec.Cmd, io.WriteCloser, *bufio.Reader) {
				t.Helper()
				cmd := exec.Command(exe, args...)
				cmd.Dir = filepath.Join(own, "work") // where a core file would go
				cmd.Env = append(slices.Clone(env), asProgram+"="+as)
				in, err := cmd.StdinPipe()
				if err != nil {
					t.Fatal(err)
				}
				out, err := cmd.StdoutPipe()
				if err != nil {
					t.Fatal(err)
				}
				errs, err := os.OpenFile(filepath.Join(own, "work", "said before it ended"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
				if err != nil {
					t.Fatal(err)
				}
				defer errs.Close()
				cmd.Stderr = errs
				if err := cmd.Start(); err != nil {
					t.Fatal(err)
				}
				io.WriteString(in, input)
				return cmd, in, bufio.NewReader(out)
			}
			dir := filepath.Join(own, "XDG_DATA_HOME", "file")
			cmd, in, out := start("1", marks[markSecret]+" lantern seven\n", "vault", "create", dir)
			said, err := out.ReadString('\n')
			in.Close()
			if err := cmd.Wait(); err != nil {
				t.Fatal(err)
			}
			key, ok := strings.CutPrefix(strings.TrimSpace(said), "recovery key: ")
			if err != nil || !ok {
				t.Fatalf("created with %q (%v)", said, err)
			}
			words := append(words, strings.ToLower(key), strings.ToLower(strings.ReplaceAll(key, "-", "")))

			cmd, in, out = start(marking, "", dir, outside)
			done := make(chan string, 1)
			go func() {
				line, _ := out.ReadString('\n')
				done <- line
			}()
			for working := true; working; {
				select {
				case said = <-done:
					working = false
				case <-time.After(50 * time.Millisecond):
					lookForMarks(t, "while it is at work", words, own)
				}
			}
			if said != "kept\n" {
				b, _ := os.ReadFile(filepath.Join(own, "work", "said before it ended"))
				t.Fatalf("it said %q: %s", said, b)
			}
			lookForMarks(t, "while it is open", words, own, filepath.Join(cache, "leverarch"))
			if err := cmd.Process.Signal(signal); err != nil {
				t.Fatal(err)
			}
			cmd.Wait()
			in.Close()
			lookForMarks(t, how, words, own, filepath.Join(cache, "leverarch"))
			if b, err := os.ReadFile(filepath.Join(own, "work", "said before it ended")); how == "crashed" && (err != nil || !bytes.Contains(b, []byte("goroutine"))) {
				t.Errorf("it wrote nothing when it crashed: %s (%v)", b, err)
			}
		})
	}
}
