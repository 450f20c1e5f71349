"""Measures response times of documents that come at random, and holds them to queueing theory; see arrivals.sh.

One place, a server of fixed latency and Poisson arrivals are the queue M/D/1. Below capacity the mean wait is
rho s / (2 (1 - rho)) (Pollaczek 1930, Khinchine 1932); above it the queue grows by s - 1/lambda a document.
"""
import argparse
import json
import os
import sqlite3
import subprocess
import tempfile

LATENCY = 0.05
BELOW, ABOVE = 12.0, 30.0
CASES = 200

BENCHMARK = """
name: arrivals
dataset: {root}/datasets/receipts
concurrency: 1
arrivals: {{poisson: {rate}}}
warm_up: 1
variants: [sim-fixed]
profiles:
  sim-fixed:
    provider: simulated
    model: sim-fixed
    output: prompt
    stream: false
    simulation: {{ttft: {latency}, ttft_spread: 0, tokens_per_second: 1000000}}
"""


def measure(options, rate, seed):
    """Service, response and queue wait of each document in the order they came, in seconds."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "arrivals.yaml")
        with open(path, "w") as file:
            file.write(BENCHMARK.format(root=options.root, rate=rate, latency=LATENCY))
        store = os.path.join(folder, "store.sqlite")
        subprocess.run(
            [options.tally, "run", path, "--store", store, "--seed", str(seed)],
            check=True, capture_output=True, cwd=folder,
        )
        rows = sqlite3.connect(store).execute(
            "SELECT c.service_us, t.total_us, t.queue_us FROM trials t JOIN steps s ON s.trial = t.id"
            " JOIN calls c ON c.step = s.id WHERE t.accepted ORDER BY t.place"
        ).fetchall()
    assert len(rows) == CASES, len(rows)
    return [tuple(value / 1e6 for value in row) for row in rows]


def mean(values):
    return sum(values) / len(values)


def draw(path, series):
    """A line for each series over the number of the document; marks and words in the page's own colours."""
    width, height, left, bottom, top, right = 720, 330, 52, 40, 16, 150
    most = max(max(values) for _, _, values, _ in series)
    step = 1 if most > 2 else 0.5
    limit = step * (int(most / step) + 1)

    def point(index, value):
        x = left + (width - left - right) * index / (CASES - 1)
        y = height - bottom - (height - bottom - top) * value / limit
        return f"{x:.1f},{y:.1f}"

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" '
        'font-family="sans-serif" font-size="12">',
        "<title>Seconds from when a document was due to its answer, by its number</title>",
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
    ]
    for number in range(int(limit / step) + 1):
        value = number * step
        y = point(0, value).split(",")[1]
        parts.append(f'<line x1="{left}" x2="{width - right}" y1="{y}" y2="{y}" stroke="#e2e2e2"/>')
        parts.append(f'<text x="{left - 8}" y="{float(y) + 4:.1f}" text-anchor="end" fill="#444">{value:g} s</text>')
    for number in (0, 50, 100, 150, 199):
        x = point(number, 0).split(",")[0]
        parts.append(f'<text x="{x}" y="{height - bottom + 18}" text-anchor="middle" fill="#444">{number + 1}</text>')
    parts.append(
        f'<text x="{(left + width - right) / 2}" y="{height - 6}" text-anchor="middle" fill="#444">'
        "document, in the order of arrival</text>"
    )
    taken = []
    for name, colour, values, dash in series:
        points = " ".join(point(index, value) for index, value in enumerate(values))
        parts.append(
            f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="1.6"'
            + (f' stroke-dasharray="{dash}"' if dash else "") + "/>"
        )
        y = float(point(CASES - 1, values[-1]).split(",")[1]) + 4
        while any(abs(y - other) < 14 for other in taken):
            y -= 14
        taken.append(y)
        parts.append(f'<text x="{width - right + 8}" y="{y:.1f}" fill="{colour}">{name}</text>')
    parts.append("</svg>\n")
    with open(path, "w") as file:
        file.write("\n".join(parts))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--root", required=True)
    parser.add_argument("--tally", required=True)
    options = parser.parse_args()

    below = [row for seed in range(1, 5) for row in measure(options, BELOW, seed)[1:]]
    service = mean([row[0] for row in below])
    load = BELOW * service
    theory = load * service / (2 * (1 - load))
    waited = mean([row[2] for row in below])
    print(f"{BELOW:g} a second, {load:.2f} of capacity: waited {waited * 1000:.1f} ms on average, "
          f"M/D/1 says {theory * 1000:.1f} ms; service {service * 1000:.1f} ms")

    over = measure(options, ABOVE, 1)
    flat = mean([row[0] for row in over[1:]])
    growth = (over[-1][1] - over[1][1]) / (CASES - 2)
    expected = flat - 1 / ABOVE
    print(f"{ABOVE:g} a second, {ABOVE * flat:.2f} of capacity: each waited {growth * 1000:.1f} ms longer than the one "
          f"before, theory says {expected * 1000:.1f} ms; service {flat * 1000:.1f} ms")

    draw(os.path.join(options.root, "docs", "arrivals.svg"), [
        (f"response, {ABOVE:g}/s", "#b3341f", [row[1] for row in over], None),
        ("theory", "#777777", [flat + index * expected for index in range(CASES)], "5 4"),
        (f"response, {BELOW:g}/s", "#1f5fb3", [row[1] for row in below[:CASES - 1]] + [below[CASES - 2][1]], None),
        ("service, both", "#2b8a3e", [row[0] for row in over], None),
    ])
    with open(os.path.join(options.root, "results", "measurements", "arrivals.json"), "w") as file:
        json.dump({
            "below": {"per_second": BELOW, "service_s": service, "wait_s": waited, "theory_wait_s": theory},
            "above": {"per_second": ABOVE, "service_s": flat, "growth_s": growth, "theory_growth_s": expected},
        }, file, indent=2)
        file.write("\n")
    # 796 waits that depend on each other; a quarter is some three of their standard errors.
    wrong = [name for name, found, said, within in (
        ("wait below capacity", waited, theory, 0.35), ("growth above capacity", growth, expected, 0.25),
        ("service above capacity", flat, service, 0.1),
    ) if abs(found - said) > within * said]
    if wrong:
        raise SystemExit("theory and measurement disagree: " + ", ".join(wrong))


if __name__ == "__main__":
    main()
