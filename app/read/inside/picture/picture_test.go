package picture

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"os"
	"slices"
	"testing"

	"golang.org/x/image/tiff"
)

// cache is where the tests keep the compiled engine.
var cache string

func TestMain(m *testing.M) {
	var err error
	if cache, err = os.MkdirTemp("", "picture"); err != nil {
		panic(err)
	}
	code := m.Run()
	os.RemoveAll(cache)
	os.Exit(code)
}

// corners is a picture one can tell from its turned self: blue at the top left, red
// at the bottom right, and wider than high.
func corners() *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, 192, 128))
	for y := range 128 {
		for x := range 192 {
			c := color.RGBA{255, 255, 255, 255}
			switch {
			case x < 80 && y < 40:
				c = color.RGBA{16, 48, 160, 255}
			case x >= 140 && y >= 88:
				c = color.RGBA{192, 32, 32, 255}
			}
			img.SetRGBA(x, y, c)
		}
	}
	return img
}

// laid gives a picture as a camera held another way writes it.
func laid(img *image.RGBA, s stance) *image.RGBA {
	w, h := img.Rect.Dx(), img.Rect.Dy()
	size := img.Rect
	if s.lies() {
		size = image.Rect(0, 0, h, w)
	}
	out := image.NewRGBA(size)
	for y := range h {
		for x := range w {
			fx, fy := s.from(x, y, size.Dx(), size.Dy())
			out.Set(fx, fy, img.At(x, y))
		}
	}
	return out
}

func near(t *testing.T, what string, img image.Image, err error) {
	t.Helper()
	if err != nil {
		t.Errorf("%s: %v", what, err)
		return
	}
	want := corners()
	if img.Bounds().Size() != want.Rect.Size() {
		t.Errorf("%s: %v", what, img.Bounds())
		return
	}
	for _, p := range []image.Point{{10, 10}, {60, 30}, {180, 10}, {10, 116}, {180, 116}, {96, 64}} {
		r, g, b, _ := img.At(img.Bounds().Min.X+p.X, img.Bounds().Min.Y+p.Y).RGBA()
		c := want.RGBAAt(p.X, p.Y)
		for i, v := range [3]uint32{r, g, b} {
			if d := int(v>>8) - int([3]uint8{c.R, c.G, c.B}[i]); max(d, -d) > 24 {
				t.Errorf("%s: at %v %v, not %v", what, p, [3]uint32{r >> 8, g >> 8, b >> 8}, c)
			}
		}
	}
}

// notes are a camera's notes that say how a picture lies.
func notes(order binary.AppendByteOrder, mark string, s stance) []byte {
	b := []byte(mark)
	b = order.AppendUint32(b, 8)
	b = order.AppendUint16(b, 1)
	b = order.AppendUint16(b, orientation)
	b = order.AppendUint16(b, 3)
	b = order.AppendUint32(b, 1)
	b = order.AppendUint16(b, uint16(s))
	b = order.AppendUint16(b, 0)
	return order.AppendUint32(b, 0)
}

func jpegWith(t testing.TB, img image.Image, exif []byte) []byte {
	var out bytes.Buffer
	if err := jpeg.Encode(&out, img, &jpeg.Options{Quality: 95}); err != nil {
		t.Fatal(err)
	}
	if exif == nil {
		return out.Bytes()
	}
	exif = append([]byte("Exif\x00\x00"), exif...)
	app := binary.BigEndian.AppendUint16([]byte{0xff, 0xe1}, uint16(len(exif)+2))
	return slices.Concat(out.Bytes()[:2], app, exif, out.Bytes()[2:])
}

func pngWith(t testing.TB, img image.Image, exif []byte) []byte {
	var out bytes.Buffer
	if err := png.Encode(&out, img); err != nil {
		t.Fatal(err)
	}
	if exif == nil {
		return out.Bytes()
	}
	part := append([]byte("eXIf"), exif...)
	sum := crc32.ChecksumIEEE(part)
	part = slices.Concat(binary.BigEndian.AppendUint32(nil, uint32(len(exif))), part, binary.BigEndian.AppendUint32(nil, sum))
	const header = 8 + 25 // the mark of a PNG and its first part
	return slices.Concat(out.Bytes()[:header], part, out.Bytes()[header:])
}

// book joins TIFFs of one page into one: each page's list of tags is moved behind
// the last, with the places in it.
func tiffOf(t testing.TB, img image.Image) []byte {
	var out bytes.Buffer
	if err := tiff.Encode(&out, img, &tiff.Options{Compression: tiff.Deflate, Predictor: true}); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func book(t testing.TB, pages ...image.Image) []byte {
	var out []byte
	link := 4 // where the place of the next page goes
	for i, img := range pages {
		one := tiffOf(t, img)
		by := uint32(len(out))
		order := binary.LittleEndian
		list := order.Uint32(one[4:])
		count := uint32(order.Uint16(one[list:]))
		for e := list + 2; e < list+2+12*count; e += 12 {
			tag, kind, n := order.Uint16(one[e:]), order.Uint16(one[e+2:]), order.Uint32(one[e+4:])
			size := map[uint16]uint32{1: 1, 2: 1, 3: 2, 4: 4, 5: 8}[kind] * n
			if size > 4 || tag == 273 { // what stands elsewhere, and where the pixels are
				order.PutUint32(one[e+8:], order.Uint32(one[e+8:])+by)
			}
		}
		if i > 0 {
			order.PutUint32(out[link:], list+by)
		}
		out = append(out, one...)
		link = int(by + list + 2 + 12*count)
	}
	return out
}

func TestPicturesAreOpened(t *testing.T) {
	heic, err := os.ReadFile("testdata/corners.heic")
	if err != nil {
		t.Fatal(err)
	}
	for what, data := range map[string][]byte{
		JPEG: jpegWith(t, corners(), nil), PNG: pngWith(t, corners(), nil), TIFF: tiffOf(t, corners()), HEIC: heic,
	} {
		if got := Sniff(data); got != what {
			t.Errorf("%s is taken for %q", what, got)
		}
		if n, err := Count(data); n != 1 || err != nil {
			t.Errorf("%s has %d pages: %v", what, n, err)
		}
		img, err := Decode(data, 0, cache)
		near(t, what, img, err)
		if _, err := Decode(data, 1, cache); !errors.Is(err, ErrNoPage) {
			t.Errorf("%s has a second page: %v", what, err)
		}
	}
}

func TestAPictureStandsAsTheCameraWasHeld(t *testing.T) {
	for s := upright; s <= 8; s++ {
		img := laid(corners(), s)
		for mark, order := range map[string]binary.AppendByteOrder{"II*\x00": binary.LittleEndian, "MM\x00*": binary.BigEndian} {
			exif := notes(order, mark, s)
			for what, data := range map[string][]byte{
				"a JPG": jpegWith(t, img, exif),
				"a PNG": pngWith(t, img, exif),
			} {
				got, err := Decode(data, 0, cache)
				near(t, what, got, err)
			}
		}
		grey := image.NewGray(img.Rect)
		for y := range grey.Rect.Dy() {
			for x := range grey.Rect.Dx() {
				grey.Set(x, y, img.At(x, y))
			}
		}
		got, err := Decode(pngWith(t, grey, notes(binary.BigEndian, "MM\x00*", s)), 0, cache)
		if err != nil || got.Bounds().Dx() != 192 || got.(*image.Gray).GrayAt(5, 5).Y > 80 || got.(*image.Gray).GrayAt(180, 5).Y < 250 {
			t.Errorf("grey, lying as %d: %v", s, err)
		}
	}
}

func TestPagesOfATIFF(t *testing.T) {
	blank := image.NewGray(image.Rect(0, 0, 30, 20))
	data := book(t, blank, corners(), blank)
	n, err := Count(data)
	if n != 3 || err != nil {
		t.Fatalf("%d pages: %v", n, err)
	}
	img, err := Decode(data, 1, cache)
	near(t, "the second page", img, err)
	if img, err := Decode(data, 2, cache); err != nil || img.Bounds().Dx() != 30 {
		t.Errorf("the third page: %v", err)
	}
	if _, err := Decode(data, 3, cache); !errors.Is(err, ErrNoPage) {
		t.Errorf("a fourth page: %v", err)
	}
}

func TestWhatCanBeSeenThroughLiesOnWhitePaper(t *testing.T) {
	img := image.NewNRGBA(image.Rect(0, 0, 10, 10))
	got, err := Decode(pngWith(t, img, nil), 0, cache)
	if err != nil {
		t.Fatal(err)
	}
	if r, g, b, a := got.At(5, 5).RGBA(); r != 0xffff || g != 0xffff || b != 0xffff || a != 0xffff {
		t.Error("nothing is not white")
	}
}

// header is a PNG that says it is w by h, and holds nothing.
func header(w, h uint32, depth, kind byte) []byte {
	part := []byte("IHDR")
	part = binary.BigEndian.AppendUint32(part, w)
	part = binary.BigEndian.AppendUint32(part, h)
	part = append(part, depth, kind, 0, 0, 0)
	out := append([]byte("\x89PNG\r\n\x1a\n\x00\x00\x00\x0d"), part...)
	return binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(part))
}

// hostile are pictures that must end in an error.
func hostile(t testing.TB) map[string][]byte {
	whole := jpegWith(t, corners(), nil)
	large := bytes.Clone(whole)
	at := bytes.Index(large, []byte{0xff, 0xc0})
	copy(large[at+5:], []byte{0xff, 0xff, 0xff, 0xff})
	loop := tiffOf(t, corners())
	list := binary.LittleEndian.Uint32(loop[4:])
	binary.LittleEndian.PutUint32(loop[list:], 0xffff)
	wide := tiffOf(t, corners())
	list = binary.LittleEndian.Uint32(wide[4:])
	for e := list + 2; binary.LittleEndian.Uint16(wide[e:]) <= 257; e += 12 {
		binary.LittleEndian.PutUint16(wide[e+2:], 4)
		binary.LittleEndian.PutUint32(wide[e+8:], 100_000)
	}
	heic, err := os.ReadFile("testdata/corners.heic")
	if err != nil {
		t.Fatal(err)
	}
	vast := bytes.Clone(heic)
	at = bytes.Index(vast, []byte("ispe"))
	copy(vast[at+8:], []byte{0, 1, 0x86, 0xa0, 0, 1, 0x86, 0xa0})
	return map[string][]byte{
		"nothing":                nil,
		"another file":           []byte("Dear parent"),
		"a PNG header 100k":      header(100_000, 100_000, 8, 2),
		"a PNG header 2^31":      header(1<<31-1, 1<<31-1, 1, 0),
		"a PNG of 16 bits":       header(7000, 7000, 16, 6),
		"a PNG without pixels":   header(100, 100, 8, 2),
		"a JPG 65535 square":     large,
		"a JPG cut short":        whole[:len(whole)*2/3],
		"a JPG header":           whole[:3],
		"a TIFF with many tags":  loop,
		"a TIFF 100k":            wide,
		"a TIFF header":          []byte("II*\x00\xff\xff\xff\xff"),
		"a TIFF cut short":       tiffOf(t, corners())[:200],
		"an HEIC cut short":      heic[:len(heic)/2],
		"an HEIC header":         heic[:24],
		"an HEIC 100k":           vast,
		"an HEIC and nothing in": append(bytes.Clone(heic[:len(heic)-200]), make([]byte, 200)...),
	}
}

func TestHostilePicturesEndInAnError(t *testing.T) {
	for what, data := range hostile(t) {
		img, err := Decode(data, 0, cache)
		if what == "an HEIC and nothing in" && err == nil {
			continue // it is a picture of nothing
		}
		if err == nil {
			t.Errorf("%s is opened: %v", what, img.Bounds())
		} else if !errors.Is(err, ErrNotReadable) && !errors.Is(err, ErrTooBig) {
			t.Errorf("%s: %v", what, err)
		}
	}
	for what, big := range map[string][]byte{"100k": header(100_000, 100_000, 8, 2), "16 bits": header(7000, 7000, 16, 6)} {
		if _, err := Decode(big, 0, cache); !errors.Is(err, ErrTooBig) {
			t.Errorf("%s: %v", what, err)
		}
	}
}

func TestATIFFThatLeadsBackToItselfEnds(t *testing.T) {
	loop := tiffOf(t, corners())
	list := binary.LittleEndian.Uint32(loop[4:])
	count := uint32(binary.LittleEndian.Uint16(loop[list:]))
	binary.LittleEndian.PutUint32(loop[list+2+12*count:], list)
	if n, err := Count(loop); n != 1 || err != nil {
		t.Errorf("%d pages: %v", n, err)
	}
	img, err := Decode(loop, 0, cache)
	near(t, "it", img, err)
}

// FuzzDecode opens anything: a picture or an error, and no memory past the limit.
func FuzzDecode(f *testing.F) {
	for _, data := range hostile(f) {
		f.Add(data)
	}
	exif := notes(binary.BigEndian, "MM\x00*", 6)
	f.Add(jpegWith(f, corners(), exif))
	f.Add(pngWith(f, corners(), exif))
	f.Add(book(f, corners(), corners()))
	heic, err := os.ReadFile("testdata/corners.heic")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(heic)
	if _, err := Decode(heic, 0, cache); err != nil { // compiles the engine
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		n, err := Count(data)
		if err != nil && n != 0 {
			t.Fatalf("%d pages and %v", n, err)
		}
		for i := range min(n, 2) {
			img, err := Decode(data, i, cache)
			switch {
			case err == nil && (img.Bounds().Empty() || img.Bounds().Dx()*img.Bounds().Dy() > maxPixels):
				t.Fatalf("%v", img.Bounds())
			case err != nil && !errors.Is(err, ErrNotReadable) && !errors.Is(err, ErrTooBig):
				t.Fatal(err)
			}
		}
	})
}
