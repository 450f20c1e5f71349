#!/usr/bin/env bash
# Holds Tally's figures against published ones, on recorded answers of real models: QwenVL-72B on CORD's test set, and
# GPT-4o's on SROIE's training set beside the rules baseline, normalised and raw.
#
# usage: benchmarks/published.sh [DATA]      (the reference data; default: TALLY_REFERENCE_DATA, else ../shared/data)
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
tally=${TALLY:-$root/.build/release/tally}
data=${1:-${TALLY_REFERENCE_DATA:-$root/../shared/data}}
if [[ ! -d $data ]]; then
    echo "SKIP: no reference data at $data"
    exit 0
fi
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
store=$folder/tally.sqlite
python3 "$root/benchmarks/published.py" "$data" "$folder"

echo
echo "== CORD test, QwenVL-72B (recorded), CORD's own labels"
echo "   published: nTED .857, ANLS* .793, Donut F1 .771, KIEval entity F1 .7707, aligned .6986"
"$tally" score "$folder/cord_pairs.jsonl" --metrics anls_star,donut_nted,donut_f1,kieval

echo
echo "== CORD test, QwenVL-72B (recorded), Tally's own fields"
"$tally" import predictions "$data/recorded/cord_test.predictions.qwenvl72b.jsonl" \
    --dataset "$data/receipts/cord_test.jsonl" --model QwenVL-72B --store "$store" --json 2>/dev/null >"$folder/cord.json"

cat >"$folder/sroie.yaml" <<YAML
name: sroie-train
dataset: sroie.jsonl
task: {fields: [merchant, date, total], date_order: dmy}
variants: [rules]
YAML
"$tally" import predictions "$folder/gpt4o.jsonl" --dataset "$folder/sroie.jsonl" --model gpt-4o-reviewed \
    --benchmark "$folder/sroie.yaml" --store "$store" --json 2>/dev/null >"$folder/gpt4o.json"
"$tally" score "$folder/sroie_raw.jsonl" --metrics sroie_exact --json >"$folder/sroie_scores.jsonl"
"$tally" run "$folder/sroie.yaml" --store "$store" --json 2>/dev/null >"$folder/rules.json"

python3 - "$folder" <<'PYTHON'
import json, pathlib, sys
folder = pathlib.Path(sys.argv[1])
load = lambda name: json.loads((folder / name).read_text())["runs"][0]
cord = load("cord.json")
total = cord["fields"]["total"]
print(f"   total right {total['correct']} of {sum(total.values()) - total['absent']}, "
      f"item count right {cord['line_items']['count_exact'] * cord['line_items']['n']:.0f} of {cord['line_items']['n']}")
print("\n== SROIE train, merchant, date and total right, by Tally's comparators; per field in brackets")
for name, label in (("gpt4o.json", "GPT-4o, then reviewed by hand"), ("rules.json", "rules baseline")):
    run = load(name)
    exact = run["document_exact"]
    fields = ", ".join(f"{name} {count['correct'] / sum(count.values()):.3f}" for name, count in run["fields"].items())
    print(f"   {label:30} {exact['value']:.3f} [{exact['low']:.3f}-{exact['high']:.3f}] n={exact['n']}   ({fields})")
print("   The first is not the model's own accuracy: its answers were reviewed by hand.")
scores = [json.loads(line) for line in (folder / "sroie_scores.jsonl").read_text().splitlines()]
docs = [line["sroie_exact"] for line in scores if "sroie_exact" in line]
same = sum(score["tp"] == score["n_gt"] for score in docs)
print(f"\n== The same answers against the labels as published, letter by letter (SROIE task 3)")
print(f"   document exact {same / len(docs):.3f} ({same} of {len(docs)}), micro F1 {scores[-1]['corpus']['sroie_exact']['f1']:.3f}")
print("   The difference is format alone: 25/12/2018 against 2018-12-25, letter case, spaces.")
PYTHON
