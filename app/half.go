package app

import (
	"errors"
	"maps"

	"leverarch/vault"
)

// Half is a form that was begun and not saved, as it was typed: the name of each field
// and what stands in it.
type Half struct {
	Typed map[string]string `json:"typed"`
}

// halves are the forms that were begun, by what they are about.
var halves = vault.Kind[Half]{Name: "half"}

// KeepHalf keeps a form as it stands, sealed in the file, in the place of what was
// kept of it before.
func (a *App) KeepHalf(form string, typed map[string]string) error {
	return a.vault.Update(func(tx *vault.Tx) error { return halves.Put(tx, form, Half{maps.Clone(typed)}) })
}

// Half gives what was typed in a form and not saved, or nil.
func (a *App) Half(form string) (map[string]string, error) {
	return view(a, func(tx *vault.Tx) (map[string]string, error) {
		h, err := halves.Get(tx, form)
		if errors.Is(err, vault.ErrNotFound) {
			return nil, nil
		}
		return h.Typed, err
	})
}

// DropHalf forgets what was typed in a form. Nothing of it stays: half-typed words were
// never meant to be kept.
func (a *App) DropHalf(form string) error {
	return a.vault.Update(func(tx *vault.Tx) error {
		if _, err := halves.Get(tx, form); errors.Is(err, vault.ErrNotFound) {
			return nil
		}
		return halves.Erase(tx, form)
	})
}
