#!/usr/bin/env python3
"""Tally's statistics agree with scipy, statsmodels and gsdesign, err as rarely as promised, and are fast.

Usage: check_statistics.py --statistics BINARY [NAME ...]   (names: intervals resampling paired decisions cost speed
simulations; default: all)
"""
import argparse
import sys
import time
import warnings

from statistics_peer import cost, decisions, intervals, paired, resampling, simulations, speed
from statistics_peer.probe import Probe

# statsmodels warns of small samples, which are wanted here.
warnings.filterwarnings("ignore")

CHECKS = {
    "intervals": intervals.check,
    "resampling": resampling.check,
    "paired": paired.check,
    "decisions": decisions.check,
    "cost": cost.check,
    "speed": speed.check,
    "simulations": simulations.check,
}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--statistics", required=True)
    parser.add_argument("names", nargs="*", metavar="NAME")
    options = parser.parse_args()
    failed = 0
    for name in options.names or CHECKS:
        start = time.monotonic()
        probe = Probe(options.statistics)
        CHECKS[name](probe)
        failed += probe.failed
        print(f"      {name}: {time.monotonic() - start:.1f} s")
    print(f"{failed} checks failed" if failed else "all checks passed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
