#!/usr/bin/env python3
"""Prints the table of the last measurement of peers and draws docs/peers.svg; refuses one that is older than the sources."""
import argparse
import json
import math
import os
import subprocess
import sys

HEADS = [
    "", "version", "samples/s", "CPU a sample", "peak memory", "one sample", "stored a sample",
    "p50, beyond the endpoint's own", "p99", "in flight",
]


def delta(own, theirs):
    return "not told" if own is None else f"{own - theirs:+.1f} ms"


def line(row):
    cells = [
        row["peer"], row["version"], f"{row['rate']:,.0f}", f"{row['cpu_us']:,.0f} us", f"{row['peak_mb']:,.0f} MB",
        f"{row['start_s']:.2f} s", f"{row['stored_bytes'] / 1024:.1f} KB",
        delta(row["p50_ms"], row["endpoint_p50_ms"]), delta(row["p99_ms"], row["endpoint_p99_ms"]),
        str(row["most_in_flight"]),
    ]
    return "| " + " | ".join(cells) + " |"


def bars(rows, key, unit, left):
    """A bar for each row on a scale of powers of ten, with its value."""
    values = [row[key] for row in rows]
    low = 10 ** int(math.floor(math.log10(min(values))))
    decades = math.log10(max(values) / low)
    parts = []
    for number, (row, value) in enumerate(zip(rows, values)):
        y = 48 + number * 26
        width = 150 * math.log10(value / low) / decades + 2
        colour = "#1f6f4a" if row["peer"] == "tally" else "#9aa3ad"
        parts.append(f'<rect x="{left}" y="{y}" width="{width:.1f}" height="16" fill="{colour}"/>')
        parts.append(f'<text x="{left + width + 6:.1f}" y="{y + 12}" fill="#444">{value:,.0f}{unit}</text>')
    return parts


def draw(path, rows):
    height = 56 + len(rows) * 26
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 {height}" role="img" font-family="sans-serif" '
        'font-size="12">',
        "<title>Samples a second and CPU a sample, of Tally and its peers</title>",
        f'<rect width="640" height="{height}" fill="#ffffff"/>',
        '<text x="100" y="30" fill="#444">samples a second (log scale)</text>',
        '<text x="370" y="30" fill="#444">CPU a sample (log scale)</text>',
    ]
    for number, row in enumerate(rows):
        parts.append(f'<text x="92" y="{60 + number * 26}" text-anchor="end" fill="#444">{row["peer"]}</text>')
    parts += bars(rows, "rate", "", 100) + bars(rows, "cpu_us", " us", 370) + ["</svg>\n"]
    with open(path, "w", encoding="utf-8") as file:
        file.write("\n".join(parts))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--root", required=True)
    parser.add_argument("--results", required=True)
    options = parser.parse_args()
    if not os.path.exists(options.results):
        sys.exit(f"{options.results}: nothing was measured yet; run benchmarks/peers/run.sh")
    with open(options.results, encoding="utf-8") as file:
        document = json.load(file)
    command = ["git", "-C", options.root, "log", "-1", "--format=%H", "--", "Sources", "Package.swift"]
    commit = subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    if document["dirty"] or document["commit"] != commit:
        measured = document["commit"][:9] + ("+dirty" if document["dirty"] else "")
        sys.exit(f"{options.results}: measured at {measured}, the sources are of {commit[:9]}; measure again")
    print(f"{document['date']}, {document['cores']} cores, {document['connections']} connections, {commit[:9]}\n")
    print("| " + " | ".join(HEADS) + " |\n" + "|---" * len(HEADS) + "|")
    for row in document["rows"]:
        print(line(row))
    draw(os.path.join(options.root, "docs", "peers.svg"), document["rows"])


if __name__ == "__main__":
    main()
