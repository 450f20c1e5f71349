#!/usr/bin/env bash
# Runs `tally` against LiteLLM, a gateway of another make, by each interface it offers (check_gateway.py says what is
# checked). Opt-in: it installs 600 MB and starts in ten seconds. No receipt and no key leaves this computer.
#
# usage: Tests/peers/run.sh gateway
#   TALLY               the binary                  (default: the release build)
#   TALLY_PEERS_CACHE   where peers are installed   (default: .cache/peers in the checkout)
#
# Where the gateway cannot be installed it says SKIP and ends well; with CI=true that fails.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=Tests/peers/common.sh
source "$here/common.sh"
python=$peers_cache/gateway/venv/bin/python

# uv takes seconds where pip takes minutes.
uv_install() {
    pip_install "$1" uv && "$1" -m uv pip install --quiet --python "$@"
}

require_tally
install_peer "$peers_cache/gateway" "$(python3 "$here/gateway.py" --requirements)" uv_install \
    || not_installed "the gateway could not be installed from PyPI"

make_folder

# A key of this run alone: who accepts it, and no other, is the gateway started here.
GATEWAY_KEY=$(python3 -c 'import secrets; print("sk-canary-" + secrets.token_hex(16))')
export GATEWAY_KEY
mkfifo "$folder/ready"
"$python" "$here/gateway.py" --folder "$folder" >"$folder/ready" 2>"$folder/gateway.log" &
server=$!
address=
while read -r -t 90 word value; do
    if [[ $word == READY ]]; then
        address=$value
        break
    fi
done <"$folder/ready"
if [[ -z $address ]]; then
    tail -5 "$folder/gateway.log" >&2
    not_installed "the gateway did not start"
fi

GATEWAY=$address python3 "$here/check_gateway.py" --tally "$tally" --folder "$folder"
