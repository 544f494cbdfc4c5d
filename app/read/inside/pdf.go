package inside

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"io"
	"math"
	"strings"
	"time"
	"unicode"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/enums"
	pdfium_errors "github.com/klippa-app/go-pdfium/errors"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"

	"leverarch/app/read/inside/sandbox"
)

const (
	// wasmPages is the memory pdfium may use, in pages of 64 KiB: 256 MiB.
	wasmPages = 4096
	// MaxSide is the longest side of a picture in pixels.
	MaxSide = 4000
	// scanLetters is how few letters a page with a picture has when its words are
	// in the picture.
	scanLetters = 25
	// maxMarks is how many letters of one page are read. The fullest real pages
	// hold some ten thousand.
	maxMarks = 500_000
)

// Engine is pdfium in WebAssembly: a sandbox with no files, no network and a cap
// on its memory.
type Engine struct{ pool pdfium.Pool }

// Start makes an engine. Compiling pdfium takes seconds; the result is kept in
// the folder cache where that is given, and a cache that is damaged is emptied.
func Start(cache string) (*Engine, error) {
	return sandbox.Start(cache, wasmPages, func(ctx context.Context, config wazero.RuntimeConfig) (*Engine, error) {
		pool, err := webassembly.Init(webassembly.Config{
			Context:       ctx,
			MaxIdle:       1,
			MaxTotal:      1,
			FSConfig:      wazero.NewFSConfig(), // else the whole disk is mounted
			RuntimeConfig: config,
			Stdout:        io.Discard,
			Stderr:        io.Discard,
		})
		return &Engine{pool}, err
	})
}

// Document is one open PDF.
type Document struct {
	engine   *Engine
	bytes    []byte
	password string
	pdfium   pdfium.Pdfium
	ref      references.FPDF_DOCUMENT
	pages    int
}

// Open opens a PDF. An engine has one document open at a time.
func (e *Engine) Open(b []byte, password string) (*Document, error) {
	d := &Document{engine: e, bytes: b, password: password}
	err := d.open()
	if err != nil && d.pdfium != nil {
		d.Close()
	}
	return d, err
}

func (d *Document) open() (err error) {
	defer recovered(&err)
	if d.pdfium, err = d.engine.pool.GetInstance(10 * time.Second); err != nil {
		return fmt.Errorf("%w: %w", ErrNotReadable, err)
	}
	// Read through a reader the bytes stay in Go's memory, and a large scan does
	// not use up the sandbox's.
	open := &requests.OpenDocument{FileReader: bytes.NewReader(d.bytes), FileReaderSize: int64(len(d.bytes))}
	if d.password != "" {
		open.Password = &d.password
	}
	doc, err := d.pdfium.OpenDocument(open)
	if errors.Is(err, pdfium_errors.ErrPassword) {
		return ErrPassword
	}
	if err != nil {
		return fmt.Errorf("%w: %w", ErrNotReadable, err)
	}
	d.ref = doc.Document
	count, err := d.pdfium.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: d.ref})
	if err != nil {
		return fmt.Errorf("%w: %w", ErrNotReadable, err)
	}
	if d.pages = count.PageCount; d.pages <= 0 || d.pages > len(d.bytes) {
		return fmt.Errorf("%w: %d pages", ErrNotReadable, d.pages)
	}
	return nil
}

// reopen begins again in a fresh sandbox: after a trap nothing in the old one can
// be relied on.
func (d *Document) reopen() error {
	func() {
		defer func() { recover() }()
		d.pdfium.Kill()
	}()
	return d.open()
}

// Pages is how many pages the document says it has.
func (d *Document) Pages() int { return d.pages }

// Close closes the document, so that the engine can open another.
func (d *Document) Close() {
	defer func() { recover() }()
	d.pdfium.FPDF_CloseDocument(&requests.FPDF_CloseDocument{Document: d.ref})
	d.pdfium.Close()
}

// recovered turns a panic into an error.
func recovered(err *error) {
	if x := recover(); x != nil {
		*err = fmt.Errorf("%w: %v", ErrNotReadable, x)
	}
}

// try runs f on page n, and begins again in a fresh sandbox where it went wrong,
// so that one bad page costs one page.
func (d *Document) try(n int, f func(requests.Page) error) error {
	if n < 0 || n >= d.pages {
		return ErrNoPage
	}
	sandbox.Full.Store(false)
	err := func() (err error) {
		defer recovered(&err)
		return f(requests.Page{ByIndex: &requests.PageByIndex{Document: d.ref, Index: n}})
	}()
	if err == nil {
		return nil
	}
	// A page that pdfium itself turns away leaves the sandbox whole.
	tooMuch := sandbox.Full.Load() || errors.Is(err, errLimit) || strings.Contains(err.Error(), "stack overflow")
	if !errors.Is(err, pdfium_errors.ErrPage) {
		if again := d.reopen(); again != nil {
			return again
		}
	}
	if tooMuch {
		return fmt.Errorf("%w: page %d", ErrLimit, n+1)
	}
	return fmt.Errorf("%w: page %d: %w", ErrNotReadable, n+1, err)
}

// Words reads page n, counted from 0.
func (d *Document) Words(n int) (p Page, err error) {
	err = d.try(n, func(ref requests.Page) error {
		size, err := d.pdfium.GetPageSize(&requests.GetPageSize{Page: ref})
		if err != nil {
			return err
		}
		p.Width, p.Height = place(size.Width), place(size.Height)
		marks, err := d.marks(ref, p.Width, p.Height)
		if err != nil {
			return err
		}
		p.Text, p.Boxes = layout(marks)
		n := letters(p.Text)
		p.Picture = n < scanLetters && d.shows(ref, n == 0)
		return nil
	})
	return p, err
}

// marks gives the letters of a page in pdfium's order.
func (d *Document) marks(page requests.Page, width, height float32) (marks []mark, err error) {
	turn, err := d.upright(page, float64(width), float64(height))
	if err != nil {
		return nil, err
	}
	loaded, err := d.pdfium.FPDFText_LoadPage(&requests.FPDFText_LoadPage{Page: page})
	if err != nil {
		return nil, err
	}
	text := loaded.TextPage
	defer d.pdfium.FPDFText_ClosePage(&requests.FPDFText_ClosePage{TextPage: text})
	count, err := d.pdfium.FPDFText_CountChars(&requests.FPDFText_CountChars{TextPage: text})
	if err != nil {
		return nil, err
	}
	var space, newline bool
	if count.Count > maxMarks {
		return nil, errLimit
	}
	for i := range count.Count {
		char, err := d.pdfium.FPDFText_GetUnicode(&requests.FPDFText_GetUnicode{TextPage: text, Index: i})
		if err != nil {
			return nil, err
		}
		switch r := rune(char.Unicode); {
		case r == '\r' || r == '\n':
			newline = true
			continue
		case r == ' ' || r == '\t' || r == '\u00a0':
			space = true
			continue
		case r == 0:
			continue
		default:
			m, err := d.mark(text, i, r, turn)
			if err != nil {
				return nil, err
			}
			m.space, m.newline = space, newline
			space, newline = false, false
			marks = append(marks, m)
		}
	}
	return marks, nil
}

func (d *Document) mark(text references.FPDF_TEXTPAGE, i int, r rune, toUpright affine) (m mark, err error) {
	// The loose box is as wide as the letter's step and as high as its line. A
	// letter without one still counts as a letter.
	loose, err := d.pdfium.FPDFText_GetLooseCharBox(&requests.FPDFText_GetLooseCharBox{TextPage: text, Index: i})
	if err != nil {
		return mark{text: string(r)}, nil
	}
	origin, err := d.pdfium.FPDFText_GetCharOrigin(&requests.FPDFText_GetCharOrigin{TextPage: text, Index: i})
	if err != nil {
		return mark{text: string(r)}, nil
	}
	angle, err := d.pdfium.FPDFText_GetCharAngle(&requests.FPDFText_GetCharAngle{TextPage: text, Index: i})
	if err != nil {
		return m, err
	}
	b := loose.Rect
	turn := float64(angle.CharAngle)
	sin, cos := math.Sincos(turn)
	from, to, low, high := math.Inf(1), math.Inf(-1), math.Inf(1), math.Inf(-1)
	left, top, right, bottom := math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	for _, x := range []float64{float64(b.Left), float64(b.Right)} {
		for _, y := range []float64{float64(b.Bottom), float64(b.Top)} {
			along, across := x*cos+y*sin, -x*sin+y*cos
			from, to, low, high = min(from, along), max(to, along), min(low, across), max(high, across)
			ux, uy := toUpright.at(x, y)
			left, top, right, bottom = min(left, ux), min(top, uy), max(right, ux), max(bottom, uy)
		}
	}
	return mark{
		text: string(r),
		box:  Box{place(left), place(top), place(right - left), place(bottom - top)},
		from: finite(from), to: finite(to), height: finite(high - low),
		base: finite(-(-origin.X*sin + origin.Y*cos)),
		turn: finite(turn),
	}, nil
}

// affine takes a point of the page's own space to the upright page.
type affine struct{ x0, y0, xx, xy, yx, yy float64 }

func (a affine) at(x, y float64) (float64, float64) {
	return a.x0 + a.xx*x + a.xy*y, a.y0 + a.yx*x + a.yy*y
}

// upright asks pdfium where three points come to stand on the page as it is
// shown, since only it knows the page's boxes and turn.
func (d *Document) upright(page requests.Page, width, height float64) (affine, error) {
	const far = 1000
	if width <= 0 || height <= 0 {
		return affine{}, nil
	}
	// Device points are whole numbers, so the device is made fine.
	scale := min(100, float64(1<<28)/max(width, height))
	at := func(x, y float64) (float64, float64, error) {
		p, err := d.pdfium.FPDF_PageToDevice(&requests.FPDF_PageToDevice{
			Page: page, SizeX: int(width * scale), SizeY: int(height * scale), PageX: x, PageY: y,
		})
		if err != nil {
			return 0, 0, err
		}
		return float64(p.DeviceX) / scale, float64(p.DeviceY) / scale, nil
	}
	x0, y0, err := at(0, 0)
	if err != nil {
		return affine{}, err
	}
	x1, y1, err := at(far, 0)
	if err != nil {
		return affine{}, err
	}
	x2, y2, err := at(0, far)
	if err != nil {
		return affine{}, err
	}
	return affine{x0, y0, (x1 - x0) / far, (x2 - x0) / far, (y1 - y0) / far, (y2 - y0) / far}, nil
}

// drawnLetters is how many outlines a page draws at least when it draws its letters
// instead of writing them.
const drawnLetters = 20

// shows reports whether a page shows something that may be words: a picture, many
// outlines, or, where none came out of it, letters of a font that does not say which
// they are.
func (d *Document) shows(page requests.Page, wordless bool) bool {
	count, err := d.pdfium.FPDFPage_CountObjects(&requests.FPDFPage_CountObjects{Page: page})
	if err != nil {
		return false
	}
	look := looking{d, wordless, drawnLetters, 2000}
	for i := 0; i < count.Count && look.left > 0; i++ {
		o, err := d.pdfium.FPDFPage_GetObject(&requests.FPDFPage_GetObject{Page: page, Index: i})
		if err != nil {
			return false
		}
		if look.at(o.PageObject, 3) {
			return true
		}
	}
	return false
}

// looking looks through the objects of a page, also inside forms.
type looking struct {
	*Document
	wordless bool
	outlines int // still to be seen
	left     int // objects still to be looked at
}

func (l *looking) at(o references.FPDF_PAGEOBJECT, depth int) bool {
	if l.left--; l.left < 0 {
		return false
	}
	kind, err := l.pdfium.FPDFPageObj_GetType(&requests.FPDFPageObj_GetType{PageObject: o})
	if err != nil {
		return false
	}
	switch kind.Type {
	case enums.FPDF_PAGEOBJ_IMAGE:
		return true
	case enums.FPDF_PAGEOBJ_TEXT:
		return l.wordless
	case enums.FPDF_PAGEOBJ_PATH:
		l.outlines--
		return l.wordless && l.outlines < 0
	case enums.FPDF_PAGEOBJ_FORM:
		if depth == 0 {
			return false
		}
		count, err := l.pdfium.FPDFFormObj_CountObjects(&requests.FPDFFormObj_CountObjects{PageObject: o})
		if err != nil {
			return false
		}
		for i := 0; i < count.Count && l.left > 0; i++ {
			in, err := l.pdfium.FPDFFormObj_GetObject(&requests.FPDFFormObj_GetObject{PageObject: o, Index: uint64(i)})
			if err == nil && l.at(in.PageObject, depth-1) {
				return true
			}
		}
	}
	return false
}

// Picture draws page n, counted from 0, at most width pixels wide and MaxSide
// high, and gives it to show. The picture is gone when show returns.
func (d *Document) Picture(n, width int, show func(*image.RGBA) error) error {
	var shown error
	err := d.try(n, func(page requests.Page) error {
		r, err := d.pdfium.RenderPageInPixels(&requests.RenderPageInPixels{
			Page:        page,
			Width:       max(1, min(width, MaxSide)),
			Height:      MaxSide,
			RenderFlags: enums.FPDF_RENDER_FLAG_ANNOT,
		})
		if err != nil {
			return err
		}
		defer r.Cleanup()
		img, ok := r.Result.RenderedImage.(*image.RGBA)
		if !ok {
			return errors.New("no picture")
		}
		if r.Result.HasTransparency {
			onWhite(img)
		}
		shown = show(img)
		return nil
	})
	return errors.Join(err, shown)
}

// onWhite lays a picture on white paper.
func onWhite(img *image.RGBA) {
	for i := 0; i+3 < len(img.Pix); i += 4 {
		a := uint32(img.Pix[i+3])
		if a == 0xff {
			continue
		}
		for j := range 3 {
			img.Pix[i+j] = uint8((uint32(img.Pix[i+j])*a + 0xff*(0xff-a)) / 0xff)
		}
		img.Pix[i+3] = 0xff
	}
}

// place rounds a length to a tenth of a point and keeps it within any page.
func place(v float64) float32 { return float32(math.Round(finite(v)*10) / 10) }

// finite keeps a number from a file within what can be added and compared.
func finite(v float64) float64 {
	if math.IsNaN(v) {
		return 0
	}
	return max(-1e6, min(1e6, v))
}

func letters(s string) int {
	n := 0
	for _, r := range s {
		if unicode.IsLetter(r) {
			n++
		}
	}
	return n
}
