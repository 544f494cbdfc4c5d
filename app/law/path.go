package law

import "leverarch/app/record"

// Where a step of the process stands for one child.
const (
	StepDone   = "done"
	StepHere   = "here"
	StepNext   = "next"
	StepNotYet = "not yet"
)

// Path is the way through the process as far as one child has come.
type Path struct {
	// Here is the id of the step the child is at; empty: nothing is known yet.
	Here  string `json:"here,omitempty"`
	Steps []Step `json:"steps"`
	// Questions are what is not known yet and would change what is shown.
	Questions []Question `json:"questions,omitempty"`
	// Support is the thread of SEN support: guidance, not law.
	Support Support `json:"support"`
}

// Step is one stage: SEN support, request, assessment, draft, final, review,
// transfer, disagreement, Tribunal. More than one may be here at once.
type Step struct {
	ID    string     `json:"id"`
	Title string     `json:"title"`
	Says  string     `json:"says"`           // what happens in it, one sentence
	State string     `json:"state"`          // StepDone, StepHere, StepNext, StepNotYet
	Since record.Day `json:"since,omitzero"` // the day of the event that brought it here
	Event record.ID  `json:"event,omitempty"`
}

// Question is something not known yet, and the kind of event that answers it.
type Question struct {
	ID     string `json:"id"`
	Step   string `json:"step"`
	Asks   string `json:"asks"`
	Answer string `json:"answer"` // the kind of event that would answer it
	// Rule names the rule of the book it matters to, where there is one.
	Rule string `json:"rule,omitempty"`
	// Guidance is true where only guidance stands behind it.
	Guidance bool `json:"guidance,omitempty"`
	// Of is the event it is asked about.
	Of Start `json:"of"`
}

// Support is where the school's own cycle stands: assess, plan, do, review.
type Support struct {
	// Parts are the four parts in order; each is done, here, next or not yet.
	Parts []Step `json:"parts"`
	// Met counts the meetings with the school in the school year of today, and
	// Want how many the Code says there should be (paragraph 6.65: three).
	Met  int    `json:"met"`
	Want int    `json:"want"`
	Says string `json:"says"`
	// Source is the paragraph of the Code of Practice.
	Source string `json:"source"`
}

// Path says where a child is in the process, what comes next and what is not
// known. Events after today are not yet so, but for a move to another school or
// college, which is prepared in the twelve months before it.
func (b *Book) Path(events []Event, today record.Day) Path { return Path{} }
