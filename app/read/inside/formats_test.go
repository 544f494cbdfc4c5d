package inside

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"strings"
	"testing"
)

// zipped makes a zip file of names and what they hold, one after the other.
func zipped(parts ...string) []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i+1 < len(parts); i += 2 {
		w, err := z.Create(parts[i])
		if err != nil {
			panic(err)
		}
		w.Write([]byte(parts[i+1]))
	}
	z.Close()
	return b.Bytes()
}

const (
	wordSpace = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"`
	wordTypes = `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
		`<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>` +
		`<Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/>` +
		`<Override PartName="/word/header1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"/>` +
		`<Override PartName="/word/header2.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"/>` +
		`<Override PartName="/word/footer1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/></Types>`
	wordStyles = `<w:styles ` + wordSpace + `><w:docDefaults><w:pPrDefault><w:pPr><w:spacing w:after="0"/></w:pPr></w:pPrDefault></w:docDefaults>` +
		`<w:style w:type="paragraph" w:default="1" w:styleId="Normal"/>` +
		`<w:style w:type="paragraph" w:styleId="Body"><w:basedOn w:val="Normal"/><w:pPr><w:spacing w:after="160"/></w:pPr></w:style></w:styles>`
	header1 = `<w:hdr ` + wordSpace + `><w:p><w:r><w:t>Tarnside Council</w:t></w:r></w:p></w:hdr>`
)

func docxOf(body string) []byte {
	return zipped("[Content_Types].xml", wordTypes, "word/styles.xml", wordStyles, "word/header1.xml", header1, "word/header2.xml", header1,
		"word/footer1.xml", strings.ReplaceAll(header1, "Tarnside Council", "Page 1"),
		"word/document.xml", `<w:document `+wordSpace+`><w:body>`+body+`</w:body></w:document>`)
}

func odtOf(body string) []byte {
	return zipped("mimetype", "application/vnd.oasis.opendocument.text", "content.xml",
		`<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" `+
			`xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0">`+
			`<office:automatic-styles><style:style style:name="P1" style:family="paragraph"><style:paragraph-properties fo:margin-bottom="0.25cm"/></style:style></office:automatic-styles>`+
			`<office:body><office:text>`+body+`</office:text></office:body></office:document-content>`)
}

func p(s string) string { return "<w:p><w:r><w:t>" + s + "</w:t></w:r></w:p>" }

// doc97 is the part of a Word 97 file that is read: a header and its pieces.
func doc97(text string) (main, table []byte) {
	main = make([]byte, 0x1aa)
	binary.LittleEndian.PutUint16(main, 0xa5ec)
	binary.LittleEndian.PutUint16(main[2:], 0xc1)
	binary.LittleEndian.PutUint32(main[0x4c:], uint32(len(text)))
	table = append([]byte{2, 16, 0, 0, 0}, make([]byte, 16)...)
	binary.LittleEndian.PutUint32(table[9:], uint32(len(text)))
	binary.LittleEndian.PutUint32(table[15:], uint32(len(main)*2)|0x40000000)
	binary.LittleEndian.PutUint32(main[0x1a6:], uint32(len(table)))
	return append(main, text...), table
}

func TestFilesWithoutPlaces(t *testing.T) {
	const mailHead = "From: SEND Team <send@tarnside.example>\r\nTo: a@b.example\r\nSubject: =?utf-8?q?Si=C3=A2n?=\r\nDate: Tue, 3 Nov 2026 23:30:00 +0000\r\nMIME-Version: 1.0\r\n"
	for name, c := range map[string]struct {
		file   []byte
		format string
		want   string
	}{
		"paragraphs and lines":       {docxOf(p("one") + p("two") + p("") + p("three")), DOCX, "Tarnside Council\n\none\ntwo\n\nthree\n\nPage 1"},
		"a style that stands apart":  {docxOf(`<w:p><w:pPr><w:pStyle w:val="Body"/></w:pPr><w:r><w:t>one</w:t></w:r></w:p>` + p("two")), DOCX, "Tarnside Council\n\none\n\ntwo\n\nPage 1"},
		"a table row by row":         {docxOf("<w:tbl><w:tr><w:tc>" + p("Born") + "</w:tc><w:tc>" + p("3 May 2018") + "</w:tc></w:tr><w:tr><w:tc>" + p("School") + "</w:tc><w:tc>" + p("Oak") + "</w:tc></w:tr></w:tbl>"), DOCX, "Tarnside Council\n\nBorn\t3 May 2018\nSchool\tOak\n\nPage 1"},
		"cells of more lines":        {docxOf("<w:tbl><w:tr><w:tc>" + p("a") + p("b") + "</w:tc><w:tc>" + p("c") + "</w:tc></w:tr></w:tbl>"), DOCX, "Tarnside Council\n\na\nb\n\nc\n\nPage 1"},
		"deleted and hidden words":   {docxOf(`<w:p><w:del><w:r><w:delText>no</w:delText><w:t>no</w:t></w:r></w:del><w:ins><w:r><w:t>yes</w:t></w:r></w:ins><w:r><w:rPr><w:vanish/></w:rPr><w:t>no</w:t></w:r><w:r><w:t xml:space="preserve"> and</w:t></w:r></w:p>`), DOCX, "Tarnside Council\n\nyes and\n\nPage 1"},
		"a box beside its paragraph": {docxOf(`<w:p><w:r><w:t>be</w:t><mc:AlternateContent><mc:Choice><w:txbxContent>` + p("box") + `</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>` + p("box") + `</w:txbxContent></mc:Fallback></mc:AlternateContent><w:t>fore</w:t></w:r></w:p>`), DOCX, "Tarnside Council\n\nbox\n\nbefore\n\nPage 1"},
		"a page's end in a sentence": {docxOf(`<w:p><w:r><w:t>by 5</w:t><w:lastRenderedPageBreak/><w:t xml:space="preserve"> May</w:t></w:r></w:p>` + p("next")), DOCX, "Tarnside Council\n\nby 5 May\f" + "next\n\nPage 1"},
		"OpenDocument":               {odtOf(`<text:tracked-changes>no</text:tracked-changes><text:p text:style-name="P1">one<text:s/><text:span>two</text:span><text:line-break/>three</text:p><text:p>four</text:p><table:table><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell><table:table-cell><text:p>b</text:p></table:table-cell></table:table-row></table:table><text:p>5<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>note</text:p></text:note-body></text:note>6</text:p>`), ODT, "one two\nthree\n\nfour\na\tb\n\nnote\n\n516"},
		"rich text":                  {[]byte(`{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}{\f1\fcharset238 X;}}{\*\generator no;}{\info{\title no}}\pard\sa200 Si\'e2n\u8217?s plan\par\pard{\f1 Szczepa\'f1ska}{\v no}{\deleted no}\line 5\~May\par{\pict 00ff}\trowd Born\cell 2018\cell\row\pard end{\field{\*\fldinst no}{\fldrslt  here}}}`), RTF, "Siân’s plan\n\nSzczepańska\n5 May\nBorn\t2018\nend here"},
		"rich text said twice":       {[]byte(`{\rtf1{\upr{no}{\*\ud{yes}}} \bin3 }}}x{\header top\par}}`), RTF, "top\n\nyes x"},
		"HTML":                       {[]byte("<!DOCTYPE html><head><title>no</title></head><body><script>no()</script><p>Si&acirc;n&rsquo;s\n plan<br>by 5 May<p style='display:none'>no</p><ul><li>one<li>two</ul><table><tr><td>Born<td>2018<tr><td>a<br>b</td><td>c</td></tr></table><div hidden>no<div>no</div></div>end"), HTML, "Siân’s plan\nby 5 May\n\none\ntwo\n\nBorn\t2018\n\na\nb\n\nc\n\nend"},
		"HTML in another alphabet":   {[]byte("<html><meta charset=windows-1250><p>Szczepa\xf1ska"), HTML, "Szczepańska"},
		"mail":                       {[]byte(mailHead + "Content-Type: text/plain; charset=iso-8859-1\r\n\r\nDear Si\xe2n\r\n"), Email, "From: SEND Team <send@tarnside.example>\nTo: a@b.example\nDate: 3 November 2026 23:30\nSubject: Siân\n\nDear Siân"},
		"mail in two ways":           {[]byte(mailHead + "Content-Type: multipart/alternative; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain\r\n\r\nShort\r\n--x\r\nContent-Type: text/html\r\n\r\n<p>All of what is said\r\n--x--\r\n"), Email, "From: SEND Team <send@tarnside.example>\nTo: a@b.example\nDate: 3 November 2026 23:30\nSubject: Siân\n\nAll of what is said"},
	} {
		if got := Sniff(c.file); got != c.format {
			t.Errorf("%s: format %q, want %q", name, got, c.format)
		}
		var pages []Page
		var err error
		if c.format == Email {
			var m Mail
			m, err = Message(c.format, c.file)
			pages = m.Pages
		} else {
			pages, err = Words(c.format, c.file)
		}
		var texts []string
		for _, p := range pages {
			texts = append(texts, p.Text)
		}
		if got := strings.Join(texts, "\f"); err != nil || got != c.want {
			t.Errorf("%s: %v\n got %q\nwant %q", name, err, got, c.want)
		}
	}
}

func TestMailKeepsWhatCameWithIt(t *testing.T) {
	m, err := ReadMail([]byte("From: a\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n" +
		"--x\r\nContent-Type: text/plain\r\n\r\nSee attached\r\n" +
		"--x\r\nContent-Type: application/octet-stream; name=\"../../plan.txt\"\r\nContent-Transfer-Encoding: base64\r\n\r\nRGVhcg==\r\n" +
		"--x\r\nContent-Type: image/png; name=logo.png\r\n\r\nsmall\r\n" +
		"--x\r\nContent-Type: message/rfc822\r\n\r\nFrom: b\r\nMessage-ID: c\r\n\r\nForwarded\r\n--x--\r\n"))
	if err != nil || len(m.Files) != 2 || m.Files[0].Name != "../../plan.txt" || string(m.Files[0].Bytes) != "Dear" || Sniff(m.Files[1].Bytes) != Email {
		t.Errorf("%v %+v", err, m.Files)
	}
}

func TestOldWord(t *testing.T) {
	main, table := doc97("Dear parent\rBorn\x072018\x07\x07Next\x0b\x13 HYPERLINK x\x14line\x15\x0cPage two")
	pieces := pieces(main, table)
	f := newFlow()
	readDOC(f, pieces)
	pages, err := f.finish()
	if err != nil || len(pages) != 2 || pages[0].Text != "Dear parent\nBorn\t2018\nNext\nline" || pages[1].Text != "Page two" {
		t.Errorf("%v %+v", err, pages)
	}
}

func TestOutlookProperties(t *testing.T) {
	fixed := make([]byte, 32+16)
	binary.LittleEndian.PutUint32(fixed[32:], msgSubmitted<<16|0x40)
	binary.LittleEndian.PutUint64(fixed[40:], (1793748600+11_644_473_600)*10_000_000)
	p := properties{streams: map[string][]byte{
		"__properties_version1.0": fixed,
		"__substg1.0_0037001F":    []byte("D\x00r\x00a\x00f\x00t\x00"),
		"__substg1.0_0C1A001E":    []byte("Si\xe2n"),
	}, head: 32}
	if s := p.text(msgSubject); s != "Draft" {
		t.Errorf("subject %q", s)
	}
	if s := p.text(msgSender); s != "Siân" {
		t.Errorf("sender %q", s)
	}
	if s := p.time(msgSubmitted).UTC().Format("2006-01-02 15:04"); s != "2026-11-03 23:30" {
		t.Errorf("sent %s", s)
	}
}

func TestAForwardedMessageFollowsItsCover(t *testing.T) {
	inner := "__attach_version1.0_#00000000/__substg1.0_3701000D/"
	m, err := outlookMail(properties{streams: map[string][]byte{
		"__substg1.0_1000001F":                               []byte("F\x00Y\x00I\x00"),
		inner + "__properties_version1.0":                    make([]byte, 24),
		inner + "__substg1.0_0037001E":                       []byte("Draft plan"),
		"__attach_version1.0_#00000001/__substg1.0_37010102": []byte("%PDF-1.7"),
		"__attach_version1.0_#00000001/__substg1.0_3707001E": []byte("plan.pdf"),
	}, head: 32}, maxForwards)
	if err != nil || len(m.Pages) != 2 || m.Pages[0].Text != "FYI" || m.Pages[1].Text != "Subject: Draft plan" || len(m.Files) != 1 || m.Files[0].Name != "plan.pdf" {
		t.Errorf("%v %+v", err, m)
	}
}

func TestTooBigOrTooDeep(t *testing.T) {
	many := make([]string, 0, 2*(maxEntries+1))
	for range maxEntries + 1 {
		many = append(many, "x", "")
	}
	for name, c := range map[string]struct {
		format string
		file   []byte
	}{
		"a zip of many files":  {Zip, zipped(many...)},
		"elements in elements": {DOCX, docxOf(strings.Repeat("<w:p>", maxDepth+1))},
		"tables in tables":     {HTML, []byte(strings.Repeat("<table><tr><td>", maxNested+2))},
		"groups in groups":     {RTF, []byte(`{\rtf1` + strings.Repeat("{", maxGroups))},
		"more words than fit":  {PlainText, bytes.Repeat([]byte("words "), maxFlow/5)},
	} {
		if pages, err := Words(c.format, c.file); !errors.Is(err, ErrLimit) {
			t.Errorf("%s: %v, %d pages", name, err, len(pages))
		}
	}
	deep := "From: a\r\nMIME-Version: 1.0\r\n"
	for i := range maxMIME + 2 {
		deep += fmt.Sprintf("Content-Type: multipart/mixed; boundary=x%d\r\n\r\n--x%d\r\n", i, i)
	}
	if _, err := Message(Email, []byte(deep)); !errors.Is(err, ErrLimit) {
		t.Errorf("parts in parts: %v", err)
	}
}

// fuzzWords tries one format with whatever bytes.
func fuzzWords(f *testing.F, format string, seeds ...[]byte) {
	for _, s := range seeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		var pages []Page
		if format == Email || format == MSG {
			m, _ := Message(format, b)
			pages = m.Pages
		} else {
			pages, _ = Words(format, b)
		}
		for _, p := range pages {
			written(t, p.Text)
		}
	})
}

// These two try the part that is read and not the packing.
func FuzzDOCX(f *testing.F) {
	f.Add([]byte(`<w:document ` + wordSpace + `>` + p("one") + "<w:tbl><w:tr><w:tc>" + p("a") + "</w:tc></w:tr></w:tbl><w:p><w:pPr><w:pStyle w:val=\"Body\"/><w:spacing w:before=\"9\"/></w:pPr><w:r><w:br w:type=\"page\"/><w:tab/><w:vanish/></w:r></w:p>"))
	f.Add([]byte(`<w:p ` + wordSpace + `><w:txbxContent></w:p></w:tc></w:txbxContent></w:tr>&lol;<!DOCTYPE a>`))
	f.Add([]byte(wordStyles))
	f.Fuzz(func(t *testing.T, b []byte) {
		d := &docx{flow: newFlow()}
		d.readStyles(b)
		d.read(b)
		pages, _ := d.finish()
		for _, p := range pages {
			written(t, p.Text)
		}
	})
}

func FuzzODT(f *testing.F) {
	f.Add([]byte(`<text:p text:style-name="P1">one<text:s/><text:tab/><text:note-body>x</text:note-body></text:p><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell></table:table-row><text:soft-page-break/>`))
	f.Add([]byte(`</text:p><style:style style:name="a" style:parent-style-name="a"><style:paragraph-properties fo:margin-top="1e9cm"/></style:style><style:header><text:p text:style-name="a">x</text:p></style:header></table:table-cell><text:p>`))
	f.Fuzz(func(t *testing.T, b []byte) {
		o := &odt{flow: newFlow(), styles: map[string]paragraphStyle{}, breaks: map[string]bool{}}
		o.read(b, "header")
		o.read(b, "")
		pages, _ := o.finish()
		for _, p := range pages {
			written(t, p.Text)
		}
	})
}

func FuzzZip(f *testing.F) {
	f.Add(docxOf(p("one")))
	f.Add(odtOf("<text:p>one</text:p>"))
	f.Fuzz(func(t *testing.T, b []byte) {
		format := Sniff(b)
		pages, _ := Words(format, b)
		for _, p := range pages {
			written(t, p.Text)
		}
	})
}

func FuzzRTF(f *testing.F) {
	fuzzWords(f, RTF, []byte(`{\rtf1\ansi{\fonttbl{\f0\fcharset238 A;}}\f0 a\'e2\u8217?\par\trowd b\cell\row{\header c}{\*\x d}{\upr{e}{\*\ud f}}\page\bin2 xx}`), []byte(`{\rtf\u-10179?\u-8704?\uc0\u9 {\footnote{\trowd x}\row}}\cell`))
}

func FuzzHTML(f *testing.F) {
	fuzzWords(f, HTML, []byte("<html><meta charset=utf-16><p>a<table><tr><td>b<table><td>c</table><pre>d    e</pre><div hidden>f"), []byte("\xff\xfe<\x00p\x00"))
}

func FuzzEML(f *testing.F) {
	fuzzWords(f, Email, []byte("From: =?utf-8?b?w6I=?=\r\nDate: Mon, 19 Jan 2026 14:07:00 +0000\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: text/html; charset=latin1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<p>=e2\r\n--x\r\nContent-Type: image/png\r\n\r\nx\r\n--x--"))
}

func FuzzDOC(f *testing.F) {
	main, table := doc97("Dear parent\rBorn\x072018\x07\x07\x13x\x14y\x15\x0cz")
	f.Add(main, table)
	f.Fuzz(func(t *testing.T, main, table []byte) {
		out := newFlow()
		readDOC(out, pieces(main, table))
		pages, _ := out.finish()
		for _, p := range pages {
			written(t, p.Text)
		}
	})
}

func FuzzMSG(f *testing.F) {
	f.Add([]byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), []byte("S\x00"), []byte("<p>x"))
	f.Fuzz(func(t *testing.T, file, text, html []byte) {
		m, _ := Message(MSG, file)
		pages := m.Pages
		q := properties{streams: map[string][]byte{"__properties_version1.0": text, "__substg1.0_0037001F": text, "__substg1.0_10130102": html}, head: 32}
		m, _ = outlookMail(q, 2)
		for _, p := range append(pages, m.Pages...) {
			written(t, p.Text)
		}
	})
}
