#!/usr/bin/env bash
# Times `tally compare` on two stored runs: seconds and peak memory, beside a plain reading of the same rows. The runs are imported predictions that a script made
# of generated receipts by changing some values, so their figures say nothing of a model.
#
# usage: benchmarks/compare.sh [CASES]     (default: 100,000, which takes about four minutes to set up)
#   TALLY    the binary                    (default: the release build)
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
tally=${TALLY:-$root/.build/release/tally}
count=${1:-100000}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
store=$folder/tally.sqlite

"$tally" dataset generate "$folder/receipts" --count "$count" --seed 7 --smoke 0 --splits all=1
python3 - "$folder" <<'PYTHON'
import json, pathlib, random, sys

folder = pathlib.Path(sys.argv[1])
source = next(path for path in sorted((folder / "receipts").glob("*.jsonl")) if path.stat().st_size)
for name, rate in [("strong", 0.02), ("weak", 0.05)]:
    draw = random.Random(name)
    with open(folder / f"{name}.jsonl", "w") as out, open(source) as lines:
        for line in lines:
            case = json.loads(line)
            answer = {key: value for key, value in case["expected"].items() if draw.random() >= rate}
            tokens = draw.randint(200, 600)
            out.write(json.dumps({
                "id": case["id"], "prediction": answer, "usage": {"input": tokens, "output": tokens // 3},
                "cost_usd": round(tokens * 1e-6 * (1 + rate), 9), "latency_s": round(draw.lognormvariate(0, 0.4), 4),
            }) + "\n")
PYTHON
for name in strong weak; do
    "$tally" import predictions "$folder/$name.jsonl" --dataset "$folder/receipts" --model "$name" --store "$store" \
        >"$folder/$name.txt" 2>&1 || { cat "$folder/$name.txt" >&2; exit 1; }
done
for _ in 1 2 3; do
    /usr/bin/time -f "tally compare, $count cases: %e s, %M KB" "$tally" compare strong weak --store "$store" \
        >"$folder/compare.txt"
done
python3 - "$store" <<'PYTHON'
import sqlite3, sys, time

# What the machine can do: the rows that a comparison rests on, fetched and thrown away.
store = sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True)
start, rows = time.monotonic(), 0
for (run,) in store.execute("SELECT id FROM runs").fetchall():
    for _ in store.execute("""
        SELECT t.*, k.case_id, k.expected, k.tags, s.output, c.*, a.*, f.* FROM trials t
        JOIN cases k ON k.id = t.case_row
        JOIN steps s ON s.trial = t.id
        JOIN calls c ON c.step = s.id AND c.decisive = 1
        JOIN attempts a ON a.trial = t.id
        JOIN trial_scores f ON f.trial = t.id AND f.scoring = (SELECT MAX(id) FROM scorings WHERE run = t.run)
        WHERE t.run = ? ORDER BY t.id""", (run,)):
        rows += 1
print(f"Python's sqlite3, the same {rows} rows fetched and thrown away: {time.monotonic() - start:.2f} s")
PYTHON
head -8 "$folder/compare.txt"
