//go:build darwin || freebsd

package vault

import "golang.org/x/sys/unix"

// Harden keeps this process's memory, with the keys in it, out of core dumps and
// crash reports, as far as the system allows. A program calls it once, before it
// opens a vault; an error means that a part of it was refused.
func Harden() error { return unix.Setrlimit(unix.RLIMIT_CORE, &unix.Rlimit{}) }
