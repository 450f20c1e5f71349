#!/usr/bin/env bash
# Runs the gate as pipelines do, and reads what it writes with other programs: junitparser and lxml for JUnit, GitHub's own
# rules for commands, cmarkgfm (GitHub's Markdown) for comments. Seconds.
#
# usage: Tests/peers/ci.sh
#   TALLY               the binary                  (default: the release build)
#   TALLY_PEERS_CACHE   where peers are installed   (default: .cache/peers in the checkout)
#
# Where the peers cannot be installed it says SKIP and ends well; with CI=true that fails.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=Tests/peers/common.sh
source "$here/common.sh"

require_tally
install_peer "$peers_cache/ci" "junitparser==4.0.2 lxml==6.0.2 cmarkgfm==2024.11.20 PyYAML==6.0.3" pip_install \
    || not_installed "junitparser and its like could not be installed from PyPI"

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$peers_cache/ci/venv/bin/python" "$here/check_ci.py" --root "$root" --tally "$tally" --folder "$folder"
