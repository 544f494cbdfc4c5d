package app_test

import (
	"os"
	"path/filepath"
	"testing"

	"leverarch/app"
)

func TestAFolderThatIsCopiedElsewhereIsNoticed(t *testing.T) {
	home := t.TempDir()
	t.Setenv("HOME", home)
	t.Setenv("USERPROFILE", home)
	t.Setenv("OneDrive", filepath.Join(home, "Cloud One"))
	t.Setenv("APPDATA", "")
	t.Setenv("LOCALAPPDATA", "")
	box := filepath.Join(home, "Boxes", "Mine")
	if err := os.MkdirAll(filepath.Join(home, ".dropbox"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(home, ".dropbox", "info.json"), []byte(`{"personal":{"path":"`+filepath.ToSlash(box)+`"}}`), 0o600); err != nil {
		t.Fatal(err)
	}
	for dir, want := range map[string]string{
		filepath.Join(home, "file"):                                     "",
		filepath.Join(home, "Cloud One", "file"):                        "OneDrive",
		filepath.Join(home, "OneDrive - School", "file"):                "OneDrive",
		filepath.Join(box, "file"):                                      "Dropbox",
		filepath.Join(home, "Dropbox", "file"):                          "Dropbox",
		filepath.Join(home, "Library", "Mobile Documents", "x", "file"): "iCloud",
		filepath.Join(home, "My Drive", "file"):                         "Google Drive",
		filepath.Join(home, "my driver", "file"):                        "",
		filepath.Join(home, "Boxes", "Other"):                           "",
	} {
		if got := app.SyncedBy(dir); got != want {
			t.Errorf("%s: %q, want %q", dir, got, want)
		}
	}
}
