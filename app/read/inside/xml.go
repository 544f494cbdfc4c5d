package inside

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"io"
	"strings"
)

const (
	maxEntries = 5000     // of a zip file
	maxPart    = 64 << 20 // bytes of one file in it, unpacked
	maxDepth   = 500      // elements inside elements
)

// parcel is a zip file. Its parts are read by their names, which are never used
// as paths, and nothing is written to disk.
type parcel struct{ files []*zip.File }

func openParcel(b []byte) (parcel, error) {
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil && (z == nil || len(z.File) == 0) {
		return parcel{}, ErrNotReadable // an unsafe name is no matter: it is only a name
	}
	if len(z.File) > maxEntries {
		return parcel{}, ErrLimit
	}
	return parcel{z.File}, nil
}

// part gives the bytes of a part, or nothing where there is no such part.
func (p parcel) part(name string) ([]byte, error) {
	for _, f := range p.files {
		if !strings.EqualFold(f.Name, name) {
			continue
		}
		if f.UncompressedSize64 > maxPart {
			return nil, ErrLimit
		}
		r, err := f.Open()
		if err != nil {
			return nil, ErrNotReadable
		}
		defer r.Close()
		b, err := io.ReadAll(io.LimitReader(r, maxPart+1))
		if len(b) > maxPart {
			return nil, ErrLimit
		}
		if err != nil {
			return b, ErrNotReadable
		}
		return b, nil
	}
	return nil, nil
}

func (p parcel) has(name string) bool {
	for _, f := range p.files {
		if strings.EqualFold(f.Name, name) {
			return true
		}
	}
	return false
}

// element is the start of an element and what it stands in.
type element struct {
	xml.StartElement
	inside *element
}

// attr gives an attribute by its local name.
func (e *element) attr(name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// within reports whether the element stands somewhere inside another.
func (e *element) within(name string) bool {
	for e = e.inside; e != nil; e = e.inside {
		if e.Name.Local == name {
			return true
		}
	}
	return false
}

// walker is told of each element. start reports whether to go inside.
type walker struct {
	start func(e *element) bool
	end   func(e *element)
	text  func(e *element, s string)
}

// walk reads XML. Entities of the file's own are not known, so that nothing can be
// made of them, and nothing is fetched. What was read before a fault counts.
func walk(b []byte, w walker) error {
	d := xml.NewDecoder(bytes.NewReader(b))
	d.Strict = false
	d.CharsetReader = func(label string, r io.Reader) (io.Reader, error) {
		all, err := io.ReadAll(r)
		return strings.NewReader(decode(all, label)), err
	}
	var at *element
	depth, skip := 0, 0
	for {
		token, err := d.Token()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return ErrNotReadable
		}
		switch t := token.(type) {
		case xml.StartElement:
			if depth++; depth > maxDepth {
				return ErrLimit
			}
			if skip > 0 {
				skip++
				continue
			}
			e := &element{t, at}
			if !w.start(e) {
				skip = 1
				continue
			}
			at = e
		case xml.EndElement:
			depth--
			if skip > 0 {
				skip--
				continue
			}
			if at != nil {
				if w.end != nil {
					w.end(at)
				}
				at = at.inside
			}
		case xml.CharData:
			if skip == 0 && at != nil && w.text != nil {
				w.text(at, string(t))
			}
		}
	}
}

// Pictures gives the pictures in a Word or OpenDocument file that are large enough
// to be pages, in the order they stand in: a scan may come as a file of pictures.
func Pictures(b []byte) [][]byte {
	p, err := openParcel(b)
	if err != nil {
		return nil
	}
	var out [][]byte
	left := int64(2 * maxPart)
	for _, f := range p.files {
		in := strings.HasPrefix(f.Name, "word/media/") || strings.HasPrefix(f.Name, "Pictures/")
		if !in || f.UncompressedSize64 < smallPicture || len(out) >= maxPieces {
			continue
		}
		b, err := p.part(f.Name)
		if left -= int64(len(b)); left < 0 {
			break
		}
		if err == nil && isPicture(Sniff(b)) {
			out = append(out, b)
		}
	}
	return out
}
