package recognise

import (
	"regexp"
	"regexp/syntax"
	"strings"
)

// A letter is held against some five hundred phrases, and most of them share no
// word with it. So each keeps the words of which one stands in whatever it
// finds, and a letter with none of them is not searched: half the time.

// literals gives texts of which at least one is in anything the expression
// finds, or nil where there is no telling.
func literals(re *regexp.Regexp) []string {
	tree, err := syntax.Parse(re.String(), syntax.Perl)
	if err != nil {
		return nil
	}
	return literalsOf(tree.Simplify())
}

func literalsOf(re *syntax.Regexp) []string {
	const short, many = 3, 16 // not worth looking for, and too many to look for
	switch re.Op {
	case syntax.OpLiteral:
		if s := string(re.Rune); re.Flags&syntax.FoldCase == 0 && len(s) >= short {
			return []string{s}
		}
	case syntax.OpCapture, syntax.OpPlus:
		return literalsOf(re.Sub[0])
	case syntax.OpAlternate:
		var out []string
		for _, sub := range re.Sub {
			some := literalsOf(sub)
			if some == nil || len(out)+len(some) > many {
				return nil
			}
			out = append(out, some...)
		}
		return out
	case syntax.OpConcat:
		var out []string
		for _, sub := range re.Sub {
			if some := literalsOf(sub); some != nil && (out == nil || shortest(some) > shortest(out)) {
				out = some
			}
		}
		return out
	}
	return nil
}

func shortest(list []string) int {
	n := len(list[0])
	for _, s := range list {
		n = min(n, len(s))
	}
	return n
}

// possible reports whether the phrase can be in the text at all.
func (p pattern) possible(low string) bool {
	for _, s := range p.oneOf {
		if strings.Contains(low, s) {
			return true
		}
	}
	return len(p.oneOf) == 0
}
