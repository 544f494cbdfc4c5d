// Package inside holds the parsers for files that strangers made: what kind of
// file it is, the words of each page with their places, and a picture of a page.
//
// It runs in the reader's child process and nowhere else. Only leverarch/app/read
// imports it, and there only the child's side does: a file that makes a parser
// hang, crash or eat memory must cost a child process and never the window.
//
// It knows bytes, pages and words. It knows no vault, no law, no family, no disk
// beyond the compile cache it is handed, and no network.
//
// It promises that [Page.Boxes], where there are any, stand in the order of
// strings.Fields(Page.Text), one for one; that a text holds no control characters
// but the line feed and, between cells, the tab; and that what it cannot read is an error, never a panic that
// it can catch. Hangs and memory it leaves to the process that watches the child.
package inside

import "errors"

// What can be the matter with a file. Package read turns these into its own.
var (
	ErrNotReadable = errors.New("inside: damaged")
	ErrPassword    = errors.New("inside: password")
	ErrNoPage      = errors.New("inside: no such page")
	// ErrLimit is for a file that is too big or too deep to be read safely.
	ErrLimit = errors.New("inside: too big or too deep")
	// ErrFormat is for a kind of file that is not read.
	ErrFormat = errors.New("inside: kind of file not read")
	// ErrLocked is for an Office file that only Office opens, with its password.
	ErrLocked = errors.New("inside: locked by its own program")
)

// Box is a place on the upright page in points from its top left corner.
type Box struct{ X, Y, W, H float32 }

// Page is what was read on one page.
type Page struct {
	// Text is the page in reading order: lines end in one line feed, paragraphs
	// in two.
	Text string
	// Boxes are the places of the words of Text, or nothing where a file has no
	// places (plain text).
	Boxes         []Box
	Width, Height float32
	// Picture is set for a page that shows a picture and next to no letters.
	Picture bool
}
