package search

import (
	"bufio"
	"bytes"
	"compress/flate"
	"encoding/gob"
	"errors"
	"io"
)

// errNotIndex is the error for bytes that are no index of this version. The index
// can be made again from the words.
var errNotIndex = errors.New("search: not an index of this version")

// version is raised whenever words are cut, or kept, in another way.
const version = 1

type kept struct {
	Version int
	Entries []entry
	Terms   []keptTerm
	Words   []keptWord
	Total   int
}

type keptTerm struct {
	Term string
	List list
}

type keptWord struct {
	Word  string
	Count int32
}

// MarshalBinary writes the index down, without anything that was taken out.
func (ix *Index) MarshalBinary() ([]byte, error) {
	ix.compact()
	k := kept{Version: version, Entries: ix.entries, Total: ix.total}
	for term, l := range ix.terms {
		k.Terms = append(k.Terms, keptTerm{term, *l})
	}
	for w, x := range ix.words {
		k.Words = append(k.Words, keptWord{w, x.count})
	}
	var b bytes.Buffer
	z, err := flate.NewWriter(&b, flate.BestSpeed)
	if err != nil {
		return nil, err
	}
	if err := gob.NewEncoder(z).Encode(k); err != nil {
		return nil, err
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// largest is how many bytes an index may unfold to.
const largest = 512 << 20

// UnmarshalBinary reads an index back. Bytes that were not written by
// MarshalBinary of this version give errNotIndex.
func (ix *Index) UnmarshalBinary(data []byte) error {
	var k kept
	z := bufio.NewReader(io.LimitReader(flate.NewReader(bytes.NewReader(data)), largest))
	if err := gob.NewDecoder(z).Decode(&k); err != nil || k.Version != version {
		return errNotIndex
	}
	if _, err := z.ReadByte(); err != io.EOF {
		return errNotIndex // cut short, or more behind it
	}
	*ix = *New()
	ix.entries, ix.total = k.Entries, k.Total
	for i, e := range k.Entries {
		if e.Gone {
			ix.gone++
			continue
		}
		ix.at[e.Key] = int32(i)
	}
	for _, t := range k.Terms {
		if !t.List.sound(len(k.Entries)) {
			return errNotIndex
		}
		ix.terms[t.Term] = &t.List
	}
	for _, w := range k.Words {
		ix.words[w.Word] = &word{stem: stem(w.Word), count: w.Count, last: -1}
	}
	return nil
}
