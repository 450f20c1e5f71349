#!/usr/bin/env bash
# Sends a simulated model of fixed latency documents below and above what it can answer, holds what Tally measured to
# queueing theory, and draws docs/arrivals.svg. Some two minutes; fails where theory and measurement disagree.
#
# usage: benchmarks/arrivals.sh
#   TALLY   the binary   (default: the release build, built first)
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
if [[ -z ${TALLY:-} ]]; then
    (cd "$root" && swift build --quiet -c release --product tally)
fi
python3 "$root/benchmarks/arrivals.py" --root "$root" --tally "${TALLY:-$root/.build/release/tally}" "$@"
