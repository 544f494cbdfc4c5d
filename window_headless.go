//go:build headless

package main

import "leverarch/app"

// screenHere is false: this build has no window, and does everything else.
func screenHere() bool { return false }

func openWindow(*app.Desk) int { return 1 }
