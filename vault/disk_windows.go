package vault

import (
	"errors"
	"fmt"

	"golang.org/x/sys/windows"
)

// freeSpace gives how many bytes this user can still write where dir is.
func freeSpace(dir string) (uint64, error) {
	path, err := windows.UTF16PtrFromString(dir)
	if err != nil {
		return 0, err
	}
	var free uint64
	err = windows.GetDiskFreeSpaceEx(path, &free, nil, nil)
	return free, err
}

// syncDir does nothing: Windows has no flush for a folder, and its file systems
// log names.
func syncDir(string) error { return nil }

// full makes an error that means a full disk an ErrDiskFull.
func full(err error) error {
	if errors.Is(err, windows.ERROR_DISK_FULL) || errors.Is(err, windows.ERROR_HANDLE_DISK_FULL) {
		return fmt.Errorf("%w: %w", ErrDiskFull, err)
	}
	return err
}

// unwritable reports whether an error means that the folder is read-only.
func unwritable(err error) bool {
	return errors.Is(err, windows.ERROR_WRITE_PROTECT) || errors.Is(err, windows.ERROR_ACCESS_DENIED)
}
