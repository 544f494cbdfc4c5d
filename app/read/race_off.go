//go:build !race

package read

// racing is set where the program was built to watch for races.
const racing = false
