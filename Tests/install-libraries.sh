#!/bin/sh
# Installs the two C libraries Tally links: SQLite and zlib. Does nothing where they are there.
set -eu

[ "$(uname -s)" = Darwin ] && exit 0 # both are part of the system's SDK

missing=
for pair in sqlite3.h:libsqlite3-dev zlib.h:zlib1g-dev; do
    header=${pair%%:*}
    found=
    for folder in /usr/include /usr/local/include; do
        [ -e "$folder/$header" ] && found=yes
    done
    [ -n "$found" ] || missing="$missing ${pair#*:}"
done
[ -n "$missing" ] || exit 0

if ! command -v apt-get >/dev/null 2>&1; then
    echo "tally needs the development files of:$missing; install them and try again" >&2
    exit 2
fi
root=
if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null 2>&1 || {
        echo "tally needs:$missing; install them as root with: apt-get install -y$missing" >&2
        exit 2
    }
    root=sudo
fi
echo "Installing$missing ..."
$root apt-get update -qq
# shellcheck disable=SC2086 -- the list is words
$root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $missing >/dev/null
