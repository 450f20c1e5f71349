#!/usr/bin/env bash
# Checks the JSON Schemas in docs/ with another validator than ours, and with it the files and the document they
# describe (check_schemas.py says which). Seconds.
#
# usage: Tests/peers/schemas.sh
#   TALLY               the binary                  (default: the release build)
#   TALLY_PEERS_CACHE   where peers are installed   (default: .cache/peers in the checkout)
#
# Where jsonschema cannot be installed it says SKIP and ends well; with CI=true that fails.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=Tests/peers/common.sh
source "$here/common.sh"

require_tally
install_peer "$peers_cache/schemas" "jsonschema==4.26.0 PyYAML==6.0.3" pip_install \
    || not_installed "jsonschema could not be installed from PyPI"

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
store=$folder/tally.sqlite
printed=$folder/printed
mkdir "$printed"
"$tally" run "$root/benchmarks/receipts.yaml" --models rules --limit 5 --store "$store" --json >"$printed/run.json"
"$tally" run "$root/benchmarks/receipts.yaml" --limit 30 --store "$store" --json >"$folder/all.json"
"$tally" show latest --store "$store" --json >"$folder/show.json"
"$tally" compare latest --volume 1000 --store "$store" --json >"$printed/compare.json"
printf 'rules: {document_exact: [non-inferior within 2pp, at least 1%%], cost_per_document: increase at most 5%%, lost_cases: at most 99}\n' \
    >"$folder/gate.yaml"
"$tally" gate "$folder/gate.yaml" --baseline latest/sim-gpt-4o --candidate latest/sim-phi-3-mini --inconclusive pass \
    --store "$store" --json >"$printed/gate.json" || (($? == 3))
"$tally" power latest/sim-gpt-4o latest/sim-phi-3-mini --store "$store" --json >"$printed/power.json"
"$tally" cascade sim-phi-3-mini sim-gpt-4o --predict 100 --store "$store" --json >"$printed/cascade.json"
"$tally" reprice latest --tier batch --store "$store" --json >"$printed/reprice.json"
"$tally" dataset audit latest --models sim-gpt-4o,sim-phi-3-mini --store "$store" --json >"$printed/audit.json"
"$tally" cache latest --store "$store" --json >"$printed/cache.json"
"$tally" report latest --store "$store" --format json >"$printed/report.json"
"$tally" run "$root/benchmarks/receipts.yaml" --dry-run --store "$store" --json >"$printed/forecast.json"
"$peers_cache/schemas/venv/bin/python" "$here/check_schemas.py" --root "$root" --printed "$printed" --shown "$folder/show.json"
