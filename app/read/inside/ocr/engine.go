package ocr

import (
	"context"
	"image"

	"github.com/tetratelabs/wazero"
	"golang.org/x/image/math/f64"

	"leverarch/app/read/inside/sandbox"
	resources "leverarch/resources/ocr"
)

// wasmPages is the memory Tesseract may use, in pages of 64 KiB: 256 MiB. A page
// takes some 40.
const wasmPages = 4096

// Engine reads pages, one at a time.
type Engine struct {
	ctx    context.Context // what the sandbox is made with
	rt     wazero.Runtime
	code   wazero.CompiledModule
	now    *tesseract // nil until it is needed, and after it broke
	native string     // the computer's own Tesseract
}

// New makes an engine. Compiling Tesseract takes seconds; the result is kept in the
// folder cache where that is given, and a cache that is damaged is emptied.
func New(ctx context.Context, cache string) (*Engine, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	e, err := sandbox.Start(cache, wasmPages, func(ctx context.Context, config wazero.RuntimeConfig) (*Engine, error) {
		e := &Engine{ctx: ctx, rt: wazero.NewRuntimeWithConfig(ctx, config)}
		err := offer(ctx, e.rt)
		if err == nil {
			e.code, err = e.rt.CompileModule(ctx, resources.Engine())
		}
		if err != nil {
			e.rt.Close(ctx)
			return nil, err
		}
		return e, nil
	})
	if err == nil {
		e.native = nativeTesseract()
	}
	return e, err
}

// Close gives back what the engine took.
func (e *Engine) Close() error { return e.rt.Close(e.ctx) }

const (
	// clearStance is how clearly a page stands on its feet when nothing else needs
	// asking, and goodPage how sure the engine then is of its words.
	clearStance = 0.25
	goodPage    = 0.75
	// poorPage is when it may even lie on its side.
	poorPage = 0.6
)

// Page reads a picture of a page with so many dots an inch, or 0 where that is not
// known. It ends with the error of ctx when that is done.
func (e *Engine) Page(ctx context.Context, img image.Image, dpi int) (Page, error) {
	b := img.Bounds()
	if b.Dx() < 2*patch || b.Dy() < 2*patch {
		return Page{}, nil
	}
	by := shrink(b.Dx(), b.Dy(), dpi)
	g := greyOf(img, by)
	given := f64.Aff3{1 / float64(by), 0, -float64(b.Min.X) / float64(by), 0, 1 / float64(by), -float64(b.Min.Y) / float64(by)}
	found := lie(g)
	best, err := e.as(ctx, g, given, found, dpi/by)
	if err != nil {
		return Page{}, err
	}
	sure := best.Sure()
	for _, more := range []int{180, 90, 270} {
		if more == 180 && found.rise >= clearStance && sure >= goodPage || more != 180 && sure >= poorPage {
			break
		}
		other := found
		other.turn = (other.turn + more) % 360
		p, err := e.as(ctx, g, given, other, dpi/by)
		if err != nil {
			return Page{}, err
		}
		if s := p.Sure(); s > sure {
			best, sure = p, s
		}
	}
	return best, nil
}

// as reads a page that stands as it is said to. given takes the picture that was
// given to g.
func (e *Engine) as(ctx context.Context, g *image.Gray, given f64.Aff3, st stand, dpi int) (Page, error) {
	ready, m := prepare(g, st, dpi)
	table, by, err := e.table(ctx, ready)
	if err != nil {
		return Page{}, err
	}
	p := Page{Upright: st.turn, Skew: st.skew, Engine: by}
	home := back(after(given, m))
	for _, w := range inOrder(wordsOf(table), ready) {
		w.Box = box(home, w.Box)
		p.Words = append(p.Words, w.Word)
	}
	mendDates(p.Words)
	return p, nil
}

// table has a picture read, and gives what was found as Tesseract's table of words.
func (e *Engine) table(ctx context.Context, g *image.Gray) (table, by string, err error) {
	if e.native != "" {
		if table, err := runNative(ctx, e.native, g); err == nil {
			return table, engineName + "-native", nil
		}
		if err := ctx.Err(); err != nil {
			return "", "", err
		}
		e.native = "" // it does not do what we want of it
	}
	if e.now == nil {
		if e.now, err = startTesseract(e.ctx, e.rt, e.code); err != nil {
			return "", "", err
		}
	}
	if table, err = e.now.read(ctx, g); err != nil {
		// What it was doing is half done.
		e.now.mod.Close(e.ctx)
		e.now = nil
		if ctx.Err() != nil {
			err = ctx.Err()
		}
	}
	return table, engineName, err
}
