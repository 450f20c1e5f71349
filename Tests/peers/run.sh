#!/usr/bin/env bash
# Runs checks against real peers in turn, with the time of each.
#
# usage: Tests/peers/run.sh [NAME ...]     (default: schemas statistics compare ci wandb monitoring faults
#                                    local_model report)
#
#   schemas      the schemas in docs/ against jsonschema; seconds
#   statistics   the statistics against scipy, statsmodels and gsdesign, and simulated error rates; under a minute
#   compare      a comparison computed anew from the store's rows by scipy and statsmodels; seconds
#   ci           the gate as pipelines run it, read by other programs; seconds
#   wandb        logged runs, read and sent by W&B's own client and by ours, to three servers; two minutes
#   monitoring   metrics read by Prometheus, promtool, Pushgateway, prometheus-client and moto; two minutes
#   local_model  a language model on this computer; about a minute
#   report       the report's page in headless Chromium, with axe-core; a minute and a half
#   faults       kills, full disks and other faults put on the binary; needs root; about a minute
#   gateway      the LiteLLM gateway; only when named, for it installs 600 MB
set -uo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
checks=(schemas statistics compare ci wandb monitoring faults local_model report)
if (($# > 0)); then checks=("$@"); fi

output=$(mktemp)
trap 'rm -f "$output"' EXIT
failed=()
for name in "${checks[@]}"; do
    printf '== %s\n' "$name"
    start=$SECONDS
    verdict=passed
    if ! bash "$here/$name.sh" 2>&1 | tee "$output"; then
        verdict=FAILED
        failed+=("$name")
    elif grep -q '^SKIP:' "$output"; then
        verdict=skipped
    fi
    printf '== %s: %s, %d s\n' "$name" "$verdict" "$((SECONDS - start))"
done

if ((${#failed[@]} > 0)); then
    printf 'failed: %s\n' "${failed[*]}" >&2
    exit 1
fi
