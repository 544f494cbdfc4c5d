package terminal

import (
	"strings"

	"leverarch/app"
	"leverarch/app/record"
	"leverarch/screens/words"
)

type hitJSON struct {
	Kind  string     `json:"kind"`
	ID    record.ID  `json:"id"`
	Title string     `json:"title"`
	Page  int        `json:"page"`
	Line  string     `json:"line"`
	Day   record.Day `json:"day"`
	Child string     `json:"child"`
}

// mostFound is how many things a search prints.
const mostFound = 50

func (t *Terminal) vaultFind(o *options) error {
	if err := o.need(2, -1, "the folder of the locked file and the words to find"); err != nil {
		return err
	}
	return t.withFile(o, func(a *app.App) error {
		list, err := a.Find(strings.Join(o.words[1:], " ")+" ", "", mostFound)
		if err != nil {
			return err
		}
		names, err := childNames(a)
		if err != nil {
			return err
		}
		out := make([]hitJSON, 0, len(list))
		for _, f := range list {
			out = append(out, hitJSON{f.Kind, f.ID, f.Title, f.Page, f.Line, f.Day, names[f.Child]})
		}
		if o.json {
			return t.printJSON(out)
		}
		if len(out) == 0 {
			t.printf("Nothing in this file has these words.\n")
		}
		for _, f := range out {
			t.printf("%s  %s  %s", f.ID, words.FoundName(f.Kind), f.Title)
			if f.Page > 0 {
				t.printf(", page %d", f.Page)
			}
			t.printf("\n    %s\n", f.Line)
		}
		return nil
	})
}
