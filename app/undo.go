package app

import (
	"sync"

	"leverarch/vault"
)

// undoing notes what is changed while something is done that may be taken back.
type undoing struct {
	mu    sync.Mutex
	notes []*[]vault.Was
}

func (u *undoing) add(list []vault.Was) {
	u.mu.Lock()
	defer u.mu.Unlock()
	for _, n := range u.notes {
		*n = append(*n, list...)
	}
}

// Undoing does something and gives a way to take it back: every record it changed
// is put as it was, in one step, or none is. Both versions stay in the history.
// What was changed again since is not touched: that is vault.ErrChanged. Where
// nothing was changed the way back is nil.
func (a *App) Undoing(do func() error) (undo func() error, err error) {
	var note []vault.Was
	u := &a.undo
	u.mu.Lock()
	u.notes = append(u.notes, &note)
	u.mu.Unlock()
	err = do()
	u.mu.Lock()
	for i, n := range u.notes {
		if n == &note {
			u.notes = append(u.notes[:i:i], u.notes[i+1:]...)
			break
		}
	}
	list := note
	u.mu.Unlock()
	if err != nil || len(list) == 0 {
		return nil, err
	}
	return func() error {
		return a.vault.Update(func(tx *vault.Tx) error {
			for i := len(list) - 1; i >= 0; i-- {
				if err := tx.TakeBack(list[i]); err != nil {
					return err
				}
			}
			return nil
		})
	}, nil
}
