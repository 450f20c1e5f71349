#!/usr/bin/env bash
# Puts faults on the real `tally` and checks, each time, that the fault happened and what the store says afterwards
# (the files in faults/ say what is checked): kills, full disks, failing syncs, read-only stores, clock jumps, few file
# descriptors, huge answers, two processes, lost batches. About a minute. The only server it asks is its own, on this computer.
#
# usage: Tests/peers/run.sh faults
#        Tests/peers/faults.sh [FAMILY ...]      (default: all; `--help` names them)
#   TALLY, TALLY_BINARY   the binary             (default: the release build)
#
# What is missing is installed from Debian: strace, faketime, fiu-utils, util-linux. Faults that cannot be put here, for
# a tool is missing or we are not root, are told as SKIP; with CI=true they fail.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
TALLY=${TALLY_BINARY:-${TALLY:-}}
# shellcheck source=Tests/peers/common.sh
source "$here/common.sh"

require_tally
install_tools strace:strace faketime:faketime fiu-run:fiu-utils prlimit:util-linux unshare:util-linux \
    mount:mount || echo "not everything could be installed from Debian"

make_folder
# Mounts are made where no other process sees them, and go with the last process of the check.
apart=()
FAULTS_CAN_MOUNT=false
if unshare --mount mount -t tmpfs tmpfs "$folder" 2>/dev/null; then
    apart=(unshare --mount)
    FAULTS_CAN_MOUNT=true
fi
export FAULTS_CAN_MOUNT

PYTHONPATH=$here "${apart[@]}" python3 -m faults --tally "$tally" --folder "$folder" "$@"
