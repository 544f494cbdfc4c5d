package ocr

import (
	"bytes"
	"context"
	"image"
	"image/png"
	"os"
	"os/exec"
	"runtime"
	"strconv"
)

// nativeTesseract gives the computer's own Tesseract, where there is one. It is
// looked for where systems put it, and nowhere a stranger could have.
func nativeTesseract() string {
	for _, path := range []string{"/usr/bin/tesseract", "/usr/local/bin/tesseract", "/opt/homebrew/bin/tesseract"} {
		if info, err := os.Stat(path); err == nil && info.Mode().IsRegular() && info.Mode()&0o111 != 0 {
			return path
		}
	}
	return ""
}

// runNative has the computer's own Tesseract read a picture. It gets the picture
// through a pipe and answers through another; it neither reads nor writes a file
// but its own.
func runNative(ctx context.Context, path string, g *image.Gray) (string, error) {
	var page, table bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.BestSpeed}).Encode(&page, g); err != nil {
		return "", err
	}
	cmd := exec.CommandContext(ctx, path, "stdin", "stdout", "-l", modelName, "--oem", strconv.Itoa(lstmOnly),
		"--psm", strconv.Itoa(wholePage), "--dpi", strconv.Itoa(usualDPI), "-c", "tessedit_create_tsv=1")
	cmd.Env = []string{"OMP_THREAD_LIMIT=1"}
	cmd.Dir = "/"
	cmd.Stdin, cmd.Stdout = &page, &table
	cmd.SysProcAttr = endsWithUs()
	// It ends when the thread that started it ends.
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	err := cmd.Run()
	return table.String(), err
}
