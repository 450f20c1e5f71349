#!/usr/bin/env bash
# Compares Tally's statistics with scipy, statsmodels and gsdesign on seeded inputs (the files in statistics_peer/ say
# which), simulates their error rates in short, and times the paired bootstrap beside numpy. Under a minute.
#
# usage: Tests/peers/statistics.sh
#   TALLY_STATISTICS    the executable of the calls  (default: the release build, built first)
#   TALLY_PEERS_CACHE   where peers are installed    (default: .cache/peers in the checkout)
#
# Where the peers cannot be installed it says SKIP and ends well; with CI=true that fails.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=Tests/peers/common.sh
source "$here/common.sh"

command -v python3 >/dev/null || not_installed "python3 is missing"
# The wheels of these versions need it.
python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || not_installed "python3 is older than 3.11"
statistics=${TALLY_STATISTICS:-$root/.build/release/tally-statistics}
if [[ -z ${TALLY_STATISTICS:-} ]]; then
    echo "building tally-statistics ..."
    (cd "$root" && swift build --quiet -c release --product tally-statistics)
fi
install_peer "$peers_cache/statistics" "$statistics_packages" pip_install \
    || not_installed "scipy, statsmodels and gsdesign could not be installed from PyPI"

"$peers_cache/statistics/venv/bin/python" "$here/check_statistics.py" --statistics "$statistics" "$@"
