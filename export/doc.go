// Package export makes what leaves the file: the calendar for a phone, and the
// email that confirms what was agreed.
//
// It is handed everything it writes. It does not know the vault, the law, the
// clock or the network, and it chooses nothing about a family for itself.
//
// It promises three things. The same input gives the same bytes, so that a
// second export can be compared with the first. A file is either whole under
// its name or not there at all. And a private note has no way in: nothing here
// reads one.
package export
