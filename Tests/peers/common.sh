# What the checks against real peers share; read in by each, which sets `here` before.
# shellcheck shell=bash

root=$(cd "$here/../.." && pwd)
tally=${TALLY:-$root/.build/release/tally}
peers_cache=${TALLY_PEERS_CACHE:-$root/.cache/peers}

# Reference implementations, used by more than one check.
statistics_packages="numpy==2.4.6 scipy==1.17.1 statsmodels==0.15.0 gsdesign==0.1.5"

# Ends well, saying why nothing was checked.
skip() {
    echo "SKIP: $1"
    exit 0
}

# Ends well on a developer's computer; with CI=true a peer that cannot be installed fails.
not_installed() {
    if [[ ${CI:-} == true ]]; then
        echo "FAIL: $1" >&2
        exit 1
    fi
    skip "$1"
}

require_tally() {
    if [[ ! -x $tally ]]; then
        echo "FAIL: no binary at $tally; build it with: swift build -c release" >&2
        exit 1
    fi
    command -v python3 >/dev/null || not_installed "python3 is missing"
}

# install_peer FOLDER REQUIREMENTS COMMAND ...: makes a virtual environment in FOLDER once and runs COMMAND with its
# python and the requirements, one a word. The marker is written last: a half-finished installation is made anew.
install_peer() {
    local folder=$1 wanted=$2
    shift 2
    if [[ -f $folder/installed && $(<"$folder/installed") == "$wanted" ]]; then return 0; fi
    echo "installing ${wanted//$'\n'/ } (once) ..."
    rm -rf "$folder"
    mkdir -p "$folder"
    python3 -m venv "$folder/venv" || return 1
    # shellcheck disable=SC2086  # one requirement a word
    "$@" "$folder/venv/bin/python" $wanted || return 1
    echo "$wanted" >"$folder/installed"
}

# pip_install PYTHON REQUIREMENT ...
pip_install() {
    "$1" -m pip install --quiet --disable-pip-version-check --timeout 30 "${@:2}"
}

# install_tools COMMAND:PACKAGE ...: installs from Debian the packages whose commands are missing, where it may.
install_tools() {
    local missing=() pair root=()
    for pair in "$@"; do
        command -v "${pair%%:*}" >/dev/null || missing+=("${pair#*:}")
    done
    if ((${#missing[@]} == 0)); then return 0; fi
    # Without a question: a check may run where nobody answers.
    [[ $(id -u) -eq 0 ]] || root=(sudo -n)
    echo "installing ${missing[*]} (once) ..."
    "${root[@]}" apt-get update -qq \
        && "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "${missing[@]}" >/dev/null
}

# Headless Chromium with its driver, and what drives it, in $peers_cache/report/venv.
require_browser() {
    install_tools chromium:chromium chromedriver:chromium-driver \
        || not_installed "chromium and its driver could not be installed from Debian"
    install_peer "$peers_cache/report" "selenium==4.51.0 axe-core-python==0.1.0" pip_install \
        || not_installed "selenium and axe-core could not be installed from PyPI"
}

# Makes `folder` for a check's files. It goes when the script ends, however that is, and the process `server` with it.
make_folder() {
    folder=$(mktemp -d)
    server=
    trap finish EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM
}

finish() {
    if [[ -n $server ]]; then
        kill "$server" 2>/dev/null || true
        wait "$server" 2>/dev/null || true
    fi
    rm -rf "$folder"
}
