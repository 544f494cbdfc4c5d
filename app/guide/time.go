package guide

import (
	"regexp"
	"slices"
	"strconv"
	"time"

	"leverarch/app/law"
)

// small holds the numbers that are written as words, and their ordinals.
var small = []string{"no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"}
var smallth = []string{"", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"}

// span says a number of units: six weeks, 15 days.
func span(n int, unit string) string {
	words := strconv.Itoa(n)
	if n < len(small) {
		words = small[n]
	}
	if n != 1 {
		unit += "s"
	}
	return words + " " + unit
}

var spanIn = regexp.MustCompile(`\b([0-9]+)(st|nd|rd|th)? ((?:school |working )?(?:day|week|month|time))s?\b`)

// spans gives each time in the words of a rule that is not counted.
func spans(limit string) []string {
	var list []string
	for _, m := range spanIn.FindAllStringSubmatch(limit, -1) {
		n, err := strconv.Atoi(m[1])
		if err != nil {
			continue // no rule counts so far
		}
		switch {
		case m[2] != "" && n < len(smallth):
			list = append(list, smallth[n]+" "+m[3])
		case m[2] != "":
			list = append(list, m[1]+m[2]+" "+m[3])
		default:
			list = append(list, span(n, m[3]))
		}
	}
	return list
}

// timesOf gives every time a rule gives, in words.
func timesOf(r *law.Rule) []string {
	way, _ := law.FindWay(r.Count)
	switch {
	case r.On != "":
		d, err := time.Parse("01-02", r.On)
		if err != nil {
			return nil
		}
		return []string{d.Format("2 January")}
	case len(r.Legs) > 0:
		var list []string
		for _, leg := range r.Legs {
			list = append(list, span(leg.N, way.Unit))
		}
		return list
	case r.N > 0:
		return []string{span(r.N, way.Unit)}
	}
	return spans(r.Limit)
}

// timeOf gives the time that a reference in a page means: the only one, the nth,
// the only one in the rule's exceptions, or the whole words of the rule book. It
// gives false where there is none.
func timeOf(r *law.Rule, which string) (string, bool) {
	list := timesOf(r)
	switch which {
	case "whole":
		return r.Limit, r.Limit != ""
	case "exception":
		list, which = slices.Compact(spans(r.Exceptions)), ""
	}
	if which == "" {
		if len(list) != 1 {
			return "", false
		}
		return list[0], true
	}
	n, err := strconv.Atoi(which)
	if err != nil || n < 1 || n > len(list) {
		return "", false
	}
	return list[n-1], true
}
