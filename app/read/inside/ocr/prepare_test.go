package ocr

import (
	"image"
	"image/color"
	"image/draw"
	"math"
	"math/rand/v2"
	"testing"

	"golang.org/x/image/math/f64"
)

func TestHowAPageLiesIsFound(t *testing.T) {
	page := sheet(t, 1000, 1100, letterText)
	random := rand.New(rand.NewPCG(1, 2))
	for turn := 0; turn < 360; turn += 90 {
		for range 4 {
			skew := math.Round(random.Float64()*116-58) / 10
			lain, _ := page.put(turn, skew)
			got := lie(lain.Gray)
			if want := (360 - turn) % 360; got.turn != want || math.Abs(got.skew-skew) > 0.15 || got.sheet != nil {
				t.Errorf("turned by %d and %.1f°: found %d and %.2f°, sheet %v", turn, skew, got.turn, got.skew, got.sheet)
			}
			if got.rise < clearStance {
				t.Errorf("turned by %d and %.1f°: rises by %.2f only", turn, skew, got.rise)
			}
		}
	}
}

func TestTheRulesOfATableDoNotTellHowAPageLies(t *testing.T) {
	page := sheet(t, 1000, 1100, letterText)
	for x := 60; x < 1000; x += 110 {
		draw.Draw(page.Gray, image.Rect(x, 60, x+3, 1000), image.Black, image.Point{}, draw.Src)
	}
	draw.Draw(page.Gray, image.Rect(60, 998, 943, 1001), image.Black, image.Point{}, draw.Src)
	lain, _ := page.put(0, 4)
	if got := lie(lain.Gray); got.turn != 0 || math.Abs(got.skew-4) > 0.2 {
		t.Errorf("found %d and %.2f°", got.turn, got.skew)
	}
}

func TestShadowsAreTakenOut(t *testing.T) {
	page := sheet(t, 1000, 1100, letterText)
	clean := page.Pix[0]
	shaded := image.NewGray(page.Rect)
	for y := range 1100 {
		for x := range 1000 {
			light := 0.55 + 0.4*float64(x)/1000 // from the side
			if d := math.Abs(float64(y - 500)); d < 30 {
				light *= 0.7 + 0.3*d/30 // and a fold
			}
			shaded.Pix[y*shaded.Stride+x] = uint8(float64(page.GrayAt(x, y).Y) * light)
		}
	}
	flatten(shaded)
	flatten(page.Gray)
	wrong := 0
	for i, v := range shaded.Pix {
		if d := int(v) - int(page.Pix[i]); max(d, -d) > 60 {
			wrong++
		}
	}
	if wrong > len(shaded.Pix)/200 {
		t.Errorf("%d of %d places are still in shadow (paper was %d)", wrong, len(shaded.Pix), clean)
	}
}

func TestADarkBarKeepsItsHeading(t *testing.T) {
	page := sheet(t, 1000, 1100, letterText)
	bar := image.Rect(100, 900, 900, 970)
	draw.Draw(page.Gray, bar, image.NewUniform(color.Gray{55}), image.Point{}, draw.Src)
	page.write(t, image.Pt(120, 945), "Tarnside Council and its partners", color.White)
	flatten(page.Gray)
	for _, p := range []image.Point{{105, 905}, {500, 905}, {890, 960}, {700, 935}} {
		if v := page.GrayAt(p.X, p.Y).Y; v > 90 {
			t.Errorf("at %v the bar became %d", p, v)
		}
	}
}

func TestTheEdgeOfASheetIsFound(t *testing.T) {
	photo := onTable(sheet(t, 800, 1100, letterText))
	got := lie(photo.Gray)
	if len(got.sheet) < 4 {
		t.Fatalf("no sheet: %+v", got)
	}
	least, most := bounds(still, got.sheet)
	for i, d := range [4]float64{least.x - 120, least.y - 90, most.x - 920, most.y - 1190} {
		if math.Abs(d) > 15 {
			t.Errorf("side %d is %.0f off", i, d)
		}
	}
	if got := lie(sheet(t, 800, 1100, letterText).Gray); got.sheet != nil {
		t.Errorf("a page that is all paper has an edge: %v", got.sheet)
	}
}

// onTable lays a sheet on a dark table, where light falls from one side.
func onTable(d drawn) drawn {
	size := image.Rect(0, 0, d.Rect.Dx()+240, d.Rect.Dy()+200)
	out := drawn{Gray: image.NewGray(size)}
	by := image.Pt(120, 90)
	grain := rand.New(rand.NewPCG(3, 4))
	for i := range out.Pix {
		out.Pix[i] = uint8(40 + grain.IntN(25))
	}
	draw.Draw(out.Gray, d.Rect.Add(by), d.Gray, image.Point{}, draw.Src)
	for y := range size.Dy() {
		for x := range size.Dx() {
			p := &out.Pix[y*out.Stride+x]
			*p = uint8(float64(*p) * (0.95 - 0.4*float64(y)/float64(size.Dy())))
		}
	}
	for _, w := range d.words {
		w.Box = w.Box.Add(by)
		out.words = append(out.words, w)
	}
	return out
}

func TestThereAndBackIsTheSamePlace(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	for range 200 {
		st := stand{turn: 90 * random.IntN(4), skew: random.Float64()*12 - 6}
		w, h := 100+random.IntN(3000), 100+random.IntN(3000)
		m, outW, outH := straightened(st, w, h, random.IntN(2)*300)
		x, y := random.Float64()*float64(w), random.Float64()*float64(h)
		there, down := apply(m, x, y)
		if there < -1 || down < -1 || there > float64(outW)+1 || down > float64(outH)+1 {
			t.Fatalf("%+v: %v, %v goes to %v, %v outside %d by %d", st, x, y, there, down, outW, outH)
		}
		if x2, y2 := apply(back(m), there, down); math.Hypot(x2-x, y2-y) > 1e-6 {
			t.Fatalf("%+v: %v, %v comes back to %v, %v", st, x, y, x2, y2)
		}
		r := image.Rect(10, 20, 60, 50)
		if got := box(back(m), box(m, r)); !r.In(got.Inset(-1)) {
			t.Fatalf("%+v: %v comes back as %v", st, r, got)
		}
	}
	if got := box(f64.Aff3{2, 0, 1, 0, 2, 0}, image.Rect(1, 1, 2, 2)); got != image.Rect(3, 2, 5, 4) {
		t.Error(got)
	}
}

func TestGreyOfEachKindOfPicture(t *testing.T) {
	colour := image.NewRGBA(image.Rect(5, 7, 25, 27))
	ycc := image.NewYCbCr(colour.Rect, image.YCbCrSubsampleRatio420)
	grey := image.NewGray(colour.Rect)
	clear := image.NewNRGBA(colour.Rect)
	for y := 7; y < 27; y++ {
		for x := 5; x < 25; x++ {
			v := uint8(10 * (x - 5))
			colour.SetRGBA(x, y, color.RGBA{v, v, v, 255})
			ycc.Y[ycc.YOffset(x, y)] = v
			grey.SetGray(x, y, color.Gray{v})
			clear.SetNRGBA(x, y, color.NRGBA{0, 0, 0, 255 - v})
		}
	}
	for _, img := range []image.Image{colour, ycc, grey, clear} {
		if g := greyOf(img, 1); g.Rect != image.Rect(0, 0, 20, 20) || g.Pix[3*g.Stride+7] != 70 {
			t.Errorf("%T: %v %d", img, g.Rect, g.Pix[3*g.Stride+7])
		}
		if g := greyOf(img, 3); g.Rect != image.Rect(0, 0, 6, 6) || g.Pix[2*g.Stride+2] != 70 {
			t.Errorf("%T: %v %d", img, g.Rect, g.Pix[2*g.Stride+2])
		}
	}
}
