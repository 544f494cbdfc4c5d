package read

import (
	"bytes"
	"fmt"
	"strings"
)

// makePDF writes a PDF of numbered objects, the first of which is the catalogue.
func makePDF(objects ...string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.4\n")
	at := make([]int, len(objects))
	for i, o := range objects {
		at[i] = b.Len()
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	xref := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, a := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", a)
	}
	fmt.Fprintf(&b, "trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, xref)
	return b.Bytes()
}

func stream(dict, content string) string {
	return fmt.Sprintf("<< %s /Length %d >>\nstream\n%s\nendstream", dict, len(content), content)
}

// letterPDF writes each content on an A4 page of its own; more is added to every
// page's dictionary.
func letterPDF(more string, contents ...string) []byte {
	var kids []string
	objects := []string{"<< /Type /Catalog /Pages 2 0 R >>", "", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
		stream("/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8", "\x40")}
	for _, c := range contents {
		n := len(objects) + 1
		kids = append(kids, fmt.Sprintf("%d 0 R", n))
		objects = append(objects,
			fmt.Sprintf("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] %s /Resources << /Font << /F 3 0 R >> /XObject << /I 4 0 R >> >> /Contents %d 0 R >>", more, n+1),
			stream("", c))
	}
	objects[1] = fmt.Sprintf("<< /Type /Pages /Kids [%s] /Count %d >>", strings.Join(kids, " "), len(kids))
	return makePDF(objects...)
}

// lines sets lines of Helvetica 12 one under another from the top left.
func lines(s ...string) string {
	var b strings.Builder
	b.WriteString("BT /F 12 Tf 14 TL 72 742 Td\n")
	for _, l := range s {
		fmt.Fprintf(&b, "(%s) Tj T*\n", l)
	}
	return b.String() + "ET\n"
}

const image1 = "q 400 0 0 600 100 100 cm /I Do Q\n"

// kidsCycle is a PDF whose pages contain themselves.
func kidsCycle() []byte {
	return makePDF("<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 1000000 >>")
}

// formBomb is a PDF that draws a form that draws ten forms, and so on, a hundred
// thousand million times.
func formBomb() []byte {
	const depth = 11
	objects := []string{
		"<< /Type /Catalog /Pages 2 0 R >>",
		"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
		"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /XObject << /X 5 0 R >> >> /Contents 4 0 R >>",
		stream("", "/X Do"),
	}
	for i := range depth {
		resources, content := fmt.Sprintf("/Resources << /XObject << /X %d 0 R >> >>", len(objects)+2), strings.Repeat("/X Do ", 10)
		if i == depth-1 {
			resources, content = "", "0 0 1 1 re f"
		}
		objects = append(objects, stream("/Type /XObject /Subtype /Form /BBox [0 0 595 842] "+resources, content))
	}
	return makePDF(objects...)
}
