#!/usr/bin/env bash
# Runs a benchmark and its gate for a pipeline: the body of the action beside it, and of use anywhere else.
#
# Variables, all but the first optional:
#   TALLY_GATE_BENCHMARK     the benchmark file, which has a `gate`
#   TALLY_GATE_COMMAND       the command                                      (default: tally)
#   TALLY_GATE_RUN           true: run the benchmark first; false: judge what the store holds   (default: true)
#   TALLY_GATE_ARGUMENTS     more arguments of `tally run`, separated by spaces
#   TALLY_GATE_BASELINE      takes the place of the gate's own baseline
#   TALLY_GATE_INCONCLUSIVE  fail, warn or pass
#   TALLY_GATE_STORE         the store                                        (default: results/tally.sqlite)
#   TALLY_GATE_OUTPUT        the folder of junit.xml, comment.md and gate.txt   (default: tally-gate)
#
# Exits as `tally gate` does. A run with trials left (6) is still judged, so that the report says what is missing.
set -uo pipefail

command=${TALLY_GATE_COMMAND:-tally}
store=${TALLY_GATE_STORE:-results/tally.sqlite}
output=${TALLY_GATE_OUTPUT:-tally-gate}
: "${TALLY_GATE_BENCHMARK:?names no benchmark file}"
mkdir -p "$output"

finish() {
    if [[ -n ${GITHUB_OUTPUT:-} ]]; then
        printf 'verdict=%s\nexit_code=%s\n' "$2" "$1" >>"$GITHUB_OUTPUT"
    fi
    exit "$1"
}

if [[ ${TALLY_GATE_RUN:-true} == true ]]; then
    read -r -a arguments <<<"${TALLY_GATE_ARGUMENTS:-}"
    code=0
    "$command" run "$TALLY_GATE_BENCHMARK" --store "$store" ${arguments[@]+"${arguments[@]}"} || code=$?
    ((code == 0 || code == 6)) || finish "$code" ""
fi

options=(--store "$store" --junit "$output/junit.xml" --markdown "$output/comment.md")
[[ -z ${TALLY_GATE_BASELINE:-} ]] || options+=(--baseline "$TALLY_GATE_BASELINE")
[[ -z ${TALLY_GATE_INCONCLUSIVE:-} ]] || options+=(--inconclusive "$TALLY_GATE_INCONCLUSIVE")
[[ -z ${GITHUB_ACTIONS:-} ]] || options+=(--annotate)

"$command" gate "$TALLY_GATE_BENCHMARK" "${options[@]}" | tee "$output/gate.txt"
code=${PIPESTATUS[0]}
finish "$code" "$(sed -nE 's/^(PASS|FAIL|INCONCLUSIVE): .*/\1/p' "$output/gate.txt" | tail -n 1)"
