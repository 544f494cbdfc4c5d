package export

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

const sheetKey = "8PXK-KPGR-REWQ-0TXJ-FBHF-TDCP-9F88-Z381"

func TestTheRecoverySheetSaysTheKeyAndNothingElse(t *testing.T) {
	var one, two bytes.Buffer
	for _, b := range []*bytes.Buffer{&one, &two} {
		if err := RecoverySheet(b, sheetKey); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(one.Bytes(), two.Bytes()) {
		t.Error("the same sheet twice is not the same")
	}
	for _, want := range []string{"8PXK - KPGR - REWQ - 0TXJ", "FBHF - TDCP - 9F88 - Z381", "Keep this paper safe"} {
		if !strings.Contains(one.String(), want) {
			t.Errorf("the sheet does not say %q", want)
		}
	}
	for _, no := range []string{"Lever", "vault", "EHC", "child", "plan", "FPDF"} {
		if strings.Contains(one.String(), no) {
			t.Errorf("the sheet says %q", no)
		}
	}
}

// TestTheCodeOnTheSheetIsTheKey scans the printed page as a phone would.
func TestTheCodeOnTheSheetIsTheKey(t *testing.T) {
	for _, tool := range []string{"pdftoppm", "zbarimg"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skipf("%s is not on this computer, so nothing can scan the page", tool)
		}
	}
	dir := t.TempDir()
	var b bytes.Buffer
	if err := RecoverySheet(&b, sheetKey); err != nil {
		t.Fatal(err)
	}
	pdf := filepath.Join(dir, "sheet.pdf")
	if err := os.WriteFile(pdf, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("pdftoppm", "-r", "110", "-png", "-singlefile", pdf, filepath.Join(dir, "sheet")).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	out, err := exec.Command("zbarimg", "-q", "--raw", filepath.Join(dir, "sheet.png")).Output()
	if err != nil || strings.TrimSpace(string(out)) != sheetKey {
		t.Errorf("scanned %q (%v)", out, err)
	}
}
