package export

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"leverarch/app/record"
)

// Confirmation makes the email that confirms what was said and agreed in a
// conversation, from the parent to the people it was with. It reads everything
// of the conversation but the private note, and has no address in it; the
// parent signs it.
//
// The head is the number of the last entry of the file's journal. An email has a
// day on it that is nobody's here to change, so the number in it shows afterwards
// that the notes stood so on that day. It says nothing to anybody else.
func Confirmation(c record.Conversation, child record.Child, with []record.Person, head string) (subject, body string) {
	on := ""
	if !c.On.IsZero() {
		on = " on " + c.On.English()
	}
	// The child's name stays out of the subject, which others may see go by.
	subject = talk(c.How) + on

	var b strings.Builder
	fmt.Fprintf(&b, "%s,\n\n", greeting(with))
	if at := line(c.At); at != "" && on != "" {
		on += " at " + at
	}
	about := ""
	if name := line(child.Name); name != "" {
		about = " about " + name
	}
	fmt.Fprintf(&b, "%s%s%s.\n\n", thanks(c.How), on, about)
	b.WriteString("I am writing to check that I have understood what was said. These are my notes.\n")

	if who := present(with); len(who) > 1 {
		b.WriteString("\nWho took part, with me:\n")
		for _, w := range who {
			fmt.Fprintf(&b, "- %s\n", w)
		}
	}
	if said := paragraphs(c.Said); said != "" {
		fmt.Fprintf(&b, "\nWhat was said:\n%s\n", said)
	}
	if agreed := promises(c.Agree); len(agreed) > 0 {
		b.WriteString("\nWhat was agreed:\n")
		for _, a := range agreed {
			fmt.Fprintf(&b, "- %s\n", a)
		}
	}

	if head != "" {
		fmt.Fprintf(&b, "\nThese notes are kept under this number:\n%s\n", head)
	}

	b.WriteString("\nIf any of this is not right, or if I have left something out, please reply and tell me.\n\n")
	b.WriteString("Thank you again for your time.\n\nKind regards,\n")
	return subject, b.String()
}

func talk(how string) string {
	switch how {
	case record.Meeting:
		return "Our meeting"
	case record.Phone:
		return "Our phone call"
	case record.Email:
		return "Our emails"
	case record.Text:
		return "Our messages"
	}
	return "Our conversation"
}

func thanks(how string) string {
	switch how {
	case record.Meeting:
		return "Thank you for meeting me"
	case record.Phone:
		return "Thank you for speaking with me on the phone"
	case record.Email:
		return "Thank you for being in touch by email"
	case record.Text:
		return "Thank you for being in touch by text message"
	}
	return "Thank you for speaking with me"
}

// greeting names up to three people, as a person would.
func greeting(with []record.Person) string {
	var names []string
	for _, p := range with {
		name := line(p.Name)
		if name == "" {
			name = line(p.Role)
		}
		if name != "" {
			names = append(names, name)
		}
	}
	switch n := len(names); {
	case n == 0:
		return "Hello"
	case n == 1:
		return "Dear " + names[0]
	case n <= 3:
		return "Dear " + strings.Join(names[:n-1], ", ") + " and " + names[n-1]
	}
	return "Dear all"
}

// present lists who took part: Mrs Okafor (SENCO, Tarnside Primary).
func present(with []record.Person) []string {
	var list []string
	for _, p := range with {
		var about []string
		for _, s := range []string{p.Role, p.Organisation} {
			if s = line(s); s != "" {
				about = append(about, s)
			}
		}
		name, post := line(p.Name), strings.Join(about, ", ")
		switch {
		case name != "" && post != "":
			list = append(list, name+" ("+post+")")
		case name+post != "":
			list = append(list, name+post)
		}
	}
	return list
}

// promises lists what was agreed, who does it and by when.
func promises(agreed []record.Agreed) []string {
	var list []string
	for _, a := range agreed {
		s := strings.TrimRight(line(a.What), " .")
		if s == "" {
			continue
		}
		if who := line(a.Who); who != "" {
			s = who + ": " + s
		}
		if !a.By.IsZero() {
			s += ", by " + a.By.English()
		}
		first, size := utf8.DecodeRuneInString(s)
		list = append(list, string(unicode.ToUpper(first))+s[size:])
	}
	return list
}

// mailtoMost is the longest address every common mail program takes whole.
const mailtoMost = 1800

// Mailto makes the address that opens the family's own mail program with an
// email written and nobody to send it to yet. ok is false where it would be too
// long for some programs, which cut it without saying so: then the words are
// copied instead.
func Mailto(subject, body string) (uri string, ok bool) {
	uri = "mailto:?subject=" + escape(line(subject)) +
		"&body=" + escape(strings.ReplaceAll(paragraphs(body), "\n", "\r\n"))
	if len(uri) > mailtoMost {
		return "", false
	}
	return uri, true
}

// escape leaves only what RFC 3986 calls unreserved. url.QueryEscape writes a
// space as "+", which mail programs show as a plus.
func escape(s string) string {
	var b strings.Builder
	for _, c := range []byte(s) {
		switch {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', strings.IndexByte("-._~", c) >= 0:
			b.WriteByte(c)
		default:
			fmt.Fprintf(&b, "%%%02X", c)
		}
	}
	return b.String()
}
