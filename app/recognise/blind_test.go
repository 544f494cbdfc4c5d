package recognise

import "testing"

// TestBlindLetters holds letters of twelve councils' house styles, written
// without sight of the phrases.
func TestBlindLetters(t *testing.T) { tryInvented(t, "blind1.txt") }

// TestBlindAgain holds as many again of other councils, written after the phrases
// had learnt from those of TestBlindLetters.
func TestBlindAgain(t *testing.T) { tryInvented(t, "blind2.txt") }

// TestBlindThird holds two councils more, one that writes by the statute and one
// that chats, written after the phrases had learnt from TestBlindAgain too.
func TestBlindThird(t *testing.T) { tryInvented(t, "blind3.txt") }
