"""Runs families of faults in turn; started by faults.sh: python3 -m faults --tally BINARY --folder FOLDER [NAME ...]"""
import argparse
import importlib
import os
import pathlib
import shutil
import sys
import time
import traceback

from peer import Checks

FAMILIES = (
    "kills", "sync_order", "disk_full", "sync_error", "read_only", "clock_jump", "descriptors", "memory",
    "two_processes", "batches",
)


def missing(needs):
    """What of a family's needs is not here; `mount` means: a mount namespace of one's own."""
    has_mounts = os.environ.get("FAULTS_CAN_MOUNT") == "true"
    return [need for need in needs if (not has_mounts if need == "mount" else shutil.which(need) is None)]


def run(name, checks, options):
    family = importlib.import_module(f"faults.{name}")
    if lacks := missing(family.NEEDS):
        if os.environ.get("CI") == "true":
            checks.that(f"{name}: {', '.join(lacks)} is here", False, "not installed, or not allowed")
        else:
            print(f"SKIP: {name}: {', '.join(lacks)} not installed, or not allowed", flush=True)
        return
    begin = time.monotonic()
    try:
        family.check(checks, options.tally, options.folder)
    except Exception:  # one family's end is not the end of the others
        checks.that(f"{name}: the check comes to its end", False, traceback.format_exc())
    print(f"{name}: {time.monotonic() - begin:.1f} s", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tally", required=True)
    parser.add_argument("--folder", required=True, type=pathlib.Path)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(FAMILIES)} (default: all)")
    options = parser.parse_args()
    checks = Checks()
    for name in options.names or FAMILIES:
        if name not in FAMILIES:
            parser.error(f"{name} is none of {', '.join(FAMILIES)}")
        run(name, checks, options)
    print(f"{checks.failed} checks failed" if checks.failed else "all checks passed")
    sys.exit(1 if checks.failed else 0)


if __name__ == "__main__":
    main()
