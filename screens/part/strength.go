package part

import (
	"strings"

	"github.com/trustelem/zxcvbn"

	"leverarch/app/lang"
)

// Strong is how hard a passphrase is to guess.
type Strong struct {
	Level  int    // 0 to 4
	Words  string // what to tell the person
	Enough bool   // whether it will do
}

// enough holds, for each level above the first, how many guesses it takes to
// get there. A guess at a file of ours takes long by design: somebody with a
// room of machines makes some ten thousand a second, so 1e9 is a day, 1e12 is
// three years and 1e15 is beyond a lifetime.
var enough = [...]float64{1e6, 1e9, 1e12, 1e15}

// Strength estimates how many guesses a passphrase would stand, as zxcvbn does:
// by the common passwords, words, names, dates, rows of keys and repeats it is
// made of. Known are words that somebody near would try first.
func Strength(secret string, known ...string) Strong {
	if len(secret) > 100 {
		secret = strings.ToValidUTF8(secret[:100], "") // it has long been enough
	}
	var near []string
	for _, k := range known {
		near = append(near, strings.Fields(k)...)
	}
	guesses := zxcvbn.PasswordStrength(secret, near).Guesses
	// Spaces between words are what everybody types: they must not count.
	if bare := strings.Join(strings.Fields(secret), ""); bare != secret {
		guesses = min(guesses, zxcvbn.PasswordStrength(bare, near).Guesses)
	}
	level := 0
	for level < len(enough) && guesses >= enough[level] {
		level++
	}
	return Strong{Level: level, Words: lang.Of(strengths[level]), Enough: level >= 2}
}

var strengths = [...]string{
	lang.N("Very easy to guess. Try four words that do not belong together."),
	lang.N("Easy to guess for somebody who tries. Add another word or two."),
	lang.N("Fair. One more word would make it strong."),
	lang.N("Good. This would take many years to guess."),
	lang.N("Strong. This would take more than a lifetime to guess."),
}
