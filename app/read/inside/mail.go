package inside

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"time"

	"github.com/emersion/go-message"
	"github.com/emersion/go-message/mail"
)

const (
	maxMIME   = 50  // parts inside parts
	maxPieces = 500 // parts of one message
	// smallPicture is how many bytes a picture in a message has at least when it is
	// more than a logo under a name.
	smallPicture = 30 << 10
)

func init() { message.CharsetReader = charsetReader }

// Mail is a message: its head and its own words as pages, and the files that came
// with it.
type Mail struct {
	Pages []Page
	Files []File
	Sent  time.Time // as its head says, or zero
}

// File is a file that came with a message, as it came.
type File struct {
	Name  string
	Bytes []byte
}

// letterhead writes the head of a message as it would be printed.
func letterhead(f *flow, from, to string, sent time.Time, subject string) {
	for _, line := range []struct{ name, says string }{
		{"From", from}, {"To", to}, {"Date", dayAndTime(sent)}, {"Subject", subject},
	} {
		if says := strings.Join(strings.Fields(line.says), " "); says != "" {
			f.write(line.name + ": " + says)
			f.end(1)
		}
	}
	f.apart()
}

// dayAndTime writes when a message was sent by the sender's own clock.
func dayAndTime(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format("2 January 2006 15:04")
}

// ReadMail reads a message: its own words, in the fullest of the ways they are
// given, and the files with it.
func ReadMail(b []byte) (Mail, error) {
	e, err := message.ReadWithOptions(bytes.NewReader(b), nil)
	if e == nil || err != nil && !message.IsUnknownCharset(err) && !message.IsUnknownEncoding(err) {
		return Mail{}, errors.Join(ErrNotReadable, err)
	}
	m := &mailing{flow: newFlow()}
	h := mail.Header{Header: e.Header}
	sent, _ := h.Date()
	subject, _ := h.Subject()
	letterhead(m.flow, header(h, "From"), header(h, "To"), sent, subject)
	pages, err := m.read(e, 0)
	own, limit := m.finish()
	for i, p := range pages {
		if i == 0 && len(own) > 0 { // the head stands over the words
			last := &own[len(own)-1]
			last.Text += paragraph + p.Text
			continue
		}
		own = append(own, p)
	}
	return Mail{own, m.files, sent}, errors.Join(limit, err)
}

// header gives a header as it would be shown.
func header(h mail.Header, name string) string {
	s, err := h.Text(name)
	if err != nil {
		return h.Get(name)
	}
	return s
}

// mailing is a message being read.
type mailing struct {
	*flow
	files  []File
	pieces int
}

// read gives the words of a part and keeps the files in it.
func (m *mailing) read(e *message.Entity, depth int) ([]Page, error) {
	if m.pieces++; depth > maxMIME || m.pieces > maxPieces {
		return nil, ErrLimit
	}
	kind, params, err := e.Header.ContentType()
	if err != nil && kind == "" {
		kind = "text/plain"
	}
	if parts := e.MultipartReader(); parts != nil {
		return m.readParts(parts, kind == "multipart/alternative", depth)
	}
	disposition, more, _ := e.Header.ContentDisposition()
	name := more["filename"]
	if name == "" {
		name = params["name"]
	}
	b, err := io.ReadAll(io.LimitReader(e.Body, maxPart+1))
	if len(b) > maxPart {
		return nil, ErrLimit
	}
	if err != nil && len(b) == 0 {
		return nil, nil // a part cut short costs that part
	}
	switch {
	case disposition == "attachment", name != "" && !strings.HasPrefix(kind, "text/"), !strings.HasPrefix(kind, "text/"):
		m.keep(name, kind, b)
		return nil, nil
	case kind == "text/html":
		return ReadHTML(b, "utf-8") // its alphabet has been made ours already
	case kind == "text/plain" || kind == "text/enriched":
		return ReadPlain(b)
	}
	m.keep(name, kind, b)
	return nil, nil
}

func (m *mailing) readParts(parts message.MultipartReader, oneOf bool, depth int) ([]Page, error) {
	var pages []Page
	var fullest int
	for {
		e, err := parts.NextPart()
		if e == nil || err != nil && !message.IsUnknownCharset(err) && !message.IsUnknownEncoding(err) {
			return pages, nil // also where the message was cut short
		}
		read, err := m.read(e, depth+1)
		switch n := lettersOf(read); {
		case !oneOf:
			pages = append(pages, read...)
		case fullest == 0 || n > fullest*3/2: // the plain words, unless they leave much out
			pages, fullest = read, n
		}
		if errors.Is(err, ErrLimit) {
			return pages, err
		}
	}
}

// keep keeps a file that came with the message. Small pictures are part of
// somebody's signature, and what is signed or invited has no words.
func (m *mailing) keep(name, kind string, b []byte) {
	switch {
	case len(b) == 0, strings.HasPrefix(kind, "image/") && len(b) < smallPicture,
		strings.Contains(kind, "signature"):
		return
	}
	m.files = append(m.files, File{fileName(name), b})
}

// fileName makes a file's name fit to be shown. It is never used as a path.
func fileName(s string) string {
	r := []rune(strings.Join(strings.Fields(clean(valid(s))), " "))
	return string(r[:min(len(r), 200)])
}

func lettersOf(pages []Page) int {
	n := 0
	for _, p := range pages {
		n += letters(p.Text)
	}
	return n
}
