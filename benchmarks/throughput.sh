#!/usr/bin/env bash
# How fast `tally run` is on an endpoint that answers at once, beside `wrk` on the same endpoint: trials
# a second scored and durably stored, CPU per trial, peak memory, bytes stored per trial.
#
# usage: benchmarks/throughput.sh [--quick] [--chunks N]
#   --quick      2,000 trials and no memory run (for CI); otherwise 20,000, and 100,000 for the memory
#   --wandb      what logging for W&B costs, in place of all else; about five minutes
#   --monitors   what all monitoring backends together cost, in place of all else; about twelve minutes
#   --latency    reported latencies beside the endpoint's own, in place of all else; half a minute
#   --allocations  how often a trial allocates, in place of all else; ten seconds
#   --chunks N   pieces of a streamed answer (default 131, one a token). With 131 the endpoint is the limit
#                of `wrk`; fewer are harder on Tally
#
# Fails when a trial costs more CPU than 13 round trips of its texts through Python's json (30 where streamed), when Tally
# needs more than 150 MB or grows with the number of cases.
# Needs Linux, gcc, wrk and Python 3. TALLY names the binary (default: the release build).
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
mock="$root/benchmarks/mock_endpoint"
tally=${TALLY:-$root/.build/release/tally}

for tool in gcc wrk python3; do
    if ! command -v "$tool" >/dev/null; then
        echo "throughput.sh: $tool is missing (Debian: apt-get install gcc wrk python3)" >&2
        exit 2
    fi
done
if [[ ! -x $tally ]]; then
    echo "throughput.sh: no binary at $tally; build it with: swift build -c release" >&2
    exit 2
fi

# On the disk of the checkout: what is stored there is stored as durably as a user's results.
mkdir -p "$root/.cache"
folder=$(mktemp -d "$root/.cache/throughput.XXXXXX")
server=
finish() {
    if [[ -n $server ]]; then
        kill "$server" 2>/dev/null || true
        wait "$server" 2>/dev/null || true
    fi
    rm -rf "$folder"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

gcc -O2 -o "$folder/mock_endpoint" "$mock/mock_endpoint.c"
# A pipe tells the moment it listens, and the port it got.
mkfifo "$folder/ready"
"$folder/mock_endpoint" 0 "$mock/response.json" "$mock/content.json" >"$folder/ready" &
server=$!
read -r _ address <"$folder/ready"

script=throughput.py
case ${1:-} in
    --wandb) script=wandb_cost.py ;;
    --monitors) script=monitors_cost.py ;;
    --latency) script=latency.py ;;
    --allocations) script=allocations.py ;;
esac
python3 "$root/benchmarks/$script" \
    --tally "$tally" --endpoint "$address" --folder "$folder" --script "$mock/wrk_post.lua" --answer "$mock/response.json" "$@"
