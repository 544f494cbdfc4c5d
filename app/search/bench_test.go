package search

import (
	"runtime"
	"slices"
	"testing"
	"time"
)

// BenchmarkSearch measures a family of 500 documents with 10,000 pages and 5,000
// conversations: building the index, its size, reading it back, and the sixty
// queries, also as against looking through the text.
func BenchmarkSearch(b *testing.B) {
	pages := family(500, 10000, 5000)
	list := askedQueries(b)
	for b.Loop() {
		runtime.GC()
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		start := time.Now()
		ix := indexOf(pages)
		b.ReportMetric(time.Since(start).Seconds(), "build-s")
		runtime.GC()
		runtime.ReadMemStats(&after)
		b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/1e6, "heap-MB")
		data, err := ix.MarshalBinary()
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(len(data))/1e6, "written-MB")
		start = time.Now()
		if err := New().UnmarshalBinary(data); err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(time.Since(start).Seconds(), "load-s")
		ix.Ask("warm").Find(Only{}, 20)
		var took []time.Duration
		for _, a := range list {
			start := time.Now()
			ix.Ask(a.query).Find(Only{}, 20)
			took = append(took, time.Since(start))
		}
		slices.Sort(took)
		b.ReportMetric(float64(took[len(took)/2].Microseconds())/1e3, "p50-ms")
		b.ReportMetric(float64(took[len(took)*95/100].Microseconds())/1e3, "p95-ms")
		mean, _ := recall(ix, pages, list)
		b.ReportMetric(mean, "recall@20")
	}
}
