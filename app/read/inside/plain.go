package inside

import (
	"regexp"
	"strings"
)

// wideGap is what stands between columns in a text set with spaces.
var wideGap = regexp.MustCompile(` {3,}`)

// ReadPlain reads a file of plain words in UTF-8, UTF-16 with its mark, or the
// Windows alphabet. A form feed begins a new page, a tab or a wide gap the next
// cell.
func ReadPlain(b []byte) ([]Page, error) {
	if len(b) > 4*maxFlow {
		return nil, ErrLimit
	}
	s := strings.ReplaceAll(strings.ReplaceAll(decode(b, ""), "\r\n", "\n"), "\r", "\n")
	f := newFlow()
	for page := range strings.SplitSeq(s, "\f") {
		for line := range strings.SplitSeq(page, "\n") {
			f.write(wideGap.ReplaceAllString(strings.TrimSpace(line), "\t"))
			if !f.end(1) {
				f.apart()
			}
		}
		f.newPage()
	}
	return f.finish()
}
