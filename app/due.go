package app

import (
	"errors"
	"slices"

	"leverarch/app/law"
	"leverarch/app/record"
	"leverarch/vault"
)

// tellAhead are how many days before its day something is told of.
var tellAhead = []int{7, 1, 0}

// tellLate is for how many days after its day something is still told of. Home shows it for as long as it stands; to be told each day for ever would
// be blame.
const tellLate = 7

// told is the last day that the family was told of something due.
type told struct {
	Day record.Day `json:"day"`
}

var toldOf = vault.Kind[told]{Name: settingKind}

const settingTold = "told"

// ToTell reports whether something of the parent's own is due that they were not told
// of today: today, tomorrow or in a week, or passed within a week. What others must do
// is no reason to call a parent to the computer. The sample family's dates are
// invented, and are never told of.
func (a *App) ToTell() (bool, error) {
	if a.sample {
		return false, nil
	}
	today := a.Today()
	last, err := view(a, func(tx *vault.Tx) (told, error) {
		t, err := toldOf.Get(tx, settingTold)
		if errors.Is(err, vault.ErrNotFound) {
			err = nil
		}
		return t, err
	})
	if err != nil || last.Day == today {
		return false, err
	}
	tells := func(day record.Day) bool {
		left := today.DaysUntil(day)
		return slices.Contains(tellAhead, left) || left < 0 && -left <= tellLate
	}
	dates, err := a.Dates("")
	if err != nil {
		return false, err
	}
	for _, d := range dates {
		if d.Who == law.Parent && d.State != Met && d.State != Withdrawn && tells(d.Day) {
			return true, nil
		}
	}
	agreed, err := a.Promises("")
	if err != nil {
		return false, err
	}
	for _, p := range agreed {
		if p.Own() && p.State != PromiseDone && !p.By.IsZero() && tells(p.By) {
			return true, nil
		}
	}
	return false, nil
}

// Told keeps, sealed in the file, that the family was told today.
func (a *App) Told() error {
	return a.vault.Update(func(tx *vault.Tx) error {
		return toldOf.Put(tx, settingTold, told{a.Today()})
	})
}
