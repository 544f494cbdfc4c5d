// Package part is the window's own kit: the pieces every screen is built from.
//
// It knows how things look and how hands reach them; it knows no use case, no
// vault and no words but those a piece cannot do without. It promises that
// every piece can be worked from the keyboard alone, shows a ring where the
// keyboard is, re-reads its colours and sizes in Refresh, takes the height its
// words need at the width it is given, and starts no goroutine.
//
// # Where things stand
//
// A screen builds its pieces once, keeps them, and changes them with Set….
// Anything whose height depends on its width is a Tall and answers HeightFor;
// a Fyne container is asked for its MinSize instead, so inside a page use:
//
//	NewPage(part.Reading | part.Wide, items...)    scrolls, keeps to a readable width; .Stack to change the items
//	NewStack(items...)          one under another; .Set(items...), .Add(item), .Gap
//	NewColumns(n, least, items...)   n beside each other where each gets least, else one; cards in a row are equally high
//	NewFlow(items...)           beside each other, on to a next line where there is no room: rows of actions
//	NewRow(lead, width, body, tail)  a list row: lead in a column of width, body takes the rest, tail at its own size;
//	                            lead and tail may be nil; where it is narrow they stand above and under
//	NewSideBySide("The letter", a, "What we found", b)  two panes of full height; one at a time with a switch where narrow
//	NewFrame(sidebar, content)  the window: sidebar first for Tab; frame.Put(screen) changes the screen
//	NewCard, NewNotice, NewCalm (items...)  rounded cards: plain, amber (deadlines only), pale teal; .Tight()
//	NewDoor(label, onTap, items...)   a card that opens something when pressed anywhere: rows of lists
//	NewSpace(px), NewLine(), NewDrawing(icon, colour)
//
// Call Show and Hide on any piece: what stands round it closes up.
//
// # Words
//
//	NewTitle, NewHeading, NewText, NewBold, NewSmall (quiet), NewQuote, NewCode (a key)   wrapped; .Set(words), .Words()
//	.In(look.Mend) another colour, .Centred(), .OneLine() never wraps
//	NewPill(part.Due|Late|Waiting|Done|Neutral, words), .Set(kind, words)
//	NewEmpty(look.Icon, heading, words, action or nil)   what to say where a list is empty
//	NewProgress(words, onCancel), .Set(fraction, words); fraction < 0 where it is not known; no button where onCancel is nil
//	NewScan(label, words)   words as a square code, for a phone to read from the screen
//
// # Things to press
//
//	NewAction(look.Icon, label, onTap), NewPrimary, NewQuiet   Enter, Return and Space; .Disable(), .Enable(), .SetLabel()
//	NewSidebar(title, items, feet), NewNavItem(icon, label, onTap), sidebar.Pick(item)
//	NewTick(label, onChange), .Set(bool), .On()
//	NewSegments(label, options, onChange), NewChoice(label, options, onChange): .Set(value), .Value(), choice.SetOptions
//
// # Things to fill in: label above, hint, field, and what to mend under it
//
//	NewField(label, hint)         .Value(), .Set(text), .OnChange func(string), .OnSubmit func(string) (Enter), .Say(words) shows a kind message, .Say("") takes it away, .Good(words) shows that all is well
//	NewNotes(label, hint, rows)   as Field, many lines, Tab goes on; at most NotesMost characters
//	NewDate(label, hint, today)   .Day(), .Set(day), .OnDay func(day), .SetTyped(words), .Usual(before, after) years that need no question, .Check() says what is wrong and reports whether a day is there
//	NewTime(label, hint)          .Value() "14:30" or "", .Set, .Check()
//	NewSecret(label, hint)        .Value(), .OnSubmit, .Meter(known...) shows how hard it is to guess, .Clear()
//
// Everything that can have the keyboard has Focus(); a key it does not use goes
// to the modal it stands in, else to the canvas' OnTypedKey, so the window can
// listen there for Escape and F1 whatever has the keyboard.
//
// # Over the page
//
//	m := NewModal(title, actions, items...); m.Open(canvas); m.Close(); m.OnCancel
//	Ask(canvas, title, words, yes, no, onYes); Tell(canvas, title, words, answer)
//
// The first field has the keyboard, Enter presses the first action, Escape
// cancels, Tab stays inside, and the keyboard goes back to where it was.
//
// # Pictures of pages
//
//	NewPicture(), .Wait(words), .Put(image), .Mark(boxes...), .Zoom(factor), .Nearer(), .Further()
//
// # Without a window
//
//	ParseTyped(words, today) (record.Day, bool)   "3/11", "3 Nov", "yesterday"
//	ParseTime(words) (string, bool)               "2.30pm" is 14:30
//	Strength(secret, known...) Strong             how hard a passphrase is to guess: .Level 0 to 4, .Words, .Enough
package part
