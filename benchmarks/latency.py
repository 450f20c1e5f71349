#!/usr/bin/env python3
"""Holds the latencies that `tally run` reports against what the endpoint itself measured; started by throughput.sh."""
import argparse
import os
import sys

from throughput import Measurement, fetch


class Scene:
    """A load and what its report may add to the endpoint's own figures, in milliseconds."""

    def __init__(self, title, route, connections, trials, p50, p99, first_token=None):
        self.title = title
        self.route = route
        self.connections = connections
        self.trials = trials
        self.most = {"p50": p50, "p99": p99}
        self.first_token = first_token

    @property
    def streamed(self):
        return self.first_token is not None


# The first token is due after 200 ms and has no record of the endpoint's beside it.
SCENES = [
    Scene("answers after 50 ms, 64 connections", "lat50", 64, 10_000, 1, 5),
    Scene("answers after 50 ms, 256 connections", "lat50", 256, 20_000, 1.5, 10),
    Scene("streams of 20 chunks, the first after 200 ms, 64 connections", "s200-20-5", 64, 3_000, 1.5, 10, 200),
]
# On a machine that is shared with others, what is held is that nothing adds up to another figure.
SLACK = 5


def measure(options, scene):
    fetch(options.endpoint + "/reset")
    trials = scene.trials // 10 if options.quick else scene.trials
    measurement = Measurement(
        options.tally, options.folder, trials, f"{options.endpoint}/{scene.route}/v1", scene.streamed, scene.connections
    )
    served = fetch(options.endpoint + "/stats")
    measurement.remove_store()
    return measurement, served


def report(scene, measurement, served, slack):
    """Prints the scene; yields what it may not be."""
    latency = measurement.result["latency"]
    print(f"\n{scene.title}, {measurement.count:,} trials", flush=True)
    for name, most in scene.most.items():
        own, theirs = latency[f"{name}_s"] * 1e3, served[f"{name}_us"] / 1e3
        print(f"  {name}       {own:8.2f} ms, the endpoint's own {theirs:8.2f}: {own - theirs:+.2f}", flush=True)
        if not -0.1 <= own - theirs <= most * slack:
            yield f"{name} is not within {most * slack} ms"
    if scene.streamed:
        for name, most in (("p50", scene.most["p50"]), ("p95", scene.most["p99"])):
            own = latency[f"ttft_{name}_s"] * 1e3
            print(f"  TTFT {name}  {own:8.2f} ms, due after {scene.first_token}: {own - scene.first_token:+.2f}", flush=True)
            if not -0.1 <= own - scene.first_token <= most * slack:
                yield f"TTFT {name} is not within {most * slack} ms"
    possible = scene.connections / (served["mean_us"] / 1e6)
    print(f"  rate      {measurement.rate:8,.0f} of {possible:,.0f} trials/s, {measurement.rate / possible:.0%};"
          f" {served['most_in_flight']} in flight at most", flush=True)
    if served["most_in_flight"] != scene.connections:
        yield f"{served['most_in_flight']} in flight, not {scene.connections}"
    if served["served"] != measurement.attempts:
        yield f"the endpoint served {served['served']} requests, the ledger has {measurement.attempts} attempts"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tally", required=True)
    parser.add_argument("--endpoint", required=True)
    parser.add_argument("--folder", required=True)
    parser.add_argument("--script", help="unused here")
    parser.add_argument("--answer", help="unused here")
    parser.add_argument("--latency", action="store_true")
    parser.add_argument("--quick", action="store_true", help=f"a tenth of the trials, and {SLACK} times the slack")
    options = parser.parse_args()
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}: endpoint and tally share them", flush=True)
    faults = 0
    for scene in SCENES:
        measurement, served = measure(options, scene)
        for fault in report(scene, measurement, served, SLACK if options.quick else 1):
            faults += 1
            print(f"  FAIL: {fault}", flush=True)
    print("\n" + (f"FAILED: {faults} checks" if faults else "passed"))
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
