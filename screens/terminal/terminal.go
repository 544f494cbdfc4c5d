// Package terminal does from a command line every job the window does, for
// people whose computer cannot show the window, for those who read a screen
// aloud, and for scripts.
//
// It knows no Fyne and no law: it asks app and prints what comes back. It
// promises that standard output holds only what was asked for, that each line
// is written at once, that a line saying "stored" or "written" is printed only
// when the bytes are on the disk, and that what goes wrong is one plain
// sentence on standard error.
package terminal

import (
	"bufio"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"

	"golang.org/x/term"

	"leverarch/app"
	"leverarch/app/record"
	"leverarch/screens/words"
)

// Exit statuses.
const (
	done     = 0
	couldNot = 1
	misused  = 2
)

// Terminal is one run of the program from a command line.
type Terminal struct {
	Desk *app.Desk
	In   io.Reader
	Out  io.Writer
	Err  io.Writer

	lines *bufio.Reader
}

// command is one of the words that may follow the program's name.
type command struct {
	name  string
	usage string // what follows the name
	says  string
	run   func(*Terminal, *options) error
}

var commands = []command{
	{"read", "FILE... [--json] [--today DAY]", "say what letters are and which dates follow", (*Terminal).read},
	{"dates", "EVENT=DAY... [--json] [--today DAY]", "work out the dates that follow from what happened", (*Terminal).dates},
	{"calendar", "(FILE | EVENT=DAY)... -o OUT.ics [--titles neutral|full]", "write those dates for a phone", (*Terminal).calendar},
	{"text", "FILE", "print the words of a file, page by page", (*Terminal).text},
	{"law", "[--json]", "print the rule book", (*Terminal).law},
	{"guide", "[PAGE] [--json] | --html FOLDER", "print your rights in plain words, or write them as web pages", (*Terminal).guide},
	{"sample", "[-o OUT.ics]", "do the main job on the sample letters", (*Terminal).sample},
	{"vault create", "DIR", "make a locked file; prints its recovery key once", (*Terminal).vaultCreate},
	{"vault import", "DIR FILE... [--child NAME] [--json]", "put letters in the locked file", (*Terminal).vaultImport},
	{"vault list", "DIR [--json]", "list the documents", (*Terminal).vaultList},
	{"vault get", "DIR ID -o FILE", "take a copy of a document out", (*Terminal).vaultGet},
	{"vault log", "DIR [--on DAY] [--by DAY]", "write down a conversation: child, with, said, agreed as lines of `name: text`", (*Terminal).vaultLog},
	{"vault confirm", "DIR ID [EVENT=DAY...]", "make what was found in a document fact", (*Terminal).vaultConfirm},
	{"vault history", "DIR ID", "show what a record said before", (*Terminal).vaultHistory},
	{"vault delete", "DIR ID", "put something in the bin", (*Terminal).vaultDelete},
	{"vault bin", "DIR [--empty] [--json]", "list the bin, or delete what is in it for good", (*Terminal).vaultBin},
	{"vault check", "DIR [--json]", "read every byte back and name what is damaged", (*Terminal).vaultCheck},
	{"vault export", "DIR -o FOLDER", "take everything out, in open formats, not locked", (*Terminal).vaultExport},
	{"vault backup", "DIR -o FILE", "write one OpenPGP file that gpg opens with the recovery key", (*Terminal).vaultBackup},
	{"vault restore", "FILE DIR", "make a locked file out of a backup", (*Terminal).vaultRestore},
	{"vault passphrase", "DIR", "change your passphrase: the old one, then the new one", (*Terminal).vaultPassphrase},
	{"vault carer add", "DIR LABEL", "give somebody a passphrase of their own: yours, then theirs", (*Terminal).vaultCarerAdd},
	{"vault carer remove", "DIR LABEL", "take somebody out; prints the new recovery key once", (*Terminal).vaultCarerRemove},
	{"vault carer list", "DIR [--json]", "list who can open the file", (*Terminal).vaultCarerList},
	{"vault keys", "DIR", "make new keys for everything; prints the new recovery key once", (*Terminal).vaultKeys},
	{"vault find", "DIR WORDS... [--json]", "find words in letters, conversations, people and dates", (*Terminal).vaultFind},
	{"vault dates", "DIR [--json]", "work out the locked file's own dates", (*Terminal).vaultDates},
	{"vault calendar", "DIR -o OUT.ics [--titles neutral|full] [--changes]", "write them for a phone", (*Terminal).vaultCalendar},
}

// usageError is a command line that cannot be understood.
type usageError struct{ says string }

func (e *usageError) Error() string { return e.says }

// errSaid ends a command that has said already what it could not do.
var errSaid = errors.New("terminal: said already")

// Run does what the words after the program's name ask, and gives the status
// the program ends with.
func (t *Terminal) Run(args []string) int {
	t.lines = bufio.NewReader(t.In)
	if len(args) == 0 || args[0] == "help" || args[0] == "--help" || args[0] == "-h" {
		t.help(t.Out)
		return done
	}
	// Options may stand anywhere, before the command's own name too.
	o, wrong := parse(args)
	for _, c := range commands {
		name := strings.Fields(c.name)
		if len(o.words) < len(name) || strings.Join(o.words[:len(name)], " ") != c.name {
			continue
		}
		o.words = o.words[len(name):]
		if wrong != nil {
			return t.end(c, wrong)
		}
		return t.end(c, c.run(t, o))
	}
	fmt.Fprintf(t.Err, "There is no command %q. `leverarch help` lists them.\n", strings.Join(args[:min(2, len(args))], " "))
	return misused
}

func (t *Terminal) end(c command, err error) int {
	var misuse *usageError
	switch {
	case err == nil:
		return done
	case errors.Is(err, flag.ErrHelp):
		fmt.Fprintf(t.Out, "leverarch %s %s\n    %s\n", c.name, c.usage, c.says)
		return done
	case errors.As(err, &misuse):
		fmt.Fprintf(t.Err, "%s\nUse it like this: leverarch %s %s\n", misuse.says, c.name, c.usage)
		return misused
	case errors.Is(err, errSaid):
		return couldNot
	}
	fmt.Fprintln(t.Err, words.For(err).Sentence())
	return couldNot
}

func (t *Terminal) help(w io.Writer) {
	fmt.Fprint(w, "Lever Arch keeps a family's letters, locked, and counts the dates that follow from them.\nWith no words after its name it opens its window.\n\n")
	for _, c := range commands {
		fmt.Fprintf(w, "  leverarch %s %s\n      %s\n", c.name, c.usage, c.says)
	}
	fmt.Fprint(w, "\nDAY is written 2026-11-23. A passphrase is asked for, or is the first line of standard input; the recovery key serves too.\nThis is information, not legal advice. The dates are for England.\n")
}

// options are what stands after a command: words, and options in any order.
type options struct {
	words   []string
	json    bool
	today   record.Day
	out     string
	titles  string
	child   string
	on, by  record.Day
	changes bool
	empty   bool
	html    string
}

// parse takes the options out of args. Where one cannot be used, the words up to
// it are given with the reason.
func parse(args []string) (*options, error) {
	o := &options{}
	f := flag.NewFlagSet("leverarch", flag.ContinueOnError)
	f.SetOutput(io.Discard)
	f.BoolVar(&o.json, "json", false, "")
	f.TextVar(&o.today, "today", record.Day{}, "")
	f.StringVar(&o.out, "o", "", "")
	f.StringVar(&o.titles, "titles", app.NeutralTitles, "")
	f.StringVar(&o.child, "child", "", "")
	f.TextVar(&o.on, "on", record.Day{}, "")
	f.TextVar(&o.by, "by", record.Day{}, "")
	f.BoolVar(&o.changes, "changes", false, "")
	f.StringVar(&o.html, "html", "", "")
	f.BoolVar(&o.empty, "empty", false, "")
	for len(args) > 0 {
		if err := f.Parse(args); err != nil {
			if errors.Is(err, flag.ErrHelp) {
				return o, err
			}
			return o, &usageError{"That option cannot be used like that: " + err.Error() + "."}
		}
		// What comes after a lone -- are words, whatever they look like.
		if used := len(args) - f.NArg(); used > 0 && args[used-1] == "--" {
			o.words = append(o.words, f.Args()...)
			break
		}
		args = f.Args()
		if len(args) > 0 {
			o.words = append(o.words, args[0])
			args = args[1:]
		}
	}
	if o.titles != app.NeutralTitles && o.titles != app.FullTitles {
		return o, &usageError{"--titles is neutral or full."}
	}
	return o, nil
}

// need checks how many words stand after a command.
func (o *options) need(least, most int, what string) error {
	if len(o.words) < least || (most >= 0 && len(o.words) > most) {
		return &usageError{"This needs " + what + "."}
	}
	return nil
}

// day is the day to count as today.
func (t *Terminal) day(o *options) record.Day {
	if o.today.IsZero() {
		return t.Desk.Today()
	}
	return o.today
}

func (t *Terminal) printf(format string, args ...any) { fmt.Fprintf(t.Out, format, args...) }

// printJSON writes one JSON value and nothing else.
func (t *Terminal) printJSON(v any) error {
	e := json.NewEncoder(t.Out)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	return e.Encode(v)
}

// sorry says on standard error what could not be done with one of many things.
func (t *Terminal) sorry(about string, err error) {
	fmt.Fprintf(t.Err, "%s: %s\n", about, words.For(err).Sentence())
}

// line reads the next line of standard input.
func (t *Terminal) line() (string, error) {
	s, err := t.lines.ReadString('\n')
	s = strings.TrimRight(s, "\r\n")
	if errors.Is(err, io.EOF) && s != "" {
		err = nil
	}
	return s, err
}

// secret takes a passphrase or recovery key: from a prompt that shows nothing
// where a person is typing, else the next line of standard input.
func (t *Terminal) secret(prompt string) ([]byte, error) {
	if f, ok := t.In.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		fmt.Fprint(t.Err, prompt)
		b, err := term.ReadPassword(int(f.Fd()))
		fmt.Fprintln(t.Err)
		return b, err
	}
	s, err := t.line()
	if errors.Is(err, io.EOF) {
		return nil, words.ErrNoPassphrase
	}
	return []byte(s), err
}

// asked reports whether a person is typing at the other end.
func (t *Terminal) asked() bool {
	f, ok := t.In.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}
