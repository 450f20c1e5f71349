#!/usr/bin/env bash
# Simulates what Tally's intervals cover and how often its decisions err, times the paired bootstrap beside numpy, and
# writes results/measurements/statistics.json; fails when a promised rate is missed. Some minutes on two cores.
#
# usage: benchmarks/statistics.sh            measures
#        benchmarks/statistics.sh --tables   prints the tables of docs/statistics.md from what was measured
#   TALLY_STATISTICS    the executable           (default: the release build, built first)
#   TALLY_PEERS_CACHE   where numpy is installed (default: .cache/peers in the checkout)
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")/../Tests/peers" && pwd)
# shellcheck source=Tests/peers/common.sh
source "$here/common.sh"

statistics=${TALLY_STATISTICS:-$root/.build/release/tally-statistics}
if [[ -z ${TALLY_STATISTICS:-} ]]; then
    (cd "$root" && swift build --quiet -c release --product tally-statistics)
fi
install_peer "$peers_cache/statistics" "$statistics_packages" pip_install \
    || not_installed "numpy could not be installed from PyPI"
PYTHONPATH=$here "$peers_cache/statistics/venv/bin/python" "$root/benchmarks/measure_statistics.py" \
    --root "$root" --statistics "$statistics" "$@"
