#!/usr/bin/env bash
# Measures Tally and its peers on the same receipts and the same endpoint, one after another: samples a second, CPU a
# sample, peak memory, start-up, reported latency beside the endpoint's own, bytes stored. Writes
# results/measurements/peers.json and prints its table. Some twenty minutes, beside those of the first installation.
#
# usage: benchmarks/peers/run.sh [PEER ...]     (default: all; the names stand below)
#        benchmarks/peers/run.sh --table        prints the table of the last measurement and draws docs/peers.svg; fails
#                                               where it is older than the sources
#   TALLY               the binary                     (default: the release build)
#   TALLY_PEERS_CACHE   where peers are installed once (default: .cache/peers)
#
# Needs Linux, gcc and Python 3 with venv. A peer that cannot be installed is told as SKIP; with CI=true it fails.
set -euo pipefail

benchmarks=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
here=$benchmarks/../Tests/peers
# shellcheck source=Tests/peers/common.sh
source "$here/common.sh"
results=$root/results/measurements/peers.json

table() { python3 "$benchmarks/peers/table.py" --root "$root" --results "$results"; }

if [[ ${1:-} == --table ]]; then
    table
    exit
fi

require_tally
install_tools gcc:gcc

declare -A requirements=(
    [aiohttp]="aiohttp==3.14.5"
    [inspect]="inspect-ai==0.3.285 openai==3.57.0"
    [evalscope]="evalscope[perf]==1.14.1"
    [lm_eval]="lm_eval[api]==0.4.13"
    [guidellm]="guidellm==0.8.1"
)
order=(aiohttp inspect evalscope lm_eval guidellm)
if (($# > 0)); then order=("$@"); fi

peers=()
for peer in "${order[@]}"; do
    if [[ -z ${requirements[$peer]:-} ]]; then
        echo "run.sh: no peer $peer; there are: ${!requirements[*]}" >&2
        exit 2
    fi
    if install_peer "$peers_cache/bench/$peer" "${requirements[$peer]}" pip_install; then
        peers+=("$peer=$peers_cache/bench/$peer/venv/bin/python")
    elif [[ ${CI:-} == true ]]; then
        echo "FAIL: $peer cannot be installed" >&2
        exit 1
    else
        echo "SKIP: $peer cannot be installed"
    fi
done

make_folder
mock=$benchmarks/mock_endpoint
gcc -O2 -o "$folder/mock_endpoint" "$mock/mock_endpoint.c"
mkfifo "$folder/ready"
"$folder/mock_endpoint" 0 "$mock/response.json" "$mock/content.json" >"$folder/ready" &
server=$!
read -r _ address <"$folder/ready"
python3 "$benchmarks/peers/measure.py" --root "$root" --tally "$tally" --endpoint "$address" \
    --folder "$folder" --results "$results" "${peers[@]}"
table
