package recognise

import (
	"strings"
	"testing"
)

const planWords = `EDUCATION, HEALTH AND CARE PLAN
Contents
Section A: views, interests and aspirations 2
Section B: special educational needs 2
Section F: special educational provision 3
Section I: placement 4
Section K: advice 4
` + "\x00" + `Section A: the views, interests and aspirations of Ama and her parents
Ama likes to swim. She wants to be a vet. She does not like it when many people talk at once, and she says so.
Her parents want her to have friends and to be safe at school, and to be understood by those who teach her there.

Section B: special educational needs
B1. Ama has a hearing loss in both ears. Her understanding of speech in noise is low for her age, and she tires.
B2. She finds it hard to follow a talk between several people. Without help she gives up, and then sits alone.
` + "\x00" + `Sections E and F: outcomes and special educational provision
E1. By the end of Year 6 Ama will follow a lesson in a class of thirty, and say when she has not heard a thing.
F1. A teacher of the deaf, one hour each week, in school. A radio aid, checked each morning by a trained adult.
` + "\x00" + `Section G: health provision
None.
Section H1: social care provision
None.
Section H2: other social care provision
None.
Section I: placement
Fellgate Primary School, a mainstream school.
Section K: advice and information
`

func planPages() []Page {
	var pages []Page
	for _, text := range strings.Split(planWords, "\x00") {
		pages = append(pages, Page{Text: text})
	}
	return pages
}

// TestASectionBeginsWhereItsOwnWordsStand holds that a list of contents is no
// beginning, that one heading may begin two, and that short ones are found.
func TestASectionBeginsWhereItsOwnWordsStand(t *testing.T) {
	want := map[string]int{"A": 2, "B": 2, "E": 3, "F": 3, "G": 4, "H": 4, "I": 4, "K": 4}
	got := Sections(planPages())
	for _, s := range got {
		if want[s.Letter] != s.Page {
			t.Errorf("section %s begins on page %d, not %d", s.Letter, s.Page, want[s.Letter])
		}
		if !strings.Contains(Fold(planPages()[s.Page-1].Text), s.Words) || s.Words == "" {
			t.Errorf("section %s: %q does not stand on page %d", s.Letter, s.Words, s.Page)
		}
		delete(want, s.Letter)
	}
	if len(want) > 0 {
		t.Errorf("not found: %v of %v", want, got)
	}
}

// TestWhatIsNoPlanHasNoSections holds for a letter that names them.
func TestWhatIsNoPlanHasNoSections(t *testing.T) {
	for _, text := range []string{"", "Section F is about help.", "Dear Mrs Khan,\nYou may ask for changes to section B, section F and section I.\nYours sincerely"} {
		if got := Sections([]Page{{Text: text}}); len(got) > 0 {
			t.Errorf("%q has %v", text, got)
		}
	}
}
