// Package icons holds the program's own pictures: line drawings of 24 units
// for the window, and the mark of the program itself.
//
// The line drawings are drawn in currentColor, so that the window can give them
// the colour of the words they stand beside. It knows nothing of the window.
package icons

import "embed"

//go:embed *.svg
var drawings embed.FS

// App is the mark of the program, 512 pixels square, as PNG.
//
//go:embed app.png
var App []byte

// SVG gives the drawing of that name, or nothing where there is none.
func SVG(name string) []byte {
	b, err := drawings.ReadFile(name + ".svg")
	if err != nil {
		return nil
	}
	return b
}

// Names lists the line drawings.
func Names() []string {
	entries, _ := drawings.ReadDir(".") // embedded: it is always there
	var names []string
	for _, e := range entries {
		if n := e.Name(); n != "app.svg" {
			names = append(names, n[:len(n)-len(".svg")])
		}
	}
	return names
}
