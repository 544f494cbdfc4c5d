package screens

import "testing"

func TestAnotherChildIsAddedAndChosen(t *testing.T) {
	s := newStory(t)
	s.shell.Go(Place{Name: Children})
	s.Tap("Add a child").See("Type a name first.")
	s.Type("Name", "Amira Khan").Type("Date of birth", "14/2/2017").Tap("Add a child")
	s.See("Where are you now?", "Choose what fits Amira best", "Amira is in your file now.")
	s.shell.Go(Place{Name: Children})
	s.See("Amira Khan", "Born 14 February 2017", "You are looking at this file")
	s.Type("Name", "Sam Khan").Type("Date of birth", "some day").Tap("Add a child").See("We cannot tell which day this is.")
	s.Type("Date of birth", "").Tap("Add a child").See("Choose what fits Sam best")
	if got := s.shell.Child().Name; got != "Sam Khan" {
		t.Errorf("asked where %q is", got)
	}
	s.shell.Go(Place{Name: Children})
	s.See("Sam Khan").Tap("Look at Amira’s file").See("Look at Sam’s file")
	if got := s.shell.Child().Name; got != "Amira Khan" {
		t.Errorf("looking at %q", got)
	}
}
