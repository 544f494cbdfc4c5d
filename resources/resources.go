// Package resources holds what ships inside the program: the rule book, the
// guide, the sample family and the languages.
//
// It knows nothing of what reads them, and promises only that they are there.
package resources

import (
	"embed"
	"io/fs"
)

//go:embed law/*.toml
var law embed.FS

//go:embed guide/pages/*.md guide/*.toml
var guide embed.FS

//go:embed sample/*.pdf sample/sample.json
var sample embed.FS

//go:embed languages/*.json
var languages embed.FS

// Law is the rule book: one file a stage, one table a step.
func Law() fs.FS { return sub(law, "law") }

// Guide is the guide to a family's rights: README.md there tells its form.
func Guide() fs.FS { return sub(guide, "guide") }

// Sample is the sample family: sample.json and the letters it names.
func Sample() fs.FS { return sub(sample, "sample") }

// Languages is what we say: english.json, which lists all of it, and a file for
// every other language. README.md there tells their form.
func Languages() fs.FS { return sub(languages, "languages") }

func sub(files embed.FS, dir string) fs.FS {
	f, err := fs.Sub(files, dir)
	if err != nil {
		panic(err) // the folder is named above
	}
	return f
}
