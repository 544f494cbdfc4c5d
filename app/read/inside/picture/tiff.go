package picture

import (
	"bytes"
	"encoding/binary"
	"image"
	"io"

	"golang.org/x/image/tiff"
)

const (
	// maxTIFFPages is how many pages of a TIFF are counted.
	maxTIFFPages = 600
	orientation  = 274 // the tag that says how a picture lies
)

// tiffOrder gives how a TIFF, or the notes of a camera, writes its numbers.
func tiffOrder(data []byte) (binary.ByteOrder, bool) {
	switch {
	case len(data) < 8:
	case string(data[:4]) == "II*\x00":
		return binary.LittleEndian, true
	case string(data[:4]) == "MM\x00*":
		return binary.BigEndian, true
	}
	return nil, false
}

// directory reads the list of tags at an offset: how the picture lies, and where
// the next list is.
func directory(data []byte, order binary.ByteOrder, at uint32) (s stance, next uint32, ok bool) {
	if uint64(at)+2 > uint64(len(data)) {
		return upright, 0, false
	}
	count := uint64(order.Uint16(data[at:]))
	end := uint64(at) + 2 + 12*count
	if end+4 > uint64(len(data)) {
		return upright, 0, false
	}
	s = upright
	for e := data[at+2 : end]; len(e) > 0; e = e[12:] {
		if order.Uint16(e) == orientation && order.Uint16(e[2:]) == 3 {
			s = stance(order.Uint16(e[8:]))
		}
	}
	return s, order.Uint32(data[end:]), true
}

// tiffPages gives where each page's list of tags is. A list that leads back to one
// before it ends the book.
func tiffPages(data []byte) ([]uint32, error) {
	order, ok := tiffOrder(data)
	if !ok {
		return nil, ErrNotReadable
	}
	var pages []uint32
	seen := map[uint32]bool{}
	for at := order.Uint32(data[4:]); at != 0 && !seen[at] && len(pages) < maxTIFFPages; {
		_, next, ok := directory(data, order, at)
		if !ok {
			break
		}
		seen[at] = true
		pages = append(pages, at)
		at = next
	}
	if len(pages) == 0 {
		return nil, ErrNotReadable
	}
	return pages, nil
}

func decodeTIFF(data []byte, n int) (img image.Image, s stance, err error) {
	pages, err := tiffPages(data)
	if err != nil {
		return nil, upright, err
	}
	if n < 0 || n >= len(pages) {
		return nil, upright, ErrNoPage
	}
	order, _ := tiffOrder(data)
	s, _, _ = directory(data, order, pages[n])
	// The decoder opens the first page: the page asked for is made that.
	head := bytes.Clone(data[:8])
	order.PutUint32(head[4:], pages[n])
	page := func() io.Reader { return &joined{head, data} }
	config, err := tiff.DecodeConfig(page())
	if err != nil {
		return nil, upright, err
	}
	if err := fits(config); err != nil {
		return nil, upright, err
	}
	img, err = tiff.Decode(page())
	return img, s, err
}

// joined reads data with another beginning.
type joined struct{ head, data []byte }

func (j *joined) Read(b []byte) (int, error) { panic("picture: read by place") }

// ReadAt reads by place.
func (j *joined) ReadAt(b []byte, at int64) (int, error) {
	if at < 0 || at >= int64(len(j.data)) {
		return 0, io.EOF
	}
	n := copy(b, j.data[at:])
	if at < int64(len(j.head)) {
		copy(b[:n], j.head[at:])
	}
	if n < len(b) {
		return n, io.EOF
	}
	return n, nil
}
