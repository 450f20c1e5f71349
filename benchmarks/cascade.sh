#!/usr/bin/env bash
# Proves that what `tally cascade` foretells comes true: it studies a cheap and a strong model on one half of generated
# receipts, writes the cascade it found best, runs it on the other half, and holds the run against the prediction. Both
# models are simulated: the figures are about Tally. Exits 1 when the run lies outside the predicted interval.
#
# usage: benchmarks/cascade.sh [COUNT]     receipts in each half (default: 400); a minute or two
#   TALLY    the binary                    (default: the release build)
#   SEED     of the receipts               (default: 7)
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
tally=${TALLY:-$root/.build/release/tally}
count=${1:-400}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
store=$folder/tally.sqlite

echo "simulated: no model answers here; what is checked is the prediction, not a model"
"$tally" dataset generate "$folder/receipts" --count $((2 * count)) --seed "${SEED:-7}" --smoke 0 --splits fit=1,held=1
cat >"$folder/pair.yaml" <<'YAML'
name: pair
dataset: receipts
concurrency: 128
variants:
  - {profile: sim-phi-3-mini, logprobs: true}
  - sim-gpt-4o
YAML
"$tally" run "$folder/pair.yaml" --split fit --store "$store" --json >"$folder/pair.json" 2>/dev/null
# A wrong receipt costs two cents more: then neither model alone is the obvious choice.
cascade=("$tally" cascade sim-phi-3-mini sim-gpt-4o --store "$store" --error-cost 0.02 --predict "$count")
"${cascade[@]}"
"${cascade[@]}" --write "$folder/cascade.yaml" --json >"$folder/study.json"
echo
cat "$folder/cascade.yaml"
"$tally" run "$folder/cascade.yaml" --split held --concurrency 128 --store "$store" --json >"$folder/held.json" 2>/dev/null

python3 - "$folder" <<'PYTHON'
import json, pathlib, sys

folder = pathlib.Path(sys.argv[1])
study = json.loads((folder / "study.json").read_text())
run = json.loads((folder / "held.json").read_text())["runs"][0]
written = (folder / "cascade.yaml").read_text()
policy = next(p for p in study["policies"] if f"policy {p['policy']}," in written)
foretold = policy["prediction"]
real = {
    "document_exact": run["document_exact"]["value"],
    "cost_usd": run["cost"]["per_document_usd"],
    "escalated": run["escalated"]["value"],
}
print(f"\npolicy {policy['policy']} on {run['cases']} held-out receipts (simulated); the intervals hold together, 95 %")
print(f"{'':16}{'foretold':>10}  {'interval':>21}  {'real run':>9}")
failed = False
for name, value in real.items():
    interval = foretold[name]
    inside = interval["low"] <= value <= interval["high"]
    failed |= not inside
    print(f"{name:16}{interval['value']:10.5f}  {interval['low']:10.5f}–{interval['high']:.5f}  {value:9.5f}"
          f"  {'inside' if inside else 'OUTSIDE'}")
sys.exit(failed)
PYTHON
