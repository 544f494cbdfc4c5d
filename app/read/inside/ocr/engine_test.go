package ocr

import (
	"context"
	"errors"
	"image"
	"image/color"
	"image/draw"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
	"time"

	"golang.org/x/image/math/fixed"
)

func fix(n int) fixed.Int26_6 { return fixed.I(n) }

// own is an engine that uses no Tesseract but its own. Compiling it takes the most
// of the tests' time.
var own *Engine

func TestMain(m *testing.M) {
	code := m.Run()
	if own != nil {
		own.Close()
	}
	os.Exit(code)
}

func engine(t testing.TB) *Engine {
	t.Helper()
	if own == nil {
		var err error
		if own, err = New(context.Background(), ""); err != nil {
			t.Fatal(err)
		}
		own.OnlyOwn()
	}
	return own
}

func read(t testing.TB, e *Engine, img image.Image, dpi int) Page {
	t.Helper()
	p, err := e.Page(context.Background(), img, dpi)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// found checks that each word drawn was read where it stands, but for a few.
func found(t *testing.T, what string, d drawn, p Page, but int) {
	t.Helper()
	var missing []string
	for _, want := range d.words {
		ok := false
		for _, w := range p.Words {
			middle := image.Pt((w.Box.Min.X+w.Box.Max.X)/2, (w.Box.Min.Y+w.Box.Max.Y)/2)
			ok = ok || w.Text == want.Text && middle.In(want.Box) && w.Box.In(want.Box.Inset(-12))
		}
		if !ok {
			missing = append(missing, want.Text)
		}
	}
	if len(missing) > but {
		t.Errorf("%s: not found in their place: %q; read:\n%s", what, missing, p.Text())
	}
	if n := len(p.Words) - len(d.words); n > but {
		t.Errorf("%s: %d words too many:\n%s", what, n, p.Text())
	}
}

func TestALetterIsReadAsItStands(t *testing.T) {
	page := sheet(t, 1000, 1100, letterText)
	p := read(t, engine(t), page.Gray, 150)
	found(t, "straight", page, p, 0)
	if p.Upright != 0 || p.Skew != 0 || p.Sure() < 0.85 {
		t.Errorf("upright %d, skew %v, sure %v", p.Upright, p.Skew, p.Sure())
	}
	if got, want := strings.Join(strings.Fields(p.Text()), " "), strings.Join(strings.Fields(letterText), " "); got != want {
		t.Errorf("read %q", got)
	}
	if !strings.Contains(p.Text(), "2026.\nWe will tell you") || !strings.Contains(p.Text(), "sincerely\n\nPriya") {
		t.Errorf("lines and paragraphs: %q", p.Text())
	}
}

func TestWordsAreFoundWhereTheyStandHoweverThePageLies(t *testing.T) {
	page := sheet(t, 1000, 1100, letterText)
	for turn, skew := range map[int]float64{90: 2.5, 180: -5, 270: 0} {
		lain, _ := page.put(turn, skew)
		p := read(t, engine(t), lain.Gray, 150)
		found(t, "turned", lain, p, 2)
		if p.Upright != (360-turn)%360 {
			t.Errorf("turned by %d it is set up by %d", turn, p.Upright)
		}
	}
}

func TestAPhotographOfASheetIsRead(t *testing.T) {
	photo := onTable(sheet(t, 800, 1000, "Tarnside Council\n\nPlease send us your views by Friday afternoon.\nWe will then write to you again.\n\nYours sincerely"))
	found(t, "photograph", photo, read(t, engine(t), photo.Gray, 0), 0)
	// What is not a part of the picture given is not read.
	part := photo.SubImage(image.Rect(100, 80, 940, 700))
	found(t, "part of a photograph", photo, read(t, engine(t), part, 0), 0)
}

func TestATableIsReadCellByCell(t *testing.T) {
	page := drawn{Gray: image.NewGray(image.Rect(0, 0, 1000, 500))}
	draw.Draw(page.Gray, page.Rect, image.White, image.Point{}, draw.Src)
	page.write(t, image.Pt(60, 60), "What happens next and when:", color.Black)
	for i, cell := range []string{
		"Your request\nreached us", "Monday 26 January\n2026",
		"We decide whether\nto assess", "Thursday 5 March\n2026",
	} {
		at := image.Rect(60+420*(i%2), 100+120*(i/2), 480+420*(i%2), 220+120*(i/2))
		for _, r := range []image.Rectangle{
			{at.Min, image.Pt(at.Max.X+2, at.Min.Y+2)}, {image.Pt(at.Min.X, at.Max.Y), at.Max.Add(image.Pt(2, 2))},
			{at.Min, image.Pt(at.Min.X+2, at.Max.Y+2)}, {image.Pt(at.Max.X, at.Min.Y), at.Max.Add(image.Pt(2, 2))},
		} {
			draw.Draw(page.Gray, r, image.Black, image.Point{}, draw.Src)
		}
		page.write(t, at.Min.Add(image.Pt(20, 45)), cell, color.Black)
	}
	page.write(t, image.Pt(60, 420), "Please ring us if that does not suit you.", color.Black)
	lain, _ := page.put(0, 1.5)
	got := read(t, engine(t), lain.Gray, 150).Text()
	const want = "What happens next and when:\n\nYour request\nreached us\n\nMonday 26 January\n2026\n\n" +
		"We decide whether\nto assess\n\nThursday 5 March\n2026\n\nPlease ring us if that does not suit you."
	if got != want {
		t.Errorf("read %q", got)
	}
}

func TestAPictureWithoutWordsIsAPageWithoutWords(t *testing.T) {
	grain := rand.New(rand.NewPCG(7, 8))
	noise := image.NewGray(image.Rect(0, 0, 400, 300))
	for i := range noise.Pix {
		noise.Pix[i] = uint8(grain.IntN(256))
	}
	white := image.NewGray(noise.Rect)
	draw.Draw(white, white.Rect, image.White, image.Point{}, draw.Src)
	for what, img := range map[string]image.Image{
		"black": image.NewGray(noise.Rect), "white": white, "noise": noise,
		"nothing": image.NewGray(image.Rectangle{}), "one place": image.NewGray(image.Rect(0, 0, 1, 1)),
		"a thread": image.NewGray(image.Rect(0, 0, 3, 2000)), "a ribbon": image.NewRGBA(image.Rect(0, 0, 9000, 60)),
	} {
		if p := read(t, engine(t), img, 0); len(p.Words) > 5 {
			t.Errorf("%s: %q", what, p.Text())
		}
	}
}

func TestReadingCanBeStopped(t *testing.T) {
	page := sheet(t, 1000, 1100, letterText)
	ctx, cancel := context.WithCancel(context.Background())
	e := engine(t)
	read(t, e, page.Gray, 150) // so that it has begun
	e.now.host.said = func(percent int) {
		if percent > 30 {
			cancel()
		}
	}
	if _, err := e.Page(ctx, page.Gray, 150); !errors.Is(err, context.Canceled) {
		t.Fatalf("stopped: %v", err)
	}
	found(t, "afterwards", page, read(t, e, page.Gray, 150), 0)
	if _, err := New(ctx, ""); !errors.Is(err, context.Canceled) {
		t.Errorf("an engine is made for nobody: %v", err)
	}
}

func TestTheComputersOwnTesseractIsUsed(t *testing.T) {
	path := nativeTesseract()
	if path == "" {
		t.Skip("this computer has no Tesseract of its own")
	}
	e := *engine(t)
	e.native = path
	page := sheet(t, 1000, 1100, letterText)
	p := read(t, &e, page.Gray, 150)
	if p.Engine != engineName+"-native" {
		t.Skipf("the Tesseract of this computer knows no English; %s read", p.Engine)
	}
	found(t, "native", page, p, 2)
}

func TestATesseractThatDoesNotServeIsLeftAlone(t *testing.T) {
	e := *engine(t)
	e.native = "/nowhere/tesseract"
	page := sheet(t, 600, 300, "Please ring us before Friday.")
	p := read(t, &e, page.Gray, 150)
	found(t, "without it", page, p, 0)
	if p.Engine != engineName || e.native != "" {
		t.Errorf("%s read, and %q is asked again", p.Engine, e.native)
	}
}

func TestADayBeforeAMonthIsADay(t *testing.T) {
	for text, want := range map[string]string{
		"sth May 2026":         "5th May 2026",
		"Ist June":             "1st June",
		"l2th February,":       "12th February,",
		"2Ist March":           "21st March",
		"3Oth April":           "30th April",
		"Sth Street":           "Sth Street",
		"lst item":             "lst item",
		"Oth May":              "Oth May",
		"4lst May":             "4lst May",
		"l2st May":             "l2st May",
		"with May I ask":       "with May I ask",
		"5th":                  "5th",
		"":                     "",
		"on sth May, sth June": "on 5th May, 5th June",
	} {
		var words []Word
		for w := range strings.FieldsSeq(text) {
			words = append(words, Word{Text: w, Sure: 0.9})
		}
		mendDates(words)
		var got []string
		for i, w := range words {
			got = append(got, w.Text)
			if changed := w.Text != strings.Fields(text)[i]; changed != (w.Sure < 0.9) {
				t.Errorf("%q: sure %v", w.Text, w.Sure)
			}
		}
		if s := strings.Join(got, " "); s != want {
			t.Errorf("%q became %q", text, s)
		}
	}
}

func FuzzWordsOf(f *testing.F) {
	f.Add("5\t1\t1\t1\t1\t1\t10\t20\t30\t40\t96.5\tDear\n4\t\n5\t1\t1\t1\t1\t2\t-1\t0\t0\t0\tx\t\n")
	g := image.NewGray(image.Rect(0, 0, 200, 200))
	f.Fuzz(func(t *testing.T, table string) {
		words := inOrder(wordsOf(table), g)
		for i, w := range words {
			if w.Text == "" || strings.ContainsAny(w.Text, " \n\t") || !(w.Sure >= 0 && w.Sure <= 1) || w.Box.Empty() {
				t.Fatalf("%+v", w)
			}
			if i > 0 && (w.Line < words[i-1].Line || w.Paragraph < words[i-1].Paragraph) {
				t.Fatalf("%+v after %+v", w, words[i-1])
			}
		}
	})
}

// BenchmarkPage reads a letter, and says how many times as long as the computer's
// own Tesseract it took.
func BenchmarkPage(b *testing.B) {
	page := sheet(b, 1240, 1754, letterText+"\n\n"+letterText)
	e := engine(b)
	read(b, e, page.Gray, 150)
	for b.Loop() {
		read(b, e, page.Gray, 150)
	}
	mine := b.Elapsed()
	if path := nativeTesseract(); path != "" {
		native := *e
		native.native = path
		began := time.Now()
		for range b.N {
			read(b, &native, page.Gray, 150)
		}
		b.ReportMetric(float64(mine)/float64(time.Since(began)), "times-native")
	}
}

// BenchmarkPrepare is what is done before a page is read.
func BenchmarkPrepare(b *testing.B) {
	page := sheet(b, 1240, 1754, letterText+"\n\n"+letterText)
	lain, _ := page.put(0, 2)
	for b.Loop() {
		prepare(lain.Gray, lie(lain.Gray), 150)
	}
}
