package read

import (
	"bufio"
	"os"
	"strings"
	"testing"
)

// lettersFolder is a folder of letters with what they say beside them. It is not
// part of the program.
func lettersFolder(t *testing.T) string {
	dir := os.Getenv("LEVERARCH_LETTERS")
	if dir == "" {
		t.Skip("LEVERARCH_LETTERS names no folder of letters")
	}
	return dir
}

// table reads tab-separated lines, each as a map by the names in the first.
func table(t *testing.T, path string) []map[string]string {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var rows []map[string]string
	var names []string
	for sc := bufio.NewScanner(f); sc.Scan(); {
		cells := strings.Split(sc.Text(), "\t")
		if names == nil {
			names = cells
			continue
		}
		row := map[string]string{}
		for i, c := range cells {
			row[names[i]] = c
		}
		rows = append(rows, row)
	}
	return rows
}
