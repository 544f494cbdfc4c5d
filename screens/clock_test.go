package screens

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"leverarch/app/record"
)

// refusal is a letter that says no to an assessment.
const refusal = `Tarnside Council

28 October 2026

Dear Ms Halloran

Iqra Halloran, date of birth 14/02/2017

Request for an Education, Health and Care needs assessment

Thank you for your request. We have decided that it is not necessary to carry out an EHC needs assessment for Iqra.

You have the right to appeal to the First-tier Tribunal within two months of the date of this letter, or one month of the date of a mediation certificate, whichever is the later.

Yours sincerely
`

// on turns the clock to a day.
func (s *story) on(year int, month time.Month, date int) *story {
	s.now = time.Date(year, month, date, 10, 0, 0, 0, time.Local)
	return s
}

// happened says on the form that something happened, with the answers for its
// fields, and keeps it.
func (s *story) happened(name string, fields ...string) *story {
	s.t.Helper()
	s.Tap("Timeline").Tap("Something happened").Choose("What happened?", name)
	for i := 0; i < len(fields); i += 2 {
		s.Type(fields[i], fields[i+1])
	}
	s.Tap("Yes, keep this")
	if s.Sees("Dates have moved") {
		s.Tap("Close")
	}
	s.See("Timeline")
	return s
}

// row gives the words of the timeline's row for a date, from its day on.
func (s *story) row(title string) string {
	s.t.Helper()
	lines := strings.Split(s.Words(), "\n")
	for i, l := range lines {
		if l == title && i >= 3 {
			return strings.Join(lines[i-3:min(i+5, len(lines))], " | ")
		}
	}
	s.t.Fatalf("no row for %q. What there is:\n%s", title, s.Words())
	return ""
}

// stands wants a date to stand so on the timeline: its day, its pill, whose it is.
func (s *story) stands(title string, wants ...string) *story {
	s.t.Helper()
	s.Tap("Timeline")
	row := s.row(title)
	for _, w := range wants {
		if !strings.Contains(row, w) {
			s.t.Errorf("%q is not in %q", w, row)
		}
	}
	return s
}

const appealTitle = "Last day for the Tribunal to get your appeal, by 5 pm"

func TestARefusalToAssessLeadsToAnAppealOverChristmas(t *testing.T) {
	s := newStory(t, "Iqra Halloran").on(2026, 10, 30)
	s.drops("letter.txt", []byte(refusal))
	s.See("The council will not assess", "Monday 4 January 2027", "Tribunal days from 25 December to 1 January move on")
	s.Type("It came on", "30/10").Choose("It came by", "Post")
	s.See("Another way to read it gives Wednesday 30 December 2026.") // the adviser may be rung until then, by the day it came
	s.Tap("Keep it").Tap("Yes, keep these dates")

	s.See("Here: When you do not agree", "Next: The Tribunal", "If you do not agree with the decision: have you contacted a mediation adviser?")
	s.stands(appealTitle, "4 Jan 2027", "66 days left", "For you")
	s.Tap("Home").See("Last day to contact a mediation adviser about an appeal", "By Monday 28 December 2026", "Law as at")

	// The adviser is rung, and one press on the question is enough to say so.
	s.on(2026, 12, 1).Tap("Timeline").Tap("Say when").See("You contacted a mediation adviser").Type("When was it?", "30/11").Tap("Yes, keep this")
	s.stands("Last day to contact a mediation adviser about an appeal", "done")

	// The certificate comes, and its month ends later than the two of the letter.
	s.on(2026, 12, 12).Tap("Say when").See("The mediation certificate was issued")
	s.Type("It was issued on", "10 December 2026").See("Monday 11 January 2027").Tap("Yes, keep this")
	s.See("Dates have moved", appealTitle+": it was Monday 4 January 2027 and is now Monday 11 January 2027.").Tap("Close")
	s.stands(appealTitle, "11 Jan 2027", "30 days left")

	// Over the holiday nothing changes but the days that are left.
	s.on(2026, 12, 28).stands(appealTitle, "11 Jan 2027", "14 days left")
	s.on(2027, 1, 8).happened("The Tribunal got your appeal", "They got it on", "8/1")
	s.stands(appealTitle, "11 Jan 2027", "done").See("Here: The Tribunal")
	s.happened("The council got the appeal from the Tribunal", "They got it on", "20 January 2027")
	s.stands("The council must send the Tribunal its response to your appeal", "3 Mar 2027", "For the council")
}

func TestAPlanThatIsLateLeadsToTheOmbudsman(t *testing.T) {
	s := newStory(t, "Iqra Halloran").on(2026, 6, 8)
	s.happened("The council got a request for an EHC needs assessment", "They got it on", "1 June 2026")
	const title = "The council must send you the final plan"
	s.stands(title, "19 Oct 2026", "133 days left", "For the council")
	s.on(2026, 10, 19).stands(title, "today")
	s.on(2026, 11, 9).stands(title, "21 days late").See("Not done by the day the law gives")
	s.Tap("Home").See("Waiting for the council", "21 days late")

	// What can still be done, and why that date.
	s.Tap("Timeline").Tap("What can still be done").See("The day was Monday 19 October 2026.", "You can ask the council in writing").NotSee("too late").Tap("Close")
	s.why(title).See("20 weeks after", "Law as at", "What can still be done").Tap("What if …?")

	// The school was closed, the council says. A half-term is too short.
	s.See("What if …?", "The day in law is Monday 19 October 2026.")
	s.Choose("What happened?", "The school was closed").See("We cannot say yet", "What was the first day the school was closed?")
	s.Type("First day closed", "24/10/2026").Type("It opened again on", "2/11/2026").See("This reason does not fit", "Half-term, Christmas and Easter are too short")
	// The summer is long enough, and both days stand beside each other.
	s.Type("First day closed", "22/7/2026").Type("It opened again on", "2/9/2026").See("On which day did the council ask the school for advice?")
	s.Type("The council asked the school for advice on", "20/7/2026").See("This reason can fit", "Monday 19 October 2026", "Monday 30 November 2026")
	s.Type("What happened, in your words", "The head was away all summer.").Tap("Keep this beside the date")
	s.See("Kept. The date has not moved", "Kept beside this date", "The head was away all summer.")
	s.stands(title, "19 Oct 2026", "21 days late").See("The school was closed: This reason can fit. With those days left out it would be Monday 30 November 2026.")
	s.why(title).Tap("What if …?").Tap("Take this out").NotSee("Kept beside this date")
	s.Tap("Timeline").NotSee("The school was closed")

	// The Ombudsman: a year with the day the parent knew as day 1.
	s.happened("You first knew of what went wrong", "When was it?", "20 October 2026")
	const ombudsman = "Last day to take a complaint about the council to the Ombudsman"
	s.stands(ombudsman, "19 Oct 2027", "For you")
	s.on(2027, 3, 1).happened("You took the complaint to the Ombudsman", "When was it?", "1/3/2027")
	s.stands(ombudsman, "done")
	s.happened("The plan was made, or last reviewed", "It was made on", "20/11/2026")
	s.stands(title, "19 Oct 2026", "done 32 days after")
}

// why opens "Why this date?" of a row on the timeline.
func (s *story) why(title string) *story {
	s.t.Helper()
	list, err := s.shell.File().Dates("")
	if err != nil {
		s.t.Fatal(err)
	}
	for _, d := range list {
		if d.Says == title {
			s.shell.Why(d)
			return s
		}
	}
	s.t.Fatalf("no date %q", title)
	return s
}

func TestALateNoticeAfterAReviewDoesNotMoveTheOuterLimit(t *testing.T) {
	s := newStory(t, "Sam Halloran").on(2026, 11, 6)
	s.happened("The review meeting", "When is it?", "1 December 2026")
	const decide, outer = "The council must say: keep the plan, change it or end it", "Outer limit for the changed plan after a review"
	s.stands(decide, "29 Dec 2026").stands(outer, "23 Feb 2027")

	// What if the notice comes late? Nothing is kept by asking.
	s.on(2027, 1, 10).Tap("Timeline").Tap("What if …?").Choose("What if …", "The notice of changes comes late")
	if got := s.Value("The review meeting"); got != "1 December 2026" {
		t.Errorf("the meeting in the file is not taken: %q", got)
	}
	s.Type("The council sends the notice on", "27/1/2027").See("Wednesday 24 March 2027", "Tuesday 23 February 2027", "A late notice does not move", "That is earlier, and the earlier one counts.")
	if s.CanTap("This has happened: keep it") {
		t.Error("what has not come to be can be kept")
	}
	s.Tap("Timeline").NotSee("24 Mar 2027")

	// It comes late indeed.
	s.on(2027, 1, 28).stands(decide, "30 days late")
	s.happened("The council sent the notice of changes to the plan", "The letter says", "27/1/2027")
	s.stands(decide, "done 29 days after").stands(outer, "23 Feb 2027", "26 days left")
	s.why("The council must send the changed plan, or say it will not change").See("Tuesday 23 February 2027").Tap("Close")
	s.happened("The notice of changes to the plan came", "It came on", "28/1/2027", "The letter says", "27/1/2027")
	s.stands("Last day to send your views on the changes to the plan", "10 Feb 2027", "For you").See("Another way to read it gives Thursday 11 February 2027.")
}

func TestTheMoveToSecondarySchoolHasADayOfItsOwn(t *testing.T) {
	s := newStory(t, "Amira Khan").on(2026, 10, 1)
	s.happened("The plan was made, or last reviewed", "It was made on", "3 March 2026")
	s.happened("The year of the move to the next school or college (any day in it)", "When is it?", "1 September 2027")
	const title = "The council must send the plan that names the next school"
	s.stands(title, "15 Feb 2027", "For the council").See("Here: Moving to the next school or college")
	s.on(2027, 2, 20).stands(title, "5 days late").See("Has the plan that names the next school or college come?")
	s.on(2027, 2, 22).happened("The plan that names the next school or college came", "It came on", "22/2/2027")
	s.stands(title, "done 7 days after").NotSee("Has the plan that names the next school")
}

func TestAMoveToAnotherAreaTakesThePlanAlong(t *testing.T) {
	s := newStory(t, "Amira Khan").on(2026, 11, 16)
	s.happened("The plan was made, or last reviewed", "It was made on", "3 March 2026")
	s.Tap("What if …?").Choose("What if …", "We move to another council’s area")
	if got := s.Value("The plan was made, or last reviewed, on"); got != "3 March 2026" {
		t.Errorf("the plan's day in the file is not taken: %q", got)
	}
	s.Type("Your old council knows of the move from", "9/11/2026").See("Your old council must pass the plan to the new council", "Friday 27 November 2026")
	s.Type("The plan passes to the new council on", "1/12/2026").See("Your new council must tell you what it will do with the plan", "Tuesday 12 January 2027")
	s.Tap("This has happened: keep it").See("Kept.")
	s.stands("Your old council must pass the plan to the new council", "27 Nov 2026", "For the council").NotSee("12 Jan 2027")

	s.on(2026, 12, 3).happened("The plan passed to the new council", "When is it?", "1/12/2026")
	s.stands("Your old council must pass the plan to the new council", "done 4 days after")
	s.stands("Your new council must tell you what it will do with the plan", "12 Jan 2027")
	s.stands("Your new council must have reviewed the plan", "2 Mar 2027")
}

func TestAFactThatIsChangedKeepsWhatItWas(t *testing.T) {
	s := newStory(t, "Iqra Halloran").on(2026, 11, 6)
	s.happened("The council got a request for an EHC needs assessment", "They got it on", "3/11/2026")
	s.on(2026, 11, 24).Tap("Timeline").Tap("Open").NotSee("What it was before").Type("They got it on", "5/11/2026").Tap("Yes, keep this")
	s.See("Dates have moved", "it was Tuesday 23 March 2027 and is now Thursday 25 March 2027.").Tap("Close")
	s.Tap("Open").See("What it was before", "It was Tuesday 3 November 2026. You changed it on ", "it was Tuesday 23 March 2027 and is now Thursday 25 March 2027.")
	s.why("The council must send you the final plan").See("It was Tuesday 23 March 2027. You changed it on ").Tap("Close")

	// Not so after all: what followed goes, and stays in the history.
	s.Tap("Timeline").Tap("Open").Tap("This is not so").See("Dates have moved", "Taken out.", "It no longer follows from what is written down.").Tap("Close")
	s.NotSee("The council must send you the final plan")
	if f := s.facts(); len(f) != 0 {
		t.Errorf("still a fact: %+v", f)
	}
}

func TestEachDayOfALetterIsKeptAsWhatItIs(t *testing.T) {
	s := newStory(t, "Iqra Halloran").on(2026, 11, 9)
	s.drops(draftLetter, sampleLetter(t, draftLetter))
	if got := s.Value("It asks you to answer by"); got != "17 November 2026" {
		t.Errorf("the letter's own day: %q", got)
	}
	s.See("The letter asks by Tuesday 17 November 2026. That is the day the law gives.")
	s.Type("It asks you to answer by", "13/11/2026").See("The letter asks by Friday 13 November 2026. The law gives until Tuesday 17 November 2026 at least.")
	s.Type("It came on", "6/11").Type("It was sent on", "4/11").Choose("It came by", "Post").Tap("Yes, keep these dates")
	f := s.facts()
	want := record.Days{Printed: record.NewDay(2026, 11, 3), Sent: record.NewDay(2026, 11, 4), Came: record.NewDay(2026, 11, 6), How: "post"}
	if len(f) != 1 || f[0].Known() != want {
		t.Fatalf("facts: %+v", f)
	}
	s.Tap("Why this date?").See("the day printed on the letter", "It can be read in another way", "Friday 20 November 2026").Tap("Close")
	d := s.documents()[0]
	if d.Letter != want.Printed || d.Sent != want.Sent || d.Came != want.Came || d.CameBy != "post" || d.Answer != record.NewDay(2026, 11, 13) {
		t.Errorf("the document: %+v", d)
	}
	s.again()
	s.Tap("Documents").Tap(draftLetter)
	if got := s.Value("It came on") + s.Value("It was sent on") + s.Value("It came by") + s.Value("It asks you to answer by"); got != "6 November 20264 November 2026post13 November 2026" {
		t.Errorf("came back as %q", got)
	}
}

func TestTheRightsOfAYoungPersonAreTheirOwn(t *testing.T) {
	s := newStory(t, "Sam Halloran").on(2026, 11, 6)
	s.happened("The council sent a decision that can be appealed", "The letter says", "2/11/2026")
	s.See("For you").Tap("Settings").Tap("Children").Tap("Change Sam’s name or birthday").Type("Date of birth", "23 May 2009").Tap("Keep it")
	s.See("Born 23 May 2009", "A young person in law from 28 June 2025")
	s.Tap("Timeline").See("Requests and appeals are Sam’s own right now.", "For Sam").NotSee("For you")
	s.Tap("Home").See("Requests and appeals are Sam’s own right now.")

	s.Tap("Settings").Tap("Children").Tap("Change Sam’s name or birthday").Type("Date of birth", "23 May 2011").Tap("Keep it")
	s.Tap("Home").See("From Saturday 26 June 2027 Sam is over compulsory school age.")
	s.Tap("Settings").Tap("Children").Tap("Change Sam’s name or birthday").Type("Date of birth", "").Tap("Keep it")
	s.NotSee("Born").Tap("Home").NotSee("compulsory school age")
}

func TestRulesThatHaveGrownOldSaySo(t *testing.T) {
	s := newStory(t, "Sam Halloran")
	s.Tap("Timeline").NotSee("The rules in this program are old").Tap("Home").NotSee("The rules in this program are old")
	s.on(2027, 7, 1).Tap("Timeline").See("The rules in this program are old", "more than six months ago").Tap("Home").See("The rules in this program are old")
}

func TestSENSupportHasAThreadOfItsOwn(t *testing.T) {
	s := newStory(t, "Sam Halloran").on(2026, 11, 6)
	s.happened("The school looked at what your child needs (SEN support)", "When was it?", "1/10/2026")
	s.See("SEN support in school", "This is guidance, not law", "Here: Assess", "Next: Plan", "Is the help that was agreed written down? (From guidance, not law.)")
	s.Tap("Add a meeting with the school").Type("When is it?", "5/11/2026").Tap("Yes, keep this").See("Since September you have written down 1 meeting.")
}

func TestTheFormAsksForADayAndMindsOneToCome(t *testing.T) {
	s := newStory(t, "Iqra Halloran").on(2026, 11, 6)
	s.Tap("Timeline").Tap("Something happened")
	if s.CanTap("Yes, keep this") {
		t.Error("nothing can be kept")
	}
	s.Choose("What happened?", "The council sent a decision that can be appealed").Tap("Yes, keep this").See("Please give a day. One is enough.")
	s.Type("The letter says", "the other day").Tap("Yes, keep this").See("We cannot tell which day this is.")
	s.Type("The letter says", "").Type("It came on", "1/12/2026").See("Tuesday 1 December 2026 has not come yet. Is that the day?")
	s.Type("It came on", "5/11/2026").See("Tuesday 5 January 2027").Tap("Yes, keep this").See("Kept.")
	if f := s.facts(); len(f) != 1 || f[0].Day != record.NewDay(2026, 11, 5) || f[0].Known() != (record.Days{Came: record.NewDay(2026, 11, 5)}) {
		t.Errorf("facts: %+v", f)
	}
}

func TestADateThatMovesByAFormMovesOnThePhone(t *testing.T) {
	s := newStory(t, "Iqra Halloran").on(2026, 11, 6)
	s.saveAs = filepath.Join(t.TempDir(), "dates.ics")
	s.happened("The council got a request for an EHC needs assessment", "They got it on", "3/11/2026")
	s.Tap("Timeline").Tap("To my phone").Tap("Save the calendar file")
	s.Tap("Timeline").Tap("Open").Type("They got it on", "5/11/2026").Tap("Yes, keep this").See("Dates have moved").Tap("To my phone")
	s.See("Moved: The council must send you the final plan, from 23 Mar 2027 to 25 Mar 2027.", "“Reply due” on Tuesday 23 March 2027")
}

func TestTheParentSaysWhichDecisionACertificateIsAbout(t *testing.T) {
	s := newStory(t, "Iqra Halloran").on(2026, 11, 24)
	s.happened("The council sent a decision that can be appealed", "The letter says", "1/9/2026")
	s.happened("The council sent a decision that can be appealed", "The letter says", "1/10/2026")
	s.happened("The mediation certificate was issued", "It was issued on", "20/11/2026")
	certificate := s.facts()[2].ID
	s.shell.Go(Place{Name: Happened, ID: certificate})
	s.Choose("Which one does it go with?", "The council sent a decision that can be appealed, 1 Sep 2026")
	s.See("Dates have moved", appealTitle+": it was Monday 2 November 2026 and is now Monday 21 December 2026.").Tap("Close")
	s.shell.Go(Place{Name: Happened, ID: certificate})
	if got := s.Value("Which one does it go with?"); got != "The council sent a decision that can be appealed, 1 Sep 2026" {
		t.Errorf("not kept: %q", got)
	}
}

func TestAMeetingToComeIsNotSaidToHaveHappened(t *testing.T) {
	s := newStory(t, "Sam Halloran").on(2026, 11, 6)
	s.happened("The review meeting", "When is it?", "1 December 2026")
	if row := s.row("The review meeting"); !strings.Contains(row, "25 days left") || strings.Contains(row, "Happened") {
		t.Errorf("the meeting stands as %q", row)
	}
	s.on(2026, 12, 2).Tap("Timeline").See("Happened")
}
