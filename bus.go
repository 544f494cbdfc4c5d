package main

import (
	"os"
	"strings"
)

// localBus reports whether the session's message bus can be reached by a socket of
// this computer: by the address the session gives, or, where it gives none, at its
// usual place.
func localBus(address, usual string) bool {
	if address == "" {
		info, err := os.Stat(usual)
		return err == nil && info.Mode()&os.ModeSocket != 0
	}
	for _, one := range strings.Split(address, ";") {
		if !strings.HasPrefix(one, "unix:") {
			return false
		}
	}
	return true
}
