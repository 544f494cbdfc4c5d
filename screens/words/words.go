// Package words is what we say to people: errors first, then the small words
// that the window and the terminal share.
//
// It knows no Fyne, so that both can use it, and nothing of how a thing is done.
// It promises that every error a person can meet has words that say what
// happened, whether anything is lost, and what to do now; that nothing here
// blames; and that a council is called the council.
package words

import (
	"fmt"
	"strings"
)

// DaysLeft says how far off a day is: 8 days left, today, 3 days late.
func DaysLeft(n int) string {
	switch {
	case n == 0:
		return "today"
	case n < 0:
		return Count(-n, "day", "days") + " late"
	}
	return Count(n, "day", "days") + " left"
}

// Join gives a list as it is spoken: A, B and C.
func Join(list []string) string {
	switch len(list) {
	case 0:
		return ""
	case 1:
		return list[0]
	}
	return strings.Join(list[:len(list)-1], ", ") + " and " + list[len(list)-1]
}

// Size gives how large a file is: 2.4 MB.
func Size(bytes int64) string {
	switch {
	case bytes < 1000:
		return Count(int(bytes), "byte", "bytes")
	case bytes < 999_500:
		return fmt.Sprintf("%.0f kB", float64(bytes)/1e3)
	case bytes < 999_950_000:
		return fmt.Sprintf("%.1f MB", float64(bytes)/1e6)
	}
	return fmt.Sprintf("%.1f GB", float64(bytes)/1e9)
}

// WhoName says who must act: you, the council.
func WhoName(who string) string {
	if w, ok := whos[who]; ok {
		return w
	}
	return "somebody else"
}

var whos = map[string]string{
	"parent":       "you",
	"la":           "the council",
	"school":       "the school",
	"health":       "the health service",
	"mediator":     "the mediator",
	"tribunal":     "the Tribunal",
	"professional": "the professional who was asked",
	"organisation": "the organisation you asked",
}

// FoundName says what sort of thing a search found.
func FoundName(kind string) string {
	switch kind {
	case "document":
		return "Letter"
	case "conversation":
		return "Conversation"
	case "person":
		return "Person"
	case "promise":
		return "Agreed"
	case "deadline":
		return "Date"
	}
	return "Guide"
}

// FoundNames heads a list of one sort of thing a search found.
func FoundNames(kind string) string {
	switch kind {
	case "document":
		return "In your letters"
	case "conversation":
		return "In your conversations"
	case "person":
		return "People"
	case "promise":
		return "What was agreed"
	case "deadline":
		return "Dates"
	}
	return "In the guide"
}

// StageName heads the documents of one part of the way.
func StageName(stage string) string {
	switch stage {
	case "asking":
		return "Asking for help, and the assessment"
	case "plan":
		return "The draft plan and the plan"
	case "review":
		return "Reviews and changes"
	case "disagree":
		return "When you do not agree"
	case "money":
		return "Money and transport"
	case "report":
		return "Reports"
	}
	return "Other papers"
}

// KindName says what a document is: Draft plan (the letter).
func KindName(kind string) string {
	if k, ok := kinds[kind]; ok {
		return k
	}
	return kinds["unsure"]
}

var kinds = map[string]string{
	"request-acknowledged":            "Your request has arrived",
	"agreement-to-assess":             "The council will assess",
	"refusal-to-assess":               "The council will not assess",
	"advice-request":                  "The council asks for advice",
	"refusal-to-issue":                "The council will not make a plan",
	"draft-plan":                      "Draft plan (the letter)",
	"draft-plan-document":             "Draft plan (the plan itself)",
	"final-plan":                      "Final plan (the letter)",
	"final-plan-document":             "Final plan (the plan itself)",
	"amended-final-plan":              "Amended final plan",
	"amendment-notice":                "Notice of changes to the plan",
	"annual-review-invitation":        "Invitation to a review meeting",
	"annual-review-decision-maintain": "After the review: the plan stays as it is",
	"annual-review-decision-amend":    "After the review: the plan will change",
	"cease-proposal":                  "The council thinks of ending the plan",
	"cease-to-maintain":               "The council will end the plan",
	"mediation-certificate":           "Mediation certificate",
	"tribunal-directions":             "Directions from the Tribunal",
	"school-consultation":             "A school is asked for its views",
	"phase-transfer":                  "Moving to the next school",
	"personal-budget-decision":        "Decision about a personal budget",
	"transport-decision":              "Decision about transport",
	"complaint-response":              "Answer to a complaint",
	"report":                          "Report",
	"unsure":                          "Not sure what this is",
}
