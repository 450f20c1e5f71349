#!/usr/bin/env bash
# Feeds whatever reads what others wrote with mutated inputs: streams and bodies of servers, answers of models, files of
# receipts, benchmark files. Each for so many seconds; equal seeds give equal inputs.
#
# usage: Tests/fuzz.sh [SECONDS [SEED]]     (default: 15 seconds each, a minute in all; 600 is the long run)
#
# What ends a reading (a trap, a broken promise, more than five seconds) fails with the input that did it.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

seconds=${1:-15}
seed=${2:-1}
swift build -c release --product tally-fuzz || exit 1

failed=0
for target in stream answer dataset benchmark; do
    code=0
    .build/release/tally-fuzz "$target" "$seconds" "$seed" || code=$?
    if ((code != 0)); then
        failed=1
        input="${TMPDIR:-/tmp}/fuzz-$target.input"
        echo "$target ended with $code; read it again with: .build/release/tally-fuzz $target --input $input" >&2
    fi
done
exit "$failed"
