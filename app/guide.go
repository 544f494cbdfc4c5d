package app

import "leverarch/app/guide"

// ReadGuide reads the guide, with its times from the rule book. It gives
// guide.Refused for one that is not whole, which no release holds.
func (d *Desk) ReadGuide() (*guide.Guide, error) { return guide.Load(d.Guide, d.Book) }
