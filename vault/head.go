package vault

import (
	"encoding/hex"
	"encoding/json"
	"os"
	"path/filepath"
)

// headFile is what a computer remembers of a vault outside of it.
type headFile struct {
	Writer   string `json:"writer"`
	Sequence uint64 `json:"sequence"`
	Head     string `json:"head"`
}

// heads keeps the last head in a folder outside the vault, to notice an older
// copy of the whole folder put back. It also names this computer as a writer.
type heads struct {
	path   string // empty where none is kept
	writer [16]byte
	older  bool
}

func openHeads(folder string, k *keys, j *journal) heads {
	h := heads{writer: [16]byte(derive(k.seed, nil, "writer"))}
	if folder == "" {
		return h
	}
	h.path = filepath.Join(folder, hex.EncodeToString(k.vaultID))
	var f headFile
	b, err := readWhole(h.path, 4096)
	if err != nil || json.Unmarshal(b, &f) != nil || !isID(f.Writer) {
		h.writer = [16]byte(newSalt())
		return h
	}
	w, _ := hex.DecodeString(f.Writer)
	h.writer = [16]byte(w)
	h.older = f.Sequence > 0
	for i := len(j.entries) - 1; i >= 0 && j.entries[i].Sequence >= f.Sequence; i-- {
		if e := &j.entries[i]; e.Sequence == f.Sequence && e.String() == f.Head {
			h.older = false
		}
	}
	return h
}

// keep writes the head down. It is not flushed: a crash may leave an older one,
// which only notices less. While an older folder is not accepted, the newer
// head stays.
func (h *heads) keep(now Head) {
	if h.path == "" || h.older {
		return
	}
	b, _ := json.Marshal(headFile{hex.EncodeToString(h.writer[:]), now.Sequence, now.String()})
	part := h.path + ".part"
	if os.MkdirAll(filepath.Dir(h.path), 0o700) != nil || os.WriteFile(part, append(b, '\n'), 0o600) != nil ||
		os.Rename(part, h.path) != nil {
		os.Remove(part)
	}
}
