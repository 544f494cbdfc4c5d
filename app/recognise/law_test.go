package recognise

import (
	"strings"
	"testing"
)

// TestLawStatements puts one statement at a time into a letter that is otherwise
// right: what is wrong or missing is said, and what is right draws no word.
func TestLawStatements(t *testing.T) {
	const (
		head   = "Tarnside Council\nSEND Team\n3 March 2026\n\nDear Ms Ashby\n\nKit Ashby\n\n"
		foot   = "\n\nYours sincerely\nR. Fell\nCasework Officer"
		rights = " You have a right to appeal to the SEND Tribunal within two months of the date of this letter, or one month from a mediation certificate, whichever is later. Before you appeal you must contact a mediation adviser, Fairway Mediation, on 01632 960001."
		draft  = "I enclose Kit's draft EHC plan with the reports it is written from. Please tell us what you think of it and which school you would like us to name. "
		refuse = "We have considered your request and have decided not to carry out an EHC needs assessment of Kit, because his school can meet his needs from its own resources and has not yet tried what its own advisers suggest."
		final  = "I enclose Kit's final EHC plan. It names Holm School in section I. Copies go to the school and to health."
		yes    = "We have agreed to carry out an EHC needs assessment of Kit and are now seeking advice from his school and an educational psychologist. "
		notice = "This is an amendment notice under regulation 22. I enclose the plan and the amendments we propose to make to it. Please send us your comments on these. "
	)
	for _, c := range []struct{ name, text, note string }{
		{"fifteen days", draft + "You have 15 days from the day you receive it.", ""},
		{"a reply day that is right", draft + "Please reply by 17 March 2026.", ""},
		{"working days", draft + "You have 15 working days to comment.", "says 15 working days"},
		{"ten days", draft + "Please respond within 10 days.", "says 10 days"},
		{"a reply day too early", draft + "Please reply by 10 March 2026.", "by Tuesday 10 March 2026, which is 7 days after its date"},
		{"an early day for amendments", notice + "Please reply by 12 March 2026.", "at least 15 days from the day the notice came"},
		{"a right to appeal a draft", draft + "You have a right to appeal to the SEND Tribunal.", "right comes with the final decision"},
		{"an appeal later", draft + "When the final plan is issued you will have a right to appeal.", ""},
		{"weeks from the request", yes + "The whole process takes 20 weeks from the day we received your request.", ""},
		{"weeks from the letter", yes + "The whole process takes 20 weeks from the date of this letter.", "counts 20 weeks from itself"},
		{"weeks from today", yes + "You will have the plan within 20 weeks of today.", "counts 20 weeks from itself"},
		{"rights that are right", refuse + rights, ""},
		{"rights with a plan", final + rights, ""},
		{"from receipt", refuse + strings.Replace(rights, "the date of this letter", "receipt of this letter", 1), "two months from the day you receive it"},
		{"must mediate", refuse + rights + " You must attend mediation before you can appeal.", "you must go to mediation"},
		{"no rights told", refuse + " Please ring me if you would like to talk about this decision.", "does not speak of the right to appeal"},
		{"no mediation told", refuse + " You have a right to appeal to the SEND Tribunal within two months of the date of this letter.", "nothing about mediation"},
		{"no right said", refuse + " There is no right of appeal against this decision." + " Mediation is open to you.", "says there is no right to appeal"},
		{"thirty days from a certificate", refuse + strings.Replace(rights, "one month from a mediation certificate", "30 days from a mediation certificate", 1), "30 days from the certificate"},
		{"twenty-eight days", refuse + " You can appeal within 28 days. Mediation is open to you.", "gives 28 days to appeal"},
	} {
		t.Run(c.name, func(t *testing.T) {
			g := promises(t, []Page{{Text: head + c.text + foot}})
			notes := strings.Join(g.Notes, "\n")
			switch {
			case g.Kind == Unsure || g.Letter.Day.String() != "2026-03-03":
				t.Error(summary(g))
			case c.note == "" && notes != "":
				t.Errorf("a letter that is right: %s", notes)
			case !strings.Contains(notes, c.note):
				t.Errorf("want %q, have %q", c.note, notes)
			case c.note != "" && !strings.Contains(notes, "Act 20") && !strings.Contains(notes, "Regulations 20") && !strings.Contains(notes, "Rules 20"):
				t.Errorf("no source: %s", notes)
			}
		})
	}
}

// TestReviewNamed finds the day a review is to be held in papers of other kinds,
// and none in those that only speak of reviews.
func TestReviewNamed(t *testing.T) {
	const head, foot = "Tarnside Council\nShort Breaks\n3 March 2026\n\nDear Ms Ashby\n\n", "\n\nYours sincerely\nR. Fell"
	for text, day := range map[string]string{
		"I am your new support worker. The annual review of Kit's EHC plan will be held on 12 May 2026.":                "2026-05-12",
		"You asked if I could come to school. Kit's interim review has been arranged for 12 May 2026.":                  "2026-05-12",
		"The annual review of our short breaks service will be held on 12 May 2026.":                                    "",
		"Annual review training for staff will be held on 12 May 2026.":                                                 "",
		"The annual review of Kit's EHC plan was due by 12 May 2026 and I have heard nothing.":                          "",
		"Please send me your views for the annual review of Kit's EHC plan, which will be held in May, by 12 May 2026.": "",
	} {
		g := promises(t, []Page{{Text: head + text + foot}})
		got := ""
		for _, e := range g.Events {
			if e.Event == reviewMeeting {
				got = e.Day.String()
			}
		}
		if got != day {
			t.Errorf("%s: %q, want %q\n%s", text, got, day, summary(g))
		}
	}
}
