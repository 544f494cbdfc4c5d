package inside

import (
	"errors"
	"fmt"
)

// Words reads a file whose words have no places. What was read before a fault is
// given with the fault.
func Words(format string, b []byte) (pages []Page, err error) {
	defer func() {
		if x := recover(); x != nil {
			err = fmt.Errorf("%w: %v", ErrNotReadable, x)
		}
	}()
	switch format {
	case PlainText:
		return ReadPlain(b)
	case HTML:
		return ReadHTML(b, "")
	case RTF:
		return ReadRTF(b)
	case DOCX:
		return ReadDOCX(b)
	case ODT:
		return ReadODT(b)
	case DOC:
		return ReadDOC(b)
	case Locked:
		return nil, ErrLocked
	case Zip:
		_, err := openParcel(b)
		if !errors.Is(err, ErrLimit) {
			err = ErrFormat
		}
		return nil, err
	}
	return nil, ErrFormat
}

// Message reads a message and gives the files that came with it.
func Message(format string, b []byte) (m Mail, err error) {
	defer func() {
		if x := recover(); x != nil {
			err = fmt.Errorf("%w: %v", ErrNotReadable, x)
		}
	}()
	if format == MSG {
		return ReadMSG(b)
	}
	return ReadMail(b)
}
