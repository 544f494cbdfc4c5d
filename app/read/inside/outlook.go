package inside

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/richardlehane/mscfb"
)

// compound gives the streams of an old Office file by their names, with the
// storages they stand in before them: "__attach_version1.0_#00000000/x".
func compound(b []byte) (map[string][]byte, error) {
	r, err := mscfb.New(bytes.NewReader(b))
	if err != nil {
		return nil, errors.Join(ErrNotReadable, err)
	}
	streams := map[string][]byte{}
	total := 0
	for n := 0; ; n++ {
		e, err := r.Next()
		if err != nil {
			break // the end, or a fault: what came until then counts
		}
		if n > maxEntries {
			return streams, ErrLimit
		}
		if e.Size <= 0 {
			continue
		}
		part, _ := io.ReadAll(io.LimitReader(e, maxPart+1))
		if total += len(part); len(part) > maxPart || total > 4*maxPart {
			return streams, ErrLimit
		}
		streams[strings.Join(append(slices.Clone(e.Path), e.Name), "/")] = part
	}
	return streams, nil
}

// The properties of a message of Outlook that are read.
const (
	msgSubject   = 0x0037
	msgSender    = 0x0c1a
	msgSenderAt  = 0x5d01
	msgTo        = 0x0e04
	msgBody      = 0x1000
	msgHTML      = 0x1013
	msgSubmitted = 0x0039
	msgDelivered = 0x0e06
	msgFileBytes = 0x3701
	msgLongName  = 0x3707
	msgShortName = 0x3704
	msgCodePage  = 0x3fde
)

// properties are the properties of a message or of a file that came with one.
type properties struct {
	streams map[string][]byte
	in      string // the storage, with a slash after it
	head    int    // bytes before the fixed properties
}

// fixed gives the eight bytes of a property that has no stream.
func (p properties) fixed(tag uint32) uint64 {
	b := p.streams[p.in+"__properties_version1.0"]
	for i := p.head; i+16 <= len(b); i += 16 {
		if binary.LittleEndian.Uint32(b[i:]) == tag {
			return binary.LittleEndian.Uint64(b[i+8:])
		}
	}
	return 0
}

func (p properties) bytes(id int) []byte {
	return p.streams[fmt.Sprintf("%s__substg1.0_%04X0102", p.in, id)]
}

// text gives a property of words, in either of the two ways they are kept.
func (p properties) text(id int) string {
	if b := p.streams[fmt.Sprintf("%s__substg1.0_%04X001F", p.in, id)]; len(b) > 0 {
		return strings.TrimRight(fromUTF16(b, binary.LittleEndian), "\x00")
	}
	return strings.TrimRight(decode(p.streams[fmt.Sprintf("%s__substg1.0_%04X001E", p.in, id)], p.alphabet()), "\x00")
}

// alphabet names the alphabet of bytes that are words.
func (p properties) alphabet() string {
	switch n := uint32(p.fixed(msgCodePage<<16 | 3)); n {
	case 0, 65001, 20127:
		return ""
	case 28591:
		return "iso-8859-1"
	default:
		return fmt.Sprintf("windows-%d", n)
	}
}

// time gives a property that is a time, counted from the year 1601 in tenths of a
// millionth of a second.
func (p properties) time(id uint32) time.Time {
	v := p.fixed(id<<16 | 0x40)
	if v == 0 || v > 1<<62 {
		return time.Time{}
	}
	return time.Unix(int64(v/10_000_000)-11_644_473_600, 0).In(london)
}

// london is the time zone of the letters read here; a message of Outlook does not
// keep its sender's.
var london = func() *time.Location {
	if l, err := time.LoadLocation("Europe/London"); err == nil {
		return l
	}
	return time.UTC
}()

// ReadMSG reads a message saved by Outlook.
func ReadMSG(b []byte) (Mail, error) {
	streams, err := compound(b)
	if err != nil {
		return Mail{}, err
	}
	return outlookMail(properties{streams: streams, head: 32}, maxForwards)
}

// maxForwards is how many messages may stand inside each other.
const maxForwards = 5

// outlookMail makes a message of its properties. A message inside it, as when one is
// forwarded, follows with its own head.
func outlookMail(p properties, deep int) (Mail, error) {
	streams, f := p.streams, newFlow()
	from := p.text(msgSender)
	if at := p.text(msgSenderAt); at != "" && at != from {
		from += " <" + at + ">"
	}
	sent := p.time(msgSubmitted)
	if sent.IsZero() {
		sent = p.time(msgDelivered)
	}
	letterhead(f, from, p.text(msgTo), sent, p.text(msgSubject))
	pages, err := f.finish()
	body, bodyErr := ReadPlain([]byte(p.text(msgBody)))
	if html := p.bytes(msgHTML); len(html) > 0 {
		shown, err := ReadHTML(html, p.alphabet())
		if lettersOf(shown) > lettersOf(body)*3/2 {
			body, bodyErr = shown, err
		}
	}
	for i, page := range body {
		if i == 0 && len(pages) > 0 {
			pages[0].Text += paragraph + page.Text
			continue
		}
		pages = append(pages, page)
	}
	m := Mail{Pages: pages, Sent: sent}
	for n := range maxPieces {
		in := fmt.Sprintf("%s__attach_version1.0_#%08X/", p.in, n)
		if inner := in + "__substg1.0_3701000D/"; deep > 0 && streams[inner+"__properties_version1.0"] != nil {
			more, moreErr := outlookMail(properties{streams: streams, in: inner, head: 24}, deep-1)
			m.Pages, m.Files, err = append(m.Pages, more.Pages...), append(m.Files, more.Files...), errors.Join(err, moreErr)
			continue
		}
		a := properties{streams: streams, in: in, head: 8}
		b := a.bytes(msgFileBytes)
		name := a.text(msgLongName)
		if name == "" {
			name = a.text(msgShortName)
		}
		if len(b) > 0 && (Sniff(b) == "" || !isPicture(Sniff(b)) || len(b) >= smallPicture) {
			m.Files = append(m.Files, File{fileName(name), b})
		}
	}
	return m, errors.Join(err, bodyErr)
}
