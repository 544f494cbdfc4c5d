package export

import (
	"bytes"
	"errors"
	"image"
	"image/color"
	"image/png"
	"math/rand/v2"
	"os/exec"
	"strings"
	"testing"

	"github.com/emersion/go-ical"
	"rsc.io/qr"

	"leverarch/app/record"
)

var codeDay = record.NewDay(2026, 11, 17)

// wholeCode gives the calendar a code stands for, wrapped here where it is bare.
func wholeCode(t *testing.T, code string) *ical.Component {
	t.Helper()
	if !strings.HasPrefix(code, "BEGIN:VCALENDAR") {
		code = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n" + code + "END:VCALENDAR\r\n"
	}
	cal := readBack(t, []byte(code))
	if len(cal.Events()) != 1 {
		t.Fatalf("%d events in a code", len(cal.Events()))
	}
	return cal.Events()[0].Component
}

func TestACodeIsSmallAndReadsBack(t *testing.T) {
	for _, title := range []string{
		"Form due", "", "Last day to ask for the school you want in the draft plan (Zoë Halloran-Łukasz)",
		"a, b; c\\d", strings.Repeat("x", 400), strings.Repeat("word ", 90), strings.Repeat(`;`, 200), "한국어",
	} {
		for _, wrapped := range []bool{false, true} {
			e := Entry{UID: UID([]byte("salt"), "event", "rule"), Day: codeDay, Title: title}
			code, err := Code(e, wrapped)
			if err != nil {
				t.Fatal(err)
			}
			if len(code) > CodeMost {
				t.Errorf("%q takes %d bytes", title, len(code))
			}
			if err := lawful([]byte(code)); err != nil {
				t.Error(err)
			}
			if strings.HasPrefix(code, "BEGIN:VCALENDAR") != wrapped {
				t.Errorf("wrapped %v: %s", wrapped, code)
			}
			v := wholeCode(t, code)
			if got := textOf(t, v, ical.PropUID); got != e.UID {
				t.Errorf("UID %q", got)
			}
			if got := v.Props.Get(ical.PropDateTimeStart).Value + v.Props.Get(ical.PropDateTimeEnd).Value; got != "2026111720261118" {
				t.Errorf("days %s", got)
			}
			got := textOf(t, v, ical.PropSummary)
			if begin := strings.TrimSuffix(got, "..."); !strings.HasPrefix(plain(line(title)), begin) {
				t.Errorf("%q became %q", title, got)
			}
		}
	}
	if got := plain("Zoë’s “plan” – now…"); got != "Zoe's 'plan' - now..." {
		t.Errorf("plain letters: %q", got)
	}
}

func TestACodeForNothingIsRefused(t *testing.T) {
	var bad *BadEntry
	for _, e := range []Entry{{}, {UID: "a"}, {Day: codeDay}, {UID: "a\nb", Day: codeDay}} {
		if _, err := Code(e, false); !errors.As(err, &bad) {
			t.Errorf("%+v: %v", e, err)
		}
	}
	if _, err := Code(Entry{UID: strings.Repeat("u", 400), Day: codeDay}, false); !errors.Is(err, ErrLong) {
		t.Errorf("a name that leaves no room: %v", err)
	}
}

func FuzzCode(f *testing.F) {
	f.Add("Form due", false)
	f.Add("a;b,c\\\r\n"+strings.Repeat("ë ", 200), true)
	f.Fuzz(func(t *testing.T, title string, wrapped bool) {
		code, err := Code(Entry{UID: "a@b", Day: codeDay, Title: title}, wrapped)
		if err != nil || len(code) > CodeMost {
			t.Fatalf("%d bytes (%v)", len(code), err)
		}
		wholeCode(t, code)
	})
}

// TestACameraReadsTheCode draws codes as they are shown, with the white edge and
// four points a square, and has another program read them.
func TestACameraReadsTheCode(t *testing.T) {
	scan, err := exec.LookPath("zbarimg")
	if err != nil {
		t.Skip("zbarimg, which reads codes from pictures, is not on this computer")
	}
	r := rand.New(rand.NewPCG(4, 2026))
	titles := []string{"Form due", "Reply due", "Last day to send your views on the draft plan (Iqra)"}
	for i := range 24 {
		e := Entry{UID: UID([]byte{byte(i)}, "event", "rule"), Day: codeDay.AddDays(r.IntN(900)), Title: titles[i%len(titles)]}
		if i >= 12 {
			e.Title = strings.Repeat(string(rune('a'+i)), r.IntN(80)) + " & <b>"
		}
		code, err := Code(e, i%2 == 1)
		if err != nil {
			t.Fatal(err)
		}
		squares, err := qr.Encode(code, qr.M)
		if err != nil {
			t.Fatal(err)
		}
		cmd := exec.Command(scan, "--raw", "--quiet", "-Sbinary", "-")
		cmd.Stdin = bytes.NewReader(picture(t, squares))
		out, err := cmd.Output()
		if err != nil {
			t.Fatalf("not read: %v", err)
		}
		if string(out) != code {
			t.Errorf("read back as %q, not %q", out, code)
		}
	}
}

func picture(t *testing.T, c *qr.Code) []byte {
	t.Helper()
	const one, edge = 4, 4
	side := (c.Size + 2*edge) * one
	img := image.NewGray(image.Rect(0, 0, side, side))
	for y := range side {
		for x := range side {
			img.SetGray(x, y, color.Gray{255})
			if c.Black(x/one-edge, y/one-edge) {
				img.SetGray(x, y, color.Gray{0})
			}
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
