package recognise

import "testing"

// The letters of these four files were each written without sight of the phrases
// as they then stood, and tried once before anything was mended. What was found
// then is the fair figure: of 62, 40, 30 and 20 letters the kind was right in 47,
// 30, 21 and 15, the letter's date in 60, 39, 15 (one house style, since mended)
// and 20, and a paper that decides nothing was taken for a decision or a draft in
// 1, 0, 0 and 1.

// TestBlindLetters holds letters of nine councils' house styles, and of schools.
func TestBlindLetters(t *testing.T) { tryInvented(t, "blind1.txt") }

// TestBlindAgain holds letters of six other councils.
func TestBlindAgain(t *testing.T) { tryInvented(t, "blind2.txt") }

// TestBlindThird holds two councils more, one that writes by the statute and one
// that chats.
func TestBlindThird(t *testing.T) { tryInvented(t, "blind3.txt") }

// TestBlindFourth holds one council's short template in every kind of letter,
// and three that are none of them.
func TestBlindFourth(t *testing.T) { tryInvented(t, "blind4.txt") }
