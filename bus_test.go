package main

import (
	"net"
	"path/filepath"
	"testing"
)

// TestOnlyABusOfThisComputerIsUsed holds that no notification goes over a network.
func TestOnlyABusOfThisComputerIsUsed(t *testing.T) {
	dir := t.TempDir()
	socket := filepath.Join(dir, "bus")
	l, err := net.Listen("unix", socket)
	if err != nil {
		t.Skip("no sockets of that kind here:", err)
	}
	defer l.Close()
	for _, c := range []struct {
		address, usual string
		want           bool
	}{
		{"unix:path=/run/user/1000/bus", "", true},
		{"unix:abstract=/tmp/dbus-1,guid=1;unix:path=/run/bus", "", true},
		{"tcp:host=192.0.2.1,port=1", socket, false},
		{"unix:path=/run/bus;tcp:host=localhost,port=1", socket, false},
		{"nonce-tcp:host=localhost", socket, false},
		{"autolaunch:", socket, false},
		{"", socket, true},
		{"", filepath.Join(dir, "none"), false},
		{"", dir, false},
	} {
		if got := localBus(c.address, c.usual); got != c.want {
			t.Errorf("%q, %q: %t", c.address, c.usual, got)
		}
	}
}
