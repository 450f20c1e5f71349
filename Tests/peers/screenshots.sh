#!/usr/bin/env bash
# Makes the README's pictures of the report, from a run made now: docs/report.png and docs/report-documents.png.
#
# usage: Tests/peers/screenshots.sh
#   TALLY, TALLY_PEERS_CACHE   as in report.sh
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=Tests/peers/common.sh
source "$here/common.sh"

require_tally
require_browser

make_folder
cd "$root"
"$tally" run benchmarks/receipts.yaml --models sim-gpt-4o,sim-phi-3-mini --store "$folder/store.sqlite" --no-report
"$tally" report latest --store "$folder/store.sqlite" --out "$folder/page.html"
PYTHONPATH=$here "$peers_cache/report/venv/bin/python" - "$folder/page.html" docs <<'PYTHON'
import sys

from browser import Browser

page, folder = sys.argv[1:]
browser = Browser()
try:
    browser.theme("light")
    browser.size(1280, 860)
    browser.open(page)
    browser.ready()
    browser.screenshot(f"{folder}/report.png")
    browser.run("document.getElementById('documents').scrollIntoView()")
    browser.wait("return document.querySelectorAll('#detail td').length > 4")
    browser.screenshot(f"{folder}/report-documents.png")
finally:
    browser.close()
PYTHON
