package read

import "time"

const (
	// maxDocument is the largest file that is read. It stands in the child's
	// memory as it came, so it must leave room under the memory limit.
	maxDocument = 200 << 20
	// maxSecond is the largest file the second engine is given.
	maxSecond = 32 << 20
	// maxWords is how many words are read: those of six hundred full pages. They
	// stand in the window's memory.
	maxWords = 300_000
	// maxUnread is how many pages in a row may be unreadable before the rest is
	// given up.
	maxUnread = 20
	// maxSide is the longest side of a picture in pixels.
	maxSide = 4000
)

// limits are what a child is held to.
type limits struct {
	// start is time to start the engine. The very first start on a computer
	// compiles it.
	start time.Duration
	// open is time to open a document.
	open time.Duration
	// text is time to read its words, and textPage more for each page.
	text, textPage time.Duration
	// look is time to read the words in the picture of one page.
	look time.Duration
	// picture is time to draw one page.
	picture time.Duration
	// second is how much longer than the first reading the second may take.
	second time.Duration
	// memory is how many bytes the child may hold.
	memory int64
	// pages is how many pages are read.
	pages int
	// words is how many bytes of words and places it may send.
	words int
}

var usual = limits{
	start:    90 * time.Second,
	open:     10 * time.Second,
	text:     10 * time.Second,
	textPage: 200 * time.Millisecond,
	look:     60 * time.Second,
	picture:  10 * time.Second,
	second:   3 * time.Second,
	memory:   700 << 20,
	pages:    600,
	words:    20 << 20,
}

func (o Options) held() limits {
	if o.limits != nil {
		return *o.limits
	}
	return usual
}
