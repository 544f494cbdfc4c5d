//go:build !unix

package app_test

import "os"

// peakMemory is not known here.
func peakMemory(*os.ProcessState) int64 { return 0 }

func peakOfChildren() int64 { return 0 }
