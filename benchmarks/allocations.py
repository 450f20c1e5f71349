#!/usr/bin/env python3
"""Counts what a trial of `tally run` allocates, and holds it to limits; started by throughput.sh, which owns the endpoint.

Times differ from machine to machine and from minute to minute; how often a program allocates for the same work does
not. What starting and ending cost is taken out: counted is the difference of two runs.
"""
import argparse
import os
import subprocess
import sys

from throughput import CHUNKS, Measurement

FEW, MANY = 1_000, 5_000
# Counted on 2026-11-30, with a tenth to spare; raise them only for something that is worth it.
MOST = {"not streamed": (430, 215), "streamed": (1_575, 535)}


class Counted(Measurement):
    """A run with the counter preloaded."""

    def run(self, tally):
        self.file = self.store + ".allocations"
        os.environ["ALLOCATIONS"] = self.file
        os.environ["LD_PRELOAD"] = self.counter
        try:
            super().run(tally)
        finally:
            del os.environ["LD_PRELOAD"], os.environ["ALLOCATIONS"]
        with open(self.file, encoding="ascii") as file:
            self.allocations, self.bytes = (int(word) for word in file.read().split())


def count(options, trials, route, streamed):
    run = Counted(options.tally, options.folder, trials, f"{options.endpoint}/{route}/v1", streamed)
    run.remove_store()
    return run.allocations, run.bytes


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tally", required=True)
    parser.add_argument("--endpoint", required=True)
    parser.add_argument("--folder", required=True)
    parser.add_argument("--script", help="the counter's source stands beside this program; unused here")
    parser.add_argument("--answer", help="unused here")
    parser.add_argument("--allocations", action="store_true")
    options = parser.parse_args()
    source = os.path.join(os.path.dirname(os.path.abspath(__file__)), "count_allocations.c")
    Counted.counter = os.path.join(options.folder, "count_allocations.so")
    subprocess.run(["gcc", "-O2", "-shared", "-fPIC", "-o", Counted.counter, source, "-ldl"], check=True)
    faults = 0
    for title, route, streamed in (("not streamed", "lat0", False), ("streamed", f"s0-{CHUNKS}-0", True)):
        few, many = (count(options, trials, route, streamed) for trials in (FEW, MANY))
        times, size = ((large - small) / (MANY - FEW) for small, large in zip(few, many))
        most, most_bytes = MOST[title]
        print(f"{title:14} {times:8,.0f} allocations a trial (at most {most:,}), {size / 1024:6,.0f} KB (at most {most_bytes:,})")
        if times > most or size / 1024 > most_bytes:
            faults += 1
            print("  FAIL: more than that")
    print("\n" + (f"FAILED: {faults} checks" if faults else "passed"))
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
