package recognise

import (
	"regexp"
	"strings"

	"leverarch/app/record"
)

// Why a day that stands in a letter is not one on which something happened or
// must happen in the case. These decoys are never stated and never an event.
const (
	decoyBirth     = "birth"
	decoyLeaflet   = "leaflet"
	decoyClosed    = "closed"
	decoyTerm      = "term"
	decoyReport    = "report"
	decoyReference = "reference"
	decoyQuoted    = "quoted"
	decoySocial    = "social"
)

var (
	referenceRE = regexp.MustCompile(`\bref(?:erence)?(?:\s?(?:no|number))?\.?\s?:?\s?[a-z0-9/.\-]{0,16}$`)
	// "by 5 May" is a day to act on whatever else the sentence speaks of
	actBy = regexp.MustCompile(`\b(?:by|before|until|no\s?later\s?than|deadline(?:\s?is)?|latest)\s?:?\s?(?:(?:noon|midday|midnight|the\s?end\s?of|[0-9]{1,2}(?:[.:][0-9]{2})?\s?(?:am|pm|noon)|close\s?of\s?(?:business|play))\s?(?:on\s?)?)?(?:the\s?)?$`)

	leafletRE = regexp.MustCompile(`\b(?:leaflet|booklet|factsheet|fact\s?sheet|privacy|(?:[^l]|[^a]l)\sversion|\bv\.?\s?[0-9]|edition|revision|charter|ofsted|code\s?of\s?practice|cookie|accessibility\s?statement|terms\s?and\s?conditions|document\s?control|copyright|policy|policies|guidance|website|web\s?page)\b`)
	revisedRE = regexp.MustCompile(`\b(?:(?:notice|policy|document|leaflet|page|form|booklet|sheet)\s?(?:was\s?|is\s?)?(?:last\s?)?reviewed|(?:last|page|date|form|content|page\s?last|first)\s?(?:updated|revised|published|printed|modified|issued\s?as\s?a\s?leaflet)|updated|revised|rev|last\s?amended|published|printed(?:\s?on)?|template\s?(?:date|version)?|notes\s?for\s?(?:parents|families|guidance)\W{0,3}|forms?\s(?:enclosed\W\s)?[a-z]{1,5}[\-/][a-z0-9/\-]{1,12}[^.]{0,30}|form\s?[a-z]{0,5}[\-/]?[0-9]{1,4}[a-z]?|in\s?force|effective|came\s?into\s?(?:force|effect)|with\s?effect|correct\s?as\s?(?:at|of)|valid\s?(?:from|until)|applies\s?from|takes?\s?effect)\b\.?[^.]{0,24}$`)

	closedRE    = regexp.MustCompile(`\bclosed\b|\bshut\b|\breopen|\bre-open|office\s?hours|opening\s?(?:hours|times)|bank\s?holiday|annual\s?leave|out\s?of\s?(?:the\s?)?office|\bon\s?leave\b|(?:offices?|helpline|phone\s?lines?|lines|service|reception|building|team|switchboard|school)\s?(?:will\s?)?(?:be\s?)?(?:close|clos(?:es|ing|ure)|shut)\b|(?:christmas|easter|festive|summer)\s?(?:closure|break|period|shut)|skeleton\s?staff|staff\s?training\s?day`)
	lastAmended = regexp.MustCompile(`\blast\s(?:amended|reviewed|updated|revised)\s?:?\s?$`) // a form's foot
	// a list of days behind the question when it is closed
	closedList = regexp.MustCompile(`\b(?:closed|shut)\?\s[0-9/., \-a-z]{0,60}$`)
	movedRE    = regexp.MustCompile(`\b(?:is|are|will\sbe|has|have|we)\s(?:now\s|soon\s)?mov(?:ed|ing)\s(?:to|from|house|office)|\btemporary\s(?:offices?|address|building)|\bmoves?\sto\s(?:new|the|another)\b[^.]{0,30}\b(?:offices?|house|hall|centre|building|library)`)
	nationalRE = regexp.MustCompile(`\bnational\s(?:closing\sdate|offer\sday|deadline)\b|\b(?:ordinary|normal|usual|general)\s(?:school\s)?admissions?\b[^.\f]{0,80}\bclosing\sdate\b`)
	termRE     = regexp.MustCompile(`\bterm\b[^.;\f]{0,40}\b(?:begins|starts|ends)\b|\bterm\s?(?:dates?|starts?|begins?|ends?|runs|time\s?dates)\b|\bhalf[\s-]?term\b|\binset\b|\bschool\s?holidays?\b|\b(?:autumn|spring|summer|michaelmas|lent)\s?term\s?(?:\(|:|-|[0-9]|starts|begins|ends|runs|from|is)|\b(?:first|last)\s?day\s?of\s?(?:the\s?)?(?:\w+\s?)?term\b|\b(?:finish|break\s?up|close)\s?for\b|\bschools?\s?(?:break\s?up|return|reopen|start\s?back|finish)\b`)

	// "after half term" says when something else is
	aroundTerm = regexp.MustCompile(`\b(?:after|before|over|during|until|since)\s(?:the\s)?(?:(?:october|february|may|summer|easter|christmas)\s)?half[\s-]?term`)
	// the paper itself: its template, its print, its number
	paperRE = regexp.MustCompile(`\b(?:doc(?:ument)?\.?\s?id|template|layout|form\s?footer|our\s?footer|version\s?[0-9]|last\s?(?:print|printed|checked)|insert\s?printed|handbook|print\s?run)\b`)
	// another message's own head
	otherHead = regexp.MustCompile(`(?:^|[\n\f])\s?(?:>\s?)+(?:sent|date|on)\s?:?\s?(?:[a-z]{3,9},?\s)?$`)

	// what a school has in its diary
	socialRE = regexp.MustCompile(`\bparents'?\s?evening|\b(?:winter|summer|spring|autumn|christmas|school|book)\s?(?:fair|fete|fayre)\b|\bsports\s?day|\b(?:school|christmas)\s?(?:play|photo\w*|trip)|\bflu\s?(?:spray|vaccin|jab)|\bvaccin|\bimmunis|\bdrop-?in\s?(?:session|morning|clinic)|\bopen\s?(?:evening|day|morning)\b[^.\f]{0,60}\bonly\b|\bcoffee\s?(?:morning|and\s?cake)|\bwith\s?a\s?speaker\b|\bnewsletter|\b(?:carol|nativity|concert|assembly|disco|bake\s?sale|non-uniform|fundrais\w+)\b`)

	initialRE   = regexp.MustCompile(`\b([a-z])\.`)
	requestNear = regexp.MustCompile(`\brequest[^.]{0,40}$`)
	reportWord  = `(?:report|advice|letter|statement|assessment|minutes|contribution|notes?|questionnaire|profile|summary|evidence|appendix|observation|record)s?`
	reportRE    = regexp.MustCompile(`\b` + reportWord + `(?:\s?(?:by|of|from|written\s?by|prepared\s?by|produced\s?by|completed\s?by|,?\s?\(?\s?(?:dr|mrs?|ms|miss|prof)\b)\s?[^.;]{2,110}?)?[\s,:(\-]{0,3}(?:dated|date|of|on|from)?[\s:(\-]{0,2}$`)
	writtenBy   = regexp.MustCompile(`\b(?:dr|mrs?|ms|miss|prof(?:essor)?)\b\.?|psycholog|therap|paediatric|consultant|teacher|education|primary|nursery|college|clinic|senco|physio|psychiatr|nurse\b|hospital|\bgp\b|camhs|audiolog|doctor|medical|school|professional|social\s?care|early\s?help|salt\b|\bep\b|\bot\b`)
	stillToCome = regexp.MustCompile(`\b(?:will|must|should|send|submit|return|provide|circulat\w*|due|receive|needed|required|requested|received|arrived|made|held|met)\b`)
	ownPaper    = regexp.MustCompile(`\b(?:authority|council|la)(?:'s)?\s(?:decision\s)?(?:letter|notice)\b|\b(?:your|our|my)\s?(?:\w+\s){0,2}(?:letter|request|email|e-mail|application|complaint|decision|notice|appeal)\b`)
	diagnosedRE = regexp.MustCompile(`\b(?:diagnos\w+|assessed\s?(?:by|on)|when\s?assessed|scored)\b[^.]{0,110}$`)
	reportDated = regexp.MustCompile(`\b(?:report|advice|minutes|paperwork)\b[^.;\f]{0,50}\bdated\s?$`)
	appendixRow = regexp.MustCompile(`(?:^|[\n\f])\s?appendix\s[0-9a-z]{1,3}\b[^.;]{0,90}$`)
	reportHead  = regexp.MustCompile(`\b(?:date\s?of\s?(?:report|advice|document)|report\s?date|date\s?(?:written|received\s?from))\b`)
	caseRE      = regexp.MustCompile(`\b(?:review\s?meeting|annual\s?review|hearing|panel|meeting|appointment|visit)\b`)

	// what a plan says of days outside its sections
	planCase = regexp.MustCompile(`(?:date\s?(?:of\s?)?(?:the\s?|this\s?|last\s?|next\s?|first\s?|most\s?recent\s?|previous\s?)*(?:draft|final|amended|annual|review|request|plan|decision|meeting)|review(?:ed)?\s?(?:by|date|due)|comments|representations|(?:must|to)\s?be\s?reviewed|finalised|issued|placement\s?(?:from|starts?|start\s?date)|reviewed|next\s?review)[^.\f]{0,50}$`)
	startsAt = regexp.MustCompile(`\b(?:from|start(?:ing|s)?(?:\s?on)?|with\s?effect\s?from|admission(?:\s?date)?)\s?:?\s?$`)
)

// old is how far back a day of the case can lie from the letter, in days: a
// little over three years. Older days are births, diagnoses and laws.
const old = 1130

// decoyOf says why a date is none of the case's days, or nothing.
func decoyOf(d *found) string {
	if d.birth() {
		return decoyBirth
	}
	near := d.before(40)
	if referenceRE.MatchString(near) {
		return decoyReference
	}
	if lastAmended.MatchString(near) {
		return decoyLeaflet
	}
	after := d.after(110)
	if wroteRE.MatchString(after) {
		return decoyQuoted
	}
	sentence := d.sentence(170)
	if i := strings.IndexAny(after, ".\f*;"); i >= 0 {
		after = after[:i]
	}
	act := actBy.MatchString(near)
	if otherHead.MatchString(near) {
		return decoyQuoted
	}
	if paperRE.MatchString(sentence) && !act && !caseRE.MatchString(sentence) {
		return decoyLeaflet
	}
	if closedList.MatchString(d.before(90)) || (movedRE.MatchString(sentence) || nationalRE.MatchString(sentence)) && !act {
		return decoyClosed
	}
	if closedRE.MatchString(sentence) || closedRE.MatchString(after) && !act && !caseRE.MatchString(sentence) {
		return decoyClosed
	}
	if termRE.MatchString(aroundTerm.ReplaceAllString(sentence, "")) && !act && !caseRE.MatchString(sentence) {
		return decoyTerm
	}
	if socialRE.MatchString(sentence) && !caseRE.MatchString(sentence) {
		return decoySocial
	}
	if leafletRE.MatchString(sentence) && !(act && !strings.Contains(sentence, "leaflet")) && (revisedRE.MatchString(sentence) || leafletLine(d, sentence)) {
		return decoyLeaflet
	}
	if revisedRE.MatchString(sentence) && !act && !caseRE.MatchString(sentence) && !startsRE.MatchString(sentence) {
		return decoyLeaflet
	}
	if !act && reported(sentence) {
		return decoyReport
	}
	return ""
}

var startsRE = regexp.MustCompile(`\b(?:plan|placement|provision|payment|budget|transport|school|decision)\b`)

// leafletLine reports whether the leaflet words are near the date, as in a
// leaflet's foot, and not far off in a long sentence.
func leafletLine(d *found, sentence string) bool {
	m := leafletRE.FindAllStringIndex(sentence, -1)
	return len(sentence)-m[len(m)-1][1] < 50
}

// reported reports whether the date is that of somebody's report or advice.
func reported(sentence string) bool {
	if appendixRow.MatchString(sentence) && writtenBy.MatchString(sentence) {
		return true
	}
	if diagnosedRE.MatchString(sentence) || reportDated.MatchString(sentence) {
		return true
	}
	sentence = initialRE.ReplaceAllString(sentence, "$1 ")
	m := reportRE.FindStringIndex(sentence)
	if m == nil || requestNear.MatchString(sentence) {
		return false
	}
	if ownPaper.MatchString(sentence[max(0, m[0]-30):]) || stillToCome.MatchString(sentence[m[0]:]) || stillToCome.MatchString(sentence[max(0, m[0]-24):m[0]]) {
		return false
	}
	tail := sentence[m[0]:]
	if caseRE.MatchString(tail) {
		return false
	}
	return writtenBy.MatchString(sentence)
}

// statedOf picks the days on which something happened or must happen in the
// case, each once, with the words that say so.
func statedOf(dates []found, own *found, kind string, plan planFound, f *front) []*found {
	var letter record.Day
	if own != nil {
		letter = own.Day
	}
	isPlan := kind == DraftPlanDocument || kind == FinalPlanDocument
	var out []*found
	seen := map[record.Day]bool{}
	inReports := -1 // where a table of reports' dates was last seen
	for i := range dates {
		d := &dates[i]
		if d == own && !isPlan {
			continue
		}
		if seen[d.Day] || d != own && decoyOf(d) != "" || !letter.IsZero() && d.Day.DaysUntil(letter) > old {
			continue
		}
		if d.Day == letter && !isPlan && d != own && headAgain(d, f) {
			continue
		}
		// A table headed "Date of report" holds reports' dates, row upon row.
		gap := d.before(300)
		if i > 0 && dates[i-1].page == d.page {
			gap = gap[max(0, len(gap)-max(0, d.from-dates[i-1].to)):]
		}
		if d != own && reportHead.MatchString(gap) || inReports == i-1 && i > 0 && len(gap) < 200 && !strings.Contains(gap, ". ") {
			inReports = i
			continue
		}
		if d.inPlan(plan) && d != own && !planCase.MatchString(lineOf(d)) && !(startsAt.MatchString(d.before(40)) && sectionOf(d, plan) == 'i') {
			continue
		}
		seen[d.Day] = true
		out = append(out, d)
	}
	return out
}

// lineOf gives the words before a date on its own line, at most 90 bytes.
func lineOf(d *found) string {
	s := d.before(90)
	if i := strings.LastIndexByte(s, gapPart); i >= 0 {
		s = s[i+1:]
	}
	if i := strings.LastIndexByte(strings.TrimSpace(s), gapLine); i >= 0 {
		s = s[i+1:]
	}
	if len(s) >= 89 {
		return "" // prose, not a label
	}
	return s
}

// sectionOf gives the letter of the plan's section a date stands in, or 0.
func sectionOf(d *found, plan planFound) byte {
	low := d.page.low[max(0, d.from-1500):d.from]
	all := headingRE.FindAllStringSubmatch(low, -1)
	if len(all) == 0 {
		return 0
	}
	m := all[len(all)-1]
	return (m[1] + m[2])[0]
}

// eventCell is what a table of key dates says of a day: more than "Date".
var eventCell = regexp.MustCompile(`\b(?:draft|final|plan|notice|request|decision|assessment)\b[^\n\f]{0,60}\b(?:sent|issued|made|received|agreed)\b`)

// headAgain reports whether a date is the letter's own day printed again, as at
// the head of each page.
func headAgain(d *found, f *front) bool {
	line, cell := d.alone()
	return line || cell && !eventCell.MatchString(lineOf(d)) || dateCue.MatchString(d.before(80))
}

// clause gives where the words begin that a date rests on: its own sentence or
// row, never past an earlier date on another line, and not too long.
func (f *found) clause() int {
	const most = 110
	low := f.page.low
	from := f.from - len(f.sentence(most))
	if f.prev > from && f.prev <= f.from && strings.ContainsAny(low[f.prev:f.from], "\n\t\f") {
		from = f.prev
		if n := strings.IndexAny(low[from:f.from], "\n\t\f"); n >= 0 && n < 24 {
			from += n
		}
	}
	for from < f.from && (isGap(low[from]) || strings.IndexByte(".,;:)*|-", low[from]) >= 0) {
		from++
	}
	return from
}
