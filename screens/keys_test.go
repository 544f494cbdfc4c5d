package screens

import (
	"testing"

	"fyne.io/fyne/v2"

	"leverarch/screens/look"
	"leverarch/screens/part/robot"
)

// TestEveryKeyIsListedUnderF1AndDoesWhatItSays opens the list, closes it by Escape,
// and tries the keys that lead to a place.
func TestEveryKeyIsListedUnderF1AndDoesWhatItSays(t *testing.T) {
	s, w := sampleShell(t, look.Light, 1, fyne.NewSize(1200, 800))
	r := robot.On(t, w)
	r.Press(fyne.KeyF1).See("Keys")
	seen := map[string]bool{}
	for _, k := range s.shortcuts() {
		r.See(k.keys + ": " + k.does)
		if seen[k.keys] {
			t.Errorf("%s stands there twice", k.keys)
		}
		seen[k.keys] = true
	}
	r.Press(fyne.KeyEscape).NotSee("Ctrl+1: Home")
	for _, k := range s.shortcuts() {
		want := map[string]PlaceName{"Ctrl+1": Home, "Ctrl+2": Timeline, "Ctrl+3": Documents, "Ctrl+4": Talks, "Ctrl+5": People, "Ctrl+6": Plan, "Ctrl+7": Guide, "Ctrl+P": Phone, "Ctrl+N": Write}[k.keys]
		if want == "" {
			continue
		}
		s.Go(Place{Name: Settings})
		k.do()
		if s.at.Name != want {
			t.Errorf("%s leads to %s", k.keys, s.at.Name)
		}
	}
	r.Press(fyne.KeyF9).See("Units").Press(fyne.KeyF1).NotSee("Ctrl+1: Home")
}
