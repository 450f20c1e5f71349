#!/usr/bin/env python3
"""Measures what all monitoring backends together cost a run; started by `throughput.sh --monitors`."""
import argparse
import json
import os
import shutil
import statistics
import subprocess

from throughput import write_benchmark, write_dataset

ROUNDS = 6
# Trials, at a latency of the endpoint in milliseconds.
LOADS = [(20_000, 0), (10_000, 50)]
SECRETS = {"AWS_ACCESS_KEY_ID": "AKIDEXAMPLE", "AWS_SECRET_ACCESS_KEY": "none", "AWS_REGION": "eu-central-1"}


def everything(endpoint, folder):
    """Every backend at once, as often as its defaults say; all of them answer at once."""
    sink = endpoint + "/lat0"
    return {
        "prometheus": {"port": 0, "push_gateway": sink, "file": os.path.join(folder, "metrics.prom")},
        "cloudwatch": {},
        "emf": {"file": os.path.join(folder, "metrics.emf")},
        "otlp": {"endpoint": sink},
        "log": {"file": os.path.join(folder, "events.jsonl")},
        "webhook": {"url": sink},
    }


def run(arguments, benchmark, mode):
    """CPU and wall seconds of one run, and what it said."""
    shutil.rmtree(os.path.join(arguments.folder, "results"), ignore_errors=True)
    environment = os.environ | SECRETS | {
        "AWS_ENDPOINT_URL": arguments.endpoint + "/lat0", "WANDB_MODE": "offline" if mode == "all" else "disabled",
        "ENABLE_MONITORING": "true" if mode == "all" else "false",
    }
    times = os.times()
    store = os.path.join(arguments.folder, "results", "tally.sqlite")
    result = subprocess.run([arguments.tally, "run", benchmark, "--store", store], env=environment, capture_output=True,
                            text=True, cwd=arguments.folder, check=True)
    spent = os.times()
    cpu = spent.children_user + spent.children_system - times.children_user - times.children_system
    return cpu, spent.elapsed - times.elapsed, result.stderr


def main():
    parser = argparse.ArgumentParser()
    for name in ["tally", "endpoint", "folder", "script", "answer"]:
        parser.add_argument("--" + name, required=True)
    parser.add_argument("--monitors", action="store_true")
    arguments = parser.parse_args()
    dataset, benchmark = (os.path.join(arguments.folder, name) for name in ["load.jsonl", "load.yaml"])
    for trials, latency in LOADS:
        write_dataset(dataset, trials)
        write_benchmark(benchmark, dataset, f"{arguments.endpoint}/lat{latency}/v1", streamed=False)
        with open(benchmark, "a", encoding="utf-8") as file:
            file.write(f"monitors: {json.dumps(everything(arguments.endpoint, arguments.folder))}\n")
        measured = {"none": [], "all": []}
        for number in range(ROUNDS):
            # Each goes first as often as the other.
            for mode in sorted(measured, reverse=number % 2 == 1):
                measured[mode].append(run(arguments, benchmark, mode))
        for mode, found in measured.items():
            cpu, wall = (statistics.median(column) for column in list(zip(*found))[:2])
            print(f"{latency} ms, {mode:<4} {trials / wall:7.0f} trials/s, {cpu / trials * 1e6:6.1f} us CPU a trial "
                  f"(median of {ROUNDS})")
        rates = [off[1] / on[1] for on, off in zip(measured["all"], measured["none"])]
        print(f"{latency} ms: all backends leave {statistics.median(rates):.3f} of the throughput "
              f"[{min(rates):.3f}-{max(rates):.3f}]")
        said = {line.strip() for found in measured["all"] for line in found[2].splitlines() if "missed" in line or "lost" in line or "refused" in line}
        for line in sorted(said):
            print(f"  {line}")


if __name__ == "__main__":
    main()
