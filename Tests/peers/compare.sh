#!/usr/bin/env bash
# Computes what `tally compare` prints anew from the store's rows, by SQL, numpy, scipy and statsmodels. Seconds.
#
# usage: Tests/peers/compare.sh
#   TALLY               the binary                  (default: the release build)
#   TALLY_PEERS_CACHE   where peers are installed   (default: .cache/peers in the checkout)
#
# Where the peers cannot be installed it says SKIP and ends well; with CI=true that fails.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=Tests/peers/common.sh
source "$here/common.sh"

require_tally
install_peer "$peers_cache/statistics" "$statistics_packages" pip_install \
    || not_installed "scipy and statsmodels could not be installed from PyPI"

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
# Without groups, where trials are independent and McNemar's test applies.
python3 - "$root/datasets/receipts/receipts.jsonl" >"$folder/receipts.jsonl" <<'PYTHON'
import json, sys
for line in open(sys.argv[1]):
    case = json.loads(line)
    case.pop("group", None)
    print(json.dumps(case))
PYTHON
printf 'name: peers\ndataset: receipts.jsonl\nconcurrency: 64\nvariants: [sim-gpt-4o, sim-phi-3-mini]\n' >"$folder/b.yaml"
"$tally" run "$folder/b.yaml" --store "$folder/tally.sqlite" >"$folder/log" 2>&1 || { cat "$folder/log"; exit 1; }
"$tally" compare latest/sim-gpt-4o latest/sim-phi-3-mini --store "$folder/tally.sqlite" --json >"$folder/compare.json"
"$peers_cache/statistics/venv/bin/python" "$here/check_compare.py" --store "$folder/tally.sqlite" \
    --compare "$folder/compare.json"
