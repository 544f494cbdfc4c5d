package app

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io/fs"
	"runtime"
	"slices"
	"sync"
	"time"

	"leverarch/app/read"
	"leverarch/app/record"
	"leverarch/vault"
)

// sample is the invented family, as resources/sample/sample.json tells of it.
type sample struct {
	Today    record.Day `json:"today"`
	Children []struct {
		Name string     `json:"name"`
		Born record.Day `json:"born"`
	} `json:"children"`
	People    []record.Person `json:"people"`
	Documents []struct {
		File    string                `json:"file"`
		Child   string                `json:"child"`
		Came    record.Day            `json:"came"`
		CameBy  string                `json:"came_by"`
		Confirm map[string]record.Day `json:"confirm"`
	} `json:"documents"`
	Conversations []struct {
		Child   string          `json:"child"`
		How     string          `json:"how"`
		On      record.Day      `json:"on"`
		At      string          `json:"at"`
		With    []string        `json:"with"`
		Said    string          `json:"said"`
		Agreed  []record.Agreed `json:"agreed"`
		Private string          `json:"private"`
		Written record.Day      `json:"written"` // where it was not the day itself
	} `json:"conversations"`
}

func (d *Desk) sample() (sample, error) {
	var s sample
	b, err := fs.ReadFile(d.Sample, "sample.json")
	if err != nil {
		return s, err
	}
	return s, json.Unmarshal(b, &s)
}

// SampleToday is the day the sample family lives on.
func (d *Desk) SampleToday() record.Day {
	s, err := d.sample()
	if err != nil {
		return d.Today()
	}
	return s.Today
}

// SampleLetters lists the sample family's letters in the order they are read.
func (d *Desk) SampleLetters() ([]string, error) {
	names, err := fs.Glob(d.Sample, "*.pdf")
	slices.Sort(names)
	return names, err
}

// SampleLetter gives the bytes of one.
func (d *Desk) SampleLetter(name string) ([]byte, error) { return fs.ReadFile(d.Sample, name) }

// OpenSample opens the sample family: a real file, held in memory only, made
// by the same steps a parent takes. Nothing of it is ever written to the disk,
// and its clock stands at the family's own day.
func (d *Desk) OpenSample(ctx context.Context) (*App, error) {
	return d.OpenSampleTelling(ctx, func(_, _ int) {})
}

// OpenSampleTelling is OpenSample, and tells how many letters are read, and of how
// many: each is read as a stranger's would be, and that takes its time.
func (d *Desk) OpenSampleTelling(ctx context.Context, progress func(done, of int)) (*App, error) {
	s, err := d.sample()
	if err != nil {
		return nil, err
	}
	v, err := vault.Memory()
	if err != nil {
		return nil, err
	}
	morning := time.Date(s.Today.Year, s.Today.Month, s.Today.Date, 9, 30, 0, 0, time.Local)
	a := &App{Desk: d, vault: v, sample: true}
	at := morning
	a.now = func() time.Time { return at }
	if err := a.fill(ctx, s, &at, progress); err != nil {
		v.Close()
		return nil, err
	}
	at = morning
	return a, nil
}

// fill lives through the sample family's story, each thing on its own day.
func (a *App) fill(ctx context.Context, s sample, at *time.Time, progress func(done, of int)) error {
	noon := func(d record.Day) time.Time {
		return time.Date(d.Year, d.Month, d.Date, 12, 0, 0, 0, time.Local)
	}
	kids := map[string]record.ID{}
	for i, c := range s.Children {
		*at = noon(s.Today.AddDays(-365)).Add(time.Duration(i) * time.Minute)
		kid, err := a.AddChild(c.Name, c.Born)
		if err != nil {
			return err
		}
		kids[c.Name] = kid.ID
	}
	ctx, enough := context.WithCancel(ctx)
	ready := a.readAhead(ctx, s)
	defer func() {
		enough()
		for range ready { // so that no reader outlives the opening
		}
	}()
	for i, doc := range s.Documents {
		progress(i, len(s.Documents))
		for a.ahead(doc.File) == nil {
			if _, open := <-ready; !open {
				break // it could not be read ahead: Read says why
			}
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		*at = noon(doc.Came)
		b, err := a.SampleLetter(doc.File)
		if err != nil {
			return err
		}
		kept, err := a.Keep(kids[doc.Child], doc.File, bytes.NewReader(b))
		if err != nil {
			return err
		}
		if _, err := a.Read(ctx, kept.ID, ""); err != nil {
			return err
		}
		if doc.Confirm == nil {
			continue // not looked at yet: it waits in the in tray
		}
		l, err := a.FirstLook(kept.ID)
		if err != nil {
			return err
		}
		l.Came, l.CameBy = doc.Came, doc.CameBy
		l.Facts = slices.DeleteFunc(l.Facts, func(f Fact) bool { _, ok := doc.Confirm[f.Event]; return !ok })
		for event, day := range doc.Confirm {
			l.Facts = WithFact(l.Facts, Fact{Event: event, Day: day})
		}
		if err := a.Confirm(kept.ID, l); err != nil {
			return err
		}
	}
	for _, c := range s.Conversations {
		*at = noon(cmp.Or(c.Written, c.On)).Add(4 * time.Hour)
		t := Talk{Conversation: record.Conversation{
			Child: kids[c.Child], How: c.How, On: c.On, At: c.At, Said: c.Said, Agree: c.Agreed, Private: c.Private,
		}}
		for _, name := range c.With {
			p := record.Person{Name: name}
			if i := slices.IndexFunc(s.People, func(p record.Person) bool { return p.Name == name }); i >= 0 {
				p = s.People[i]
			}
			t.People = append(t.People, p)
		}
		if _, err := a.Log(t); err != nil {
			return err
		}
	}
	return nil
}

// readAhead reads the sample family's letters, several at once, each in a reader of its
// own: one after the other, they would take most of the opening. It tells of each, and
// closes when it is done. What goes wrong is met again, and said, where the letter is
// read in its turn.
func (a *App) readAhead(ctx context.Context, s sample) <-chan struct{} {
	ready, next := make(chan struct{}, len(s.Documents)), make(chan string)
	go func() {
		defer close(next)
		for _, doc := range s.Documents {
			if a.ahead(doc.File) != nil {
				continue
			}
			select {
			case next <- doc.File:
			case <-ctx.Done():
				return
			}
		}
	}()
	var reading sync.WaitGroup
	for range min(4, runtime.NumCPU()) {
		reading.Go(func() {
			for name := range next {
				if b, err := a.SampleLetter(name); err == nil {
					if text, err := read.WordsOf(ctx, b, read.Options{}); err == nil && !text.Scanned {
						if words, err := json.Marshal(text); err == nil {
							sampleWords.Store(sumOf(b), words)
						}
					}
				}
				ready <- struct{}{}
			}
		})
	}
	go func() { reading.Wait(); close(ready) }()
	return ready
}

// ahead gives the words of a letter of the sample family, where they were read already.
func (a *App) ahead(name string) []byte {
	b, err := a.SampleLetter(name)
	if err != nil {
		return nil
	}
	words, _ := sampleWords.Load(sumOf(b))
	held, _ := words.([]byte)
	return held
}

func sumOf(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}
