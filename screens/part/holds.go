package part

import "fyne.io/fyne/v2"

// Holds reports whether something that takes the keyboard stands in o.
func Holds(o fyne.CanvasObject, f fyne.Focusable) bool {
	if o == nil || f == nil {
		return false
	}
	if x, ok := o.(fyne.Focusable); ok && x == f {
		return true
	}
	if x, ok := o.(interface{ Input() fyne.Focusable }); ok && x.Input() == f {
		return true
	}
	var in []fyne.CanvasObject
	switch o := o.(type) {
	case Holder:
		in = o.Children()
	case *fyne.Container:
		in = o.Objects
	}
	for _, c := range in {
		if Holds(c, f) {
			return true
		}
	}
	return false
}
