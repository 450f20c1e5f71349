#!/usr/bin/env python3
"""Measures what all monitoring backends together cost a run; started by `throughput.sh --monitors`.

Once where all of them answer, and once where each is gone or takes a connection and never says a word.
"""
import argparse
import json
import os
import re
import shutil
import socket
import statistics
import subprocess

from throughput import write_benchmark, write_dataset

ROUNDS = 4
# Trials, at a latency of the endpoint in milliseconds.
LOADS = [(20_000, 0), (10_000, 50)]
SECRETS = {"AWS_ACCESS_KEY_ID": "AKIDEXAMPLE", "AWS_SECRET_ACCESS_KEY": "none", "AWS_REGION": "eu-central-1"}


def everything(sink, folder):
    """Every backend at once, as often as its defaults say."""
    return {
        "prometheus": {"port": 0, "push_gateway": sink, "file": os.path.join(folder, "metrics.prom")},
        "cloudwatch": {},
        "emf": {"file": os.path.join(folder, "metrics.emf")},
        "otlp": {"endpoint": sink},
        "log": {"file": os.path.join(folder, "events.jsonl")},
        "webhook": {"url": sink},
    }


def run(arguments, dataset, url, sink):
    """CPU seconds, the run's own wall seconds, and what it said; without `sink` nothing is monitored.

    The wall seconds are those of the runs: at the end a backend that is silent is waited for, some seconds.
    """
    shutil.rmtree(os.path.join(arguments.folder, "results"), ignore_errors=True)
    benchmark = os.path.join(arguments.folder, "load.yaml")
    write_benchmark(benchmark, dataset, url, streamed=False)
    with open(benchmark, "a", encoding="utf-8") as file:
        file.write(f"monitors: {json.dumps(everything(sink or '', arguments.folder) if sink else {})}\n")
    environment = os.environ | SECRETS | {
        "AWS_ENDPOINT_URL": sink or "", "WANDB_MODE": "offline" if sink else "disabled",
    }
    times = os.times()
    store = os.path.join(arguments.folder, "results", "tally.sqlite")
    result = subprocess.run([arguments.tally, "run", benchmark, "--store", store, "--json"], env=environment,
                            capture_output=True, text=True, cwd=arguments.folder, check=True)
    spent = os.times()
    cpu = spent.children_user + spent.children_system - times.children_user - times.children_system
    return cpu, json.loads(result.stdout)["runs"][0]["wall_s"], result.stderr


def main():
    parser = argparse.ArgumentParser()
    for name in ["tally", "endpoint", "folder", "script", "answer"]:
        parser.add_argument("--" + name, required=True)
    parser.add_argument("--monitors", action="store_true")
    arguments = parser.parse_args()
    dataset = os.path.join(arguments.folder, "load.jsonl")
    with socket.create_server(("127.0.0.1", 0)) as silent, socket.socket() as gone:
        gone.bind(("127.0.0.1", 0))  # never listens
        sinks = {
            "none": None, "all": arguments.endpoint + "/lat0",
            "gone": f"http://127.0.0.1:{gone.getsockname()[1]}", "silent": f"http://127.0.0.1:{silent.getsockname()[1]}",
        }
        for trials, latency in LOADS:
            write_dataset(dataset, trials)
            measured = {mode: [] for mode in sinks}
            for number in range(ROUNDS):
                # Each goes first as often as the others.
                modes = list(sinks)
                for mode in modes[number % len(modes):] + modes[:number % len(modes)]:
                    url = f"{arguments.endpoint}/lat{latency}/v1"
                    measured[mode].append(run(arguments, dataset, url, sinks[mode]))
            report(measured, trials, latency)


def report(measured, trials, latency):
    for mode, found in measured.items():
        cpu, wall = (statistics.median(column) for column in list(zip(*found))[:2])
        rates = [off[1] / on[1] for on, off in zip(found, measured["none"])]
        print(f"{latency:>2} ms, {mode:<6} {trials / wall:7.0f} trials/s, {cpu / trials * 1e6:6.1f} us CPU a trial; "
              f"{statistics.median(rates):.3f} [{min(rates):.3f}-{max(rates):.3f}] of the throughput without")
    said = {line.strip() for found in measured["all"] for line in found[2].splitlines()
            if re.search("missed|lost|refused|not taken", line)}
    for line in sorted(said):
        print(f"  {line}")


if __name__ == "__main__":
    main()
