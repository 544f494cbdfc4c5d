//go:build race

package read

// racing is set where the program was built to watch for races: its own books of
// memory are many times the memory, so no hard end is put to it.
const racing = true
