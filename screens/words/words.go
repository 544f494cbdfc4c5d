// Package words is what we say to people: errors first, then the small words
// that the window and the terminal share.
//
// It knows no Fyne, so that both can use it, and nothing of how a thing is done.
// It promises that every error a person can meet has words that say what
// happened, whether anything is lost, and what to do now; that nothing here
// blames; and that a council is called the council.
package words

import (
	"strings"

	"leverarch/app/lang"
)

// DaysLeft says how far off a day is: 8 days left, today, 3 days late.
func DaysLeft(n int) string {
	switch {
	case n == 0:
		return lang.T("today")
	case n < 0:
		return lang.T("%s late", Count(-n, "day", "days"))
	}
	return lang.T("%s left", Count(n, "day", "days"))
}

// Join gives a list as it is spoken: A, B and C.
func Join(list []string) string {
	switch len(list) {
	case 0:
		return ""
	case 1:
		return list[0]
	}
	return lang.T("%s and %s", strings.Join(list[:len(list)-1], ", "), list[len(list)-1])
}

// Size gives how large a file is: 2.4 MB.
func Size(bytes int64) string {
	switch {
	case bytes < 1000:
		return Count(int(bytes), "byte", "bytes")
	case bytes < 999_500:
		return lang.T("%.0f kB", float64(bytes)/1e3)
	case bytes < 999_950_000:
		return lang.T("%.1f MB", float64(bytes)/1e6)
	}
	return lang.T("%.1f GB", float64(bytes)/1e9)
}

// WhoName says who must act: you, the council.
func WhoName(who string) string {
	if w, ok := whos[who]; ok {
		return lang.Of(w)
	}
	return lang.T("somebody else")
}

var whos = map[string]string{
	"parent":       lang.N("you"),
	"la":           lang.N("the council"),
	"school":       lang.N("the school"),
	"health":       lang.N("the health service"),
	"mediator":     lang.N("the mediator"),
	"tribunal":     lang.N("the Tribunal"),
	"professional": lang.N("the professional who was asked"),
	"organisation": lang.N("the organisation you asked"),
}

// FoundName says what sort of thing a search found.
func FoundName(kind string) string {
	switch kind {
	case "document":
		return lang.T("Letter")
	case "conversation":
		return lang.T("Conversation")
	case "person":
		return lang.T("Person")
	case "promise":
		return lang.T("Agreed")
	case "deadline":
		return lang.T("Date")
	}
	return lang.T("Guide")
}

// FoundNames heads a list of one sort of thing a search found.
func FoundNames(kind string) string {
	switch kind {
	case "document":
		return lang.T("In your letters")
	case "conversation":
		return lang.T("In your conversations")
	case "person":
		return lang.T("People")
	case "promise":
		return lang.T("What was agreed")
	case "deadline":
		return lang.T("Dates")
	}
	return lang.T("In the guide")
}

// StageName heads the documents of one part of the way.
func StageName(stage string) string {
	switch stage {
	case "asking":
		return lang.T("Asking for help, and the assessment")
	case "plan":
		return lang.T("The draft plan and the plan")
	case "review":
		return lang.T("Reviews and changes")
	case "disagree":
		return lang.T("When you do not agree")
	case "money":
		return lang.T("Money and transport")
	case "report":
		return lang.T("Reports")
	}
	return lang.T("Other papers")
}

// KindName says what a document is: Draft plan (the letter).
func KindName(kind string) string {
	if k, ok := kinds[kind]; ok {
		return lang.Of(k)
	}
	return lang.Of(kinds["unsure"])
}

var kinds = map[string]string{
	"request-acknowledged":            lang.N("Your request has arrived"),
	"agreement-to-assess":             lang.N("The council will assess"),
	"refusal-to-assess":               lang.N("The council will not assess"),
	"advice-request":                  lang.N("The council asks for advice"),
	"refusal-to-issue":                lang.N("The council will not make a plan"),
	"draft-plan":                      lang.N("Draft plan (the letter)"),
	"draft-plan-document":             lang.N("Draft plan (the plan itself)"),
	"final-plan":                      lang.N("Final plan (the letter)"),
	"final-plan-document":             lang.N("Final plan (the plan itself)"),
	"amended-final-plan":              lang.N("Amended final plan"),
	"amendment-notice":                lang.N("Notice of changes to the plan"),
	"annual-review-invitation":        lang.N("Invitation to a review meeting"),
	"annual-review-decision-maintain": lang.N("After the review: the plan stays as it is"),
	"annual-review-decision-amend":    lang.N("After the review: the plan will change"),
	"cease-proposal":                  lang.N("The council thinks of ending the plan"),
	"cease-to-maintain":               lang.N("The council will end the plan"),
	"mediation-certificate":           lang.N("Mediation certificate"),
	"tribunal-directions":             lang.N("Directions from the Tribunal"),
	"school-consultation":             lang.N("A school is asked for its views"),
	"phase-transfer":                  lang.N("Moving to the next school"),
	"personal-budget-decision":        lang.N("Decision about a personal budget"),
	"transport-decision":              lang.N("Decision about transport"),
	"complaint-response":              lang.N("Answer to a complaint"),
	"report":                          lang.N("Report"),
	"unsure":                          lang.N("Not sure what this is"),
}
