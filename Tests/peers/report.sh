#!/usr/bin/env bash
# The report's page in a real browser: what it shows, what it lets in, and whether everybody can read it.
#
#   chromium   headless, from Debian, driven by selenium: console, requests, policy, filters, sliders, sizes, themes
#   axe-core   accessibility rules, from PyPI
#
# The receipts are hostile where it matters (markup, event handlers, escape sequences, marks that reorder, formula cells),
# and 10,000 for size and speed.
#
# usage: Tests/peers/report.sh
#   TALLY               the binary                  (default: the release build)
#   TALLY_PEERS_CACHE   where peers are installed   (default: .cache/peers in the checkout)
#   TALLY_SCREENSHOTS   a folder for screenshots to look at; none are kept without it
#
# Where the browser cannot be installed it says SKIP and ends well; with CI=true that fails. About a minute and a half.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=Tests/peers/common.sh
source "$here/common.sh"

require_tally
require_browser

make_folder
cd "$root"
"$peers_cache/report/venv/bin/python" "$here/check_report.py" "$tally" "$folder" "${TALLY_SCREENSHOTS:-}"
