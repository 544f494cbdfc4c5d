package picture

import (
	"context"
	"errors"
	"image"
	"image/color"
	"slices"

	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/imports/wasi_snapshot_preview1"

	"leverarch/app/read/inside/sandbox"
	"leverarch/resources/heic"
)

// heicPages is the memory libheif may use, in pages of 64 KiB: 320 MiB, which is
// room for a picture of 60 million pixels.
const heicPages = 5120

// heif is libheif in its sandbox. It opens one picture and is then thrown away.
type heif struct {
	ctx context.Context
	rt  wazero.Runtime
	mod api.Module
}

func startHEIF(ctx context.Context, config wazero.RuntimeConfig) (*heif, error) {
	sandbox.Full.Store(false)
	h := &heif{ctx: ctx, rt: wazero.NewRuntimeWithConfig(ctx, config)}
	_, err := wasi_snapshot_preview1.Instantiate(ctx, h.rt)
	if err == nil {
		h.mod, err = h.rt.InstantiateWithConfig(ctx, heic.Engine(), wazero.NewModuleConfig().WithStartFunctions("_initialize"))
	}
	if err != nil {
		h.rt.Close(ctx)
		return nil, err
	}
	return h, nil
}

// What libheif calls the ways a picture can hold its colours.
const (
	inYCbCr, inRGB, inGrey = 0, 1, 2
	in420, in422, in444    = 1, 2, 3
)

// told is what libheif says of a picture.
type told struct{ width, height, colours, chroma, premultiplied uint32 }

func decodeHEIC(data []byte, cache string) (image.Image, error) {
	h, err := sandbox.Start(cache, heicPages, startHEIF)
	if err != nil {
		return nil, err
	}
	defer h.rt.Close(h.ctx)
	in, err := h.room(len(data))
	if err != nil {
		return nil, err
	}
	if !h.mod.Memory().Write(in, data) {
		return nil, ErrTooBig
	}
	t, err := h.decode(in, len(data), true, 0)
	if err != nil {
		return nil, err
	}
	if err := fits(image.Config{ColorModel: color.RGBAModel, Width: int(min(t.width, 1<<30)), Height: int(min(t.height, 1<<30))}); err != nil {
		return nil, err
	}
	img, pixels := t.picture()
	if img == nil {
		return nil, ErrNotReadable
	}
	out, err := h.room(pixels)
	if err != nil {
		return nil, err
	}
	if again, err := h.decode(in, len(data), false, out); err != nil {
		return nil, err
	} else if again != t {
		return nil, ErrNotReadable
	}
	pix, ok := h.mod.Memory().Read(out, uint32(pixels))
	if !ok {
		return nil, ErrNotReadable
	}
	t.fill(img, slices.Clone(pix)) // the sandbox's memory goes with it
	return img, nil
}

// room takes memory in the sandbox.
func (h *heif) room(size int) (uint32, error) {
	got, err := h.mod.ExportedFunction("malloc").Call(h.ctx, uint64(size))
	if err != nil {
		return 0, err
	}
	if got[0] == 0 {
		return 0, ErrTooBig
	}
	return uint32(got[0]), nil
}

// decode asks libheif about a picture, or for its pixels.
func (h *heif) decode(in uint32, size int, askOnly bool, out uint32) (t told, err error) {
	at, err := h.room(5 * 4)
	if err != nil {
		return t, err
	}
	args := []uint64{uint64(in), uint64(size), 0, uint64(at), uint64(at) + 4, uint64(at) + 8, uint64(at) + 12, uint64(at) + 16, uint64(out)}
	if askOnly {
		args[2] = 1
	}
	ok, err := h.mod.ExportedFunction("decode").Call(h.ctx, args...)
	if err != nil {
		if sandbox.Full.Load() {
			err = errors.Join(ErrTooBig, err)
		}
		return t, err
	}
	if ok[0] == 0 {
		return t, ErrNotReadable
	}
	for i, v := range []*uint32{&t.width, &t.height, &t.colours, &t.chroma, &t.premultiplied} {
		*v, _ = h.mod.Memory().ReadUint32Le(at + 4*uint32(i))
	}
	return t, nil
}

// even rounds the length of a row up as libheif does.
func even(n int) int { return (n + 15) &^ 15 }

// picture gives the picture that libheif's answer asks for, without its pixels,
// and how many bytes those take.
func (t told) picture() (image.Image, int) {
	w, h := int(t.width), int(t.height)
	size := image.Rect(0, 0, w, h)
	switch t.colours {
	case inYCbCr:
		img := &image.YCbCr{Rect: size, YStride: even(w)}
		rows := h
		switch t.chroma {
		case in420:
			img.SubsampleRatio, img.CStride, rows = image.YCbCrSubsampleRatio420, even((w+1)/2), (h+1)/2
		case in422:
			img.SubsampleRatio, img.CStride = image.YCbCrSubsampleRatio422, even((w+1)/2)
		case in444:
			img.SubsampleRatio, img.CStride = image.YCbCrSubsampleRatio444, even(w)
		default:
			return nil, 0
		}
		return img, img.YStride*h + 2*img.CStride*rows
	case inGrey:
		return &image.Gray{Rect: size, Stride: even(w)}, even(w) * h
	case inRGB:
		if t.premultiplied == 1 {
			return &image.RGBA{Rect: size, Stride: even(4 * w)}, even(4*w) * h
		}
		return &image.NRGBA{Rect: size, Stride: even(4 * w)}, even(4*w) * h
	}
	return nil, 0
}

// fill gives a picture its pixels.
func (t told) fill(img image.Image, pix []byte) {
	switch img := img.(type) {
	case *image.YCbCr:
		light := img.YStride * int(t.height)
		colour := (len(pix) - light) / 2
		img.Y, img.Cb, img.Cr = pix[:light:light], pix[light:light+colour:light+colour], pix[light+colour:]
	case *image.Gray:
		img.Pix = pix
	case *image.RGBA:
		img.Pix = pix
	case *image.NRGBA:
		img.Pix = pix
	}
}
