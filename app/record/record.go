// Package record holds the things a family keeps, as plain data.
//
// It is the storage format: every value is written to the vault as JSON under
// the tags below. Tags are added to, never renamed and never used again for
// something else, so that a file made by any release reads in every later one.
//
// It knows no law, no clock, no disk and no screen.
package record

import (
	"cmp"
	"crypto/rand"
	"encoding/hex"
	"time"
)

// ID names one record for ever: 32 lower-case hexadecimal letters, at random.
type ID string

// NewID makes a new one.
func NewID() ID {
	var b [16]byte
	rand.Read(b[:]) // never fails: the runtime stops the program first
	return ID(hex.EncodeToString(b[:]))
}

// Child is the child or young person whose file this is.
type Child struct {
	ID    ID        `json:"id"`
	Name  string    `json:"name"`
	Born  Day       `json:"born,omitzero"`
	Added time.Time `json:"added"`
	// The two people asked for most, where the parent has said who they are.
	Officer ID `json:"officer,omitempty"` // at the council
	SENCO   ID `json:"senco,omitempty"`   // at the school
	Bin
}

// Bin says since when something has been in the bin; the zero time: it is not.
type Bin struct {
	Binned time.Time `json:"binned,omitzero"`
}

// InBin reports whether it is in the bin.
func (b Bin) InBin() bool { return !b.Binned.IsZero() }

// Person is somebody the family has spoken to or heard from.
type Person struct {
	ID           ID        `json:"id"`
	Name         string    `json:"name"`
	Role         string    `json:"role,omitempty"`
	Organisation string    `json:"organisation,omitempty"`
	Reach        string    `json:"reach,omitempty"` // telephone, email: as the parent writes it
	Since        Day       `json:"since,omitzero"`  // in the part they have
	Until        Day       `json:"until,omitzero"`
	Added        time.Time `json:"added"`
	Bin
}

// How a conversation was had.
const (
	Meeting  = "meeting"
	Phone    = "phone"
	Email    = "email"
	Text     = "text"
	InPerson = "in person"
)

// Hows lists the ways a conversation is had, in the order they are offered.
var Hows = []string{Meeting, Phone, Email, Text, InPerson}

// Conversation is one talk with somebody, written down by the parent.
type Conversation struct {
	ID    ID       `json:"id"`
	Child ID       `json:"child"`
	How   string   `json:"how,omitempty"`
	On    Day      `json:"on"`
	At    string   `json:"at,omitempty"` // 14:30, where the parent gave it
	With  []ID     `json:"with,omitempty"`
	Said  string   `json:"said"`
	Agree []Agreed `json:"agreed,omitempty"`
	// Private is for the parent alone: it goes into no email, pack, calendar or
	// chronology.
	Private string    `json:"private,omitempty"`
	Written time.Time `json:"written"`          // when it was first saved
	Changed time.Time `json:"changed,omitzero"` // when it was last changed
	Draft   bool      `json:"draft,omitempty"`  // not finished yet
	Bin
}

// Agreed is one thing somebody said they would do.
type Agreed struct {
	What string `json:"what"`
	Who  string `json:"who,omitempty"`
	By   Day    `json:"by,omitzero"`
	Done Day    `json:"done,omitzero"` // the day the parent said it was done
}

// WrittenLater reports whether the conversation was written down on a later day
// than it was had, and how many days later.
func (c Conversation) WrittenLater() int {
	if c.On.IsZero() || c.Written.IsZero() {
		return 0
	}
	return max(0, c.On.DaysUntil(DayOf(c.Written.Local())))
}

// Document is a letter, report or plan, kept exactly as it came.
type Document struct {
	ID     ID     `json:"id"`
	Child  ID     `json:"child,omitempty"`
	Name   string `json:"name"` // the file's own name when it was brought in
	Kind   string `json:"kind,omitempty"`
	From   string `json:"from,omitempty"`
	Letter Day    `json:"letter_date,omitzero"` // the day printed on it
	Sent   Day    `json:"sent,omitzero"`        // the day it was posted or emailed, where somebody knows
	Came   Day    `json:"came,omitzero"`        // the day it reached the family
	CameBy string `json:"came_by,omitempty"`    // post, email, portal, by hand
	Answer Day    `json:"answer,omitzero"`      // the day by which it asks for an answer
	Size   int64  `json:"size"`
	SHA256 string `json:"sha256"`
	Pages  int    `json:"pages,omitempty"`
	// Problem says in one sentence why the words could not be read, or nothing.
	Problem string    `json:"problem,omitempty"`
	Guess   *Guess    `json:"guess,omitempty"`  // what the program found
	Looked  bool      `json:"looked,omitempty"` // the parent has confirmed it
	Added   time.Time `json:"added"`
	// Title is the parent's own name for it, or nothing: Name stays what it was.
	Title string   `json:"title,omitempty"`
	Tags  []string `json:"tags,omitempty"`
	// By is the document that takes its place: a newer draft, an amended plan.
	By    ID         `json:"superseded_by,omitempty"`
	Notes []PageNote `json:"page_notes,omitempty"`
	// Password is what opened the file, where it has a password of its own.
	Password string `json:"password,omitempty"`
	// Pictures are the documents that this one shows, in order: photos of the
	// pages of one letter. Such a document has no bytes of its own.
	Pictures []ID `json:"pictures,omitempty"`
	// Within is the document that this letter stands in, on the pages First to
	// Last, from 1. Such a document has no bytes of its own.
	Within ID  `json:"within,omitempty"`
	First  int `json:"first,omitempty"`
	Last   int `json:"last,omitempty"`
	// Behind is set for a document that is shown through others: a photo of a page,
	// or a scan that several letters stand in. It is in no list of its own.
	Behind bool `json:"behind,omitempty"`
	With   ID   `json:"with,omitempty"` // the message it came with
	Bin
}

// Whole reports whether a document has bytes of its own.
func (d Document) Whole() bool { return d.Within == "" && len(d.Pictures) == 0 }

// PageNote is what the parent put on one page (from 1): tags, and words of their
// own.
type PageNote struct {
	Page    int       `json:"page"`
	Tags    []string  `json:"tags,omitempty"`
	Note    string    `json:"note,omitempty"`
	Written time.Time `json:"written"`
}

// Called is the name a document goes by: the parent's, else the file's own.
func (d Document) Called() string { return cmp.Or(d.Title, d.Name) }

// On gives what the parent put on a page, or an empty note.
func (d Document) On(page int) PageNote {
	for _, n := range d.Notes {
		if n.Page == page {
			return n
		}
	}
	return PageNote{Page: page}
}

// Why the words of a document could not be read.
const (
	ProblemEmpty    = "empty"
	ProblemDamaged  = "damaged"
	ProblemPassword = "password"
	ProblemFormat   = "format"
	ProblemTime     = "time"
	ProblemSize     = "size"
	ProblemStopped  = "stopped"
	ProblemScanned  = "scanned" // pictures of pages, with no words in them
)

// Guess is what the program found in a document. It is never a fact until the
// parent says so; it is kept so that what was found and what was confirmed can
// be told apart.
type Guess struct {
	Kind   string   `json:"kind"`
	Sure   float64  `json:"sure"`
	Why    []Quote  `json:"why,omitempty"` // the words the kind rests on
	Letter Found    `json:"letter_date"`
	Child  string   `json:"child,omitempty"`
	From   string   `json:"from,omitempty"`
	Stated []Found  `json:"stated,omitempty"`
	Events []Found  `json:"events,omitempty"`
	Notes  []string `json:"notes,omitempty"`
	// Came and CameBy say when a message was sent and that it was an email.
	Came   Day    `json:"came,omitzero"`
	CameBy string `json:"came_by,omitempty"`
	// With names the files that came with a message.
	With []string `json:"with,omitempty"`
	// ByEye are the pages, from 1, whose words were read in a picture of the page
	// and are less sure than others.
	ByEye  []int  `json:"by_eye,omitempty"`
	Reader string `json:"reader,omitempty"` // version of the reader that found it
}

// Quote is words as they stand in a document, with their page (from 1).
type Quote struct {
	Words string `json:"quote"`
	Page  int    `json:"page"`
}

// Found is a day found in a document with the words it rests on. Event is empty
// for a day that only stands there.
type Found struct {
	Event string `json:"event,omitempty"`
	Day   Day    `json:"day,omitzero"`
	Quote string `json:"quote,omitempty"`
	Page  int    `json:"page,omitempty"`
}

// Event is a fact the law counts from: something happened on a day. Each day we
// know of it is kept as what it is, because the law counts some limits from the
// day a letter was sent and others from the day it came.
type Event struct {
	ID    ID     `json:"id"`
	Child ID     `json:"child"`
	Kind  string `json:"kind"`            // the rule book's name: draft-plan-served
	Round string `json:"round,omitempty"` // which request or review this belongs to
	Day   Day    `json:"day"`             // the day confirmed for counting
	// Sent and Came are from before Days: the day on the letter, and the day it
	// came. Days stands for them where it holds anything.
	Sent Day  `json:"sent,omitzero"`
	Came Day  `json:"came,omitzero"`
	Days Days `json:"days,omitzero"`
	// Document, Quote and Page say what it rests on, where it came from a letter.
	Document  ID        `json:"document,omitempty"`
	Quote     string    `json:"quote,omitempty"`
	Page      int       `json:"page,omitempty"`
	Withdrawn bool      `json:"withdrawn,omitempty"` // no longer believed
	Written   time.Time `json:"written"`
	Bin                 // with the document it rests on
}

// Days are the days one letter may carry, each kept as what it is.
type Days struct {
	Printed Day    `json:"printed,omitzero"` // the date at its head
	Sent    Day    `json:"sent,omitzero"`    // posted, emailed or put on a website
	Came    Day    `json:"came,omitzero"`    // it reached whom it was for
	Issued  Day    `json:"issued,omitzero"`  // of a certificate
	Made    Day    `json:"made,omitzero"`    // of an order or a plan
	How     string `json:"how,omitempty"`    // post, email, portal, by hand
}

// Known gives the days known of an event. Where they were kept before Days were,
// they are those of the letter it was read in, which are the event's own where
// that letter is what happened.
func (e Event) Known() Days {
	if e.Days == (Days{}) && e.Day == e.Sent {
		return Days{Printed: e.Sent, Came: e.Came}
	}
	return e.Days
}

// Excuse is what the parent knows of a reason for which a time limit may be
// passed: a closed school, a family away. It changes no date.
type Excuse struct {
	ID     ID     `json:"id"`
	Child  ID     `json:"child"`
	Event  ID     `json:"event"` // the deadline it is about is this event's
	Rule   string `json:"rule"`
	Reason string `json:"reason"`
	// The days are those the reason asks for; any may be unknown.
	Closed  Day       `json:"closed,omitzero"`
	Reopens Day       `json:"reopens,omitzero"`
	Asked   Day       `json:"asked,omitzero"`
	From    Day       `json:"from,omitzero"`
	To      Day       `json:"to,omitzero"`
	Note    string    `json:"note,omitempty"` // what happened, in the parent's words
	Written time.Time `json:"written"`
	Bin
}

// PhoneChoice is how the family last chose to send its dates to a calendar.
type PhoneChoice struct {
	Titles    string `json:"titles"`
	Reminders bool   `json:"reminders,omitempty"` // reminders as entries of their own
	// Head is the file's last entry as it was when the calendar last changed.
	Head string `json:"head,omitempty"`
}

// Exported is one date as it last went to a calendar.
type Exported struct {
	UID      string    `json:"uid"`
	Event    ID        `json:"event"`
	Rule     string    `json:"rule"`
	Ahead    int       `json:"ahead,omitempty"` // a reminder, so many days before the date
	Child    ID        `json:"child"`
	Day      Day       `json:"day"`
	Sequence int       `json:"sequence"`
	Gone     bool      `json:"gone,omitempty"` // withdrawn: sent out as cancelled
	Titles   string    `json:"titles"`
	Title    string    `json:"title"`
	Note     string    `json:"note,omitempty"`
	Quiet    bool      `json:"quiet,omitempty"` // no alarms: it had passed when it was sent
	LawAsAt  Day       `json:"law_as_at"`
	Stamp    time.Time `json:"stamp"` // when this row last changed
}
