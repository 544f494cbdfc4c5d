// Package ocr reads the words in a picture of a page: a scan, or a photograph.
//
// It runs in the reader's child process and nowhere else. A page is first set
// upright and straight, shadows and yellowed paper are taken out, and what lies
// about a photographed sheet is left away: that matters more than the engine. The
// engine is Tesseract in WebAssembly, in a sandbox; where the computer has a
// Tesseract of its own, that is used instead, because it is three times as fast.
//
// It knows pictures and words. It knows no file formats, no dates, no vault, no
// disk beyond the compile cache it is handed, and no network. It writes no files,
// and a Tesseract of the computer's own gets the page through a pipe.
//
// It promises that words come in reading order, a table row by row and cell by
// cell; that each word's box is where it stands in the picture it was given; and
// that a picture with no words is a page without words, no error.
package ocr

import (
	"image"
	"strings"
)

// Word is one word.
type Word struct {
	Text string
	// Box is where it stands in the picture that was given, in pixels.
	Box image.Rectangle
	// Sure is how sure the engine is of it, from 0 to 1.
	Sure float64
	// Words with the same Line stand in one line, and with the same Paragraph in
	// one paragraph or one cell of a table. Both count up from 0.
	Line, Paragraph int
}

// Page is what was read in one picture.
type Page struct {
	// Words are in reading order.
	Words []Word
	// Upright is by how many degrees the picture is to be turned, clockwise, to
	// stand upright: 0, 90, 180 or 270.
	Upright int
	// Skew is by how many degrees the lines go down to the right once it does.
	Skew float64
	// Engine is what read it: Tesseract and its version.
	Engine string
}

// Text gives the words: lines end in one line feed, paragraphs in two.
func (p Page) Text() string {
	var out strings.Builder
	for i, w := range p.Words {
		switch {
		case i == 0:
		case w.Paragraph != p.Words[i-1].Paragraph:
			out.WriteString("\n\n")
		case w.Line != p.Words[i-1].Line:
			out.WriteByte('\n')
		default:
			out.WriteByte(' ')
		}
		out.WriteString(w.Text)
	}
	return out.String()
}

// Sure is how sure the engine is of the page, from 0 to 1: the mean over its
// letters.
func (p Page) Sure() float64 {
	sum, letters := 0.0, 0
	for _, w := range p.Words {
		n := len(w.Text)
		sum, letters = sum+w.Sure*float64(n), letters+n
	}
	if letters == 0 {
		return 0
	}
	return sum / float64(letters)
}
