package recognise

import (
	"regexp"
	"slices"
	"strings"

	"leverarch/app/record"
)

// The names of the events, as the rule book has them.
const (
	requestReceived        = "request-received"
	decisionSent           = "decision-sent"
	planMade               = "plan-made"
	draftPlanServed        = "draft-plan-served"
	amendmentNoticeSent    = "amendment-notice-sent"
	amendmentNoticeServed  = "amendment-notice-served"
	reviewMeeting          = "review-meeting"
	certificateIssued      = "certificate-issued"
	adviceRequested        = "advice-requested"
	schoolConsulted        = "school-consulted"
	transferYear           = "transfer-year"
	enclosedAmendmentsText = `{enclosed}[^.]{0,140}(?:amend|changes|draft|proposed)|(?:amend\w+|changes|draft|proposed)[^.]{0,80}(?:are|is) (?:set out|shown|enclosed|attached|listed)`
)

// byLetter is what follows from the day of the letter alone.
var byLetter = map[string][]string{
	RefusalToAssess:    {decisionSent},
	RefusalToIssue:     {decisionSent},
	CeaseToMaintain:    {decisionSent},
	ReviewMaintain:     {decisionSent},
	AmendedFinalPlan:   {decisionSent},
	FinalPlan:          {decisionSent},
	FinalPlanDocument:  {decisionSent},
	DraftPlan:          {draftPlanServed},
	DraftPlanDocument:  {draftPlanServed},
	AmendmentNotice:    {amendmentNoticeSent, amendmentNoticeServed},
	MediationCertify:   {certificateIssued},
	AgreementToAssess:  {adviceRequested},
	AdviceRequest:      {adviceRequested},
	SchoolConsultation: {schoolConsulted},
}

var (
	receivedRE = regexp.MustCompile(`\b(?:receiv\w+|receipt|reached|landed|arrived|came\s?(?:to\s?us|in)|logged|got\s?(?:your|their|the|this|it)|dropped\s?(?:in|into|onto|through)|turned\s?up)\b[^.;]{0,70}$|\b(?:council|authority|la|team|we)\s?had(?:\s?it)?\s?(?:on\s?)?$`)
	requestRE  = regexp.MustCompile(`\b(?:letter\s(?:got|came|arrived|reached|landed)|request|application|referral|form\b|asked|ask(?:ing)?\s?(?:for|us)|ehc\s?na)\w*`)
	onRequest  = regexp.MustCompile(`\b(?:request|application|referral|asked\s?us|letter|email|form)\b[^.;]{0,80}?\b(?:dated|of|on|made|submitted|sent|received)\s?(?:on\s?)?(?:the\s?)?$|\b(?:date\s?of\s?(?:the\s?|your\s?|parental\s?|initial\s?)?(?:request|referral|application)[^.\n\f]{0,24}|request\s?(?:made|date|submitted|dated)(?:\s?on)?)[\s:|\-]{0,4}$`)
	otherThing = regexp.MustCompile(`\b(?:information|advice|reports?|evidence|paperwork|documents?|certificate|appeal|complaint|reply|replies|comments?|views|response)\b`)
	limitRE    = regexp.MustCompile(`\b(?:by|before|until|within|no\s?later\s?than|deadline|latest|due|must|will)\b[^.;]{0,60}$`)

	meetingCue = regexp.MustCompile(`(?:\breviews?\b(?:\s?meeting)?|\bmeeting\b[^.;\f]{0,40}\breview\b)[^.;\f]{0,90}$`)
	dayRow     = regexp.MustCompile(`[\n\f](?:on|date|day|when)\s?[:|]?[\s|]?$`) // a row of an invitation
	meetingTie = regexp.MustCompile(`\b(?:by|before|until|no\s?later\s?than|due|deadline|return|send|sent|form|report|leaflet|booklet|decision|decide|views|comments|reply|circulated|prior|weeks|appeal|requested|next\s?review|reviewed|moved\s?from|instead\s?of|cancelled|postponed\s?from|not\s?on|was\s?to\s?have|last\s?day|closing|next\s?meeting|notice|letter|dated|plan\s?dated|name\s?(?:a|the)\s?school)\b`)
	meetingNow = regexp.MustCompile(`(?:\bmeeting\b(?:[^.;\f]|\.[0-9]){0,60}|\b(?:held[^.;]{0,60}|(?:take|takes|taking|took)\s?place[^.;]{0,60}|arranged\s?for|scheduled\s?for|booked\s?for|invit\w+[^.;]{0,60}|\b(?:join|come|meet|see\s?you)\b[^.;]{0,60}|(?:\bdate|when|day)\s?(?:of\s?meeting|and\s?time)?\s?:?)\s?(?:on|for|at|is)?\s?)$`)
	// a review of this child's plan, and the day it is to be held: nothing less will
	// do in a paper that is no letter about the review
	reviewHeld = regexp.MustCompile(`\b(?:annual|interim|early|emergency|transfer)\s(?:ehcp?\s)?review\b(?:\smeeting)?(?:\s(?:of|for)\s[^.;\f]{1,60}?\b(?:plan|ehcp))?,?(?:\swhich)?\s(?:(?:will|is\sto|is\sgoing\sto)\s(?:be\sheld|take\splace|happen)|(?:is|has\sbeen)\s(?:now\s)?(?:arranged|booked|fixed|scheduled|set))\s(?:for|on)\s(?:the\s)?$`)
	reviewNext = regexp.MustCompile(`^[^.;\f]{0,30}\b(?:to\s?review|annual\s?review|review\s?meeting|review\s?of)\b`)
	lastHeld   = regexp.MustCompile(`\b(?:plan|ehcp)\b[^.\f]{0,70}\b(?:was|were|has\s?been)\s?(?:last\s?)?reviewed\b[^.;\f]{0,30}$`)
	movedFrom  = regexp.MustCompile(`\b(?:mov|postpon|re-?arrang|reschedul|chang)\w*[^.;\f]{0,80}\bfrom\s?$`)
	heldRE     = regexp.MustCompile(`\b(?:held|took\s?place|following|attended|attending|coming|met|last|recent)\b`)
	nextDue    = regexp.MustCompile(`\b(?:next|first|future|due)\b[^.;]{0,24}\breview|review(?:ed)?\b[^.;]{0,50}\b(?:must|should|due|by|before|no\s?later|on\s?or\s?before|needs?\s?to)\b`)

	febMarch  = regexp.MustCompile(`\b(?:transfer|phase|name|naming|amend|final|school|setting|plan|place)`)
	dayBefore = regexp.MustCompile(`[0-9](?:st|nd|rd|th)?\W?$`)
	september = regexp.MustCompile(`\bsept(?:ember)?\s?(20[0-9]{2})\b`)

	// the amendments themselves come with the letter, and not later
	enclosedAmendments = phrases("@!" + enclosedAmendmentsText)[0]
	consultedRE        = regexp.MustCompile(`\b(?:consult\w*|wrote\s?to|written\s?to|contacted)\b[^.;]{0,80}$`)
	consultedOn        = regexp.MustCompile(`^,?\s?(?:we|i)\s(?:have\s)?(?:consulted|wrote|sent|contacted)\b`)
	amendedDraftRE     = compile(`(?:proposed|draft) (?:\(draft\) )?(?:version of (?:the )?)?(?:amended|amendments)|amended (?:draft|{ehcplan} in draft)|amended[^.;]{0,20}\bdraft`)
	madePlanRow        = regexp.MustCompile(`[\n\f\t]\s?(?:final\s)?(?:plan|ehcp)\s?(?:was\s?)?(?:made|signed|dated|finalised)\b\s?(?:\([^)\n]{0,40}\))?[\s:|]*$`)
	madePlanRE         = regexp.MustCompile(`\b(?:plan|ehcp)\b[^.;]{0,70}\b(?:dated|made|issued|finalised|signed|date)\s?(?:on\s?)?:?\s?$|\bfinal\s?(?:plan|ehcp)\s?(?:date|dated|issued)\s?:?\s?(?:on\s?)?$`)
)

// whenSent is a sending that is still to come: "you can appeal when we send you the
// amended plan" encloses nothing.
var whenSent = regexp.MustCompile(`\b(?:when|once|until)\s?(?:we|i)\b[^.;]{0,100}`)

// changesEnclosed reports whether the changes to a plan came with the letter itself.
func (f *front) changesEnclosed() bool {
	_, _, _, here := enclosedAmendments.best(f, whenSent.ReplaceAllStringFunc(f.now, func(s string) string {
		return strings.Repeat(" ", len(s))
	}))
	return here
}

// eventsOf names the events a document of this kind starts, each with its day
// and the words it rests on.
func eventsOf(kind string, pages []*page, dates []found, stated []*found, own *found, plan planFound, f *front) (events []record.Found, notes []string) {
	put := func(name string, d *found, words string) {
		if d == nil {
			return
		}
		if words == "" {
			words = d.Words
		}
		events = append(events, record.Found{Event: name, Day: d.Day, Quote: words, Page: d.page.number})
	}
	said := func(d *found) string { return d.page.quote(d.clause(), d.to) }

	switch kind {
	case TribunalDirections:
		return nil, nil
	case Unsure, Report:
		// Whatever the paper is, a review it says will be held on a day is one.
		if f.dear >= 0 && !toAllRE.MatchString(f.low[:f.end]) {
			for i := range dates {
				if d := &dates[i]; !d.NoYear && d != own && decoyOf(d) == "" && reviewHeld.MatchString(d.sentence(190)) {
					put(reviewMeeting, d, said(d))
					break
				}
			}
		}
		return events, nil
	case RequestAcknowledged, AgreementToAssess:
		in, day := requestDay(stated)
		switch {
		case in != nil:
			put(requestReceived, in, said(in))
		case kind == RequestAcknowledged:
			put(requestReceived, own, "")
		case day != nil:
			put(requestReceived, day, said(day))
			notes = append(notes, noteRequestDay)
		}
	case PhaseTransfer:
		if ev, ok := transfer(pages, stated); ok {
			events = append(events, ev)
		}
	case FinalPlan, FinalPlanDocument:
		if kind == FinalPlanDocument && plan.amended {
			break // the review still counts from the last review, not from here
		}
		made := own
		for _, d := range dates {
			if own != nil && !d.NoYear && d.Day != own.Day && decoyOf(&d) == "" && !d.inPlan(plan) && (madePlanRE.MatchString(d.sentence(120)) || madePlanRow.MatchString(d.before(90))) && !strings.Contains(d.sentence(120), "draft") && abs(d.Day.DaysUntil(own.Day)) < 60 {
				made = &d
				break
			}
		}
		if made != nil {
			words := made.Words
			if made != own {
				words = said(made)
			}
			events = append(events, record.Found{Event: planMade, Day: made.Day, Quote: words, Page: made.page.number})
		}
	case ReviewAmend:
		if f.changesEnclosed() {
			put(amendmentNoticeSent, own, "")
			put(amendmentNoticeServed, own, "")
		}
	}
	names := byLetter[kind]
	if (kind == DraftPlan && amendedDraftRE.MatchString(f.low[:f.end])) || (kind == DraftPlanDocument && plan.amended) {
		// A draft that changes a plan already made is a notice of amendment, too:
		// what follows a review is counted from it. Nothing counts the first
		// plan's weeks from a draft, so that clock does not start again.
		names = slices.Concat(names, byLetter[AmendmentNotice])
		notes = append(notes, noteAmendedDraft)
	}
	for _, name := range names {
		day := own
		if name == schoolConsulted {
			for _, d := range stated {
				if s := d.sentence(140); (consultedRE.MatchString(s) || consultedOn.MatchString(d.after(60))) && !limitRE.MatchString(s) && (own == nil || !d.Day.After(own.Day)) {
					day = d
				}
			}
		}
		if day != nil && day != own {
			put(name, day, said(day))
		} else {
			put(name, day, "")
		}
	}
	if d := meetingOf(kind, dates, own, plan); d != nil {
		put(reviewMeeting, d, said(d))
	}
	return events, notes
}

// requestDay finds the day the request came, and the day the request bears.
func requestDay(stated []*found) (came, bears *found) {
	for _, d := range stated {
		s := byWhom.ReplaceAllString(d.sentence(170), " ")
		if m := receivedRE.FindStringIndex(s); m != nil && !datedRE.MatchString(s) && !limitRE.MatchString(s[m[0]:]) && came == nil {
			around := d.before(280) + d.after(60) // "Thank you for your request. We had it on"
			between := s[m[0]:]
			if requestRE.MatchString(around) && !otherThing.MatchString(between) {
				came = d
			}
			continue
		}
		if after := d.after(70); came == nil && requestRE.MatchString(d.before(280)+after) && !limitRE.MatchString(s) && receivedAfter.MatchString(after) {
			came = d
		}
		if bears == nil && onRequest.MatchString(s) && requestRE.MatchString(s) && !limitRE.MatchString(s) {
			bears = d
		}
	}
	return came, bears
}

// datedRE leads up to the day a paper bears.
var datedRE = regexp.MustCompile(`\bdated\s?$`)

// byWhom is who got the request, and no limit: "received by the council on".
var byWhom = regexp.MustCompile(`\bby\s?(?:us\b|the\s?(?:la|lea|council|local\s?authority|authority|borough|school|send?\s?team)\b|(?:his|her|their|your)\s?(?:school|nursery|college)\b)`)

var receivedAfter = regexp.MustCompile(`^\s?(?:and|which|,)\s?(?:that\s|this\s)?(?:is|was)\s(?:therefore\s|taken\sas\s)?the\s(?:date|day)\s(?:on\swhich\s|that\s|when\s)?(?:the\s(?:council|authority|local\sauthority|section|team)|we|it)\s(?:was\s)?(?:received|got)|^\s?[,(]?\s?(?:and|which|as\sthat)\s(?:is|was|that's)\s(?:when|the\s(?:day|date))\s[^.;]{0,40}\b(?:got|came|arrived|reached|landed)\b|^\s?[,(]?\s?(?:(?:we|(?:the|this)\s?(?:council|authority|local\s?authority|la|office|team|service)|it|your\s?request|the\s?request)\s?(?:\w+\s){0,2})?(?:received|date\s?received|got\b|(?:was|were)\s?asked\b|the\s?day\s?we\s?received)`)

// meetingOf finds the day of the review meeting a letter names: for an
// invitation the one to come, else the last one held.
func meetingOf(kind string, dates []found, own *found, plan planFound) *found {
	var best *found
	better := func(d *found) bool {
		if best == nil {
			return true
		}
		if own == nil {
			return false
		}
		now, had := !d.Day.After(own.Day), !best.Day.After(own.Day)
		if kind == ReviewInvitation {
			if now != had {
				return had
			}
			return !now && d.Day.Before(best.Day)
		}
		if now != had {
			return now
		}
		return now && d.Day.After(best.Day) || !now && d.Day.Before(best.Day)
	}
	for i := range dates {
		d := &dates[i]
		if i >= mostDates {
			break
		}
		if d == own || d.NoYear || d.inPlan(plan) {
			continue
		}
		s := d.sentence(190)
		cue := false
		if all := meetingCue.FindAllStringIndex(s, 1); all != nil {
			tail := s[all[0][0]:]
			if j := strings.LastIndex(tail, "review"); j > 0 {
				tail = tail[j:]
			}
			cue = !meetingTie.MatchString(strings.TrimPrefix(tail, "reviewed")) && !strings.HasPrefix(tail, "reviewed")
			if cue && nextDue.MatchString(s) && !meetingNow.MatchString(s) && !heldRE.MatchString(s) {
				cue = false
			}
		}
		if !cue && meetingNow.MatchString(s) && (kind == ReviewInvitation || reviewNext.MatchString(d.after(60)) || strings.Contains(s, "review")) && !actBy.MatchString(d.before(40)) {
			tail := s[strings.LastIndexByte(s, ',')+1:]
			cue = !meetingTie.MatchString(tail)
		}
		cue = cue || lastHeld.MatchString(s) || kind == ReviewInvitation && dayRow.MatchString(d.before(30))
		if !cue || movedFrom.MatchString(s) || actBy.MatchString(d.before(40)) || decoyOf(d) != "" {
			continue
		}
		if kind == ReviewInvitation && own != nil && d.Day.Before(own.Day) && best != nil {
			continue
		}
		if better(d) {
			best = d
		}
	}
	return best
}

// transfer finds the year of transfer: its February or March limit where the
// letter names it, else the September in which the child moves.
func transfer(pages []*page, stated []*found) (record.Found, bool) {
	for _, d := range stated {
		if d.Day.Month == 2 && d.Day.Date >= 14 && d.Day.Date <= 15 || d.Day.Month == 3 && d.Day.Date >= 30 {
			if febMarch.MatchString(d.sentence(170) + d.after(60)) {
				return record.Found{Event: transferYear, Day: d.Day, Quote: d.page.quote(d.clause(), d.to), Page: d.page.number}, true
			}
		}
	}
	for _, p := range pages[:min(2, len(pages))] {
		for _, m := range september.FindAllStringSubmatchIndex(p.low, 12) {
			if m[0] > 3 && dayBefore.MatchString(p.low[m[0]-4:m[0]]) {
				continue // a whole date
			}
			y, _ := number(p.low[m[2]:m[3]])
			return record.Found{Event: transferYear, Day: record.NewDay(y, 9, 1), Quote: p.quote(m[0], m[1]), Page: p.number}, true
		}
	}
	return record.Found{}, false
}
