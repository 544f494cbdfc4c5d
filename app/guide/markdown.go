package guide

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// Shape is what a block looks like.
type Shape string

// The shapes of a block.
const (
	Heading   Shape = "heading"
	Paragraph Shape = "paragraph"
	List      Shape = "list"
	Numbered  Shape = "numbered"
	Quote     Shape = "quote"   // the law's own words
	Copy      Shape = "copy"    // words to copy and send
	Sample    Shape = "example" // an invented example
)

// Voice is whose words a block gives: the law, guidance, or what people do.
type Voice string

// The voices. A block in none of the three sections has none.
const (
	NoVoice  Voice = ""
	Law      Voice = "law"
	Guidance Voice = "guidance"
	People   Voice = "people"
)

// voices are the headings that begin the three kinds of section.
var voices = map[string]Voice{
	"What the law says":  Law,
	"What guidance says": Guidance,
	"What people do":     People,
}

// Block is a heading, a paragraph, a list, a quote, or words to copy.
type Block struct {
	Shape Shape
	Voice Voice
	// Runs holds the words of everything but a list.
	Runs []Run
	// Points holds the points of a list.
	Points [][]Run
	// Source says where a quote stands.
	Source string
}

// Mark is what a run of words is.
type Mark string

// The marks.
const (
	Plain   Mark = ""
	Term    Mark = "term"    // Target is the id of a term or role
	Link    Mark = "page"    // Target is the id of a page
	Outside Mark = "outside" // Target is an https address
	Time    Mark = "time"    // Target is the id of a rule; Text its time in words
)

// Run is a stretch of words with one mark.
type Run struct {
	Mark   Mark
	Text   string
	Target string
}

var numbered = regexp.MustCompile(`^([0-9]+)\. `)

// blocks reads the body of a page. The rules whose time it fills in are added
// to mentions.
func (l *loading) blocks(file, id, body string, mentions *[]string) ([]Block, error) {
	b := &building{loading: l, file: file, id: id, mentions: mentions, seen: map[Voice]bool{}}
	lines := strings.Split(body, "\n")
	for i := 0; i < len(lines); i++ {
		line := lines[i]
		if lang, ok := strings.CutPrefix(line, "```"); ok {
			end := slices.Index(lines[i+1:], "```")
			if end < 0 {
				return nil, b.refuse("``` with no end")
			}
			if err := b.fenced(Shape(lang), strings.Join(lines[i+1:i+1+end], "\n")); err != nil {
				return nil, err
			}
			i += 1 + end
			continue
		}
		if err := b.line(line); err != nil {
			return nil, err
		}
	}
	if err := b.close(); err != nil {
		return nil, err
	}
	if len(b.done) == 0 || b.done[0].Shape != Paragraph {
		return nil, &Refused{file, id, NoWords, "the page begins with its short answer"}
	}
	return b.done, nil
}

// building is a body half read.
type building struct {
	*loading
	file, id string
	mentions *[]string
	done     []Block
	voice    Voice
	seen     map[Voice]bool

	open  Shape    // of the block that lines are being added to
	lines []string // its paragraph or its points
}

func (b *building) refuse(detail string) error { return &Refused{b.file, b.id, BadMark, detail} }

func (b *building) line(line string) error {
	switch {
	case strings.TrimSpace(line) == "":
		return b.close()
	case strings.HasPrefix(line, "## "):
		if err := b.close(); err != nil {
			return err
		}
		words := strings.TrimSpace(line[len("## "):])
		if words == "" {
			return &Refused{b.file, b.id, NoWords, "a heading"}
		}
		b.voice = voices[words]
		if b.voice != NoVoice && b.seen[b.voice] {
			return &Refused{b.file, b.id, Twice, words}
		}
		b.seen[b.voice] = true
		b.done = append(b.done, Block{Shape: Heading, Voice: b.voice, Runs: []Run{{Text: words}}})
		return nil
	case strings.HasPrefix(line, "- "):
		return b.add(List, line[len("- "):], true)
	case numbered.MatchString(line):
		n := numbered.FindString(line)
		if want := fmt.Sprintf("%d. ", b.pointsOf(Numbered)+1); n != want {
			return b.refuse("numbered " + n + "where " + want + "comes")
		}
		return b.add(Numbered, line[len(n):], true)
	case strings.HasPrefix(line, "> "):
		return b.add(Quote, line[len("> "):], true)
	case strings.HasPrefix(line, "#") || strings.HasPrefix(line, "* ") || strings.HasPrefix(line, "|") || strings.HasPrefix(line, ">"):
		return b.refuse(line)
	case b.open == List || b.open == Numbered:
		return b.add(b.open, strings.TrimSpace(line), false)
	}
	return b.add(Paragraph, strings.TrimSpace(line), b.open != Paragraph)
}

func (b *building) pointsOf(s Shape) int {
	if b.open != s {
		return 0
	}
	return len(b.lines)
}

// add puts a line in the open block, or opens one of that shape.
func (b *building) add(s Shape, line string, fresh bool) error {
	if b.open != s {
		if err := b.close(); err != nil {
			return err
		}
		b.open = s
	}
	if fresh {
		b.lines = append(b.lines, line)
	} else {
		b.lines[len(b.lines)-1] += " " + line
	}
	return nil
}

// close ends the open block.
func (b *building) close() error {
	shape, lines := b.open, b.lines
	b.open, b.lines = "", nil
	if shape == "" {
		return nil
	}
	block := Block{Shape: shape, Voice: b.voice}
	if shape == Quote {
		source, ok := strings.CutPrefix(lines[len(lines)-1], "— ")
		if !ok || strings.TrimSpace(strings.Join(lines[:len(lines)-1], "")) == "" {
			return b.refuse("a quote ends with where it stands")
		}
		block.Source = source
		block.Runs = []Run{{Text: strings.Join(lines[:len(lines)-1], " ")}}
		b.done = append(b.done, block)
		return nil
	}
	for _, line := range lines {
		if strings.TrimSpace(line) == "" {
			return &Refused{b.file, b.id, NoWords, string(shape)}
		}
		runs, err := b.runs(b.file, b.id, line, b.mentions)
		if err != nil {
			return err
		}
		if shape == Paragraph {
			block.Runs = runs
		} else {
			block.Points = append(block.Points, runs)
		}
	}
	b.done = append(b.done, block)
	return nil
}

func (b *building) fenced(shape Shape, text string) error {
	if err := b.close(); err != nil {
		return err
	}
	if strings.TrimSpace(text) == "" {
		return &Refused{b.file, b.id, NoWords, string(shape)}
	}
	block := Block{Shape: shape, Voice: b.voice, Runs: []Run{{Text: text}}}
	switch shape {
	case Sample:
	case Copy:
		var err error
		if block.Runs, err = b.marks(b.file, b.id, text, b.mentions, copyRE, strayInCopy); err != nil {
			return err
		}
	default:
		return b.refuse("```" + string(shape))
	}
	b.done = append(b.done, block)
	return nil
}

// A mark is [[shown|term]], [words](where), or {rule} with a number or whole.
var markRE = regexp.MustCompile(`\[\[([^\[\]|]+)(?:\|([^\[\]|]+))?\]\]|\[([^\[\]]+)\]\(([^()\s]+)\)|\{([a-z0-9-]+)(?: ([a-z0-9]+))?\}`)

// stray is what no plain words hold: half a mark, or a mark of another markdown.
var stray = regexp.MustCompile("[\\[\\]{}<>`*]|(?:^|\\s)_\\S")

// In words to copy only a rule is a mark: [words in brackets] are for the parent
// to fill in. The groups are those of markRE.
var copyRE = regexp.MustCompile(`()()()()\{([a-z0-9-]+)(?: ([a-z0-9]+))?\}`)
var strayInCopy = regexp.MustCompile("[{}<>`*]")

// runs reads the marks in one stretch of words.
func (l *loading) runs(file, id, text string, mentions *[]string) ([]Run, error) {
	return l.marks(file, id, text, mentions, markRE, stray)
}

func (l *loading) marks(file, id, text string, mentions *[]string, marks, stray *regexp.Regexp) ([]Run, error) {
	var list []Run
	plain := func(s string) error {
		if bad := stray.FindString(s); bad != "" {
			return &Refused{file, id, BadMark, s}
		}
		if s != "" {
			list = append(list, Run{Text: s})
		}
		return nil
	}
	at := 0
	for _, m := range marks.FindAllStringSubmatchIndex(text, -1) {
		part := func(n int) string {
			if m[2*n] < 0 {
				return ""
			}
			return text[m[2*n]:m[2*n+1]]
		}
		if err := plain(text[at:m[0]]); err != nil {
			return nil, err
		}
		at = m[1]
		run, err := l.mark(part)
		if err != nil {
			err.File, err.ID = file, id
			return nil, err
		}
		if run.Mark == Time && mentions != nil && !slices.Contains(*mentions, run.Target) {
			*mentions = append(*mentions, run.Target)
		}
		list = append(list, run)
	}
	if err := plain(text[at:]); err != nil {
		return nil, err
	}
	return list, nil
}

// mark reads one mark by the parts of markRE.
func (l *loading) mark(part func(int) string) (Run, *Refused) {
	if shown := part(1); shown != "" {
		name := part(2)
		if name == "" {
			name = shown
		}
		e, ok := l.guide.Entry(name)
		if !ok {
			return Run{}, &Refused{Flaw: NoTerm, Detail: name}
		}
		return Run{Term, shown, e.ID}, nil
	}
	if words := part(3); words != "" {
		where := part(4)
		if strings.HasPrefix(where, "https://") {
			return Run{Outside, words, where}, nil
		}
		if l.guide.byID[where] == nil {
			return Run{}, &Refused{Flaw: NoPage, Detail: where}
		}
		return Run{Link, words, where}, nil
	}
	r, ok := l.book.Rule(part(5))
	if !ok {
		return Run{}, &Refused{Flaw: NoRule, Detail: part(5)}
	}
	words, ok := timeOf(r, part(6))
	if !ok {
		return Run{}, &Refused{Flaw: NoTime, Detail: part(5) + " " + part(6)}
	}
	return Run{Time, words, r.ID}, nil
}
