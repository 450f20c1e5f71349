#!/usr/bin/env python3
"""Measures what logging for W&B costs a run, and the bytes it leaves; started by `throughput.sh --wandb`."""
import argparse
import os
import shutil
import statistics
import subprocess

from throughput import write_benchmark, write_dataset

TRIALS = 20_000
ROUNDS = 8


def run(arguments, folder, mode, *more):
    """CPU and wall seconds of one run, and the bytes in its W&B directory."""
    shutil.rmtree(os.path.join(folder, "results"), ignore_errors=True)
    times = os.times()
    store = os.path.join(folder, "results", "tally.sqlite")
    subprocess.run(
        [arguments.tally, "run", *more, "--store", store, "--wandb", mode], check=True, capture_output=True, cwd=folder
    )
    spent = os.times()
    cpu = spent.children_user + spent.children_system - times.children_user - times.children_system
    size = sum(
        os.path.getsize(os.path.join(path, name))
        for path, _, names in os.walk(os.path.join(folder, "results", "runs"))
        for name in names
    )
    return cpu, spent.elapsed - times.elapsed, size


def main():
    parser = argparse.ArgumentParser()
    for name in ["tally", "endpoint", "folder", "script", "answer"]:
        parser.add_argument("--" + name, required=True)
    parser.add_argument("--wandb", action="store_true")
    arguments = parser.parse_args()
    dataset, benchmark = (os.path.join(arguments.folder, name) for name in ["load.jsonl", "load.yaml"])
    write_dataset(dataset, TRIALS)
    write_benchmark(benchmark, dataset, arguments.endpoint + "/v1", streamed=False)
    measured = {"disabled": [], "offline": []}
    for number in range(ROUNDS):
        # Each goes first as often as the other.
        for mode in sorted(measured, reverse=number % 2 == 1):
            measured[mode].append(run(arguments, arguments.folder, mode, benchmark))
    for mode, found in measured.items():
        cpu, wall = (statistics.median(column) for column in list(zip(*found))[:2])
        print(f"{mode:<9} {TRIALS / wall:7.0f} trials/s, {cpu / TRIALS * 1e6:6.1f} us CPU a trial (median of {ROUNDS})")
    ratios = [on[0] / off[0] for on, off in zip(measured["offline"], measured["disabled"])]
    walls = [on[1] / off[1] for on, off in zip(measured["offline"], measured["disabled"])]
    print(f"logging: CPU x {statistics.median(ratios):.3f} [{min(ratios):.3f}-{max(ratios):.3f}], "
          f"time x {statistics.median(walls):.3f} [{min(walls):.3f}-{max(walls):.3f}]")
    write_dataset(dataset, 100_000)
    size = run(arguments, arguments.folder, "offline", benchmark)[2]
    print(f"100,000 cases: {size / 1e6:.2f} MB of W&B data without values", end="")
    shown = run(arguments, arguments.folder, "offline", benchmark, "--wandb-values")[2]
    print(f", {shown / 1e6:.2f} MB with them")


if __name__ == "__main__":
    main()
