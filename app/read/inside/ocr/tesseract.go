package ocr

import (
	"context"
	"errors"
	"image"

	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"

	resources "leverarch/resources/ocr"
)

// What the engine's functions are called in this build of it: resources/ocr says
// where the names are from. Those of C++ are methods of TessBaseAPI, and take it
// first.
const (
	fnStart         = "U"
	fnMalloc        = "xf"
	fnFree          = "wf"
	fnSetThrew      = "Af"
	fnStackRestore  = "Bf"
	fnStack         = "Cf"
	fnNew           = "Kc"
	fnInit          = "ad" // where the model is, its name, how to read
	fnSetMode       = "gd"
	fnSetImage      = "ld" // pixels, width, height, bytes in a pixel, in a row, and two we leave
	fnSetResolution = "nd"
	fnRecognize     = "Ed"
	fnTSV           = "Ld"
	fnClear         = "Rd"
)

const (
	engineName = "tesseract-5.1"
	modelName  = "eng"
	lstmOnly   = 1 // read by what was learnt, not by shapes
	wholePage  = 3 // find the columns and lines, too
)

// tesseract is one engine in its sandbox.
type tesseract struct {
	mod  api.Module
	host *host
	api  uint32 // where its TessBaseAPI is
}

func startTesseract(ctx context.Context, rt wazero.Runtime, code wazero.CompiledModule) (*tesseract, error) {
	t := &tesseract{host: &host{file: resources.English()}}
	var err error
	ctx = withHost(ctx, t.host)
	if t.mod, err = rt.InstantiateModule(ctx, code, wazero.NewModuleConfig().WithName("").WithStartFunctions(fnStart)); err != nil {
		return nil, err
	}
	if err := t.begin(ctx); err != nil {
		t.mod.Close(ctx)
		return nil, err
	}
	t.host.file = nil
	return t, nil
}

func (t *tesseract) begin(ctx context.Context) error {
	var err error
	if t.api, err = t.call(ctx, fnNew); err != nil {
		return err
	}
	path, err := t.text(ctx, "/")
	if err != nil {
		return err
	}
	lang, err := t.text(ctx, modelName)
	if err != nil {
		return err
	}
	failed, err := t.call(ctx, fnInit, uint64(t.api), uint64(path), uint64(lang), lstmOnly)
	if err != nil {
		return err
	}
	if failed != 0 {
		return errors.New("ocr: the engine does not take its model")
	}
	return nil
}

func (t *tesseract) call(ctx context.Context, name string, args ...uint64) (uint32, error) {
	got, err := t.mod.ExportedFunction(name).Call(withHost(ctx, t.host), args...)
	if err != nil {
		return 0, err
	}
	if len(got) == 0 {
		return 0, nil
	}
	return uint32(got[0]), nil
}

// text puts a string into the sandbox.
func (t *tesseract) text(ctx context.Context, s string) (uint32, error) {
	return t.put(ctx, append([]byte(s), 0))
}

func (t *tesseract) put(ctx context.Context, b []byte) (uint32, error) {
	at, err := t.call(ctx, fnMalloc, uint64(len(b)))
	if err != nil {
		return 0, err
	}
	if at == 0 || !t.mod.Memory().Write(at, b) {
		return 0, errors.New("ocr: no room")
	}
	return at, nil
}

// read gives what the engine finds in a grey picture, as its table.
func (t *tesseract) read(ctx context.Context, img *image.Gray) (string, error) {
	w, h := img.Rect.Dx(), img.Rect.Dy()
	at, err := t.put(ctx, img.Pix)
	if err != nil {
		return "", err
	}
	steps := []struct {
		name string
		args []uint64
	}{
		{fnSetMode, []uint64{wholePage}},
		{fnSetImage, []uint64{uint64(at), uint64(w), uint64(h), 1, uint64(img.Stride), 1, 0}},
		{fnFree, nil},
		{fnSetResolution, []uint64{usualDPI}},
		{fnRecognize, []uint64{0}},
	}
	for _, s := range steps {
		args := append([]uint64{uint64(t.api)}, s.args...)
		if s.name == fnFree {
			args = []uint64{uint64(at)}
		}
		got, err := t.call(ctx, s.name, args...)
		if err != nil {
			return "", err
		}
		if s.name == fnRecognize && got != 0 {
			return "", errors.New("ocr: not recognised")
		}
	}
	table, err := t.call(ctx, fnTSV, uint64(t.api), 0)
	if err != nil || table == 0 {
		return "", errors.Join(errors.New("ocr: no table"), err)
	}
	s := cString(t.mod.Memory(), table)
	if _, err := t.call(ctx, fnFree, uint64(table)); err != nil {
		return "", err
	}
	_, err = t.call(ctx, fnClear, uint64(t.api))
	return s, err
}
