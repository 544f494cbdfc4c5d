#!/bin/sh
# Makes the PDFs one folder up from the pages here. Needs chromium and qpdf,
# and the Liberation fonts, whose letters are embedded. The second step takes
# out the day and the program they were made with.
set -eu
cd "$(dirname "$0")"
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
for page in [0-9]*.html; do
	name=${page%.html}
	chromium --headless --no-sandbox --disable-gpu --user-data-dir="$tmp/profile" \
		--no-pdf-header-footer --print-to-pdf="$tmp/$name.pdf" "file://$PWD/$page" 2>/dev/null
	qpdf --empty --pages "$tmp/$name.pdf" 1-z -- --deterministic-id --object-streams=generate --compress-streams=y "../$name.pdf"
done
