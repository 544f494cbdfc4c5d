package screens

import (
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/test"

	"leverarch/screens/look"
)

// TestWithoutASystemDialogTheToolkitsOwnIsShown holds on a computer that has no
// program to ask for files with, as a bare Linux has none.
func TestWithoutASystemDialogTheToolkitsOwnIsShown(t *testing.T) {
	a := test.NewTempApp(t)
	fyne.CurrentApp().Settings().SetTheme(look.New(look.Light, 1))
	w := test.NewTempWindow(t, nil)
	w.Resize(fyne.NewSize(1200, 800))
	home := t.TempDir()
	t.Setenv("HOME", home)
	if err := os.Mkdir(filepath.Join(home, "Downloads"), 0o700); err != nil {
		t.Fatal(err)
	}
	for name, d := range map[string]*dialog.FileDialog{
		"files":  dialog.NewFileOpen(func(fyne.URIReadCloser, error) {}, w),
		"save":   dialog.NewFileSave(func(fyne.URIWriteCloser, error) {}, w),
		"folder": dialog.NewFolderOpen(func(fyne.ListableURI, error) {}, w),
	} {
		large(d, w)
		if got := a.Preferences().String("fyne:fileDialogLastFolder"); got != "" {
			t.Errorf("the preferences keep the folder %q", got)
		}
		if w.Canvas().Overlays().Top() == nil {
			t.Errorf("nothing is shown to choose %s with", name)
		}
		d.Hide()
	}
	// The toolkit writes down which folder was looked at last, and it may be called
	// by a child's name.
	for _, key := range []string{"fyne:fileDialogLastFolder", "anything else"} {
		fyne.CurrentApp().Preferences().SetString(key, "/home/parent/Iqra")
		if got := a.Preferences().String(key); got != "" {
			t.Errorf("the preferences keep %q under %s", got, key)
		}
	}
	want := look.Choice{Kind: look.Dark, Scale: 1.5, Face: look.Dyslexic, Roomy: true}
	SetLook(want)
	if got := Look(); got != want || a.Preferences().String(keyKind) != string(look.Dark) {
		t.Errorf("the look is not kept: %+v", got)
	}
}
