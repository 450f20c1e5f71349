#!/usr/bin/env bash
# Times `tally score` with ANLS* beside its Python reference on receipts of 20 and of 50 line items, and its memory on
# many pairs. One core each; reading the file counts for Tally and not for the reference.
#
# usage: benchmarks/metrics.sh        (release build; installs anls_star from PyPI once)
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")/../Tests/peers" && pwd)
# shellcheck source=Tests/peers/common.sh
source "$here/common.sh"
require_tally
install_peer "$peers_cache/metrics" "anls_star==1.0.1" pip_install \
    || not_installed "anls_star could not be installed from PyPI"
python="$peers_cache/metrics/venv/bin/python"
make_folder

for items in 20 50; do
    pairs=$((items == 20 ? 4000 : 1000))
    sample=$((items == 20 ? 40 : 8))
    "$python" "$root/benchmarks/metrics.py" write "$folder/$items.jsonl" "$pairs" "$items"
    read -r theirs _ < <(taskset -c 0 "$python" "$root/benchmarks/metrics.py" rate "$folder/$items.jsonl" "$sample")
    begin=$(date +%s.%N)
    taskset -c 0 "$tally" score "$folder/$items.jsonl" --metrics anls_star >/dev/null
    end=$(date +%s.%N)
    awk -v items="$items" -v pairs="$pairs" -v theirs="$theirs" -v begin="$begin" -v end="$end" 'BEGIN {
        ours = pairs / (end - begin)
        printf "%d line items: %.0f pairs/s, reference %.1f/s, ratio %.0f\n", items, ours, theirs, ours / theirs
    }'
done

"$python" "$root/benchmarks/metrics.py" write "$folder/few.jsonl" 1000 4
"$python" "$root/benchmarks/metrics.py" write "$folder/many.jsonl" 100000 4
for name in few many; do
    "$python" - "$tally" "$folder/$name.jsonl" <<'PYTHON'
import resource, subprocess, sys, time
begin = time.monotonic()
subprocess.run([sys.argv[1], "score", sys.argv[2], "--json"], stdout=subprocess.DEVNULL, check=True)
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
lines = sum(1 for _ in open(sys.argv[2], "rb"))
print(f"{lines} pairs of 4 items, all metrics: {time.monotonic() - begin:.1f} s, peak {peak:.0f} MB")
PYTHON
done
