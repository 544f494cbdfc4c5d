package read

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"
	"time"
)

// photographed draws a page of a document as a scanner would.
func photographed(t *testing.T, b []byte, page int) image.Image {
	t.Helper()
	img, err := Picture(t.Context(), bytes.NewReader(b), int64(len(b)), page, 1650, Options{})
	if err != nil {
		t.Fatal(err)
	}
	return img
}

func pngOf(t *testing.T, img image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// scanPDF is a PDF of one page that is nothing but a picture.
func scanPDF(t *testing.T, img image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, nil); err != nil {
		t.Fatal(err)
	}
	size := img.Bounds().Size()
	return makePDF("<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
		"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /XObject << /I 5 0 R >> >> /Contents 4 0 R >>",
		stream("", "q 595 0 0 842 0 0 cm /I Do Q"),
		stream(fmt.Sprintf("/Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode", size.X, size.Y), b.String()))
}

var shortLetter = letterPDF("", lines("Northwick County Council", "", "Dear Mrs Ferraby", "We will tell you what we decide by 5 May 2026.", "Please write to us if we have got anything wrong."))

func TestTheWordsInAPictureAreRead(t *testing.T) {
	page := photographed(t, shortLetter, 1)
	inWord := zipped("word/document.xml", fmt.Sprintf(wordBody, ""), "word/media/image1.png", string(pngOf(t, page)))
	for name, b := range map[string][]byte{"a photograph": pngOf(t, page), "a scan": scanPDF(t, page), "a picture in Word": inWord} {
		var told []int
		got, err := WordsOf(t.Context(), b, Options{Progress: func(done, of int) { told = append(told, done, of) }})
		if err != nil || len(got.Pages) != 1 || got.Scanned || !got.ByEye() {
			t.Fatalf("%s: %v %+v", name, err, got)
		}
		p := got.Pages[0]
		if !strings.Contains(p.Text, "Northwick County Council") || !strings.Contains(p.Text, "5 May 2026") || p.Engine != ByEye || !p.Picture {
			t.Errorf("%s: %+v", name, p)
		}
		if len(p.Words) != len(strings.Fields(p.Text)) {
			t.Errorf("%s: %d places for %q", name, len(p.Words), p.Text)
		}
		if w := p.Words[0]; w.X < 68 || w.X > 76 || w.Y < 85 || w.Y > 105 || w.H < 5 || w.H > 20 {
			t.Errorf("%s: first word %+v", name, w)
		}
		if fmt.Sprint(told) != "[0 1 1 1]" {
			t.Errorf("%s: told %v", name, told)
		}
		if quick, err := WordsOf(t.Context(), b, Options{Quick: true}); err != nil || !quick.Scanned || quick.All() != "" {
			t.Errorf("%s, quickly: %v %+v", name, err, quick)
		}
	}
}

func TestReadingAPictureHasALimitOfItsOwn(t *testing.T) {
	b := pngOf(t, photographed(t, shortLetter, 1))
	// The time to compile the engine comes to it.
	hurried := with(func(l *limits) { l.look = time.Nanosecond - l.start })
	if got, err := WordsOf(t.Context(), b, hurried); !errors.Is(err, ErrTooLong) || got.Format != PNG {
		t.Errorf("%v %+v", err, got)
	}
}

func TestAPhotographIsDrawnAsItIs(t *testing.T) {
	img := image.NewRGBA(image.Rect(0, 0, 400, 200))
	img.Set(0, 0, color.RGBA{255, 0, 0, 255})
	b := pngOf(t, img)
	got, err := pictureOf(t, b, 1, Options{})
	if err != nil || got.Bounds().Dx() != 300 || got.Bounds().Dy() != 150 {
		t.Errorf("%v %v", err, got.Bounds())
	}
	if _, err := pictureOf(t, b, 2, Options{}); !errors.Is(err, ErrNoPage) {
		t.Errorf("a second page: %v", err)
	}
	for _, broken := range [][]byte{b[:40], []byte("\xff\xd8\xff\xe0\x00\x10JFIF")} {
		if got, err := WordsOf(t.Context(), broken, Options{}); !errors.Is(err, ErrNotReadable) {
			t.Errorf("broken: %v %+v", err, got)
		}
	}
}

func TestAPictureTooLargeIsRefused(t *testing.T) {
	b := pngOf(t, image.NewGray(image.Rect(0, 0, 8, 8)))
	copy(b[16:], "\x00\x01\x86\xa0\x00\x01\x86\xa0") // says it is 100,000 by 100,000
	binary.BigEndian.PutUint32(b[29:], crc32.ChecksumIEEE(b[12:29]))
	if got, err := WordsOf(t.Context(), b, Options{}); !errors.Is(err, ErrTooBig) || got.Format != PNG {
		t.Errorf("%v %+v", err, got)
	}
}
