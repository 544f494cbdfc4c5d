package screens

import (
	"context"

	"fyne.io/fyne/v2"

	"leverarch/app"
	"leverarch/app/lang"
	"leverarch/screens/look"
	"leverarch/screens/part"
	"leverarch/screens/words"
)

// sorter is the line over a list that says how it is shown, and the card that
// opens under it to change that: the order, which ones, and words they have in
// them. What is chosen is remembered in the locked file; the words are not.
type sorter struct {
	shell   *Shell
	list    string
	redraw  func()
	shown   app.Shown
	orders  []named
	onlys   []named
	order   *part.Choice
	only    *part.Choice
	with    *part.Field
	says    *part.Text
	how     *part.Row
	choose  *part.Card
	columns *part.Columns
	also    string // what else narrows the list, in words
}

// newSorter makes one for a list. The first of the orders, and of what it can be
// narrowed to, is the usual one; either may be empty.
func newSorter(s *Shell, list string, orders, onlys []named, with string, redraw func()) *sorter {
	x := &sorter{shell: s, list: list, redraw: redraw, orders: orders, onlys: onlys, says: part.NewSmall("")}
	x.how = part.NewRow(nil, 0, x.says, part.NewQuiet(look.Settings, lang.T("Sort and filter"), func() {
		showIf(x.choose, !x.choose.Visible())
		if x.choose.Visible() {
			if len(x.orders) > 0 {
				x.order.Focus()
			} else {
				x.with.Focus()
			}
		}
	}))
	x.order = part.NewChoice(lang.T("In which order?"), shownNames(orders), func(name string) {
		x.shown.Order = valueOf(orders, name)
		x.remember()
	})
	x.only = part.NewChoice(lang.T("Which ones?"), shownNames(onlys), func(name string) {
		x.shown.Only = valueOf(onlys, name)
		x.remember()
	})
	x.with = part.NewField(lang.T("Only those with these words"), with)
	x.with.OnChange = func(string) { redraw() }
	showIf(x.order, len(orders) > 0)
	showIf(x.only, len(onlys) > 0)
	x.columns = part.NewColumns(3, 200, x.order, x.only)
	x.choose = part.NewCard(x.columns, x.with)
	x.choose.Hide()
	return x
}

// load takes up how the list was last shown.
func (x *sorter) load() error {
	s, err := x.shell.file.ShownAs(x.list)
	x.shown = s
	return err
}

// remember keeps how the list is shown, and draws it so.
func (x *sorter) remember() {
	file, list, shown := x.shell.file, x.list, x.shown
	x.redraw()
	x.shell.Work("", func(context.Context) error { return file.ShowAs(list, shown) }, func() {})
}

// words are those the list is narrowed by.
func (x *sorter) words() string { return x.with.Value() }

// over gives what stands over the list: count of all are shown.
func (x *sorter) over(count, all int, one, many string) []fyne.CanvasObject {
	if len(x.orders) > 0 {
		x.order.Set(nameOf(x.orders, x.shown.Order))
	}
	if len(x.onlys) > 0 {
		x.only.Set(nameOf(x.onlys, x.shown.Only))
	}
	says := words.Count(all, one, many)
	if count < all {
		says = lang.T("%d of %s", count, says)
	}
	if len(x.orders) > 0 {
		says += " · " + nameOf(x.orders, x.shown.Order)
	}
	if len(x.onlys) > 0 && nameOf(x.onlys, x.shown.Only) != lang.Of(x.onlys[0].name) {
		says += " · " + nameOf(x.onlys, x.shown.Only)
	}
	if x.also != "" {
		says += " · " + x.also
	}
	if typed := x.words(); typed != "" {
		says += lang.T(" · with “%s”", typed)
	}
	x.says.Set(says)
	return []fyne.CanvasObject{x.how, x.choose}
}

// none says that nothing is like what is asked for, and gives all of them back.
func (x *sorter) none(icon look.Icon) fyne.CanvasObject {
	return part.NewEmpty(look.Search, lang.T("None of them is like that"), lang.T("Change what is asked for above to see more of them."),
		part.NewAction(icon, lang.T("Show all of them"), func() {
			x.with.Set("")
			x.shown.Only, x.shown.Who = "", ""
			x.remember()
		}))
}
