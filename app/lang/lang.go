package lang

import (
	"fmt"
	"strconv"
	"sync/atomic"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"
)

// English is the language that everything is written in.
const English = "en-GB"

// tongue is one language ready to be spoken.
type tongue struct {
	tag   string
	words *i18n.Localizer // nil for English, which needs no looking up
	other func(string) string
}

var spoken atomic.Pointer[tongue]

func now() *tongue {
	if t := spoken.Load(); t != nil {
		return t
	}
	return &tongue{tag: English}
}

// Chosen gives the tag of the language in use: en-GB.
func Chosen() string { return now().tag }

// Choose speaks another language from now on; what is on the screen must be drawn
// again. A tag that no language has is ErrUnknown, and nothing changes.
func Choose(tag string) error {
	t, err := find(tag)
	if err == nil {
		spoken.Store(t)
	}
	return err
}

// T gives a sentence in the language chosen. The sentence is the key; args go where
// its placeholders are, as fmt puts them, and a translation may have them in another
// order (%[2]s). A per cent sign of its own is written twice.
func T(english string, args ...any) string {
	return fmt.Sprintf(now().say(english), args...)
}

// N marks words that stand in a table, so that they are known to the languages. They
// are said by Of where they are shown.
func N(english string) string { return english }

// Of gives marked words in the language chosen. They have no placeholders.
func Of(english string) string { return now().say(english) }

// ByID gives the sentence that has this id, or what is given in its place.
func ByID(id, english string) string { return now().look(id, nil, english) }

// Count gives a number and what is counted: 1 day, 3 days. A language has as many
// forms as it needs.
func Count(n int, one, many string) string {
	return strconv.Itoa(n) + " " + Plural(n, one, many)
}

// Plural gives what is counted, without its number: day, days.
func Plural(n int, one, many string) string {
	english := many
	if n == 1 {
		english = one
	}
	return now().look(pluralID(one, many), n, english)
}

// pluralID is the key of a thing that is counted. It cannot be a sentence of ours.
func pluralID(one, many string) string { return one + "\x00" + many }

func (t *tongue) say(english string) string { return t.look(english, nil, english) }

// look gives the sentence of an id, in the form for a number where there is one; the
// English where the language has none.
func (t *tongue) look(id string, count any, english string) string {
	switch {
	case t.words != nil:
		// A message that is missing comes back empty, with an error that says so.
		s, err := t.words.Localize(&i18n.LocalizeConfig{MessageID: id, PluralCount: count})
		if err == nil && s != "" {
			return s
		}
	case t.other != nil:
		return t.other(english)
	}
	return english
}

func localizer(tag language.Tag, list []message) (*i18n.Localizer, error) {
	bundle := i18n.NewBundle(tag)
	for _, m := range list {
		id := m.English
		switch {
		case m.ID != "":
			id = m.ID
		case m.Many != "":
			id = pluralID(m.English, m.Many)
		}
		// Our sentences hold no template of the library's, and none is looked for.
		err := bundle.AddMessages(tag, &i18n.Message{
			ID: id, LeftDelim: "\x00<", RightDelim: ">\x00",
			Zero: m.Forms["zero"], One: m.Forms["one"], Two: m.Forms["two"],
			Few: m.Forms["few"], Many: m.Forms["many"], Other: m.Forms["other"],
		})
		if err != nil {
			return nil, err
		}
	}
	return i18n.NewLocalizer(bundle, tag.String()), nil
}
