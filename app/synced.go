package app

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
)

// syncers are the services that copy folders to other computers, by how a folder
// of theirs is called.
var syncers = []struct{ folder, name string }{
	{"onedrive", "OneDrive"},
	{"dropbox", "Dropbox"},
	{"google drive", "Google Drive"},
	{"googledrive", "Google Drive"},
	{"my drive", "Google Drive"},
	{"icloud", "iCloud"},
	{"mobile documents", "iCloud"},
	{"com~apple~clouddocs", "iCloud"},
	{"nextcloud", "Nextcloud"},
}

// SyncedBy names the service that copies a folder to other computers, or nothing.
// A locked file is not for such a folder: the service copies its parts at
// different times and may put old ones back. A backup is.
func SyncedBy(dir string) string {
	abs, err := filepath.Abs(dir)
	if err != nil {
		abs = dir
	}
	if real, err := filepath.EvalSymlinks(abs); err == nil {
		abs = real
	}
	for _, env := range []string{"OneDrive", "OneDriveConsumer", "OneDriveCommercial"} {
		if within(abs, os.Getenv(env)) {
			return "OneDrive"
		}
	}
	for _, root := range dropboxes() {
		if within(abs, root) {
			return "Dropbox"
		}
	}
	for _, part := range strings.Split(filepath.ToSlash(strings.ToLower(abs)), "/") {
		for _, s := range syncers {
			if part == s.folder || strings.HasPrefix(part, s.folder+" -") || strings.HasPrefix(part, s.folder+"-") || s.folder == "icloud" && strings.HasPrefix(part, "icloud") {
				return s.name
			}
		}
	}
	return ""
}

func within(dir, root string) bool {
	if root == "" {
		return false
	}
	rel, err := filepath.Rel(root, dir)
	return err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator))
}

// dropboxes reads where Dropbox itself says its folders are.
func dropboxes() []string {
	var roots []string
	home, err := os.UserHomeDir()
	if err != nil {
		return nil
	}
	for _, info := range []string{
		filepath.Join(home, ".dropbox", "info.json"),
		filepath.Join(os.Getenv("APPDATA"), "Dropbox", "info.json"),
		filepath.Join(os.Getenv("LOCALAPPDATA"), "Dropbox", "info.json"),
	} {
		b, err := os.ReadFile(info)
		if err != nil {
			continue
		}
		var accounts map[string]struct {
			Path string `json:"path"`
		}
		if json.Unmarshal(b, &accounts) == nil {
			for _, a := range accounts {
				roots = append(roots, a.Path)
			}
		}
	}
	return roots
}
