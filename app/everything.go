package app

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"
	"unicode"

	"leverarch/app/law"
	"leverarch/app/record"
	"leverarch/export"
	"leverarch/vault"
)

// File is one file of everything: a name with folders in it, and its bytes.
type File struct {
	Name     string
	Document record.ID // where it is a document as it came
	Time     time.Time
	Size     int64
	Open     func() (io.ReadCloser, error)
}

// records is records.json: everything a family keeps but the documents
// themselves, in plain sight. Private notes are in it.
type records struct {
	Made          time.Time             `json:"made"`
	Head          string                `json:"head"`
	Children      []record.Child        `json:"children"`
	People        []record.Person       `json:"people"`
	Conversations []record.Conversation `json:"conversations"`
	Documents     []record.Document     `json:"documents"`
	Events        []record.Event        `json:"events"`
	Excuses       []record.Excuse       `json:"excuses,omitempty"`
	Exported      []record.Exported     `json:"exported"`
	Phone         []record.PhoneChoice  `json:"phone,omitempty"`
}

// everything lists the whole file in open formats: each document as it came, in a
// folder a child, records.json, and a timeline to read in a browser. It is the
// file as tx has it, whose last entry is head.
func (a *App) everything(tx *vault.Tx, head string) ([]File, error) {
	r := records{Made: a.now().UTC().Truncate(time.Second), Head: head}
	names := map[record.ID]string{}
	var files []File
	var err error
	for _, read := range []func() error{
		func() error { r.Children, err = all(tx, children); return err },
		func() error { r.People, err = all(tx, people); return err },
		func() error { r.Conversations, err = all(tx, conversations); return err },
		func() error { r.Documents, err = all(tx, documents); return err },
		func() error { r.Events, err = all(tx, events); return err },
		func() error { r.Excuses, err = all(tx, excuses); return err },
		func() error { r.Exported, err = all(tx, exported); return err },
		func() error { r.Phone, err = all(tx, phones); return err },
	} {
		if err := read(); err != nil {
			return nil, err
		}
	}
	used := map[string]bool{"records.json": true, "manifest.json": true}
	of := map[record.ID]string{}
	for _, c := range r.Children {
		of[c.ID] = c.Name
	}
	slices.SortStableFunc(r.Documents, func(x, y record.Document) int {
		return cmp.Or(DocumentDay(x).Compare(DocumentDay(y)), cmp.Compare(x.ID, y.ID))
	})
	inside := func(d record.Document) record.Document {
		for d.Within != "" {
			i := slices.IndexFunc(r.Documents, func(in record.Document) bool { return in.ID == d.Within })
			if i < 0 {
				break
			}
			d = r.Documents[i]
		}
		return d
	}
	// A letter of several photos is a folder of them, in order. One that stands in
	// a scan is named by the scan.
	photo := map[record.ID]string{}
	for _, d := range r.Documents {
		if len(d.Pictures) == 0 {
			continue
		}
		folder := cmp.Or(plainName(of[d.Child]), "Nobody yet")
		if d.InBin() {
			folder = path.Join("Bin", folder)
		}
		names[d.ID] = unused(used, path.Join(folder, DocumentDay(d).String()+" "+cmp.Or(plainName(strings.TrimSuffix(d.Name, path.Ext(d.Name))), "letter")))
		for i, id := range d.Pictures {
			photo[id] = path.Join(names[d.ID], fmt.Sprintf("%02d ", i+1))
		}
	}
	for _, d := range r.Documents {
		if !d.Whole() {
			continue
		}
		if at := photo[d.ID]; at != "" {
			names[d.ID] = unused(used, at+cmp.Or(plainName(d.Name), "photo"))
			files = append(files, a.asFile(d, names[d.ID]))
			continue
		}
		folder := cmp.Or(plainName(of[d.Child]), "Nobody yet")
		if d.InBin() {
			folder = path.Join("Bin", folder)
		}
		name := unused(used, path.Join(folder, DocumentDay(d).String()+" "+cmp.Or(plainName(d.Name), "document")))
		names[d.ID] = name
		files = append(files, a.asFile(d, name))
	}
	for _, d := range r.Documents {
		if d.Within != "" {
			names[d.ID] = names[inside(d).ID]
		}
	}
	b, err := json.MarshalIndent(r, "", " ")
	if err != nil {
		return nil, err
	}
	files = append(files, inMemory("records.json", r.Made, b))
	for _, c := range r.Children {
		if c.InBin() {
			continue
		}
		page, err := a.chronology(tx, c, names, head)
		if err != nil {
			return nil, err
		}
		name := "timeline.html"
		if len(r.Children) > 1 {
			name = "timeline " + cmp.Or(plainName(c.Name), string(c.ID)) + ".html"
		}
		files = append(files, inMemory(unused(used, name), r.Made, page))
	}
	return files, nil
}

// asFile gives a document as it came.
func (a *App) asFile(d record.Document, name string) File {
	return File{Name: name, Document: d.ID, Time: d.Added, Size: d.Size, Open: func() (io.ReadCloser, error) {
		return a.vault.Document(string(d.ID))
	}}
}

func inMemory(name string, when time.Time, b []byte) File {
	return File{Name: name, Time: when, Size: int64(len(b)), Open: func() (io.ReadCloser, error) {
		return io.NopCloser(bytes.NewReader(b)), nil
	}}
}

// chronology writes a child's timeline as a page. Private notes are left out: a
// page like this one is sent on.
func (a *App) chronology(tx *vault.Tx, c record.Child, names map[record.ID]string, head string) ([]byte, error) {
	list, err := a.timeline(tx, c.ID)
	if err != nil {
		return nil, err
	}
	page := export.Chronology{Child: c.Name, Today: a.Today(), LawAsAt: a.Book.AsAt(), Head: head}
	for _, e := range list {
		row := export.Row{Day: e.Day}
		switch {
		case e.Document != nil:
			row.What, row.Title, row.Link = "Letter", e.Document.Called(), (&fileURL{names[e.Document.ID]}).String()
			if e.Document.From != "" {
				row.Lines = append(row.Lines, "From "+e.Document.From)
			}
		case e.Talk != nil:
			row.What, row.Title = "Conversation", strings.Join(talkedTo(e.Talk.People), ", ")
			row.Title = cmp.Or(row.Title, "Conversation")
			row.Lines = append(row.Lines, e.Talk.Said)
			for _, g := range e.Talk.Agree {
				row.Lines = append(row.Lines, strings.TrimSpace("Agreed: "+g.What+" "+g.Who+" "+g.By.English()))
			}
			if late := e.Talk.WrittenLater(); late > 0 {
				row.Lines = append(row.Lines, fmt.Sprintf("Written down %d days later", late))
			}
		case e.Event != nil:
			row.What, row.Title = "Happened", a.EventName(e.Event.Kind)
			if e.Event.Quote != "" {
				row.Lines = append(row.Lines, "“"+e.Event.Quote+"”")
			}
		default:
			row.What, row.Title = "Due", e.Deadline.Says
			row.Lines = append(row.Lines, e.Deadline.Why+".", e.Deadline.Source+". Law as at "+e.Deadline.AsAt.English()+".")
			if also := e.Deadline.Also; also != nil {
				row.Lines = append(row.Lines, "Another way to read it gives "+also.Day.English()+": "+also.Why)
			}
			if e.Deadline.Who != law.Parent && e.Deadline.State == Late {
				row.Lines = append(row.Lines, fmt.Sprintf("%d days late on %s", e.Deadline.OverdueDays, a.Today().English()))
			}
		}
		page.Rows = append(page.Rows, row)
	}
	var b bytes.Buffer
	err = page.Write(&b)
	return b.Bytes(), err
}

// fileURL is a name beside a page, as a link.
type fileURL struct{ name string }

func (u *fileURL) String() string {
	part := strings.Split(u.name, "/")
	for i, p := range part {
		part[i] = escapePart(p)
	}
	return strings.Join(part, "/")
}

// escapePart writes what a link cannot hold as it is.
func escapePart(s string) string {
	var b strings.Builder
	for _, c := range []byte(s) {
		if c > ' ' && c < 0x7f && !strings.ContainsRune(`"#%<>?[\]^{|}`+"`", rune(c)) {
			b.WriteByte(c)
		} else {
			fmt.Fprintf(&b, "%%%02X", c)
		}
	}
	return b.String()
}

func talkedTo(people []record.Person) []string {
	var list []string
	for _, p := range people {
		list = append(list, p.Name)
	}
	return list
}

// nameMost is how long a name of a file may be, in bytes, on every system.
const nameMost = 120

// plainName makes a name that every system can have as a file's.
func plainName(s string) string {
	s = strings.Map(func(r rune) rune {
		if strings.ContainsRune(`/\:*?"<>|`, r) || unicode.IsControl(r) {
			return '-'
		}
		return r
	}, s)
	s = strings.Trim(strings.Join(strings.Fields(s), " "), ". ")
	if len(s) > nameMost {
		ext := path.Ext(s)
		if len(ext) > 8 {
			ext = ""
		}
		s = strings.ToValidUTF8(s[:nameMost-len(ext)], "") + ext
	}
	return s
}

// unused gives the name, with a number where another file has it already. Names
// that differ only in capitals are one name on many systems.
func unused(used map[string]bool, name string) string {
	ext := path.Ext(name)
	stem := strings.TrimSuffix(name, ext)
	for n := 2; used[strings.ToLower(name)]; n++ {
		name = fmt.Sprintf("%s (%d)%s", stem, n, ext)
	}
	used[strings.ToLower(name)] = true
	return name
}

// TakeOutEverything writes the whole file, in open formats and not locked, into a
// folder that must be empty or not there yet. It gives how many files it wrote.
func (a *App) TakeOutEverything(folder string, progress func(done, of int) error) (int, error) {
	if list, err := os.ReadDir(folder); err == nil && len(list) > 0 {
		return 0, vault.ErrNotEmpty
	}
	head := a.Head()
	files, err := view(a, func(tx *vault.Tx) ([]File, error) { return a.everything(tx, head) })
	if err != nil {
		return 0, err
	}
	for i, f := range files {
		place := filepath.Join(folder, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(place), 0o700); err != nil {
			return i, err
		}
		src, err := f.Open()
		if err != nil {
			return i, err
		}
		err = export.File(place, func(w io.Writer) error {
			_, err := io.Copy(w, src)
			return err
		})
		src.Close()
		if err != nil {
			return i, err
		}
		if progress != nil {
			if err := progress(i+1, len(files)); err != nil {
				return i + 1, err
			}
		}
	}
	return len(files), nil
}
