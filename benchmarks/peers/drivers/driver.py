"""What the drivers of peers share: their arguments, the receipts, and how they report."""
import argparse
import itertools
import json
import os
import shutil

PROMPT = "Extract the receipt as one JSON object.\n\n"


def arguments(description):
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--url", required=True, help="base URL, ending in /v1")
    parser.add_argument("--dataset", required=True, help="JSON lines with id, text and expected")
    parser.add_argument("--limit", type=int, required=True)
    parser.add_argument("--connections", type=int, required=True)
    parser.add_argument("--out", required=True, help="folder for whatever the peer stores")
    return parser.parse_args()


def receipts(options):
    with open(options.dataset, encoding="utf-8") as file:
        for line in itertools.islice(file, options.limit):
            yield json.loads(line)


def inputs(options):
    """A folder for what a driver makes ready, which is none of what the peer stores."""
    folder = options.out + "-inputs"
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    return folder


def finish(times, **figures):
    """Reports the seconds of each answer as the peer measured them, or its own percentiles in `figures`."""
    if times:
        times = sorted(times)
        figures["samples"] = len(times)
        figures["p50_s"] = times[(len(times) - 1) // 2]
        figures["p99_s"] = times[min(len(times) - 1, int(0.99 * len(times)))]
    print("\nRESULT " + json.dumps(figures), flush=True)
