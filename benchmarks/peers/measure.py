#!/usr/bin/env python3
"""Measures Tally and its peers on the same receipts and endpoint; started by run.sh, which owns the endpoint.

Each is run three times on an endpoint that answers at once, with one sample, with a few and with many: the first tells the
start-up, the difference of the others the rate and the CPU a sample. A fourth run, on an endpoint that answers after 50 ms,
tells what latency it reports.
"""
import argparse
import datetime
import json
import os
import shutil
import subprocess
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from throughput import fetch, write_benchmark, write_dataset  # noqa: E402

CONNECTIONS = 64
# Slow peers get fewer samples: what is measured is a difference, and each takes long enough to be one.
FEW, MANY = 500, 4_000
COUNTS = {"tally": (2_000, 20_000), "aiohttp": (2_000, 20_000), "inspect": (200, 1_000), "guidellm": (200, 1_500)}
LATENCY_SAMPLES = 1_000
LONGEST = 600


class Run:
    """One program run to its end: how long, how much CPU, how much memory, with its children's."""

    def __init__(self, command, log):
        begin = time.monotonic()
        with open(log, "w") as out, open(log + ".err", "w") as errors:
            process = subprocess.Popen(command, stdout=out, stderr=errors, start_new_session=True)
            try:
                _, status, used = self.wait(process, begin + LONGEST)
            except TimeoutError:
                os.killpg(process.pid, 9)
                os.wait4(process.pid, 0)
                raise RuntimeError(f"no end within {LONGEST} s; see {log}") from None
        process.returncode = os.waitstatus_to_exitcode(status)
        self.seconds = time.monotonic() - begin
        self.cpu = used.ru_utime + used.ru_stime
        self.megabytes = used.ru_maxrss / 1024
        self.output = self.text(log)
        self.errors = self.text(log + ".err")
        if process.returncode != 0:
            raise RuntimeError(f"ended with {process.returncode}: {self.errors[-800:]}")

    @staticmethod
    def text(path):
        with open(path, encoding="utf-8", errors="replace") as file:
            return file.read()

    @staticmethod
    def wait(process, deadline):
        while time.monotonic() < deadline:
            pid, status, used = os.wait4(process.pid, os.WNOHANG)
            if pid:
                return pid, status, used
            time.sleep(0.005)
        raise TimeoutError


class Peer:
    """A driver run by the peer's own Python."""

    def __init__(self, name, python, options):
        self.name = name
        self.python = python
        self.options = options

    def version(self):
        package = {"inspect": "inspect-ai", "lm_eval": "lm_eval"}.get(self.name, self.name)
        code = f"import importlib.metadata as m; print(m.version({package!r}))"
        return subprocess.run([self.python, "-c", code], capture_output=True, text=True, check=True).stdout.strip()

    def command(self, count, route, out):
        driver = os.path.join(os.path.dirname(os.path.abspath(__file__)), "drivers", self.name + "_peer.py")
        return [
            self.python, driver, "--url", f"{self.options.endpoint}/{route}/v1", "--dataset", dataset(self.options, count),
            "--limit", str(count), "--connections", str(CONNECTIONS), "--out", out,
        ]

    def report(self, run, out):
        lines = [line for line in run.output.splitlines() if line.startswith("RESULT ")]
        if not lines:
            raise RuntimeError(f"the driver reported nothing: {run.errors[-800:]}")
        return json.loads(lines[-1][len("RESULT "):])


class Tally:
    name = "tally"

    def __init__(self, options):
        self.options = options

    def version(self):
        return subprocess.run([self.options.tally, "--version"], capture_output=True, text=True, check=True).stdout.strip()

    def command(self, count, route, out):
        benchmark = os.path.join(self.options.folder, "benchmark.yaml")
        url = f"{self.options.endpoint}/{route}/v1"
        write_benchmark(benchmark, dataset(self.options, count), url, False, CONNECTIONS)
        return [self.options.tally, "run", benchmark, "--store", os.path.join(out, "tally.sqlite"), "--no-report", "--json"]

    def report(self, run, out):
        result = json.loads(run.output)["runs"][0]
        return {
            "samples": result["trials"]["scored"],
            "p50_s": result["latency"]["p50_s"],
            "p99_s": result["latency"]["p99_s"],
        }


def dataset(options, count):
    """A file of as many receipts as are asked for: Tally reads all of it, others what they need."""
    path = os.path.join(options.folder, f"receipts-{count}.jsonl")
    if not os.path.exists(path):
        write_dataset(path, count)
    return path


def size(folder):
    return sum(
        os.path.getsize(os.path.join(parent, name)) for parent, _, names in os.walk(folder) for name in names
    )


def once(subject, count, route, options):
    """One run: the process, what the endpoint saw of it, what it reported, and the bytes it left behind."""
    out = os.path.join(options.folder, "out")
    shutil.rmtree(out, ignore_errors=True)
    os.makedirs(out)
    fetch(options.endpoint + "/reset")
    run = Run(subject.command(count, route, out), os.path.join(options.folder, subject.name + ".log"))
    stats = fetch(options.endpoint + "/stats")
    if stats["served"] < count:
        raise RuntimeError(f"the endpoint served {stats['served']} of {count} samples: {run.errors[-800:]}")
    return run, stats, subject.report(run, out), size(out)


def measure(subject, options):
    few, many = COUNTS.get(subject.name, (FEW, MANY))
    start, _, _, _ = once(subject, 1, "lat0", options)
    small, _, _, _ = once(subject, few, "lat0", options)
    large, _, _, stored = once(subject, many, "lat0", options)
    _, stats, told, _ = once(subject, LATENCY_SAMPLES, "lat50", options)
    p50, p99 = told.get("p50_s"), told.get("p99_s")
    return {
        "peer": subject.name,
        "version": subject.version(),
        "samples": many,
        "rate": (many - few) / max(large.seconds - small.seconds, 1e-9),
        "cpu_us": (large.cpu - small.cpu) / (many - few) * 1e6,
        "peak_mb": large.megabytes,
        "start_s": start.seconds,
        "stored_bytes": stored / many,
        "p50_ms": p50 and p50 * 1e3,
        "p99_ms": p99 and p99 * 1e3,
        "endpoint_p50_ms": stats["p50_us"] / 1e3,
        "endpoint_p99_ms": stats["p99_us"] / 1e3,
        "most_in_flight": stats["most_in_flight"],
    }


def git(root, *arguments):
    return subprocess.run(["git", "-C", root, *arguments], capture_output=True, text=True, check=True).stdout.strip()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--root", required=True)
    parser.add_argument("--tally", required=True)
    parser.add_argument("--endpoint", required=True)
    parser.add_argument("--folder", required=True)
    parser.add_argument("--results", required=True)
    parser.add_argument("peers", nargs="*", metavar="NAME=PYTHON")
    options = parser.parse_args()
    subjects = [Tally(options)] + [Peer(*pair.split("=", 1), options) for pair in options.peers]
    rows, failures = [], []
    for subject in subjects:
        print(f"{subject.name} ...", flush=True)
        try:
            rows.append(measure(subject, options))
        except RuntimeError as error:
            failures.append(subject.name)
            print(f"  FAIL: {subject.name}: {error}", flush=True)
    document = {
        "commit": git(options.root, "log", "-1", "--format=%H", "--", "Sources", "Package.swift"),
        "dirty": bool(git(options.root, "status", "--porcelain", "--", "Sources", "Package.swift")),
        "date": datetime.date.today().isoformat(),
        "cores": os.cpu_count(),
        "connections": CONNECTIONS,
        "rows": rows,
    }
    if not failures:
        os.makedirs(os.path.dirname(options.results), exist_ok=True)
        with open(options.results, "w", encoding="utf-8") as file:
            json.dump(document, file, indent=2)
            file.write("\n")
    else:
        print(json.dumps(document, indent=2))
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
