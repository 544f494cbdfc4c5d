package lang

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"golang.org/x/text/language"

	"leverarch/resources"
)

var (
	// ErrUnknown says that there is no language of that tag.
	ErrUnknown = errors.New("lang: no such language")
	// ErrForm says that a language's file is not as it must be.
	ErrForm = errors.New("lang: not a language's file")
)

// Language is one that can be chosen.
type Language struct {
	Tag  string // en-GB
	Name string // as its speakers call it
}

// file is a language's file.
type file struct {
	Name string `json:"name"`
	Tag  string `json:"tag"`
	// ReadBy says which speaker has read all of it, and when. Without it the language
	// is not offered.
	ReadBy   string    `json:"read_by"`
	Messages []message `json:"messages"`
}

// message is one sentence, or one thing that is counted, with what it is in the
// language: "other" alone, or a form for each of the language's plurals.
type message struct {
	ID      string            `json:"id,omitempty"`
	English string            `json:"english"`
	Many    string            `json:"english_many,omitempty"`
	Forms   map[string]string `json:"is"`
}

// All gives the languages that can be chosen, English first.
func All() []Language {
	out := []Language{{English, "English"}}
	files, _ := shipped()
	for _, f := range files {
		if f.ReadBy != "" {
			out = append(out, Language{f.Tag, f.Name})
		}
	}
	return out
}

var files = sync.OnceValues(func() ([]file, error) {
	return readAll(resources.Languages())
})

// besides are languages that only a test has.
var besides atomic.Pointer[[]file]

func shipped() ([]file, error) {
	if more := besides.Load(); more != nil {
		return *more, nil
	}
	return files()
}

// TestOnlyLanguage has one language offered that does not ship, from its file; an
// empty file takes it away again. Only tests call it.
func TestOnlyLanguage(t interface{ Helper() }, b []byte) error {
	t.Helper()
	if len(b) == 0 {
		besides.Store(nil)
		return nil
	}
	f, err := parse(b)
	besides.Store(&[]file{f})
	return err
}

// readAll reads every language's file there is, but for the list of English.
func readAll(dir fs.FS) ([]file, error) {
	names, err := fs.Glob(dir, "*.json")
	if err != nil {
		return nil, err
	}
	var out []file
	for _, name := range names {
		if name == "english.json" {
			continue
		}
		b, err := fs.ReadFile(dir, name)
		if err != nil {
			return nil, err
		}
		f, err := parse(b)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		out = append(out, f)
	}
	return out, nil
}

// parse reads a language's file. One placeholder more or less than the English
// sentence has is ErrForm: a day or a name would be left out.
func parse(b []byte) (f file, err error) {
	if err := json.Unmarshal(b, &f); err != nil {
		return file{}, fmt.Errorf("%w: %v", ErrForm, err)
	}
	if _, err := language.Parse(f.Tag); err != nil || f.Name == "" {
		return file{}, fmt.Errorf("%w: no tag or no name", ErrForm)
	}
	for _, m := range f.Messages {
		if m.English == "" || m.Forms["other"] == "" {
			return file{}, fmt.Errorf("%w: %q has no words", ErrForm, m.English)
		}
		for form, says := range m.Forms {
			if !slices.Contains([]string{"zero", "one", "two", "few", "many", "other"}, form) {
				return file{}, fmt.Errorf("%w: %q has a form called %q", ErrForm, m.English, form)
			}
			if !slices.Equal(Placeholders(m.English), Placeholders(says)) {
				return file{}, fmt.Errorf("%w: %q has other placeholders than %q", ErrForm, says, m.English)
			}
		}
	}
	return f, nil
}

var placeholder = regexp.MustCompile(`%(\[(\d+)\])?([-+#0]*\d*(?:\.\d+)?[a-zA-Z])|%%`)

// Placeholders gives what a sentence leaves open, in the order of the arguments:
// %[2]s and a first %s are the same as %s and %s.
func Placeholders(sentence string) []string {
	var out []string
	next := 1
	for _, m := range placeholder.FindAllStringSubmatch(sentence, -1) {
		if m[0] == "%%" {
			continue
		}
		if m[2] != "" {
			fmt.Sscan(m[2], &next)
		}
		out = append(out, fmt.Sprintf("%d%s", next, m[3]))
		next++
	}
	slices.Sort(out)
	return out
}

func find(tag string) (*tongue, error) {
	switch tag {
	case English:
		return &tongue{tag: English}, nil
	case Pseudo:
		return &tongue{tag: Pseudo, other: strange}, nil
	}
	all, err := shipped()
	if err != nil {
		return nil, err
	}
	for _, f := range all {
		if strings.EqualFold(f.Tag, tag) && f.ReadBy != "" {
			t, err := f.tongue()
			return t, err
		}
	}
	return nil, fmt.Errorf("%w: %s", ErrUnknown, tag)
}

func (f file) tongue() (*tongue, error) {
	tag, err := language.Parse(f.Tag)
	if err != nil {
		return nil, err
	}
	words, err := localizer(tag, f.Messages)
	return &tongue{tag: f.Tag, words: words}, err
}
