//go:build !race

package recognise

const racing = false
