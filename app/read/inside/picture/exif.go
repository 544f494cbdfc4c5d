package picture

import (
	"bytes"
	"encoding/binary"
	"image"
	"io"
)

// decoded opens a picture whose size it has looked at first.
func decoded(data []byte, config func(io.Reader) (image.Config, error), open func(io.Reader) (image.Image, error)) (image.Image, error) {
	c, err := config(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	if err := fits(c); err != nil {
		return nil, err
	}
	return open(bytes.NewReader(data))
}

// exifStands reads from a camera's notes how the picture lies.
func exifStands(notes []byte) stance {
	order, ok := tiffOrder(notes)
	if !ok {
		return upright
	}
	s, _, _ := directory(notes, order, order.Uint32(notes[4:]))
	return s
}

// jpegStands finds the camera's notes in a JPG.
func jpegStands(data []byte) stance {
	const notes, pixels = 0xe1, 0xda
	for at := 2; at+4 <= len(data) && data[at] == 0xff && data[at+1] != pixels; {
		size := int(binary.BigEndian.Uint16(data[at+2:]))
		end := at + 2 + size
		if size < 2 || end > len(data) {
			break
		}
		if exif, ok := bytes.CutPrefix(data[at+4:end], []byte("Exif\x00\x00")); ok && data[at+1] == notes {
			return exifStands(exif)
		}
		at = end
	}
	return upright
}

// pngStands finds the camera's notes in a PNG.
func pngStands(data []byte) stance {
	const name, crc = 8, 4 // length and name before a part, and its sum behind
	for at := len("\x89PNG\r\n\x1a\n"); at+name <= len(data); {
		size := int64(binary.BigEndian.Uint32(data[at:]))
		end := int64(at+name) + size
		if end+crc > int64(len(data)) {
			break
		}
		if string(data[at+4:at+name]) == "eXIf" {
			return exifStands(data[at+name : end])
		}
		at = int(end) + crc
	}
	return upright
}
