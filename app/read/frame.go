package read

import (
	"encoding/binary"
	"errors"
	"io"
	"time"
)

// The two processes talk in frames: a letter that says what it is, four bytes of
// length, and so many bytes.
const (
	// To the child.
	frameOpen = 'o' // JSON opening: how to open what follows
	frameData = 'd' // bytes of the document; an empty one ends it
	frameAsk  = 'a' // JSON ask

	// From the child.
	frameReady  = 'r' // the engine runs
	frameFormat = 'f' // JSON string: the format, before the document is opened
	frameOpened = 'O' // JSON opened
	framePage   = 'p' // JSON numbered
	frameLook   = 'l' // JSON number: the words in the picture of this page are being read
	frameFile   = 'x' // JSON enclosed: a file that came with a message; frameData follows
	frameImage  = 'i' // width and height in four bytes each, and RGBA
	frameEnd    = 'e' // JSON ended: the answer to an ask, or to the opening, is over
)

// dataChunk is how much of a document goes into one frame.
const dataChunk = 64 << 10

// opening goes to the child before the document.
type opening struct {
	Want     string `json:"want"` // wantSession, wantSecond, wantFiles or wantWarm
	Size     int64  `json:"size,omitempty"`
	Password string `json:"password,omitempty"`
	Cache    string `json:"cache,omitempty"`
	Pages    int    `json:"pages"`           // read at most so many
	Words    int    `json:"words"`           // and send at most so many bytes of words
	Alone    bool   `json:"alone,omitempty"` // leave closed what came with a message
	Quick    bool   `json:"quick,omitempty"` // do not read the words in pictures
}

const (
	wantSession = "session"
	wantSecond  = "second"
	wantFiles   = "files"
	wantWarm    = "warm"
)

// ask is a question about an open document.
type ask struct {
	Want  string `json:"want"` // wantWords or wantPicture
	Page  int    `json:"page,omitempty"`
	Width int    `json:"width,omitempty"`
}

const (
	wantWords   = "words"
	wantPicture = "picture"
)

// opened is what the child says of a document it has opened.
type opened struct {
	Format string    `json:"format"`
	Pages  int       `json:"pages"`
	Parts  []Part    `json:"parts,omitempty"`
	Cut    bool      `json:"cut,omitempty"`
	Sent   time.Time `json:"sent,omitzero"`
}

// enclosed goes ahead of the bytes of a file that came with a message.
type enclosed struct {
	Name   string `json:"name"`
	SHA256 string `json:"sha256"`
}

// numbered is one page of words.
type numbered struct {
	// Number is from 0: through the document, or in the part for a second reading.
	Number int  `json:"n"`
	Part   int  `json:"part,omitempty"`
	Page   Page `json:"page"`
}

// ended closes an answer. Code is empty where all is well.
type ended struct {
	Code   string `json:"code,omitempty"`
	Format string `json:"format,omitempty"`
}

// codes are the errors that cross from the child.
var codes = map[string]error{
	"empty":    ErrEmpty,
	"format":   ErrFormat,
	"damaged":  ErrNotReadable,
	"password": ErrPassword,
	"big":      ErrTooBig,
	"page":     ErrNoPage,
	"engine":   ErrNoReader,
}

func codeOf(err error) string {
	if code := problem(err); code != "" {
		return code
	}
	return "damaged"
}

// problem is the code of an error, and nothing for none and for what has no code.
func problem(err error) string {
	for code, e := range codes {
		if errors.Is(err, e) {
			return code
		}
	}
	return ""
}

// errFrame is for a frame that is not what may come.
var errFrame = errors.New("read: unexpected frame")

func writeFrame(w io.Writer, kind byte, parts ...[]byte) error {
	n := 0
	for _, p := range parts {
		n += len(p)
	}
	head := make([]byte, 5)
	head[0] = kind
	binary.BigEndian.PutUint32(head[1:], uint32(n))
	if _, err := w.Write(head); err != nil {
		return err
	}
	for _, p := range parts {
		if _, err := w.Write(p); err != nil {
			return err
		}
	}
	return nil
}

// readFrame reads a frame of at most most bytes. What it sets aside grows only
// with what comes.
func readFrame(r io.Reader, most int) (kind byte, payload []byte, err error) {
	var head [5]byte
	if _, err := io.ReadFull(r, head[:]); err != nil {
		return 0, nil, err
	}
	n := binary.BigEndian.Uint32(head[1:])
	if int64(n) > int64(most) {
		return head[0], nil, ErrTooBig
	}
	for len(payload) < int(n) {
		part := make([]byte, min(int(n)-len(payload), max(1<<20, len(payload))))
		if _, err := io.ReadFull(r, part); err != nil {
			return 0, nil, io.ErrUnexpectedEOF
		}
		if payload == nil {
			payload = part
		} else {
			payload = append(payload, part...)
		}
	}
	return head[0], payload, nil
}
