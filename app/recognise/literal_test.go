package recognise

import "testing"

// TestLiterals holds every phrase against every letter: none is passed over
// where it would be found, and most are passed over.
func TestLiterals(t *testing.T) {
	var all []pattern
	for _, k := range kinds {
		all = append(append(append(all, k.strong...), k.weak...), k.against...)
	}
	for _, l := range looseWords {
		all = append(all, l.words...)
	}
	passed, searched := 0, 0
	for i, e := range examples(t) {
		if i%4 != 0 {
			continue // a quarter of the letters holds every phrase many times
		}
		for _, p := range all {
			if p.possible(e.f.now) {
				searched++
				continue
			}
			passed++
			if m := p.re.FindString(e.f.now); m != "" {
				t.Errorf("%s, %s: %q is found by %s and has none of %q", e.file, e.name, m, p.re, p.oneOf)
			}
		}
	}
	t.Logf("of %d searches %d are left out", passed+searched, passed)
	if passed < searched {
		t.Error("fewer than half are left out")
	}
}
