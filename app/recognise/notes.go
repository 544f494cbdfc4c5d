package recognise

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"leverarch/app/record"
)

// The only numbers of the law this package holds, to notice a letter that says
// otherwise. They count nothing: the rule book does.
const (
	draftDays    = 15 // SEND Regulations 2014, regulations 13(1)(a) and 22(2)(c): at least 15 days
	appealMonths = 2  // HESC Rules 2008, rule 20(1)(c)(i): two months after the decision was sent
	planWeeks    = 20 // SEND Regulations 2014, regulation 13(2): 20 weeks from the request
)

// Where each note's law stands.
const (
	srcDraft   = "(SEND Regulations 2014, regulation 13.)"
	srcAmend   = "(SEND Regulations 2014, regulation 22.)"
	srcWeeks   = "(SEND Regulations 2014, regulation 13.)"
	srcSix     = "(SEND Regulations 2014, regulation 5.)"
	srcAppeal  = "(Tribunal Procedure Rules 2008, rule 20.)"
	srcTellHow = "(SEND Regulations 2014, regulation 32.)"
	srcMediate = "(Children and Families Act 2014, section 55.)"
	srcRight   = "(Children and Families Act 2014, section 51.)"
	srcReview  = "(SEND Regulations 2014, regulations 20 and 22.)"
	srcClosed  = "(SEND Regulations 2014, regulations 10 and 13.)"
)

const (
	noteRequestDay   = "This is the day on your request. The law counts from the day the council received it, so ask which day that was."
	noteAmendedDraft = "This draft changes a plan that is already there, so the dates for a first plan do not start again."
	noteNoDate       = "We could not find the letter’s own date. Please type the day printed on it."
	noteNoDocDate    = "We could not find the date on this document. Please type it if you know it."
)

var (
	workingDays = regexp.MustCompile(`(?:within|have|least|of|in)?\s?((?:[0-9]{1,2}|ten|twelve|fourteen|fifteen|twenty)(?:\s?\([0-9]{1,2}\))?)\s?working\s?days`)
	plainDays   = regexp.MustCompile(`(?:within|have|in|allow\w*)\s(?:the\s?next\s?)?([0-9]{1,2}|five|seven|ten|twelve|fourteen)\s?(?:\([0-9]{1,2}\)\s?)?(?:calendar\s?)?days\b`)
	oneOrTwo    = regexp.MustCompile(`(?:within|have|in)\s(?:the\s?next\s?)?(one|1|two|2|a)\s?weeks?\b[^.]{0,60}(?:comment|respon|repl|views|tell|let\s?us)|(?:comment|respon|repl|views|tell|let\s?us)[^.]{0,60}(?:within|in)\s(?:the\s?next\s?)?(one|1|two|2|a)\s?weeks?\b`)
	replyWords  = regexp.MustCompile(`\b(?:comment|respon|repl|views|representation|tell\s?us|let\s?us|hear\s?from\s?you|return|changes|feedback|consult|what\s?you\s?think|preference|window)`)
	fromLetter  = regexp.MustCompile(`\b(20|twenty|16|sixteen|14|fourteen)\s?(?:\(\w+\)\s?)?weeks?\s?(?:of|from|after|beginning)\s?(?:the\s?)?(?:date\s?(?:of|on)\s?)?(?:this\s?letter|today|now\b|this\s?decision|our\s?decision|the\s?decision)`)
	allInfo     = regexp.MustCompile(`weeks?\s?[^.;]{0,50}(?:from|once|after|when|until)[^.;]{0,50}(?:all|full|complete|further|additional)[^.;]{0,40}(?:information|evidence|paperwork|documents|forms?)[^.;]{0,30}(?:received|in\b|arriv|provided|complete)|(?:clock|time|period|weeks)[^.;]{0,40}(?:start|begin)\w*[^.;]{0,50}(?:all|full|complete)[^.;]{0,30}(?:information|evidence|paperwork|documents)`)
	fromReceipt = regexp.MustCompile(`(?:two|2)\s?(?:calendar\s?)?months?\s?(?:of|from|after)[^.;]{0,20}(?:receipt|receiv\w+|you\s?(?:get|got|receive))`)
	appealDays  = regexp.MustCompile(`\bappeal[^.;]{0,80}\b(?:within|have)\s([0-9]{1,2}|one|six|eight|four|twenty.eight|thirty|1)\s?((?:working\s?|calendar\s?)?(?:days|weeks|month)\b)[^.;]{0,40}|\b(?:have|within)\s([0-9]{1,2}|six|eight|four|thirty|twenty.eight)\s?((?:working\s?|calendar\s?)?(?:days|weeks)\b)[^.;]{0,40}\bappeal`)
	certDays    = regexp.MustCompile(`\b(28|30|thirty|twenty.eight)\s?(?:calendar\s?|working\s?)?days\b[^.;]{0,70}\bcertificate|certificate[^.;]{0,80}\b(28|30|thirty|twenty.eight)\s?(?:calendar\s?|working\s?)?days[^.;]{0,40}appeal`)
	mustMediate = regexp.MustCompile(`\b(?:you|parents|families)\s?(?:must|have\s?to|are\s?required\s?to|need\s?to|will\s?have\s?to|are\s?obliged\s?to)\s?(?:first\s?|now\s?)?(?:mediate|(?:attend|go\s?to|take\s?part\s?in|participate\s?in|complete|undergo|engage\s?in|try|enter(?:\s?into)?|have)\s?(?:a\s?)?mediation)|mediation\s?(?:is|meeting\s?is)\s?(?:compulsory|mandatory|a\s?requirement)|cannot\s?appeal\s?(?:until|unless|without)[^.;]{0,40}(?:attended|taken\s?part\s?in|been\s?to|had|completed)[^.;]{0,16}mediation`)
	appealNow   = regexp.MustCompile(`(?:you|parents)\s?(?:now\s?)?(?:have|has)\s?(?:a|the|your)\s?right\s?(?:of|to)\s?appeal|you\s?(?:may|can)\s?(?:now\s?)?appeal|disagree\s?with\s?(?:this|the)\s?(?:draft|proposal|proposed)[^.;]{0,80}appeal`)
	appealLater = regexp.MustCompile(`\b(?:when|once|if\s?we|if\s?(?:the|a)\s?(?:final|council|authority|decide|decision|issue)|after|final|should|will\s?(?:then\s?)?have|at\s?that\s?(?:point|stage)|would|until|no\s?right|later)\b`)
	noAppeal    = regexp.MustCompile(`(?:no|not\s?have\s?(?:a|the|any)|is\s?no)\s?right\s?(?:of|to)\s?appeal|(?:cannot|can\s?not|may\s?not)\s?appeal\s?(?:this|against\s?this|the)\s?decision`)
	appealSaid  = regexp.MustCompile(`\bappeal`)
	// or a paper on one's rights that comes with it
	mediationSaid = regexp.MustCompile(`\bmediat|\b(?:leaflet|booklet|rights)\b`)
	laterSent     = regexp.MustCompile(`(?:amend\w*|changes|draft|proposed)[^.;]{0,90}(?:will\s?(?:be\s?sent|follow|send)|in\s?due\s?course|shortly|separately)|(?:will|shall)[^.;]{0,40}(?:amend|changes)[^.;]{0,40}\bsend|(?:will|shall)\s?(?:then\s?)?(?:send|issue|share)[^.;]{0,70}(?:amend|changes|draft)[^.;]{0,60}(?:in\s?due\s?course|shortly|separately|later|within|soon)?`)
	holidays      = regexp.MustCompile(`(?:deadline|time\s?limits?|timescales?|weeks|clock|timeline)[^.;]{0,70}(?:suspend|paus|extend|stop|do\s?not\s?count|not\s?count|exclud)[^.;]{0,60}(?:school\s?)?holidays?|(?:school\s?)?holidays?[^.;]{0,50}(?:do\s?not\s?count|not\s?count|are\s?not\s?included|excluded|suspend|paus)`)
)

var numberWords = map[string]int{"a": 1, "one": 1, "two": 2, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "ten": 10,
	"twelve": 12, "fourteen": 14, "fifteen": 15, "sixteen": 16, "twenty": 20, "thirty": 30}

// countOf reads a count of days or weeks in figures or words.
func countOf(s string) int {
	if i := strings.IndexAny(s, " (\t\n"); i > 0 {
		s = s[:i]
	}
	if n, err := strconv.Atoi(s); err == nil {
		return n
	}
	if strings.HasPrefix(s, "twenty") && len(s) > 6 {
		return 28
	}
	return numberWords[s]
}

func plural(n int, one string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %ss", n, one)
}

// lawNotes says kindly where a letter states the law differently from what it
// is, or leaves it out.
func lawNotes(kind string, f *front, stated []*found, own *found) []string {
	var notes []string
	note := func(s ...string) { notes = append(notes, strings.Join(s, " ")) }
	low := f.low[:f.end]
	comments := kind == DraftPlan || kind == AmendmentNotice || kind == DraftPlanDocument || kind == ReviewAmend
	decides := kind == RefusalToAssess || kind == RefusalToIssue || kind == CeaseToMaintain || kind == FinalPlan || kind == AmendedFinalPlan || kind == ReviewMaintain

	if comments {
		src := srcDraft
		if kind == AmendmentNotice || kind == ReviewAmend {
			src = srcAmend
		}
		least := fmt.Sprintf("The law gives at least %d days from the day the draft came.", draftDays)
		if kind == AmendmentNotice || kind == ReviewAmend {
			least = fmt.Sprintf("The law gives at least %d days from the day the notice came.", draftDays)
		}
		told := false
		if m := nearReply(low, workingDays); m != nil {
			note(fmt.Sprintf("The letter says %d working days.", countOf(low[m[2]:m[3]])), least, src)
			told = true
		} else if m := nearReply(low, plainDays); m != nil {
			if n := countOf(low[m[2]:m[3]]); n > 0 && n < draftDays {
				note(fmt.Sprintf("The letter says %s.", plural(n, "day")), least, src)
				told = true
			}
		} else if m := oneOrTwo.FindStringSubmatch(low); m != nil {
			note(fmt.Sprintf("The letter says %s.", plural(max(countOf(m[1]), countOf(m[2])), "week")), least, src)
			told = true
		}
		if own != nil {
			for _, d := range stated {
				// The last of the days is the letter's own day and 14 more.
				if away := own.Day.DaysUntil(d.Day); away > 0 && away < draftDays-1 && actBy.MatchString(d.before(44)) && replyWords.MatchString(d.sentence(190)) {
					s := fmt.Sprintf("The letter asks for an answer by %s, which is %s after its date.", d.Day.Written(), plural(away, "day"))
					if told {
						note(s)
					} else {
						note(s, least, src)
					}
					break
				}
			}
		}
		if m := appealNow.FindStringIndex(low); m != nil && kind != ReviewAmend {
			if !appealLater.MatchString(around(low, m)) {
				note("The letter speaks of a right to appeal. That right comes with the final decision, not with this letter.", srcRight)
			}
		}
	}
	if kind == CeaseProposal {
		if m := appealNow.FindStringIndex(low); m != nil && !appealLater.MatchString(around(low, m)) {
			note("The letter speaks of a right to appeal. That right comes when the council decides, not while it is asking for views.", srcRight)
		}
	}
	if m := fromLetter.FindStringSubmatch(low); m != nil {
		note(fmt.Sprintf("The letter counts %d weeks from itself. The law counts from the day the council received the request: %d weeks to a final plan.", countOf(m[1]), planWeeks), srcWeeks)
	}
	if (kind == RequestAcknowledged || kind == AgreementToAssess) && allInfo.MatchString(low) {
		note("The letter starts counting when all the information is in. The law counts from the day the council received the request.", srcSix)
	}
	if holidays.MatchString(low) && kind != ReviewInvitation {
		note("The letter says school holidays stop the time. The law allows that only in a few cases. Ask which one this is.", srcClosed)
	}
	if decides || kind == TribunalDirections || kind == MediationCertify {
		if fromReceipt.MatchString(low) {
			note("The letter says two months from the day you receive it. The law counts two months from the day it was sent.", srcAppeal)
		}
		if m := certDays.FindStringSubmatch(low); m != nil && !strings.Contains(m[0], "mediation must") {
			note(fmt.Sprintf("The letter says %d days from the certificate. The law gives one month from the day of the certificate.", max(countOf(m[1]), countOf(m[2]))), srcAppeal)
		}
	}
	if decides {
		if m := appealDays.FindStringSubmatch(low); m != nil && !strings.Contains(m[0], "certificate") && !strings.Contains(m[0], "transport") && !strings.HasPrefix(m[2], "month") {
			n, unit := countOf(m[1]), m[2]
			if n == 0 {
				n, unit = countOf(m[3]), m[4]
			}
			if n > 0 && n < 60 && !strings.Contains(m[0], "mediation") {
				note(fmt.Sprintf("The letter gives %d %s to appeal. The law gives %d months from the day the letter was sent, or one month from a mediation certificate, whichever is later.", n, Fold(unit), appealMonths), srcAppeal)
			}
		}
		if noAppeal.MatchString(low) {
			note("The letter says there is no right to appeal. The law gives one for this decision.", srcRight)
		} else if !appealSaid.MatchString(f.low) && len(f.low) > 300 {
			note("The letter does not speak of the right to appeal. The law gives one for this decision.", srcRight)
		} else if !mediationSaid.MatchString(f.low) && len(f.low) > 300 {
			note("We found nothing about mediation in this letter. The council has to tell you how to reach a mediation adviser, so look for a leaflet or ask.", srcTellHow)
		}
	}
	if m := mustMediate.FindString(low); m != "" {
		note("The letter says you must go to mediation. The law asks you to talk to a mediation adviser first; you can choose not to mediate.", srcMediate)
	}
	if kind == ReviewAmend && laterSent.MatchString(low) && !f.changesEnclosed() {
		note("The letter says the changes will come later. The law asks for the changes themselves within four weeks of the review meeting.", srcReview)
	}
	return notes
}

// around gives the sentence a phrase stands in, or what of it is near.
func around(low string, m []int) string {
	from := max(0, m[0]-120)
	if i := strings.LastIndexAny(low[from:m[0]], ".\f"); i >= 0 {
		from += i
	}
	to := min(len(low), m[1]+120)
	if i := strings.IndexAny(low[m[1]:to], ".\f"); i >= 0 {
		to = m[1] + i
	}
	return low[from:to]
}

// nearReply finds the first count of days that is about answering.
func nearReply(low string, re *regexp.Regexp) []int {
	for _, m := range re.FindAllStringSubmatchIndex(low, 8) {
		if replyWords.MatchString(low[max(0, m[0]-120):min(len(low), m[1]+120)]) && !strings.Contains(low[m[0]:min(len(low), m[1]+60)], "mediation") {
			return m
		}
	}
	return nil
}

// weekdayNotes points out a day of the week that is not that day's.
func weekdayNotes(list []*found) []string {
	var notes []string
	for _, d := range list {
		if d != nil && d.OtherWeekday && len(notes) < 3 {
			notes = append(notes, fmt.Sprintf("The letter says “%s”, but that day is a %s. Please ask which day is meant.", d.Words, d.Day.Weekday()))
		}
	}
	return notes
}

// readingNotes names days on which two readings of a page differ.
func readingNotes(pages []Page, dates []found, wanted map[record.Day]bool) []string {
	const most = 3
	var notes []string
	next := 0
	for i, pg := range pages {
		first := next
		for next < len(dates) && dates[next].page.number == i+1 {
			next++
		}
		if pg.Second == "" || len(notes) >= most {
			continue
		}
		here := dates[first:next]
		other := Dates(pg.Second)
		has := map[record.Day]bool{}
		for _, d := range other {
			has[d.Day] = true
		}
		mine := map[record.Day]bool{}
		for _, d := range here {
			mine[d.Day] = true
		}
		var only, theirs []record.Day
		for _, d := range here {
			if !d.NoYear && !has[d.Day] && wanted[d.Day] {
				only = append(only, d.Day)
				has[d.Day] = true
			}
		}
		for _, d := range other {
			if !d.NoYear && !mine[d.Day] && !decoySecond(pg.Second, d) {
				theirs = append(theirs, d.Day)
				mine[d.Day] = true
			}
		}
		for n := 0; n < max(len(only), len(theirs)) && len(notes) < most; n++ {
			switch {
			case n < len(only) && n < len(theirs):
				notes = append(notes, fmt.Sprintf("One reading says %s, another %s. Please look at page %d.", dayName(only[n]), dayName(theirs[n]), i+1))
			case n < len(only):
				notes = append(notes, fmt.Sprintf("One reading says %s, another does not find it. Please look at page %d.", dayName(only[n]), i+1))
			case len(here) == 0:
				notes = append(notes, fmt.Sprintf("Another reading finds %s. Please look at page %d.", dayName(theirs[n]), i+1))
			}
		}
	}
	return notes
}

// decoySecond reports whether a day only the second reading has is of no
// account.
func decoySecond(text string, d Date) bool {
	from, to := max(0, d.Start-200), min(len(text), d.End+120)
	p := plain(text[from:to], 1)
	for _, f := range datesOf(p) {
		if f.Day == d.Day {
			return decoyOf(&f) != ""
		}
	}
	return false
}

func dayName(d record.Day) string { return d.Time().Format("2 January 2006") }
