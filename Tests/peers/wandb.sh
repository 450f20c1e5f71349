#!/usr/bin/env bash
# Runs logged for Weights & Biases, held against W&B's own client and an independent server.
#
#   wandb       its reader reads every record; its `wandb sync` and our uploader bring the same to a server
#   openwandb   a server of other people's: takes both, and tells by its REST interface what it got
#   mock_wandb  a server that fails as told, and keeps every request
#
# usage: Tests/peers/wandb.sh
#   TALLY               the binary                  (default: the release build)
#   TALLY_WANDB_LOGS    the writer of awkward logs  (default: the release build, built first)
#   TALLY_PEERS_CACHE   where peers are installed   (default: .cache/peers in the checkout)
#
# Where the peers cannot be installed it says SKIP and ends well; with CI=true that fails. About two minutes.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=Tests/peers/common.sh
source "$here/common.sh"

require_tally
install_peer "$peers_cache/wandb" "wandb==0.31.0 openwandb==0.5.25" pip_install \
    || not_installed "wandb and openwandb could not be installed from PyPI"

probe=${TALLY_WANDB_LOGS:-$root/.build/release/tally-wandb-logs}
if [[ -z ${TALLY_WANDB_LOGS:-} ]]; then
    echo "building tally-wandb-logs ..."
    (cd "$root" && swift build --quiet -c release --product tally-wandb-logs)
fi

make_folder
PATH="$peers_cache/wandb/venv/bin:$PATH" "$peers_cache/wandb/venv/bin/python" -u "$here/check_wandb.py" \
    --root "$root" --tally "$tally" --folder "$folder" --probe "$probe"
