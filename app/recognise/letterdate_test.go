package recognise

import "testing"

// TestAMessageThatWasPassedOnIsDatedByItself holds that a decision somebody sends
// on is counted from the council's message: a later day would make an appeal late.
func TestAMessageThatWasPassedOnIsDatedByItself(t *testing.T) {
	const decision = "\n\nDear Ms Roe\n\nThe panel has decided that an EHC needs assessment of Tam Roe will not be carried out. You may appeal to the SEND Tribunal within two months.\n\nSEND Team\nFernhill Council\n"
	outer := func(subject, says string) string {
		return "From: Ann <ann@home.example>\nTo: me@home.example\nDate: 10 November 2026 09:00\nSubject: " + subject + "\n\n" + says
	}
	for name, c := range map[string]struct{ text, want string }{
		"attached":        {outer("Fwd: Decision", "See below, came last week.\nFrom: SEND <send@fernhill.example>\nTo: a@b.example\nSubject: Decision\nDate: Mon, 02 Nov 2026 09:00:00 +0000") + decision, "2026-11-02"},
		"Outlook":         {outer("FW: Tam", "-----Original Message-----\nFrom: SEND Team <send@fernhill.example>\nSent: 02 November 2026 09:00\nTo: Ann\nSubject: Tam Roe") + decision, "2026-11-02"},
		"new Outlook":     {outer("Tam", "For the file.\n\nFrom: SEND Team <send@fernhill.example>\nSent: Monday, November 2, 2026 9:00 AM\nTo: Ann\nSubject: Tam Roe") + decision, "2026-11-02"},
		"Gmail":           {outer("Fwd: Tam", "---------- Forwarded message ---------\nFrom: SEND Team <send@fernhill.example>\nDate: Mon, 2 Nov 2026 at 09:00\nSubject: Tam Roe\nTo: <ann@home.example>") + decision, "2026-11-02"},
		"Apple":           {outer("Fwd: Tam", "Begin forwarded message:\n\n> From: SEND Team <send@fernhill.example>\n> Date: 2 November 2026 at 09:00:00 GMT\n> To: Ann\n> Subject: Tam Roe\n>") + decision, "2026-11-02"},
		"passed on twice": {outer("Fwd: Tam", "---------- Forwarded message ---------\nFrom: Bo <bo@home.example>\nDate: Thu, 5 Nov 2026 at 10:00\nSubject: Fwd: Tam\nTo: <ann@home.example>\n\nFor you\n\n---------- Forwarded message ---------\nFrom: SEND Team <send@fernhill.example>\nDate: Mon, 2 Nov 2026 at 09:00\nSubject: Tam Roe\nTo: <bo@home.example>") + decision, "2026-11-02"},
		"an answer":       {"From: SEND Team <send@fernhill.example>\nTo: ann@home.example\nDate: 10 November 2026 09:00\nSubject: RE: Tam" + decision + "\nFrom: Ann <ann@home.example>\nSent: 02 November 2026 09:00\nTo: SEND Team\nSubject: Tam\n\nDear team\n\nPlease tell me what you have decided.\n", "2026-11-10"},
		"one message":     {"From: SEND Team <send@fernhill.example>\nTo: ann@home.example\nDate: 10 November 2026 09:00\nSubject: Tam" + decision, "2026-11-10"},
	} {
		g := Document([]Page{{Text: c.text}})
		if g.Kind != RefusalToAssess || g.Letter.Day.String() != c.want {
			t.Errorf("%s: %s of %v, want %s", name, g.Kind, g.Letter.Day, c.want)
		}
		for _, e := range g.Events {
			if e.Event == "decision-sent" && e.Day.String() != c.want {
				t.Errorf("%s: the decision was sent on %v", name, e.Day)
			}
		}
	}
}
